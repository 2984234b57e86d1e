//! `PageRank` (Page, Brin, Motwani, Winograd, *The `PageRank` Citation Ranking*, 1999).

use std::sync::atomic::{AtomicBool, Ordering};

/// The share of walkers that follow a line rather than jump, as in the paper.
pub const DAMPING: f64 = 0.85;

/// Iteration ends when the ranks of one round differ from those before by less than this in all.
const TOLERANCE: f64 = 1e-9;

/// The change shrinks by the damping with every round, so 128 rounds reach the tolerance.
const ROUNDS: usize = 200;

/// Whether a walker may go against a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// From subject to object only.
    Respected,
    /// Either way.
    Ignored,
}

/// The share of time a random walker spends at each of `nodes` nodes; the shares add up to 1.
///
/// `lines` go from first to second; several between the same two weigh accordingly. What arrives at a node
/// without a way on is spread evenly over all. A line with an end outside `0..nodes` is passed over. `None`
/// when `stop` was set.
pub fn pagerank(
    nodes: usize,
    lines: &[(u32, u32)],
    direction: Direction,
    stop: &AtomicBool,
) -> Option<Vec<f64>> {
    let inside = |&&(a, b): &&(u32, u32)| (a as usize) < nodes && (b as usize) < nodes;
    let mut arcs: Vec<(u32, u32)> = lines.iter().filter(inside).copied().collect();
    if direction == Direction::Ignored {
        arcs.extend(lines.iter().filter(inside).map(|&(a, b)| (b, a)));
    }
    let mut out = vec![0u32; nodes];
    for (from, _) in &arcs {
        out[*from as usize] += 1;
    }

    let even = 1.0 / nodes.max(1) as f64;
    let mut rank = vec![even; nodes];
    for _ in 0..ROUNDS {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let stuck: f64 = rank.iter().zip(&out).filter(|(_, out)| **out == 0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * stuck) * even; nodes];
        for &(from, to) in &arcs {
            next[to as usize] += DAMPING * rank[from as usize] / f64::from(out[from as usize]);
        }
        let change: f64 = next.iter().zip(&rank).map(|(new, old)| (new - old).abs()).sum();
        rank = next;
        if change < TOLERANCE {
            break;
        }
    }
    Some(rank)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static GO: AtomicBool = AtomicBool::new(false);

    /// Solves the same equations by elimination.
    fn slow(nodes: usize, lines: &[(u32, u32)], direction: Direction) -> Vec<f64> {
        let both = |&(a, b): &(u32, u32)| match direction {
            Direction::Respected => vec![(a as usize, b as usize)],
            Direction::Ignored => vec![(a as usize, b as usize), (b as usize, a as usize)],
        };
        let arcs: Vec<(usize, usize)> = lines.iter().flat_map(both).collect();
        let mut rows = vec![vec![0.0; nodes + 1]; nodes];
        for (to, row) in rows.iter_mut().enumerate() {
            for (from, cell) in row.iter_mut().enumerate().take(nodes) {
                let ways = arcs.iter().filter(|arc| arc.0 == from).count() as f64;
                let here = arcs.iter().filter(|arc| **arc == (from, to)).count() as f64;
                let share = if ways == 0.0 { 1.0 / nodes as f64 } else { here / ways };
                *cell = f64::from(u8::from(from == to)) - DAMPING * share;
            }
            row[nodes] = (1.0 - DAMPING) / nodes as f64;
        }
        for pivot in 0..nodes {
            let best = (pivot..nodes).max_by(|a, b| rows[*a][pivot].abs().total_cmp(&rows[*b][pivot].abs()));
            rows.swap(pivot, best.expect("not empty"));
            for row in 0..nodes {
                if row != pivot {
                    let times = rows[row][pivot] / rows[pivot][pivot];
                    let above = rows[pivot].clone();
                    rows[row].iter_mut().zip(above).for_each(|(cell, above)| *cell -= times * above);
                }
            }
        }
        (0..nodes).map(|node| rows[node][nodes] / rows[node][node]).collect()
    }

    #[test]
    fn a_star_ranks_its_middle_first() {
        let rank =
            pagerank(4, &[(1, 0), (2, 0), (3, 0), (0, 9)], Direction::Respected, &GO).expect("not stopped");
        assert!(rank[0] > 2.0 * rank[1] && rank[1] == rank[3]);
        assert_eq!(pagerank(0, &[], Direction::Ignored, &GO), Some(Vec::new()));
        assert_eq!(pagerank(2, &[], Direction::Ignored, &AtomicBool::new(true)), None);
    }

    proptest! {
        #[test]
        fn equals_the_solved_equations(
            nodes in 1usize..8,
            lines in proptest::collection::vec((0u32..8, 0u32..8), 0..20),
            respected: bool,
        ) {
            let lines: Vec<(u32, u32)> =
                lines.into_iter().filter(|l| (l.0.max(l.1) as usize) < nodes).collect();
            let direction = if respected { Direction::Respected } else { Direction::Ignored };
            let fast = pagerank(nodes, &lines, direction, &GO).expect("not stopped");
            for (fast, slow) in fast.iter().zip(slow(nodes, &lines, direction)) {
                prop_assert!((fast - slow).abs() < 1e-8, "{fast} {slow}");
            }
        }
    }
}
