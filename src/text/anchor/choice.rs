//! Choosing one of several places of a quote by the words before and after it.

use super::grams::Haystack;
use crate::model::Span;
use crate::text::fold::fold_quote;

/// Places that are looked at one by one where the words around differ from the text's only in form.
pub(super) const FEW: usize = 64;

/// What a quote's places come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Choice {
    /// It stands nowhere.
    Nowhere,
    /// One place, or one that is decided on.
    One(Span),
    /// Several and nothing to decide.
    Several,
}

/// The words around a quote; empty where none are given.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) prefix: &'a str,
    pub(super) suffix: &'a str,
}

impl Around<'_> {
    /// The place of a quote in a text. Among several, the one with both the prefix and the suffix counts
    /// before one with either; contexts are looked up as longer quotes, so that many places cost nothing.
    pub(super) fn choose(self, hay: &mut Haystack<'_>, quote: &str) -> Choice {
        let len = quote.len() as u32;
        let span = |start| Choice::One(Span { start, end: start + len });
        match *hay.places(quote, 2) {
            [] => return Choice::Nowhere,
            [start] => return span(start),
            _ => {}
        }
        let Self { prefix, suffix } = self;
        let shift = prefix.len() as u32;
        if !prefix.is_empty() && !suffix.is_empty() {
            match *hay.places(&[prefix, quote, suffix].concat(), 2) {
                [] => {}
                [start] => return span(start + shift),
                _ => return Choice::Several,
            }
        }
        let mut either = Vec::new();
        if !prefix.is_empty() {
            either.extend(hay.places(&[prefix, quote].concat(), 2).iter().map(|start| start + shift));
        }
        if !suffix.is_empty() {
            either.extend(hay.places(&[quote, suffix].concat(), 2));
        }
        match *either {
            [] => {}
            [start] => return span(start),
            _ => return Choice::Several,
        }
        let places = hay.places(quote, FEW + 1);
        if places.len() > FEW || (prefix.is_empty() && suffix.is_empty()) {
            return Choice::Several;
        }
        let spans = places.into_iter().map(|start| Span { start, end: start + len });
        self.weigh(hay.text(), spans).map_or(Choice::Several, Choice::One)
    }

    /// The one span with the most of prefix and suffix beside it, compared folded and without the white
    /// space at the quote's edges.
    pub(super) fn weigh(self, text: &str, spans: impl Iterator<Item = Span>) -> Option<Span> {
        let prefix = fold_quote(self.prefix).text;
        let suffix = fold_quote(self.suffix).text;
        let (prefix, suffix) = (prefix.trim(), suffix.trim());
        let mut best = None;
        let mut most = 0;
        for span in spans {
            let before = folded_tail(text, span.start as usize, prefix.len());
            let after = folded_head(text, span.end as usize, suffix.len());
            let met = usize::from(!prefix.is_empty() && before.trim_end().ends_with(prefix))
                + usize::from(!suffix.is_empty() && after.trim_start().starts_with(suffix));
            if met > most {
                (most, best) = (met, Some(span));
            } else if met == most {
                best = None;
            }
        }
        best
    }
}

/// The text before a place, folded, at least `len` bytes of it where white space does not run on.
fn folded_tail(text: &str, end: usize, len: usize) -> String {
    let mut start = end.saturating_sub(4 * len + 16);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    fold_quote(text.get(start..end).unwrap_or("")).text
}

/// The text after a place, folded.
fn folded_head(text: &str, start: usize, len: usize) -> String {
    let mut end = text.len().min(start + 4 * len + 16);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    fold_quote(text.get(start..end).unwrap_or("")).text
}
