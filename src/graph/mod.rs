//! The filtered graph and what is counted in it; the only room below the canvas that knows petgraph.

mod analysis;
mod centrality;
mod communities;
mod components;
mod derive;
mod facets;
mod filter;
mod filter_file;
mod filter_words;
mod gate;
mod groups;
mod hidden;
mod hubs;
mod measure;
mod neighbours;
mod net;
mod pagerank;
mod paths;
mod properties;
mod weighing;

pub use analysis::{Analysis, analyse};
pub use components::components;
pub use derive::{Ego, Shown, derive, derive_with};
pub use facets::{Facets, MOST_VALUES, facets, facets_of, facets_with};
pub use filter::{DateWindow, Filter, Groups, Voice};
pub use filter_file::{DatesFile, FilterFile};
pub use groups::{Group, groups};
pub use hidden::hidden_neighbours;
pub use hubs::hubs;
pub use measure::Measure;
pub use neighbours::neighbours;
pub use pagerank::{DAMPING, Direction, pagerank};
pub use paths::{MOST_PATHS, Path, Quest, Step, claims_of, paths};
pub use weighing::{Weighing, evidence_cost};

#[cfg(test)]
mod derive_tests;
#[cfg(test)]
mod fixture;
