//! A first drawing from hop distances to a few pivots.
//!
//! Classical scaling of the distances to pivots only (Brandes and Pich, "Eigensolver methods for
//! progressive multidimensional scaling of large data", 2006).

/// Passes of power iteration for an axis.
const PASSES: usize = 60;

/// Places along the two axes that tell most of the distances in `rows` (one row of `columns` a
/// pivot), up to a common factor.
pub(super) fn pivot_mds(rows: &[f32], columns: usize) -> Vec<[f32; 2]> {
    let pivots = rows.len() / columns.max(1);
    if pivots == 0 {
        return vec![[0.0; 2]; columns];
    }
    let centred = centre(rows, columns);
    let row = |i: usize| &centred[i * columns..(i + 1) * columns];
    let mut gram = vec![0f64; pivots * pivots];
    for i in 0..pivots {
        for j in i..pivots {
            let product = dot(row(i), row(j));
            gram[i * pivots + j] = product;
            gram[j * pivots + i] = product;
        }
    }
    let axes = leading(&gram, pivots);
    let mut at = vec![[0f32; 2]; columns];
    for (i, share) in axes[0].iter().zip(&axes[1]).enumerate() {
        let share = [*share.0 as f32, *share.1 as f32];
        for (p, c) in at.iter_mut().zip(row(i)) {
            p[0] += share[0] * c;
            p[1] += share[1] * c;
        }
    }
    at
}

/// Squared distances with the means of rows and columns taken out, times -½.
fn centre(rows: &[f32], columns: usize) -> Vec<f32> {
    let pivots = rows.len() / columns;
    let mut squares: Vec<f32> = rows.iter().map(|h| h * h).collect();
    let mut of_column = vec![0f32; columns];
    let mut of_row = Vec::with_capacity(pivots);
    for row in squares.chunks_exact(columns) {
        of_row.push((row.iter().map(|&s| f64::from(s)).sum::<f64>() / columns as f64) as f32);
        for (mean, s) in of_column.iter_mut().zip(row) {
            *mean += s / pivots as f32;
        }
    }
    let all = of_row.iter().sum::<f32>() / pivots as f32;
    for (row, mean) in squares.chunks_exact_mut(columns).zip(&of_row) {
        for (s, column) in row.iter_mut().zip(&of_column) {
            *s = -0.5 * (*s - mean - column + all);
        }
    }
    squares
}

/// In eight sums at a time, which the compiler can keep in one register.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0f32; 8];
    for (a, b) in a.iter().zip(b) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    let rest: f32 = rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum();
    f64::from(sums.iter().sum::<f32>() + rest)
}

/// The two leading eigenvectors of a symmetric matrix, by power iteration.
fn leading(matrix: &[f64], side: usize) -> [Vec<f64>; 2] {
    let mut axes: [Vec<f64>; 2] = Default::default();
    for which in 0..2 {
        let mut axis: Vec<f64> =
            (0..side).map(|i| ((i * 7919 + which * 31 + 1) % 101) as f64 - 50.0).collect();
        for _ in 0..PASSES {
            let mut next: Vec<f64> = matrix
                .chunks_exact(side)
                .map(|row| row.iter().zip(&axis).map(|(m, a)| m * a).sum())
                .collect();
            if which == 1 {
                let shared: f64 = next.iter().zip(&axes[0]).map(|(n, a)| n * a).sum();
                next.iter_mut().zip(&axes[0]).for_each(|(n, a)| *n -= shared * a);
            }
            let length = next.iter().map(|n| n * n).sum::<f64>().sqrt().max(1e-30);
            axis = next.into_iter().map(|n| n / length).collect();
        }
        axes[which] = axis;
    }
    axes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_out_straight_and_in_order() {
        let n = 40;
        let rows: Vec<f32> =
            [0usize, 39, 17].iter().flat_map(|&p| (0..n).map(move |v| p.abs_diff(v) as f32)).collect();
        let at = pivot_mds(&rows, n);
        let rising = at.windows(2).filter(|w| w[1][0] > w[0][0]).count();
        assert!(rising == 0 || rising == n - 1, "{at:?}");
    }

    #[test]
    fn corners_of_a_square_stay_apart() {
        let rows: Vec<f32> =
            [[0., 1., 2., 1.], [1., 0., 1., 2.], [2., 1., 0., 1.], [1., 2., 1., 0.]].concat();
        let at = pivot_mds(&rows, 4);
        for i in 0..4 {
            for j in 0..i {
                assert!((at[i][0] - at[j][0]).hypot(at[i][1] - at[j][1]) > 0.5, "{at:?}");
            }
        }
    }

    #[test]
    fn equal_distances_give_no_numbers_that_are_none() {
        assert!(pivot_mds(&[0.0; 12], 4).iter().flatten().all(|c| c.is_finite()));
        assert_eq!(pivot_mds(&[], 2), [[0.0; 2]; 2]);
    }
}
