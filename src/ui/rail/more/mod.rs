//! *More filters*: the fifth button, and the panel of sections that it opens.

mod data;

use std::collections::BTreeSet;

use egui::{
    Align2, DragValue, Id, Popup, PopupCloseBehavior, Rect, Response, RichText, ScrollArea, Sense, TextEdit,
    Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use self::data::{Row, Section, Typed};
use super::filters::{self, Sign};
use crate::graph::{DateWindow, Dating, Filter};
use crate::session::{Action, Keep};
use crate::ui::theme::{ROW, color, icon_font, size};
use crate::ui::{Context, lines, widgets};

/// Width of the panel in points.
const WIDTH: f32 = 264.0;
/// Rows in sight at most.
const ROWS: f32 = 20.0;

/// What belongs to the panel alone.
#[expect(clippy::option_option, reason = "not filled yet is one thing, filled from no window another")]
#[derive(Default)]
pub(super) struct MoreState {
    open: BTreeSet<Section>,
    typed: [Typed; 2],
    /// The windows that the fields were filled from, and whether they were at all.
    filled: [Option<Option<DateWindow>>; 2],
}

/// What the button says: "all", or how many sections hide something.
pub(super) fn label(filter: &Filter) -> String {
    data::label(filter)
}

/// The panel, while its button is pressed.
pub(super) fn show(button: &Response, ctx: &Context<'_>, state: &mut MoreState, out: &mut Vec<Action>) {
    Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(4.0)
        .width(WIDTH)
        .show(|ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            ui.set_width(WIDTH);
            widgets::closes_by_escape(ui);
            let (facets, filter) = (ctx.session.derived().facets(), &ctx.session.view().filter);
            for by in [Dating::Event, Dating::Statement] {
                let window = filter.window(by);
                if state.filled[by as usize] != Some(window) {
                    state.typed[by as usize] = Typed::of(window);
                    state.filled[by as usize] = Some(window);
                }
            }
            let rows = data::rows(ctx.data(), facets, filter, &state.open);
            let height = (ROWS * ROW).min(ui.ctx().content_rect().height() * 0.6);
            // A section that opens makes the panel longer, which by itself stays as long as it was.
            let area = ScrollArea::vertical().id_salt("more filters").max_height(height);
            let area = area.min_scrolled_height(height).auto_shrink([false, true]);
            area.show_rows(ui, ROW, rows.len(), |ui, range| {
                for row in rows.iter().take(range.end).skip(range.start) {
                    show_row(ui, ctx, state, *row, out);
                }
            });
        });
}

fn show_row(ui: &mut Ui, ctx: &Context<'_>, state: &mut MoreState, row: Row, out: &mut Vec<Action>) {
    match row {
        Row::Heading(section) => heading(ui, ctx, state, section),
        Row::Value(section, n) => value(ui, ctx, section, n, out),
        Row::From(by) => day(ui, ctx, state, by, true, out),
        Row::To(by) => day(ui, ctx, state, by, false, out),
        Row::Undated(by) => undated(ui, ctx, state, by, out),
        Row::DateWords(by) => {
            let rect = strip(ui);
            if let Err(words) = state.typed[by as usize].window(ctx.data(), by) {
                let ink = color(ctx.theme.style.v_against);
                let galley = lines::line(ui, words, size::SMALL, ink, rect.width());
                lines::put(ui, rect.left_center(), galley);
                let response = ui.interact(rect, Id::new(("more date words", by)), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, words));
            }
        }
        Row::Degrees => degrees(ui, ctx, out),
        Row::HiddenWords => by_hand(ui, ctx, out),
    }
}

/// The room of a row under a heading.
fn strip(ui: &mut Ui) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    Rect::from_min_max(pos2(rect.left() + 28.0, rect.top()), pos2(rect.right() - 10.0, rect.bottom()))
}

/// Widgets side by side in the room of a row.
fn side_by_side(ui: &mut Ui, salt: impl std::hash::Hash + std::fmt::Debug, add: impl FnOnce(&mut Ui)) {
    let rect = strip(ui);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout).id_salt(salt), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.spacing_mut().interact_size.y = ROW - 4.0;
        add(ui);
    });
}

fn heading(ui: &mut Ui, ctx: &Context<'_>, state: &mut MoreState, section: Section) {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::new(("more", section)), Sense::click());
    let (facets, filter) = (ctx.session.derived().facets(), &ctx.session.view().filter);
    let label = section.label(facets, filter);
    let open = state.open.contains(&section);
    let words = section.words();
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::CollapsingHeader, true, open, format!("{words}: {label}"))
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.hover());
    }
    let y = rect.center().y;
    let caret = if open { icon::CARET_DOWN } else { icon::CARET_RIGHT };
    let at = pos2(rect.left() + 14.0, y);
    ui.painter().text(at, Align2::CENTER_CENTER, caret, icon_font(11.0), theme.text3());
    let ink = if section.is_on(filter) { theme.text() } else { theme.text3() };
    let galley = lines::line(ui, &label, size::SMALL, ink, 80.0);
    let right = lines::put_right(ui, pos2(rect.right() - 10.0, y), galley);
    let x = rect.left() + 28.0;
    lines::put(ui, pos2(x, y), lines::line(ui, words, size::LABEL, theme.text2(), right - 8.0 - x));
    widgets::focus_ring(ui, theme, &response, rect.shrink(2.0), 5.0);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() && !state.open.remove(&section) {
        state.open.insert(section);
    }
}

fn value(ui: &mut Ui, ctx: &Context<'_>, section: Section, n: usize, out: &mut Vec<Action>) {
    let derived = ctx.session.derived();
    let (facets, filter) = (derived.facets(), &ctx.session.view().filter);
    let Some(value) = section.value(ctx.data(), facets, derived.leaders(), filter, n) else { return };
    let id = Id::new(("more", section, n));
    let pressed = filters::entry(ui, ctx, id, &value.name, Some(Sign::None), Some(value.count), value.on);
    let change: fn(Section, &crate::graph::Facets, &mut Filter, usize) = if pressed.box_clicked {
        Section::toggle
    } else if pressed.clicked {
        Section::only
    } else {
        return;
    };
    let mut filter = filter.clone();
    change(section, facets, &mut filter, n);
    out.push(Action::SetFilter(filter));
}

/// A field for the first or the last day.
fn day(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut MoreState,
    by: Dating,
    first: bool,
    out: &mut Vec<Action>,
) {
    let words = if first { "From" } else { "To" };
    let mut changed = false;
    let typed = &mut state.typed[by as usize];
    side_by_side(ui, (words, by), |ui| {
        let label = ui.add_sized([36.0, ROW - 4.0], egui::Label::new(small(ctx, words)));
        let text = if first { &mut typed.from } else { &mut typed.to };
        let field = TextEdit::singleline(text).id(Id::new(("more day", words, by))).hint_text("YYYY-MM-DD");
        let response = ui.add(field.desired_width(120.0)).labelled_by(label.id);
        changed = response.changed();
    });
    if changed {
        apply_dates(ctx, state, by, out);
    }
}

fn undated(ui: &mut Ui, ctx: &Context<'_>, state: &mut MoreState, by: Dating, out: &mut Vec<Action>) {
    let mut changed = false;
    let typed = &mut state.typed[by as usize];
    side_by_side(ui, ("undated", by), |ui| {
        changed = ui.checkbox(&mut typed.undated, small(ctx, "No date")).changed();
    });
    if changed {
        apply_dates(ctx, state, by, out);
    }
}

/// Filters by what is typed, as soon as it can be read.
fn apply_dates(ctx: &Context<'_>, state: &mut MoreState, by: Dating, out: &mut Vec<Action>) {
    let Ok(window) = state.typed[by as usize].window(ctx.data(), by) else { return };
    let filter = &ctx.session.view().filter;
    if window != filter.window(by) {
        // An empty field stays empty while the panel is open, whatever day it stands for.
        state.filled[by as usize] = Some(window);
        out.push(Action::SetFilter(filter.clone().with_window(by, window)));
    }
}

/// How many claims an entity must have, from and to.
fn degrees(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let filter = &ctx.session.view().filter;
    let most = ctx.session.derived().facets().degrees.last().map_or(0, |&(degree, _)| degree);
    let now = filter.degree.map_or((0, most), |(from, to)| (from.min(most), to.min(most)));
    let (mut from, mut to) = now;
    let mut holds = None;
    side_by_side(ui, "degree", |ui| {
        for (words, figure, range) in [("From", &mut from, 0..=now.1), ("to", &mut to, now.0..=most)] {
            let label = ui.label(small(ctx, words));
            let field = DragValue::new(figure).range(range).speed(0.1).update_while_editing(false);
            let response = ui.add(field).labelled_by(label.id);
            // A drag sends many figures and is one step back.
            if response.drag_started() {
                holds = Some(true);
            } else if response.drag_stopped() {
                holds = Some(false);
            }
        }
        ui.label(small(ctx, "claims"));
    });
    if holds == Some(true) {
        out.push(Action::Keep(Keep::Gesture(true)));
    }
    if (from, to) != now {
        // Up to the most of this case is up to any number.
        let degree = match (from, to) {
            (0, to) if to == most => None,
            (from, to) => Some((from, if to == most { u32::MAX } else { to })),
        };
        out.push(Action::SetFilter(Filter { degree, ..filter.clone() }));
    }
    if holds == Some(false) {
        out.push(Action::Keep(Keep::Gesture(false)));
    }
}

fn by_hand(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let filter = &ctx.session.view().filter;
    side_by_side(ui, "by hand", |ui| {
        ui.add(egui::Label::new(small(ctx, &data::hidden_words(filter))));
        if ui.button(RichText::new("Show all").size(size::SMALL)).clicked() {
            let mut filter = filter.clone();
            Section::ByHand.clear(&mut filter);
            out.push(Action::SetFilter(filter));
        }
    });
}

fn small(ctx: &Context<'_>, words: &str) -> RichText {
    RichText::new(words).size(size::LABEL).color(ctx.theme.text2())
}
