//! Where the drawn lines run, in a grid: a line's label must not stand on another line, where it would be
//! read as that line's words.

use super::Point;
use super::shape::{Scene, Target};
use crate::model::{ClaimIx, Item};

/// Side of a cell in points.
const CELL: f32 = 40.0;

/// The pieces of all drawn lines by the cells that they cross.
pub(super) struct Ways {
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
    pieces: Vec<(ClaimIx, Point, Point)>,
}

impl Ways {
    /// Takes the lines of a scene in, as they are hit.
    pub(super) fn of(scene: &Scene) -> Self {
        let count = |long: f32| (long / CELL).ceil().clamp(1.0, 400.0) as usize;
        let (columns, rows) = (count(scene.size[0]), count(scene.size[1]));
        let mut ways = Self { columns, rows, cells: vec![Vec::new(); columns * rows], pieces: Vec::new() };
        for target in &scene.targets {
            if let Target::Path { points, item: Item::Claim(claim), .. } = target {
                for pair in scene.path(points).windows(2) {
                    ways.add(*claim, pair[0], pair[1]);
                }
            }
        }
        ways
    }

    fn add(&mut self, claim: ClaimIx, from: Point, to: Point) {
        let number = self.pieces.len() as u32;
        self.pieces.push((claim, from, to));
        let area = [from[0].min(to[0]), from[1].min(to[1]), from[0].max(to[0]), from[1].max(to[1])];
        let (c0, r0, c1, r1) = self.span(area);
        for row in r0..=r1 {
            for column in c0..=c1 {
                // Cells at the rim stand for all that lies beyond it.
                let rim = row == 0 || column == 0 || row + 1 == self.rows || column + 1 == self.columns;
                let (x, y) = (column as f32 * CELL, row as f32 * CELL);
                if rim || crosses(from, to, [x, y, x + CELL, y + CELL]) {
                    self.cells[row * self.columns + column].push(number);
                }
            }
        }
    }

    fn span(&self, area: [f32; 4]) -> (usize, usize, usize, usize) {
        let column = |x: f32| ((x / CELL).floor().max(0.0) as usize).min(self.columns - 1);
        let row = |y: f32| ((y / CELL).floor().max(0.0) as usize).min(self.rows - 1);
        (column(area[0]), row(area[1]), column(area[2]), row(area[3]))
    }

    /// Whether a line whose claim passes `test` crosses a box.
    pub(super) fn any_in(&self, area: [f32; 4], test: impl Fn(ClaimIx) -> bool) -> bool {
        let (c0, r0, c1, r1) = self.span(area);
        let hit = |number: &u32| {
            let (claim, from, to) = self.pieces[*number as usize];
            test(claim) && crosses(from, to, area)
        };
        (r0..=r1).any(|row| (c0..=c1).any(|column| self.cells[row * self.columns + column].iter().any(hit)))
    }
}

/// Whether a straight piece has a point in a box (Liang and Barsky 1984).
fn crosses(from: Point, to: Point, area: [f32; 4]) -> bool {
    let (mut enters, mut leaves) = (0.0_f32, 1.0_f32);
    for k in 0..2 {
        let along = to[k] - from[k];
        for (far, sign) in [(from[k] - area[k], -1.0), (area[k + 2] - from[k], 1.0)] {
            let slope = along * sign;
            if slope == 0.0 {
                if far < 0.0 {
                    return false;
                }
            } else if slope < 0.0 {
                enters = enters.max(far / slope);
            } else {
                leaves = leaves.min(far / slope);
            }
        }
    }
    enters <= leaves
}

#[cfg(test)]
mod tests {
    use super::{Ways, crosses};
    use crate::model::{ClaimIx, Item};
    use crate::scene::Scene;

    #[test]
    fn pieces_cross_boxes() {
        let area = [10.0, 10.0, 20.0, 20.0];
        assert!(crosses([0.0, 15.0], [30.0, 15.0], area), "through");
        assert!(crosses([12.0, 12.0], [13.0, 13.0], area), "inside");
        assert!(crosses([0.0, 20.0], [20.0, 0.0], area), "over a corner");
        assert!(!crosses([0.0, 19.0], [19.0, 0.0], area), "past a corner");
        assert!(!crosses([0.0, 15.0], [9.0, 15.0], area), "short of it");
        assert!(!crosses([0.0, 21.0], [30.0, 21.0], area), "beside it");
    }

    #[test]
    fn the_grid_finds_what_a_plain_scan_finds() {
        let mut scene = Scene { size: [400.0, 300.0], ..Scene::default() };
        let mut seed = 7_u32;
        let mut next = |most: f32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 16_777_216.0 * most
        };
        let mut pieces = Vec::new();
        for i in 0..60 {
            let path = [[next(500.0) - 50.0, next(400.0) - 50.0], [next(500.0) - 50.0, next(400.0) - 50.0]];
            scene.target_path(&path, Item::Claim(ClaimIx(i)));
            pieces.push(path);
        }
        let ways = Ways::of(&scene);
        for _ in 0..500 {
            let [x, y] = [next(400.0), next(300.0)];
            let area = [x, y, x + next(60.0), y + next(20.0)];
            for (i, [from, to]) in pieces.iter().enumerate() {
                let found = ways.any_in(area, |claim| claim.index() == i);
                assert_eq!(found, crosses(*from, *to, area));
            }
        }
    }
}
