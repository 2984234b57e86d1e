//! Bodies under bounded forces, tick by tick.
//!
//! The t-forces of Zhong, Xue, Zhang et al., "Force-directed graph layouts revisited: a new force
//! based on the t-distribution" (IEEE TVCG 2023): between the ends of a link `β/(1+d²)` and a linear
//! part, between all bodies a push of `ρ/(1+d²)²`, each times the way `d` between them. They stay
//! finite at no distance, so that nothing needs softening. The linear part stops growing at a
//! certain length (Huber 1964).
//!
//! Lengths are in the level's units (see [`Springs`]), times in ticks. Every sum is taken by one task
//! in a fixed order: the outcome is the same on any number of threads.

use std::sync::atomic::AtomicBool;

use fearless_simd::{Level, dispatch};

use super::Drawing;
use super::hilbert_tree::{BLOCK, Block, Pushers, TASK, Tree, hilbert_order};
use super::net::Net;
use super::springs::Springs;
use super::work::{Stop, each};

/// Strength of the push, `ρ`.
const PUSH: f32 = 10.0;
/// How much of its last step a body keeps.
const INERTIA: f32 = 0.6;
/// Bodies a task when no blocks are concerned.
const BODIES: usize = BLOCK * TASK;

/// What differs between parts of different size and extent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Law {
    /// Strength of the bounded pull, `β`.
    pub(super) pull: f32,
    /// Where the linear pull stops growing, in units.
    pub(super) reach: f32,
}

impl Law {
    /// For a part of so many nodes, which are so many hops apart on average.
    pub(crate) fn of(nodes: usize, hops: f32) -> Self {
        // In a small drawing the full pull would draw a hub's neighbours into the hub.
        let pull = if nodes <= 500 { 4.0 } else { 8.0 };
        Self { pull, reach: 5.0 * hops.max(1.0) }
    }
}

/// The pushes on a block's bodies, across and down.
type Push = [[f32; BLOCK]; 2];

/// A graph under forces. Nodes have the caller's numbers outside, bodies are numbered along a curve
/// through the start, so that near ones lie together in memory.
pub(crate) struct Field {
    springs: Springs,
    law: Law,
    /// The node that each body is, and the body that each node is.
    node: Vec<u32>,
    body: Vec<u32>,
    at: Vec<[f32; 2]>,
    velocity: Vec<[f32; 2]>,
    /// Where each body will be if nothing pulls: links are pulled there.
    heading: Vec<[f32; 2]>,
    /// How much each body's steps count: 0 is frozen, 1 is free.
    warmth: Vec<f32>,
    fixed: Vec<bool>,
    tree: Tree,
    /// At every place along the curve.
    push: Vec<[f32; 2]>,
    /// The part of the push that is kept until the lists are renewed.
    far: Vec<Push>,
    /// Lists are renewed every so many ticks; ticks since; whether they must be at once.
    renewal: u32,
    age: u32,
    stale: bool,
}

impl Field {
    /// All warm, with each node where `at` says, in the unit that is one for a node of mass one.
    #[cfg(test)]
    pub(crate) fn new(net: Net, at: &[[f32; 2]], law: Law) -> Self {
        Self::unless(net, at, law, Stop::never()).expect("nobody stops it")
    }

    /// The same; `None` once `stop` is set.
    pub(crate) fn start(net: Net, at: &[[f32; 2]], law: Law, stop: &AtomicBool) -> Option<Self> {
        Self::unless(net, at, law, Stop(stop))
    }

    /// The same; `None` when told to stop.
    pub(super) fn unless(net: Net, at: &[[f32; 2]], law: Law, stop: Stop) -> Option<Self> {
        let n = net.len();
        let finite = |p: &[f32; 2]| if p[0].is_finite() && p[1].is_finite() { *p } else { [0.0; 2] };
        let at: Vec<[f32; 2]> = at.iter().map(finite).chain(std::iter::repeat([0.0; 2])).take(n).collect();
        let mut node = vec![0; n];
        hilbert_order(&at, &mut Default::default(), &mut node, stop)?;
        let mut body = vec![0; n];
        for (b, &v) in node.iter().enumerate() {
            body[v as usize] = b as u32;
        }
        stop.check()?;
        let springs = Springs::new(&net, &node, &body, stop)?;
        drop(net);
        let scale = 1.0 / springs.unit;
        let mut at: Vec<[f32; 2]> = node.iter().map(|&v| at[v as usize].map(|c| scale * c)).collect();
        // Bodies in one spot would never come apart.
        let mut last = [f32::NAN; 2];
        for (at, &v) in at.iter_mut().zip(&node) {
            if std::mem::replace(&mut last, *at) == *at {
                let aside = Drawing::spot(v as usize, 4);
                *at = [at[0] + 0.01 * aside[0], at[1] + 0.01 * aside[1]];
            }
        }
        let blocks = n.div_ceil(BLOCK);
        Some(Self {
            springs,
            law,
            node,
            body,
            at,
            velocity: vec![[0.0; 2]; n],
            heading: vec![[0.0; 2]; n],
            warmth: vec![1.0; n],
            fixed: vec![false; n],
            tree: Tree::new(n),
            push: vec![[0.0; 2]; n],
            far: vec![Push::default(); blocks],
            renewal: 2,
            age: 0,
            stale: true,
        })
    }

    /// Renews the order and the lists every so many ticks only.
    pub(crate) fn renew_every(&mut self, ticks: u32) {
        self.renewal = ticks.max(1);
    }

    pub(crate) fn len(&self) -> usize {
        self.node.len()
    }

    /// Rough cost of a tick in nanoseconds of processor time.
    pub(crate) fn cost(&self) -> f32 {
        0.5 * self.tree.terms() as f32 + 50.0 * self.len() as f32 + 5.0 * self.springs.links() as f32
    }

    /// How much a node's steps count from now on: 0 freezes it, 1 frees it.
    pub(crate) fn set_warmth(&mut self, node: usize, warmth: f32) {
        let body = self.body[node] as usize;
        // Cold blocks have no lists.
        self.stale |= self.warmth[body] == 0.0 && warmth > 0.0;
        self.warmth[body] = warmth.clamp(0.0, 1.0);
    }

    /// The same for all nodes.
    pub(crate) fn set_all_warmth(&mut self, warmth: f32) {
        self.warmth.fill(warmth.clamp(0.0, 1.0));
        self.stale = true;
    }

    /// Warms some nodes fully, their neighbours `fade` times as much, and so on down to a tenth.
    /// Nothing gets colder.
    pub(crate) fn warm_about(&mut self, nodes: &[u32], fade: f32) {
        let mut front: Vec<u32> = nodes.iter().map(|&v| self.body[v as usize]).collect();
        let mut next = Vec::new();
        let mut warmth = 1.0;
        while warmth >= 0.1 && !front.is_empty() {
            for b in front.drain(..) {
                let own = &mut self.warmth[b as usize];
                if *own < warmth {
                    *own = warmth;
                    next.extend(self.springs.near(b as usize));
                }
            }
            std::mem::swap(&mut front, &mut next);
            warmth *= fade.clamp(0.0, 0.9);
        }
        self.stale = true;
    }

    /// Holds a node where it is, or lets it go.
    pub(crate) fn fix(&mut self, node: usize, fixed: bool) {
        self.fixed[self.body[node] as usize] = fixed;
    }

    /// Puts a node somewhere, at rest.
    pub(crate) fn put(&mut self, node: usize, at: [f32; 2]) {
        if at.iter().all(|c| c.is_finite()) {
            let body = self.body[node] as usize;
            self.at[body] = at.map(|c| c / self.springs.unit);
            self.velocity[body] = [0.0; 2];
        }
    }

    /// Where a node is.
    pub(crate) fn position(&self, node: usize) -> [f32; 2] {
        self.at[self.body[node] as usize].map(|c| self.springs.unit * c)
    }

    /// Where all nodes are.
    pub(crate) fn positions(&self) -> Vec<[f32; 2]> {
        (0..self.len()).map(|v| self.position(v)).collect()
    }

    /// Moves each node by a share of the way given for it.
    pub(super) fn shift(&mut self, by: &[[f32; 2]], share: f32) {
        let share = share / self.springs.unit;
        for (at, &v) in self.at.iter_mut().zip(&self.node) {
            let by = by[v as usize];
            *at = [at[0] + share * by[0], at[1] + share * by[1]];
        }
    }

    /// Moves every warm node once; `alpha` is the share of the force that becomes a step. Told to stop,
    /// it leaves off, with some nodes moved and others not, and says `false`.
    pub(crate) fn tick(&mut self, alpha: f32, stop: &AtomicBool) -> bool {
        self.tick_unless(alpha, Stop(stop)).is_some()
    }

    /// The same; `None` when told to stop.
    pub(super) fn tick_unless(&mut self, alpha: f32, stop: Stop) -> Option<()> {
        let renew = self.stale || self.age.is_multiple_of(self.renewal);
        if renew {
            // Unless all goes well.
            self.stale = true;
            self.tree.sort(&self.at, stop)?;
        }
        self.tree.fill(&self.at, &self.springs.mass);
        if renew {
            let warmth = &self.warmth;
            self.tree.list(|bodies| bodies.iter().any(|&b| warmth[b as usize] > 0.0), stop);
        }
        self.push_apart(renew, stop);
        stop.check()?;
        self.stale = false;
        self.age = self.age.wrapping_add(1);
        self.step(alpha, stop);
        stop.check()
    }

    /// What every block's bodies are pushed by.
    fn push_apart(&mut self, renew: bool, stop: Stop) {
        let (tree, warmth) = (&self.tree, &self.warmth);
        let tasks = self.push.chunks_mut(BODIES).zip(self.far.chunks_mut(TASK)).enumerate();
        // The widest registers that the processor has; products and sums stay apart everywhere, so
        // that the outcome does not depend on it.
        let level = Level::new();
        each(tasks, |(task, (push, far))| {
            if stop.check().is_some() {
                dispatch!(level, _ => push_task(tree, warmth, task, renew, push, far));
            }
        });
    }

    /// Pulls along the links, and the step.
    fn step(&mut self, alpha: f32, stop: Stop) {
        let (at, velocity) = (&self.at, &self.velocity);
        let tasks = self.heading.chunks_mut(BODIES).zip(at.chunks(BODIES)).zip(velocity.chunks(BODIES));
        each(tasks, |((heading, at), velocity)| {
            for ((heading, at), velocity) in heading.iter_mut().zip(at).zip(velocity) {
                *heading = [at[0] + velocity[0], at[1] + velocity[1]];
            }
        });
        let Self { springs, law, heading, warmth, fixed, push, tree, at, velocity, .. } = self;
        let (springs, heading, law) = (&*springs, &heading[..], *law);
        let tasks = at.chunks_mut(BODIES).zip(velocity.chunks_mut(BODIES)).enumerate();
        let level = Level::new();
        each(tasks, |(task, (at, velocity))| {
            if stop.check().is_none() {
                return;
            }
            let some = task * BODIES..task * BODIES + at.len();
            if warmth[some].iter().all(|w| *w == 0.0) {
                velocity.fill([0.0; 2]);
                return;
            }
            let mut pulls = [[0f32; 2]; BODIES];
            let pulls = &mut pulls[..at.len()];
            dispatch!(level, _ => springs.pull(task * BODIES, heading, law, pulls));
            for (i, (at, velocity)) in at.iter_mut().zip(velocity).enumerate() {
                let b = task * BODIES + i;
                if fixed[b] || warmth[b] == 0.0 {
                    *velocity = [0.0; 2];
                    continue;
                }
                let (pull, push) = (pulls[i], push[tree.place[b] as usize]);
                let share = 1.0 / springs.mass[b];
                let step = alpha * warmth[b] * springs.ease[b];
                let to = [0, 1].map(|axis| velocity[axis] + step * (share * pull[axis] + PUSH * push[axis]));
                let cap = (1.0 / ((to[0] * to[0] + to[1] * to[1]).sqrt() + 1e-30)).min(1.0);
                *at = [at[0] + cap * to[0], at[1] + cap * to[1]];
                *velocity = to.map(|c| INERTIA * c);
            }
        });
    }
}

/// What pushes the blocks of a task.
#[expect(clippy::inline_always, reason = "it is to be compiled once for each kind of processor")]
#[inline(always)]
fn push_task(tree: &Tree, warmth: &[f32], task: usize, renew: bool, push: &mut [[f32; 2]], far: &mut [Push]) {
    let blocks = tree.blocks[task * TASK..].iter().zip(tree.order[task * BODIES..].chunks(BLOCK));
    let all = push.chunks_mut(BLOCK).zip(far).zip(blocks).zip(tree.pushers(task));
    for (((push, far), (block, bodies)), pushers) in all {
        if bodies.iter().any(|&b| warmth[b as usize] > 0.0) {
            if renew {
                *far = push_by_cells(tree, block, pushers.far, &Push::default());
            }
            let by_cells = push_by_cells(tree, block, pushers.cells, far);
            let [x, y] = push_by_blocks(tree, block, &pushers, by_cells);
            for ((push, x), y) in push.iter_mut().zip(x).zip(y) {
                *push = [x, y];
            }
        }
    }
}

/// The pushes of some cells on a block, and those before.
#[expect(clippy::inline_always, reason = "as its caller")]
#[inline(always)]
fn push_by_cells(tree: &Tree, block: &Block, cells: &[u32], before: &Push) -> Push {
    let mut push = *before;
    for &c in cells {
        let cell = &tree.cells[c as usize];
        add_push(&mut push, block, cell.x, cell.y, cell.mass);
    }
    push
}

/// Adds the pushes of the near blocks' bodies.
#[expect(clippy::inline_always, reason = "as its caller")]
#[inline(always)]
fn push_by_blocks(tree: &Tree, block: &Block, pushers: &Pushers, before: Push) -> Push {
    let mut push = before;
    for &other in pushers.near {
        let other = &tree.blocks[other as usize];
        for i in 0..BLOCK {
            add_push(&mut push, block, other.x[i], other.y[i], other.mass[i]);
        }
    }
    push
}

/// Adds the push of one body on all of a block; straight, so that it is done several at a time.
#[expect(clippy::inline_always, reason = "as its caller")]
#[inline(always)]
fn add_push(push: &mut Push, block: &Block, x: f32, y: f32, mass: f32) {
    let [across, down] = push;
    for i in 0..BLOCK {
        let (dx, dy) = (block.x[i] - x, block.y[i] - y);
        let r = 1.0 + dx * dx + dy * dy;
        let force = mass / (r * r);
        across[i] += force * dx;
        down[i] += force * dy;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::rng::Rng;
    use super::super::net::tests::{mesh, net, path, star};
    use super::*;

    static GO: AtomicBool = AtomicBool::new(false);

    fn law() -> Law {
        Law::of(1000, 6.0)
    }

    /// A mesh laid out flat, two units a link.
    fn flat(side: u32) -> (Net, Vec<[f32; 2]>) {
        let at = (0..side * side).map(|v| [2.0 * (v % side) as f32, 2.0 * (v / side) as f32]).collect();
        (mesh(side), at)
    }

    fn moved(field: &Field, from: &[[f32; 2]]) -> Vec<f32> {
        let to = field.positions();
        to.iter().zip(from).map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1])).collect()
    }

    #[test]
    fn lists_push_as_all_pairs_do() {
        let mut rng = Rng::new(5);
        let at: Vec<[f32; 2]> = (0..2000).map(|_| rng.square().map(|c| 30.0 * c)).collect();
        let mut field = Field::new(net(2000, &[]), &at, law());
        field.tick(0.0, &GO);
        let (mut wrong, mut all) = (0f32, 0f32);
        for (v, p) in at.iter().enumerate() {
            let mut exact = [0f32; 2];
            for q in &at {
                let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
                let r = 1.0 + dx * dx + dy * dy;
                exact = [exact[0] + dx / (r * r), exact[1] + dy / (r * r)];
                all += dx.hypot(dy) / (r * r);
            }
            let push = field.push[field.tree.place[field.body[v] as usize] as usize];
            wrong += (push[0] - exact[0]).hypot(push[1] - exact[1]);
        }
        assert!(wrong / all < 0.03, "{}", wrong / all);
    }

    #[test]
    fn the_cold_stay_and_the_warm_move() {
        let (net, at) = flat(40);
        let mut field = Field::new(net, &at, law());
        field.renew_every(4);
        field.set_all_warmth(0.0);
        field.put(820, [60.0, 41.0]);
        field.fix(820, true);
        field.warm_about(&[820], 0.5);
        for _ in 0..20 {
            assert!(field.tick(0.3, &GO));
        }
        let moved = moved(&field, &at);
        assert_eq!(field.position(820), [60.0, 41.0]);
        assert!(moved[819] > 0.2 && moved[821] > 0.2, "{} {}", moved[819], moved[821]);
        // Four hops away the warmth is below a tenth.
        let far = |v: usize| (v % 40).abs_diff(20) + (v / 40).abs_diff(20) > 3;
        assert!((0..1600).filter(|&v| far(v)).all(|v| moved[v] == 0.0));
    }

    #[test]
    fn warmed_later_a_block_is_pushed_at_once() {
        let (net, at) = flat(30);
        let mut field = Field::new(net, &at, law());
        field.renew_every(1000);
        field.set_all_warmth(0.0);
        field.tick(0.3, &GO);
        field.set_warmth(3, 1.0);
        field.tick(0.3, &GO);
        assert!(field.push[field.tree.place[field.body[3] as usize] as usize] != [0.0; 2]);
    }

    #[test]
    fn a_finished_drawing_hardly_moves_when_refined() {
        let graph = mesh(40);
        let done = super::super::lay_out(graph.clone(), 1, true, &GO, &mut |_| ());
        let mut field = Field::new(graph, &done.at, done.law);
        assert_eq!(field.positions(), done.at);
        (0..20).for_each(|_| assert!(field.tick(0.05, &GO)));
        let moved = moved(&field, &done.at);
        assert!(moved.iter().sum::<f32>() / 1600.0 < 0.5);
    }

    #[test]
    fn all_in_one_spot_come_apart() {
        for net in [path(50), star(50), net(1, &[]), net(0, &[])] {
            let at = vec![[f32::NAN, 3.0]; net.len()];
            let mut field = Field::new(net, &at, law());
            (0..50).for_each(|_| assert!(field.tick(0.5, &GO)));
            let at = field.positions();
            assert!(at.iter().flatten().all(|c| c.is_finite()));
            for (v, p) in at.iter().enumerate() {
                assert!(at[..v].iter().all(|q| (p[0] - q[0]).hypot(p[1] - q[1]) > 0.05));
            }
        }
    }

    #[test]
    fn a_stop_is_heard() {
        let (net, at) = flat(10);
        assert!(!Field::new(net, &at, law()).tick(0.5, &AtomicBool::new(true)));
    }
}
