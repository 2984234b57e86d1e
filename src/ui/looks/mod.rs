//! Ways of looking at the case: according to somebody, without a source, along a path. They take the place of
//! the overview while nothing is selected.

mod according;
pub mod data;
mod path;
mod rows;
mod without;

use egui::{RichText, Ui};
use egui_phosphor::regular as icon;

use super::theme::size;
use super::{Context, widgets};
use crate::session::look::Look;
use crate::session::{Action, Command};

/// Shows the way of looking that is on.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, look: &Look, out: &mut Vec<Action>) {
    match look {
        Look::According { teller, against } => according::show(ui, ctx, teller, against.as_ref(), out),
        Look::Without(removed) => without::show(ui, ctx, removed, out),
        Look::Path(way) => path::show(ui, ctx, way, out),
    }
}

/// The three questions, as buttons under the overview.
pub fn offers(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for command in [Command::According, Command::Without, Command::Path] {
            let words = command.info().words;
            let button = egui::Button::new(RichText::new(words).size(size::LABEL).color(ctx.theme.text2()));
            if ui.add(button.min_size(egui::vec2(0.0, 28.0))).clicked() {
                out.push(Action::Run(command));
            }
        }
    });
}

/// One line above what is selected, which says how the case is looked at and leads back to it.
pub fn strip(ui: &mut Ui, ctx: &Context<'_>, look: &Look, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let words = data::title(ctx.data(), ctx.session.derived().lists(), look);
        let link = RichText::new(super::paint::visual(&words).into_owned())
            .size(size::LABEL)
            .color(ctx.theme.accent());
        let label = egui::Label::new(link).truncate().sense(egui::Sense::click()).selectable(false);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::icon_button(ui, ctx.theme, icon::X, "As the file tells it", false).clicked() {
                out.push(Action::Look(None));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let response = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand);
                if response.on_hover_text("Back to this view of the case").clicked() {
                    out.push(Action::ClearSelection);
                }
            });
        });
    });
    ui.add_space(4.0);
}

/// Whether the way of looking was asked for since this was last called: what is typed next is about it.
fn asked_now(ui: &Ui, ctx: &Context<'_>) -> bool {
    let asked = ctx.session.passing().looks_asked;
    let seen = ui.data_mut(|data| {
        let seen = data.get_temp_mut_or(egui::Id::new("look asked"), 0_u64);
        std::mem::replace(seen, asked)
    });
    seen != asked
}

/// Title with the button that ends it.
fn head(ui: &mut Ui, ctx: &Context<'_>, words: &str, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(words).size(size::TITLE).color(ctx.theme.text()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::icon_button(ui, ctx.theme, icon::X, "As the file tells it", false).clicked() {
                out.push(Action::Look(None));
            }
        });
    });
    ui.add_space(6.0);
}
