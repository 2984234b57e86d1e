//! Reading files: the only place that knows a file format.
//!
//! [`FORMATS`] is the one table of them; a file is recognised by what is in it, not by its name.
//! Importing returns what could be read plus every problem; only "unreadable" and "not a format that
//! this program reads" are errors.

mod attache1;
mod edge_list;
mod file;

use std::path::Path;

use crate::diagnostics::{Code, Problem, Report};
use crate::model::Dataset;

pub use edge_list::{Link, Links};

/// Watches an import, and may stop it.
pub trait Monitor: Sync {
    /// `done` of `total` steps of `what` are done.
    fn progress(&self, _what: &'static str, _done: u64, _total: u64) {}

    /// Whether to give up.
    fn cancelled(&self) -> bool {
        false
    }

    /// Whether to stop here and keep what was read so far.
    fn stopped(&self) -> bool {
        false
    }
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Monitor for Unwatched {}

/// What came out of a file.
#[derive(Debug)]
pub struct Loaded {
    /// What could be read.
    pub dataset: Dataset,
    /// What could not, and what is worth knowing, in the order of the file.
    pub report: Report,
    /// The name of the format: `attache/1`, `edge list`.
    pub format: &'static str,
    /// Whether the monitor stopped it before the end: the file holds more.
    pub stopped: bool,
}

/// Nothing could be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", .problem.message)]
pub struct LoadError {
    /// Why.
    pub problem: Problem,
}

/// A file on its way in.
struct Source<'a> {
    /// As the user named it.
    name: &'a str,
    bytes: &'a [u8],
    /// Where files that it names are looked for.
    folder: Option<&'a Path>,
    revision: u64,
    monitor: &'a dyn Monitor,
}

/// One format that can be read.
struct Format {
    name: &'static str,
    /// Whether a file that begins so, after a byte order mark and white space, may be of it.
    sniff: fn(&[u8]) -> bool,
    read: fn(&Source<'_>) -> Result<Loaded, LoadError>,
}

/// Every format that can be read, the likeliest first.
const FORMATS: &[Format] = &[
    Format { name: attache1::NAME, sniff: attache1::sniff, read: attache1::read },
    Format { name: edge_list::NAME, sniff: edge_list::sniff, read: edge_list::read },
];

/// Loads a file, with the texts that lie beside it.
///
/// # Errors
/// The file cannot be read, is of no known format, holds nothing, or the monitor cancelled.
pub fn load(path: &Path, revision: u64, monitor: &dyn Monitor) -> Result<Loaded, LoadError> {
    let (name, bytes) = bytes_of(path)?;
    read_bytes(&name, &bytes, Some(folder_of(path)), revision, monitor)
}

/// A graph to be laid out: a case, or bare links.
#[derive(Debug)]
pub enum Graph {
    /// A file that says more than who is linked with whom.
    Case(Box<Loaded>),
    /// A plain edge list, and what could not be read of it.
    Links(Links, Report),
}

/// Loads a file for its graph alone: an edge list of millions of lines does not become a case.
///
/// # Errors
/// As [`load`].
pub fn load_graph(path: &Path, monitor: &dyn Monitor) -> Result<Graph, LoadError> {
    let (name, bytes) = bytes_of(path)?;
    if format_of(&bytes).is_some_and(|format| format.name == edge_list::NAME) {
        let (links, report, _) = edge_list::links(&name, &bytes, monitor)?;
        return Ok(Graph::Links(links, report));
    }
    read_bytes(&name, &bytes, Some(folder_of(path)), 1, monitor).map(|loaded| Graph::Case(Box::new(loaded)))
}

/// A file's name as problems call it, and its bytes; of a file of no known format only the beginning.
fn bytes_of(path: &Path) -> Result<(String, Vec<u8>), LoadError> {
    let name = path.display().to_string();
    let unreadable = |why: String| LoadError { problem: Problem::new(Code::Unreadable, &name, why) };
    let bytes = file::read(path, |head| head.is_empty() || format_of(head).is_some()).map_err(unreadable)?;
    Ok((name, bytes))
}

/// Where files that a file names are looked for.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The case that the program carries in itself.
pub fn load_bundled(revision: u64) -> Loaded {
    attache1::bundled(revision)
}

/// Reads a file's bytes. `name` is what problems call it; texts beside it are looked for in `folder`.
///
/// # Errors
/// As [`load`].
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    folder: Option<&Path>,
    revision: u64,
    monitor: &dyn Monitor,
) -> Result<Loaded, LoadError> {
    let Some(format) = format_of(bytes) else {
        let (code, message) = match file::kind(bytes) {
            None => (Code::Unreadable, "the file is empty".to_owned()),
            Some(kind) => (Code::UnknownFormat, format!("the file holds {kind}, which is no case")),
        };
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let problem =
            Problem::new(code, name, message).hint(format!("formats it reads: {}", names.join(", ")));
        return Err(LoadError { problem });
    };
    (format.read)(&Source { name, bytes, folder, revision, monitor })
}

/// The JSON Schema of `attache/1`.
pub fn schema() -> &'static str {
    include_str!("../../assets/schema/attache-1.json")
}

fn format_of(bytes: &[u8]) -> Option<&'static Format> {
    let content = file::without_mark(bytes).trim_ascii_start();
    FORMATS.iter().find(|format| (format.sniff)(content))
}
