//! GraphML (graphdrafting.org, 2007): every attribute declared by a `key`.

use super::attributes::{Column, Type, drawing, of_edge, of_edges, of_node, of_nodes};
use super::loss::of_a_graph;
use super::xml::Xml;
use super::{Order, Output, Written};

fn word(kind: Type) -> &'static str {
    match kind {
        Type::Text => "string",
        Type::Number => "double",
        Type::Flag => "boolean",
    }
}

/// Writes the graph. Places are `x` and `y`, as Gephi has them.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let (nodes, edges) = (of_nodes(data), of_edges(data));
    let mut xml = Xml::new();
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    let declare = |xml: &mut Xml, id: &str, of: &str, column: &Column| {
        let attributes =
            [("id", id), ("for", of), ("attr.name", column.name.as_str()), ("attr.type", word(column.kind))];
        xml.empty("key", &attributes);
    };
    for (n, column) in nodes.columns.iter().enumerate() {
        declare(&mut xml, &format!("n{n}"), "node", column);
    }
    for (n, column) in edges.columns.iter().enumerate() {
        declare(&mut xml, &format!("e{n}"), "edge", column);
    }
    for (name, kind) in
        [("x", Type::Number), ("y", Type::Number), ("colour", Type::Text), ("size", Type::Number)]
    {
        declare(&mut xml, name, "node", &Column { name: name.to_owned(), kind });
    }
    xml.open("graph", &[("id", data.title().unwrap_or("G")), ("edgedefault", "directed")]);
    for at in data.entity_ixs() {
        xml.open("node", &[("id", &data.entity(at).id)]);
        for (n, column) in nodes.columns.iter().enumerate() {
            if let Some(value) = of_node(data, at, column) {
                xml.text("data", &[("key", &format!("n{n}"))], &value);
            }
        }
        for (name, value) in drawing(order, at) {
            xml.text("data", &[("key", name)], &value);
        }
        xml.close("node");
    }
    for claim in data.claims() {
        let end = |entity| data.entity(entity).id.as_str();
        let (from, to) = (end(claim.subject), end(claim.object.unwrap_or(claim.subject)));
        let mut attributes = vec![("id", claim.id.as_str()), ("source", from), ("target", to)];
        if claim.undirected {
            attributes.push(("directed", "false"));
        }
        xml.open("edge", &attributes);
        for (n, column) in edges.columns.iter().enumerate() {
            if let Some(value) = of_edge(claim, column) {
                xml.text("data", &[("key", &format!("e{n}"))], &value);
            }
        }
        xml.close("edge");
    }
    xml.close("graph");
    xml.close("graphml");
    Output { files: vec![Written { suffix: "", bytes: xml.finish() }], lost: of_a_graph(data) }
}
