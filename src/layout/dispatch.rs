//! From a request to the layout that it asks for.

use std::sync::atomic::AtomicBool;

use super::method::Method;
use super::request::{Point, Request};
use super::{bulk, circular, engine, layered, pinned, radial, stress_method, timeline};

/// How much work a layout was; 0 where a figure makes no sense for it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Stats {
    /// Rounds in which every node moved once.
    pub ticks: u64,
    /// Levels of coarsening, the whole graph counted.
    pub levels: u32,
}

/// Lays out a graph: the place of each node, in the order of the request.
///
/// A pure function of the request. `sink` gets places on their way, where a layout has any; once
/// `stop` is set it returns within 50 ms with what there is. Pinned nodes are where
/// they are pinned. Every place is finite, whatever the request holds, and up to 1,500 nodes no disc or
/// label box lies on another. What each layout does stands in its own module.
pub fn run(request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])) -> Vec<Point> {
    run_counted(request, stop, sink).0
}

/// [`run`], and how much work it was.
pub fn run_counted(
    request: &Request,
    stop: &AtomicBool,
    sink: &mut dyn FnMut(&[Point]),
) -> (Vec<Point>, Stats) {
    let none = Stats::default();
    let (mut at, stats) = match request.method {
        Method::Force if bulk::is_for(request, engine::LABELLED) => bulk::run(request, stop, sink),
        Method::Force if pinned::is_for(request, engine::LABELLED) => pinned::run(request, stop, sink),
        Method::Force => (engine::run(request, stop, sink), none),
        Method::Stress => (stress_method::run(request, stop, sink), none),
        Method::Radial { center } => (radial::run(request, center, stop, sink), none),
        Method::Layered => (layered::run(request, stop, sink), none),
        Method::Circular => (circular::run(request, stop, sink), none),
        Method::Timeline => (timeline::run(request, stop, sink), none),
    };
    // Also of what was told to stop.
    for (p, node) in at.iter_mut().zip(&request.nodes) {
        *p = p.map(|c| if c.is_finite() { c } else { 0.0 });
        *p = Request::place(node.pinned).unwrap_or(*p);
    }
    (at, stats)
}
