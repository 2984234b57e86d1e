//! Hop distances from some nodes to all clusters of the coarsest level, measured on a finer one.
//!
//! Distances on the graph of the clusters itself would do trees wrong: a long thin branch is one
//! cluster there. As many searches run at once as a word has bits ([`search_all`]).

use super::super::hops::{SOURCES, bits, search_all};
use super::super::rng::Rng;
use super::net::Net;
use super::work::Stop;

/// A row of hop distances for every source.
#[derive(Default)]
pub(super) struct Hops {
    /// Row by row: mean hops from the source to the members of each cluster.
    pub(super) rows: Vec<f32>,
    /// The cluster in which each source lies.
    pub(super) from: Vec<u32>,
    pub(super) clusters: usize,
}

impl Hops {
    /// Each source's cluster and row.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &[f32])> + Clone {
        self.from.iter().map(|&c| c as usize).zip(self.rows.chunks_exact(self.clusters.max(1)))
    }

    /// Keeps the first `count` sources and hands out the rest.
    pub(super) fn split_off(&mut self, count: usize) -> Self {
        let rows = self.rows.split_off(count * self.clusters);
        Self { rows, from: self.from.split_off(count), clusters: self.clusters }
    }

    pub(super) fn mean(&self) -> f32 {
        let sum: f64 = self.rows.iter().map(|&h| f64::from(h)).sum();
        (sum / self.rows.len().max(1) as f64) as f32
    }

    /// Measures from `sources`, nodes of `net`, to the clusters that `cluster` names for every node.
    pub(super) fn measure(
        net: &Net,
        sources: &[u32],
        cluster: &[u32],
        clusters: usize,
        stop: Stop,
    ) -> Option<Self> {
        let mut rows = Vec::with_capacity(sources.len() * clusters);
        let mut members = vec![0f32; clusters];
        for &c in cluster {
            members[c as usize] += 1.0;
        }
        for group in sources.chunks(SOURCES) {
            let width = group.len();
            // By cluster and then by source.
            let mut sum = vec![0u32; clusters * width];
            let mut add = |v: usize, hops: u32, set: u64| {
                let sum = &mut sum[cluster[v] as usize * width..][..width];
                bits(set).for_each(|source| sum[source] += hops);
            };
            let (far, reached) = search_all(net.len(), |v| net.near(v), group, stop, &mut add)?;
            // What cannot be reached at all lies beyond everything else.
            for (v, seen) in reached.into_iter().enumerate() {
                add(v, far + 1, !seen & (u64::MAX >> (SOURCES - width)));
            }
            for source in 0..width {
                let row = sum[source..].iter().step_by(width).zip(&members);
                rows.extend(row.map(|(&sum, members)| sum as f32 / members));
            }
        }
        let from = sources.iter().map(|&v| cluster[v as usize]).collect();
        Some(Self { rows, from, clusters })
    }
}

/// Up to `count` nodes, each the farthest from those before (Gonzalez 1985).
pub(super) fn farthest_first(net: &Net, count: usize, rng: &mut Rng, stop: Stop) -> Option<Vec<u32>> {
    let n = net.len();
    let mut nearest = vec![u32::MAX; n];
    let (mut hops, mut queue) = (vec![0u32; n], Vec::with_capacity(n));
    let mut found = vec![rng.below(n) as u32];
    loop {
        stop.check()?;
        let source = found[found.len() - 1];
        // Only what comes nearer than it was needs to be searched.
        queue.clear();
        queue.push(source);
        hops[source as usize] = 0;
        nearest[source as usize] = 0;
        let mut head = 0;
        while let Some(&v) = queue.get(head) {
            head += 1;
            let reach = hops[v as usize] + 1;
            for &u in net.near(v as usize) {
                if reach < nearest[u as usize] {
                    nearest[u as usize] = reach;
                    hops[u as usize] = reach;
                    queue.push(u);
                }
            }
        }
        let farthest = (0..n).fold(0, |best, v| if nearest[v] > nearest[best] { v } else { best });
        if found.len() >= count || nearest[farthest] == 0 {
            return Some(found);
        }
        found.push(farthest as u32);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::net::tests::{net, path, random};
    use super::*;

    static GO: AtomicBool = AtomicBool::new(false);

    #[test]
    fn hops_on_a_path_are_differences() {
        let net = path(100);
        let each: Vec<u32> = (0..100).collect();
        let hops = Hops::measure(&net, &[0, 99, 40], &each, 100, Stop(&GO)).unwrap();
        for (source, row) in hops.rows() {
            for (v, h) in row.iter().enumerate() {
                assert_eq!(*h, source.abs_diff(v) as f32);
            }
        }
        assert_eq!(hops.from, [0, 99, 40]);
    }

    #[test]
    fn many_sources_agree_with_one_at_a_time() {
        let net = random(300, 2, 7);
        let each: Vec<u32> = (0..300).collect();
        let sources: Vec<u32> = (0..100).collect();
        let together = Hops::measure(&net, &sources, &each, 300, Stop(&GO)).unwrap();
        for (i, (_, row)) in together.rows().enumerate() {
            let alone = Hops::measure(&net, &sources[i..=i], &each, 300, Stop(&GO)).unwrap();
            assert_eq!(row, alone.rows);
        }
    }

    #[test]
    fn hops_to_a_cluster_are_the_mean_of_its_members() {
        let hops = Hops::measure(&path(4), &[0], &[0, 0, 1, 1], 2, Stop(&GO)).unwrap();
        assert_eq!(hops.rows, [0.5, 2.5]);
    }

    #[test]
    fn what_is_out_of_reach_lies_beyond_the_rest() {
        let hops = Hops::measure(&net(4, &[(0, 1), (2, 3)]), &[0], &[0, 1, 2, 3], 4, Stop(&GO)).unwrap();
        assert_eq!(hops.rows, [0.0, 1.0, 2.0, 2.0]);
    }

    #[test]
    fn pivots_are_far_apart_and_end_when_all_are_taken() {
        let found = farthest_first(&path(50), 3, &mut Rng::new(1), Stop(&GO)).unwrap();
        assert!(found.contains(&0) && found.contains(&49), "{found:?}");
        let mut all = farthest_first(&path(4), 10, &mut Rng::new(1), Stop(&GO)).unwrap();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
    }
}
