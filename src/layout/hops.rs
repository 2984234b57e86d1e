//! How many lines apart nodes are.

use std::collections::VecDeque;
use std::sync::atomic::AtomicBool;

use super::net::Net;
use super::stop::Stop;

/// An undirected graph as rows of neighbours, one after the other in one array.
#[derive(Clone, Default, Debug)]
pub(super) struct Rows {
    /// Where each node's row begins, and where the last one ends.
    offsets: Vec<u32>,
    targets: Vec<u32>,
}

impl Rows {
    /// A graph of `offsets.len() - 1` nodes. Every line is in the rows of both its ends.
    pub(super) fn new(offsets: Vec<u32>, targets: Vec<u32>) -> Self {
        debug_assert_eq!(offsets.last().map(|end| *end as usize), Some(targets.len()));
        Self { offsets, targets }
    }

    pub(super) fn of(net: &Net) -> Self {
        let mut rows = Self { offsets: vec![0], targets: Vec::with_capacity(2 * net.lines.len()) };
        for v in 0..net.len() {
            rows.targets.extend(net.arcs(v).iter().map(|arc| arc.to));
            rows.offsets.push(rows.targets.len() as u32);
        }
        rows
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    pub(super) fn neighbours(&self, v: usize) -> &[u32] {
        &self.targets[self.offsets[v] as usize..self.offsets[v + 1] as usize]
    }

    /// The same graph with node `order[i]` as node `i`.
    pub(super) fn renumbered(&self, order: &[u32]) -> Self {
        let mut place = vec![0u32; order.len()];
        order.iter().enumerate().for_each(|(i, &v)| place[v as usize] = i as u32);
        let mut rows = Self { offsets: vec![0], targets: Vec::with_capacity(self.targets.len()) };
        for &v in order {
            rows.targets.extend(self.neighbours(v as usize).iter().map(|&u| place[u as usize]));
            rows.offsets.push(rows.targets.len() as u32);
        }
        rows
    }
}

/// Sources of one search.
pub(super) const SOURCES: usize = 64;

/// All nodes in an order in which every run of [`SOURCES`] lies close together: a search from such a run
/// meets a node's sources within few hops of each other, and so looks at few nodes often.
pub(super) fn in_clumps(rows: &Rows) -> Vec<u32> {
    let n = rows.len();
    let mut order: Vec<u32> = Vec::with_capacity(n);
    let mut taken = vec![false; n];
    let mut waiting: VecDeque<u32> = VecDeque::new();
    let mut roots = 0..n as u32;
    while order.len() < n {
        // The next clump begins beside the last ones where it can.
        let root = std::iter::from_fn(|| waiting.pop_front()).find(|&v| !taken[v as usize]);
        let Some(root) = root.or_else(|| roots.find(|&v| !taken[v as usize])) else { break };
        let mut clump = VecDeque::from([root]);
        taken[root as usize] = true;
        while let Some(v) = clump.pop_front() {
            order.push(v);
            if order.len().is_multiple_of(SOURCES) {
                for &u in &clump {
                    taken[u as usize] = false;
                }
                waiting.extend(clump);
                break;
            }
            for &u in rows.neighbours(v as usize) {
                if !std::mem::replace(&mut taken[u as usize], true) {
                    clump.push_back(u);
                }
            }
        }
    }
    order
}

/// A breadth-first search from up to [`SOURCES`] nodes at once, as [`search_all`] does it. Ends early once
/// `stop` is set.
pub(super) fn search(rows: &Rows, sources: &[u32], stop: &AtomicBool, visit: impl FnMut(usize, u32, u64)) {
    // Told to stop, it has visited what it has visited.
    let _ = search_all(rows.len(), |v| rows.neighbours(v), sources, Stop(stop), visit);
}

/// Searched from up to [`SOURCES`] nodes: the greatest number of hops, and of each node the bits of the sources that
/// reach it.
pub(super) type Reached = (u32, Vec<u64>);

/// A breadth-first search from up to [`SOURCES`] of `n` nodes at once, a bit each (Then et al., "The More the
/// Merrier: Efficient Multi-Source Graph Traversal", VLDB 2014). `near` has the neighbours of a node. `visit` gets a
/// node, a number of hops, and the sources that are that many hops away; so many hops before more. Sources that
/// are listed twice count twice. `None` when told to stop.
pub(super) fn search_all<'a>(
    n: usize,
    near: impl Fn(usize) -> &'a [u32],
    sources: &[u32],
    stop: Stop,
    mut visit: impl FnMut(usize, u32, u64),
) -> Option<Reached> {
    debug_assert!(sources.len() <= SOURCES);
    // Of every node: by which searches it was reached, and by which it is about to be.
    let mut reached = vec![[0u64; 2]; n];
    let mut front: Vec<(u32, u64)> = Vec::new();
    let mut coming: Vec<u32> = Vec::new();
    for (bit, &source) in sources.iter().enumerate() {
        let [_, next] = &mut reached[source as usize];
        if *next == 0 {
            coming.push(source);
        }
        *next |= 1 << bit;
    }
    let mut hops = 0;
    loop {
        stop.check()?;
        front.clear();
        for (step, u) in coming.drain(..).enumerate() {
            stop.check_at(step)?;
            let [seen, next] = &mut reached[u as usize];
            let bits = std::mem::take(next);
            *seen |= bits;
            visit(u as usize, hops, bits);
            front.push((u, bits));
        }
        for (step, &(v, bits)) in front.iter().enumerate() {
            stop.check_at(step)?;
            for &u in near(v as usize) {
                let [seen, next] = &mut reached[u as usize];
                let new = bits & !*seen;
                if new != 0 {
                    if *next == 0 {
                        coming.push(u);
                    }
                    *next |= new;
                }
            }
        }
        if coming.is_empty() {
            return Some((hops, reached.into_iter().map(|[seen, _]| seen).collect()));
        }
        hops += 1;
    }
}

/// The numbers of the bits that are set, from the lowest.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::request::{LinkSpec, NodeSpec, Request};
    use super::*;

    /// A graph from its lines.
    pub(in super::super) fn graph(n: usize, lines: &[(u32, u32)]) -> Rows {
        let mut lists = vec![Vec::new(); n];
        for &(a, b) in lines {
            lists[a as usize].push(b);
            lists[b as usize].push(a);
        }
        let mut offsets = vec![0];
        for list in &lists {
            offsets.push(offsets[offsets.len() - 1] + list.len() as u32);
        }
        Rows::new(offsets, lists.concat())
    }

    /// A mesh of `wide` by `high` nodes.
    pub(in super::super) fn mesh(wide: u32, high: u32) -> Rows {
        let right = (0..wide * high).filter(|v| v % wide + 1 < wide).map(|v| (v, v + 1));
        let down = (0..wide * (high - 1)).map(|v| (v, v + wide));
        graph((wide * high) as usize, &right.chain(down).collect::<Vec<_>>())
    }

    #[test]
    fn a_search_counts_hops_from_every_source() {
        let rows = graph(5, &[(0, 1), (1, 2), (2, 3)]);
        let mut hops = [[u32::MAX; 5]; 2];
        search(&rows, &[0, 2], &AtomicBool::new(false), |v, d, set| bits(set).for_each(|i| hops[i][v] = d));
        assert_eq!(hops[0], [0, 1, 2, 3, u32::MAX]);
        assert_eq!(hops[1], [2, 1, 0, 1, u32::MAX]);
    }

    #[test]
    fn clumps_hold_every_node_once_and_lie_close() {
        let rows = mesh(20, 30);
        let order = in_clumps(&rows);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..600).collect::<Vec<_>>());
        let width = |clump: &[u32]| {
            let mut most = 0;
            search(&rows, &clump[..1], &AtomicBool::new(false), |v, hops, _| {
                if clump.contains(&(v as u32)) {
                    most = most.max(hops);
                }
            });
            most
        };
        assert!(order.chunks(SOURCES).take(8).all(|clump| width(clump) < 25));
        assert_eq!(in_clumps(&graph(3, &[(1, 2)])).len(), 3);
    }

    #[test]
    fn renumbering_keeps_the_lines() {
        let rows = graph(3, &[(0, 1), (1, 2)]).renumbered(&[1, 2, 0]);
        assert_eq!(
            (rows.neighbours(0), rows.neighbours(1), rows.neighbours(2)),
            (&[2, 1][..], &[0][..], &[0][..])
        );
    }

    #[test]
    fn a_net_gives_its_lines() {
        let link = |a, b| LinkSpec { a, b, weight: 1.0 };
        let request = Request {
            nodes: vec![NodeSpec::default(); 3],
            links: vec![link(0, 1), link(1, 2), link(2, 1), link(0, 0)],
            ..Request::default()
        };
        let rows = Rows::of(&Net::of(&request));
        assert_eq!((rows.len(), rows.neighbours(1)), (3, &[0, 2][..]));
    }

    #[test]
    fn bits_are_listed_from_the_lowest() {
        assert_eq!(bits(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
        assert_eq!(bits(0).count(), 0);
        assert_eq!(bits(u64::MAX).count(), 64);
    }
}
