//! Tidying a small part line by line: fewer crossings, no line through a foreign node, no overlaps.
//!
//! Simulated annealing over single nodes, after Davidson and Harel, "Drawing Graphs Nicely Using
//! Simulated Annealing" (1996), begun from least stress, so that a short and cool run is enough.

use super::geometry::{Body, cross, overlap, segment_meets, to_segment};
use super::ideal::Ideal;
use super::net::Net;
use super::request::Point;
use super::rng::Rng;

/// Steps of a run are counted in elementary comparisons, so that its time does not depend on the
/// graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub(super) work: f32,
    /// Temperature at the start and at the end, in units of cost.
    pub(super) heat: [f32; 2],
    /// Longest step at the start and at the end, in layout units.
    pub(super) step: [f32; 2],
}

/// How free a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hold {
    Free,
    /// It keeps its height: one of the two nodes that lie level.
    Level,
    /// It stays.
    Fixed,
}

/// A drawing of a small part and what it is judged by.
pub(super) struct Sketch<'a> {
    pub(super) net: &'a Net,
    pub(super) ideal: &'a Ideal,
    pub(super) bodies: &'a [Body],
    pub(super) hold: &'a [Hold],
    /// Layout units a unit of ideal distance.
    pub(super) scale: f32,
    /// Half width and half height of the frame to stay in, and its middle.
    pub(super) frame: [f32; 4],
    pub(super) at: Vec<Point>,
}

/// What each fault costs. A crossing of two lines is 1.
mod price {
    /// Squared relative error of a distance, for neighbours; less for pairs further apart.
    pub(super) const STRESS: f32 = 2.0;
    /// Crossing of two lines; a weak link counts less.
    pub(super) const CROSSING: f32 = 1.0;
    pub(super) const WEAK: f32 = 0.35;
    /// A line through the middle of a foreign node.
    pub(super) const THROUGH: f32 = 4.0;
    /// A line under a label.
    pub(super) const UNDER: f32 = 0.3;
    /// Two bodies that overlap, for every 10 units.
    pub(super) const OVERLAP: f32 = 3.0;
    /// Two lines that leave a node in one direction.
    pub(super) const ANGLE: f32 = 1.2;
    /// A node outside the frame, for every 30 units, squared.
    pub(super) const OUTSIDE: f32 = 1.0;
}

/// Room that a line keeps from a foreign node, and bodies from each other, in layout units.
const CLEAR: f32 = 9.0;
const GAP: f32 = 8.0;
/// Lines that leave a node closer than this (radians) are hard to tell apart.
const NARROW: f32 = 0.45;

impl Sketch<'_> {
    /// Comparisons that judging one node takes, about.
    fn effort(&self) -> f32 {
        let (n, m) = (self.net.len() as f32, self.net.lines.len() as f32);
        let degree = 2.0 * m / n.max(1.0);
        2.0 * n + 2.0 * m + degree * (m + 2.0 * n)
    }

    /// Anneals. Every `pulse` steps `check` sees the drawing and may end the run by `false`.
    pub(super) fn anneal(
        &mut self,
        schedule: &Schedule,
        rng: &mut Rng,
        check: &mut dyn FnMut(&[Point]) -> bool,
    ) {
        let movable: Vec<usize> = (0..self.at.len()).filter(|&v| self.hold[v] != Hold::Fixed).collect();
        if movable.is_empty() || self.at.len() < 2 {
            return;
        }
        let steps = (schedule.work / self.effort()) as usize;
        let pulse = (2e5 / self.effort()) as usize + 1;
        for i in 0..steps {
            if i % pulse == 0 && !check(&self.at) {
                return;
            }
            let done = i as f32 / steps as f32;
            let between = |[from, to]: [f32; 2]| from * (to / from).powf(done);
            let (heat, reach) = (between(schedule.heat), between(schedule.step));
            let v = movable[rng.below(movable.len())];
            if rng.unit() < 0.1 {
                let u = movable[rng.below(movable.len())];
                self.try_swap(u, v, heat, rng);
            } else {
                self.try_step(v, reach, heat, rng);
            }
        }
    }

    fn try_step(&mut self, v: usize, reach: f32, heat: f32, rng: &mut Rng) {
        let old = self.at[v];
        let [dx, dy] = rng.square();
        let new =
            [old[0] + reach * dx, if self.hold[v] == Hold::Level { old[1] } else { old[1] + reach * dy }];
        let before = self.cost_of(v);
        self.at[v] = new;
        if !accepted(self.cost_of(v) - before, heat, rng) {
            self.at[v] = old;
        }
    }

    fn try_swap(&mut self, u: usize, v: usize, heat: f32, rng: &mut Rng) {
        if u == v || self.hold[u] != Hold::Free || self.hold[v] != Hold::Free {
            return;
        }
        let before = self.cost_of(u) + self.cost_of(v);
        self.at.swap(u, v);
        if !accepted(self.cost_of(u) + self.cost_of(v) - before, heat, rng) {
            self.at.swap(u, v);
        }
    }

    /// The cost of the whole drawing; what two nodes share counts twice.
    pub(super) fn cost(&self) -> f32 {
        (0..self.at.len()).map(|v| self.cost_of(v)).sum()
    }

    /// What a node and its lines cost where they are.
    fn cost_of(&self, v: usize) -> f32 {
        self.pairs_cost(v) + self.own_lines_cost(v) + self.foreign_lines_cost(v) + self.frame_cost(v)
    }

    fn frame_cost(&self, v: usize) -> f32 {
        let [x, y, half_width, half_height] = self.frame;
        let hull = self.bodies[v].hull(self.at[v]);
        let across = (x - half_width - hull[0]).max(hull[2] - x - half_width).max(0.0);
        let down = (y - half_height - hull[1]).max(hull[3] - y - half_height).max(0.0);
        price::OUTSIDE * (across * across + down * down) / 900.0
    }

    /// Distances to the other nodes, and overlaps with them.
    fn pairs_cost(&self, v: usize) -> f32 {
        let (p, body) = (self.at[v], &self.bodies[v]);
        let (disc, label, hull) = (body.disc(p), body.label_box(p), body.hull(p));
        let mut sum = 0.0;
        for (u, (&q, &ideal)) in self.at.iter().zip(self.ideal.row(v)).enumerate() {
            if u == v {
                continue;
            }
            let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
            let error = (dx * dx + dy * dy).sqrt() / (self.scale * ideal) - 1.0;
            sum += price::STRESS * error * error / (ideal * ideal).max(1.0);
            let other = &self.bodies[u];
            if overlap(hull, other.hull(q), GAP).is_some() {
                let boxes = [other.disc(q), other.label_box(q)];
                for (mine, other) in [disc, label].iter().flat_map(|a| boxes.map(|b| (*a, b))) {
                    if let Some([x, y]) = overlap(mine, other, GAP) {
                        sum += price::OVERLAP * (0.3 + x.min(y) / 10.0);
                    }
                }
            }
        }
        sum
    }

    /// Crossings of its lines, nodes and labels that they run through, and narrow angles.
    fn own_lines_cost(&self, v: usize) -> f32 {
        let p = self.at[v];
        let mut sum = 0.0;
        for arc in self.net.arcs(v) {
            let line = self.net.lines[arc.line as usize];
            let share = if line.is_weak() { price::WEAK } else { 1.0 };
            let q = self.at[arc.to as usize];
            for other in &self.net.lines {
                let (a, b) = (other.a as usize, other.b as usize);
                let meet = a == v || b == v || other.a == arc.to || other.b == arc.to;
                if !meet && cross(p, q, self.at[a], self.at[b]) {
                    sum += price::CROSSING * share * if other.is_weak() { price::WEAK } else { 1.0 };
                }
            }
            for u in 0..self.at.len() {
                if u != v && u != arc.to as usize {
                    sum += self.line_on_node(p, q, line.weight, u);
                }
            }
            sum += share * (self.angles(v, arc.to as usize) + 0.5 * self.angles(arc.to as usize, v));
        }
        sum
    }

    /// Lines of others that run through it.
    fn foreign_lines_cost(&self, v: usize) -> f32 {
        let foreign = self.net.lines.iter().filter(|line| line.a as usize != v && line.b as usize != v);
        foreign
            .map(|line| self.line_on_node(self.at[line.a as usize], self.at[line.b as usize], line.weight, v))
            .sum()
    }

    fn line_on_node(&self, a: Point, b: Point, weight: f32, u: usize) -> f32 {
        let (p, body) = (self.at[u], &self.bodies[u]);
        // A line of several claims opens into a fan.
        let clear = body.r + CLEAR + 5.0 * (weight.max(1.0) - 1.0).min(3.0);
        let hull = body.hull(p);
        let out = |axis: usize| {
            a[axis].max(b[axis]) < hull[axis].min(p[axis] - clear)
                || a[axis].min(b[axis]) > hull[axis + 2].max(p[axis] + clear)
        };
        if out(0) || out(1) {
            return 0.0;
        }
        let share = if weight < 1.0 { price::WEAK } else { 1.0 };
        let [dx, dy] = to_segment(p, a, b);
        let near = 1.0 - dx.hypot(dy) / clear;
        let through = if near > 0.0 { price::THROUGH * (0.2 + near) } else { 0.0 };
        let under =
            if body.has_label() && segment_meets(a, b, body.label_box(p)) { price::UNDER } else { 0.0 };
        share * (through + under)
    }

    /// How narrow the line from `v` to `to` runs beside the other lines of `v`.
    fn angles(&self, v: usize, to: usize) -> f32 {
        let p = self.at[v];
        let direction = |q: Point| {
            let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
            let length = dx.hypot(dy).max(1e-6);
            [dx / length, dy / length]
        };
        let mine = direction(self.at[to]);
        let others = self.net.arcs(v).iter().filter(|arc| arc.to as usize != to);
        let cost = |arc: &super::net::Arc| {
            let other = direction(self.at[arc.to as usize]);
            let along = mine[0] * other[0] + mine[1] * other[1];
            let aside = (mine[0] * other[1] - mine[1] * other[0]).abs();
            if along <= 0.0 || aside >= NARROW {
                return 0.0;
            }
            let near = 1.0 - aside / NARROW;
            let share = if self.net.lines[arc.line as usize].is_weak() { price::WEAK } else { 1.0 };
            share * price::ANGLE * near * near
        };
        others.map(cost).sum()
    }
}

fn accepted(rise: f32, heat: f32, rng: &mut Rng) -> bool {
    rise <= 0.0 || rng.unit() < (-rise / heat).exp()
}
