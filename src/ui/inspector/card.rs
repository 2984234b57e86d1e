//! The claim card: the sentence, how well it stands, who says it, who denies it, in which words.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, FontId, Frame, Margin, Rect, RichText, Sense, Stroke, Ui, Vec2, pos2, vec2};
use egui_phosphor::regular as icon;

use super::data;
use crate::model::{Attribution, Citation, Claim, ClaimIx, EntityIx, Grounding, Item, Quantity, Status};
use crate::session::{Action, Click};
use crate::ui::theme::{color, icon_font, size};
use crate::ui::widgets::{caption, hairline};
use crate::ui::{Context, paint};

/// Room for the mark of a quote, in points.
const MARK: f32 = 24.0;

/// Shows one card; the first of several has the accent border.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, first: bool, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let stroke = if first { Stroke::new(1.5, theme.accent()) } else { Stroke::new(1.0, theme.line()) };
    let frame = Frame::new().fill(theme.raised()).stroke(stroke).corner_radius(9).inner_margin(Margin::same(14));
    ui.push_id(("claim", claim.0), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            head(ui, ctx, claim);
            ui.add_space(4.0);
            sentence(ui, ctx, claim, out);
            circumstances(ui, ctx, claim, out);
            for (heading, voices) in data::headed(ctx.data(), claim) {
                ui.add_space(6.0);
                hairline(ui, theme);
                ui.add_space(4.0);
                ui.label(caption(theme, heading));
                for voice in voices {
                    voice_row(ui, ctx, claim, voice, out);
                }
            }
        });
    });
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
    let galley = ui.painter().layout_no_wrap(status.id().to_owned(), FontId::proportional(size::LABEL), theme.text());
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 50.0, 22.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, status.id()));
    let radius = CornerRadius::same(11);
    ui.painter().rect(rect, radius, theme.panel(), Stroke::new(1.2, ink), egui::StrokeKind::Inside);
    let sample = Rect::from_min_size(rect.left_top() + vec2(10.0, 0.0), vec2(24.0, rect.height()));
    paint::status_sample(&ui.painter().with_clip_rect(rect), theme, status, sample);
    ui.painter().galley(pos2(rect.left() + 40.0, rect.center().y - galley.size().y * 0.5), galley, theme.text());
    response.on_hover_text(data::meaning(status));
}

/// Marks and names as a sentence; a click on a name selects who it is.
fn sentence(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, out: &mut Vec<Action>) {
    let record = ctx.data().claim(claim);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        name(ui, ctx, record.subject, size::TITLE, out);
        let words = paint::visual(&record.words()).into_owned();
        ui.label(RichText::new(words).size(size::TITLE).color(ctx.theme.text2()));
        if let Some(object) = record.object {
            name(ui, ctx, object, size::TITLE, out);
        }
    });
}

fn name(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx, points: f32, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let record = ctx.data().entity(entity);
    let (mark, _) = ui.allocate_exact_size(Vec2::splat(points), Sense::hover());
    paint::entity_mark(ui.painter(), theme, ctx.data(), entity, mark.center(), points * 0.42);
    let text = RichText::new(paint::visual(&record.name).into_owned()).size(points).color(theme.text());
    let response = ui.add(egui::Label::new(text).sense(Sense::click()));
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
            name(ui, ctx, place, size::LABEL, out);
            ui.add_space(8.0);
        }
    });
    for quantity in &record.quantities {
        quantity_row(ui, ctx, quantity);
    }
    let opposed = data.opposed(claim);
    for &other in opposed.iter().take(6) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            symbol(ui, icon::ARROWS_LEFT_RIGHT);
            let sentence = paint::visual(&data.sentence(other)).into_owned();
            let link = RichText::new(format!("against “{sentence}”")).size(size::LABEL).color(theme.accent());
            let label = egui::Label::new(link).truncate().sense(Sense::click()).selectable(false);
            let response = ui.push_id(other.0, |ui| ui.add(label)).inner;
            let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
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

/// A figure: in words, and as a bar from low to high with open ends as dashed arrows.
fn quantity_row(ui: &mut Ui, ctx: &Context<'_>, quantity: &Quantity) {
    let theme = ctx.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(RichText::new(icon::HASH).font(icon_font(14.0)).color(theme.text3()));
        ui.label(RichText::new(data::figure(quantity)).size(size::LABEL).color(theme.text()));
        let (rect, _) = ui.allocate_exact_size(vec2(74.0, 16.0), Sense::hover());
        range_bar(ui, ctx, quantity, rect);
        let open = match (quantity.low, quantity.best, quantity.high) {
            (Some(_), _, None) => "no upper figure",
            (None, _, Some(_)) => "no lower figure",
            _ => "",
        };
        if !open.is_empty() {
            ui.label(caption(theme, open));
        }
        if let Some(place) = quantity.place {
            ui.label(caption(theme, format!("in {}", ctx.data().entity(place).name)));
        }
        if let Some(time) = &quantity.time {
            ui.label(caption(theme, time.to_string()));
        }
    });
}

fn range_bar(ui: &Ui, ctx: &Context<'_>, quantity: &Quantity, rect: Rect) {
    let theme = ctx.theme;
    let (y, ink) = (rect.center().y, theme.text2());
    let painter = ui.painter();
    let solid = Stroke::new(2.0, ink);
    let tick = |x: f32| painter.line_segment([pos2(x, y - 4.0), pos2(x, y + 4.0)], Stroke::new(2.0, ink));
    let dashed = |from: f32, to: f32| {
        let stroke = Stroke::new(1.4, theme.text3());
        painter.extend(egui::Shape::dashed_line(&[pos2(from, y), pos2(to, y)], stroke, 3.0, 2.5));
        let back = if to > from { -4.0 } else { 4.0 };
        painter.line(vec![pos2(to + back, y - 3.0), pos2(to, y), pos2(to + back, y + 3.0)], stroke);
    };
    let (left, right) = (rect.left() + 3.0, rect.right() - 3.0);
    let middle = left + (right - left) * 0.45;
    match (quantity.low, quantity.best, quantity.high) {
        (Some(low), _, Some(high)) if low == high => {
            painter.circle_filled(pos2(left + 4.0, y), 3.5, ink);
        }
        (Some(_), _, Some(_)) => {
            painter.line_segment([pos2(left, y), pos2(right, y)], solid);
            tick(left);
            tick(right);
        }
        (Some(_), _, None) => {
            tick(left);
            painter.line_segment([pos2(left, y), pos2(middle, y)], solid);
            dashed(middle, right);
        }
        (None, _, Some(_)) => {
            tick(right);
            painter.line_segment([pos2(middle, y), pos2(right, y)], solid);
            dashed(middle, left);
        }
        (None, Some(_), None) => {
            let stroke = Stroke::new(1.4, theme.text3());
            painter.extend(egui::Shape::dashed_line(&[pos2(left, y), pos2(right, y)], stroke, 3.0, 2.5));
            painter.circle_filled(pos2((left + right) * 0.5, y), 3.5, ink);
        }
        (None, None, None) => {}
    }
}

/// One voice: ring, mark, name, stance, date, chain; grounding at the right; the words below.
fn voice_row(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, voice: u32, out: &mut Vec<Action>) {
    let Some(attribution) = ctx.data().claim(claim).attributions.get(voice as usize) else { return };
    let theme = ctx.theme;
    let item = Item::Attribution(claim, voice);
    let shown = ui.push_id(("voice", voice), |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (ring, response) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
            let said = format!("{} {}", data::speaker(ctx.data(), attribution), attribution.stance.words());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, said.clone()));
            paint::stance_ring(ui.painter(), theme, attribution.stance, ring.center(), 7.5, theme.raised());
            // The mark of the quote has its own room at the right; name, stance and date wrap in the rest.
            let room = (ui.available_width() - MARK).max(80.0);
            ui.allocate_ui(vec2(room, 18.0), |ui| {
                ui.set_width(room);
                ui.horizontal_wrapped(|ui| who(ui, ctx, attribution, out));
            });
            grounding_marks(ui, ctx, attribution);
        });
        for (i, citation) in attribution.evidence.iter().enumerate() {
            ui.push_id(("quote", i), |ui| quote(ui, ctx, citation, out));
        }
        for quantity in &attribution.quantities {
            quantity_row(ui, ctx, quantity);
        }
        if attribution.evidence.is_empty() {
            ui.label(caption(theme, "no citation"));
        }
        ui.add_space(2.0);
    });
    if ui.rect_contains_pointer(shown.response.rect) {
        out.push(Action::Hover(Some(item)));
    }
}

fn who(ui: &mut Ui, ctx: &Context<'_>, attribution: &Attribution, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    match attribution.speaker {
        Some(speaker) => name(ui, ctx, speaker, size::BODY, out),
        None => {
            ui.label(RichText::new("The report itself").size(size::BODY).color(theme.text()));
        }
    }
    let stance = attribution.stance.words();
    ui.label(RichText::new(stance).size(size::LABEL).color(theme.stance(attribution.stance)));
    let mut rest: Vec<String> = Vec::new();
    rest.extend(data::chain(data, attribution));
    rest.extend(attribution.date.as_ref().map(ToString::to_string));
    rest.extend(attribution.verb.as_ref().map(|verb| format!("“{verb}”")));
    rest.extend(attribution.certainty.map(|certainty| certainty.words().to_owned()));
    rest.extend(attribution.credibility.map(|grade| format!("credibility {grade}")));
    if !rest.is_empty() {
        ui.label(caption(theme, paint::visual(&rest.join(" · "))));
    }
}

/// The worst grounding of a voice's citations, as a mark.
fn grounding_marks(ui: &mut Ui, ctx: &Context<'_>, attribution: &Attribution) {
    let Some(worst) = attribution.evidence.iter().map(|citation| citation.grounding).max() else { return };
    let (symbol, words) = grounding(worst);
    let mark = RichText::new(symbol).font(icon_font(15.0)).color(ctx.theme.grounding(worst));
    let response = ui.add(egui::Label::new(mark).selectable(false));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, words));
    response.on_hover_text(words);
}

/// The icon and the words of a grounding.
pub(crate) fn grounding(grounding: Grounding) -> (&'static str, &'static str) {
    match grounding {
        Grounding::Exact => (icon::SEAL_CHECK, "Quote found word for word"),
        Grounding::Moved => (icon::ARROWS_LEFT_RIGHT, "Quote found word for word, elsewhere than the file says"),
        Grounding::Normalised => (icon::ARROWS_LEFT_RIGHT, "Quote found but for white space, quotation marks or case"),
        Grounding::Approximate => (icon::APPROXIMATE_EQUALS, "Quote found only nearly"),
        Grounding::Ambiguous => (icon::APPROXIMATE_EQUALS, "Quote found in several places"),
        Grounding::Missing => (icon::LINK_BREAK, "Quote not found in the text"),
        Grounding::Unanchored => (icon::LINK_BREAK, "Neither a quote nor a place is given"),
    }
}

/// The words of a citation, with the cue in its own colour; a click reads them in the text.
fn quote(ui: &mut Ui, ctx: &Context<'_>, citation: &Citation, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    let indent = 24.0;
    let font = FontId::proportional(size::QUOTE);
    let plain = |ink: Color32| TextFormat { line_height: Some(18.0), ..TextFormat::simple(font.clone(), ink) };
    let mut job = LayoutJob::default();
    let Some(span) = citation.span else {
        let ink = color(theme.style.g_missing);
        job.append("Quote not found in the text\n", 0.0, plain(ink));
        if let Some(exact) = &citation.exact {
            job.append(&paint::visual(&format!("“{exact}”")), 0.0, plain(theme.text2()));
        }
        ui.horizontal(|ui| {
            ui.add_space(indent);
            ui.add(egui::Label::new(job).wrap());
        });
        return;
    };
    let text = &data.document(citation.document).text;
    let body = plain(theme.text2());
    let mark = TextFormat { underline: Stroke::new(1.2, theme.cue()), ..plain(theme.cue()) };
    job.append("“", 0.0, body.clone());
    let cue = citation.cue.filter(|cue| cue.start >= span.start && cue.end <= span.end);
    let flat = |start, end| paint::visual(&text.slice(start, end).replace('\n', " ")).into_owned();
    match cue {
        Some(cue) => {
            job.append(&flat(span.start, cue.start), 0.0, body.clone());
            job.append(&flat(cue.start, cue.end), 0.0, mark);
            job.append(&flat(cue.end, span.end), 0.0, body.clone());
        }
        None => job.append(&flat(span.start, span.end), 0.0, body.clone()),
    }
    job.append("”", 0.0, body);
    ui.horizontal(|ui| {
        ui.add_space(indent);
        let response = ui.add(egui::Label::new(job).wrap().sense(Sense::click()));
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            out.push(Action::Read(citation.document, span));
        }
    });
}
