//! Into which parts a case falls.

use petgraph::unionfind::UnionFind;

use crate::model::Dataset;

use super::net::by_size;

/// The number of connected components: entities joined by claims. Voices join nothing, and an entity
/// without claims is a component of its own.
pub fn components(data: &Dataset) -> usize {
    let mut sets = UnionFind::<u32>::new(data.entities().len());
    let lines = data.claims().iter().filter_map(|claim| Some((claim.subject, claim.object?)));
    let joined = lines.filter(|(a, b)| sets.union(a.0, b.0)).count();
    data.entities().len() - joined
}

/// Which connected part each of `nodes` nodes is in, whichever way lines point. Numbers run from 0, the
/// largest part first, equal ones by their first member.
pub(super) fn parts(nodes: usize, lines: &[(u32, u32)]) -> Vec<u32> {
    let mut sets = UnionFind::<u32>::new(nodes);
    for (a, b) in lines {
        sets.union(*a, *b);
    }
    by_size(&sets.into_labeling())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case};
    use super::super::net::Net;
    use super::super::{Filter, derive};
    use super::*;

    fn slow(data: &Dataset) -> usize {
        let mut label: Vec<usize> = (0..data.entities().len()).collect();
        for _ in 0..label.len() {
            for claim in data.claims() {
                if let Some(object) = claim.object {
                    let least = label[claim.subject.index()].min(label[object.index()]);
                    label[claim.subject.index()] = least;
                    label[object.index()] = least;
                }
            }
        }
        label.into_iter().collect::<BTreeSet<_>>().len()
    }

    #[test]
    fn speakers_and_lone_entities_are_components() {
        assert_eq!(components(&case()), 3);
        assert_eq!(components(&Dataset::empty()), 0);
    }

    proptest! {
        #[test]
        fn equals_spreading_the_least_label(data in arbitrary_case()) {
            prop_assert_eq!(components(&data), slow(&data));
        }

        #[test]
        fn parts_of_the_whole_case_are_its_components(data in arbitrary_case()) {
            let net = Net::of(&data, &derive(&data, &Filter::default(), None));
            let parts = parts(net.entities.len(), &net.lines);
            prop_assert_eq!(parts.iter().max().map_or(0, |last| *last as usize + 1), components(&data));
            for (a, b) in &net.lines {
                prop_assert_eq!(parts[*a as usize], parts[*b as usize]);
            }
        }
    }
}
