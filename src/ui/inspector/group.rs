//! The page of a group: who is collapsed into it, and the claims about them, each in its own words.

use egui::{Align2, FontId, RichText, Sense, Ui, pos2, vec2};

use super::entity::{heading, row};
use crate::model::{ClaimIx, EntityIx, Item};
use crate::session::{Action, Command, Keep};
use crate::ui::theme::{ROW, size};
use crate::ui::widgets::{caption, counted, number};
use crate::ui::{Context, paint};

/// Rows of a list at most.
const ROWS: usize = 200;

/// What stands below the name of a group: "18 claims · 6 claims inside".
fn words(outside: usize, inside: usize) -> String {
    format!(
        "{} · {} inside",
        counted(outside + inside, "claim", "claims"),
        counted(inside, "claim", "claims")
    )
}

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, group: EntityIx, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    ui.horizontal(|ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::hover());
        paint::entity_mark(ui.painter(), theme, data, group, mark.center(), 9.0);
        let name = paint::visual(&data.entity(group).name).into_owned();
        ui.add(egui::Label::new(RichText::new(name).size(size::TITLE).color(theme.text())).wrap());
    });
    let (outside, inside) = ctx.session.claims_of(group);
    let claims = words(outside.len(), inside.len());
    ui.label(RichText::new(claims).size(size::LABEL).color(theme.text2()));
    ui.label(caption(
        theme,
        "Collapsed here, not by the text: each claim is about the members that it names",
    ));
    ui.add_space(6.0);
    if ui.button("Open the group").clicked() {
        out.push(Action::Keep(Keep::OpenGroup(group)));
    }
    let members = ctx.session.members_of(group);
    heading(ui, ctx, "Members", members.len());
    for &member in members.iter().take(ROWS) {
        self::member(ui, ctx, member, out);
    }
    more(ui, ctx, members.len());
    claims_list(ui, ctx, "Claims with others", outside, out);
    claims_list(ui, ctx, "Claims inside", inside, out);
}

/// A row that opens the group and selects one of it.
fn member(ui: &mut Ui, ctx: &Context<'_>, member: EntityIx, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    let name = &data.entity(member).name;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, theme.hover());
    }
    let middle = rect.center().y;
    paint::entity_mark(ui.painter(), theme, data, member, pos2(rect.left() + 10.0, middle), 6.2);
    let font = FontId::proportional(size::BODY);
    let hidden = !ctx.session.derived().shown().has_entity(member);
    let ink = if hidden { theme.text3() } else { theme.text() };
    let words = paint::visual(name).into_owned();
    ui.painter().text(pos2(rect.left() + 26.0, middle), Align2::LEFT_CENTER, words, font, ink);
    let claims = data.acts(member).len() + data.acted_on(member).len();
    let claims = if hidden { "hidden".to_owned() } else { number(claims) };
    let font = FontId::proportional(size::CAPTION);
    ui.painter().text(pos2(rect.right(), middle), Align2::RIGHT_CENTER, claims, font, theme.text3());
    if response.on_hover_text("Opens the group and selects this").clicked() {
        out.push(Action::Keep(Keep::OpenGroup(member)));
    }
}

fn claims_list(ui: &mut Ui, ctx: &Context<'_>, words: &str, claims: &[ClaimIx], out: &mut Vec<Action>) {
    if claims.is_empty() {
        return;
    }
    heading(ui, ctx, words, claims.len());
    for &claim in claims.iter().take(ROWS) {
        row(ui, ctx, claim, Item::Claim(claim), &ctx.data().sentence(claim), "", false, out);
    }
    more(ui, ctx, claims.len());
}

fn more(ui: &mut Ui, ctx: &Context<'_>, count: usize) {
    if count > ROWS {
        ui.label(caption(ctx.theme, format!("and {} more", number(count - ROWS))));
    }
}

/// "Collapsed into 9 militias [Open]", where somebody is.
pub(super) fn collapsed_into(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx, out: &mut Vec<Action>) {
    let Some(group) = ctx.session.group_of(entity) else { return };
    ui.horizontal(|ui| {
        let words = format!("Collapsed into {}", ctx.data().entity(group).name);
        ui.label(caption(ctx.theme, paint::visual(&words).into_owned()));
        if ui.small_button("Open the group").clicked() {
            out.push(Action::Keep(Keep::OpenGroup(entity)));
        }
    });
}

/// The button for several selected entities.
pub(super) fn offer(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    if let Some(selected) = ctx.session.selection_to_collapse() {
        let tip = format!("They are drawn as one node, {}", selected.words);
        if ui.button("Collapse").on_hover_text(paint::visual(&tip)).clicked() {
            out.push(Action::Run(Command::Collapse));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn claims_inside_are_counted() {
        assert_eq!(words(12, 6), "18 claims · 6 claims inside");
        assert_eq!(words(0, 1), "1 claim · 1 claim inside");
    }
}
