//! Where nodes start from: somewhere, and in a small part at least stress.

use super::ideal::Ideal;
use super::multilevel::Drawing;
use super::request::{EDGE, Point};
use super::rng::Rng;

/// A place of its own for each of so many nodes until there is a better one, in a square about the origin.
pub(super) fn anywhere(nodes: usize) -> Vec<Point> {
    (0..nodes).map(|v| Drawing::spot(v, nodes).map(|c| c * EDGE / 2.0)).collect()
}

/// Passes of stochastic gradient descent.
const PASSES: usize = 24;

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

#[cfg(test)]
mod tests {
    use super::super::geometry::distance;
    use super::super::net::Net;
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
}
