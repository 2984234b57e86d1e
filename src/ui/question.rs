//! The bands about the workspace: a question that a person has to decide, and that it could not be saved.

use egui::Ui;

use super::Context;
use super::problems::show_band;
use super::theme::color;
use crate::session::workspace::{Answer, Question};
use crate::session::{Action, Command, Dialog, Keep};

/// The answers to a question, in the order of the buttons, and what comes of each. None of them loses anything.
pub(super) fn answers(question: &Question) -> &'static [(Answer, &'static str, &'static str)] {
    const THEIRS: (Answer, &str, &str) = (
        Answer::TakeTheirs,
        "Take theirs",
        "Reads the file that is there; what is in the window is put aside",
    );
    const MINE: (Answer, &str, &str) =
        (Answer::KeepMine, "Keep mine", "Saves what is in the window; the file that is there is put aside");
    const BOTH: (Answer, &str, &str) = (
        Answer::Merge,
        "Merge",
        "Verdicts and notes of both: the newer verdict holds, the other stands in the note",
    );
    match question {
        Question::ChangedByOther => &[THEIRS, MINE, BOTH],
        Question::OtherCase(_) => &[THEIRS, MINE],
    }
}

/// The question in words, the path last.
pub(super) fn words(ctx: &Context<'_>, question: &Question) -> String {
    let path = ctx.session.workspace_path().map(|path| format!(": {}", path.display()));
    format!("{}{}", question.words(), path.unwrap_or_default())
}

/// Shows the bands for which there is a reason.
pub(super) fn band(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let session = ctx.session;
    if let Some(question) = &session.passing().question {
        show_band(ui, ctx, color(ctx.theme.style.v_unsure), &words(ctx, question), |ui| {
            for (answer, words, tip) in answers(question) {
                if ui.button(*words).on_hover_text(*tip).clicked() {
                    out.push(Action::Keep(Keep::Answer(*answer)));
                }
            }
            let tip = "Nothing is saved until it is asked for again";
            if ui.button("Later").on_hover_text(tip).clicked() {
                out.push(Action::Keep(Keep::Answer(Answer::Later)));
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
