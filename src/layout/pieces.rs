//! What the layouts beside force share: parts laid out one by one and put beside one another, and pins.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, Ordering};

use super::geometry::{Body, bounds};
use super::net::Net;
use super::packing::{self, Drawing, Kind};
use super::refine::Hold;
use super::request::{Point, Request};
use super::room;

/// Up to this many nodes in all, labels get room as well as discs.
const LABELLED: usize = 1500;

/// One connected part.
pub(super) struct Piece<'a> {
    /// Set when the work is to end.
    pub(super) stop: &'a AtomicBool,
    pub(super) net: Net,
    pub(super) bodies: Vec<Body>,
    /// Which node of the request each of its nodes is, rising.
    pub(super) nodes: &'a [u32],
    /// Width by height of the place to fill.
    pub(super) aspect: f32,
}

impl Piece<'_> {
    /// Whether the work is to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What each node takes up; in a large graph no label has room.
pub(super) fn bodies(request: &Request) -> Vec<Body> {
    let mut bodies: Vec<Body> = request.nodes.iter().map(Body::of).collect();
    if bodies.len() > LABELLED {
        for body in &mut bodies {
            body.label = [0.0; 2];
        }
    }
    bodies
}

/// Lays each connected part out by `lay_out`, which may place it anywhere, and puts the others beside
/// the one that holds the node `first`, or else the largest.
pub(super) fn part_by_part(
    request: &Request,
    net: &Net,
    first: Option<usize>,
    stop: &AtomicBool,
    lay_out: &dyn Fn(&Piece<'_>) -> Vec<Point>,
) -> Vec<Point> {
    let all = bodies(request);
    let aspect = request.sane_aspect();
    let mut groups = net.parts();
    let leads = |group: &[u32]| first.is_some_and(|first| group.binary_search(&(first as u32)).is_ok());
    groups.sort_by_key(|group| (!leads(group), Reverse(group.len())));
    let mut at = vec![[0.0; 2]; net.len()];
    let mut laid: Vec<(Net, Vec<Body>, Vec<Point>)> = Vec::with_capacity(groups.len());
    for group in &groups {
        let bodies: Vec<Body> = group.iter().map(|&v| all[v as usize]).collect();
        let piece = Piece { stop, net: net.part(group), bodies, nodes: group, aspect };
        let places = if group.len() == 1 || piece.is_stopped() {
            vec![[0.0; 2]; group.len()]
        } else {
            lay_out(&piece)
        };
        laid.push((piece.net, piece.bodies, places));
    }
    if stop.load(Ordering::Relaxed) {
        return settle(request, &all, stop, at);
    }
    let kind = |i: usize, nodes: usize| match (i, nodes) {
        (0, 2..) => Kind::Stays,
        (_, 1) => Kind::Single,
        _ => Kind::Loose,
    };
    let drawings: Vec<Drawing> = laid
        .iter()
        .enumerate()
        .map(|(i, (net, bodies, at))| Drawing { at, bodies, lines: &net.lines, kind: kind(i, at.len()) })
        .collect();
    let shifts = packing::pack(&drawings, aspect);
    for ((group, (.., places)), by) in groups.iter().zip(&laid).zip(shifts) {
        for (&v, p) in group.iter().zip(places) {
            at[v as usize] = [p[0] + by[0], p[1] + by[1]];
        }
    }
    settle(request, &all, stop, at)
}

/// The end of a drawing: it lies about the origin; what is pinned is where it is pinned, and what
/// that would cover moves aside, up to 1,500 nodes.
pub(super) fn settle(
    request: &Request,
    bodies: &[Body],
    stop: &AtomicBool,
    mut at: Vec<Point>,
) -> Vec<Point> {
    at.iter_mut().flatten().filter(|c| !c.is_finite()).for_each(|c| *c = 0.0);
    let pins: Vec<Option<Point>> = request.nodes.iter().map(|node| Request::place(node.pinned)).collect();
    if let Some(r) = bounds(&at, bodies) {
        let middle = [f32::midpoint(r[0], r[2]), f32::midpoint(r[1], r[3])];
        for p in &mut at {
            *p = [p[0] - middle[0], p[1] - middle[1]];
        }
    }
    if pins.iter().any(Option::is_some) {
        at.iter_mut().zip(&pins).for_each(|(p, pin)| *p = pin.unwrap_or(*p));
        let held = |pin: &Option<Point>| if pin.is_some() { Hold::Fixed } else { Hold::Free };
        let hold: Vec<Hold> = pins.iter().map(held).collect();
        if at.len() <= LABELLED && !stop.load(Ordering::Relaxed) {
            room::separate_all(&mut at, bodies, &hold, 1.0, 100);
        }
    }
    at
}
