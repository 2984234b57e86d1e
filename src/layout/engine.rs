//! A whole layout: parts one by one, then put beside one another.

use std::sync::atomic::{AtomicBool, Ordering};

use super::geometry::{Body, bounds};
use super::net::Net;
use super::packing::{self, Drawing, Kind};
use super::refine::Hold;
use super::request::{EDGE, Point, Request};
use super::stop::Stop;
use super::{large, room, small, start};

/// Parts up to this size are tidied line by line.
pub(super) const SMALL: usize = 300;
const LINES: usize = 1200;
/// Up to this many nodes in all, labels get room as well as discs.
pub(super) const LABELLED: usize = 1500;
/// Parts up to this size are read as a whole: what leans above or below is kept there.
const READ_AS_A_WHOLE: usize = 60;
/// Comparisons that tidying may take, over all parts.
const WORK: f32 = 3.0e7;

/// One connected part on its way.
pub(super) struct Part<'a> {
    /// Set when the work is to end.
    pub(super) stop: &'a AtomicBool,
    pub(super) net: Net,
    pub(super) bodies: Vec<Body>,
    /// Which side each node leans to.
    pub(super) lean: Vec<f32>,
    /// Where nodes were, or are held.
    pub(super) known: Vec<Option<Point>>,
    pub(super) pinned: Vec<bool>,
    /// The two that are to lie level.
    pub(super) hubs: Option<[usize; 2]>,
    pub(super) aspect: f32,
    pub(super) seed: u64,
    /// Comparisons that tidying may take.
    pub(super) work: f32,
}

impl Part<'_> {
    /// Whether the work is to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Whether it is tidied line by line: judging a drawing takes the square of its lines.
    pub(super) fn is_small(&self) -> bool {
        self.net.len() <= SMALL && self.net.lines.len() <= LINES
    }

    /// Whether its place is given by nodes that were somewhere before.
    pub(super) fn is_anchored(&self) -> bool {
        self.known.iter().any(Option::is_some)
    }
}

/// Sees places of the part's nodes on their way; `false` ends the work.
pub(super) type Check<'a> = dyn FnMut(&[Point]) -> bool + 'a;

/// Lays out a graph: the place of each node, in the order of the request.
///
/// A pure function of the request. `sink` gets places on their way; once `stop` is set it returns
/// within a few milliseconds with what there is. Pinned nodes are where they are pinned; nodes with
/// a start stay near it. Otherwise the two best-connected nodes lie level, the first-listed on the
/// left, most of the graph below them, the middle line is [`EDGE`] long, and up to 1,500 nodes no
/// disc or label box lies on another. Every place is finite, whatever the request holds.
pub(super) fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    let mut at = start::anywhere(request.nodes.len());
    // Told to stop, all is where it was by then.
    let _ = draw(request, stop, sink, &mut at);
    at
}

/// Writes the places to `at`; `None` when told to stop.
fn draw(
    request: &Request,
    flag: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
    at: &mut [Point],
) -> Option<()> {
    let stop = Stop(flag);
    let net = Net::unless(request, stop)?;
    let mut bodies: Vec<Body> = request.nodes.iter().map(Body::of).collect();
    if net.len() > LABELLED {
        for body in &mut bodies {
            body.label = [0.0; 2];
        }
    }
    let aspect = request.sane_aspect();
    let hubs = net.hubs();
    let mut groups = net.parts(stop)?;
    // Large ones first; equal ones by their lowest node.
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let parts = groups.iter().map(|group| part(request, &net, &bodies, group, hubs, flag));
    let parts: Vec<Part> = parts.collect::<Option<_>>()?;

    rough(&groups, aspect, stop, at)?;
    let mut laid: Vec<Vec<Point>> = Vec::with_capacity(parts.len());
    for (part, group) in parts.iter().zip(&groups) {
        let centre = middle(group.iter().map(|&v| at[v as usize]));
        let shift = if part.is_anchored() { [0.0; 2] } else { centre };
        let mut publish = |places: &[Point]| {
            for (&v, p) in group.iter().zip(places) {
                at[v as usize] = [p[0] + shift[0], p[1] + shift[1]];
            }
            sink(at);
            !stop.is_set()
        };
        // Many tiny parts are not worth a message each.
        let mut quiet = |_: &[Point]| !stop.is_set();
        let check: &mut Check = if group.len() > 8 { &mut publish } else { &mut quiet };
        laid.push(if part.is_small() { small::lay_out(part, check) } else { large::lay_out(part, check) });
    }
    stop.check()?;
    assemble(&parts, &groups, &mut laid, hubs, aspect, stop)?;
    for (group, places) in groups.iter().zip(&laid) {
        group.iter().zip(places).for_each(|(&v, p)| at[v as usize] = *p);
    }
    finish(request, &bodies, hubs, stop, at);
    Some(())
}

fn part<'a>(
    request: &Request,
    net: &Net,
    bodies: &[Body],
    group: &[u32],
    hubs: Option<[usize; 2]>,
    stop: &'a AtomicBool,
) -> Option<Part<'a>> {
    let local = net.part(group, Stop(stop))?;
    let leans = group.len() <= READ_AS_A_WHOLE;
    let nodes = || group.iter().map(|&v| &request.nodes[v as usize]);
    let pinned: Vec<Option<Point>> = nodes().map(|node| Request::place(node.pinned)).collect();
    let known = nodes().zip(&pinned).map(|(node, pin)| pin.or(Request::place(node.start))).collect();
    let place = |hub: usize| group.binary_search(&(hub as u32)).ok();
    let hubs = hubs.and_then(|[a, b]| Some([place(a)?, place(b)?])).or_else(|| local.hubs());
    Some(Part {
        stop,
        bodies: group.iter().map(|&v| bodies[v as usize]).collect(),
        lean: nodes()
            .map(|node| if leans && node.lean.is_finite() { node.lean.clamp(-1.0, 1.0) } else { 0.0 })
            .collect(),
        known,
        pinned: pinned.iter().map(Option::is_some).collect(),
        hubs,
        aspect: request.sane_aspect(),
        seed: request.seed ^ (u64::from(group[0]) << 20),
        work: WORK * group.len() as f32 / net.len() as f32,
        net: local,
    })
}

/// Somewhere to be until a part is laid out: its nodes in a spiral of the size that it may take. `None` when told
/// to stop.
fn rough(groups: &[Vec<u32>], aspect: f32, stop: Stop, at: &mut [Point]) -> Option<()> {
    let radius = |group: &Vec<u32>| 0.6 * EDGE * (group.len() as f32).sqrt();
    let discs: Vec<Body> = groups.iter().map(|group| Body { r: radius(group), label: [0.0; 2] }).collect();
    let drawing = |i: usize| Drawing {
        at: &[[0.0; 2]],
        bodies: std::slice::from_ref(&discs[i]),
        lines: &[],
        kind: if groups[i].len() == 1 { Kind::Single } else { Kind::Loose },
    };
    let drawings: Vec<Drawing> = (0..groups.len()).map(drawing).collect();
    let middles = packing::pack(&drawings, aspect, stop)?;
    for (group, middle) in groups.iter().zip(middles) {
        let r = radius(group);
        for (i, &v) in group.iter().enumerate() {
            let turn = i as f32 * 2.399_963; // the golden angle
            let out = r * ((i as f32 + 0.5) / group.len() as f32).sqrt();
            at[v as usize] = [middle[0] + out * turn.cos(), middle[1] + out * turn.sin()];
        }
    }
    Some(())
}

/// Puts the parts beside one another. Anchored ones stay where they are. `None` when told to stop.
fn assemble(
    parts: &[Part],
    groups: &[Vec<u32>],
    laid: &mut [Vec<Point>],
    hubs: Option<[usize; 2]>,
    aspect: f32,
    stop: Stop,
) -> Option<()> {
    let mut stays: Vec<bool> = parts.iter().map(Part::is_anchored).collect();
    if !stays.contains(&true) {
        for i in core(parts, groups, laid, hubs) {
            stays[i] = true;
        }
    }
    let kind = |i: usize| match (stays[i], parts[i].net.len()) {
        (true, _) => Kind::Stays,
        (false, 1) => Kind::Single,
        (false, _) => Kind::Loose,
    };
    let drawing = |(i, at)| {
        let Part { net, bodies, .. } = &parts[i];
        Drawing { at, bodies, lines: &net.lines, kind: kind(i) }
    };
    let shifts = {
        let drawings: Vec<Drawing> = laid.iter().map(Vec::as_slice).enumerate().map(drawing).collect();
        packing::pack(&drawings, aspect, stop)?
    };
    for ((at, by), _) in laid.iter_mut().zip(shifts).zip(stays).filter(|(_, stays)| !stays) {
        shift(at, by);
    }
    Some(())
}

/// The parts in the middle: the largest, or the two that hold the hubs, side by side with these level.
fn core(
    parts: &[Part],
    groups: &[Vec<u32>],
    laid: &mut [Vec<Point>],
    hubs: Option<[usize; 2]>,
) -> Vec<usize> {
    let home = |hub: usize| {
        let mut found = groups.iter().enumerate();
        found.find_map(|(i, group)| Some((i, group.binary_search(&(hub as u32)).ok()?)))
    };
    if let Some(((left, l), (right, r))) = hubs.and_then(|[a, b]| Some((home(a)?, home(b)?)))
        && left != right
        && let (Some(a), Some(b)) =
            (bounds(&laid[left], &parts[left].bodies), bounds(&laid[right], &parts[right].bodies))
    {
        let down = laid[left][l][1] - laid[right][r][1];
        shift(&mut laid[right], [a[2] + EDGE / 2.0 - b[0], down]);
        return vec![left, right];
    }
    // The largest; where all are single nodes, these make one block.
    parts.first().filter(|part| part.net.len() > 1).map(|_| 0).into_iter().collect()
}

fn shift(at: &mut [Point], by: Point) {
    for p in at {
        *p = [p[0] + by[0], p[1] + by[1]];
    }
}

fn middle(at: impl Iterator<Item = Point>) -> Point {
    let (sum, n) =
        at.fold(([0.0; 2], 0.0), |(sum, n): (Point, f32), p| ([sum[0] + p[0], sum[1] + p[1]], n + 1.0));
    [sum[0] / f32::max(n, 1.0), sum[1] / f32::max(n, 1.0)]
}

/// A free drawing lies about the origin; overlaps that putting together made go.
fn finish(request: &Request, bodies: &[Body], hubs: Option<[usize; 2]>, stop: Stop, at: &mut [Point]) {
    let pins: Vec<Option<Point>> = request.nodes.iter().map(|node| Request::place(node.pinned)).collect();
    let starts = request.nodes.iter().any(|node| Request::place(node.start).is_some());
    let is_free = !starts && pins.iter().all(Option::is_none);
    if is_free && let Some(r) = bounds(at, bodies) {
        shift(at, [-(r[0] + r[2]) / 2.0, -(r[1] + r[3]) / 2.0]);
    }
    let mut hold: Vec<Hold> =
        pins.iter().map(|pin| if pin.is_some() { Hold::Fixed } else { Hold::Free }).collect();
    if is_free {
        hubs.into_iter().flatten().for_each(|hub| hold[hub] = Hold::Level);
    }
    at.iter_mut().flatten().filter(|c| !c.is_finite()).for_each(|c| *c = 0.0);
    if at.len() <= LABELLED {
        room::separate_all(at, bodies, &hold, 1.0, 100, stop);
    } else if !is_free {
        room::separate(at, bodies, &hold, 1.0, room::rounds_for(at.len()), stop);
    }
    at.iter_mut().zip(&pins).for_each(|(p, pin)| *p = pin.unwrap_or(*p));
}
