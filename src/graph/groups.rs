//! The communities that a drawing can put a hull around.

use std::cmp::Reverse;

use crate::model::{Dataset, EntityIx};

use super::derive::ends;
use super::{Analysis, Shown};

/// A community to draw a hull around.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its number in the analysis.
    pub number: u32,
    /// Its shown members, in the order of the file.
    pub members: Vec<EntityIx>,
    /// The member that most shown claims have as an end; the first of equal ones. The group is named after it.
    pub name_from: EntityIx,
}

/// Fewer members than these need no hull.
const LEAST_MEMBERS: usize = 4;

/// Communities of at least four shown members, by their number; none at all where these are not two to six:
/// one hull says nothing, and many cannot be told apart.
pub fn groups(data: &Dataset, shown: &Shown, analysis: &Analysis) -> Vec<Group> {
    let number = |entity: EntityIx| analysis.community.get(entity.index()).copied();
    let mut placed: Vec<(u32, EntityIx)> = data
        .entity_ixs()
        .filter(|entity| shown.has_entity(*entity))
        .filter_map(|entity| Some((number(entity)?, entity)))
        .filter(|(number, _)| *number != Analysis::NONE)
        .collect();
    placed.sort_unstable();
    let large: Vec<_> = placed.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() >= LEAST_MEMBERS).collect();
    if !(2..=6).contains(&large.len()) {
        return Vec::new();
    }
    let mut degree = vec![0u32; data.entities().len()];
    for claim in data.claim_ixs().filter(|claim| shown.has_claim(*claim)) {
        ends(data.claim(claim)).for_each(|end| degree[end.index()] += 1);
    }
    let group = |placed: &[(u32, EntityIx)]| {
        let members: Vec<EntityIx> = placed.iter().map(|(_, entity)| *entity).collect();
        let name_from = *members.iter().min_by_key(|e| (Reverse(degree[e.index()]), **e))?;
        Some(Group { number: placed[0].0, members, name_from })
    };
    large.into_iter().filter_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Filter, derive};
    use super::*;
    use crate::model::{Claim, DatasetBuilder, Entity, KindTable};

    /// Stars around the entities 0, 5, 10 …, each of five.
    fn stars(count: u32) -> Dataset {
        let claim = |leaf: u32| {
            let middle = EntityIx(leaf / 5 * 5);
            Claim::new(leaf.to_string(), EntityIx(leaf), "meets", Some(middle))
        };
        DatasetBuilder {
            entities: (0..5 * count).map(|i| Entity::new(i.to_string(), "n", KindTable::OTHER)).collect(),
            claims: (0..5 * count).filter(|leaf| leaf % 5 != 0).map(claim).collect(),
            ..DatasetBuilder::default()
        }
        .build(1)
    }

    fn found(stars_drawn: u32, hidden: &[u32]) -> Vec<Group> {
        let data = stars(stars_drawn);
        let analysis =
            Analysis { community: (0..5 * stars_drawn).map(|i| i / 5).collect(), ..Analysis::default() };
        let entities = hidden.iter().copied().map(EntityIx).collect();
        groups(&data, &derive(&data, &Filter { entities, ..Filter::default() }, None), &analysis)
    }

    #[test]
    fn two_to_six_groups_named_after_their_middle() {
        let two = found(2, &[]);
        assert_eq!(two.iter().map(|group| group.name_from).collect::<Vec<_>>(), [EntityIx(0), EntityIx(5)]);
        assert_eq!(two[1].members, [5, 6, 7, 8, 9].map(EntityIx));
        assert_eq!(two[1].number, 1);
        assert_eq!(found(6, &[]).len(), 6);
        assert!(found(1, &[]).is_empty() && found(7, &[]).is_empty());
    }

    #[test]
    fn hidden_members_do_not_count() {
        assert_eq!(found(3, &[1, 2]).len(), 2);
        assert_eq!(found(2, &[1]).len(), 2);
        assert!(found(2, &[1, 2]).is_empty());
    }
}
