//! Small pieces that several panels share.

use egui::{
    Align2, Color32, FontId, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType,
    vec2,
};

use super::theme::{self, Theme, size};

/// An icon button of 28 points with a tooltip, which is also its accessible name.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: &str, tip: &str, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, ui.is_enabled(), on, tip));
    if ui.is_rect_visible(rect) {
        let fill = if response.hovered() || response.has_focus() {
            theme.hover()
        } else if on {
            theme.raised()
        } else {
            Color32::TRANSPARENT
        };
        ui.painter().rect_filled(rect, 6.0, fill);
        let ink = if on || response.hovered() { theme.text() } else { theme.text2() };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, theme::icon_font(17.0), ink);
        focus_ring(ui, theme, &response, rect, 6.0);
    }
    response.on_hover_text(tip)
}

/// A row of choices of which one is on; returns the one that was pressed. Each is a button by its word.
pub fn segments(
    ui: &mut Ui,
    theme: &Theme,
    rect: Rect,
    salt: &str,
    words: &[&str],
    on: usize,
) -> Option<usize> {
    segments_with_tips(ui, theme, rect, salt, words, &[], on)
}

/// The same where a word alone would not say enough: each has a tip, which is its accessible name too.
pub fn segments_with_tips(
    ui: &mut Ui,
    theme: &Theme,
    rect: Rect,
    salt: &str,
    words: &[&str],
    tips: &[String],
    on: usize,
) -> Option<usize> {
    let mut pressed = None;
    ui.painter().rect_filled(rect, 6.0, theme.raised());
    let width = rect.width() / words.len().max(1) as f32;
    for (n, word) in words.iter().enumerate() {
        let left = rect.left() + n as f32 * width;
        let place = Rect::from_min_max(egui::pos2(left, rect.top()), egui::pos2(left + width, rect.bottom()));
        let response = ui.interact(place, ui.id().with((salt, n)), Sense::click());
        let tip = tips.get(n).map(String::as_str);
        let name = tip.unwrap_or(word);
        response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, n == on, name));
        let inner = place.shrink(2.0);
        if n == on {
            ui.painter().rect_filled(inner, 5.0, theme.accent_bg());
        } else if response.hovered() {
            ui.painter().rect_filled(inner, 5.0, theme.hover());
        }
        let ink = if n == on { theme.text() } else { theme.text2() };
        let points = if rect.height() < 26.0 { size::LABEL } else { size::BODY };
        ui.painter().text(place.center(), Align2::CENTER_CENTER, word, FontId::proportional(points), ink);
        focus_ring(ui, theme, &response, inner.shrink(1.0), 5.0);
        let response = match tip {
            Some(tip) => response.on_hover_text(tip),
            None => response,
        };
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            pressed = Some(n);
        }
    }
    pressed
}

/// Draws a box of 14 points in the middle of a cell, ticked or not.
pub fn check_box(ui: &Ui, theme: &Theme, cell: Rect, on: bool) {
    let rect = Rect::from_center_size(cell.center(), Vec2::splat(14.0));
    if on {
        ui.painter().rect_filled(rect, 3.0, theme.accent());
        let at = |x: f32, y: f32| rect.min + vec2(x, y);
        let stroke = Stroke::new(1.6, theme.panel());
        ui.painter().line(vec![at(3.4, 7.2), at(6.0, 9.8), at(10.8, 4.4)], stroke);
    } else {
        ui.painter().rect_stroke(rect, 3.0, Stroke::new(1.2, theme.line_strong()), StrokeKind::Inside);
    }
}

/// A box with words that switches `on`. Returns whether it was pressed.
pub fn tick(ui: &mut Ui, theme: &Theme, on: &mut bool, words: &str) -> bool {
    let room = ui.available_width();
    let galley = crate::ui::lines::line(ui, words, size::BODY, theme.text(), (room - 24.0).max(20.0));
    let (rect, response) = ui.allocate_exact_size(vec2(24.0 + galley.size().x + 4.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, ui.is_enabled(), *on, words));
    check_box(ui, theme, Rect::from_min_size(rect.min, vec2(18.0, 24.0)), *on);
    crate::ui::lines::put(ui, egui::pos2(rect.left() + 24.0, rect.center().y), galley);
    focus_ring(ui, theme, &response, rect, 4.0);
    let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
    if clicked {
        *on = !*on;
    }
    clicked
}

/// Draws the focus ring, 2 points, 2 outside, where a widget has the keyboard focus.
pub fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, rect: Rect, radius: f32) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme.accent());
        ui.painter().rect_stroke(rect.expand(2.0), radius + 2.0, stroke, StrokeKind::Outside);
    }
}

/// A hairline across the width that is left.
pub fn hairline(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme.line()));
}

/// A caption: small and quiet.
pub fn caption(theme: &Theme, text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).size(size::CAPTION).color(theme.text3())
}

/// A key cap such as "/" or "Esc".
pub fn key_cap(ui: &mut Ui, theme: &Theme, key: &str) -> Response {
    let galley =
        ui.painter().layout_no_wrap(key.to_owned(), FontId::proportional(size::CAPTION), theme.text3());
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x.max(8.0) + 10.0, 18.0), Sense::hover());
    ui.painter().rect(rect, 4.0, theme.panel(), Stroke::new(1.0, theme.line()), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.text3());
    response
}

/// Lets Escape close the popup that `ui` is in, and nothing else: the key is taken.
pub fn closes_by_escape(ui: &mut Ui) {
    if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
        ui.close();
    }
}

/// A number with thousands separated: 12,400.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 claim", "12,400 claims".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::{counted, number};

    #[test]
    fn thousands_are_separated() {
        assert_eq!(
            [number(0), number(999), number(1000), number(12_345_678)],
            ["0", "999", "1,000", "12,345,678"]
        );
        assert_eq!(counted(1, "claim", "claims"), "1 claim");
    }
}
