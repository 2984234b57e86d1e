//! Loops: claims that no second party does or suffers, and which way they turn.

use std::f32::consts::{PI, TAU};

use super::Point;
use super::curve::{add, at_angle, distance, sub};
use super::node::node_radius;
use super::route::{AVOID_NODES, Run, ends};
use crate::graph::Shown;
use crate::model::{ClaimIx, Dataset, EntityIx, Status};

/// Directions that a loop may turn to.
const TURNS: usize = 24;
/// How far the mark of a disputed loop lies beyond its node's rim, in layout units.
const DISPUTED_TIP: f32 = 40.0;

/// Turns each loop to the side with most room; several on one node stand side by side.
pub(super) fn turn(data: &Dataset, shown: &Shown, positions: &[Point], loops: &[ClaimIx], runs: &mut [Run]) {
    let mut loops: Vec<(EntityIx, ClaimIx)> =
        loops.iter().map(|&claim| (data.claim(claim).subject, claim)).collect();
    loops.sort_unstable();
    for on_one in loops.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(entity, _)) = on_one.first() else { continue };
        let mut taken: Vec<f32> = directions(data, shown, positions, entity);
        for (i, &(_, claim)) in on_one.iter().enumerate() {
            let disputed = data.status(claim) == Status::Disputed;
            let angle = if i >= TURNS {
                // After a whole turn the places are taken again in their order.
                TAU * (i % TURNS) as f32 / TURNS as f32
            } else if disputed && shown.entities.len() <= AVOID_NODES {
                clearest(shown, positions, entity, &taken)
            } else {
                roomiest(&taken)
            };
            runs[claim.index()] = Run::Loop(angle);
            if i < TURNS {
                taken.push(angle);
            }
        }
    }
}

/// The angles at which lines leave a node, and where its label stands.
fn directions(data: &Dataset, shown: &Shown, positions: &[Point], entity: EntityIx) -> Vec<f32> {
    let here = positions[entity.index()];
    let angle = |to: Point| {
        let away = sub(to, here);
        away[1].atan2(away[0])
    };
    let mut taken: Vec<f32> = data
        .acts(entity)
        .iter()
        .chain(data.acted_on(entity))
        .filter(|&&claim| shown.has_claim(claim))
        .filter_map(|&claim| ends(data.claim(claim)))
        .map(|(subject, object)| angle(positions[if subject == entity { object } else { subject }.index()]))
        .collect();
    // Nodes close by are in the way whether a line leads to them or not.
    if shown.entities.len() <= AVOID_NODES {
        let close = shown.entities.iter().filter(|&&other| other != entity);
        taken.extend(
            close.map(|other| positions[other.index()]).filter(|at| distance(*at, here) < 80.0).map(angle),
        );
    }
    // The label stands below.
    taken.push(PI * 0.5);
    taken
}

/// The angle, of 24, that is farthest from all taken ones; the rightmost of equals.
fn roomiest(taken: &[f32]) -> f32 {
    let apart = |angle: f32| {
        taken.iter().map(|other| ((angle - other + PI).rem_euclid(TAU) - PI).abs()).fold(f32::MAX, f32::min)
    };
    let mut best = (0.0, 0.0);
    for step in 0..TURNS {
        let angle = TAU * step as f32 / TURNS as f32;
        let room = apart(angle);
        if room > best.0 + 1e-4 {
            best = (room, angle);
        }
    }
    best.1
}

/// The angle at which a disputed loop and the voices around its mark have most room: it is taller than
/// others, so what lies farther away is in its way too.
fn clearest(shown: &Shown, positions: &[Point], entity: EntityIx, taken: &[f32]) -> f32 {
    let here = positions[entity.index()];
    let reach = node_radius(shown, entity) + DISPUTED_TIP;
    let apart = |angle: f32| {
        taken.iter().map(|other| ((angle - other + PI).rem_euclid(TAU) - PI).abs()).fold(PI, f32::min)
    };
    let room = |angle: f32| {
        let tip = add(here, at_angle(angle, reach));
        let others = shown.entities.iter().filter(|&&other| other != entity);
        let near = others.map(|other| distance(positions[other.index()], tip)).fold(100.0, f32::min);
        near + 40.0 * apart(angle).min(1.0)
    };
    let angles = (0..TURNS).map(|step| TAU * step as f32 / TURNS as f32);
    let best = angles
        .map(|angle| (room(angle), angle))
        .reduce(|best, now| if now.0 > best.0 + 0.1 { now } else { best });
    best.map_or(0.0, |(_, angle)| angle)
}

/// The four control points of a loop on a node, in points: height `tall` beyond the rim.
pub(super) fn loop_curve(centre: Point, r: f32, angle: f32, tall: f32) -> [Point; 4] {
    let far = r + tall * 1.5;
    [
        add(centre, at_angle(angle - 0.55, r)),
        add(centre, at_angle(angle - 0.85, far)),
        add(centre, at_angle(angle + 0.85, far)),
        add(centre, at_angle(angle + 0.55, r)),
    ]
}

#[cfg(test)]
mod tests {
    use std::f32::consts::PI;

    use super::roomiest;

    #[test]
    fn a_loop_turns_away_from_what_is_there() {
        let angle = roomiest(&[0.0, PI * 0.5]);
        assert!((angle - PI * 1.25).abs() < 0.01, "{angle}");
        assert!(roomiest(&[]).abs() < 1e-6);
    }
}
