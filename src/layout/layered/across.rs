//! Where across each seat lies: as near as can be to what it is joined with, in the order of its layer.
//!
//! Sweeps down and up solve each layer exactly by least squares under its order ([`rows::place`]); lines
//! between stand-ins weigh most, so that long lines are straight (Gansner et al. 1993, "priority").

use super::super::rows;
use super::super::stop::Stop;
use super::{GAP, Layers, Seat};

/// Sweeps over a small part, and over one that is large.
const SWEEPS: usize = 40;
const FEW: usize = 8;
const LARGE: usize = 20_000;
/// Sweeps between two pictures.
const SHOW_EVERY: usize = 4;

/// The place across of each seat about the middle of its layer, in layout units.
pub(super) fn side_by_side(layers: &Layers) -> Vec<f32> {
    let mut x = vec![0.0f32; layers.seats.len()];
    for layer in &layers.rows {
        let wanted = vec![0.0; layer.len()];
        put(layer, rows::place(&wanted, &vec![1.0; layer.len()], &apart(layers, layer)), &mut x);
    }
    x
}

/// The place across of each seat, in layout units. `show` sees the seats' places every few sweeps; told to stop,
/// the layers are where they were moved to last.
pub(super) fn places(layers: &Layers, stop: Stop, show: &mut dyn FnMut(&[f32])) -> Vec<f32> {
    let n = layers.seats.len();
    let mut x = side_by_side(layers);
    let apart: Vec<Vec<f32>> = layers.rows.iter().map(|layer| apart(layers, layer)).collect();
    let sweeps = if n > LARGE { FEW } else { SWEEPS.min(n + 6) };
    let depth = layers.rows.len();
    for sweep in 0..sweeps {
        if sweep % SHOW_EVERY == 0 {
            show(&x);
        }
        for i in 0..depth {
            if stop.is_set() {
                return x;
            }
            let i = if sweep % 2 == 0 { i } else { depth - 1 - i };
            // The last sweeps look both ways.
            let both = sweep + 6 >= sweeps;
            let (up, down) = (both || sweep % 2 == 0, both || sweep % 2 == 1);
            let layer = &layers.rows[i];
            let (mut wanted, mut weights) =
                (Vec::with_capacity(layer.len()), Vec::with_capacity(layer.len()));
            for &seat in layer {
                let (want, weight) = pull(layers, seat as usize, up, down, &x);
                wanted.push(want);
                weights.push(weight);
            }
            put(layer, rows::place(&wanted, &weights, &apart[i]), &mut x);
        }
    }
    x
}

fn put(layer: &[u32], places: Vec<f32>, x: &mut [f32]) {
    layer.iter().zip(places).for_each(|(&seat, place)| x[seat as usize] = place);
}

/// How far the middles of neighbours in a layer must be apart.
fn apart(layers: &Layers, layer: &[u32]) -> Vec<f32> {
    let seat = |seat: u32| layers.seats[seat as usize];
    let between = |a: Seat, b: Seat| if a.is_stand_in && b.is_stand_in { 0.0 } else { GAP };
    layer
        .windows(2)
        .map(|pair| (seat(pair[0]), seat(pair[1])))
        .map(|(a, b)| a.reach[0] + b.reach[0] + between(a, b))
        .collect()
}

/// Where a seat's neighbours want it, and how much; where it is if it has none there.
fn pull(layers: &Layers, seat: usize, up: bool, down: bool, x: &[f32]) -> (f32, f32) {
    let (mut sum, mut total) = (0.0f32, 0.0f32);
    let mine = layers.seats[seat].is_stand_in;
    for (wanted, near) in [(up, &layers.above[seat]), (down, &layers.below[seat])] {
        for &(u, weight) in near.iter().filter(|_| wanted) {
            let straight = match (mine, layers.seats[u as usize].is_stand_in) {
                (true, true) => 8.0,
                (false, false) => 1.0,
                _ => 2.0,
            };
            sum += straight * weight * x[u as usize];
            total += straight * weight;
        }
    }
    if total > 0.0 { (sum / total, total) } else { (x[seat], 0.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_straight_and_a_parent_is_in_the_middle() {
        let seat = |is_stand_in| Seat { reach: [20.0; 3], is_stand_in };
        // 0 above 1, 2, 3; a line of stand-ins 4, 5 from 3 to 6.
        let lines = [(0usize, 1u32), (0, 2), (0, 3), (3, 4), (4, 5), (5, 6)];
        let mut layers = Layers {
            seats: (0..7).map(|i| seat(i == 4 || i == 5)).collect(),
            rows: vec![vec![0], vec![1, 2, 3], vec![4], vec![5], vec![6]],
            above: vec![Vec::new(); 7],
            below: vec![Vec::new(); 7],
        };
        for (a, b) in lines {
            layers.below[a].push((b, 1.0));
            layers.above[b as usize].push((a as u32, 1.0));
        }
        let x = places(&layers, Stop::never(), &mut |_| {});
        assert!((x[0] - x[2]).abs() < 2.0, "{x:?}");
        assert!((x[4] - x[5]).abs() < 1.0 && (x[3] - x[4]).abs() < 2.0, "{x:?}");
        assert!(x[2] - x[1] >= 50.0 - 1e-3 && x[3] - x[2] >= 50.0 - 1e-3);
    }
}
