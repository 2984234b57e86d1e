//! Where a part starts from: least stress for small ones, pivot distances for large ones.

use std::sync::atomic::{AtomicBool, Ordering};

use super::ideal::Ideal;
use super::net::Net;
use super::request::Point;
use super::rng::Rng;

/// Passes of stochastic gradient descent.
const PASSES: usize = 24;
/// Pivots of the start of a large part.
const PIVOTS: usize = 40;

/// Least stress over all pairs by stochastic gradient descent (Zheng, Pawar and Goodman, "Graph
/// Drawing by Stochastic Gradient Descent", 2018), in middle edges. The smaller the first rate (of
/// steps for a pair at distance one), the more stays of where it began. With `sides` each pass ends by
/// bringing back what left the side of the hubs that it leans to (constraints by projection, after
/// Dwyer, "Scalable, Versatile and Simple Constrained Graph Layout", 2009).
pub(super) fn stress(ideal: &Ideal, at: &mut [Point], rate: f32, sides: Option<Sides>, rng: &mut Rng) {
    let n = at.len();
    let mut pairs: Vec<[u16; 2]> =
        (0..n as u16).flat_map(|a| (a + 1..n as u16).map(move |b| [a, b])).collect();
    let longest = (0..n).flat_map(|v| ideal.row(v)).copied().fold(1.0, f32::max);
    let (first, last) = (rate.min(longest * longest), 0.1f32);
    for pass in 0..PASSES {
        let rate = first * (last / first).powf(pass as f32 / (PASSES - 1) as f32);
        rng.shuffle(&mut pairs);
        for &[a, b] in &pairs {
            let (a, b) = (a as usize, b as usize);
            let wanted = ideal.get(a, b);
            let (dx, dy) = (at[a][0] - at[b][0], at[a][1] - at[b][1]);
            let far = dx.hypot(dy).max(1e-6);
            let step = 0.5 * (rate / (wanted * wanted)).min(1.0) * (far - wanted) / far;
            at[a] = [at[a][0] - step * dx, at[a][1] - step * dy];
            at[b] = [at[b][0] + step * dx, at[b][1] + step * dy];
        }
        if let Some(sides) = sides {
            sides.keep(at);
        }
    }
}

/// The two hubs that lie level, and which side of them each node leans to.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) hubs: [usize; 2],
    pub(super) lean: &'a [f32],
}

/// How far from the level of the hubs a leaning node begins, in middle edges.
const BESIDE: f32 = 0.7;

impl Sides<'_> {
    fn keep(self, at: &mut [Point]) {
        let [left, right] = self.hubs;
        let level = f32::midpoint(at[left][1], at[right][1]);
        (at[left][1], at[right][1]) = (level, level);
        for (v, p) in at.iter_mut().enumerate().filter(|(v, _)| !self.hubs.contains(v)) {
            let lean = self.lean[v];
            let short = BESIDE * lean.abs() - lean.signum() * (p[1] - level);
            if lean != 0.0 && short > 0.0 {
                p[1] += lean.signum() * short;
            }
        }
    }
}

/// A start for a large part: classical scaling on the hops to some pivots (Brandes and Pich,
/// "Eigensolver Methods for Progressive Multidimensional Scaling of Large Data", 2006), in hops. Fewer pivots
/// when told to stop.
pub(super) fn pivot_mds(net: &Net, stop: &AtomicBool, rng: &mut Rng) -> Vec<Point> {
    let n = net.len();
    let mut rows = pivot_hops(net, stop, rng);
    let k = rows.len();
    rows.iter_mut().flatten().for_each(|hops| *hops *= *hops);
    let mean = |row: &[f32]| row.iter().map(|h| f64::from(*h)).sum::<f64>() / row.len().max(1) as f64;
    if stop.load(Ordering::Relaxed) {
        return (0..n).map(|_| rng.square()).collect();
    }
    let row_mean: Vec<f64> = rows.iter().map(|row| mean(row)).collect();
    let mut column_mean = vec![0f64; n];
    for row in &rows {
        column_mean.iter_mut().zip(row).for_each(|(m, h)| *m += f64::from(*h) / k as f64);
    }
    let all = row_mean.iter().sum::<f64>() / k.max(1) as f64;
    for (row, mean) in rows.iter_mut().zip(&row_mean) {
        for (h, column) in row.iter_mut().zip(&column_mean) {
            *h = (-0.5 * (f64::from(*h) - mean - column + all)) as f32;
        }
    }
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum::<f64>();
    let gram: Vec<Vec<f64>> = rows.iter().map(|a| rows.iter().map(|b| dot(a, b)).collect()).collect();
    let axes = principal_axes(&gram, rng);
    let along = |axis: &[f64], v: usize| rows.iter().zip(axis).map(|(r, w)| f64::from(r[v]) * w).sum::<f64>();
    let raw: Vec<[f64; 2]> = (0..n).map(|v| [along(&axes[0], v), along(&axes[1], v)]).collect();

    // The projections are right up to a factor; one line is to be one hop long.
    let length = |l: &super::net::Line| {
        let (a, b) = (raw[l.a as usize], raw[l.b as usize]);
        (a[0] - b[0]).hypot(a[1] - b[1])
    };
    let mean = net.lines.iter().map(length).sum::<f64>() / net.lines.len().max(1) as f64;
    let scale = if mean > 1e-9 { 1.0 / mean } else { 0.0 };
    raw.iter()
        .map(|p| {
            // Nodes with equal hops to all pivots would lie on one another.
            let [jx, jy] = rng.square();
            [(p[0] * scale) as f32 + 0.2 * jx, (p[1] * scale) as f32 + 0.2 * jy]
        })
        .collect()
}

/// Hops from pivots, each the furthest from those before.
fn pivot_hops(net: &Net, stop: &AtomicBool, rng: &mut Rng) -> Vec<Vec<f32>> {
    let n = net.len();
    let mut nearest = vec![f32::INFINITY; n];
    let mut rows = Vec::new();
    let mut pivot = rng.below(n);
    let mut queue = Vec::with_capacity(n);
    while rows.len() < PIVOTS.min(n) {
        let mut row = vec![-1.0f32; n];
        row[pivot] = 0.0;
        queue.clear();
        queue.push(pivot);
        let mut head = 0;
        while let Some(&v) = queue.get(head) {
            head += 1;
            for arc in net.arcs(v) {
                let to = arc.to as usize;
                if row[to] < 0.0 {
                    row[to] = row[v] + 1.0;
                    queue.push(to);
                }
            }
        }
        for hops in &mut row {
            *hops = hops.max(0.0);
        }
        for (least, hops) in nearest.iter_mut().zip(&row) {
            *least = least.min(*hops);
        }
        rows.push(row);
        pivot = (0..n).fold(0, |best, v| if nearest[v] > nearest[best] { v } else { best });
        if nearest[pivot] <= 0.0 || stop.load(Ordering::Relaxed) {
            break;
        }
    }
    rows
}

/// The two leading eigenvectors of a symmetric matrix, by power iteration.
fn principal_axes(gram: &[Vec<f64>], rng: &mut Rng) -> [Vec<f64>; 2] {
    let k = gram.len();
    let mut axes: [Vec<f64>; 2] = Default::default();
    for which in 0..2 {
        let mut axis: Vec<f64> = (0..k).map(|_| f64::from(rng.unit()) - 0.5).collect();
        for _ in 0..60 {
            if which == 1 {
                let shared: f64 = axis.iter().zip(&axes[0]).map(|(a, b)| a * b).sum();
                axis.iter_mut().zip(&axes[0]).for_each(|(a, b)| *a -= shared * b);
            }
            let next: Vec<f64> =
                gram.iter().map(|row| row.iter().zip(&axis).map(|(g, a)| g * a).sum()).collect();
            let length = next.iter().map(|a| a * a).sum::<f64>().sqrt();
            if length < 1e-12 {
                break;
            }
            axis = next.iter().map(|a| a / length).collect();
        }
        axes[which] = axis;
    }
    axes
}

#[cfg(test)]
mod tests {
    use super::super::geometry::distance;
    use super::super::request::{LinkSpec, NodeSpec, Request};
    use super::*;

    fn path(n: u32) -> Net {
        let links = (1..n).map(|b| LinkSpec { a: b - 1, b, weight: 1.0 }).collect();
        Net::of(&Request { nodes: vec![NodeSpec::default(); n as usize], links, ..Request::default() })
    }

    #[test]
    fn stress_draws_a_path_straight() {
        let net = path(6);
        let ideal = Ideal::of(&net, None);
        let mut rng = Rng::new(3);
        let mut at: Vec<Point> = (0..6).map(|_| rng.square()).collect();
        stress(&ideal, &mut at, f32::INFINITY, None, &mut rng);
        let end_to_end = distance(at[0], at[5]);
        assert!((end_to_end / ideal.get(0, 5) - 1.0).abs() < 0.1, "{end_to_end}");
    }

    #[test]
    fn pivots_keep_the_order_of_a_path() {
        let at = pivot_mds(&path(500), &AtomicBool::new(false), &mut Rng::new(1));
        assert!(distance(at[0], at[499]) > 4.0 * distance(at[0], at[100]));
        assert!(at.iter().flatten().all(|c| c.is_finite()));
    }
}
