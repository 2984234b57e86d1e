//! Least stress over all pairs of nodes: every two as far apart in the drawing as in the graph.
//!
//! Stochastic gradient descent pair by pair (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic
//! Gradient Descent", IEEE TVCG 2018), with the pairs of a pass in the order of a round-robin
//! tournament: in round r those whose numbers add up to r, modulo the number of nodes. No node is in
//! two pairs of a round, so a round is a straight loop from both ends of two runs of memory, which the
//! compiler turns into vector instructions. Nodes get random numbers and rounds come in random order.

use std::sync::atomic::{AtomicBool, Ordering};

use super::hops::{self, Rows, SOURCES, bits};
use super::request::Point;
use super::rng::Rng;

/// More nodes than this take too long, as two bytes a pair and time a pair are needed.
pub(super) const MOST: usize = 2000;
/// Passes over all pairs.
const PASSES: usize = 15;
/// Rate of the last pass: the share of its error that a pair at one hop loses in a step is half of it.
const LAST_RATE: f32 = 0.1;
/// Rounds between two looks at whether to stop; each is shorter than a thousand pairs.
const PULSE: usize = 64;
/// Pairs that are worked on at once.
const LANES: usize = 8;

/// Brings `at` to least stress, in hops. `at` is where to begin: any places will do, but good ones (as
/// from pivot distances) keep a large graph from folding. Nodes that no path joins keep one hop more
/// than the longest path from each other.
///
/// `sink` sees the places after each pass. Once `stop` is set, it returns within a few milliseconds
/// with what there is. Equal input gives equal output. Time and memory grow with the square of the
/// number of nodes; see [`MOST`].
pub(super) fn minimise(
    rows: &Rows,
    at: &mut [Point],
    seed: u64,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) {
    let n = rows.len();
    debug_assert!(n <= MOST, "{n} nodes take too long");
    if n < 2 {
        return;
    }
    let mut rng = Rng::new(seed);
    let mut order: Vec<u32> = (0..n as u32).collect();
    rng.shuffle(&mut order);
    let Some(pairs) = Tournament::new(&rows.renumbered(&order), stop) else { return };
    let mut seats = Seats::new(at, order, &mut rng);
    let mut rounds: Vec<usize> = (0..n).collect();
    let first_rate = f32::from(pairs.longest).powi(2);
    for pass in 0..PASSES {
        let rate = first_rate * (LAST_RATE / first_rate).powf(pass as f32 / (PASSES - 1) as f32);
        rng.shuffle(&mut rounds);
        for some in rounds.chunks(PULSE) {
            if stop.load(Ordering::Relaxed) {
                seats.write(at);
                return;
            }
            for &round in some {
                pairs.play(round, &mut seats.x, &mut seats.y, rate);
            }
        }
        seats.write(at);
        sink(at);
    }
}

/// Places in the order of calculation, across and down apart.
pub(super) struct Seats {
    order: Vec<u32>,
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
}

impl Seats {
    /// Seat i is node `order[i]`. Nodes on the same spot would stay there, so all are stirred a little.
    pub(super) fn new(at: &[Point], order: Vec<u32>, rng: &mut Rng) -> Self {
        let place = |&v: &u32| {
            let [jx, jy] = rng.square();
            let [x, y] = at[v as usize].map(|c| if c.is_finite() { c } else { 0.0 });
            (x + 0.01 * jx, y + 0.01 * jy)
        };
        let (x, y) = order.iter().map(place).unzip();
        Self { order, x, y }
    }

    /// Writes the places back to where they came from.
    pub(super) fn write(&self, at: &mut [Point]) {
        for ((&v, x), y) in self.order.iter().zip(&self.x).zip(&self.y) {
            at[v as usize] = [*x, *y];
        }
    }
}

/// All pairs of nodes in rounds, with their hops.
struct Tournament {
    /// Where each round begins in `hops`, and where the last one ends.
    first: Vec<usize>,
    hops: Vec<u16>,
    longest: u16,
}

/// How many pairs of round `round` lie before its fold, and how many after it: those that add up to
/// `round`, from both ends of `0..=round`, and those that add up to `round + n`, from both ends of the
/// rest.
fn halves(round: usize, n: usize) -> [usize; 2] {
    [round.div_ceil(2), (n - 1 - round) / 2]
}

impl Tournament {
    /// Measures all pairs; `None` when stopped.
    fn new(rows: &Rows, stop: &AtomicBool) -> Option<Self> {
        let n = rows.len();
        let mut first = vec![0usize];
        first.extend((0..n).scan(0, |sum, round| {
            *sum += halves(round, n).iter().sum::<usize>();
            Some(*sum)
        }));
        let place = |low: usize, high: usize| {
            let sum = low + high;
            if sum < n {
                first[sum] + low
            } else {
                first[sum - n] + (sum - n).div_ceil(2) + low - (sum - n + 1)
            }
        };
        let mut hops = vec![0u16; first[n]];
        let mut longest = 1u16;
        let mut away = vec![[0u16; SOURCES]; n];
        for group in hops::in_clumps(rows).chunks(SOURCES) {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            hops::search(rows, group, stop, |v, distance, set| {
                let distance = u16::try_from(distance).unwrap_or(u16::MAX - 1);
                longest = longest.max(distance);
                bits(set).for_each(|bit| away[v][bit] = distance);
            });
            for (v, away) in away.iter_mut().enumerate() {
                for (&source, distance) in group.iter().zip(&*away).filter(|pair| (*pair.0 as usize) < v) {
                    hops[place(source as usize, v)] = *distance;
                }
                away.fill(0);
            }
        }
        hops.iter_mut().filter(|hops| **hops == 0).for_each(|hops| *hops = longest + 1);
        Some(Self { first, hops, longest })
    }

    /// One round: each of its pairs meets once.
    fn play(&self, round: usize, x: &mut [f32], y: &mut [f32], rate: f32) {
        let [near, _] = halves(round, x.len());
        let (near, wide) = self.hops[self.first[round]..self.first[round + 1]].split_at(near);
        let ((x_near, x_wide), (y_near, y_wide)) = (x.split_at_mut(round + 1), y.split_at_mut(round + 1));
        meet_inwards(near, x_near, y_near, rate);
        meet_inwards(wide, x_wide, y_wide, rate);
    }
}

/// The first meets the last, the second the second last and so on, as many pairs as there are hops.
fn meet_inwards(hops: &[u16], x: &mut [f32], y: &mut [f32], rate: f32) {
    let (pairs, n) = (hops.len(), x.len());
    let ((xa, xb), (ya, yb)) = (x.split_at_mut(n - pairs), y.split_at_mut(n - pairs));
    let (hops, hops_rest) = hops.as_chunks::<LANES>();
    let (xa, xa_rest) = xa[..pairs].as_chunks_mut::<LANES>();
    let (ya, ya_rest) = ya[..pairs].as_chunks_mut::<LANES>();
    let (xb_rest, xb) = xb.as_rchunks_mut::<LANES>();
    let (yb_rest, yb) = yb.as_rchunks_mut::<LANES>();
    let front = hops.iter().zip(xa).zip(ya);
    for (((hops, xa), ya), (xb, yb)) in front.zip(xb.iter_mut().zip(yb).rev()) {
        meet(hops, [xa, ya], [xb, yb], rate);
    }
    let front = hops_rest.iter().zip(xa_rest).zip(ya_rest);
    for (((hops, xa), ya), (xb, yb)) in front.zip(xb_rest.iter_mut().zip(yb_rest).rev()) {
        use std::array::{from_mut, from_ref};
        meet(from_ref(hops), [from_mut(xa), from_mut(ya)], [from_mut(xb), from_mut(yb)], rate);
    }
}

/// Node i of `a` meets the i-th of `b` from its end.
#[inline]
fn meet<const N: usize>(
    hops: &[u16; N],
    [xa, ya]: [&mut [f32; N]; 2],
    [xb, yb]: [&mut [f32; N]; 2],
    rate: f32,
) {
    // All steps are known before any is taken, or the compiler would go pair by pair.
    let (mut across, mut down) = ([0.0; N], [0.0; N]);
    for i in 0..N {
        let j = N - 1 - i;
        let (dx, dy) = (xa[i] - xb[j], ya[i] - yb[j]);
        let wanted = f32::from(hops[i]);
        let square = wanted * wanted;
        let length = (dx * dx + dy * dy).sqrt() + 1e-9;
        // Half of the error, by the weight of the pair: 1 / wanted².
        let step = 0.5 * rate.min(square) * (length - wanted) / (square * length);
        (across[i], down[i]) = (step * dx, step * dy);
    }
    for i in 0..N {
        (xa[i], ya[i]) = (xa[i] - across[i], ya[i] - down[i]);
    }
    for i in 0..N {
        (xb[i], yb[i]) = (xb[i] + across[N - 1 - i], yb[i] + down[N - 1 - i]);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::geometry::distance;
    use super::super::hops::tests::{graph, mesh};
    use super::*;

    /// Mean square of the relative error of all distances at the best scale, after the definition in
    /// Zheng et al.
    pub(in super::super) fn stress(rows: &Rows, at: &[Point]) -> f32 {
        let (mut count, mut sum, mut squares) = (0.0f64, 0.0f64, 0.0f64);
        for v in 0..rows.len() {
            hops::search(rows, &[v as u32], &AtomicBool::new(false), |u, hops, _| {
                if hops > 0 {
                    let ratio = f64::from(distance(at[u], at[v]) / hops as f32);
                    (count, sum, squares) = (count + 1.0, sum + ratio, squares + ratio * ratio);
                }
            });
        }
        (1.0 - sum * sum / (squares * count)) as f32
    }

    /// The textbook's descent: the pairs of every pass in a new random order.
    fn textbook(rows: &Rows, at: &mut [Point], rng: &mut Rng) {
        let mut pairs = Vec::new();
        for v in 0..rows.len() {
            hops::search(rows, &[v as u32], &AtomicBool::new(false), |u, hops, _| {
                if u < v {
                    pairs.push((u, v, hops as f32));
                }
            });
        }
        let first = pairs.iter().fold(1.0f32, |most, pair| most.max(pair.2)).powi(2);
        for pass in 0..PASSES {
            let rate = first * (LAST_RATE / first).powf(pass as f32 / (PASSES - 1) as f32);
            rng.shuffle(&mut pairs);
            for &(u, v, wanted) in &pairs {
                let (dx, dy) = (at[u][0] - at[v][0], at[u][1] - at[v][1]);
                let length = dx.hypot(dy).max(1e-9);
                let step = 0.5 * (rate / (wanted * wanted)).min(1.0) * (length - wanted) / length;
                at[u] = [at[u][0] - step * dx, at[u][1] - step * dy];
                at[v] = [at[v][0] + step * dx, at[v][1] + step * dy];
            }
        }
    }

    fn anywhere(n: usize) -> Vec<Point> {
        let mut rng = Rng::new(9);
        (0..n).map(|_| rng.square().map(|c| c * (n as f32).sqrt())).collect()
    }

    fn drawn(rows: &Rows) -> Vec<Point> {
        let mut at = anywhere(rows.len());
        minimise(rows, &mut at, 4, &AtomicBool::new(false), &mut |_| {});
        at
    }

    #[test]
    fn every_pair_has_a_place_of_its_own() {
        for n in 2..40u32 {
            let rows = graph(n as usize, &(1..n).map(|v| (v - 1, v)).collect::<Vec<_>>());
            let pairs = Tournament::new(&rows, &AtomicBool::new(false)).unwrap();
            assert_eq!(pairs.hops.len() as u32, n * (n - 1) / 2);
            // On a path there are n - d pairs at d hops.
            for d in 1..n {
                let count = pairs.hops.iter().filter(|hops| u32::from(**hops) == d).count();
                assert_eq!(count as u32, n - d);
            }
        }
    }

    #[test]
    fn reaches_what_the_textbook_reaches() {
        for rows in [mesh(7, 11), mesh(2, 40), mesh(1, 30)] {
            let mut slow = anywhere(rows.len());
            textbook(&rows, &mut slow, &mut Rng::new(2));
            let (fast, slow) = (stress(&rows, &drawn(&rows)), stress(&rows, &slow));
            assert!(fast < 1.05 * slow + 1e-3, "{fast} against {slow}");
        }
    }

    #[test]
    fn one_hop_is_one_long() {
        let at = drawn(&mesh(1, 12));
        assert!((distance(at[0], at[11]) - 11.0).abs() < 0.3);
    }

    #[test]
    fn equal_input_gives_equal_output() {
        assert_eq!(drawn(&mesh(5, 6)), drawn(&mesh(5, 6)));
    }

    #[test]
    fn apart_in_the_graph_is_apart_in_the_drawing() {
        let at = drawn(&graph(4, &[(0, 1), (2, 3)]));
        assert!(distance(at[0], at[2]) > 1.2 && distance(at[0], at[2]) < 3.0);
    }

    #[test]
    fn places_that_are_none_do_no_harm() {
        let rows = mesh(3, 3);
        let mut at = vec![[f32::NAN, f32::INFINITY]; 9];
        minimise(&rows, &mut at, 1, &AtomicBool::new(false), &mut |_| {});
        assert!(stress(&rows, &at) < 0.05);
        minimise(&graph(1, &[]), &mut [[3.0, 4.0]], 1, &AtomicBool::new(false), &mut |_| {});
        minimise(&Rows::default(), &mut [], 1, &AtomicBool::new(false), &mut |_| {});
    }

    #[test]
    fn the_sink_sees_each_pass_and_may_stop_it() {
        let rows = mesh(4, 4);
        let stop = AtomicBool::new(false);
        let mut seen = Vec::new();
        let mut at = anywhere(16);
        minimise(&rows, &mut at, 1, &stop, &mut |places| {
            seen.push(places.to_vec());
            stop.store(seen.len() == 3, Ordering::Relaxed);
        });
        assert_eq!(seen.len(), 3);
        assert_eq!(seen[2], at);
    }
}
