//! Who stands beside a shown entity and is hidden.

use crate::model::{Dataset, EntityIx};

use super::Shown;
use super::derive::ends;

/// For each entity of the dataset how many of its neighbours over all claims of the case are hidden; 0 for
/// one that is hidden itself.
pub fn hidden_neighbours(data: &Dataset, shown: &Shown) -> Vec<u32> {
    // Which entity last counted each; claims of one entity are looked at together, so this tells repetitions.
    let mut counted_for = vec![None; data.entities().len()];
    let count = |entity: EntityIx| {
        if !shown.has_entity(entity) {
            return 0;
        }
        let mut hidden = 0;
        for claim in data.acts(entity).iter().chain(data.acted_on(entity)) {
            for other in ends(data.claim(*claim)).filter(|other| !shown.has_entity(*other)) {
                let seen = counted_for[other.index()].replace(entity) == Some(entity);
                hidden += u32::from(!seen);
            }
        }
        hidden
    };
    data.entity_ixs().map(count).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::derive_tests::arbitrary_filter;
    use super::super::fixture::arbitrary_case;
    use super::super::{Filter, derive, neighbours};
    use super::*;

    proptest! {
        #[test]
        fn equals_neighbours_looked_up_one_by_one(data in arbitrary_case(), filter in arbitrary_filter()) {
            let (shown, all) = (derive(&data, &filter, None), derive(&data, &Filter::default(), None));
            let found = hidden_neighbours(&data, &shown);
            prop_assert_eq!(found.len(), data.entities().len());
            for entity in data.entity_ixs() {
                // One that only speaks has nobody beside it here.
                let is_end = !(data.acts(entity).is_empty() && data.acted_on(entity).is_empty());
                let around: BTreeSet<_> = neighbours(&data, &all, entity).into_iter().collect();
                let hidden = around.iter().filter(|other| !shown.has_entity(**other)).count();
                let expected = if is_end && shown.has_entity(entity) { hidden as u32 } else { 0 };
                prop_assert_eq!(found[entity.index()], expected);
            }
        }
    }
}
