//! The multilevel force layout: one connected part of any size, from nothing to a drawing.
//!
//! [`lay_out`] coarsens the part ([`hierarchy`]), measures hop distances to the clusters of the
//! coarsest level ([`hops`]), draws that one by them ([`pivot_mds`]) and refines level by level
//! ([`levels`]) under bounded forces ([`forces`]) that far bodies exert together ([`hilbert_tree`]).
//! A [`Field`] goes on with a finished drawing, as a whole or near what is being moved.
//!
//! Pure and seeded: equal input gives equal output, on any number of threads. Lengths are in units
//! of which a node of mass one fills one square; the middle link is about two long.

mod forces;
mod guttman;
mod hierarchy;
mod hilbert_tree;
mod hops;
mod levels;
mod net;
mod pivot_mds;
mod progress;
mod springs;
mod tries;
mod work;

use std::sync::atomic::AtomicBool;

use super::rng::Rng;
pub(crate) use forces::{Field, Law};
pub(crate) use net::Net;
use progress::Progress;
use work::Stop;

/// Parts with at most so many nodes are drawn better by least stress over all pairs, which is the
/// caller's business; [`lay_out`] does them too.
pub(crate) const STRESS_UP_TO: usize = 16;

/// Where the nodes of a part lie.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    pub(crate) at: Vec<[f32; 2]>,
    /// Levels from the finest to the coarsest.
    pub(crate) levels: usize,
    /// Ticks on all levels and in all tries.
    pub(crate) ticks: usize,
    /// The forces it was drawn with, for a [`Field`] that goes on with it.
    pub(crate) law: Law,
}

impl Drawing {
    /// One that was made without forces.
    pub(crate) fn still(at: Vec<[f32; 2]>) -> Self {
        Self { at, ..Self::unplaced(0) }
    }

    /// Of no node yet, for a part of so many.
    fn unplaced(nodes: usize) -> Self {
        Self { at: Vec::new(), levels: 1, ticks: 0, law: Law::of(nodes, 1.0) }
    }

    /// A place of its own for each of so many nodes, in a square about the origin.
    pub(crate) fn spot(node: usize, nodes: usize) -> [f32; 2] {
        // Fractions of multiples of irrational numbers fill the square evenly (Roberts 2018).
        let share =
            [0xC13F_A9A9u32, 0x91E1_0DA6].map(|s| (node as u32).wrapping_mul(s) as f32 / (1u32 << 31) as f32);
        share.map(|s| 0.5 * (nodes as f32).sqrt() * (s - 1.0))
    }
}

/// Lays out one connected part; `best`: a small one is the best of several tries. The sink is told where all nodes are from the first coarse level on,
/// at most once in some 16 ms of work. Once `stop` is set, what there is by then is handed back soon.
pub(crate) fn lay_out(
    net: Net,
    seed: u64,
    best: bool,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[[f32; 2]]),
) -> Drawing {
    let (n, stop, mut rng) = (net.len(), Stop(stop), Rng::new(seed));
    let mut progress = Progress::new(n, sink);
    match n {
        0 | 1 => Drawing { at: vec![[0.0; 2]; n], ..Drawing::unplaced(n) },
        2..=tries::SMALL if best => tries::lay_out(&net, &mut rng, stop, &mut progress),
        _ => levels::lay_out(net, None, &mut rng, stop, &mut progress),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::net::tests::{mesh, net, path, random, star};
    use super::*;

    fn drawn(net: Net) -> Drawing {
        lay_out(net, 7, true, &AtomicBool::new(false), &mut |_| ())
    }

    fn finite(at: &[[f32; 2]]) -> bool {
        at.iter().flatten().all(|c| c.is_finite() && c.abs() < 1e6)
    }

    fn length(at: &[[f32; 2]], a: usize, b: usize) -> f32 {
        (at[a][0] - at[b][0]).hypot(at[a][1] - at[b][1])
    }

    #[test]
    fn odd_graphs_are_drawn_somehow() {
        let odd_weights = [f32::NAN, 0.0, f32::INFINITY, 1e30, -5.0, 1e-30];
        let odd = [
            ("nothing", net(0, &[])),
            ("one", net(1, &[(0, 0)])),
            ("two", net(2, &[(0, 1)])),
            ("no links", net(40, &[])),
            ("many without links", net(3000, &[])),
            ("parallel", Net::new(2, (0..10_000).map(|_| (0, 1, 1.0)))),
            ("weights", Net::new(500, (1..500u32).map(|b| (b / 3, b, odd_weights[b as usize % 6])))),
            ("apart", net(2000, &(0..1000).map(|a| (a, (a + 1) % 1000)).collect::<Vec<_>>())),
            ("all with all", net(60, &(0..60).flat_map(|a| (0..a).map(move |b| (a, b))).collect::<Vec<_>>())),
            ("star", star(3000)),
            ("path", path(3000)),
        ];
        for (name, net) in odd {
            let n = net.len();
            let drawing = drawn(net);
            assert_eq!(drawing.at.len(), n, "{name}");
            assert!(finite(&drawing.at), "{name}");
        }
    }

    #[test]
    #[cfg_attr(debug_assertions, ignore = "takes long without optimisation")]
    fn stars_and_paths_of_a_hundred_thousand_are_drawn_too() {
        for net in [star(100_000), path(100_000), net(100_000, &[])] {
            let drawing = drawn(net);
            assert!(finite(&drawing.at) && drawing.ticks < 400);
        }
    }

    #[test]
    fn equal_input_gives_equal_output_on_any_number_of_threads() {
        // Large enough that its tasks are shared.
        let graph = random(26_000, 2, 3);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let at = pool.install(|| drawn(graph.clone()).at);
            at.into_iter().flatten().map(f32::to_bits).collect::<Vec<u32>>()
        };
        let alone = on(1);
        assert!(alone == on(2) && alone == on(3));
    }

    #[test]
    fn another_seed_gives_another_drawing() {
        let go = AtomicBool::new(false);
        let with = |seed| lay_out(mesh(30), seed, true, &go, &mut |_| ()).at;
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
    }

    #[test]
    fn a_mesh_comes_out_flat() {
        let drawing = drawn(mesh(40));
        let (side, at) = (40, &drawing.at);
        assert!(drawing.levels > 1);
        let across = length(at, 0, side * side - 1);
        let step = length(at, side * 20 + 20, side * 20 + 21);
        assert!(across > 30.0 * step, "{across} {step}");
        // Neighbours are near, whatever the fold.
        let links = (0..side * (side - 1)).map(|v| length(at, v, v + side));
        let longest = links.fold(0.0, f32::max);
        assert!(longest < across / 8.0, "{longest} {across}");
    }

    #[test]
    fn the_sink_sees_all_nodes_from_the_first_level_on() {
        let mut pictures = 0;
        let graph = mesh(100);
        let drawing = lay_out(graph, 1, true, &AtomicBool::new(false), &mut |at| {
            assert_eq!(at.len(), 10_000);
            assert!(finite(at));
            if pictures == 0 {
                // Corners are far apart already.
                assert!(length(at, 0, 9999) > 50.0);
            }
            pictures += 1;
        });
        assert!((2..20).contains(&pictures), "{pictures}");
        assert!(finite(&drawing.at));
    }

    #[test]
    fn told_to_stop_it_hands_back_what_there_is() {
        let stop = AtomicBool::new(true);
        let early = lay_out(mesh(50), 1, true, &stop, &mut |_| ());
        assert!(early.at.len() == 2500 && early.ticks == 0 && finite(&early.at));
        assert!(early.at[0] != early.at[1]);

        stop.store(false, Ordering::Relaxed);
        let mut seen = Vec::new();
        let late = lay_out(mesh(60), 1, true, &stop, &mut |at| {
            seen = at.to_vec();
            stop.store(true, Ordering::Relaxed);
        });
        assert_eq!(late.at.len(), 3600);
        assert!(finite(&late.at) && late.ticks < 5);
        assert!((length(&late.at, 0, 3599) - length(&seen, 0, 3599)).abs() < 10.0);
    }
}
