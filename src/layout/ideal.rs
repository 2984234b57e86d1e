//! How far apart two nodes of a small part should lie: shortest paths over lines of ideal length.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::net::Net;

/// Ideal length of a line to a leaf, in middle edges.
const LEAF: f32 = 0.85;
/// By how much the logarithm of the neighbourhoods that a line keeps apart lengthens it.
const SPREAD: f32 = 0.8;
/// By how much the logarithm of the claims in a fan lengthens it: their words need room.
const FAN: f32 = 0.6;
/// Ideal length of a weak link that alone holds two groups together, and of any other.
const WEAK: f32 = 1.2;
const LOOSE: f32 = 2.2;
/// By how much the line between the two hubs is longer.
const BETWEEN_HUBS: f32 = 1.4;

/// Ideal distances between all pairs of a small part, in middle edges, row by row.
#[derive(Clone, Default, Debug)]
pub(super) struct Ideal {
    n: usize,
    distance: Vec<f32>,
}

impl Ideal {
    /// Shortest paths from every node (Dijkstra). A pair without a path gets the longest distance. The
    /// line between the hubs is longer than others: each is to have its surroundings to itself.
    pub(super) fn of(net: &Net, hubs: Option<[usize; 2]>) -> Self {
        let n = net.len();
        let mut length = line_lengths(net);
        if let Some(hubs) = hubs {
            part_hubs(net, hubs, &mut length);
        }
        let mut distance = vec![f32::INFINITY; n * n];
        let mut heap = BinaryHeap::new();
        for (source, row) in distance.chunks_exact_mut(n.max(1)).enumerate() {
            row[source] = 0.0;
            // Bits of a positive float sort as the float does.
            heap.push(Reverse((0u32, source as u32)));
            while let Some(Reverse((bits, v))) = heap.pop() {
                let so_far = f32::from_bits(bits);
                if so_far > row[v as usize] {
                    continue;
                }
                for arc in net.arcs(v as usize) {
                    let next = so_far + length[arc.line as usize];
                    if next < row[arc.to as usize] {
                        row[arc.to as usize] = next;
                        heap.push(Reverse((next.to_bits(), arc.to)));
                    }
                }
            }
        }
        let longest = distance.iter().copied().filter(|d| d.is_finite()).fold(1.0, f32::max);
        distance.iter_mut().filter(|d| !d.is_finite()).for_each(|d| *d = longest);
        Self { n, distance }
    }

    /// The ideal distance of two nodes; above 0 unless they are one.
    pub(super) fn get(&self, a: usize, b: usize) -> f32 {
        self.distance[a * self.n + b]
    }

    /// The ideal distances from a node.
    pub(super) fn row(&self, v: usize) -> &[f32] {
        &self.distance[v * self.n..(v + 1) * self.n]
    }
}

/// The ideal length of each line.
///
/// A line between two nodes that each have many neighbours of their own is long, one to a leaf short,
/// so that the surroundings of hubs have room; after Gansner, Koren and North, "Graph drawing by
/// stress majorization" (2004), whose length grows with the neighbours that two nodes do not share,
/// damped here, and taken from the end that has fewer.
fn line_lengths(net: &Net) -> Vec<f32> {
    let strong = |v: usize| net.arcs(v).iter().filter(|arc| !net.lines[arc.line as usize].is_weak());
    let mut mark = vec![u32::MAX; net.len()];
    let own = |mark: &mut Vec<u32>, stamp: u32, of: usize, other: usize| {
        strong(other).for_each(|arc| mark[arc.to as usize] = stamp);
        strong(of).filter(|arc| arc.to as usize != other && mark[arc.to as usize] != stamp).count()
    };
    let loose = is_loose(net);
    let lines = net.lines.iter().enumerate();
    lines
        .map(|(i, line)| {
            if line.is_weak() {
                return if loose[i] { LOOSE } else { WEAK };
            }
            let (a, b) = (line.a as usize, line.b as usize);
            let stamp = i as u32 * 2;
            let fewer = own(&mut mark, stamp, a, b).min(own(&mut mark, stamp + 1, b, a));
            LEAF + SPREAD * (1.0 + fewer as f32).ln() + FAN * line.weight.min(6.0).ln()
        })
        .collect()
}

/// Makes the line between two hubs longer, and the lines to what they share at least half as long.
fn part_hubs(net: &Net, [a, b]: [usize; 2], length: &mut [f32]) {
    let Some(between) = net.arcs(a).iter().find(|arc| arc.to as usize == b) else { return };
    let line = between.line as usize;
    length[line] *= BETWEEN_HUBS;
    for left in net.arcs(a) {
        for right in net.arcs(b).iter().filter(|right| right.to == left.to) {
            for side in [left.line as usize, right.line as usize] {
                length[side] = length[side].max(0.55 * length[line]);
            }
        }
    }
}

/// Which lines are weak links between nodes that hang together without them; they may be long.
pub(super) fn is_loose(net: &Net) -> Vec<bool> {
    let group = strong_groups(net);
    net.lines.iter().map(|line| line.is_weak() && group[line.a as usize] == group[line.b as usize]).collect()
}

/// Which nodes hang together without weak links: the lowest of its group for each.
fn strong_groups(net: &Net) -> Vec<usize> {
    let mut group = vec![usize::MAX; net.len()];
    for root in 0..net.len() {
        let mut stack = vec![root];
        while let Some(v) = stack.pop() {
            if group[v] == usize::MAX {
                group[v] = root;
                let strong = net.arcs(v).iter().filter(|arc| !net.lines[arc.line as usize].is_weak());
                stack.extend(strong.map(|arc| arc.to as usize));
            }
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::super::request::{LinkSpec, NodeSpec, Request};
    use super::*;

    fn net(n: usize, links: &[(u32, u32)]) -> Net {
        let links = links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect();
        Net::of(&Request { nodes: vec![NodeSpec::default(); n], links, ..Request::default() })
    }

    #[test]
    fn a_line_between_hubs_is_longer_than_one_to_a_leaf() {
        let net = net(6, &[(0, 1), (0, 2), (0, 3), (1, 4), (1, 5)]);
        let lengths = line_lengths(&net);
        assert_eq!(lengths[1], LEAF);
        assert!(lengths[0] > 1.5 * lengths[1]);
    }

    #[test]
    fn distances_are_shortest_paths() {
        // Floyd and Warshall, the slow way.
        let links = [(0, 1), (1, 2), (2, 3), (3, 0), (3, 4), (1, 4), (4, 5), (6, 5)];
        let net = net(7, &links);
        let ideal = Ideal::of(&net, None);
        let mut slow = vec![vec![f32::INFINITY; 7]; 7];
        for (line, length) in net.lines.iter().zip(line_lengths(&net)) {
            slow[line.a as usize][line.b as usize] = length;
            slow[line.b as usize][line.a as usize] = length;
        }
        for k in 0..7 {
            slow[k][k] = 0.0;
            for i in 0..7 {
                for j in 0..7 {
                    slow[i][j] = slow[i][j].min(slow[i][k] + slow[k][j]);
                }
            }
        }
        for (i, row) in slow.iter().enumerate() {
            assert!(row.iter().enumerate().all(|(j, slow)| (slow - ideal.get(i, j)).abs() < 1e-5));
        }
    }
}
