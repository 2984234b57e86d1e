//! Plain JSON graphs: one tolerant reader for what many tools write, each with other names for the same things.
//!
//! `NetworkX` node-link, the JSON Graph Format, Cytoscape, `LangChain`'s graph documents, `LlamaIndex`'s property graphs, kg-gen,
//! `nodes` and `edges` in all spellings, lists of triples; also with a language model's talk around them. [`flavour`]
//! tells what it is, [`names`] has the spellings, [`node`] and [`edge`] read records, [`walk`] goes through the file a
//! record at a time, and [`graph`] does what can be done only when a graph has ended.

mod edge;
mod flavour;
mod graph;
mod names;
mod node;
mod sources;
mod talk;
mod walk;

use self::walk::Walk;
use super::draft::{Draft, Lone};
use super::json::{FORGIVEN, Reader};
use super::reporter::Trail;
use super::shape::Shape;
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode, records};
use crate::diagnostics::Code;

/// The name of the format.
pub(super) const NAME: &str = "JSON graph";

/// Pieces of JSON that are looked for in the talk of one file.
const PIECES: u32 = 256;

/// Whether a file may be a JSON graph.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    if head.shape.is_object() || head.shape.is_list() {
        return flavour::of(&head.shape, head.content);
    }
    let talks = head
        .content
        .first()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'`' | b'*' | b'#'));
    if !talks {
        return None;
    }
    let piece = head.content.get(talk::start(head.content, 0)?..)?;
    flavour::of(&Shape::of(piece), piece)
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut draft = Draft::new(source.name, Lone::Reported);
    let decoded = decode::text(source.bytes, &mut draft.rep);
    let text: &str = &decoded.text;
    let mut walk = Walk::new(draft, source, text.len());
    pieces(text, &mut walk);
    walk.finish_case();
    walk.draft.finish(NAME, source.why, text, (Unit::CodePoints, source))
}

/// Reads every piece of JSON of a file, and says what stands between them.
fn pieces(text: &str, walk: &mut Walk<'_>) {
    let mut talk = None;
    let mut told = |from: usize, to: usize| {
        if talk.is_none() && text.get(from..to).is_some_and(|rest| !talk::is_silent(rest)) {
            talk = Some(from);
        }
    };
    let mut forgiven = [(0_u64, 0_usize); FORGIVEN.len()];
    let mut at = 0;
    let mut searches = 0;
    loop {
        let silent = talk::silent(text.as_bytes(), at);
        searches += u32::from(silent.is_none());
        let found = silent.or_else(|| talk::start(text.as_bytes(), at).filter(|_| searches <= PIECES));
        let Some(start) = found else {
            told(at, text.len());
            break;
        };
        told(at, start);
        let mut reader = Reader::lenient(text, start);
        reader.is_lines = walk.is_lines();
        let outcome = walk.top(&mut reader);
        at = reader.at();
        for (sum, (count, first)) in forgiven.iter_mut().zip(reader.forgiven) {
            *sum = (sum.0 + count, if sum.0 == 0 { first } else { sum.1 });
        }
        let Err(broken) = outcome else { continue };
        if walk.monitor.cancelled() {
            return;
        }
        // In a file of one record a line the next line is sound again.
        let lines = walk.is_lines();
        let next = (!broken.cut && lines).then(|| records::next_line(text, at)).flatten();
        records::broken(&mut walk.draft, &broken, lines, next.is_some());
        let Some(next) = next else { break };
        at = next;
    }
    if let Some(at) = talk {
        let message = "text stands around the JSON, as language models write it; it is not loaded";
        walk.draft.rep.note(Code::UnknownField, at, &Trail::Top, message);
    }
    records::forgive(&mut walk.draft, &forgiven);
}
