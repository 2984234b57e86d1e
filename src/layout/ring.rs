//! Bodies on a ring: how much of it each takes, and how wide it must be so that none covers another.
//!
//! Angles are radians from the right, growing downwards, as y does. A label is wide and low: at the top
//! and the bottom of a ring, where neighbours lie beside each other, a body takes its width; at the sides,
//! where they lie above each other, only its height.

use std::f32::consts::{FRAC_PI_2, TAU};

use super::geometry::Body;
use super::request::{EDGE, LABEL_GAP, Point};

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

/// The least radius at which two bodies at these angles keep apart.
fn least_radius(a: &Body, at_a: f32, b: &Body, at_b: f32) -> f32 {
    let ([side_a, up_a, down_a], [side_b, up_b, down_b]) = (reach(a), reach(b));
    let across = (at_a.cos() - at_b.cos()).abs();
    let down = at_b.sin() - at_a.sin();
    let needed = if down > 0.0 { down_a + up_b } else { down_b + up_a };
    ((side_a + side_b + GAP) / across.max(1e-6)).min((needed + GAP) / down.abs().max(1e-6))
}

/// The least radius of a ring with these bodies, in the order of their angles. Above some number of
/// bodies only near ones are looked at.
pub(super) fn radius(bodies: &[Body], angles: &[f32]) -> f32 {
    let n = bodies.len();
    let mut least = 0.0f32;
    for i in 0..n {
        for j in (i + 1..=i + NEAR.min(n.saturating_sub(1))).map(|j| j % n) {
            if i != j {
                least = least.max(least_radius(&bodies[i], angles[i], &bodies[j], angles[j]));
            }
        }
    }
    // Even one hair's breadth apart two nodes of no size are two.
    if n > 1 { least.clamp(GAP * n as f32 / TAU, 1e6) } else { 0.0 }
}

/// Angles of bodies in their order all around a ring, the first at the top: each takes what it
/// needs there.
pub(super) fn around(bodies: &[Body]) -> Vec<f32> {
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
            let needs: Vec<f32> =
                bodies.iter().zip(&angles).map(|(body, angle)| span(body, *angle)).collect();
            let mean = needs.iter().sum::<f32>() / n.max(1) as f32;
            let keep = if round == 0 { 0.0 } else { 0.5 };
            for (share, need) in shares.iter_mut().zip(needs) {
                *share = keep * *share + (1.0 - keep) * need.max(LEAST * mean);
            }
        }
    }
    angles
}

/// A ring of bodies about the origin, wide enough, and so wide that neighbours are half an edge apart.
pub(super) fn circle(bodies: &[Body]) -> Vec<Point> {
    let angles = around(bodies);
    let n = bodies.len() as f32;
    let radius = radius(bodies, &angles).max(0.5 * EDGE * n / TAU).max(EDGE / 2.0);
    angles.iter().map(|angle| [radius * angle.cos(), radius * angle.sin()]).collect()
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
            let at = circle(&bodies);
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
        let at = circle(&bodies);
        let step = |i: usize| super::super::geometry::distance(at[i], at[i + 1]);
        assert!(step(0) > 1.5 * step(10), "{} {}", step(0), step(10));
    }

    #[test]
    fn nodes_without_size_are_finite() {
        let at = circle(&[Body { r: 0.0, label: [0.0; 2] }; 5]);
        assert!(at.iter().flatten().all(|c| c.is_finite()));
        assert!(circle(&[]).is_empty());
    }
}
