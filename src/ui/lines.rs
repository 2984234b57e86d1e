//! Single lines of text that are cut off with "…" where room ends, with stretches marked if wanted.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Pos2, Ui, vec2};

use super::paint;

/// Letters of a name or sentence that a card prints; all of them are shown on hover.
const LONGEST: usize = 160;

/// A name or sentence as a card has room for it: cut off with "…" where it is longer than any needs to be.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(text).trim_end())),
    }
}

/// A line of text in one colour, `size` points, cut off at `width` points.
pub(super) fn line(ui: &Ui, text: &str, size: f32, ink: Color32, width: f32) -> Arc<Galley> {
    pieces(ui, &[(text, ink)], size, width)
}

/// Pieces of text in colours of their own on one line, cut off at `width` points.
pub(super) fn pieces(ui: &Ui, pieces: &[(&str, Color32)], size: f32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    for (text, ink) in pieces {
        job.append(&paint::visual(text), 0.0, TextFormat::simple(FontId::proportional(size), *ink));
    }
    cut(&mut job, width, 1);
    ui.painter().layout_job(job)
}

/// How a text with marked stretches is set.
#[derive(Clone, Copy)]
pub(super) struct Marking {
    /// Points.
    pub(super) size: f32,
    /// Of the text.
    pub(super) ink: Color32,
    /// Behind what is marked.
    pub(super) ground: Color32,
    /// Of what is marked.
    pub(super) marked_ink: Color32,
}

/// Appends a text with byte ranges marked. Where the text had to be reordered for drawing the ranges no
/// longer hold, and nothing is marked.
pub(super) fn append_marked(job: &mut LayoutJob, text: &str, marks: &[(u32, u32)], set: Marking) {
    let plain = TextFormat::simple(FontId::proportional(set.size), set.ink);
    let drawn = paint::visual(text);
    if drawn != text {
        job.append(&drawn, 0.0, plain);
        return;
    }
    let marked = TextFormat {
        color: set.marked_ink,
        background: set.ground,
        ..TextFormat::simple(FontId::proportional(set.size), set.ink)
    };
    let mut at = 0;
    let mut put = |range: Range<usize>, format: &TextFormat| {
        if let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) {
            job.append(piece, 0.0, format.clone());
        }
    };
    for &(start, end) in marks {
        let (start, end) = (start as usize, end as usize);
        put(at..start, &plain);
        put(start..end, &marked);
        at = end;
    }
    put(at..text.len(), &plain);
}

/// Cuts a job off at a width in points after a number of rows.
pub(super) fn cut(job: &mut LayoutJob, width: f32, rows: usize) {
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    job.break_on_newline = false;
}

/// Draws a line so that its middle lies at `left_middle`. Returns where it ends.
pub(super) fn put(ui: &Ui, left_middle: Pos2, galley: Arc<Galley>) -> f32 {
    let size = galley.size();
    // Whole points keep letters sharp and rows level.
    let at = left_middle - vec2(0.0, (size.y * 0.5).round());
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
    left_middle.x + size.x
}

/// Draws a line that ends at `right_middle`. Returns where it begins.
pub(super) fn put_right(ui: &Ui, right_middle: Pos2, galley: Arc<Galley>) -> f32 {
    let left = right_middle.x - galley.size().x;
    put(ui, Pos2::new(left, right_middle.y), galley);
    left
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, short};

    #[test]
    fn only_what_no_card_has_room_for_is_cut() {
        assert_eq!(short("Iran"), "Iran");
        let fits = "ä".repeat(LONGEST);
        assert_eq!(short(&fits), fits);
        let long = format!("{} {}", "ä".repeat(LONGEST - 1), "x".repeat(9_000));
        assert_eq!(short(&long), format!("{}…", "ä".repeat(LONGEST - 1)));
    }
}
