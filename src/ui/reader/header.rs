//! The line above the text: which document, how much of it is cited, and the way from claim to claim.

use egui::{
    Align, Align2, CursorIcon, FontId, Layout, Rect, RichText, Sense, Stroke, Ui, UiBuilder, pos2, vec2,
};
use egui::{WidgetInfo, WidgetType};
use egui_phosphor::regular as icon;

use super::steps::Step;
use super::tally::Uncited;
use crate::model::{DocIx, Document};
use crate::ui::theme::{self, INSET_TEXT, size};
use crate::ui::{Context, paint, widgets};

/// Height of the line in points.
const HEIGHT: f32 = 37.0;
/// Side of a small button.
const BUTTON: f32 = 24.0;

/// What the line shows.
pub(super) struct Line {
    pub(super) document: DocIx,
    /// How many sentences are cited, of how many.
    pub(super) count: Option<(usize, usize)>,
    /// The uncited sentence that is being looked at.
    pub(super) walking: Option<Uncited>,
    /// The claims before and after.
    pub(super) beside: (Option<Step>, Option<Step>),
}

/// What a click on the line asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// Show the next sentence that nothing cites.
    Uncited,
    /// Select a claim of the text.
    Claim(Step),
}

/// Who published a document and when, else its title.
fn source(document: &Document) -> String {
    let name = document.publisher.as_deref().unwrap_or_else(|| document.name());
    match &document.published {
        Some(date) => format!("{name}, {date}"),
        None => name.to_owned(),
    }
}

/// "38 of 40 sentences cited".
pub(super) fn coverage((cited, all): (usize, usize)) -> String {
    format!("{} of {} cited", widgets::number(cited), widgets::counted(all, "sentence", "sentences"))
}

/// Shows the line. Returns what was asked for.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, line: &Line) -> Option<Asked> {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line()));
    let middle = rect.center().y - 0.5;
    let at = pos2(rect.left() + 22.0, middle);
    ui.painter().text(at, Align2::CENTER_CENTER, icon::FILE_TEXT, theme::icon_font(15.0), theme.text2());
    let mut asked = None;
    let mut right = rect.right() - 8.0;
    let ways = [
        (icon::CARET_DOWN, "Next claim in the text", line.beside.1),
        (icon::CARET_UP, "Previous claim in the text", line.beside.0),
    ];
    if ways.iter().any(|way| way.2.is_some()) {
        for (symbol, words, step) in ways {
            let place = Rect::from_center_size(pos2(right - BUTTON * 0.5, middle), vec2(BUTTON, BUTTON));
            right -= BUTTON;
            if button(ui, ctx, place, symbol, words, step.is_some()) {
                asked = step.map(Asked::Claim);
            }
        }
        right -= 6.0;
    } else {
        right -= 8.0;
    }
    if let Some(count) = line.count.filter(|(_, all)| *all > 0) {
        let (left, clicked) = cited(ui, ctx, count, line.walking, pos2(right, middle));
        right = left - 12.0;
        if clicked {
            asked = Some(Asked::Uncited);
        }
    }
    let left = rect.left() + 36.0;
    let place = Rect::from_min_max(pos2(left, rect.top()), pos2(right.max(left + 40.0), rect.bottom() - 1.0));
    let row = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| {
        let record = ctx.data().document(line.document);
        let words = paint::visual(&source(record)).into_owned();
        let text = RichText::new(words).size(size::QUOTE).color(theme.text());
        ui.add(egui::Label::new(text).truncate()).on_hover_text(paint::visual(record.name()));
    });
    asked
}

/// A small button of the line. Returns whether it was clicked.
fn button(ui: &Ui, ctx: &Context<'_>, place: Rect, symbol: &str, words: &str, enabled: bool) -> bool {
    let theme = ctx.theme;
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let response = ui.interact(place, ui.id().with(words), sense);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, words));
    if enabled && response.hovered() {
        ui.painter().rect_filled(place, 5.0, theme.hover());
    }
    let ink = match (enabled, response.hovered()) {
        (false, _) => theme.line_strong(),
        (true, false) => theme.text2(),
        (true, true) => theme.text(),
    };
    ui.painter().text(place.center(), Align2::CENTER_CENTER, symbol, theme::icon_font(14.0), ink);
    widgets::focus_ring(ui, theme, &response, place.shrink(3.0), 4.0);
    let clicked = response.clicked();
    response.on_hover_text(words);
    clicked
}

/// The count, ending at `right`; a click walks through the sentences that nothing cites. Returns where it
/// begins and whether it was clicked.
fn cited(
    ui: &Ui,
    ctx: &Context<'_>,
    count: (usize, usize),
    walking: Option<Uncited>,
    right: egui::Pos2,
) -> (f32, bool) {
    let theme = ctx.theme;
    let name = coverage(count);
    let shown = walking.map_or_else(
        || name.clone(),
        |at| format!("uncited {} of {}", widgets::number(at.place), widgets::number(at.of)),
    );
    let galley = ui.painter().layout_no_wrap(shown, FontId::proportional(size::SMALL), theme.text3());
    let place = Align2::RIGHT_CENTER.anchor_size(right, galley.size());
    let open = count.1 - count.0.min(count.1);
    let target = Rect::from_center_size(place.center(), vec2(place.width() + 8.0, BUTTON));
    let sense = if open > 0 { Sense::click() } else { Sense::hover() };
    let response = ui.interact(target, ui.id().with("cited"), sense);
    let role = if open > 0 { WidgetType::Button } else { WidgetType::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    if walking.is_some() {
        ui.painter().rect_filled(target.shrink2(vec2(1.0, 3.0)), 4.0, theme.find_bg());
    }
    let lit = walking.is_some() || (open > 0 && response.hovered());
    let ink = if lit { theme.text() } else { theme.text3() };
    ui.painter().galley_with_override_text_color(place.min, galley, ink);
    if open > 0 && response.hovered() && walking.is_none() {
        ui.painter().hline(place.x_range(), place.bottom() + 0.5, Stroke::new(1.0, theme.text3()));
    }
    widgets::focus_ring(ui, theme, &response, target.shrink(3.0), 4.0);
    let clicked = response.clicked();
    if open > 0 {
        let tip = widgets::counted(open, "sentence that nothing cites", "sentences that nothing cites");
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("Walk through {tip}"));
    }
    (target.left(), clicked)
}

/// Says why there is no text.
pub(super) fn message(ui: &mut Ui, ctx: &Context<'_>, words: &str, path: Option<&str>) {
    egui::Frame::new().inner_margin(INSET_TEXT).show(ui, |ui| {
        ui.label(RichText::new(words).color(ctx.theme.text()));
        if let Some(path) = path {
            ui.label(widgets::caption(ctx.theme, path));
        }
    });
}
