//! Room: no two bodies on one another, and no line through a node that it does not end at.

use std::f32::consts::PI;
use std::sync::atomic::{AtomicBool, Ordering};

use super::geometry::{Body, Rect, overlap, to_segment, union};
use super::near;
use super::net::Net;
use super::refine::Hold;
use super::request::Point;
use super::stop::Stop;

/// Pushes bodies apart until no two come closer than `gap`, each pair the shortest way that clears
/// it, and by what each of the two may move; at most `rounds` times. Returns whether none is left,
/// which told to stop it does not.
pub(super) fn separate(
    at: &mut [Point],
    bodies: &[Body],
    hold: &[Hold],
    gap: f32,
    rounds: usize,
    stop: Stop,
) -> bool {
    for round in 0..rounds {
        match push_all(at, bodies, hold, Room { gap, elbow: 0.0 }, round, stop) {
            Some(false) => {}
            done => return done.is_some(),
        }
    }
    false
}

/// What bodies keep to themselves.
#[derive(Clone, Copy)]
struct Room {
    /// Between any disc or label and that of another node.
    gap: f32,
    /// Half of the distance that nodes keep, across or down, however small their discs.
    elbow: f32,
}

impl Room {
    /// The boxes of a body that no other may come close to.
    fn boxes(self, body: &Body, at: Point) -> [Rect; 2] {
        let r = body.r.max(self.elbow - self.gap / 2.0);
        [[at[0] - r, at[1] - r, at[0] + r, at[1] + r], body.label_box(at)]
    }
}

/// One round of pushing; whether nothing was left to push. `None` when told to stop.
fn push_all(
    at: &mut [Point],
    bodies: &[Body],
    hold: &[Hold],
    room: Room,
    round: usize,
    stop: Stop,
) -> Option<bool> {
    stop.check()?;
    let hull = |(p, body): (&Point, &Body)| {
        let [disc, label] = room.boxes(body, *p);
        union(disc, label)
    };
    let hulls: Vec<Rect> = at.iter().zip(bodies).map(hull).collect();
    let mut met = false;
    for (step, [u, v]) in near::pairs(&hulls, room.gap, stop)?.into_iter().enumerate() {
        stop.check_at(step)?;
        let (u, v) = (u as usize, v as usize);
        let parts = |v: usize| room.boxes(&bodies[v], at[v]);
        if let Some(ways) = ways_out(parts(u), parts(v), room.gap) {
            met |= push(at, hold, [u, v], ways, round);
        }
    }
    Some(!met)
}

/// Share of a drawing that its bodies may fill: with more, pushing one aside pushes the next.
const FILL: f32 = 0.25;
/// Half of the distance that nodes keep, in middle lines: nearer than a tenth of it is crowded.
const ELBOW: f32 = 0.053;
/// Rounds of pushing at one size, with elbow room and without; sizes that are tried, and by how much each
/// is larger than the one before.
const ELBOW_ROUNDS: usize = 160;
const ROUNDS: usize = 30;
const SIZES: usize = 12;
const GROWTH: f32 = 1.08;
/// The same where that is not enough and there are few nodes.
const LAST_SIZES: usize = 40;
const LAST_GROWTH: f32 = 1.2;
/// Up to this many nodes, pushing goes on until nothing is left to push; of more, so many nodes are looked
/// at in all rounds together.
const FULLY: usize = 1500;
const PUSHES: usize = 20_000;

/// Makes room for every disc and label in a drawing whose middle line is `edge` long: enlarges it until
/// they fill no more than a part of the ellipse that it takes up, and pushes apart what then still comes
/// closer than `gap`, and nodes that come closer than a tenth of the middle line. Where that does not
/// come to an end, the drawing grows further. Nothing shrinks, and once `stop` is set nothing more
/// happens.
///
/// A large drawing without labels keeps its size, as its nodes can be drawn smaller. Of more than a few
/// thousand nodes only a few rounds are pushed, and none where discs fill too much for it to help.
pub(super) fn make(at: &mut [Point], bodies: &[Body], hold: &[Hold], edge: f32, gap: f32, stop: &AtomicBool) {
    let (size, sizes) = match (growth(at, bodies).max(1.0), bodies.iter().any(Body::has_label)) {
        (by, true) => (by, SIZES),
        (by, false) if at.len() <= FULLY => (by, SIZES),
        (by, false) if by > 1.0 => return,
        (_, false) => (1.0, 1),
    };
    scale(at, size);
    let elbow = ELBOW * edge * size;
    for _ in 0..sizes {
        // A star may have more leaves than have elbow room: no size helps, as it grows with the drawing.
        for (elbow, rounds) in [(elbow, ELBOW_ROUNDS), (0.0, ROUNDS)] {
            for round in 0..rounds.min(rounds_for(at.len())) {
                match push_all(at, bodies, hold, Room { gap, elbow }, round, Stop(stop)) {
                    Some(false) => {}
                    _ => return,
                }
            }
        }
        scale(at, GROWTH);
    }
    if at.len() > FULLY {
        return;
    }
    // A star or a complete graph puts everything on top of everything: nothing but size helps.
    for _ in 0..LAST_SIZES {
        if stop.load(Ordering::Relaxed) || separate(at, bodies, hold, gap, ROUNDS, Stop(stop)) {
            return;
        }
        scale(at, LAST_GROWTH);
    }
}

/// How many rounds of pushing so many nodes are worth their time.
pub(super) fn rounds_for(nodes: usize) -> usize {
    if nodes <= FULLY { usize::MAX } else { (PUSHES / nodes).max(1) }
}

fn scale(at: &mut [Point], by: f32) {
    for p in at {
        *p = p.map(|c| c * by);
    }
}

/// By how much a drawing has to grow until its bodies fill the share of it that they may.
fn growth(at: &[Point], bodies: &[Body]) -> f32 {
    let n = at.len() as f32;
    let boxes = bodies.iter().map(|body| 4.0 * body.r * body.r + body.label[0] * body.label[1]);
    let boxes = boxes.sum::<f32>();
    let mean = at.iter().fold([0.0; 2], |sum, p| [sum[0] + p[0] / n, sum[1] + p[1] / n]);
    let (mut xx, mut xy, mut yy) = (0.0f32, 0.0f32, 0.0f32);
    for p in at {
        let (x, y) = (p[0] - mean[0], p[1] - mean[1]);
        (xx, xy, yy) = (xx + x * x / n, xy + x * y / n, yy + y * y / n);
    }
    // Bodies have a breadth, even where their middles lie on a line.
    let breadth = boxes / (4.0 * n.max(1.0));
    let (xx, yy) = (xx + breadth, yy + breadth);
    // An even ellipse has half axes of two deviations.
    let ellipse = 4.0 * PI * (xx * yy - xy * xy).max(0.0).sqrt();
    (boxes / (FILL * ellipse).max(1e-6)).sqrt()
}

/// Up to this many nodes, each may be looked at against each.
const FEW: usize = 400;

/// The same, and among a few nodes what is still in the way after that many rounds goes to the nearest
/// free place.
pub(super) fn separate_all(
    at: &mut [Point],
    bodies: &[Body],
    hold: &[Hold],
    gap: f32,
    rounds: usize,
    stop: Stop,
) {
    if separate(at, bodies, hold, gap, rounds, stop) || at.len() > FEW {
        return;
    }
    for v in (0..at.len()).filter(|&v| hold[v] != Hold::Fixed) {
        if stop.is_set() {
            return;
        }
        let parts = |v: usize, p: Point| [bodies[v].disc(p), bodies[v].label_box(p)];
        let is_free = |p: Point, at: &[Point]| {
            let mine = parts(v, p);
            (0..at.len()).all(|u| u == v || ways_out(mine, parts(u, at[u]), gap).is_none())
        };
        let home = at[v];
        let spiral = (0..4000).map(|i| {
            let (out, turn) = (4.0 * (i as f32).sqrt(), i as f32 * 2.399_963); // the golden angle
            let down = if hold[v] == Hold::Level { 0.0 } else { out * turn.sin() };
            [home[0] + out * turn.cos(), home[1] + down]
        });
        if let Some(free) = spiral.into_iter().find(|p| is_free(*p, at)) {
            at[v] = free;
        }
    }
}

/// A flat box stands for no label.
fn is_flat(rect: Rect) -> bool {
    rect[0] >= rect[2] || rect[1] >= rect[3]
}

/// If two bodies come closer than `gap`: how far the second must go right, down, left or up, each
/// alone, until they do not.
fn ways_out(mine: [Rect; 2], other: [Rect; 2], gap: f32) -> Option<[f32; 4]> {
    let mut ways = [0.0f32; 4];
    let mut meet = false;
    for a in mine.into_iter().filter(|a| !is_flat(*a)) {
        for b in other.into_iter().filter(|b| !is_flat(*b)) {
            meet |= overlap(a, b, gap).is_some();
            for axis in 0..2 {
                // Only boxes that are beside each other along the other axis can be in the way.
                let aside = 1 - axis;
                if a[aside].max(b[aside]) < a[aside + 2].min(b[aside + 2]) + gap {
                    ways[axis] = ways[axis].max(a[axis + 2] + gap - b[axis]);
                    ways[axis + 2] = ways[axis + 2].max(b[axis + 2] + gap - a[axis]);
                }
            }
        }
    }
    meet.then_some(ways)
}

/// Pushes two bodies apart along the shortest way that is open; whether anything moved.
fn push(at: &mut [Point], hold: &[Hold], pair: [usize; 2], ways: [f32; 4], round: usize) -> bool {
    let free = |v: usize, axis: usize| match hold[v] {
        Hold::Free => 1.0,
        Hold::Level => 1.0 - axis as f32,
        Hold::Fixed => 0.0,
    };
    let shares = |axis: usize| [free(pair[0], axis), free(pair[1], axis)];
    let open = (0..4).filter(|way| shares(way % 2).iter().sum::<f32>() > 0.0);
    // Among equal ways one way now and another the next time, or rows would never open.
    let order = |way: &usize| (way + pair[0] + round) % 4;
    let Some(way) = open.min_by(|a, b| ways[*a].total_cmp(&ways[*b]).then(order(a).cmp(&order(b)))) else {
        return false;
    };
    let axis = way % 2;
    let [u, v] = shares(axis);
    // A hair more, so that rounding does not leave a rest.
    let by = (ways[way] * 1.01 + 0.01) / (u + v) * if way < 2 { 1.0 } else { -1.0 };
    at[pair[0]][axis] -= by * u;
    at[pair[1]][axis] += by * v;
    true
}

/// Moves nodes off the lines that run through them or closer than `clear`, once, by what is missing.
/// Returns how many there were. Takes the product of nodes and lines.
pub(super) fn off_lines(net: &Net, at: &mut [Point], bodies: &[Body], hold: &[Hold], clear: f32) -> usize {
    let mut met = 0;
    for v in 0..at.len() {
        let room = bodies[v].r + clear;
        for line in net.lines.iter().filter(|line| !line.is_weak()) {
            let (a, b) = (line.a as usize, line.b as usize);
            if a == v || b == v {
                continue;
            }
            let [dx, dy] = to_segment(at[v], at[a], at[b]);
            let far = dx.hypot(dy);
            if far >= room {
                continue;
            }
            met += 1;
            let [ux, uy] = if far > 1e-3 {
                [-dx / far, -dy / far]
            } else {
                let (lx, ly) = (at[b][0] - at[a][0], at[b][1] - at[a][1]);
                let length = lx.hypot(ly).max(1e-3);
                [-ly / length, lx / length]
            };
            let by = (room - far) * 1.05 + 0.05;
            match hold[v] {
                Hold::Free => at[v] = [at[v][0] + ux * by, at[v][1] + uy * by],
                Hold::Level => at[v][0] += ux * by,
                Hold::Fixed => {}
            }
        }
    }
    met
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::geometry::distance;
    use super::super::request::{EDGE, LinkSpec, NodeSpec, Request};
    use super::*;

    fn overlaps(at: &[Point], bodies: &[Body]) -> usize {
        let rects: Vec<[Rect; 2]> =
            at.iter().zip(bodies).map(|(p, b)| [b.disc(*p), b.label_box(*p)]).collect();
        let mut count = 0;
        for (i, a) in rects.iter().enumerate() {
            for b in &rects[i + 1..] {
                let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y)));
                count += pairs
                    .filter(|(x, y)| !is_flat(*x) && !is_flat(*y) && overlap(*x, *y, 0.0).is_some())
                    .count();
            }
        }
        count
    }

    proptest! {
        #[test]
        fn leaves_no_overlap_and_moves_nothing_fixed(
            spots in proptest::collection::vec((0f32..300.0, 0f32..200.0), 1..25),
            fixed in 0usize..25,
        ) {
            let mut at: Vec<Point> = spots.iter().map(|s| [s.0, s.1]).collect();
            let bodies: Vec<Body> = (0..at.len())
                .map(|i| Body { r: 6.0 + i as f32 % 7.0, label: if i % 3 == 0 { [0.0; 2] } else { [60.0, 15.0] } })
                .collect();
            let mut hold = vec![Hold::Free; at.len()];
            let fixed = fixed % at.len();
            hold[fixed] = Hold::Fixed;
            let held = at[fixed];
            separate_all(&mut at, &bodies, &hold, 2.0, 60, Stop::never());
            prop_assert_eq!(overlaps(&at, &bodies), 0);
            prop_assert_eq!(at[fixed], held);
        }
    }

    /// A sunflower of named nodes whose middle line is about [`EDGE`] long, with a clump in it.
    fn crowd(n: usize) -> (Vec<Point>, Vec<Body>) {
        let spot = |i: usize| {
            let (out, turn) = (9.0 * (i as f32).sqrt(), i as f32 * 2.399_963);
            [out * turn.cos(), out * turn.sin()].map(|c| if i.is_multiple_of(5) { c / 3.0 } else { c })
        };
        let body = |i: usize| Body { r: 4.0 + (i % 3) as f32, label: [40.0 + 7.0 * (i % 17) as f32, 15.0] };
        ((0..n).map(spot).collect(), (0..n).map(body).collect())
    }

    #[test]
    fn room_leaves_no_overlap_and_little_moved() {
        let (start, bodies) = crowd(600);
        let mut at = start.clone();
        let hold = vec![Hold::Free; 600];
        make(&mut at, &bodies, &hold, EDGE, 2.0, &AtomicBool::new(false));
        assert_eq!(overlaps(&at, &bodies), 0);
        let size = |at: &[Point]| at.iter().map(|p| p[0].hypot(p[1])).sum::<f32>();
        let grown = size(&at) / size(&start);
        let moved = at.iter().zip(&start).map(|(p, q)| distance(*p, q.map(|c| c * grown))).sum::<f32>();
        assert!(grown > 1.5 && moved / 600.0 < 0.2 * EDGE * grown, "{grown} {moved}");
    }

    #[test]
    fn nodes_without_labels_keep_elbow_room() {
        let mut at: Vec<Point> = (0..50).map(|i| [20.0 * i as f32, 100.0 * (i % 5) as f32]).collect();
        at.push([42.0, 201.0]);
        let bodies = [Body { r: 0.5, label: [0.0; 2] }; 51];
        make(&mut at, &bodies, &[Hold::Free; 51], EDGE, 0.0, &AtomicBool::new(false));
        assert!((0..50).all(|v| distance(at[v], at[50]) > EDGE / 10.0));
    }

    #[test]
    fn room_ends_for_nodes_in_one_spot_and_for_none() {
        let mut at = vec![[1.0, 1.0]; 40];
        let bodies = [Body { r: 5.0, label: [60.0, 15.0] }; 40];
        make(&mut at, &bodies, &[Hold::Free; 40], EDGE, 2.0, &AtomicBool::new(false));
        assert_eq!(overlaps(&at, &bodies), 0);
        make(&mut [], &[], &[], EDGE, 2.0, &AtomicBool::new(false));
    }

    #[test]
    fn a_level_node_keeps_its_height() {
        let mut at = vec![[0.0, 0.0], [3.0, 1.0]];
        let bodies = [Body { r: 10.0, label: [50.0, 15.0] }; 2];
        separate(&mut at, &bodies, &[Hold::Level, Hold::Free], 0.0, 100, Stop::never());
        assert_eq!(at[0][1], 0.0);
        assert_eq!(overlaps(&at, &bodies), 0);
    }

    #[test]
    fn a_node_leaves_a_foreign_line() {
        let request = Request {
            nodes: vec![NodeSpec::default(); 3],
            links: vec![LinkSpec { a: 0, b: 1, weight: 1.0 }],
            ..Request::default()
        };
        let mut at = vec![[0.0, 0.0], [100.0, 0.0], [50.0, 0.0]];
        let bodies = [Body { r: 8.0, label: [0.0; 2] }; 3];
        let net = Net::of(&request);
        assert_eq!(off_lines(&net, &mut at, &bodies, &[Hold::Free; 3], 4.0), 1);
        assert_eq!(off_lines(&net, &mut at, &bodies, &[Hold::Free; 3], 4.0), 0);
    }
}
