//! One node of a plain JSON graph.

use std::borrow::Cow;

use super::names::{NodeField, node_field};
use crate::diagnostics::Code;
use crate::io::draft;
use crate::io::json::{Field, Node, Value};
use crate::io::reporter::{Reporter, Trail, shown};
use crate::io::values;
use crate::model::{Extra, Viz};

/// Levels of `data`, `attributes` and `properties` that count as fields of the record itself.
const FLAT: u8 = 2;

/// What stands in a list of nodes.
#[derive(Debug)]
pub(super) enum Read {
    /// A node; `is_name` where it is a bare string.
    Node { node: Box<draft::Node>, is_name: bool },
    /// A stretch of text that edges were taken from.
    Chunk { id: String, text: String, extra: Extra },
    /// No node; says what it is.
    Wrong(&'static str),
}

/// The value that counts most of those that say the same.
struct Best<'a> {
    rank: u8,
    field: Option<Field<'a>>,
}

impl<'a> Best<'a> {
    fn none() -> Self {
        Self { rank: u8::MAX, field: None }
    }

    /// Takes a field if it counts more; gives back the one that counts less.
    fn offer(&mut self, rank: u8, field: Field<'a>) -> Option<Field<'a>> {
        if rank >= self.rank {
            return Some(field);
        }
        self.rank = rank;
        self.field.replace(field)
    }

    fn text(&self) -> Option<String> {
        values::text(&self.field.as_ref()?.node.value).map(Cow::into_owned)
    }
}

/// Reads a node; `key` is its name in a map.
pub(super) fn read<'a>(
    node: Node<'a>,
    key: Option<Cow<'a, str>>,
    trail: &Trail<'_>,
    rep: &mut Reporter,
) -> Read {
    match node.value {
        Value::Object(fields) => object(node.at, fields, key, trail, rep),
        Value::List(_) => Read::Wrong("a list"),
        value => {
            let Some(text) = values::text(&value).map(Cow::into_owned) else {
                return Read::Wrong(value.kind());
            };
            let node = match key {
                Some(key) => draft::Node { id: key.into_owned(), name: Some(text), ..draft::Node::default() },
                None => draft::Node { id: text, ..draft::Node::default() },
            };
            Read::Node { node: Box::new(node), is_name: true }
        }
    }
}

fn object<'a>(
    at: usize,
    fields: Vec<Field<'a>>,
    key: Option<Cow<'a, str>>,
    trail: &Trail<'_>,
    rep: &mut Reporter,
) -> Read {
    let (mut id, mut name, mut kind) = (Best::none(), Best::none(), Best::none());
    let (mut label, mut description) = (Best::none(), Best::none());
    let mut node = draft::Node::default();
    let mut drawn = Drawn::default();
    let mut is_property_graph = false;
    let mut bags = vec![(Cow::Borrowed(""), 0_u8, fields)];
    let mut next = 0;
    while let Some((within, level, fields)) = bags.get_mut(next) {
        let (within, level, fields) = (std::mem::take(within), *level, std::mem::take(fields));
        next += 1;
        let mut lost = Vec::new();
        for field in fields {
            let inner = 10 * level;
            let back = match node_field(&field.name) {
                NodeField::Id(rank) => id.offer(rank + inner, field),
                NodeField::Name(rank) => name.offer(rank + inner, field),
                NodeField::Label => label.offer(inner, field),
                NodeField::Description(rank) => description.offer(rank + inner, field),
                NodeField::Kind(rank) => match kind_of(&field.node.value) {
                    KindOf::Kind => kind.offer(rank + inner, field),
                    KindOf::Nothing => None,
                    KindOf::Other => Some(field),
                },
                NodeField::Aliases => {
                    node.aliases.extend(values::texts(&field.node.value));
                    None
                }
                NodeField::Bag if level < FLAT && matches!(field.node.value, Value::Object(_)) => {
                    is_property_graph |= field.name == "properties";
                    if let Value::Object(inside) = field.node.value {
                        bags.push((field.name, level + 1, inside));
                    }
                    None
                }
                NodeField::X => drawn.coordinate(0, field),
                NodeField::Y => drawn.coordinate(1, field),
                NodeField::Position => drawn.position(field),
                NodeField::Colour => drawn.colour(field),
                NodeField::Size => drawn.size(field),
                NodeField::Bag | NodeField::Other => Some(field),
            };
            lost.extend(back);
        }
        for field in lost {
            values::keep(&mut node.properties, &within, &field);
        }
    }
    let is_chunk = [&label, &kind].into_iter().any(|said| said.text().as_deref() == Some("text_chunk"));
    if is_property_graph && name.field.is_some() && kind.field.is_none() {
        kind = std::mem::replace(&mut label, Best::none());
    }
    if name.field.is_none() {
        name = std::mem::replace(&mut label, Best::none());
    }
    if let Some(label) =
        label.field.filter(|label| values::text(&label.node.value) != name.text().map(Cow::Owned))
    {
        values::keep(&mut node.properties, "", &label);
    }
    node.name = name.text();
    node.kind = kind.field.as_ref().and_then(|field| values::texts(&field.node.value).into_iter().next());
    node.description = description.text();
    let own = id.field.as_ref().and_then(|field| values::id(&field.node.value));
    let text = node.properties.get("text").and_then(|text| text.as_str());
    if let Some(text) = text.filter(|_| is_chunk) {
        let text = text.to_owned();
        node.properties.remove("text");
        let id = key.map(Cow::into_owned).or(own).unwrap_or_default();
        return Read::Chunk { id, text, extra: node.properties };
    }
    node.id = match (key, own) {
        (Some(key), own) => {
            if let (true, Some(field)) = (own.is_some_and(|own| *own != *key), &id.field) {
                values::keep(&mut node.properties, "", field);
            }
            key.into_owned()
        }
        (None, Some(own)) => own,
        (None, None) => node.name.clone().unwrap_or_default(),
    };
    node.viz = drawn.finish(at, &node.id, trail, rep);
    Read::Node { node: Box::new(node), is_name: false }
}

enum KindOf {
    Kind,
    /// The word that says that it is a node.
    Nothing,
    Other,
}

fn kind_of(value: &Value<'_>) -> KindOf {
    match value {
        Value::String(text) if matches!(&**text, "node" | "Node" | "nodes" | "") => KindOf::Nothing,
        Value::String(_) => KindOf::Kind,
        Value::List(items) => match items.first().map(|item| &item.value) {
            Some(Value::String(_)) if items.len() == 1 => KindOf::Kind,
            None => KindOf::Nothing,
            Some(_) => KindOf::Other,
        },
        _ => KindOf::Other,
    }
}

/// How a node is drawn.
#[derive(Default)]
struct Drawn {
    coordinates: [Option<f64>; 2],
    /// A coordinate that is no number.
    spoilt: bool,
    colour: Option<[u8; 3]>,
    size: Option<f64>,
}

impl Drawn {
    fn coordinate<'a>(&mut self, axis: usize, field: Field<'a>) -> Option<Field<'a>> {
        let Value::Number(_) = field.node.value else { return Some(field) };
        let number = values::number(&field.node.value);
        self.spoilt |= number.is_none();
        if let Some(slot) = self.coordinates.get_mut(axis) {
            *slot = number;
        }
        None
    }

    fn position<'a>(&mut self, field: Field<'a>) -> Option<Field<'a>> {
        let pair = match &field.node.value {
            Value::Object(fields) => ["x", "y"].map(|name| {
                fields.iter().find(|field| field.name == name).map(|field| values::number(&field.node.value))
            }),
            Value::List(items) if items.len() == 2 => {
                [0, 1].map(|at| items.get(at).map(|item| values::number(&item.value)))
            }
            _ => return Some(field),
        };
        let [Some(x), Some(y)] = pair else { return Some(field) };
        self.spoilt |= x.is_none() || y.is_none();
        self.coordinates = [x, y];
        None
    }

    fn colour<'a>(&mut self, field: Field<'a>) -> Option<Field<'a>> {
        let Value::String(text) = &field.node.value else { return Some(field) };
        self.colour = values::colour(text);
        if self.colour.is_some() { None } else { Some(field) }
    }

    fn size<'a>(&mut self, field: Field<'a>) -> Option<Field<'a>> {
        self.size = values::number(&field.node.value);
        if self.size.is_some() { None } else { Some(field) }
    }

    fn finish(self, at: usize, id: &str, trail: &Trail<'_>, rep: &mut Reporter) -> Option<Viz> {
        if self.spoilt {
            let message = format!("the position of `{}` is no number; it is left out", shown(id));
            rep.add(Code::UnknownValue, at, trail, message);
        }
        let [x, y] = self.coordinates;
        let position = x.zip(y).filter(|_| !self.spoilt).map(|(x, y)| [x, y]);
        let viz = Viz { position, colour: self.colour, size: self.size };
        (viz != Viz::default()).then_some(viz)
    }
}
