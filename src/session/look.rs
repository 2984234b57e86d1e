//! Ways of looking at a case: as somebody tells it, without a source, along the paths between two entities.

mod lists;

use std::sync::Arc;

use crate::graph::{
    Compared, Direction, Outcome, Path, Quest, Removal, Removed, Shown, Teller, Told, Voice, Weighing,
    according_to, compare, without,
};
use crate::model::{ClaimIx, Dataset, EntityIx};
use crate::scene::Telling;

pub(super) use lists::Ground;
pub use lists::Lists;

/// How many paths are looked for.
const PATHS: usize = 6;

/// What is asked of the case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Look {
    /// As somebody tells it, beside somebody else perhaps.
    According {
        /// Whose telling.
        teller: Teller,
        /// Whose telling it is compared with.
        against: Option<Teller>,
    },
    /// As it stands without some sources.
    Without(Removed),
    /// Along the paths between two entities.
    Path(Way),
}

/// Which paths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Where they start; not chosen yet where there is none.
    pub from: Option<EntityIx>,
    /// Where they lead.
    pub to: Option<EntityIx>,
    /// What makes a path short.
    pub weighing: Weighing,
    /// Whether the direction of claims is respected.
    pub direction: Direction,
    /// Which of the paths found is shown.
    pub chosen: usize,
}

impl Default for Way {
    fn default() -> Self {
        Self { from: None, to: None, weighing: Weighing::Evidence, direction: Direction::Ignored, chosen: 0 }
    }
}

impl Way {
    /// What to look for, once both ends are chosen.
    pub(super) fn quest(&self) -> Option<Quest> {
        let (from, to) = (self.from?, self.to?);
        Some(Quest { from, to, count: PATHS, weighing: self.weighing, direction: self.direction })
    }
}

impl Look {
    /// Whether everything that it names is part of a case.
    pub(super) fn fits(&self, data: &Dataset) -> bool {
        let known = |entity: EntityIx| entity.index() < data.entities().len();
        let teller = |teller: &Teller| match teller {
            Teller::Document => true,
            Teller::Speaker(speaker) => known(*speaker),
            Teller::Side(side) => side.iter().all(|entity| known(*entity)),
        };
        match self {
            Self::According { teller: a, against } => teller(a) && against.as_ref().is_none_or(teller),
            // A source that the case lacks takes nothing away.
            Self::Without(_) => true,
            Self::Path(way) => way.from.is_none_or(known) && way.to.is_none_or(known),
        }
    }
}

impl Look {
    /// Names everybody as whom they are seen.
    pub(super) fn follow(&mut self, seen: impl Fn(EntityIx) -> EntityIx) {
        let follow = |teller: &mut Teller| match teller {
            Teller::Document => {}
            Teller::Speaker(speaker) => *speaker = seen(*speaker),
            Teller::Side(side) => *side = side.iter().map(|entity| seen(*entity)).collect(),
        };
        match self {
            Self::According { teller, against } => {
                follow(teller);
                against.iter_mut().for_each(follow);
            }
            Self::Without(removed) => {
                let voices = removed.voices.iter().map(|voice| match voice {
                    Voice::Document => Voice::Document,
                    Voice::Entity(entity) => Voice::Entity(seen(*entity)),
                });
                removed.voices = voices.collect();
            }
            Self::Path(way) => {
                way.from = way.from.map(&seen);
                way.to = way.to.map(&seen);
            }
        }
    }

    /// What the title of a picture says of it: "according to Iran". A path is not drawn in one.
    pub fn of_picture(&self, data: &Dataset) -> Option<String> {
        match self {
            Self::According { teller, against: None } => Some(teller.according(data)),
            Self::According { teller, against: Some(other) } => {
                Some(format!("{}, beside {}", teller.according(data), other.words(data, None)))
            }
            Self::Without(removed) if removed.is_empty() => None,
            Self::Without(_) => Some("without some of its sources".to_owned()),
            Self::Path(_) => None,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Where each claim stands with the teller, and with the other one.
    According {
        /// One a claim.
        told: Vec<Told>,
        /// One a claim, where two are compared.
        against: Option<Vec<Told>>,
        /// How the two stand to each other.
        compared: Option<Vec<Compared>>,
    },
    /// How the case stands.
    Without(Removal),
    /// The paths, shortest first; `None` while they are looked for.
    Path(Option<Arc<Vec<Path>>>),
}

impl Answer {
    /// What follows at once; paths are looked for by a thread.
    pub fn of(data: &Dataset, look: &Look) -> Self {
        match look {
            Look::According { teller, against } => {
                let told = according_to(data, teller);
                let against = against.as_ref().map(|against| according_to(data, against));
                let compared = against.as_ref().map(|against| compare(&told, against));
                Self::According { told, against, compared }
            }
            Look::Without(removed) => Self::Without(without(data, removed)),
            Look::Path(way) => Self::Path(way.quest().is_none().then(Arc::default)),
        }
    }

    /// How each claim is drawn under it; `None` where it changes nothing.
    pub fn tellings(&self) -> Option<Vec<Telling>> {
        match self {
            Self::According { compared: Some(compared), .. } => {
                Some(compared.iter().copied().map(Telling::from).collect())
            }
            Self::According { told, .. } => Some(told.iter().copied().map(Telling::from).collect()),
            Self::Without(removal) => Some(
                removal
                    .outcomes
                    .iter()
                    .map(|outcome| if *outcome == Outcome::Falls { Telling::Struck } else { Telling::Plain })
                    .collect(),
            ),
            Self::Path(_) => None,
        }
    }

    /// The claims and entities of the path that is shown.
    pub fn path(&self, chosen: usize) -> Option<&Path> {
        match self {
            Self::Path(Some(paths)) => paths.get(chosen),
            _ => None,
        }
    }
}

/// The claims of a path, best first in each step.
pub fn claims_of_path(path: &Path) -> impl Iterator<Item = ClaimIx> + '_ {
    path.steps.iter().flat_map(|step| step.claims.iter().copied())
}

/// Looks for paths; `None` when it was stopped.
pub(super) fn find(
    data: &Dataset,
    shown: &Shown,
    quest: &Quest,
    stop: &std::sync::atomic::AtomicBool,
) -> Option<Vec<Path>> {
    crate::graph::paths(data, shown, quest, stop)
}
