//! Collecting problems with their places while a file is read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostics::{Code, Problem, Report, Severity};

/// Problems of one code that are listed; the rest is counted.
pub(super) const LISTED: usize = 1000;

/// Where in the JSON tree one is: a chain of names and positions up to the top.
#[derive(Clone, Copy)]
pub(super) enum Trail<'t> {
    Top,
    Field(&'t Trail<'t>, &'t str),
    Item(&'t Trail<'t>, u32),
}

impl Trail<'_> {
    /// The JSON path: `claims[3].attributions[0].stance`.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        self.write(&mut path);
        path
    }

    fn write(&self, path: &mut String) {
        match self {
            Self::Top => {}
            Self::Field(parent, name) => {
                parent.write(path);
                let plain =
                    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
                let _ = match (plain && !name.is_empty(), path.is_empty()) {
                    (true, true) => write!(path, "{name}"),
                    (true, false) => write!(path, ".{name}"),
                    (false, _) => write!(path, "[{name:?}]"),
                };
            }
            Self::Item(parent, index) => {
                parent.write(path);
                let _ = write!(path, "[{index}]");
            }
        }
    }
}

/// A string for a message: at most 60 characters, on one line.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

/// Where in a file the claims of a case stand.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Places {
    /// The file, as problems call it: of a pair of tables that of the edges.
    pub file: String,
    /// Line and column of each claim, from 1, in the order of the case; empty where nobody counted them: in an edge
    /// list, and in a case that was not read to its end.
    pub claims: Vec<(u32, u32)>,
}

/// The problems of one file, each with its byte offset.
pub(super) struct Reporter {
    file: String,
    found: Vec<(usize, Problem)>,
    counts: BTreeMap<Code, usize>,
}

impl Reporter {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), found: Vec::new(), counts: BTreeMap::new() }
    }

    /// What problems call the file.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// How many problems of a code were reported so far.
    pub(super) fn count(&self, code: Code) -> usize {
        self.counts.get(&code).copied().unwrap_or(0)
    }

    /// Takes all problems of a code back.
    pub(super) fn forget(&mut self, code: Code) {
        self.found.retain(|(_, problem)| problem.code != code);
        self.counts.remove(&code);
    }

    /// Reports a problem at a byte offset of the file.
    pub(super) fn add(&mut self, code: Code, at: usize, trail: &Trail<'_>, message: impl Into<String>) {
        self.push(code, at, trail, message.into(), None);
    }

    /// The same, with a hint.
    pub(super) fn hinted(
        &mut self,
        code: Code,
        at: usize,
        trail: &Trail<'_>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(code, at, trail, message.into(), Some(hint.into()));
    }

    /// Tells of something that was taken as it is: a note, whatever the code.
    pub(super) fn note(&mut self, code: Code, at: usize, trail: &Trail<'_>, message: impl Into<String>) {
        let listed = self.found.len();
        self.push(code, at, trail, message.into(), None);
        if let Some((_, problem)) = self.found.get_mut(listed) {
            problem.severity = Severity::Note;
        }
    }

    fn push(&mut self, code: Code, at: usize, trail: &Trail<'_>, message: String, hint: Option<String>) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > LISTED {
            return;
        }
        let mut problem = Problem::new(code, &self.file, message).path(trail.path());
        problem.hint = hint;
        self.found.push((at, problem));
    }

    /// The lines and columns of byte offsets in the file, which may come in any order.
    pub(super) fn places(&self, text: &str, offsets: &[usize]) -> Places {
        let mut order: Vec<usize> = (0..offsets.len()).collect();
        order.sort_by_key(|slot| offsets.get(*slot));
        let mut claims = vec![(0, 0); offsets.len()];
        let mut walk = Walk::new(text);
        for slot in order {
            if let (Some(at), Some(place)) = (offsets.get(slot), claims.get_mut(slot)) {
                *place = walk.to(*at);
            }
        }
        Places { file: self.file.clone(), claims }
    }

    /// Works out lines and columns, and puts the problems into the order of the file.
    pub(super) fn finish(mut self, text: &str) -> Report {
        self.found.sort_by_key(|(at, problem)| (*at, problem.code));
        let mut report = Report::default();
        let mut walk = Walk::new(text);
        for (at, problem) in self.found {
            let (line, column) = walk.to(at);
            report.problems.push(problem.at(line, column));
        }
        for (code, count) in self.counts {
            if let Some(more) = count.checked_sub(LISTED).filter(|&more| more > 0) {
                let message = format!("{more} more problems `{}` are not listed", code.id());
                report.problems.push(Problem::new(Code::Suppressed, &self.file, message));
            }
        }
        report
    }
}

/// Counts lines and columns on the way through a text.
struct Walk<'t> {
    text: &'t str,
    seen: usize,
    line: u32,
    column: u32,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, seen: 0, line: 1, column: 1 }
    }

    /// The line and column, from 1, of a byte offset that is not before the last one asked for.
    fn to(&mut self, at: usize) -> (u32, u32) {
        let at = at.min(self.text.len());
        // Only what lies between two places is counted: a file may be one long line.
        let between = self.text.get(self.seen..at).unwrap_or("");
        let last = between.rfind('\n');
        self.line += memchr::memchr_iter(b'\n', between.as_bytes()).count() as u32;
        let beside = last.map_or(between, |last| between.get(last + 1..).unwrap_or(""));
        self.column = if last.is_some() { 1 } else { self.column } + beside.chars().count() as u32;
        self.seen = self.seen.max(at);
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_any_order() {
        let text = "first\nzwölf bäume\n\nlast";
        let at = |words: &str| text.find(words).unwrap_or(usize::MAX);
        let offsets = [at("last"), at("bäume"), 0, at("bäume"), usize::MAX];
        let places = Reporter::new("f").places(text, &offsets);
        assert_eq!(places.claims, [(4, 1), (2, 7), (1, 1), (2, 7), (4, 5)]);
        assert_eq!(places.file, "f");
    }

    #[test]
    fn what_is_forgotten_is_not_counted() {
        let mut rep = Reporter::new("f");
        for at in 0..LISTED + 2 {
            rep.add(Code::HashDiffers, at, &Trail::Top, "differs");
        }
        rep.add(Code::Syntax, 1, &Trail::Top, "broken");
        rep.forget(Code::HashDiffers);
        let codes: Vec<Code> = rep.finish("a\nb").problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::Syntax]);
    }
}
