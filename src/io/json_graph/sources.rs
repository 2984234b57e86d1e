//! What a graph was taken from: `LangChain`'s page, a text beside the triples, kg-gen's chunks, words that edges quote.

use std::collections::HashMap;

use super::graph::Graph;
use super::names::CHUNKS;
use super::walk::Walk;
use crate::diagnostics::Code;
use crate::io::draft::{self, Draft, Edge};
use crate::io::given::QUOTES;
use crate::io::json::{Node, Value};
use crate::io::reporter::{Trail, shown};
use crate::io::text_beside;
use crate::io::values::{self, Bag};
use crate::model::{Attribution, Citation, DocIx, Document, Extra, Stance};

/// The chunks that things were found in, by the name of the thing: path or id of the text, and the chunk's number.
pub(super) type Chunks = Vec<(usize, String, Vec<(String, serde_json::Value)>)>;

/// A page of `LangChain`: `page_content` and `metadata`.
pub(super) fn page(walk: &mut Walk<'_>, node: Node<'_>, trail: &Trail<'_>) {
    let at = node.at;
    let Ok(mut page) = Bag::open(node) else { return };
    let content = page.text("page_content").or_else(|| page.text("text"));
    let own = page.text("id");
    let mut metadata = page.take("metadata").and_then(|node| Bag::open(node).ok());
    let mut from = |names: &[&str]| metadata.as_mut().and_then(|metadata| metadata.first(names));
    let title = from(&["title"]);
    let source = from(&["source", "file_path", "file_name"]);
    let (author, language) = (from(&["author"]), from(&["language"]));
    let url = from(&["url"]).or_else(|| source.clone().filter(|source| source.starts_with("http")));
    let published = from(&["date", "published"]).and_then(|text| values::date(&text));
    let id = own.or_else(|| from(&["id", "doc_id"])).or(source);
    let mut extra = metadata.map(Bag::rest).unwrap_or_default();
    page.take("type");
    for (name, value) in page.rest() {
        extra.entry(name).or_insert(value);
    }
    let document = draft::document(id.unwrap_or_default(), content);
    let document = Document { title, author, url, published, language, extra, ..document };
    walk.graph.document = add(walk, at, document, trail);
}

/// A text that stands beside the triples taken from it.
pub(super) fn text(walk: &mut Walk<'_>, at: usize, text: &str, trail: &Trail<'_>) {
    let id = walk.graph.id.clone().unwrap_or_default();
    let document = draft::document(id, Some(text.to_owned()));
    walk.graph.document = add(walk, at, document, trail);
}

/// Adds a document under an id of its own; one that is there with the same text counts again.
fn add(walk: &mut Walk<'_>, at: usize, mut document: Document, trail: &Trail<'_>) -> Option<DocIx> {
    if document.id.is_empty() {
        document.id = format!("document {}", walk.draft.builder.documents.len() + 1);
    }
    if let Some(known) = walk.draft.find_document(&document.id) {
        let same = walk.draft.builder.documents.get(known.index());
        if same.is_some_and(|known| known.text.as_str() == document.text.as_str()) {
            walk.draft.count("documents named again");
            return Some(known);
        }
        document.id = format!("{}#{}", document.id, walk.draft.builder.documents.len() + 1);
        while walk.draft.find_document(&document.id).is_some() {
            document.id.push('\'');
        }
    }
    walk.draft.document(at, trail, document)
}

/// kg-gen's clusters: names of one thing.
pub(super) fn clusters(walk: &mut Walk<'_>, node: Node<'_>) {
    let Value::Object(fields) = node.value else { return };
    for field in fields {
        let names = values::texts(&field.node.value);
        walk.graph.clusters.push((field.at, field.name.into_owned(), names));
    }
}

/// kg-gen's chunks: a map from a thing to pairs of path and number.
pub(super) fn chunk_ids(node: Node<'_>) -> Chunks {
    let Value::Object(fields) = node.value else { return Chunks::new() };
    let pair = |item: &Node<'_>| match &item.value {
        Value::List(pair) => {
            let number = pair.get(1).map_or(serde_json::Value::Null, |number| number.value.owned());
            Some((values::id(&pair.first()?.value)?, number))
        }
        value => Some((values::id(value)?, serde_json::Value::Null)),
    };
    let chunks = |value: &Value<'_>| match value {
        Value::List(items) => items.iter().filter_map(pair).collect(),
        _ => Vec::new(),
    };
    fields.into_iter().map(|field| (field.at, field.name.into_owned(), chunks(&field.node.value))).collect()
}

/// Ties edges and nodes of a graph that has ended to its texts.
pub(super) fn attach(walk: &mut Walk<'_>, graph: &mut Graph) {
    let clusters = std::mem::take(&mut graph.clusters);
    for (at, name, names) in clusters {
        walk.draft.count("entity clusters");
        let entity = walk.draft.entity(at, &name, None, None);
        let aliases = names.into_iter().filter(|alias| *alias != name).collect();
        let node = draft::Node { id: name, aliases, ..draft::Node::default() };
        walk.draft.complete(entity, node);
    }
    let document = graph.document;
    let whole = match document.and_then(|at| walk.draft.builder.documents.get_mut(at.index())) {
        Some(document) => &mut document.extra,
        None => &mut walk.extra,
    };
    for (name, value) in std::mem::take(&mut graph.extra) {
        whole.entry(name).or_insert(value);
    }
    let numbers = graph.numbers();
    if document.is_some() || !walk.draft.builder.documents.is_empty() {
        walk.draft.with_edges(|draft, edges| {
            for number in &numbers {
                if let Some((_, edge)) = edges.get_mut(*number) {
                    voice(draft, edge, document);
                }
            }
        });
    }
    let mut asked = HashMap::new();
    for (of_edges, chunks) in std::mem::take(&mut graph.chunks) {
        if of_edges {
            relations(walk, &numbers, chunks, &mut asked);
        } else {
            entities(walk, chunks, &mut asked);
        }
    }
}

/// Gives an edge the voice of the text that it was taken from.
fn voice(draft: &Draft, edge: &mut Edge, document: Option<DocIx>) {
    let named = CHUNKS.iter().find_map(|name| draft.find_document(edge.extra.get(*name)?.as_str()?));
    let Some(document) = named.or(document) else { return };
    let quoted =
        QUOTES.iter().copied().find(|name| edge.extra.get(*name).is_some_and(serde_json::Value::is_string));
    let exact = quoted.and_then(|name| match edge.extra.remove(name) {
        Some(serde_json::Value::String(quote)) => Some(quote),
        _ => None,
    });
    cite(edge, Citation { exact, ..Citation::new(document) });
}

/// Adds a citation to the document's own voice.
fn cite(edge: &mut Edge, citation: Citation) {
    if edge.attributions.is_empty() {
        edge.attributions.push(Attribution::new(None, Stance::Asserts));
    }
    if let Some(voice) = edge.attributions.first_mut() {
        voice.evidence.push(citation);
    }
}

/// kg-gen names a relation by its parts with `-` between them.
fn relations(walk: &mut Walk<'_>, numbers: &[usize], chunks: Chunks, asked: &mut HashMap<String, DocIx>) {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    walk.draft.with_edges(|_, edges| {
        for number in numbers {
            if let Some((_, edge)) = edges.get(*number) {
                let name = format!("{}-{}-{}", edge.from, edge.relation, edge.to.as_deref().unwrap_or(""));
                by_name.entry(name).or_default().push(*number);
            }
        }
    });
    for (at, name, places) in chunks {
        walk.draft.count("chunks of relations");
        let Some(found) = by_name.get(&name) else {
            let message = format!("chunks are given for the relation `{}`, which is not there", shown(&name));
            let place = (Code::DanglingReference, at, &Trail::Top);
            walk.draft.leave_out("chunks of relations", false, place, message);
            continue;
        };
        for (path, number) in places {
            let document = chunked(walk, at, &path, asked);
            let citation = chunk(document, number);
            walk.draft.with_edges(|_, edges| {
                // The same relation many times over is cited a few times only.
                for number in found.iter().take(16) {
                    if let Some((_, edge)) = edges.get_mut(*number) {
                        cite(edge, citation.clone());
                    }
                }
            });
        }
    }
}

fn entities(walk: &mut Walk<'_>, chunks: Chunks, asked: &mut HashMap<String, DocIx>) {
    for (at, name, places) in chunks {
        walk.draft.count("chunks of entities");
        let Some(entity) = walk.draft.find(&name) else {
            let message = format!("chunks are given for the entity `{}`, which is not there", shown(&name));
            let place = (Code::DanglingReference, at, &Trail::Top);
            walk.draft.leave_out("chunks of entities", false, place, message);
            continue;
        };
        for (path, number) in places {
            let document = chunked(walk, at, &path, asked);
            walk.draft.mention(entity, at, chunk(document, number));
        }
    }
}

fn chunk(document: DocIx, number: serde_json::Value) -> Citation {
    let mut extra = Extra::new();
    if !number.is_null() {
        extra.insert("chunk".to_owned(), number);
    }
    Citation { extra, ..Citation::new(document) }
}

/// The document of a path; its text is read if it lies beside the file.
fn chunked(walk: &mut Walk<'_>, at: usize, path: &str, asked: &mut HashMap<String, DocIx>) -> DocIx {
    if let Some(known) = asked.get(path).copied().or_else(|| walk.draft.find_document(path)) {
        return known;
    }
    let text = text_beside::read(&mut walk.draft, walk.source.folder, path).ok();
    let document = Document { path: Some(path.to_owned()), ..draft::document(path, text) };
    let new = walk.draft.document(at, &Trail::Top, document).unwrap_or(DocIx(0));
    asked.insert(path.to_owned(), new);
    new
}
