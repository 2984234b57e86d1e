//! Text without a window: anchoring quotes, folding for search, sentences, measuring, visual order.

pub mod anchor;
pub mod bidi;
pub mod fold;
pub mod fonts;
pub mod measure;
pub mod sentences;
