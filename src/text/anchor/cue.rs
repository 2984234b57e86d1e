//! Where the cue of an attribution ("the White House said on Thursday") stands once its quote is found.

use super::Wanted;
use crate::model::{Grounding, Span, Text};
use crate::text::fold::fold_quote;

/// The cue moves with the quote. One inside the quote is found again by its words; one beside it keeps
/// its distance. What cannot be told is dropped.
pub(super) fn follow(text: &Text, wanted: &Wanted<'_>, grounding: Grounding, span: Span) -> Option<Span> {
    let cue = wanted.cue?;
    let Some((start, end)) = wanted.given.filter(|_| grounding != Grounding::Exact) else {
        return bytes(text, cue);
    };
    if start <= cue.0 && cue.1 <= end {
        return again(text, wanted.exact?, (cue.0 - start, cue.1.checked_sub(start)?), span);
    }
    let moved = if cue.0 < start {
        i64::from(text.char_of(span.start)) - i64::try_from(start).ok()?
    } else {
        i64::from(text.char_of(span.end)) - i64::try_from(end).ok()?
    };
    bytes(text, (cue.0.checked_add_signed(moved)?, cue.1.checked_add_signed(moved)?))
}

/// A span in code points as bytes, where it lies inside the text.
pub(super) fn bytes(text: &Text, (start, end): (u64, u64)) -> Option<Span> {
    if start > end {
        return None;
    }
    Some(Span { start: text.byte_of(start)?, end: text.byte_of(end)? })
}

/// The words at `inside` (code points of the quote) within the place where the quote was found.
fn again(text: &Text, quote: &str, inside: (u64, u64), span: Span) -> Option<Span> {
    let (skip, take) = (inside.0 as usize, (inside.1.checked_sub(inside.0)?) as usize);
    let words: String = quote.chars().skip(skip).take(take).collect();
    if words.is_empty() {
        return None;
    }
    let place = text.slice(span.start, span.end);
    let expected: usize = quote.chars().take(skip).map(char::len_utf8).sum();
    if let Some((at, _)) = place.match_indices(&words).min_by_key(|(at, _)| at.abs_diff(expected)) {
        let start = span.start + at as u32;
        return Some(Span { start, end: start + words.len() as u32 });
    }
    let folded = fold_quote(place);
    let words = fold_quote(&words).text;
    let found = folded
        .text
        .match_indices(words.trim())
        .map(|(at, found)| folded.source(Span { start: at as u32, end: (at + found.len()) as u32 }));
    let near = found.min_by_key(|found| (found.start as usize).abs_diff(expected))?;
    Some(Span { start: span.start + near.start, end: span.start + near.end })
}
