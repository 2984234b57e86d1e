//! The left rail: search, filters, and the lists of entities and claims.

pub(in crate::ui) mod data;
mod filters;
mod lists;
mod more;
mod search;
mod shown;

use egui::{Area, Id, Order, Pos2, Rect, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};
use egui_phosphor::regular as icon;

use super::theme::INSET_LIST;
use super::{Context, widgets};
use crate::model::Item;
use crate::session::{Action, Command};
use lists::ListState;
use search::SearchUi;

/// What belongs to the rail alone.
#[derive(Default)]
pub struct RailState {
    list: ListState,
    search: SearchUi,
    more: more::MoreState,
    /// In a narrow window: what was opened over the canvas.
    open: Option<Pane>,
    /// The item that a row of the rail has lit.
    lit: Option<Item>,
}

/// What the folded rail opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pane {
    Search,
    Filters,
    List,
}

/// Shows the rail in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut RailState, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let mut under = None;
    parts(ui, ctx, state, [true; 3], &mut under, out);
    light(ctx, state, under, out);
}

/// Shows the rail as a strip of three icons whose panel opens over the canvas.
pub fn show_folded(ui: &mut Ui, ctx: &Context<'_>, state: &mut RailState, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(0.0, 8.0);
    let strip = ui.max_rect();
    let panes = [
        (Pane::Search, icon::MAGNIFYING_GLASS, crate::ui::keys::tip(ctx, ui.ctx().os(), Command::Search)),
        (Pane::Filters, icon::FUNNEL, "Filters".to_owned()),
        (Pane::List, icon::LIST_BULLETS, "Entities and claims".to_owned()),
    ];
    if ctx.session.passing().focus_search {
        state.open = Some(Pane::Search);
    }
    let mut pressed = false;
    ui.add_space(12.0);
    for (pane, sign, tip) in panes {
        ui.horizontal(|ui| {
            ui.add_space(10.0);
            if widgets::icon_button(ui, ctx.theme, sign, &tip, state.open == Some(pane)).clicked() {
                pressed = true;
                state.open = if state.open == Some(pane) { None } else { Some(pane) };
                if state.open == Some(Pane::Search) {
                    out.push(Action::Run(Command::Search));
                }
            }
        });
    }
    let mut under = None;
    if let Some(pane) = state.open {
        let place = Rect::from_min_size(strip.right_top(), vec2(248.0, strip.height()));
        let over = Area::new(Id::new("rail over canvas"))
            .order(Order::Middle)
            .fixed_pos(place.min)
            .constrain(false)
            .show(ui.ctx(), |ui| {
                ui.painter().add(ctx.theme.shadow().as_shape(place, 0.0));
                ui.painter().rect_filled(place, 0.0, ctx.theme.panel());
                let edge = Stroke::new(1.0, ctx.theme.line());
                ui.painter().vline(place.right() - 0.5, place.y_range(), edge);
                ui.allocate_rect(place, egui::Sense::click());
                ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                    ui.spacing_mut().item_spacing = Vec2::ZERO;
                    let which = match pane {
                        Pane::Search => [true, false, true],
                        Pane::Filters => [false, true, true],
                        Pane::List => [false, false, true],
                    };
                    parts(ui, ctx, state, which, &mut under, out);
                });
            });
        let elsewhere = !pressed && over.response.clicked_elsewhere() && !egui::Popup::is_any_open(ui.ctx());
        // Escape first empties the search box, as it does in a wide window.
        let searching = !ctx.session.passing().search.query.is_empty();
        let escape = || ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if elsewhere || (!searching && escape()) {
            state.open = None;
        }
    }
    light(ctx, state, under, out);
}

/// Search, filters and list, as far as they are wanted.
fn parts(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut RailState,
    [search, filters, list]: [bool; 3],
    under: &mut Option<Item>,
    out: &mut Vec<Action>,
) {
    ui.add_space(INSET_LIST);
    if search {
        search::field(ui, ctx, &mut state.search, out);
        ui.add_space(10.0);
    }
    if filters {
        filters::show(ui, ctx, &mut state.more, out);
    }
    shown::show(ui, ctx, out);
    if search && !ctx.session.passing().search.query.trim().is_empty() {
        search::results(ui, ctx, &mut state.search, under, out);
    } else if list {
        lists::show(ui, ctx, &mut state.list, under, out);
    }
}

/// Lights what the pointer is over, and puts out what the rail had lit.
fn light(ctx: &Context<'_>, state: &mut RailState, under: Option<Item>, out: &mut Vec<Action>) {
    if state.lit == under {
        return;
    }
    // Leaving the rail clears only what the rail had lit.
    if under.is_some() || state.lit == ctx.session.passing().hover {
        out.push(Action::Hover(under));
    }
    state.lit = under;
}

/// The room for `height` points across the rail, inset at both sides.
fn strip(ui: &mut Ui, height: f32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    rect.shrink2(vec2(INSET_LIST, 0.0))
}

/// The id of a row, which stays with its item wherever the row stands.
fn row_id(list: &'static str, item: Item) -> Id {
    Id::new(("rail", list, item))
}

/// The middle of a rectangle's left side, moved right.
fn from_left(rect: Rect, by: f32) -> Pos2 {
    pos2(rect.left() + by, rect.center().y)
}
