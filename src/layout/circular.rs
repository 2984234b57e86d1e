//! All nodes of a part on one circle, in an order with few crossings.
//!
//! After Baur and Brandes, "Crossing Reduction in Circular Layouts" (2004): nodes are appended greedily
//! at the end that crosses fewer open lines, then each is sifted around the whole circle to its best place.
//! Lengths are in layout units, positions on the circle are ranks.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::atomic::AtomicBool;

use super::net::Net;
use super::pieces::{self, Piece, Show};
use super::request::{Point, Request};
use super::ring;
use super::stop::Stop;

/// Rounds of sifting; most orders rest after two.
const ROUNDS: usize = 4;
/// Comparisons that sifting may take in a part; above that the greedy order stays.
const WORK: usize = 30_000_000;

/// Lays every part out on a circle. A pure function of the request; `stop` ends it early.
pub(super) fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    pieces::part_by_part(request, |_| None, stop, sink, &part)
}

fn part(piece: &Piece<'_>, show: &mut Show<'_>) -> Option<Vec<Point>> {
    let n = piece.net.len();
    // As listed, until there is a better order.
    let evenly = (0..n).map(|v| ring::even(v, n));
    show(&evenly.collect::<Vec<Point>>());
    let mut order = greedy(&piece.net, piece.stop())?;
    let round: Vec<Point> = {
        let mut at = vec![[0.0; 2]; n];
        order.iter().enumerate().for_each(|(i, &v)| at[v] = ring::even(i, n));
        at
    };
    show(&round);
    sift(piece, &mut order)?;
    start_at_hub(&piece.net, &mut order);
    let bodies: Vec<_> = order.iter().map(|&v| piece.bodies[v]).collect();
    let mut at = vec![[0.0; 2]; n];
    order.iter().zip(ring::circle(&bodies, piece.stop())?).for_each(|(&v, p)| at[v] = p);
    Some(at)
}

/// Turns the circle so that the best-connected node is at the top.
fn start_at_hub(net: &Net, order: &mut [usize]) {
    let degree = |v: usize| net.arcs(v).len();
    let best = (0..order.len()).max_by_key(|&i| (degree(order[i]), Reverse(order[i])));
    order.rotate_left(best.unwrap_or(0));
}

/// Counts by rank (Fenwick 1994).
struct Tree(Vec<i64>);

impl Tree {
    fn add(&mut self, rank: usize, by: i64) {
        let mut i = rank + 1;
        while i < self.0.len() {
            self.0[i] += by;
            i += i & i.wrapping_neg();
        }
    }

    /// What stands before a rank.
    fn before(&self, rank: usize) -> i64 {
        let (mut i, mut sum) = (rank, 0);
        while i > 0 {
            sum += self.0[i];
            i &= i - 1;
        }
        sum
    }
}

/// Appends the node with most placed neighbours, and of those the one with fewest others, at the end
/// where its lines cross fewer open ones. `None` when told to stop.
fn greedy(net: &Net, stop: Stop) -> Option<Vec<usize>> {
    let n = net.len();
    let mut inner = vec![0usize; n];
    let mut rank = vec![usize::MAX; n];
    // Ranks grow to both sides of `n`.
    let (mut left, mut right) = (n, n);
    let mut open = Tree(vec![0; 2 * n + 2]);
    let mut line = VecDeque::with_capacity(n);
    let degree = |v: usize| net.arcs(v).len();
    let key = |v: usize, inner: usize| (inner, Reverse(degree(v) - inner), Reverse(v));
    let mut heap: BinaryHeap<_> = (0..n).map(|v| key(v, 0)).collect();
    let mut steps = 0;
    while let Some((placed, _, Reverse(v))) = heap.pop() {
        stop.check_at(steps)?;
        steps += 1;
        if rank[v] != usize::MAX || placed != inner[v] {
            continue;
        }
        let around: Vec<usize> = net.arcs(v).iter().map(|arc| arc.to as usize).collect();
        for &u in around.iter().filter(|&&u| rank[u] != usize::MAX) {
            open.add(rank[u], -1);
        }
        let all = open.before(2 * n + 1);
        let (mut at_left, mut at_right) = (0, 0);
        for (step, &u) in around.iter().filter(|&&u| rank[u] != usize::MAX).enumerate() {
            stop.check_at(step)?;
            at_left += open.before(rank[u]);
            at_right += all - open.before(rank[u] + 1);
        }
        if at_left < at_right {
            left -= 1;
            rank[v] = left;
            line.push_front(v);
        } else {
            rank[v] = right;
            right += 1;
            line.push_back(v);
        }
        for (step, u) in around.into_iter().filter(|&u| rank[u] == usize::MAX).enumerate() {
            stop.check_at(step)?;
            open.add(rank[v], 1);
            inner[u] += 1;
            heap.push(key(u, inner[u]));
        }
    }
    Some(line.into())
}

/// Takes each node around the circle and leaves it where its lines cross fewest others. `None` when told to
/// stop.
fn sift(piece: &Piece<'_>, order: &mut Vec<usize>) -> Option<()> {
    let net = &piece.net;
    let n = order.len();
    if n < 4 || 4 * n * net.lines.len() > WORK {
        return Some(());
    }
    let mut rank = vec![0usize; n];
    order.iter().enumerate().for_each(|(i, &v)| rank[v] = i);
    let mut near: Vec<Vec<usize>> =
        (0..n).map(|v| net.arcs(v).iter().map(|arc| arc.to as usize).collect()).collect();
    for list in &mut near {
        list.sort_by_key(|&u| rank[u]);
    }
    let mut work = WORK / (4 * n * net.lines.len()).max(1);
    for _ in 0..ROUNDS {
        let mut better = false;
        for v in 0..n {
            piece.stop().check()?;
            let from = rank[v];
            let (mut sum, mut best) = (0i64, (0i64, 0usize));
            for step in 1..n {
                let u = order[(from + step) % n];
                sum += swap(&near[v], &near[u], [v, u], rank[u], &rank);
                if sum < best.0 {
                    best = (sum, step);
                }
            }
            if best.1 > 0 {
                better = true;
                shift(order, from, best.1);
                order.iter().enumerate().for_each(|(i, &v)| rank[v] = i);
                // All others keep their order, so only lists with this node in them change.
                for u in near[v].clone() {
                    near[u].sort_by_key(|&w| rank[w]);
                }
            }
        }
        work -= 1;
        if !better || work == 0 {
            break;
        }
    }
    Some(())
}

/// Moves the item at a place so many places on, around the end if need be.
fn shift(order: &mut Vec<usize>, from: usize, steps: usize) {
    let n = order.len();
    let v = order.remove(from);
    order.insert((from + steps - 1) % (n - 1) + 1, v);
}

/// By how much crossings change when `v` steps behind its follower `u`, whose rank is `cut`. The lists
/// are their neighbours in the order of the circle.
fn swap(of_v: &[usize], of_u: &[usize], [v, u]: [usize; 2], cut: usize, rank: &[usize]) -> i64 {
    let begin = |list: &[usize]| list.partition_point(|&w| rank[w] <= cut);
    let around = |list: &'_ [usize], other: usize| {
        let from = begin(list);
        list[from..].iter().chain(&list[..from]).copied().filter(move |&w| w != other).collect::<Vec<_>>()
    };
    let n = rank.len();
    let place = |w: usize| (rank[w] + n - cut) % n;
    let (xs, ys) = (around(of_v, u), around(of_u, v));
    // Before: a line to x and one to y cross where x comes before y; afterwards where y comes before x.
    let mut delta = 0i64;
    let (mut before, mut upto) = (0usize, 0usize);
    for x in xs {
        while before < ys.len() && place(ys[before]) < place(x) {
            before += 1;
        }
        upto = upto.max(before);
        while upto < ys.len() && place(ys[upto]) == place(x) {
            upto += 1;
        }
        delta += before as i64 - (ys.len() - upto) as i64;
    }
    delta
}

#[cfg(test)]
mod tests {
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    fn request(n: usize, links: &[(u32, u32)]) -> Request {
        Request {
            nodes: vec![NodeSpec { radius: 9.0, label: [60.0, 15.0], ..NodeSpec::default() }; n],
            links: links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
            ..Request::default()
        }
    }

    fn crossings(order: &[usize], net: &Net) -> usize {
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(i, &v)| rank[v] = i);
        let ends = |i: usize| {
            let (a, b) = (rank[net.lines[i].a as usize], rank[net.lines[i].b as usize]);
            (a.min(b), a.max(b))
        };
        let mut count = 0;
        for i in 0..net.lines.len() {
            for j in 0..i {
                let ((a, b), (c, d)) = (ends(i), ends(j));
                let inside = |p: usize| a < p && p < b;
                let apart = ![a, b].contains(&c) && ![a, b].contains(&d);
                count += usize::from(apart && inside(c) != inside(d));
            }
        }
        count
    }

    fn ordered(request: &Request) -> (Net, Vec<usize>) {
        let net = Net::of(request);
        let nodes: Vec<u32> = (0..net.len() as u32).collect();
        let stop = AtomicBool::new(false);
        let bodies = pieces::bodies(request);
        let piece = Piece { stop: &stop, net: net.clone(), bodies, nodes: &nodes, aspect: 1.0 };
        let mut order = greedy(&net, Stop::never()).unwrap();
        sift(&piece, &mut order).unwrap();
        (net, order)
    }

    #[test]
    fn outerplanar_graphs_have_no_crossing() {
        // A ring with chords from one corner, its nodes listed in disorder, and a tree.
        let fan: Vec<(u32, u32)> =
            (0..12).map(|i| (i * 5 % 12, (i + 1) * 5 % 12)).chain((2..11).map(|i| (0, i * 5 % 12))).collect();
        let tree: Vec<(u32, u32)> = (1..40).map(|i| ((i - 1) / 3, i)).collect();
        for (n, links) in [(12, fan), (40, tree)] {
            let (net, order) = ordered(&request(n, &links));
            assert_eq!(crossings(&order, &net), 0, "{n}");
            let mut sorted = order;
            sorted.sort_unstable();
            assert_eq!(sorted, (0..n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn sifting_counts_what_it_saves() {
        let links: Vec<(u32, u32)> = (0..60u32)
            .map(|i| ((i * 7 + 3) % 24, (i * i * 5 + 11 * i) % 24))
            .filter(|(a, b)| a != b)
            .collect();
        let request = request(24, &links);
        let net = Net::of(&request);
        let mut rank = vec![0; 24];
        let order: Vec<usize> = (0..24).map(|i| i * 5 % 24).collect();
        order.iter().enumerate().for_each(|(i, &v)| rank[v] = i);
        let sorted = |v: usize| {
            let mut list: Vec<usize> = net.arcs(v).iter().map(|arc| arc.to as usize).collect();
            list.sort_by_key(|&u| rank[u]);
            list
        };
        for i in 0..24 {
            let (v, u) = (order[i], order[(i + 1) % 24]);
            let told = swap(&sorted(v), &sorted(u), [v, u], rank[u], &rank);
            let mut swapped = order.clone();
            swapped.swap(i, (i + 1) % 24);
            let found = crossings(&swapped, &net) as i64 - crossings(&order, &net) as i64;
            assert_eq!(told, found, "at {i}");
        }
        let (_, sifted) = ordered(&request);
        assert!(crossings(&sifted, &net) <= crossings(&greedy(&net, Stop::never()).unwrap(), &net));
    }

    #[test]
    fn the_best_connected_node_is_at_the_top() {
        let links: Vec<(u32, u32)> = (0..9).map(|i| (9, i)).collect();
        let at = run(&request(10, &links), &AtomicBool::new(false), &mut |_| {});
        assert!(at.iter().all(|p| p[1] >= at[9][1] - 1e-3));
    }
}
