//! Entities that a person says are the same: the case is seen through the lens of the view.
//!
//! The case as it was read stays the ground; merging derives another dataset from it, with the same indices. So
//! selection, pins and places hold, and taking the merge back brings all of it back.

use std::sync::Arc;

use super::Session;
use super::derived::{Folded, Prepared};
use crate::graph::{self, Lens, Suggestion};
use crate::model::{Dataset, EntityIx, Item};

/// A case of up to so many claims is derived within a frame; a larger one by a thread, as the bench of
/// interactions shows that it must.
const AT_ONCE: usize = 2_000;

/// The case through a lens, with what follows from it.
pub(super) struct Seen {
    /// The revision of the case as it was read.
    ground: u64,
    lens: Lens,
    data: Arc<Dataset>,
    prepared: Prepared,
}

impl Seen {
    /// Derives it; the revisions are those of the case as it is told and as it is drawn.
    /// `like` is what follows from the same case with the same merges, whatever its groups.
    pub(super) fn of(
        ground: &Arc<Dataset>,
        lens: Lens,
        [told, drawn]: [u64; 2],
        like: Option<&Prepared>,
    ) -> Self {
        let data = if lens.is_empty() {
            Arc::clone(ground)
        } else {
            Arc::new(graph::told_apart(ground, &lens, told))
        };
        let folded = Folded::of(ground, &data, &lens, drawn);
        let prepared = Prepared::of(ground, &data, &lens, folded, like);
        Self { ground: ground.revision(), lens, data, prepared }
    }

    fn fits(&self, ground: &Dataset, lens: &Lens) -> bool {
        self.ground == ground.revision() && self.lens == *lens
    }
}

impl Session {
    /// The case as it was read, whatever a person merged.
    pub fn ground(&self) -> &Arc<Dataset> {
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
        for &entity in &from {
            // Who was merged before is merged as whom it is seen.
            lens.merge(lens.target(entity), into);
        }
        if lens != self.view.lens {
            self.view.lens = lens;
            self.view.follow_merges();
            self.see_through();
            self.refresh_seen();
            self.passing.selection.set(vec![Item::Entity(into)]);
            self.tell_unlike(&from, into);
        }
    }

    /// Says what was merged where two are of different kinds: that is more often a slip than a finding.
    fn tell_unlike(&mut self, from: &[EntityIx], into: EntityIx) {
        let kind = |entity: EntityIx| self.ground.kind_of(entity).label.clone();
        let unlike = from.iter().find(|entity| **entity != into && kind(**entity) != kind(into));
        if let Some(&from) = unlike {
            let name = |entity: EntityIx| self.ground.entity(entity).name.clone();
            let words = format!(
                "Merged {} ({}) into {} ({}): they are of different kinds; Undo takes it back",
                name(from),
                kind(from),
                name(into),
                kind(into)
            );
            self.passing.say(super::NoticeKind::Done, words);
        }
    }

    pub(super) fn separate(&mut self, from: EntityIx) {
        if self.view.lens.unmerge(from) {
            self.see_through();
            self.refresh_seen();
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
        if self.derive_seen() {
            self.follow_seen();
        }
    }

    /// Works out what is shown of the case that is seen now; while a thread derives it nothing has changed.
    fn refresh_seen(&mut self) {
        if !self.is_merging() {
            self.refresh();
        }
    }

    /// Whether the case through the lens of the view is still being derived.
    pub fn is_merging(&self) -> bool {
        self.seen != self.view.lens
    }

    /// Takes in the case that a thread derived, unless another lens or file has come meanwhile.
    pub(super) fn take_seen(&mut self, seen: Seen) {
        if seen.fits(&self.ground, &self.view.lens) && self.is_merging() {
            self.adopt(seen);
            self.refresh();
            self.follow_seen();
        } else {
            super::tasks::discard(seen);
        }
    }

    /// What follows from the case that is seen now: ranks, index and answers are of the one before until those of
    /// this one have come.
    fn follow_seen(&mut self) {
        self.tasks.index(&self.data, self.derived.merged_away());
        self.tasks.analyse(&self.data, self.derived.whole_shared());
        let look = self.view.look.clone();
        self.look_anew(look);
        self.derived.settle(&self.data, &self.view);
    }

    /// Derives the case that the lens of the view shows, where it is another than the one seen. Whether it was: a
    /// large one is left to a thread.
    pub(super) fn derive_seen(&mut self) -> bool {
        if !self.is_merging() {
            return false;
        }
        let (lens, revisions) = (self.view.lens.clone(), [self.take_revision(), self.take_revision()]);
        // Merges leave every index as it is, so that the case before can be shown meanwhile.
        if self.ground.claims().len() > AT_ONCE && lens.groups() == self.seen.groups() {
            self.tasks.see(&self.ground, lens, revisions);
            return false;
        }
        let like = (lens.merges() == self.seen.merges()).then(|| self.derived.prepared());
        self.adopt(Seen::of(&self.ground, lens, revisions, like));
        true
    }

    fn adopt(&mut self, Seen { lens, data, prepared, .. }: Seen) {
        let before = std::mem::replace(&mut self.data, data);
        self.seen = lens;
        self.derived.see(prepared);
        // Groups have other indices now, or are no more.
        self.history.carry_over(&before, &self.data);
        self.passing.selection.carry_over(&before, &self.data);
        let items: Vec<Item> =
            self.passing.selection.items().iter().map(|item| self.seen_as(*item)).collect();
        self.passing.selection.clear();
        self.passing.selection.click_many(items, super::Click::Only);
        self.passing.hover = None;
        super::tasks::discard(before);
    }

    /// Forgets the lens that the case before was seen through: `data` is a case as it was read.
    pub(super) fn see_plainly(&mut self) {
        self.ground = Arc::clone(&self.data);
        self.seen = Lens::default();
    }
}
