//! A weighted graph in compressed rows: one arc each way for every pair of linked nodes.

use std::ops::Range;

use super::work::Stop;

/// The least and the greatest weight of a link; others are brought to the nearer one.
const WEIGHTS: [f32; 2] = [1e-3, 1e3];
/// Parallel links pull like one of at most so many times the weight of the heaviest among them.
const PARALLEL: f32 = 3.0;

/// An undirected graph without loops and parallel links. Row `v` of `to` and `weight` holds the arcs
/// that leave node `v`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Net {
    pub(super) start: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) weight: Vec<f32>,
    /// How many nodes of the graph that was given each node stands for.
    pub(super) mass: Vec<f32>,
    /// Sum of the weights of a node's arcs.
    pub(super) degree: Vec<f32>,
}

impl Net {
    /// The graph of `n` nodes and some links `(a, b, weight)`, which are passed through twice. Loops
    /// and links to nodes that there are not are dropped, a weight that is no number counts as one.
    #[cfg(test)]
    pub(crate) fn new(n: usize, links: impl Iterator<Item = (u32, u32, f32)> + Clone) -> Self {
        Self::unless(n, links, Stop::never()).unwrap_or_default()
    }

    /// The same; `None` when told to stop.
    pub(in super::super) fn unless(
        n: usize,
        links: impl Iterator<Item = (u32, u32, f32)> + Clone,
        stop: Stop,
    ) -> Option<Self> {
        let links = links.filter(|&(a, b, _)| a != b && (a.max(b) as usize) < n);
        let mut start = vec![0u32; n + 1];
        for (step, (a, b, _)) in links.clone().enumerate() {
            stop.check_at(step)?;
            start[a as usize + 1] += 1;
            start[b as usize + 1] += 1;
        }
        for i in 0..n {
            start[i + 1] += start[i];
        }
        let arcs = start[n] as usize;
        let (mut to, mut weight) = (vec![0u32; arcs], vec![0f32; arcs]);
        let mut fill = start.clone();
        for (step, (a, b, w)) in links.enumerate() {
            stop.check_at(step)?;
            let w = if w.is_nan() { 1.0 } else { w.clamp(WEIGHTS[0], WEIGHTS[1]) };
            for (from, other) in [(a, b), (b, a)] {
                let slot = &mut fill[from as usize];
                to[*slot as usize] = other;
                weight[*slot as usize] = w;
                *slot += 1;
            }
        }
        let mut net = Self { start, to, weight, mass: vec![1.0; n], degree: Vec::new() };
        net.merge_parallel(fill, stop)?;
        net.degree = (0..n).map(|v| net.weight[net.row(v)].iter().sum()).collect();
        Some(net)
    }

    /// Makes one arc of those that lead to the same node, in place; `scratch` holds a number a node.
    fn merge_parallel(&mut self, scratch: Vec<u32>, stop: Stop) -> Option<()> {
        let n = self.len();
        // Where the arc to each node was put last; of an earlier row unless not below the row's start.
        let mut seen = scratch;
        seen.fill(u32::MAX);
        let (mut kept, mut from) = (0usize, 0usize);
        let mut heaviest: Vec<f32> = Vec::new();
        for v in 0..n {
            stop.check_at(v)?;
            let row_end = self.start[v + 1] as usize;
            let first = kept;
            heaviest.clear();
            for i in from..row_end {
                let (to, w) = (self.to[i], self.weight[i]);
                let at = seen[to as usize] as usize;
                if at >= first && at < kept {
                    let most = &mut heaviest[at - first];
                    *most = most.max(w);
                    self.weight[at] += w;
                } else {
                    seen[to as usize] = kept as u32;
                    self.to[kept] = to;
                    self.weight[kept] = w;
                    heaviest.push(w);
                    kept += 1;
                }
            }
            for (w, most) in self.weight[first..kept].iter_mut().zip(&heaviest) {
                *w = w.min(PARALLEL * most);
            }
            from = row_end;
            self.start[v + 1] = kept as u32;
        }
        if kept < self.to.len() {
            self.to.truncate(kept);
            self.to.shrink_to_fit();
            self.weight.truncate(kept);
            self.weight.shrink_to_fit();
        }
        Some(())
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.mass.len()
    }

    /// Where a node's arcs are.
    pub(super) fn row(&self, v: usize) -> Range<usize> {
        self.start[v] as usize..self.start[v + 1] as usize
    }

    /// The nodes that a node is linked with.
    pub(super) fn near(&self, v: usize) -> &[u32] {
        &self.to[self.row(v)]
    }

    /// A node's neighbours and the weights of the links to them.
    pub(super) fn arcs(&self, v: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let row = self.row(v);
        self.to[row.clone()].iter().map(|&u| u as usize).zip(self.weight[row].iter().copied())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::super::rng::Rng;
    use super::*;

    /// A graph of links of weight one.
    pub(in super::super) fn net(n: usize, links: &[(u32, u32)]) -> Net {
        Net::new(n, links.iter().map(|&(a, b)| (a, b, 1.0)))
    }

    pub(in super::super) fn path(n: u32) -> Net {
        Net::new(n as usize, (1..n).map(|b| (b - 1, b, 1.0)))
    }

    pub(in super::super) fn star(n: u32) -> Net {
        Net::new(n as usize, (1..n).map(|b| (0, b, 1.0)))
    }

    /// A square mesh of `side` by `side` nodes.
    pub(in super::super) fn mesh(side: u32) -> Net {
        let right = (0..side * side).filter(move |v| v % side + 1 < side).map(|v| (v, v + 1, 1.0));
        let down = (0..side * (side - 1)).map(move |v| (v, v + side, 1.0));
        Net::new((side * side) as usize, right.chain(down))
    }

    /// A connected random graph with about `links` links a node.
    pub(in super::super) fn random(n: u32, links: u32, seed: u64) -> Net {
        let mut rng = Rng::new(seed);
        let tree: Vec<_> = (1..n).map(|v| (rng.below(v as usize) as u32, v)).collect();
        let more = (0..n * (links - 1)).map(|_| (rng.below(n as usize) as u32, rng.below(n as usize) as u32));
        let all: Vec<_> = tree.into_iter().chain(more.collect::<Vec<_>>()).collect();
        net(n as usize, &all)
    }

    #[test]
    fn arcs_go_both_ways_and_loops_nowhere() {
        let net = net(3, &[(0, 1), (2, 2), (1, 2), (7, 1)]);
        assert_eq!(net.near(1), [0, 2]);
        assert_eq!((net.near(0), net.near(2)), (&[1][..], &[1][..]));
        assert_eq!(net.degree, [1.0, 2.0, 1.0]);
    }

    #[test]
    fn parallel_links_pull_at_most_three_times_as_hard() {
        let many =
            Net::new(3, (0..10_000).map(|i| (i % 2, 1 - i % 2, 2.0)).chain([(1, 2, 1.0), (1, 2, 0.5)]));
        assert_eq!(many.weight, [6.0, 6.0, 1.5, 1.5]);
        assert_eq!(many.near(1), [0, 2]);
    }

    #[test]
    fn weights_are_brought_into_bounds() {
        let odd = [f32::NAN, 0.0, -1.0, f32::INFINITY, 1e30];
        let net = Net::new(6, odd.iter().enumerate().map(|(i, &w)| (i as u32, i as u32 + 1, w)));
        let weights: Vec<f32> = (0..5).map(|v| net.arcs(v).last().map_or(0.0, |a| a.1)).collect();
        assert_eq!(weights, [1.0, 1e-3, 1e-3, 1e3, 1e3]);
    }

    #[test]
    fn no_nodes_and_no_links() {
        assert_eq!(net(0, &[]).len(), 0);
        assert!(net(3, &[]).near(2).is_empty());
    }
}
