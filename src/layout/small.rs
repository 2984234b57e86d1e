//! A part of up to a few hundred nodes: least stress from several starts, the best ones tidied.

use super::engine::{Check, Part};
use super::faults::{Sketch, Terms};
use super::geometry::{bounds, distance, median};
use super::ideal::Ideal;
use super::refine::{Hold, Schedule, anneal};
use super::request::{EDGE, Point};
use super::rng::Rng;
use super::start::Sides;
use super::stop::Stop;
use super::{flip, orient, room, start};

/// How drafts are tidied and chosen from; each round takes an equal share of the work.
const ROUNDS: [Round; 3] = [
    Round { drafts: 24, kept: 6, heat: [1.5, 0.2], step: [1.4 * EDGE, 0.5 * EDGE] },
    Round { drafts: 6, kept: 1, heat: [0.8, 0.05], step: [1.0 * EDGE, 0.2 * EDGE] },
    Round { drafts: 1, kept: 1, heat: [0.3, 0.005], step: [0.6 * EDGE, 4.0] },
];

/// One round of tidying.
struct Round {
    /// Drafts that come into it, at most.
    drafts: usize,
    /// The best, which go on.
    kept: usize,
    heat: [f32; 2],
    step: [f32; 2],
}

/// Room that bodies keep from each other, and nodes from foreign lines, in layout units.
const GAP: f32 = 4.0;
const CLEAR: f32 = 5.0;

/// Lays out a part about the origin, or about the places that it knows.
pub(super) fn lay_out(part: &Part, check: &mut Check) -> Vec<Point> {
    let n = part.net.len();
    if n == 1 {
        return vec![part.known[0].unwrap_or([0.0; 2])];
    }
    let ideal = Ideal::of(&part.net, part.hubs);
    let mut rng = Rng::new(part.seed);
    let fresh = (0..n).all(|v| part.pinned[v] || part.known[v].is_none());
    let mut at =
        if fresh { draw(part, &ideal, &mut rng, check) } else { complete(part, &ideal, &mut rng, check) };
    if part.is_stopped() {
        return at;
    }
    settle(part, &mut at, fresh && !part.is_anchored());
    at
}

/// A new drawing.
fn draw(part: &Part, ideal: &Ideal, rng: &mut Rng, check: &mut Check) -> Vec<Point> {
    let n = part.net.len();
    let hold = holds(part);
    let effort = 12.0 * 24.0 * (n * n) as f32 + flip::effort(&part.net);
    let tries = ((part.work / effort) as usize).clamp(2, 80);
    let groups = part.hubs.map(|hubs| flip::groups(&part.net, hubs)).unwrap_or_default();
    let mut drafts: Vec<(f32, Vec<Point>)> = Vec::new();
    for i in 0..tries {
        let mut draft = draft(part, ideal, i % 2 == 1, rng);
        if !check(&draft) {
            return draft;
        }
        let height = part.hubs.map_or(0.0, |[hub, _]| draft[hub][1]);
        // What is pinned does not fit a mirrored drawing.
        let groups = if part.is_anchored() { &[] } else { groups.as_slice() };
        drafts.push((
            flip::untie(&part.net, ideal, &part.lean, groups, height, &mut draft, Stop(part.stop)),
            draft,
        ));
    }
    drafts.sort_by(|a, b| a.0.total_cmp(&b.0));
    drafts.truncate(ROUNDS[0].drafts);
    // Successive halving: many are tidied a little, the best of them further, the best one to the end.
    let mut drafts: Vec<Vec<Point>> = drafts.into_iter().map(|draft| draft.1).collect();
    for round in &ROUNDS {
        let work = part.work / (ROUNDS.len() * drafts.len()) as f32;
        let schedule = Schedule { work, heat: round.heat, step: round.step };
        let mut tidied: Vec<(f32, Vec<Point>)> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let mut sketch = sketch(part, ideal, draft);
            anneal(&mut sketch, &hold, &schedule, rng, check);
            let mut at = sketch.into_places();
            rescale(part, &mut at);
            if part.is_stopped() {
                // Judging what is to be thrown away takes long.
                return at;
            }
            tidied.push((self::sketch(part, ideal, at.clone()).cost(), at));
        }
        tidied.sort_by(|a, b| a.0.total_cmp(&b.0));
        tidied.truncate(round.kept);
        drafts = tidied.into_iter().map(|tidied| tidied.1).collect();
    }
    drafts.into_iter().next().unwrap_or_else(|| vec![[0.0; 2]; n])
}

/// A drawing of least stress, turned and stretched; begun anywhere, or where nodes lean to and then
/// not stirred as much.
fn draft(part: &Part, ideal: &Ideal, leaning: bool, rng: &mut Rng) -> Vec<Point> {
    let n = part.net.len();
    let size = (n as f32).sqrt();
    let mut at: Vec<Point> = (0..n).map(|_| rng.square().map(|c| c * size)).collect();
    if leaning {
        at.iter_mut().zip(&part.lean).for_each(|(p, lean)| p[1] = 0.3 * p[1] + size * lean);
        if let Some([left, right]) = part.hubs {
            (at[left], at[right]) = ([-size / 2.0, 0.0], [size / 2.0, 0.0]);
        }
    }
    let sides = part.hubs.filter(|_| leaning).map(|hubs| Sides { hubs, lean: &part.lean });
    start::stress(ideal, &mut at, if leaning { 4.0 } else { f32::INFINITY }, sides, rng);
    rescale(part, &mut at);
    if part.is_anchored() {
        orient::align(&mut at, &part.known, [1.0; 2]);
        at.iter_mut().zip(&part.known).for_each(|(p, known)| *p = known.unwrap_or(*p));
    } else {
        orient::turn(&mut at, part.hubs, &part.lean);
        orient::stretch(&mut at, &part.bodies, part.aspect, 1.3);
    }
    at
}

/// Pinned nodes stay; where nothing is pinned the hubs lie level.
fn holds(part: &Part) -> Vec<Hold> {
    let pinned = part.pinned.iter().map(|pinned| if *pinned { Hold::Fixed } else { Hold::Free });
    let mut hold: Vec<Hold> = pinned.collect();
    if !part.is_anchored() {
        part.hubs.into_iter().flatten().for_each(|hub| hold[hub] = Hold::Level);
    }
    hold
}

fn sketch<'a>(part: &'a Part, ideal: &'a Ideal, at: Vec<Point>) -> Sketch<'a> {
    let (scale, frame) = (scale_of(part, ideal, &at), frame(part, &at));
    let (net, bodies, lean) = (&part.net, part.bodies.as_slice(), part.lean.as_slice());
    Sketch::new(Terms { net, ideal, bodies, lean, hubs: part.hubs, scale, frame }, at)
}

/// Layout units a unit of ideal distance: the middle line is `EDGE` long, except where known places
/// say otherwise.
fn scale_of(part: &Part, ideal: &Ideal, at: &[Point]) -> f32 {
    let lines = || part.net.lines.iter().filter(|line| !line.is_weak() || part.net.lines.len() < 3);
    let ideal_length = |l: &super::net::Line| ideal.get(l.a as usize, l.b as usize);
    let both_known =
        |l: &&super::net::Line| part.known[l.a as usize].is_some() && part.known[l.b as usize].is_some();
    let known = lines().filter(both_known);
    let stretch = known.map(|l| distance(at[l.a as usize], at[l.b as usize]) / ideal_length(l));
    let known_scale = median(stretch.collect()).filter(|scale| *scale > 1.0);
    let middle = median(lines().map(ideal_length).collect()).unwrap_or(1.0);
    known_scale.unwrap_or(EDGE / middle)
}

/// The frame that a drawing should fill: of the wanted aspect, about its middle.
fn frame(part: &Part, at: &[Point]) -> [f32; 4] {
    let Some(r) = bounds(at, &part.bodies) else { return [0.0; 4] };
    let (width, height) = (r[2] - r[0], r[3] - r[1]);
    let bodies = part.bodies.iter().map(|body| {
        let hull = body.hull([0.0; 2]);
        (hull[2] - hull[0] + 10.0) * (hull[3] - hull[1] + 10.0)
    });
    let area = (0.7 * width * height).max(at.len() as f32 * EDGE.powi(2)).max(1.6 * bodies.sum::<f32>());
    let half = (area * part.aspect).sqrt() / 2.0;
    let half = if part.is_anchored() { half.max(width / 2.0) } else { half };
    let tall = if part.is_anchored() { (half / part.aspect).max(height / 2.0) } else { half / part.aspect };
    [f32::midpoint(r[0], r[2]), f32::midpoint(r[1], r[3]), half, tall]
}

/// Makes the middle line `EDGE` long, unless something is held.
fn rescale(part: &Part, at: &mut [Point]) {
    let strong = part.net.lines.iter().any(|line| !line.is_weak());
    let lines = part.net.lines.iter().filter(|line| !strong || !line.is_weak());
    let lengths = lines.map(|l| distance(at[l.a as usize], at[l.b as usize])).collect();
    if let Some(middle) = median(lengths).filter(|middle| *middle > 1e-3) {
        let by = EDGE / middle;
        if !part.is_anchored() || by > 10.0 {
            for p in at.iter_mut() {
                *p = p.map(|c| c * by);
            }
        }
    }
}

/// New nodes among known ones, which stay.
fn complete(part: &Part, ideal: &Ideal, rng: &mut Rng, check: &mut Check) -> Vec<Point> {
    let at = beside_neighbours(part, rng);
    let hold: Vec<Hold> =
        part.known.iter().map(|known| if known.is_some() { Hold::Fixed } else { Hold::Free }).collect();
    let new = hold.iter().filter(|hold| **hold == Hold::Free).count();
    let mut sketch = sketch(part, ideal, at);
    let work = part.work * new as f32 / hold.len() as f32;
    let schedule = Schedule { work, heat: [0.8, 0.01], step: [2.0 * EDGE, 5.0] };
    anneal(&mut sketch, &hold, &schedule, rng, check);
    sketch.into_places()
}

/// Known places, and for the others one near the mean of their neighbours', outwards from what is known.
pub(super) fn beside_neighbours(part: &Part, rng: &mut Rng) -> Vec<Point> {
    let mut at: Vec<Point> = part.known.iter().map(|known| known.unwrap_or_default()).collect();
    let mut placed: Vec<bool> = part.known.iter().map(Option::is_some).collect();
    let mut queue: Vec<usize> = (0..at.len()).filter(|&v| placed[v]).collect();
    let mut head = 0;
    while let Some(&v) = queue.get(head) {
        head += 1;
        for arc in part.net.arcs(v) {
            let to = arc.to as usize;
            if placed[to] {
                continue;
            }
            let around = part.net.arcs(to).iter().map(|arc| arc.to as usize).filter(|&u| placed[u]);
            let around: Vec<Point> = around.map(|u| at[u]).collect();
            let mean = orient::mean(&around).unwrap_or(at[v]);
            let [dx, dy] = rng.square();
            at[to] = [mean[0] + 0.8 * EDGE * dx, mean[1] + 0.8 * EDGE * dy];
            placed[to] = true;
            queue.push(to);
        }
    }
    at
}

/// The last step: room for every body, and nodes off foreign lines.
fn settle(part: &Part, at: &mut [Point], may_grow: bool) {
    let stop = Stop(part.stop);
    let mut hold = holds(part);
    if !may_grow {
        // What was there before gives way only to what would cover it.
        part.pinned.iter().zip(&mut hold).filter(|(p, _)| **p).for_each(|(_, h)| *h = Hold::Fixed);
        room::separate(at, &part.bodies, &hold, GAP, 60, stop);
        room::separate(at, &part.bodies, &hold, 1.0, 60, stop);
        return;
    }
    rescale(part, at);
    make_room(part, at, &hold);
    clear_lines(part, at, &hold);
    for _ in 0..30 {
        if room::separate(at, &part.bodies, &hold, GAP, 60, stop) || part.is_stopped() {
            break;
        }
        scale(at, 1.04);
    }
}

/// Room for every body, without growing or by growing a little where that is enough.
fn make_room(part: &Part, at: &mut [Point], hold: &[Hold]) {
    for by in [1.0, 1.04, 1.08, 1.12] {
        let mut tidy = at.to_vec();
        scale(&mut tidy, by);
        if room::separate(&mut tidy, &part.bodies, hold, GAP, 60, Stop(part.stop)) {
            at.copy_from_slice(&tidy);
            return;
        }
    }
    room::make(at, &part.bodies, hold, EDGE, GAP, part.stop);
}

fn scale(at: &mut [Point], by: f32) {
    for p in at {
        *p = p.map(|c| c * by);
    }
}

/// Moves nodes off foreign lines, unless there are too many of these for that to come to an end.
fn clear_lines(part: &Part, at: &mut [Point], hold: &[Hold]) {
    let before = at.to_vec();
    let mut first = None;
    for _ in 0..8 {
        let met = room::off_lines(&part.net, at, &part.bodies, hold, CLEAR);
        if met == 0 || part.is_stopped() {
            return;
        }
        if met > *first.get_or_insert(met + 6) {
            break;
        }
        room::separate(at, &part.bodies, hold, GAP, 30, Stop(part.stop));
    }
    let met = room::off_lines(&part.net, &mut at.to_vec(), &part.bodies, hold, 0.0);
    if met > 2 {
        at.copy_from_slice(&before);
    }
}
