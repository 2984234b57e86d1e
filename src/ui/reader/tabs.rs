//! Several documents as tabs above the text; those without room are in a menu at the right.

use std::ops::Range;

use egui::{
    Align2, CursorIcon, FontId, Galley, Popup, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::model::{DocIx, Span};
use crate::session::Action;
use crate::ui::theme::{INSET_LIST, ROW, size};
use crate::ui::{Context, lines, paint, widgets};

/// Height of the row.
const HEIGHT: f32 = 34.0;
/// Widest name of a document, in points.
const WIDEST: f32 = 116.0;
/// Room beside a name, on both sides together.
const PADDING: f32 = 20.0;
/// Room for the menu of those that have no tab.
const MORE: f32 = 48.0;

/// The tabs that are shown: they begin with `first` unless the current one were out of sight; then it stands
/// in the middle.
fn window(
    first: usize,
    current: usize,
    count: usize,
    room: f32,
    width: &dyn Fn(usize) -> f32,
) -> Range<usize> {
    let fill = |from: usize, room: f32| {
        let (mut used, mut end) = (0.0, from);
        while end < count && (end == from || used + width(end) <= room) {
            used += width(end);
            end += 1;
        }
        (from..end, used)
    };
    let (all, used) = fill(0, room);
    if all.end == count && used <= room {
        return all;
    }
    let room = room - MORE;
    let (kept, used) = fill(first.min(count.saturating_sub(1)), room);
    if kept.contains(&current) {
        // At the end of the row the one before fills what room is left.
        let mut kept = kept;
        let mut used = used;
        while kept.end == count && kept.start > 0 && used + width(kept.start - 1) <= room {
            kept.start -= 1;
            used += width(kept.start);
        }
        return kept;
    }
    let (mut start, mut end) = (current, current + 1);
    let mut used = width(current);
    loop {
        let mut grown = false;
        if start > 0 && used + width(start - 1) <= room {
            start -= 1;
            used += width(start);
            grown = true;
        }
        if end < count && used + width(end) <= room {
            used += width(end);
            end += 1;
            grown = true;
        }
        if !grown {
            return start..end;
        }
    }
}

/// Shows the row where there is more than one document. `first` is the first tab, kept from frame to frame.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, current: DocIx, first: &mut usize, out: &mut Vec<Action>) {
    let count = ctx.data().documents().len();
    if count < 2 {
        return;
    }
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line()));
    let galley = |i: usize| {
        let ink = if i == current.index() { theme.text() } else { theme.text2() };
        lines::line(ui, ctx.data().documents()[i].name(), size::LABEL, ink, WIDEST)
    };
    let width = |i: usize| galley(i).size().x + PADDING;
    let room = rect.width() - 2.0 * INSET_LIST;
    let shown = window(*first, current.index(), count, room, &width);
    *first = shown.start;
    let mut left = rect.left() + INSET_LIST;
    for i in shown.clone() {
        let galley = galley(i);
        let wide = (galley.size().x + PADDING).min(rect.right() - left);
        let place = Rect::from_min_size(pos2(left, rect.top() + 4.0), vec2(wide, HEIGHT - 5.0));
        left += wide;
        tab(ui, ctx, (i, i == current.index()), place, galley, out);
    }
    let hidden = count - shown.len();
    if hidden > 0 {
        let place = Rect::from_min_max(
            pos2(rect.right() - INSET_LIST - MORE + 8.0, rect.top() + 5.0),
            pos2(rect.right() - INSET_LIST, rect.bottom() - 5.0),
        );
        more(ui, ctx, place, &shown, count, out);
    }
}

fn tab(
    ui: &Ui,
    ctx: &Context<'_>,
    (i, on): (usize, bool),
    place: Rect,
    galley: std::sync::Arc<Galley>,
    out: &mut Vec<Action>,
) {
    let theme = ctx.theme;
    let response = ui.interact(place, ui.id().with(("document tab", i)), Sense::click());
    let name = ctx.data().documents()[i].name();
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, on, name));
    if response.hovered() && !on {
        ui.painter().rect_filled(place.shrink2(vec2(2.0, 2.0)), 5.0, theme.hover());
    }
    if on {
        let inner = place.x_range().shrink(PADDING * 0.5 - 2.0);
        ui.painter().hline(inner, place.bottom() - 0.5, Stroke::new(2.0, theme.accent()));
    }
    let cut = galley.elided;
    lines::put(ui, pos2(place.left() + PADDING * 0.5, place.center().y), galley);
    widgets::focus_ring(ui, theme, &response, place.shrink(4.0), 4.0);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() && !on {
        open(i, out);
    }
    if cut {
        response.on_hover_text(paint::visual(name));
    }
}

/// "+12", and the documents that it stands for.
fn more(ui: &Ui, ctx: &Context<'_>, place: Rect, shown: &Range<usize>, count: usize, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let hidden = count - shown.len();
    let words = format!("+{}", widgets::number(hidden));
    let response = ui.interact(place, ui.id().with("more documents"), Sense::click());
    let tip = widgets::counted(hidden, "more document", "more documents");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &tip));
    let fill = if response.hovered() { theme.hover() } else { theme.raised() };
    ui.painter().rect_filled(place, 5.0, fill);
    let font = FontId::proportional(size::CAPTION);
    ui.painter().text(place.center(), Align2::CENTER_CENTER, words, font, theme.text2());
    widgets::focus_ring(ui, theme, &response, place, 5.0);
    Popup::menu(&response).show(|ui| {
        ui.set_width(260.0);
        let scroll = egui::ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]);
        scroll.show_rows(ui, ROW, hidden, |ui, rows| {
            for row in rows {
                let i = if row < shown.start { row } else { row + shown.len() };
                let Some(document) = ctx.data().documents().get(i) else { continue };
                let name = paint::visual(document.name()).into_owned();
                let button = egui::Button::new(name).truncate().min_size(vec2(ui.available_width(), ROW));
                if ui.push_id(i, |ui| ui.add(button)).inner.clicked() {
                    open(i, out);
                    ui.close();
                }
            }
        });
    });
    response.on_hover_text(tip);
}

fn open(i: usize, out: &mut Vec<Action>) {
    out.push(Action::Read(DocIx(i as u32), Span { start: 0, end: 0 }));
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn all_are_shown_where_they_fit() {
        assert_eq!(window(0, 2, 3, 300.0, &|_| 100.0), 0..3);
        assert_eq!(window(2, 0, 3, 300.0, &|_| 100.0), 0..3);
    }

    #[test]
    fn the_row_stays_while_the_current_one_is_in_it_and_else_has_it_in_the_middle() {
        let width = |_| 100.0;
        assert_eq!(window(0, 2, 20, 350.0, &width), 0..3);
        assert_eq!(window(4, 5, 20, 350.0, &width), 4..7);
        assert_eq!(window(0, 10, 20, 350.0, &width), 9..12);
        assert_eq!(window(0, 19, 20, 350.0, &width), 17..20);
        assert_eq!(window(19, 19, 20, 350.0, &width), 17..20);
    }

    #[test]
    fn the_current_one_is_shown_however_little_room_there_is() {
        assert_eq!(window(0, 3, 20, 10.0, &|_| 100.0), 3..4);
        assert_eq!(window(99, 3, 20, 10.0, &|_| 100.0), 3..4);
    }
}
