//! What is laid out as one piece of a text, and where the pieces stand: heights are estimated until seen.

use crate::model::Span;
use crate::text::sentences;

/// A paragraph longer than this, in bytes, is laid out in pieces, so that a frame never lays out a book.
const LONGEST: usize = 4000;
/// Width of a letter of running text in points, for estimates only.
const LETTER: f32 = 6.6;
/// Lines of running text.
pub(super) const LINE: f32 = 22.0;
/// Lines of a headline.
pub(super) const HEAD_LINE: f32 = 24.0;
/// Above the first and below the last paragraph.
const PADDING: f32 = 12.0;

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
    pub(super) fn line(&self) -> f32 {
        if self.heading { HEAD_LINE } else { LINE }
    }

    fn gap(&self) -> f32 {
        match (self.ends, self.heading) {
            (false, _) => 0.0,
            (true, true) => 8.0,
            (true, false) => LINE / 2.0,
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

/// Where the blocks stand in a column of a certain width.
#[derive(Default)]
pub(super) struct Column {
    width: f32,
    pixels_per_point: f32,
    heights: Vec<f32>,
    known: Vec<bool>,
    tops: Vec<f32>,
}

impl Column {
    /// Starts anew where the width changed: heights are estimates again.
    pub(super) fn fit(&mut self, text: &str, blocks: &[Block], width: f32, pixels_per_point: f32) {
        if self.width == width
            && self.pixels_per_point == pixels_per_point
            && self.heights.len() == blocks.len()
        {
            return;
        }
        let estimate = |block: &Block| {
            let piece = text.get(block.span.start as usize..block.span.end as usize).unwrap_or("");
            let lines: f32 = piece
                .split('\n')
                .map(|line| (line.chars().count() as f32 * LETTER / width).ceil().max(1.0))
                .sum();
            lines * block.line() + block.gap()
        };
        (self.width, self.pixels_per_point) = (width, pixels_per_point);
        self.heights = blocks.iter().map(estimate).collect();
        self.known = vec![false; blocks.len()];
        self.stack();
    }

    fn stack(&mut self) {
        self.tops.clear();
        let mut top = PADDING;
        for height in &self.heights {
            self.tops.push(top);
            top += height;
        }
        self.tops.push(top);
    }

    /// Height of it all in points.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0) + PADDING
    }

    /// Top of a block, from the top of the column.
    pub(super) fn top(&self, block: usize) -> f32 {
        self.tops.get(block).copied().unwrap_or(0.0)
    }

    /// The block at a height.
    pub(super) fn at(&self, y: f32) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.heights.len().saturating_sub(1))
    }

    /// Whether a block has been laid out.
    pub(super) fn knows(&self, block: usize) -> bool {
        self.known.get(block).copied().unwrap_or(true)
    }

    /// Takes in the measured heights of some blocks' text. Returns how far the first block below `keep`
    /// moved, which is how far the view has to follow so that nothing jumps.
    pub(super) fn learn(&mut self, blocks: &[Block], measured: &[(usize, f32)], keep: f32) -> f32 {
        let anchor = self.tops.partition_point(|top| *top < keep).min(self.heights.len());
        let before = self.top(anchor);
        for &(i, height) in measured {
            if let (Some(block), Some(slot)) = (blocks.get(i), self.heights.get_mut(i)) {
                *slot = height + block.gap();
                self.known[i] = true;
            }
        }
        if !measured.is_empty() {
            self.stack();
        }
        self.top(anchor) - before
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Column, LINE, LONGEST, blocks};
    use crate::model::Span;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_are_blocks_and_the_title_is_a_heading() {
        let found = blocks("One\nline more.\n\nA title\n\nTwo.\n", Some("A title"));
        let of = |start, end, heading| Block { span: Span { start, end }, ends: true, heading };
        assert_eq!(found, [of(0, 14, false), of(16, 23, true), of(25, 29, false)]);
    }

    #[test]
    fn what_becomes_known_above_the_view_does_not_move_it() {
        let text = "word ".repeat(40) + "\n\n";
        let text = text.repeat(30);
        let blocks = blocks(&text, None);
        let mut column = Column::default();
        column.fit(&text, &blocks, 300.0, 1.0);
        let before = column.top(10);
        let moved = column.learn(&blocks, &[(3, 10.0 * LINE), (12, LINE)], before);
        assert_eq!(column.top(10), before + moved);
        assert!(moved > 0.0 && column.knows(3) && !column.knows(4));
        assert_eq!(column.at(column.top(10) + 1.0), 10);
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
