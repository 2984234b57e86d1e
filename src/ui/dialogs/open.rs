//! Open a file: a path field, the system's dialog, the files opened last, the bundled case.

use std::path::PathBuf;

use egui::{RichText, TextEdit, Ui};

use super::files::Chooser;
use crate::session::Action;
use crate::ui::Context;
use crate::ui::theme::size;
use crate::ui::widgets::caption;

/// What is typed.
pub(super) struct OpenState {
    path: String,
    pub(super) focus: bool,
}

impl Default for OpenState {
    fn default() -> Self {
        Self { path: String::new(), focus: true }
    }
}

pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut OpenState,
    chooser: &mut Chooser,
    out: &mut Vec<Action>,
) {
    ui.label(RichText::new("Drop a JSON file here, or open one").color(ctx.theme.text2()));
    ui.add_space(8.0);
    let mut asked = false;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut state.path).hint_text("Path of the file").desired_width(300.0);
        let response = ui.add_sized([300.0, 32.0], field.vertical_align(egui::Align::Center));
        if std::mem::take(&mut state.focus) {
            response.request_focus();
        }
        asked = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        asked |= ui.add_enabled(!state.path.trim().is_empty(), egui::Button::new("Open")).clicked();
        let browse = ui.add_enabled(!chooser.is_open(), egui::Button::new("Browse…"));
        if browse.on_hover_text("The system’s file dialog").clicked() {
            chooser.ask_open(ui.ctx(), ctx.session.source().folder().map(PathBuf::from));
        }
    });
    if asked && !state.path.trim().is_empty() {
        out.push(Action::Open(PathBuf::from(state.path.trim())));
        out.push(Action::ShowDialog(None));
        state.path.clear();
        state.focus = true;
    }
    ui.add_space(8.0);
    let recent = &ctx.session.settings().recent;
    if !recent.is_empty() {
        ui.label(caption(ctx.theme, "Recent"));
    }
    for path in recent {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        ui.push_id(path, |ui| {
            let row = ui.link(RichText::new(name).size(size::BODY)).on_hover_text(path.display().to_string());
            if row.clicked() {
                out.push(Action::Open(path.clone()));
                out.push(Action::ShowDialog(None));
            }
        });
    }
    ui.add_space(8.0);
    if ui.button("Bundled case").clicked() {
        out.push(Action::OpenBundled);
        out.push(Action::ShowDialog(None));
    }
}
