//! Above the cards: which claim of how many it is, with the steps to the ones before and after.

use egui::{CursorIcon, RichText, Sense, Ui, WidgetInfo, WidgetType};
use egui_phosphor::regular as icon;

use crate::session::{Action, Command};
use crate::ui::theme::size;
use crate::ui::widgets::{focus_ring, hairline, icon_button, key_cap, number};
use crate::ui::{Context, keys};

/// Height of the row.
const HEIGHT: f32 = 36.0;

/// Shows the row where several claims are selected, or the list was stepped through to this one.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let Some((at, of)) = ctx.session.claim_place() else { return };
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), HEIGHT),
        egui::Layout::left_to_right(egui::Align::Center),
        |ui| {
            ui.add_space(14.0);
            let words = format!("Claim {} of {}", number(at), number(of));
            ui.label(RichText::new(words).size(size::BODY).color(ctx.theme.text()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.add_space(8.0);
                if icon_button(ui, ctx.theme, icon::X, "Select nothing", false).clicked() {
                    out.push(Action::ClearSelection);
                }
                step(ui, ctx, Command::NextClaim, icon::CARET_DOWN, out);
                step(ui, ctx, Command::PreviousClaim, icon::CARET_UP, out);
            });
        },
    );
    hairline(ui, ctx.theme);
}

/// A button that looks like the key that does the same; where a person gave it none, like an arrow.
fn step(ui: &mut Ui, ctx: &Context<'_>, command: Command, arrow: &str, out: &mut Vec<Action>) {
    let tip = keys::tip(ctx, ui.ctx().os(), command);
    let Some(key) = ctx.session.settings().key_of(command) else {
        if icon_button(ui, ctx.theme, arrow, &tip, false).clicked() {
            out.push(Action::Run(command));
        }
        return;
    };
    let cap = key_cap(ui, ctx.theme, &keys::shown(key, ui.ctx().os()));
    // A cap is small: what takes the click is as high as a row.
    let place = cap.rect.expand2(egui::vec2(3.0, 3.0));
    let response = ui.interact(place, ui.id().with(command), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), tip.as_str()));
    focus_ring(ui, ctx.theme, &response, cap.rect, 4.0);
    if response.on_hover_text(tip.as_str()).on_hover_cursor(CursorIcon::PointingHand).clicked() {
        out.push(Action::Run(command));
    }
}
