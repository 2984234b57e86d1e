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
mod ideal;
mod large;
mod live;
#[expect(dead_code, unused_imports, reason = "the layout of large parts is about to go over to it")]
mod multilevel;
mod net;
mod orient;
mod packing;
mod refine;
mod request;
mod rng;
mod room;
mod small;
mod start;
mod worker;

pub use engine::run;
pub use for_case::{Placed, request_for};
pub use request::{EDGE, LABEL_GAP, LinkSpec, NodeSpec, Point, Request};
pub use worker::{Command, Run, Snapshot, State, Worker};
