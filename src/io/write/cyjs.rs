//! Cytoscape's JSON: `elements` with `nodes` and `edges`, each with its `data`; positions beside it.

use serde_json::{Value, json};

use super::loss::of_a_graph;
use super::node_link::{bytes_of, edge, node};
use super::{Order, Output, Written};
use crate::model::EntityIx;

/// Writes the elements. Cytoscape wants ids as strings, and ends under `source` and `target`.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let nodes: Vec<Value> = data
        .entity_ixs()
        .map(|entity| {
            let mut about = node(order, entity);
            about.remove("x");
            about.remove("y");
            match order.place(entity) {
                Some([x, y]) => json!({ "data": about, "position": { "x": x, "y": y } }),
                None => json!({ "data": about }),
            }
        })
        .collect();
    let edges: Vec<Value> = data
        .claims()
        .iter()
        .map(|claim| {
            let mut about = edge(claim);
            let end = |entity: EntityIx| Value::from(data.entity(entity).id.as_str());
            about.insert("id".to_owned(), claim.id.as_str().into());
            about.insert("source".to_owned(), end(claim.subject));
            about.insert("target".to_owned(), end(claim.object.unwrap_or(claim.subject)));
            about.insert("interaction".to_owned(), claim.predicate.as_str().into());
            json!({ "data": about })
        })
        .collect();
    let about = json!({ "name": data.title().unwrap_or("Graph") });
    let file = json!({
        "format_version": "1.0",
        "generated_by": "Attaché",
        "data": about,
        "elements": { "nodes": nodes, "edges": edges },
    });
    Output { files: vec![Written { suffix: "", bytes: bytes_of(&file) }], lost: of_a_graph(data) }
}
