//! Coarser and coarser graphs: clusters of nodes become the nodes of the next level.
//!
//! Label propagation (Raghavan, Albert and Kumara, "Near linear time algorithm to detect community
//! structures in large-scale networks", 2007) with a cap on the clusters' mass (Meyerhenke, Sanders
//! and Schulz, "Partitioning complex networks via size-constrained clustering", 2014).

use super::super::rng::Rng;
use super::net::Net;
use super::work::Stop;

/// A level with at most so many nodes is not coarsened.
pub(super) const COARSEST: usize = 1000;
/// A cluster weighs at most so many times the mean node of the level.
const GROWTH: f32 = 16.0;
/// How often every node chooses a cluster.
const ROUNDS: usize = 3;
/// So many nodes with numbers in a row choose one after the other. More would be faster and worse:
/// where numbers tell of the order in which a tree grew, its oldest nodes would all choose first.
const ROW: usize = 16;
/// A level with more than this share of the nodes of the one below is no help.
const STALLED: f32 = 0.8;
/// So many neighbours on a walk are taken together where labels do not bring nodes together.
const WALK: usize = 4;

/// One level: its graph, and to which node of the next coarser level each node belongs (nothing on
/// the coarsest).
pub(super) struct Level {
    pub(super) net: Net,
    pub(super) parent: Vec<u32>,
}

/// All levels from the given graph to the coarsest; `None` when told to stop.
pub(super) fn levels(net: Net, rng: &mut Rng, stop: Stop) -> Option<Vec<Level>> {
    let mut levels = Vec::new();
    let mut finest = net;
    while finest.len() > COARSEST {
        let (parent, clusters) = cluster(&finest, rng, stop)?;
        let coarser = merge(&finest, &parent, clusters, stop)?;
        levels.push(Level { net: finest, parent });
        finest = coarser;
    }
    levels.push(Level { net: finest, parent: Vec::new() });
    Some(levels)
}

/// The cluster of every node, and how many clusters there are.
fn cluster(net: &Net, rng: &mut Rng, stop: Stop) -> Option<(Vec<u32>, usize)> {
    let n = net.len();
    let cap = GROWTH * net.mass.iter().sum::<f32>() / n as f32;
    let mut label: Vec<u32> = (0..n as u32).collect();
    let mut size = net.mass.clone();
    propagate(net, cap, &mut label, &mut size, rng, stop)?;
    join_singles(net, cap, &mut label, &mut size, stop)?;
    drop(size);
    stop.check()?;
    let mut count = number(&mut label);
    if count as f32 > STALLED * n as f32 {
        let walk = along_a_walk(net, stop)?;
        for (i, &v) in walk.iter().enumerate() {
            label[v as usize] = (i / WALK) as u32;
        }
        count = n.div_ceil(WALK);
    }
    Some((label, count))
}

/// Every node, in random order, goes to the cluster that it is linked with most and that has room.
fn propagate(
    net: &Net,
    cap: f32,
    label: &mut [u32],
    size: &mut [f32],
    rng: &mut Rng,
    stop: Stop,
) -> Option<()> {
    // A few nodes with numbers in a row stay together, as they do in memory; their order is random.
    let mut rows: Vec<u32> = (0..net.len().div_ceil(ROW) as u32).collect();
    rng.shuffle(&mut rows);
    let mut order: Vec<u32> = Vec::with_capacity(net.len());
    for row in rows {
        stop.check_at(order.len())?;
        let first = order.len();
        order.extend(row * ROW as u32..((row + 1) * ROW as u32).min(net.len() as u32));
        rng.shuffle(&mut order[first..]);
    }
    let mut tally = Tally::new(net.len());
    for _ in 0..ROUNDS {
        for (step, &v) in order.iter().enumerate() {
            stop.check_at(step)?;
            let v = v as usize;
            let own = label[v];
            let met = tally.count(net, v, label);
            let mut most = met.iter().find(|m| m.0 == own).map_or(0.0, |m| m.1);
            let mut best = own;
            let room = cap - net.mass[v];
            for &(l, score) in met {
                if score > most && size[l as usize] <= room && l != own {
                    (best, most) = (l, score);
                }
            }
            if best != own {
                size[own as usize] -= net.mass[v];
                size[best as usize] += net.mass[v];
                label[v] = best;
            }
        }
    }
    Some(())
}

/// How much a node is linked with each label.
struct Tally {
    met: Vec<(u32, f32)>,
    /// Where a label is in `met`, if it is there.
    place: Vec<u32>,
}

impl Tally {
    /// With so many links, searching the labels met is slower than looking them up.
    const MANY: usize = 24;

    fn new(labels: usize) -> Self {
        Self { met: Vec::new(), place: vec![0; labels] }
    }

    /// The labels beside a node, each with the weight of the links to it, in the order of the links.
    fn count(&mut self, net: &Net, v: usize, label: &[u32]) -> &[(u32, f32)] {
        self.met.clear();
        if net.row(v).len() < Self::MANY {
            for (u, w) in net.arcs(v) {
                let l = label[u];
                match self.met.iter_mut().find(|m| m.0 == l) {
                    Some(met) => met.1 += w,
                    None => self.met.push((l, w)),
                }
            }
        } else {
            for (u, w) in net.arcs(v) {
                let l = label[u];
                let place = &mut self.place[l as usize];
                if let Some(met) = self.met.get_mut(*place as usize).filter(|m| m.0 == l) {
                    met.1 += w;
                } else {
                    *place = self.met.len() as u32;
                    self.met.push((l, w));
                }
            }
        }
        &self.met
    }
}

/// Nodes that stayed single join others whose heaviest link leads to the same cluster, such as the
/// leaves of a hub; nodes without links join one another.
fn join_singles(net: &Net, cap: f32, label: &mut [u32], size: &mut [f32], stop: Stop) -> Option<()> {
    let n = net.len();
    // By the cluster beside, and one more for nodes beside none: the single that has room.
    let mut open = vec![u32::MAX; n + 1];
    for v in 0..n {
        stop.check_at(v)?;
        if label[v] as usize != v || size[v] != net.mass[v] {
            continue;
        }
        let heaviest = net.arcs(v).fold(None, |best: Option<(usize, f32)>, arc| match best {
            Some(best) if best.1 >= arc.1 => Some(best),
            _ => Some(arc),
        });
        let open = &mut open[heaviest.map_or(n, |(u, _)| label[u] as usize)];
        let host = *open as usize;
        if host < n && host != v && label[host] as usize == host && size[host] + net.mass[v] <= cap {
            size[v] -= net.mass[v];
            size[host] += net.mass[v];
            label[v] = *open;
        } else {
            *open = v as u32;
        }
    }
    Some(())
}

/// Numbers the labels from 0 in the order in which they occur; how many there are.
fn number(label: &mut [u32]) -> usize {
    let mut index = vec![u32::MAX; label.len()];
    let mut count = 0;
    for l in label {
        let index = &mut index[*l as usize];
        if *index == u32::MAX {
            *index = count;
            count += 1;
        }
        *l = *index;
    }
    count as usize
}

/// All nodes, breadth first.
fn along_a_walk(net: &Net, stop: Stop) -> Option<Vec<u32>> {
    let n = net.len();
    let mut seen = vec![false; n];
    let mut walk = Vec::with_capacity(n);
    for root in 0..n {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut head = walk.len();
        walk.push(root as u32);
        while let Some(&v) = walk.get(head) {
            stop.check_at(head)?;
            head += 1;
            for &u in net.near(v as usize) {
                if !std::mem::replace(&mut seen[u as usize], true) {
                    walk.push(u);
                }
            }
        }
    }
    Some(walk)
}

/// The graph of the clusters: masses and the weights of links add up.
fn merge(net: &Net, parent: &[u32], clusters: usize, stop: Stop) -> Option<Net> {
    let (first, members) = groups(parent, clusters);
    stop.check()?;
    let mut start = Vec::with_capacity(clusters + 1);
    start.push(0);
    let mut out = Net {
        start,
        to: Vec::new(),
        weight: Vec::new(),
        mass: Vec::with_capacity(clusters),
        degree: Vec::with_capacity(clusters),
    };
    let mut sum = vec![0f32; clusters];
    for c in 0..clusters {
        stop.check_at(c)?;
        let row = out.to.len();
        let mut mass = 0.0;
        for &v in &members[first[c] as usize..first[c + 1] as usize] {
            mass += net.mass[v as usize];
            for (u, w) in net.arcs(v as usize) {
                let other = parent[u];
                if other as usize != c {
                    let sum = &mut sum[other as usize];
                    if *sum == 0.0 {
                        out.to.push(other);
                    }
                    *sum += w;
                }
            }
        }
        out.weight.extend(out.to[row..].iter().map(|&t| std::mem::take(&mut sum[t as usize])));
        out.degree.push(out.weight[row..].iter().sum());
        out.mass.push(mass);
        out.start.push(out.to.len() as u32);
    }
    out.to.shrink_to_fit();
    out.weight.shrink_to_fit();
    Some(out)
}

/// The members of all clusters one after the other, and where each cluster's begin.
fn groups(parent: &[u32], clusters: usize) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; clusters + 2];
    for &c in parent {
        first[c as usize + 2] += 1;
    }
    for c in 0..clusters {
        first[c + 2] += first[c + 1];
    }
    // Shifted by one: filling a cluster moves its start to the start of the next.
    let mut members = vec![0u32; parent.len()];
    for (v, &c) in parent.iter().enumerate() {
        let at = &mut first[c as usize + 1];
        members[*at as usize] = v as u32;
        *at += 1;
    }
    first.pop();
    (first, members)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::net::tests::{mesh, net, path, random, star};
    use super::*;

    fn of(net: Net) -> Vec<Level> {
        let flag = AtomicBool::new(false);
        levels(net, &mut Rng::new(1), Stop(&flag)).unwrap()
    }

    #[test]
    fn every_graph_gets_coarse_enough() {
        let odd = [
            star(20_000),
            path(20_000),
            mesh(100),
            random(10_000, 4, 1),
            net(5000, &[]),
            net(3000, &[(0, 1), (1, 2), (2, 0)]),
        ];
        for start in odd {
            let n = start.len();
            let levels = of(start);
            let last = &levels.last().unwrap().net;
            assert!(last.len() <= COARSEST, "{} of {n}", last.len());
            assert_eq!(last.mass.iter().sum::<f32>(), n as f32);
            for pair in levels.windows(2) {
                assert!(pair[1].net.len() as f32 <= STALLED * pair[0].net.len() as f32);
                assert!(pair[0].parent.iter().all(|&p| (p as usize) < pair[1].net.len()));
            }
        }
    }

    #[test]
    fn no_cluster_swallows_its_surroundings() {
        let levels = of(star(20_000));
        let heaviest = levels[1].net.mass.iter().copied().fold(0.0, f32::max);
        assert!(heaviest <= GROWTH, "{heaviest}");
    }

    #[test]
    fn weights_between_clusters_add_up() {
        let small = net(4, &[(0, 1), (2, 3), (0, 2), (1, 3)]);
        let flag = AtomicBool::new(false);
        let merged = merge(&small, &[0, 0, 1, 1], 2, Stop(&flag)).unwrap();
        assert_eq!((merged.near(0), merged.weight[0]), (&[1][..], 2.0));
        assert_eq!(merged.mass, [2.0, 2.0]);
        assert_eq!(merged.degree, [2.0, 2.0]);
    }

    #[test]
    fn a_stop_is_heard() {
        let flag = AtomicBool::new(true);
        assert!(levels(mesh(50), &mut Rng::new(1), Stop(&flag)).is_none());
    }
}
