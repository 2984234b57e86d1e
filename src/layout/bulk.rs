//! Graphs that are large or bare of labels, drawn for the first time: part by part under multilevel
//! forces, then beside one another.
//!
//! A million nodes must not take much more room than their links do, so parts are kept as stretches of
//! shared arrays.

use std::sync::atomic::AtomicBool;

use super::dispatch::Stats;
use super::geometry::{Body, bounds};
use super::hops::Rows;
use super::multilevel;
use super::net::{self, Line};
use super::packing::{self, Drawing, Kind};
use super::parts::{Parts, valid};
use super::refine::Hold;
use super::request::{EDGE, Point, Request};
use super::rng::Rng;
use super::stop::Stop;
use super::{orient, room, start, stress};

/// Above this many nodes in all, a small part is drawn once and not the best of several times.
const FEW: usize = 3000;
/// Parts above this many nodes are visibly unfinished when their finest level has had its ticks.
const UNFINISHED: usize = 15_000;
/// Ticks between two pictures of going on.
const LOOK_EVERY: u32 = 4;
/// Layout units a unit of the forces, in which the middle line is about two long.
const UNIT: f32 = EDGE / 2.0;
/// Room between a node of the first picture and the next, in layout units.
const SPACING: f32 = 0.6 * EDGE;

/// Whether a request is for this: nothing to stay near, and no labels to make room for.
pub(super) fn is_for(request: &Request, labelled: usize) -> bool {
    let is_free = |at: Option<Point>| Request::place(at).is_none();
    let bare = request.nodes.len() > labelled || request.nodes.iter().all(|node| node.label == [0.0; 2]);
    bare && request.nodes.iter().all(|node| is_free(node.pinned) && is_free(node.start))
}

/// Lays a graph out about the origin, with about a node in every square of half an [`EDGE`], so that what is
/// dense stays readable however long its lines are. Parts lie flat, the one with the two best-connected nodes so that
/// these are level.
pub(super) fn run(
    request: &Request,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) -> (Vec<Point>, Stats) {
    let mut stats = Stats::default();
    let mut told = start::anywhere(request.nodes.len());
    // Told to stop, all is where it was told of last.
    let _ = parts(request, stop, sink, &mut told, &mut stats);
    (told, stats)
}

/// Draws part by part and writes the places to `told`; `None` when told to stop.
fn parts(
    request: &Request,
    flag: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
    told: &mut [Point],
    stats: &mut Stats,
) -> Option<()> {
    let stop = Stop(flag);
    let parts = Parts::of(request, stop)?;
    let hubs = hubs(request, stop)?;
    let n = request.nodes.len();
    let bodies: Vec<Body> = parts.members.iter().map(|&v| Body::of(&request.nodes[v as usize])).collect();
    let bodies: Vec<Body> = bodies.into_iter().map(|body| Body { label: [0.0; 2], ..body }).collect();

    // In the order of the members, so that each part is a stretch.
    let mut places: Vec<Point> = Vec::with_capacity(n);
    for v in 0..n {
        stop.check_at(v)?;
        places.push(spiral(v));
    }
    parts.scatter(&places, told);
    for part in 0..parts.count() {
        stop.check()?;
        let stretch = parts.stretch(part);
        if stretch.len() == 1 {
            // They come last.
            break;
        }
        let links = || parts.links(request, part);
        let seed = request.seed ^ (u64::from(parts.members[stretch.start]) << 20);
        let mut publish = |at: &[Point]| {
            for (&v, p) in parts.members[stretch.clone()].iter().zip(at) {
                told[v as usize] = p.map(|c| c * UNIT);
            }
            sink(told);
        };
        // The largest part is shown on its way; where others will lie is known when all are drawn.
        let mut quiet = |_: &[Point]| {};
        let sink: &mut dyn FnMut(&[Point]) = if part == 0 { &mut publish } else { &mut quiet };
        let mut drawn = draw(stretch.len(), &links, n <= FEW, seed, flag, sink)?;
        if stretch.len() > UNFINISHED {
            stats.ticks += polish(request.polish, &mut drawn, links(), flag, sink);
        }
        stats.ticks += drawn.ticks as u64;
        stats.levels = stats.levels.max(drawn.levels as u32);
        let at = &mut places[stretch.clone()];
        at.copy_from_slice(&drawn.at);
        drop(drawn);
        for p in at.iter_mut() {
            *p = p.map(|c| if c.is_finite() { c * UNIT } else { 0.0 });
        }
        let hubs = hubs.and_then(|hubs| parts.both_in(part, hubs));
        orient::turn(at, hubs, &[]);
        make_room(at, &bodies[stretch], hubs, flag);
    }
    let packed = if parts.count() > 1 {
        pack(request, &parts, &bodies, &mut places, stop)
    } else {
        if let Some(r) = bounds(&places, &bodies) {
            shift(&mut places, [-f32::midpoint(r[0], r[2]), -f32::midpoint(r[1], r[3])]);
        }
        Some(())
    };
    parts.scatter(&places, told);
    packed
}

/// One connected part in the units of the forces; `None` where it was told to stop before there was anything.
fn draw<I>(
    n: usize,
    links: &impl Fn() -> I,
    best: bool,
    seed: u64,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) -> Option<multilevel::Drawing>
where
    I: Iterator<Item = (u32, u32, f32)> + Clone,
{
    if n <= multilevel::STRESS_UP_TO {
        return Some(multilevel::Drawing::still(least_stress(n, links(), seed, stop)));
    }
    let net = multilevel::Net::unless(n, links(), Stop(stop))?;
    Some(multilevel::lay_out(net, seed, best, stop, sink))
}

/// Goes on with a drawing whose finest level got only a few ticks for its size. Returns how many ticks.
fn polish(
    ticks: u32,
    drawn: &mut multilevel::Drawing,
    links: impl Iterator<Item = (u32, u32, f32)> + Clone,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) -> u64 {
    if ticks == 0 {
        return 0;
    }
    let Some(net) = multilevel::Net::unless(drawn.at.len(), links, Stop(stop)) else { return 0 };
    let Some(mut field) = multilevel::Field::start(net, &drawn.at, drawn.law, stop) else { return 0 };
    for tick in 0..ticks {
        if !field.tick(0.3 - 0.27 * tick as f32 / ticks as f32, stop) {
            return u64::from(tick);
        }
        if tick % LOOK_EVERY == LOOK_EVERY - 1 {
            drawn.at = field.positions();
            sink(&drawn.at);
        }
    }
    drawn.at = field.positions();
    u64::from(ticks)
}

/// Tiny parts look best at least stress; two units a hop.
fn least_stress(
    n: usize,
    links: impl Iterator<Item = (u32, u32, f32)>,
    seed: u64,
    stop: &AtomicBool,
) -> Vec<Point> {
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (a, b, _) in links.filter(|(a, b, _)| a != b) {
        rows[a as usize].push(b);
        rows[b as usize].push(a);
    }
    let mut offsets = vec![0];
    let mut targets = Vec::new();
    for row in &mut rows {
        row.sort_unstable();
        row.dedup();
        targets.extend_from_slice(row);
        offsets.push(targets.len() as u32);
    }
    let mut rng = Rng::new(seed);
    let mut at: Vec<Point> = (0..n).map(|_| rng.square().map(|c| 3.0 * c)).collect();
    stress::minimise(&Rows::new(offsets, targets), &mut at, seed, stop, &mut |_| {});
    for p in &mut at {
        *p = p.map(|c| 2.0 * c);
    }
    at
}

fn make_room(at: &mut [Point], bodies: &[Body], hubs: Option<[usize; 2]>, stop: &AtomicBool) {
    if bodies.iter().all(|body| body.r <= 0.0) {
        return;
    }
    let mut hold = vec![Hold::Free; at.len()];
    hubs.into_iter().flatten().for_each(|hub| hold[hub] = Hold::Level);
    room::make(at, bodies, &hold, EDGE, 2.0, stop);
}

/// Puts the parts beside one another: the largest in the middle. `None` when told to stop.
fn pack(request: &Request, parts: &Parts, bodies: &[Body], places: &mut [Point], stop: Stop) -> Option<()> {
    let mut lines: Vec<Line> = Vec::with_capacity(request.links.len());
    let mut first = Vec::with_capacity(parts.count() + 1);
    for part in 0..parts.count() {
        stop.check_at(part)?;
        first.push(lines.len());
        if parts.stretch(part).len() > 1 {
            lines.extend(parts.links(request, part).map(|(a, b, weight)| Line { a, b, weight }));
        }
    }
    first.push(lines.len());
    let drawing = |part: usize| {
        let stretch = parts.stretch(part);
        let kind = match (part, stretch.len()) {
            (0, 2..) => Kind::Stays,
            (_, 1) => Kind::Single,
            _ => Kind::Loose,
        };
        let lines = &lines[first[part]..first[part + 1]];
        Drawing { at: &places[stretch.clone()], bodies: &bodies[stretch], lines, kind }
    };
    let shifts = {
        let drawings: Vec<Drawing> = (0..parts.count()).map(drawing).collect();
        packing::pack(&drawings, request.sane_aspect(), stop)?
    };
    for (part, by) in shifts.into_iter().enumerate() {
        shift(&mut places[parts.stretch(part)], by);
    }
    if let Some(r) = bounds(places, bodies) {
        shift(places, [-f32::midpoint(r[0], r[2]), -f32::midpoint(r[1], r[3])]);
    }
    Some(())
}

fn shift(at: &mut [Point], by: Point) {
    for p in at {
        *p = [p[0] + by[0], p[1] + by[1]];
    }
}

/// The place of a node along a sunflower's spiral (Vogel 1979), until there is a better one.
fn spiral(i: usize) -> Point {
    let (turn, out) = (i as f32 * 2.399_963, SPACING * (i as f32 / std::f32::consts::PI).sqrt());
    [out * turn.cos(), out * turn.sin()]
}

/// The two best-connected nodes, if there are two, in the order of the list; equal ones as listed. `None` when told to
/// stop.
fn hubs(request: &Request, stop: Stop) -> Option<Option<[u32; 2]>> {
    let mut degree = vec![0.0f32; request.nodes.len()];
    for (step, link) in valid(request).filter(|link| link.weight >= 1.0).enumerate() {
        stop.check_at(step)?;
        degree[link.a as usize] += link.weight;
        degree[link.b as usize] += link.weight;
    }
    Some(net::hubs(&degree).map(|hubs| hubs.map(|hub| hub as u32)))
}

#[cfg(test)]
mod tests {
    use super::super::geometry::distance;
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    fn request(n: usize, links: &[(u32, u32)]) -> Request {
        let links = links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect();
        Request {
            nodes: vec![NodeSpec { radius: 5.0, ..NodeSpec::default() }; n],
            links,
            ..Request::default()
        }
    }

    fn lay_out(request: &Request) -> Vec<Point> {
        run(request, &AtomicBool::new(false), &mut |_| {}).0
    }

    #[test]
    fn nothing_lies_on_another_and_all_is_finite() {
        let mut links: Vec<(u32, u32)> = (1..40).map(|v| (v, v / 2)).collect();
        links.extend([(40, 41), (41, 42), (42, 40), (50, 51)]);
        let at = lay_out(&request(60, &links));
        for (i, p) in at.iter().enumerate() {
            assert!(p.iter().all(|c| c.is_finite()));
            assert!(at.iter().skip(i + 1).all(|q| distance(*p, *q) > 5.0), "{i}");
        }
    }

    #[test]
    fn ten_thousand_tiny_parts() {
        let links: Vec<(u32, u32)> =
            (0..10_000).flat_map(|i| [(3 * i, 3 * i + 1), (3 * i + 1, 3 * i + 2)]).collect();
        let at = lay_out(&request(30_000, &links));
        let length = |&(a, b): &(u32, u32)| distance(at[a as usize], at[b as usize]);
        let (short, long) =
            links.iter().map(length).fold((f32::MAX, 0.0f32), |(short, long), l| (short.min(l), long.max(l)));
        assert!(short > 30.0 && long < 4.0 * EDGE, "between {short} and {long}");
    }

    #[test]
    fn the_best_connected_lie_level() {
        let links: Vec<(u32, u32)> =
            (2..30).map(|v| (0, v)).chain((30..60).map(|v| (1, v))).chain([(0, 1), (5, 40)]).collect();
        let at = lay_out(&request(60, &links));
        assert!((at[0][1] - at[1][1]).abs() < 0.5 && at[0][0] < at[1][0]);
    }

    #[test]
    fn told_to_stop_it_hands_back_what_there_is() {
        let links: Vec<(u32, u32)> = (1..5000).map(|v| (v, v / 3)).collect();
        let request = request(5000, &links);
        let (at, _) = run(&request, &AtomicBool::new(true), &mut |_| {});
        assert_eq!(at.len(), 5000);
        assert!(at.iter().flatten().all(|c| c.is_finite()));
    }
}
