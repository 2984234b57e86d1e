//! The days as they play, one after another.

use egui::Ui;

use super::TimelineState;
use super::data::Laid;
use crate::graph::DateWindow;
use crate::model::Day;
use crate::session::Action;
use crate::ui::Context;

/// Seconds that each day is shown for while the timeline plays.
const PACE: f64 = 0.7;

/// How far it has come.
pub(super) struct Play {
    step: usize,
    since: f64,
}

impl Default for Play {
    fn default() -> Self {
        Self { step: 0, since: f64::NEG_INFINITY }
    }
}

/// Moves on to the next day when its time has come.
pub(super) fn go_on(
    ui: &Ui,
    ctx: &Context<'_>,
    state: &mut TimelineState,
    laid: &Laid,
    out: &mut Vec<Action>,
) {
    let Some(play) = &mut state.playing else { return };
    let now = ui.input(|input| input.time);
    if now - play.since >= PACE {
        // Within what is brushed, where something is.
        let window = ctx.session.view().filter.window(state.by);
        let inside = |day: &&Day| window.is_none_or(|window| (window.from..=window.to).contains(*day));
        let mut days = laid.days.iter().filter(inside);
        let first = days.clone().next();
        let Some((&first, &day)) = first.zip(days.nth(play.step)) else {
            // The last day has been shown: all is again.
            state.playing = None;
            out.push(Action::PlayTo(None));
            return;
        };
        let from = window.map_or(first, |window| window.from);
        out.push(Action::PlayTo(Some((state.by, DateWindow { from, to: day, undated: false }))));
        play.step += 1;
        play.since = now;
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PACE));
}
