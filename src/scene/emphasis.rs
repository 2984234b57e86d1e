//! What stands out: selection, hover, search hits, pins, and what the rest fades against.

use std::collections::BTreeSet;

use crate::model::{ClaimIx, EntityIx, Item};

/// What keeps its colour while all else fades.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lit {
    /// Entities that stay.
    pub entities: BTreeSet<EntityIx>,
    /// Claims that stay.
    pub claims: BTreeSet<ClaimIx>,
    /// How much of the rest's colour is left: 0.16 behind a selection, 0.45 behind a hover or a search.
    pub rest: f32,
}

/// What stands out.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Emphasis {
    /// What is selected.
    pub selected: BTreeSet<Item>,
    /// What is under the pointer.
    pub hovered: Option<Item>,
    /// What the pointer has rested on: its voices come out, and its bundle opens.
    pub lingered: Option<Item>,
    /// The node that the keys move from.
    pub focused: Option<EntityIx>,
    /// What stays while the rest fades; `None` fades nothing.
    pub lit: Option<Lit>,
    /// Search hits.
    pub hits: BTreeSet<EntityIx>,
    /// Pinned nodes.
    pub pinned: BTreeSet<EntityIx>,
    /// Neighbours of what is hovered or selected, which get a hairline ring.
    pub neighbours: BTreeSet<EntityIx>,
}

impl Emphasis {
    pub(super) fn entity_opacity(&self, entity: EntityIx) -> f32 {
        match &self.lit {
            // Nodes keep a little more than lines, so that the shape of the whole stays.
            Some(lit) if !lit.entities.contains(&entity) => (lit.rest + 0.07).min(1.0),
            _ => 1.0,
        }
    }

    pub(super) fn claim_opacity(&self, claim: ClaimIx) -> f32 {
        match &self.lit {
            Some(lit) if !lit.claims.contains(&claim) => lit.rest,
            _ => 1.0,
        }
    }

    pub(super) fn claim_selected(&self, claim: ClaimIx) -> bool {
        // Voices sort after their claim, so a range finds them without walking the whole set.
        self.selected.contains(&Item::Claim(claim))
            || self
                .selected
                .range(Item::Attribution(claim, 0)..=Item::Attribution(claim, u32::MAX))
                .next()
                .is_some()
    }
}
