//! By date from left to right: the earlier a node's claims, the farther left it lies.
//!
//! The axis keeps the order of dates but not their distances: an empty stretch takes the logarithm of its
//! days, and a crowded day the width that its nodes need, as in a beeswarm plot. Up and down a node lies as
//! near to its neighbours as others leave room. Nodes without a date stand in a lane below. Lengths are in layout
//! units, dates in days.

use std::sync::atomic::AtomicBool;

use super::geometry::Body;
use super::net::Net;
use super::pieces;
use super::request::{EDGE, LABEL_GAP, Point, Request};
use super::rows;
use super::stop::Stop;
use super::{sort, start};

/// Room between two bodies.
const GAP: f32 = 8.0;
/// Width of an empty stretch of one day; one of n days is log2(1 + n) times as wide.
const DAY: f32 = 26.0;
/// How much of the canvas' width, in proportion, nodes take for themselves.
const STRETCH: f32 = 0.9;
/// Empty stretches take at most this share of what nodes take, unless that is next to nothing.
const EMPTY: f32 = 0.4;
/// Share of the picture that bodies fill.
const FILL: f32 = 0.75;
/// Rounds in which nodes move towards their neighbours.
const ROUNDS: usize = 14;
/// Above this many nodes all is shown after each round.
const SHOWN: usize = 1000;
/// Above this many dated nodes each looks for room in its own column only.
const FREE: usize = 5000;

/// Lays a graph out by [`NodeSpec::when`](super::NodeSpec::when). A pure function of the request; `stop`
/// ends it early.
pub(super) fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    let bodies = pieces::bodies(request);
    let mut at = start::anywhere(bodies.len());
    let done = draw(request, &bodies, Stop(stop), sink, &mut at);
    pieces::settle(request, if done.is_some() { &bodies } else { &[] }, stop, at)
}

/// Writes the places to `at`; `None` when told to stop, with what there is by then.
fn draw(
    request: &Request,
    bodies: &[Body],
    stop: Stop,
    sink: &mut dyn FnMut(&[Point]),
    at: &mut [Point],
) -> Option<()> {
    let net = Net::unless(request, stop)?;
    let when: Vec<Option<f32>> =
        request.nodes.iter().map(|node| node.when.filter(|day| day.is_finite())).collect();
    let n = bodies.len();
    let dated: Vec<u32> = (0..n as u32).filter(|&v| when[v as usize].is_some()).collect();
    // Minus nought is no earlier than nought.
    let day = |v: u32| when[v as usize].unwrap_or_default() + 0.0;
    let dated: Vec<usize> = sort::rising(dated, day, stop)?.into_iter().map(|v| v as usize).collect();
    at.fill([0.0; 2]);
    along(&dated, &when, bodies, request.sane_aspect(), at);
    let neighbours = |v: usize| net.arcs(v).iter().map(|arc| arc.to as usize).filter(|&u| when[u].is_some());
    let swarm = Swarm { order: &dated, bodies };
    for round in 0..ROUNDS {
        let wanted = |v: usize, at: &[Point]| {
            let (sum, count) = neighbours(v).fold((0.0f32, 0.0f32), |(s, c), u| (s + at[u][1], c + 1.0));
            // A weak pull to the axis keeps the swarm together.
            sum / (count + 0.5)
        };
        if dated.len() <= FREE {
            swarm.move_all(round, &wanted, at, stop)?;
        } else if round < 4 {
            swarm.move_columns(&wanted, at, stop)?;
        }
        if n > SHOWN {
            sink(at);
        }
    }
    let undated: Vec<usize> = (0..n).filter(|&v| when[v].is_none()).collect();
    stop.check()?;
    lane(&undated, &dated, &neighbours, bodies, request.sane_aspect(), at);
    stop.check()
}

/// Width and height with the room around.
fn size(body: &Body) -> [f32; 2] {
    let [up, down] = reach(body);
    [(2.0 * body.r).max(body.label[0]) + GAP, up + down + GAP]
}

/// How far a body reaches up and down.
fn reach(body: &Body) -> [f32; 2] {
    [body.r, body.r + if body.has_label() { LABEL_GAP + body.label[1] } else { 0.0 }]
}

/// Puts dated nodes, in the order of their dates, along the axis.
fn along(dated: &[usize], when: &[Option<f32>], bodies: &[Body], aspect: f32, at: &mut [Point]) {
    let n = dated.len() as f32;
    let mean =
        dated.iter().map(|&v| size(&bodies[v])).fold([0.0f32; 2], |m, s| [m[0] + s[0] / n, m[1] + s[1] / n]);
    // So many rows make the picture as wide as wanted.
    let rows = (n / FILL * mean[0] / (aspect * STRETCH * mean[1]).max(1e-3)).sqrt().max(2.0);
    let in_a_column = ((rows * 0.8).ceil() as usize).max(2);
    let groups: Vec<&[usize]> = dated.chunk_by(|&a, &b| when[a] == when[b]).collect();
    let wide = |group: &[usize]| (group.len().div_ceil(in_a_column) - 1) as f32 * mean[0];
    // From each group to the next: the room that both need, and the empty stretch between.
    let steps: Vec<[f32; 2]> = groups
        .windows(2)
        .map(|pair| {
            let (before, group) = (pair[0], pair[1]);
            let days = when[group[0]].unwrap_or_default() - when[before[0]].unwrap_or_default();
            let share = ((group.len() + before.len()) as f32 / 2.0 / (rows * FILL)).min(1.0);
            let crowd = f32::midpoint(wide(before), wide(group)) + share * mean[0];
            [crowd, DAY * (1.0 + days.clamp(0.0, 1e7)).log2()]
        })
        .collect();
    let [crowd, empty] = steps.iter().fold([0.0f32; 2], |sum, step| [sum[0] + step[0], sum[1] + step[1]]);
    let shrink = ((EMPTY * crowd).max(4.0 * EDGE) / empty.max(1.0)).min(1.0);
    let mut x = 0.0f32;
    for (i, group) in groups.iter().enumerate() {
        x += i.checked_sub(1).map_or(0.0, |i| steps[i][0] + shrink * steps[i][1]);
        let columns = group.len().div_ceil(in_a_column);
        for (k, &v) in group.iter().enumerate() {
            let column = (k % columns) as f32 - (columns - 1) as f32 / 2.0;
            at[v] = [x + column * mean[0], 0.0];
        }
    }
}

/// The dated nodes in the order of the axis.
struct Swarm<'a> {
    order: &'a [usize],
    bodies: &'a [Body],
}

impl Swarm<'_> {
    /// Takes every node to the free height nearest to where its neighbours are. In the first round nodes
    /// are added one by one. `None` when told to stop.
    fn move_all(
        &self,
        round: usize,
        wanted: &dyn Fn(usize, &[Point]) -> f32,
        at: &mut [Point],
        stop: Stop,
    ) -> Option<()> {
        let mut by_x: Vec<usize> = self.order.to_vec();
        by_x.sort_by(|&a, &b| at[a][0].total_cmp(&at[b][0]).then(a.cmp(&b)));
        let widest = by_x.iter().map(|&v| size(&self.bodies[v])[0]).fold(0.0, f32::max);
        let count = by_x.len();
        for step in 0..count {
            stop.check()?;
            let i = if round.is_multiple_of(2) { step } else { count - 1 - step };
            let v = by_x[i];
            let near = |j: usize| (at[by_x[j]][0] - at[v][0]).abs() <= widest;
            let left = (0..i).rev().take_while(|&j| near(j));
            // What is not placed yet is in nobody's way.
            let right = (i + 1..if round == 0 { i + 1 } else { count }).take_while(|&j| near(j));
            let others: Vec<usize> = left.chain(right).map(|j| by_x[j]).collect();
            at[v][1] = self.free(v, wanted(v, at), &others, at);
        }
        Some(())
    }

    /// The height nearest to a wanted one at which a node lies on none of the others.
    fn free(&self, v: usize, wanted: f32, others: &[usize], at: &[Point]) -> f32 {
        let [up, down] = reach(&self.bodies[v]);
        let mine = size(&self.bodies[v])[0];
        let mut taken: Vec<[f32; 2]> = others
            .iter()
            .filter(|&&u| (at[u][0] - at[v][0]).abs() < f32::midpoint(mine, size(&self.bodies[u])[0]))
            .map(|&u| {
                let [above, below] = reach(&self.bodies[u]);
                [at[u][1] - above - down - GAP, at[u][1] + below + up + GAP]
            })
            .collect();
        taken.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let mut best = f32::INFINITY;
        let mut try_at = |y: f32| {
            if (y - wanted).abs() < (best - wanted).abs() {
                best = y;
            }
        };
        // Free stretches between what is taken.
        let mut from = f32::NEG_INFINITY;
        for [top, bottom] in &taken {
            if *top >= from {
                try_at(wanted.clamp(from, *top));
            }
            from = from.max(*bottom);
        }
        try_at(wanted.max(from));
        best
    }

    /// Column by column, each in the order of its wanted heights. `None` when told to stop.
    fn move_columns(
        &self,
        wanted: &dyn Fn(usize, &[Point]) -> f32,
        at: &mut [Point],
        stop: Stop,
    ) -> Option<()> {
        let mut by_x: Vec<u32> = self.order.iter().map(|&v| v as u32).collect();
        by_x = sort::by_key(&by_x, at.len(), |&v| v as usize, stop)?;
        by_x = sort::rising(by_x, |v| at[v as usize][0], stop)?;
        let by_x: Vec<usize> = by_x.into_iter().map(|v| v as usize).collect();
        let columns: Vec<&[usize]> = by_x.chunk_by(|&a, &b| (at[a][0] - at[b][0]).abs() < 1.0).collect();
        for column in columns {
            stop.check()?;
            let mut keyed: Vec<(f32, usize)> = column.iter().map(|&v| (wanted(v, at), v)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let apart: Vec<f32> = keyed
                .windows(2)
                .map(|pair| reach(&self.bodies[pair[0].1])[1] + reach(&self.bodies[pair[1].1])[0] + GAP)
                .collect();
            let heights: Vec<f32> = keyed.iter().map(|key| key.0).collect();
            let places = rows::place(&heights, &vec![1.0; keyed.len()], &apart);
            keyed.iter().zip(places).for_each(|(&(_, v), y)| at[v][1] = y);
        }
        Some(())
    }
}

/// Nodes without a date stand below the others in as many rows as are needed, each under its neighbours.
fn lane<I: Iterator<Item = usize>>(
    undated: &[usize],
    dated: &[usize],
    neighbours: &dyn Fn(usize) -> I,
    bodies: &[Body],
    aspect: f32,
    at: &mut [Point],
) {
    if undated.is_empty() {
        return;
    }
    let ends = dated.iter().map(|&v| at[v][0]);
    let (left, right) =
        ends.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let middle = if dated.is_empty() { 0.0 } else { f32::midpoint(left, right) };
    let area: f32 = undated.iter().map(|&v| size(&bodies[v])).map(|s| s[0] * s[1]).sum();
    let total: f32 = undated.iter().map(|&v| size(&bodies[v])[0]).sum();
    let width = (area * aspect).sqrt().max(if dated.is_empty() { 0.0 } else { right - left + EDGE });
    let lanes = ((total / width.max(1.0)).ceil() as usize).max(1);
    let wanted = |v: usize| {
        let (sum, count) = neighbours(v).fold((0.0f32, 0.0f32), |(s, c), u| (s + at[u][0], c + 1.0));
        if count > 0.0 { sum / count } else { middle }
    };
    let mut keyed: Vec<(f32, usize)> = undated.iter().map(|&v| (wanted(v), v)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let bottom = dated.iter().map(|&v| at[v][1] + reach(&bodies[v])[1]).fold(f32::NEG_INFINITY, f32::max);
    let mut y = if dated.is_empty() { 0.0 } else { bottom + 0.8 * EDGE };
    for lane in 0..lanes {
        let row: Vec<(f32, usize)> = keyed.iter().skip(lane).step_by(lanes).copied().collect();
        let apart: Vec<f32> = row
            .windows(2)
            .map(|p| f32::midpoint(size(&bodies[p[0].1])[0], size(&bodies[p[1].1])[0]))
            .collect();
        let wanted: Vec<f32> = row.iter().map(|key| key.0).collect();
        let places = rows::place(&wanted, &vec![1.0; row.len()], &apart);
        let most = |which: usize| row.iter().map(|key| reach(&bodies[key.1])[which]).fold(0.0, f32::max);
        y += most(0);
        row.iter().zip(places).for_each(|(&(_, v), x)| at[v] = [x, y]);
        y += most(1) + GAP;
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::overlap;
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    fn request(days: &[Option<f32>]) -> Request {
        let node = |when: &Option<f32>| NodeSpec {
            radius: 10.0,
            label: [70.0, 15.0],
            when: *when,
            ..NodeSpec::default()
        };
        let n = days.len() as u32;
        Request {
            nodes: days.iter().map(node).collect(),
            links: (1..n).map(|i| LinkSpec { a: i * i % i, b: i, weight: 1.0 }).collect(),
            ..Request::default()
        }
    }

    #[test]
    fn dates_run_from_left_to_right_and_the_undated_stand_below() {
        let days: Vec<Option<f32>> = (0..80)
            .map(|i| (i % 5 > 0).then_some(((i * 37) % 23) as f32 * ((i % 3) as f32 * 100.0)))
            .collect();
        let request = request(&days);
        let at = run(&request, &AtomicBool::new(false), &mut |_| {});
        for i in 0..80 {
            for j in 0..80 {
                match (days[i], days[j]) {
                    (Some(a), Some(b)) if a < b => assert!(at[i][0] < at[j][0], "{a} {b}"),
                    (Some(_), None) => assert!(at[i][1] < at[j][1]),
                    _ => {}
                }
            }
        }
        let bodies = pieces::bodies(&request);
        for i in 0..80 {
            for j in 0..i {
                let (a, b) = (bodies[i].hull(at[i]), bodies[j].hull(at[j]));
                assert!(overlap(a, b, 0.0).is_none(), "{i} {j}");
            }
        }
    }

    #[test]
    fn an_empty_century_takes_little_room() {
        let at = run(&request(&[Some(0.0), Some(1.0), Some(36_500.0)]), &AtomicBool::new(false), &mut |_| {});
        assert!(at[2][0] - at[1][0] < 8.0 * (at[1][0] - at[0][0]), "{at:?}");
    }

    #[test]
    fn without_dates_or_with_nonsense_all_is_finite() {
        let at = run(
            &request(&[None, Some(f32::NAN), Some(f32::INFINITY), None]),
            &AtomicBool::new(false),
            &mut |_| {},
        );
        assert!(at.iter().flatten().all(|c| c.is_finite()));
        let many = vec![Some(3.0); 6000];
        let at = run(&request(&many), &AtomicBool::new(false), &mut |_| {});
        assert!(at.iter().flatten().all(|c| c.is_finite()));
    }
}
