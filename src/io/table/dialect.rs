//! How a table is written: what stands between its cells, and whether lines of it are comments.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::columns::by_names;

/// Rows that are looked at to tell how a table is written.
const LOOKED_AT: usize = 32;
/// Bytes that are looked at.
const BEGINNING: usize = 16_000;

/// How a table is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Where the table begins: behind Excel's line `sep=;`.
    pub(super) from: usize,
    /// Whether lines that begin with `#` are comments.
    pub(super) comments: bool,
}

/// How a table is written, and its first rows; `None` where the text is no table.
pub(super) fn of(text: &str) -> Option<(Dialect, Vec<Vec<String>>)> {
    let first = text.lines().next().unwrap_or("");
    let said = first.strip_prefix("sep=").map(|rest| rest.trim_end().as_bytes());
    if let Some([delimiter]) = said {
        let dialect = Dialect { delimiter: *delimiter, from: first.len(), comments: false };
        let rows = beginning(text, dialect);
        return (!rows.is_empty()).then_some((dialect, rows));
    }
    let comments = text.starts_with('#') && !header_behind_hash(first);
    let mut best: Option<(u32, Dialect, Vec<Vec<String>>)> = None;
    for delimiter in [b'\t', b';', b',', b'|'] {
        let dialect = Dialect { delimiter, from: 0, comments };
        let rows = beginning(text, dialect);
        let Some(first) = rows.first() else { continue };
        let width = first.len();
        if width < 2 {
            continue;
        }
        let alike = rows.iter().filter(|row| row.len() == width).count();
        let share = (alike * 100 / rows.len()) as u32;
        let score = share + if by_names(first).is_some() { 1000 } else { 0 };
        if (share >= 80 || score >= 1000) && best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, dialect, rows));
        }
    }
    best.map(|(_, dialect, rows)| (dialect, rows))
}

/// Whether a header is written as a comment: `#source<TAB>target`.
fn header_behind_hash(line: &str) -> bool {
    ['\t', ',', ';'].into_iter().any(|between| {
        let names: Vec<String> = line.split(between).map(str::to_owned).collect();
        names.len() > 1 && by_names(&names).is_some()
    })
}

/// A reader of the rows.
pub(super) fn reader(text: &str, dialect: Dialect) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .comment(dialect.comments.then_some(b'#'))
        .from_reader(text.as_bytes().get(dialect.from..).unwrap_or(&[]))
}

/// The first rows, without one that the beginning cuts off and without empty ones.
fn beginning(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let part = text.get(..end).unwrap_or(text);
    let mut reader = reader(part, dialect);
    let mut record = StringRecord::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    while rows.len() <= LOOKED_AT && reader.read_record(&mut record).unwrap_or(false) {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(record.iter().map(str::to_owned).collect());
        }
    }
    if (end < text.len() || rows.len() > LOOKED_AT) && rows.len() > 1 {
        rows.pop();
    }
    rows
}
