//! The timeline below the canvas: dated claims, the undated beside them, and a brush that filters by date.

mod data;
mod draw;
mod play;
mod scale;
mod words;

use egui::{CursorIcon, Rect, RichText, Sense, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2};
use egui_phosphor::regular as icon;

use super::theme::size;
use super::widgets::{self, number};
use super::{Context, lines};
use crate::graph::{self, DateWindow, Dating, Ego, Filter};
use crate::model::{ClaimIx, Day, Item};
use crate::session::{Action, Click};
use data::Laid;
use play::Play;

/// Height of the panel in points: open, and folded to its heading.
pub const OPEN: f32 = 124.0;
/// Height when only the heading is shown.
pub const FOLDED: f32 = 32.0;

/// Width of the block of undated claims, with the rule before it.
const UNDATED: f32 = 168.0;
/// Room at the left and right ends.
const INSET: f32 = 14.0;
/// Height of the heading, and of the dates under the axis.
const HEAD: f32 = 30.0;
const FOOT: f32 = 22.0;

/// What belongs to the timeline alone.
#[derive(Default)]
pub struct TimelineState {
    by: Dating,
    made: Option<(Key, Laid)>,
    /// Where a drag across began, in points along the axis.
    brush: Option<f32>,
    playing: Option<Play>,
    /// What the timeline has lit.
    lit: Option<Item>,
}

/// What was laid out: an equal key means an equal timeline.
struct Key {
    data: u64,
    /// Of the filtered graph: while it is the same, so is the filter, which need not be compared.
    shown: u64,
    filter: Filter,
    ego: Option<Ego>,
    by: Dating,
    width: f32,
}

/// Shows the timeline in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut TimelineState, folded: bool, out: &mut Vec<Action>) {
    let rect = ui.max_rect();
    let undated = if rect.width() > 560.0 { UNDATED } else { 0.0 };
    let axis = Rect::from_min_max(
        rect.min + vec2(INSET, HEAD),
        pos2(rect.right() - INSET - undated, rect.bottom() - FOOT),
    );
    state.follow(ctx, axis.width().max(60.0));
    let Some((key, laid)) = state.made.take() else { return };
    play::go_on(ui, ctx, state, &laid, out);
    heading(ui, ctx, state, &laid, rect, folded, out);
    if !folded {
        body(ui, ctx, state, &laid, axis, rect, out);
    }
    state.made = Some((key, laid));
}

impl TimelineState {
    fn follow(&mut self, ctx: &Context<'_>, width: f32) {
        let (by, view, data, derived) = (self.by, ctx.session.view(), ctx.data(), ctx.session.derived());
        let now = (data.revision(), derived.shown_revision());
        let made = self.made.as_mut().filter(|(key, _)| key.by == by && key.width == width);
        if made.as_ref().is_some_and(|(key, _)| (key.data, key.shown) == now) {
            return;
        }
        // The brush shows what it leaves out too.
        let filter = view.filter.clone().with_window(by, None);
        let key = Key { data: now.0, shown: now.1, filter, ego: view.ego, by, width };
        if let Some((before, _)) = made
            && before.data == key.data
            && before.ego == key.ego
            && before.filter == key.filter
        {
            before.shown = key.shown;
            return;
        }
        let all = view.filter.window(by).is_none() && ctx.session.passing().playing.is_none();
        let laid = if all {
            data::lay_out(data, derived.shown(), self.by, width)
        } else {
            let shown = graph::derive_with(data, &key.filter, key.ego, &derived.groups());
            data::lay_out(data, &shown, self.by, width)
        };
        self.made = Some((key, laid));
    }
}

/// "14 dated · 32 undated", which date counts, play, and the fold.
fn heading(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut TimelineState,
    laid: &Laid,
    rect: Rect,
    folded: bool,
    out: &mut Vec<Action>,
) {
    let theme = ctx.theme;
    let y = rect.top() + if folded { FOLDED * 0.5 } else { 16.0 };
    let title = lines::line(ui, "Timeline", size::BODY, theme.text(), 120.0);
    let x = lines::put(ui, pos2(rect.left() + INSET, y), title) + 8.0;
    let unit = if state.by == Dating::Event { "dated" } else { "dated statements" };
    let counts = format!("{} {unit} · {} undated", number(laid.dated), number(laid.undated.len()));
    let counts = lines::line(ui, &counts, size::LABEL, theme.text3(), 260.0);
    let mut x = lines::put(ui, pos2(x, y + 0.5), counts) + 16.0;
    if let Some((_, playing)) = ctx.session.passing().playing {
        let words = words::of_window(state.by, playing);
        let galley = lines::line(ui, &words, size::LABEL, theme.accent(), 220.0);
        x = lines::put(ui, pos2(x, y), galley) + 10.0;
    } else if let Some(window) = ctx.session.view().filter.window(state.by) {
        x = window_chip(ui, ctx, state.by, window, pos2(x, y), out) + 10.0;
    }
    let mut right = rect.right() - 12.0;
    let sign = if folded { icon::CARET_UP } else { icon::CARET_DOWN };
    let tip = if folded { "Open the timeline" } else { "Fold the timeline" };
    if icon_at(ui, ctx, right, y, "fold", sign, tip).clicked() {
        out.push(Action::Settings(Box::new(|settings| settings.timeline_folded = !settings.timeline_folded)));
    }
    right -= 30.0;
    if laid.days.len() > 1 {
        let (sign, tip) = if state.playing.is_some() {
            (icon::PAUSE, "Stop playing")
        } else {
            (icon::PLAY, "Play day by day")
        };
        if icon_at(ui, ctx, right, y, "play", sign, tip).clicked() {
            state.playing = match state.playing {
                Some(_) => {
                    out.push(Action::PlayTo(None));
                    None
                }
                None => Some(Play::default()),
            };
        }
        right -= 26.0;
    }
    if right - x > 204.0 {
        by_switch(ui, ctx, state, right - 196.0, y, out);
    }
}

/// Events or statements.
fn by_switch(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut TimelineState,
    left: f32,
    y: f32,
    out: &mut Vec<Action>,
) {
    let place = Rect::from_min_max(pos2(left, y - 11.0), pos2(left + 196.0, y + 11.0));
    let words = [(Dating::Event, "What happened"), (Dating::Statement, "Who said it")];
    let picked = widgets::segments(
        ui,
        ctx.theme,
        place,
        "timeline by",
        &words.map(|w| w.1),
        match state.by {
            Dating::Event => 0,
            Dating::Statement => 1,
        },
    );
    if let Some((by, _)) = picked.and_then(|n| words.get(n)) {
        // Days of the one date are no steps of the other.
        if state.by != *by && state.playing.take().is_some() {
            out.push(Action::PlayTo(None));
        }
        state.by = *by;
    }
}

/// The date filter in words, with the switch of undated claims and the way to take it away.
fn window_chip(
    ui: &mut Ui,
    ctx: &Context<'_>,
    by: Dating,
    window: DateWindow,
    at: egui::Pos2,
    out: &mut Vec<Action>,
) -> f32 {
    let place = Rect::from_min_size(at - vec2(0.0, 12.0), vec2(360.0, 24.0));
    let filter = &ctx.session.view().filter;
    let made = ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("window"), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let words = words::of_window(by, window);
            ui.label(RichText::new(words).size(size::LABEL).color(ctx.theme.accent()));
            let mut undated = window.undated;
            if widgets::tick(ui, ctx.theme, &mut undated, "no date") {
                let window = Some(DateWindow { undated, ..window });
                out.push(Action::SetFilter(filter.clone().with_window(by, window)));
            }
            if ui.small_button("Clear").on_hover_text("Show all dates").clicked() {
                out.push(Action::SetFilter(filter.clone().with_window(by, None)));
            }
            ui.min_rect().right()
        })
        .inner
    });
    made.inner
}

fn icon_at(
    ui: &mut Ui,
    ctx: &Context<'_>,
    right: f32,
    y: f32,
    salt: &str,
    sign: &str,
    tip: &str,
) -> egui::Response {
    let place = Rect::from_center_size(pos2(right - 12.0, y), vec2(28.0, 28.0));
    let builder = UiBuilder::new().max_rect(place).id_salt(salt);
    ui.scope_builder(builder, |ui| widgets::icon_button(ui, ctx.theme, sign, tip, false)).inner
}

fn body(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut TimelineState,
    laid: &Laid,
    axis: Rect,
    rect: Rect,
    out: &mut Vec<Action>,
) {
    let (by, filter) = (state.by, &ctx.session.view().filter);
    let window = filter.window(by);
    let response = ui.interact(axis.expand2(vec2(0.0, 8.0)), ui.id().with("axis"), Sense::click_and_drag());
    response.widget_info(|| {
        let words = format!("Timeline, {} dated, {} undated", number(laid.dated), number(laid.undated.len()));
        WidgetInfo::labeled(WidgetType::Other, true, words)
    });
    let pointer = response.interact_pointer_pos().map(|at| at.x - axis.left());
    if response.drag_started() {
        let start = ui.input(|input| input.pointer.press_origin()).map(|at| at.x - axis.left());
        state.brush = start.or(pointer);
        if state.playing.take().is_some() {
            out.push(Action::PlayTo(None));
        }
    }
    let brushed = match (state.brush, pointer) {
        (Some(from), Some(to)) => days_between(laid, from, to),
        _ => None,
    };
    if response.drag_stopped()
        && let Some((from, to)) = brushed
    {
        let undated = window.is_none_or(|window| window.undated);
        let window = Some(DateWindow { from, to, undated });
        out.push(Action::SetFilter(filter.clone().with_window(by, window)));
    }
    if !response.dragged() {
        state.brush = None;
    }
    let shade = brushed.or(window.map(|window| (window.from, window.to)));
    draw::axis(ui, ctx, laid, axis, shade);
    let mut under = None;
    let hover = response.hover_pos().filter(|_| !response.dragged());
    let selected = ctx.session.passing().selection.claims();
    for square in &laid.squares {
        let place = draw::place(axis, square);
        draw::square(ui, ctx, axis, square, &selected);
        if hover.is_some_and(|at| place.expand(2.0).contains(at)) {
            under = Some(square.item);
        }
    }
    draw::more(ui, ctx, laid, axis);
    let block =
        Rect::from_min_max(pos2(axis.right() + 16.0, axis.top()), pos2(rect.right() - INSET, rect.bottom()));
    if block.width() > 60.0 {
        under = under.or(undated(ui, ctx, laid, block, &selected, out));
    }
    let response = match under {
        Some(item) => {
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(words::of(ctx, item))
        }
        None => response.on_hover_cursor(CursorIcon::Crosshair),
    };
    if response.clicked() {
        match under {
            Some(item) => select(ui, item, out),
            None => out.push(Action::ClearSelection),
        }
    }
    if state.lit != under {
        if under.is_some() || ctx.session.passing().hover == state.lit {
            out.push(Action::Hover(under));
        }
        state.lit = under;
    }
}

fn select(ui: &Ui, item: Item, out: &mut Vec<Action>) {
    let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    out.push(Action::Select(item, if more { Click::Toggle } else { Click::Only }));
}

/// The claims without a date, a square each as far as there is room.
fn undated(
    ui: &mut Ui,
    ctx: &Context<'_>,
    laid: &Laid,
    block: Rect,
    selected: &[ClaimIx],
    out: &mut Vec<Action>,
) -> Option<Item> {
    let left = block.left();
    draw::rule(ui, ctx, left, block);
    let grid = Rect::from_min_max(pos2(left + 14.0, block.top()), pos2(block.right(), block.bottom() - FOOT));
    let response = ui.interact(grid, ui.id().with("undated"), Sense::click());
    let columns = ((grid.width() / 16.0).floor() as usize).max(1);
    let room = columns * data::ROWS.saturating_sub(1);
    let mut under = None;
    for (n, &claim) in laid.undated.iter().take(room).enumerate() {
        let middle = pos2(
            grid.left() + 5.0 + (n % columns) as f32 * 16.0,
            grid.bottom() - 7.0 - (n / columns) as f32 * 13.0,
        );
        let item = Item::Claim(claim);
        draw::mark(ui, ctx, item, middle, selected);
        if response
            .hover_pos()
            .is_some_and(|at| Rect::from_center_size(middle, vec2(15.0, 13.0)).contains(at))
        {
            under = Some(item);
        }
    }
    let rest = laid.undated.len().saturating_sub(room);
    let words =
        if rest > 0 { format!("no date, {} more", number(rest)) } else { "no date in the text".to_owned() };
    let galley = lines::line(ui, &words, size::CAPTION, ctx.theme.text3(), grid.width());
    lines::put(ui, pos2(grid.left(), block.bottom() - FOOT * 0.5 - 1.0), galley);
    if let Some(item) = under {
        let response =
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(words::of(ctx, item));
        if response.clicked() {
            select(ui, item, out);
        }
    }
    under
}

/// The days that a brush covers, outermost first.
fn days_between(laid: &Laid, from: f32, to: f32) -> Option<(Day, Day)> {
    if (from - to).abs() < 3.0 {
        return None;
    }
    let (a, b) = (laid.scale.day(from.min(to))?, laid.scale.day(from.max(to))?);
    Some((a.min(b), a.max(b)))
}
