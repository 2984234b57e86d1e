//! The display list: what is drawn, in screen points, bottom first.
//!
//! Every shape that comes from data carries its [`Item`]. Points of paths lie in one arena, so that a
//! scene of a hundred thousand lines allocates nothing once its buffers have grown.

use std::ops::Range;

use super::{Point, Rgba};
use crate::model::{ClaimIx, Item};
use crate::text::measure::LabelText;

/// How a path's stroke is broken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Dash {
    /// Not at all.
    Solid,
    /// Into dashes: length of a dash and of a gap, in points.
    Dashed(f32, f32),
    /// Into round dots as wide as the stroke, this far apart from middle to middle.
    Dotted(f32),
}

/// A stroke.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pen {
    /// Width in points.
    pub width: f32,
    /// Colour.
    pub color: Rgba,
    /// How it is broken.
    pub dash: Dash,
}

impl Pen {
    /// An unbroken stroke.
    pub fn new(width: f32, color: Rgba) -> Self {
        Self { width, color, dash: Dash::Solid }
    }
}

/// Which point of a text's lines is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// The left end.
    Left,
    /// The middle.
    Centre,
    /// The right end.
    Right,
}

/// A text of one or more lines.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// The lines, with size and box.
    pub label: LabelText,
    /// Where the alignment point of the first line's upper edge lies.
    pub at: Point,
    /// What `at` is.
    pub align: Align,
    /// Colour.
    pub color: Rgba,
    /// Colour of the halo that keeps lines off the letters, 1.5 points wide.
    pub halo: Option<Rgba>,
    /// Colour of a plate behind the lines, for labels that lie on a line.
    pub plate: Option<Rgba>,
}

/// What one shape looks like.
#[derive(Clone, PartialEq, Debug)]
pub enum Paint {
    /// A straight line, as large graphs have them.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// Width in points.
        width: f32,
        /// Colour.
        color: Rgba,
    },
    /// A filled disc, as large graphs have them.
    Dot {
        /// Its middle.
        centre: Point,
        /// Its radius in points.
        radius: f32,
        /// Colour.
        color: Rgba,
    },
    /// A circle.
    Circle {
        /// Its middle.
        centre: Point,
        /// Its radius in points.
        radius: f32,
        /// Inside.
        fill: Option<Rgba>,
        /// Outline.
        pen: Option<Pen>,
    },
    /// A path of straight pieces; its points lie in the scene's arena.
    Path {
        /// Place in [`Scene::points`].
        points: Range<u32>,
        /// Whether the last point joins the first.
        closed: bool,
        /// Inside; closed paths only.
        fill: Option<Rgba>,
        /// Whether the outline is convex, which some painters need to know.
        convex: bool,
        /// Outline.
        pen: Option<Pen>,
    },
    /// A text.
    Text(Box<Text>),
}

/// One shape.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    /// What it looks like.
    pub paint: Paint,
    /// What it stands for.
    pub item: Option<Item>,
}

/// Where a shape can be hit, in the order of drawing.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Target {
    /// Within a distance of a place.
    Disc { centre: Point, radius: f32, item: Item },
    /// Within a distance of a path in the arena; `least` and `greatest` hold it.
    Path { points: Range<u32>, within: f32, least: Point, greatest: Point, item: Item },
    /// Inside a rectangle.
    Rect { least: Point, greatest: Point, item: Item },
}

/// A drawn scene. [`build`](super::build) fills it; its buffers are used again.
#[derive(Clone, Default, Debug)]
pub struct Scene {
    /// Width and height of the canvas in points.
    pub size: Point,
    /// The shapes, bottom first.
    pub shapes: Vec<Shape>,
    /// Points of all paths.
    pub points: Vec<Point>,
    pub(super) targets: Vec<Target>,
    pub(super) bench: super::build::Bench,
    /// Boxes of the labels drawn (x0, y0, x1, y1), for those that draw around them.
    pub label_boxes: Vec<[f32; 4]>,
    /// Boxes (x0, y0, x1, y1) of the captions of hulls.
    pub captions: Vec<[f32; 4]>,
    /// Boxes of the pills of bundles, each with the claim that stands for its bundle.
    pub(super) pills: Vec<([f32; 4], ClaimIx)>,
}

impl Scene {
    /// Empties it and keeps the room.
    pub fn clear(&mut self) {
        self.shapes.clear();
        self.points.clear();
        self.targets.clear();
        self.label_boxes.clear();
        self.captions.clear();
        self.pills.clear();
    }

    /// The points of a path.
    pub fn path(&self, points: &Range<u32>) -> &[Point] {
        self.points.get(points.start as usize..points.end as usize).unwrap_or(&[])
    }

    pub(super) fn push(&mut self, paint: Paint, item: Option<Item>) {
        self.shapes.push(Shape { paint, item });
    }

    /// Puts points into the arena and returns their place.
    pub(super) fn keep(&mut self, points: &[Point]) -> Range<u32> {
        let start = self.points.len() as u32;
        self.points.extend_from_slice(points);
        start..self.points.len() as u32
    }

    pub(super) fn stroke(&mut self, points: &[Point], pen: Pen, item: Option<Item>) {
        let points = self.keep(points);
        self.push(Paint::Path { points, closed: false, fill: None, convex: false, pen: Some(pen) }, item);
    }

    pub(super) fn polygon(
        &mut self,
        points: &[Point],
        convex: bool,
        fill: Option<Rgba>,
        pen: Option<Pen>,
        item: Option<Item>,
    ) {
        let points = self.keep(points);
        self.push(Paint::Path { points, closed: true, fill, convex, pen }, item);
    }

    pub(super) fn circle(
        &mut self,
        centre: Point,
        radius: f32,
        fill: Option<Rgba>,
        pen: Option<Pen>,
        item: Option<Item>,
    ) {
        self.push(Paint::Circle { centre, radius, fill, pen }, item);
    }
}
