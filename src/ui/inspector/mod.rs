//! The inspector: what is selected, or with nothing selected what rests on what.

mod card;
pub mod data;
mod entity;
mod figures;
mod grade;
mod group;
mod head;
mod judge;
pub mod nearest;
mod overview;
mod quote;
mod same;
pub mod source;
mod verdict;
pub(super) mod voice;

use egui::{Margin, ScrollArea, Ui};

use super::Context;
use super::theme::INSET_TEXT;
use crate::model::{ClaimIx, EntityIx, Item};
use crate::session::Action;

/// Cards shown at most; a selection of thousands is named by its number.
const MAX_CARDS: usize = 40;

/// What belongs to the inspector alone.
#[derive(Default)]
pub struct InspectorState {
    /// What was shown last: another selection starts at the top.
    shown: Vec<Item>,
    /// What the inspector lit last: it is put out when the pointer leaves.
    lit: Option<Item>,
    /// The claim whose card had the accent border last: another one is brought into sight.
    current: Option<ClaimIx>,
    overview: Option<overview::Found>,
}

/// Shows the inspector in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut InspectorState, out: &mut Vec<Action>) {
    let before = out.len();
    contents(ui, ctx, state, out);
    settle_hover(ctx, state, before, out);
}

/// Rows and cards ask for a hover in every frame; what comes of it is one action when it changes.
fn settle_hover(ctx: &Context<'_>, state: &mut InspectorState, before: usize, out: &mut Vec<Action>) {
    let mut lit = None;
    let mut rest = out.split_off(before);
    rest.retain(|action| {
        // The innermost thing under the pointer asks first: a name before the voice that it stands in.
        if let Action::Hover(item) = action {
            lit = lit.or(*item);
        }
        !matches!(action, Action::Hover(_))
    });
    out.append(&mut rest);
    let mine = ctx.session.passing().hover == state.lit;
    if lit != state.lit && (lit.is_some() || mine) {
        out.push(Action::Hover(lit));
    }
    state.lit = lit;
}

fn contents(ui: &mut Ui, ctx: &Context<'_>, state: &mut InspectorState, out: &mut Vec<Action>) {
    let selection = &ctx.session.passing().selection;
    let mut scroll = ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]);
    if state.shown != selection.items() {
        state.shown = selection.items().to_vec();
        scroll = scroll.vertical_scroll_offset(0.0);
    }
    let claims = selection.claims();
    let entities: Vec<EntityIx> = selection.entities().collect();
    head::show(ui, ctx, out);
    let current = ctx.session.current_claim();
    let moved = std::mem::replace(&mut state.current, current) != current && claims.len() > 1;
    scroll.show(ui, |ui| {
        let inset = if claims.is_empty() { INSET_TEXT } else { 12.0 };
        egui::Frame::new().inner_margin(Margin::symmetric(inset as i8, 14)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let look = ctx.session.view().look.as_ref();
            if claims.is_empty() && entities.is_empty() {
                match look {
                    Some(look) => super::looks::show(ui, ctx, look, out),
                    None => overview::show(ui, ctx, &mut state.overview, out),
                }
            } else {
                if let Some(look) = look {
                    super::looks::strip(ui, ctx, look, out);
                }
                selected(ui, ctx, &entities, &claims, moved, out);
            }
        });
    });
}

fn selected(
    ui: &mut Ui,
    ctx: &Context<'_>,
    entities: &[EntityIx],
    claims: &[ClaimIx],
    moved: bool,
    out: &mut Vec<Action>,
) {
    match entities {
        [] => {}
        [only] if ctx.session.is_group(*only) => group::show(ui, ctx, *only, out),
        [only] => entity::show(ui, ctx, *only, out),
        several => entity::several(ui, ctx, several, out),
    }
    if !entities.is_empty() && !claims.is_empty() {
        ui.add_space(12.0);
    }
    let current = ctx.session.current_claim();
    for &claim in cards(claims, current) {
        let card = card::show(ui, ctx, claim, current == Some(claim), out);
        if moved && current == Some(claim) {
            card.scroll_to_me(Some(egui::Align::Min));
        }
        ui.add_space(12.0);
    }
    if claims.len() > MAX_CARDS {
        let more = super::widgets::counted(claims.len() - MAX_CARDS, "more claim", "more claims");
        ui.label(super::widgets::caption(ctx.theme, format!("{more} selected; the list shows them all")));
    }
}

/// The claims whose cards are shown: of more than [`MAX_CARDS`] those among which the current one is.
fn cards(claims: &[ClaimIx], current: Option<ClaimIx>) -> &[ClaimIx] {
    let at = current.and_then(|current| claims.iter().position(|&claim| claim == current)).unwrap_or(0);
    claims.chunks(MAX_CARDS).nth(at / MAX_CARDS).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::{ClaimIx, MAX_CARDS, cards};

    #[test]
    fn of_many_claims_the_cards_around_the_current_one_are_shown() {
        let claims: Vec<ClaimIx> = (0..100).map(ClaimIx).collect();
        assert_eq!(cards(&claims, None).len(), MAX_CARDS);
        assert_eq!(cards(&claims, Some(ClaimIx(39))).first(), Some(&ClaimIx(0)));
        assert_eq!(cards(&claims, Some(ClaimIx(40))).first(), Some(&ClaimIx(40)));
        assert_eq!(cards(&claims, Some(ClaimIx(99))).last(), Some(&ClaimIx(99)));
        assert!(cards(&[], None).is_empty());
    }
}
