//! One voice on a card: ring, mark, name, stance and date; grounding and grade at the right; the words below.

use egui::{Color32, CursorIcon, Rect, Response, RichText, Sense, Ui, UiBuilder, Vec2, pos2, vec2};
use egui_phosphor::regular as icon;

use super::quote::{self, Quoted};
use super::{card, data, figures, grade, source};
use crate::model::{Attribution, Certainty, ClaimIx, Grounding, Item};
use crate::session::{Action, Click};
use crate::ui::theme::{icon_font, size};
use crate::ui::widgets::{caption, focus_ring};
use crate::ui::{Context, paint};

/// Height of the row of a name.
const ROW: f32 = 20.0;
/// Room for the mark of a quote, in points.
const MARK: f32 = 20.0;
/// Between the parts at the right.
const GAP: f32 = 6.0;
/// Verbs that say no more than the stance.
const PLAIN: [&str; 12] = [
    "say",
    "says",
    "said",
    "tell",
    "tells",
    "told",
    "confirms",
    "confirmed",
    "denies",
    "denied",
    "retracts",
    "retracted",
];

/// Shows a voice with its quotes and figures.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, voice: u32, out: &mut Vec<Action>) {
    let record = ctx.data().claim(claim);
    let Some(attribution) = record.attributions.get(voice as usize) else { return };
    let theme = ctx.theme;
    let item = Item::Attribution(claim, voice);
    // The ground takes the clicks that no part of it takes: they open the menu.
    let ground = UiBuilder::new().id_salt(("voice", voice)).sense(Sense::click() - Sense::FOCUSABLE);
    let shown = ui.scope_builder(ground, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let top = head(ui, ctx, (claim, voice), attribution, out);
        for (number, citation) in attribution.evidence.iter().enumerate() {
            let quoted = Quoted { claim, voice, number, attribution, citation };
            ui.push_id(("quote", number), |ui| quote::show(ui, ctx, quoted, out));
        }
        for quantity in &attribution.quantities {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                ui.add_space(quote::INDENT);
                figures::show(ui, ctx, record, quantity);
            });
        }
        if attribution.evidence.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(quote::INDENT - ui.spacing().item_spacing.x);
                ui.label(caption(theme, "no citation"));
            });
        }
        ui.add_space(5.0);
        top
    });
    let over = ui.rect_contains_pointer(shown.response.rect);
    copy_button(ui, ctx, (item, shown.inner), over, attribution);
    menu(ctx, &shown.response, item, attribution, out);
    if over {
        out.push(Action::Hover(Some(item)));
    }
}

/// The first row. Returns where it stands.
fn head(
    ui: &mut Ui,
    ctx: &Context<'_>,
    (claim, voice): (ClaimIx, u32),
    attribution: &Attribution,
    out: &mut Vec<Action>,
) -> Rect {
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let (ring, response) = ui.allocate_exact_size(Vec2::new(18.0, ROW), Sense::click());
        let said = format!("{} {}", data::speaker(ctx.data(), attribution), attribution.stance.words());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, said.clone()));
        paint::stance_ring(
            ui.painter(),
            ctx.theme,
            attribution.stance,
            ring.center(),
            7.5,
            ctx.theme.raised(),
        );
        if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("Select this voice").clicked() {
            out.push(Action::Select(Item::Attribution(claim, voice), Click::Only));
        }
        // Mark and grade have their own room at the right; name, stance and date wrap in the rest.
        let room = (ui.available_width() - MARK - grade::WIDTH - 2.0 * GAP).max(80.0);
        ui.allocate_ui(vec2(room, ROW), |ui| {
            ui.set_width(room);
            ui.set_min_height(ROW);
            // A row that wraps begins with this height, so that ring and name are level.
            ui.spacing_mut().interact_size.y = ROW;
            ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
            ui.horizontal_wrapped(|ui| {
                who(ui, ctx, attribution, out);
            });
        });
        grounding_mark(ui, ctx, attribution);
        grade::show(ui, ctx, attribution);
    });
    row.response.rect
}

fn who(ui: &mut Ui, ctx: &Context<'_>, attribution: &Attribution, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    let chain = data::chain(data, attribution);
    let comma = if chain.is_some() { "," } else { "" };
    let label = |ui: &mut Ui, text: RichText| ui.add(egui::Label::new(text).selectable(false));
    if let Some(speaker) = attribution.speaker {
        card::name(ui, ctx, speaker, comma, size::BODY, out);
    } else {
        let text = format!("The report itself{comma}");
        label(ui, RichText::new(text).size(size::BODY).color(theme.text()));
    }
    if let Some(chain) = chain {
        label(ui, RichText::new(paint::visual(&chain)).size(size::BODY).color(theme.text2()));
    }
    let stance = attribution.stance.words();
    label(ui, RichText::new(stance).size(size::LABEL).color(theme.stance(attribution.stance)));
    for word in rest(attribution) {
        label(ui, caption(theme, paint::visual(&word)));
    }
}

/// What stands behind the stance: the date, the text's own verb where it says more, and how sure.
fn rest(attribution: &Attribution) -> Vec<String> {
    let mut rest: Vec<String> = Vec::new();
    rest.extend(attribution.date.as_ref().map(ToString::to_string));
    let telling = attribution.verb.as_ref().filter(|verb| {
        let verb = verb.to_lowercase();
        !PLAIN.contains(&verb.as_str()) && verb != attribution.stance.words()
    });
    rest.extend(telling.map(|verb| format!("“{verb}”")));
    rest.extend(match attribution.certainty {
        Some(Certainty::Probable) => Some("as probable".to_owned()),
        Some(Certainty::Possible) => Some("as possible".to_owned()),
        Some(Certainty::Unknown) => Some("how sure is not told".to_owned()),
        Some(Certainty::Certain) | None => None,
    });
    rest
}

/// The worst grounding of a voice's citations, as a mark.
fn grounding_mark(ui: &mut Ui, ctx: &Context<'_>, attribution: &Attribution) {
    let (rect, response) = ui.allocate_exact_size(vec2(MARK, ROW), Sense::hover());
    let Some(worst) = attribution.evidence.iter().map(|citation| citation.grounding).max() else { return };
    let (symbol, words) = grounding(worst);
    let ink = ctx.theme.grounding(worst);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, symbol, icon_font(15.0), ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, words));
    response.on_hover_text(words);
}

/// The icon and the words of a grounding.
pub(in crate::ui) fn grounding(grounding: Grounding) -> (&'static str, &'static str) {
    match grounding {
        Grounding::Exact => (icon::SEAL_CHECK, "Quote found word for word"),
        Grounding::Moved => {
            (icon::ARROWS_LEFT_RIGHT, "Quote found word for word, elsewhere than the file says")
        }
        Grounding::Normalised => {
            (icon::ARROWS_LEFT_RIGHT, "Quote found but for white space, quotation marks or case")
        }
        Grounding::Approximate => (icon::APPROXIMATE_EQUALS, "Quote found only nearly"),
        Grounding::Ambiguous => (icon::APPROXIMATE_EQUALS, "Quote found in several places"),
        Grounding::Missing => (icon::LINK_BREAK, "Quote not found in the text"),
        Grounding::Unanchored => (icon::LINK_BREAK, "Neither a quote nor a place is given"),
    }
}

/// A small button at the end of the name's row, seen while the pointer is over the voice.
fn copy_button(ui: &Ui, ctx: &Context<'_>, (item, row): (Item, Rect), over: bool, attribution: &Attribution) {
    let Some(words) = source::all_with_source(ctx.data(), attribution) else { return };
    let theme = ctx.theme;
    let right = row.right() - grade::WIDTH - MARK - 2.0 * GAP + 2.0;
    let place = Rect::from_min_size(pos2(right - 22.0, row.top() - 1.0), vec2(22.0, 22.0));
    let response = ui.interact(place, ui.id().with(("copy", item)), Sense::click());
    let label = "Copy quote with source";
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, label));
    if over || response.has_focus() {
        let fill: Color32 = if response.hovered() { theme.hover() } else { theme.raised() };
        ui.painter().rect_filled(place, 5.0, fill);
        let ink = if response.hovered() { theme.text() } else { theme.text2() };
        ui.painter().text(place.center(), egui::Align2::CENTER_CENTER, icon::COPY, icon_font(14.0), ink);
        focus_ring(ui, theme, &response, place.shrink(2.0), 4.0);
    }
    if response.clicked() {
        ui.ctx().copy_text(words);
    }
    response.on_hover_text(label);
}

/// The menu of a voice.
fn menu(
    ctx: &Context<'_>,
    response: &Response,
    item: Item,
    attribution: &Attribution,
    out: &mut Vec<Action>,
) {
    response.context_menu(|ui| {
        if let Some(words) = source::all_with_source(ctx.data(), attribution)
            && ui.button("Copy quote with source").clicked()
        {
            ui.ctx().copy_text(words);
        }
        if ui.button("Select this voice").clicked() {
            out.push(Action::Select(item, Click::Only));
        }
        if let Some(speaker) = attribution.speaker
            && ui.button("Select who says it").clicked()
        {
            out.push(Action::Select(Item::Entity(speaker), Click::Only));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::rest;
    use crate::model::{Attribution, Certainty, Date, Stance};

    #[test]
    fn a_verb_is_named_where_it_says_more_than_the_stance() {
        let mut voice = Attribution::new(None, Stance::Denies);
        voice.date = Some(Date::parse("2023-10-25").unwrap());
        voice.verb = Some("disputed".into());
        voice.certainty = Some(Certainty::Probable);
        assert_eq!(rest(&voice), ["25 Oct 2023", "“disputed”", "as probable"]);
        voice.verb = Some("Said".into());
        voice.certainty = Some(Certainty::Certain);
        assert_eq!(rest(&voice), ["25 Oct 2023"]);
    }
}
