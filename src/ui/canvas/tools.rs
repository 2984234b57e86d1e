//! The tool strip at the upper right of the canvas.

use egui::{Pos2, Rect, Response, Stroke, Ui, UiBuilder, vec2};
use egui_phosphor::regular as icon;

use crate::session::{Action, Command, LayoutPhase};
use crate::ui::{Context, keys, widgets};

/// Room of a button, of the divider, and of the strip, in points.
const CELL: f32 = 32.0;
const GAP: f32 = 9.0;
const HEIGHT: f32 = 36.0;

/// Shows the strip over the canvas and returns the room that it takes.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, canvas: Rect, out: &mut Vec<Action>) -> Rect {
    let width = 5.0 * CELL + GAP + 8.0;
    let rect = Rect::from_min_size(canvas.right_top() + vec2(-12.0 - width, 12.0), vec2(width, HEIGHT));
    let theme = ctx.theme;
    // What floats above the canvas takes the clicks that fall on it.
    ui.interact(rect, ui.id().with("tools"), egui::Sense::click_and_drag());
    ui.painter().add(theme.shadow().as_shape(rect, 8.0));
    ui.painter().rect(rect, 8.0, theme.panel(), Stroke::new(1.0, theme.line()), egui::StrokeKind::Inside);

    let mut middle = rect.left_center() + vec2(4.0 + CELL * 0.5, 0.0);
    for (command, sign) in
        [(Command::FitAll, icon::CORNERS_OUT), (Command::ZoomOut, icon::MINUS), (Command::ZoomIn, icon::PLUS)]
    {
        press(ui, ctx, middle, command, sign, false, out);
        middle.x += CELL;
    }
    let x = middle.x - CELL * 0.5 + GAP * 0.5;
    ui.painter().vline(
        x.round() + 0.5,
        rect.top() + 9.0..=rect.bottom() - 9.0,
        Stroke::new(1.0, theme.line()),
    );
    middle.x += GAP;
    let (command, sign) = match ctx.session.derived().layout_phase() {
        LayoutPhase::Running => (Command::PauseLayout, icon::PAUSE),
        LayoutPhase::Paused => (Command::PauseLayout, icon::PLAY),
        LayoutPhase::Settled | LayoutPhase::Failed(_) => (Command::RestartLayout, icon::PLAY),
    };
    press(ui, ctx, middle, command, sign, false, out);
    middle.x += CELL;
    let pins = &ctx.session.view().pins;
    let mut selected = ctx.session.passing().selection.entities().peekable();
    let any = selected.peek().is_some();
    let pinned = any && selected.all(|entity| pins.contains_key(&entity));
    ui.add_enabled_ui(any, |ui| press(ui, ctx, middle, Command::PinSelection, icon::PUSH_PIN, pinned, out));
    rect
}

fn press(
    ui: &mut Ui,
    ctx: &Context<'_>,
    middle: Pos2,
    command: Command,
    sign: &str,
    on: bool,
    out: &mut Vec<Action>,
) -> Response {
    let place = Rect::from_center_size(middle, vec2(28.0, 28.0));
    let tip = keys::shown(&command.tip(), ui.ctx().os());
    let builder = UiBuilder::new().max_rect(place).id_salt(("tool", command));
    let response = ui.scope_builder(builder, |ui| widgets::icon_button(ui, ctx.theme, sign, &tip, on)).inner;
    if response.clicked() {
        out.push(Action::Run(command));
    }
    response
}
