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
pub(crate) use work::Stop;

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
    /// So many nodes spread evenly over a disc, along a sunflower's spiral (Vogel 1979).
    fn spread(nodes: usize) -> Self {
        let golden = std::f32::consts::PI * (3.0 - 5f32.sqrt());
        let spot = |v: usize| {
            let (sin, cos) = (golden * v as f32).sin_cos();
            [cos, sin].map(|c| (v as f32 / std::f32::consts::PI).sqrt() * c)
        };
        Self { at: (0..nodes).map(spot).collect(), levels: 1, ticks: 0, law: Law::of(nodes, 1.0) }
    }
}

/// Lays out one connected part. The sink is told where all nodes are from the first coarse level on,
/// at most once in some 16 ms of work. Once `stop` is set, what there is by then is handed back soon.
pub(crate) fn lay_out(net: Net, seed: u64, stop: &AtomicBool, sink: &mut dyn FnMut(&[[f32; 2]])) -> Drawing {
    let (n, stop, mut rng) = (net.len(), Stop(stop), Rng::new(seed));
    let mut progress = Progress::new(n, sink);
    match n {
        0 | 1 => Drawing::spread(n),
        2..=tries::SMALL => tries::lay_out(&net, &mut rng, stop, &mut progress),
        _ => levels::lay_out(net, &mut rng, stop, &mut progress),
    }
}
