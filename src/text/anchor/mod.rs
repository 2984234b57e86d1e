//! Anchoring: finding the words of a citation in the text of its document (DESIGN, "Grounding").
//!
//! One [`Anchorer`] serves all citations of a document. What it needs to search, an index of the text and
//! of its folded form, it builds when a citation first asks for it, so that a document whose spans all
//! hold costs one comparison a citation.

mod choice;
mod cue;
mod distance;
mod grams;
mod nearest;

use std::borrow::Cow;

use self::choice::{Around, Choice};
use self::grams::Haystack;
use crate::model::{Grounding, Span, Text};
use crate::text::fold::{OffsetMap, fold_quote};

/// A citation as its file gives it. Positions are code points of the document; what lies outside the
/// text or is upside down counts as wrong.
#[derive(Clone, Copy, Default, Debug)]
pub struct Wanted<'a> {
    /// The quote. An empty one counts as none.
    pub exact: Option<&'a str>,
    /// The words before it.
    pub prefix: Option<&'a str>,
    /// The words after it.
    pub suffix: Option<&'a str>,
    /// The span, end exclusive.
    pub given: Option<(u64, u64)>,
    /// The span of the cue.
    pub cue: Option<(u64, u64)>,
}

/// Where a citation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// How it was found.
    pub grounding: Grounding,
    /// Where, unless it is ambiguous, missing or unanchored.
    pub span: Option<Span>,
    /// Where its cue stands now.
    pub cue: Option<Span>,
}

/// Quotes as they stand are long: a sparse index finds them.
const RAW_STRIDE: usize = 8;
/// The pieces of a quote with errors are short, mostly 8 to 10 letters.
const FOLDED_STRIDE: usize = 3;

/// Finds citations in one text.
pub struct Anchorer<'t> {
    text: &'t Text,
    raw: Haystack<'t>,
    folded: Option<(Haystack<'static>, OffsetMap)>,
}

impl<'t> Anchorer<'t> {
    /// Takes a text. Nothing is worked out yet.
    pub fn new(text: &'t Text) -> Self {
        Self { text, raw: Haystack::new(text.as_str(), RAW_STRIDE), folded: None }
    }

    /// Finds a citation. The first of exact, moved, normalised and approximate wins.
    pub fn anchor(&mut self, wanted: &Wanted<'_>) -> Found {
        let (grounding, span) = self.find(wanted);
        let cue = span.and_then(|span| cue::follow(self.text, wanted, grounding, span));
        Found { grounding, span, cue }
    }

    fn find(&mut self, wanted: &Wanted<'_>) -> (Grounding, Option<Span>) {
        let given = wanted.given.and_then(|given| cue::bytes(self.text, given));
        let Some(quote) = wanted.exact.filter(|quote| !quote.is_empty()) else {
            return match (wanted.given, given) {
                (None, _) => (Grounding::Unanchored, None),
                (Some(_), Some(span)) => (Grounding::Exact, Some(span)),
                (Some(_), None) => (Grounding::Missing, None),
            };
        };
        if given.is_some_and(|span| self.text.slice(span.start, span.end) == quote) {
            return (Grounding::Exact, given);
        }
        let around = Around { prefix: wanted.prefix.unwrap_or(""), suffix: wanted.suffix.unwrap_or("") };
        let in_place = if wanted.given.is_none() { Grounding::Exact } else { Grounding::Moved };
        match around.choose(&mut self.raw, quote) {
            Choice::One(span) => (in_place, Some(span)),
            Choice::Several => (Grounding::Ambiguous, None),
            Choice::Nowhere => self.find_folded(quote, around, given),
        }
    }

    /// Finds a quote that is not in the text as it stands. Here a span that is only nearly right decides.
    fn find_folded(
        &mut self,
        quote: &str,
        around: Around<'_>,
        given: Option<Span>,
    ) -> (Grounding, Option<Span>) {
        let folded_quote = fold_quote(quote).text;
        let folded_quote = folded_quote.trim();
        if folded_quote.is_empty() {
            return (Grounding::Missing, None);
        }
        if let Some(span) = given
            && fold_quote(self.text.slice(span.start, span.end)).text.trim() == folded_quote
        {
            return (Grounding::Normalised, given);
        }
        let text = self.text;
        let (hay, map) = self.folded.get_or_insert_with(|| {
            let folded = fold_quote(text.as_str());
            (Haystack::new(Cow::Owned(folded.text), FOLDED_STRIDE), folded.map)
        });
        let prefix = fold_quote(around.prefix).text;
        let suffix = fold_quote(around.suffix).text;
        let folded = Around { prefix: &prefix, suffix: &suffix };
        match folded.choose(hay, folded_quote) {
            Choice::One(span) => return (Grounding::Normalised, Some(map.source(span))),
            Choice::Several => return (Grounding::Ambiguous, None),
            Choice::Nowhere => {}
        }
        let places = nearest::nearest(hay, folded_quote);
        let source = |span: &Span| (Grounding::Approximate, Some(map.source(*span)));
        match &*places {
            [] => (Grounding::Missing, None),
            [one] => source(one),
            several => {
                let at_span = |place: &&Span| given.is_some_and(|given| map.source(**place).overlaps(given));
                let mut near = several.iter().filter(at_span);
                if let Some(span) = folded.weigh(hay.text(), several.iter().copied()) {
                    return source(&span);
                }
                match (near.next(), near.next()) {
                    (Some(one), None) => source(one),
                    _ => (Grounding::Ambiguous, None),
                }
            }
        }
    }
}
