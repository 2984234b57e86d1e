//! Tables: CSV and TSV, of edges or of nodes, with or without a header; triples with tabs between.
//!
//! A table of nodes beside one of edges (`x_nodes.csv` and `x_edges.csv`) is read with it, whichever is opened.

mod columns;
mod dialect;
mod guess;
mod pair;
mod rows;

use std::borrow::Cow;

use self::columns::{Plan, Sort};
use self::dialect::Dialect;
use super::decode::Decoded;
use super::draft::{Draft, Lone};
use super::reporter::Reporter;
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode};
use crate::diagnostics::{Code, Problem};

pub use self::columns::{Columns, Pick, Role};
pub(super) use self::rows::value;

/// The name of the format.
pub(super) const NAME: &str = "CSV or TSV";

/// The first rows of a table, and how it would be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The names of the columns, where the first row has them.
    pub header: Option<Vec<String>>,
    /// The first rows below the header.
    pub rows: Vec<Vec<String>>,
    /// What the columns are taken for; `None` where it cannot be told.
    pub columns: Option<Columns>,
}

/// Whether a file is a table.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    if matches!(head.content.first(), Some(b'{' | b'[' | b'<')) {
        return None;
    }
    let text = decode::beginning(head.content);
    let (dialect, rows) = dialect::of(&text)?;
    let plan = guess::plan(None, &rows, dialect.delimiter == b'\t');
    if plan.as_ref().is_ok_and(|plan| columns::by_names(&plan.names).is_some()) {
        return Some("the names in its header");
    }
    if super::edge_list::sniff(head).is_some() || looks_like_prose(&rows) {
        return None;
    }
    let tabs = dialect.delimiter == b'\t';
    (rows.len() > 2 || tabs || text.starts_with("sep=")).then_some("rows of as many cells each")
}

/// Sentences have commas too, but not as many in every line, and not between single words.
fn looks_like_prose(rows: &[Vec<String>]) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    let sentences = rows.iter().filter(|row| {
        let last = row.last().map_or("", |cell| cell.trim());
        last.ends_with(['.', '!', '?', '{', '}']) || row.iter().skip(1).all(|cell| cell.starts_with(' '))
    });
    let uneven = rows.iter().any(|row| row.len() != width);
    (uneven && width < 3) || sentences.count() * 3 > rows.len()
}

/// Reads a table whose columns tell what they are.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    read_with(source, None)
}

/// A table that is understood.
struct Part<'a> {
    name: String,
    text: Cow<'a, str>,
    encoding: &'static str,
    dialect: Dialect,
    plan: Plan,
    rep: Reporter,
}

/// Reads a table whose columns a person may have told.
pub(super) fn read_with(source: &Source<'_>, said: Option<&Columns>) -> Result<Loaded, LoadError> {
    let own = understood(source.name, source.bytes, said)?;
    let other = said.is_none().then(|| pair::beside(source, own.plan.sort)).flatten();
    let mut why = own.plan.why.clone();
    if own.encoding != "UTF-8" {
        why = format!("{why}, in {}", own.encoding);
    }
    if let Some(other) = &other {
        let holds = if other.plan.sort == Sort::Nodes { "nodes" } else { "edges" };
        why = format!("{why}; the {holds} are those of `{}` beside it", file_name(&other.name));
    }
    // What is wrong with an edge shows when all nodes are there: the report is that of the edges' file.
    let (main, second) = match other {
        Some(other) if own.plan.sort == Sort::Nodes => (other, Some(own)),
        other => (own, other),
    };
    let alone = second.is_none() && main.plan.sort == Sort::Edges;
    let mut draft = Draft::new(&main.name, if alone { Lone::Made } else { Lone::Reported });
    draft.rep = main.rep;
    let monitor = source.monitor;
    let mut going = true;
    if let Some(Part { text, dialect, plan, rep, .. }) = second {
        going = draft.aside(rep, &text, |draft| rows::read(draft, &text, dialect, &plan, monitor));
    }
    if !going || !rows::read(&mut draft, &main.text, main.dialect, &main.plan, monitor) {
        let problem = Problem::new(Code::Unreadable, source.name, "reading was cancelled");
        return Err(LoadError { problem });
    }
    let mut loaded = draft.finish(NAME, why, &main.text, (Unit::CodePoints, source))?;
    loaded.import.columns = said.cloned();
    Ok(loaded)
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// How a table is written and read.
fn understood<'a>(name: &str, bytes: &'a [u8], said: Option<&Columns>) -> Result<Part<'a>, LoadError> {
    let mut rep = Reporter::new(name);
    let Decoded { text, encoding } = decode::text(bytes, &mut rep);
    let failed = |why: &str, hint: String| LoadError {
        problem: Problem::new(Code::UnknownFormat, name, why).hint(hint),
    };
    let Some((mut dialect, rows)) = dialect::of(&text) else {
        let hint = "a table has as many cells in every row, with tabs, commas or semicolons between";
        return Err(failed("the file is no table", hint.to_owned()));
    };
    let plan = guess::plan(said, &rows, dialect.delimiter == b'\t')
        .map_err(|untold| failed(&untold.why, untold.hint))?;
    dialect.comments |= !plan.header;
    Ok(Part { name: name.to_owned(), text, encoding, dialect, plan, rep })
}

/// The first rows of a table, for a person to say what its columns are.
///
/// # Errors
/// The bytes are no table.
pub(super) fn preview(name: &str, bytes: &[u8]) -> Result<Preview, LoadError> {
    let text = decode::text(bytes, &mut Reporter::new(name)).text;
    // Commas stand in anything: signs that no letter key makes are no table, nor are JSON and XML.
    let control = |c: char| c.is_control() && !c.is_whitespace();
    let other = text.chars().take(4000).any(control) || text.trim_start().starts_with(['{', '[', '<']);
    let Some((dialect, mut rows)) = dialect::of(&text).filter(|_| !other) else {
        let problem = Problem::new(Code::UnknownFormat, name, "the file is no table");
        return Err(LoadError { problem });
    };
    let plan = guess::plan(None, &rows, dialect.delimiter == b'\t').ok();
    let header = plan.as_ref().is_some_and(|plan| plan.header).then(|| rows.remove(0));
    Ok(Preview { header, rows, columns: plan.map(|plan| plan.said()) })
}
