//! `LightRAG`: the graph that it keeps as GraphML, with the pieces of text that it was taken from beside it.

mod chunks;

use std::collections::HashSet;

use serde_json::Value;

use super::draft::{Draft, Lone};
use super::given::{self, Given};
use super::graphml::{Raw, walk};
use super::reporter::{Reporter, Trail, shown};
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode, xml};
use crate::diagnostics::{Code, Problem};
use crate::model::{Attribution, Citation, Stance};

/// The name of the format.
pub(super) const NAME: &str = "LightRAG";

/// The file of the graph in a folder of it.
pub(super) const GRAPH: &str = "graph_chunk_entity_relation.graphml";

/// What stands between the items of a list.
const BETWEEN: &str = "<SEP>";

/// Whether a file is of this format: GraphML with its keys.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    let keys = ["\"entity_type\"", "\"source_id\""].iter().all(|key| text.contains(key));
    (keys && xml::root(&text) == Some("graphml"))
        .then_some("GraphML with the keys `entity_type` and `source_id`")
}

/// Reads a file, with the pieces of text beside it.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let text = decode::text(source.bytes, &mut rep).text;
    let mut draft = Draft::new(source.name, Lone::Reported);
    draft.rep = rep;
    let has_chunks = chunks::read(&mut draft, source);
    let mut lost = HashSet::new();
    let mut made = |draft: &mut Draft, raw: Raw| {
        if raw.is_edge {
            edge(draft, raw, has_chunks, &mut lost);
        } else {
            node(draft, raw);
        }
    };
    if !walk(&mut draft, &text, source.monitor, &mut made) {
        let problem = Problem::new(Code::Unreadable, source.name, "reading was cancelled");
        return Err(LoadError { problem });
    }
    draft.finish(NAME, source.why, &text, (Unit::CodePoints, source))
}

/// Takes the items of a list out of the attributes.
fn items(given: &mut Given, name: &str) -> Vec<String> {
    let Some(at) = given.iter().position(|(known, _)| known == name) else { return Vec::new() };
    let (_, value) = given.remove(at);
    let mut seen = HashSet::new();
    let items = value.as_str().unwrap_or("").split(BETWEEN).map(|item| unquoted(item.trim()));
    items.filter(|item| !item.is_empty() && seen.insert(*item)).map(str::to_owned).collect()
}

/// Older versions write names in quotation marks.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// What both nodes and edges have: the sentences of their description, one a line, and the files they are from.
fn common(given: &mut Given) -> Option<String> {
    let description = items(given, "description").join("\n");
    let files = items(given, "file_path");
    if !files.is_empty() {
        given.push(("files".to_owned(), files.into()));
    }
    (!description.is_empty()).then_some(description)
}

fn node(draft: &mut Draft, mut raw: Raw) {
    let id = raw.id.unwrap_or_default();
    let description = common(&mut raw.given);
    let chunks = items(&mut raw.given, "source_id");
    let kind = items(&mut raw.given, "entity_type").into_iter().next();
    let name = items(&mut raw.given, "entity_id").into_iter().next();
    if !chunks.is_empty() {
        raw.given.push(("chunks".to_owned(), chunks.into()));
    }
    let mut node = given::node(id, raw.given, raw.look, raw.at, &mut draft.rep);
    node.name = name.or_else(|| Some(unquoted(&node.id).to_owned()));
    (node.kind, node.description) = (kind, description);
    draft.node(raw.at, &Trail::Top, node);
}

/// An edge is what the pieces of text that it was taken from say, each in its own voice.
fn edge(draft: &mut Draft, mut raw: Raw, has_chunks: bool, lost: &mut HashSet<String>) {
    let description = common(&mut raw.given);
    let chunks = items(&mut raw.given, "source_id");
    let keywords = raw.given.iter().find(|(name, _)| name == "keywords");
    let keywords = keywords.and_then(|(_, value)| value.as_str()).unwrap_or("").replace(BETWEEN, ",");
    let relation =
        unquoted(keywords.trim()).split(',').map(|word| unquoted(word.trim())).find(|word| !word.is_empty());
    let relation = relation.unwrap_or("").to_owned();
    let mut edge = given::edge(raw.from, raw.to, raw.given, raw.at, &mut draft.rep);
    edge.relation = relation;
    edge.undirected = raw.undirected;
    if let Some(description) = description {
        edge.extra.insert("description".to_owned(), Value::String(description));
    }
    for chunk in &chunks {
        if let Some(document) = draft.find_document(chunk) {
            let evidence = vec![Citation::new(document)];
            edge.attributions.push(Attribution { evidence, ..Attribution::new(None, Stance::Asserts) });
        } else if has_chunks && lost.insert(chunk.clone()) {
            let message = format!("the piece of text `{}` is not among those beside the graph", shown(chunk));
            draft.rep.add(Code::DanglingReference, raw.at, &Trail::Top, message);
        }
    }
    if edge.attributions.len() < chunks.len() {
        edge.extra.insert("source_id".to_owned(), chunks.into());
    }
    draft.edge(raw.at, edge);
}
