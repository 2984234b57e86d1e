//! GraphML, as `NetworkX`, Gephi, yEd and igraph write it.

mod keys;
mod walk;

use std::collections::HashSet;

use serde_json::Value;

use super::draft::{Draft, Lone};
use super::reporter::{Reporter, Trail, shown};
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode, given, xml};
use crate::diagnostics::{Code, Problem};

pub(super) use self::walk::{Raw, walk};

/// The name of the format.
pub(super) const NAME: &str = "GraphML";

/// Whether a file is of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    (xml::root(&text) == Some("graphml")).then_some("its element `graphml`")
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let text = decode::text(source.bytes, &mut rep).text;
    let mut draft = Draft::new(source.name, Lone::Reported);
    draft.rep = rep;
    let mut seen = HashSet::new();
    let mut repeated = false;
    let mut made = |draft: &mut Draft, raw: Raw| make(draft, raw, &mut seen, &mut repeated);
    if !walk(&mut draft, &text, source.monitor, &mut made) {
        let problem = Problem::new(Code::Unreadable, source.name, "reading was cancelled");
        return Err(LoadError { problem });
    }
    draft.finish(NAME, source.why, &text, (Unit::CodePoints, source))
}

/// Makes a node or an edge of a record.
fn make(draft: &mut Draft, raw: Raw, seen: &mut HashSet<String>, repeated: &mut bool) {
    if !raw.is_edge {
        let node = given::node(raw.id.unwrap_or_default(), raw.given, raw.look, raw.at, &mut draft.rep);
        draft.node(raw.at, &Trail::Top, node);
        return;
    }
    let mut edge = given::edge(raw.from, raw.to, raw.given, raw.at, &mut draft.rep);
    edge.undirected = raw.undirected;
    match raw.id {
        // NetworkX writes the number that an edge has among those of its two nodes.
        Some(id) if !seen.insert(id.clone()) => {
            if !std::mem::replace(repeated, true) {
                let message = format!(
                    "several edges have the id `{}`; from here on an id that is taken is kept as `key`",
                    shown(&id)
                );
                draft.rep.add(Code::DuplicateId, raw.at, &Trail::Top, message);
            }
            edge.extra.insert("key".to_owned(), Value::String(id));
        }
        id => edge.id = id,
    }
    draft.edge(raw.at, edge);
}
