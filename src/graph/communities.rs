//! Communities: groups with more lines among themselves than to others.

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig, LeidenResult};

use super::net::by_size;

/// Which community each of `nodes` nodes is in, by the Leiden algorithm over modularity (Traag, Waltman, van
/// Eck, *From Louvain to Leiden*, 2019). Pairs are `(a, b, lines)`; the number of lines is their weight.
///
/// Numbers run from 0, the largest community first, equal ones by their first member. The same graph and seed
/// give the same numbers.
pub(super) fn communities(nodes: usize, pairs: &[(u32, u32, u32)], seed: u64) -> Vec<u32> {
    // Without lines modularity is not defined; nor could the algorithm then say more than this.
    let alone = || (0..nodes as u32).collect();
    if pairs.is_empty() {
        return alone();
    }
    by_size(&leiden(nodes, pairs, seed).unwrap_or_else(|_| alone()))
}

fn leiden(nodes: usize, pairs: &[(u32, u32, u32)], seed: u64) -> LeidenResult<Vec<u32>> {
    let mut builder = GraphDataBuilder::new(nodes);
    for (a, b, lines) in pairs {
        builder.add_edge(*a as usize, *b as usize, f64::from(*lines))?;
    }
    let config = LeidenConfig { seed: Some(seed), ..LeidenConfig::default() };
    let found = Leiden::new(config).run(&builder.build()?)?;
    Ok((0..nodes).map(|node| found.partition.community_of(node) as u32).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_cliques_with_a_bridge_are_two_communities() {
        let clique = |from: u32, size: u32| {
            (from..from + size).flat_map(move |a| (a + 1..from + size).map(move |b| (a, b, 1)))
        };
        let pairs: Vec<_> = clique(0, 4).chain(clique(4, 5)).chain([(3, 4, 1)]).collect();
        // The larger comes first; node 9 is alone.
        assert_eq!(communities(10, &pairs, 1), [1, 1, 1, 1, 0, 0, 0, 0, 0, 2]);
        assert_eq!(communities(2, &[], 1), [0, 1]);
        assert!(communities(0, &[], 1).is_empty());
    }

    proptest! {
        #[test]
        fn deterministic_numbered_by_size_and_each_in_one_piece(
            lines in proptest::collection::btree_set((0u32..12, 0u32..12), 0..30), seed: u64,
        ) {
            let pairs: Vec<_> = lines.into_iter().filter(|l| l.0 < l.1).map(|(a, b)| (a, b, 1)).collect();
            let found = communities(12, &pairs, seed);
            prop_assert_eq!(&found, &communities(12, &pairs, seed));
            let mut sizes = [0; 12];
            for number in &found {
                sizes[*number as usize] += 1;
            }
            prop_assert!(sizes.is_sorted_by(|a, b| a >= b));
            // Members reach each other inside the community.
            let mut label: Vec<u32> = (0..12).collect();
            for _ in 0..12 {
                for &(a, b, _) in pairs.iter().filter(|p| found[p.0 as usize] == found[p.1 as usize]) {
                    let least = label[a as usize].min(label[b as usize]);
                    (label[a as usize], label[b as usize]) = (least, least);
                }
            }
            for a in 0..12 {
                for b in 0..12 {
                    prop_assert_eq!(found[a] == found[b], label[a] == label[b]);
                }
            }
        }
    }
}
