//! Pictures out of a scene: SVG by the project's own writer, PNG from the same SVG.

mod legend;
mod png;
mod render;
mod svg;

pub use png::png;
pub use render::{Whole, render, render_whole};
pub use svg::svg;

use crate::graph::Shown;
use crate::model::Dataset;
use crate::scene::Rgba;

/// What a picture is to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// Title, for readers of the file; it is not drawn.
    pub title: String,
    /// A sentence about it, for readers of the file.
    pub desc: String,
    /// The ground; `None` is transparent.
    pub background: Option<Rgba>,
    /// Whether a legend stands below the graph.
    pub legend: bool,
    /// Pixels a point, for formats of pixels.
    pub scale: f32,
}

/// The title of a picture and the sentence about it. `ways` are the ways of looking that it was drawn in:
/// whoever meets the file later must not take one side's telling for the case.
pub fn words(data: &Dataset, shown: &Shown, ways: &[String]) -> (String, String) {
    let with = |words: String| ways.iter().fold(words, |all, way| format!("{all}, {way}"));
    let counts = format!("{} entities, {} claims", shown.entities.len(), shown.claims.len());
    (with(data.title().unwrap_or("Untitled case").to_owned()), with(counts))
}

/// Why no picture could be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The SVG could not be read back.
    #[error("the drawing could not be read back: {0}")]
    Svg(#[from] usvg::Error),
    /// It would be too large.
    #[error("a picture of {width} × {height} pixels is too large; at most {most} a side", most = png::MAX_SIDE)]
    TooLarge {
        /// Width in pixels.
        width: u64,
        /// Height in pixels.
        height: u64,
    },
    /// The PNG could not be coded.
    #[error("the PNG could not be written: {0}")]
    Png(#[from] ::png::EncodingError),
}
