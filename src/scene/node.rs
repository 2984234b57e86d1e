//! Nodes: radius, the mark of each kind, and the rings that say what stands out.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use super::curve::{add, at_angle};
use super::shape::{Align, Dash, Pen, Scene, Text};
use super::{Emphasis, Paint, Point, Rgba, Style};
use crate::graph::Shown;
use crate::model::{BuiltinKind, EntityIx, Item};
use crate::text::measure::LabelText;

/// Radius of a node at 100 %, in points: `7.5 + 9.5·√(d/dmax)`, d = claims + ½·voices.
pub fn node_radius(shown: &Shown, entity: EntityIx) -> f32 {
    let degree = shown.degree.get(entity.index()).copied().unwrap_or(0.0);
    let share = if shown.max_degree > 0.0 { (degree / shown.max_degree).clamp(0.0, 1.0) } else { 0.0 };
    7.5 + 9.5 * share.sqrt()
}

/// How a mark is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) kind: BuiltinKind,
    pub(super) anonymous: bool,
    /// Outlines behind it: one where it stands for several, two where a person collapsed several into it.
    pub(super) outlines: u8,
    pub(super) color: Rgba,
    pub(super) ground: Rgba,
    pub(super) opacity: f32,
}

/// A regular polygon, its first corner at an angle in radians.
fn corners(centre: Point, r: f32, n: usize, first: f32) -> Vec<Point> {
    (0..n).map(|i| add(centre, at_angle(first + TAU * i as f32 / n as f32, r))).collect()
}

/// A polygon by corners in units of the radius.
fn polygon(centre: Point, r: f32, corners: &[Point]) -> Vec<Point> {
    corners.iter().map(|corner| [centre[0] + corner[0] * r, centre[1] + corner[1] * r]).collect()
}

/// A rectangle with round corners, as a path.
pub(super) fn rounded(centre: Point, half: Point, radius: f32) -> Vec<Point> {
    let radius = radius.min(half[0]).min(half[1]);
    let mut path = Vec::with_capacity(24);
    let turns = [(1.0, -1.0, -FRAC_PI_2), (1.0, 1.0, 0.0), (-1.0, 1.0, FRAC_PI_2), (-1.0, -1.0, PI)];
    for (x, y, first) in turns {
        let middle = [centre[0] + x * (half[0] - radius), centre[1] + y * (half[1] - radius)];
        let pieces = if radius > 6.0 { 8 } else { 4 };
        for i in 0..=pieces {
            path.push(add(middle, at_angle(first + FRAC_PI_2 * i as f32 / pieces as f32, radius)));
        }
    }
    path
}

/// The outline of a kind that has one; `None` for the round ones, which are circles.
fn outline(kind: BuiltinKind, c: Point, r: f32) -> Option<Vec<Point>> {
    use BuiltinKind as K;
    Some(match kind {
        K::State | K::Territory | K::Region => return None,
        K::Leader => corners(c, r * 1.18, 4, FRAC_PI_2),
        K::Official => rounded(c, [r * 0.86; 2], 3.0 * (r / 10.0).min(1.0)),
        K::Person => rounded(c, [r * 0.62, r], r * 0.62),
        K::Militia => corners([c[0], c[1] + r * 0.14], r * 1.2, 3, -FRAC_PI_2),
        K::ArmedForce => polygon(c, r, &[[-1.0, -0.9], [1.0, -0.9], [1.0, 0.1], [0.0, 1.15], [-1.0, 0.1]]),
        K::GovernmentBody => {
            polygon(c, r, &[[0.0, -1.1], [1.02, -0.28], [0.8, 0.9], [-0.8, 0.9], [-1.02, -0.28]])
        }
        K::Party => polygon(c, r, &[[-1.0, -1.0], [1.1, -0.35], [-1.0, 0.3]]),
        K::Organization => corners(c, r * 1.06, 6, FRAC_PI_2),
        K::Media => polygon(
            c,
            r,
            &[
                [-1.15, -0.8],
                [1.15, -0.8],
                [1.15, 0.55],
                [-0.15, 0.55],
                [-0.65, 1.1],
                [-0.65, 0.55],
                [-1.15, 0.55],
            ],
        ),
        K::Company => polygon(c, r, &[[-0.65, -0.85], [0.65, -0.85], [1.05, 0.85], [-1.05, 0.85]]),
        K::Place => polygon(
            c,
            r,
            &[[0.0, 1.2], [-0.78, -0.1], [-0.55, -0.75], [0.0, -1.0], [0.55, -0.75], [0.78, -0.1]],
        ),
        K::Facility => polygon(c, r, &[[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]]),
        K::Event => (0..8)
            .map(|i| add(c, at_angle(i as f32 * PI / 4.0, r * if i % 2 == 0 { 1.2 } else { 0.5 })))
            .collect(),
        K::Other => corners(c, r * 1.02, 8, PI / 8.0),
    })
}

/// Whether painters may fill the outline as a fan.
fn is_convex(kind: BuiltinKind) -> bool {
    !matches!(kind, BuiltinKind::Media | BuiltinKind::Event)
}

/// Draws the mark of a kind.
pub(super) fn mark(scene: &mut Scene, look: Look, c: Point, r: f32, item: Option<Item>) {
    use BuiltinKind as K;
    let ink = look.color.fade(look.opacity);
    for back in (1..=look.outlines).rev() {
        // The outlines stand behind, up and to the right.
        let away = r * f32::from(back);
        let at = [c[0] + away * 0.34, c[1] - away * 0.30];
        hollow(scene, Look { outlines: 0, ..look }, at, r * 0.92, Pen::new(1.3, ink), item);
    }
    if look.anonymous {
        // Three kinds are round: a territory keeps its thick ring, a region gets dots.
        let (width, dash) = match look.kind {
            K::Territory => (r * 0.3, Dash::Dashed(2.6, 2.4)),
            K::Region => (2.0, Dash::Dotted(4.2)),
            _ => (1.6, Dash::Dashed(2.6, 2.4)),
        };
        hollow(scene, look, c, r, Pen { width, color: ink, dash }, item);
        question_mark(scene, c, r, ink, item);
        return;
    }
    match look.kind {
        K::State => scene.circle(c, r, Some(ink), None, item),
        K::Territory => {
            // The ring lies inside the radius, so that a territory is no larger than its like.
            scene.circle(c, r * 0.86, Some(look.ground), Some(Pen::new(r * 0.34, ink)), item);
            scene.circle(c, r * 0.36, Some(ink), None, item);
        }
        K::Region => {
            let ring = Pen { width: 2.0, color: ink, dash: Dash::Dashed(3.5, 3.0) };
            scene.circle(c, r, Some(look.ground), Some(ring), item);
            scene.circle(c, r * 0.42, Some(look.color.fade(look.opacity * 0.55)), None, item);
        }
        K::Facility => {
            if let Some(frame) = outline(K::Facility, c, r) {
                scene.polygon(&frame, true, Some(look.ground), Some(Pen::new(2.5, ink)), item);
            }
            scene.polygon(&rounded(c, [r * 0.3; 2], 0.5), true, Some(ink), None, item);
        }
        kind => {
            if let Some(path) = outline(kind, c, r) {
                scene.polygon(&path, is_convex(kind), Some(ink), None, item);
            }
            if kind == K::Party {
                let staff = [[c[0] - r, c[1] - r], [c[0] - r, c[1] + r * 1.1]];
                scene.stroke(&staff, Pen::new(2.0, ink), item);
            }
        }
    }
}

/// The outline alone, filled with the ground.
fn hollow(scene: &mut Scene, look: Look, c: Point, r: f32, pen: Pen, item: Option<Item>) {
    match outline(look.kind, c, r) {
        Some(path) => scene.polygon(&path, is_convex(look.kind), Some(look.ground), Some(pen), item),
        None => scene.circle(c, r, Some(look.ground), Some(pen), item),
    }
}

fn question_mark(scene: &mut Scene, c: Point, r: f32, color: Rgba, item: Option<Item>) {
    let size = r * 1.25;
    let height = size * 1.25;
    let label = LabelText { lines: vec!["?".to_owned()], width: size * 0.5, height, size };
    let at = [c[0], c[1] - height * 0.5];
    scene.push(
        Paint::Text(Box::new(Text { label, at, align: Align::Centre, color, halo: None, plate: None })),
        item,
    );
}

/// The disc of canvas colour that keeps lines off a node.
pub(super) fn ground_disc(scene: &mut Scene, style: &Style, c: Point, r: f32) {
    scene.circle(c, r + 2.5, Some(style.canvas), None, None);
}

/// What stands behind a node: the disc of a search hit or of the pointer.
pub(super) fn halo(
    scene: &mut Scene,
    style: &Style,
    emphasis: &Emphasis,
    entity: EntityIx,
    c: Point,
    r: f32,
) {
    let item = Some(Item::Entity(entity));
    if emphasis.hits.contains(&entity) {
        let pen = Pen { width: 1.2, color: style.line_strong, dash: Dash::Dashed(3.0, 2.5) };
        scene.circle(c, r + 5.0, Some(style.find_bg), Some(pen), item);
    }
    if emphasis.hovered == item {
        scene.circle(c, r + 5.0, Some(style.hover), Some(Pen::new(1.0, style.text2)), item);
    } else if emphasis.neighbours.contains(&entity) {
        scene.circle(c, r + 5.0, None, Some(Pen::new(1.0, style.line_strong)), item);
    }
}

/// What stands around a node: the ring of the selection, the pin.
pub(super) fn rings(
    scene: &mut Scene,
    style: &Style,
    emphasis: &Emphasis,
    entity: EntityIx,
    c: Point,
    r: f32,
) {
    let item = Some(Item::Entity(entity));
    if emphasis.selected.contains(&Item::Entity(entity)) {
        scene.circle(c, r + 6.0, None, Some(Pen::new(2.0, style.accent)), item);
    }
    if emphasis.focused == Some(entity) {
        // Around the ring of a selection, so that both are seen.
        let out = if emphasis.selected.contains(&Item::Entity(entity)) { 9.5 } else { 6.0 };
        let pen = Pen { width: 2.0, color: style.accent, dash: Dash::Dashed(4.0, 3.0) };
        scene.circle(c, r + out, None, Some(pen), item);
    }
    if emphasis.pinned.contains(&entity) {
        pin(scene, style, [c[0] + r * 0.8 + 4.0, c[1] - r * 0.8 - 4.0], item);
    }
}

/// A pin of 12 points, its needle towards the lower left.
fn pin(scene: &mut Scene, style: &Style, at: Point, item: Option<Item>) {
    let ink = style.text2;
    let needle = [[at[0] - 5.0, at[1] + 5.0], [at[0] - 1.2, at[1] + 1.2]];
    scene.stroke(&needle, Pen::new(1.3, ink), item);
    let head = [
        [at[0] - 3.6, at[1] - 0.8],
        [at[0] - 1.0, at[1] - 1.6],
        [at[0] + 1.2, at[1] - 5.0],
        [at[0] + 5.0, at[1] - 1.2],
        [at[0] + 1.6, at[1] + 1.0],
        [at[0] + 0.8, at[1] + 3.6],
    ];
    scene.polygon(&head, true, Some(style.canvas), Some(Pen::new(1.2, ink)), item);
}
