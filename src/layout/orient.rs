//! Which way a drawing is turned: the two best-connected nodes level, most of the graph below them.

use super::geometry::{Body, bounds};
use super::request::Point;

/// Turns a drawing so that `hubs` lie level, the first on the left, and mirrors it so that nodes lie
/// on the side of these that they lean to, or where none leans, more below than above. Without hubs
/// the long axis lies flat.
pub(super) fn turn(at: &mut [Point], hubs: Option<[usize; 2]>, lean: &[f32]) {
    let Some(middle) = mean(at) else { return };
    let (origin, direction) = match hubs {
        Some([left, right]) => {
            let (l, r) = (at[left], at[right]);
            ([f32::midpoint(l[0], r[0]), f32::midpoint(l[1], r[1])], [r[0] - l[0], r[1] - l[1]])
        }
        None => (middle, long_axis(at, middle)),
    };
    let length = direction[0].hypot(direction[1]);
    if length > 1e-6 {
        let (cos, sin) = (direction[0] / length, direction[1] / length);
        for p in at.iter_mut() {
            let (x, y) = (p[0] - origin[0], p[1] - origin[1]);
            *p = [x * cos + y * sin, y * cos - x * sin];
        }
    }
    if let Some([left, right]) = hubs {
        let height = f32::midpoint(at[left][1], at[right][1]);
        let side = |p: &Point, lean: f32| (p[1] - height) * lean;
        let leaning: f32 = at.iter().zip(lean).map(|(p, lean)| side(p, *lean)).sum();
        let all: f32 = at.iter().map(|p| side(p, 1.0)).sum();
        if leaning < 0.0 || (leaning == 0.0 && all < 0.0) {
            for p in at.iter_mut() {
                p[1] = 2.0 * height - p[1];
            }
        }
        // Not almost level: level.
        at[left][1] = height;
        at[right][1] = height;
    }
}

/// Stretches a drawing a little towards an aspect, keeping its area.
pub(super) fn stretch(at: &mut [Point], bodies: &[Body], aspect: f32, most: f32) {
    let Some(rect) = bounds(at, bodies) else { return };
    let (width, height) = ((rect[2] - rect[0]).max(1.0), (rect[3] - rect[1]).max(1.0));
    let by = (aspect * height / width).sqrt().clamp(1.0 / most, most);
    for p in at {
        *p = [p[0] * by, p[1] / by];
    }
}

/// Mean of all places; `None` for none.
pub(super) fn mean(at: &[Point]) -> Option<Point> {
    let n = at.len() as f32;
    let sum = at.iter().fold([0.0, 0.0], |sum: Point, p| [sum[0] + p[0], sum[1] + p[1]]);
    (n > 0.0).then_some([sum[0] / n, sum[1] / n])
}

/// The direction in which the places spread most.
fn long_axis(at: &[Point], middle: Point) -> Point {
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for p in at {
        let (x, y) = (p[0] - middle[0], p[1] - middle[1]);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    [angle.cos(), angle.sin()]
}

/// The turn, shift and scaling within `scale` (perhaps with a reflection) that brings `from` nearest to `to`, for the
/// nodes that have a place in `to` (Procrustes); applied to all of `from`. One such node shifts all.
pub(super) fn align(from: &mut [Point], to: &[Option<Point>], scale: [f32; 2]) {
    let pairs: Vec<(Point, Point)> = from.iter().zip(to).filter_map(|(f, t)| Some((*f, (*t)?))).collect();
    let (Some(a), Some(b)) = (
        mean(&pairs.iter().map(|p| p.0).collect::<Vec<_>>()),
        mean(&pairs.iter().map(|p| p.1).collect::<Vec<_>>()),
    ) else {
        return;
    };
    let fit = |mirror: f32| {
        let (mut along, mut aside) = (0.0, 0.0);
        for (f, t) in &pairs {
            let (fx, fy) = (f[0] - a[0], mirror * (f[1] - a[1]));
            let (tx, ty) = (t[0] - b[0], t[1] - b[1]);
            along += fx * tx + fy * ty;
            aside += fx * ty - fy * tx;
        }
        (along.hypot(aside), along, aside, mirror)
    };
    let (straight, mirrored) = (fit(1.0), fit(-1.0));
    let (length, along, aside, mirror) = if mirrored.0 > straight.0 { mirrored } else { straight };
    let (cos, sin) = if length > 1e-6 { (along / length, aside / length) } else { (1.0, 0.0) };
    let spread: f32 = pairs.iter().map(|(f, _)| (f[0] - a[0]).powi(2) + (f[1] - a[1]).powi(2)).sum();
    let by = if spread > 1e-6 { length / spread } else { 1.0 };
    let by = if by.is_finite() { by.clamp(scale[0], scale[1]) } else { 1.0 };
    let (cos, sin) = (by * cos, by * sin);
    for p in from {
        let (x, y) = (p[0] - a[0], mirror * (p[1] - a[1]));
        *p = [b[0] + x * cos - y * sin, b[1] + x * sin + y * cos];
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::distance;
    use super::*;

    #[test]
    fn hubs_lie_level_with_the_first_on_the_left_and_the_rest_below() {
        let mut at = vec![[0.0, 10.0], [0.0, -10.0], [5.0, 0.0], [9.0, 3.0]];
        turn(&mut at, Some([0, 1]), &[0.0; 4]);
        assert_eq!(at[0][1], at[1][1]);
        assert!(at[0][0] < at[1][0]);
        assert!(at[2][1] > at[0][1] && at[3][1] > at[0][1]);
        assert!((distance(at[2], at[3]) - 5.0).abs() < 1e-4);
    }

    #[test]
    fn a_node_comes_to_the_side_that_it_leans_to() {
        let mut at = vec![[0.0, 0.0], [10.0, 0.0], [5.0, 4.0], [5.0, 4.0]];
        turn(&mut at, Some([0, 1]), &[0.0, 0.0, -1.0, 0.0]);
        assert_eq!(at[2][1], -4.0);
    }

    #[test]
    fn without_hubs_the_long_axis_lies_flat() {
        let mut at = vec![[0.0, 0.0], [1.0, 5.0], [2.0, 10.0]];
        turn(&mut at, None, &[0.0; 3]);
        assert!((at[0][1] - at[2][1]).abs() < 1e-3);
    }

    #[test]
    fn aligning_undoes_a_turn() {
        let old: Vec<Point> = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [-2.0, 7.0]];
        let mut turned: Vec<Point> = old.iter().map(|p| [9.0 - p[1], p[0] - 3.0]).collect();
        align(&mut turned, &old.iter().map(|p| Some(*p)).collect::<Vec<_>>(), [1.0; 2]);
        assert!(old.iter().zip(&turned).all(|(a, b)| distance(*a, *b) < 1e-4));
    }
}
