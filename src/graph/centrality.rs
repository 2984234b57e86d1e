//! How central nodes are: cores and betweenness.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};

use petgraph::graph::UnGraph;
use rayon::prelude::*;
use rustworkx_core::connectivity::core_number;

/// Joined pairs without repetition, as an undirected graph.
fn graph(nodes: usize, pairs: &[(u32, u32, u32)]) -> UnGraph<(), ()> {
    let mut graph = UnGraph::with_capacity(nodes, pairs.len());
    let ixs: Vec<_> = (0..nodes).map(|_| graph.add_node(())).collect();
    for (a, b, _) in pairs {
        if let (Some(a), Some(b)) = (ixs.get(*a as usize), ixs.get(*b as usize)) {
            graph.add_edge(*a, *b, ());
        }
    }
    graph
}

/// The core each node belongs to (Batagelj, Zaveršnik, *An O(m) algorithm for cores decomposition of
/// networks*, 2003): the largest k such that it has k neighbours that have k neighbours among themselves.
pub(super) fn cores(nodes: usize, pairs: &[(u32, u32, u32)]) -> Vec<u32> {
    let found = core_number(graph(nodes, pairs));
    let mut cores = vec![0; nodes];
    for (node, core) in found {
        cores[node.index()] = core as u32;
    }
    cores
}

/// How much is spent on betweenness: steps over nodes and lines, about five nanoseconds each on one core.
/// 5,000 nodes with 20,000 pairs are counted exactly.
const WORK: u64 = 300_000_000;

/// Fewest starting nodes of an estimate.
const PIVOTS: u64 = 64;

/// Sums are made in this many parts whatever the machine, so that rounding is the same everywhere.
const PARTS: usize = 8;

/// The share of shortest ways between all other pairs that lead through each node, and whether it is exact
/// (Brandes, *A faster algorithm for betweenness centrality*, 2001).
///
/// In large graphs only the ways from some nodes, drawn by a fixed rule, are followed and what they give is
/// scaled up (Brandes, Pich, *Centrality estimation in large networks*, 2007). Written out here rather than
/// taken from `rustworkx`, which cannot be stopped, draws no sample and adds up in the order in which threads
/// end; a test holds the two to each other. `None` when `stop` was set.
pub(super) fn betweenness(
    nodes: usize,
    pairs: &[(u32, u32, u32)],
    stop: &AtomicBool,
) -> Option<(Vec<f64>, bool)> {
    let per_start = (nodes + 2 * pairs.len()) as u64;
    let affordable = (WORK / per_start.max(1)).max(PIVOTS).min(nodes as u64) as usize;
    estimate(nodes, pairs, affordable, stop).map(|values| (values, affordable == nodes))
}

/// Betweenness over the ways from `starts` nodes.
fn estimate(nodes: usize, pairs: &[(u32, u32, u32)], starts: usize, stop: &AtomicBool) -> Option<Vec<f64>> {
    let mut around = vec![Vec::new(); nodes];
    for (a, b, _) in pairs {
        around[*a as usize].push(*b);
        around[*b as usize].push(*a);
    }
    let mut drawn: Vec<u32> = (0..nodes as u32).collect();
    if starts < nodes {
        drawn.sort_by_key(|node| scrambled(u64::from(*node)));
        drawn.truncate(starts);
    }
    let each = drawn.len().div_ceil(PARTS).max(1);
    let parts: Vec<Option<Vec<f64>>> =
        drawn.par_chunks(each).map(|starts| through(&around, starts, stop)).collect();
    let mut sum = vec![0.0; nodes];
    for part in parts {
        sum.iter_mut().zip(part?).for_each(|(sum, part)| *sum += part);
    }
    // Every pair counts from both its ends.
    let others = nodes.saturating_sub(1) as f64 * nodes.saturating_sub(2) as f64;
    let scale = nodes as f64 / (starts.max(1) as f64 * others.max(1.0));
    for value in &mut sum {
        *value *= scale;
    }
    Some(sum)
}

/// A number that looks drawn by lot (Steele, Lea, Flood, `SplitMix64`, 2014).
fn scrambled(seed: u64) -> u64 {
    let z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// For each node the shares of shortest ways from `starts` that lead through it, added up.
fn through(around: &[Vec<u32>], starts: &[u32], stop: &AtomicBool) -> Option<Vec<f64>> {
    let nodes = around.len();
    let mut sum = vec![0.0; nodes];
    let (mut hops, mut ways, mut share) = (vec![u32::MAX; nodes], vec![0.0_f64; nodes], vec![0.0_f64; nodes]);
    let mut order: Vec<u32> = Vec::with_capacity(nodes);
    let mut queue = VecDeque::new();
    for start in starts {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        hops[*start as usize] = 0;
        ways[*start as usize] = 1.0;
        queue.push_back(*start);
        while let Some(node) = queue.pop_front() {
            order.push(node);
            let node = node as usize;
            for next in &around[node] {
                let to = *next as usize;
                if hops[to] == u32::MAX {
                    hops[to] = hops[node] + 1;
                    queue.push_back(*next);
                }
                if hops[to] == hops[node] + 1 {
                    ways[to] += ways[node];
                }
            }
        }
        // From the furthest back; what was visited is cleared on the way.
        for node in order.iter().rev().map(|node| *node as usize) {
            for before in around[node].iter().map(|before| *before as usize) {
                if hops[before] != u32::MAX && hops[before] + 1 == hops[node] {
                    let part: f64 = ways[before] / ways[node] * (1.0 + share[node]);
                    // Grids have more shortest ways than a float can count.
                    share[before] += if part.is_finite() { part } else { 0.0 };
                }
            }
            if node != *start as usize {
                sum[node] += share[node];
            }
        }
        for node in order.drain(..).map(|node| node as usize) {
            (hops[node], ways[node], share[node]) = (u32::MAX, 0.0, 0.0);
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::net::Net;
    use super::*;

    static GO: AtomicBool = AtomicBool::new(false);

    /// Takes away nodes with fewer than k neighbours until none is left that has.
    fn slow_cores(nodes: usize, pairs: &[(u32, u32, u32)]) -> Vec<u32> {
        let mut cores = vec![0; nodes];
        for k in 1..nodes as u32 {
            let mut left = vec![true; nodes];
            loop {
                let degree = |node: usize| {
                    let other = |p: &&(u32, u32, u32)| {
                        (p.0 as usize == node && left[p.1 as usize])
                            || (p.1 as usize == node && left[p.0 as usize])
                    };
                    pairs.iter().filter(other).count() as u32
                };
                let Some(gone) = (0..nodes).find(|node| left[*node] && degree(*node) < k) else { break };
                left[gone] = false;
            }
            (0..nodes).filter(|node| left[*node]).for_each(|node| cores[node] = k);
        }
        cores
    }

    fn arbitrary() -> impl Strategy<Value = (usize, Vec<(u32, u32, u32)>)> {
        (1usize..10, proptest::collection::vec((0u32..10, 0u32..10), 0..25)).prop_map(|(nodes, lines)| {
            let inside = |l: &(u32, u32)| l.0 != l.1 && (l.0.max(l.1) as usize) < nodes;
            let lines = lines.into_iter().filter(inside).collect();
            (nodes, Net { lines, ..Net::default() }.pairs())
        })
    }

    #[test]
    fn the_middle_of_a_star_lies_on_every_way() {
        let star = [(0, 1, 1), (0, 2, 1), (0, 3, 1)];
        assert_eq!(betweenness(4, &star, &GO), Some((vec![1.0, 0.0, 0.0, 0.0], true)));
        assert_eq!(cores(5, &star), [1, 1, 1, 1, 0]);
        assert_eq!(betweenness(0, &[], &GO), Some((Vec::new(), true)));
        assert_eq!(betweenness(4, &star, &AtomicBool::new(true)), None);
    }

    #[test]
    fn an_estimate_finds_the_bridge() {
        // Two stars of 500 joined by a bridge over node 0.
        let arm = |leaf: u32| (1 + leaf % 2, 3 + leaf, 1);
        let pairs: Vec<_> = [(0, 1, 1), (0, 2, 1)].into_iter().chain((0..1000).map(arm)).collect();
        let exact = betweenness(1003, &pairs, &GO).expect("not stopped").0;
        let rough = estimate(1003, &pairs, 100, &GO).expect("not stopped");
        for node in 0..3 {
            assert!((exact[node] - rough[node]).abs() < 0.1, "{node}: {} {}", exact[node], rough[node]);
        }
    }

    proptest! {
        #[test]
        fn cores_equal_taking_nodes_away((nodes, pairs) in arbitrary()) {
            prop_assert_eq!(cores(nodes, &pairs), slow_cores(nodes, &pairs));
        }

        #[test]
        fn betweenness_equals_rustworkx((nodes, pairs) in arbitrary()) {
            let graph = graph(nodes, &pairs);
            let theirs = rustworkx_core::centrality::betweenness_centrality(&graph, false, true, usize::MAX);
            let ours = betweenness(nodes, &pairs, &GO).expect("not stopped").0;
            for (ours, theirs) in ours.iter().zip(theirs) {
                prop_assert!((ours - theirs.expect("every node")).abs() < 1e-9);
            }
        }
    }
}
