//! Save the workspace as: where its own place cannot be written.

use std::path::PathBuf;

use egui::{Button, RichText, TextEdit, Ui};

use crate::session::{Action, Keep};
use crate::ui::Context;

/// What is typed.
#[derive(Default)]
pub(super) struct WorkspaceState {
    path: String,
    /// Whether the path was filled in for the dialog that is open.
    ready: bool,
}

impl WorkspaceState {
    /// The dialog is closed: the path is filled in again when it opens.
    pub(super) fn close(&mut self) {
        self.ready = false;
    }
}

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut WorkspaceState, out: &mut Vec<Action>) {
    let words = "Writes a new file; where there is one, the new one gets a number";
    ui.label(RichText::new(words).color(ctx.theme.text2()));
    ui.add_space(8.0);
    let mut asked = false;
    ui.horizontal(|ui| {
        let first = !std::mem::replace(&mut state.ready, true);
        if first {
            state.path = ctx.session.copy_path().display().to_string();
        }
        let field = TextEdit::singleline(&mut state.path).hint_text("Path of the workspace");
        let response = ui.add_sized([380.0, 32.0], field.vertical_align(egui::Align::Center));
        if first {
            response.request_focus();
        }
        asked = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        asked |= ui.add_enabled(!state.path.trim().is_empty(), Button::new("Save")).clicked();
    });
    if asked && !state.path.trim().is_empty() {
        out.push(Action::Keep(Keep::SaveCopy(PathBuf::from(state.path.trim()))));
        out.push(Action::ShowDialog(None));
    }
}
