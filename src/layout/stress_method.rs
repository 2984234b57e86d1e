//! Least stress as a layout of its own: how far apart two nodes lie tells how many lines are between them.

use std::sync::atomic::AtomicBool;

use super::hops::Rows;
use super::pieces::{self, Piece, Show};
use super::refine::Hold;
use super::request::{EDGE, Point, Request};
use super::{multilevel, orient, room, sparse_stress, stress};

/// Pivots that stand for all nodes in a part too large for all pairs.
const PIVOTS: usize = 200;

/// Lays a graph out by least stress: over all pairs up to 2,000 nodes, over pivots above (Zheng, Pawar and
/// Goodman 2018). One hop is as long as the middle line of other layouts.
pub(super) fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    let lay_out = |piece: &Piece<'_>, show: &mut Show<'_>| part(piece, request.seed, show);
    pieces::part_by_part(request, |_| None, stop, sink, &lay_out)
}

fn part(piece: &Piece<'_>, seed: u64, show: &mut Show<'_>) -> Option<Vec<Point>> {
    let n = piece.net.len();
    let seed = seed ^ (u64::from(piece.nodes[0]) << 20);
    let rows = Rows::of(&piece.net);
    piece.stop().check()?;
    // A drawing by forces, two units a hop, is a start that does not fold.
    let links = piece.net.lines.iter().map(|line| (line.a, line.b, line.strength()));
    let net = multilevel::Net::unless(n, links, piece.stop())?;
    let drawn = multilevel::lay_out(net, seed, false, piece.stop, &mut |at| show(&scaled(at, 0.5 * EDGE)));
    let mut tell = |at: &[Point]| show(&scaled(at, EDGE));
    let mut at: Vec<Point> = drawn.at.iter().map(|p| p.map(|c| 0.5 * c)).collect();
    if n <= stress::MOST {
        stress::minimise(&rows, &mut at, seed, piece.stop, &mut tell);
    } else {
        sparse_stress::minimise(&rows, &mut at, PIVOTS, seed, piece.stop, &mut tell);
    }
    for p in &mut at {
        *p = p.map(|c| c * EDGE);
    }
    orient::turn(&mut at, None, &[]);
    show(&at);
    room::make(&mut at, &piece.bodies, &vec![Hold::Free; n], EDGE, 2.0, piece.stop);
    Some(at)
}

/// Places in another unit.
fn scaled(at: &[Point], by: f32) -> Vec<Point> {
    at.iter().map(|p| p.map(|c| c * by)).collect()
}
