//! Rings about one node: how far out a node lies tells how many lines lead to the middle.
//!
//! The rings of Wills, *Niche Works* (1999), about a breadth-first tree whose branches are packed side by side
//! ([`contour`]): shared sectors (Eades, "Drawing Free Trees", 1992) would give no ring room that another takes.
//! A ring is as wide as its bodies and those inside it ask for. Lengths are in layout units, angles in radians.

use std::f32::consts::{FRAC_PI_2, TAU};
use std::sync::atomic::AtomicBool;

use super::contour;
use super::geometry::{Body, overlap};
use super::net::{Line, Net};
use super::pieces::{self, Piece, Show};
use super::request::{EDGE, Point, Request};
use super::ring;
use super::stop::Stop;

/// Rounds in which sectors follow the room that bodies need where they lie.
const ROUNDS: usize = 10;
/// Rounds in which sectors and radii find each other.
const FITS: usize = 8;
/// How much longer a ring is than what stands on it, at first.
const LOOSE: f32 = 1.2;
/// Rounds in which nodes change places and parents towards their neighbours.
const SORTS: usize = 12;
/// Up to this many nodes a ring is widened until its bodies leave those inside it alone.
const CHECKED: usize = 1500;
/// Above this many nodes fewer rounds must do.
const MANY: usize = 5000;
/// Room between bodies of two rings.
const GAP: f32 = 4.0;

/// Lays every part out in rings: the wanted node in the middle of its part, the best connected in the
/// others. A pure function of the request; `stop` ends it early.
pub(super) fn run(
    request: &Request,
    center: Option<u32>,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) -> Vec<Point> {
    let wanted = center.map(|v| v as usize).filter(|&v| v < request.nodes.len());
    let first = |net: &Net| wanted.or_else(|| best(net));
    pieces::part_by_part(request, first, stop, sink, &|piece, show| part(piece, wanted, show))
}

/// The node with most claims; of equal ones the first.
fn best(net: &Net) -> Option<usize> {
    (0..net.len()).max_by(|&a, &b| net.degree[a].total_cmp(&net.degree[b]).then(b.cmp(&a)))
}

fn part(piece: &Piece<'_>, first: Option<usize>, show: &mut Show<'_>) -> Option<Vec<Point>> {
    let stop = piece.stop();
    let wanted = first.and_then(|v| piece.nodes.binary_search(&(v as u32)).ok());
    let root = wanted.or_else(|| best(&piece.net)).unwrap_or(0);
    let mut tree = Tree::of(&piece.net, root, stop)?;
    let rings = tree.rings(&piece.bodies, stop)?;
    let mut angle = tree.angles(&piece.bodies, &rings, stop)?;
    let about = |v: usize| rings[tree.ring[v]];
    let early = angle.iter().enumerate().map(|(v, a)| [about(v) * a.cos(), about(v) * a.sin()]);
    show(&early.collect::<Vec<Point>>());
    let mut least = (Tree::length(&piece.net, &angle), tree.clone(), angle.clone());
    for _ in 0..if piece.net.len() > MANY { 1 } else { SORTS } {
        if piece.net.lines.len() < piece.net.len() {
            break;
        }
        tree.sort(&piece.net, &angle, stop)?;
        angle = tree.angles(&piece.bodies, &rings, stop)?;
        let length = Tree::length(&piece.net, &angle);
        if length < least.0 {
            least = (length, tree.clone(), angle.clone());
        }
    }
    let (_, tree, angle) = least;
    tree.places(&piece.bodies, &angle, stop)
}

/// A breadth-first tree.
#[derive(Clone)]
struct Tree {
    /// Nodes by ring, the root first; children of one node stand together.
    order: Vec<usize>,
    parent: Vec<usize>,
    ring: Vec<usize>,
    children: Vec<Vec<usize>>,
}

impl Tree {
    /// Strong lines lead first; a weak one is followed where nothing else leads on.
    /// `None` when told to stop.
    fn of(net: &Net, root: usize, stop: Stop) -> Option<Self> {
        let n = net.len();
        let mut parent = vec![usize::MAX; n];
        let mut ring = vec![0; n];
        let mut order = vec![root];
        parent[root] = root;
        let (mut head, mut weak_head) = (0, 0);
        loop {
            while let Some(&v) = order.get(head) {
                stop.check_at(head)?;
                head += 1;
                let strong = net.arcs(v).iter().filter(|arc| !net.lines[arc.line as usize].is_weak());
                for to in strong.map(|arc| arc.to as usize) {
                    if parent[to] == usize::MAX {
                        (parent[to], ring[to]) = (v, ring[v] + 1);
                        order.push(to);
                    }
                }
            }
            let known = order.len();
            // All that is linked with those before is known.
            for i in std::mem::replace(&mut weak_head, known)..known {
                stop.check_at(i)?;
                let v = order[i];
                for to in net.arcs(v).iter().map(|arc| arc.to as usize) {
                    if parent[to] == usize::MAX {
                        (parent[to], ring[to]) = (v, ring[v] + 1);
                        order.push(to);
                    }
                }
            }
            if order.len() == known {
                break;
            }
        }
        let mut children = vec![Vec::new(); n];
        for &v in order.iter().filter(|&&v| v != root) {
            children[parent[v]].push(v);
        }
        let mut tree = Self { order, parent, ring, children };
        tree.by_ring();
        Some(tree)
    }

    /// Lists the nodes again, ring by ring, in the order of children.
    fn by_ring(&mut self) {
        let mut order = Vec::with_capacity(self.order.len());
        order.extend(self.order.first());
        let mut head = 0;
        while let Some(&v) = order.get(head) {
            head += 1;
            order.extend(&self.children[v]);
        }
        self.order = order;
    }

    /// Radii to share sectors out by: those that they come to, and among such the ones that keep the
    /// outermost ring smallest. `None` when told to stop.
    fn rings(&self, bodies: &[Body], stop: Stop) -> Option<Vec<f32>> {
        let depth = self.order.last().map_or(0, |&v| self.ring[v]);
        let mut rings = vec![0.0f32; depth + 1];
        for &v in &self.order {
            // Half way between what a body takes at the top and at the side.
            rings[self.ring[v]] += LOOSE * ring::span(&bodies[v], TAU / 8.0).min(4.0 * EDGE) / TAU;
        }
        for ring in 1..rings.len() {
            rings[ring] = rings[ring].max(rings[ring - 1] + EDGE);
        }
        let mut best = (f32::INFINITY, rings.clone());
        let fits = if bodies.len() > MANY { 2 } else { FITS.min(bodies.len() / 2) };
        for _ in 0..fits {
            let found = self.radii(bodies, &self.angles(bodies, &rings, stop)?, stop)?;
            let outermost = found.last().copied().unwrap_or(0.0);
            if outermost < best.0 {
                best = (outermost, rings.clone());
            }
            rings.iter_mut().zip(&found).for_each(|(ring, found)| *ring = (*ring * found.max(EDGE)).sqrt());
        }
        Some(best.1)
    }

    /// The least radius of each ring for these angles, its own bodies considered alone.
    fn radii(&self, bodies: &[Body], angle: &[f32], stop: Stop) -> Option<Vec<f32>> {
        let mut radii = vec![0.0f32];
        for ring in self.order.chunk_by(|&a, &b| self.ring[a] == self.ring[b]).skip(1) {
            let (on, angles) = on_ring(ring, bodies, angle);
            let before = radii.last().copied().unwrap_or(0.0);
            radii.push(ring::radius(&on, &angles, stop)?.max(before + EDGE));
        }
        Some(radii)
    }

    /// The angle of each node: a sector for each, by what it or its children need on rings of these radii.
    /// `None` when told to stop.
    fn angles(&self, bodies: &[Body], rings: &[f32], stop: Stop) -> Option<Vec<f32>> {
        let n = bodies.len();
        let mut angle = vec![0.0f32; n];
        let mut own: Vec<f32> = vec![0.0; n];
        let rounds = if n > MANY { 3 } else { ROUNDS.min(n) };
        for round in 0..rounds {
            for v in 0..n {
                stop.check_at(v)?;
                let radius = rings[self.ring[v]].max(EDGE);
                let need = if round == 0 { EDGE } else { ring::span(&bodies[v], angle[v]) } / radius;
                own[v] = if round < 2 { need } else { f32::midpoint(own[v], need) };
            }
            for own in &mut own {
                *own = own.min(1.5);
            }
            let half: Vec<f32> = own.iter().map(|own| own / 2.0).collect();
            let offset = contour::offsets(&self.order, &self.children, &half, stop)?;
            let Some(&root) = self.order.first() else { break };
            angle[root] = -FRAC_PI_2;
            for &v in self.order.iter().filter(|&&v| v != root) {
                angle[v] = angle[self.parent[v]] + offset[v];
            }
        }
        Some(angle)
    }

    /// Hangs each node on that neighbour one ring further in which is nearest to all its neighbours, and
    /// sorts siblings by where their other neighbours and those of their children lie. `None` when told to stop.
    fn sort(&mut self, net: &Net, angle: &[f32], stop: Stop) -> Option<()> {
        let n = angle.len();
        for i in 0..self.order.len() {
            stop.check_at(i)?;
            let v = self.order[i];
            if self.ring[v] < 2 {
                continue;
            }
            let mut sum = [0.0f32; 2];
            for arc in net.arcs(v) {
                let (to, weight) = (arc.to as usize, net.lines[arc.line as usize].strength());
                sum = [sum[0] + weight * angle[to].cos(), sum[1] + weight * angle[to].sin()];
            }
            let wanted = sum[1].atan2(sum[0]);
            let inner =
                net.arcs(v).iter().map(|arc| arc.to as usize).filter(|&u| self.ring[u] + 1 == self.ring[v]);
            let off = |u: usize| turn(wanted, angle[u]).abs();
            if let Some(best) = inner.min_by(|&a, &b| off(a).total_cmp(&off(b)).then(a.cmp(&b))) {
                self.parent[v] = best;
            }
        }
        self.children.iter_mut().for_each(Vec::clear);
        for &v in self.order.iter().skip(1) {
            self.children[self.parent[v]].push(v);
        }
        let (mut pull, mut count) = (vec![0.0f32; n], vec![0.0f32; n]);
        for (step, &v) in self.order.iter().rev().enumerate() {
            stop.check_at(step)?;
            for arc in net.arcs(v) {
                let to = arc.to as usize;
                if self.parent[v] != to && self.parent[to] != v {
                    let weight = net.lines[arc.line as usize].strength();
                    pull[v] += weight * turn(angle[v], angle[to]);
                    count[v] += weight;
                }
            }
            let up = self.parent[v];
            if up != v {
                pull[up] += pull[v];
                count[up] += count[v];
            }
        }
        let key = |v: usize| angle[v] + if count[v] > 0.0 { 0.7 * pull[v] / count[v] } else { 0.0 };
        for (step, list) in self.children.iter_mut().enumerate() {
            stop.check_at(step)?;
            list.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        }
        self.by_ring();
        Some(())
    }

    /// How far lines go around.
    fn length(net: &Net, angle: &[f32]) -> f32 {
        let around = |line: &Line| turn(angle[line.a as usize], angle[line.b as usize]).abs();
        net.lines.iter().map(|line| line.strength() * around(line)).sum()
    }

    /// Places on rings that are wide enough; `None` when told to stop.
    fn places(&self, bodies: &[Body], angle: &[f32], stop: Stop) -> Option<Vec<Point>> {
        let n = bodies.len();
        let mut at = vec![[0.0; 2]; n];
        let mut before = 0.0f32;
        let mut begin = 1;
        let place = |v: usize, radius: f32| [radius * angle[v].cos(), radius * angle[v].sin()];
        while begin < n {
            let level = self.ring[self.order[begin]];
            let end = begin + self.order[begin..].iter().take_while(|&&v| self.ring[v] == level).count();
            let members = self.order[begin..end].to_vec();
            let (on, angles) = on_ring(&members, bodies, angle);
            let mut radius = ring::radius(&on, &angles, stop)?.max(before + EDGE);
            for _ in 0..60 {
                stop.check()?;
                for &v in &members {
                    at[v] = place(v, radius);
                }
                if n > CHECKED || !self.meets_inner(bodies, &at, begin, end) {
                    break;
                }
                radius += 6.0;
            }
            (before, begin) = (radius, end);
        }
        Some(at)
    }

    /// Whether a body of one ring, given by its stretch of the order, lies on one inside it.
    fn meets_inner(&self, bodies: &[Body], at: &[Point], begin: usize, end: usize) -> bool {
        let level = self.ring[self.order[begin]];
        // The next two rings inside are all that can be met.
        let inner: Vec<usize> =
            self.order[..begin].iter().rev().take_while(|&&v| self.ring[v] + 2 >= level).copied().collect();
        self.order[begin..end].iter().any(|&v| {
            let mine = bodies[v].hull(at[v]);
            inner.iter().any(|&u| overlap(mine, bodies[u].hull(at[u]), GAP).is_some())
        })
    }
}

/// Bodies and angles of a ring's nodes, by angle.
fn on_ring(ring: &[usize], bodies: &[Body], angle: &[f32]) -> (Vec<Body>, Vec<f32>) {
    let mut members = ring.to_vec();
    members.sort_by(|&a, &b| angle[a].total_cmp(&angle[b]).then(a.cmp(&b)));
    (members.iter().map(|&v| bodies[v]).collect(), members.iter().map(|&v| angle[v]).collect())
}

/// From one angle to another the short way.
fn turn(from: f32, to: f32) -> f32 {
    let by = (to - from).rem_euclid(TAU);
    if by > TAU / 2.0 { by - TAU } else { by }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::distance;
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    fn request(n: usize, links: &[(u32, u32)]) -> Request {
        Request {
            nodes: vec![NodeSpec { radius: 9.0, label: [80.0, 15.0], ..NodeSpec::default() }; n],
            links: links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
            ..Request::default()
        }
    }

    #[test]
    fn rings_tell_hops() {
        let links: Vec<(u32, u32)> = (1..60).map(|i| ((i - 1) / 3, i)).chain([(20, 33), (8, 50)]).collect();
        let request = request(60, &links);
        for center in [None, Some(17)] {
            let at = run(&request, center, &AtomicBool::new(false), &mut |_| {});
            let net = Net::of(&request);
            let middle = center.map_or_else(|| best(&net).unwrap(), |v| v as usize);
            let tree = Tree::of(&net, middle, Stop::never()).unwrap();
            let mut rings = vec![Vec::new(); 12];
            for v in 0..60 {
                rings[tree.ring[v]].push(distance(at[v], at[middle]));
            }
            let mut before = -90.0;
            for ring in rings.iter().filter(|ring| !ring.is_empty()) {
                assert!(ring.iter().all(|r| (r - ring[0]).abs() < 0.5), "{ring:?}");
                assert!(ring[0] > before + 20.0);
                before = ring[0];
            }
        }
    }

    #[test]
    fn no_body_covers_another() {
        let links: Vec<(u32, u32)> = (1..90).map(|i| (i * i % i.clamp(1, 7), i)).collect();
        let request = request(90, &links);
        let at = run(&request, None, &AtomicBool::new(false), &mut |_| {});
        let bodies = pieces::bodies(&request);
        for i in 0..90 {
            for j in 0..i {
                let (a, b) = (bodies[i].hull(at[i]), bodies[j].hull(at[j]));
                assert!(overlap(a, b, 0.0).is_none(), "{i} {j} {:?} {:?}", at[i], at[j]);
            }
        }
    }
}
