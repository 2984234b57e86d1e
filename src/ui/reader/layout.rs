//! One block of text as a galley, with the way from its letters to the document's bytes and back.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Pos2, Rect, Ui, Vec2, pos2};

use super::blocks::Block;
use super::marks::Run;
use crate::model::Span;
use crate::text::bidi;
use crate::ui::theme::{Theme, size};

/// A newline that is not the document's but ends a line of right-to-left text.
const NO_PLACE: u32 = u32::MAX;

/// A block laid out.
pub(super) struct Laid {
    /// The text to draw.
    pub(super) galley: Arc<Galley>,
    /// The document's byte for each letter of the galley, in the galley's order.
    bytes: Vec<u32>,
    /// Whether it is set against the right edge.
    pub(super) rtl: bool,
}

/// Lays a block out. `dim` draws what is not marked quieter.
pub(super) fn lay_out(
    ui: &Ui,
    theme: &Theme,
    text: &str,
    block: &Block,
    runs: &[Run],
    width: f32,
    dim: bool,
) -> Laid {
    let part = text.get(block.span.start as usize..block.span.end as usize).unwrap_or("");
    let plain: Vec<(u32, char)> =
        part.char_indices().map(|(at, letter)| (block.span.start + at as u32, letter)).collect();
    let format = |run: Option<&Run>| TextFormat {
        font_id: FontId::proportional(if block.heading { size::TITLE } else { size::READ }),
        line_height: Some(block.line()),
        color: ink(theme, run, dim),
        valign: Align::Center,
        ..TextFormat::default()
    };
    if !bidi::has_rtl(part) {
        let job = job(&plain, runs, &format, width, Align::LEFT);
        let bytes = plain.into_iter().map(|(at, _)| at).collect();
        return Laid { galley: ui.fonts_mut(|fonts| fonts.layout_job(job)), bytes, rtl: false };
    }
    // The lines are broken in reading order; then each line's words are put into the order of the eye.
    let logical = ui.fonts_mut(|fonts| fonts.layout_job(job(&plain, runs, &format, width, Align::LEFT)));
    let rtl = bidi::runs_rtl(part);
    let mut shown: Vec<(u32, char)> = Vec::with_capacity(plain.len());
    let mut at = 0;
    for (i, row) in logical.rows.iter().enumerate() {
        let count = row.char_count_excluding_newline().0;
        let letters = plain.get(at..at + count).unwrap_or(&[]);
        let line: String = letters.iter().map(|(_, letter)| *letter).collect();
        let line = line.trim_end();
        let start = letters.first().map_or(block.span.start, |(byte, _)| *byte);
        shown.extend(
            bidi::visual_order(line, Some(rtl)).into_iter().map(|(at, letter)| (start + at as u32, letter)),
        );
        at += count;
        let newline =
            if row.ends_with_newline { plain.get(at).map_or(NO_PLACE, |(byte, _)| *byte) } else { NO_PLACE };
        at += usize::from(row.ends_with_newline);
        if i + 1 < logical.rows.len() {
            shown.push((newline, '\n'));
        }
    }
    let job = job(&shown, runs, &format, f32::INFINITY, if rtl { Align::RIGHT } else { Align::LEFT });
    let bytes = shown.into_iter().map(|(byte, _)| byte).collect();
    Laid { galley: ui.fonts_mut(|fonts| fonts.layout_job(job)), bytes, rtl }
}

fn ink(theme: &Theme, run: Option<&Run>, dim: bool) -> Color32 {
    match run {
        Some(run) if run.cue => theme.cue(),
        Some(run) if run.marked || run.hit => theme.text(),
        _ if dim => theme.text2(),
        _ => theme.text(),
    }
}

fn job(
    letters: &[(u32, char)],
    runs: &[Run],
    format: &dyn Fn(Option<&Run>) -> TextFormat,
    width: f32,
    halign: Align,
) -> LayoutJob {
    let wrap = TextWrapping { max_width: width, ..TextWrapping::default() };
    let mut job = LayoutJob { wrap, halign, ..LayoutJob::default() };
    let run_at = |byte: u32| runs.partition_point(|run| run.span.end <= byte);
    let mut piece = String::new();
    let mut current = None;
    for &(byte, letter) in letters {
        // A made-up newline belongs to the run before it.
        let run = if byte == NO_PLACE { current } else { Some(run_at(byte)) };
        if run != current && !piece.is_empty() {
            job.append(&piece, 0.0, format(current.and_then(|run| runs.get(run))));
            piece.clear();
        }
        current = run;
        piece.push(if letter == '\r' { ' ' } else { letter });
    }
    job.append(&piece, 0.0, format(current.and_then(|run| runs.get(run))));
    job
}

impl Laid {
    /// Where the galley begins in a rectangle of the column's width.
    pub(super) fn origin(&self, place: Rect) -> Pos2 {
        if self.rtl { place.right_top() } else { place.left_top() }
    }

    /// The document's byte of the letter under a point, which counts from the galley's origin.
    pub(super) fn byte_at(&self, point: Vec2) -> Option<u32> {
        let mut found = None;
        self.each_letter(|byte, rect, _| {
            if rect.contains(point.to_pos2()) {
                found = Some(byte);
            }
        });
        found
    }

    /// The rectangles that cover a stretch of the document, one a line, counted from the galley's origin.
    pub(super) fn rects(&self, span: Span) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::new();
        let mut last = None;
        self.each_letter(|byte, rect, place| {
            // The space at a line's end is not part of what is seen.
            if !span.contains(byte) || place.trailing {
                return;
            }
            match rects.last_mut() {
                Some(open) if last == Some((place.row, place.index.wrapping_sub(1))) => {
                    *open = open.union(rect)
                }
                _ => rects.push(rect),
            }
            last = Some((place.row, place.index));
        });
        rects
    }

    fn each_letter(&self, mut visit: impl FnMut(u32, Rect, Place)) {
        let mut at = 0;
        for (row, placed) in self.galley.rows.iter().enumerate() {
            let visible =
                placed.glyphs.iter().rposition(|glyph| !glyph.chr.is_whitespace()).map_or(0, |last| last + 1);
            for (index, glyph) in placed.glyphs.iter().enumerate() {
                if let Some(&byte) = self.bytes.get(at).filter(|byte| **byte != NO_PLACE) {
                    let left = placed.pos.x + glyph.pos.x;
                    let (top, bottom) = (placed.pos.y, placed.pos.y + placed.size.y);
                    let rect = Rect::from_min_max(pos2(left, top), pos2(left + glyph.advance_width, bottom));
                    visit(byte, rect, Place { row, index, trailing: index >= visible });
                }
                at += 1;
            }
            at += usize::from(placed.ends_with_newline);
        }
    }
}

#[derive(Clone, Copy)]
struct Place {
    row: usize,
    index: usize,
    trailing: bool,
}
