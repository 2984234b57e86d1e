//! Hulls: a faint ground behind each group of nodes, with one caption outside it.

use std::f32::consts::TAU;

use super::build::Input;
use super::curve::{add, at_angle, sub};
use super::label::Crowd;
use super::shape::{Align, Pen, Scene, Text};
use super::ways::Ways;
use super::{Paint, Point};
use crate::model::EntityIx;
use crate::text::measure::break_label;

/// Room between the middle of a node and the outline, in points at 100 %.
const PAD: f32 = 34.0;
/// Shares of the colour of body text that fill and outline take.
const FILL: f32 = 0.055;
const EDGE: f32 = 0.22;
/// Groups smaller than this, and more or fewer groups than these, tell nothing.
const LEAST: usize = 4;
const GROUPS: std::ops::RangeInclusive<usize> = 2..=6;
/// A ground is not drawn when more than one in so many inside it belongs elsewhere.
const STRANGERS: usize = 8;
/// Size of a caption and its distance from the outline, in points.
const TYPE: f32 = 11.0;
const GAP: f32 = 5.0;
/// Directions in which a caption is tried, in degrees clockwise from the right: above first.
const SIDES: [f32; 12] = [-90.0, -65.0, -115.0, -40.0, -140.0, -15.0, -165.0, 15.0, 165.0, 90.0, 50.0, 130.0];

/// A group of entities that hang together by their lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hull {
    /// Who belongs to it, in the order of the file.
    pub members: Vec<EntityIx>,
    /// The member with most lines, after whom it is called "around Iran".
    pub name_from: EntityIx,
}

/// An outline that was drawn, and what its caption says.
pub(super) struct Drawn {
    outline: Vec<Point>,
    words: String,
}

/// Draws the grounds. `places` are the entities' on the screen, `growth` the scale of marks.
pub(super) fn draw(input: &Input<'_>, scene: &mut Scene, places: &[Point], growth: f32) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let shown = |hull: &Hull| -> Vec<Point> {
        let members = hull.members.iter().filter(|entity| input.shown.has_entity(**entity));
        members.filter_map(|entity| places.get(entity.index())).copied().collect()
    };
    let groups: Vec<(&Hull, Vec<Point>)> =
        input.hulls.iter().map(|hull| (hull, shown(hull))).filter(|(_, at)| at.len() >= LEAST).collect();
    if !GROUPS.contains(&groups.len()) {
        return drawn;
    }
    for (hull, mut at) in groups {
        let corners = convex(&mut at);
        // A ground that holds others too says that they belong together.
        let stranger = |entity: &&EntityIx| {
            places.get(entity.index()).is_some_and(|place| inside(&corners, *place))
                && hull.members.binary_search(entity).is_err()
        };
        let strangers = input.shown.entities.iter().filter(stranger).count();
        if strangers * STRANGERS > at.len() {
            continue;
        }
        let outline = padded(&corners, PAD * growth.max(0.35));
        let (fill, edge) = (input.style.text2.fade(FILL), Pen::new(1.0, input.style.text2.fade(EDGE)));
        scene.polygon(&outline, true, Some(fill), Some(edge), None);
        let name = input.data.entities().get(hull.name_from.index()).map_or("", |entity| &entity.name);
        if !name.is_empty() {
            drawn.push(Drawn { outline, words: format!("around {name}") });
        }
    }
    drawn
}

/// Writes the captions where nothing is in their way, best where no line runs either.
pub(super) fn captions(
    input: &Input<'_>,
    scene: &mut Scene,
    crowd: &mut Crowd,
    ways: Option<&Ways>,
    drawn: &[Drawn],
) {
    for one in drawn {
        let label = break_label(&one.words, TYPE);
        let half = [label.width * 0.5 + 2.0, label.height * 0.5];
        let middle = |degrees: &f32| -> Point {
            let away = at_angle(degrees.to_radians(), 1.0);
            let far = |p: &&Point| p[0] * away[0] + p[1] * away[1];
            let end =
                one.outline.iter().max_by(|a, b| far(a).total_cmp(&far(b))).copied().unwrap_or([0.0; 2]);
            add(end, [away[0] * (half[0] + GAP), away[1] * (half[1] + GAP)])
        };
        let area = |p: Point| [p[0] - half[0], p[1] - half[1], p[0] + half[0], p[1] + half[1]];
        let free = |p: &Point| crowd.is_free(area(*p));
        let clear = |p: &Point| free(p) && ways.is_none_or(|ways| !ways.any_in(area(*p), |_| true));
        let place = SIDES.iter().map(middle).find(clear).or_else(|| SIDES.iter().map(middle).find(free));
        let Some(place) = place else { continue };
        crowd.add(area(place));
        scene.captions.push(area(place));
        let text = Text {
            label,
            at: [place[0], place[1] - half[1]],
            align: Align::Centre,
            color: input.style.text3,
            halo: Some(input.style.canvas),
            plate: None,
        };
        scene.push(Paint::Text(Box::new(text)), None);
    }
}

/// Whether a place lies inside a convex outline that runs one way round.
fn inside(corners: &[Point], place: Point) -> bool {
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let turns = sides.map(|(&a, &b)| {
        let (u, v) = (sub(b, a), sub(place, a));
        u[0] * v[1] - u[1] * v[0]
    });
    let (mut left, mut right) = (false, false);
    for turn in turns {
        left |= turn > 0.0;
        right |= turn < 0.0;
    }
    corners.len() > 2 && !(left && right)
}

/// The corners of the convex hull, clockwise on the screen (Andrew 1979).
fn convex(points: &mut [Point]) -> Vec<Point> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let turn = |o: Point, a: Point, b: Point| {
        let (u, v) = (sub(a, o), sub(b, o));
        u[0] * v[1] - u[1] * v[0]
    };
    let mut hull: Vec<Point> = Vec::new();
    for round in 0..2 {
        let start = hull.len();
        let mut step = |&p: &Point| {
            while hull.len() >= start + 2 && turn(hull[hull.len() - 2], hull[hull.len() - 1], p) <= 0.0 {
                hull.pop();
            }
            hull.push(p);
        };
        if round == 0 {
            points.iter().for_each(&mut step);
        } else {
            points.iter().rev().for_each(&mut step);
        }
        // The last of one half is the first of the other.
        hull.pop();
    }
    // Points on one place are one corner.
    hull.dedup();
    if hull.is_empty() { points.first().copied().into_iter().collect() } else { hull }
}

/// The outline at a distance from a convex hull: arcs around its corners.
fn padded(hull: &[Point], pad: f32) -> Vec<Point> {
    let count = hull.len();
    let mut outline = Vec::with_capacity(count * 4 + 24);
    let normal = |from: Point, to: Point| {
        let along = sub(to, from);
        // To the left of a clockwise way lies the outside.
        (-along[0]).atan2(along[1])
    };
    for (i, &corner) in hull.iter().enumerate() {
        let (before, after) = (hull[(i + count - 1) % count], hull[(i + 1) % count]);
        let (first, turn) = if count < 2 {
            (0.0, TAU)
        } else {
            let first = normal(before, corner);
            (first, (normal(corner, after) - first).rem_euclid(TAU))
        };
        let pieces = (turn / 0.2).ceil().clamp(1.0, 32.0) as usize;
        outline.extend(
            (0..=pieces).map(|k| add(corner, at_angle(first + turn * k as f32 / pieces as f32, pad))),
        );
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::{convex, padded};
    use crate::scene::curve::{distance, distance_to_segment};

    #[test]
    fn an_outline_keeps_its_distance_and_goes_around_all() {
        let mut points =
            vec![[0.0, 0.0], [100.0, 10.0], [50.0, 40.0], [80.0, 90.0], [10.0, 70.0], [50.0, 0.0]];
        let all = points.clone();
        let hull = convex(&mut points);
        assert_eq!(hull.len(), 5, "{hull:?}");
        for p in padded(&hull, 34.0) {
            let sides = (0..hull.len()).map(|i| distance_to_segment(p, hull[i], hull[(i + 1) % hull.len()]));
            let near = sides.fold(f32::MAX, f32::min);
            assert!((near - 34.0).abs() < 0.01, "{p:?} is {near} away");
            assert!(all.iter().all(|q| distance(p, *q) >= 33.9), "{p:?} is inside");
        }
    }

    #[test]
    fn points_on_a_line_and_on_one_place_have_outlines() {
        for mut points in [vec![[5.0, 5.0]; 4], vec![[0.0, 0.0], [10.0, 0.0], [20.0, 0.0], [30.0, 0.0]]] {
            let outline = padded(&convex(&mut points), 10.0);
            assert!(outline.len() > 8 && outline.iter().flatten().all(|k| k.is_finite()));
            assert!(outline.iter().all(|p| points.iter().all(|q| distance(*p, *q) > 9.9)));
        }
    }
}
