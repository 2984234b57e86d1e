//! A step towards hop distances, for the coarsest level.
//!
//! The Guttman transform of stress majorisation (Gansner, Koren and North, "Graph drawing by stress
//! majorization", 2004) with weights `1/hops²`, towards some sources only. These are to be drawn at
//! random: far-apart ones lie on the rim and would pull everything outwards.

use super::hops::Hops;

/// Nearer than this many hops, a cluster holds the source itself.
const SAME: f32 = 0.5;

/// For every cluster the way from where it is to where its stress against the sources is least,
/// with one hop as long as suits the present drawing best.
pub(super) fn guttman(hops: &Hops, at: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let hop = hop_length(hops, at);
    let mut sums = vec![[0f32, 0.0, 1e-9]; at.len()];
    for (source, row) in hops.rows() {
        let from = at[source];
        for ((sum, p), &far) in sums.iter_mut().zip(at).zip(row) {
            let weight = if far < SAME { 0.0 } else { 1.0 / (far * far) };
            let (dx, dy) = (p[0] - from[0], p[1] - from[1]);
            let stretch = weight * (hop * far / ((dx * dx + dy * dy).sqrt() + 1e-9) - 1.0);
            sum[0] += stretch * dx;
            sum[1] += stretch * dy;
            sum[2] += weight;
        }
    }
    sums.into_iter().map(|[x, y, weight]| [x / weight, y / weight]).collect()
}

/// The length of one hop at which the stress of the drawing is least.
fn hop_length(hops: &Hops, at: &[[f32; 2]]) -> f32 {
    let (mut squares, mut ratios) = (0f64, 0f64);
    for (source, row) in hops.rows() {
        let from = at[source];
        let (mut row_squares, mut row_ratios) = (0f32, 0f32);
        for (p, &far) in at.iter().zip(row) {
            let length2 = (p[0] - from[0]).powi(2) + (p[1] - from[1]).powi(2);
            let ratio2 = if far < SAME { 0.0 } else { length2 / (far * far) };
            row_squares += ratio2;
            row_ratios += ratio2.sqrt();
        }
        squares += f64::from(row_squares);
        ratios += f64::from(row_ratios);
    }
    (squares / ratios.max(1e-30)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path of four clusters, seen from both ends.
    fn path() -> Hops {
        Hops { rows: vec![0.0, 1.0, 2.0, 3.0, 3.0, 2.0, 1.0, 0.0], from: vec![0, 3], clusters: 4 }
    }

    #[test]
    fn a_drawing_without_stress_stays() {
        let at: Vec<[f32; 2]> = (0..4).map(|i| [2.0 * i as f32, 0.0]).collect();
        for d in guttman(&path(), &at).iter().flatten() {
            assert!(d.abs() < 1e-5, "{d}");
        }
    }

    #[test]
    fn a_node_out_of_place_is_called_back() {
        let mut at: Vec<[f32; 2]> = (0..4).map(|i| [2.0 * i as f32, 0.0]).collect();
        at[1] = [3.5, 1.0];
        let way = guttman(&path(), &at)[1];
        assert!(way[0] < -0.5, "{way:?}");
    }

    #[test]
    fn all_in_one_spot_is_no_trouble() {
        assert!(guttman(&path(), &[[1.0; 2]; 4]).iter().flatten().all(|d| d.is_finite()));
    }
}
