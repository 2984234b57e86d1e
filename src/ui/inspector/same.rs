//! Entities that are the same: pairs that may be, who was merged into whom, and the way back.

use egui::{Label, RichText, Ui};

use crate::model::{EntityIx, Item};
use crate::session::{Action, Click, Command, Keep};
use crate::ui::theme::size;
use crate::ui::widgets::{caption, hairline, number};
use crate::ui::{Context, lines, paint};

/// Pairs listed at most: the best reasons come first.
const PAIRS: usize = 12;

/// "Perhaps the same": pairs with their reason and a button each.
pub(super) fn perhaps(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let total = ctx.session.perhaps_the_same().count();
    if total == 0 {
        return;
    }
    let theme = ctx.theme;
    ui.add_space(10.0);
    hairline(ui, theme);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new("Perhaps the same").size(size::LABEL).color(theme.text3()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(caption(theme, number(total)));
        });
    });
    for pair in ctx.session.perhaps_the_same().take(PAIRS) {
        let (into, from) = stays(ctx, pair.a, pair.b);
        ui.push_id(("pair", pair.a, pair.b), |ui| {
            ui.horizontal(|ui| {
                let tip = format!("Merge {} into {}", name(ctx, from), name(ctx, into));
                let button = ui.small_button("Merge").on_hover_text(paint::visual(&tip));
                button
                    .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, tip.as_str()));
                if button.clicked() {
                    out.push(Action::Keep(Keep::Merge(from, into)));
                }
                let words = format!("{} · {}", name(ctx, into), name(ctx, from));
                let words = RichText::new(paint::visual(&words).into_owned()).color(theme.text());
                let label = Label::new(words).truncate().selectable(false).sense(egui::Sense::click());
                // Both at once, so that a person can look before merging.
                if ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                    let both = vec![Item::Entity(into), Item::Entity(from)];
                    out.push(Action::SelectMany(both, Click::Only));
                }
            });
            ui.label(caption(theme, paint::visual(&pair.reason.words()).into_owned()));
        });
    }
    if total > PAIRS {
        ui.label(caption(theme, format!("and {} more", number(total - PAIRS))));
    }
}

/// "Merged: Tehran [Separate]", for each that became part of an entity.
pub(super) fn merged(ui: &mut Ui, ctx: &Context<'_>, entity: EntityIx, out: &mut Vec<Action>) {
    for from in ctx.session.merged_into(entity) {
        ui.push_id(("merged", from), |ui| {
            ui.horizontal(|ui| {
                let words = format!("Merged: {}", lines::short(name(ctx, from)));
                ui.label(caption(ctx.theme, paint::visual(&words).into_owned()));
                if ui.small_button("Separate").clicked() {
                    out.push(Action::Keep(Keep::Separate(from)));
                }
            });
        });
    }
}

/// The button for several selected entities.
pub(super) fn offer(ui: &mut Ui, ctx: &Context<'_>, entities: &[EntityIx], out: &mut Vec<Action>) {
    let mut of_case = entities.iter().filter(|entity| !ctx.session.is_group(**entity));
    let (Some(&into), Some(_)) = (of_case.next(), of_case.next()) else { return };
    let tip = format!("They become part of {}, which was selected first", name(ctx, into));
    if ui.button("Merge").on_hover_text(paint::visual(&tip)).clicked() {
        out.push(Action::Run(Command::Merge));
    }
}

/// Of two, the one with more claims stays; of equal ones the first.
fn stays(ctx: &Context<'_>, a: EntityIx, b: EntityIx) -> (EntityIx, EntityIx) {
    let data = ctx.data();
    let claims = |entity: EntityIx| data.acts(entity).len() + data.acted_on(entity).len();
    if claims(b) > claims(a) { (b, a) } else { (a, b) }
}

fn name<'a>(ctx: &Context<'a>, entity: EntityIx) -> &'a str {
    ctx.data().entities().get(entity.index()).map_or("?", |entity| entity.name.as_str())
}
