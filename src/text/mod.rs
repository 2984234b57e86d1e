//! Text without a window: anchoring quotes, folding for search, sentences, measuring, visual order.

pub mod bidi;
pub mod fonts;
pub mod measure;
