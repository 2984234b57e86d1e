//! What is drawn: a display list of shapes in screen points, each with its item; styles, labels,
//! hit-testing and the camera. One scene feeds the window and every picture.

mod axis;
mod build;
mod bundle;
mod camera;
mod curve;
mod detail;
mod emphasis;
mod hit;
mod hull;
mod label;
mod line;
mod line_label;
mod loops;
pub mod marks;
mod node;
mod pill;
mod plain;
mod region;
mod rings;
mod route;
mod shape;
mod stance;
mod style;
mod telling;
mod voices;
mod ways;

pub use axis::{Tick, guides, ticks};
pub use build::{Input, build, content_bounds};
pub use camera::{Camera, Point};
pub use emphasis::{Emphasis, Lit};
pub use hull::Hull;
pub use label::label_size;
pub use node::node_radius;
pub use region::nearest_towards;
pub use route::Routes;
pub use shape::{Align, Dash, Paint, Pen, Scene, Shape, Text};
pub use style::{Rgba, Style};
pub use telling::Telling;
