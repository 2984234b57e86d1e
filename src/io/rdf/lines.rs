//! Turtle, `TriG`, N-Triples and N-Quads into statements, going on after what is broken.

use oxttl::nquads::LowLevelNQuadsParser;
use oxttl::trig::LowLevelTriGParser;
use oxttl::{NQuadsParser, TriGParser, TurtleSyntaxError};

use super::scan::{End, Scan};
use super::store::{BASE, Store};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::io::draft::Draft;
use crate::io::reporter::{Trail, shown};

/// Bytes that are given to the parser at once: it tells no places of statements, so they have that of their piece.
const PIECE: usize = 4096;
/// Bytes of which nothing comes before the pieces grow.
const SILENT: usize = 1 << 16;
/// Broken statements after which the rest is not read: it is some other thing.
const BROKEN: usize = 10_000;
/// Statements about statements about statements that are followed; the parser takes them in by recursion.
const DEEPEST: usize = 32;
/// Pieces between two looks at the monitor.
const PULSE: u32 = 512;

/// One of the two parsers.
enum Parser {
    Trig(Box<LowLevelTriGParser>),
    Lines(Box<LowLevelNQuadsParser>),
}

impl Parser {
    fn next(&mut self) -> Option<Result<oxrdf::Quad, TurtleSyntaxError>> {
        match self {
            Self::Trig(parser) => parser.parse_next(),
            Self::Lines(parser) => parser.parse_next(),
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        match self {
            Self::Trig(parser) => parser.extend_from_slice(bytes),
            Self::Lines(parser) => parser.extend_from_slice(bytes),
        }
    }

    fn end(&mut self) {
        match self {
            Self::Trig(parser) => parser.end(),
            Self::Lines(parser) => parser.end(),
        }
    }

    /// A new parser that knows the prefixes of this one, and how many these are.
    fn again(&self) -> (Self, usize) {
        let Self::Trig(parser) = self else { return (Self::lines(), 0) };
        let mut new = TriGParser::new();
        let mut count = 0;
        for (name, address) in parser.prefixes() {
            if oxrdf::NamedNode::new(address).is_ok() {
                new = new.with_prefix(name, address).unwrap_or_default();
                count += 1;
            }
        }
        let base = parser.base_iri().unwrap_or(BASE).to_owned();
        let based = new.clone().with_base_iri(base).unwrap_or(new);
        (Self::Trig(Box::new(based.low_level())), count)
    }

    fn lines() -> Self {
        Self::Lines(Box::new(NQuadsParser::new().low_level()))
    }

    fn trig() -> Self {
        let new = TriGParser::new();
        let based = new.clone().with_base_iri(BASE).unwrap_or(new);
        Self::Trig(Box::new(based.low_level()))
    }
}

/// Counts how deep statements stand in one another, roughly: strings may have such marks too.
#[derive(Default)]
struct Depth(usize);

impl Depth {
    /// Whether a range of a file goes too deep.
    fn is_beyond(&mut self, bytes: &[u8], (start, end): (usize, usize)) -> bool {
        for found in memchr::memchr2_iter(b'(', b')', bytes.get(start..end).unwrap_or(&[])) {
            let at = start + found;
            let before = bytes.get(..at).unwrap_or(&[]);
            if bytes.get(at) == Some(&b'(') {
                // A list of lists is no matter: only statements are taken in by recursion.
                self.0 += usize::from(before.ends_with(b"<<"));
            } else if bytes.get(at + 1..).unwrap_or(&[]).starts_with(b">>") {
                self.0 = self.0.saturating_sub(1);
            }
            if self.0 > DEEPEST {
                return true;
            }
        }
        false
    }
}

/// Reads statements; `as_lines` where each has a line of its own.
pub(super) fn read(text: &str, as_lines: bool, store: &mut Store, draft: &mut Draft, monitor: &dyn Monitor) {
    let mut scan = Scan::new(text);
    let mut parser = if as_lines { Parser::lines() } else { Parser::trig() };
    let mut depth = Depth::default();
    // Where the parser's own count of bytes begins in the text.
    let mut origin = 0_i64;
    // Bytes since the last statement.
    let mut silent = 0;
    // Bytes that were read again after broken statements.
    let mut spent = 0;
    let (mut at, mut size, mut pieces, mut broken) = (0, PIECE, 0_u32, 0);
    loop {
        pieces += 1;
        if pieces.is_multiple_of(PULSE) {
            monitor.progress("reading statements", at as u64, text.len() as u64);
            if monitor.cancelled() {
                return;
            }
        }
        let piece = piece(text, at, size);
        let begin = at + piece.len() - piece.trim_start().len();
        if depth.is_beyond(text.as_bytes(), (at, at + piece.len())) {
            let message = format!(
                "statements about statements are nested deeper than {DEEPEST}; what comes from here on is not read"
            );
            draft.leave_out("statements", true, (Code::Syntax, begin, &Trail::Top), message);
            return;
        }
        at += piece.len();
        parser.feed(piece.as_bytes());
        if at >= text.len() {
            parser.end();
        }
        let before = store.statements.len();
        let mut restart = None;
        while let Some(next) = parser.next() {
            let error = match next {
                Ok(quad) => {
                    draft.count("statements");
                    store.add(begin.min(text.len()), quad);
                    continue;
                }
                Err(error) => error,
            };
            broken += 1;
            let place = (i64::try_from(error.location().start.offset).unwrap_or(0) + origin).max(0) as usize;
            let lacks_dot = !as_lines && error.message().contains("dot is expected");
            tell(draft, &error, place, lacks_dot);
            if broken > BROKEN || spent > text.len().saturating_mul(4) + (1 << 26) {
                let message = format!("{broken} statements are broken; the rest of the file is not read");
                draft.leave_out("statements", true, (Code::Syntax, place, &Trail::Top), message);
                return;
            }
            // Of a dot that is forgotten the parser makes nothing.
            if !lacks_dot {
                restart = Some(if as_lines { line_after(text, place) } else { scan.end_after(place) });
                break;
            }
        }
        if let Some((end, how)) = restart {
            if how == End::File {
                return;
            }
            let (new, prefixes) = parser.again();
            parser = new;
            spent += piece.len() + prefixes * 64;
            origin = end as i64;
            if let Some(label) = scan.graph() {
                // The rest of its graph is still of that graph.
                let opened = format!("{label} {{ ");
                parser.feed(opened.as_bytes());
                origin -= opened.len() as i64;
            }
            (at, size, silent, depth.0) = (end, PIECE, 0, 0);
            if at >= text.len() {
                parser.end();
                while parser.next().is_some() {}
                return;
            }
            continue;
        }
        if at >= text.len() {
            return;
        }
        if store.statements.len() > before {
            (size, silent, depth.0) = (PIECE, 0, 0);
            continue;
        }
        // What does not end is looked at again with each piece: twice as much each time keeps that short.
        silent += piece.len();
        if silent > SILENT {
            size = size.saturating_mul(2);
        }
    }
}

/// The next line, which is where N-Triples go on after a broken one.
fn line_after(text: &str, place: usize) -> (usize, End) {
    let rest = text.as_bytes().get(place..).unwrap_or(&[]);
    memchr::memchr(b'\n', rest).map_or((text.len(), End::File), |end| (place + end + 1, End::Dot))
}

/// What is given to the parser next: the rest of a line, with all lines of a string that goes on; where nothing came of
/// what it has, as much as `size`.
fn piece(text: &str, at: usize, size: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let bytes = rest.as_bytes();
    let mut end = size.min(bytes.len());
    if size <= PIECE {
        let line = memchr::memchr(b'\n', bytes.get(..end).unwrap_or(bytes)).map_or(end, |found| found + 1);
        end = string_end(bytes, line).unwrap_or(line);
    }
    while !rest.is_char_boundary(end) {
        end += 1;
    }
    rest.get(..end).unwrap_or(rest)
}

/// The end of a long string that a line begins, with its line.
fn string_end(bytes: &[u8], line: usize) -> Option<usize> {
    let head = bytes.get(..line)?;
    for quotes in [b"\"\"\"", b"'''"] {
        if memchr::memmem::find_iter(head, quotes).count() % 2 == 1 {
            let rest = bytes.get(line..)?;
            let Some(close) = memchr::memmem::find(rest, quotes) else { return Some(bytes.len()) };
            let more = rest.get(close..)?;
            let end = memchr::memchr(b'\n', more).map_or(more.len(), |end| end + 1);
            return Some(line + close + end);
        }
    }
    None
}

fn tell(draft: &mut Draft, error: &TurtleSyntaxError, place: usize, lacks_dot: bool) {
    let why = shown(error.message().trim_end_matches('.'));
    if lacks_dot {
        let message = format!("{why}; the statement is taken as if it had one");
        draft.rep.add(Code::Syntax, place, &Trail::Top, message);
        return;
    }
    let message =
        format!("a statement is broken: {why}; what it says up to here is kept, the rest of it is left out");
    draft.leave_out("statements", true, (Code::Syntax, place, &Trail::Top), message);
}
