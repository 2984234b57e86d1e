//! W3C Web Annotations in JSON-LD: one, a list, a page or a collection of them.
//!
//! A target is a document, whose text is read where it lies beside the file, never from the network. Bodies that tag or
//! identify are mentions of an entity; bodies with a subject, a predicate and an object are claims with the target as
//! evidence; all others are notes, kept with the document.

mod body;
mod selector;

use std::collections::HashMap;
use std::path::Path;

use self::body::{Claim, Said};
use self::selector::Place;
use super::draft::{self, Draft, Edge, Lone};
use super::json::{Node, Value};
use super::reporter::{Trail, shown};
use super::text_beside;
use super::units::Unit;
use super::values::{self, Bag};
use super::{Head, LoadError, Loaded, Source, decode, records};
use crate::diagnostics::Code;
use crate::model::{Attribution, Citation, DocIx, Document, Extra, Extraction, Stance};

/// The name of the format.
pub(super) const NAME: &str = "Web Annotation";

/// Citations that one annotation may make.
const CITATIONS: usize = 10_000;
/// Lists of annotations at the top of a file.
const LISTS: &[&str] = &["items", "@graph"];

/// Whether a file may be of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let content = head.content.get(..head.content.len().min(1 << 16)).unwrap_or(head.content);
    let says = |word: &str| memchr::memmem::find(content, word.as_bytes()).is_some();
    let targets = ["target", "[].target", "items[].target", "first.items[].target", "@graph[].target"];
    let json = head.shape.is_object() || head.shape.is_list();
    if json && says("www.w3.org/ns/anno") {
        return Some("the context of the Web Annotation model");
    }
    let bodies = ["body", "[].body", "items[].body", "bodyValue", "[].bodyValue", "items[].bodyValue"];
    (json && head.shape.has_any(&targets) && head.shape.has_any(&bodies) && says("Annotation"))
        .then_some("annotations with a `target` and a `body`")
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut draft = Draft::new(source.name, Lone::Made);
    let decoded = decode::text(source.bytes, &mut draft.rep);
    let mut state = State { folder: source.folder, documents: HashMap::new(), claims: HashMap::new() };
    records::each(&decoded.text, LISTS, &mut draft, source.monitor, |draft, trail, node, is_rest| {
        state.record(draft, trail, node, is_rest);
    });
    draft.finish(NAME, source.why, &decoded.text, (Unit::CodePoints, source))
}

struct State<'s> {
    folder: Option<&'s Path>,
    documents: HashMap<String, DocIx>,
    /// The edge of each claim that has an id, by its number in the draft.
    claims: HashMap<String, usize>,
}

impl State<'_> {
    /// An annotation, or what stands beside a list of them.
    fn record(&mut self, draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>, is_rest: bool) {
        let at = node.at;
        let mut bag = match Bag::open(node) {
            Ok(bag) => bag,
            Err(node) => {
                let message =
                    format!("an annotation is an object, and this is {}; it is left out", node.value.kind());
                draft.leave_out("annotations", true, (Code::WrongType, at, trail), message);
                return;
            }
        };
        let is_one =
            bag.peek("type").is_some_and(|kind| values::texts(kind).iter().any(|kind| kind == "Annotation"));
        if is_rest && !is_one && bag.peek("target").is_none() {
            // A collection holds its first page; its label is the title.
            if let Some(Node { value: Value::Object(fields), .. }) = bag.take("first") {
                for field in fields.into_iter().filter(|field| field.name == "items") {
                    let Value::List(items) = field.node.value else { continue };
                    for (i, item) in (0..).zip(items) {
                        self.record(draft, &Trail::Item(trail, i), item, false);
                    }
                }
            }
            draft.builder.title = draft.builder.title.take().or_else(|| bag.text("label"));
            return;
        }
        self.annotation(draft, trail, at, bag);
    }

    fn annotation(&mut self, draft: &mut Draft, trail: &Trail<'_>, at: usize, mut bag: Bag<'_>) {
        draft.count("annotations");
        let mut citations = Vec::new();
        let targets = match bag.take("target") {
            Some(Node { value: Value::List(items), .. }) => items,
            other => other.into_iter().collect(),
        };
        for target in targets {
            citations.extend(self.target(draft, trail, target));
        }
        if citations.is_empty() {
            let message = "an annotation has no target; it is left out";
            draft.leave_out("annotations", false, (Code::MissingField, at, trail), message);
            return;
        }
        let id = bag.text("id").or_else(|| bag.text("@id"));
        let motivation = bag.texts("motivation");
        let creator = bag.take("creator").and_then(|node| body::name(&node.value));
        let created = bag.text("created");
        let mut bodies = match bag.take("body") {
            Some(Node { value: Value::List(items), .. }) => items,
            other => other.into_iter().collect(),
        };
        bodies.extend(bag.take("bodyValue"));
        let mut said = Vec::new();
        for node in bodies {
            said.extend(body::read(&node, &motivation));
        }
        if said.len().saturating_mul(citations.len()) > CITATIONS {
            citations.truncate(1);
            let message = "an annotation of very many bodies and targets; only its first target counts";
            draft.rep.add(Code::UnknownValue, at, trail, message);
        }
        let kind = said.iter().find_map(|said| match said {
            Said::Class(kind) => Some(kind.clone()),
            _ => None,
        });
        let mut notes = Vec::new();
        let mut used = false;
        for said in said {
            match said {
                Said::Class(_) => {}
                Said::Entity { id, name, kind: own } => {
                    used = true;
                    let entity = draft.entity(at, &id, name.as_deref(), own.as_deref().or(kind.as_deref()));
                    for citation in &citations {
                        draft.mention(entity, at, citation.clone());
                    }
                }
                Said::Claim(claim) => {
                    used = true;
                    self.claim(draft, at, *claim, &citations, (id.as_ref(), creator.as_ref()));
                }
                Said::Note(note) => notes.push(note),
            }
        }
        if let (Some(kind), false) = (&kind, used) {
            notes.push(serde_json::Value::from(kind.clone()));
        }
        if !notes.is_empty() || !used {
            let mut note = Extra::new();
            let text = |value: &Option<String>| value.clone().map(serde_json::Value::from);
            let quote = citations.first().and_then(|citation| citation.exact.clone());
            let fields = [
                ("id", text(&id)),
                ("creator", text(&creator)),
                ("created", text(&created)),
                ("exact", text(&quote)),
            ];
            note.extend(fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
            if !motivation.is_empty() {
                note.insert("motivation".to_owned(), motivation.into());
            }
            note.insert("body".to_owned(), notes.into());
            keep_note(draft, citations.first().map(|citation| citation.document), note);
        }
    }

    /// A sentence with its evidence; what another annotation said already is said by one more voice or place.
    fn claim(
        &mut self,
        draft: &mut Draft,
        at: usize,
        claim: Claim,
        citations: &[Citation],
        (id, creator): (Option<&String>, Option<&String>),
    ) {
        for (id, name, kind) in &claim.described {
            draft.entity(at, id, name.as_deref(), kind.as_deref());
        }
        let speaker = claim.speaker.map(|speaker| draft.entity(at, &speaker, None, None));
        let stance = claim.stance.unwrap_or(Stance::Asserts);
        let voice = Attribution { evidence: citations.to_vec(), ..Attribution::new(speaker, stance) };
        if let Some(number) = claim.id.as_ref().and_then(|id| self.claims.get(id)) {
            draft.with_edges(|_, edges| {
                let Some((_, edge)) = edges.get_mut(*number) else { return };
                let same = |known: &&mut Attribution| known.speaker == speaker && known.stance == stance;
                match edge.attributions.iter_mut().find(same) {
                    Some(known) => known.evidence.extend(voice.evidence),
                    None => edge.attributions.push(voice),
                }
            });
            return;
        }
        if let Some(id) = &claim.id {
            self.claims.insert(id.clone(), draft.edge_count());
        }
        let made = creator.map(|by| Extraction { by: Some(by.clone()), score: None, extra: Extra::new() });
        let id = claim.id.or_else(|| id.cloned());
        let edge = Edge { id, to: claim.to, label: claim.label, ..Edge::new(claim.from, "", claim.relation) };
        let (attributions, time) = (vec![voice], claim.time);
        draft.edge(at, Edge { attributions, extraction: made, time, extra: claim.extra, ..edge });
    }

    /// A target: a source, or a source with selectors.
    fn target(&mut self, draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>) -> Option<Citation> {
        let at = node.at;
        let Value::Object(_) = node.value else {
            let source = values::text(&node.value)?.into_owned();
            return Some(Citation::new(self.document(draft, trail, at, &source)?));
        };
        let mut bag = Bag::open(node).ok()?;
        let source = match bag.take("source") {
            Some(source) => body::id(&source.value),
            None => bag.text("id").or_else(|| bag.text("@id")),
        }?;
        let document = self.document(draft, trail, at, &source)?;
        let place = bag.take("selector").map(|node| Place::of(&node)).unwrap_or_default();
        if let Some(at) = place.spoilt {
            let message = "a text position needs a `start` and an `end` from 0; it is left out";
            draft.rep.add(Code::UnusableSpan, at, &Trail::Field(trail, "selector"), message);
        }
        let Place { exact, prefix, suffix, span, others, .. } = place;
        Some(Citation { exact, prefix, suffix, given: span, extra: others, ..Citation::new(document) })
    }

    /// The document of a source, with its text where that lies beside the file.
    fn document(&mut self, draft: &mut Draft, trail: &Trail<'_>, at: usize, source: &str) -> Option<DocIx> {
        if source.is_empty() {
            return None;
        }
        if let Some(known) = self.documents.get(source) {
            return Some(*known);
        }
        let (text, path) = self.text(draft, source);
        let url = source.contains("://").then(|| source.to_owned());
        if text.is_none() {
            let message = format!(
                "no text of `{}` lies beside the file; what is cited from it cannot be checked",
                shown(source)
            );
            draft.rep.note(Code::MissingDocument, at, trail, message);
        }
        let document = Document { url, path, ..draft::document(source, text) };
        let new = draft.document(at, trail, document)?;
        self.documents.insert(source.to_owned(), new);
        Some(new)
    }

    /// The text beside the file that a source names: its path, or the last part of its address.
    fn text(&self, draft: &mut Draft, source: &str) -> (Option<String>, Option<String>) {
        let plain = source.split(['?', '#']).next().unwrap_or(source);
        let last = plain.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let name = if plain.contains("://") { last } else { plain };
        let names = [name.to_owned(), format!("{name}.txt")];
        for name in names {
            let text = text_beside::read(draft, self.folder, &name).ok();
            // A page in HTML is no text that its words could be counted in.
            if let Some(text) = text.filter(|text| !text.trim_start().starts_with('<')) {
                return (Some(text), Some(name));
            }
        }
        (None, None)
    }
}

/// Keeps a note with the document that it is about.
fn keep_note(draft: &mut Draft, document: Option<DocIx>, note: Extra) {
    draft.count("notes");
    let Some(document) = document.and_then(|at| draft.builder.documents.get_mut(at.index())) else { return };
    let notes = document.extra.entry("notes").or_insert_with(|| serde_json::Value::Array(Vec::new()));
    if let serde_json::Value::Array(notes) = notes {
        notes.push(note.into());
    }
}
