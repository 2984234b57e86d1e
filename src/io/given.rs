//! Attributes of nodes and edges by their usual names, in formats that let every tool name its own.

use serde_json::Value;

use super::dates;
use super::draft::{Edge, Node};
use super::look::{Look, channel, colour, finite};
use super::reporter::{Reporter, Trail};
use super::table::value;
use crate::diagnostics::Code;
use crate::model::Extra;

/// The longest word that is taken for a kind or a relation, in bytes.
const LONGEST: usize = 80;

/// Attributes in the order of the file.
pub(super) type Given = Vec<(String, Value)>;

const NAMES: &[&str] = &["label", "name", "title", "displayname", "display_name"];
const KINDS: &[&str] = &["kind", "entity_type", "type", "category", "labels", "node_type", "class"];
const DESCRIPTIONS: &[&str] = &["description", "desc", "summary"];
const RELATIONS: &[&str] = &[
    "relation",
    "predicate",
    "relationship",
    "rel_type",
    "relation_type",
    "interaction",
    "rel",
    "type",
    "kind",
];
/// Attributes of an edge that quote the text it was taken from.
pub(super) const QUOTES: &[&str] = &["evidence", "quote", "sentence", "supporting_text", "source_text"];
const LABELS: &[&str] = &["label", "edge label", "edgelabel", "name"];

/// Takes the first of these that is there and is a text or number.
fn take(given: &mut Given, names: &[&str]) -> Option<String> {
    let at = names.iter().find_map(|name| {
        given.iter().position(|(known, value)| known.eq_ignore_ascii_case(name) && words(value).is_some())
    })?;
    words(&given.remove(at).1)
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The same, of words that are short enough to name a sort.
fn take_word(given: &mut Given, names: &[&str]) -> Option<String> {
    let short: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| {
            let is_word = |value: &Value| value.as_str().is_some_and(|text| text.len() <= LONGEST);
            given.iter().any(|(known, value)| known.eq_ignore_ascii_case(name) && is_word(value))
        })
        .collect();
    take(given, &short)
}

/// The rest, by name; of several values of one name a list.
fn rest(given: Given) -> Extra {
    let mut extra = Extra::new();
    for (name, value) in given {
        match extra.get_mut(&name) {
            None => drop(extra.insert(name, value)),
            Some(Value::Array(list)) => list.push(value),
            Some(known) => *known = Value::Array(vec![known.take(), value]),
        }
    }
    extra
}

/// A node of what a file says of it; `look` is what it says elsewhere of how it is drawn.
pub(super) fn node(id: String, mut given: Given, mut look: Look, at: usize, rep: &mut Reporter) -> Node {
    let name = take(&mut given, NAMES);
    let kind = take_word(&mut given, KINDS).map(|kind| kind.trim_start_matches(':').to_owned());
    let description = take(&mut given, DESCRIPTIONS);
    let drawn = |name: &str| matches!(name, "x" | "y" | "z" | "r" | "g" | "b" | "size" | "color" | "colour");
    if given.iter().any(|(name, _)| drawn(name)) {
        look = looks(&mut given, look, at, rep);
    }
    Node { id, name, kind, description, properties: rest(given), viz: look.viz(), ..Node::default() }
}

fn looks(given: &mut Given, mut look: Look, at: usize, rep: &mut Reporter) -> Look {
    for (slot, name) in [(&mut look.x, "x"), (&mut look.y, "y"), (&mut look.size, "size")] {
        if slot.is_none()
            && let Some(text) = take(given, &[name])
        {
            *slot = finite(&text, name, at, rep);
        }
    }
    let has = |name: &str| given.iter().any(|(known, _)| known == name);
    if has("r") && has("g") && has("b") {
        let channels = ["r", "g", "b"].map(|name| take(given, &[name]).and_then(|text| channel(&text)));
        if let [Some(r), Some(g), Some(b)] = channels {
            look.colour = look.colour.or(Some([r, g, b]));
        }
    }
    let named = given.iter().position(|(name, value)| {
        matches!(&**name, "color" | "colour") && value.as_str().and_then(colour).is_some()
    });
    if let Some(named) = named {
        let (_, value) = given.remove(named);
        look.colour = look.colour.or_else(|| colour(value.as_str()?));
    }
    look
}

/// An edge of what a file says of it.
pub(super) fn edge(from: String, to: String, mut given: Given, at: usize, rep: &mut Reporter) -> Edge {
    let relation = take_word(&mut given, RELATIONS);
    let label = take(&mut given, LABELS);
    let (relation, label) = match (relation, label) {
        (None, label) => (label.unwrap_or_default(), None),
        (Some(relation), label) => (relation.trim_start_matches(':').to_owned(), label),
    };
    let label = label.filter(|label| *label != relation);
    let time = take(&mut given, &["date"]).and_then(|text| {
        let date = dates::point(&text);
        if date.is_none() {
            given.push(("date".to_owned(), Value::String(text)));
            let message = "the date of an edge is none; it is kept as a property";
            rep.add(Code::UnknownValue, at, &Trail::Top, message);
        }
        date
    });
    if let Some((_, weight)) = given.iter_mut().find(|(name, _)| name == "weight")
        && let Some(text) = weight.as_str().map(str::to_owned)
        && finite(&text, "weight", at, rep).is_some()
    {
        *weight = value(&text);
    }
    Edge { label, time, extra: rest(given), ..Edge::new(from, to, relation) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(fields: &[(&str, &str)]) -> Given {
        fields.iter().map(|(name, text)| ((*name).to_owned(), Value::String((*text).to_owned()))).collect()
    }

    #[test]
    fn the_usual_names_are_understood_and_the_rest_is_kept() {
        let mut rep = Reporter::new("f");
        let fields = [
            ("name", "n"),
            ("label", "L"),
            ("type", ":Person"),
            ("x", "1"),
            ("y", "NaN"),
            ("r", "1"),
            ("g", "2"),
            ("b", "3"),
        ];
        let found = node("i".to_owned(), given(&fields), Look::default(), 0, &mut rep);
        assert_eq!((found.name.as_deref(), found.kind.as_deref()), (Some("L"), Some("Person")));
        assert_eq!(found.properties.len(), 1);
        assert_eq!(found.viz.and_then(|viz| viz.colour), Some([1, 2, 3]));
        assert_eq!(rep.count(Code::UnknownValue), 1);
        let fields = [
            ("label", "says so"),
            ("type", "warns"),
            ("weight", "2"),
            ("k", "1"),
            ("k", "2"),
            ("date", "soon"),
        ];
        let found = edge("a".to_owned(), "b".to_owned(), given(&fields), 0, &mut rep);
        assert_eq!((found.relation.as_str(), found.label.as_deref()), ("warns", Some("says so")));
        assert_eq!(found.extra["weight"], 2);
        assert_eq!(found.extra["k"], serde_json::json!(["1", "2"]));
        assert_eq!((found.extra["date"].as_str(), rep.count(Code::UnknownValue)), (Some("soon"), 2));
    }
}
