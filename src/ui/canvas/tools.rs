//! The tool strip at the upper right of the canvas.

use egui::{Button, Popup, Pos2, Rect, RectAlign, Response, RichText, Stroke, Ui, UiBuilder, vec2};
use egui_phosphor::regular as icon;

use crate::layout::Method;
use crate::model::EntityIx;
use crate::session::{Action, Command, LayoutPhase};
use crate::ui::theme::icon_font;
use crate::ui::{Context, keys, paint, widgets};

/// Room of a button, of the divider, and of the strip, in points.
const CELL: f32 = 32.0;
const GAP: f32 = 9.0;
const HEIGHT: f32 = 36.0;
/// Width of the menu of layouts.
const MENU: f32 = 248.0;

/// Shows the strip over the canvas and returns the room that it takes.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, canvas: Rect, out: &mut Vec<Action>) -> Rect {
    let width = 7.0 * CELL + GAP + 8.0;
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
    choice(ui, ctx, middle, out);
    middle.x += CELL;
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
    middle.x += CELL;
    press(ui, ctx, middle, Command::Lasso, icon::LASSO, ctx.session.passing().lasso, out);
    rect
}

/// The button that offers the layouts.
fn choice(ui: &mut Ui, ctx: &Context<'_>, middle: Pos2, out: &mut Vec<Action>) {
    let now = ctx.session.view().layout;
    let place = Rect::from_center_size(middle, vec2(28.0, 28.0));
    let builder = UiBuilder::new().max_rect(place).id_salt("layouts");
    let tip = format!("Layout: {}", now.label().to_lowercase());
    let button =
        ui.scope_builder(builder, |ui| widgets::icon_button(ui, ctx.theme, sign(now), &tip, false)).inner;
    Popup::menu(&button).align(RectAlign::BOTTOM_END).gap(8.0).width(MENU).show(|ui| {
        ui.set_width(MENU);
        widgets::closes_by_escape(ui);
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        for method in Method::ALL {
            let on = method.is_like(now);
            let ink = if on { ctx.theme.text() } else { ctx.theme.text2() };
            let words = paint::visual(&words(ctx, method)).into_owned();
            let mark = RichText::new(sign(method)).font(icon_font(15.0)).color(ink);
            let mut row = Button::new((mark, RichText::new(words).color(ink)))
                .truncate()
                .min_size(vec2(MENU, 28.0))
                .selected(on);
            if on {
                row = row
                    .right_text(RichText::new(icon::CHECK).font(icon_font(13.0)).color(ctx.theme.accent()));
            }
            if ui.add(row).clicked() {
                out.push(Action::Run(Command::Layout(method)));
                ui.close();
            }
        }
    });
}

/// What the menu calls a layout; the radial one names whom it would put in the middle.
fn words(ctx: &Context<'_>, method: Method) -> String {
    let Method::Radial { .. } = method else { return method.label().to_owned() };
    match ctx.session.selected_entity() {
        Some(EntityIx(entity)) => {
            format!("{} around {}", method.label(), ctx.data().entity(EntityIx(entity)).name)
        }
        None => format!("{} around the best connected", method.label()),
    }
}

fn sign(method: Method) -> &'static str {
    match method {
        Method::Force => icon::GRAPH,
        Method::Stress => icon::RULER,
        Method::Radial { .. } => icon::TARGET,
        Method::Layered => icon::TREE_STRUCTURE,
        Method::Circular => icon::CIRCLE_DASHED,
        Method::Timeline => icon::CALENDAR_BLANK,
    }
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
    let tip = keys::tip(ctx, ui.ctx().os(), command);
    let builder = UiBuilder::new().max_rect(place).id_salt(("tool", command));
    let response = ui.scope_builder(builder, |ui| widgets::icon_button(ui, ctx.theme, sign, &tip, on)).inner;
    if response.clicked() {
        out.push(Action::Run(command));
    }
    response
}
