//! What keeps a person from closing the window or opening another case: the one question that cannot wait.

use egui::{Button, Id, Label, Modal, RichText, Ui};

use super::files::Chooser;
use super::workspace::{self, WorkspaceState};
use crate::session::workspace::Stuck;
use crate::session::{Action, Keep, Leave, Obstacle};
use crate::ui::theme::{color, size};
use crate::ui::{Context, paint, question};

/// What belongs to the question alone.
#[derive(Default)]
pub(super) struct LeavingState {
    /// Whether another name is asked for.
    naming: bool,
    name: WorkspaceState,
}

impl LeavingState {
    /// The path that is typed.
    pub(super) fn path(&mut self) -> Option<&mut String> {
        self.naming.then_some(&mut self.name.path)
    }
}

/// Shows the question, while something keeps a person.
pub(super) fn show(
    ui: &Ui,
    ctx: &Context<'_>,
    state: &mut LeavingState,
    chooser: &mut Chooser,
    out: &mut Vec<Action>,
) {
    let Some(obstacle) = ctx.session.obstacle() else {
        state.naming = false;
        state.name.close();
        return;
    };
    let frame = ctx.theme.floating().inner_margin(18);
    Modal::new(Id::new("leaving")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(500.0);
        words(ui, ctx, obstacle);
        ui.add_space(12.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            buttons(ui, obstacle, state, out);
        });
        if state.naming {
            ui.add_space(12.0);
            workspace::form(ui, ctx, &mut state.name, chooser, out);
        }
    });
}

/// What could not be saved, where, and why.
fn words(ui: &mut Ui, ctx: &Context<'_>, obstacle: &Obstacle) {
    let against = color(ctx.theme.style.v_against);
    let why = match &obstacle.stuck {
        Stuck::Failed(why) => why.clone(),
        Stuck::Asked(question) => question::words(ctx, question),
    };
    let wrapped = |words: RichText| Label::new(words).wrap();
    ui.add(wrapped(RichText::new(paint::visual(&why)).size(size::BODY).color(ctx.theme.text())));
    if !obstacle.unsaved.is_empty() {
        ui.add_space(6.0);
        let words = format!("Not saved: {}", obstacle.unsaved);
        ui.add(wrapped(RichText::new(words).color(ctx.theme.text2())));
    }
    if let Some(tried) = &obstacle.tried {
        ui.add_space(6.0);
        ui.add(wrapped(RichText::new(paint::visual(tried)).color(against)));
    }
}

fn buttons(ui: &mut Ui, obstacle: &Obstacle, state: &mut LeavingState, out: &mut Vec<Action>) {
    match &obstacle.stuck {
        Stuck::Failed(_) => {
            if ui.button("Try again").clicked() {
                out.push(Action::Leave(Leave::TryAgain));
            }
        }
        Stuck::Asked(asked) => {
            for (answer, words, tip) in question::answers(asked) {
                if ui.button(*words).on_hover_text(*tip).clicked() {
                    out.push(Action::Keep(Keep::Answer(*answer)));
                }
            }
        }
    }
    if ui.add(Button::new("Save as…").selected(state.naming)).clicked() {
        state.naming = !state.naming;
        state.name.close();
    }
    let tip = "What is not saved is lost";
    if ui.button("Close without saving").on_hover_text(tip).clicked() {
        out.push(Action::Leave(Leave::WithoutSaving));
    }
    if ui.button("Cancel").clicked() {
        out.push(Action::Leave(Leave::Cancel));
    }
}
