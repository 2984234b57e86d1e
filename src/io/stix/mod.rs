//! STIX 2.0 and 2.1 bundles: what threat intelligence is exchanged in.
//!
//! Objects are nodes, relationships and sightings claims. Reports, notes and opinions are documents: a relationship that one
//! of them refers to is stated by who made it. Objects come in any order, so what refers to others waits ([`wait`]).

mod wait;

use std::collections::HashMap;

use self::wait::{Statement, Waiting};
use super::draft::{self, Draft, Edge, Lone};
use super::json::Node;
use super::reporter::{Trail, shown};
use super::units::Unit;
use super::values::{self, Bag};
use super::{Head, LoadError, Loaded, Source, decode, records};
use crate::diagnostics::Code;
use crate::model::{Certainty, Document, Extra, Stance};

/// The name of the format.
pub(super) const NAME: &str = "STIX";

/// Whether a file may be of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let says = |word: &str| memchr::memmem::find(head.content, word.as_bytes()).is_some();
    let objects = head.shape.has("objects[].type") && head.shape.has("objects[].id");
    let listed = head.shape.has("objects[]") || head.shape.has("objects");
    if listed && head.shape.has("type") && says("\"bundle") {
        return Some("a `bundle` of `objects`");
    }
    let bare = head.shape.is_list() && head.shape.has("[].spec_version") && says("--");
    if bare || (objects && says("--")) { Some("`objects` with a `type` and an `id`") } else { None }
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut draft = Draft::new(source.name, Lone::Reported);
    let decoded = decode::text(source.bytes, &mut draft.rep);
    let mut waiting = Waiting::default();
    records::each(&decoded.text, &["objects"], &mut draft, source.monitor, |draft, trail, node, is_rest| {
        if is_rest {
            bundle(draft, node, trail, &mut waiting);
        } else {
            object(draft, trail, node, &mut waiting);
        }
    });
    waiting.settle(&mut draft);
    draft.finish(NAME, source.why, &decoded.text, (Unit::CodePoints, source))
}

/// What stands beside the list of objects; an object that stands alone in the file is one itself.
fn bundle(draft: &mut Draft, node: Node<'_>, trail: &Trail<'_>, waiting: &mut Waiting) {
    let Ok(bag) = Bag::open(node.clone()) else { return };
    let kind = bag.peek("type").and_then(values::text);
    if kind.as_deref().is_some_and(|kind| kind != "bundle") {
        object(draft, trail, node, waiting);
        return;
    }
    draft.builder.extra.extend(bag.rest());
}

/// One object.
fn object(draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>, waiting: &mut Waiting) {
    let at = node.at;
    let mut bag = match Bag::open(node) {
        Ok(bag) => bag,
        Err(node) => {
            let message =
                format!("an object of a bundle is {}, not an object; it is left out", node.value.kind());
            draft.leave_out("nodes", true, (Code::WrongType, at, trail), message);
            return;
        }
    };
    let kind = bag.text("type").unwrap_or_default();
    let id = bag.text("id").unwrap_or_default();
    match &*kind {
        "relationship" => relationship(draft, at, id, bag, trail, waiting),
        "sighting" => sighting(draft, at, id, bag, trail, waiting),
        "report" | "grouping" | "note" | "opinion" => {
            paper(draft, at, &kind, id, bag, trail, waiting);
        }
        // Labels and definitions that others refer to; they say nothing of the world.
        "marking-definition" | "extension-definition" | "language-content" => {
            draft.count("definitions");
            let mut extra = bag.rest();
            extra.insert("type".to_owned(), kind.into());
            draft.builder.extra.insert(id, extra.into());
        }
        _ => node_of(draft, at, kind, id, bag, trail),
    }
}

/// Somebody or something.
fn node_of(draft: &mut Draft, at: usize, kind: String, id: String, mut bag: Bag<'_>, trail: &Trail<'_>) {
    let name = bag.first(&["name", "value", "display_name", "path", "subject", "key", "user_id"]);
    let name = name.or_else(|| digest(&mut bag));
    let class = bag.peek("identity_class").and_then(values::text).map(std::borrow::Cow::into_owned);
    let kind = match class.as_deref() {
        Some("individual") => "person".to_owned(),
        Some("organization" | "group") => "organization".to_owned(),
        _ => kind,
    };
    let mut aliases = bag.texts("aliases");
    for more in ["x_mitre_aliases", "malware_aliases"] {
        aliases.extend(bag.texts(more));
    }
    aliases.retain(|alias| Some(alias) != name.as_ref());
    let mut seen = std::collections::HashSet::new();
    aliases.retain(|alias| seen.insert(alias.clone()));
    let mut xref = Vec::new();
    if let Some(crate::io::json::Value::List(items)) = bag.peek("external_references") {
        for item in items {
            let crate::io::json::Value::Object(fields) = &item.value else { continue };
            let text = |name: &str| {
                let field = fields.iter().find(|field| field.name == name)?;
                values::text(&field.node.value).map(std::borrow::Cow::into_owned)
            };
            xref.extend(text("source_name").zip(text("external_id")));
        }
    }
    let description = bag.text("description");
    let properties = bag.rest();
    let kind = (!kind.is_empty()).then_some(kind);
    let node =
        draft::Node { id, name, kind, aliases, description, xref, properties, ..draft::Node::default() };
    draft.node(at, trail, node);
}

/// A file goes by one of its hashes.
fn digest(bag: &mut Bag<'_>) -> Option<String> {
    let crate::io::json::Value::Object(hashes) = bag.peek("hashes")? else { return None };
    hashes.first().and_then(|field| values::text(&field.node.value)).map(std::borrow::Cow::into_owned)
}

fn relationship(
    draft: &mut Draft,
    at: usize,
    id: String,
    mut bag: Bag<'_>,
    trail: &Trail<'_>,
    waiting: &mut Waiting,
) {
    let ends = ["source_ref", "target_ref"].map(|name| bag.text(name).unwrap_or_default());
    let relation = bag.text("relationship_type").unwrap_or_default();
    let time = when(draft, at, trail, &mut bag, ["start_time", "stop_time"]);
    let [from, to] = ends;
    let edge = Edge { id: Some(id), time, label: None, ..Edge::new(from, to, relation.replace('-', "_")) };
    waiting.statements.push(Statement::of(at, edge, bag));
}

/// Somebody saw something: each who did says so; where nobody is named it is about what was seen alone.
fn sighting(
    draft: &mut Draft,
    at: usize,
    id: String,
    mut bag: Bag<'_>,
    trail: &Trail<'_>,
    waiting: &mut Waiting,
) {
    let seen = bag.text("sighting_of_ref").unwrap_or_default();
    let wheres = bag.texts("where_sighted_refs");
    let time = when(draft, at, trail, &mut bag, ["first_seen", "last_seen"]);
    if wheres.is_empty() {
        let edge = Edge { id: Some(id), to: None, time, ..Edge::new(seen, "", "sighted") };
        waiting.statements.push(Statement::of(at, edge, bag));
        return;
    }
    let mut whole =
        Statement::of(at, Edge { id: Some(id.clone()), time, ..Edge::new("", seen, "sighted") }, bag);
    for (number, place) in wheres.into_iter().enumerate() {
        let mut one = whole.clone();
        one.edge.from = place;
        if number == 0 {
            // Only the first says all; a list of many would say it many times.
            whole.edge.extra.clear();
            whole.pages.truncate(1);
        } else {
            one.edge.id = Some(format!("{id}#{}", number + 1));
        }
        waiting.statements.push(one);
    }
}

/// A report, a grouping, a note, an opinion: a document about what it refers to.
fn paper(
    draft: &mut Draft,
    at: usize,
    kind: &str,
    id: String,
    mut bag: Bag<'_>,
    trail: &Trail<'_>,
    waiting: &mut Waiting,
) {
    let title = bag.first(&["name", "abstract"]);
    let text = bag.first(&["content", "explanation", "description"]);
    let refs = bag.texts("object_refs");
    let author = bag.text("created_by_ref");
    let date = bag.first(&["published", "created"]);
    let published = date.as_deref().and_then(values::date);
    let stance = match bag.peek("opinion").and_then(values::text).as_deref() {
        Some("strongly-disagree") => Some(Stance::Denies),
        Some("disagree") => Some(Stance::Disputes),
        Some("neutral") => Some(Stance::NeitherConfirmsNorDenies),
        Some("agree" | "strongly-agree") => Some(Stance::Confirms),
        _ => None,
    };
    let stance = stance.unwrap_or(Stance::Asserts);
    let mut extra = bag.rest();
    extra.insert("type".to_owned(), kind.into());
    let id = if id.is_empty() { format!("{kind} {}", draft.builder.documents.len() + 1) } else { id };
    let document = Document { title, published, extra, ..draft::document(id, text) };
    let Some(document) = draft.document(at, trail, document) else { return };
    waiting.papers.push(wait::Paper {
        at,
        document,
        refs,
        author,
        stance,
        of_time: published_date(draft, document),
    });
}

fn published_date(draft: &Draft, document: crate::model::DocIx) -> Option<crate::model::Date> {
    draft.builder.documents.get(document.index()).and_then(|document| document.published.clone())
}

/// From when to when; what is no date is kept and said.
fn when(
    draft: &mut Draft,
    at: usize,
    trail: &Trail<'_>,
    bag: &mut Bag<'_>,
    names: [&str; 2],
) -> Option<crate::model::Date> {
    let texts = names.map(|name| bag.peek(name).and_then(values::text).map(std::borrow::Cow::into_owned));
    let [start, end] = &texts;
    let found = values::dates(start.as_deref(), end.as_deref());
    for (name, text) in names.into_iter().zip(&texts) {
        let Some(text) = text else { continue };
        if found.is_some() && values::date(text).is_some() {
            bag.take(name);
        } else {
            let message = format!("`{name}` gives no date: “{}”; it is kept as it is", shown(text));
            draft.rep.note(Code::UnknownValue, at, trail, message);
        }
    }
    found
}

/// How sure 0 to 100 is, after the scale of the standard: low to 29, medium to 69, high to 100.
fn certainty(confidence: u64) -> Certainty {
    match confidence {
        0 => Certainty::Unknown,
        1..=29 => Certainty::Possible,
        30..=85 => Certainty::Probable,
        _ => Certainty::Certain,
    }
}

/// The objects that statements are about, by their ids, for those that name them.
type ById = HashMap<String, Vec<usize>>;

/// The fields of a statement that became something else.
fn without(extra: &mut Extra, names: &[&str]) {
    for name in names {
        extra.remove(*name);
    }
}
