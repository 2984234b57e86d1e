//! The order within each layer: few crossings, by medians and by exchanging neighbours.
//!
//! After Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs" (1993): sweeps down
//! and up sort each layer by the weighted medians of the seats above or below, neighbours change places
//! while that helps, and the best order met is kept. Crossings are counted as Barth, Jünger and Mutzel do (2002).

use super::super::stop::Stop;
use super::Layers;

/// Sweeps over a small part, and over one that is large.
const SWEEPS: usize = 24;
const FEW: usize = 6;
/// Lines between neighbouring layers above which a part counts as large.
const LARGE: usize = 20_000;
/// Degree above which a pair of neighbours is not tried the other way round.
const DENSE: usize = 400;

/// Sorts every layer. `show` sees the first order and each that is better; told to stop, the best one that was met is
/// kept.
pub(super) fn sort(layers: &mut Layers, stop: Stop, show: &mut dyn FnMut(&Layers)) {
    let lines: usize = layers.below.iter().map(Vec::len).sum();
    let large = lines > LARGE;
    let mut rank = vec![0u32; layers.seats.len()];
    begin(layers, &mut rank);
    show(layers);
    let Some(count) = crossings(layers, &rank, stop) else { return };
    let mut best = (count, layers.rows.clone());
    for sweep in 0..if large { FEW } else { SWEEPS } {
        if best.0 == 0 || improve(layers, &mut rank, sweep, large, stop).is_none() {
            break;
        }
        let Some(count) = crossings(layers, &rank, stop) else { break };
        if count < best.0 {
            show(layers);
            best = (count, layers.rows.clone());
        }
    }
    layers.rows = best.1;
}

/// One sweep; `None` when told to stop, with every seat in its layer still.
fn improve(layers: &mut Layers, rank: &mut [u32], sweep: usize, large: bool, stop: Stop) -> Option<()> {
    let down = sweep % 2 == 0;
    let depth = layers.rows.len();
    for i in 0..depth {
        medians(layers, if down { i } else { depth - 1 - i }, down, rank, stop)?;
    }
    if large { Some(()) } else { exchange(layers, rank, stop) }
}

/// A first order: depth first from the top, so that trees have no crossing from the start.
fn begin(layers: &mut Layers, rank: &mut [u32]) {
    let n = layers.seats.len();
    let mut seen = vec![false; n];
    let mut layer_of = vec![0; n];
    for (i, layer) in layers.rows.iter().enumerate() {
        for &seat in layer {
            layer_of[seat as usize] = i;
        }
    }
    let roots: Vec<u32> = layers.rows.concat();
    layers.rows.iter_mut().for_each(Vec::clear);
    for root in roots {
        let mut stack = vec![root];
        while let Some(v) = stack.pop() {
            if std::mem::replace(&mut seen[v as usize], true) {
                continue;
            }
            layers.rows[layer_of[v as usize]].push(v);
            stack.extend(layers.below[v as usize].iter().rev().map(|(u, _)| *u));
        }
    }
    for layer in &layers.rows {
        number(layer, rank);
    }
}

fn number(layer: &[u32], rank: &mut [u32]) {
    layer.iter().enumerate().for_each(|(i, &seat)| rank[seat as usize] = i as u32);
}

/// Sorts a layer by the medians of its neighbours above (going down) or below. Seats without any keep
/// their places. `None` when told to stop.
fn medians(layers: &mut Layers, i: usize, down: bool, rank: &mut [u32], stop: Stop) -> Option<()> {
    stop.check()?;
    let near = if down { &layers.above } else { &layers.below };
    let layer = &mut layers.rows[i];
    let mut keyed: Vec<(f32, u32)> = Vec::with_capacity(layer.len());
    for (step, &seat) in layer.iter().enumerate() {
        stop.check_at(step)?;
        if let Some(median) = median(&near[seat as usize], rank) {
            keyed.push((median, seat));
        }
    }
    // Stable: equal medians keep their order, turned round every second time by the caller's direction.
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sorted = keyed.into_iter();
    for seat in layer.iter_mut().filter(|seat| !near[**seat as usize].is_empty()) {
        if let Some((_, next)) = sorted.next() {
            *seat = next;
        }
    }
    number(layer, rank);
    Some(())
}

/// The weighted median of positions (Gansner et al.): between the middle two, nearer to the denser side.
fn median(near: &[(u32, f32)], rank: &[u32]) -> Option<f32> {
    let mut at: Vec<f32> = near.iter().map(|(u, _)| rank[*u as usize] as f32).collect();
    at.sort_by(f32::total_cmp);
    let (n, m) = (at.len(), at.len() / 2);
    Some(match n {
        0 => return None,
        1 => at[0],
        2 => f32::midpoint(at[0], at[1]),
        _ if n % 2 == 1 => at[m],
        _ => {
            let (left, right) = (at[m - 1] - at[0], at[n - 1] - at[m]);
            if left + right > 0.0 {
                (at[m - 1] * right + at[m] * left) / (left + right)
            } else {
                f32::midpoint(at[m - 1], at[m])
            }
        }
    })
}

/// Exchanges neighbours in their layers while that saves crossings. `None` when told to stop.
fn exchange(layers: &mut Layers, rank: &mut [u32], stop: Stop) -> Option<()> {
    for _ in 0..8 {
        let mut better = false;
        for layer in &mut layers.rows {
            for i in 1..layer.len() {
                stop.check()?;
                let (v, w) = (layer[i - 1], layer[i]);
                let (mut now, mut then) = (0, 0);
                for near in [&layers.above, &layers.below] {
                    let (of_v, of_w) = (&near[v as usize], &near[w as usize]);
                    if of_v.len() * of_w.len() <= DENSE * DENSE {
                        let (a, b) = pair(of_v, of_w, rank);
                        now += a;
                        then += b;
                    }
                }
                if then < now {
                    layer.swap(i - 1, i);
                    rank.swap(v as usize, w as usize);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
    Some(())
}

/// Crossings of the lines of two seats as they stand, and the other way round.
fn pair(of_v: &[(u32, f32)], of_w: &[(u32, f32)], rank: &[u32]) -> (usize, usize) {
    let (mut now, mut then) = (0, 0);
    for (a, _) in of_v {
        for (b, _) in of_w {
            let (a, b) = (rank[*a as usize], rank[*b as usize]);
            now += usize::from(a > b);
            then += usize::from(a < b);
        }
    }
    (now, then)
}

/// All crossings between neighbouring layers, counted by inversions; `None` when told to stop.
fn crossings(layers: &Layers, rank: &[u32], stop: Stop) -> Option<usize> {
    let mut total = 0;
    for (i, layer) in layers.rows.iter().enumerate() {
        let next = layers.rows.get(i + 1).map_or(0, Vec::len);
        let mut tree = vec![0usize; next + 1];
        let mut so_far = 0;
        for (step, &v) in layer.iter().enumerate() {
            stop.check_at(step)?;
            let mut ends: Vec<usize> =
                layers.below[v as usize].iter().map(|(u, _)| rank[*u as usize] as usize).collect();
            // Without stand-ins a line may lead past the next layer; it counts nothing.
            ends.retain(|&end| end < next);
            ends.sort_unstable();
            for &end in &ends {
                let (mut k, mut upto) = (end + 1, 0);
                while k > 0 {
                    upto += tree[k];
                    k &= k - 1;
                }
                total += so_far - upto;
            }
            for end in ends {
                so_far += 1;
                let mut k = end + 1;
                while k <= next {
                    tree[k] += 1;
                    k += k & k.wrapping_neg();
                }
            }
        }
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::super::Seat;
    use super::*;

    /// Two layers of a bipartite graph: who above leads to whom below.
    fn two(above: usize, below: usize, lines: &[(u32, u32)]) -> Layers {
        let n = above + below;
        let seat = Seat { reach: [10.0; 3], is_stand_in: false };
        let mut layers = Layers {
            seats: vec![seat; n],
            rows: vec![(0..above as u32).collect(), (above as u32..n as u32).collect()],
            above: vec![Vec::new(); n],
            below: vec![Vec::new(); n],
        };
        for &(a, b) in lines {
            let b = b + above as u32;
            layers.below[a as usize].push((b, 1.0));
            layers.above[b as usize].push((a, 1.0));
        }
        layers
    }

    #[test]
    fn crossings_are_those_of_all_pairs() {
        let lines: Vec<(u32, u32)> = (0..40u32).map(|i| (i * 7 % 9, i * 5 % 11)).collect();
        let layers = two(9, 11, &lines);
        let mut rank = vec![0; 20];
        layers.rows.iter().for_each(|layer| number(layer, &mut rank));
        let crosses = |x: &(u32, u32), y: &(u32, u32)| (x.0 < y.0 && x.1 > y.1) || (x.0 > y.0 && x.1 < y.1);
        let all = (0..lines.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let expected = all.filter(|&(i, j)| crosses(&lines[i], &lines[j])).count();
        assert_eq!(crossings(&layers, &rank, Stop::never()), Some(expected));
    }

    #[test]
    fn what_can_be_drawn_without_a_crossing_is() {
        // A matching given crosswise.
        let lines: Vec<(u32, u32)> = (0..12).map(|i| (i, 11 - i)).collect();
        let mut layers = two(12, 12, &lines);
        sort(&mut layers, Stop::never(), &mut |_| {});
        let mut rank = vec![0; 24];
        layers.rows.iter().for_each(|layer| number(layer, &mut rank));
        assert_eq!(crossings(&layers, &rank, Stop::never()), Some(0));
    }
}
