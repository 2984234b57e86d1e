//! Which paragraphs stand back: runs between the selected sentences fold where these do not fit on one page.

use std::collections::BTreeSet;
use std::ops::Range;

use super::blocks::Block;
use super::column::{Column, FOLD, Shown};
use super::marks::Marks;
use crate::model::Span;

/// A run of whole paragraphs that one line stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fold {
    /// Its blocks.
    pub(super) blocks: Range<usize>,
    /// How many paragraphs they are.
    pub(super) paragraphs: usize,
}

/// What is folded, and what was unfolded by hand until the marks change.
#[derive(Default)]
pub(super) struct Folding {
    made_for: Option<(u64, i32, i32, usize)>,
    version: u64,
    open: BTreeSet<usize>,
    folds: Vec<Fold>,
    /// Whether other marks have just folded something.
    fresh: bool,
}

impl Folding {
    /// Folds anew where marks, page or what is open changed; a page of `None` folds nothing. Returns whether
    /// anything did change. `anew` says that the column forgot its folds.
    pub(super) fn renew(
        &mut self,
        column: &mut Column,
        blocks: &[Block],
        marks: (&Marks, u64),
        page: Option<egui::Vec2>,
        anew: bool,
    ) -> bool {
        let other = self.version != marks.1;
        if other {
            self.version = marks.1;
            self.open.clear();
        }
        let size = page.unwrap_or_default();
        let key = Some((marks.1, size.x as i32, size.y as i32, self.open.len()));
        if self.made_for == key && !anew {
            return false;
        }
        self.made_for = key;
        let mut found = page.map_or_else(Vec::new, |page| folds(column, blocks, marks.0, page.y));
        found.retain(|fold| !self.open.contains(&fold.blocks.start));
        self.fresh |= other && !found.is_empty();
        if found == self.folds && !anew {
            return false;
        }
        self.folds = found;
        let mut shown = Vec::new();
        if !self.folds.is_empty() {
            shown.resize(blocks.len(), Shown::Text);
        }
        for fold in &self.folds {
            if let Some(run) = shown.get_mut(fold.blocks.clone()) {
                run.fill(Shown::Hidden);
                run[0] = Shown::Fold;
            }
        }
        column.fold(shown);
        true
    }

    /// Whether other marks have folded something since this was asked last.
    pub(super) fn take_fresh(&mut self) -> bool {
        std::mem::take(&mut self.fresh)
    }

    /// The fold whose line stands at a block.
    pub(super) fn at(&self, block: usize) -> Option<&Fold> {
        self.folds.iter().find(|fold| fold.blocks.start == block)
    }

    /// Unfolds the run that a block belongs to.
    pub(super) fn open(&mut self, block: usize) {
        if let Some(fold) = self.folds.iter().find(|fold| fold.blocks.contains(&block)) {
            self.open.insert(fold.blocks.start);
        }
    }
}

/// The runs to fold. Where that is enough, the paragraph after a selected sentence stays: it goes on with it.
fn folds(column: &Column, blocks: &[Block], marks: &Marks, page: f32) -> Vec<Fold> {
    let Some(extent) = extent(blocks, marks) else { return Vec::new() };
    // What was searched for is not folded away, but nothing folds for its sake either.
    let mut touched = touched(blocks, &marks.marked, &marks.hits);
    touched.retain(|run| extent.start <= run.start && run.end <= extent.end);
    let height = |run: Range<usize>| -> f32 { run.map(|block| column.unfolded(block)).sum() };
    let all = height(extent);
    if all <= page {
        return Vec::new();
    }
    let mut found = Vec::new();
    for context in [1, 0] {
        let mut saved = 0.0;
        found.clear();
        for pair in touched.windows(2) {
            let between = paragraphs(blocks, pair[0].end..pair[1].start);
            let (Some(start), true) = (between.get(context), between.len() >= context + 2) else { continue };
            let run = start.start..pair[1].start;
            saved += height(run.clone()) - FOLD;
            found.push(Fold { blocks: run, paragraphs: between.len() - context });
        }
        if all - saved <= page {
            break;
        }
    }
    found
}

/// The blocks from the first to the last that holds anything of what is marked.
pub(super) fn extent(blocks: &[Block], marks: &Marks) -> Option<Range<usize>> {
    let touched = touched(blocks, &marks.marked, &[]);
    Some(touched.first()?.start..touched.last()?.end)
}

/// The paragraphs that hold anything of what is marked or was searched for, as blocks, in order.
fn touched(blocks: &[Block], marked: &[Span], hits: &[Span]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for span in marked.iter().chain(hits) {
        let first = blocks.partition_point(|block| block.span.end <= span.start);
        let last = blocks.partition_point(|block| block.span.start < span.end);
        if first < last {
            found.push(whole(blocks, first..last));
        }
    }
    found.sort_by_key(|run| (run.start, run.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for run in found {
        match joined.last_mut() {
            Some(open) if run.start <= open.end => open.end = open.end.max(run.end),
            _ => joined.push(run),
        }
    }
    joined
}

/// A run of blocks widened to whole paragraphs.
fn whole(blocks: &[Block], run: Range<usize>) -> Range<usize> {
    let ends = |block: usize| blocks.get(block).is_none_or(|block| block.ends);
    let (mut start, mut end) = (run.start, run.end);
    while start > 0 && !ends(start - 1) {
        start -= 1;
    }
    while end < blocks.len() && !ends(end - 1) {
        end += 1;
    }
    start..end
}

/// The paragraphs of a run of blocks.
fn paragraphs(blocks: &[Block], run: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = run.start;
    for i in run {
        if blocks.get(i).is_none_or(|block| block.ends) {
            found.push(start..i + 1);
            start = i + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Block, Face, blocks};
    use super::super::column::{Column, Shown};
    use super::super::marks::Marks;
    use super::{Fold, Folding, folds};
    use crate::model::Span;

    /// Thirty paragraphs of some 150 points each, and marks at the beginning of some of them.
    fn page(of: &[usize]) -> (Vec<Block>, Column, Marks) {
        let text = ("word ".repeat(50) + "\n\n").repeat(30);
        let blocks = blocks(&text, None);
        let mut column = Column::default();
        column.fit(&text, &blocks, &Face::WIDE, 300.0, 1.0);
        let span = |&i: &usize| Span { start: blocks[i].span.start, end: blocks[i].span.start + 4 };
        let marks = Marks { marked: of.iter().map(span).collect(), ..Marks::default() };
        (blocks, column, marks)
    }

    #[test]
    fn nothing_folds_without_a_selection_or_where_it_fits() {
        let (blocks, column, marks) = page(&[]);
        assert!(folds(&column, &blocks, &marks, 800.0).is_empty());
        let (blocks, column, marks) = page(&[2, 4]);
        assert!(folds(&column, &blocks, &marks, 800.0).is_empty());
        let (blocks, column, marks) = page(&[20]);
        assert!(folds(&column, &blocks, &marks, 100.0).is_empty());
    }

    #[test]
    fn what_lies_between_folds_but_for_the_paragraph_that_goes_on() {
        let (blocks, column, marks) = page(&[2, 20]);
        assert_eq!(folds(&column, &blocks, &marks, 800.0), [Fold { blocks: 4..20, paragraphs: 16 }]);
        // On a small page that one goes as well.
        assert_eq!(folds(&column, &blocks, &marks, 350.0), [Fold { blocks: 3..20, paragraphs: 17 }]);
    }

    #[test]
    fn what_was_searched_for_is_not_folded_away_and_folds_nothing() {
        let (blocks, column, mut marks) = page(&[2, 20]);
        marks.add_hit(Span { start: blocks[12].span.start, end: blocks[12].span.start + 4 });
        marks.add_hit(Span { start: blocks[28].span.start, end: blocks[28].span.start + 4 });
        let found: Vec<_> =
            folds(&column, &blocks, &marks, 1100.0).into_iter().map(|fold| fold.blocks).collect();
        assert_eq!(found, [4..12, 14..20]);
        marks.marked.truncate(1);
        assert!(folds(&column, &blocks, &marks, 1100.0).is_empty());
    }

    #[test]
    fn a_click_unfolds_and_another_selection_folds_again() {
        let (blocks, mut column, marks) = page(&[2, 20]);
        let mut folding = Folding::default();
        let size = Some(egui::vec2(400.0, 800.0));
        assert!(folding.renew(&mut column, &blocks, (&marks, 1), size, false));
        assert_eq!(
            (column.shown(4), column.shown(5), column.shown(20)),
            (Shown::Fold, Shown::Hidden, Shown::Text)
        );
        assert!(!folding.renew(&mut column, &blocks, (&marks, 1), size, false));
        folding.open(9);
        assert!(folding.renew(&mut column, &blocks, (&marks, 1), size, false));
        assert_eq!(column.shown(9), Shown::Text);
        assert!(folding.renew(&mut column, &blocks, (&marks, 2), size, false));
        assert_eq!(column.shown(9), Shown::Hidden);
        assert!(folding.renew(&mut column, &blocks, (&marks, 2), None, false));
        assert_eq!(column.shown(9), Shown::Text);
    }
}
