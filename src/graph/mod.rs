//! The filtered graph and what is counted in it; the only room below the canvas that knows petgraph.

mod components;
mod derive;
mod facets;
mod filter;
mod hubs;
mod neighbours;
mod perspective;
mod removal;
mod side;
mod sources;

pub use components::components;
pub use derive::{Ego, Shown, derive};
pub use facets::{Facets, facets};
pub use filter::{Filter, Voice};
pub use hubs::hubs;
pub use neighbours::neighbours;
pub use perspective::{Compared, Opposing, Told, according_to, compare, opposing, told};
pub use removal::{Outcome, Removal, Removed, without};
pub use side::{Offered, Teller, side_of, tellers};
pub use sources::{one_chain, single_source};

#[cfg(test)]
mod cited;
#[cfg(test)]
mod fixture;
