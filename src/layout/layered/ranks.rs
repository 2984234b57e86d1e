//! Which layer each node is in: lines that close a cycle are turned round, then long lines are shortened.

use std::collections::BTreeSet;

use super::super::stop::Stop;
use super::lists::Lists;

/// Sweeps that shorten lines; most graphs rest after a few.
const SWEEPS: usize = 24;

/// The layer of each node, from 0 at the top, none with more than `wide` nodes unless the graph is so
/// deep that it cannot be helped. Lines are given from the upper end to the lower one, with their weight; those
/// that close a cycle lead up. `None` when told to stop.
pub(super) fn of(n: usize, arrows: &[(u32, u32, f32)], wide: usize, stop: Stop) -> Option<Vec<u32>> {
    let place = sequence(n, arrows, stop)?;
    let (mut above, mut below) = (Vec::with_capacity(arrows.len()), Vec::with_capacity(arrows.len()));
    for (step, &(a, b, weight)) in arrows.iter().enumerate() {
        stop.check_at(step)?;
        let (top, bottom) = if place[a as usize] < place[b as usize] {
            (a as usize, b as usize)
        } else {
            (b as usize, a as usize)
        };
        below.push((top, (bottom, weight)));
        above.push((bottom, (top, weight)));
    }
    let (above, below) = (Lists::of(n, &above, stop)?, Lists::of(n, &below, stop)?);
    let mut order = vec![0; n];
    place.iter().enumerate().for_each(|(v, &place)| order[place] = v);
    let mut ranks = vec![0u32; n];
    for (step, &v) in order.iter().enumerate() {
        stop.check_at(step)?;
        ranks[v] = above.at(v).map(|(u, _)| ranks[u] + 1).max().unwrap_or(0);
    }
    shorten(&mut ranks, &order, &above, &below, stop)?;
    narrow(&mut ranks, &above, wide, stop)?;
    let lowest = ranks.iter().min().copied().unwrap_or(0);
    for rank in &mut ranks {
        *rank -= lowest;
    }
    Some(ranks)
}

/// A place for each node in a sequence in which few lines lead back (Eades, Lin and Smyth, "A Fast and
/// Effective Heuristic for the Feedback Arc Set Problem", 1993): sinks go to the end, sources to the beginning, and
/// where there is neither, the node that gives most more than it takes. `None` when told to stop.
fn sequence(n: usize, arrows: &[(u32, u32, f32)], stop: Stop) -> Option<Vec<usize>> {
    let (mut out, mut into) = (Vec::with_capacity(arrows.len()), Vec::with_capacity(arrows.len()));
    for (step, &(a, b, weight)) in arrows.iter().enumerate() {
        stop.check_at(step)?;
        // Whole sixteenths, so that sums are exact and equal ones stay equal.
        let weight = (weight.clamp(0.0, 1e6) * 16.0) as i64 + 1;
        out.push((a as usize, (b as usize, weight)));
        into.push((b as usize, (a as usize, weight)));
    }
    let (out, into) = (Lists::of(n, &out, stop)?, Lists::of(n, &into, stop)?);
    let sum = |lists: &Lists<(usize, i64)>, v: usize| lists.at(v).map(|(_, weight)| weight).sum::<i64>();
    let mut give: Vec<i64> = (0..n).map(|v| sum(&out, v)).collect();
    let mut take: Vec<i64> = (0..n).map(|v| sum(&into, v)).collect();
    // Sinks, sources and the best giver, in that order; equal ones by their number.
    let key = |v: usize, give: &[i64], take: &[i64]| match (give[v], take[v]) {
        (0, _) => (0, 0, v),
        (_, 0) => (1, 0, v),
        (give, take) => (2, take - give, v),
    };
    let mut left: BTreeSet<(u8, i64, usize)> = BTreeSet::new();
    for v in 0..n {
        stop.check_at(v)?;
        left.insert(key(v, &give, &take));
    }
    let mut gone = vec![false; n];
    let (mut head, mut tail) = (0, n);
    let mut place = vec![0; n];
    let mut steps = 0;
    while let Some((kind, _, v)) = left.pop_first() {
        gone[v] = true;
        if kind == 0 {
            tail -= 1;
            place[v] = tail;
        } else {
            place[v] = head;
            head += 1;
        }
        for (u, weight) in out.at(v).filter(|(u, _)| !gone[*u]) {
            steps += 1;
            stop.check_at(steps)?;
            left.remove(&key(u, &give, &take));
            take[u] -= weight;
            left.insert(key(u, &give, &take));
        }
        for (u, weight) in into.at(v).filter(|(u, _)| !gone[*u]) {
            steps += 1;
            stop.check_at(steps)?;
            left.remove(&key(u, &give, &take));
            give[u] -= weight;
            left.insert(key(u, &give, &take));
        }
    }
    Some(place)
}

/// Moves each node to where the sum of its lines is least, within what its neighbours leave, until
/// nothing gains: the one-node moves of network simplex (Gansner et al. 1993). `None` when told to stop.
fn shorten(
    ranks: &mut [u32],
    order: &[usize],
    above: &Lists<(usize, f32)>,
    below: &Lists<(usize, f32)>,
    stop: Stop,
) -> Option<()> {
    let sum = |lists: &Lists<(usize, f32)>, v: usize| lists.at(v).map(|(_, weight)| weight).sum::<f32>();
    for sweep in 0..SWEEPS {
        let mut moved = false;
        let mut visit = |v: usize, ranks: &mut [u32]| {
            let first = above.at(v).map(|(u, _)| ranks[u] + 1).max();
            let last = below.at(v).map(|(u, _)| ranks[u] - 1).min();
            let (up, down) = (sum(above, v), sum(below, v));
            let to = match (first, last) {
                (Some(first), _) if up > down => first,
                (_, Some(last)) if down > up || first.is_none() => last,
                _ => ranks[v],
            };
            moved |= to != ranks[v];
            ranks[v] = to;
        };
        for step in 0..order.len() {
            stop.check_at(step)?;
            let step = if sweep % 2 == 0 { order.len() - 1 - step } else { step };
            visit(order[step], ranks);
        }
        if !moved {
            break;
        }
    }
    Some(())
}

/// Sends what a layer has no room for to the next (as Coffman and Graham, 1972, do for machines): who has
/// fewest lines below goes first. `None` when told to stop.
fn narrow(ranks: &mut [u32], above: &Lists<(usize, f32)>, wide: usize, stop: Stop) -> Option<()> {
    let n = ranks.len();
    let mut hanging = vec![0usize; n];
    above.all().for_each(|(u, _)| hanging[u] += 1);
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); ranks.iter().max().map_or(0, |r| *r as usize + 1)];
    (0..n).for_each(|v| waiting[ranks[v] as usize].push(v));
    let mut placed = 0;
    let mut rank = 0;
    let mut late: Vec<usize> = Vec::new();
    while placed < n {
        let mut here: Vec<usize> = waiting.get_mut(rank).map(std::mem::take).unwrap_or_default();
        here.append(&mut late);
        // A node whose upper neighbour was sent on waits for it.
        let mut ready = Vec::new();
        for (step, v) in here.into_iter().enumerate() {
            stop.check_at(step)?;
            let is_ready = above.at(v).all(|(u, _)| ranks[u] & LATE == 0 && (ranks[u] as usize) < rank);
            if is_ready { ready.push(v) } else { late.push(v) }
        }
        let mut rest = Vec::new();
        if ready.len() > wide + wide / 3 {
            // Only who stays matters, not in which order.
            ready.select_nth_unstable_by_key(wide, |&v| (std::cmp::Reverse(hanging[v]), v));
            rest = ready.split_off(wide);
        }
        placed += ready.len();
        for &v in &ready {
            ranks[v] = rank as u32;
        }
        late.extend(rest);
        for &v in &late {
            ranks[v] |= LATE;
        }
        rank += 1;
    }
    Some(())
}

/// Marks a node that was sent on and has no layer yet.
const LATE: u32 = 1 << 31;

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(pairs: &[(u32, u32)]) -> Vec<(u32, u32, f32)> {
        pairs.iter().map(|&(a, b)| (a, b, 1.0)).collect()
    }

    #[test]
    fn a_chain_has_a_layer_each() {
        assert_eq!(of(4, &arrows(&[(2, 0), (0, 3), (3, 1)]), 9, Stop::never()).unwrap(), [1, 3, 0, 2]);
    }

    #[test]
    fn only_lines_that_close_a_cycle_lead_back() {
        let pairs = arrows(&[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (0, 4)]);
        let place = sequence(5, &pairs, Stop::never()).unwrap();
        let back = pairs.iter().filter(|(a, b, _)| place[*a as usize] > place[*b as usize]).count();
        assert_eq!(back, 2);
    }

    #[test]
    fn a_root_comes_down_to_its_only_child() {
        // 4 leads only to 3, which is three layers below 0.
        let ranks = of(5, &arrows(&[(0, 1), (1, 2), (2, 3), (4, 3)]), 9, Stop::never()).unwrap();
        assert_eq!(ranks[4] + 1, ranks[3]);
    }

    #[test]
    fn a_wide_layer_becomes_several() {
        let star: Vec<(u32, u32)> = (1..50).map(|i| (0, i)).chain((50..60).map(|i| (49, i))).collect();
        let ranks = of(60, &arrows(&star), 12, Stop::never()).unwrap();
        for rank in 0..=*ranks.iter().max().unwrap() {
            assert!(ranks.iter().filter(|r| **r == rank).count() <= 16);
        }
        assert!(star.iter().all(|&(a, b)| ranks[a as usize] < ranks[b as usize]));
        assert!(ranks.iter().all(|rank| *rank < 12));
    }
}
