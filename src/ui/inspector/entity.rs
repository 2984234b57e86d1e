//! The page of an entity: who it is, what it does, what is done to it, what it says, where it is named.

use egui::{FontId, Rect, RichText, Sense, Ui, pos2, vec2};

use super::data::{self, Grouped};
use crate::model::{ClaimIx, EntityIx, Item};
use crate::session::{Action, Click, Keep};
use crate::ui::theme::{INSET_TEXT, ROW, size};
use crate::ui::widgets::{caption, counted, hairline, number};
use crate::ui::{Context, lines, paint};

/// Claims of a kind listed at most.
const ROWS: usize = 200;
/// Places where an entity is named that are listed.
const PLACES: usize = 12;

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    let record = data.entity(entity);
    ui.horizontal(|ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::hover());
        paint::entity_mark(ui.painter(), theme, data, entity, mark.center(), 9.0);
        let name = paint::visual(&lines::short(&record.name)).into_owned();
        let label = egui::Label::new(RichText::new(name).size(size::TITLE).color(theme.text()));
        whole_on_hover(ui.add(label.wrap()), &record.name);
    });
    let mut kind = data.kind_of(entity).label.clone();
    if record.anonymous {
        kind.push_str(" · no name in the text");
    }
    if record.group {
        kind.push_str(" · a group");
    }
    if let Some(grade) = record.reliability {
        kind.push_str(" · source grade ");
        kind.push(grade);
    }
    ui.label(RichText::new(kind).size(size::LABEL).color(theme.text2()));
    if !record.aliases.is_empty() {
        let whole = record.aliases.join(", ");
        let aliases = paint::visual(&lines::short(&whole)).into_owned();
        whole_on_hover(ui.label(caption(theme, format!("also {aliases}"))), &whole);
    }
    if let Some(description) = &record.description {
        ui.add_space(4.0);
        ui.label(RichText::new(paint::visual(description).into_owned()).color(theme.text2()));
    }
    super::same::merged(ui, ctx, entity, out);
    super::group::collapsed_into(ui, ctx, entity, out);
    details(ui, ctx, entity);
    let now = ctx.session.review().entity_note(entity);
    if let Some(text) = super::judge::note_field(ui, ctx, Item::Entity(entity), now, out) {
        out.push(Action::Keep(Keep::EntityNote(entity, text)));
    }
    ui.add_space(8.0);
    let acts = data::grouped(data, entity, true);
    groups(ui, ctx, "Acts and speaks", data.acts(entity).len(), &acts, true, out);
    let acted_on = data::grouped(data, entity, false);
    groups(ui, ctx, "Is acted on", data.acted_on(entity).len(), &acted_on, false, out);
    says(ui, ctx, entity, out);
    mentioned(ui, ctx, entity, out);
}

/// Shows all of a text that was cut when the pointer is over it.
fn whole_on_hover(response: egui::Response, text: &str) {
    if lines::short(text).len() < text.len() {
        response.on_hover_text(paint::visual(text));
    }
}

/// Cross references and properties.
fn details(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx) {
    let (theme, record) = (ctx.theme, ctx.data().entity(entity));
    for (scheme, id) in &record.xref {
        ui.horizontal(|ui| {
            ui.label(caption(theme, scheme));
            let safe = id.chars().all(|letter| letter.is_ascii_alphanumeric());
            if scheme == "wikidata" && safe {
                let address = format!("https://www.wikidata.org/wiki/{id}");
                ui.hyperlink_to(RichText::new(id).size(size::SMALL), &address).on_hover_text(address);
            } else {
                ui.label(RichText::new(id).size(size::SMALL).monospace().color(theme.text2()));
            }
        });
    }
    for (key, value) in &record.properties {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        ui.horizontal_wrapped(|ui| {
            ui.label(caption(theme, key));
            let short = paint::visual(&lines::short(&value)).into_owned();
            whole_on_hover(ui.label(RichText::new(short).size(size::SMALL).color(theme.text2())), &value);
        });
    }
}

pub(super) fn heading(ui: &mut Ui, ctx: &Context<'_>, words: &str, count: usize) {
    ui.add_space(8.0);
    hairline(ui, ctx.theme);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(words).size(size::LABEL).color(ctx.theme.text3()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(caption(ctx.theme, number(count)));
        });
    });
}

fn groups(
    ui: &mut Ui,
    ctx: &Context<'_>,
    words: &str,
    count: usize,
    groups: &[Grouped],
    acts: bool,
    out: &mut Vec<Action>,
) {
    if count == 0 {
        return;
    }
    heading(ui, ctx, words, count);
    let rows = groups.iter().flat_map(|group| &group.rows);
    for (claim, other) in rows.take(ROWS) {
        let record = ctx.data().claim(*claim);
        let name = other.map_or_else(String::new, |other| ctx.data().entity(other).name.clone());
        // Whoever acts stands first: "backs Hamas", but "Iran backs".
        let (first, second) = if acts { (record.words(), name) } else { (name, record.words()) };
        row(ui, ctx, *claim, Item::Claim(*claim), &first, &second, acts, out);
    }
    if count > ROWS {
        ui.label(caption(ctx.theme, format!("and {} more; the list shows them all", number(count - ROWS))));
    }
}

/// What an entity says: its attributions, with their stance.
fn says(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx, out: &mut Vec<Action>) {
    let data = ctx.data();
    let says = data.says(entity);
    if says.is_empty() {
        return;
    }
    heading(ui, ctx, "Says", says.len());
    for &(claim, voice) in says.iter().take(ROWS) {
        let Some(attribution) = data.claim(claim).attributions.get(voice as usize) else { continue };
        let words = attribution.stance.words();
        row(ui, ctx, claim, Item::Attribution(claim, voice), words, &data.sentence(claim), true, out);
    }
}

/// A row: a sample of the line, its words and the other end in either order, the date.
#[expect(clippy::too_many_arguments, reason = "the parts of one row")]
pub(super) fn row(
    ui: &mut Ui,
    ctx: &Context<'_>,
    claim: ClaimIx,
    item: Item,
    words: &str,
    other: &str,
    words_first: bool,
    out: &mut Vec<Action>,
) {
    let (theme, data) = (ctx.theme, ctx.data());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = format!("{words} {other}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, name.clone()));
    if response.hovered() || response.has_focus() {
        let full = Rect::from_x_y_ranges(
            rect.left() - INSET_TEXT * 0.4..=rect.right() + INSET_TEXT * 0.4,
            rect.y_range(),
        );
        ui.painter().rect_filled(full, 5.0, theme.hover());
    }
    let middle = rect.center().y;
    if let Item::Attribution(_, voice) = item {
        if let Some(attribution) = data.claim(claim).attributions.get(voice as usize) {
            let centre = pos2(rect.left() + 15.0, middle);
            paint::stance_ring(ui.painter(), theme, attribution.stance, centre, 7.0, theme.panel());
        }
    } else {
        let sample = Rect::from_min_size(pos2(rect.left(), rect.top()), vec2(30.0, rect.height()));
        paint::line_sample(ui.painter(), theme, data.class(claim), data.status(claim), sample);
    }
    let date = data.claim(claim).time.as_ref().map(ToString::to_string).unwrap_or_default();
    let date = ui.painter().layout_no_wrap(date, FontId::proportional(size::CAPTION), theme.text3());
    let room = rect.right() - date.size().x - 8.0;
    ui.painter().galley(
        pos2(rect.right() - date.size().x, middle - date.size().y * 0.5),
        date,
        theme.text3(),
    );
    let left = rect.left() + 38.0;
    let inks = if words_first { [theme.text2(), theme.text()] } else { [theme.text(), theme.text2()] };
    let pieces = [(words, inks[0]), ("  ", inks[0]), (other, inks[1])];
    let drawn = lines::pieces(ui, &pieces, size::BODY, room - left);
    let cut = drawn.elided;
    lines::put(ui, pos2(left, middle), drawn);
    let response = if cut { response.on_hover_text(name) } else { response };
    if response.hovered() {
        out.push(Action::Hover(Some(item)));
    }
    if response.clicked() {
        let click = if ui.input(|input| input.modifiers.shift || input.modifiers.command) {
            Click::Toggle
        } else {
            Click::Only
        };
        out.push(Action::Select(item, click));
    }
}

fn mentioned(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx, out: &mut Vec<Action>) {
    let (rows, total) = data::named(ctx.data(), entity, PLACES);
    if total == 0 {
        return;
    }
    heading(ui, ctx, "Mentioned", total);
    for (i, named) in rows.iter().enumerate() {
        let words = paint::visual(&named.around).into_owned();
        let text = RichText::new(words).size(size::QUOTE).color(ctx.theme.text2());
        let label = egui::Label::new(text).truncate().sense(Sense::click()).selectable(false);
        let response = ui.push_id(("mention", i), |ui| ui.add(label)).inner;
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            out.push(Action::Read(named.document, named.span));
        }
    }
    if total > rows.len() {
        ui.label(caption(ctx.theme, format!("and {} more", number(total - rows.len()))));
    }
}

/// Several selected entities, by name.
pub(super) fn several(ui: &mut Ui, ctx: &Context<'_>, entities: &[EntityIx], out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let head = counted(entities.len(), "entity selected", "entities selected");
    ui.label(RichText::new(head).size(size::TITLE).color(theme.text()));
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        super::same::offer(ui, ctx, entities, out);
        super::group::offer(ui, ctx, out);
    });
    ui.add_space(6.0);
    for &entity in entities.iter().take(200) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let name = &ctx.data().entity(entity).name;
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, name));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 5.0, theme.hover());
        }
        paint::entity_mark(
            ui.painter(),
            theme,
            ctx.data(),
            entity,
            pos2(rect.left() + 10.0, rect.center().y),
            6.2,
        );
        let at = pos2(rect.left() + 26.0, rect.center().y);
        let drawn = lines::line(ui, name, size::BODY, theme.text(), rect.right() - at.x);
        lines::put(ui, at, drawn);
        if response.clicked() {
            out.push(Action::Select(Item::Entity(entity), Click::Only));
        }
    }
}
