//! A part of more than a few hundred nodes: multilevel forces.

use super::engine::{Check, Part};
use super::geometry::{distance, median};
use super::net::Line;
use super::refine::Hold;
use super::relax::Relaxation;
use super::request::{EDGE, Point};
use super::rng::Rng;
use super::stop::Stop;
use super::{multilevel, orient, room, small};

/// Ticks in which new nodes find their place among known ones.
const WARM_TICKS: usize = 40;
/// Ticks between two pictures of it.
const LOOK_EVERY: usize = 4;
/// By how much the neighbours of a new node may move with it.
const BESIDE: f32 = 0.1;

/// Lays out a part about the origin, or about the places that it knows.
pub(super) fn lay_out(part: &Part, check: &mut Check) -> Vec<Point> {
    let mut rng = Rng::new(part.seed);
    let was_drawn = (0..part.net.len()).any(|v| !part.pinned[v] && part.known[v].is_some());
    if was_drawn { complete(part, &mut rng, check) } else { draw(part, check) }
}

fn draw(part: &Part, check: &mut Check) -> Vec<Point> {
    let mut going = true;
    let mut sink = |at: &[Point]| going &= check(&scaled(part, at));
    let Some(net) = net(part) else { return small::beside_neighbours(part, &mut Rng::new(part.seed)) };
    let drawn = multilevel::lay_out(net, part.seed, false, part.stop, &mut sink);
    let mut at = scaled(part, &drawn.at);
    if part.is_anchored() {
        orient::align(&mut at, &part.known, [1.0; 2]);
        hold(part, &mut at);
        let warmth: Vec<f32> = part.pinned.iter().map(|pinned| if *pinned { 0.0 } else { 1.0 }).collect();
        if going {
            at = warm(part, &at, &warmth, check);
        }
    } else {
        orient::turn(&mut at, part.hubs, &part.lean);
        if going {
            make_room(part, &mut at);
        }
    }
    at
}

/// The part as the forces see it; `None` when told to stop.
fn net(part: &Part) -> Option<multilevel::Net> {
    let links = part.net.lines.iter().map(|line| (line.a, line.b, line.strength()));
    multilevel::Net::unless(part.net.len(), links, Stop(part.stop))
}

/// Room for every body; the middle line may grow with the drawing.
fn make_room(part: &Part, at: &mut [Point]) {
    let mut hold = vec![Hold::Free; at.len()];
    for hub in part.hubs.into_iter().flatten() {
        hold[hub] = Hold::Level;
    }
    room::make(at, &part.bodies, &hold, EDGE, 2.0, part.stop);
}

fn complete(part: &Part, rng: &mut Rng, check: &mut Check) -> Vec<Point> {
    let at = small::beside_neighbours(part, rng);
    let mut warmth = vec![0.0f32; at.len()];
    for v in (0..at.len()).filter(|&v| part.known[v].is_none()) {
        warmth[v] = 1.0;
        for arc in part.net.arcs(v).iter().filter(|arc| !part.pinned[arc.to as usize]) {
            warmth[arc.to as usize] = warmth[arc.to as usize].max(BESIDE);
        }
    }
    if warmth.iter().all(|w| *w == 0.0) {
        return at;
    }
    warm(part, &at, &warmth, check)
}

/// Ticks from where all is, in the scale of what is there.
fn warm(part: &Part, at: &[Point], warmth: &[f32], check: &mut Check) -> Vec<Point> {
    let known = |line: &&Line| [line.a, line.b].iter().all(|&end| part.known[end as usize].is_some());
    let known = part.net.lines.iter().filter(known).map(|line| (line.a, line.b));
    let stop = Stop(part.stop);
    let Some(mut relaxation) = net(part).and_then(|net| Relaxation::on(net, known, at, stop)) else {
        return at.to_vec();
    };
    relaxation.set_warmth(warmth);
    for tick in 0..WARM_TICKS {
        let looks = tick % LOOK_EVERY == 0;
        let going = relaxation.tick_unless(0.3 - 0.27 * tick as f32 / WARM_TICKS as f32, stop);
        if !going || (looks && !check(&relaxation.places())) {
            break;
        }
    }
    // What was cold has not moved, not even by rounding.
    let moved = relaxation.places();
    at.iter().zip(moved).zip(warmth).map(|((old, new), w)| if *w > 0.0 { new } else { *old }).collect()
}

fn hold(part: &Part, at: &mut [Point]) {
    at.iter_mut().zip(&part.known).for_each(|(p, known)| *p = known.unwrap_or(*p));
}

/// With the middle line `EDGE` long.
fn scaled(part: &Part, at: &[Point]) -> Vec<Point> {
    let strong = part.net.lines.iter().filter(|line| !line.is_weak());
    let lengths: Vec<f32> = strong.map(|l| distance(at[l.a as usize], at[l.b as usize])).collect();
    let middle = median(lengths).filter(|middle| *middle > 1e-6).unwrap_or(1.0);
    at.iter().map(|p| p.map(|c| c * EDGE / middle)).collect()
}
