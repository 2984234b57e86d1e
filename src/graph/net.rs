//! Shown entities and the lines between them as a plain numbered graph, for the algorithms of this room.

use crate::model::{Dataset, EntityIx};

use super::Shown;

/// A graph over the nodes `0..entities.len()`. Claims about one entity alone are no lines, and voices join
/// nothing.
#[derive(Clone, Default, Debug)]
pub(super) struct Net {
    /// Which entity each node is, in the order of the file.
    pub(super) entities: Vec<EntityIx>,
    /// From subject to object, one for each shown claim with two different ends, in the order of the file.
    pub(super) lines: Vec<(u32, u32)>,
    /// How many entities the dataset has.
    pub(super) all: usize,
}

impl Net {
    pub(super) fn of(data: &Dataset, shown: &Shown) -> Self {
        let all = data.entities().len();
        let entities: Vec<EntityIx> = data.entity_ixs().filter(|entity| shown.has_entity(*entity)).collect();
        let mut node_of = vec![None; all];
        for (node, entity) in entities.iter().enumerate() {
            node_of[entity.index()] = Some(node as u32);
        }
        let line = |claim: &crate::model::Claim| {
            let object = claim.object.filter(|object| *object != claim.subject)?;
            Some((node_of[claim.subject.index()]?, node_of[object.index()]?))
        };
        let claims = data.claim_ixs().filter(|claim| shown.has_claim(*claim));
        let lines = claims.filter_map(|claim| line(data.claim(claim))).collect();
        Self { entities, lines, all }
    }

    /// Joined pairs `(a, b, lines)` with `a < b`, sorted: parallel and opposite lines count together.
    pub(super) fn pairs(&self) -> Vec<(u32, u32, u32)> {
        let mut ends: Vec<(u32, u32)> = self.lines.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
        ends.sort_unstable();
        let same = ends.chunk_by(|a, b| a == b);
        same.map(|chunk| (chunk[0].0, chunk[0].1, chunk.len() as u32)).collect()
    }

    /// One value for each entity of the dataset; `rest` for those that are hidden.
    pub(super) fn spread<T: Copy>(&self, values: &[T], rest: T) -> Vec<T> {
        let mut all = vec![rest; self.all];
        for (entity, value) in self.entities.iter().zip(values) {
            all[entity.index()] = *value;
        }
        all
    }
}

/// Gives groups numbers from 0: the largest first, equal ones by their first member. `labels` says for each
/// node which group it is in, by any number.
pub(super) fn by_size(labels: &[u32]) -> Vec<u32> {
    let mut members: Vec<(u32, u32)> = labels.iter().zip(0..).map(|(label, node)| (*label, node)).collect();
    members.sort_unstable();
    let mut groups: Vec<&[(u32, u32)]> = members.chunk_by(|a, b| a.0 == b.0).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0].1));
    let mut numbers = vec![0; labels.len()];
    for (number, group) in groups.into_iter().enumerate() {
        for (_, node) in group {
            numbers[*node as usize] = number as u32;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::super::fixture::case;
    use super::super::{Filter, derive};
    use super::*;

    #[test]
    fn hidden_entities_have_no_node() {
        let data = case();
        let kinds = [data.entity(EntityIx(2)).kind].into();
        let net = Net::of(&data, &derive(&data, &Filter { kinds, ..Filter::default() }, None));
        assert_eq!(net.entities, [0, 1, 3, 4].map(EntityIx));
        assert_eq!(net.lines, [(0, 1)]);
        assert_eq!(net.spread(&[5, 6, 7, 8], 0), [5, 6, 0, 7, 8]);
        let net = Net::of(&data, &derive(&data, &Filter::default(), None));
        assert_eq!(net.lines, [(0, 1), (0, 2), (2, 1)]);
    }

    #[test]
    fn parallel_and_opposite_lines_are_one_pair() {
        let net = Net { lines: vec![(1, 0), (2, 1), (0, 1)], ..Net::default() };
        assert_eq!(net.pairs(), [(0, 1, 2), (1, 2, 1)]);
    }

    #[test]
    fn the_largest_group_is_number_nought() {
        assert_eq!(by_size(&[7, 3, 3, 9, 7, 7]), [0, 1, 1, 2, 0, 0]);
        assert_eq!(by_size(&[4, 2]), [0, 1]);
        assert!(by_size(&[]).is_empty());
    }
}
