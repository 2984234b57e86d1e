//! Save a view under a name.

use egui::{Button, RichText, TextEdit, Ui};

use crate::session::{Action, Keep};
use crate::ui::Context;
use crate::ui::theme::size;

/// What is typed.
#[derive(Default)]
pub(super) struct ViewState {
    name: String,
    /// Whether the field has had the focus since the dialog was opened.
    open: bool,
}

impl ViewState {
    /// The dialog is closed: it takes the focus again when it opens.
    pub(super) fn close(&mut self) {
        self.open = false;
    }
}

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut ViewState, out: &mut Vec<Action>) {
    ui.label(
        RichText::new("Filters, merges, pins, layout and the way of looking, under a name")
            .color(ctx.theme.text2()),
    );
    ui.add_space(8.0);
    let mut asked = false;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut state.name).hint_text("Name of the view");
        let response = ui.add_sized([340.0, 32.0], field.vertical_align(egui::Align::Center));
        if !std::mem::replace(&mut state.open, true) {
            response.request_focus();
        }
        asked = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        asked |= ui.add_enabled(!state.name.trim().is_empty(), Button::new("Save view")).clicked();
    });
    let name = state.name.trim();
    if ctx.session.views().any(|(known, _)| known == name) {
        ui.add_space(6.0);
        let words = "It takes the place of the view of that name";
        ui.label(RichText::new(words).size(size::SMALL).color(ctx.theme.text2()));
    }
    if asked && !name.is_empty() {
        out.push(Action::Keep(Keep::SaveView(name.to_owned())));
        out.push(Action::ShowDialog(None));
        state.name.clear();
    }
}
