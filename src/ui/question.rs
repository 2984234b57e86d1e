//! The bands about the workspace: a question that a person has to decide, and that it could not be saved.

use egui::Ui;

use super::Context;
use super::problems::show_band;
use super::theme::color;
use crate::session::workspace::Answer;
use crate::session::{Action, Command, Dialog, Keep};

/// The answers, in the order of the buttons, and what comes of each.
const ANSWERS: [(Answer, &str, &str); 3] = [
    (Answer::KeepMine, "Keep mine", "Saves what is in the window; the file that is there is put aside"),
    (Answer::TakeTheirs, "Take theirs", "Reads the file that is there; what is in the window is put aside"),
    (Answer::Later, "Later", "Nothing is saved until it is asked for again"),
];

/// Shows the bands for which there is a reason.
pub(super) fn band(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let session = ctx.session;
    if let Some(question) = &session.passing().question {
        let mut words = question.words();
        if let Some(path) = session.workspace_path() {
            words = format!("{words}: {}", path.display());
        }
        show_band(ui, ctx, color(ctx.theme.style.v_unsure), &words, |ui| {
            for (answer, words, tip) in ANSWERS {
                if ui.button(words).on_hover_text(tip).clicked() {
                    out.push(Action::Keep(Keep::Answer(answer)));
                }
            }
        });
    }
    if let Some(why) = session.save_failed() {
        show_band(ui, ctx, color(ctx.theme.style.v_against), &why, |ui| {
            if ui.button("Try again").clicked() {
                out.push(Action::Run(Command::SaveWorkspace));
            }
            if ui.button("Save as…").clicked() {
                out.push(Action::ShowDialog(Some(Dialog::Workspace)));
            }
        });
    }
}
