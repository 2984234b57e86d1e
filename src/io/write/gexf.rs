//! GEXF 1.3 (gexf.net): attributes, and place, colour and size in its `viz` namespace.

use super::attributes::{Columns, Type, of_edge, of_edges, of_node, of_nodes};
use super::loss::of_a_graph;
use super::xml::Xml;
use super::{Order, Output, Written};
use crate::model::Dataset;

fn word(kind: Type) -> &'static str {
    match kind {
        Type::Text => "string",
        Type::Number => "double",
        Type::Flag => "boolean",
    }
}

fn declare(xml: &mut Xml, class: &str, columns: &Columns, native: &[&str]) {
    xml.open("attributes", &[("class", class)]);
    for (n, column) in columns.columns.iter().enumerate() {
        if !native.contains(&column.name.as_str()) {
            let (id, name) = (n.to_string(), column.name.as_str());
            xml.empty("attribute", &[("id", &id), ("title", name), ("type", word(column.kind))]);
        }
    }
    xml.close("attributes");
}

/// The days of a claim as GEXF has them, where both are whole days.
fn days(data: &Dataset, claim: usize) -> Option<(String, String)> {
    let time = data.claims().get(claim)?.time.as_ref()?;
    let day = |day: crate::model::Day| {
        let (year, month, day) = day.civil();
        format!("{year:04}-{month:02}-{day:02}")
    };
    Some((day(time.earliest()?), day(time.latest()?)))
}

/// Writes the graph. The y axis of GEXF points upwards.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let (nodes, edges) = (of_nodes(data), of_edges(data));
    let mut xml = Xml::new();
    let spaces =
        [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    xml.open("gexf", &spaces);
    xml.open("meta", &[]);
    xml.text("creator", &[], "Attaché");
    if let Some(title) = data.title() {
        xml.text("description", &[], title);
    }
    xml.close("meta");
    let dated = data.claims().iter().any(|claim| claim.time.is_some());
    let mut graph = vec![("defaultedgetype", "directed")];
    if dated {
        graph.extend([("mode", "dynamic"), ("timeformat", "date")]);
    }
    xml.open("graph", &graph);
    declare(&mut xml, "node", &nodes, &["name"]);
    declare(&mut xml, "edge", &edges, &["label"]);
    xml.open("nodes", &[]);
    for at in data.entity_ixs() {
        let entity = data.entity(at);
        xml.open("node", &[("id", &entity.id), ("label", &entity.name)]);
        xml.open("attvalues", &[]);
        for (n, column) in nodes.columns.iter().enumerate().filter(|(_, column)| column.name != "name") {
            if let Some(value) = of_node(data, at, column) {
                xml.empty("attvalue", &[("for", &n.to_string()), ("value", &value)]);
            }
        }
        xml.close("attvalues");
        if let Some([r, g, b]) = entity.viz.and_then(|viz| viz.colour) {
            let [r, g, b] = [r, g, b].map(|part| part.to_string());
            xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)]);
        }
        if let Some([x, y]) = order.place(at) {
            xml.empty("viz:position", &[("x", &x.to_string()), ("y", &(-y).to_string()), ("z", "0")]);
        }
        if let Some(size) = entity.viz.and_then(|viz| viz.size) {
            xml.empty("viz:size", &[("value", &size.to_string())]);
        }
        xml.close("node");
    }
    xml.close("nodes");
    xml.open("edges", &[]);
    for (at, claim) in data.claims().iter().enumerate() {
        let end = |entity| data.entity(entity).id.as_str();
        let (from, to) = (end(claim.subject), end(claim.object.unwrap_or(claim.subject)));
        let days = days(data, at);
        let mut attributes = vec![("id", claim.id.as_str()), ("source", from), ("target", to)];
        if let Some(label) = &claim.label {
            attributes.push(("label", label));
        }
        if claim.undirected {
            attributes.push(("type", "undirected"));
        }
        if let Some((from, to)) = &days {
            attributes.extend([("start", from.as_str()), ("end", to.as_str())]);
        }
        xml.open("edge", &attributes);
        xml.open("attvalues", &[]);
        for (n, column) in edges.columns.iter().enumerate().filter(|(_, column)| column.name != "label") {
            if let Some(value) = of_edge(claim, column) {
                xml.empty("attvalue", &[("for", &n.to_string()), ("value", &value)]);
            }
        }
        xml.close("attvalues");
        xml.close("edge");
    }
    xml.close("edges");
    xml.close("graph");
    xml.close("gexf");
    Output { files: vec![Written { suffix: "", bytes: xml.finish() }], lost: of_a_graph(data) }
}
