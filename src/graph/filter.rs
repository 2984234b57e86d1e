//! What a person has hidden.

use std::collections::BTreeSet;

use crate::model::{Attribution, Class, EntityIx, KindIx, Status};

/// Who speaks, as filters see it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Voice {
    /// The document itself.
    Document,
    /// A named or nameless speaker.
    Entity(EntityIx),
}

impl Voice {
    /// Whose voice an attribution is.
    pub fn of(attribution: &Attribution) -> Self {
        attribution.speaker.map_or(Self::Document, Self::Entity)
    }
}

/// Which group each entity of the dataset is in, by number; see [`super::Analysis`]. An entity past the end
/// of a list is in no group.
#[derive(Clone, Copy, Default, Debug)]
pub struct Groups<'a> {
    /// Its community.
    pub community: &'a [u32],
    /// Its connected part.
    pub component: &'a [u32],
}

/// What is hidden; empty shows all. It names the hidden values, so that a value which a newer
/// dataset brings is shown.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Filter {
    /// Hidden kinds of entity.
    pub kinds: BTreeSet<KindIx>,
    /// Hidden classes of claim.
    pub classes: BTreeSet<Class>,
    /// Hidden statuses of claim.
    pub statuses: BTreeSet<Status>,
    /// Hidden voices: a claim that only these speak for goes.
    pub speakers: BTreeSet<Voice>,
}

impl Filter {
    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
            && self.classes.is_empty()
            && self.statuses.is_empty()
            && self.speakers.is_empty()
    }
}
