//! The claim model: documents, entities, claims, attributions, citations, and the immutable [`Dataset`].
//!
//! Nothing here reads a file, knows a file format or draws. Everything is addressed by dense indices
//! ([`EntityIx`], [`ClaimIx`], [`DocIx`]) that hold within one dataset; ids in the file are strings.

mod builder;
mod citation;
mod claim;
mod dataset;
mod date;
mod document;
mod entity;
mod ids;
mod item;
mod kind;
mod predicate;
mod status;

pub use builder::DatasetBuilder;
pub use citation::{Citation, Grounding, GroundingTally, Span};
pub use claim::{Attribution, Certainty, Claim, Extraction, Quantity, Stance};
pub use dataset::{Cited, Dataset, Mentioned};
pub use date::{Date, DateError, Day};
pub use document::{Document, Text};
pub use entity::{Entity, Viz};
pub use ids::{ClaimIx, DocIx, EntityIx, KindIx};
pub use item::Item;
pub use kind::{BuiltinKind, Kind, KindTable};
pub use predicate::{BUILTIN_PREDICATES, Class, class_of, phrase};
pub use status::{Heard, Status};

/// Fields of a record that the format does not name; they are kept and written back.
pub type Extra = serde_json::Map<String, serde_json::Value>;
