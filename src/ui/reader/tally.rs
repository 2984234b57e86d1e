//! How many of a text's sentences are cited, counted a stretch a frame so that no frame waits.

use super::marks::Outline;
use crate::model::Span;
use crate::text::sentences;

/// Bytes of text that are counted in one frame.
const A_FRAME: u32 = 128 * 1024;

/// The count, as far as it has come.
#[derive(Default)]
pub(super) struct Tally {
    paragraphs: Vec<Span>,
    next: usize,
    sentences: usize,
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
                self.sentences += 1;
                self.cited += usize::from(outline.is_cited(Span { start, end }));
            }
            self.next += 1;
            left = left.saturating_sub(paragraph.len().max(1));
        }
        self.next >= self.paragraphs.len()
    }

    /// How many sentences are cited, and how many there are; `None` until all are counted.
    pub(super) fn count(&self) -> Option<(usize, usize)> {
        (self.next >= self.paragraphs.len()).then_some((self.cited, self.sentences))
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, Tally};
    use crate::model::DocIx;

    #[test]
    fn the_bundled_text_is_counted_sentence_by_sentence() {
        let data = crate::io::load_bundled(1).dataset;
        let text = data.document(DocIx(0)).text.as_str();
        let mut tally = Tally::of(text);
        assert_eq!(tally.count(), None);
        let outline = Outline::of(&data, DocIx(0));
        while !tally.go_on(text, &outline) {}
        let (cited, all) = tally.count().unwrap();
        assert_eq!(all, crate::text::sentences::sentences(text).len());
        assert!(
            cited > 0 && cited < all,
            "the line about the text itself is cited by nothing: {cited} of {all}"
        );
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
