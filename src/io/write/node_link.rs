//! Node-link JSON, as `NetworkX` 3.4 and later write it: `nodes` and `edges`, a directed multigraph.

use serde_json::{Map, Value, json};

use super::loss::of_a_graph;
use super::{Order, Output, Written, hex, plain};
use crate::model::{Claim, EntityIx};

/// Writes the nodes with their attributes, and an edge a claim with its id as key.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let nodes: Vec<Value> = data.entity_ixs().map(|entity| Value::Object(node(order, entity))).collect();
    let edges: Vec<Value> = data
        .claims()
        .iter()
        .map(|claim| {
            let mut edge = edge(claim);
            let end = |entity: EntityIx| Value::from(data.entity(entity).id.as_str());
            edge.insert("source".to_owned(), end(claim.subject));
            edge.insert("target".to_owned(), end(claim.object.unwrap_or(claim.subject)));
            edge.insert("key".to_owned(), claim.id.as_str().into());
            Value::Object(edge)
        })
        .collect();
    let title = data.title().map_or_else(|| json!({}), |title| json!({ "name": title }));
    let file =
        json!({ "directed": true, "multigraph": true, "graph": title, "nodes": nodes, "edges": edges });
    Output { files: vec![Written { suffix: "", bytes: bytes_of(&file) }], lost: of_a_graph(data) }
}

/// JSON on several lines, with a line end.
pub(super) fn bytes_of(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What a graph in JSON says of a node.
pub(super) fn node(order: &Order<'_>, at: EntityIx) -> Map<String, Value> {
    let (data, entity) = (order.data, order.data.entity(at));
    let mut node = Map::new();
    for (name, value) in &entity.properties {
        node.insert(name.clone(), value.clone());
    }
    node.insert("id".to_owned(), entity.id.as_str().into());
    node.insert("name".to_owned(), entity.name.as_str().into());
    node.insert("kind".to_owned(), data.kind(entity.kind).id.as_str().into());
    if let Some(description) = &entity.description {
        node.insert("description".to_owned(), description.as_str().into());
    }
    if !entity.aliases.is_empty() {
        node.insert("aliases".to_owned(), entity.aliases.clone().into());
    }
    if let Some([x, y]) = order.place(at) {
        node.insert("x".to_owned(), x.into());
        node.insert("y".to_owned(), y.into());
    }
    if let Some(viz) = entity.viz {
        if let Some(colour) = viz.colour {
            node.insert("colour".to_owned(), hex(colour).into());
        }
        if let Some(size) = viz.size {
            node.insert("size".to_owned(), size.into());
        }
    }
    node
}

/// What a graph in JSON says of an edge, without its ends.
pub(super) fn edge(claim: &Claim) -> Map<String, Value> {
    let mut edge = Map::new();
    for (name, value) in &claim.extra {
        // Numbers stay numbers: weights are sorted by.
        let value = if value.is_number() { value.clone() } else { plain(value).into() };
        edge.insert(name.clone(), value);
    }
    edge.insert("relation".to_owned(), claim.predicate.as_str().into());
    if let Some(label) = &claim.label {
        edge.insert("label".to_owned(), label.as_str().into());
    }
    if let Some(time) = &claim.time {
        edge.insert("date".to_owned(), time.as_str().into());
    }
    if claim.undirected {
        edge.insert("directed".to_owned(), false.into());
    }
    edge
}
