//! Which of the plain JSON graphs a file is, by the names in it.

use super::names::{EDGE_LISTS, NODE_LISTS, PAIRS};
use crate::io::json::{Reader, Value};
use crate::io::shape::Shape;

/// Where the lists may stand.
const WITHIN: &[&str] =
    &["", "graph.", "graphs[].", "data.", "elements.", "result.", "knowledge_graph.", "[]."];

/// What is said of a file that has an edge a line.
pub(super) const RECORDS: &str = "records with two ends, one after the other";

/// By what a JSON text is recognised as a graph.
pub(super) fn of(shape: &Shape, content: &[u8]) -> Option<&'static str> {
    let has = |path: &str| shape.has(path);
    let any = |within: &str, names: &[&'static str]| -> Option<&'static str> {
        names.iter().find(|name| has(&format!("{within}{name}"))).copied()
    };
    if (has("directed") || has("multigraph")) && has("nodes") && (has("links") || has("edges")) {
        return Some("`directed`, `nodes` and `links`, as NetworkX writes them");
    }
    if has("elements") && (has("elements.nodes[]") || has("elements.edges[]") || has("elements[].data")) {
        return Some("`elements`, as Cytoscape writes them");
    }
    if shape.is_list() && has("[].data") && (has("[].group") || has("[].data.id") || has("[].data.source")) {
        return Some("a list of elements with `data`, as Cytoscape writes them");
    }
    if has("relations") && (has("relations[][]") && has("entities[]")) {
        return Some("`entities` and `relations`, as kg-gen writes them");
    }
    if has("nodes") && has("relations") && has("triplets") {
        return Some("`nodes`, `relations` and `triplets`, as LlamaIndex writes them");
    }
    for within in WITHIN {
        let Some(list) = any(within, EDGE_LISTS) else { continue };
        let listed = any(within, NODE_LISTS).is_some();
        if list == "relationships" && has(&format!("{within}nodes")) {
            return Some("`nodes` and `relationships`, as LangChain writes them");
        }
        if listed && within.starts_with("graph") {
            return Some("`graph` with `nodes` and `edges`, as in the JSON Graph Format");
        }
        if listed || has(&format!("{within}{list}[][]")) || is_edge(shape, &format!("{within}{list}[].")) {
            return Some("lists of nodes and edges");
        }
    }
    if has("graph.nodes") || has("graphs[].nodes") {
        return Some("`graph` with `nodes`, as in the JSON Graph Format");
    }
    let named = ["nodes[].id", "nodes[].name", "nodes[].label", "nodes[].key"];
    if has("nodes[]") && shape.has_any(&named) {
        return Some("a list of nodes");
    }
    if shape.is_list() && is_edge(shape, "[].") {
        return Some("a list of records with two ends");
    }
    if shape.is_object() && is_edge(shape, "") {
        return Some(RECORDS);
    }
    if shape.is_list() && has("[][]") && lists_triples(content) {
        return Some("a list of triples");
    }
    None
}

/// Whether records under a path have two ends.
fn is_edge(shape: &Shape, under: &str) -> bool {
    let has = |name: &str| shape.has(&format!("{under}{name}"));
    // One letter, or a start and an end, may be anything.
    let telling = |(from, _): &&(&str, &str)| from.len() > 1 && *from != "start";
    PAIRS.iter().filter(telling).any(|(from, to)| has(from) && has(to))
}

/// Whether the first item of a list is a triple of words, rather than numbers of a matrix.
fn lists_triples(content: &[u8]) -> bool {
    let head = content.get(..content.len().min(1 << 16)).unwrap_or(content);
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to()).unwrap_or(&[])).unwrap_or(""),
    };
    let mut reader = Reader::lenient(valid, 0);
    reader.take(b'[');
    let Ok(first) = reader.value() else { return false };
    let Value::List(items) = first.value else { return false };
    let is_word = |at: usize| items.get(at).is_some_and(|item| matches!(item.value, Value::String(_)));
    (2..=5).contains(&items.len())
        && is_word(0)
        && is_word(1)
        && (items.len() == 2 || is_word(2) || items.len() == 3)
}
