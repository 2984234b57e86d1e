//! The command palette: one field for every command, entity and claim.

mod data;
mod signs;

use egui::text::LayoutJob;
use egui::{
    Align, Area, CursorIcon, FontId, Frame, Id, Key, Layout, Margin, Modifiers, Order, Rect, Response,
    RichText, ScrollArea, Sense, TextEdit, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use super::lines::{self, Marking};
use super::theme::{icon_font, size};
use super::widgets::{self, number};
use super::{Context, keys, paint};
use crate::model::Item;
use crate::session::{Action, Command, Dialog, Keep};
use data::{Found, Results, Row, Target};

/// Width and greatest height of the list, in points.
const WIDTH: f32 = 560.0;
const HEIGHT: f32 = 420.0;
/// Height of a row.
const ROW: f32 = 28.0;
/// Rows that Page Up and Page Down go.
const PAGE: isize = 12;
/// Commands that are remembered as run last.
const RECENT: usize = 5;
/// The accessible name of the field, and its hint.
const NAME: &str = "Find a command, an entity or a claim";

/// What belongs to the palette alone.
#[derive(Default)]
pub struct PaletteState {
    open: bool,
    query: String,
    /// The entry that Enter takes.
    at: usize,
    scroll: bool,
    /// Where the list begins, and how much of it is in sight, in points.
    seen: (f32, f32),
    /// The field is still to take the focus.
    unfocused: bool,
    recent: Vec<Command>,
    /// What was listed last, and what it was made from: dataset, whether there is an index, query.
    made: Option<((u64, bool, String), Results)>,
}

/// Shows the palette above everything, if it is open.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut PaletteState, out: &mut Vec<Action>) {
    if ctx.session.passing().dialog != Some(Dialog::Palette) {
        state.open = false;
        return;
    }
    let fresh = !std::mem::replace(&mut state.open, true);
    if fresh {
        state.query.clear();
        (state.at, state.scroll, state.made, state.unfocused) = (0, true, None, true);
        state.seen = (0.0, 0.0);
    }
    let screen = ui.ctx().content_rect();
    let width = WIDTH.min(screen.width() - 32.0);
    let place = pos2(screen.center().x - width * 0.5, screen.top() + 52.0);
    let frame = ctx.theme.floating().inner_margin(Margin::same(0));
    let area = Area::new(Id::new("palette")).order(Order::Foreground).fixed_pos(place);
    // Without this the list would get the room of egui's small default.
    let area = area.default_size(vec2(width, screen.height()));
    let shown = area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            field(ui, ctx, state, fresh);
            widgets::hairline(ui, ctx.theme);
            list(ui, ctx, state, (screen.height() - 180.0).clamp(120.0, HEIGHT), out);
        });
    });
    if !fresh && shown.response.clicked_elsewhere() {
        out.push(Action::ShowDialog(None));
    }
}

fn field(ui: &mut Ui, ctx: &Context<'_>, state: &mut PaletteState, fresh: bool) {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let glass = pos2(rect.left() + 24.0, rect.center().y);
    let sign = icon::MAGNIFYING_GLASS;
    ui.painter().text(glass, egui::Align2::CENTER_CENTER, sign, icon_font(17.0), theme.text3());
    let id = Id::new("palette field");
    let before = state.query.clone();
    let edit = TextEdit::singleline(&mut state.query)
        .id(id)
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(FontId::proportional(size::READ))
        .text_color(theme.text())
        .hint_text(RichText::new(NAME).size(size::READ).color(theme.text3()))
        .vertical_align(Align::Center)
        .desired_width(f32::INFINITY);
    // Whatever takes the focus away, typing goes on here; egui also refuses it in the frame in which an
    // area is measured.
    let elsewhere = ui.memory(|memory| memory.focused().is_none()) || state.unfocused;
    if elsewhere {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let inner = Rect::from_min_max(rect.min + vec2(44.0, 4.0), rect.max - vec2(16.0, 4.0));
    state.unfocused &= !ui.put(inner, edit).has_focus() || fresh;
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(NAME));
    if state.query != before {
        (state.at, state.scroll) = (0, true);
    }
}

fn list(ui: &mut Ui, ctx: &Context<'_>, state: &mut PaletteState, height: f32, out: &mut Vec<Action>) {
    let key = (ctx.data().revision(), ctx.session.derived().index().is_some(), state.query.clone());
    let results = match state.made.take() {
        Some((made_from, results)) if made_from == key => results,
        _ => data::results(ctx.session, &state.query, &state.recent),
    };
    state.at = state.at.min(results.entries.len().saturating_sub(1));
    let entered = steer(ui, state, results.entries.len());
    if entered && let Some(found) = results.entries.get(state.at) {
        take(ctx, state, found, out);
    }
    if results.rows.is_empty() {
        nothing(ui, ctx, &state.query);
    }
    let mut area =
        ScrollArea::vertical().id_salt("palette list").max_height(height).auto_shrink([false, true]);
    if std::mem::take(&mut state.scroll)
        && let Some(row) = results.row_of(state.at)
    {
        area = area.vertical_scroll_offset(offset(row, state.seen, height));
    }
    let made = area.show_rows(ui, ROW, results.rows.len(), |ui, range| {
        for n in range {
            match results.rows.get(n) {
                Some(Row::Heading(group, total)) => heading(ui, ctx, group.words(), *total),
                Some(&Row::Entry(at)) => {
                    let Some(found) = results.entries.get(at) else { continue };
                    let response = row(ui, ctx, found, at, at == state.at);
                    // The pointer chooses only when it moves: the list may move under it.
                    if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
                        state.at = at;
                    }
                    if response.clicked() {
                        take(ctx, state, found, out);
                    }
                }
                Some(Row::Surplus(more)) => {
                    let words = format!("{} more: type more to narrow it down", number(*more));
                    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
                    let galley = lines::line(ui, &words, size::CAPTION, ctx.theme.text3(), rect.width());
                    lines::put(ui, pos2(rect.left() + 44.0, rect.center().y), galley);
                }
                None => {}
            }
        }
    });
    state.seen = (made.state.offset.y, made.inner_rect.height());
    ui.add_space(4.0);
    state.made = Some((key, results));
}

/// Where the list begins so that a row is in sight, and the heading above the first one with it.
fn offset(row: usize, (top, seen): (f32, f32), most: f32) -> f32 {
    let height = if seen > 0.0 { seen } else { most };
    let at = row as f32 * ROW;
    if row <= 1 {
        0.0
    } else if at < top {
        at
    } else if at + ROW > top + height {
        at + ROW - height
    } else {
        top
    }
}

/// Arrows and pages move the choice. Returns whether Enter was pressed.
fn steer(ui: &Ui, state: &mut PaletteState, entries: usize) -> bool {
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as isize;
    let by = pressed(Key::ArrowDown) - pressed(Key::ArrowUp)
        + PAGE * (pressed(Key::PageDown) - pressed(Key::PageUp));
    if by != 0 {
        state.at = data::moved(state.at, by, entries);
        state.scroll = true;
    }
    pressed(Key::Enter) > 0
}

/// Runs a command, or goes to an entity or claim; a command that would do nothing keeps the palette open.
fn take(ctx: &Context<'_>, state: &mut PaletteState, found: &Found, out: &mut Vec<Action>) {
    match &found.target {
        &Target::Command(command) => {
            if ctx.session.why_not(command).is_some() {
                return;
            }
            state.recent.retain(|known| *known != command);
            state.recent.insert(0, command);
            state.recent.truncate(RECENT);
            // It may open a dialog, so the palette goes first.
            out.push(Action::ShowDialog(None));
            out.push(Action::Run(command));
        }
        Target::View(name) => {
            out.push(Action::ShowDialog(None));
            out.push(Action::Keep(Keep::ShowView(name.clone())));
        }
        &Target::Item(item) => {
            out.push(Action::ShowDialog(None));
            out.push(Action::Reveal(item));
        }
    }
}

fn nothing(ui: &mut Ui, ctx: &Context<'_>, query: &str) {
    Frame::new().inner_margin(Margin { left: 44, right: 16, top: 14, bottom: 12 }).show(ui, |ui| {
        let head = format!("Nothing found for “{}”", query.trim());
        ui.label(RichText::new(paint::visual(&head)).color(ctx.theme.text()));
        ui.add_space(4.0);
        let rest = "Commands, names, aliases and claims were searched";
        ui.label(RichText::new(rest).size(size::SMALL).color(ctx.theme.text3()));
    });
}

fn heading(ui: &mut Ui, ctx: &Context<'_>, words: &str, total: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, format!("{words}, {}", number(total))));
    let y = rect.center().y + 3.0;
    let ink = ctx.theme.text3();
    lines::put(ui, pos2(rect.left() + 16.0, y), lines::line(ui, words, size::SMALL, ink, 200.0));
    lines::put_right(
        ui,
        pos2(rect.right() - 16.0, y),
        lines::line(ui, &number(total), size::CAPTION, ink, 80.0),
    );
}

fn row(ui: &mut Ui, ctx: &Context<'_>, found: &Found, at: usize, current: bool) -> Response {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let place = rect.shrink2(vec2(6.0, 0.0));
    let response = ui.interact(place, Id::new(("palette row", at)), Sense::click());
    let why_not = match found.target {
        Target::Command(command) => ctx.session.why_not(command),
        _ => None,
    };
    let aside = aside(ctx, found, why_not);
    response.widget_info(|| {
        let mut name = found.words.clone();
        if let Some(via) = &found.via {
            name = format!("{via} → {name}");
        }
        if !aside.is_empty() {
            name = format!("{name}, {aside}");
        }
        WidgetInfo::selected(WidgetType::SelectableLabel, why_not.is_none(), current, name)
    });
    if current {
        ui.painter().rect_filled(place, 5.0, theme.accent_bg());
    }
    sign(ui, ctx, &found.target, pos2(rect.left() + 24.0, rect.center().y));
    let right = match found.target {
        Target::Command(command) if why_not.is_none() => caps(ui, ctx, rect, command),
        _ => {
            let galley = lines::line(ui, &aside, size::SMALL, theme.text3(), rect.width() * 0.4);
            lines::put_right(ui, pos2(rect.right() - 16.0, rect.center().y), galley)
        }
    };
    let set = Marking {
        size: size::BODY,
        ink: if why_not.is_some() { theme.text3() } else { theme.text() },
        ground: theme.find_bg(),
        marked_ink: if why_not.is_some() { theme.text3() } else { theme.text() },
    };
    let mut job = LayoutJob::default();
    if let Some(via) = &found.via {
        lines::append_marked(&mut job, via, &found.marks, set);
        lines::append_marked(&mut job, " → ", &[], Marking { ink: theme.text3(), ..set });
        lines::append_marked(&mut job, &found.words, &[], set);
    } else {
        lines::append_marked(&mut job, &found.words, &found.marks, set);
    }
    let x = rect.left() + 44.0;
    lines::cut(&mut job, right - 12.0 - x, 1);
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    lines::put(ui, pos2(x, rect.center().y), galley);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if cut { response.on_hover_text(paint::visual(&found.words)) } else { response }
}

/// What stands at the right of a row: why a command cannot be run, the kind of an entity, the status of a
/// claim.
fn aside(ctx: &Context<'_>, found: &Found, why_not: Option<&'static str>) -> String {
    let data = ctx.data();
    match found.target {
        Target::Command(_) => why_not.unwrap_or_default().to_owned(),
        Target::Item(Item::Entity(entity)) => data.kind_of(entity).label.clone(),
        Target::Item(Item::Claim(claim)) => data.status(claim).words().to_owned(),
        Target::Item(_) | Target::View(_) => String::new(),
    }
}

fn sign(ui: &Ui, ctx: &Context<'_>, target: &Target, at: egui::Pos2) {
    let (data, theme) = (ctx.data(), ctx.theme);
    let draw = |sign: &str| {
        ui.painter().text(at, egui::Align2::CENTER_CENTER, sign, icon_font(15.0), theme.text3());
    };
    match *target {
        Target::Item(Item::Entity(entity)) => {
            paint::entity_mark(ui.painter(), theme, data, entity, at, 6.2);
        }
        Target::Item(Item::Claim(claim)) => {
            let sample = Rect::from_center_size(at, vec2(24.0, 10.0));
            paint::line_sample(ui.painter(), theme, data.class(claim), data.status(claim), sample);
        }
        Target::Item(_) => {}
        Target::View(_) => draw(icon::BOOKMARK_SIMPLE),
        Target::Command(command) => draw(signs::of(command)),
    }
}

/// A command's keys at the right of its row. Returns where they begin.
fn caps(ui: &mut Ui, ctx: &Context<'_>, rect: Rect, command: Command) -> f32 {
    let os = ui.ctx().os();
    let place = Rect::from_min_max(rect.min, rect.max - vec2(14.0, 0.0));
    let layout = Layout::right_to_left(Align::Center);
    let builder = UiBuilder::new().max_rect(place).layout(layout).id_salt(("caps", command));
    let mut left = place.right();
    // A scope would take room of the list a second time.
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = 4.0;
    let names: Vec<&str> = ctx.session.settings().keys_of(command).collect();
    for key in names.iter().rev() {
        left = widgets::key_cap(&mut ui, ctx.theme, &keys::shown(key, os)).rect.left();
    }
    left
}
