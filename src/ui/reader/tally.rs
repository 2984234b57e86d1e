//! Which of a text's sentences are cited, found out a stretch a frame so that no frame waits.

use super::marks::Outline;
use crate::model::Span;
use crate::text::sentences;

/// Bytes of text that are looked at in one frame.
const A_FRAME: u32 = 128 * 1024;

/// A sentence, and whether any claim cites any of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sentence {
    /// Where.
    pub(super) span: Span,
    /// Whether it is cited.
    pub(super) cited: bool,
}

/// The sentences, as far as they have been found.
#[derive(Default)]
pub(super) struct Tally {
    paragraphs: Vec<Span>,
    next: usize,
    sentences: Vec<Sentence>,
    cited: usize,
}

impl Tally {
    /// A count that starts.
    pub(super) fn of(text: &str) -> Self {
        Self { paragraphs: sentences::paragraphs(text), ..Self::default() }
    }

    /// Counts on. Returns whether it came to the end.
    pub(super) fn go_on(&mut self, text: &str, outline: &Outline) -> bool {
        let mut left = A_FRAME;
        while let Some(&paragraph) = self.paragraphs.get(self.next).filter(|_| left > 0) {
            let part = text.get(paragraph.start as usize..paragraph.end as usize).unwrap_or("");
            for sentence in sentences::sentences(part) {
                let (start, end) = (sentence.start + paragraph.start, sentence.end + paragraph.start);
                let span = Span { start, end };
                let cited = outline.is_cited(span);
                self.cited += usize::from(cited);
                self.sentences.push(Sentence { span, cited });
            }
            self.next += 1;
            left = left.saturating_sub(paragraph.len().max(1));
        }
        self.is_done()
    }

    fn is_done(&self) -> bool {
        self.next >= self.paragraphs.len()
    }

    /// How many sentences are cited, and how many there are; `None` until all are counted.
    pub(super) fn count(&self) -> Option<(usize, usize)> {
        self.is_done().then_some((self.cited, self.sentences.len()))
    }

    /// All sentences in order; none until all are found.
    pub(super) fn sentences(&self) -> &[Sentence] {
        if self.is_done() { &self.sentences } else { &[] }
    }

    /// The uncited sentence after the one with this number, round and round, with its place among the
    /// uncited ones.
    pub(super) fn uncited_after(&self, number: Option<usize>) -> Option<Uncited> {
        let all = self.sentences();
        let from = number.map_or(0, |number| number + 1).min(all.len());
        let (before, after) = all.split_at(from);
        let open = |sentence: &Sentence| !sentence.cited;
        let found =
            after.iter().position(open).map(|at| at + from).or_else(|| before.iter().position(open))?;
        let place = all.iter().take(found).filter(|sentence| open(sentence)).count() + 1;
        let of = all.len() - self.cited;
        Some(Uncited { number: found, span: all.get(found)?.span, place, of })
    }
}

/// A sentence that nothing cites.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Uncited {
    /// Its number among all sentences.
    pub(super) number: usize,
    /// Where it stands.
    pub(super) span: Span,
    /// Which of the uncited ones it is, from 1.
    pub(super) place: usize,
    /// How many of those there are.
    pub(super) of: usize,
}

#[cfg(test)]
mod tests {
    use super::{Outline, Tally};
    use crate::model::DocIx;

    fn bundled() -> (Tally, crate::model::Dataset) {
        let data = crate::io::load_bundled(1).dataset;
        let text = data.document(DocIx(0)).text.as_str();
        let mut tally = Tally::of(text);
        assert_eq!(tally.count(), None);
        assert!(tally.sentences().is_empty());
        let outline = Outline::of(&data, DocIx(0));
        while !tally.go_on(text, &outline) {}
        (tally, data)
    }

    #[test]
    fn the_bundled_text_is_counted_sentence_by_sentence() {
        let (tally, data) = bundled();
        let text = data.document(DocIx(0)).text.as_str();
        let (cited, all) = tally.count().unwrap();
        assert_eq!(all, crate::text::sentences::sentences(text).len());
        assert!(
            cited > 0 && cited < all,
            "the line about the text itself is cited by nothing: {cited} of {all}"
        );
    }

    #[test]
    fn the_uncited_sentences_come_round() {
        let (tally, data) = bundled();
        let (cited, all) = tally.count().unwrap();
        let mut seen = Vec::new();
        let mut number = None;
        for place in 1..=all - cited {
            let next = tally.uncited_after(number).unwrap();
            assert_eq!((next.place, next.of), (place, all - cited));
            seen.push(next.number);
            number = Some(next.number);
        }
        assert!(seen.is_sorted());
        assert_eq!(tally.uncited_after(number).unwrap().number, seen[0]);
        let first = tally.uncited_after(None).unwrap().span;
        assert!(data.document(DocIx(0)).text.slice(first.start, first.end).starts_with("A summary"));
    }

    #[test]
    fn a_long_text_takes_several_frames() {
        let text = "A sentence of some length. ".repeat(40) + "\n\n";
        let text = text.repeat(500);
        let (mut tally, outline) = (Tally::of(&text), Outline::default());
        assert!(!tally.go_on(&text, &outline));
        while !tally.go_on(&text, &outline) {}
        assert_eq!(tally.count(), Some((0, 20_000)));
    }
}
