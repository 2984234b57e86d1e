//! Attaché: a desktop viewer for knowledge graphs that ties every line to the words that state it.
//!
//! The modules below stand in the order of their layers, lowest first; `ARCHITECTURE.md` describes
//! them and `tests/architecture.rs` holds the order.

pub mod model;

pub mod diagnostics;

pub mod text;

pub mod io;

pub mod check;
pub mod graph;
pub mod search;

pub mod layout;

pub mod scene;

pub mod export;

pub mod session;

pub mod ui;

pub mod app;

pub mod cli;
