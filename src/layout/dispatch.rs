//! From a request to the layout that it asks for.

use std::sync::atomic::AtomicBool;

use super::method::Method;
use super::request::{Point, Request};
use super::{bulk, circular, engine, layered, radial, stress_method, timeline};

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
/// `stop` is set it returns within a few milliseconds with what there is. Pinned nodes are where
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
    match request.method {
        Method::Force if bulk::is_for(request, engine::LABELLED) => bulk::run(request, stop, sink),
        Method::Force => (engine::run(request, stop, sink), none),
        Method::Stress => (stress_method::run(request, stop), none),
        Method::Radial { center } => (radial::run(request, center, stop), none),
        Method::Layered => (layered::run(request, stop), none),
        Method::Circular => (circular::run(request, stop), none),
        Method::Timeline => (timeline::run(request, stop), none),
    }
}
