//! Where the nodes lie: a pure, seeded layout, and the worker thread that keeps it alive.
//!
//! [`run`] is a function of its [`Request`] alone, which names a [`Method`]: by forces ([`engine`], [`bulk`]), or by a rule
//! of its own ([`radial`], [`layered`], [`circular`], [`timeline`]). By forces, parts of up to a few hundred nodes start
//! from least stress and are tidied line by line; larger ones start from pivot distances and settle under
//! bounded forces. Units: the middle edge is [`EDGE`] long, y points down.

mod bulk;
mod circular;
mod contour;
mod dates;
mod dispatch;
mod engine;
mod faults;
mod flip;
mod for_case;
mod geometry;
mod hops;
mod ideal;
mod large;
mod layered;
mod live;
mod method;
mod multilevel;
mod near;
mod net;
mod orient;
mod packing;
mod parts;
mod pieces;
mod pinned;
mod polyomino;
mod radial;
mod refine;
mod relax;
mod request;
mod ring;
mod rng;
mod room;
mod rows;
mod small;
mod sort;
mod sparse_stress;
mod start;
mod stop;
mod stress;
mod stress_method;
mod timeline;
mod worker;

pub use dates::{dated, undated};
pub use dispatch::{Stats, run, run_counted};
pub use for_case::{Placed, request_for};
pub use method::Method;
pub use relax::Relaxation;
pub use request::{EDGE, LABEL_GAP, LinkSpec, NodeSpec, POLISH, Point, Request};
pub use worker::{Command, Maker, Run, Snapshot, State, Worker};
