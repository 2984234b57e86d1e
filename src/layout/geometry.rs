//! Distances and overlaps of points, segments and boxes.

use super::request::{LABEL_GAP, NodeSpec, Point};

/// Left, top, right, bottom.
pub(super) type Rect = [f32; 4];

/// What a node takes up: a disc, and a label box below it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Body {
    pub(super) r: f32,
    pub(super) label: [f32; 2],
}

impl Body {
    /// The body of a node; sizes that make no sense count as none.
    pub(super) fn of(node: &NodeSpec) -> Self {
        let sane = |size: f32| if size.is_finite() { size.clamp(0.0, 1e4) } else { 0.0 };
        let label = node.label.map(sane);
        let label = if label[0] > 0.0 && label[1] > 0.0 { label } else { [0.0; 2] };
        Self { r: sane(node.radius), label }
    }

    pub(super) fn has_label(&self) -> bool {
        self.label[0] > 0.0
    }

    /// The box about the disc of a node at `p`.
    pub(super) fn disc(&self, p: Point) -> Rect {
        [p[0] - self.r, p[1] - self.r, p[0] + self.r, p[1] + self.r]
    }

    /// The label box of a node at `p`; a flat one where there is no label.
    pub(super) fn label_box(&self, p: Point) -> Rect {
        let top = p[1] + self.r + if self.has_label() { LABEL_GAP } else { 0.0 };
        [p[0] - self.label[0] / 2.0, top, p[0] + self.label[0] / 2.0, top + self.label[1]]
    }

    /// The box about both.
    pub(super) fn hull(&self, p: Point) -> Rect {
        union(self.disc(p), self.label_box(p))
    }
}

pub(super) fn union(a: Rect, b: Rect) -> Rect {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The box about all bodies; `None` for none.
pub(super) fn bounds(at: &[Point], bodies: &[Body]) -> Option<Rect> {
    at.iter().zip(bodies).map(|(p, body)| body.hull(*p)).reduce(union)
}

/// How far two boxes reach into each other across and down, where each is to keep `gap` from the
/// other; `None` where they do.
pub(super) fn overlap(a: Rect, b: Rect, gap: f32) -> Option<[f32; 2]> {
    let x = a[2].min(b[2]) - a[0].max(b[0]) + gap;
    let y = a[3].min(b[3]) - a[1].max(b[1]) + gap;
    (x > 0.0 && y > 0.0).then_some([x, y])
}

pub(super) fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// From a point to the nearest point of a segment, as a vector.
pub(super) fn to_segment(p: Point, a: Point, b: Point) -> Point {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 { ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2 } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    [a[0] + along * dx - p[0], a[1] + along * dy - p[1]]
}

/// Twice the signed area of a triangle.
fn turn(a: Point, b: Point, c: Point) -> f32 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether two segments cross in their inner parts.
pub(super) fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// Whether a segment has a point inside a box (Liang and Barsky 1984).
pub(super) fn segment_meets(a: Point, b: Point, rect: Rect) -> bool {
    let (mut from, mut to) = (0.0f32, 1.0f32);
    for axis in 0..2 {
        let step = b[axis] - a[axis];
        let (low, high) = (rect[axis] - a[axis], rect[axis + 2] - a[axis]);
        if step.abs() < 1e-6 {
            if low > 0.0 || high < 0.0 {
                return false;
            }
        } else {
            let (s, t) = (low / step, high / step);
            from = from.max(s.min(t));
            to = to.min(s.max(t));
        }
    }
    from < to
}

/// The middle one of some lengths; `None` for none.
pub(super) fn median(mut lengths: Vec<f32>) -> Option<f32> {
    if lengths.is_empty() {
        return None;
    }
    let middle = lengths.len() / 2;
    Some(*lengths.select_nth_unstable_by(middle, f32::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cross_inside_only() {
        assert!(cross([0.0, 0.0], [2.0, 2.0], [0.0, 2.0], [2.0, 0.0]));
        assert!(!cross([0.0, 0.0], [2.0, 2.0], [0.0, 0.0], [2.0, 0.0]));
        assert!(!cross([0.0, 0.0], [1.0, 1.0], [0.0, 4.0], [4.0, 0.0]));
    }

    #[test]
    fn a_segment_meets_a_box_it_passes_through() {
        let rect = [0.0, 0.0, 10.0, 4.0];
        assert!(segment_meets([-5.0, 2.0], [15.0, 2.0], rect));
        assert!(segment_meets([5.0, 2.0], [5.0, 2.0], rect));
        assert!(!segment_meets([-5.0, 5.0], [15.0, 5.0], rect));
        assert!(!segment_meets([-5.0, -5.0], [-1.0, 9.0], rect));
    }

    #[test]
    fn the_nearest_point_of_a_segment() {
        assert_eq!(to_segment([1.0, 3.0], [0.0, 0.0], [2.0, 0.0]), [0.0, -3.0]);
        assert_eq!(to_segment([5.0, 4.0], [2.0, 0.0], [2.0, 0.0]), [-3.0, -4.0]);
    }

    #[test]
    fn boxes_overlap_by_what_they_share() {
        assert_eq!(overlap([0.0, 0.0, 4.0, 4.0], [3.0, 1.0, 9.0, 9.0], 0.0), Some([1.0, 3.0]));
        assert_eq!(overlap([0.0, 0.0, 4.0, 4.0], [5.0, 0.0, 9.0, 4.0], 0.0), None);
        assert!(overlap([0.0, 0.0, 4.0, 4.0], [5.0, 0.0, 9.0, 4.0], 2.0).is_some());
    }
}
