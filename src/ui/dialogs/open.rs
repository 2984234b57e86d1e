//! Open a file: a path field, the system's dialog, the files opened last, the bundled case.

use std::path::{Path, PathBuf};

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
    let (chosen, browse) = field(ui, ctx, state, chooser, "Open");
    if browse {
        chooser.ask_open(ui.ctx(), ctx.session.source().folder().map(PathBuf::from));
    }
    if let Some(path) = chosen {
        out.push(Action::Open(path));
        out.push(Action::ShowDialog(None));
    }
    ui.add_space(8.0);
    if ui.button("Bundled case").clicked() {
        out.push(Action::OpenBundled);
        out.push(Action::ShowDialog(None));
    }
}

/// The same for a file that comes behind the open case.
pub(super) fn show_adding(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut OpenState,
    chooser: &mut Chooser,
    out: &mut Vec<Action>,
) {
    let words = "What is in it comes into this case; what it would bring is shown first";
    ui.label(RichText::new(words).color(ctx.theme.text2()));
    let (chosen, browse) = field(ui, ctx, state, chooser, "Add");
    if browse {
        chooser.ask_add(ui.ctx(), ctx.session.source().folder().map(PathBuf::from));
    }
    if let Some(path) = chosen {
        out.push(Action::Add(vec![path]));
        out.push(Action::ShowDialog(None));
    }
}

/// A field for a path with a button of this name, one for the system's dialog, and the files opened last that are not
/// open now. Which file was chosen, and whether the system is to be asked.
fn field(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut OpenState,
    chooser: &Chooser,
    button: &str,
) -> (Option<PathBuf>, bool) {
    ui.add_space(8.0);
    let (mut asked, mut browses) = (false, false);
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut state.path).hint_text("Path of the file").desired_width(300.0);
        let response = ui.add_sized([300.0, 32.0], field.vertical_align(egui::Align::Center));
        if std::mem::take(&mut state.focus) {
            response.request_focus();
        }
        asked = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        asked |= ui.add_enabled(!state.path.trim().is_empty(), egui::Button::new(button)).clicked();
        let browse = ui.add_enabled(!chooser.is_open(), egui::Button::new("Browse…"));
        browses = browse.on_hover_text("The system’s file dialog").clicked();
    });
    let mut chosen = None;
    if asked && !state.path.trim().is_empty() {
        chosen = Some(PathBuf::from(state.path.trim()));
        state.path.clear();
        state.focus = true;
    }
    ui.add_space(8.0);
    let source = ctx.session.source();
    // A case may be opened again from here, but not added to itself.
    let others = |path: &&PathBuf| button == "Open" || source.files().all(|open| open != *path);
    let recent: Vec<&PathBuf> = ctx.session.settings().recent.iter().filter(others).collect();
    if !recent.is_empty() {
        ui.label(caption(ctx.theme, "Recent"));
    }
    for path in recent {
        ui.push_id(path, |ui| {
            let name = RichText::new(name_of(path)).size(size::BODY);
            if ui.link(name).on_hover_text(path.display().to_string()).clicked() {
                chosen = Some(path.clone());
            }
        });
    }
    (chosen, browses)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into())
}
