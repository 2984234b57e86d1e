//! The marks of the canvas in small, for rows, legends and cards.

use super::line::{self, Look as LineLook};
use super::node::{self, Look};
use super::shape::{Dash, Pen};
use super::stance;
use super::{Point, Rgba, Scene, Style};
use crate::model::{BuiltinKind, Class, Stance, Status};

/// Draws the mark of a kind with radius `r` on the panel's ground.
pub fn kind_mark(
    style: &Style,
    kind: BuiltinKind,
    anonymous: bool,
    group: bool,
    centre: Point,
    r: f32,
    out: &mut Scene,
) {
    let (color, ground) = (style.kinds[kind as usize], style.panel);
    let look = Look { kind, anonymous, outlines: u8::from(group), color, ground, opacity: 1.0 };
    node::mark(out, look, centre, r, None);
}

/// Draws a sample of a class and a status between two points on the panel's ground.
pub fn line_sample(style: &Style, class: Class, status: Status, from: Point, to: Point, out: &mut Scene) {
    line::draw(out, sample(style, class, status), &[from, to], None);
}

/// Draws a sample of a status in the colour of text, without an arrowhead, as the legend has them.
pub fn status_sample(style: &Style, status: Status, from: Point, to: Point, out: &mut Scene) {
    // The class "other" in the colour of body text: it stands for any class.
    let mut neutral = style.clone();
    neutral.classes[Class::Other as usize] = style.text2;
    line::draw_without_head(out, sample(&neutral, Class::Other, status), &[from, to]);
}

fn sample(style: &Style, class: Class, status: Status) -> LineLook<'_> {
    LineLook {
        style,
        class,
        status,
        missing: false,
        opacity: 1.0,
        scale: 1.0,
        wider: 0.0,
        ground: style.panel,
        struck: false,
        undirected: false,
    }
}

/// Draws the ring of a stance with radius `r` on a ground.
pub fn stance_ring(style: &Style, stance: Stance, ground: Rgba, centre: Point, r: f32, out: &mut Scene) {
    let look = stance::Look { stance, ink: stance::color(style, stance), ground, width: 1.2 };
    stance::ring(out, look, centre, r, None);
}

/// Draws a sample of a voice: the thread of a speaker who says so, with the ring at its end.
pub fn voice_sample(style: &Style, ground: Rgba, from: Point, to: Point, out: &mut Scene) {
    const R: f32 = 6.0;
    let ink = stance::color(style, Stance::Asserts);
    let end = [to[0] - 2.0 * R, to[1]];
    out.stroke(&[from, end], Pen { width: 1.3, color: ink, dash: Dash::Dotted(3.6) }, None);
    stance_ring(style, Stance::Asserts, ground, [to[0] - R, to[1]], R, out);
}
