//! RDF: Turtle and `TriG`, N-Triples and N-Quads, JSON-LD.
//!
//! Resources are entities, statements between them claims, literals properties. Who says so comes from the graph that a
//! statement stands in, or from what is said about the statement: by reification (`rdf:Statement`), by `rdf:reifies`
//! or its short forms of RDF 1.2.

mod describe;
mod jsonld;
mod lines;
mod said;
mod scan;
mod sorts;
mod state;
mod store;
pub(super) mod words;

use self::store::Store;
use super::draft::{Draft, Lone};
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode};

/// The name of Turtle, which `TriG` is more of.
pub(super) const TURTLE: &str = "Turtle";
/// The name of N-Triples, which N-Quads are more of.
pub(super) const LINES: &str = "N-Triples";
/// The name of JSON-LD.
pub(super) const JSON: &str = "JSON-LD";

/// Lines that are looked at.
const LOOKED_AT: usize = 40;

/// Whether a file may be Turtle or `TriG`: it declares prefixes, or begins with a statement that ends with a dot.
pub(super) fn sniff_turtle(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next()?;
    let mut words = first.split_whitespace();
    let (word, name, address) = (words.next()?, words.next().unwrap_or(""), words.next().unwrap_or(""));
    let is_address = |word: &str| word.starts_with('<');
    let declares = word == "@prefix" || word.eq_ignore_ascii_case("prefix");
    if declares && name.ends_with(':') && is_address(address) {
        return Some("the prefixes of Turtle");
    }
    if declares && name.contains(":<") {
        return Some("the prefixes of Turtle");
    }
    if (word == "@base" || word.eq_ignore_ascii_case("base")) && is_address(name) {
        return Some("the base of Turtle");
    }
    if matches!(word, "@version" | "VERSION") && name.starts_with(['"', '\'']) {
        return Some("the version of Turtle");
    }
    // `<http://e/a> a <http://e/B> ;`
    let known = is_iri(word) && (name == "a" || is_iri(name));
    (known && first.ends_with([';', ',', '.', ']', '['])).then_some("statements of Turtle")
}

/// Whether a file may be N-Triples or N-Quads: every line is a statement.
pub(super) fn sniff_lines(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    let whole = text.ends_with('\n') || text.len() < 3000;
    let mut lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    if !whole && lines.len() > 1 {
        lines.pop();
    }
    lines.truncate(LOOKED_AT);
    let first = lines.first().copied().filter(|line| is_line(line))?;
    let found = lines.iter().filter(|line| is_line(line)).count();
    // A prefix further down makes it Turtle.
    let plain = !lines.iter().any(|line| line.starts_with('@') || line.starts_with("PREFIX"));
    (plain && found * 10 >= lines.len() * 7 && !first.is_empty()).then_some("lines of N-Triples")
}

/// `<…> <…> … .`
fn is_line(line: &str) -> bool {
    let statement =
        line.split_once(" #").map_or(line, |(before, _)| if before.ends_with('.') { before } else { line });
    let mut words = statement.split_whitespace();
    let subject = words.next().is_some_and(|word| is_iri(word) || word.starts_with("_:"));
    let predicate = words.next().is_some_and(is_iri);
    subject && predicate && words.next().is_some() && statement.trim_end().ends_with('.')
}

/// A whole address in angle brackets, which no markup has.
fn is_iri(word: &str) -> bool {
    let inside = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inside.is_some_and(|inside| inside.contains(':') && !inside.contains(['"', '<', '=']))
}

/// Whether a file may be JSON-LD: it says so in its names.
pub(super) fn sniff_json(head: &Head<'_>) -> Option<&'static str> {
    let shape = &head.shape;
    if shape.has_any(&["@context", "[].@context", "@context[]", "[].@context[]"]) {
        return Some("a context of JSON-LD");
    }
    let graphs = ["@graph[].@id", "@graph[].@type", "[].@id", "[].@type", "[].@graph", "[].@graph[]"];
    let one = shape.has("@id") && shape.has_any(&["@type", "@type[]", "@graph", "@graph[]"]);
    (one || shape.has_any(&graphs)).then_some("the names of JSON-LD: `@id`, `@type`")
}

/// Reads Turtle or `TriG`.
pub(super) fn read_turtle(source: &Source<'_>) -> Result<Loaded, LoadError> {
    read(source, TURTLE, |text, store, draft| lines::read(text, false, store, draft, source.monitor))
}

/// Reads N-Triples or N-Quads.
pub(super) fn read_lines(source: &Source<'_>) -> Result<Loaded, LoadError> {
    read(source, LINES, |text, store, draft| lines::read(text, true, store, draft, source.monitor))
}

/// Reads JSON-LD.
pub(super) fn read_json(source: &Source<'_>) -> Result<Loaded, LoadError> {
    read(source, JSON, |text, store, draft| jsonld::read(text, store, draft, source.monitor))
}

fn read(
    source: &Source<'_>,
    name: &'static str,
    parse: impl FnOnce(&str, &mut Store, &mut Draft),
) -> Result<Loaded, LoadError> {
    let mut draft = Draft::new(source.name, Lone::Made);
    let decoded = decode::text(source.bytes, &mut draft.rep);
    let mut store = Store::new();
    parse(&decoded.text, &mut store, &mut draft);
    if !source.monitor.cancelled() {
        state::build(&store, &mut draft, source.folder);
    }
    let graphs = store.statements.iter().any(|statement| statement.g != store::DEFAULT);
    let name = match name {
        TURTLE if graphs => "TriG",
        LINES if graphs => "N-Quads",
        name => name,
    };
    draft.finish(name, source.why, &decoded.text, (Unit::CodePoints, source))
}
