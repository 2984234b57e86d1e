//! Least stress of graphs that are too large for all pairs: every node against some pivots.
//!
//! The sparse stress of Ortmann, Klimenta and Brandes ("A Sparse Stress Model", Journal of Graph
//! Algorithms and Applications 2017), by the stochastic gradient descent of Zheng, Pawar and Goodman
//! ("Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 2018, section on sparse approximation):
//! a pivot speaks for the nodes about it, so a node keeps its distance from a pivot with the weight of
//! all those that are at most half as far from the pivot; and the ends of a line keep theirs.

use std::sync::atomic::{AtomicBool, Ordering};

use super::hops::{self, Rows, SOURCES, bits};
use super::request::Point;
use super::rng::Rng;
use super::stop::Stop;
use super::stress::Seats;

/// Passes over all pivots and lines.
const PASSES: usize = 15;
/// Rate of the last pass for the heaviest pair.
const LAST_RATE: f32 = 0.1;
/// Nodes that are worked on at once.
const LANES: usize = 8;
/// Pairs between two looks at whether to stop.
const PULSE: usize = 1 << 18;

/// Brings `at` towards least stress, in hops, by `pivots` pivots: two hundred do for most graphs.
///
/// `at` is where to begin; little of it is left, as the first steps are as long as the longest distance asks
/// for. A pass over `n`
/// nodes and `m` lines takes `n * pivots + m` steps, and there are two bytes of memory for each.
/// `sink` sees the places after each pass. Once `stop` is set, it returns within a few tens of
/// milliseconds with what there is. Equal input gives equal output.
pub(super) fn minimise(
    rows: &Rows,
    at: &mut [Point],
    pivots: usize,
    seed: u64,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) {
    let n = rows.len();
    if n < 2 {
        return;
    }
    let mut rng = Rng::new(seed);
    let mut order: Vec<u32> = (0..n as u32).collect();
    rng.shuffle(&mut order);
    let rows = rows.renumbered(&order);
    let Some(pivots) = Pivots::choose(&rows, pivots.clamp(1, n), stop, &mut rng) else { return };
    let mut lines = lines(&rows);
    rng.shuffle(&mut lines);
    let mut seats = Seats::new(at, order, &mut rng);
    let [lightest, heaviest] = pivots.weights();
    let last_rate = LAST_RATE / heaviest;
    let first_rate = 1.0 / lightest;
    let mut turns: Vec<usize> = (0..pivots.nodes.len()).collect();
    let each = lines.len().div_ceil(turns.len()).max(1);
    let between_looks = (PULSE / (n + each)).max(1);
    for pass in 0..PASSES {
        let rate = first_rate * (last_rate / first_rate).powf(pass as f32 / (PASSES - 1) as f32);
        rng.shuffle(&mut turns);
        // Lines take turns with pivots, or the last ones would have the last word.
        for (i, &pivot) in turns.iter().enumerate() {
            if i % between_looks == 0 && stop.load(Ordering::Relaxed) {
                seats.write(at);
                return;
            }
            pivots.pull(pivot, &mut seats.x, &mut seats.y, rate);
            let some = lines.chunks(each).nth(i).unwrap_or_default();
            for line in some {
                straighten(*line, &mut seats.x, &mut seats.y, rate);
            }
        }
        seats.write(at);
        sink(at);
    }
}

/// Every line once.
fn lines(rows: &Rows) -> Vec<[u32; 2]> {
    let of = |v: usize| rows.neighbours(v).iter().map(move |&u| [v as u32, u]).filter(|[v, u]| v < u);
    (0..rows.len()).flat_map(of).collect()
}

/// The ends of a line go half of the way each to where it is one hop long.
fn straighten([a, b]: [u32; 2], x: &mut [f32], y: &mut [f32], rate: f32) {
    let (a, b) = (a as usize, b as usize);
    let (dx, dy) = (x[a] - x[b], y[a] - y[b]);
    let length = (dx * dx + dy * dy).sqrt() + 1e-9;
    let step = 0.5 * rate.min(1.0) * (length - 1.0) / length;
    (x[a], y[a]) = (x[a] - step * dx, y[a] - step * dy);
    (x[b], y[b]) = (x[b] + step * dx, y[b] + step * dy);
}

/// Pivots, and how far everything is from them.
struct Pivots {
    nodes: Vec<u32>,
    /// A row of hops to all nodes for each pivot; [`FAR`] where no path leads, or too long a one.
    hops: Vec<u16>,
    /// For each pivot the weight of a node at so many hops.
    weights: Vec<Vec<f32>>,
}

const FAR: u16 = u16::MAX;

impl Pivots {
    /// Chooses pivots in batches, a node with a chance that grows with its distance from those before;
    /// `None` when stopped.
    fn choose(rows: &Rows, count: usize, stop: &AtomicBool, rng: &mut Rng) -> Option<Self> {
        let n = rows.len();
        let mut pivots = Self { nodes: Vec::new(), hops: Vec::new(), weights: Vec::new() };
        let mut nearest = vec![FAR; n];
        let mut region = vec![0u32; n];
        while pivots.nodes.len() < count {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let first = pivots.nodes.len();
            let batch = draw(&nearest, (count - first).min(SOURCES), rng);
            if batch.is_empty() {
                break;
            }
            for _ in &batch {
                Stop(stop).check()?;
                pivots.hops.resize(pivots.hops.len() + n, FAR);
            }
            let hops = &mut pivots.hops[first * n..];
            hops::search(rows, &batch, stop, |v, distance, set| {
                let distance = u16::try_from(distance).unwrap_or(FAR);
                bits(set).for_each(|bit| hops[bit * n + v] = distance);
            });
            for (i, row) in hops.chunks(n).enumerate() {
                Stop(stop).check()?;
                for ((nearest, region), hops) in nearest.iter_mut().zip(&mut region).zip(row) {
                    if hops < nearest {
                        (*nearest, *region) = (*hops, (first + i) as u32);
                    }
                }
            }
            pivots.nodes.extend(batch);
        }
        pivots.weigh(&nearest, &region, Stop(stop))?;
        Some(pivots)
    }

    /// A node at d hops from a pivot counts for those of the pivot's region that are within d / 2.
    fn weigh(&mut self, nearest: &[u16], region: &[u32], stop: Stop) -> Option<()> {
        let mut within: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for (&hops, &pivot) in nearest.iter().zip(region).filter(|(hops, _)| **hops < FAR) {
            let counts = &mut within[pivot as usize];
            counts.resize(counts.len().max(usize::from(hops) + 1), 0);
            counts[usize::from(hops)] += 1;
        }
        for (mut counts, row) in within.into_iter().zip(self.hops.chunks(region.len())) {
            stop.check()?;
            for d in 1..counts.len() {
                counts[d] += counts[d - 1];
            }
            let longest = row.iter().copied().filter(|hops| *hops < FAR).max().unwrap_or(0);
            let count = |d: usize| counts.get(d).or(counts.last()).copied().unwrap_or(1);
            let weight = |d: u16| match d {
                // The pivot itself, and the lines at it, which are pulled straight anyway.
                0 | 1 => 0.0,
                d => count(usize::from(d) / 2) as f32 / f32::from(d).powi(2),
            };
            self.weights.push((0..=longest).map(weight).collect());
        }
        Some(())
    }

    /// The lightest and the heaviest weight of all pairs, lines among them.
    fn weights(&self) -> [f32; 2] {
        let all = self.weights.iter().flatten().filter(|weight| **weight > 0.0);
        all.fold([1.0, 1.0], |[least, most], weight| [least.min(*weight), most.max(*weight)])
    }

    /// All nodes go part of the way to their distance from a pivot, which stays.
    fn pull(&self, pivot: usize, x: &mut [f32], y: &mut [f32], rate: f32) {
        let centre = [x[self.nodes[pivot] as usize], y[self.nodes[pivot] as usize]];
        let shares: Vec<f32> =
            self.weights[pivot].iter().map(|weight| 0.5 * (rate * weight).min(1.0)).collect();
        let n = x.len();
        let (hops, hops_rest) = self.hops[pivot * n..(pivot + 1) * n].as_chunks::<LANES>();
        let (x, x_rest) = x.as_chunks_mut::<LANES>();
        let (y, y_rest) = y.as_chunks_mut::<LANES>();
        for ((hops, x), y) in hops.iter().zip(x).zip(y) {
            approach(centre, &shares, hops, x, y);
        }
        for ((hops, x), y) in hops_rest.iter().zip(x_rest).zip(y_rest) {
            use std::array::{from_mut, from_ref};
            approach(centre, &shares, from_ref(hops), from_mut(x), from_mut(y));
        }
    }
}

/// Some nodes go part of the way to their distance from a centre.
#[inline]
fn approach<const N: usize>(
    centre: Point,
    shares: &[f32],
    hops: &[u16; N],
    x: &mut [f32; N],
    y: &mut [f32; N],
) {
    let shares = hops.map(|hops| shares.get(usize::from(hops)).copied().unwrap_or(0.0));
    for i in 0..N {
        let (dx, dy) = (x[i] - centre[0], y[i] - centre[1]);
        let length = (dx * dx + dy * dy).sqrt() + 1e-9;
        let step = shares[i] * (length - f32::from(hops[i])) / length;
        (x[i], y[i]) = (x[i] - step * dx, y[i] - step * dy);
    }
}

/// Draws up to `count` nodes, each with a chance that grows with its distance; none twice and none
/// that is a pivot already.
fn draw(nearest: &[u16], count: usize, rng: &mut Rng) -> Vec<u32> {
    let mut sums: Vec<u64> = Vec::with_capacity(nearest.len());
    let mut total = 0u64;
    for hops in nearest {
        total += u64::from(*hops);
        sums.push(total);
    }
    let mut drawn: Vec<u32> = Vec::new();
    // Some tries more, as a node may come up again.
    for _ in 0..4 * count {
        if drawn.len() == count || total == 0 {
            break;
        }
        let at = (f64::from(rng.unit()) * total as f64) as u64;
        let node = sums.partition_point(|sum| *sum <= at) as u32;
        if (node as usize) < nearest.len() && !drawn.contains(&node) {
            drawn.push(node);
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::super::hops::tests::{graph, mesh};
    use super::super::stress::tests::stress;
    use super::*;

    fn drawn(rows: &Rows, pivots: usize) -> Vec<Point> {
        let mut rng = Rng::new(9);
        let mut at: Vec<Point> = (0..rows.len()).map(|_| rng.square().map(|c| 20.0 * c)).collect();
        minimise(rows, &mut at, pivots, 4, &AtomicBool::new(false), &mut |_| {});
        at
    }

    #[test]
    fn a_mesh_gets_its_shape_from_few_pivots() {
        let rows = mesh(30, 40);
        let found = stress(&rows, &drawn(&rows, 64));
        assert!(found < 0.05, "{found}");
        assert_eq!(drawn(&rows, 64), drawn(&rows, 64));
    }

    #[test]
    fn pivots_differ_and_a_node_without_a_path_does_no_harm() {
        let rows = graph(9, &[(0, 1), (1, 2), (2, 3), (5, 6)]);
        let pivots = Pivots::choose(&rows, 9, &AtomicBool::new(false), &mut Rng::new(3)).unwrap();
        let mut nodes = pivots.nodes.clone();
        nodes.sort_unstable();
        nodes.dedup();
        assert_eq!(nodes.len(), pivots.nodes.len());
        assert!(drawn(&rows, 9).iter().flatten().all(|c| c.is_finite()));
    }

    #[test]
    fn weights_count_who_is_within_half_the_way() {
        // A star about node 0 with a tail.
        let rows = graph(8, &[(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (5, 6), (6, 7)]);
        let mut pivots = Pivots { nodes: vec![0], hops: vec![0, 1, 1, 1, 1, 1, 2, 3], weights: Vec::new() };
        pivots.weigh(&[0, 1, 1, 1, 1, 1, 2, 3], &[0; 8], Stop::never()).unwrap();
        assert_eq!(rows.len(), 8);
        assert_eq!(pivots.weights, [vec![0.0, 0.0, 6.0 / 4.0, 6.0 / 9.0]]);
    }

    #[test]
    fn a_stop_ends_it_after_a_pass() {
        let rows = mesh(10, 10);
        let stop = AtomicBool::new(false);
        let mut passes = 0;
        minimise(&rows, &mut vec![[0.0; 2]; 100], 20, 1, &stop, &mut |_| {
            passes += 1;
            stop.store(true, Ordering::Relaxed);
        });
        assert_eq!(passes, 1);
    }
}
