//! The top bar: menu, title and file, export, panels, theme, settings.

use egui::{
    Align2, FontId, Popup, PopupCloseBehavior, Rect, Response, RichText, Sense, Slider, Stroke, Ui,
    UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use super::theme::{icon_font, size};
use super::widgets::{self, counted};
use super::{Context, keys, lines, main_menu};
use crate::session::{Action, Command, Perspective, Theme};

/// Below this width of the bar, in points, the file note is left out.
const NARROW: f32 = 1200.0;
/// Below this width the buttons of undo and redo are left out too.
const STEPS: f32 = 1040.0;
/// Size of the title, in points.
const TITLE: f32 = 15.0;

/// Shows the bar in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let rect = ui.max_rect();
    let y = rect.center().y;
    let menu = icon_at(ui, ctx, pos2(rect.left() + 24.0, y), "menu", icon::LIST, "Menu", false);
    main_menu::show(&menu, ctx, out);

    let settings = ctx.session.settings();
    let mut x = rect.right() - 24.0;
    let gear = icon_at(ui, ctx, pos2(x, y), "settings", icon::GEAR, "Settings", false);
    settings_popup(&gear, ctx, out);
    x -= 34.0;
    let sign = if settings.theme == Theme::Dark { icon::MOON } else { icon::SUN };
    if icon_at(ui, ctx, pos2(x, y), "theme", sign, &tip(ui, ctx, Command::Theme), false).clicked() {
        out.push(Action::Run(Command::Theme));
    }
    x -= 24.0;
    divider(ui, ctx, x, rect);
    x -= 24.0;
    if panel_switch(ui, ctx, pos2(x, y), Command::RightPanel, settings.right).clicked() {
        out.push(Action::Run(Command::RightPanel));
    }
    x -= 34.0;
    let bottom = icon_at(
        ui,
        ctx,
        pos2(x, y),
        "bottom",
        icon::ROWS,
        &tip(ui, ctx, Command::BottomPanel),
        settings.bottom,
    );
    if bottom.clicked() {
        out.push(Action::Run(Command::BottomPanel));
    }
    x -= 34.0;
    if panel_switch(ui, ctx, pos2(x, y), Command::LeftPanel, settings.left).clicked() {
        out.push(Action::Run(Command::LeftPanel));
    }
    x -= 24.0;
    divider(ui, ctx, x, rect);
    x -= 10.0;
    let mut right = export(ui, ctx, pos2(x, y), out) - 20.0;
    if rect.width() >= STEPS {
        right = steps(ui, ctx, pos2(right + 10.0, y), out) - 10.0;
    }
    let right = perspectives(ui, ctx, rect, right, out) - 20.0;

    let left = rect.left() + 48.0;
    let title = ctx.data().title().unwrap_or("Untitled case");
    let galley = lines::line(ui, title, TITLE, theme.text(), right - left);
    let place = Rect::from_center_size(pos2(left + galley.size().x * 0.5, y), galley.size());
    let response = ui.interact(place, ui.id().with("title"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, title));
    let cut = galley.elided;
    let end = lines::put(ui, pos2(left, y), galley) + 12.0;
    if cut {
        response.on_hover_text(super::paint::visual(title));
    }
    if rect.width() >= NARROW && right - end > 60.0 {
        let note = file_note(ctx);
        let galley = lines::line(ui, &note, size::LABEL, theme.text3(), right - end);
        let place = Rect::from_center_size(pos2(end + galley.size().x * 0.5, y), galley.size());
        let response = ui.interact(place, ui.id().with("file note"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, note.as_str()));
        lines::put(ui, pos2(end, y + 1.0), galley);
        let files: Vec<String> =
            ctx.session.source().files().map(|path| path.display().to_string()).collect();
        if !files.is_empty() {
            response.on_hover_text(files.join("\n"));
        }
    }
}

/// Graph · Read · Review, in the middle of the bar or as far right as there is room. Returns where it begins.
fn perspectives(ui: &mut Ui, ctx: &Context<'_>, bar: Rect, right: f32, out: &mut Vec<Action>) -> f32 {
    const WIDTH: f32 = 194.0;
    let middle = bar.center().x.min(right - WIDTH * 0.5);
    let place = Rect::from_center_size(pos2(middle, bar.center().y), vec2(WIDTH, 28.0));
    let words = Perspective::ALL.map(Perspective::words);
    let on = Perspective::ALL.iter().position(|one| *one == ctx.session.view().perspective);
    let pressed = widgets::segments(ui, ctx.theme, place, "perspective", &words, on.unwrap_or(0));
    if let Some(perspective) = pressed.and_then(|n| Perspective::ALL.get(n)) {
        out.push(Action::Run(Command::Perspective(*perspective)));
    }
    place.left()
}

/// "1 document · bundled case".
fn file_note(ctx: &Context<'_>) -> String {
    let documents = counted(ctx.data().documents().len(), "document", "documents");
    format!("{documents} · {}", ctx.session.source().name())
}

/// A command's words and key, as this system writes keys.
fn tip(ui: &Ui, ctx: &Context<'_>, command: Command) -> String {
    keys::tip(ctx, ui.ctx().os(), command)
}

/// An icon button of 28 points with its middle at a place.
fn icon_at(
    ui: &mut Ui,
    ctx: &Context<'_>,
    middle: egui::Pos2,
    salt: &str,
    sign: &str,
    tip: &str,
    on: bool,
) -> Response {
    let place = Rect::from_center_size(middle, vec2(28.0, 28.0));
    let builder = UiBuilder::new().max_rect(place).id_salt(salt);
    ui.scope_builder(builder, |ui| widgets::icon_button(ui, ctx.theme, sign, tip, on)).inner
}

/// A switch of a side panel: the icon of the left one, or its mirror image.
fn panel_switch(ui: &mut Ui, ctx: &Context<'_>, middle: egui::Pos2, command: Command, on: bool) -> Response {
    let mirrored = command == Command::RightPanel;
    let salt = if mirrored { "right" } else { "left" };
    let response = icon_at(ui, ctx, middle, salt, "", &tip(ui, ctx, command), on);
    let ink = if on || response.hovered() { ctx.theme.text() } else { ctx.theme.text2() };
    let sign = if mirrored { icon::SIDEBAR_SIMPLE } else { icon::SIDEBAR };
    let galley = ui.painter().layout_no_wrap(sign.to_owned(), icon_font(17.0), ink);
    let at = Align2::CENTER_CENTER.anchor_size(middle, galley.size()).min;
    let mut shape = egui::epaint::TextShape::new(at, galley, ink);
    if mirrored {
        // Half a turn about its middle puts the bar of the icon at the right.
        shape = shape.with_angle_and_anchor(std::f32::consts::PI, Align2::CENTER_CENTER);
    }
    ui.painter().add(shape);
    response
}

fn divider(ui: &Ui, ctx: &Context<'_>, x: f32, rect: Rect) {
    let middle = rect.center().y;
    ui.painter().vline(x.round() + 0.5, middle - 8.0..=middle + 8.0, Stroke::new(1.0, ctx.theme.line()));
}

/// The buttons of undo and redo, ending at `right_middle`. Returns where they begin.
fn steps(ui: &mut Ui, ctx: &Context<'_>, right_middle: egui::Pos2, out: &mut Vec<Action>) -> f32 {
    let mut x = right_middle.x - 14.0;
    for (command, sign) in
        [(Command::Redo, icon::ARROW_CLOCKWISE), (Command::Undo, icon::ARROW_COUNTER_CLOCKWISE)]
    {
        let mut words = ctx.session.words_of(command);
        if let Some(key) = ctx.session.settings().key_of(command) {
            words = format!("{words} ({})", keys::shown(key, ui.ctx().os()));
        }
        let why_not = ctx.session.why_not(command);
        let place = Rect::from_center_size(pos2(x, right_middle.y), vec2(28.0, 28.0));
        // The same widget whatever would be undone: its id must not come from the words.
        let mut builder = UiBuilder::new().max_rect(place).id_salt(command.id());
        if why_not.is_some() {
            builder = builder.disabled();
        }
        let button =
            ui.scope_builder(builder, |ui| widgets::icon_button(ui, ctx.theme, sign, &words, false)).inner;
        let button = button.on_disabled_hover_text(why_not.unwrap_or_default());
        if button.clicked() {
            out.push(Action::Run(command));
        }
        x -= 30.0;
    }
    x + 16.0
}

/// The Export button, ending at `right_middle`. Returns where it begins.
fn export(ui: &mut Ui, ctx: &Context<'_>, right_middle: egui::Pos2, out: &mut Vec<Action>) -> f32 {
    let theme = ctx.theme;
    let place = Rect::from_min_max(right_middle - vec2(82.0, 14.0), right_middle + vec2(0.0, 14.0));
    let response = ui.interact(place, ui.id().with("export"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Export"));
    let fill = if response.hovered() { theme.hover() } else { theme.raised() };
    ui.painter().rect_filled(place, 6.0, fill);
    let at = place.left_center() + vec2(16.0, 0.0);
    ui.painter().text(at, Align2::CENTER_CENTER, icon::EXPORT, icon_font(16.0), theme.text2());
    let font = FontId::proportional(size::BODY);
    ui.painter().text(at + vec2(14.0, 0.0), Align2::LEFT_CENTER, "Export", font, theme.text());
    widgets::focus_ring(ui, theme, &response, place, 6.0);
    if response.on_hover_text(tip(ui, ctx, Command::SavePicture)).clicked() {
        out.push(Action::Run(Command::SavePicture));
    }
    place.left()
}

/// Scale and legend: the settings that have no button of their own.
fn settings_popup(button: &Response, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let now = ctx.session.settings().scale;
    let legend = ctx.session.settings().legend;
    Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .align(egui::RectAlign::BOTTOM_END)
        .gap(6.0)
        .width(260.0)
        .frame(egui::Frame::popup(&ctx_style(button)).inner_margin(14))
        .show(|ui| {
            ui.set_width(232.0);
            widgets::closes_by_escape(ui);
            ui.label(RichText::new("Scale of everything").color(ctx.theme.text()));
            ui.horizontal(|ui| {
                // While it is dragged the slider keeps its own figure: the window would move under the pointer.
                let id = ui.id().with("scale");
                let mut percent = ui.data(|data| data.get_temp(id)).unwrap_or((now * 100.0).round());
                ui.spacing_mut().slider_width = 150.0;
                let slider = ui.add(Slider::new(&mut percent, 50.0..=300.0).step_by(5.0).suffix(" %"));
                if slider.dragged() {
                    ui.data_mut(|data| data.insert_temp(id, percent));
                } else {
                    ui.data_mut(|data| data.remove::<f32>(id));
                    if slider.drag_stopped() || slider.changed() {
                        set_scale(out, percent / 100.0);
                    }
                }
            });
            ui.add_space(4.0);
            if (now - 1.0).abs() > 1e-3 && ui.button("Back to 100 %").clicked() {
                set_scale(out, 1.0);
            }
            let mut wanted = legend;
            if widgets::tick(ui, ctx.theme, &mut wanted, "Legend on the canvas") {
                out.push(Action::Run(Command::Legend));
            }
            super::measures::rows(ui, ctx, out);
            ui.add_space(4.0);
            super::comfort::rows(ui, ctx, out);
        });
}

fn ctx_style(button: &Response) -> egui::Style {
    (*button.ctx.global_style()).clone()
}

fn set_scale(out: &mut Vec<Action>, scale: f32) {
    let scale = scale.clamp(0.5, 3.0);
    out.push(Action::Settings(Box::new(move |settings| settings.scale = scale)));
}
