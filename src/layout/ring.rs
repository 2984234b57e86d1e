//! Bodies on a ring: how much of it each takes, and how wide it must be so that none covers another.
//!
//! Angles are radians from the right, growing downwards, as y does. A label is wide and low: at the top
//! and the bottom of a ring, where neighbours lie beside each other, a body takes its width; at the sides,
//! where they lie above each other, only its height.

use std::f32::consts::{FRAC_PI_2, TAU};

use super::geometry::Body;
use super::request::{EDGE, LABEL_GAP, Point};
use super::stop::Stop;

/// Room between two bodies, in layout units.
const GAP: f32 = 6.0;
/// Rounds in which shares and angles find each other.
const ROUNDS: usize = 16;
/// Least share of a node, in those of the mean one.
const LEAST: f32 = 0.6;
/// How many followers on the ring each body is kept from.
const NEAR: usize = 24;

/// How far a body reaches to either side, up and down.
fn reach(body: &Body) -> [f32; 3] {
    let label = if body.has_label() { LABEL_GAP + body.label[1] } else { 0.0 };
    [body.r.max(body.label[0] / 2.0), body.r, body.r + label]
}

/// How long a stretch of a ring a body takes at an angle, in layout units.
pub(super) fn span(body: &Body, angle: f32) -> f32 {
    let [side, up, down] = reach(body);
    let (width, height) = (2.0 * side + GAP, up + down + GAP);
    (width / angle.sin().abs().max(1e-3)).min(height / angle.cos().abs().max(1e-3))
}

/// The least radius at which two bodies in these directions keep apart.
fn least_radius(a: &Body, at_a: Point, b: &Body, at_b: Point) -> f32 {
    let ([side_a, up_a, down_a], [side_b, up_b, down_b]) = (reach(a), reach(b));
    let across = (at_a[0] - at_b[0]).abs();
    let down = at_b[1] - at_a[1];
    let needed = if down > 0.0 { down_a + up_b } else { down_b + up_a };
    ((side_a + side_b + GAP) / across.max(1e-6)).min((needed + GAP) / down.abs().max(1e-6))
}

/// The least radius of a ring with these bodies, in the order of their angles. Above some number of
/// bodies only near ones are looked at. `None` when told to stop.
pub(super) fn radius(bodies: &[Body], angles: &[f32], stop: Stop) -> Option<f32> {
    let n = bodies.len();
    let mut towards = Vec::with_capacity(n);
    for (step, angle) in angles.iter().enumerate() {
        stop.check_at(step)?;
        towards.push([angle.cos(), angle.sin()]);
    }
    let mut least = 0.0f32;
    for i in 0..n {
        stop.check_at(i)?;
        for j in (i + 1..=i + NEAR.min(n.saturating_sub(1))).map(|j| j % n) {
            if i != j {
                least = least.max(least_radius(&bodies[i], towards[i], &bodies[j], towards[j]));
            }
        }
    }
    // Even one hair's breadth apart two nodes of no size are two.
    Some(if n > 1 { least.clamp(GAP * n as f32 / TAU, 1e6) } else { 0.0 })
}

/// Angles of bodies in their order all around a ring, the first at the top: each takes what it
/// needs there. `None` when told to stop.
pub(super) fn around(bodies: &[Body], stop: Stop) -> Option<Vec<f32>> {
    let n = bodies.len();
    let mut shares = vec![1.0f32; n];
    let mut angles = vec![0.0f32; n];
    for round in 0..ROUNDS {
        let total: f32 = shares.iter().sum();
        let mut so_far = -FRAC_PI_2 - shares.first().copied().unwrap_or(0.0) / total * TAU / 2.0;
        for (angle, share) in angles.iter_mut().zip(&shares) {
            let part = share / total.max(1e-9) * TAU;
            *angle = so_far + part / 2.0;
            so_far += part;
        }
        if round + 1 < ROUNDS {
            let mut needs = Vec::with_capacity(n);
            for (step, (body, angle)) in bodies.iter().zip(&angles).enumerate() {
                stop.check_at(step)?;
                needs.push(span(body, *angle));
            }
            let mean = needs.iter().sum::<f32>() / n.max(1) as f32;
            let keep = if round == 0 { 0.0 } else { 0.5 };
            for (share, need) in shares.iter_mut().zip(needs) {
                *share = keep * *share + (1.0 - keep) * need.max(LEAST * mean);
            }
        }
    }
    Some(angles)
}

/// A ring of bodies about the origin, wide enough, and so wide that neighbours are half an edge apart. `None`
/// when told to stop.
pub(super) fn circle(bodies: &[Body], stop: Stop) -> Option<Vec<Point>> {
    let angles = around(bodies, stop)?;
    let n = bodies.len() as f32;
    let radius = radius(bodies, &angles, stop)?.max(0.5 * EDGE * n / TAU).max(EDGE / 2.0);
    stop.check()?;
    Some(angles.iter().map(|angle| [radius * angle.cos(), radius * angle.sin()]).collect())
}

/// The i-th of n places that are half an edge apart on a ring, the first at the top.
pub(super) fn even(i: usize, n: usize) -> Point {
    let (radius, angle) = (0.5 * EDGE * n as f32 / TAU, TAU * i as f32 / n as f32 - FRAC_PI_2);
    [radius * angle.cos(), radius * angle.sin()]
}

#[cfg(test)]
mod tests {
    use super::super::geometry::overlap;
    use super::*;

    #[test]
    fn no_body_on_a_ring_covers_another() {
        for n in [2usize, 3, 4, 7, 31, 150] {
            let body =
                |i: usize| Body { r: 8.0 + (i % 5) as f32, label: [30.0 + 17.0 * (i % 7) as f32, 15.0] };
            let bodies: Vec<Body> = (0..n).map(body).collect();
            let at = circle(&bodies, Stop::never()).unwrap();
            for i in 0..n {
                for j in 0..i {
                    let (a, b) = (bodies[i].hull(at[i]), bodies[j].hull(at[j]));
                    assert!(overlap(a, b, 0.0).is_none(), "{i} and {j} of {n}");
                }
            }
        }
    }

    #[test]
    fn wide_labels_stand_closer_at_the_sides() {
        let bodies = vec![Body { r: 10.0, label: [120.0, 15.0] }; 40];
        let at = circle(&bodies, Stop::never()).unwrap();
        let step = |i: usize| super::super::geometry::distance(at[i], at[i + 1]);
        assert!(step(0) > 1.5 * step(10), "{} {}", step(0), step(10));
    }

    #[test]
    fn nodes_without_size_are_finite() {
        let at = circle(&[Body { r: 0.0, label: [0.0; 2] }; 5], Stop::never()).unwrap();
        assert!(at.iter().flatten().all(|c| c.is_finite()));
        assert!(circle(&[], Stop::never()).unwrap().is_empty());
    }
}
