//! Which entities are seen as one: merges of the same, and folds of several into a group.
//!
//! A lens only says what is seen as what. The case under it stays whole, so taking an entry out of the
//! lens takes it back.

use std::collections::{BTreeMap, BTreeSet};

use super::Analysis;
use crate::model::{Claim, ClaimIx, Dataset, EntityIx, KindIx, KindTable};

/// Several entities drawn as one group.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Fold {
    /// The one of them that it is named after, where their lines hold them together: "around Iran".
    pub around: Option<EntityIx>,
    /// Who is in it. Somebody in several groups counts to the first.
    pub members: BTreeSet<EntityIx>,
}

/// Merges and folds over a case. Entries that name entities which a case lacks do nothing there.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Lens {
    merges: BTreeMap<EntityIx, EntityIx>,
    groups: Vec<Fold>,
}

impl Lens {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.merges.is_empty() && self.groups.is_empty()
    }

    /// Who is merged into whom, in the order of those who vanish.
    pub fn merges(&self) -> &BTreeMap<EntityIx, EntityIx> {
        &self.merges
    }

    /// The groups; the `i`-th stands `i` places behind the last entity of the case.
    pub fn groups(&self) -> &[Fold] {
        &self.groups
    }

    /// Merges one entity into another; where it was merged into a third, it moves over. `false` where
    /// that would merge an entity into itself, be it through others: so there are no cycles.
    pub fn merge(&mut self, from: EntityIx, into: EntityIx) -> bool {
        let mut at = into;
        loop {
            if at == from {
                return false;
            }
            match self.merges.get(&at) {
                Some(&next) => at = next,
                None => break,
            }
        }
        self.merges.insert(from, into);
        true
    }

    /// Takes a merge back; who was merged into `from` stays with it. Whether there was one.
    pub fn unmerge(&mut self, from: EntityIx) -> bool {
        self.merges.remove(&from).is_some()
    }

    /// Adds a group and returns its position. Whoever was in another group leaves it; a group of fewer than
    /// two is none.
    pub fn fold(&mut self, group: Fold) -> usize {
        for other in &mut self.groups {
            other.members.retain(|member| !group.members.contains(member));
            // A group is not called after somebody who is in another.
            other.around = other.around.filter(|leader| other.members.contains(leader));
        }
        self.groups.retain(|other| other.members.len() > 1);
        self.groups.push(group);
        self.groups.len() - 1
    }

    /// Opens a group again; those after it move up by one.
    pub fn unfold(&mut self, group: usize) -> Option<Fold> {
        (group < self.groups.len()).then(|| self.groups.remove(group))
    }

    /// The same merges with other groups.
    pub fn with_groups(&self, groups: Vec<Fold>) -> Self {
        Self { merges: self.merges.clone(), groups }
    }

    /// The position of the group that an entity is seen in.
    pub fn group_of(&self, entity: EntityIx) -> Option<usize> {
        let end = self.target(entity);
        self.groups.iter().position(|group| group.members.iter().any(|member| self.target(*member) == end))
    }

    /// Whom an entity is merged into in the end; itself where it is not. Groups do not count here.
    pub fn target(&self, entity: EntityIx) -> EntityIx {
        let mut at = entity;
        while let Some(&next) = self.merges.get(&at) {
            at = next;
        }
        at
    }
}

/// Where every entity of a case goes, worked out once.
pub(super) struct Places {
    /// After merges.
    pub(super) merged: Vec<EntityIx>,
    /// After merges and folds.
    pub(super) folded: Vec<EntityIx>,
}

impl Places {
    pub(super) fn new(base: &Dataset, lens: &Lens) -> Self {
        let count = base.entities().len();
        let mut merged: Vec<Option<EntityIx>> = vec![None; count];
        for start in base.entity_ixs() {
            // Chains may be long; each link is walked once.
            let mut chain = Vec::new();
            let mut at = start;
            let end = loop {
                if let Some(known) = merged[at.index()] {
                    break known;
                }
                chain.push(at);
                match lens.merges.get(&at).filter(|next| next.index() < count) {
                    Some(&next) => at = next,
                    None => break at,
                }
            };
            for link in chain {
                merged[link.index()] = Some(end);
            }
        }
        let merged: Vec<EntityIx> =
            base.entity_ixs().zip(merged).map(|(entity, end)| end.unwrap_or(entity)).collect();
        let mut group_of: BTreeMap<EntityIx, EntityIx> = BTreeMap::new();
        for (i, group) in lens.groups.iter().enumerate() {
            for member in &group.members {
                if let Some(&end) = merged.get(member.index()) {
                    group_of.entry(end).or_insert(EntityIx::new(count + i));
                }
            }
        }
        let folded = merged.iter().map(|end| group_of.get(end).copied().unwrap_or(*end)).collect();
        Self { merged, folded }
    }

    /// Whether both ends of a claim, two different entities, lie in one group.
    fn inside_a_fold(&self, claim: &Claim) -> bool {
        let ends = (Some(&claim.subject), claim.object.as_ref());
        let (Some(subject), Some(object)) = ends else { return false };
        let same = |list: &[EntityIx]| list.get(subject.index()) == list.get(object.index());
        same(&self.folded) && !same(&self.merged)
    }
}

/// Where each entity of the case is seen: at itself, at the one it is merged into, or at its group. By the
/// index in the case.
pub fn places(base: &Dataset, lens: &Lens) -> Vec<EntityIx> {
    Places::new(base, lens).folded
}

/// The entities that nothing is to be said of, being seen as somebody else, and the groups behind them, which are only
/// drawn: `told` is the case `base` as a lens tells it. In the order of their indices.
pub fn away(base: &Dataset, told: &Dataset, lens: &Lens) -> Vec<EntityIx> {
    if lens.is_empty() {
        return Vec::new();
    }
    let merged = base.entity_ixs().filter(|entity| lens.target(*entity) != *entity);
    merged.chain((base.entities().len()..told.entities().len()).map(EntityIx::new)).collect()
}

/// The community of each of so many nodes; that of a group is that of all its members, where they have one. `places`
/// is where each entity is drawn.
pub fn communities_drawn(community: &[u32], places: &[EntityIx], nodes: usize) -> Vec<u32> {
    let mut communities = community.to_vec();
    communities.resize(nodes, Analysis::NONE);
    let mut of_group: BTreeMap<EntityIx, BTreeSet<u32>> = BTreeMap::new();
    for (i, place) in places.iter().enumerate().filter(|(i, place)| place.index() != *i) {
        of_group.entry(*place).or_default().extend(communities.get(i).filter(|n| **n != Analysis::NONE));
    }
    for (group, numbers) in of_group.iter().filter(|(group, _)| group.index() >= places.len()) {
        if let Some(slot) = communities.get_mut(group.index()) {
            *slot = numbers.first().copied().filter(|_| numbers.len() == 1).unwrap_or(Analysis::NONE);
        }
    }
    communities
}

/// The claims between two members of one group, which are not to be drawn while it is folded; in the
/// order of the file. A claim about a single member stays, as a loop on the group.
pub fn hidden_claims(base: &Dataset, lens: &Lens) -> Vec<ClaimIx> {
    let places = Places::new(base, lens);
    base.claim_ixs().filter(|claim| places.inside_a_fold(base.claim(*claim))).collect()
}

/// Who is seen in each group: its members, without those merged into others, in the order of the file.
pub fn members(base: &Dataset, lens: &Lens) -> Vec<Vec<EntityIx>> {
    let places = Places::new(base, lens);
    let count = base.entities().len();
    let mut members = vec![Vec::new(); lens.groups.len()];
    for entity in base.entity_ixs().filter(|entity| places.merged[entity.index()] == *entity) {
        let group = places.folded[entity.index()].index().checked_sub(count);
        if let Some(members) = group.and_then(|group| members.get_mut(group)) {
            members.push(entity);
        }
    }
    members
}

/// What several entities that are drawn as one are called: "9 militias", "around Iran (5)", "Hamas and 2 others".
pub fn group_name(base: &Dataset, members: &[EntityIx], around: Option<EntityIx>) -> String {
    let name = |entity: &EntityIx| base.entities().get(entity.index()).map(|entity| entity.name.as_str());
    if let Some(leader) = around.as_ref().and_then(name) {
        return format!("around {leader} ({})", members.len());
    }
    match (common_kind(base, members), members.first().and_then(name)) {
        (Some(kind), _) if kind != KindTable::OTHER => {
            let plural = &base.kinds().get(kind).plural;
            let mut letters = plural.chars();
            let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
            format!("{} {first}{}", members.len(), letters.as_str())
        }
        (_, Some(first)) => {
            let others = members.len() - 1;
            format!("{first} and {others} {}", if others == 1 { "other" } else { "others" })
        }
        _ => "nobody".to_owned(),
    }
}

/// The kind that all of these are of.
pub(super) fn common_kind(base: &Dataset, members: &[EntityIx]) -> Option<KindIx> {
    let mut kinds = members.iter().filter_map(|member| base.entities().get(member.index())).map(|e| e.kind);
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::case;
    use super::*;

    const fn e(i: u32) -> EntityIx {
        EntityIx(i)
    }

    #[test]
    fn merges_make_no_cycle_and_are_taken_back() {
        let mut lens = Lens::default();
        assert!(lens.merge(e(0), e(1)) && lens.merge(e(1), e(2)));
        assert!(!lens.merge(e(2), e(0)) && !lens.merge(e(2), e(2)));
        assert_eq!(lens.target(e(0)), e(2));
        assert!(lens.unmerge(e(1)) && !lens.unmerge(e(1)));
        assert_eq!(lens.target(e(0)), e(1));
    }

    #[test]
    fn claims_inside_a_group_hide_and_loops_stay() {
        let data = case();
        let mut lens = Lens::default();
        let members = [e(0), e(1), e(77)].into();
        lens.fold(Fold { around: None, members });
        assert_eq!(hidden_claims(&data, &lens), [ClaimIx(0)]);
        assert_eq!(places(&data, &lens)[..3], [e(5), e(5), e(2)]);
        assert!(lens.unfold(1).is_none() && lens.unfold(0).is_some() && lens.is_empty());
    }

    proptest! {
        #[test]
        fn places_follow_every_chain(pairs in proptest::collection::vec((0u32..7, 0u32..7), 0..12)) {
            let data = case();
            let mut lens = Lens::default();
            for (from, into) in pairs {
                lens.merge(e(from), e(into));
            }
            for (entity, place) in data.entity_ixs().zip(places(&data, &lens)) {
                // Merges into entities that the case lacks do nothing.
                let mut slow = entity;
                while let Some(&next) = lens.merges().get(&slow).filter(|next| next.0 < 5) {
                    slow = next;
                }
                prop_assert_eq!(place, slow);
            }
        }
    }
}
