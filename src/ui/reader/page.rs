//! The scrolling page: what is in sight is laid out and drawn, the rest is only measured by estimate.

use egui::scroll_area::ScrollBarVisibility;
use egui::{Align2, CursorIcon, FontId, Pos2, Rect, ScrollArea, Sense, Stroke, Ui, Vec2};
use egui::{WidgetInfo, WidgetType, pos2, vec2};
use egui_phosphor::regular as icon;

use super::blocks::Face;
use super::column::{FOLD, Shown};
use super::rings::{self, APART, MARGIN};
use super::{ReaderState, fold::Fold, layout, marks, paragraph, strip};
use crate::model::{DocIx, Item, Span};
use crate::session::Action;
use crate::ui::Context;
use crate::ui::theme::{self, INSET_TEXT, size};
use crate::ui::widgets;

/// Room at the right of the text, where the coverage strip stands.
const RIGHT: f32 = 28.0;
/// Between the window's edge and the margin of the rings.
const LEFT: f32 = 8.0;
/// How often a jump is made until everything that it brings into sight is measured.
const JUMPS: u8 = 3;
/// Letters that a line of Read has at most.
const LONGEST: f32 = 60.0;

/// How the reader is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Set {
    /// Its type.
    pub(super) face: Face,
    /// Whether rings stand in the margin, lines have a measure, and paragraphs may fold.
    pub(super) wide: bool,
}

/// Where the column of text stands in a room: its left edge and its width.
fn column(set: &Set, room: f32) -> (f32, f32) {
    if !set.wide {
        return (INSET_TEXT, (room - INSET_TEXT - RIGHT).max(80.0));
    }
    let left = LEFT + MARGIN;
    let most = (room - left - RIGHT).max(80.0);
    let width = most.min(set.face.letter * LONGEST);
    (left + ((most - width) * 0.5).floor(), width)
}

/// Shows the page in all the room that is left. Returns what is under the pointer.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut ReaderState,
    document: DocIx,
    set: &Set,
    out: &mut Vec<Action>,
) -> Option<Item> {
    let text = ctx.data().document(document).text.as_str();
    let room = ui.available_rect_before_wrap();
    let (left, width) = column(set, room.width());
    let height = room.height();
    arrange(ui, state, text, set, vec2(width, height));
    if let Some(offset) = state.reveal(ui, ctx, document, set, vec2(width, height)) {
        state.scroll_to = Some(offset);
    }
    let moved = std::mem::take(&mut state.moved);
    if state.folding.take_fresh()
        && moved
        && let Some(offset) = state.whole(height)
    {
        state.scroll_to = Some(offset);
    }
    let strip_shown = !state.tally.sentences().is_empty();
    let bar =
        if strip_shown { ScrollBarVisibility::AlwaysHidden } else { ScrollBarVisibility::VisibleWhenNeeded };
    let mut scroll = ScrollArea::vertical()
        .id_salt(("reader", document.0))
        .auto_shrink([false, false])
        .scroll_bar_visibility(bar);
    if let Some(offset) = state.scroll_to.take() {
        scroll = scroll.vertical_scroll_offset(offset);
    }
    let dim = !state.marks.marked.is_empty()
        || (!state.marks.hits.is_empty() && !ctx.session.passing().selection.is_empty());
    let mut under = None;
    let shown = scroll.show_viewport(ui, |ui, viewport| {
        let shift = measure(ui, ctx, state, text, set, (viewport.top(), viewport.bottom()), width);
        ui.set_height(state.column.height());
        let origin = ui.max_rect().min + vec2(left, -shift);
        let (first, last) =
            (state.column.at(viewport.top() + shift), state.column.at(viewport.bottom() + shift));
        let mut floor = f32::NEG_INFINITY;
        for i in first..=last {
            let at = origin + vec2(0.0, state.column.top(i));
            match state.column.shown(i) {
                Shown::Hidden => {}
                Shown::Fold => {
                    let fold = state.folding.at(i).cloned();
                    if let Some(fold) = fold
                        && folded(ui, ctx, &fold, at, width)
                    {
                        state.folding.open(i);
                        ui.ctx().request_repaint();
                    }
                }
                Shown::Text => {
                    let found = block(ui, ctx, state, (document, set, dim), i, (at, width), &mut floor, out);
                    under = under.or(found);
                }
            }
        }
        shift
    });
    state.offset = shown.state.offset.y;
    if shown.inner != 0.0 {
        // What was above the view turned out to be longer or shorter: the view goes with it.
        state.scroll_to = Some(state.offset + shown.inner);
        ui.ctx().request_repaint();
    }
    if strip_shown {
        coverage(ui, ctx, state, room);
    }
    under
}

/// Fits the column to the room, folds what stands back, and keeps the words at the top where they are.
fn arrange(ui: &Ui, state: &mut ReaderState, text: &str, set: &Set, size: Vec2) {
    let keep = (!state.column.is_empty() && state.offset > 0.0)
        .then(|| state.column.byte_at(&state.blocks, state.offset));
    let pixels = ui.ctx().pixels_per_point();
    let fitted = state.column.fit(text, &state.blocks, &set.face, size.x, pixels);
    // Names stand everywhere: only for claims does the rest stand back.
    let page = (set.wide && state.claims).then_some(size);
    let marks = (&state.marks, state.version);
    let folded = state.folding.renew(&mut state.column, &state.blocks, marks, page, fitted);
    if let Some(byte) = keep.filter(|_| fitted || folded) {
        state.scroll_to.get_or_insert(state.column.y_of(&state.blocks, byte));
    }
}

/// Draws a block of text and the rings beside it. Returns what is under the pointer.
#[expect(clippy::too_many_arguments, reason = "a block, its place and what it is drawn with")]
fn block(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &ReaderState,
    (document, set, dim): (DocIx, &Set, bool),
    i: usize,
    (at, width): (Pos2, f32),
    floor: &mut f32,
    out: &mut Vec<Action>,
) -> Option<Item> {
    let text = ctx.data().document(document).text.as_str();
    let block = state.blocks.get(i)?;
    let runs = marks::runs(&state.outline, &state.marks, block.span);
    let laid = layout::lay_out(ui, ctx.theme, &set.face, text, block, &runs, width, dim);
    let place = Rect::from_min_size(at, vec2(width, laid.galley.size().y));
    let piece = paragraph::Piece { document, block, runs: &runs, laid, place, dim };
    let mut under = paragraph::show(ui, ctx, &piece, &state.marks, out);
    if set.wide {
        let rings = rings::inside(&state.rings, block.span);
        let corners = (pos2(at.x - MARGIN - APART, at.y), piece.laid.origin(place));
        under = rings::show(ui, ctx, &rings, &piece.laid, corners, floor, out).or(under);
    }
    under
}

/// The line that stands for folded paragraphs. Returns whether it was clicked.
fn folded(ui: &Ui, ctx: &Context<'_>, fold: &Fold, at: Pos2, width: f32) -> bool {
    let theme = ctx.theme;
    let count = widgets::counted(fold.paragraphs, "paragraph", "paragraphs");
    let words = format!("{count} about other claims");
    let place = Rect::from_min_size(at, vec2(width, FOLD - 12.0));
    let response = ui.interact(place, ui.id().with(("fold", fold.blocks.start)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &words));
    if response.hovered() {
        ui.painter().rect_filled(place.expand2(vec2(4.0, 0.0)), 5.0, theme.hover());
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let ink = if response.hovered() { theme.text() } else { theme.text3() };
    let middle = place.center().y;
    ui.painter().text(
        pos2(place.left(), middle),
        Align2::LEFT_CENTER,
        icon::DOTS_THREE,
        theme::icon_font(18.0),
        ink,
    );
    let font = FontId::proportional(size::LABEL);
    let words = ui.painter().text(pos2(place.left() + 26.0, middle), Align2::LEFT_CENTER, words, font, ink);
    if words.right() + 12.0 < place.right() {
        let line = words.right() + 12.0..=place.right();
        ui.painter().hline(line, middle.round() + 0.5, Stroke::new(1.0, theme.line()));
    }
    widgets::focus_ring(ui, theme, &response, place, 5.0);
    response.clicked()
}

/// The coverage strip at the right of the page; a click or a drag on it brings its place into the middle.
fn coverage(ui: &Ui, ctx: &Context<'_>, state: &mut ReaderState, room: Rect) {
    let place = Rect::from_min_max(
        pos2(room.right() - 6.0 - strip::WIDTH, room.top() + 9.0),
        pos2(room.right() - 6.0, room.bottom() - 9.0),
    );
    let height = room.height();
    let end = state.offset + height;
    let visible = Span {
        start: state.column.byte_at(&state.blocks, state.offset),
        end: if end >= state.column.height() {
            state.blocks.last().map_or(0, |block| block.span.end)
        } else {
            state.column.byte_at(&state.blocks, end)
        },
    };
    let of = (state.tally.sentences(), &*state.marks.marked, state.version);
    if let Some(byte) = strip::show(ui, ctx.theme, &mut state.strip, of, place, visible) {
        state.jumping = Some((byte, JUMPS));
    }
    // What comes into sight is measured only then, and may turn out longer: the jump is made again.
    if let Some((byte, left)) = state.jumping.take() {
        if left > 1 {
            state.jumping = Some((byte, left - 1));
            ui.ctx().request_repaint();
        }
        let most = (state.column.height() - height).max(0.0);
        let offset = (state.column.y_of(&state.blocks, byte) - height * 0.5).clamp(0.0, most);
        if (offset - state.offset).abs() > 0.5 {
            state.scroll_to = Some(offset);
            ui.ctx().request_repaint();
        }
    }
}

/// Lays out what comes into sight for the first time. Returns how far the view has to follow.
fn measure(
    ui: &Ui,
    ctx: &Context<'_>,
    state: &mut ReaderState,
    text: &str,
    set: &Set,
    (top, bottom): (f32, f32),
    width: f32,
) -> f32 {
    let mut shift = 0.0;
    loop {
        let (first, last) = (state.column.at(top + shift), state.column.at(bottom + shift));
        let height = |i: usize| {
            let block = &state.blocks[i];
            let runs = marks::runs(&state.outline, &state.marks, block.span);
            let laid = layout::lay_out(ui, ctx.theme, &set.face, text, block, &runs, width, false);
            (i, laid.galley.size().y)
        };
        let measured: Vec<(usize, f32)> =
            (first..=last).filter(|&i| !state.column.knows(i)).map(height).collect();
        if measured.is_empty() {
            return shift;
        }
        shift += state.column.learn(&state.blocks, &measured, top + shift);
    }
}

#[cfg(test)]
mod tests {
    use super::{Face, Set, column};

    #[test]
    fn a_line_of_read_has_at_most_sixty_letters_and_stands_in_the_middle() {
        let set = Set { face: Face::WIDE, wide: true };
        let letters = |room: f32| column(&set, room).1 / Face::WIDE.letter;
        assert!((48.0..60.5).contains(&letters(410.0)), "{}", letters(410.0));
        let (left, width) = column(&set, 900.0);
        assert!(left > 200.0 && width <= 60.0 * Face::WIDE.letter);
        assert!(column(&set, 10.0).1 >= 80.0);
    }
}
