//! The table of nodes that lies beside one of edges, and the other way round, told by their names.

use std::borrow::Cow;
use std::path::Path;

use super::columns::Sort;
use super::{Part, understood};
use crate::io::Source;
use crate::io::attache1::beside as read_beside;

/// How names of tables of edges and of nodes end; those at one place go together.
const EDGES: &[&str] = &["edges", "links", "relationships", "relations", "rels", "edgelist", "edge", "ties"];
const NODES: &[&str] = &["nodes", "vertices", "entities", "nodelist", "node", "actors"];
/// Endings of names that are tried besides the file's own.
const ENDINGS: &[&str] = &["csv", "tsv", "txt"];

/// What stands between a name and its `nodes`.
const JOINTS: [char; 3] = ['_', '-', '.'];

/// The table of the other sort beside this one.
pub(super) fn beside(source: &Source<'_>, sort: Sort) -> Option<Part<'static>> {
    source.folder?;
    let path = Path::new(source.name);
    let stem = path.file_stem()?.to_str()?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("csv");
    let (own, others, wanted) = match sort {
        Sort::Edges => (EDGES, NODES, Sort::Nodes),
        Sort::Nodes => (NODES, EDGES, Sort::Edges),
    };
    let lower = stem.to_ascii_lowercase();
    let word = own.iter().find(|word| lower.ends_with(*word));
    let mut stems = Vec::new();
    if let Some((before, written)) = word.and_then(|word| stem.split_at_checked(stem.len() - word.len())) {
        stems.extend(others.iter().map(|other| format!("{before}{}", spelled_like(written, other))));
        // `x.csv` has the edges and `x_nodes.csv` the nodes.
        let plain = before.trim_end_matches(JOINTS);
        if sort == Sort::Nodes && !plain.is_empty() && plain != before {
            stems.push(plain.to_owned());
        }
    } else if sort == Sort::Edges {
        for joint in JOINTS {
            stems.extend(others.iter().map(|other| format!("{stem}{joint}{other}")));
        }
    }
    for stem in stems {
        for ending in std::iter::once(ending).chain(ENDINGS.iter().copied().filter(|known| *known != ending))
        {
            let name = format!("{stem}.{ending}");
            let Ok(bytes) = read_beside(source.folder, &name) else { continue };
            let full = path.with_file_name(&name).display().to_string();
            // A table of the same sort, or none at all, does not belong to it.
            if let Ok(part) = understood(&full, &bytes, None)
                && part.plan.sort == wanted
            {
                let Part { name, text, encoding, dialect, plan, rep } = part;
                let text = Cow::Owned(text.into_owned());
                return Some(Part { name, text, encoding, dialect, plan, rep });
            }
        }
    }
    None
}

/// A word with capitals where the other has them: `Edges` gives `Nodes`.
fn spelled_like(written: &str, word: &str) -> String {
    if written.chars().all(|c| c.is_ascii_uppercase()) {
        return word.to_ascii_uppercase();
    }
    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
    if written.starts_with(|c: char| c.is_ascii_uppercase()) {
        return format!("{}{rest}", first.to_ascii_uppercase());
    }
    word.to_owned()
}
