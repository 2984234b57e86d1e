//! Entities that a person says are the same: the case is seen through the lens of the view.
//!
//! The case as it was read stays the ground; merging derives another dataset from it, with the same indices. So
//! selection, pins and places hold, and taking the merge back brings all of it back.

use std::sync::Arc;

use super::Session;
use super::derived::Prepared;
use crate::graph::{self, Lens, Suggestion};
use crate::model::{EntityIx, Item};

impl Session {
    /// The case as it was read, whatever a person merged.
    pub fn ground(&self) -> &Arc<crate::model::Dataset> {
        &self.ground
    }

    /// Pairs that may be the same and are not merged yet, the best reasons first; none until they have been
    /// looked for.
    pub fn perhaps_the_same(&self) -> impl Iterator<Item = &Suggestion> {
        let lens = &self.view.lens;
        let apart = move |pair: &&Suggestion| lens.target(pair.a) != lens.target(pair.b);
        self.derived.suggestions().iter().filter(apart)
    }

    /// Who was merged into an entity, directly, in the order of the file.
    pub fn merged_into(&self, entity: EntityIx) -> impl Iterator<Item = EntityIx> {
        let merges = self.view.lens.merges().iter();
        merges.filter(move |(_, into)| **into == entity).map(|(from, _)| *from)
    }

    /// Merges every selected entity into the one that was selected first.
    pub(super) fn merge_selection(&mut self) {
        let selected: Vec<EntityIx> = self.passing.selection.entities().collect();
        if let [into, others @ ..] = selected.as_slice() {
            self.merge(others, *into);
        }
    }

    pub(super) fn merge(&mut self, from: &[EntityIx], into: EntityIx) {
        let known = |entity: EntityIx| entity.index() < self.ground.entities().len();
        if !known(into) {
            return;
        }
        let from: Vec<EntityIx> = from.iter().copied().filter(|entity| known(*entity)).collect();
        let into = self.view.lens.target(into);
        let mut lens = self.view.lens.clone();
        for entity in from {
            // Who was merged before is merged as whom it is seen.
            lens.merge(lens.target(entity), into);
        }
        if lens != self.view.lens {
            self.view.lens = lens;
            self.see_through();
            self.refresh();
            self.passing.selection.set(vec![Item::Entity(into)]);
        }
    }

    pub(super) fn separate(&mut self, from: EntityIx) {
        if self.view.lens.unmerge(from) {
            self.see_through();
            self.refresh();
        }
    }

    /// As whom or what an item is seen: an entity that was merged, as the one it was merged into.
    pub(super) fn seen_as(&self, item: Item) -> Item {
        match item {
            Item::Entity(entity) => Item::Entity(self.view.lens.target(entity)),
            other => other,
        }
    }

    /// Sees the case through the lens of the view, where that has changed.
    pub(super) fn see_through(&mut self) {
        let Some(restart) = self.derive_seen() else { return };
        // Ranks, index and answers are of the case before until those of this one have come.
        self.tasks.index(&self.data, self.derived.merged_away());
        self.tasks.analyse(&self.data, self.derived.whole_shared());
        let look = self.view.look.clone();
        self.look_anew(look);
        if restart {
            self.derived.restart(&self.data, &self.view);
        }
    }

    /// Derives the case that the lens of the view shows, where it is another than the one seen. Whether the
    /// layout must be started anew for it; `None` where nothing changed.
    pub(super) fn derive_seen(&mut self) -> Option<bool> {
        if self.seen == self.view.lens {
            return None;
        }
        let lens = self.view.lens.clone();
        self.data = if lens.is_empty() {
            Arc::clone(&self.ground)
        } else {
            let revision = self.take_revision();
            Arc::new(graph::apply(&self.ground, &lens, revision))
        };
        self.seen = lens;
        let restart = self.derived.see(Prepared::of(&self.data, &self.seen));
        if let Some(ego) = &mut self.view.ego {
            ego.centre = self.seen.target(ego.centre);
        }
        let items: Vec<Item> =
            self.passing.selection.items().iter().map(|item| self.seen_as(*item)).collect();
        self.passing.selection.clear();
        self.passing.selection.click_many(items, super::Click::Only);
        self.passing.hover = None;
        Some(restart)
    }

    /// Forgets the lens that the case before was seen through: `data` is a case as it was read.
    pub(super) fn see_plainly(&mut self) {
        self.ground = Arc::clone(&self.data);
        self.seen = Lens::default();
    }
}
