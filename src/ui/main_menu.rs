//! The main menu of the top bar.

use egui::containers::menu::SubMenuButton;
use egui::{Button, Popup, Response, RichText, Ui, vec2};
use egui_phosphor::regular as icon;

use super::theme::{icon_font, size};
use super::{Context, keys, paint, widgets};
use crate::session::{Action, Command, Keep};

/// The menu, while its button is pressed.
pub(super) fn show(button: &Response, ctx: &Context<'_>, out: &mut Vec<Action>) {
    Popup::menu(button).gap(6.0).width(230.0).show(|ui| {
        ui.set_width(230.0);
        widgets::closes_by_escape(ui);
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        entry(ui, ctx, Command::Open, out);
        recent(ui, ctx, out);
        entry(ui, ctx, Command::Bundled, out);
        entry(ui, ctx, Command::AddFile, out);
        if !ctx.session.source().added().is_empty() {
            entry(ui, ctx, Command::RemoveAdded, out);
        }
        entry(ui, ctx, Command::Reload, out);
        // Of other files there are none to tell apart.
        if ctx.session.why_not(Command::Columns).is_none() {
            entry(ui, ctx, Command::Columns, out);
        }
        rule(ui, ctx);
        entry(ui, ctx, Command::SaveWorkspace, out);
        entry(ui, ctx, Command::Undo, out);
        entry(ui, ctx, Command::Redo, out);
        rule(ui, ctx);
        entry(ui, ctx, Command::SaveView, out);
        views(ui, ctx, out);
        rule(ui, ctx);
        for command in [Command::According, Command::Without, Command::Path] {
            entry(ui, ctx, command, out);
        }
        rule(ui, ctx);
        entry(ui, ctx, Command::SavePicture, out);
        rule(ui, ctx);
        entry(ui, ctx, Command::Palette, out);
        entry(ui, ctx, Command::Notices, out);
        entry(ui, ctx, Command::Keys, out);
        entry(ui, ctx, Command::About, out);
        entry(ui, ctx, Command::Quit, out);
    });
}

fn rule(ui: &mut Ui, ctx: &Context<'_>) {
    ui.add_space(4.0);
    widgets::hairline(ui, ctx.theme);
    ui.add_space(4.0);
}

/// A row of the menu, from the table of commands; one that would do nothing is grey and says why.
fn entry(ui: &mut Ui, ctx: &Context<'_>, command: Command, out: &mut Vec<Action>) {
    let words = ctx.session.words_of(command);
    let words = paint::visual(&words).into_owned();
    let mut button =
        Button::new(RichText::new(words).color(ctx.theme.text())).min_size(vec2(0.0, 26.0)).truncate();
    if let Some(key) = ctx.session.settings().key_of(command) {
        let key = keys::shown(key, ui.ctx().os());
        button = button.shortcut_text(RichText::new(key).size(size::CAPTION).color(ctx.theme.text3()));
    }
    let why_not = ctx.session.why_not(command);
    let mut response = ui.add_enabled(why_not.is_none(), button);
    if let Some(why) = why_not {
        response = response.on_disabled_hover_text(why);
    }
    if response.clicked() {
        out.push(Action::Run(command));
        ui.close();
    }
}

/// A row that opens rows beside it.
fn beside(ui: &mut Ui, ctx: &Context<'_>, words: &str, enabled: bool, add: impl FnOnce(&mut Ui)) {
    ui.add_enabled_ui(enabled, |ui| {
        let caret = RichText::new(icon::CARET_RIGHT).font(icon_font(12.0)).color(ctx.theme.text3());
        let words = RichText::new(words).color(ctx.theme.text());
        let button = Button::new(words).min_size(vec2(0.0, 26.0)).right_text(caret);
        SubMenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(200.0);
            ui.spacing_mut().button_padding = vec2(8.0, 4.0);
            add(ui);
        });
    });
}

fn recent(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let files = &ctx.session.settings().recent;
    beside(ui, ctx, "Recent files", !files.is_empty(), |ui| {
        for path in files {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            let button = Button::new(paint::visual(&name).into_owned()).min_size(vec2(0.0, 26.0));
            if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
                out.push(Action::Open(path.clone()));
                ui.close();
            }
        }
    });
}

/// The saved views: a click shows one, the cross beside it forgets it.
fn views(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let any = ctx.session.views().next().is_some();
    beside(ui, ctx, "Saved views", any, |ui| {
        egui::ScrollArea::vertical().max_height(400.0).show(ui, |ui| {
            for (name, _) in ctx.session.views() {
                ui.horizontal(|ui| {
                    let words = paint::visual(name).into_owned();
                    let button = Button::new(words).min_size(vec2(170.0, 26.0)).truncate();
                    let room = vec2(170.0, 26.0);
                    if ui.add_sized(room, button).on_hover_text(name).clicked() {
                        out.push(Action::Keep(Keep::ShowView(name.to_owned())));
                        ui.close();
                    }
                    let tip = format!("Forget the view {name}");
                    if widgets::icon_button(ui, ctx.theme, icon::X, &tip, false).clicked() {
                        out.push(Action::Keep(Keep::ForgetView(name.to_owned())));
                    }
                });
            }
        });
    });
}
