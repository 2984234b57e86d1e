//! What is to be laid out.

use super::method::Method;

/// A place on the plane in layout units, x to the right and y down.
pub type Point = [f32; 2];

/// Length of the middle edge of a finished layout, in layout units. At 100 % a unit is a point.
pub const EDGE: f32 = 90.0;

/// Room between a node's disc and the label box below it, in layout units.
pub const LABEL_GAP: f32 = 3.0;

/// What [`Request::polish`] is in the window and in pictures.
pub const POLISH: u32 = 60;

/// A node: what it takes up and where it may stand.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct NodeSpec {
    /// Radius of the disc that it needs, in layout units.
    pub radius: f32,
    /// Width and height of the label box below the disc; zero where there is none.
    pub label: [f32; 2],
    /// Where it is held; such a node never moves.
    pub pinned: Option<Point>,
    /// Where it lay before. Nodes that have one stay near it, and new ones come to their neighbours.
    pub start: Option<Point>,
    /// Which side of the drawing it belongs on if nothing else decides: 1 below, -1 above, 0 either.
    pub lean: f32,
    /// When what is claimed of it happened, in days from 1970-01-01; `None` where no date is known.
    pub when: Option<f32>,
}

/// A line between two nodes, or a loop.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LinkSpec {
    /// The end that it comes from and that stands above in layers, an index into [`Request::nodes`].
    pub a: u32,
    /// The end that it leads to.
    pub b: u32,
    /// How many claims it stands for. Below 1 it is a weak link (a voice and what it speaks about): it
    /// draws two nodes together and does not count for how well connected they are.
    pub weight: f32,
}

/// A whole graph. Equal requests give equal layouts, so "is it stale?" is `==`.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Request {
    /// The nodes; positions come back in this order.
    pub nodes: Vec<NodeSpec>,
    /// The links; those with an end that is no node are left out.
    pub links: Vec<LinkSpec>,
    /// Chooses among layouts that are equally good.
    pub seed: u64,
    /// Width by height of the place to fill; where it makes no sense, 1.25 is taken.
    pub aspect: f32,
    /// Which layout.
    pub method: Method,
    /// Ticks by forces that a large part goes on with once it is drawn: neighbourhoods come out better.
    pub polish: u32,
}

impl Request {
    /// The aspect to work with, within 1:3 and 3:1.
    pub(super) fn sane_aspect(&self) -> f32 {
        if self.aspect.is_finite() && self.aspect > 0.0 { self.aspect.clamp(1.0 / 3.0, 3.0) } else { 1.25 }
    }

    /// Places outside these bounds cannot be added up in `f32` any more and count as none.
    pub(super) fn place(point: Option<Point>) -> Option<Point> {
        point.filter(|p| p.iter().all(|c| c.is_finite() && c.abs() <= 1e6))
    }
}
