//! Save the workspace under another name, where it lies from then on.

use std::path::PathBuf;

use egui::{Button, RichText, TextEdit, Ui};

use super::files::Chooser;
use crate::session::{Action, Keep};
use crate::ui::Context;
use crate::ui::theme::size;

/// What is typed.
#[derive(Default)]
pub(super) struct WorkspaceState {
    pub(super) path: String,
    /// Whether the path was filled in since the form was opened.
    ready: bool,
}

impl WorkspaceState {
    /// The form is closed: its path is filled in again when it opens.
    pub(super) fn close(&mut self) {
        self.ready = false;
    }
}

/// The form. Returns whether it was sent.
pub(super) fn form(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut WorkspaceState,
    chooser: &mut Chooser,
    out: &mut Vec<Action>,
) -> bool {
    let opens = !std::mem::replace(&mut state.ready, true);
    if opens {
        state.path = ctx.session.other_workspace_path().display().to_string();
    }
    let words = "It lies there from then on, and is read there when this case is opened again";
    ui.label(RichText::new(words).color(ctx.theme.text2()));
    ui.add_space(8.0);
    let mut asked = false;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut state.path);
        let response = ui.add_sized([300.0, 32.0], field.vertical_align(egui::Align::Center));
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, "", &state.path, "");
            info.label = Some("Path of the workspace".to_owned());
            info
        });
        if opens {
            response.request_focus();
        }
        asked = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        asked |= ui.add_enabled(!state.path.trim().is_empty(), Button::new("Save")).clicked();
        let browse = ui.add_enabled(!chooser.is_open(), Button::new("Browse…"));
        if browse.on_hover_text("The system’s file dialog").clicked() {
            chooser.ask_workspace(ui.ctx(), PathBuf::from(state.path.trim()));
        }
    });
    ui.add_space(6.0);
    let words = "A file that is there is not written over";
    ui.label(RichText::new(words).size(size::SMALL).color(ctx.theme.text2()));
    let path = state.path.trim();
    if asked && !path.is_empty() {
        out.push(Action::Keep(Keep::SaveAs(PathBuf::from(path))));
        return true;
    }
    false
}
