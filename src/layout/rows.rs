//! Things in a row, each as near as can be to where it is wanted, in their order and apart.

/// Positions that keep the order and `apart[i]` between the middles of `i` and `i + 1`, with the least sum
/// of weighted squares of distances from `wanted`.
///
/// Least squares under an order is isotonic regression, and pooling neighbours that are too close solves
/// it exactly (Barlow, Bartholomew, Bremner and Brunk, "Statistical Inference under Order Restrictions", 1972). A
/// wanted position that is no number counts as 0. Weights are above 0.
pub(super) fn place(wanted: &[f32], weight: &[f32], apart: &[f32]) -> Vec<f32> {
    let n = wanted.len();
    // Offsets turn "apart" into "not before".
    let mut offset = vec![0.0f64; n];
    for i in 1..n {
        offset[i] = offset[i - 1] + f64::from(apart[i - 1]);
    }
    // Pools: mean, weight, how many.
    let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(n);
    for i in 0..n {
        let want = if wanted[i].is_finite() { f64::from(wanted[i]) } else { 0.0 };
        let mut pool = (want - offset[i], f64::from(weight[i]).max(1e-6), 1);
        while let Some(last) = pools.last().copied().filter(|last| last.0 > pool.0) {
            pools.pop();
            let weight = last.1 + pool.1;
            pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
        }
        pools.push(pool);
    }
    let means = pools.iter().flat_map(|&(mean, _, many)| std::iter::repeat_n(mean, many));
    means.zip(&offset).map(|(mean, offset)| (mean + offset) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn what_has_room_stays_where_it_is_wanted() {
        assert_eq!(place(&[0.0, 10.0, 30.0], &[1.0; 3], &[5.0, 5.0]), [0.0, 10.0, 30.0]);
    }

    #[test]
    fn what_crowds_is_spread_about_its_middle() {
        assert_eq!(place(&[0.0, 0.0, 0.0], &[1.0; 3], &[4.0, 4.0]), [-4.0, 0.0, 4.0]);
        // Who weighs more moves less.
        assert_eq!(place(&[0.0, 0.0], &[3.0, 1.0], &[4.0]), [-1.0, 3.0]);
        // Order holds even where the other way round is wanted.
        assert_eq!(place(&[10.0, 0.0], &[1.0; 2], &[2.0]), [4.0, 6.0]);
    }

    #[test]
    fn nonsense_is_survived() {
        assert!(place(&[f32::NAN, f32::INFINITY], &[1.0; 2], &[1.0]).iter().all(|x| x.is_finite()));
        assert!(place(&[], &[], &[]).is_empty());
    }
}
