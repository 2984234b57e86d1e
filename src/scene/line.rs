//! Lines: how a claim's class and status are drawn along its curve.

use super::curve::{add, at_angle, cut, offset, path_length, place_at, scale};
use super::shape::{Dash, Pen, Scene, Target};
use super::{Paint, Point, Rgba, Style, telling};
use crate::model::{Class, Item, Status};

/// Half the gap in a disputed line, in points.
const GAP: f32 = 6.5;
/// Radius of the ring that a denied, retracted or unsupported line carries.
pub(super) const RING: f32 = 7.0;
/// Distance in points within which arrowheads, rings and breaks are hit, at any zoom: the tips of a break
/// reach a little over ten.
const MARK: f32 = 10.5;

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) style: &'a Style,
    pub(super) class: Class,
    pub(super) status: Status,
    /// A quote of the claim is not in its text.
    pub(super) missing: bool,
    /// Share of the colour, 0 to 1.
    pub(super) opacity: f32,
    /// Scale of widths: the zoom, held between 60 and 200 %.
    pub(super) scale: f32,
    /// Points added to the width, for a line that is pointed at.
    pub(super) wider: f32,
    /// What lies behind: canvas or panel.
    pub(super) ground: Rgba,
    /// The speaker whose view is shown denies it: the line is struck through along its whole length.
    pub(super) struck: bool,
    /// The file gives it no direction: neither end has a head.
    pub(super) undirected: bool,
}

impl Look<'_> {
    fn color(&self) -> Rgba {
        if self.struck {
            return self.style.text2.fade(telling::STRUCK * self.opacity);
        }
        let full = if self.status == Status::Retracted {
            self.style.line_strong
        } else {
            self.style.classes[self.class as usize]
        };
        full.fade(self.opacity)
    }

    fn width(&self) -> f32 {
        width(self.class) * self.scale + self.wider + self.style.wider()
    }
}

/// Width of a class of lines at 100 %, in points.
pub(super) fn width(class: Class) -> f32 {
    match class {
        Class::MaterialConflict | Class::MaterialCooperation => 2.2,
        Class::VerbalConflict | Class::VerbalCooperation => 1.5,
        Class::Other => 1.3,
        Class::Structural => 1.1,
    }
}

/// Whether a line carries the mark of its status in its middle.
pub(super) fn is_marked(status: Status) -> bool {
    matches!(status, Status::Disputed | Status::Denied | Status::Retracted | Status::Unsupported)
}

/// Draws a claim along a path that runs from its subject to its object.
pub(super) fn draw(scene: &mut Scene, look: Look<'_>, path: &[Point], item: Option<Item>) {
    let long = path_length(path);
    if path.len() < 2 || long < 1.0 {
        return;
    }
    if look.undirected {
        stroke(scene, look, path, item);
    } else {
        let shaft = shaft(look, path, long);
        stroke(scene, look, &shaft, item);
        arrowhead(scene, look, path, long, item);
    }
    if look.struck {
        telling::strike(scene, look.color(), path, item);
    }
    status_mark(scene, look, path, long, item);
}

/// The same without an arrowhead, for samples that stand for any class.
pub(super) fn draw_without_head(scene: &mut Scene, look: Look<'_>, path: &[Point]) {
    stroke(scene, look, path, None);
    status_mark(scene, look, path, path_length(path), None);
}

/// What a status puts into the middle of a line, and the mark of a missing quote at its start.
fn status_mark(scene: &mut Scene, look: Look<'_>, path: &[Point], long: f32, item: Option<Item>) {
    let (color, width) = (look.color(), look.width());
    let (middle, direction) = place_at(path, long * 0.5);
    match look.status {
        Status::Disputed => {
            // Short lines keep the two strokes but a smaller gap.
            let gap = GAP.min(long * 0.2);
            let from = add(middle, scale(direction, -gap));
            let to = add(middle, scale(direction, gap));
            scene.stroke(&[from, to], Pen::new(width + 3.0, look.ground), item);
            let angle = direction[1].atan2(direction[0]) - 62.0_f32.to_radians();
            for shift in [-3.4, 3.4] {
                let at = add(middle, scale(direction, shift));
                let half = at_angle(angle, 8.0);
                let ends = [add(at, scale(half, -1.0)), add(at, half)];
                scene.stroke(&ends, Pen::new(2.2, color), item);
            }
        }
        Status::Denied | Status::Retracted | Status::Unsupported => {
            scene.circle(middle, RING, Some(look.ground), Some(Pen::new(1.2, color)), item);
            sign(scene, look.status, middle, color, item);
        }
        _ => {}
    }
    if look.missing {
        let (start, _) = place_at(path, missing_at(long));
        broken_link(scene, start, look.style.g_missing.fade(look.opacity), look.ground, item);
    }
}

/// Arrowheads, rings and breaks are hit from further away than the bare line.
pub(super) fn target_marks(scene: &mut Scene, look: Look<'_>, path: &[Point], item: Item) {
    let long = path_length(path);
    let mut mark = |along: f32| {
        let centre = place_at(path, along).0;
        scene.targets.push(Target::Disc { centre, radius: MARK, item });
    };
    mark((long - 4.0).max(0.0));
    if is_marked(look.status) {
        mark(long * 0.5);
    }
    if look.missing {
        mark(missing_at(long));
    }
}

/// How far along a line the mark of a missing quote stands.
fn missing_at(long: f32) -> f32 {
    (10.0_f32).min(long * 0.25)
}

/// The part of the path that is stroked: it ends inside the arrowhead, so that thick lines stay pointed.
fn shaft(look: Look<'_>, path: &[Point], long: f32) -> Vec<Point> {
    let back = match look.class {
        Class::MaterialConflict | Class::MaterialCooperation => 6.0 * look.scale.max(1.0),
        // Two strokes end where the head begins; one may run into its tip.
        Class::Structural if look.status == Status::Corroborated => 3.5,
        _ if look.status == Status::Corroborated => 5.0,
        Class::Structural => 2.0,
        _ => 0.8,
    };
    let mut shaft = Vec::with_capacity(path.len() + 2);
    cut(path, 0.0, (long - back).max(1.0), &mut shaft);
    shaft
}

fn stroke(scene: &mut Scene, look: Look<'_>, path: &[Point], item: Option<Item>) {
    let (color, width) = (look.color(), look.width());
    let dashed = |dash| Pen { width, color, dash };
    match look.status {
        Status::Reported | Status::Disputed => scene.stroke(path, Pen::new(width, color), item),
        Status::Retracted => scene.stroke(path, Pen::new(width * 0.8, color), item),
        Status::Attributed | Status::Denied => scene.stroke(path, dashed(Dash::Dashed(8.0, 4.5)), item),
        Status::Unverified => {
            let dots = Pen { width: width + 0.9, color, dash: Dash::Dotted(3.6 + 1.3 * width) };
            scene.stroke(path, dots, item);
        }
        Status::Unsupported => {
            let pen = Pen { width: width * 0.8, color, dash: Dash::Dashed(1.5, 9.0) };
            scene.stroke(path, pen, item);
        }
        Status::Corroborated => {
            for side in [-1.9, 1.9] {
                let mut beside = Vec::with_capacity(path.len());
                offset(path, side, &mut beside);
                scene.stroke(&beside, Pen::new((width * 0.62).max(1.2), color), item);
            }
        }
    }
}

fn arrowhead(scene: &mut Scene, look: Look<'_>, path: &[Point], long: f32, item: Option<Item>) {
    let color = look.color();
    let (tip, _) = place_at(path, long);
    let (behind, _) = place_at(path, (long - 8.0).max(long * 0.5));
    let angle = (tip[1] - behind[1]).atan2(tip[0] - behind[0]);
    let k = look.scale.clamp(0.8, 1.5);
    if look.class == Class::Structural {
        let at = add(tip, at_angle(angle, -2.0));
        scene.circle(at, 2.2 * k, Some(color), None, item);
        return;
    }
    let acts = matches!(look.class, Class::MaterialConflict | Class::MaterialCooperation);
    let size = (if acts { 9.5 } else { 8.0 } + look.wider) * k;
    let wing = |side: f32| add(tip, at_angle(angle + side * 0.40, -size));
    let (left, right) = (wing(-1.0), wing(1.0));
    if acts {
        scene.polygon(&[tip, left, right], true, Some(color), None, item);
    } else {
        scene.stroke(&[left, tip, right], Pen::new(1.6, color), item);
    }
}

/// The sign inside a ring: × denied, ↶ retracted, a broken link unsupported.
fn sign(scene: &mut Scene, status: Status, c: Point, color: Rgba, item: Option<Item>) {
    let pen = Pen::new(1.4, color);
    let at = |x: f32, y: f32| [c[0] + x, c[1] + y];
    match status {
        Status::Denied => {
            scene.stroke(&[at(-2.6, -2.6), at(2.6, 2.6)], pen, item);
            scene.stroke(&[at(-2.6, 2.6), at(2.6, -2.6)], pen, item);
        }
        Status::Retracted => {
            scene.stroke(&[at(-1.0, -3.2), at(-3.2, -1.0), at(-1.0, 1.2)], pen, item);
            let tail = [at(-3.2, -1.0), at(1.6, -1.0), at(3.2, 0.6), at(1.6, 2.6), at(-1.2, 2.6)];
            scene.stroke(&tail, pen, item);
        }
        _ => links(scene, c, pen, item),
    }
}

/// Two halves of a chain link that do not meet.
fn links(scene: &mut Scene, c: Point, pen: Pen, item: Option<Item>) {
    let at = |x: f32, y: f32| [c[0] + x, c[1] + y];
    scene.stroke(&[at(-0.4, 2.6), at(-2.2, 3.6), at(-3.6, 2.2), at(-2.6, 0.4)], pen, item);
    scene.stroke(&[at(0.4, -2.6), at(2.2, -3.6), at(3.6, -2.2), at(2.6, -0.4)], pen, item);
}

fn broken_link(scene: &mut Scene, c: Point, color: Rgba, ground: Rgba, item: Option<Item>) {
    scene.circle(c, RING - 1.0, Some(ground), Some(Pen::new(1.2, color)), item);
    links(scene, c, Pen::new(1.4, color), item);
}

/// The band that a selected line lies on.
pub(super) fn band(
    scene: &mut Scene,
    style: &Style,
    class: Class,
    scale: f32,
    path: &[Point],
    item: Option<Item>,
) {
    scene.stroke(path, Pen::new(width(class) * scale + 7.0, style.accent.fade(0.3)), item);
}

/// A line of a large graph: one straight piece.
pub(super) fn plain(scene: &mut Scene, from: Point, to: Point, width: f32, color: Rgba, item: Item) {
    scene.push(Paint::Line { from, to, width, color }, Some(item));
}
