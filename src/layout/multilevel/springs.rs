//! A level's links as the forces want them: bodies numbered along the curve, one record an arc.

use super::net::Net;
use super::work::each;

/// Bodies a task.
const TASK: usize = 2048;
/// A body's step is shortened by one plus this share of its links' weight for each unit of its mass:
/// hubs are stiff and would jump about for ever.
const STIFF: f32 = 1.0 / 3.0;

/// A link as the body at its nearer end feels it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Arc {
    pub(super) to: u32,
    /// Of the bounded pull.
    pub(super) weight: f32,
    /// Of the linear pull: the weight times the share of the other end in the degrees of both, so that
    /// of two ends the better connected one is moved less.
    pub(super) linear: f32,
}

/// Bodies and links in units of the level: mean mass and mean weight are one.
#[derive(Debug)]
pub(super) struct Springs {
    start: Vec<u32>,
    arcs: Vec<Arc>,
    pub(super) mass: Vec<f32>,
    /// The share of its force that a body follows.
    pub(super) ease: Vec<f32>,
    /// The length in the caller's units that is one here: the root of the mean mass.
    pub(super) unit: f32,
}

impl Springs {
    /// Takes node `order[i]` of the graph as body `i`; `body` is the inverse of `order`.
    pub(super) fn new(net: Net, order: &[u32], body: &[u32]) -> Self {
        let n = net.len();
        let mean =
            |of: &[f32]| (of.iter().map(|&x| f64::from(x)).sum::<f64>() / of.len().max(1) as f64) as f32;
        let heavy = 1.0 / mean(&net.mass).max(1e-9);
        let strong = 1.0 / mean(&net.weight).max(1e-9);
        let mut start = Vec::with_capacity(n + 1);
        let mut end = 0;
        start.push(0);
        for &v in order {
            end += net.row(v as usize).len() as u32;
            start.push(end);
        }
        let mut arcs = vec![Arc::default(); end as usize];
        let mut rest = &mut arcs[..];
        let tasks = order.chunks(TASK).map(|nodes| {
            let len = nodes.iter().map(|&v| net.row(v as usize).len()).sum();
            let (mine, others) = std::mem::take(&mut rest).split_at_mut(len);
            rest = others;
            (nodes, mine)
        });
        each(tasks, |(nodes, out)| {
            let all = nodes.iter().flat_map(|&v| {
                let own = net.degree[v as usize];
                net.arcs(v as usize).map(move |arc| (own, arc))
            });
            for (arc, (own, (u, w))) in out.iter_mut().zip(all) {
                let weight = strong * w;
                let other = net.degree[u];
                *arc = Arc { to: body[u], weight, linear: weight * other / (other + own) };
            }
        });
        let mass: Vec<f32> = order.iter().map(|&v| heavy * net.mass[v as usize]).collect();
        let degrees = order.iter().map(|&v| strong * net.degree[v as usize]);
        let ease = degrees.zip(&mass).map(|(degree, mass)| 1.0 / (1.0 + STIFF * degree / mass)).collect();
        Self { start, arcs, mass, ease, unit: (1.0 / heavy).sqrt() }
    }

    pub(super) fn len(&self) -> usize {
        self.mass.len()
    }

    /// All arcs of all bodies.
    pub(super) fn links(&self) -> usize {
        self.arcs.len()
    }

    #[inline]
    pub(super) fn arcs(&self, body: usize) -> &[Arc] {
        &self.arcs[self.start[body] as usize..self.start[body + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::net::tests::{net, random};
    use super::*;

    #[test]
    fn renumbered_links_join_the_same_nodes() {
        let before = random(5000, 3, 3);
        let order: Vec<u32> = (0..5000).rev().collect();
        let springs = Springs::new(before.clone(), &order, &order);
        for v in 0..5000 {
            let near: Vec<u32> = springs.arcs(4999 - v).iter().map(|a| 4999 - a.to).collect();
            assert_eq!(near, before.near(v));
        }
    }

    #[test]
    fn units_are_the_means_of_the_level() {
        let mut heavy = net(3, &[(0, 1), (1, 2)]);
        heavy.mass = vec![2.0, 8.0, 2.0];
        heavy.weight.fill(10.0);
        heavy.degree = vec![10.0, 20.0, 10.0];
        let springs = Springs::new(heavy, &[0, 1, 2], &[0, 1, 2]);
        assert_eq!(springs.mass, [0.5, 2.0, 0.5]);
        assert_eq!(springs.unit, 2.0);
        let arc = springs.arcs(0)[0];
        assert_eq!((arc.to, arc.weight), (1, 1.0));
        assert!((arc.linear - 2.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn nothing_to_pull() {
        let springs = Springs::new(net(2, &[]), &[1, 0], &[1, 0]);
        assert_eq!((springs.len(), springs.links()), (2, 0));
    }
}
