//! The list of keys, made from the table of commands, and what this program is.

use egui::{RichText, Ui};

use crate::session::COMMANDS;
use crate::ui::Context;
use crate::ui::theme::size;
use crate::ui::widgets::{caption, key_cap};

/// What the mouse does on the canvas: words on the left, what happens on the right.
const MOUSE: &[(&str, &str)] = &[
    ("Wheel, pinch", "Zoom at the pointer"),
    ("Drag the background", "Move the picture"),
    ("Drag a node", "Move it and pin it; with Ctrl only move it"),
    ("Click", "Select; on the background: nothing"),
    ("Shift+click", "Add to the selection or take away"),
    ("Double click a node", "Its ego network, and back"),
    ("Double click the background", "Fit all"),
    ("Escape", "Close, clear, go back, in turn"),
];

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>) {
    let os = ui.ctx().os();
    egui::ScrollArea::vertical().max_height(520.0).show(ui, |ui| {
        egui::Grid::new("keys").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
            for info in COMMANDS.iter().filter(|info| !info.keys.is_empty()) {
                ui.label(RichText::new(info.words.trim_end_matches('…')).color(ctx.theme.text()));
                ui.horizontal(|ui| {
                    for key in info.keys {
                        key_cap(ui, ctx.theme, &crate::ui::keys::shown(key, os));
                    }
                });
                ui.end_row();
            }
            for (what, happens) in MOUSE {
                ui.label(RichText::new(*what).color(ctx.theme.text()));
                ui.label(RichText::new(*happens).size(size::SMALL).color(ctx.theme.text2()));
                ui.end_row();
            }
        });
    });
}

pub(super) fn about(ui: &mut Ui, ctx: &Context<'_>) {
    ui.label(
        RichText::new(concat!("Attaché ", env!("CARGO_PKG_VERSION")))
            .size(size::TITLE)
            .color(ctx.theme.text()),
    );
    ui.add_space(4.0);
    ui.label("Click any line and read who said it, in which words, and who denies it");
    ui.add_space(12.0);
    ui.label(caption(
        ctx.theme,
        "MIT or Apache-2.0. Typefaces: Ubuntu Light, Noto Sans, Hack. Icons: Phosphor",
    ));
}
