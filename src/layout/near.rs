//! Which boxes come close to each other, without a look at every pair.

use super::geometry::{Rect, overlap};
use super::packing::about;
use super::stop::Stop;

/// Pairs that a single cell may list. More are in each other's way only where nearly everything is in
/// one spot, and then they are pushed apart in several rounds rather than all pairs in one.
const CROWD: usize = 64;

/// Pairs of boxes that come closer than `gap`, the lower number first, each once, in an order that
/// depends on nothing but the boxes.
///
/// A grid of cells as large as the boxes are on the average, so neither a crowd on one line nor a few
/// large boxes among small ones cost much more than what they have in common. A box in a crowd of more
/// than a few dozen is compared with the next [`CROWD`] of each cell only. `None` when told to stop.
pub(super) fn pairs(boxes: &[Rect], gap: f32, stop: Stop) -> Option<Vec<[u32; 2]>> {
    if boxes.is_empty() {
        return Some(Vec::new());
    }
    let grid = Grid::of(boxes, gap, stop)?;
    let mut found = Vec::new();
    for (cell, run) in grid.first.windows(2).enumerate() {
        stop.check_at(cell)?;
        let members = &grid.members[run[0] as usize..run[1] as usize];
        for (i, &v) in members.iter().enumerate() {
            stop.check_at(i)?;
            let a = boxes[v as usize];
            for &u in members[i + 1..].iter().take(CROWD) {
                let b = boxes[u as usize];
                // Of all cells that both are in, the one at the corner of what they share counts.
                if overlap(a, b, gap).is_some() && grid.cell([a[0].max(b[0]), a[1].max(b[1])]) == cell {
                    found.push([v, u]);
                }
            }
        }
    }
    Some(found)
}

/// What all but the outermost fiftieth of many boxes lie in: a few far away must not make all others share
/// a cell. Whatever lies outside counts to the cells at the rim.
fn inner(boxes: &[Rect]) -> Option<Rect> {
    let skipped = boxes.len() / 50;
    if skipped == 0 {
        return None;
    }
    let bound = |side: usize| {
        let mut all: Vec<f32> = boxes.iter().map(|b| b[side]).collect();
        let rank = if side < 2 { skipped } else { all.len() - 1 - skipped };
        *all.select_nth_unstable_by(rank, f32::total_cmp).1
    };
    let [left, top, right, bottom] = [0, 1, 2, 3].map(bound);
    Some([left, top, right.max(left), bottom.max(top)])
}

/// Cells with the numbers of the boxes that reach into them.
struct Grid {
    origin: [f32; 2],
    cell: [f32; 2],
    columns: usize,
    rows: usize,
    /// Where the members of each cell begin, and where the last ones end.
    first: Vec<u32>,
    members: Vec<u32>,
}

impl Grid {
    /// `None` for no boxes, and when told to stop. Boxes reach `gap` further to the right and down than they do.
    fn of(boxes: &[Rect], gap: f32, stop: Stop) -> Option<Self> {
        let [left, top, right, bottom] =
            about(boxes.iter().copied()).map(|all| inner(boxes).unwrap_or(all))?;
        let n = boxes.len() as f32;
        let mean = |axis: usize| boxes.iter().map(|b| b[axis + 2] - b[axis]).sum::<f32>() / n + gap;
        // Sprawling drawings get larger cells, so that there are no more than a few for each box.
        let size = [(right - left).max(1.0), (bottom - top).max(1.0)];
        let spread = (size[0] * size[1] / (4.0 * n)).sqrt();
        let least = |axis: usize| spread.min(size[axis]).max(size[axis] / (4.0 * n));
        let cell = [0, 1].map(|axis| mean(axis).max(least(axis)));
        let count = |axis: usize| (size[axis] / cell[axis]) as usize + 1;
        let (columns, rows) = (count(0), count(1));
        let mut grid =
            Self { origin: [left, top], cell, columns, rows, first: Vec::new(), members: Vec::new() };
        let mut first = vec![0u32; columns * rows + 1];
        for (step, rect) in boxes.iter().enumerate() {
            stop.check_at(step)?;
            grid.cells(*rect, gap).for_each(|cell| first[cell + 1] += 1);
        }
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        let mut fill = first.clone();
        let mut members = vec![0u32; first[columns * rows] as usize];
        for (v, rect) in boxes.iter().enumerate() {
            stop.check_at(v)?;
            for cell in grid.cells(*rect, gap) {
                members[fill[cell] as usize] = v as u32;
                fill[cell] += 1;
            }
        }
        (grid.first, grid.members) = (first, members);
        Some(grid)
    }

    fn column(&self, x: f32) -> usize {
        (((x - self.origin[0]) / self.cell[0]) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f32) -> usize {
        (((y - self.origin[1]) / self.cell[1]) as usize).min(self.rows - 1)
    }

    fn cell(&self, p: [f32; 2]) -> usize {
        self.row(p[1]) * self.columns + self.column(p[0])
    }

    fn cells(&self, rect: Rect, gap: f32) -> impl Iterator<Item = usize> + use<> {
        let across = self.column(rect[0])..=self.column(rect[2] + gap);
        let columns = self.columns;
        let down = self.row(rect[1])..=self.row(rect[3] + gap);
        down.flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_a_look_at_every_pair_finds(
            spots in proptest::collection::vec((0f32..400.0, 0f32..90.0, 0f32..60.0, 0f32..20.0), 0..50),
            gap in 0f32..8.0,
        ) {
            let boxes: Vec<Rect> = spots.iter().map(|s| [s.0, s.1, s.0 + s.2, s.1 + s.3]).collect();
            let mut found = pairs(&boxes, gap, Stop::never()).unwrap();
            found.sort_unstable();
            let every = (0..boxes.len()).flat_map(|v| (v + 1..boxes.len()).map(move |u| [v, u]));
            let wanted: Vec<[u32; 2]> = every
                .filter(|[v, u]| overlap(boxes[*v], boxes[*u], gap).is_some())
                .map(|pair| pair.map(|v| v as u32))
                .collect();
            prop_assert_eq!(found, wanted);
        }
    }

    #[test]
    fn a_crowd_on_a_line_or_in_a_spot_costs_little() {
        let line: Vec<Rect> =
            (0..20_000).map(|i| [0.0, i as f32 * 9.0, 80.0, i as f32 * 9.0 + 10.0]).collect();
        assert_eq!(pairs(&line, 0.0, Stop::never()).unwrap().len(), 19_999);
        let spot = vec![[5.0, 5.0, 15.0, 9.0]; 20_000];
        assert!(pairs(&spot, 1.0, Stop::never()).unwrap().len() <= 20_000 * CROWD);
    }

    #[test]
    fn boxes_beside_one_far_away_are_still_told_apart() {
        let mut boxes: Vec<Rect> = (0..300)
            .map(|i| [(i % 20) as f32 * 8.0, (i / 20) as f32 * 8.0])
            .map(|[x, y]| [x, y, x + 9.0, y + 3.0])
            .collect();
        let near = pairs(&boxes, 0.0, Stop::never()).unwrap().len();
        assert_eq!(near, 15 * 19);
        boxes.push([1e5, 1e5, 1e5 + 9.0, 1e5 + 3.0]);
        assert_eq!(pairs(&boxes, 0.0, Stop::never()).unwrap().len(), near);
    }

    #[test]
    fn one_giant_among_dwarfs_meets_them_all() {
        let mut boxes: Vec<Rect> =
            (0..1000).map(|i| [i as f32 * 10.0, 0.0, i as f32 * 10.0 + 4.0, 4.0]).collect();
        boxes.push([-1e4, -1e4, 2e4, 1e4]);
        let found = pairs(&boxes, 0.0, Stop::never()).unwrap();
        assert_eq!(found.len(), 1000);
    }
}
