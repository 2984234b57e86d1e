//! What nodes and edges have beside their ends, as typed columns: what GraphML, GEXF, DOT and tables share.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Order, hex, plain};
use crate::model::{Claim, Dataset, EntityIx, Extra};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Type {
    Text,
    Number,
    Flag,
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Type,
}

/// The columns of a list of records: those that every record has, then free ones by name.
pub(super) struct Columns {
    pub(super) columns: Vec<Column>,
}

fn fixed(names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| Column { name: (*name).to_owned(), kind: Type::Text }).collect()
}

/// Adds the names of free fields, each with the type that all its values have.
fn free<'a>(columns: &mut Vec<Column>, records: impl Iterator<Item = &'a Extra>) {
    let taken: BTreeSet<String> = columns.iter().map(|column| column.name.clone()).collect();
    let mut found: BTreeMap<&str, Option<Type>> = BTreeMap::new();
    for (name, value) in records.flatten() {
        let kind = match value {
            Value::Number(_) => Type::Number,
            Value::Bool(_) => Type::Flag,
            _ => Type::Text,
        };
        let known = found.entry(name).or_insert(Some(kind));
        if *known != Some(kind) {
            *known = Some(Type::Text);
        }
    }
    for (name, kind) in found {
        // A free field with the name of a fixed one would be read as that.
        let mut name = name.to_owned();
        while taken.contains(&name) {
            name.insert(0, '_');
        }
        columns.push(Column { name, kind: kind.unwrap_or(Type::Text) });
    }
}

/// The columns of nodes: `name`, `kind`, `description`, `aliases`, and the properties.
pub(super) fn of_nodes(data: &Dataset) -> Columns {
    let mut columns = fixed(&["name", "kind", "description", "aliases"]);
    free(&mut columns, data.entities().iter().map(|entity| &entity.properties));
    Columns { columns }
}

/// The columns of edges: `relation`, `label`, `date`, and the free fields.
pub(super) fn of_edges(data: &Dataset) -> Columns {
    let mut columns = fixed(&["relation", "label", "date"]);
    free(&mut columns, data.claims().iter().map(|claim| &claim.extra));
    Columns { columns }
}

/// A free field by the name of its column, which may have underscores before it.
fn field<'a>(extra: &'a Extra, name: &str) -> Option<Cow<'a, str>> {
    let found = extra.get(name).or_else(|| extra.get(name.trim_start_matches('_')))?;
    Some(match found {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        other => Cow::Owned(plain(other)),
    })
}

/// What a node has in a column.
pub(super) fn of_node<'a>(data: &'a Dataset, at: EntityIx, column: &Column) -> Option<Cow<'a, str>> {
    let entity = data.entity(at);
    match column.name.as_str() {
        "name" => Some(Cow::Borrowed(&entity.name)),
        "kind" => Some(Cow::Borrowed(&data.kind(entity.kind).id)),
        "description" => entity.description.as_deref().map(Cow::Borrowed),
        "aliases" => (!entity.aliases.is_empty()).then(|| Cow::Owned(entity.aliases.join("; "))),
        name => field(&entity.properties, name),
    }
}

/// What an edge has in a column.
pub(super) fn of_edge<'a>(claim: &'a Claim, column: &Column) -> Option<Cow<'a, str>> {
    match column.name.as_str() {
        "relation" => Some(Cow::Borrowed(&claim.predicate)),
        "label" => claim.label.as_deref().map(Cow::Borrowed),
        "date" => claim.time.as_ref().map(|time| Cow::Borrowed(time.as_str())),
        name => field(&claim.extra, name),
    }
}

/// Place, colour and size of a node as attributes: `x`, `y`, `colour`, `size`.
pub(super) fn drawing(order: &Order<'_>, at: EntityIx) -> Vec<(&'static str, String)> {
    let viz = order.data.entity(at).viz;
    let mut drawing = Vec::new();
    if let Some([x, y]) = order.place(at) {
        drawing.push(("x", x.to_string()));
        drawing.push(("y", y.to_string()));
    }
    if let Some(colour) = viz.and_then(|viz| viz.colour) {
        drawing.push(("colour", hex(colour)));
    }
    if let Some(size) = viz.and_then(|viz| viz.size) {
        drawing.push(("size", size.to_string()));
    }
    drawing
}
