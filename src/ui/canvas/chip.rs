//! What the canvas stands back for, in words, with the key that ends it: "1 claim selected · 23 entities dimmed".

use egui::{Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::scene::Emphasis;
use crate::session::Action;
use crate::ui::theme::size;
use crate::ui::widgets::{self, counted};
use crate::ui::{Context, lines};

/// Height of the chip in points.
const HEIGHT: f32 = 36.0;

/// Shows it at the upper left of the canvas while something is selected, and returns the room that it takes.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    canvas: Rect,
    right: f32,
    emphasis: &Emphasis,
    out: &mut Vec<Action>,
) -> Option<Rect> {
    let selection = &ctx.session.passing().selection;
    if selection.is_empty() {
        return None;
    }
    let (claims, entities) = (selection.claims().len(), selection.entities().count());
    let mut parts = Vec::new();
    if claims > 0 {
        parts.push(counted(claims, "claim", "claims"));
    }
    if entities > 0 {
        parts.push(counted(entities, "entity", "entities"));
    }
    if parts.is_empty() {
        parts.push("a passage".to_owned());
    }
    let mut words = format!("{} selected", parts.join(", "));
    if let Some(lit) = &emphasis.lit {
        let shown = &ctx.session.derived().drawn().entities;
        let dimmed = shown.iter().filter(|entity| !lit.entities.contains(entity)).count();
        words.push_str(" · ");
        words.push_str(&counted(dimmed, "entity", "entities"));
        words.push_str(" dimmed");
    }
    let theme = ctx.theme;
    let room = right - canvas.left() - 24.0 - 80.0;
    if room < 120.0 {
        return None;
    }
    let galley = lines::line(ui, &words, size::LABEL, theme.text(), room);
    let width = galley.size().x + 78.0;
    let rect = Rect::from_min_size(canvas.left_top() + vec2(12.0, 12.0), vec2(width, HEIGHT));
    let response = ui.interact(rect, ui.id().with("selected chip"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{words}, clear")));
    ui.painter().add(theme.shadow().as_shape(rect, 8.0));
    let fill = if response.hovered() { theme.hover() } else { theme.panel() };
    ui.painter().rect(rect, 8.0, fill, Stroke::new(1.0, theme.line()), StrokeKind::Inside);
    lines::put(ui, pos2(rect.left() + 14.0, rect.center().y), galley);
    let cap = Rect::from_center_size(pos2(rect.right() - 30.0, rect.center().y), vec2(36.0, 20.0));
    ui.painter().rect(cap, 4.0, theme.raised(), Stroke::new(1.0, theme.line()), StrokeKind::Inside);
    let font = egui::FontId::proportional(size::CAPTION);
    ui.painter().text(cap.center(), egui::Align2::CENTER_CENTER, "Esc", font, theme.text3());
    widgets::focus_ring(ui, theme, &response, rect, 8.0);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        out.push(Action::ClearSelection);
    }
    Some(rect)
}
