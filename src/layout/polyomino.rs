//! Shapes made of square cells, and a plane on which each gets cells of its own.
//!
//! After Freivalds, Dogrusoz and Kikusts, "Disconnected Graph Layout and the Polyomino Packing Approach"
//! (Graph Drawing 2001).

use std::collections::HashMap;

use super::geometry::{Body, Rect};
use super::net::Line;
use super::request::Point;
use super::stop::Stop;

/// A place or a size in cells, across and down.
pub(super) type Cell = [i32; 2];

/// Shapes in a frame of up to this many cells are taken for the whole frame: there are many of them, and
/// few different frames.
const SIMPLE: i32 = 12;

/// What of a plane in cells a drawing covers.
pub(super) struct Shape {
    /// Cells, counted from the top left corner of the frame about them.
    cells: Vec<Cell>,
    size: Cell,
}

impl Shape {
    /// How many cells it has.
    pub(super) fn area(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn size(&self) -> Cell {
        self.size
    }

    /// A rectangle.
    pub(super) fn whole(size: Cell) -> Self {
        Self { cells: scattered(size, |_| true), size }
    }

    /// The cells that bodies, `margin` about them and lines between them touch, and those that lie
    /// between such cells both across and down. The frame has its top left corner at `corner`.
    /// `None` when told to stop.
    #[expect(clippy::too_many_arguments, reason = "a drawing, the frame about it, and the end of it")]
    pub(super) fn of(
        at: &[Point],
        bodies: &[Body],
        lines: &[Line],
        margin: f32,
        corner: Point,
        size: Cell,
        cell: f32,
        stop: Stop,
    ) -> Option<Self> {
        let size = size.map(|count| count.max(1));
        let mut raster = Raster { corner, cell, size, on: vec![false; (size[0] * size[1]) as usize] };
        if raster.on.len() as i32 <= SIMPLE {
            raster.on.fill(true);
        } else {
            for (step, (p, body)) in at.iter().zip(bodies).enumerate() {
                stop.check_at(step)?;
                // The disc and the label by themselves: most labels are wider than the disc.
                raster.mark(body.disc(*p), margin);
                if body.has_label() {
                    raster.mark(body.label_box(*p), margin);
                }
            }
            raster.fill();
            let sums = raster.sums();
            for (step, line) in lines.iter().enumerate() {
                stop.check_at(step)?;
                raster.mark_line(at[line.a as usize], at[line.b as usize], &sums);
            }
            raster.fill();
        }
        Some(Self { cells: scattered(size, |cell| raster.is_on(cell)), size })
    }
}

/// The cells of a frame that pass a test, in no order of place: the sooner one is looked at that is
/// taken, the better.
fn scattered(size: Cell, test: impl Fn(Cell) -> bool) -> Vec<Cell> {
    let all = (0..size[1]).flat_map(|j| (0..size[0]).map(move |i| [i, j]));
    let mut cells: Vec<Cell> = all.filter(|cell| test(*cell)).collect();
    cells.sort_by_key(|[i, j]| i.wrapping_mul(0x2545_F491) ^ j.wrapping_mul(0x61C8_8647));
    cells
}

/// A shape on its way.
struct Raster {
    corner: Point,
    cell: f32,
    size: Cell,
    /// Row by row.
    on: Vec<bool>,
}

impl Raster {
    fn index(&self, [i, j]: Cell) -> usize {
        (j * self.size[0] + i) as usize
    }

    fn is_on(&self, cell: Cell) -> bool {
        self.on[self.index(cell)]
    }

    fn cell_at(&self, p: Point) -> Cell {
        [0, 1].map(|axis| (((p[axis] - self.corner[axis]) / self.cell) as i32).clamp(0, self.size[axis] - 1))
    }

    fn mark(&mut self, rect: Rect, margin: f32) {
        let first = self.cell_at([rect[0] - margin, rect[1] - margin]);
        let last = self.cell_at([rect[2] + margin, rect[3] + margin]);
        for j in first[1]..=last[1] {
            let (from, to) = (self.index([first[0], j]), self.index([last[0], j]));
            self.on[from..=to].fill(true);
        }
    }

    /// Marks the cells along a line. Stretches of it that are inside anyway, by the sums of what was
    /// marked before, are passed over, so that a drawing with very many lines takes no longer.
    fn mark_line(&mut self, a: Point, b: Point, sums: &[u32]) {
        let (first, last) = (self.cell_at(a), self.cell_at(b));
        let low = [first[0].min(last[0]), first[1].min(last[1])];
        let high = [first[0].max(last[0]), first[1].max(last[1])];
        let corner = |i: i32, j: i32| sums[(j * (self.size[0] + 1) + i) as usize];
        let marked = corner(high[0] + 1, high[1] + 1) + corner(low[0], low[1])
            - corner(low[0], high[1] + 1)
            - corner(high[0] + 1, low[1]);
        let all = (high[0] - low[0] + 1) * (high[1] - low[1] + 1);
        if marked == all as u32 {
            return;
        }
        if all <= 2 {
            for cell in [first, last] {
                let index = self.index(cell);
                self.on[index] = true;
            }
            return;
        }
        let middle = [f32::midpoint(a[0], b[0]), f32::midpoint(a[1], b[1])];
        // Far out, rounding may leave no middle.
        if middle != a && middle != b {
            self.mark_line(a, middle, sums);
            self.mark_line(middle, b, sums);
        }
    }

    /// For each corner between cells, how many marked ones are above it and to its left.
    fn sums(&self) -> Vec<u32> {
        let [width, height] = self.size.map(|count| count as usize);
        let mut sums = vec![0u32; (width + 1) * (height + 1)];
        for j in 0..height {
            let mut row = 0;
            for i in 0..width {
                row += u32::from(self.on[j * width + i]);
                sums[(j + 1) * (width + 1) + i + 1] = sums[j * (width + 1) + i + 1] + row;
            }
        }
        sums
    }

    /// Marks what lies between marks both across and down: nothing else is to go there.
    fn fill(&mut self) {
        let [width, height] = self.size.map(|count| count as usize);
        let mut across = vec![[usize::MAX, 0]; height];
        let mut down = vec![[usize::MAX, 0]; width];
        for (j, row) in self.on.chunks(width).enumerate() {
            for i in (0..width).filter(|&i| row[i]) {
                across[j] = [across[j][0].min(i), across[j][1].max(i)];
                down[i] = [down[i][0].min(j), down[i][1].max(j)];
            }
        }
        for (j, row) in self.on.chunks_mut(width).enumerate() {
            let [from, to] = across[j];
            for (i, on) in row.iter_mut().enumerate().take(to + 1).skip(from) {
                *on |= down[i][0] <= j && j <= down[i][1];
            }
        }
    }
}

/// A plane of cells, as large as it has to be.
pub(super) struct Plane {
    /// The part of it that is known; all beyond is free.
    low: Cell,
    size: Cell,
    taken: Vec<bool>,
    spots: Spots,
    /// Where the search for the last shape in such a frame ended.
    ends: HashMap<Cell, usize>,
}

impl Plane {
    /// An empty plane. Free places are searched outwards from its middle, cell 0, 0, in rectangles of
    /// this aspect.
    pub(super) fn new(aspect: f32) -> Self {
        Self { low: [0; 2], size: [0; 2], taken: Vec::new(), spots: Spots::new(aspect), ends: HashMap::new() }
    }

    /// Takes the cells of a shape whose frame has its top left corner there.
    pub(super) fn take(&mut self, shape: &Shape, corner: Cell) {
        self.reach(corner, [corner[0] + shape.size[0], corner[1] + shape.size[1]]);
        for cell in &shape.cells {
            let (i, j) = (cell[0] + corner[0] - self.low[0], cell[1] + corner[1] - self.low[1]);
            self.taken[(j * self.size[0] + i) as usize] = true;
        }
    }

    /// Takes the free place for a shape that is nearest to the middle; where its top left corner goes.
    ///
    /// Places only fill up, so shapes in equal frames go on where the last one ended. Large shapes are
    /// to come first. `None` when told to stop.
    pub(super) fn place(&mut self, shape: &Shape, stop: Stop) -> Option<Cell> {
        let mut next = self.ends.get(&shape.size).copied().unwrap_or(0);
        stop.check()?;
        let corner = loop {
            stop.check_at(next)?;
            let spot = self.spots.get(next);
            let corner = [spot[0] - shape.size[0] / 2, spot[1] - shape.size[1] / 2];
            if self.is_free(shape, corner) {
                break corner;
            }
            next += 1;
        };
        self.ends.insert(shape.size, next);
        self.take(shape, corner);
        Some(corner)
    }

    fn is_free(&self, shape: &Shape, corner: Cell) -> bool {
        let shift = [corner[0] - self.low[0], corner[1] - self.low[1]];
        !shape.cells.iter().any(|cell| {
            let (i, j) = (cell[0] + shift[0], cell[1] + shift[1]);
            let known = i >= 0 && j >= 0 && i < self.size[0] && j < self.size[1];
            known && self.taken[(j * self.size[0] + i) as usize]
        })
    }

    /// Makes cells from `low` up to before `high` known, and some more so that this is seldom needed.
    fn reach(&mut self, low: Cell, high: Cell) {
        let (old_low, old_size) = (self.low, self.size);
        let old_high = [old_low[0] + old_size[0], old_low[1] + old_size[1]];
        if (0..2).all(|axis| old_low[axis] <= low[axis] && high[axis] <= old_high[axis]) {
            return;
        }
        for axis in 0..2 {
            let more = (old_size[axis].max(high[axis] - low[axis])) / 2 + 4;
            let first = if low[axis] < old_low[axis] { low[axis] - more } else { old_low[axis] };
            let last = if high[axis] > old_high[axis] { high[axis] + more } else { old_high[axis] };
            (self.low[axis], self.size[axis]) = (first, last - first);
        }
        let old = std::mem::take(&mut self.taken);
        self.taken = vec![false; self.size[0] as usize * self.size[1] as usize];
        for (j, row) in old.chunks(old_size[0].max(1) as usize).enumerate() {
            let j = j as i32 + old_low[1] - self.low[1];
            let from = (j * self.size[0] + old_low[0] - self.low[0]) as usize;
            self.taken[from..from + row.len()].copy_from_slice(row);
        }
    }
}

/// All cells of the plane, ring after ring about the middle one.
struct Spots {
    list: Vec<Cell>,
    ring: i32,
    /// How far each ring is out of the one before, across and down; the shorter way is one cell.
    step: [f32; 2],
}

impl Spots {
    fn new(aspect: f32) -> Self {
        let step = if aspect > 1.0 { [aspect, 1.0] } else { [1.0, 1.0 / aspect] };
        Self { list: vec![[0, 0]], ring: 0, step }
    }

    fn get(&mut self, n: usize) -> Cell {
        while n >= self.list.len() {
            self.ring += 1;
            let reach = |ring: i32| self.step.map(|step| (step * ring as f32) as i32);
            let ([x0, y0], [x1, y1]) = (reach(self.ring - 1), reach(self.ring));
            let sides = (-y0..=y0).flat_map(|j| (x0 + 1..=x1).flat_map(move |i| [[i, j], [-i, j]]));
            let ends = (-x1..=x1).flat_map(|i| (y0 + 1..=y1).flat_map(move |j| [[i, j], [i, -j]]));
            let first = self.list.len();
            self.list.extend(sides.chain(ends));
            // The middles of the sides first, below before above.
            self.list[first..].sort_by_key(|[i, j]| (i * i + j * j, -j, *i));
        }
        self.list[n]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(at: &[Point], lines: &[(u32, u32)], size: Cell) -> Shape {
        let bodies = vec![Body { r: 1.0, label: [0.0; 2] }; at.len()];
        let lines: Vec<Line> = lines.iter().map(|&(a, b)| Line { a, b, weight: 1.0 }).collect();
        Shape::of(at, &bodies, &lines, 0.0, [0.0; 2], size, 10.0, Stop::never()).unwrap()
    }

    fn sorted(shape: &Shape) -> Vec<Cell> {
        let mut cells = shape.cells.clone();
        cells.sort_unstable();
        cells
    }

    #[test]
    fn a_drawing_covers_what_its_nodes_and_lines_touch() {
        // Two nodes in opposite corners, and a line between them.
        let diagonal = sorted(&shape(&[[5.0, 5.0], [45.0, 45.0]], &[(0, 1)], [5, 5]));
        assert_eq!(diagonal, [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]]);
        assert_eq!(sorted(&shape(&[[5.0, 5.0], [45.0, 45.0]], &[], [5, 5])), [[0, 0], [4, 4]]);
    }

    #[test]
    fn what_is_enclosed_is_covered() {
        let corners = [[5.0, 5.0], [45.0, 5.0], [45.0, 45.0], [5.0, 45.0]];
        let ring = shape(&corners, &[(0, 1), (1, 2), (2, 3), (3, 0)], [5, 5]);
        assert_eq!(ring.area(), 25);
        // Open on the right and below, the inner cells of an angle stay free.
        assert_eq!(shape(&[corners[0], corners[1], corners[3]], &[(0, 1), (0, 2)], [5, 5]).area(), 9);
    }

    #[test]
    fn spots_are_all_cells_once_from_the_middle_outwards() {
        let mut spots = Spots::new(1.6);
        let some: Vec<Cell> = (0..500).map(|n| spots.get(n)).collect();
        let mut unique = some.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), 500);
        assert_eq!(some[0], [0, 0]);
        let wide = some.iter().map(|c| c[0]).max().unwrap();
        let high = some.iter().map(|c| c[1]).max().unwrap();
        assert!((wide as f32 / high as f32 - 1.6).abs() < 0.3, "{wide} {high}");
    }

    #[test]
    fn a_shape_goes_into_the_gap_of_another() {
        let corners = [[5.0, 5.0], [45.0, 5.0], [5.0, 45.0]];
        let angle = shape(&corners, &[(0, 1), (0, 2)], [5, 5]);
        let mut plane = Plane::new(1.0);
        let first = plane.place(&angle, Stop::never()).unwrap();
        assert_eq!(first, [-2, -2]);
        let dot = shape(&[[5.0, 5.0]], &[], [1, 1]);
        assert_eq!(plane.place(&dot, Stop::never()).unwrap(), [0, 0]);
        let far = plane.place(&shape(&corners, &[(0, 1), (0, 2)], [5, 5]), Stop::never()).unwrap();
        assert!(far != first);
    }

    #[test]
    fn the_plane_grows_to_where_it_is_needed() {
        let dot = shape(&[[5.0, 5.0]], &[], [1, 1]);
        let mut plane = Plane::new(1.0);
        plane.take(&dot, [0, 0]);
        plane.take(&dot, [-300, 40]);
        plane.take(&dot, [500, -60]);
        assert_eq!(plane.taken.iter().filter(|taken| **taken).count(), 3);
        assert!([[0, 0], [-300, 40], [500, -60]].iter().all(|c| !plane.is_free(&dot, *c)));
        assert!(plane.is_free(&dot, [1, 0]));
    }
}
