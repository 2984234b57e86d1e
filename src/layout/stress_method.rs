//! Least stress as a layout of its own, until `stress.rs` has one for every size: parts of up to a few
//! hundred nodes by gradient descent over all pairs, larger ones by forces.

use std::sync::atomic::AtomicBool;

use super::engine::{self, SMALL};
use super::geometry::median;
use super::ideal::Ideal;
use super::net::Net;
use super::pieces::{self, Piece};
use super::refine::Hold;
use super::request::{EDGE, Point, Request};
use super::rng::Rng;
use super::{geometry, room, start};

/// Lays a graph out so that distances tell how many lines are between nodes (Zheng, Pawar and Goodman 2018).
pub(super) fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    let net = Net::of(request);
    if net.parts().iter().any(|part| part.len() > SMALL) {
        return engine::run(request, stop, sink);
    }
    let lay_out = |piece: &Piece<'_>| part(piece, request.seed);
    pieces::part_by_part(request, &net, None, stop, &lay_out)
}

fn part(piece: &Piece<'_>, seed: u64) -> Vec<Point> {
    let n = piece.net.len();
    let mut rng = Rng::new(seed ^ (u64::from(piece.nodes[0]) << 20));
    let size = (n as f32).sqrt();
    let mut at: Vec<Point> = (0..n).map(|_| rng.square().map(|c| c * size)).collect();
    start::stress(&Ideal::of(&piece.net, None), &mut at, f32::INFINITY, &mut rng);
    let length = |l: &super::net::Line| geometry::distance(at[l.a as usize], at[l.b as usize]);
    let middle = median(piece.net.lines.iter().map(length).collect()).unwrap_or(1.0).max(1e-3);
    for p in &mut at {
        *p = p.map(|c| c * EDGE / middle);
    }
    let hold = vec![Hold::Free; n];
    for _ in 0..30 {
        if room::separate(&mut at, &piece.bodies, &hold, 4.0, 60) || piece.is_stopped() {
            break;
        }
        for p in &mut at {
            *p = p.map(|c| c * 1.04);
        }
    }
    at
}
