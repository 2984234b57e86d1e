//! Pills: the small framed words on lines and nodes, such as "×7", "A≠B" or "+12".

use super::node::rounded;
use super::shape::{Align, Pen, Scene, Text};
use super::{Paint, Point, Rgba, Style};
use crate::model::Item;
use crate::text::measure::{LINE_HEIGHT, LabelText, width};

/// Size of the type and height of a pill, in points.
const TYPE: f32 = 10.5;
const HEIGHT: f32 = 16.0;
/// Room at both sides of the words, in points.
const INSET: f32 = 6.0;

/// What a pill looks like.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) style: &'a Style,
    /// Colour of the frame.
    pub(super) frame: Rgba,
    /// Share of the colours, 0 to 1.
    pub(super) opacity: f32,
}

/// The box (x0, y0, x1, y1) of a pill with its middle at a place.
pub(super) fn area(words: &str, at: Point) -> [f32; 4] {
    let half = [(width(words, TYPE) * 0.5 + INSET).max(HEIGHT * 0.5), HEIGHT * 0.5];
    [at[0] - half[0], at[1] - half[1], at[0] + half[0], at[1] + half[1]]
}

/// Draws a pill with its middle at a place, in points, and returns its box.
pub(super) fn draw(
    scene: &mut Scene,
    look: Look<'_>,
    words: &str,
    at: Point,
    item: Option<Item>,
) -> [f32; 4] {
    let place = area(words, at);
    let half = [(place[2] - place[0]) * 0.5, HEIGHT * 0.5];
    let frame = Pen::new(1.2, look.frame.fade(look.opacity));
    scene.polygon(&rounded(at, half, HEIGHT * 0.5), true, Some(look.style.canvas), Some(frame), item);
    let height = TYPE * LINE_HEIGHT;
    let label = LabelText { lines: vec![words.to_owned()], width: width(words, TYPE), height, size: TYPE };
    let text = Text {
        label,
        at: [at[0], at[1] - height * 0.5],
        align: Align::Centre,
        color: look.style.text.fade(look.opacity),
        halo: None,
        plate: None,
    };
    scene.push(Paint::Text(Box::new(text)), item);
    place
}
