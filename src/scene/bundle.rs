//! Bundles: lines with the same ends, direction, class and status are one line with a pill, "×7", until
//! somebody comes closer or asks.

use super::build::Input;
use super::curve::{distance, path_length, place_at};
use super::label::Crowd;
use super::pill;
use super::route::Run;
use super::shape::{Scene, Target};
use super::ways::Ways;
use super::{Point, Rgba, line};
use crate::model::{ClaimIx, EntityIx, Item};

/// So many lines open into a fan; of more only the pill tells.
pub(super) const FAN: usize = 4;
/// Beyond this zoom bundles of a few are open.
const OPEN_AT: f32 = 1.25;
/// Between nodes nearer to each other than this, in points, a fan would be a knot and stays closed.
const ROOM: f32 = 110.0;
/// Distance between the control points of lines that open in place, in layout units.
const SPACING: f32 = 18.0;
/// Points that each further line adds to the width, and the most of it.
const WIDER: f32 = 0.5;
const WIDEST: f32 = 1.4;
/// Places along the line that a pill tries, as shares of its length.
const PLACES: [f32; 7] = [0.5, 0.43, 0.57, 0.36, 0.64, 0.28, 0.72];

/// How the bundle that a claim belongs to is drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Part<'a> {
    /// It is a line of its own.
    Alone,
    /// Its bundle is open: it is drawn beside the others.
    Open,
    /// Its bundle is one line, which the first of these claims stands for.
    Closed(&'a [ClaimIx]),
}

/// How a claim is drawn among those that it may be bundled with.
pub(super) fn part<'a>(input: &Input<'a>, claim: ClaimIx) -> Part<'a> {
    let set = input.routes.bundle(claim);
    if set.len() < 2 {
        Part::Alone
    } else if set.len() <= FAN && (is_close(input, claim) || in_question(input, set)) {
        Part::Open
    } else {
        Part::Closed(set)
    }
}

/// Whether one looks closely enough at the ends of a line to tell the lines between them apart.
fn is_close(input: &Input<'_>, claim: ClaimIx) -> bool {
    let record = input.data.claim(claim);
    let place = |entity: EntityIx| input.positions.get(entity.index()).copied();
    let long = record.object.and_then(place).zip(place(record.subject)).map(|(a, b)| distance(a, b));
    let zoom = input.camera.zoom;
    zoom > OPEN_AT && long.is_none_or(|long| long * zoom >= ROOM)
}

/// Whether somebody asks about one of these lines, or a perspective tells them apart.
fn in_question(input: &Input<'_>, set: &[ClaimIx]) -> bool {
    let emphasis = input.emphasis;
    let asked = |claim: ClaimIx| {
        emphasis.claim_selected(claim) || emphasis.lingered.and_then(Item::claim) == Some(claim)
    };
    let told = set.first().map(|&first| input.telling(first));
    set.iter().any(|&claim| asked(claim) || Some(input.telling(claim)) != told)
}

/// The way of a line at this zoom: its own, its bundle's, or its place in the open fan.
pub(super) fn run(input: &Input<'_>, claim: ClaimIx) -> Run {
    if is_close(input, claim) {
        return input.routes.opened(claim);
    }
    let run = input.routes.run(claim);
    match (part(input, claim), run) {
        (Part::Open, Run::Bow(bow)) => {
            let set = input.routes.bundle(claim);
            let place = set.iter().position(|one| *one == claim).unwrap_or(0) as f32;
            Run::Bow(bow + (place - (set.len() - 1) as f32 * 0.5) * SPACING)
        }
        _ => run,
    }
}

/// Points that a line of `count` claims is wider than one of one.
pub(super) fn wider(count: usize) -> f32 {
    (count.saturating_sub(1) as f32 * WIDER).min(WIDEST)
}

/// Share of the colour of a bundle: that of its clearest line.
pub(super) fn opacity(input: &Input<'_>, set: &[ClaimIx]) -> f32 {
    set.iter().map(|&claim| input.claim_opacity(claim)).fold(0.0, f32::max)
}

/// A pill that waits until all lines are drawn.
pub(super) struct Waiting {
    pub(super) claim: ClaimIx,
    pub(super) words: String,
    pub(super) path: Vec<Point>,
    pub(super) frame: Rgba,
    pub(super) opacity: f32,
    /// Whether a click on it selects the whole bundle.
    pub(super) opens: bool,
}

/// Draws pills on their lines, where no other line runs and nothing else stands.
pub(super) fn pills(
    input: &Input<'_>,
    scene: &mut Scene,
    crowd: &mut Crowd,
    ways: &Ways,
    waiting: &[Waiting],
) {
    for one in waiting {
        let long = path_length(&one.path);
        let marked = line::is_marked(input.data.status(one.claim));
        // The middle of some lines holds the mark of their status.
        let places = &PLACES[if marked { 3 } else { 0 }..];
        let place = |share: &f32| place_at(&one.path, long * share).0;
        let area = |at: Point| pill::area(&one.words, at);
        let own = input.routes.bundle(one.claim);
        let foreign = |claim: ClaimIx| claim != one.claim && !own.contains(&claim);
        let clear = |at: &Point| crowd.is_free(area(*at)) && !ways.any_in(area(*at), foreign);
        let at = places.iter().map(place).find(clear);
        let at = at.or_else(|| places.iter().map(place).find(|at| crowd.is_free(area(*at))));
        let Some(at) = at.or_else(|| places.first().map(place)) else { continue };
        let item = Item::Claim(one.claim);
        let look = pill::Look { style: input.style, frame: one.frame, opacity: one.opacity };
        let drawn = pill::draw(scene, look, &one.words, at, Some(item));
        crowd.add(drawn);
        let [x0, y0, x1, y1] = drawn;
        scene.targets.push(Target::Rect { least: [x0, y0], greatest: [x1, y1], item });
        if one.opens {
            scene.pills.push((drawn, one.claim));
        }
    }
}

impl Scene {
    /// The claim that stands for a bundle, where a point lies on the bundle's pill.
    pub fn bundle_at(&self, p: Point) -> Option<ClaimIx> {
        let holds =
            |area: &[f32; 4]| p[0] >= area[0] && p[1] >= area[1] && p[0] <= area[2] && p[1] <= area[3];
        self.pills.iter().rev().find(|(area, _)| holds(area)).map(|(_, claim)| *claim)
    }
}
