//! Layers from top to bottom, lines pointing down: chains of command, of supply, of argument.
//!
//! After Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures"
//! (1981): [`ranks`] turns round the few lines that close a cycle and gives every node a layer, [`order`]
//! sorts each layer so that few lines cross, and [`across`] puts nodes below what they hang from. A line over
//! several layers holds a place open in each by a stand-in. Lengths are in layout units.

mod across;
mod lists;
mod order;
mod ranks;

use std::sync::atomic::AtomicBool;

use super::geometry::Body;
use super::pieces::{self, Piece, Show};
use super::request::{EDGE, LABEL_GAP, LinkSpec, Point, Request};
use super::sort;
use super::stop::Stop;

/// Room between two bodies of a layer, and between two layers.
const GAP: f32 = 10.0;
const BETWEEN: f32 = 34.0;
/// Room that a line passing between nodes takes.
const LANE: f32 = 10.0;
/// Above this many stand-ins, long lines go without.
const STAND_INS: usize = 150_000;

/// Lays every part out in layers: the ends that links come from above those that they lead to. A pure
/// function of the request; `stop` ends it early.
pub(super) fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    let reduced = without_loose_ends(request);
    // Told to stop, no part is laid out, and none asks which way a line leads.
    let flow = flow(&reduced, Stop(stop)).unwrap_or_default();
    let lay_out = |piece: &Piece<'_>, show: &mut Show<'_>| part(piece, &flow, show);
    pieces::part_by_part(&reduced, |_| None, stop, sink, &lay_out)
}

/// Weak links only hold what nothing else does: they say little about who stands above whom.
fn without_loose_ends(request: &Request) -> Request {
    let n = request.nodes.len();
    let mut strong = vec![false; n];
    let is_strong = |link: &LinkSpec| link.weight >= 1.0 && link.a != link.b;
    let inside = |link: &&LinkSpec| (link.a as usize) < n && (link.b as usize) < n;
    for link in request.links.iter().filter(inside).filter(|link| is_strong(link)) {
        (strong[link.a as usize], strong[link.b as usize]) = (true, true);
    }
    let kept = |link: &&LinkSpec| is_strong(link) || !strong[link.a as usize] || !strong[link.b as usize];
    let links = request.links.iter().filter(inside).filter(kept).copied().collect();
    Request { nodes: request.nodes.clone(), links, ..*request }
}

/// A pair of nodes, the lower index first, and how much more leads from the first to the second.
type Flow = ((u32, u32), f32);

/// All linked pairs in rising order; `None` when told to stop.
fn flow(request: &Request, stop: Stop) -> Option<Vec<Flow>> {
    let sane = request.links.iter().filter(|link| link.weight.is_finite() && link.a != link.b);
    let flow: Vec<Flow> = sane
        .map(|link| {
            let forward = link.a < link.b;
            let pair = if forward { (link.a, link.b) } else { (link.b, link.a) };
            (pair, if forward { link.weight } else { -link.weight })
        })
        .collect();
    let mut flow = sort::by_ends(flow, request.nodes.len(), |(pair, _)| *pair, stop)?;
    flow.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
        }
        same
    });
    Some(flow)
}

/// A node of a layer: one of the graph, or a stand-in for a line that passes.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Seat {
    /// Reaches to either side, up and down.
    reach: [f32; 3],
    is_stand_in: bool,
}

/// A part in layers: seats, who sits in which layer in which order, and lines between neighbouring layers.
struct Layers {
    seats: Vec<Seat>,
    rows: Vec<Vec<u32>>,
    /// Seats above and below each seat, with the weight of the line.
    above: Vec<Vec<(u32, f32)>>,
    below: Vec<Vec<(u32, f32)>>,
}

fn part(piece: &Piece<'_>, flow: &[Flow], show: &mut Show<'_>) -> Option<Vec<Point>> {
    let n = piece.net.len();
    let stop = piece.stop();
    let arrows = arrows(piece, flow)?;
    let size = piece.bodies.iter().map(|body| {
        let [side, up, down] = reach(body);
        [2.0 * side + GAP, up + down + BETWEEN]
    });
    let size = size.fold([0.0f32; 2], |sum, s| [sum[0] + s[0], sum[1] + s[1]]).map(|s| s / n as f32);
    // So many nodes a layer fill the wanted proportions; a small part may be wider.
    let wide = (n as f32 * piece.aspect * size[1] / size[0].max(1.0)).sqrt();
    let ranks = ranks::of(n, &arrows, wide.max(9.0) as usize, stop)?;
    let mut layers = stack(piece, &arrows, &ranks)?;
    let y = heights(&layers);
    order::sort(&mut layers, stop, &mut |layers| show(&places(n, layers, &across::side_by_side(layers), &y)));
    let x = across::places(&layers, stop, &mut |x| show(&places(n, &layers, x, &y)));
    Some(places(n, &layers, &x, &y))
}

/// Where the `n` nodes lie whose seats are at `x` in layers at the heights `y`.
fn places(n: usize, layers: &Layers, x: &[f32], y: &[f32]) -> Vec<Point> {
    let mut at = vec![[0.0; 2]; n];
    for (layer, &y) in layers.rows.iter().zip(y) {
        for &seat in layer.iter().filter(|&&seat| (seat as usize) < n) {
            at[seat as usize] = [x[seat as usize], y];
        }
    }
    at
}

/// The part's lines, each from the upper end to the lower one; `None` when told to stop.
fn arrows(piece: &Piece<'_>, flow: &[Flow]) -> Option<Vec<(u32, u32, f32)>> {
    let global = |v: u32| piece.nodes[v as usize];
    let lines = piece.net.lines.iter().enumerate().map(|(step, line)| {
        piece.stop().check_at(step)?;
        let pair = (global(line.a), global(line.b));
        let found = flow.binary_search_by_key(&pair, |(pair, _)| *pair);
        let down = found.is_ok_and(|i| flow[i].1 >= 0.0);
        let (upper, lower) = if down { (line.a, line.b) } else { (line.b, line.a) };
        Some((upper, lower, line.strength()))
    });
    lines.collect()
}

fn reach(body: &Body) -> [f32; 3] {
    let label = if body.has_label() { LABEL_GAP + body.label[1] } else { 0.0 };
    [body.r.max(body.label[0] / 2.0), body.r, body.r + label]
}

/// Seats every node in its layer, and stand-ins where lines pass; `None` when told to stop.
fn stack(piece: &Piece<'_>, arrows: &[(u32, u32, f32)], ranks: &[u32]) -> Option<Layers> {
    let mut seats: Vec<Seat> =
        piece.bodies.iter().map(|body| Seat { reach: reach(body), is_stand_in: false }).collect();
    let depth = ranks.iter().max().map_or(0, |deepest| *deepest as usize + 1);
    let mut rows = vec![Vec::new(); depth];
    ranks.iter().enumerate().for_each(|(v, &rank)| rows[rank as usize].push(v as u32));
    let passed = |&(a, b, _): &(u32, u32, f32)| {
        (ranks[a as usize].abs_diff(ranks[b as usize]) as usize).saturating_sub(1)
    };
    let with_stand_ins = arrows.iter().map(passed).sum::<usize>() <= STAND_INS;
    let (mut above, mut below) = (vec![Vec::new(); seats.len()], vec![Vec::new(); seats.len()]);
    for (step, &(a, b, weight)) in arrows.iter().enumerate() {
        piece.stop().check_at(step)?;
        // A line that was turned round leads up.
        let (top, bottom) = if ranks[a as usize] <= ranks[b as usize] { (a, b) } else { (b, a) };
        let mut last = top;
        if with_stand_ins {
            for rank in ranks[top as usize] + 1..ranks[bottom as usize] {
                let seat = seats.len() as u32;
                seats.push(Seat { reach: [LANE / 2.0, 0.0, 0.0], is_stand_in: true });
                rows[rank as usize].push(seat);
                above.push(vec![(last, weight)]);
                below.push(Vec::new());
                below[last as usize].push((seat, weight));
                last = seat;
            }
        }
        below[last as usize].push((bottom, weight));
        above[bottom as usize].push((last, weight));
    }
    Some(Layers { seats, rows, above, below })
}

/// The height of each layer's middles, the first at 0.
fn heights(layers: &Layers) -> Vec<f32> {
    let most = |layer: &[u32], which: usize| {
        layer.iter().map(|&seat| layers.seats[seat as usize].reach[which]).fold(0.0, f32::max)
    };
    let mut y = 0.0;
    let mut heights = Vec::with_capacity(layers.rows.len());
    for (i, layer) in layers.rows.iter().enumerate() {
        if let Some(before) = i.checked_sub(1) {
            y += (most(&layers.rows[before], 2) + most(layer, 1) + BETWEEN).max(EDGE);
        }
        heights.push(y);
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::super::geometry::overlap;
    use super::super::request::NodeSpec;
    use super::*;

    pub(super) fn request(n: usize, links: &[(u32, u32)]) -> Request {
        Request {
            nodes: vec![NodeSpec { radius: 10.0, label: [70.0, 15.0], ..NodeSpec::default() }; n],
            links: links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
            ..Request::default()
        }
    }

    #[test]
    fn lines_point_down_and_a_cycle_turns_few() {
        let tree: Vec<(u32, u32)> = (1..30).map(|i| ((i - 1) / 3, i)).collect();
        let at = run(&request(30, &tree), &AtomicBool::new(false), &mut |_| {});
        assert!(tree.iter().all(|&(a, b)| at[a as usize][1] < at[b as usize][1]));
        let ring: Vec<(u32, u32)> = (0..9).map(|i| (i, (i + 1) % 9)).collect();
        let at = run(&request(9, &ring), &AtomicBool::new(false), &mut |_| {});
        let up = ring.iter().filter(|&&(a, b)| at[a as usize][1] >= at[b as usize][1]).count();
        assert_eq!(up, 1);
    }

    #[test]
    fn no_body_covers_another() {
        let links: Vec<(u32, u32)> =
            (1..120u32).flat_map(|i| [((i * i) % i, i), (i / 2, i)]).filter(|(a, b)| a != b).collect();
        let request = request(120, &links);
        let at = run(&request, &AtomicBool::new(false), &mut |_| {});
        let bodies = pieces::bodies(&request);
        for i in 0..120 {
            for j in 0..i {
                let (a, b) = (bodies[i].hull(at[i]), bodies[j].hull(at[j]));
                assert!(overlap(a, b, 0.0).is_none(), "{i} {j} {:?} {:?}", at[i], at[j]);
            }
        }
    }

    #[test]
    fn a_tree_has_no_crossing_and_parents_stand_above_their_children() {
        let tree: Vec<(u32, u32)> = (1..13).map(|i| ((i - 1) / 3, i)).collect();
        let at = run(&request(13, &tree), &AtomicBool::new(false), &mut |_| {});
        for &(a, b) in &tree {
            for &(c, d) in &tree {
                let p = |v: u32| at[v as usize];
                assert!(!super::super::geometry::cross(p(a), p(b), p(c), p(d)), "{a}-{b} and {c}-{d}");
            }
        }
        let children: Vec<f32> = (1..4).map(|v| at[v][0]).collect();
        assert!(children[0].min(children[2]) < at[0][0] && at[0][0] < children[0].max(children[2]));
    }

    #[test]
    fn weak_links_do_not_decide() {
        let mut request = request(4, &[(0, 1), (1, 2)]);
        request.links.push(LinkSpec { a: 2, b: 0, weight: 0.3 });
        request.links.push(LinkSpec { a: 3, b: 0, weight: 0.3 });
        let at = run(&request, &AtomicBool::new(false), &mut |_| {});
        assert!(at[3][1] < at[0][1] && at[0][1] < at[1][1] && at[1][1] < at[2][1]);
    }
}
