//! The claim card: the sentence, how well it stands, who says it, who denies it, in which words.

use egui::{CornerRadius, FontId, Frame, Margin, Rect, RichText, Sense, Stroke, Ui, Vec2, pos2, vec2};
use egui_phosphor::regular as icon;

use super::{data, figures, judge, voice};
use crate::model::{Claim, ClaimIx, EntityIx, Item, Status};
use crate::session::{Action, Click};
use crate::ui::theme::{icon_font, size};
use crate::ui::widgets::{caption, hairline};
use crate::ui::{Context, lines, paint};

/// Shows one card; that of the claim which keys go to has the accent border.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    claim: ClaimIx,
    current: bool,
    out: &mut Vec<Action>,
) -> egui::Response {
    let theme = ctx.theme;
    let stroke = if current { Stroke::new(1.5, theme.accent()) } else { Stroke::new(1.0, theme.line()) };
    let frame =
        Frame::new().fill(theme.raised()).stroke(stroke).corner_radius(9).inner_margin(Margin::same(14));
    let card = ui.push_id(("claim", claim.0), |ui| {
        let card = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            head(ui, ctx, claim);
            ui.add_space(4.0);
            sentence(ui, ctx, claim, out);
            circumstances(ui, ctx, claim, out);
            for (i, (heading, voices)) in data::headed(ctx.data(), claim).into_iter().enumerate() {
                if i == 0 {
                    ui.add_space(6.0);
                    hairline(ui, theme);
                }
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    ui.label(caption(theme, heading));
                    if i == 0 {
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            ui.label(caption(theme, "quote found · source grade"));
                        });
                    }
                });
                for voice in voices {
                    voice::show(ui, ctx, claim, voice, out);
                }
            }
            judge::show(ui, ctx, claim, out);
        });
        card.response
    });
    card.inner
}

/// Sample and word of the class at the left, the pill of the status at the right.
fn head(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx) {
    let (theme, data) = (ctx.theme, ctx.data());
    let (class, status) = (data.class(claim), data.status(claim));
    ui.horizontal(|ui| {
        let (sample, _) = ui.allocate_exact_size(vec2(30.0, 20.0), Sense::hover());
        paint::line_sample(ui.painter(), theme, class, Status::Reported, sample);
        ui.label(RichText::new(class.words()).size(size::LABEL).color(theme.text2()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| pill(ui, ctx, status));
    });
}

fn pill(ui: &mut Ui, ctx: &Context<'_>, status: Status) {
    let theme = ctx.theme;
    let ink = theme.status(status);
    let galley =
        ui.painter().layout_no_wrap(status.id().to_owned(), FontId::proportional(size::LABEL), theme.text());
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 50.0, 22.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, status.id()));
    let radius = CornerRadius::same(11);
    ui.painter().rect(rect, radius, theme.panel(), Stroke::new(1.2, ink), egui::StrokeKind::Inside);
    let sample = Rect::from_min_size(rect.left_top() + vec2(10.0, 0.0), vec2(24.0, rect.height()));
    paint::status_sample(&ui.painter().with_clip_rect(rect), theme, status, sample);
    ui.painter().galley(
        pos2(rect.left() + 40.0, rect.center().y - galley.size().y * 0.5),
        galley,
        theme.text(),
    );
    response.on_hover_text(data::meaning(status));
}

/// Marks and names as a sentence; a click on a name selects who it is.
fn sentence(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, out: &mut Vec<Action>) {
    let record = ctx.data().claim(claim);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        name(ui, ctx, record.subject, "", size::TITLE, out);
        let whole = record.words();
        let words = lines::short(&whole);
        let response = ui.label(
            RichText::new(paint::visual(&words).into_owned()).size(size::TITLE).color(ctx.theme.text2()),
        );
        if words.len() < whole.len() {
            response.on_hover_text(paint::visual(&whole));
        }
        if let Some(object) = record.object {
            name(ui, ctx, object, "", size::TITLE, out);
        }
    });
}

/// A mark and a name with what follows it at once; a click selects who it is.
pub(super) fn name(
    ui: &mut Ui,
    ctx: &Context<'_>,
    entity: EntityIx,
    after: &str,
    points: f32,
    out: &mut Vec<Action>,
) {
    let theme = ctx.theme;
    let record = ctx.data().entity(entity);
    let (mark, _) = ui.allocate_exact_size(Vec2::splat(points), Sense::hover());
    paint::entity_mark(ui.painter(), theme, ctx.data(), entity, mark.center(), points * 0.42);
    let name = lines::short(&record.name);
    let words = format!("{}{after}", paint::visual(&name));
    let text = RichText::new(words).size(points).color(theme.text());
    let mut response = ui.add(egui::Label::new(text).selectable(false).sense(Sense::click()));
    if name.len() < record.name.len() {
        response = response.on_hover_text(paint::visual(&record.name));
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.hovered() {
        out.push(Action::Hover(Some(Item::Entity(entity))));
    }
    if response.clicked() {
        out.push(Action::Select(Item::Entity(entity), Click::Only));
    }
}

/// Date, place, figures and what stands against it.
fn circumstances(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    let record: &Claim = data.claim(claim);
    let small = |text: String| RichText::new(text).size(size::LABEL).color(theme.text2());
    let symbol = |ui: &mut Ui, symbol: &str| {
        ui.label(RichText::new(symbol).font(icon_font(14.0)).color(theme.text3()));
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        symbol(ui, icon::CALENDAR_BLANK);
        ui.label(small(record.time.as_ref().map_or_else(|| "no date".to_owned(), ToString::to_string)));
        ui.add_space(8.0);
        if let Some(place) = record.place {
            symbol(ui, icon::MAP_PIN);
            name(ui, ctx, place, "", size::LABEL, out);
            ui.add_space(8.0);
        }
    });
    for quantity in &record.quantities {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            figures::show(ui, ctx, record, quantity);
        });
    }
    let opposed = data.opposed(claim);
    for &other in opposed.iter().take(6) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            symbol(ui, icon::ARROWS_LEFT_RIGHT);
            let whole = data.sentence(other);
            let sentence = paint::visual(&lines::short(&whole)).into_owned();
            let link = RichText::new(format!("against “{sentence}”")).size(size::LABEL).color(theme.accent());
            let label = egui::Label::new(link).truncate().sense(Sense::click()).selectable(false);
            let response = ui.push_id(other.0, |ui| ui.add(label)).inner;
            let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
            let response = response.on_hover_text(paint::visual(&whole));
            if response.hovered() {
                out.push(Action::Hover(Some(Item::Claim(other))));
            }
            if response.clicked() {
                out.push(Action::Select(Item::Claim(other), Click::Only));
            }
        });
    }
    if opposed.len() > 6 {
        ui.label(caption(theme, format!("and against {} more", opposed.len() - 6)));
    }
}
