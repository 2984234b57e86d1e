//! The filtered graph and what is counted in it; the only room below the canvas that knows petgraph.

mod analysis;
mod centrality;
mod communities;
mod components;
mod csv;
mod derive;
mod facets;
mod filter;
mod filter_file;
mod filter_words;
mod gate;
mod groups;
mod hidden;
mod hubs;
mod leaders;
mod lens;
mod matches;
mod matrix;
mod measure;
mod merge;
mod neighbours;
mod net;
mod pagerank;
mod paths;
mod perspective;
mod properties;
mod removal;
mod side;
mod sources;
mod suggestions;
mod table;
mod weighing;

pub use analysis::{Analysis, analyse};
pub use components::components;
pub use csv::{claims_csv, entities_csv, matrix_csv};
pub use derive::{Ego, Shown, derive, derive_with, folded};
pub use facets::{Facets, MOST_VALUES, facets, facets_of, facets_with};
pub use filter::{DateWindow, Dating, Filter, Groups, Voice};
pub use filter_file::{DatesFile, FilterFile};
pub use groups::{Group, groups};
pub use hidden::hidden_neighbours;
pub use hubs::hubs;
pub use leaders::{Leaders, leaders};
pub use lens::{Fold, Lens, away, communities_drawn, group_name, hidden_claims, members, places};
pub use matches::{Match, Part, matches};
pub use matrix::{Cell, Matrix, matrix};
pub use measure::Measure;
pub use merge::{apply, told_apart};
pub use neighbours::neighbours;
pub use pagerank::{DAMPING, Direction, pagerank};
pub use paths::{MOST_PATHS, Path, Quest, Step, paths};
pub use perspective::{Compared, Opposing, Told, according_to, compare, opposing, told};
pub use removal::{Outcome, Removal, Removed, without};
pub use side::{Offered, Teller, side_of, tellers};
pub use sources::{one_chain, single_source};
pub use suggestions::{Reason, Suggestion, suggestions};
pub use table::{
    ClaimKey, ClaimRow, EntityKey, EntityRow, claim_rows, entity_rows, sort_claims, sort_entities,
};
pub use weighing::{Weighing, evidence_cost};

#[cfg(test)]
mod cited;
#[cfg(test)]
mod derive_tests;
#[cfg(test)]
mod fixture;
