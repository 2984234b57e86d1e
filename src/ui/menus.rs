//! The menus of a right click: on a node, a line, the background, and on the rows that stand for them.
//!
//! What they hold is plain data, made anew from the session in every frame in which one is open.

mod data;

use egui::{
    Button, Id, Layout, Popup, PopupKind, Pos2, Rect, Response, RichText, Ui, WidgetInfo, WidgetType, vec2,
};

pub(super) use self::data::Target;
use self::data::{Does, entries, expands};
use super::theme::size;
use super::{Context, keys, paint, widgets};
use crate::model::Item;
use crate::session::{Action, Click};

/// Width of a menu in points.
const WIDTH: f32 = 230.0;

/// The menu that is open.
#[derive(Clone, Copy)]
struct Open {
    target: Target,
    at: Pos2,
    /// Tells one opening from the next: egui closes a menu on the click that opens another.
    serial: u64,
    /// Opened by key, so that its first row takes the focus.
    by_key: bool,
}

fn open_id() -> Id {
    Id::new("context menu")
}

fn asked_id() -> Id {
    Id::new("context menu asked")
}

/// Whether the menu offers to expand its node. That asks the whole graph, so it is asked once an opening, and again
/// where the graph changed under it.
fn offers_expansion(ui: &Ui, ctx: &Context<'_>, open: Open) -> bool {
    type Known = ((u64, u64), bool);
    let now = (open.serial, ctx.session.derived().shown_revision());
    let id = open_id().with("expands");
    let known = ui.data(|data| data.get_temp::<Known>(id)).filter(|(then, _)| *then == now);
    known.map_or_else(
        || {
            let expands = expands(ctx.session, open.target);
            ui.data_mut(|data| data.insert_temp::<Known>(id, (now, expands)));
            expands
        },
        |(_, expands)| expands,
    )
}

/// Whether a menu is open: tips stand back.
pub(super) fn is_open(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp::<Open>(open_id()).is_some())
}

fn open(ui: &Ui, target: Target, at: Pos2, by_key: bool) {
    ui.data_mut(|data| {
        let serial = data.get_temp::<Open>(open_id()).map_or(0, |open| open.serial) + 1;
        let serial = serial.max(data.get_temp::<u64>(open_id().with("serial")).unwrap_or(0) + 1);
        data.insert_temp(open_id().with("serial"), serial);
        data.insert_temp(open_id(), Open { target, at, serial, by_key });
    });
}

/// Selects what a menu is about, so that it is seen what it is about.
fn select(ctx: &Context<'_>, item: Item, out: &mut Vec<Action>) {
    if !ctx.session.passing().selection.contains(item) {
        out.push(Action::Select(item, Click::Only));
    }
}

/// Opens the menu of what lies under the pointer on the canvas, where it was clicked with the right button.
pub(super) fn on_canvas(
    ui: &Ui,
    ctx: &Context<'_>,
    response: &Response,
    hit: impl Fn([f32; 2]) -> Option<Item>,
    out: &mut Vec<Action>,
) {
    let Some(at) = response.interact_pointer_pos().filter(|_| response.secondary_clicked()) else { return };
    let item = hit([at.x - response.rect.min.x, at.y - response.rect.min.y]);
    if let Some(item) = item {
        select(ctx, item, out);
    }
    open(ui, item.and_then(Target::of).unwrap_or(Target::Background), at, false);
}

/// Opens the menu of a row where it was clicked with the right button, or where it has the focus and the
/// key was pressed.
pub(super) fn on_row(ui: &Ui, ctx: &Context<'_>, response: &Response, item: Item, out: &mut Vec<Action>) {
    let Some(target) = Target::of(item) else { return };
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.secondary_clicked()) {
        select(ctx, item, out);
        open(ui, target, at, false);
    }
    if response.has_focus() && asked_now(ui, ctx) {
        select(ctx, item, out);
        open(ui, target, response.rect.left_bottom() + vec2(24.0, 0.0), true);
    }
}

/// Opens the menu of a node that has the ring of the keyboard, where the key was pressed.
pub(super) fn on_focused(ui: &Ui, ctx: &Context<'_>, item: Item, canvas: Rect, out: &mut Vec<Action>) {
    if let Some(target) = Target::of(item).filter(|_| asked_now(ui, ctx)) {
        select(ctx, item, out);
        open(ui, target, place_of(ctx, target, canvas), true);
    }
}

/// Whether the menu was asked for by key since it was last looked at; looking takes it.
fn asked_now(ui: &Ui, ctx: &Context<'_>) -> bool {
    let asked = ctx.session.passing().menus_asked;
    let seen = ui.data_mut(|data| {
        let seen = data.get_temp_mut_or(asked_id(), 0_u64);
        std::mem::replace(seen, asked)
    });
    seen != asked
}

/// Shows the menu that is open. `canvas` is where the graph stands, for a menu that was asked for by key.
pub(super) fn show(ui: &Ui, ctx: &Context<'_>, canvas: Rect, out: &mut Vec<Action>) {
    if asked_now(ui, ctx) {
        let item = ctx.session.passing().selection.items().last().copied();
        let target = item.and_then(Target::of).unwrap_or(Target::Background);
        open(ui, target, place_of(ctx, target, canvas), true);
    }
    let Some(open) = ui.data(|data| data.get_temp::<Open>(open_id())) else { return };
    let rows = entries(ctx.session, open.target, offers_expansion(ui, ctx, open));
    let mut stays = !rows.is_empty();
    let id = open_id().with(open.serial);
    let first = id.with("focused");
    Popup::new(id, ui.ctx().clone(), open.at, ui.layer_id())
        .kind(PopupKind::Menu)
        .layout(Layout::top_down_justified(egui::Align::Min))
        .style(egui::containers::menu::menu_style)
        .width(WIDTH)
        .gap(0.0)
        .open_bool(&mut stays)
        .show(|ui| {
            ui.set_width(WIDTH);
            widgets::closes_by_escape(ui);
            ui.spacing_mut().button_padding = vec2(8.0, 4.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut focus = open.by_key && !ui.data(|data| data.get_temp(first).unwrap_or(false));
            for entry in rows {
                if entry.rule {
                    ui.add_space(4.0);
                    widgets::hairline(ui, ctx.theme);
                    ui.add_space(4.0);
                }
                let ink = if entry.enabled { ctx.theme.text() } else { ctx.theme.text3() };
                let words = RichText::new(paint::visual(&entry.words)).color(ink);
                let mut button = Button::new(words).truncate().min_size(vec2(0.0, 26.0));
                let key = entry.key.and_then(|command| ctx.session.settings().key_of(command));
                if let Some(key) = key {
                    let key = RichText::new(keys::shown(key, ui.ctx().os()));
                    button = button.shortcut_text(key.size(size::CAPTION).color(ctx.theme.text3()));
                }
                let response = ui.add_enabled(entry.enabled, button);
                let name = || WidgetInfo::labeled(WidgetType::Button, entry.enabled, &entry.words);
                response.widget_info(name);
                if entry.enabled && std::mem::take(&mut focus) {
                    response.request_focus();
                    ui.data_mut(|data| data.insert_temp(first, true));
                }
                if response.clicked() {
                    match entry.does {
                        Does::Act(actions) => out.extend(actions),
                        Does::Copy(text) => ui.ctx().copy_text(text),
                    }
                    ui.close();
                }
            }
        });
    if !stays {
        ui.data_mut(|data| {
            data.remove::<Open>(open_id());
            data.remove::<bool>(first);
        });
    }
}

/// Where the menu of a thing hangs that was asked for by key: at its mark, where that is in sight.
fn place_of(ctx: &Context<'_>, target: Target, canvas: Rect) -> Pos2 {
    let derived = ctx.session.derived();
    let place = match target {
        Target::Node(entity) => derived.position(entity),
        Target::Line(claim) => ctx.data().claims().get(claim.index()).and_then(|claim| {
            let from = derived.position(claim.subject)?;
            let to = claim.object.and_then(|object| derived.position(object)).unwrap_or(from);
            Some([f32::midpoint(from[0], to[0]), f32::midpoint(from[1], to[1])])
        }),
        Target::Background => None,
    };
    let camera = ctx.session.view().camera;
    let seen = place.zip(camera).map(|(place, camera)| {
        let [x, y] = camera.to_screen(place, [canvas.width(), canvas.height()]);
        canvas.min + vec2(x + 12.0, y + 12.0)
    });
    seen.filter(|at| canvas.contains(*at)).unwrap_or(canvas.center())
}
