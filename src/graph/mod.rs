//! The filtered graph and what is counted in it; the only room below the canvas that knows petgraph.

mod components;
mod derive;
mod facets;
mod filter;
mod csv;
mod hubs;
mod lens;
mod matrix;
mod merge;
mod neighbours;
mod perspective;
mod removal;
mod side;
mod sources;
mod suggestions;
mod table;

pub use components::components;
pub use derive::{Ego, Shown, derive};
pub use facets::{Facets, facets};
pub use filter::{Filter, Voice};
pub use csv::{claims_csv, entities_csv, matrix_csv};
pub use hubs::hubs;
pub use lens::{Fold, Lens, hidden, hidden_claims, places};
pub use matrix::{Cell, Matrix, matrix};
pub use merge::apply;
pub use neighbours::neighbours;
pub use perspective::{Compared, Opposing, Told, according_to, compare, opposing, told};
pub use removal::{Outcome, Removal, Removed, without};
pub use side::{Offered, Teller, side_of, tellers};
pub use sources::{one_chain, single_source};
pub use suggestions::{Reason, Suggestion, suggestions};
pub use table::{
    ClaimKey, ClaimRow, EntityKey, EntityRow, claim_rows, entity_rows, sort_claims, sort_entities,
};

#[cfg(test)]
mod cited;
#[cfg(test)]
mod fixture;
