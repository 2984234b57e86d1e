//! Finding where statements of Turtle and `TriG` end, to go on after a broken one.

use memchr::memchr;

/// A walk over a file that knows whether a byte stands in a string, an address or a comment, and in which graph.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// Where what comes next begins: after the last dot, bracket or directive.
    start: usize,
    /// What stands before the open `{`, as it is written; `None` outside of one.
    graph: Option<&'t str>,
}

/// What ends a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    Dot,
    /// The end of a graph, and of what stands in it without a dot.
    Graph,
    File,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, start: 0, graph: None }
    }

    /// The graph that is open, as its label is written, perhaps empty.
    pub(super) fn graph(&self) -> Option<&'t str> {
        self.graph
    }

    /// Goes on to behind the first end of a statement that is not before `from`; where that is.
    pub(super) fn end_after(&mut self, from: usize) -> (usize, End) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let here = self.at;
            self.at += 1;
            match byte {
                b'#' => self.skip_line(),
                b'"' | b'\'' => {
                    // A string that is not closed may have taken the dot of its statement in.
                    let whole = self.skip_string(here, byte);
                    let line = self.text.get(here..self.at).unwrap_or("");
                    if !whole && here >= from && line.trim_end().ends_with('.') {
                        self.start = self.at;
                        return (self.at, End::Dot);
                    }
                }
                b'<' => self.skip_address(),
                b'\\' => self.at += 1,
                b'{' if bytes.get(self.at) != Some(&b'|') => {
                    let label = self.text.get(self.start..here).unwrap_or("").trim();
                    self.graph = Some(label);
                    self.start = self.at;
                }
                b'}' if here == 0 || bytes.get(here - 1) != Some(&b'|') => {
                    self.graph = None;
                    self.start = self.at;
                    if here >= from {
                        return (self.at, End::Graph);
                    }
                }
                b'.' if self.is_dot() => {
                    self.start = self.at;
                    if here >= from {
                        return (self.at, End::Dot);
                    }
                }
                // `PREFIX x: <…>` has no dot; a label begins behind it.
                b'\n' if self.graph.is_none() && self.is_over() => self.start = self.at,
                _ => {}
            }
        }
        (self.text.len(), End::File)
    }

    /// Whether what came since the last end is nothing, or a directive.
    fn is_over(&self) -> bool {
        let line = self.text.get(self.start..self.at).unwrap_or("").trim_start();
        if line.is_empty() {
            return true;
        }
        let begins = |word: &str| line.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        begins("prefix") || begins("base") || begins("version")
    }

    /// Whether the dot before is one that ends, and none in a number or a name.
    fn is_dot(&self) -> bool {
        let next = self.text.as_bytes().get(self.at);
        next.is_none_or(|next| {
            !next.is_ascii_alphanumeric() && !matches!(next, b'_' | b'-' | b':' | b'%' | 0x80..)
        })
    }

    fn skip_line(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        self.at += memchr(b'\n', rest).unwrap_or(rest.len());
    }

    fn skip_address(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let end = rest.iter().position(|byte| matches!(byte, b'>' | b'<' | b' ' | b'\n' | b'\t' | b'"'));
        if let Some(end) = end.filter(|end| rest.get(*end) == Some(&b'>')) {
            self.at += end + 1;
        }
    }

    /// Whether it was closed.
    fn skip_string(&mut self, start: usize, quote: u8) -> bool {
        let bytes = self.text.as_bytes();
        let long = bytes.get(start..start + 3).is_some_and(|three| three.iter().all(|byte| *byte == quote));
        if long {
            self.at = start + 3;
        }
        while let Some(&byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                // A short string ends with its line, whether it is closed or not.
                b'\n' if !long => return false,
                byte if byte == quote => {
                    let closes = bytes.get(self.at - 1..self.at + 2).unwrap_or(&[]);
                    if !long {
                        return true;
                    }
                    if closes.len() == 3 && closes.iter().all(|byte| *byte == quote) {
                        self.at += 2;
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Vec<(&str, End)> {
        let mut scan = Scan::new(text);
        let mut ends = Vec::new();
        let mut from = 0;
        loop {
            let (at, end) = scan.end_after(from);
            ends.push((text.get(from..at).unwrap_or("").trim(), end));
            if end == End::File {
                return ends;
            }
            from = at;
        }
    }

    #[test]
    fn statements_end_with_dots_that_are_no_part_of_something() {
        let found = ends(
            "<http://a.b/c#d> ex:p \"a. b\" . # no. end .\nex:a.b ex:q 1.5 .\nex:c ex:d '''x.\n' . ''' .",
        );
        let texts: Vec<&str> = found.iter().map(|(text, _)| *text).collect();
        assert_eq!(
            texts,
            [
                "<http://a.b/c#d> ex:p \"a. b\" .",
                "# no. end .\nex:a.b ex:q 1.5 .",
                "ex:c ex:d '''x.\n' . ''' .",
                ""
            ]
        );
    }

    #[test]
    fn the_graph_that_is_open_is_known() {
        let text =
            "PREFIX ex: <http://e/>\nGRAPH ex:g { ex:a ex:b ex:c {| ex:d 1 |} . ex:e ex:f } ex:h ex:i ex:j .";
        let mut scan = Scan::new(text);
        assert_eq!(scan.end_after(0).1, End::Dot);
        assert_eq!(scan.graph(), Some("GRAPH ex:g"));
        assert_eq!((scan.end_after(0).1, scan.graph()), (End::Graph, None));
        assert_eq!((scan.end_after(0).1, scan.graph()), (End::Dot, None));
    }
}
