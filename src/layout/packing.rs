//! Putting the parts of a graph beside one another.

use super::geometry::{Rect, union};
use super::request::Point;

/// Room between two parts, in layout units.
const GAP: f32 = 36.0;

/// Where each box goes so that none overlaps another: a shift a box.
///
/// The first box stays; the others lie in rows (shelves) below or beside it, tall ones first, whichever
/// comes nearer to `aspect`. `sizes` are width and height.
pub(super) fn pack(first: Rect, sizes: &[[f32; 2]], aspect: f32) -> Vec<Point> {
    let (width, height) = (first[2] - first[0], first[3] - first[1]);
    let area: f32 = sizes.iter().map(|s| (s[0] + GAP) * (s[1] + GAP)).sum();
    let below = Shelves::fill(sizes, width.max((area * aspect).sqrt()));
    // Beside it, rows should be as wide as makes the block as high as the first box.
    let beside = Shelves::fill(sizes, (area * 1.15 / height.max(1.0)).max((area * aspect).sqrt().min(width)));
    let total_below = [width.max(below.size[0]), height + GAP + below.size[1]];
    let total_beside = [width + GAP + beside.size[0], height.max(beside.size[1])];
    // How much of the canvas a drawing of this size leaves empty.
    let waste = |s: [f32; 2]| (s[0] / aspect).max(s[1]);
    if waste(total_below) <= waste(total_beside) {
        let left = first[0] + (width - below.size[0]) / 2.0;
        below.shifts.iter().map(|p| [p[0] + left, p[1] + first[3] + GAP]).collect()
    } else {
        let top = first[1] + (height - beside.size[1]) / 2.0;
        beside.shifts.iter().map(|p| [p[0] + first[2] + GAP, p[1] + top]).collect()
    }
}

/// Boxes in rows; the shifts are of their top left corners.
struct Shelves {
    shifts: Vec<Point>,
    size: [f32; 2],
}

impl Shelves {
    fn fill(sizes: &[[f32; 2]], width: f32) -> Self {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by(|&a, &b| sizes[b][1].total_cmp(&sizes[a][1]));
        let mut shifts = vec![[0.0, 0.0]; sizes.len()];
        let (mut x, mut y, mut row) = (0.0f32, 0.0f32, 0.0f32);
        let mut widest = 0.0f32;
        for i in order {
            let [w, h] = sizes[i];
            if x > 0.0 && x + w > width {
                (x, y, row) = (0.0, y + row + GAP, 0.0);
            }
            shifts[i] = [x, y];
            widest = widest.max(x + w);
            row = row.max(h);
            x += w + GAP;
        }
        Self { shifts, size: [widest, y + row] }
    }
}

/// The box about some boxes; `None` for none.
pub(super) fn about(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    rects.into_iter().reduce(union)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::geometry::overlap;
    use super::*;

    proptest! {
        #[test]
        fn no_two_boxes_overlap(
            sizes in proptest::collection::vec((1f32..400.0, 1f32..300.0), 0..40),
            aspect in 0.4f32..2.5,
        ) {
            let first = [-200.0, -150.0, 250.0, 130.0];
            let sizes: Vec<[f32; 2]> = sizes.iter().map(|s| [s.0, s.1]).collect();
            let shifts = pack(first, &sizes, aspect);
            let mut rects: Vec<Rect> = sizes
                .iter()
                .zip(&shifts)
                .map(|(s, p)| [p[0], p[1], p[0] + s[0], p[1] + s[1]])
                .collect();
            rects.push(first);
            for (i, a) in rects.iter().enumerate() {
                for b in &rects[i + 1..] {
                    prop_assert!(overlap(*a, *b, -0.01).is_none());
                }
            }
        }

        #[test]
        fn dust_fills_the_aspect(aspect in 0.5f32..2.0) {
            let sizes = vec![[30.0, 30.0]; 400];
            let shifts = pack([0.0, 0.0, 30.0, 30.0], &sizes, aspect);
            let all = about(shifts.iter().map(|p| [p[0], p[1], p[0] + 30.0, p[1] + 30.0])).unwrap();
            let found = (all[2] - all[0]) / (all[3] - all[1]);
            prop_assert!(found / aspect < 1.4 && aspect / found < 1.4, "{found} for {aspect}");
        }
    }
}
