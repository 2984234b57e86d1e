//! Graphviz DOT: a directed graph whose attributes are all written out.

use std::fmt::Write as _;

use super::attributes::{of_edge, of_edges, of_node, of_nodes};
use super::loss::of_a_graph;
use super::{Order, Output, Written, hex};

/// A label in double quotes: a backslash begins an escape there, and two of them are one.
fn label(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\0', ""))
}

/// An id or a value in double quotes. Only the quotation mark is escaped in these: a backslash is one, but for one
/// before a quotation mark, which would escape it; it is doubled, and read as two.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut letters = text.chars().filter(|letter| *letter != '\0').peekable();
    while let Some(letter) = letters.next() {
        let ends = matches!(letters.peek(), None | Some('"'));
        match letter {
            '"' => out.push_str("\\\""),
            '\\' if ends => out.push_str("\\\\"),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Writes the graph. Names are labels of nodes; the y axis of Graphviz points upwards.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let (nodes, edges) = (of_nodes(data), of_edges(data));
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "digraph {} {{", quoted(data.title().unwrap_or("G")));
    for at in data.entity_ixs() {
        let entity = data.entity(at);
        let mut attributes = Vec::new();
        for column in &nodes.columns {
            if let Some(value) = of_node(data, at, column) {
                let name = if column.name == "name" { "label" } else { column.name.as_str() };
                let value = if name == "label" { label(&value) } else { quoted(&value) };
                attributes.push(format!("{}={value}", quoted(name)));
            }
        }
        if let Some([x, y]) = order.place(at) {
            attributes.push(format!("pos=\"{x},{}!\"", -y));
        }
        if let Some(colour) = entity.viz.and_then(|viz| viz.colour) {
            attributes.push(format!("color=\"{}\"", hex(colour)));
        }
        let _ = writeln!(text, "  {} [{}];", quoted(&entity.id), attributes.join(", "));
    }
    for claim in data.claims() {
        let end = |entity| quoted(&data.entity(entity).id);
        let mut attributes = vec![format!("id={}", quoted(&claim.id))];
        for column in &edges.columns {
            if let Some(value) = of_edge(claim, column) {
                let value = if column.name == "label" { label(&value) } else { quoted(&value) };
                attributes.push(format!("{}={value}", quoted(&column.name)));
            }
        }
        if claim.undirected {
            attributes.push("dir=\"none\"".to_owned());
        }
        let (from, to) = (end(claim.subject), end(claim.object.unwrap_or(claim.subject)));
        let _ = writeln!(text, "  {from} -> {to} [{}];", attributes.join(", "));
    }
    text.push_str("}\n");
    let mut lost = of_a_graph(data);
    lost.push(super::loss::lost("size", "sizes", {
        data.entities().iter().filter(|entity| entity.viz.is_some_and(|viz| viz.size.is_some())).count()
    }));
    Output { files: vec![Written { suffix: "", bytes: text.into_bytes() }], lost }
}
