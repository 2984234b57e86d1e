//! Subtrees side by side on rings, as close as each ring allows.
//!
//! After Reingold and Tilford, "Tidier Drawings of Trees" (1981), in angles: a subtree is known by how far it
//! reaches to either side on each ring, and is moved up to its neighbour until they touch on one of them. So a leaf
//! finds room beside a branch that is wide only farther out.

use std::f32::consts::TAU;

use super::stop::Stop;

/// How far a subtree reaches from its root's angle, on the root's ring and on each farther out.
#[derive(Default)]
struct Reach {
    left: Vec<f32>,
    right: Vec<f32>,
}

/// How much wider than needed a branch may spread where the circle has room, beside its siblings.
const SPREAD: f32 = 1.6;

/// Steps that packing may take: a tree that is deeper gets sectors.
const WORK: usize = 1_000_000;

/// The angle of each node from its parent's, all around the first of `order`. `order` has parents before their
/// children, `half` is half the angle that a node needs on its ring. Together all take the circle once.
/// `None` when told to stop.
pub(super) fn offsets(
    order: &[usize],
    children: &[Vec<usize>],
    half: &[f32],
    stop: Stop,
) -> Option<Vec<f32>> {
    let mut height = vec![1usize; half.len()];
    for (step, &v) in order.iter().rev().enumerate() {
        stop.check_at(step)?;
        height[v] = 1 + children[v].iter().map(|&child| height[child]).max().unwrap_or(0);
    }
    if height.iter().sum::<usize>() > WORK {
        sectors(order, children, half, stop)
    } else {
        packed(order, children, half, stop)
    }
}

/// A sector for each child, by what the leaves in it need, in time that does not depend on the depth.
fn sectors(order: &[usize], children: &[Vec<usize>], half: &[f32], stop: Stop) -> Option<Vec<f32>> {
    let mut share = half.to_vec();
    for (step, &v) in order.iter().rev().enumerate() {
        stop.check_at(step)?;
        share[v] = share[v].max(children[v].iter().map(|&child| share[child]).sum());
    }
    let mut offset = vec![0.0f32; half.len()];
    let mut wide = vec![TAU; half.len()];
    for (step, &v) in order.iter().enumerate() {
        stop.check_at(step)?;
        let total: f32 = children[v].iter().map(|&child| share[child]).sum();
        let mut at = -wide[v] / 2.0;
        for &child in &children[v] {
            wide[child] = wide[v] * share[child] / total.max(1e-9);
            offset[child] = at + wide[child] / 2.0;
            at += wide[child];
        }
    }
    Some(offset)
}

fn packed(order: &[usize], children: &[Vec<usize>], half: &[f32], stop: Stop) -> Option<Vec<f32>> {
    let mut offset = vec![0.0f32; half.len()];
    let mut reaches: Vec<Reach> = half.iter().map(|_| Reach::default()).collect();
    let mut total = 0.0f32;
    for (i, &v) in order.iter().enumerate().rev() {
        stop.check_at(i)?;
        let mut all = Reach::default();
        for &child in &children[v] {
            let reach = std::mem::take(&mut reaches[child]);
            let touch = all.right.iter().zip(&reach.left).map(|(right, left)| right - left);
            offset[child] = touch.reduce(f32::max).unwrap_or(0.0);
            merge(&mut all, &reach, offset[child]);
        }
        if i == 0 {
            total = all.right.iter().zip(&all.left).map(|(right, left)| right - left).fold(0.0, f32::max);
        }
        let ends = children[v].first().zip(children[v].last());
        let middle = ends.map_or(0.0, |(&first, &last)| f32::midpoint(offset[first], offset[last]));
        children[v].iter().for_each(|&child| offset[child] -= middle);
        let shifted = |side: &[f32]| side.iter().map(|reach| reach - middle).collect::<Vec<f32>>();
        let own = |first: f32, side: &[f32]| std::iter::once(first).chain(shifted(side)).collect();
        reaches[v] = Reach { left: own(-half[v], &all.left), right: own(half[v], &all.right) };
    }
    let fill = if total > 0.0 { TAU / total } else { 1.0 };
    let Some(&root) = order.first() else { return Some(offset) };
    let near = fill.min(SPREAD);
    for &v in order {
        let by = if v == root { fill } else { near };
        children[v].iter().for_each(|&child| offset[child] *= by);
    }
    Some(offset)
}

/// Adds a subtree at an offset to those before it.
fn merge(all: &mut Reach, reach: &Reach, offset: f32) {
    for (k, (left, right)) in reach.left.iter().zip(&reach.right).enumerate() {
        if k < all.right.len() {
            all.right[k] = all.right[k].max(right + offset);
            all.left[k] = all.left[k].min(left + offset);
        } else {
            all.left.push(left + offset);
            all.right.push(right + offset);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_finds_room_beside_a_branch_that_is_wide_farther_out() {
        // 0 has a branch 1 with eight leaves and a leaf 2.
        let children = [vec![1, 2], (3..11).collect(), Vec::new()];
        let children: Vec<Vec<usize>> =
            (0..11).map(|v| children.get(v).cloned().unwrap_or_default()).collect();
        let order: Vec<usize> = (0..11).collect();
        let offset = offsets(&order, &children, &[0.1; 11], Stop::never()).unwrap();
        let wide = offset[10] - offset[3];
        assert!((wide / 1.4 - SPREAD).abs() < 0.01, "{wide}");
        // The eight leaves take 1.6 before spreading, and with the leaf no more than that is taken.
        let between = offset[2] - offset[1];
        assert!((between - 0.2 * TAU / 1.6).abs() < 0.01, "{between}");
    }
}
