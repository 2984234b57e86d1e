//! How many parts a case falls into.

use petgraph::unionfind::UnionFind;

use crate::model::Dataset;

/// The number of connected components: entities joined by claims. Voices join nothing, and an entity
/// without claims is a component of its own.
pub fn components(data: &Dataset) -> usize {
    let mut sets = UnionFind::<u32>::new(data.entities().len());
    let lines = data.claims().iter().filter_map(|claim| Some((claim.subject, claim.object?)));
    let joined = lines.filter(|(a, b)| sets.union(a.0, b.0)).count();
    data.entities().len() - joined
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case};
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
    }
}
