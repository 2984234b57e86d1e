//! The filtered graph and what is counted in it; the only room below the canvas that knows petgraph.

mod components;
mod derive;
mod facets;
mod filter;
mod hubs;
mod neighbours;

pub use components::components;
pub use derive::{Ego, Shown, derive};
pub use facets::{Facets, facets};
pub use filter::{Filter, Voice};
pub use hubs::hubs;
pub use neighbours::neighbours;

#[cfg(test)]
mod fixture;
