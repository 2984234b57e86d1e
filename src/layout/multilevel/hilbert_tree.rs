//! Bodies in the order of a Hilbert curve: every sixteen in a row are a block, and trees of cells
//! over the blocks say which far bodies push like one.
//!
//! Cells and opening criterion after Barnes and Hut, "A hierarchical O(N log N) force-calculation
//! algorithm" (1986); one list of interactions for a group of neighbouring bodies after Barnes, "A
//! modified tree code: don't laugh; it runs" (1990).

use super::work::{Stop, each};

/// Bodies a block.
pub(super) const BLOCK: usize = 16;
/// Blocks, and cells, to a cell of the next level.
const FAN: usize = 4;
/// Blocks a task.
pub(super) const TASK: usize = 32;
/// A cell counts as one body when its side is less than so many times its distance. The pushes are
/// bounded, which makes a wide angle harmless.
const THETA: f32 = 1.4;
/// Added to the square of that distance: pushes hardly differ within a small part of a unit.
const SOFT: f32 = 0.05;
/// Pushes from further off than this, in units, change little in a few ticks.
const SLOW: f32 = 3.0;

/// Bits of each coordinate on the curve, and from how many bodies on there are more.
const BITS: [u32; 2] = [11, 16];
const MANY: usize = 1 << 17;
/// Bits sorted by at a time.
const DIGIT: u32 = 11;

/// Sixteen bodies; behind the last one there may be some without mass, far away.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Block {
    pub(super) x: [f32; BLOCK],
    pub(super) y: [f32; BLOCK],
    pub(super) mass: [f32; BLOCK],
}

const EMPTY: Block = Block { x: [1e18; BLOCK], y: [1e18; BLOCK], mass: [0.0; BLOCK] };

/// Some blocks taken together.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) mass: f32,
    /// The longer side, squared.
    side2: f32,
    low: [f32; 2],
    high: [f32; 2],
}

impl Cell {
    fn of(bodies: impl Iterator<Item = ([f32; 2], f32)>) -> Self {
        let mut cell = Self { low: [f32::MAX; 2], high: [f32::MIN; 2], ..Self::default() };
        for (at, mass) in bodies {
            cell.add(at, mass);
            cell.cover(at, at);
        }
        cell.close()
    }

    fn over(cells: &[Self]) -> Self {
        let mut all = Self { low: [f32::MAX; 2], high: [f32::MIN; 2], ..Self::default() };
        for cell in cells {
            all.add([cell.x, cell.y], cell.mass);
            all.cover(cell.low, cell.high);
        }
        all.close()
    }

    fn add(&mut self, at: [f32; 2], mass: f32) {
        self.mass += mass;
        self.x += mass * at[0];
        self.y += mass * at[1];
    }

    fn cover(&mut self, low: [f32; 2], high: [f32; 2]) {
        for axis in 0..2 {
            self.low[axis] = self.low[axis].min(low[axis]);
            self.high[axis] = self.high[axis].max(high[axis]);
        }
    }

    fn close(mut self) -> Self {
        self.x /= self.mass;
        self.y /= self.mass;
        self.side2 = (self.high[0] - self.low[0]).max(self.high[1] - self.low[1]).powi(2);
        self
    }

    /// The square of the way from this cell's box to the middle of another.
    fn far2(&self, other: &Self) -> f32 {
        let dx = (self.low[0] - other.x).max(other.x - self.high[0]).max(0.0);
        let dy = (self.low[1] - other.y).max(other.y - self.high[1]).max(0.0);
        dx * dx + dy * dy
    }
}

/// What pushes the blocks of one task, block after block.
#[derive(Default)]
struct Lists {
    /// Cells whose push hardly changes from tick to tick.
    far: Vec<u32>,
    /// Nearer cells.
    cells: Vec<u32>,
    /// Blocks to be taken body by body.
    near: Vec<u32>,
    /// Where each block's share of the three ends.
    ends: Vec<[u32; 3]>,
}

/// What pushes one block.
#[derive(Clone, Copy)]
pub(super) struct Pushers<'a> {
    pub(super) far: &'a [u32],
    pub(super) cells: &'a [u32],
    pub(super) near: &'a [u32],
}

/// Bodies along the curve, the cells over them, and the lists of what pushes what.
pub(super) struct Tree {
    /// The body at every place along the curve, and the place of every body.
    pub(super) order: Vec<u32>,
    pub(super) place: Vec<u32>,
    pub(super) blocks: Vec<Block>,
    /// One for each block, one for every four of those, and so on.
    pub(super) cells: Vec<Cell>,
    /// Where each level of cells starts, and the end.
    levels: Vec<usize>,
    lists: Vec<Lists>,
    keys: [Vec<u64>; 2],
}

impl Tree {
    pub(super) fn new(bodies: usize) -> Self {
        let blocks = bodies.div_ceil(BLOCK);
        let mut levels = vec![0];
        let (mut width, mut end) = (blocks, blocks);
        levels.push(end);
        while width > 1 {
            width = width.div_ceil(FAN);
            end += width;
            levels.push(end);
        }
        Self {
            order: (0..bodies as u32).collect(),
            place: (0..bodies as u32).collect(),
            blocks: vec![EMPTY; blocks],
            cells: vec![Cell::default(); end],
            levels,
            lists: Vec::new(),
            keys: Default::default(),
        }
    }

    /// Puts the bodies in the order of the curve through where they are now.
    pub(super) fn sort(&mut self, at: &[[f32; 2]], stop: Stop) -> Option<()> {
        hilbert_order(at, &mut self.keys, &mut self.order, stop)?;
        for (place, &body) in self.order.iter().enumerate() {
            self.place[body as usize] = place as u32;
        }
        Some(())
    }

    /// Fills blocks and cells with where the bodies are now.
    pub(super) fn fill(&mut self, at: &[[f32; 2]], mass: &[f32]) {
        let tasks = self.order.chunks(BLOCK * TASK);
        let tasks =
            tasks.zip(self.blocks.chunks_mut(TASK)).zip(self.cells[..self.levels[1]].chunks_mut(TASK));
        each(tasks, |((order, blocks), cells)| {
            for ((order, block), cell) in order.chunks(BLOCK).zip(blocks).zip(cells) {
                for (i, &body) in order.iter().enumerate() {
                    let p = at[body as usize];
                    (block.x[i], block.y[i], block.mass[i]) = (p[0], p[1], mass[body as usize]);
                }
                *cell = Cell::of((0..order.len()).map(|i| ([block.x[i], block.y[i]], block.mass[i])));
            }
        });
        for level in self.levels.windows(3) {
            let (below, here) = self.cells.split_at_mut(level[1]);
            for (children, cell) in below[level[0]..].chunks(FAN).zip(here) {
                *cell = Cell::over(children);
            }
        }
    }

    /// Lists anew what pushes each block; blocks that are not `wanted` are left out.
    pub(super) fn list(&mut self, wanted: impl Fn(&[u32]) -> bool + Sync, stop: Stop) {
        self.lists.resize_with(self.blocks.len().div_ceil(TASK), Lists::default);
        let (cells, levels) = (&self.cells[..], &self.levels[..]);
        let tasks = self.lists.iter_mut().zip(self.order.chunks(BLOCK * TASK)).zip(cells.chunks(TASK));
        each(tasks, |((lists, order), blocks)| {
            lists.far.clear();
            lists.cells.clear();
            lists.near.clear();
            lists.ends.clear();
            if stop.check().is_none() {
                return;
            }
            let mut open = Vec::with_capacity(64);
            for (order, me) in order.chunks(BLOCK).zip(blocks) {
                if wanted(order) {
                    lists.add(me, cells, levels, &mut open);
                }
                lists.ends.push([lists.far.len() as u32, lists.cells.len() as u32, lists.near.len() as u32]);
            }
        });
    }

    /// What pushes the blocks of a task, one after the other.
    pub(super) fn pushers(&self, task: usize) -> impl Iterator<Item = Pushers<'_>> {
        let lists = &self.lists[task];
        let mut from = [0usize; 3];
        lists.ends.iter().map(move |end| {
            let [f, c, n] = from;
            from = end.map(|e| e as usize);
            Pushers {
                far: &lists.far[f..from[0]],
                cells: &lists.cells[c..from[1]],
                near: &lists.near[n..from[2]],
            }
        })
    }

    /// How many pushes a tick sums up for all bodies together, the far ones counted too.
    pub(super) fn terms(&self) -> usize {
        let of = |l: &Lists| l.far.len() + l.cells.len() + BLOCK * l.near.len();
        BLOCK * self.lists.iter().map(of).sum::<usize>()
    }
}

impl Lists {
    /// Appends what pushes the block whose cell is `me`; `open` is scratch.
    fn add(&mut self, me: &Cell, cells: &[Cell], levels: &[usize], open: &mut Vec<(u32, u32)>) {
        let top = levels.len() - 2;
        open.clear();
        open.push((top as u32, levels[top] as u32));
        while let Some((level, at)) = open.pop() {
            let cell = &cells[at as usize];
            let far2 = me.far2(cell);
            if cell.side2 < THETA * THETA * (far2 + SOFT) {
                if far2 > SLOW * SLOW { &mut self.far } else { &mut self.cells }.push(at);
            } else if level == 0 {
                self.near.push(at);
            } else {
                let (start, below) = (levels[level as usize], levels[level as usize - 1]);
                let first = below + FAN * (at as usize - start);
                open.extend((first..(first + FAN).min(start)).map(|child| (level - 1, child as u32)));
            }
        }
    }
}

/// The numbers of places in the order in which a Hilbert curve meets them.
pub(super) fn hilbert_order(
    at: &[[f32; 2]],
    keys: &mut [Vec<u64>; 2],
    order: &mut [u32],
    stop: Stop,
) -> Option<()> {
    let bits = BITS[usize::from(at.len() > MANY)];
    let (low, high) = at.iter().fold(([f32::MAX; 2], [f32::MIN; 2]), |(low, high), p| {
        ([low[0].min(p[0]), low[1].min(p[1])], [high[0].max(p[0]), high[1].max(p[1])])
    });
    let scale = ((1u32 << bits) - 1) as f32 / (high[0] - low[0]).max(high[1] - low[1]).max(1e-9);
    let [now, next] = keys;
    now.resize(at.len(), 0);
    next.resize(at.len(), 0);
    each(now.chunks_mut(BLOCK * TASK).zip(at.chunks(BLOCK * TASK)).enumerate(), |(task, (keys, at))| {
        for (i, (key, p)) in keys.iter_mut().zip(at).enumerate() {
            let along = hilbert(bits, ((p[0] - low[0]) * scale) as u32, ((p[1] - low[1]) * scale) as u32);
            *key = u64::from(along) << 32 | (task * BLOCK * TASK + i) as u64;
        }
    });
    for digit in 0..(2 * bits).div_ceil(DIGIT) {
        stop.check()?;
        sort_by_digit(now, next, 32 + digit * DIGIT);
        std::mem::swap(now, next);
    }
    for (to, key) in order.iter_mut().zip(now) {
        *to = *key as u32;
    }
    Some(())
}

/// One pass of a stable radix sort.
fn sort_by_digit(from: &[u64], to: &mut [u64], shift: u32) {
    let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT) - 1);
    let mut ends = [0u32; 1 << DIGIT];
    for &key in from {
        ends[digit(key)] += 1;
    }
    let mut start = 0;
    for end in &mut ends {
        start += std::mem::replace(end, start);
    }
    for &key in from {
        let at = &mut ends[digit(key)];
        to[*at as usize] = key;
        *at += 1;
    }
}

/// How far along the curve through a grid of `2^bits` by `2^bits` squares one of them lies.
fn hilbert(bits: u32, mut x: u32, mut y: u32) -> u32 {
    let mask = ((1u64 << bits) - 1) as u32;
    let mut along = 0;
    for bit in (0..bits).rev() {
        let (right, up) = (x >> bit & 1, y >> bit & 1);
        along = along << 2 | ((3 * right) ^ up);
        // Turn the quarter so that the curve goes through it the way it goes through the first.
        let flip = (right & !up & 1).wrapping_neg() & mask;
        (x, y) = (x ^ flip, y ^ flip);
        let swap = (x ^ y) & (up ^ 1).wrapping_neg();
        (x, y) = (x ^ swap, y ^ swap);
    }
    along
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::super::rng::Rng;
    use super::*;

    static GO: AtomicBool = AtomicBool::new(false);

    fn cloud(n: usize, size: f32) -> Vec<[f32; 2]> {
        let mut rng = Rng::new(4);
        (0..n).map(|_| rng.square().map(|c| size * c)).collect()
    }

    fn tree(at: &[[f32; 2]]) -> Tree {
        let mut tree = Tree::new(at.len());
        tree.sort(at, Stop(&GO)).unwrap();
        tree.fill(at, &vec![1.0; at.len()]);
        tree.list(|_| true, Stop(&GO));
        tree
    }

    #[test]
    fn the_curve_goes_from_square_to_square() {
        let mut squares: Vec<(u32, i32, i32)> =
            (0..64).flat_map(|x| (0..64).map(move |y| (hilbert(6, x, y), x as i32, y as i32))).collect();
        squares.sort_unstable();
        for (i, pair) in squares.windows(2).enumerate() {
            assert_eq!(pair[0].0, i as u32);
            assert_eq!((pair[0].1 - pair[1].1).abs() + (pair[0].2 - pair[1].2).abs(), 1);
        }
        assert_eq!(hilbert(16, 65535, 0), u32::MAX);
    }

    #[test]
    fn every_body_has_one_place() {
        for n in [1, 17, 5000, MANY + 1] {
            let tree = tree(&cloud(n, 100.0));
            let mut found = vec![false; n];
            tree.order.iter().for_each(|&b| found[b as usize] = true);
            assert!(found.iter().all(|f| *f));
            assert!((0..n).all(|b| tree.order[tree.place[b] as usize] as usize == b));
        }
    }

    #[test]
    fn every_block_is_pushed_by_all_of_the_mass() {
        let at = cloud(3000, 40.0);
        let tree = tree(&at);
        for task in 0..tree.lists.len() {
            for pushers in tree.pushers(task) {
                let cells = pushers.far.iter().chain(pushers.cells).map(|&c| tree.cells[c as usize].mass);
                let near = pushers.near.iter().flat_map(|&b| tree.blocks[b as usize].mass);
                assert_eq!(cells.chain(near).sum::<f32>(), 3000.0);
            }
        }
    }

    #[test]
    fn a_crowd_in_one_spot_is_one_body() {
        let tree = tree(&vec![[3.0, 4.0]; 50_000]);
        assert!(tree.terms() <= 50_000, "{}", tree.terms());
    }

    #[test]
    fn lists_stay_short() {
        let tree = tree(&cloud(20_000, 100.0));
        assert!(tree.terms() < 300 * 20_000, "{}", tree.terms() / 20_000);
    }
}
