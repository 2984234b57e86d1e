//! Cutting a text into the passages that a text hit shows: its sentences, none without bound.

use crate::model::Span;
use crate::text::sentences::sentences;

/// Longest passage in bytes; a longer sentence is cut after the next space.
const MAX_PASSAGE: usize = 1_000;

/// The passages of a text in order.
pub(super) fn passages(text: &str) -> Vec<Span> {
    let mut passages = Vec::new();
    for sentence in sentences(text) {
        let mut from = sentence.start as usize;
        let end = sentence.end as usize;
        while end - from > MAX_PASSAGE {
            let to = cut(text, from, end);
            passages.push(Span { start: from as u32, end: to as u32 });
            from = to;
        }
        if from < end {
            passages.push(Span { start: from as u32, end: end as u32 });
        }
    }
    passages
}

/// Where a stretch that is too long may end: after the first space beyond the bound; failing that, at a
/// character's end near twice the bound.
fn cut(text: &str, from: usize, end: usize) -> usize {
    let boundary = |at: usize| (at..=end).find(|&at| text.is_char_boundary(at)).unwrap_or(end);
    let (first, last) = (boundary(from + MAX_PASSAGE), boundary((from + 2 * MAX_PASSAGE).min(end)));
    let window = text.get(first..last).unwrap_or("");
    let space = window.char_indices().find(|(_, letter)| letter.is_whitespace());
    space.map_or(last, |(at, letter)| first + at + letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::passages;

    fn cut(text: &str) -> Vec<&str> {
        let passages = passages(text);
        passages.iter().map(|span| text.get(span.start as usize..span.end as usize).expect("valid")).collect()
    }

    #[test]
    fn passages_are_sentences() {
        assert_eq!(cut("The U.S. Army left. He said no more!"), ["The U.S. Army left.", "He said no more!"]);
        assert_eq!(cut(" \n\n "), Vec::<&str>::new());
    }

    #[test]
    fn no_passage_is_without_bound() {
        for text in ["word ".repeat(10_000), "é".repeat(10_000), "x".repeat(1_001)] {
            let passages = cut(&text);
            assert!(passages.iter().all(|passage| passage.len() <= 2_001), "bounded");
            assert_eq!(passages.concat(), text.trim_end(), "nothing is lost");
        }
    }
}
