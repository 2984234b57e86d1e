//! What stands out on the canvas, worked out from selection, hover and search.

use std::collections::BTreeSet;

use crate::graph;
use crate::model::{ClaimIx, EntityIx, Item};
use crate::scene::{Emphasis, Lit};
use crate::session::Session;
use crate::session::look::{Look, claims_of_path};

/// What is left of the rest's colour behind a selection.
const BEHIND_SELECTION: f32 = 0.16;
/// What is left of it behind a hover or a search.
const BEHIND_HOVER: f32 = 0.45;

/// Works out what stands out. `lingering` is what the pointer has rested on long enough to light it.
pub(super) fn of(session: &Session, lingering: Option<Item>) -> Emphasis {
    let passing = session.passing();
    // Somebody who is collapsed is seen as the group.
    let mut emphasis = Emphasis {
        selected: passing.selection.items().iter().map(|item| session.drawn_as(*item)).collect(),
        hovered: passing.hover.map(|item| session.drawn_as(item)),
        lingered: lingering.map(|item| session.drawn_as(item)),
        pinned: session.view().pins.keys().copied().collect(),
        ..Emphasis::default()
    };
    let searching = !passing.search.query.trim().is_empty();
    if searching {
        emphasis.hits = passing.search.marked.iter().copied().collect();
    }
    let mut lit = Lit { rest: 1.0, ..Lit::default() };
    // Everything selected lights nothing: there is no rest to fade.
    let few = passing.selection.items().len() < session.derived().shown().entities.len().max(2);
    if !passing.selection.is_empty() && few {
        lit.rest = BEHIND_SELECTION;
        for &item in passing.selection.items() {
            light(session, item, &mut lit, &mut emphasis.neighbours);
        }
    }
    if let Some(path) = path(session) {
        lit.rest = lit.rest.min(BEHIND_SELECTION);
        lit.entities.extend(&path.entities);
        lit.claims.extend(claims_of_path(path));
    }
    if let Some(item) = lingering {
        lit.rest = lit.rest.min(BEHIND_HOVER);
        light(session, item, &mut lit, &mut emphasis.neighbours);
    }
    if searching && !emphasis.hits.is_empty() {
        lit.rest = lit.rest.min(BEHIND_HOVER);
        lit.entities.extend(&emphasis.hits);
        lit.claims.extend(passing.search.hits.claims.iter().filter_map(|hit| hit.item.claim()));
    }
    let place = |entity: EntityIx| session.derived().place_of(entity);
    lit.entities = lit.entities.into_iter().map(place).collect();
    emphasis.hits = emphasis.hits.into_iter().map(place).collect();
    emphasis.neighbours = emphasis.neighbours.into_iter().map(place).collect();
    let lights = !lit.entities.is_empty() || !lit.claims.is_empty();
    emphasis.lit = (lit.rest < 1.0 && lights).then_some(lit);
    emphasis
}

/// The path that is looked at.
fn path(session: &Session) -> Option<&graph::Path> {
    let Some(Look::Path(way)) = &session.view().look else { return None };
    session.derived().answer()?.path(way.chosen)
}

/// Lights an item with what belongs to it.
fn light(session: &Session, item: Item, lit: &mut Lit, neighbours: &mut BTreeSet<EntityIx>) {
    let (data, shown) = (session.data(), session.derived().shown());
    match item {
        Item::Entity(group) if session.is_group(group) => {
            for member in session.members_of(group) {
                light(session, Item::Entity(member), lit, neighbours);
            }
            // Its members are no neighbours of what they are.
            neighbours.retain(|other| session.derived().place_of(*other) != group);
        }
        Item::Entity(entity) => {
            lit.entities.insert(entity);
            let around = graph::neighbours(data, shown, entity);
            neighbours.extend(around.iter().filter(|other| **other != entity));
            lit.entities.extend(around);
            let lines = data.acts(entity).iter().chain(data.acted_on(entity));
            lit.claims.extend(lines.filter(|claim| shown.has_claim(**claim)));
            lit.claims.extend(data.says(entity).iter().map(|(claim, _)| *claim));
        }
        Item::Claim(claim) | Item::Attribution(claim, _) => light_claim(session, claim, lit),
        Item::Passage(document, span) => {
            let cited = data.cited(document).iter().filter(|cited| cited.span.overlaps(span));
            for claim in cited.map(|cited| cited.claim).collect::<BTreeSet<_>>() {
                light_claim(session, claim, lit);
            }
        }
        Item::Document(_) => {}
    }
}

/// Lights a claim with its ends and its voices.
fn light_claim(session: &Session, claim: ClaimIx, lit: &mut Lit) {
    let record = session.data().claim(claim);
    lit.claims.insert(claim);
    lit.entities.insert(record.subject);
    lit.entities.extend(record.object);
    for voice in &record.attributions {
        lit.entities.extend(voice.speaker);
        lit.entities.extend(&voice.via);
    }
}
