//! A level's links as the forces want them: bodies numbered along the curve, one record an arc.

use super::forces::Law;
use super::net::Net;
use super::work::{Stop, each};

/// Bodies a task.
const TASK: usize = 2048;
/// A body's step is shortened by one plus this share of its links' weight for each unit of its mass:
/// hubs are stiff and would jump about for ever.
const STIFF: f32 = 1.0 / 3.0;

/// Bodies and links in units of the level: mean mass and mean weight are one.
#[derive(Debug)]
pub(super) struct Springs {
    /// Where each body's arcs start, and the end.
    start: Vec<u32>,
    to: Vec<u32>,
    /// Of the bounded pull.
    weight: Vec<f32>,
    /// Of the linear pull: the weight times the share of the other end in the degrees of both, so that
    /// of two ends the better connected one is moved less.
    linear: Vec<f32>,
    pub(super) mass: Vec<f32>,
    /// The share of its force that a body follows.
    pub(super) ease: Vec<f32>,
    /// The length in the caller's units that is one here: the root of the mean mass.
    pub(super) unit: f32,
}

impl Springs {
    /// Takes node `order[i]` of the graph as body `i`; `body` is the inverse of `order`.
    /// `None` when told to stop.
    pub(super) fn new(net: &Net, order: &[u32], body: &[u32], stop: Stop) -> Option<Self> {
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
        let mut to = vec![0u32; end as usize];
        let (mut weight, mut linear) = (vec![0f32; end as usize], vec![0f32; end as usize]);
        let mut rest = (&mut to[..], &mut weight[..], &mut linear[..]);
        let tasks = order.chunks(TASK).map(|nodes| {
            let arcs = nodes.iter().map(|&v| net.row(v as usize).len()).sum();
            let (to, weight, linear) = &mut rest;
            let front =
                (to.split_off_mut(..arcs), weight.split_off_mut(..arcs), linear.split_off_mut(..arcs));
            (nodes, front.0.unwrap_or_default(), front.1.unwrap_or_default(), front.2.unwrap_or_default())
        });
        each(tasks, |(nodes, to, weight, linear)| {
            if stop.check().is_none() {
                return;
            }
            let all = nodes.iter().flat_map(|&v| {
                let own = net.degree[v as usize];
                net.arcs(v as usize).map(move |arc| (own, arc))
            });
            for (((to, weight), linear), (own, (u, w))) in to.iter_mut().zip(weight).zip(linear).zip(all) {
                let other = net.degree[u];
                (*to, *weight, *linear) = (body[u], strong * w, strong * w * other / (other + own));
            }
        });
        stop.check()?;
        let mass: Vec<f32> = order.iter().map(|&v| heavy * net.mass[v as usize]).collect();
        let degrees = order.iter().map(|&v| strong * net.degree[v as usize]);
        let ease = degrees.zip(&mass).map(|(degree, mass)| 1.0 / (1.0 + STIFF * degree / mass)).collect();
        Some(Self { start, to, weight, linear, mass, ease, unit: (1.0 / heavy).sqrt() })
    }

    /// All arcs of all bodies.
    pub(super) fn links(&self) -> usize {
        self.to.len()
    }

    /// The bodies that a body is linked with.
    pub(super) fn near(&self, body: usize) -> &[u32] {
        &self.to[self.start[body] as usize..self.start[body + 1] as usize]
    }

    /// The pull of their links on the bodies from `first` on, one for each of `pulls`. All are taken to
    /// be where they are `heading`.
    #[expect(clippy::inline_always, reason = "it is to be compiled once for each kind of processor")]
    #[inline(always)]
    pub(super) fn pull(&self, first: usize, heading: &[[f32; 2]], law: Law, pulls: &mut [[f32; 2]]) {
        let starts = &self.start[first..=first + pulls.len()];
        let base = starts[0] as usize;
        let arcs = base..starts[pulls.len()] as usize;
        // Three simple passes: fetch, reckon several at a time, add up.
        let (mut x, mut y) = (vec![0f32; arcs.len()], vec![0f32; arcs.len()]);
        for (own, row) in heading[first..].iter().zip(starts.windows(2)) {
            let row = row[0] as usize..row[1] as usize;
            let ways =
                x[row.start - base..row.end - base].iter_mut().zip(&mut y[row.start - base..row.end - base]);
            for ((x, y), &to) in ways.zip(&self.to[row]) {
                let other = heading[to as usize];
                (*x, *y) = (other[0] - own[0], other[1] - own[1]);
            }
        }
        let strengths = self.weight[arcs.clone()].iter().zip(&self.linear[arcs]);
        for ((x, y), (weight, linear)) in x.iter_mut().zip(&mut y).zip(strengths) {
            let d2 = *x * *x + *y * *y;
            let force = law.pull * weight / (1.0 + d2) + linear * (law.reach / (d2 + 1e-30).sqrt()).min(1.0);
            *x *= force;
            *y *= force;
        }
        for (pull, row) in pulls.iter_mut().zip(starts.windows(2)) {
            let row = row[0] as usize - base..row[1] as usize - base;
            *pull = x[row.clone()].iter().zip(&y[row]).fold([0.0; 2], |sum, (x, y)| [sum[0] + x, sum[1] + y]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::net::tests::{net, random};
    use super::*;

    fn springs(net: &Net, order: &[u32]) -> Springs {
        let flag = AtomicBool::new(false);
        Springs::new(net, order, order, Stop(&flag)).unwrap()
    }

    #[test]
    fn renumbered_links_join_the_same_nodes() {
        let before = random(5000, 3, 3);
        let order: Vec<u32> = (0..5000).rev().collect();
        let springs = springs(&before, &order);
        for v in 0..5000 {
            let near: Vec<u32> = springs.near(4999 - v).iter().map(|b| 4999 - b).collect();
            assert_eq!(near, before.near(v));
        }
    }

    #[test]
    fn units_are_the_means_of_the_level() {
        let mut heavy = net(3, &[(0, 1), (1, 2)]);
        heavy.mass = vec![2.0, 8.0, 2.0];
        heavy.weight.fill(10.0);
        heavy.degree = vec![10.0, 20.0, 10.0];
        let springs = springs(&heavy, &[0, 1, 2]);
        assert_eq!(springs.mass, [0.5, 2.0, 0.5]);
        assert_eq!(springs.unit, 2.0);
        assert_eq!((springs.near(0), springs.weight[0]), (&[1][..], 1.0));
        assert!((springs.linear[0] - 2.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn pulls_are_those_of_the_law() {
        let springs = springs(&net(3, &[(0, 1), (1, 2)]), &[0, 1, 2]);
        let mut pulls = [[0.0; 2]; 3];
        springs.pull(0, &[[0.0, 0.0], [3.0, 4.0], [3.0, 104.0]], Law { pull: 8.0, reach: 10.0 }, &mut pulls);
        let near = 8.0 / 26.0 + 2.0 / 3.0;
        let far = 8.0 / 10_001.0 + 2.0 / 3.0 * 10.0 / 100.0;
        for (got, wanted) in pulls[0].iter().zip([3.0 * near, 4.0 * near]) {
            assert!((got - wanted).abs() < 1e-5, "{pulls:?}");
        }
        assert!((pulls[2][1] + 100.0 * far).abs() < 1e-4, "{pulls:?}");
    }

    #[test]
    fn nothing_to_pull() {
        let springs = springs(&net(2, &[]), &[1, 0]);
        assert_eq!((springs.mass.len(), springs.links()), (2, 0));
    }
}
