//! Plain edge lists: `u v` or `u v weight` a line, blanks or tabs between, `#` or `%` before comments.
//!
//! [`links`] reads one into bare pairs, quickly enough for millions of lines; [`read`] makes a case of
//! them, whose nodes are entities and whose lines are claims that nobody states.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::{Count, Head, Import, LoadError, Loaded, Monitor, Source, file};
use crate::diagnostics::{Code, Problem, Report};
use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, EntityIx, KindTable};

/// The name of the format.
pub(super) const NAME: &str = "edge list";

/// Problems that are listed; the rest is counted.
const LISTED: usize = 100;
/// Lines that are looked at to tell what a file is.
const LOOKED_AT: usize = 64;
/// Bytes that are looked at.
const HEAD: usize = 4000;
/// Lines between two looks at whether to go on.
const PULSE: u32 = 1 << 16;

/// One line between two nodes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// Positions of its ends among the nodes.
    pub ends: [u32; 2],
    /// Its weight; 1 where none is given.
    pub weight: f32,
}

/// A plain graph.
#[derive(Clone, Default, Debug)]
pub struct Links {
    /// The name of each node. Where the names are the numbers from 0 without a gap, the position of
    /// a node is its number; otherwise nodes stand in the order of their first lines.
    pub ids: Vec<String>,
    /// The lines, in the order of the file.
    pub links: Vec<Link>,
}

/// Whether a file may be an edge list.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    lists_edges(head.content).then_some("lines of two words, or two and a number")
}

/// Whether a file that begins so may be an edge list: every line has two words or two and a number,
/// and they are numbers or there are several such lines.
fn lists_edges(content: &[u8]) -> bool {
    let content = &content[..content.len().min(HEAD)];
    let text = match std::str::from_utf8(content) {
        Ok(text) => text,
        // The head may end within a letter.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&content[..error.valid_up_to()]).unwrap_or("")
        }
        Err(_) => return false,
    };
    let marked = matches!(content.first(), Some(b'{' | b'[' | b'<' | b'"'));
    if marked || text.starts_with("%%MatrixMarket") || text.contains('\0') {
        return false;
    }
    let whole = content.len() < HEAD || text.ends_with('\n');
    let mut lines: Vec<&str> = text.split(['\n', '\r']).collect();
    if !whole {
        lines.pop();
    }
    let commented = lines.iter().any(|line| is_comment(line.trim_start().as_bytes()));
    let data = lines.iter().map(|line| line.trim_ascii());
    let data: Vec<&str> =
        data.filter(|line| !line.is_empty() && !is_comment(line.as_bytes())).take(LOOKED_AT).collect();
    let numbers = |line: &&str| line.split_ascii_whitespace().all(|word| word.parse::<f64>().is_ok());
    let shaped = |line: &&str| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        words.len() == 2 || (words.len() == 3 && words[2].parse::<f64>().is_ok())
    };
    let good = data.iter().filter(|line| shaped(line)).count();
    let sure = data.len() > 1 || data.iter().all(numbers);
    // A few spoilt lines do not make it another format.
    if data.is_empty() { commented } else { sure && shaped(&data[0]) && good * 10 >= data.len() * 9 }
}

fn is_comment(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'#' | b'%'))
}

/// Reads a file as a case.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let Read { links: Links { ids, links }, report, found, stopped } =
        all(source.name, source.bytes, source.monitor)?;
    let kind = KindTable::builtin(BuiltinKind::Other);
    let entities = ids.into_iter().map(|id| Entity::new(id.clone(), id, kind)).collect();
    let claim = |(i, link): (usize, &Link)| {
        let [a, b] = link.ends;
        let mut claim = Claim::new(format!("e{}", i + 1), EntityIx(a), "linked_to", Some(EntityIx(b)));
        if link.weight != 1.0 {
            claim.extra.insert("weight".to_owned(), f64::from(link.weight).into());
        }
        claim
    };
    let counts = vec![Count { what: "edges", found, kept: links.len() as u64 }];
    let import = Import { why: source.why.to_owned(), counts, ..Import::default() };
    let claims = links.iter().enumerate().map(claim).collect();
    let mut builder = DatasetBuilder { entities, claims, ..DatasetBuilder::default() };
    if let Some(against) = source.against {
        against.give(&mut builder);
    }
    Ok(Loaded { dataset: builder.build(source.revision), report, format: NAME, import, stopped })
}

/// Reads the pairs of a file, and what could not be read of it.
///
/// # Errors
/// No line could be read, or the monitor cancelled.
pub(super) fn links(name: &str, bytes: &[u8], monitor: &dyn Monitor) -> Result<(Links, Report), LoadError> {
    all(name, bytes, monitor).map(|read| (read.links, read.report))
}

/// What came out of a file.
struct Read {
    links: Links,
    report: Report,
    /// How many lines should name an edge.
    found: u64,
    /// Whether the monitor stopped it before the end.
    stopped: bool,
}

fn all(name: &str, bytes: &[u8], monitor: &dyn Monitor) -> Result<Read, LoadError> {
    let content = file::without_mark(bytes);
    let mut names = Names::new(content.len());
    let mut links = Vec::new();
    let mut problems = Problems { file: name, report: Report::default(), more: 0 };
    let mut start = 0;
    let mut number = 0u32;
    let mut stopped = false;
    while start < content.len() {
        let rest = &content[start..];
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        start += end + if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        number += 1;
        if number.is_multiple_of(PULSE) {
            monitor.progress("reading lines", start as u64, content.len() as u64);
            if monitor.cancelled() {
                let problem = Problem::new(Code::Unreadable, name, "reading was cancelled");
                return Err(LoadError { problem });
            }
            if monitor.stopped() {
                stopped = true;
                break;
            }
        }
        let mut words = Words { line, at: 0 };
        let Some((_, first)) = words.next().filter(|(_, word)| !is_comment(word)) else { continue };
        let Some((_, second)) = words.next() else {
            problems.add(number, line, line.len(), "a line has two nodes, and this one has one");
            continue;
        };
        let weight = match words.next() {
            None => 1.0,
            Some((at, word)) => {
                let Some(weight) = number_of(word).filter(|_| words.next().is_none()) else {
                    problems.add(number, line, at, "after the two nodes only a weight may follow, a number");
                    continue;
                };
                weight
            }
        };
        links.push(Link { ends: [names.node(first), names.node(second)], weight });
    }
    let spoilt = problems.report.problems.len() + problems.more;
    let found = (links.len() + spoilt) as u64;
    let report = problems.finish();
    if links.is_empty() {
        let why = "no line of the file names two nodes";
        let first = report.problems.into_iter().next();
        let problem = first.unwrap_or_else(|| Problem::new(Code::UnknownFormat, name, why));
        return Err(LoadError {
            problem: problem.hint("an edge list has `u v` or `u v weight` on each line"),
        });
    }
    Ok(Read { links: names.finish(links), report, found, stopped })
}

fn number_of(word: &[u8]) -> Option<f32> {
    let number = std::str::from_utf8(word).ok()?.parse::<f32>().ok()?;
    number.is_finite().then_some(number)
}

/// The words of a line with their places, blanks and tabs between.
struct Words<'a> {
    line: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | 0x0B | 0x0C);
        let rest = self.line.get(self.at..)?;
        let from = self.at + rest.iter().position(|byte| !blank(byte))?;
        let word = &self.line[from..];
        let word = &word[..word.iter().position(blank).unwrap_or(word.len())];
        self.at = from + word.len();
        Some((from, word))
    }
}

/// Nodes by their names: small numbers in a table, all others hashed.
struct Names<'a> {
    ids: Vec<&'a [u8]>,
    /// The node of each number, plus 1; 0 for none.
    numbered: Vec<u32>,
    /// Numbers from here on are hashed: a table may not outgrow the file.
    limit: usize,
    hashed: HashMap<&'a [u8], u32>,
}

impl<'a> Names<'a> {
    fn new(bytes: usize) -> Self {
        Self { ids: Vec::new(), numbered: Vec::new(), limit: bytes + 16, hashed: HashMap::new() }
    }

    fn node(&mut self, id: &'a [u8]) -> u32 {
        let next = self.ids.len() as u32;
        let found = match small_number(id).filter(|number| *number < self.limit) {
            Some(number) => {
                if number >= self.numbered.len() {
                    self.numbered.resize(number + 1, 0);
                }
                let slot = &mut self.numbered[number];
                if *slot == 0 {
                    *slot = next + 1;
                }
                *slot - 1
            }
            None => *self.hashed.entry(id).or_insert(next),
        };
        if found == next {
            self.ids.push(id);
        }
        found
    }

    fn finish(self, mut links: Vec<Link>) -> Links {
        let n = self.ids.len();
        let mut ids = names(&self.ids);
        if self.hashed.is_empty() && self.numbered.len() == n {
            for link in &mut links {
                link.ends = link.ends.map(|node| small_number(self.ids[node as usize]).unwrap_or(0) as u32);
            }
            ids = (0..n).map(|number| number.to_string()).collect();
        }
        Links { ids, links }
    }
}

/// The names as text, all different as their bytes are. A byte that is no part of a letter is written as `\xE4`; where
/// that is the name of another node, further backslashes tell the two apart.
fn names(ids: &[&[u8]]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(ids.len());
    let mut spoilt = Vec::new();
    for (node, id) in ids.iter().enumerate() {
        if let Ok(name) = std::str::from_utf8(id) {
            names.push(name.to_owned());
        } else {
            spoilt.push(node);
            names.push(escaped(id));
        }
    }
    if spoilt.is_empty() {
        return names;
    }
    let is_spoilt: HashSet<usize> = spoilt.iter().copied().collect();
    let sound = names.iter().enumerate().filter(|(node, _)| !is_spoilt.contains(node));
    let mut taken: HashSet<String> = sound.map(|(_, name)| name.clone()).collect();
    for node in spoilt {
        while !taken.insert(names[node].clone()) {
            names[node].push('\\');
        }
    }
    names
}

/// A name with bytes that are no part of a letter written as numbers.
fn escaped(id: &[u8]) -> String {
    let mut name = String::new();
    for chunk in id.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(name, "\\x{byte:02X}");
        }
    }
    name
}

/// A number as a program writes it: digits, no sign, no zero before.
fn small_number(id: &[u8]) -> Option<usize> {
    let canonical = id.len() <= 9 && (id == b"0" || !id.starts_with(b"0")) && !id.is_empty();
    let digit = |sum: usize, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + usize::from(byte - b'0'));
    if canonical { id.iter().try_fold(0, digit) } else { None }
}

/// What could not be read.
struct Problems<'a> {
    file: &'a str,
    report: Report,
    more: usize,
}

impl Problems<'_> {
    fn add(&mut self, number: u32, line: &[u8], at: usize, why: &str) {
        if self.report.problems.len() >= LISTED {
            self.more += 1;
            return;
        }
        let column = String::from_utf8_lossy(&line[..at]).chars().count() as u32 + 1;
        self.report.problems.push(Problem::new(Code::Syntax, self.file, why).at(number, column));
    }

    fn finish(mut self) -> Report {
        if self.more > 0 {
            let message = format!("{} more lines that could not be read are not listed", self.more);
            self.report.problems.push(Problem::new(Code::Suppressed, self.file, message));
        }
        self.report
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;

    fn read(text: &str) -> (Links, Report) {
        let (links, report) = links("g.txt", text.as_bytes(), &Unwatched).unwrap();
        (links, report)
    }

    #[test]
    fn comments_blank_lines_tabs_and_line_ends_are_no_matter() {
        let (found, report) = read("\u{FEFF}# a graph\r\n\r\n 3\t1 \r\n% more\r1 2 0.5\n2 0\n0 2 1e3");
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        assert_eq!(found.ids, ["0", "1", "2", "3"]);
        let link = |a, b, weight| Link { ends: [a, b], weight };
        assert_eq!(found.links, [link(3, 1, 1.0), link(1, 2, 0.5), link(2, 0, 1.0), link(0, 2, 1000.0)]);
    }

    #[test]
    fn other_names_stand_in_the_order_of_the_file() {
        for (text, ids) in [
            ("b a\na c\n", ["b", "a", "c"]),
            ("7 2\n2 9\n", ["7", "2", "9"]),
            ("0 01\n01 2\n", ["0", "01", "2"]),
            ("4000000000 1\n1 4000000000\n0 1", ["4000000000", "1", "0"]),
        ] {
            assert_eq!(read(text).0.ids, ids, "{text}");
        }
    }

    #[test]
    fn names_that_are_no_text_stay_apart() {
        let bytes = b"\xE4 \xF6\n\xE4x \\xE4\n\xF6 \\xE4\\\n";
        let (found, ..) = links("g.txt", bytes, &Unwatched).unwrap();
        assert_eq!(found.ids, ["\\xE4\\\\", "\\xF6", "\\xE4x", "\\xE4", "\\xE4\\"]);
        let ends: Vec<[u32; 2]> = found.links.iter().map(|link| link.ends).collect();
        assert_eq!(ends, [[0, 1], [2, 3], [1, 4]]);
    }

    #[test]
    fn spoilt_lines_are_placed_and_the_rest_is_kept() {
        let (found, report) = read("0 1\n2\n1 2 heavy\n\u{e4}\u{e4} 1 2 3\n0 2 nan\n");
        assert_eq!(found.links.len(), 1);
        let places: Vec<(u32, u32)> = report.problems.iter().map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(2, 2), (3, 5), (4, 6), (5, 5)]);
        assert!(report.has_errors());
        let many = "0 1\n".to_owned() + &"x\n".repeat(500);
        assert_eq!(read(&many).1.problems.len(), LISTED + 1);
        assert!(links("g.txt", b"# nothing\n", &Unwatched).is_err());
    }

    #[test]
    fn prose_and_other_formats_are_no_edge_list() {
        for text in ["0 1\n", "a b\nb c\n", "# nothing yet\n", "1\t2\t0.5\r\n2\t3\t1\r\n"] {
            assert!(lists_edges(text.as_bytes()), "{text}");
        }
        for text in [
            "no case",
            "{\"a\": 1}",
            "[1, 2]",
            "<a b>\n<c d>\n",
            "This is a text.\nIt has lines.\n",
            "u,v\n0,1\n",
            "%%MatrixMarket matrix\n3 3 2\n1 2\n",
            "17",
            "",
        ] {
            assert!(!lists_edges(text.as_bytes()), "{text}");
        }
    }
}
