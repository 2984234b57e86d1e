//! What is wrong with a drawing of a small part, node by node.

use super::geometry::{Body, Rect, cross, distance, overlap, segment_meets, to_segment};
use super::ideal::Ideal;
use super::net::{Arc, Line, Net};
use super::request::{EDGE, Point};

/// What each fault costs. A crossing of two lines is 1.
mod price {
    /// Squared relative error of a distance, for neighbours; less for pairs further apart.
    pub(super) const STRESS: f32 = 2.0;
    /// The same, and a line too short, for the two hubs, so many times as much: they are to stand apart.
    pub(super) const HUBS: f32 = 8.0;
    /// Crossing of two lines.
    pub(super) const CROSSING: f32 = 1.0;
    /// Share of a weak link in what it crosses and covers.
    pub(super) const WEAK: f32 = 0.35;
    /// A line through the middle of a foreign node.
    pub(super) const THROUGH: f32 = 4.0;
    /// A line under a label.
    pub(super) const UNDER: f32 = 0.3;
    /// A line so short that its words and arrowheads find no room: share of its length that is missing,
    /// squared.
    pub(super) const SHORT: f32 = 6.0;
    /// Two bodies that overlap, for every 10 units.
    pub(super) const OVERLAP: f32 = 3.0;
    /// Two lines that leave a node in one direction.
    pub(super) const ANGLE: f32 = 1.2;
    /// A node outside the frame, for every 30 units, squared.
    pub(super) const OUTSIDE: f32 = 2.0;
    /// A node a middle edge away from the side that it leans to; less the further it is.
    pub(super) const LEAN: f32 = 2.0;
}

/// Room that a line keeps from a foreign node, and bodies from each other, in layout units.
const CLEAR: f32 = 9.0;
const GAP: f32 = 8.0;
/// Share of its ideal length at which a line is long enough.
const ENOUGH: f32 = 0.9;
/// Lines that leave a node at a smaller angle (its sine) are hard to tell apart.
const NARROW: f32 = 0.45;

/// What a drawing is judged by.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) net: &'a Net,
    pub(super) ideal: &'a Ideal,
    pub(super) bodies: &'a [Body],
    /// Which side of the middle each node leans to: below above 0, above below 0.
    pub(super) lean: &'a [f32],
    /// The two that are to lie level, in rising order.
    pub(super) hubs: Option<[usize; 2]>,
    /// Layout units a unit of ideal distance.
    pub(super) scale: f32,
    /// Middle, half width and half height of the frame to stay in.
    pub(super) frame: [f32; 4],
}

/// A drawing under way.
pub(super) struct Sketch<'a> {
    terms: Terms<'a>,
    at: Vec<Point>,
    /// Around each node, its bodies and what lines keep clear of.
    around: Vec<Rect>,
}

impl<'a> Sketch<'a> {
    pub(super) fn new(terms: Terms<'a>, at: Vec<Point>) -> Self {
        let around = vec![[0.0; 4]; at.len()];
        let mut sketch = Self { terms, at, around };
        (0..sketch.at.len()).for_each(|v| sketch.put(v, sketch.at[v]));
        sketch
    }

    pub(super) fn places(&self) -> &[Point] {
        &self.at
    }

    pub(super) fn into_places(self) -> Vec<Point> {
        self.at
    }

    pub(super) fn place(&self, v: usize) -> Point {
        self.at[v]
    }

    pub(super) fn put(&mut self, v: usize, p: Point) {
        self.at[v] = p;
        let body = &self.terms.bodies[v];
        let (hull, room) = (body.hull(p), body.r + CLEAR + FAN * MOST);
        self.around[v] = [
            hull[0].min(p[0] - room),
            hull[1].min(p[1] - room),
            hull[2].max(p[0] + room),
            hull[3].max(p[1] + room),
        ];
    }

    /// Comparisons that judging one node takes, about.
    pub(super) fn effort(&self) -> f32 {
        let (n, m) = (self.at.len() as f32, self.terms.net.lines.len() as f32);
        let degree = 2.0 * m / n.max(1.0);
        2.0 * n + m + degree * (m + n)
    }

    /// The cost of the whole drawing; what two nodes share counts twice.
    pub(super) fn cost(&self) -> f32 {
        (0..self.at.len()).map(|v| self.cost_of(v, f32::INFINITY)).sum()
    }

    /// What a node and its lines cost where they are. It stops adding up once that is above `most`.
    pub(super) fn cost_of(&self, v: usize, most: f32) -> f32 {
        let mut sum = self.frame_cost(v) + self.pairs_cost(v);
        if sum <= most {
            sum += self.foreign_lines_cost(v);
        }
        let arcs = self.terms.net.arcs(v);
        for arc in arcs {
            if sum > most {
                return sum;
            }
            sum += self.own_line_cost(v, *arc);
        }
        sum
    }

    fn frame_cost(&self, v: usize) -> f32 {
        let [x, y, half_width, half_height] = self.terms.frame;
        let hull = self.terms.bodies[v].hull(self.at[v]);
        let across = (x - half_width - hull[0]).max(hull[2] - x - half_width).max(0.0);
        let down = (y - half_height - hull[1]).max(hull[3] - y - half_height).max(0.0);
        let level = self.terms.hubs.map_or(y, |[hub, _]| self.at[hub][1]);
        let lean = lean_cost(self.terms.lean[v], self.at[v][1] - level);
        price::OUTSIDE * (across * across + down * down) / 900.0 + price::LEAN * lean
    }

    fn is_hubs(&self, a: usize, b: usize) -> bool {
        self.terms.hubs == Some([a.min(b), a.max(b)])
    }

    /// Distances to the other nodes, and overlaps with them.
    fn pairs_cost(&self, v: usize) -> f32 {
        let (p, body) = (self.at[v], &self.terms.bodies[v]);
        let (disc, label, hull) = (body.disc(p), body.label_box(p), body.hull(p));
        let mut sum = 0.0;
        for (u, (&q, &ideal)) in self.at.iter().zip(self.terms.ideal.row(v)).enumerate() {
            if u == v {
                continue;
            }
            let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
            let error = (dx * dx + dy * dy).sqrt() / (self.terms.scale * ideal) - 1.0;
            let times = if self.is_hubs(u, v) { price::HUBS } else { 1.0 };
            sum += times * price::STRESS * error * error / ideal.max(1.0);
            // Cheap and sure: what is around it holds its bodies.
            if overlap(hull, self.around[u], GAP).is_some() {
                let other = &self.terms.bodies[u];
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

    /// Crossings of one of its lines, nodes and labels that it runs through, and narrow angles.
    fn own_line_cost(&self, v: usize, arc: Arc) -> f32 {
        let net = self.terms.net;
        let line = net.lines[arc.line as usize];
        let share = share(&line);
        let (p, q) = (self.at[v], self.at[arc.to as usize]);
        let reach = [p[0].min(q[0]), p[1].min(q[1]), p[0].max(q[0]), p[1].max(q[1])];
        let wanted = self.terms.scale * self.terms.ideal.get(v, arc.to as usize);
        let missing = (1.0 - distance(p, q) / (ENOUGH * wanted)).max(0.0);
        let times = if self.is_hubs(v, arc.to as usize) { price::HUBS } else { 1.0 };
        let mut sum = if line.is_weak() { 0.0 } else { times * price::SHORT * missing * missing };
        for other in &net.lines {
            let (a, b) = (self.at[other.a as usize], self.at[other.b as usize]);
            let apart = |axis: usize| {
                (a[axis] > reach[axis + 2] && b[axis] > reach[axis + 2])
                    || (a[axis] < reach[axis] && b[axis] < reach[axis])
            };
            if !apart(0) && !apart(1) && !meet(&line, other) && cross(p, q, a, b) {
                sum += price::CROSSING * share * self::share(other);
            }
        }
        for (u, around) in self.around.iter().enumerate() {
            let apart =
                around[0] > reach[2] || around[1] > reach[3] || around[2] < reach[0] || around[3] < reach[1];
            if !apart && u != v && u != arc.to as usize {
                sum += share * self.line_on_node(p, q, line.weight, u);
            }
        }
        sum + share * (self.angles(v, arc.to as usize) + 0.5 * self.angles(arc.to as usize, v))
    }

    /// Lines of others that run through it.
    fn foreign_lines_cost(&self, v: usize) -> f32 {
        let around = self.around[v];
        let mut sum = 0.0;
        for line in &self.terms.net.lines {
            let (a, b) = (self.at[line.a as usize], self.at[line.b as usize]);
            let apart = |axis: usize| {
                (a[axis] > around[axis + 2] && b[axis] > around[axis + 2])
                    || (a[axis] < around[axis] && b[axis] < around[axis])
            };
            if !apart(0) && !apart(1) && line.a as usize != v && line.b as usize != v {
                sum += share(line) * self.line_on_node(a, b, line.weight, v);
            }
        }
        sum
    }

    fn line_on_node(&self, a: Point, b: Point, weight: f32, u: usize) -> f32 {
        let (p, body) = (self.at[u], &self.terms.bodies[u]);
        // A line of several claims opens into a fan.
        let clear = body.r + CLEAR + FAN * (weight.max(1.0) - 1.0).min(MOST);
        let [dx, dy] = to_segment(p, a, b);
        let near = 1.0 - dx.hypot(dy) / clear;
        let through = if near > 0.0 { price::THROUGH * (0.2 + near) } else { 0.0 };
        let under = body.has_label() && segment_meets(a, b, body.label_box(p));
        through + if under { price::UNDER } else { 0.0 }
    }

    /// How narrow the line from `v` to `to` runs beside the other lines of `v`.
    fn angles(&self, v: usize, to: usize) -> f32 {
        let p = self.at[v];
        let [mx, my] = [self.at[to][0] - p[0], self.at[to][1] - p[1]];
        let mine2 = mx * mx + my * my;
        let mut sum = 0.0;
        for arc in self.terms.net.arcs(v) {
            let q = self.at[arc.to as usize];
            let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
            let (along, aside) = (mx * dx + my * dy, mx * dy - my * dx);
            let both2 = mine2 * (dx * dx + dy * dy);
            if along > 0.0 && aside * aside < NARROW * NARROW * both2 && arc.to as usize != to {
                let near = 1.0 - aside.abs() / both2.sqrt() / NARROW;
                sum += share(&self.terms.net.lines[arc.line as usize]) * price::ANGLE * near * near;
            }
        }
        sum
    }
}

/// By how much each further claim widens a line, and at most how many count.
const FAN: f32 = 5.0;
const MOST: f32 = 3.0;

/// What it costs a node to lie so far below the hubs, in middle edges, if it leans so: nothing once it is
/// well on its side.
pub(super) fn lean_cost(lean: f32, below: f32) -> f32 {
    lean.abs() * (LEANS_BY - lean.signum() * below / EDGE).clamp(0.0, 2.0 * LEANS_BY)
}

/// Middle edges from the hubs at which a node is well on its side.
const LEANS_BY: f32 = 1.2;

fn share(line: &Line) -> f32 {
    if line.is_weak() { price::WEAK } else { 1.0 }
}

fn meet(a: &Line, b: &Line) -> bool {
    a.a == b.a || a.a == b.b || a.b == b.a || a.b == b.b
}
