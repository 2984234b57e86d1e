//! The line above the text: which document, and how much of it is cited.

use egui::{Align, Align2, ComboBox, FontId, Layout, Rect, RichText, Sense, Stroke, Ui, UiBuilder, vec2};
use egui_phosphor::regular as icon;

use crate::model::{DocIx, Document, Span};
use crate::session::Action;
use crate::ui::theme::{self, INSET_TEXT, size};
use crate::ui::{Context, paint, widgets};

/// Height of the line in points.
const HEIGHT: f32 = 37.0;

/// Who published a document and when, else its title.
fn source(document: &Document) -> String {
    let name = document.publisher.as_deref().unwrap_or_else(|| document.name());
    match &document.published {
        Some(date) => format!("{name}, {date}"),
        None => name.to_owned(),
    }
}

/// Shows the line; `count` is how many sentences are cited, of how many.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    document: DocIx,
    count: Option<(usize, usize)>,
    out: &mut Vec<Action>,
) {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line()));
    let middle = rect.center().y - 0.5;
    let at = egui::pos2(rect.left() + 22.0, middle);
    ui.painter().text(at, Align2::CENTER_CENTER, icon::FILE_TEXT, theme::icon_font(15.0), theme.text2());
    let mut right = rect.right() - 16.0;
    if let Some((cited, all)) = count.filter(|(_, all)| *all > 0) {
        let words =
            format!("{} of {} cited", widgets::number(cited), widgets::counted(all, "sentence", "sentences"));
        let font = FontId::proportional(size::SMALL);
        let galley = ui.painter().layout_no_wrap(words, font, theme.text3());
        let place = Align2::RIGHT_CENTER.anchor_size(egui::pos2(right, middle), galley.size());
        right = place.left() - 12.0;
        let response = ui.interact(place, ui.id().with("cited"), Sense::hover());
        let label = galley.text().to_owned();
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &label));
        ui.painter().galley(place.min, galley, theme.text3());
    }
    let left = rect.left() + 36.0;
    let place = Rect::from_min_max(
        egui::pos2(left, rect.top()),
        egui::pos2(right.max(left + 40.0), rect.bottom() - 1.0),
    );
    let row = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| name(ui, ctx, document, out));
}

fn name(ui: &mut Ui, ctx: &Context<'_>, document: DocIx, out: &mut Vec<Action>) {
    let data = ctx.data();
    let record = data.document(document);
    let words = paint::visual(&source(record)).into_owned();
    let text = RichText::new(words).size(size::QUOTE).color(ctx.theme.text());
    if data.documents().len() < 2 {
        ui.add(egui::Label::new(text).truncate()).on_hover_text(paint::visual(record.name()));
        return;
    }
    let width = ui.available_width();
    let picker = ComboBox::from_id_salt("document").width(width).selected_text(text).truncate();
    picker.show_ui(ui, |ui| {
        for other in data.document_ixs() {
            let label = paint::visual(data.document(other).name()).into_owned();
            if ui.selectable_label(other == document, label).clicked() {
                out.push(Action::Read(other, Span { start: 0, end: 0 }));
            }
        }
    });
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
