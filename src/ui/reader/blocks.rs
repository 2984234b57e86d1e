//! What is laid out as one piece of a text: paragraphs, cut where they are long.

use crate::model::Span;
use crate::text::sentences;
use crate::ui::theme::size;

/// A paragraph longer than this, in bytes, is laid out in pieces, so that a frame never lays out a book.
const LONGEST: usize = 4000;

/// How running text and headlines are set, in points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Face {
    /// Size of running text.
    pub(super) size: f32,
    /// Height of its lines.
    pub(super) line: f32,
    /// Size of a headline.
    pub(super) head: f32,
    /// Height of its lines.
    pub(super) head_line: f32,
    /// Width of a letter of running text, for estimates only.
    pub(super) letter: f32,
}

impl Face {
    /// Beside the inspector.
    pub(super) const SIDE: Self =
        Self { size: size::READ, line: 22.0, head: size::TITLE, head_line: 24.0, letter: 6.6 };
    /// In Read.
    pub(super) const WIDE: Self =
        Self { size: 15.0, line: 24.0, head: size::TITLE, head_line: 26.0, letter: 7.05 };
}

/// A stretch of text that is laid out as one galley.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Block {
    /// Where it stands, without white space around it.
    pub(super) span: Span,
    /// Whether its paragraph ends with it.
    pub(super) ends: bool,
    /// Whether it is the document's title.
    pub(super) heading: bool,
}

impl Block {
    /// Height of its lines in points.
    pub(super) fn line(&self, face: &Face) -> f32 {
        if self.heading { face.head_line } else { face.line }
    }

    /// Room below it in points.
    pub(super) fn gap(&self, face: &Face) -> f32 {
        match (self.ends, self.heading) {
            (false, _) => 0.0,
            (true, true) => 8.0,
            (true, false) => face.line / 2.0,
        }
    }
}

/// The pieces of a text, in order.
pub(super) fn blocks(text: &str, title: Option<&str>) -> Vec<Block> {
    let mut found = Vec::new();
    for paragraph in sentences::paragraphs(text) {
        let mut start = paragraph.start as usize;
        let end = paragraph.end as usize;
        loop {
            let rest = text.get(start..end).unwrap_or("");
            let length = if rest.len() > LONGEST { cut(rest) } else { rest.len() };
            let piece = rest.get(..length).unwrap_or(rest).trim_end();
            let heading = title.is_some_and(|title| title.trim() == piece);
            let ends = length >= rest.len();
            let span = Span { start: start as u32, end: (start + piece.len()) as u32 };
            if !span.is_empty() {
                found.push(Block { span, ends, heading });
            }
            if ends {
                break;
            }
            let after = rest.get(length..).unwrap_or("");
            start += length + (after.len() - after.trim_start().len());
        }
    }
    found
}

/// Where a long text is cut: after the last line, sentence or word that fits, else after a character.
fn cut(text: &str) -> usize {
    let mut most = LONGEST;
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let head = text.get(..most).unwrap_or(text);
    let after =
        |found: Option<usize>, length: usize| found.map(|at| at + length).filter(|at| *at > LONGEST / 4);
    after(head.rfind('\n'), 1)
        .or_else(|| after(head.rfind(". "), 2))
        .or_else(|| after(head.rfind(' '), 1))
        .unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::{Block, LONGEST, blocks};
    use crate::model::Span;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_are_blocks_and_the_title_is_a_heading() {
        let found = blocks("One\nline more.\n\nA title\n\nTwo.\n", Some("A title"));
        let of = |start, end, heading| Block { span: Span { start, end }, ends: true, heading };
        assert_eq!(found, [of(0, 14, false), of(16, 23, true), of(25, 29, false)]);
    }

    proptest! {
        #[test]
        fn blocks_hold_every_letter_in_order_and_none_is_long(text in "([a-zß中 .]{0,9000}\n{0,3}){0,4}") {
            let found = blocks(&text, None);
            let mut at = 0;
            for block in &found {
                let between = text.get(at..block.span.start as usize).unwrap();
                prop_assert!(between.trim().is_empty());
                prop_assert!(block.span.len() as usize <= LONGEST);
                at = block.span.end as usize;
            }
            prop_assert!(text.get(at..).unwrap().trim().is_empty());
        }
    }
}
