//! Collapsing several entities into one node, and opening it again.
//!
//! What is collapsed is drawn as a group, and only drawn so: lists, cards, filters and figures go on about the
//! entities themselves, because no text says of a group what it says of one of its members.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Keep, Session};
use crate::graph::{self, Analysis, Fold, Lens};
use crate::model::{ClaimIx, Dataset, EntityIx, Item};

/// Entities that can be collapsed together, and what they would be called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Collapsible {
    /// Who, in the order of the file.
    pub members: Vec<EntityIx>,
    /// The one of them after whom they are called, where their lines hold them together.
    pub around: Option<EntityIx>,
    /// "9 militias".
    pub words: String,
}

impl Collapsible {
    /// What collapses them.
    pub fn collapse(&self) -> Keep {
        Keep::Collapse { members: self.members.clone(), around: self.around }
    }
}

impl Session {
    /// The case as it is drawn: with groups where several are collapsed. What it says of a claim is not for words;
    /// those are of [`Session::data`].
    pub fn drawn(&self) -> &Arc<Dataset> {
        self.derived.drawn_case(&self.data)
    }

    /// Whether an entity is no entity of the case but a group of collapsed ones.
    pub fn is_group(&self, entity: EntityIx) -> bool {
        entity.index() >= self.ground.entities().len()
    }

    /// The group that an entity is collapsed into.
    pub fn group_of(&self, entity: EntityIx) -> Option<EntityIx> {
        Some(self.derived.place_of(entity)).filter(|place| *place != entity && self.is_group(*place))
    }

    /// Who is collapsed into a group, in the order of the file; nobody where it is none.
    pub fn members_of(&self, group: EntityIx) -> Vec<EntityIx> {
        let lens = &self.view.lens;
        let fold = group.index().checked_sub(self.ground.entities().len());
        let Some(fold) = fold.and_then(|i| lens.groups().get(i)) else { return Vec::new() };
        let seen: BTreeSet<EntityIx> = fold.members.iter().map(|member| lens.target(*member)).collect();
        seen.into_iter().collect()
    }

    /// The claims about members of a group: those with somebody outside or with nobody, and those among themselves,
    /// which are not drawn while it is collapsed. Both in the order of the file.
    pub fn claims_of(&self, group: EntityIx) -> (&[ClaimIx], &[ClaimIx]) {
        let group = group.index().checked_sub(self.ground.entities().len());
        let about = group.and_then(|group| self.derived.about_group(group));
        about.map_or((&[], &[]), |[outside, inside]| (outside, inside))
    }

    /// As which node or line an item is drawn: a collapsed entity, and a claim between two of one group, as the group.
    pub fn drawn_as(&self, item: Item) -> Item {
        match item {
            Item::Entity(entity) => Item::Entity(self.derived.place_of(entity)),
            Item::Claim(claim) | Item::Attribution(claim, _) => {
                let record = self.data.claims().get(claim.index());
                let ends = record.and_then(|record| Some((record.subject, record.object?)));
                let group = ends
                    .filter(|(a, b)| a != b)
                    .and_then(|(a, b)| self.group_of(a).filter(|group| self.derived.place_of(b) == *group));
                group.map_or(item, Item::Entity)
            }
            Item::Document(_) | Item::Passage(..) => item,
        }
    }

    /// Every entity shown that is of the kind of one of them and not collapsed yet; `None` where it is alone.
    pub fn all_of_its_kind(&self, entity: EntityIx) -> Option<Collapsible> {
        let kind = self.data.entities().get(entity.index())?.kind;
        let shown = self.derived.shown().entities.iter().copied();
        let members: Vec<EntityIx> =
            shown.filter(|e| self.data.entity(*e).kind == kind && self.group_of(*e).is_none()).collect();
        self.collapsible(members, None, entity)
    }

    /// Every entity shown of the computed community that one belongs to and that is not collapsed yet.
    pub fn all_of_its_community(&self, entity: EntityIx) -> Option<Collapsible> {
        let numbers = &self.derived.analysis()?.community;
        let number = *numbers.get(entity.index()).filter(|number| **number != Analysis::NONE)?;
        let shown = self.derived.shown().entities.iter().copied();
        let members: Vec<EntityIx> = shown
            .filter(|e| numbers.get(e.index()) == Some(&number) && self.group_of(*e).is_none())
            .collect();
        let leader = self.derived.leaders().community.get(number as usize).copied();
        let leader = leader.filter(|leader| members.contains(leader)).or(members.first().copied());
        self.collapsible(members, leader, entity)
    }

    fn collapsible(
        &self,
        members: Vec<EntityIx>,
        around: Option<EntityIx>,
        with: EntityIx,
    ) -> Option<Collapsible> {
        let several = members.len() > 1 && members.contains(&with);
        let words = graph::group_name(&self.data, &members, around);
        several.then_some(Collapsible { members, around, words })
    }

    /// The selected entities, if there are two to collapse; those of selected groups among them.
    pub fn selection_to_collapse(&self) -> Option<Collapsible> {
        let selected: Vec<EntityIx> = self.passing.selection.entities().collect();
        let members = self.apart(&selected);
        let words = graph::group_name(&self.data, &members, None);
        let several = selected.len() > 1 && members.len() > 1;
        several.then_some(Collapsible { members, around: None, words })
    }

    /// Entities with the members of groups in their place, each once, in the order of the file.
    pub(super) fn apart(&self, entities: &[EntityIx]) -> Vec<EntityIx> {
        let mut all = BTreeSet::new();
        for &entity in entities {
            if self.is_group(entity) {
                all.extend(self.members_of(entity));
            } else {
                all.insert(self.view.lens.target(entity));
            }
        }
        all.into_iter().collect()
    }

    pub(super) fn collapse(&mut self, members: &[EntityIx], around: Option<EntityIx>) {
        let members: BTreeSet<EntityIx> = self.apart(members).into_iter().collect();
        if members.len() < 2 {
            return;
        }
        let mut lens = self.view.lens.clone();
        let at = lens.fold(Fold { around: around.filter(|leader| members.contains(leader)), members });
        self.see_grouped(lens);
        let group = EntityIx::new(self.ground.entities().len() + at);
        self.passing.selection.set(vec![Item::Entity(group)]);
    }

    /// Opens a group, or the one that an entity is collapsed into; that entity is selected then, or else all members.
    pub(super) fn open_group(&mut self, entity: EntityIx) {
        let Some(group) = Some(entity).filter(|e| self.is_group(*e)).or_else(|| self.group_of(entity)) else {
            return;
        };
        let selected = if group == entity { self.members_of(group) } else { vec![entity] };
        let mut lens = self.view.lens.clone();
        if lens.unfold(group.index() - self.ground.entities().len()).is_some() {
            self.see_grouped(lens);
            self.passing.selection.set(selected.into_iter().map(Item::Entity).collect());
        }
    }

    pub(super) fn open_groups(&mut self) {
        self.see_grouped(self.view.lens.with_groups(Vec::new()));
    }

    /// Sees the case with other groups; pins of those that stay go with them.
    fn see_grouped(&mut self, lens: Lens) {
        let before = std::mem::replace(&mut self.view.lens, lens);
        let count = self.ground.entities().len();
        let pins: BTreeMap<EntityIx, [f32; 2]> = std::mem::take(&mut self.view.pins);
        self.view.pins = carried_pins(pins, &before, &self.view.lens, count);
        self.see_through();
        self.refresh();
    }
}

/// Pins by the indices that groups have in another lens; `count` is that of the first group.
fn carried_pins(
    pins: BTreeMap<EntityIx, [f32; 2]>,
    before: &Lens,
    after: &Lens,
    count: usize,
) -> BTreeMap<EntityIx, [f32; 2]> {
    let there = |entity: EntityIx| match entity.index().checked_sub(count) {
        None => Some(entity),
        Some(group) => {
            let members = &before.groups().get(group)?.members;
            let there = after.groups().iter().position(|other| other.members == *members)?;
            Some(EntityIx::new(count + there))
        }
    };
    pins.into_iter().filter_map(|(entity, at)| Some((there(entity)?, at))).collect()
}
