//! Reading files: the only place that knows a file format.
//!
//! [`FORMATS`] is the one table of them; a file is recognised by what is in it, not by its name.
//! Importing returns what could be read plus every problem; only "unreadable" and "not a format that
//! this program reads" are errors.

mod against;
mod attache1;
mod brat;
mod combine;
mod dates;
mod decode;
mod dot;
mod draft;
mod edge_list;
mod file;
mod follow_the_money;
mod gexf;
mod given;
mod graphml;
mod ground;
mod json;
mod json_graph;
mod kinds;
mod langextract;
mod lightrag;
mod look;
mod plain;
mod rdf;
mod records;
mod reporter;
mod shape;
mod stix;
mod table;
mod text_beside;
mod units;
mod values;
mod web_annotation;
pub mod write;
mod xml;

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Problem, Report};
use crate::model::Dataset;

pub use against::Against;
pub use combine::{Came, Combined, First, as_one, combine, taken_as_one, word_of};
pub use edge_list::{Link, Links};
pub use reporter::Places;
pub use table::{Columns, Pick, Preview, Role};
pub use write::Lost;

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
    /// What was recognised, and how many records came in and out.
    pub import: Import,
    /// Whether the monitor stopped it before the end: the file holds more.
    pub stopped: bool,
}

/// What files are usually called that this program reads, for a list to choose from: a file is recognised by its
/// content.
pub const ENDINGS: &[(&str, &[&str])] = &[
    (
        "Graphs and texts",
        &[
            "json", "jsonl", "ndjson", "ftm", "jsonld", "csv", "tsv", "tab", "graphml", "gexf", "xml", "dot",
            "gv", "ann", "ttl", "nt", "nq", "trig", "edges", "edgelist", "txt", "md",
        ],
    ),
    ("Attaché cases", &["json"]),
];

/// More entities or claims than these are shown only after a person has seen how many there are.
const LARGE: (usize, usize) = (20_000, 60_000);

impl Loaded {
    /// Whether the case has so many entities or claims that drawing it takes its time.
    pub fn is_large(&self) -> bool {
        self.dataset.entities().len() > LARGE.0 || self.dataset.claims().len() > LARGE.1
    }

    /// Whether something of the file is damaged, or not in the case.
    pub fn is_damaged(&self) -> bool {
        self.report.has_errors() || self.import.counts.iter().any(|count| count.kept < count.found)
    }
}

/// How a file was taken in.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Import {
    /// By what the format was recognised: "an object with `nodes` and `links`".
    pub why: String,
    /// What came in and what was kept, by name. What was not kept is in the report.
    pub counts: Vec<Count>,
    /// Where the claims stand.
    pub places: Places,
    /// Files that were read with it, as problems call them; texts are named by their documents.
    pub beside: Vec<String>,
    /// What a person said of the columns of a table, where somebody did.
    pub columns: Option<Columns>,
}

/// How many records of one sort a file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// The sort: `nodes`, `edges`, `documents`.
    pub what: &'static str,
    /// How many the file has.
    pub found: u64,
    /// How many are in the case; each of the others has a problem in the report.
    pub kept: u64,
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
    /// By what its format was recognised.
    why: &'static str,
    /// The text in which its quotes are looked up, instead of its own.
    against: Option<&'a Against>,
}

/// What formats are told apart by.
struct Head<'a> {
    /// The file's bytes, or the first 4,096 of them, after a byte order mark and white space.
    content: &'a [u8],
    /// The names in it, where it is JSON.
    shape: shape::Shape,
}

impl<'a> Head<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let content = file::without_mark(bytes).trim_ascii_start();
        Self { content, shape: shape::Shape::of(content) }
    }
}

/// One format that can be read.
struct Format {
    name: &'static str,
    /// By what a file is recognised as one of it, in words that go on "recognised by"; `None` where it is none.
    sniff: fn(&Head<'_>) -> Option<&'static str>,
    read: fn(&Source<'_>) -> Result<Loaded, LoadError>,
}

impl Format {
    /// Whether its reader, when it is stopped, keeps what it has read.
    fn keeps_part(&self) -> bool {
        [attache1::NAME, edge_list::NAME].contains(&self.name)
    }
}

/// For a reader that gives everything or nothing: to be stopped is to be cancelled.
struct OnlyWhole<'a>(&'a dyn Monitor);

impl Monitor for OnlyWhole<'_> {
    fn progress(&self, what: &'static str, done: u64, total: u64) {
        self.0.progress(what, done, total);
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled() || self.0.stopped()
    }
}

/// Every format that can be read, the likeliest first.
const FORMATS: &[Format] = &[
    Format { name: attache1::NAME, sniff: attache1::sniff, read: attache1::read },
    Format { name: langextract::NAME, sniff: langextract::sniff, read: langextract::read },
    Format { name: stix::NAME, sniff: stix::sniff, read: stix::read },
    Format { name: follow_the_money::NAME, sniff: follow_the_money::sniff, read: follow_the_money::read },
    Format { name: web_annotation::NAME, sniff: web_annotation::sniff, read: web_annotation::read },
    Format { name: rdf::JSON, sniff: rdf::sniff_json, read: rdf::read_json },
    Format { name: json_graph::NAME, sniff: json_graph::sniff, read: json_graph::read },
    Format { name: lightrag::NAME, sniff: lightrag::sniff, read: lightrag::read },
    Format { name: graphml::NAME, sniff: graphml::sniff, read: graphml::read },
    Format { name: gexf::NAME, sniff: gexf::sniff, read: gexf::read },
    Format { name: rdf::LINES, sniff: rdf::sniff_lines, read: rdf::read_lines },
    Format { name: rdf::TURTLE, sniff: rdf::sniff_turtle, read: rdf::read_turtle },
    Format { name: dot::NAME, sniff: dot::sniff, read: dot::read },
    Format { name: brat::NAME, sniff: brat::sniff, read: brat::read },
    Format { name: table::NAME, sniff: table::sniff, read: table::read },
    Format { name: edge_list::NAME, sniff: edge_list::sniff, read: edge_list::read },
    Format { name: plain::NAME, sniff: plain::sniff, read: plain::read },
];

/// Folders that are opened as one: what wrote them, and the file in them that is opened for all.
const FOLDERS: &[(&str, &str)] = &[(lightrag::NAME, lightrag::GRAPH)];

/// What is said about a file besides what is in it.
#[derive(Clone, Copy, Default, Debug)]
pub struct Reading<'a> {
    /// What the columns of a table are. For a file that is no table it says nothing.
    pub columns: Option<&'a Columns>,
    /// The text in which quotes and mentions are looked up, whatever texts the file has of its own.
    pub against: Option<&'a Against>,
}

/// Loads a file, with the texts that lie beside it; of a folder the file that stands for it.
///
/// # Errors
/// The file cannot be read, is of no known format, holds nothing, or the monitor cancelled.
pub fn load(path: &Path, revision: u64, monitor: &dyn Monitor) -> Result<Loaded, LoadError> {
    load_as(path, Reading::default(), revision, monitor)
}

/// Loads a file as [`load`] does, by what is said about it.
///
/// # Errors
/// As [`load`]; or the table has no such columns.
pub fn load_as(
    path: &Path,
    Reading { columns, against }: Reading<'_>,
    revision: u64,
    monitor: &dyn Monitor,
) -> Result<Loaded, LoadError> {
    let path = &in_folder(path)?;
    let (name, bytes) = if columns.is_some() { whole(path)? } else { bytes_of(path)? };
    let folder = Some(folder_of(path));
    let source = Source { name: &name, bytes: &bytes, folder, revision, monitor, why: "", against };
    let table = |format: &Format| has_columns(format.name) || format.name == plain::NAME;
    if columns.is_some() && format_of(&bytes).is_none_or(|(format, _)| table(format)) {
        return table::read_with(&source, columns);
    }
    read_source(&source)
}

/// Whether files of a format have columns that a person may tell apart.
pub fn has_columns(format: &str) -> bool {
    [table::NAME, edge_list::NAME].contains(&format)
}

/// The first rows of a table, for a dialog in which a person says what its columns are.
///
/// # Errors
/// The file cannot be read, or is no table.
pub fn table_preview(path: &Path) -> Result<Preview, LoadError> {
    let (name, bytes) = whole(path)?;
    table::preview(&name, &bytes)
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
    let path = &in_folder(path)?;
    let (name, bytes) = bytes_of(path)?;
    if format_of(&bytes).is_some_and(|(format, _)| format.name == edge_list::NAME) {
        let (links, report) = edge_list::links(&name, &bytes, monitor)?;
        return Ok(Graph::Links(links, report));
    }
    read_bytes(&name, &bytes, Some(folder_of(path)), 1, monitor).map(|loaded| Graph::Case(Box::new(loaded)))
}

/// The file itself, or that which stands for a folder.
fn in_folder(path: &Path) -> Result<PathBuf, LoadError> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let known = FOLDERS.iter().map(|(_, file)| path.join(file)).find(|file| file.is_file());
    known.ok_or_else(|| {
        let looked: Vec<String> = FOLDERS.iter().map(|(name, file)| format!("{file} ({name})")).collect();
        let message = "it is a folder, not a file, and none of a kind that is opened as one";
        let problem = Problem::new(Code::Unreadable, path.display().to_string(), message);
        LoadError { problem: problem.hint(format!("open a file in it; looked for {}", looked.join(", "))) }
    })
}

/// A file's name as problems call it, and its bytes; of a file of no known format only the beginning.
fn bytes_of(path: &Path) -> Result<(String, Vec<u8>), LoadError> {
    read_file(path, |head| head.is_empty() || begins_json(head) || format_of(head).is_some())
}

/// The same, of a file of which a person says what it is.
fn whole(path: &Path) -> Result<(String, Vec<u8>), LoadError> {
    read_file(path, |_| true)
}

fn read_file(path: &Path, wanted: impl Fn(&[u8]) -> bool) -> Result<(String, Vec<u8>), LoadError> {
    let name = path.display().to_string();
    let unreadable = |why: String| LoadError { problem: Problem::new(Code::Unreadable, &name, why) };
    let bytes = file::read(path, wanted).map_err(unreadable)?;
    Ok((name, bytes))
}

/// Whether a file is JSON by its first byte: what names it has may show only later.
fn begins_json(head: &[u8]) -> bool {
    matches!(file::without_mark(head).trim_ascii_start().first(), Some(b'{' | b'['))
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
    read_source(&Source { name, bytes, folder, revision, monitor, why: "", against: None })
}

/// Finds out the format and reads.
fn read_source(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let Source { name, bytes, .. } = *source;
    if let Some(decoded) = decode::utf16(bytes) {
        let encoding = decoded.encoding;
        let mut loaded = read_source(&Source { bytes: decoded.text.as_bytes(), ..*source })?;
        let spoilt = decoded.text.matches('\u{FFFD}').count();
        let but = if spoilt > 0 { format!(", but {spoilt} places in it are not") } else { String::new() };
        let message = format!("the file is written in {encoding}{but}; it was read as such");
        let note = Problem::new(Code::OtherEncoding, name, message);
        loaded.report.problems.insert(0, note);
        return Ok(loaded);
    }
    let Some((format, why)) = format_of(bytes) else {
        let (code, message) = match file::kind(bytes) {
            None => (Code::Unreadable, "the file is empty".to_owned()),
            Some(kind) => (Code::UnknownFormat, format!("the file holds {kind}, which is no case")),
        };
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let problem =
            Problem::new(code, name, message).hint(format!("formats it reads: {}", names.join(", ")));
        return Err(LoadError { problem });
    };
    let whole = OnlyWhole(source.monitor);
    let monitor = if format.keeps_part() { source.monitor } else { &whole };
    (format.read)(&Source { monitor, why, ..*source })
}

/// The JSON Schema of `attache/1`.
pub fn schema() -> &'static str {
    include_str!("../../assets/schema/attache-1.json")
}

fn format_of(bytes: &[u8]) -> Option<(&'static Format, &'static str)> {
    let head = Head::of(bytes);
    let known = FORMATS.iter().find_map(|format| Some((format, (format.sniff)(&head)?)));
    // What is wrong with an object that no format knows, the reader of cases says best.
    known.or_else(|| FORMATS.first().filter(|_| head.shape.is_object()).map(|format| (format, "")))
}
