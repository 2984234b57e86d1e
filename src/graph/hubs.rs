//! The best-connected entities.

use std::cmp::Reverse;

use crate::model::{Dataset, EntityIx};

/// The `n` entities that most claims have as an end, with that count; equal ones in the order of the
/// file. A loop counts once.
pub fn hubs(data: &Dataset, n: usize) -> Vec<(EntityIx, usize)> {
    let degree = |entity| data.acts(entity).len() + data.acted_on(entity).len();
    let mut hubs: Vec<(EntityIx, usize)> =
        data.entity_ixs().map(|entity| (entity, degree(entity))).filter(|hub| hub.1 > 0).collect();
    hubs.sort_by_key(|&(entity, degree)| (Reverse(degree), entity));
    hubs.truncate(n);
    hubs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case};
    use super::*;

    #[test]
    fn sorted_by_claims_then_by_file() {
        let data = case();
        assert_eq!(hubs(&data, 2), [(EntityIx(0), 3), (EntityIx(1), 2)]);
        assert_eq!(hubs(&data, 9).len(), 3);
    }

    proptest! {
        #[test]
        fn counts_equal_a_count_by_hand(data in arbitrary_case()) {
            for (hub, count) in hubs(&data, 100) {
                let ends = data.claims().iter().filter(|c| c.subject == hub || c.object == Some(hub));
                prop_assert_eq!(ends.count(), count);
            }
        }
    }
}
