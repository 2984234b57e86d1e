//! One edge of a plain JSON graph: an object with two ends, or a list of two or three.

use std::borrow::Cow;

use super::names::{EdgeField, PAIRS, edge_field};
use super::node::{self, Read};
use crate::diagnostics::Code;
use crate::io::draft::{self, Edge};
use crate::io::json::{Field, Node, Value};
use crate::io::reporter::{Reporter, Trail, shown};
use crate::io::values;

/// Levels of `data` and `properties` that count as fields of the record itself.
const FLAT: u8 = 2;

/// One end of an edge.
#[derive(Default, Debug)]
pub(super) struct End {
    pub(super) id: String,
    /// It is a number, which may be a position in the list of nodes.
    pub(super) number: Option<u64>,
    /// What the edge itself says of the node.
    pub(super) node: Option<Box<draft::Node>>,
}

/// An edge as it stands in the file; its ends are not in `edge` yet.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) edge: Edge,
    pub(super) from: End,
    pub(super) to: End,
    /// Whether it has a direction, where it says so itself.
    pub(super) directed: Option<bool>,
}

/// Whether a record has two ends.
pub(super) fn has_ends(fields: &[Field<'_>]) -> bool {
    pair(fields).is_some() || inside(fields).is_some_and(|fields| pair(fields).is_some())
}

/// The fields of a record that wraps them in `data`, as Cytoscape does.
fn inside<'f, 'a>(fields: &'f [Field<'a>]) -> Option<&'f [Field<'a>]> {
    let data = fields.iter().find(|field| field.name == "data")?;
    match &data.node.value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// The names of the two ends that a record has.
fn pair(fields: &[Field<'_>]) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| fields.iter().any(|field| field.name == name);
    PAIRS.iter().find(|(from, to)| has(from) && has(to)).copied()
}

/// The names of an end that stands alone.
fn half(fields: &[Field<'_>]) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| fields.iter().any(|field| field.name == name);
    PAIRS.iter().find(|(from, to)| has(from) || has(to)).copied()
}

/// Reads an edge; `key` is its name in a map. `None` where the value is none.
pub(super) fn read<'a>(
    node: Node<'a>,
    key: Option<Cow<'a, str>>,
    trail: &Trail<'_>,
    rep: &mut Reporter,
) -> Option<Record> {
    let mut record = match node.value {
        Value::Object(fields) => object(node.at, fields, trail, rep),
        Value::List(items) => list(node.at, items, trail, rep)?,
        _ => return None,
    };
    record.edge.id = record.edge.id.or(key.map(Cow::into_owned));
    Some(record)
}

/// `[u, v]`, `[u, v, weight]`, `[u, v, {…}]`, `[subject, relation, object]`, `[subject, relation, object, …]`.
fn list(at: usize, items: Vec<Node<'_>>, trail: &Trail<'_>, rep: &mut Reporter) -> Option<Record> {
    let mut items = items.into_iter();
    let (first, second) = (items.next()?, items.next()?);
    let third = items.next();
    let fourth = items.next();
    let mut record =
        Record { edge: Edge::new("", "", ""), from: End::default(), to: End::default(), directed: None };
    record.from = end(first, trail, rep);
    match third {
        None => record.to = end(second, trail, rep),
        Some(Node { value: Value::Number(_), .. }) if fourth.is_none() => {
            record.to = end(second, trail, rep);
            record.edge.extra.insert("weight".to_owned(), third.map(|node| node.value.owned())?);
        }
        Some(Node { value: Value::Object(fields), .. }) if fourth.is_none() && record.from.node.is_none() => {
            record.to = end(second, trail, rep);
            spread(at, fields, &mut record, trail, rep);
        }
        Some(third) => {
            record.edge.relation = relation(&second.value);
            record.to = end(third, trail, rep);
        }
    }
    for (number, more) in (4..).zip(fourth.into_iter().chain(items)) {
        match more.value {
            Value::Object(fields) => spread(at, fields, &mut record, trail, rep),
            Value::Null => {}
            value => {
                let name = if matches!(value, Value::Number(_)) && number == 4 {
                    "weight".to_owned()
                } else {
                    format!("item {number}")
                };
                record.edge.extra.insert(name, value.owned());
            }
        }
    }
    Some(record)
}

fn object(at: usize, fields: Vec<Field<'_>>, trail: &Trail<'_>, rep: &mut Reporter) -> Record {
    let mut record =
        Record { edge: Edge::new("", "", ""), from: End::default(), to: End::default(), directed: None };
    spread(at, fields, &mut record, trail, rep);
    record
}

/// What counts as the relation so far.
struct Relation<'a> {
    rank: u8,
    field: Option<Field<'a>>,
}

/// Reads the fields of an edge into its record.
fn spread(at: usize, fields: Vec<Field<'_>>, record: &mut Record, trail: &Trail<'_>, rep: &mut Reporter) {
    let mut ends = pair(&fields);
    if ends.is_none() {
        ends = inside(&fields).and_then(pair).or_else(|| half(&fields));
    }
    let mut chosen = Relation { rank: u8::MAX, field: None };
    let mut label = None;
    let (mut time, mut start, mut end_date) = (None, None, None);
    let mut value = None;
    let mut bags = vec![(Cow::Borrowed(""), 0_u8, fields)];
    let mut next = 0;
    while let Some((within, level, fields)) = bags.get_mut(next) {
        let (within, level, fields) = (std::mem::take(within), *level, std::mem::take(fields));
        next += 1;
        for field in fields {
            if let Some((from, to)) = ends {
                if field.name == from && record.from.id.is_empty() {
                    record.from = end(field.node, trail, rep);
                    continue;
                }
                if field.name == to && record.to.id.is_empty() {
                    record.to = end(field.node, trail, rep);
                    continue;
                }
            }
            let is_text = values::text(&field.node.value).is_some();
            let lost = match edge_field(&field.name) {
                EdgeField::Id if record.edge.id.is_none() && level < 2 => {
                    record.edge.id = values::id(&field.node.value);
                    None
                }
                EdgeField::Relation(rank) if is_text || matches!(field.node.value, Value::Object(_)) => {
                    let rank = rank + 10 * level;
                    if is_generic(&field.node.value) {
                        None
                    } else if rank < chosen.rank {
                        chosen.rank = rank;
                        chosen.field.replace(field)
                    } else {
                        Some(field)
                    }
                }
                EdgeField::Label if is_text && label.is_none() => {
                    label = Some(field);
                    None
                }
                EdgeField::Directed if values::flag(&field.node.value).is_some() => {
                    record.directed = values::flag(&field.node.value);
                    None
                }
                EdgeField::Undirected if values::flag(&field.node.value).is_some() => {
                    record.directed = values::flag(&field.node.value).map(|undirected| !undirected);
                    None
                }
                EdgeField::Value if matches!(field.node.value, Value::Number(_)) => value.replace(field),
                EdgeField::Time if is_text => time.replace(field),
                EdgeField::Start if is_text => start.replace(field),
                EdgeField::End if is_text => end_date.replace(field),
                EdgeField::Bag if level < FLAT && matches!(field.node.value, Value::Object(_)) => {
                    if let Value::Object(inside) = field.node.value {
                        bags.push((field.name, level + 1, inside));
                    }
                    None
                }
                _ => Some(field),
            };
            if let Some(field) = lost {
                values::keep(&mut record.edge.extra, &within, &field);
            }
        }
    }
    let edge = &mut record.edge;
    if chosen.field.is_none() || chosen.rank % 10 == 6 && label.is_some() {
        if let Some(name) = chosen.field.take() {
            values::keep(&mut edge.extra, "", &name);
        }
        chosen.field = label.take();
    }
    if let Some(field) = &chosen.field {
        edge.relation = relation(&field.node.value);
    }
    // Cytoscape wants the relation under this name too.
    if edge.extra.get("interaction").and_then(|words| words.as_str()) == Some(&edge.relation) {
        edge.extra.remove("interaction");
    }
    edge.label = label.and_then(|field| values::text(&field.node.value).map(Cow::into_owned));
    if let Some(mut field) = value {
        if !edge.extra.contains_key("weight") {
            field.name = Cow::Borrowed("weight");
        }
        values::keep(&mut edge.extra, "", &field);
    }
    when(at, edge, time, [start, end_date], trail, rep);
}

/// Gives an edge its date; what is none stays a property.
fn when<'a>(
    at: usize,
    edge: &mut Edge,
    time: Option<Field<'a>>,
    [start, end]: [Option<Field<'a>>; 2],
    trail: &Trail<'_>,
    rep: &mut Reporter,
) {
    fn text<'a>(field: Option<&Field<'a>>) -> Option<Cow<'a, str>> {
        values::text(&field?.node.value)
    }
    let date = text(time.as_ref()).and_then(|text| values::date(&text));
    let span = || values::dates(text(start.as_ref()).as_deref(), text(end.as_ref()).as_deref());
    let by_time = date.is_some();
    edge.time = date.or_else(span);
    let by_span = edge.time.is_some() && !by_time;
    for (field, used) in [(time, by_time), (start, by_span), (end, by_span)] {
        let Some(field) = field.filter(|field| {
            !used || values::text(&field.node.value).is_none_or(|text| values::date(&text).is_none())
        }) else {
            continue;
        };
        if let Value::String(text) = &field.node.value
            && values::date(text).is_none()
        {
            let message =
                format!("`{}` is no date: “{}”; it is kept as it is", shown(&field.name), shown(text));
            rep.note(Code::UnknownValue, at, trail, message);
        }
        values::keep(&mut edge.extra, "", &field);
    }
}

/// Words that say that a record is an edge, and not which.
fn is_generic(value: &Value<'_>) -> bool {
    matches!(value, Value::String(text) if matches!(&**text, "edge" | "Edge" | "relationship" | "Relationship" | "link" | ""))
}

/// A relation: a text, or an object that has one.
fn relation(value: &Value<'_>) -> String {
    if let Value::Object(fields) = value {
        let named = |name: &str| fields.iter().find(|field| field.name == name);
        let found = ["label", "type", "name", "relation", "id"].into_iter().find_map(named);
        return found.and_then(|field| values::text(&field.node.value)).unwrap_or_default().into_owned();
    }
    values::text(value).unwrap_or_default().into_owned()
}

/// One end: an id, a position, or an object that describes the node.
fn end(node: Node<'_>, trail: &Trail<'_>, rep: &mut Reporter) -> End {
    match node.value {
        Value::Object(_) => match node::read(node, None, trail, rep) {
            Read::Node { node, .. } => End { id: node.id.clone(), number: None, node: Some(node) },
            Read::Chunk { id, .. } => End { id, ..End::default() },
            Read::Wrong(_) => End::default(),
        },
        Value::Number(digits) => End { id: digits.to_owned(), number: digits.parse().ok(), node: None },
        value => End { id: values::id(&value).unwrap_or_default(), ..End::default() },
    }
}
