//! Settings of comfort: motion, contrast, what is remembered, and what was said.

use egui::Ui;

use super::Context;
use crate::session::{Action, Command};

/// The rows of the settings popup.
pub(super) fn rows(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let settings = ctx.session.settings();
    for (command, words, now) in [
        (Command::ReducedMotion, "Reduced motion", settings.reduced_motion),
        (Command::HighContrast, "High contrast", settings.high_contrast),
    ] {
        let mut wanted = now;
        if super::widgets::tick(ui, ctx.theme, &mut wanted, words) {
            out.push(Action::Run(command));
        }
    }
    let mut remember = settings.remember_window;
    let words = "Remember window size and panels";
    if super::widgets::tick(ui, ctx.theme, &mut remember, words) {
        out.push(Action::Settings(Box::new(move |settings| settings.remember_window = remember)));
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        for (command, words) in [(Command::Keys, "Keys…"), (Command::Notices, "What was said…")] {
            let tip = super::keys::tip(ctx, ui.ctx().os(), command);
            if ui.button(words).on_hover_text(tip).clicked() {
                out.push(Action::Run(command));
                ui.close();
            }
        }
    });
}
