//! The rows of the settings popup that say what sizes and colours of nodes stand for.

use egui::{RichText, Ui};

use super::Context;
use crate::session::{Action, NodeColor, NodeSize};

/// Two rows of choices.
pub(super) fn rows(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let settings = ctx.session.settings();
    let mut by = settings.node_size;
    list(ui, ctx, "Size of nodes", &mut by, &NodeSize::ALL, NodeSize::words);
    if by != settings.node_size {
        out.push(Action::Settings(Box::new(move |settings| settings.node_size = by)));
    }
    let mut by = settings.node_color;
    list(ui, ctx, "Colour of nodes", &mut by, &NodeColor::ALL, NodeColor::words);
    if by != settings.node_color {
        out.push(Action::Settings(Box::new(move |settings| settings.node_color = by)));
    }
}

fn list<T: Copy + PartialEq>(
    ui: &mut Ui,
    ctx: &Context<'_>,
    words: &str,
    now: &mut T,
    all: &[T],
    name: fn(T) -> &'static str,
) {
    ui.add_space(4.0);
    ui.label(RichText::new(words).color(ctx.theme.text()));
    // A list that opens would close the popup that it stands in.
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 2.0);
        for one in all {
            ui.selectable_value(now, *one, name(*one));
        }
    });
}
