//! The coverage strip: a tick a sentence, cited or not or selected, and a frame around what is visible.

use egui::{Color32, CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2};

use super::marks::within;
use super::tally::Sentence;
use crate::model::Span;
use crate::ui::theme::Theme;

/// Width of the strip in points.
pub(super) const WIDTH: f32 = 11.0;
/// Ticks narrower than this many pixels are merged.
const LEAST: f32 = 2.0;
/// A short text has ticks no higher than this, in points.
const HIGHEST: f32 = 24.0;

/// What a tick says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tick {
    /// Nothing cites the sentence.
    Uncited,
    /// Some claim cites it.
    Cited,
    /// It belongs to the selection.
    Selected,
}

/// The ticks of a text at a height, kept until one of the things that they are made from changes.
#[derive(Default)]
pub(super) struct Strip {
    made_for: Option<(usize, u64, usize)>,
    ticks: Vec<Tick>,
}

impl Strip {
    /// Makes the ticks anew where the number of sentences, the marks or the room for ticks changed.
    pub(super) fn renew(&mut self, sentences: &[Sentence], marked: &[Span], version: u64, most: usize) {
        let key = Some((sentences.len(), version, most));
        if self.made_for != key {
            self.ticks = ticks(sentences, marked, most);
            self.made_for = key;
        }
    }
}

/// One tick a sentence, or, where that are more than `most`, one for each of `most` stretches of them: a
/// stretch with anything selected is selected, else it is what most of it is.
pub(super) fn ticks(sentences: &[Sentence], marked: &[Span], most: usize) -> Vec<Tick> {
    let count = sentences.len().min(most);
    let stretch = |i: usize| {
        let (from, to) = (i * sentences.len() / count, (i + 1) * sentences.len() / count);
        let part = sentences.get(from..to).unwrap_or(&[]);
        let whole = part.first().zip(part.last());
        let whole = whole.map(|(first, last)| Span { start: first.span.start, end: last.span.end });
        let cited = part.iter().filter(|sentence| sentence.cited).count();
        if whole.is_some_and(|whole| !within(marked, whole).is_empty()) {
            Tick::Selected
        } else if cited * 2 >= part.len() && cited > 0 {
            Tick::Cited
        } else {
            Tick::Uncited
        }
    };
    (0..count).map(stretch).collect()
}

/// Where a byte lies among the sentences, counted in sentences.
fn place_of(sentences: &[Sentence], byte: u32) -> f32 {
    let i = sentences.partition_point(|sentence| sentence.span.end <= byte);
    let Some(sentence) = sentences.get(i) else { return sentences.len() as f32 };
    let inside = byte.saturating_sub(sentence.span.start) as f32 / sentence.span.len().max(1) as f32;
    i as f32 + inside
}

/// The byte at a place among the sentences.
fn byte_of(sentences: &[Sentence], place: f32) -> u32 {
    let place = place.max(0.0);
    let i = (place as usize).min(sentences.len().saturating_sub(1));
    let Some(sentence) = sentences.get(i) else { return 0 };
    sentence.span.start + (sentence.span.len() as f32 * (place - i as f32).clamp(0.0, 1.0)) as u32
}

/// Draws the strip in the upper part of `room`; `visible` is what the window shows of the text. Returns the
/// byte that a click or a drag asks for.
pub(super) fn show(
    ui: &Ui,
    theme: &Theme,
    strip: &mut Strip,
    (sentences, marked, version): (&[Sentence], &[Span], u64),
    room: Rect,
    visible: Span,
) -> Option<u32> {
    let pixels = room.height() * ui.ctx().pixels_per_point();
    strip.renew(sentences, marked, version, (pixels / LEAST).max(1.0) as usize);
    let count = strip.ticks.len();
    if count == 0 || room.height() < 8.0 {
        return None;
    }
    let pitch = (room.height() / count as f32).min(HIGHEST);
    let rect = Rect::from_min_size(room.min, egui::vec2(room.width(), pitch * count as f32));
    let response = ui.interact(rect, ui.id().with("coverage"), Sense::click_and_drag() - Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ScrollBar, true, name(sentences)));
    let gap = if pitch >= 4.0 { 1.5 } else { 0.0 };
    let ink = |tick: Tick| -> Color32 {
        match tick {
            Tick::Uncited => theme.line(),
            Tick::Cited => theme.line_strong(),
            Tick::Selected => theme.mark_line(),
        }
    };
    let (left, right) = (rect.left() + 3.0, rect.right() - 3.0);
    let mut from = 0;
    while from < count {
        // Without gaps between them, ticks of one colour are one rectangle.
        let same = |tick: &&Tick| **tick == strip.ticks[from];
        let run = if gap > 0.0 { 1 } else { strip.ticks[from..].iter().take_while(same).count() };
        let (top, bottom) = (from as f32 * pitch, (from + run) as f32 * pitch - gap);
        let tick = Rect::from_min_max(pos2(left, rect.top() + top), pos2(right, rect.top() + bottom));
        ui.painter().rect_filled(tick, if gap > 0.0 { 1.0 } else { 0.0 }, ink(strip.ticks[from]));
        from += run;
    }
    let share = |byte| place_of(sentences, byte) / sentences.len().max(1) as f32;
    let (top, bottom) = (share(visible.start) * rect.height(), share(visible.end) * rect.height());
    let frame = Rect::from_min_max(
        pos2(rect.left(), rect.top() + top - 1.0),
        pos2(rect.right(), rect.top() + bottom.max(top + 8.0)),
    );
    let stroke = Stroke::new(1.0, if response.hovered() { theme.text() } else { theme.text3() });
    ui.painter().rect_stroke(frame, 3.0, stroke, StrokeKind::Inside);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let asked = response.clicked() || response.dragged();
    let at = response.interact_pointer_pos().filter(|_| asked)?;
    let place = (at.y - rect.top()) / rect.height() * sentences.len() as f32;
    Some(byte_of(sentences, place))
}

/// "38 of 40 sentences cited".
fn name(sentences: &[Sentence]) -> String {
    let cited = sentences.iter().filter(|sentence| sentence.cited).count();
    super::header::coverage((cited, sentences.len()))
}

#[cfg(test)]
mod tests {
    use super::{Tick, byte_of, place_of, ticks};
    use crate::model::Span;
    use crate::ui::reader::tally::Sentence;

    fn sentences(cited: &[bool]) -> Vec<Sentence> {
        let sentence = |(i, &cited): (usize, &bool)| Sentence {
            span: Span { start: i as u32 * 10, end: i as u32 * 10 + 9 },
            cited,
        };
        cited.iter().enumerate().map(sentence).collect()
    }

    #[test]
    fn a_tick_a_sentence_while_there_is_room() {
        let all = sentences(&[true, false, true]);
        let marked = [Span { start: 22, end: 25 }];
        assert_eq!(ticks(&all, &marked, 100), [Tick::Cited, Tick::Uncited, Tick::Selected]);
        assert!(ticks(&[], &marked, 100).is_empty() && ticks(&all, &marked, 0).is_empty());
    }

    #[test]
    fn many_sentences_share_a_tick_and_the_selected_one_is_not_lost() {
        let all = sentences(&[vec![false; 5000], vec![true; 5000]].concat());
        let marked = [Span { start: 30, end: 31 }];
        let found = ticks(&all, &marked, 100);
        assert_eq!(found.len(), 100);
        assert_eq!((found[0], found[1], found[99]), (Tick::Selected, Tick::Uncited, Tick::Cited));
    }

    #[test]
    fn places_and_bytes_lead_to_each_other() {
        let all = sentences(&[true; 8]);
        assert_eq!((byte_of(&all, 3.0), place_of(&all, 30)), (30, 3.0));
        assert_eq!((byte_of(&all, 99.0), byte_of(&all, -1.0), byte_of(&[], 1.0)), (79, 0, 0));
        assert_eq!(place_of(&all, 1000), 8.0);
    }
}
