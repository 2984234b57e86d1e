//! Two tables: the edges under the name that was asked for, the nodes beside it with `_nodes`.

use super::attributes::{drawing, of_edge, of_edges, of_node, of_nodes};
use super::loss::of_a_graph;
use super::{Order, Output, Written};

/// The columns of a drawing.
const DRAWN: [&str; 4] = ["x", "y", "colour", "size"];

/// A table being written, after RFC 4180.
pub(super) fn table(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and all rows have the columns of the first.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Writes `Source,Target,Id,Type,…` and `Id,name,kind,…`.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let (nodes, edges) = (of_nodes(data), of_edges(data));
    let head = |first: &[&str], columns: &super::attributes::Columns| -> Vec<String> {
        let names = columns.columns.iter().map(|column| column.name.clone());
        first.iter().map(|name| (*name).to_owned()).chain(names).collect()
    };
    let mut lines = vec![head(&["Source", "Target", "Id", "Type"], &edges)];
    for claim in data.claims() {
        let end = |entity| data.entity(entity).id.clone();
        let kind = if claim.undirected { "Undirected" } else { "Directed" };
        let mut line = vec![
            end(claim.subject),
            end(claim.object.unwrap_or(claim.subject)),
            claim.id.clone(),
            kind.to_owned(),
        ];
        line.extend(
            edges.columns.iter().map(|column| of_edge(claim, column).unwrap_or_default().into_owned()),
        );
        lines.push(line);
    }
    let mut names = head(&["Id"], &nodes);
    let drawn = data.entity_ixs().any(|at| !drawing(order, at).is_empty());
    if drawn {
        names.extend(DRAWN.map(str::to_owned));
    }
    let mut rows = vec![names];
    for at in data.entity_ixs() {
        let mut row = vec![data.entity(at).id.clone()];
        row.extend(
            nodes.columns.iter().map(|column| of_node(data, at, column).unwrap_or_default().into_owned()),
        );
        if drawn {
            let drawing = drawing(order, at);
            let value = |name: &str| drawing.iter().find(|(known, _)| *known == name);
            row.extend(DRAWN.map(|name| value(name).map_or_else(String::new, |(_, value)| value.clone())));
        }
        rows.push(row);
    }
    let files =
        vec![Written { suffix: "", bytes: table(lines) }, Written { suffix: "_nodes", bytes: table(rows) }];
    Output { files, lost: of_a_graph(data) }
}
