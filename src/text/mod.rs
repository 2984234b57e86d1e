//! Texts: folding with a map back, sentence bounds, and anchoring a quote in its document.

mod anchor;
mod fold;
mod sentences;

pub use anchor::{Anchorer, Found, Wanted};
pub use fold::{Folded, OffsetMap, fold_quote, fold_search};
pub use sentences::{paragraphs, sentence_at, sentences};
