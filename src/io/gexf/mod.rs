//! GEXF 1.1 to 1.3, as Gephi and `NetworkX` write it, in all spellings of its namespaces.

mod columns;
mod record;
mod times;
mod walk;

use super::draft::{Draft, Lone};
use super::reporter::Reporter;
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode, xml};
use crate::diagnostics::{Code, Problem};

/// The name of the format.
pub(super) const NAME: &str = "GEXF";

/// Whether a file is of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    (xml::root(&text) == Some("gexf")).then_some("its element `gexf`")
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let text = decode::text(source.bytes, &mut rep).text;
    let mut draft = Draft::new(source.name, Lone::Reported);
    draft.rep = rep;
    if !walk::walk(&mut draft, &text, source.monitor) {
        let problem = Problem::new(Code::Unreadable, source.name, "reading was cancelled");
        return Err(LoadError { problem });
    }
    draft.finish(NAME, source.why, &text, (Unit::CodePoints, source))
}
