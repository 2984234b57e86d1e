//! The DOT language of Graphviz.

mod edges;
mod label;
mod made;
mod parse;
mod tokens;

use std::borrow::Cow;

use self::tokens::{Tokens, What};
use super::draft::{Draft, Lone};
use super::reporter::Reporter;
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode};
use crate::diagnostics::{Code, Problem};

/// The name of the format.
pub(super) const NAME: &str = "Graphviz DOT";

/// Whether a file is of this format: `graph` or `digraph`, perhaps a name, and a brace.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    let mut tokens = Tokens::new(&text);
    let mut word = tokens.next()?.what;
    if is_word(&word, "strict") {
        word = tokens.next()?.what;
    }
    let why = if is_word(&word, "digraph") { "the word `digraph`" } else { "the word `graph`" };
    if !is_word(&word, "graph") && !is_word(&word, "digraph") {
        return None;
    }
    let mut next = tokens.next()?.what;
    if matches!(next, What::Bare(_) | What::Quoted(_) | What::Html(_)) {
        next = tokens.next()?.what;
    }
    (next == What::Sign('{')).then_some(why)
}

fn is_word(what: &What<'_>, word: &str) -> bool {
    matches!(what, What::Bare(found) if found.eq_ignore_ascii_case(word))
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let text: Cow<'_, str> = decode::text(source.bytes, &mut rep).text;
    let mut draft = Draft::new(source.name, Lone::Reported);
    draft.rep = rep;
    if !parse::parse(&mut draft, &text, source.monitor) {
        let problem = Problem::new(Code::Unreadable, source.name, "reading was cancelled");
        return Err(LoadError { problem });
    }
    draft.finish(NAME, source.why, &text, (Unit::CodePoints, source))
}
