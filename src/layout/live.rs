//! A settled drawing under the mouse: what is dragged takes its surroundings along, the rest stays.
//!
//! Lines are springs at rest in the settled drawing and every node is tied to its place in it, so
//! that only what the hand disturbs moves. A node's warmth is the share of each step that it takes:
//! 1 where a node is held, half of it a hop further, nothing below a tenth. A large drawing by forces has no
//! springs and no ties: what is warm moves under multilevel forces in the drawing's own scale.

use super::geometry::{Body, distance};
use super::method::Method;
use super::net::Net;
use super::refine::Hold;
use super::relax::Relaxation;
use super::request::{Point, Request};
use super::room;
use super::stop::Stop;

/// Ticks from the last touch until all is at rest.
const TICKS: u32 = 40;
/// Warmth below this is none.
const COLD: f32 = 0.1;
/// How hard a node is tied to its settled place; a line of one claim pulls with 1.
const TIE: f32 = 0.6;
/// Share of the way to its balance that a wholly warm node goes in a tick.
const STEP: f32 = 0.5;

/// Above this many nodes what is warm moves under the forces, and pushes nothing aside.
const LARGE: usize = 1500;
/// Share of the force that becomes a step, at the first tick after a touch.
const ALPHA: f32 = 0.3;

/// A drawing that can be touched.
pub(super) struct Live {
    /// What was laid out, until something is touched: before that nothing else is needed.
    untouched: Option<Request>,
    /// The forces of a large drawing.
    forces: Option<Relaxation>,
    net: Net,
    bodies: Vec<Body>,
    pub(super) at: Vec<Point>,
    /// Where all was at rest.
    settled: Vec<Point>,
    /// Length of each line at rest.
    rest: Vec<f32>,
    pinned: Vec<bool>,
    held: Vec<bool>,
    warmth: Vec<f32>,
    left: u32,
}

impl Live {
    pub(super) fn new(request: Request, at: Vec<Point>) -> Self {
        Self {
            untouched: Some(request),
            forces: None,
            net: Net::default(),
            bodies: Vec::new(),
            at,
            settled: Vec::new(),
            rest: Vec::new(),
            pinned: Vec::new(),
            held: Vec::new(),
            warmth: Vec::new(),
            left: 0,
        }
    }

    /// Gets ready for being moved, the first time.
    fn touch(&mut self) {
        let Some(request) = self.untouched.take() else { return };
        let n = self.at.len();
        self.pinned = request.nodes.iter().map(|node| Request::place(node.pinned).is_some()).collect();
        self.held = vec![false; n];
        if n > LARGE && request.method == Method::Force {
            let mut forces = Relaxation::new(&request, &self.at);
            forces.freeze();
            for v in (0..n).filter(|&v| self.pinned[v]) {
                forces.hold(v as u32, Some(self.at[v]));
            }
            self.forces = Some(forces);
            return;
        }
        self.net = Net::of(&request);
        self.bodies = request.nodes.iter().map(Body::of).collect();
        self.warmth = vec![0.0; n];
        self.rest_here();
    }

    /// Whether something is still moving.
    pub(super) fn is_warm(&self) -> bool {
        self.left > 0
    }

    /// Takes a node in the hand. Like all of these, it ignores a node that there is not.
    pub(super) fn hold(&mut self, node: u32, to: Point) {
        self.touch();
        let (v, Some(to)) = (node as usize, Request::place(Some(to))) else { return };
        if v < self.at.len() {
            self.held[v] = true;
            self.at[v] = to;
            self.warm(v);
        }
    }

    /// Lets go of a node; unless pinned it goes back to where its lines want it.
    pub(super) fn release(&mut self, node: u32, pin: bool) {
        self.touch();
        let v = node as usize;
        if v < self.at.len() {
            self.held[v] = false;
            self.pinned[v] |= pin;
            self.warm(v);
        }
    }

    /// Pins a node at a place.
    pub(super) fn pin(&mut self, node: u32, to: Point) {
        self.touch();
        let (v, Some(to)) = (node as usize, Request::place(Some(to))) else { return };
        if v < self.at.len() {
            self.pinned[v] = true;
            self.at[v] = to;
            self.warm(v);
        }
    }

    /// Lets a pinned node move again; it moves when something pulls at it.
    pub(super) fn unpin(&mut self, node: u32) {
        self.touch();
        if let Some(pinned) = self.pinned.get_mut(node as usize) {
            *pinned = false;
            if let Some(forces) = self.forces.as_mut().filter(|_| !self.held[node as usize]) {
                forces.hold(node, None);
            }
        }
    }

    /// Lets all nodes move again.
    pub(super) fn unpin_all(&mut self) {
        self.touch();
        self.pinned.fill(false);
        if let Some(forces) = &mut self.forces {
            let free = (0..self.at.len()).filter(|&v| !self.held[v]);
            free.for_each(|v| forces.hold(v as u32, None));
        }
    }

    /// Pins these nodes and no others, puts all where they are to be, and is at rest. Without places for all,
    /// nodes that are not pinned stay.
    pub(super) fn restore(&mut self, at: Option<&[Point]>, pinned: &[(u32, Point)]) {
        self.touch();
        let n = self.at.len();
        if let Some(at) = at.filter(|at| at.len() == n) {
            for (place, to) in self.at.iter_mut().zip(at) {
                *place = Request::place(Some(*to)).unwrap_or(*place);
            }
        }
        self.pinned.fill(false);
        self.held.fill(false);
        for &(node, to) in pinned {
            if let (Some(place), Some(to)) = (self.at.get_mut(node as usize), Request::place(Some(to))) {
                *place = to;
                self.pinned[node as usize] = true;
            }
        }
        self.left = 0;
        if let Some(forces) = &mut self.forces {
            for v in 0..n {
                forces.hold(v as u32, Some(self.at[v]));
                if !self.pinned[v] {
                    forces.hold(v as u32, None);
                }
            }
            forces.freeze();
        } else {
            self.rest_here();
        }
    }

    /// Warms a node and its surroundings.
    fn warm(&mut self, v: usize) {
        self.left = TICKS;
        if let Some(forces) = &mut self.forces {
            let fixed = self.held[v] || self.pinned[v];
            forces.hold(v as u32, fixed.then_some(self.at[v]));
            forces.warm_about(v as u32);
            return;
        }
        self.warmth[v] = 1.0;
        let mut front = vec![v];
        let mut warmth = 0.5;
        while warmth >= COLD && !front.is_empty() {
            let mut next = Vec::new();
            for u in front {
                for arc in self.net.arcs(u) {
                    let to = arc.to as usize;
                    if self.warmth[to] < warmth {
                        self.warmth[to] = warmth;
                        next.push(to);
                    }
                }
            }
            front = next;
            warmth *= 0.5;
        }
    }

    /// Moves what is warm once. The last tick leaves no overlap behind where that can be.
    pub(super) fn tick(&mut self) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        if let Some(forces) = &mut self.forces {
            forces.tick(ALPHA * (self.left + 1) as f32 / TICKS as f32);
            self.at = forces.places();
            if self.left == 0 {
                forces.freeze();
            }
            return;
        }
        for v in 0..self.at.len() {
            if self.warmth[v] > 0.0 && !self.pinned[v] && !self.held[v] {
                let [dx, dy] = self.pull(v);
                let step = STEP * self.warmth[v];
                self.at[v] = [self.at[v][0] + step * dx, self.at[v][1] + step * dy];
            }
        }
        if self.at.len() <= LARGE {
            let fixed = self.pinned.iter().zip(&self.held).map(|(pinned, held)| *pinned || *held);
            let hold: Vec<Hold> = fixed.map(|fixed| if fixed { Hold::Fixed } else { Hold::Free }).collect();
            room::separate(
                &mut self.at,
                &self.bodies,
                &hold,
                0.0,
                if self.left == 0 { 60 } else { 1 },
                Stop::never(),
            );
        }
        if self.left == 0 {
            self.rest_here();
        }
    }

    /// The way from where a node is to the balance of its springs.
    fn pull(&self, v: usize) -> Point {
        let p = self.at[v];
        let home = self.settled[v];
        let mut sum = [TIE * (home[0] - p[0]), TIE * (home[1] - p[1])];
        let mut total = TIE;
        for arc in self.net.arcs(v) {
            let q = self.at[arc.to as usize];
            let line = arc.line as usize;
            let strength = self.net.lines[line].strength();
            let far = distance(p, q).max(1e-3);
            let share = strength * (far - self.rest[line]) / far;
            sum = [sum[0] + share * (q[0] - p[0]), sum[1] + share * (q[1] - p[1])];
            total += strength;
        }
        [sum[0] / total, sum[1] / total]
    }

    fn rest_here(&mut self) {
        self.settled.clone_from(&self.at);
        let length = |line: &super::net::Line| distance(self.at[line.a as usize], self.at[line.b as usize]);
        self.rest = self.net.lines.iter().map(length).collect();
        self.warmth.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    /// A path of ten nodes, 90 apart.
    fn path() -> Live {
        let nodes = vec![NodeSpec { radius: 8.0, ..NodeSpec::default() }; 10];
        let links = (1..10).map(|b| LinkSpec { a: b - 1, b, weight: 1.0 }).collect();
        let request = Request { nodes, links, ..Request::default() };
        Live::new(request, (0..10).map(|i| [90.0 * i as f32, 0.0]).collect())
    }

    fn rest(live: &mut Live) {
        while live.is_warm() {
            live.tick();
        }
    }

    #[test]
    fn untouched_it_rests() {
        let mut live = path();
        assert!(!live.is_warm());
        let before = live.at.clone();
        live.tick();
        assert_eq!(live.at, before);
    }

    #[test]
    fn a_dragged_node_takes_its_neighbours_along_and_leaves_the_far_ones() {
        let mut live = path();
        let before = live.at.clone();
        live.hold(0, [0.0, 200.0]);
        rest(&mut live);
        let moved: Vec<f32> = live.at.iter().zip(&before).map(|(a, b)| distance(*a, *b)).collect();
        assert_eq!(moved[0], 200.0);
        assert!(moved[1] > 20.0 && moved[2] < moved[1]);
        assert!(moved[5..].iter().all(|m| *m == 0.0), "{moved:?}");
    }

    #[test]
    fn let_go_without_a_pin_it_goes_back() {
        let mut live = path();
        live.hold(4, [360.0, 60.0]);
        (0..5).for_each(|_| live.tick());
        live.release(4, false);
        rest(&mut live);
        assert!(distance(live.at[4], [360.0, 0.0]) < 5.0, "{:?}", live.at[4]);
    }

    #[test]
    fn a_pinned_node_stays() {
        let mut live = path();
        live.pin(1, [90.0, 30.0]);
        rest(&mut live);
        live.hold(0, [0.0, 300.0]);
        rest(&mut live);
        assert_eq!(live.at[1], [90.0, 30.0]);
        live.release(0, true);
        rest(&mut live);
        assert_eq!(live.at[0], [0.0, 300.0]);
    }

    #[test]
    fn a_node_dropped_on_another_pushes_it_aside() {
        let mut live = path();
        live.hold(0, [540.0, 2.0]);
        rest(&mut live);
        assert!(distance(live.at[6], [540.0, 2.0]) >= 16.0);
    }

    #[test]
    fn in_a_large_drawing_the_neighbours_follow_and_the_rest_stays() {
        let links: Vec<LinkSpec> = (1..3000).map(|b| LinkSpec { a: b / 3, b, weight: 1.0 }).collect();
        let request = Request { nodes: vec![NodeSpec::default(); 3000], links, ..Request::default() };
        let at = super::super::run(&request, &std::sync::atomic::AtomicBool::new(false), &mut |_| {});
        let mut live = Live::new(request, at.clone());
        let to = [at[2999][0] + 400.0, at[2999][1]];
        live.hold(2999, to);
        rest(&mut live);
        assert!(distance(live.at[2999], to) < 0.5);
        let moved = |v: usize| distance(live.at[v], at[v]);
        assert!(moved(999) > 20.0, "its parent moved {}", moved(999));
        let still = (0..3000).filter(|&v| moved(v) < 0.5).count();
        assert!(still > 2900, "{still} stayed");
        live.release(2999, true);
        rest(&mut live);
        assert!(distance(live.at[2999], to) < 0.5);
    }

    #[test]
    fn restored_all_is_where_it_was_and_moves_as_before() {
        let mut live = path();
        let before = live.at.clone();
        live.hold(4, [360.0, 200.0]);
        live.release(4, true);
        rest(&mut live);
        assert!(live.at[3] != before[3]);
        live.restore(Some(&before), &[]);
        assert_eq!(live.at, before);
        assert!(!live.is_warm());
        live.hold(4, [360.0, 60.0]);
        live.release(4, false);
        rest(&mut live);
        assert!(distance(live.at[4], before[4]) < 5.0, "it is pinned no more");
        live.restore(None, &[(2, [7.0, 8.0]), (99, [0.0, 0.0])]);
        assert_eq!(live.at[2], [7.0, 8.0]);
        live.hold(1, [0.0, 300.0]);
        rest(&mut live);
        assert_eq!(live.at[2], [7.0, 8.0], "it is pinned now");
    }

    #[test]
    fn a_node_that_there_is_not_is_ignored() {
        let mut live = path();
        live.hold(99, [0.0, 0.0]);
        live.hold(0, [f32::NAN, 0.0]);
        live.release(99, true);
        live.pin(99, [0.0, 0.0]);
        live.unpin(99);
        assert!(!live.is_warm());
    }
}
