//! Bodies of annotations: what is said about a target.

use crate::io::json::{Field, Node, Value};
use crate::io::values::{self, Bag};
use crate::model::{Date, Extra, Stance};

/// What a body says.
pub(super) enum Said {
    /// Who or what is named there.
    Entity {
        id: String,
        name: Option<String>,
        kind: Option<String>,
    },
    /// The kind of what is named there.
    Class(String),
    Claim(Box<Claim>),
    /// Anything else.
    Note(serde_json::Value),
}

/// A sentence of a subject, a predicate and perhaps an object.
pub(super) struct Claim {
    /// Annotations that give one id say the same, each from its own place.
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) from: String,
    pub(super) to: Option<String>,
    pub(super) relation: String,
    pub(super) speaker: Option<String>,
    pub(super) stance: Option<Stance>,
    pub(super) time: Option<Date>,
    /// Ids with names and kinds that the body gives them.
    pub(super) described: Vec<(String, Option<String>, Option<String>)>,
    pub(super) extra: Extra,
}

/// Reads a body; where it has no purpose, the annotation's motivation is one.
pub(super) fn read(node: &Node<'_>, motivation: &[String]) -> Vec<Said> {
    let named = |purpose: &str, wanted: &[&str]| {
        let purpose = purpose.rsplit([':', '/', '#']).next().unwrap_or("");
        wanted.contains(&purpose)
    };
    let purposes = match &node.value {
        Value::Object(fields) => {
            field(fields, "purpose").map(|node| values::texts(&node.value)).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let purposes: &[String] = if purposes.is_empty() { motivation } else { &purposes };
    let any = |wanted: &[&str]| purposes.iter().any(|purpose| named(purpose, wanted));
    if let Value::Object(fields) = &node.value {
        // A sentence may be the body itself, or its value.
        for holder in [Some(node), field(fields, "value")].into_iter().flatten() {
            if let Some(claim) = claim(holder) {
                return vec![Said::Claim(Box::new(claim))];
            }
        }
    }
    if any(&["classifying"]) {
        let class = id(&node.value).map(|class| class.rsplit(['/', '#']).next().unwrap_or("").to_owned());
        return class.into_iter().map(Said::Class).collect();
    }
    if any(&["tagging", "identifying", "linking"]) && !matches!(node.value, Value::Null) {
        let name = name(&node.value);
        if let Some(id) = id(&node.value) {
            let kind = kind(&node.value);
            return vec![Said::Entity { name: name.filter(|name| *name != id), id, kind }];
        }
    }
    if node.value == Value::Null { Vec::new() } else { vec![Said::Note(node.value.owned())] }
}

fn field<'f, 'a>(fields: &'f [Field<'a>], name: &str) -> Option<&'f Node<'a>> {
    fields.iter().find(|field| field.name == name).map(|field| &field.node)
}

/// The id of a resource: its source, its id or its text.
pub(super) fn id(value: &Value<'_>) -> Option<String> {
    let Value::Object(fields) = value else { return values::text(value).map(std::borrow::Cow::into_owned) };
    let text = |name: &str| field(fields, name).and_then(|node| values::text(&node.value));
    let nested = field(fields, "source").and_then(|node| match &node.value {
        Value::Object(inner) => field(inner, "id").and_then(|node| values::text(&node.value)),
        value => values::text(value),
    });
    let found = nested
        .or_else(|| text("id"))
        .or_else(|| text("@id"))
        .or_else(|| text("value"))
        .or_else(|| text("name"));
    found.map(std::borrow::Cow::into_owned)
}

/// The resource itself, where it stands as the source of a body.
fn resource<'f, 'a>(value: &'f Value<'a>) -> &'f Value<'a> {
    let Value::Object(fields) = value else { return value };
    match field(fields, "source").map(|node| &node.value) {
        Some(inner @ Value::Object(_)) => inner,
        _ => value,
    }
}

/// The kind of a resource that says it beside its name.
fn kind(value: &Value<'_>) -> Option<String> {
    let Value::Object(fields) = resource(value) else { return None };
    let kind = field(fields, "kind").and_then(|node| values::text(&node.value));
    kind.map(std::borrow::Cow::into_owned)
}

/// The name of a resource.
pub(super) fn name(value: &Value<'_>) -> Option<String> {
    let Value::Object(fields) = resource(value) else {
        return values::text(value).map(std::borrow::Cow::into_owned);
    };
    let text = |name: &str| field(fields, name).and_then(|node| values::text(&node.value));
    let found = ["name", "label", "nickname", "rdfs:label", "value"].into_iter().find_map(text);
    found.map(std::borrow::Cow::into_owned).or_else(|| id(value))
}

/// A sentence, where a body has a subject and a predicate.
fn claim(node: &Node<'_>) -> Option<Claim> {
    let Value::Object(fields) = &node.value else { return None };
    let (subject, predicate) = (field(fields, "subject")?, field(fields, "predicate")?);
    let object = field(fields, "object").filter(|node| node.value != Value::Null);
    let from = id(&subject.value)?;
    let relation = name(&predicate.value)?;
    let to = match object {
        Some(node) => Some(id(&node.value)?),
        None => None,
    };
    let mut described = Vec::new();
    let speaker = field(fields, "speaker").filter(|node| node.value != Value::Null);
    for node in [Some(subject), object, speaker].into_iter().flatten() {
        if let (Value::Object(inner), Some(id)) = (&node.value, id(&node.value)) {
            let kind = field(inner, "type").or_else(|| field(inner, "kind"));
            let kind = kind.and_then(|node| values::text(&node.value)).map(std::borrow::Cow::into_owned);
            described.push((id, name(&node.value), kind));
        }
    }
    let mut bag = Bag::open(node.clone()).ok()?;
    for taken in ["subject", "predicate", "object", "type", "purpose", "@type"] {
        bag.take(taken);
    }
    let stance = bag.peek("stance").and_then(values::text).and_then(|text| Stance::from_id(&text));
    if stance.is_some() {
        bag.take("stance");
    }
    let speaker = bag.take("speaker").and_then(|node| id(&node.value));
    let mut time = None;
    for named in ["date", "time"] {
        let date = bag.peek(named).and_then(values::text).and_then(|text| values::date(&text));
        if time.is_none() && date.is_some() {
            time = date;
            bag.take(named);
        }
    }
    let (own, label) = (bag.text("claim"), bag.text("label"));
    Some(Claim { id: own, label, from, to, relation, speaker, stance, time, described, extra: bag.rest() })
}
