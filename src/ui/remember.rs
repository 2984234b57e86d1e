//! Sizes of the window and its panels, kept for the next start.

use egui::Ui;

use super::Context;
use crate::session::{Action, Panels};

/// Seconds that a size rests before it is written.
const REST: f64 = 1.0;

/// Sizes as they were last seen.
#[derive(Default)]
pub(super) struct Remember {
    /// What the panels measure in this frame; those that are not shown keep what was known.
    pub(super) panels: Panels,
    seen: Option<(Option<[f32; 2]>, Panels)>,
    /// Since when they have been so, while that is not written yet.
    since: Option<f64>,
}

impl Remember {
    /// Asks for what changed to be kept, once it has rested, or at once when the window closes. Once a frame.
    pub(super) fn end(&mut self, ui: &Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
        let settings = ctx.session.settings();
        if !settings.remember_window {
            return;
        }
        let scale = ui.ctx().zoom_factor();
        let (now, window, closing) = ui.input(|input| {
            let viewport = input.viewport();
            // A window that fills the screen is not left with that size.
            let full = viewport.maximized == Some(true) || viewport.fullscreen == Some(true);
            let size = viewport.inner_rect.filter(|_| !full).map(|rect| rect.size() * scale);
            (input.time, size.map(|size| [size.x.round(), size.y.round()]), viewport.close_requested())
        });
        let closing = closing || ctx.session.passing().quit;
        let panels = merged(self.panels, settings.panels);
        let sizes = (window.or(settings.window), panels);
        let before = self.seen.replace(sizes);
        if before.is_none() {
            // What a panel measures at first is what it was designed or kept to be.
            return;
        }
        if before != Some(sizes) {
            self.since = Some(now);
        }
        let Some(since) = self.since else { return };
        let left = REST - (now - since);
        if left > 0.0 && !closing {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
            return;
        }
        self.since = None;
        if sizes != (settings.window, settings.panels) {
            let (window, panels) = sizes;
            out.push(Action::Settings(Box::new(move |settings| {
                (settings.window, settings.panels) = (window, panels);
            })));
        }
    }
}

/// What is measured, and what was known where nothing is.
fn merged(measured: Panels, known: Panels) -> Panels {
    let whole = |size: Option<f32>| size.map(f32::round);
    Panels {
        left: whole(measured.left).or(known.left),
        right: whole(measured.right).or(known.right),
        reader: whole(measured.reader).or(known.reader),
    }
}
