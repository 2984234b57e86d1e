//! Entities that a person says are the same: the case is seen through the lens of the view.
//!
//! The case as it was read stays the ground; merging derives another dataset from it, with the same indices. So
//! selection, pins and places hold, and taking the merge back brings all of it back.

use std::sync::Arc;

use super::Session;
use super::derived::{Folded, Prepared};
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
        let selected: Vec<EntityIx> =
            self.passing.selection.entities().filter(|entity| !self.is_group(*entity)).collect();
        if let [into, others @ ..] = selected.as_slice() {
            self.merge(others, *into);
        }
    }

    pub(super) fn merge(&mut self, from: &[EntityIx], into: EntityIx) {
        let known = |entity: EntityIx| !self.is_group(entity);
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
        if !self.derive_seen() {
            return;
        }
        // Ranks, index and answers are of the case before until those of this one have come.
        self.tasks.index(&self.data);
        self.tasks.analyse(&self.data, self.derived.whole_shared());
        let look = self.view.look.clone();
        self.look_anew(look);
        self.derived.settle(&self.data, &self.view);
    }

    /// Derives the case that the lens of the view shows, where it is another than the one seen. Whether it was.
    pub(super) fn derive_seen(&mut self) -> bool {
        if self.seen == self.view.lens {
            return false;
        }
        let lens = self.view.lens.clone();
        let before = Arc::clone(&self.data);
        self.data = if lens.is_empty() {
            Arc::clone(&self.ground)
        } else {
            let revision = self.take_revision();
            Arc::new(graph::told_apart(&self.ground, &lens, revision))
        };
        let revision = self.take_revision();
        let folded = Folded::of(&self.ground, &self.data, &lens, revision);
        self.seen = lens;
        self.derived.see(Prepared::of(&self.ground, &self.data, &self.seen, folded));
        if let Some(ego) = &mut self.view.ego {
            ego.centre = self.seen.target(ego.centre);
        }
        // Groups have other indices now, or are no more.
        self.history.carry_over(&before, &self.data);
        self.passing.selection.carry_over(&before, &self.data);
        let items: Vec<Item> =
            self.passing.selection.items().iter().map(|item| self.seen_as(*item)).collect();
        self.passing.selection.clear();
        self.passing.selection.click_many(items, super::Click::Only);
        self.passing.hover = None;
        true
    }

    /// Forgets the lens that the case before was seen through: `data` is a case as it was read.
    pub(super) fn see_plainly(&mut self) {
        self.ground = Arc::clone(&self.data);
        self.seen = Lens::default();
    }
}
