//! The lists of entities and claims, of which only the rows in sight are made.

use egui::{
    Align2, CursorIcon, EventFilter, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response,
    ScrollArea, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use super::data::{self, Row, Sort, Tab};
use super::{from_left, row_id, strip};
use crate::model::{ClaimIx, EntityIx, Item};
use crate::session::{Action, Click};
use crate::ui::canvas::names;
use crate::ui::theme::{INSET_LIST, ROW, icon_font, size};
use crate::ui::widgets::{self, counted, number};
use crate::ui::{Context, lines, menus, paint};

/// What belongs to the lists alone.
#[derive(Default)]
pub(super) struct ListState {
    tab: Tab,
    sorts: [Sort; 2],
    made: Option<(data::Key, Vec<Row>)>,
    /// Top of the list in points, and how much of it is in sight.
    seen: (f32, f32),
    /// The row to bring into sight, and whether it takes the focus.
    goal: Option<(usize, bool)>,
    /// The selection that the list has followed.
    followed: Option<Item>,
}

/// The tabs and the list in front, in the room that is left.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut ListState,
    under: &mut Option<Item>,
    out: &mut Vec<Action>,
) {
    state.sorts[Tab::Claims as usize] = Sort::of(ctx.session.passing().claim_sort);
    tabs(ui, ctx, state, out);
    let key = data::Key {
        revision: ctx.data().revision(),
        shown: ctx.session.derived().shown_revision(),
        tab: state.tab,
        sort: state.sorts[state.tab as usize],
    };
    let rows = match state.made.take() {
        Some((made_from, rows)) if made_from == key => rows,
        _ => data::rows(ctx.data(), ctx.session.derived().shown(), key.tab, key.sort),
    };
    follow(ctx, state, &rows);
    if rows.is_empty() {
        let words = match state.tab {
            Tab::Entities => "No entity passes these filters",
            Tab::Claims => "No claim passes these filters",
        };
        let words = if ctx.data().entities().is_empty() { "Nothing to list" } else { words };
        let rect = strip(ui, 40.0);
        lines::put(
            ui,
            from_left(rect, 2.0),
            lines::line(ui, words, size::SMALL, ctx.theme.text3(), rect.width()),
        );
    }
    let mut area = ScrollArea::vertical().id_salt(("list", state.tab as usize)).auto_shrink(false);
    if let Some((row, focus)) = state.goal.take() {
        if let Some(offset) = offset_for(row, state.seen) {
            area = area.vertical_scroll_offset(offset);
        }
        if let Some(item) = rows.get(row).and_then(Row::item).filter(|_| focus) {
            ui.memory_mut(|memory| memory.request_focus(row_id("list", item)));
        }
    }
    let made = area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for n in range {
            match rows.get(n) {
                Some(Row::Heading(words, count)) => heading(ui, ctx, words, *count),
                Some(&Row::Item(item)) => {
                    let response = row(ui, ctx, item);
                    if response.hovered() {
                        *under = Some(item);
                    }
                    clicks(ui, &response, item, state, out);
                    menus::on_row(ui, ctx, &response, item, out);
                    if response.has_focus() {
                        arrows(ui, &response, n, &rows, state);
                    }
                }
                None => {}
            }
        }
    });
    state.seen = (made.state.offset.y, made.inner_rect.height());
    state.made = Some((key, rows));
}

fn clicks(ui: &Ui, response: &Response, item: Item, state: &mut ListState, out: &mut Vec<Action>) {
    let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    if response.double_clicked() {
        out.push(Action::Reveal(item));
    } else if response.clicked() {
        // The row is in sight already.
        state.followed = Some(item);
        out.push(Action::Select(item, if more { Click::Toggle } else { Click::Only }));
    }
}

/// Arrow keys go from row to row, also to those that are not in sight yet.
fn arrows(ui: &Ui, response: &Response, at: usize, rows: &[Row], state: &mut ListState) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let is_item = |n: &usize| rows.get(*n).is_some_and(|row| row.item().is_some());
    let goal = if pressed(Key::ArrowDown) {
        (at + 1..rows.len()).find(is_item)
    } else if pressed(Key::ArrowUp) {
        (0..at).rev().find(is_item)
    } else {
        None
    };
    if let Some(goal) = goal {
        state.goal = Some((goal, true));
        ui.ctx().request_repaint();
    }
}

/// Brings what was selected elsewhere into sight.
fn follow(ctx: &Context<'_>, state: &mut ListState, rows: &[Row]) {
    let selected = ctx.session.passing().selection.items().last().copied();
    if state.followed == selected {
        return;
    }
    state.followed = selected;
    let Some(item) = selected else { return };
    let item = item.claim().map_or(item, Item::Claim);
    if let Some(row) = rows.iter().position(|row| row.item() == Some(item)) {
        state.goal = Some((row, false));
    }
}

/// Where the list must begin, in points, so that a row is in sight; `None` where it is.
fn offset_for(row: usize, (top, height): (f32, f32)) -> Option<f32> {
    let at = row as f32 * ROW;
    if at < top {
        Some((at - ROW).max(0.0))
    } else if at + ROW > top + height && height > 0.0 {
        Some(at + 2.0 * ROW - height)
    } else {
        None
    }
}

fn tabs(ui: &mut Ui, ctx: &Context<'_>, state: &mut ListState, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let shown = ctx.session.derived().shown();
    let rect = strip(ui, 30.0);
    let line = rect.bottom() - 0.5;
    ui.painter().hline(ui.max_rect().x_range(), line, Stroke::new(1.0, theme.line()));
    let mut x = rect.left() + 2.0;
    let tabs =
        [(Tab::Entities, "Entities", shown.entities.len()), (Tab::Claims, "Claims", shown.claims.len())];
    for (tab, words, count) in tabs {
        let front = state.tab == tab;
        let ink = if front { theme.text() } else { theme.text2() };
        let name = lines::line(ui, words, size::QUOTE, ink, 120.0);
        let count = lines::line(ui, &number(count), size::CAPTION, theme.text3(), 60.0);
        let width = name.size().x + 6.0 + count.size().x;
        let place = Rect::from_min_size(pos2(x - 4.0, rect.top()), vec2(width + 8.0, rect.height()));
        let response = ui.interact(place, Id::new(("rail tab", words)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, front, words));
        let y = rect.center().y - 1.0;
        let end = lines::put(ui, pos2(x, y), name);
        lines::put(ui, pos2(end + 6.0, y + 0.5), count);
        if front {
            let bar = Rect::from_min_max(pos2(x, rect.bottom() - 2.0), pos2(x + width, rect.bottom()));
            ui.painter().rect_filled(bar, 1.0, theme.accent());
        } else if response.hovered() {
            let bar = Rect::from_min_max(pos2(x, rect.bottom() - 2.0), pos2(x + width, rect.bottom()));
            ui.painter().rect_filled(bar, 1.0, theme.line_strong());
        }
        widgets::focus_ring(ui, theme, &response, place.shrink(3.0), 4.0);
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            state.tab = tab;
        }
        x += width + 20.0;
    }
    sorting(ui, ctx, state, rect, x - 10.0, out);
}

/// The button that says and changes the order; its words give way where the tabs end too late for them.
fn sorting(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut ListState,
    rect: Rect,
    from: f32,
    out: &mut Vec<Action>,
) {
    let theme = ctx.theme;
    let tab = state.tab;
    let now = state.sorts[tab as usize];
    let galley = lines::line(ui, now.words(tab), size::SMALL, theme.text3(), 80.0);
    let wordy = rect.right() - 19.0 - galley.size().x > from;
    let width = if wordy { galley.size().x + 16.0 } else { 16.0 };
    let place =
        Rect::from_min_max(pos2(rect.right() - width - 4.0, rect.top() + 2.0), rect.max - vec2(0.0, 4.0));
    let response = ui.interact(place, Id::new("rail sorting"), Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Sorted {}", now.words(tab))));
    if response.hovered() {
        ui.painter().rect_filled(place, 5.0, theme.hover());
    }
    let y = rect.center().y - 1.0;
    let caret = pos2(rect.right() - 7.0, y);
    ui.painter().text(caret, Align2::CENTER_CENTER, icon::CARET_DOWN, icon_font(10.0), theme.text3());
    if wordy {
        lines::put_right(ui, pos2(rect.right() - 15.0, y), galley);
    }
    widgets::focus_ring(ui, theme, &response, place.shrink(2.0), 5.0);
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .align(egui::RectAlign::BOTTOM_END)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .gap(4.0)
        .show(|ui| {
            ui.set_width(110.0);
            widgets::closes_by_escape(ui);
            for sort in Sort::ALL {
                let words = data::capitalised(sort.words(tab));
                if ui.selectable_label(sort == now, words).clicked() {
                    state.sorts[tab as usize] = sort;
                    if tab == Tab::Claims {
                        out.push(Action::SortClaims(sort.of_claims()));
                    }
                }
            }
        });
}

fn heading(ui: &mut Ui, ctx: &Context<'_>, words: &str, count: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, format!("{words}, {}", number(count))));
    let y = rect.center().y + 2.0;
    let ink = ctx.theme.text3();
    lines::put(
        ui,
        pos2(rect.left() + 14.0, y),
        lines::line(ui, words, size::SMALL, ink, rect.width() - 70.0),
    );
    lines::put_right(ui, pos2(rect.right() - 16.0, y), lines::line(ui, &number(count), 10.5, ink, 60.0));
}

fn row(ui: &mut Ui, ctx: &Context<'_>, item: Item) -> Response {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let place = rect.shrink2(vec2(6.0, 0.0));
    let response = ui.interact(place, row_id("list", item), Sense::click());
    let selected = ctx.session.passing().selection.contains(item);
    let lit = ctx.session.passing().hover == Some(item);
    if selected {
        ui.painter().rect_filled(place, 5.0, theme.accent_bg());
    } else if response.hovered() || lit {
        ui.painter().rect_filled(place, 5.0, theme.hover());
    }
    let response = match item {
        Item::Entity(entity) => entity_row(ui, ctx, rect, response, entity, selected),
        Item::Claim(claim) => claim_row(ui, ctx, rect, response, claim, selected),
        _ => response,
    };
    widgets::focus_ring(ui, theme, &response, place.shrink(2.0), 5.0);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn entity_row(
    ui: &Ui,
    ctx: &Context<'_>,
    rect: Rect,
    response: Response,
    entity: EntityIx,
    selected: bool,
) -> Response {
    let (theme, data) = (ctx.theme, ctx.data());
    let pinned = ctx.session.view().pins.contains_key(&entity);
    response.widget_info(|| {
        WidgetInfo::selected(
            WidgetType::SelectableLabel,
            true,
            selected,
            names::entity(ctx.session, entity, pinned),
        )
    });
    let y = rect.center().y;
    paint::entity_mark(ui.painter(), theme, data, entity, pos2(rect.left() + 24.0, y), 6.2);
    let count = data::lines_of(data, entity);
    let words = if count == 0 { "–".to_owned() } else { number(count) };
    let mut right = lines::put_right(
        ui,
        pos2(rect.right() - 16.0, y),
        lines::line(ui, &words, size::CAPTION, theme.text3(), 60.0),
    );
    if pinned {
        right -= 16.0;
        let place = pos2(right + 5.0, y);
        ui.painter().text(place, Align2::CENTER_CENTER, icon::PUSH_PIN, icon_font(12.0), theme.text3());
    }
    let x = rect.left() + 40.0;
    let name = &data.entity(entity).name;
    let galley = lines::line(ui, name, size::BODY, theme.text(), right - 8.0 - x);
    let cut = galley.elided;
    lines::put(ui, pos2(x, y), galley);
    if cut { response.on_hover_text(paint::visual(name)) } else { response }
}

fn claim_row(
    ui: &Ui,
    ctx: &Context<'_>,
    rect: Rect,
    response: Response,
    claim: ClaimIx,
    selected: bool,
) -> Response {
    let (theme, data) = (ctx.theme, ctx.data());
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::SelectableLabel, true, selected, names::claim(data, claim))
    });
    let y = rect.center().y;
    let sample = Rect::from_center_size(pos2(rect.left() + 29.0, y), vec2(30.0, 10.0));
    paint::line_sample(ui.painter(), theme, data.class(claim), data.status(claim), sample);
    let x = rect.left() + 52.0;
    let sentence = data.sentence(claim);
    let galley = lines::line(ui, &sentence, size::QUOTE, theme.text(), rect.right() - INSET_LIST - x);
    lines::put(ui, pos2(x, y), galley);
    let (status, class) = (data.status(claim).words(), data.class(claim).words());
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(egui::RichText::new(paint::visual(&sentence)).color(theme.text()));
        let voices = names::voices(data, claim);
        let voices = if voices.is_empty() { counted(0, "voice", "voices") } else { voices };
        ui.label(
            egui::RichText::new(format!("{class} · {status} · {voices}"))
                .size(size::SMALL)
                .color(theme.text2()),
        );
    })
}

#[cfg(test)]
mod tests {
    use super::{ROW, offset_for};

    #[test]
    fn the_list_moves_only_when_a_row_is_out_of_sight() {
        let seen = (100.0 * ROW, 10.0 * ROW);
        assert_eq!(offset_for(104, seen), None);
        assert!(offset_for(3, seen).is_some_and(|top| top <= 3.0 * ROW));
        let below = offset_for(200, seen).unwrap();
        assert!(below + 10.0 * ROW >= 201.0 * ROW && below < 200.0 * ROW);
        assert_eq!(offset_for(0, (5.0, 240.0)), Some(0.0));
    }
}
