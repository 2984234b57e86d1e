//! Curves as straight pieces: flattening, lengths, cutting.

use super::Point;

pub(super) fn sub(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

pub(super) fn add(a: Point, b: Point) -> Point {
    [a[0] + b[0], a[1] + b[1]]
}

pub(super) fn scale(a: Point, by: f32) -> Point {
    [a[0] * by, a[1] * by]
}

pub(super) fn length(a: Point) -> f32 {
    a[0].hypot(a[1])
}

pub(super) fn distance(a: Point, b: Point) -> f32 {
    length(sub(a, b))
}

/// The unit vector towards `a`; right where `a` is nothing.
pub(super) fn unit(a: Point) -> Point {
    let long = length(a);
    if long > 1e-6 { scale(a, 1.0 / long) } else { [1.0, 0.0] }
}

/// The vector at an angle, in radians, clockwise on the screen.
pub(super) fn at_angle(angle: f32, long: f32) -> Point {
    [angle.cos() * long, angle.sin() * long]
}

/// Distance of a point from a straight piece.
pub(super) fn distance_to_segment(point: Point, from: Point, to: Point) -> f32 {
    let along = sub(to, from);
    let long = along[0] * along[0] + along[1] * along[1];
    let rel = sub(point, from);
    let share =
        if long > 1e-9 { ((rel[0] * along[0] + rel[1] * along[1]) / long).clamp(0.0, 1.0) } else { 0.0 };
    distance(point, add(from, scale(along, share)))
}

/// Appends a quadratic Bézier curve, `pieces` straight ones.
pub(super) fn quadratic(from: Point, control: Point, to: Point, pieces: usize, out: &mut Vec<Point>) {
    for i in 0..=pieces {
        let t = i as f32 / pieces as f32;
        let s = 1.0 - t;
        let mix = |k: usize| s * s * from[k] + 2.0 * s * t * control[k] + t * t * to[k];
        out.push([mix(0), mix(1)]);
    }
}

/// Appends a cubic Bézier curve, `pieces` straight ones.
pub(super) fn cubic(p: [Point; 4], pieces: usize, out: &mut Vec<Point>) {
    for i in 0..=pieces {
        let t = i as f32 / pieces as f32;
        let s = 1.0 - t;
        let mix = |k: usize| {
            s * s * s * p[0][k] + 3.0 * s * s * t * p[1][k] + 3.0 * s * t * t * p[2][k] + t * t * t * p[3][k]
        };
        out.push([mix(0), mix(1)]);
    }
}

/// Length of a path.
pub(super) fn path_length(path: &[Point]) -> f32 {
    path.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

/// The place `along` a path, and the direction there.
pub(super) fn place_at(path: &[Point], mut along: f32) -> (Point, Point) {
    for pair in path.windows(2) {
        let long = distance(pair[0], pair[1]);
        if along <= long && long > 0.0 {
            return (add(pair[0], scale(sub(pair[1], pair[0]), along / long)), unit(sub(pair[1], pair[0])));
        }
        along -= long;
    }
    match path {
        [.., a, b] => (*b, unit(sub(*b, *a))),
        [only] => (*only, [1.0, 0.0]),
        [] => ([0.0; 2], [1.0, 0.0]),
    }
}

/// Appends the part of a path between two lengths; nothing where there is none.
pub(super) fn cut(path: &[Point], start: f32, end: f32, out: &mut Vec<Point>) {
    if end - start < 0.5 {
        return;
    }
    out.push(place_at(path, start).0);
    let mut along = 0.0;
    for pair in path.windows(2) {
        along += distance(pair[0], pair[1]);
        if along > start && along < end {
            out.push(pair[1]);
        }
    }
    out.push(place_at(path, end).0);
}

/// A path moved sideways by `by` points, to the right of its direction.
pub(super) fn offset(path: &[Point], by: f32, out: &mut Vec<Point>) {
    for (i, point) in path.iter().enumerate() {
        let before = path[i.saturating_sub(1)];
        let after = path[(i + 1).min(path.len() - 1)];
        let direction = unit(sub(after, before));
        out.push(add(*point, [-direction[1] * by, direction[0] * by]));
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, distance_to_segment, path_length, place_at};

    #[test]
    fn cutting_keeps_the_length_between() {
        let path = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]];
        let mut part = Vec::new();
        cut(&path, 4.0, 16.0, &mut part);
        assert_eq!(part, [[4.0, 0.0], [10.0, 0.0], [10.0, 6.0]]);
        assert!((path_length(&part) - 12.0).abs() < 1e-5);
        part.clear();
        cut(&path, 16.0, 4.0, &mut part);
        assert!(part.is_empty());
    }

    #[test]
    fn places_and_distances() {
        assert_eq!(place_at(&[[0.0, 0.0], [10.0, 0.0]], 25.0), ([10.0, 0.0], [1.0, 0.0]));
        assert!((distance_to_segment([5.0, 3.0], [0.0, 0.0], [10.0, 0.0]) - 3.0).abs() < 1e-6);
        assert!((distance_to_segment([-3.0, 4.0], [0.0, 0.0], [10.0, 0.0]) - 5.0).abs() < 1e-6);
    }
}
