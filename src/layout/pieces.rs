//! What the layouts beside force share: parts laid out one by one and put beside one another, and pins.

use std::cmp::Reverse;
use std::sync::atomic::AtomicBool;

use super::geometry::{Body, bounds};
use super::net::Net;
use super::packing::{self, Drawing, Kind};
use super::refine::Hold;
use super::request::{Point, Request};
use super::stop::Stop;
use super::{room, start};

/// Up to this many nodes in all, labels get room as well as discs.
const LABELLED: usize = 1500;
/// Parts of more nodes than this may take longer than anybody likes to look at nothing.
const SHOWN: usize = 1000;

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
    /// To be asked whether the work is to end.
    pub(super) fn stop(&self) -> Stop<'_> {
        Stop(self.stop)
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

/// Sees places of a part's nodes on their way.
pub(super) type Show<'a> = dyn FnMut(&[Point]) + 'a;

/// Lays each connected part out by `lay_out`, which may place it anywhere, and puts the others beside
/// the one that holds the node `first`, or else the largest.
///
/// The leading part is shown on its way where it has more than [`SHOWN`] nodes; where others will lie is known when
/// all are drawn. Told to stop, all nodes are where they were shown last. `lay_out` may give nothing back then.
pub(super) fn part_by_part(
    request: &Request,
    first: impl Fn(&Net) -> Option<usize>,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
    lay_out: &dyn Fn(&Piece<'_>, &mut Show<'_>) -> Option<Vec<Point>>,
) -> Vec<Point> {
    let mut at = start::anywhere(request.nodes.len());
    let all = bodies(request);
    let drawn = draw_parts(request, &all, first, stop, sink, lay_out, &mut at);
    settle(request, if drawn.is_some() { &all } else { &[] }, stop, at)
}

/// The parts one by one, written to `at`; `None` when told to stop.
fn draw_parts(
    request: &Request,
    all: &[Body],
    first: impl Fn(&Net) -> Option<usize>,
    flag: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
    lay_out: &dyn Fn(&Piece<'_>, &mut Show<'_>) -> Option<Vec<Point>>,
    at: &mut [Point],
) -> Option<()> {
    let stop = Stop(flag);
    let net = Net::unless(request, stop)?;
    let first = first(&net);
    let aspect = request.sane_aspect();
    let mut groups = net.parts(stop)?;
    let leads = |group: &[u32]| first.is_some_and(|first| group.binary_search(&(first as u32)).is_ok());
    groups.sort_by_key(|group| (!leads(group), Reverse(group.len())));
    // The single nodes come last and need none: a million of them would take long to make and to hand back.
    let several = groups.iter().take_while(|group| group.len() > 1 || leads(group)).count();
    let mut laid: Vec<(Net, Vec<Body>, Vec<Point>)> = Vec::with_capacity(several);
    for (i, group) in groups[..several].iter().enumerate() {
        stop.check()?;
        let bodies: Vec<Body> = group.iter().map(|&v| all[v as usize]).collect();
        let piece = Piece { stop: flag, net: net.part(group, stop)?, bodies, nodes: group, aspect };
        let mut publish = |places: &[Point]| {
            for (&v, p) in group.iter().zip(places) {
                at[v as usize] = p.map(|c| if c.is_finite() { c } else { 0.0 });
            }
            sink(at);
        };
        let mut quiet = |_: &[Point]| {};
        let show: &mut Show = if i == 0 && group.len() > SHOWN { &mut publish } else { &mut quiet };
        let places = if group.len() == 1 { vec![[0.0; 2]] } else { lay_out(&piece, show)? };
        laid.push((piece.net, piece.bodies, places));
    }
    let kind = |i: usize, nodes: usize| match (i, nodes) {
        (0, 2..) => Kind::Stays,
        (_, 1) => Kind::Single,
        _ => Kind::Loose,
    };
    let several = laid.iter().enumerate().map(|(i, (net, bodies, at))| Drawing {
        at,
        bodies,
        lines: &net.lines,
        kind: kind(i, at.len()),
    });
    let single = groups[laid.len()..].iter().map(|group| Drawing {
        at: &[[0.0; 2]],
        bodies: &all[group[0] as usize..=group[0] as usize],
        lines: &[],
        kind: Kind::Single,
    });
    let drawings: Vec<Drawing> = several.chain(single).collect();
    let shifts = packing::pack(&drawings, aspect, stop);
    let places = drawings.iter().map(|drawing| drawing.at);
    for (i, (group, places)) in groups.iter().zip(places).enumerate() {
        // Told to stop while they were put beside one another, the parts lie on one another.
        let by = shifts.as_ref().map_or([0.0; 2], |shifts| shifts[i]);
        for (&v, p) in group.iter().zip(places) {
            at[v as usize] = [p[0] + by[0], p[1] + by[1]];
        }
    }
    shifts.map(|_| ())
}

/// The end of a drawing: it lies about the origin; what is pinned is where it is pinned, and what
/// that would cover moves aside, up to 1,500 nodes. Without bodies, of what was told to stop, nothing else moves.
pub(super) fn settle(
    request: &Request,
    bodies: &[Body],
    stop: &AtomicBool,
    mut at: Vec<Point>,
) -> Vec<Point> {
    at.iter_mut().flatten().filter(|c| !c.is_finite()).for_each(|c| *c = 0.0);
    let pins: Vec<Option<Point>> = request.nodes.iter().map(|node| Request::place(node.pinned)).collect();
    if let Some(r) = bounds(&at, bodies) {
        // Only what was laid out to the end: what was shown on its way stays there.
        let middle = [f32::midpoint(r[0], r[2]), f32::midpoint(r[1], r[3])];
        for p in &mut at {
            *p = [p[0] - middle[0], p[1] - middle[1]];
        }
    }
    if pins.iter().any(Option::is_some) {
        at.iter_mut().zip(&pins).for_each(|(p, pin)| *p = pin.unwrap_or(*p));
        let held = |pin: &Option<Point>| if pin.is_some() { Hold::Fixed } else { Hold::Free };
        let hold: Vec<Hold> = pins.iter().map(held).collect();
        if at.len() <= LABELLED && bodies.len() == at.len() {
            room::separate_all(&mut at, bodies, &hold, 1.0, 100, Stop(stop));
        }
    }
    at
}
