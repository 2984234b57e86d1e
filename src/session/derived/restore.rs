//! Putting nodes back where they were: what undoing a move needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Derived, LayoutPhase};
use crate::layout::{Command, Method};
use crate::model::EntityIx;

/// Where all nodes were at a moment, in which run of the layout. Cheap to clone.
#[derive(Clone, Debug)]
pub(in super::super) struct Places {
    at: Arc<Vec<[f32; 2]>>,
    method: Method,
    /// The run, where it had come to rest; places on the way to it are nothing to go back to.
    rested: Option<u64>,
}

impl Places {
    /// Where the entities of a case of so many were; `None` where that is not known of all.
    pub(in super::super) fn of_case(&self, entities: usize) -> Option<Vec<[f32; 2]>> {
        self.at.get(..entities).map(<[_]>::to_vec)
    }
}

impl Derived {
    /// Where all nodes are now.
    pub(in super::super) fn places(&self) -> Places {
        let rested = (self.rested == self.generation && self.glide.is_none()).then_some(self.generation);
        Places { at: Arc::clone(&self.positions), method: self.method, rested }
    }

    /// Notes that the run under way has come to rest once; from then on only a hand moves nodes.
    pub(super) fn note_rest(&mut self) {
        if self.phase == LayoutPhase::Settled {
            self.rested = self.generation;
            self.note_homes();
        }
    }

    /// Changes which nodes are pinned, and puts all nodes where they were if the layout has not been started
    /// anew since. Otherwise only pinned nodes go to their places.
    pub(in super::super) fn restore(&mut self, pins: &BTreeMap<EntityIx, [f32; 2]>, places: Option<&Places>) {
        let here = places.filter(|places| {
            places.rested == Some(self.generation) && places.at.len() == self.positions.len()
        });
        if let Some(places) = here {
            self.positions = Arc::clone(&places.at);
        }
        let all = Arc::make_mut(&mut self.positions);
        for (entity, at) in pins {
            if let Some(place) = all.get_mut(entity.index()) {
                *place = *at;
            }
        }
        self.positions_revision += 1;
        if let Some(glide) = &mut self.glide {
            for (entity, at) in pins {
                glide.hold(entity.index(), *at);
            }
        }
        let pinned = pins.iter().filter_map(|(&entity, &at)| Some((self.node(entity)?, at))).collect();
        let at = here.is_some().then(|| {
            let place = |entity: &EntityIx| self.positions.get(entity.index()).copied();
            self.order.iter().map(|entity| place(entity).unwrap_or([f32::NAN; 2])).collect()
        });
        self.worker.send(Command::Restore { at, pinned });
    }

    /// The places that a layout by forces begins with when it is gone back to.
    pub(in super::super) fn remember_force(&mut self, places: Option<&Places>) {
        if let Some(places) =
            places.filter(|places| places.method == Method::Force && places.rested.is_some())
        {
            self.by_force = Arc::clone(&places.at);
        }
    }
}
