//! `LangExtract`'s JSON lines: a document a line, with what a language model extracted from it.
//!
//! Extractions are entities with mentions; where their attributes name two parties they are claims with the words as
//! evidence ([`parties`]). One without a place in the text is looked for by its words: nothing is dropped.

mod parties;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::draft::{self, Draft, Edge, Lone, Node as Entity};
use super::json::{Node, Value};
use super::reporter::{Trail, shown};
use super::units::Unit;
use super::values::{self, Bag};
use super::{Head, LoadError, Loaded, Source, decode, records};
use crate::diagnostics::Code;
use crate::model::{Attribution, Citation, DocIx, EntityIx, Extra, Extraction, Stance};

/// The name of the format.
pub(super) const NAME: &str = "LangExtract";

/// Whether a file may be of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let named = ["extractions[].extraction_class", "[].extractions[].extraction_class"];
    let empty = head.shape.has("document_id") && head.shape.has("text");
    let listed = head.shape.has_any(&["extractions", "[].extractions"]);
    (listed && (empty || head.shape.has_any(&named))).then_some("`extractions` with an `extraction_class`")
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut draft = Draft::new(source.name, Lone::Made);
    let decoded = decode::text(source.bytes, &mut draft.rep);
    let mut state = State::default();
    records::each(&decoded.text, &[], &mut draft, source.monitor, |draft, trail, node, _| {
        state.document(draft, trail, node);
    });
    if let Some(at) = state.unplaced_at {
        let message = format!(
            "extractions without a place in their text, which are looked for by their words: {}",
            state.unplaced
        );
        draft.rep.note(Code::UnanchoredCitation, at, &Trail::Top, message);
    }
    draft.finish(NAME, source.why, &decoded.text, (Unit::CodePoints, source))
}

/// What is known across the documents of a file.
#[derive(Default)]
struct State {
    /// The entity of each class and text.
    known: HashMap<(String, String), EntityIx>,
    taken: HashSet<String>,
    unplaced: u64,
    unplaced_at: Option<usize>,
}

impl State {
    /// One line.
    fn document(&mut self, draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>) {
        let at = node.at;
        let mut bag = match Bag::open(node) {
            Ok(bag) => bag,
            Err(node) => {
                let message =
                    format!("a document is an object, and this is {}; it is left out", node.value.kind());
                draft.leave_out("documents", true, (Code::WrongType, at, trail), message);
                return;
            }
        };
        let text = match bag.take("text").map(|node| node.value) {
            Some(Value::String(text)) => Some(text.into_owned()),
            _ => None,
        };
        let given = bag.text("document_id");
        let extractions = bag.take("extractions");
        let mut id = given.unwrap_or_else(|| format!("document {}", draft.builder.documents.len() + 1));
        if draft.find_document(&id).is_some() {
            let message = format!("two documents have the id `{}`; this one got another", shown(&id));
            draft.rep.note(Code::DuplicateId, at, trail, message);
            id = format!("{id}#{}", draft.builder.documents.len() + 1);
            while draft.find_document(&id).is_some() {
                id.push('\'');
            }
        }
        if text.is_none() {
            let message = format!(
                "the document `{}` has no `text`; what was extracted from it cannot be checked",
                shown(&id)
            );
            draft.rep.add(Code::MissingDocument, at, trail, message);
        }
        let document = crate::model::Document { extra: bag.rest(), ..draft::document(id, text) };
        let Some(document) = draft.document(at, trail, document) else { return };
        let Some(Node { value: Value::List(items), .. }) = extractions else { return };
        let list = Trail::Field(trail, "extractions");
        for (i, item) in (0..).zip(items) {
            draft.count("extractions");
            self.extraction(draft, &Trail::Item(&list, i), item, document);
        }
    }

    fn extraction(&mut self, draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>, document: DocIx) {
        let at = node.at;
        let Ok(mut bag) = Bag::open(node) else {
            let message = "an extraction is an object; it is left out";
            draft.leave_out("extractions", false, (Code::WrongType, at, trail), message);
            return;
        };
        let class = bag.text("extraction_class").unwrap_or_default();
        let interval = bag.take("char_interval");
        let given = interval.and_then(|node| span(draft, trail, node));
        let exact = bag.text("extraction_text").or_else(|| sliced(draft, document, given));
        let Some(exact) = exact else {
            let message = "an extraction has no `extraction_text`; it is left out";
            draft.leave_out("extractions", false, (Code::MissingField, at, trail), message);
            return;
        };
        if given.is_none() {
            self.unplaced += 1;
            self.unplaced_at.get_or_insert(at);
        }
        let description = bag.text("description");
        let attributes = bag.take("attributes").map(|node| match Bag::open(node) {
            Ok(attributes) => attributes.rest(),
            Err(node) => Extra::from_iter([("attributes".to_owned(), node.value.owned())]),
        });
        let mut attributes = attributes.unwrap_or_default();
        // Index, group and alignment stand with the words that they are about.
        let citation =
            Citation { exact: Some(exact.clone()), given, extra: bag.rest(), ..Citation::new(document) };
        let Some(parties) = parties::take(&mut attributes) else {
            self.entity(draft, at, (class, exact), citation, attributes, description);
            return;
        };
        let relation = parties.relation.unwrap_or(class);
        let speaker = parties.speaker.map(|speaker| draft.entity(at, &speaker, None, None));
        let voice = Attribution { evidence: vec![citation], ..Attribution::new(speaker, Stance::Asserts) };
        if let Some(description) = description {
            attributes.insert("description".to_owned(), description.into());
        }
        let extraction = Extraction { by: Some(NAME.to_owned()), score: None, extra: Extra::new() };
        let edge = Edge::new(parties.from, parties.to, relation);
        let edge =
            Edge { attributions: vec![voice], extraction: Some(extraction), extra: attributes, ..edge };
        draft.edge(at, edge);
    }

    /// An entity of a class and a text; the same again is named a second time.
    fn entity(
        &mut self,
        draft: &mut Draft,
        at: usize,
        (class, text): (String, String),
        mention: Citation,
        attributes: Extra,
        description: Option<String>,
    ) {
        let key = (class, text);
        let known = self.known.get(&key).copied();
        let entity = known.unwrap_or_else(|| {
            let (class, text) = &key;
            let mut id = text.clone();
            while self.taken.contains(&id) {
                id = format!("{id} ({class})");
            }
            let entity = draft.entity(at, &id, Some(text), Some(class));
            // Somebody who was named as a speaker before has no kind yet.
            draft.complete(entity, Entity { kind: Some(class.clone()), ..Entity::default() });
            self.taken.insert(id);
            entity
        });
        draft.mention(entity, at, mention);
        if known.is_none() {
            self.known.insert(key, entity);
        }
        let Some(entity) = draft.known(entity) else { return };
        entity.description = entity.description.take().or(description);
        for (name, value) in attributes {
            also(&mut entity.properties, name, value);
        }
    }
}

/// Adds a value to a property; one that differs from those there makes it a list.
fn also(properties: &mut Extra, name: String, value: serde_json::Value) {
    use serde_json::Value::Array;
    match properties.get_mut(&name) {
        None => {
            properties.insert(name, value);
        }
        Some(known) if *known == value => {}
        Some(Array(values)) => {
            if values.len() >= MANY || !values.contains(&value) {
                values.push(value);
            }
        }
        Some(known) => {
            let first = known.take();
            *known = Array(vec![first, value]);
        }
    }
}

/// Values of one property that a new one is compared with; among more, it may stand twice.
const MANY: usize = 64;

/// A span in code points. Half of one, or one with a negative end, is none, and said.
fn span(draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>) -> Option<(u64, u64)> {
    let at = node.at;
    let bag = Bag::open(node).ok()?;
    let end = |name: &str| bag.peek(name).and_then(values::count);
    let span = end("start_pos").zip(end("end_pos"));
    let is_null = bag.peek("start_pos").is_none() && bag.peek("end_pos").is_none();
    if span.is_none() && !is_null {
        let shown = |name: &str| bag.peek(name).and_then(values::text).unwrap_or(Cow::Borrowed("nothing"));
        let message = format!("the span {} to {} is none", shown("start_pos"), shown("end_pos"));
        draft.rep.add(Code::UnusableSpan, at, &Trail::Field(trail, "char_interval"), message);
    }
    span
}

/// The words at a span, where the extraction does not say them.
fn sliced(draft: &Draft, document: DocIx, given: Option<(u64, u64)>) -> Option<String> {
    let (start, end) = given?;
    let text = &draft.builder.documents.get(document.index())?.text;
    let slice = text.slice(text.byte_of(start)?, text.byte_of(end)?);
    (!slice.is_empty()).then(|| slice.to_owned())
}
