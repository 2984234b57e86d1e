//! Where the blocks of a text stand: heights are estimated until seen, and folded runs are one line high.

use super::blocks::{Block, Face};

/// Above the first and below the last paragraph.
const PADDING: f32 = 12.0;
/// Height of the line that stands for a folded run, with the room below it.
pub(super) const FOLD: f32 = 36.0;

/// What is seen of a block.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Shown {
    /// Its words.
    #[default]
    Text,
    /// One line that stands for it and the hidden ones after it.
    Fold,
    /// Nothing.
    Hidden,
}

/// Where the blocks stand in a column of a certain width.
#[derive(Default)]
pub(super) struct Column {
    width: f32,
    pixels_per_point: f32,
    face: Option<Face>,
    heights: Vec<f32>,
    known: Vec<bool>,
    /// Empty while nothing is folded.
    shown: Vec<Shown>,
    tops: Vec<f32>,
}

impl Column {
    /// Starts anew where the width or the type changed: heights are estimates again. Returns whether so.
    pub(super) fn fit(
        &mut self,
        text: &str,
        blocks: &[Block],
        face: &Face,
        width: f32,
        pixels_per_point: f32,
    ) -> bool {
        if self.width == width
            && self.pixels_per_point == pixels_per_point
            && self.face == Some(*face)
            && self.heights.len() == blocks.len()
        {
            return false;
        }
        let estimate = |block: &Block| {
            let piece = text.get(block.span.start as usize..block.span.end as usize).unwrap_or("");
            let lines: f32 = piece
                .split('\n')
                .map(|line| (line.chars().count() as f32 * face.letter / width).ceil().max(1.0))
                .sum();
            lines * block.line(face) + block.gap(face)
        };
        (self.width, self.pixels_per_point, self.face) = (width, pixels_per_point, Some(*face));
        self.heights = blocks.iter().map(estimate).collect();
        self.known = vec![false; blocks.len()];
        self.shown.clear();
        self.stack();
        true
    }

    /// Says what is seen of each block; an empty list shows the words of all.
    pub(super) fn fold(&mut self, shown: Vec<Shown>) {
        self.shown = shown;
        self.stack();
    }

    fn stack(&mut self) {
        self.tops.clear();
        let mut top = PADDING;
        for (i, height) in self.heights.iter().enumerate() {
            self.tops.push(top);
            top += match self.shown.get(i).copied().unwrap_or_default() {
                Shown::Text => *height,
                Shown::Fold => FOLD,
                Shown::Hidden => 0.0,
            };
        }
        self.tops.push(top);
    }

    /// Whether nothing has been fitted into it.
    pub(super) fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// Height of it all in points.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0) + PADDING
    }

    /// Top of a block, from the top of the column; one past the last gives the end.
    pub(super) fn top(&self, block: usize) -> f32 {
        self.tops.get(block).copied().unwrap_or(0.0)
    }

    /// Height of a block as if nothing were folded.
    pub(super) fn unfolded(&self, block: usize) -> f32 {
        self.heights.get(block).copied().unwrap_or(0.0)
    }

    /// What is seen of a block.
    pub(super) fn shown(&self, block: usize) -> Shown {
        self.shown.get(block).copied().unwrap_or_default()
    }

    /// The block at a height.
    pub(super) fn at(&self, y: f32) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.heights.len().saturating_sub(1))
    }

    /// The byte at a height, judged by how much of its block lies above.
    pub(super) fn byte_at(&self, blocks: &[Block], y: f32) -> u32 {
        let i = self.at(y);
        let Some(block) = blocks.get(i) else { return 0 };
        let height = self.top(i + 1) - self.top(i);
        let share = if height > 0.0 { ((y - self.top(i)) / height).clamp(0.0, 1.0) } else { 0.0 };
        block.span.start + (block.span.len() as f32 * share) as u32
    }

    /// The height at which a byte stands, judged in the same way.
    pub(super) fn y_of(&self, blocks: &[Block], byte: u32) -> f32 {
        let i = blocks.partition_point(|block| block.span.end <= byte);
        let Some(block) = blocks.get(i) else { return self.top(blocks.len()) };
        let share = byte.saturating_sub(block.span.start) as f32 / block.span.len().max(1) as f32;
        self.top(i) + (self.top(i + 1) - self.top(i)) * share
    }

    /// Whether the height of what is seen of a block is known.
    pub(super) fn knows(&self, block: usize) -> bool {
        self.shown(block) != Shown::Text || self.known.get(block).copied().unwrap_or(true)
    }

    /// Takes in the measured heights of some blocks' text. Returns how far the first block below `keep`
    /// moved, which is how far the view has to follow so that nothing jumps.
    pub(super) fn learn(&mut self, blocks: &[Block], measured: &[(usize, f32)], keep: f32) -> f32 {
        let Some(face) = self.face else { return 0.0 };
        let anchor = self.tops.partition_point(|top| *top < keep).min(self.heights.len());
        let before = self.top(anchor);
        for &(i, height) in measured {
            if let (Some(block), Some(slot)) = (blocks.get(i), self.heights.get_mut(i)) {
                *slot = height + block.gap(&face);
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
    use super::super::blocks::{Block, Face, blocks};
    use super::{Column, FOLD, Shown};

    fn paragraphs() -> (String, Vec<Block>, Column) {
        let text = ("word ".repeat(40) + "\n\n").repeat(30);
        let blocks = blocks(&text, None);
        let mut column = Column::default();
        assert!(column.fit(&text, &blocks, &Face::SIDE, 300.0, 1.0));
        (text, blocks, column)
    }

    #[test]
    fn what_becomes_known_above_the_view_does_not_move_it() {
        let (text, blocks, mut column) = paragraphs();
        let line = Face::SIDE.line;
        let before = column.top(10);
        let moved = column.learn(&blocks, &[(3, 10.0 * line), (12, line)], before);
        assert_eq!(column.top(10), before + moved);
        assert!(moved > 0.0 && column.knows(3) && !column.knows(4));
        assert_eq!(column.at(column.top(10) + 1.0), 10);
        assert!(!column.fit(&text, &blocks, &Face::SIDE, 300.0, 1.0), "the same column stays");
    }

    #[test]
    fn a_folded_run_is_one_line_high_and_has_nothing_to_measure() {
        let (_, _, mut column) = paragraphs();
        let mut shown = vec![Shown::Text; 30];
        shown[4] = Shown::Fold;
        shown[5..9].fill(Shown::Hidden);
        column.fold(shown);
        assert_eq!(column.top(9) - column.top(4), FOLD);
        assert_eq!(column.at(column.top(4) + 5.0), 4);
        assert_eq!(column.at(column.top(9)), 9);
        assert!(column.knows(4) && column.knows(7) && !column.knows(9));
    }

    #[test]
    fn bytes_and_heights_lead_to_each_other() {
        let (text, blocks, column) = paragraphs();
        for byte in [0, 17, 250, 3000, text.len() as u32 - 10] {
            let back = column.byte_at(&blocks, column.y_of(&blocks, byte) + 0.01);
            assert!(back.abs_diff(byte) <= 3, "{byte} came back as {back}");
        }
    }
}
