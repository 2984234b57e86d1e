//! What stands out on the canvas, worked out from selection, hover and search.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::graph;
use crate::model::{ClaimIx, EntityIx, Item};
use crate::scene::{Emphasis, Lit};
use crate::session::Session;
use crate::session::look::{Look, claims_of_path};

/// What is left of the rest's colour behind a selection.
const BEHIND_SELECTION: f32 = 0.16;
/// What is left of it behind a hover or a search.
const BEHIND_HOVER: f32 = 0.45;

/// What stands out, worked out again only where something of it has changed.
#[derive(Default)]
pub(super) struct Standing {
    made_of: Option<u64>,
    emphasis: Emphasis,
}

impl Standing {
    /// Follows the session. `lingering` is what the pointer has rested on long enough to light it, `ring` the node
    /// that the keys move from.
    pub(super) fn follow(&mut self, session: &Session, lingering: Option<Item>, ring: Option<EntityIx>) {
        let made_of = source(session, lingering, ring);
        if self.made_of != Some(made_of) {
            self.emphasis = of(session, lingering);
            self.emphasis.focused = ring;
            self.made_of = Some(made_of);
        }
    }

    /// What stands out, and a number that changes with it.
    pub(super) fn get(&self) -> (&Emphasis, Option<u64>) {
        (&self.emphasis, self.made_of)
    }
}

/// Everything that what stands out follows from, as one number.
fn source(session: &Session, lingering: Option<Item>, ring: Option<EntityIx>) -> u64 {
    let (passing, derived) = (session.passing(), session.derived());
    let mut hasher = DefaultHasher::new();
    (session.data().revision(), session.drawn().revision(), derived.shown_revision()).hash(&mut hasher);
    (passing.selection.items(), passing.hover, lingering, ring).hash(&mut hasher);
    session.view().pins.keys().for_each(|pin| pin.hash(&mut hasher));
    let search = &passing.search;
    (&search.query, &search.marked).hash(&mut hasher);
    search.hits.claims.iter().for_each(|hit| hit.item.hash(&mut hasher));
    if let Some(path) = path(session) {
        path.entities.hash(&mut hasher);
        claims_of_path(path).for_each(|claim| claim.hash(&mut hasher));
    }
    hasher.finish()
}

/// Works out what stands out.
fn of(session: &Session, lingering: Option<Item>) -> Emphasis {
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
    let mut rest = 1.0_f32;
    let mut light = Light::default();
    // Everything selected lights nothing: there is no rest to fade.
    let few = passing.selection.items().len() < session.derived().shown().entities.len().max(2);
    if !passing.selection.is_empty() && few {
        rest = BEHIND_SELECTION;
        for &item in passing.selection.items() {
            light.add(session, item);
        }
    }
    if let Some(path) = path(session) {
        rest = rest.min(BEHIND_SELECTION);
        light.entities.extend(&path.entities);
        light.claims.extend(claims_of_path(path));
    }
    if let Some(item) = lingering {
        rest = rest.min(BEHIND_HOVER);
        light.add(session, item);
    }
    if searching && !emphasis.hits.is_empty() {
        rest = rest.min(BEHIND_HOVER);
        light.entities.extend(&emphasis.hits);
        light.claims.extend(passing.search.hits.claims.iter().filter_map(|hit| hit.item.claim()));
    }
    let place = |entity: EntityIx| session.derived().place_of(entity);
    let lit = Lit {
        entities: light.entities.into_iter().map(place).collect(),
        claims: light.claims.into_iter().collect(),
        rest,
    };
    emphasis.hits = emphasis.hits.into_iter().map(place).collect();
    emphasis.neighbours = light.neighbours.into_iter().map(place).collect();
    let lights = !lit.entities.is_empty() || !lit.claims.is_empty();
    emphasis.lit = (rest < 1.0 && lights).then_some(lit);
    emphasis
}

/// The path that is looked at.
fn path(session: &Session) -> Option<&graph::Path> {
    let Some(Look::Path(way)) = &session.view().look else { return None };
    session.derived().answer()?.path(way.chosen)
}

/// What is lit, things several times as they come: sorted once, at the end, thousands cost little.
#[derive(Default)]
struct Light {
    entities: Vec<EntityIx>,
    claims: Vec<ClaimIx>,
    neighbours: Vec<EntityIx>,
}

impl Light {
    /// Lights an item with what belongs to it.
    fn add(&mut self, session: &Session, item: Item) {
        let (data, shown) = (session.data(), session.derived().shown());
        match item {
            Item::Entity(group) if session.is_group(group) => {
                for member in session.members_of(group) {
                    self.add(session, Item::Entity(member));
                }
                // Its members are no neighbours of what they are.
                self.neighbours.retain(|other| session.derived().place_of(*other) != group);
            }
            Item::Entity(entity) => {
                self.entities.push(entity);
                let around = graph::neighbours(data, shown, entity);
                self.neighbours.extend(around.iter().filter(|other| **other != entity));
                self.entities.extend(around);
                let lines = data.acts(entity).iter().chain(data.acted_on(entity));
                self.claims.extend(lines.filter(|claim| shown.has_claim(**claim)));
                self.claims.extend(data.says(entity).iter().map(|(claim, _)| *claim));
            }
            Item::Claim(claim) | Item::Attribution(claim, _) => self.add_claim(session, claim),
            Item::Passage(document, span) => {
                let cited = data.cited(document).iter().filter(|cited| cited.span.overlaps(span));
                for claim in cited.map(|cited| cited.claim).collect::<BTreeSet<_>>() {
                    self.add_claim(session, claim);
                }
            }
            Item::Document(_) => {}
        }
    }

    /// Lights a claim with its ends and its voices.
    fn add_claim(&mut self, session: &Session, claim: ClaimIx) {
        let record = session.data().claim(claim);
        self.claims.push(claim);
        self.entities.push(record.subject);
        self.entities.extend(record.object);
        for voice in &record.attributions {
            self.entities.extend(voice.speaker);
            self.entities.extend(&voice.via);
        }
    }
}
