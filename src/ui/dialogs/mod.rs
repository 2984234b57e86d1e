//! Dialogs: open, add, save a picture, a view or the workspace, merge, the columns of a table, keys, what was said, about, and what keeps from leaving. Each is plain data in [`DialogState`] and one function.

mod adding;
mod columns;
mod files;
mod import;
mod keys;
mod leaving;
mod merge;
mod notices;
mod open;
mod picture;
mod view;
mod workspace;

use egui::{Align2, Ui, vec2};

pub(super) use import::taken_in;

use super::Context;
use crate::session::{Action, Dialog};

/// What is typed into dialogs, and the system's file dialogs that are open.
#[derive(Default)]
pub struct DialogState {
    open: open::OpenState,
    add: open::OpenState,
    adding: adding::AddingState,
    picture: picture::PictureState,
    chooser: files::Chooser,
    keys: keys::KeysState,
    view: view::ViewState,
    merge: merge::MergeState,
    workspace: workspace::WorkspaceState,
    leaving: leaving::LeavingState,
    columns: columns::ColumnsState,
}

impl DialogState {
    /// Whether the next key belongs to a dialog.
    pub(super) fn takes_keys(&self) -> bool {
        self.keys.takes_keys()
    }
}

/// Shows the dialog that is open, if one is.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut DialogState, out: &mut Vec<Action>) {
    leaving::show(ui, ctx, &mut state.leaving, &mut state.chooser, out);
    import::show(ui, ctx, out);
    adding::show(ui, ctx, &mut state.adding, out);
    columns::show(ui, ctx, &mut state.columns, out);
    let workspace = state.leaving.path().unwrap_or(&mut state.workspace.path);
    let fields = [&mut state.open, &mut state.add];
    state.chooser.poll(fields, &mut state.picture, workspace, out);
    let dialog = ctx.session.passing().dialog;
    if dialog != Some(Dialog::Keys) {
        state.keys.close();
    }
    if dialog != Some(Dialog::View) {
        state.view.close();
    }
    if dialog != Some(Dialog::Workspace) {
        state.workspace.close();
    }
    if !matches!(dialog, Some(Dialog::Merge(_))) {
        state.merge.close();
    }
    // The palette is no window.
    let Some(dialog) = dialog.filter(|dialog| *dialog != Dialog::Palette) else {
        state.picture.close();
        return;
    };
    let title = match dialog {
        Dialog::Open => "Open a graph",
        Dialog::Add => "Add a file",
        Dialog::Picture => "Save picture",
        Dialog::View => "Save view",
        Dialog::Merge(_) => "Merge with",
        Dialog::Workspace => "Save workspace as",
        Dialog::Keys => "Keys",
        Dialog::About => "About Attaché",
        Dialog::Notices => "What was said",
        Dialog::Palette => return,
    };
    let mut open = true;
    egui::Window::new(title)
        .open(&mut open)
        .collapsible(false)
        .resizable(false)
        .anchor(Align2::CENTER_CENTER, vec2(0.0, -20.0))
        .default_width(if dialog == Dialog::Keys { 520.0 } else { 480.0 })
        .default_height(if dialog == Dialog::Keys { 620.0 } else { 400.0 })
        .show(ui.ctx(), |ui| match dialog {
            Dialog::Open => open::show(ui, ctx, &mut state.open, &mut state.chooser, out),
            Dialog::Add => open::show_adding(ui, ctx, &mut state.add, &mut state.chooser, out),
            Dialog::Picture => picture::show(ui, ctx, &mut state.picture, &mut state.chooser, out),
            Dialog::Merge(entity) => merge::show(ui, ctx, &mut state.merge, entity, out),
            Dialog::View => view::show(ui, ctx, &mut state.view, out),
            Dialog::Workspace => {
                if workspace::form(ui, ctx, &mut state.workspace, &mut state.chooser, out) {
                    out.push(Action::ShowDialog(None));
                }
            }
            Dialog::Keys => keys::show(ui, ctx, &mut state.keys, out),
            Dialog::About => keys::about(ui, ctx),
            Dialog::Notices => notices::show(ui, ctx),
            Dialog::Palette => {}
        });
    if !open {
        out.push(Action::ShowDialog(None));
    }
}
