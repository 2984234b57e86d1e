//! Problems: what is wrong with an input, where, and what to do about it.

mod problem;
mod render;

pub use problem::{Code, Problem, Report, Severity};
pub use render::{json, text};
