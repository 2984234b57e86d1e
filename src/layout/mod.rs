//! Where the nodes lie: a pure, seeded layout, and the worker thread that keeps it alive.
//!
//! [`run`] is a function of its [`Request`] alone. Parts of up to a few hundred nodes start from least
//! stress and are tidied line by line; larger ones start from pivot distances and settle under
//! bounded forces. Units: the middle edge is [`EDGE`] long, y points down.

mod engine;
mod faults;
mod flip;
mod for_case;
mod forces;
mod geometry;
#[cfg_attr(not(test), expect(dead_code, reason = "the choice of methods is not there yet"))]
mod hops;
mod ideal;
mod large;
mod live;
mod multilevel;
mod near;
mod net;
mod orient;
mod packing;
mod polyomino;
mod refine;
mod request;
mod rng;
mod room;
mod small;
#[cfg_attr(not(test), expect(dead_code, reason = "the choice of methods is not there yet"))]
mod sparse_stress;
mod start;
#[cfg_attr(not(test), expect(dead_code, reason = "the choice of methods is not there yet"))]
mod stress;
mod worker;

pub use engine::run;
pub use for_case::{Placed, request_for};
pub use request::{EDGE, LABEL_GAP, LinkSpec, NodeSpec, Point, Request};
pub use worker::{Command, Run, Snapshot, State, Worker};
