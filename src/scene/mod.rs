//! What is drawn: a display list of shapes in screen points, each with its item; styles, labels,
//! hit-testing and the camera. One scene feeds the window and every picture.

mod axis;
mod build;
mod camera;
mod curve;
mod emphasis;
mod hit;
mod label;
mod line;
mod line_label;
pub mod marks;
mod node;
mod route;
mod shape;
mod style;
mod telling;
mod ways;

pub use axis::{Tick, ticks};
pub use build::{Input, build, content_bounds};
pub use camera::{Camera, Point};
pub use emphasis::{Emphasis, Lit};
pub use label::label_size;
pub use node::node_radius;
pub use route::Routes;
pub use shape::{Align, Dash, Paint, Pen, Scene, Shape, Text};
pub use telling::Telling;
pub use style::{Rgba, Style};
