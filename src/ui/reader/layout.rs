//! One block of text as a galley, with the way from its places on the screen to the document's bytes and back.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Pos2, Rect, Ui, Vec2, pos2};

use super::blocks::{Block, Face};
use super::marks::Run;
use super::visual;
use crate::model::Span;
use crate::text::bidi;
use crate::ui::theme::Theme;

/// The smallest thing in a galley that has a place in the document: a letter, or in right-to-left text a
/// word, because egui's glyphs of a right-to-left word do not tell which letter is which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) span: Span,
    /// Counted from the galley's origin.
    pub(super) rect: Rect,
    /// Which line of the galley it stands on.
    pub(super) row: usize,
}

/// A block laid out.
pub(super) struct Laid {
    /// The text to draw.
    pub(super) galley: Arc<Galley>,
    /// Its cells, line by line, from left to right.
    pub(super) cells: Vec<Cell>,
    /// How it runs.
    pub(super) flow: Flow,
}

/// How the words of a block run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// Left to right throughout: egui's own selection of text works.
    Plain,
    /// Left to right, with words inside that run the other way.
    Mixed,
    /// Right to left, set against the right edge.
    RightToLeft,
}

/// Lays a block out. `dim` draws what is not marked quieter.
#[expect(clippy::too_many_arguments, reason = "a block and all that decides how it looks")]
pub(super) fn lay_out(
    ui: &Ui,
    theme: &Theme,
    face: &Face,
    text: &str,
    block: &Block,
    runs: &[Run],
    width: f32,
    dim: bool,
) -> Laid {
    let part = text.get(block.span.start as usize..block.span.end as usize).unwrap_or("");
    let format = |byte: u32| TextFormat {
        font_id: FontId::proportional(if block.heading { face.head } else { face.size }),
        line_height: Some(block.line(face)),
        color: ink(theme, runs.get(runs.partition_point(|run| run.span.end <= byte)), dim),
        valign: Align::Center,
        ..TextFormat::default()
    };
    if bidi::has_rtl(part) {
        return visual::lay_out(ui, part, block.span.start, &format, width);
    }
    let wrap = TextWrapping { max_width: width, ..TextWrapping::default() };
    let mut job = LayoutJob { wrap, ..LayoutJob::default() };
    for run in runs {
        let piece = text.get(run.span.start as usize..run.span.end as usize).unwrap_or("");
        // A carriage return has no width and no glyph of its own; as a space it keeps its place.
        job.append(&piece.replace('\r', " "), 0.0, format(run.span.start));
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let cells = letters(&galley, part, block.span.start);
    Laid { galley, cells, flow: Flow::Plain }
}

fn ink(theme: &Theme, run: Option<&Run>, dim: bool) -> Color32 {
    match run {
        Some(run) if run.cue => theme.cue(),
        Some(run) if run.marked || run.hit => theme.text(),
        _ if dim => theme.text2(),
        _ => theme.text(),
    }
}

/// The letters of a left-to-right galley; the space at a line's end is not part of what is seen.
fn letters(galley: &Galley, part: &str, start: u32) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(part.len());
    let mut letters = part.char_indices();
    for (row, placed) in galley.rows.iter().enumerate() {
        let visible =
            placed.glyphs.iter().rposition(|glyph| !glyph.chr.is_whitespace()).map_or(0, |last| last + 1);
        for (i, glyph) in placed.glyphs.iter().enumerate() {
            let Some((at, letter)) = letters.next() else { return cells };
            if i < visible {
                let left = placed.pos.x + glyph.pos.x;
                let (top, bottom) = (placed.pos.y, placed.pos.y + placed.size.y);
                let rect = Rect::from_min_max(pos2(left, top), pos2(left + glyph.advance_width, bottom));
                let first = start + at as u32;
                cells.push(Cell {
                    span: Span { start: first, end: first + letter.len_utf8() as u32 },
                    rect,
                    row,
                });
            }
        }
        if placed.ends_with_newline {
            letters.next();
        }
    }
    cells
}

impl Laid {
    /// Where the galley begins in a rectangle of the column's width.
    pub(super) fn origin(&self, place: Rect) -> Pos2 {
        if self.flow == Flow::RightToLeft { place.right_top() } else { place.left_top() }
    }

    /// The document's byte under a point, which counts from the galley's origin.
    pub(super) fn byte_at(&self, point: Vec2) -> Option<u32> {
        let cell = self.cells.iter().find(|cell| cell.rect.contains(point.to_pos2()))?;
        // The middle of a word belongs to its name even where a particle is written onto it.
        Some(cell.span.start + cell.span.len() / 2)
    }

    /// The rectangles that cover a stretch of the document, a few a line, counted from the galley's origin.
    pub(super) fn rects(&self, span: Span) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::new();
        let mut last = None;
        for (i, cell) in self.cells.iter().enumerate().filter(|(_, cell)| cell.span.overlaps(span)) {
            match rects.last_mut() {
                Some(open) if last == Some((cell.row, i.wrapping_sub(1))) => *open = open.union(cell.rect),
                _ => rects.push(cell.rect),
            }
            last = Some((cell.row, i));
        }
        rects
    }
}
