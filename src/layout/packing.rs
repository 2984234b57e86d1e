//! Putting the parts of a graph beside one another.

use super::geometry::{Body, Rect, bounds, union};
use super::net::Line;
use super::polyomino::{Cell, Plane, Shape};
use super::request::Point;
use super::sort;
use super::stop::Stop;

/// Room between two parts, and between two nodes of the block of single ones, in layout units.
const GAP: f32 = 36.0;
const BLOCK_GAP: f32 = 24.0;
/// Cells that all drawings together may have, and that a frame as wide as the widest and as high as the
/// highest may have; cells are larger where there would be more.
const CELLS: f64 = 1e5;
const FRAME: f64 = 4e5;

/// What is to be done with a drawing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// It stays where it is.
    Stays,
    /// It goes to the nearest free place.
    Loose,
    /// It goes into a block of rows.
    Single,
}

/// A part of a graph as it is drawn, anywhere.
pub(super) struct Drawing<'a> {
    pub(super) at: &'a [Point],
    pub(super) bodies: &'a [Body],
    pub(super) lines: &'a [Line],
    pub(super) kind: Kind,
}

/// Where each drawing goes so that none covers another: a shift a drawing, none for those that stay.
///
/// Drawings become the cells that they touch. Those that stay have theirs; the others come as near to
/// the middle of these as there is a free place for them, the largest first, so that all together
/// fill a window of this aspect. Where none stays, the largest lies about the origin. Single ones go
/// in rows, below, beside or among all that, wherever they leave least of the window empty. `None` when told to
/// stop.
pub(super) fn pack(drawings: &[Drawing], aspect: f32, stop: Stop) -> Option<Vec<Point>> {
    let mut boxes: Vec<Rect> = Vec::with_capacity(drawings.len());
    for (step, drawing) in drawings.iter().enumerate() {
        stop.check_at(step)?;
        boxes.push(bounds(drawing.at, drawing.bodies).unwrap_or([0.0; 4]));
    }
    let of = |kind: Kind| (0..drawings.len()).filter(move |&i| drawings[i].kind == kind);
    let stays = about(of(Kind::Stays).map(|i| boxes[i]));
    let origin = stays.map_or([0.0; 2], |r| [f32::midpoint(r[0], r[2]), f32::midpoint(r[1], r[3])]);
    let cell = cell_size(stays.into_iter().chain(of(Kind::Loose).map(|i| boxes[i])));
    let shape = |i: usize, corner: Point, size: Cell| {
        let Drawing { at, bodies, lines, .. } = drawings[i];
        Shape::of(at, bodies, lines, GAP / 2.0, corner, size, cell, stop)
    };

    let mut plane = Plane::new(aspect);
    for i in of(Kind::Stays) {
        let cells = |axis: usize, coordinate: f32| ((coordinate - origin[axis]) / cell).floor() as i32;
        let low = [0, 1].map(|axis| cells(axis, boxes[i][axis] - GAP / 2.0));
        let size = [0, 1].map(|axis| cells(axis, boxes[i][axis + 2] + GAP / 2.0) + 1 - low[axis]);
        plane.take(&shape(i, [0, 1].map(|axis| origin[axis] + low[axis] as f32 * cell), size)?, low);
    }
    let framed = |i: usize| {
        let size = |axis: usize| ((boxes[i][axis + 2] - boxes[i][axis] + GAP) / cell).ceil().max(1.0);
        // In the middle of whole cells.
        let corner =
            |axis: usize| f32::midpoint(boxes[i][axis], boxes[i][axis + 2]) - size(axis) * cell / 2.0;
        let corner = [corner(0), corner(1)];
        stop.check()?;
        Some((i, corner, shape(i, corner, [size(0) as i32, size(1) as i32])?))
    };
    let mut loose: Vec<(usize, Point, Shape)> = of(Kind::Loose).map(framed).collect::<Option<_>>()?;
    loose.sort_by_key(|(_, _, shape)| (std::cmp::Reverse(shape.area()), shape.size()));
    let mut shifts = vec![[0.0; 2]; drawings.len()];
    for (i, corner, shape) in &loose {
        let place = plane.place(shape, stop)?;
        shifts[*i] = [0, 1].map(|axis| origin[axis] + place[axis] as f32 * cell - corner[axis]);
    }
    let placed = (0..drawings.len()).filter(|&i| drawings[i].kind != Kind::Single);
    let placed = about(placed.map(|i| {
        let ([dx, dy], r) = (shifts[i], boxes[i]);
        [r[0] + dx, r[1] + dy, r[2] + dx, r[3] + dy]
    }));
    let single: Vec<usize> = of(Kind::Single).collect();
    let sizes: Vec<Point> = single.iter().map(|&i| [0, 1].map(|a| boxes[i][a + 2] - boxes[i][a])).collect();
    // A free place for a block, in whole cells, and the block in the middle of it.
    let free = |size: Point| {
        let cells = size.map(|side| ((side + GAP) / cell).ceil().max(1.0));
        let place = plane.place(&Shape::whole(cells.map(|count| count as i32)), stop)?;
        Some([0, 1].map(|a| origin[a] + place[a] as f32 * cell + (cells[a] * cell - size[a]) / 2.0))
    };
    for (&i, corner) in single.iter().zip(block(placed, &sizes, aspect, free, stop)?) {
        shifts[i] = [corner[0] - boxes[i][0], corner[1] - boxes[i][1]];
    }
    Some(shifts)
}

/// The side of a cell for drawings in these boxes, at least half of the room between two of them.
fn cell_size(boxes: impl Iterator<Item = Rect>) -> f32 {
    let (mut area, mut width, mut height) = (0.0f64, 0.0f64, 0.0f64);
    for rect in boxes {
        let (w, h) = (f64::from(rect[2] - rect[0] + GAP), f64::from(rect[3] - rect[1] + GAP));
        (area, width, height) = (area + w * h, width.max(w), height.max(h));
    }
    (area / CELLS).max(width * height / FRAME).sqrt().max(f64::from(GAP) / 2.0) as f32
}

/// Where boxes of these sizes go in rows: below or beside `first`, or into a free place that is found for
/// them near its middle, whichever leaves least of the window empty; about the origin where there is
/// nothing else. Their top left corners; `None` when told to stop.
fn block(
    first: Option<Rect>,
    sizes: &[Point],
    aspect: f32,
    free: impl FnOnce(Point) -> Option<Point>,
    stop: Stop,
) -> Option<Vec<Point>> {
    // High ones first.
    let order = sort::rising((0..sizes.len() as u32).collect(), |i| -sizes[i as usize][1], stop)?;
    let area: f32 = sizes.iter().map(|s| (s[0] + BLOCK_GAP) * (s[1] + BLOCK_GAP)).sum();
    let fill = |width: f32| Rows::fill(sizes, &order, width, stop);
    let compact = fill((area * aspect).sqrt())?;
    let Some(first) = first else { return Some(compact.at(compact.size.map(|c| -c / 2.0))) };
    let (width, height) = (first[2] - first[0], first[3] - first[1]);
    let below = fill(width.max((area * aspect).sqrt()))?;
    // Beside it, rows should be as wide as makes the block as high as what is there.
    let beside = fill((area * 1.15 / height.max(1.0)).max((area * aspect).sqrt().min(width)))?;
    let mut choices = vec![
        (&below, [first[0] + (width - below.size[0]) / 2.0, first[3] + GAP]),
        (&beside, [first[2] + GAP, first[1] + (height - beside.size[1]) / 2.0]),
    ];
    // A block that is larger than the rest would surround it in vain.
    if compact.size[0] * compact.size[1] < width * height {
        choices.insert(0, (&compact, free(compact.size)?));
    }
    // How much larger a window has to be for a block there.
    let window = |(rows, [x, y]): &(&Rows, Point)| {
        let all = union(first, [*x, *y, x + rows.size[0], y + rows.size[1]]);
        ((all[2] - all[0]) / aspect).max(all[3] - all[1])
    };
    let best = choices.into_iter().min_by(|a, b| window(a).total_cmp(&window(b)));
    stop.check()?;
    Some(best.map(|(rows, corner)| rows.at(corner)).unwrap_or_default())
}

/// Boxes in rows.
struct Rows {
    /// Their top left corners.
    corners: Vec<Point>,
    size: Point,
}

impl Rows {
    /// As many in a row as have room in this width; `None` when told to stop.
    fn fill(sizes: &[Point], order: &[u32], width: f32, stop: Stop) -> Option<Self> {
        let mut corners = vec![[0.0, 0.0]; sizes.len()];
        let (mut x, mut y, mut row) = (0.0f32, 0.0f32, 0.0f32);
        let mut widest = 0.0f32;
        for (step, i) in order.iter().map(|&i| i as usize).enumerate() {
            stop.check_at(step)?;
            let [w, h] = sizes[i];
            if x > 0.0 && x + w > width {
                (x, y, row) = (0.0, y + row + BLOCK_GAP, 0.0);
            }
            corners[i] = [x, y];
            widest = widest.max(x + w);
            row = row.max(h);
            x += w + BLOCK_GAP;
        }
        Some(Self { corners, size: [widest, y + row] })
    }

    /// The same about there.
    fn at(&self, corner: Point) -> Vec<Point> {
        self.corners.iter().map(|p| [p[0] + corner[0], p[1] + corner[1]]).collect()
    }
}

/// The box about some boxes; `None` for none.
pub(super) fn about(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    rects.into_iter().reduce(union)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use cpu_time::ProcessTime;
    use proptest::prelude::*;

    use super::super::geometry::{cross, overlap};
    use super::super::rng::Rng;
    use super::*;

    /// A drawing that owns its parts.
    struct Owned {
        at: Vec<Point>,
        bodies: Vec<Body>,
        lines: Vec<Line>,
        kind: Kind,
    }

    impl Owned {
        /// Nodes at these places, joined in a row.
        fn path(at: Vec<Point>, kind: Kind) -> Self {
            let lines = (1..at.len() as u32).map(|b| Line { a: b - 1, b, weight: 1.0 }).collect();
            let bodies = vec![Body { r: 8.0, label: [60.0, 15.0] }; at.len()];
            Self { at, bodies, lines, kind }
        }

        fn random(nodes: usize, kind: Kind, rng: &mut Rng) -> Self {
            let size = 50.0 * (nodes as f32).sqrt();
            Self::path((0..nodes).map(|_| rng.square().map(|c| c * size)).collect(), kind)
        }
    }

    /// The drawings where they are put.
    fn packed(owned: &[Owned], aspect: f32) -> Vec<Vec<Point>> {
        let view = |d: &Owned| -> Vec<Point> { d.at.clone() };
        let drawings: Vec<Drawing> = owned
            .iter()
            .map(|d| Drawing { at: &d.at, bodies: &d.bodies, lines: &d.lines, kind: d.kind })
            .collect();
        let shifts = pack(&drawings, aspect, Stop::never()).unwrap();
        let moved =
            |(d, by): (&Owned, &Point)| view(d).iter().map(|p| [p[0] + by[0], p[1] + by[1]]).collect();
        owned.iter().zip(&shifts).map(moved).collect()
    }

    fn has_covered(owned: &[Owned], placed: &[Vec<Point>]) -> bool {
        let boxes = |i: usize| {
            let of = |(p, b): (&Point, &Body)| [b.disc(*p), b.label_box(*p)];
            placed[i].iter().zip(&owned[i].bodies).flat_map(of).collect::<Vec<Rect>>()
        };
        let ends = |i: usize, line: &Line| [placed[i][line.a as usize], placed[i][line.b as usize]];
        let meet = |i: usize, j: usize| {
            let lines = || owned[i].lines.iter().flat_map(|l| owned[j].lines.iter().map(move |m| (l, m)));
            boxes(i).iter().any(|a| boxes(j).iter().any(|b| overlap(*a, *b, 0.0).is_some()))
                || lines().any(|(l, m)| {
                    let ([a, b], [c, d]) = (ends(i, l), ends(j, m));
                    cross(a, b, c, d)
                })
        };
        (0..owned.len()).any(|i| (i + 1..owned.len()).any(|j| meet(i, j)))
    }

    fn aspect_of(owned: &[Owned], placed: &[Vec<Point>]) -> f32 {
        let all = about(owned.iter().zip(placed).filter_map(|(d, at)| bounds(at, &d.bodies))).unwrap();
        (all[2] - all[0]) / (all[3] - all[1])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_drawing_covers_another(
            sizes in proptest::collection::vec(1usize..40, 1..16),
            stays in 0usize..2,
            aspect in 0.4f32..2.5,
            seed in 0u64..1000,
        ) {
            let mut rng = Rng::new(seed);
            let kind = |i: usize, n: usize| match n {
                _ if i < stays => Kind::Stays,
                1 => Kind::Single,
                _ => Kind::Loose,
            };
            let owned: Vec<Owned> =
                sizes.iter().enumerate().map(|(i, &n)| Owned::random(n, kind(i, n), &mut rng)).collect();
            let placed = packed(&owned, aspect);
            prop_assert!(!has_covered(&owned, &placed));
            prop_assert!(owned.iter().zip(&placed).all(|(d, at)| d.kind != Kind::Stays || d.at == *at));
        }

        #[test]
        fn dust_fills_the_window(aspect in 0.5f32..2.0, is_single in proptest::bool::ANY) {
            let kind = if is_single { Kind::Single } else { Kind::Loose };
            let owned: Vec<Owned> = (0..400).map(|_| Owned::path(vec![[3.0, 5.0]], kind)).collect();
            let found = aspect_of(&owned, &packed(&owned, aspect));
            prop_assert!(found / aspect < 1.4 && aspect / found < 1.4, "{found} for {aspect}");
        }
    }

    #[test]
    fn what_stays_apart_gets_the_others_between() {
        let far = |x: f32| Owned::path(vec![[x, 0.0], [x + 90.0, 0.0]], Kind::Stays);
        let mut owned = vec![far(-2000.0), far(2000.0)];
        owned.push(Owned::path(vec![[7e4, 0.0], [7e4 + 90.0, 30.0]], Kind::Loose));
        let placed = packed(&owned, 1.5);
        assert!(placed[2][0][0].abs() < 200.0 && placed[2][0][1].abs() < 200.0, "{:?}", placed[2]);
    }

    #[test]
    fn very_many_parts_take_no_time() {
        let mut rng = Rng::new(1);
        let mut owned: Vec<Owned> =
            (0..10_000).map(|i| Owned::random(2 + i % 4, Kind::Loose, &mut rng)).collect();
        // One that sprawls beside them, and dust.
        owned.push(Owned::path(
            (0..3000).map(|i| [40.0 * i as f32, 30.0 * (i / 7) as f32]).collect(),
            Kind::Loose,
        ));
        owned.extend((0..50_000).map(|_| Owned::random(1, Kind::Single, &mut rng)));
        let start = ProcessTime::now();
        let placed = packed(&owned, 1.5);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
        assert!(placed.iter().flatten().flatten().all(|c| c.is_finite()));
    }

    #[test]
    fn nothing_at_all_is_fine() {
        assert!(pack(&[], 1.0, Stop::never()).unwrap().is_empty());
    }
}
