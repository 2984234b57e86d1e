//! Bounded forces for large parts, with far nodes taken together.
//!
//! The t-forces of Zhong, Xue, Zhang et al., "Force-directed graph layouts revisited: a new force
//! based on the t-distribution" (2023): a line pulls with a bounded short-range part and a linear
//! one, every pair pushes with a force that stays finite at no distance, so that no softening is
//! needed. Far pushes by the cells of a quadtree (Barnes and Hut 1986).

use super::net::Net;
use super::request::Point;

/// Strength of the bounded part of a line's pull.
const PULL: f32 = 8.0;
/// Strength of the push.
const PUSH: f32 = 10.0;
/// A cell counts as one body when its side is less than this share of its distance.
const THETA: f32 = 1.0;
/// Where the linear pull of a line stops growing, in hops.
const HUBER: f32 = 30.0;
/// How much of its last step a node keeps.
const INERTIA: f32 = 0.6;
const LEAF: usize = 8;
const DEEPEST: u32 = 24;

/// Nodes on their way, in units of about one hop.
pub(super) struct Forces<'a> {
    net: &'a Net,
    strength: Vec<f32>,
    stiff: Vec<f32>,
    pub(super) at: Vec<Point>,
    velocity: Vec<Point>,
    /// By how much each node's steps count: 0 stands still, 1 is free.
    pub(super) warmth: Vec<f32>,
    tree: Quadtree,
}

impl<'a> Forces<'a> {
    pub(super) fn new(net: &'a Net, at: Vec<Point>) -> Self {
        let n = net.len();
        let total: f32 = net.lines.iter().map(super::net::Line::strength).sum();
        let mean = (total / net.lines.len().max(1) as f32).max(1e-6);
        let strength: Vec<f32> = net.lines.iter().map(|line| line.strength() / mean).collect();
        let degree = |v| net.arcs(v).iter().map(|arc| strength[arc.line as usize]).sum::<f32>();
        // Hubs take shorter steps, or they would jump about for ever.
        let stiff = (0..n).map(|v| 1.0 / (1.0 + degree(v) / 3.0)).collect();
        Self {
            net,
            strength,
            stiff,
            at,
            velocity: vec![[0.0; 2]; n],
            warmth: vec![1.0; n],
            tree: Quadtree::default(),
        }
    }

    /// Moves every warm node once; `alpha` is the share of the force that becomes a step.
    pub(super) fn tick(&mut self, alpha: f32) {
        self.tree.build(&self.at);
        let heading: Vec<Point> =
            self.at.iter().zip(&self.velocity).map(|(p, v)| [p[0] + v[0], p[1] + v[1]]).collect();
        let mut next = self.at.clone();
        for (v, next) in next.iter_mut().enumerate() {
            if self.warmth[v] <= 0.0 {
                self.velocity[v] = [0.0; 2];
                continue;
            }
            let push = self.tree.push(self.at[v]);
            let pull = self.pull(v, &heading);
            let step = alpha * self.warmth[v] * self.stiff[v];
            let mut move_by = [0.0; 2];
            for axis in 0..2 {
                move_by[axis] = self.velocity[v][axis] + step * (pull[axis] + PUSH * push[axis]);
            }
            let cap = 1.0 / move_by[0].hypot(move_by[1]).max(1.0);
            *next = [next[0] + move_by[0] * cap, next[1] + move_by[1] * cap];
            self.velocity[v] = [INERTIA * move_by[0] * cap, INERTIA * move_by[1] * cap];
        }
        self.at = next;
    }

    fn pull(&self, v: usize, heading: &[Point]) -> Point {
        let p = heading[v];
        let mut sum = [0.0; 2];
        for arc in self.net.arcs(v) {
            let q = heading[arc.to as usize];
            let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
            let d2 = dx * dx + dy * dy;
            let linear = if d2 < HUBER * HUBER { 1.0 } else { HUBER / d2.sqrt() };
            let force = self.strength[arc.line as usize] * (PULL / (1.0 + d2) + linear);
            sum = [sum[0] + force * dx, sum[1] + force * dy];
        }
        sum
    }
}

/// A quadtree over places; leaves hold runs of `order`.
#[derive(Default)]
struct Quadtree {
    cells: Vec<Cell>,
    places: Vec<Point>,
}

#[derive(Clone, Copy)]
struct Cell {
    centre: Point,
    mass: f32,
    /// Square of the side.
    side2: f32,
    /// First child and number of children, or for a leaf the run of places.
    first: u32,
    count: u32,
    leaf: bool,
}

impl Quadtree {
    fn build(&mut self, at: &[Point]) {
        self.cells.clear();
        self.places.clear();
        self.places.extend_from_slice(at);
        let Some(rect) = super::packing::about(at.iter().map(|p| [p[0], p[1], p[0], p[1]])) else { return };
        let side = (rect[2] - rect[0]).max(rect[3] - rect[1]).max(1e-3);
        let middle = [f32::midpoint(rect[0], rect[2]), f32::midpoint(rect[1], rect[3])];
        self.cells.push(Cell { centre: middle, mass: 0.0, side2: 0.0, first: 0, count: 0, leaf: true });
        self.fill(0, 0..at.len(), middle, side, 0);
    }

    fn fill(&mut self, cell: usize, run: std::ops::Range<usize>, middle: Point, side: f32, depth: u32) {
        let places = &mut self.places[run.clone()];
        let mass = places.len() as f32;
        let sum = places.iter().fold([0.0; 2], |sum: Point, p| [sum[0] + p[0], sum[1] + p[1]]);
        let centre = [sum[0] / mass, sum[1] / mass];
        let leaf = places.len() <= LEAF || depth == DEEPEST;
        let (first, count) = (run.start as u32, run.len() as u32);
        self.cells[cell] = Cell { centre, mass, side2: side * side, first, count, leaf };
        if leaf {
            return;
        }
        let down = split(places, |p| p[1] < middle[1]);
        let (upper, lower) = places.split_at_mut(down);
        let (a, b) = (split(upper, |p| p[0] < middle[0]), split(lower, |p| p[0] < middle[0]));
        let at = run.start;
        let bounds = [at, at + a, at + down, at + down + b, run.end];
        let filled: Vec<usize> = (0..4).filter(|i| bounds[*i] < bounds[i + 1]).collect();
        let first = self.cells.len();
        self.cells[cell].first = first as u32;
        self.cells[cell].count = filled.len() as u32;
        self.cells.resize(first + filled.len(), self.cells[cell]);
        let quarter = side / 4.0;
        for (i, part) in filled.into_iter().enumerate() {
            let (right, low) = (part % 2 == 1, part >= 2);
            let shift = |far: bool| if far { quarter } else { -quarter };
            let middle = [middle[0] + shift(right), middle[1] + shift(low)];
            self.fill(first + i, bounds[part]..bounds[part + 1], middle, side / 2.0, depth + 1);
        }
    }

    /// The sum of the pushes on a body at `p`; one on the very spot pushes nowhere.
    fn push(&self, p: Point) -> Point {
        let mut sum = [0.0; 2];
        let mut add = |q: Point, mass: f32| {
            let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
            let r = 1.0 + dx * dx + dy * dy;
            let force = mass / (r * r);
            sum = [sum[0] + force * dx, sum[1] + force * dy];
        };
        // Three siblings wait on each level.
        let mut stack = [0u32; 4 * DEEPEST as usize + 8];
        let mut top = usize::from(!self.cells.is_empty());
        while top > 0 {
            top -= 1;
            let cell = &self.cells[stack[top] as usize];
            let (dx, dy) = (p[0] - cell.centre[0], p[1] - cell.centre[1]);
            if cell.side2 < THETA * THETA * (dx * dx + dy * dy) {
                add(cell.centre, cell.mass);
            } else if cell.leaf {
                let run = cell.first as usize..(cell.first + cell.count) as usize;
                self.places[run].iter().for_each(|q| add(*q, 1.0));
            } else {
                for child in cell.first..cell.first + cell.count {
                    stack[top] = child;
                    top += 1;
                }
            }
        }
        sum
    }
}

/// Brings those that pass the test to the front; how many there are.
fn split(places: &mut [Point], test: impl Fn(&Point) -> bool) -> usize {
    let mut front = 0;
    for i in 0..places.len() {
        if test(&places[i]) {
            places.swap(front, i);
            front += 1;
        }
    }
    front
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;

    #[test]
    fn the_tree_pushes_as_all_pairs_do() {
        let mut rng = Rng::new(5);
        let at: Vec<Point> = (0..400).map(|_| rng.square().map(|c| c * 30.0)).collect();
        let mut tree = Quadtree::default();
        tree.build(&at);
        let (mut wrong, mut all) = (0.0, 0.0);
        for p in &at {
            let (mut slow, mut sizes) = ([0.0f32; 2], 0.0);
            for q in &at {
                let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
                let r = 1.0 + dx * dx + dy * dy;
                slow = [slow[0] + dx / (r * r), slow[1] + dy / (r * r)];
                sizes += dx.hypot(dy) / (r * r);
            }
            let fast = tree.push(*p);
            wrong += (fast[0] - slow[0]).hypot(fast[1] - slow[1]);
            all += sizes;
        }
        assert!(wrong / all < 0.03, "{}", wrong / all);
    }

    #[test]
    fn a_crowd_in_one_spot_does_not_break_the_tree() {
        let mut tree = Quadtree::default();
        tree.build(&[[1.0, 1.0]; 100]);
        assert_eq!(tree.push([1.0, 1.0]), [0.0, 0.0]);
        tree.build(&[]);
        assert_eq!(tree.push([1.0, 1.0]), [0.0, 0.0]);
    }
}
