//! Tidying a small part line by line: fewer crossings, no line through a foreign node, no overlaps.
//!
//! Simulated annealing over single nodes, after Davidson and Harel, "Drawing Graphs Nicely Using
//! Simulated Annealing" (1996), begun from least stress, so that a short and cool run is enough.

use super::faults::Sketch;
use super::request::Point;
use super::rng::Rng;

/// How a run cools down. Its length is counted in elementary comparisons, so that its time does not
/// depend on the graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub(super) work: f32,
    /// Temperature at the start and at the end, in units of cost.
    pub(super) heat: [f32; 2],
    /// Longest step at the start and at the end, in layout units.
    pub(super) step: [f32; 2],
}

/// How free a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hold {
    Free,
    /// It keeps its height: one of the two nodes that lie level.
    Level,
    /// It stays.
    Fixed,
}

/// Share of steps that try to make two nodes change places.
const SWAPS: f32 = 0.1;
/// Comparisons between two looks at whether to go on.
const PULSE: f32 = 2e5;

/// Anneals a drawing. Every now and then `check` sees it and may end the run by `false`.
pub(super) fn anneal(
    sketch: &mut Sketch,
    hold: &[Hold],
    schedule: &Schedule,
    rng: &mut Rng,
    check: &mut dyn FnMut(&[Point]) -> bool,
) {
    let movable: Vec<usize> = (0..hold.len()).filter(|&v| hold[v] != Hold::Fixed).collect();
    if movable.is_empty() || hold.len() < 2 {
        return;
    }
    let effort = sketch.effort();
    let steps = (schedule.work / effort) as usize;
    let pulse = (PULSE / effort) as usize + 1;
    for i in 0..steps {
        if i % pulse == 0 && !check(sketch.places()) {
            return;
        }
        let done = i as f32 / steps as f32;
        let between = |[from, to]: [f32; 2]| from * (to / from).powf(done);
        let (heat, reach) = (between(schedule.heat), between(schedule.step));
        let v = movable[rng.below(movable.len())];
        if rng.unit() < SWAPS {
            let u = movable[rng.below(movable.len())];
            if u != v && hold[u] == Hold::Free && hold[v] == Hold::Free {
                try_swap(sketch, [u, v], heat, rng);
            }
        } else {
            try_step(sketch, v, hold[v] == Hold::Level, reach, heat, rng);
        }
    }
}

fn try_step(sketch: &mut Sketch, v: usize, level: bool, reach: f32, heat: f32, rng: &mut Rng) {
    let old = sketch.place(v);
    let [dx, dy] = rng.square();
    let most = sketch.cost_of(v, f32::INFINITY) + tolerance(heat, rng);
    sketch.put(v, [old[0] + reach * dx, if level { old[1] } else { old[1] + reach * dy }]);
    if sketch.cost_of(v, most) > most {
        sketch.put(v, old);
    }
}

fn try_swap(sketch: &mut Sketch, [u, v]: [usize; 2], heat: f32, rng: &mut Rng) {
    let (p, q) = (sketch.place(u), sketch.place(v));
    let before = sketch.cost_of(u, f32::INFINITY) + sketch.cost_of(v, f32::INFINITY);
    let most = before + tolerance(heat, rng);
    sketch.put(u, q);
    sketch.put(v, p);
    let first = sketch.cost_of(u, most);
    if first > most || first + sketch.cost_of(v, most - first) > most {
        sketch.put(u, p);
        sketch.put(v, q);
    }
}

/// The rise in cost that is accepted this time (Metropolis).
fn tolerance(heat: f32, rng: &mut Rng) -> f32 {
    -heat * rng.unit().max(1e-6).ln()
}
