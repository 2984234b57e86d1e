//! A large graph some of whose nodes have their places already: drawn as if none had, moved onto these places, and
//! settled about them.

use std::sync::atomic::AtomicBool;

use super::dispatch::Stats;
use super::geometry::Body;
use super::net::Line;
use super::packing::{self, Drawing, Kind};
use super::parts::Parts;
use super::relax::Relaxation;
use super::request::{NodeSpec, Point, Request};
use super::stop::Stop;
use super::{bulk, orient};

/// By how much a drawing may shrink or grow to fit the places known: two neighbours that are pinned far apart are not
/// to tear up all the rest.
const SCALE: [f32; 2] = [0.5, 2.0];
/// Ticks in which all settles about what is held, and between two pictures of that.
const TICKS: u32 = 40;
const LOOK_EVERY: u32 = 4;
/// How much a node moves that was somewhere before and is not pinned.
const KEPT: f32 = 0.1;

/// Whether a request is for this: more nodes than `labelled`, of which some have a place and most of the others none.
/// Where most have been drawn before, the others go among them instead.
pub(super) fn is_for(request: &Request, labelled: usize) -> bool {
    let is_pinned = |node: &&NodeSpec| Request::place(node.pinned).is_some();
    let was_drawn = |node: &&NodeSpec| !is_pinned(node) && Request::place(node.start).is_some();
    let (pinned, drawn) =
        (request.nodes.iter().filter(is_pinned).count(), request.nodes.iter().filter(was_drawn).count());
    request.nodes.len() > labelled && pinned + drawn > 0 && 2 * drawn < request.nodes.len()
}

/// Lays the graph out: pins hold, what has a start stays near it, and the rest is drawn as a free graph is.
pub(super) fn run(
    request: &Request,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) -> (Vec<Point>, Stats) {
    let free = |node: &NodeSpec| NodeSpec { pinned: None, start: None, ..*node };
    let bare =
        Request { nodes: request.nodes.iter().map(free).collect(), links: request.links.clone(), ..*request };
    let (mut at, mut stats) = bulk::run(&bare, stop, sink);
    // Told to stop, all is where it was by then.
    let _ = fit(request, Stop(stop), sink, &mut at, &mut stats);
    (at, stats)
}

/// Brings a free drawing to the places known; `None` when told to stop.
fn fit(
    request: &Request,
    stop: Stop,
    sink: &mut dyn FnMut(&[Point]),
    at: &mut [Point],
    stats: &mut Stats,
) -> Option<()> {
    let place = |node: &NodeSpec| Request::place(node.pinned).or(Request::place(node.start));
    let known: Vec<Option<Point>> = request.nodes.iter().map(place).collect();
    onto(request, &known, at, stop)?;
    at.iter_mut().zip(&known).for_each(|(p, known)| *p = known.unwrap_or(*p));
    sink(at);
    // What the drawing is measured by: lines of which no end has been put elsewhere.
    let free = |end: u32| known.get(end as usize).is_some_and(Option::is_none);
    let lines = request.links.iter().map(|link| (link.a, link.b)).filter(|&(a, b)| free(a) && free(b));
    let mut relaxation = Relaxation::on(Relaxation::net(request, stop)?, lines, at, stop)?;
    let warmth = |node: &NodeSpec| match (Request::place(node.pinned), Request::place(node.start)) {
        (Some(_), _) => 0.0,
        (None, Some(_)) => KEPT,
        (None, None) => 1.0,
    };
    let warmth: Vec<f32> = request.nodes.iter().map(warmth).collect();
    relaxation.set_warmth(&warmth);
    for tick in 0..TICKS {
        if !relaxation.tick_unless(0.3 - 0.27 * tick as f32 / TICKS as f32, stop) {
            break;
        }
        stats.ticks += 1;
        if tick % LOOK_EVERY == LOOK_EVERY - 1 {
            at.copy_from_slice(&relaxation.places());
            sink(at);
        }
    }
    at.copy_from_slice(&relaxation.places());
    stop.check()
}

/// Moves, turns, mirrors and scales each part that knows a place so that it fits what it knows best; the others go
/// with the largest of these, and to the nearest free place beside them. `None` when told to stop.
fn onto(request: &Request, known: &[Option<Point>], at: &mut [Point], stop: Stop) -> Option<()> {
    let parts = Parts::of(request, stop)?;
    let members = |part: usize| &parts.members[parts.stretch(part)];
    let anchored: Vec<bool> =
        (0..parts.count()).map(|part| members(part).iter().any(|&v| known[v as usize].is_some())).collect();
    // The largest parts come first.
    let lead = anchored.iter().position(|anchored| *anchored)?;
    let mut within: Vec<Option<Point>> = vec![None; at.len()];
    members(lead).iter().for_each(|&v| within[v as usize] = known[v as usize]);
    orient::align(at, &within, SCALE);
    let mut places: Vec<Point> = parts.members.iter().map(|&v| at[v as usize]).collect();
    let bodies: Vec<Body> = parts
        .members
        .iter()
        .map(|&v| Body { label: [0.0; 2], ..Body::of(&request.nodes[v as usize]) })
        .collect();
    for part in (0..parts.count()).filter(|&part| part != lead && anchored[part]) {
        stop.check()?;
        let known: Vec<Option<Point>> = members(part).iter().map(|&v| known[v as usize]).collect();
        orient::align(&mut places[parts.stretch(part)], &known, SCALE);
    }
    let lines = |part: usize| parts.links(request, part).map(|(a, b, weight)| Line { a, b, weight });
    let lines: Vec<Vec<Line>> = (0..parts.count()).map(|part| lines(part).collect()).collect();
    let kind = |part: usize| match (anchored[part], parts.stretch(part).len()) {
        (true, _) => Kind::Stays,
        (false, 1) => Kind::Single,
        (false, _) => Kind::Loose,
    };
    let shifts = {
        let drawing = |part: usize| Drawing {
            at: &places[parts.stretch(part)],
            bodies: &bodies[parts.stretch(part)],
            lines: &lines[part],
            kind: kind(part),
        };
        let drawings: Vec<Drawing> = (0..parts.count()).map(drawing).collect();
        packing::pack(&drawings, request.sane_aspect(), stop)?
    };
    for (part, by) in shifts.into_iter().enumerate().filter(|(part, _)| !anchored[*part]) {
        for p in &mut places[parts.stretch(part)] {
            *p = [p[0] + by[0], p[1] + by[1]];
        }
    }
    parts.scatter(&places, at);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::geometry::{distance, median};
    use super::super::request::{EDGE, LinkSpec};
    use super::*;

    /// A mesh of `side` times `side` nodes, and a small part beside it.
    fn mesh(side: u32) -> Request {
        let n = side * side;
        let right = (0..n).filter(|v| v % side + 1 < side).map(|v| (v, v + 1));
        let down = (0..n - side).map(|v| (v, v + side));
        let links = right.chain(down).chain([(n, n + 1), (n + 1, n + 2)]);
        Request {
            nodes: vec![NodeSpec { radius: 5.0, ..NodeSpec::default() }; n as usize + 3],
            links: links.map(|(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
            aspect: 1.4,
            ..Request::default()
        }
    }

    fn lay_out(request: &Request) -> (Vec<Point>, Stats) {
        super::super::run_counted(request, &AtomicBool::new(false), &mut |_| {})
    }

    /// The lengths of all lines, the middle one and the longest.
    fn lengths(request: &Request, at: &[Point]) -> [f32; 2] {
        let length = |link: &LinkSpec| distance(at[link.a as usize], at[link.b as usize]);
        let all: Vec<f32> = request.links.iter().map(length).collect();
        [median(all.clone()).unwrap(), all.into_iter().fold(0.0, f32::max)]
    }

    #[test]
    fn pins_hold_and_the_rest_is_drawn_as_well_as_without_them() {
        let mut request = mesh(50);
        let free = lay_out(&request).0;
        let [middle, longest] = lengths(&request, &free);
        // Where they would lie in a free drawing, moved and turned.
        for v in [0usize, 49, 2450] {
            request.nodes[v].pinned = Some([free[v][1] + 5000.0, 300.0 - free[v][0]]);
        }
        let (at, stats) = lay_out(&request);
        for v in [0, 49, 2450] {
            assert_eq!(Some(at[v]), request.nodes[v].pinned);
        }
        assert!(stats.ticks >= u64::from(TICKS) && stats.levels > 1, "{stats:?}");
        let found = lengths(&request, &at);
        assert!(found[0] < 1.5 * middle && found[1] < 2.0 * longest, "{found:?} {middle} {longest}");
        // The corner that is not pinned lies where the others ask for it.
        let wanted = [free[2499][1] + 5000.0, 300.0 - free[2499][0]];
        assert!(distance(at[2499], wanted) < 6.0 * EDGE, "{:?} {wanted:?}", at[2499]);
    }

    #[test]
    fn one_pin_moves_the_drawing_and_two_far_apart_do_not_tear_it_up() {
        let mut request = mesh(45);
        request.nodes[1000].pinned = Some([-20_000.0, 700.0]);
        let (at, _) = lay_out(&request);
        assert_eq!(at[1000], [-20_000.0, 700.0]);
        assert!(at.iter().all(|p| distance(*p, at[1000]) < 60.0 * EDGE));
        let [middle, longest] = lengths(&request, &at);
        assert!(longest < 6.0 * middle, "{middle} {longest}");

        request.nodes[1001].pinned = Some([-12_000.0, 700.0]);
        let (at, _) = lay_out(&request);
        assert_eq!((at[1000], at[1001]), ([-20_000.0, 700.0], [-12_000.0, 700.0]));
        assert!(lengths(&request, &at)[0] < 3.0 * middle);
    }

    #[test]
    fn a_few_starts_are_kept_to_about() {
        let mut request = mesh(40);
        for v in 0..40 {
            request.nodes[v].start = Some([60.0 * v as f32, 900.0]);
        }
        let (at, _) = lay_out(&request);
        for v in 0..40 {
            assert!(distance(at[v], [60.0 * v as f32, 900.0]) < 1.5 * EDGE, "{v} at {:?}", at[v]);
        }
    }
}
