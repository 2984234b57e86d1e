//! Voices: dotted threads from those who speak to the mark of the claim that they speak of, each ending in
//! a ring that says what the speaker does to it.

use std::collections::BTreeSet;
use std::f32::consts::{PI, TAU};

use super::build::{Input, Placed, radius};
use super::curve::{add, at_angle, cut, distance, path_length, place_at, quadratic, sub};
use super::detail::curve_of;
use super::label::Crowd;
use super::route::{Wire, control};
use super::shape::{Dash, Pen, Scene, Target};
use super::stance;
use super::ways::Ways;
use super::{Point, Rgba};
use crate::model::{Attribution, ClaimIx, EntityIx, Item, Stance, Status};

/// Radius of a ring, its distance from the mark, and the distances where it may move, in points.
const RING: f32 = 7.5;
const NEAR: f32 = 21.0;
const DISTANCES: [f32; 5] = [NEAR, 26.0, 32.0, 38.0, 44.0];
/// Least angle between two rings at one mark while they are near it.
const APART: f32 = 54.0 * PI / 180.0;
/// Half of the room that a ring takes, in points.
const ROOM: f32 = 9.5;
/// Distance of a ring on its own line from that end, and of the next on the same end, in points.
const FROM_END: f32 = 28.0;
const NEXT: f32 = 20.0;
/// Within this distance a ring is hit.
const HIT: f32 = 10.0;
/// Farther away rings would be larger than what they stand at.
const LEAST_ZOOM: f32 = 0.4;
/// At most so many rings stand at one claim; a case has two or three.
const MOST: usize = 16;
/// With more threads than this they run straight and do not look for a free way.
const LOOKING: usize = 400;

/// What voices are drawn into.
pub(super) struct Stage<'a, 'b> {
    pub(super) input: &'b Input<'a>,
    pub(super) growth: f32,
    /// One an entity of the dataset, in points.
    pub(super) places: &'b [Point],
    pub(super) placed: &'b [Placed],
    pub(super) lines: &'b [Wire],
    pub(super) ways: &'b Ways,
}

impl Stage<'_, '_> {
    /// Whether a place is nearer to the node of a loop than the loop's mark.
    fn inside_loop(&self, claim: ClaimIx, mark: Point, at: Point) -> bool {
        let record = self.input.data.claim(claim);
        let node = self.places[record.subject.index()];
        (record.object.is_none() || record.is_loop()) && distance(at, node) < distance(mark, node) - 6.0
    }
}

/// A ring that found its place.
struct Ring {
    item: Item,
    stance: Stance,
    speaker: EntityIx,
    /// The mark that the ring belongs to.
    mark: Point,
    at: Point,
    /// Whether it stands on its own line and needs no thread.
    on_line: bool,
    opacity: f32,
}

/// Draws the voices that are asked for, threads below rings. What they take is added to the crowd.
pub(super) fn draw(stage: &Stage<'_, '_>, scene: &mut Scene, crowd: &mut Crowd) {
    if stage.input.camera.zoom < LEAST_ZOOM {
        return;
    }
    let (wanted, links) = choose(stage);
    let mut rings: Vec<Ring> = Vec::new();
    let mut path = Vec::new();
    for of_one in wanted.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(claim, _)) = of_one.first() else { continue };
        curve_of(stage.input, stage.growth, claim, &mut path);
        if path_length(&path) > 12.0 {
            place_rings(stage, crowd, claim, of_one, &path, &mut rings);
        }
    }
    let looks = rings.len() + links.len() <= LOOKING;
    for (from, to) in links {
        let opacity = stage.input.entity_opacity(from).min(stage.input.entity_opacity(to));
        let ink = stage.input.style.text3.fade(opacity);
        let end = (stage.places[to.index()], radius(stage.input, to, stage.growth) + 3.0);
        thread(stage, scene, looks.then_some(crowd), from, end, ink, Some(Item::Entity(from)));
    }
    for ring in rings.iter().filter(|ring| !ring.on_line) {
        let ink = stance::color(stage.input.style, ring.stance).fade(ring.opacity);
        thread(
            stage,
            scene,
            looks.then_some(crowd),
            ring.speaker,
            (ring.at, RING + 1.0),
            ink,
            Some(ring.item),
        );
    }
    let emphasis = stage.input.emphasis;
    for ring in &rings {
        if emphasis.selected.contains(&ring.item) {
            let pen = Pen::new(2.0, stage.input.style.accent);
            scene.circle(ring.at, RING + 3.5, None, Some(pen), Some(ring.item));
        }
        let look = stance::Look {
            stance: ring.stance,
            ink: stance::color(stage.input.style, ring.stance).fade(ring.opacity),
            ground: stage.input.style.canvas,
            width: if emphasis.hovered == Some(ring.item) { 1.8 } else { 1.2 },
        };
        stance::ring(scene, look, ring.at, RING, Some(ring.item));
        scene.targets.push(Target::Disc { centre: ring.at, radius: HIT, item: ring.item });
    }
}

type Wanted = Vec<(ClaimIx, u32)>;
type Links = BTreeSet<(EntityIx, EntityIx)>;

/// Which voices are drawn, disputed claims first, and the grey threads of those they came through.
fn choose(stage: &Stage<'_, '_>) -> (Wanted, Links) {
    let input = stage.input;
    let mut wanted: BTreeSet<(bool, ClaimIx, u32)> = BTreeSet::new();
    let mut in_view = vec![false; input.data.claims().len()];
    for wire in stage.lines {
        in_view[wire.claim.index()] = true;
        let undisputed = input.data.status(wire.claim) != Status::Disputed;
        let all = input.voices || !undisputed || asked(input, wire.claim);
        for (number, voice) in input.data.claim(wire.claim).attributions.iter().enumerate() {
            if speaker(input, voice).is_some() && (all || asks_for(input, voice)) {
                wanted.insert((undisputed, wire.claim, number as u32));
            }
        }
    }
    let mut links = Links::new();
    let mut heard: BTreeSet<EntityIx> = BTreeSet::new();
    for &(_, claim, number) in &wanted {
        let voice = &input.data.claim(claim).attributions[number as usize];
        heard.extend(voice.speaker);
        chain(input, voice, &mut links);
    }
    heard.extend(links.iter().flat_map(|&(from, to)| [from, to]));
    // One voice for each who would otherwise hang in the air.
    let mut hanging: BTreeSet<EntityIx> = stage.placed.iter().map(|one| one.entity).collect();
    hanging.retain(|entity| {
        let ends = input.data.acts(*entity).iter().chain(input.data.acted_on(*entity));
        !heard.contains(entity) && !ends.into_iter().any(|claim| input.shown.has_claim(*claim))
    });
    for &entity in &hanging {
        let says = input.data.says(entity).iter().find(|(claim, _)| in_view[claim.index()]);
        if let Some(&(claim, number)) = says {
            wanted.insert((true, claim, number));
            chain(input, &input.data.claim(claim).attributions[number as usize], &mut links);
        }
    }
    if !hanging.is_empty() {
        for wire in stage.lines {
            for voice in &input.data.claim(wire.claim).attributions {
                if voice.via.iter().any(|one| hanging.contains(one)) {
                    chain(input, voice, &mut links);
                }
            }
        }
    }
    (wanted.into_iter().map(|(_, claim, number)| (claim, number)).collect(), links)
}

/// Whether all voices of a claim are asked for: it, or one of its voices, is pointed at or selected.
fn asked(input: &Input<'_>, claim: ClaimIx) -> bool {
    input.emphasis.claim_selected(claim) || input.emphasis.lingered.and_then(Item::claim) == Some(claim)
}

/// Whether somebody who speaks, or through whom it came, is pointed at or selected.
fn asks_for(input: &Input<'_>, voice: &Attribution) -> bool {
    let mut people = voice.speaker.iter().chain(&voice.via).map(|one| Item::Entity(*one));
    people.any(|one| input.emphasis.lingered == Some(one) || input.emphasis.selected.contains(&one))
}

/// The speaker, where it is one that is shown; the document's own voice has no ring.
fn speaker(input: &Input<'_>, voice: &Attribution) -> Option<EntityIx> {
    voice.speaker.filter(|speaker| input.shown.has_entity(*speaker))
}

/// From the speaker to the one through whom it came, and on.
fn chain(input: &Input<'_>, voice: &Attribution, links: &mut Links) {
    let Some(mut from) = speaker(input, voice) else { return };
    for &to in voice.via.iter().filter(|to| input.shown.has_entity(**to)) {
        if from != to && !links.contains(&(to, from)) {
            links.insert((from, to));
        }
        from = to;
    }
}

/// Finds the places of a claim's rings: on the line for its own ends, around its mark for all others.
fn place_rings(
    stage: &Stage<'_, '_>,
    crowd: &mut Crowd,
    claim: ClaimIx,
    voices: &[(ClaimIx, u32)],
    path: &[Point],
    rings: &mut Vec<Ring>,
) {
    let input = stage.input;
    let record = input.data.claim(claim);
    let (long, opacity) = (path_length(path), input.claim_opacity(claim));
    let mark = place_at(path, long * 0.5).0;
    let first = rings.len();
    let mut said: Vec<(EntityIx, Stance)> = Vec::new();
    let mut around: Vec<(u32, EntityIx, Stance)> = Vec::new();
    for &(_, number) in voices {
        let Some(voice) = record.attributions.get(number as usize) else { continue };
        let Some(speaker) = voice.speaker else { continue };
        // The same speaker with the same stance twice is one ring.
        if said.contains(&(speaker, voice.stance)) || said.len() >= MOST {
            continue;
        }
        said.push((speaker, voice.stance));
        let end = if record.subject == speaker {
            Some(false)
        } else {
            (record.object == Some(speaker)).then_some(true)
        };
        let Some(at_object) = end else {
            around.push((number, speaker, voice.stance));
            continue;
        };
        let free = |from_end: &f32| {
            let along = if at_object { long - from_end } else { *from_end };
            let at = place_at(path, along).0;
            crowd.is_free(room(at)).then_some(at)
        };
        let first_place = FROM_END.min(long * 0.25);
        let places: Vec<f32> =
            (0..4).map(|k| first_place + k as f32 * NEXT).filter(|far| *far < long * 0.5 - 18.0).collect();
        let fallback = if at_object { long - first_place } else { first_place };
        let at = places.iter().find_map(free).unwrap_or(place_at(path, fallback).0);
        crowd.add(room(at));
        let item = Item::Attribution(claim, number);
        rings.push(Ring { item, stance: voice.stance, speaker, mark, at, on_line: true, opacity });
    }
    let nearby = rings.len();
    for (number, speaker, stance) in around {
        let at = around_mark(stage, crowd, claim, mark, stage.places[speaker.index()], &rings[first..]);
        crowd.add(room(at));
        let item = Item::Attribution(claim, number);
        rings.push(Ring { item, stance, speaker, mark, at, on_line: false, opacity });
    }
    untangle(stage.places, &mut rings[nearby..]);
}

/// Lets rings at one mark change places where that makes their threads shorter: threads of the least length
/// do not cross.
fn untangle(places: &[Point], rings: &mut [Ring]) {
    // Each change shortens the whole, so that a few rounds are enough for a handful of rings.
    for _ in 0..4 {
        for i in 0..rings.len() {
            for k in i + 1..rings.len() {
                let long = |ring: &Ring, at: Point| distance(places[ring.speaker.index()], at);
                let (a, b) = (&rings[i], &rings[k]);
                if long(a, b.at) + long(b, a.at) + 0.5 < long(a, a.at) + long(b, b.at) {
                    (rings[i].at, rings[k].at) = (b.at, a.at);
                }
            }
        }
    }
}

/// The best place for a ring around a mark: towards its speaker, near, on no line and clear of the rest.
fn around_mark(
    stage: &Stage<'_, '_>,
    crowd: &Crowd,
    claim: ClaimIx,
    mark: Point,
    speaker: Point,
    others: &[Ring],
) -> Point {
    let towards = sub(speaker, mark);
    let wanted = towards[1].atan2(towards[0]);
    let mut best = (f32::MAX, add(mark, at_angle(wanted, NEAR)));
    for far in DISTANCES {
        for step in -10_i8..=10 {
            let off = f32::from(step) * PI / 20.0;
            let at = add(mark, at_angle(wanted + off, far));
            let crowded = others.iter().any(|other| {
                let rel = sub(other.at, other.mark);
                let turn = (rel[1].atan2(rel[0]) - wanted - off + PI).rem_euclid(TAU) - PI;
                let near = far < 30.0 && distance(other.at, other.mark) < 30.0 && turn.abs() < APART - 0.02;
                !other.on_line && near
            });
            let mut cost = off.abs() * 9.0 + (far - NEAR) * 0.35;
            // Inside a loop a ring would look like a part of it.
            cost += if stage.inside_loop(claim, mark, at) { 25.0 } else { 0.0 };
            cost += if crowd.is_free(room(at)) { 0.0 } else { 120.0 };
            cost += if crowded { 60.0 } else { 0.0 };
            if cost >= best.0 {
                continue;
            }
            cost += if stage.ways.any_in(room(at), |other| other == claim) { 40.0 } else { 0.0 };
            cost += if stage.ways.any_in(room(at), |other| other != claim) { 30.0 } else { 0.0 };
            if cost < best.0 {
                best = (cost, at);
            }
        }
    }
    best.1
}

fn room(at: Point) -> [f32; 4] {
    [at[0] - ROOM, at[1] - ROOM, at[0] + ROOM, at[1] + ROOM]
}

/// Draws a thread from somebody to a place, around what is in its way; `crowd` is `None` where there are too
/// many threads to look. The end is given with the distance that the thread keeps from it.
fn thread(
    stage: &Stage<'_, '_>,
    scene: &mut Scene,
    crowd: Option<&Crowd>,
    from: EntityIx,
    (to, short): (Point, f32),
    ink: Rgba,
    item: Option<Item>,
) {
    let start = stage.places[from.index()];
    let long = distance(start, to);
    let begin = radius(stage.input, from, stage.growth) + 3.0;
    if long < begin + short + 4.0 {
        return;
    }
    let curve = |bow: f32| {
        let mut whole = Vec::with_capacity(25);
        let pieces = if bow == 0.0 { 1 } else { 24 };
        quadratic(start, control(start, to, bow * long), to, pieces, &mut whole);
        whole
    };
    let cost = |bow: f32, crowd: &Crowd| {
        let whole = curve(bow);
        let all = path_length(&whole);
        let samples = (all / 9.0).clamp(6.0, 60.0) as usize;
        let covered = (0..=samples).filter(|i| {
            let along = begin + 4.0 + (all - begin - short - 10.0) * *i as f32 / samples as f32;
            let p = place_at(&whole, along.max(0.0)).0;
            !crowd.is_free([p[0] - 4.0, p[1] - 4.0, p[0] + 4.0, p[1] + 4.0])
        });
        covered.count() as f32 * 10.0 + bow.abs() * 40.0
    };
    let mut best = 0.0;
    if let Some(crowd) = crowd {
        let mut least = cost(0.0, crowd);
        for bow in [0.1, -0.1, 0.22, -0.22, 0.36, -0.36, 0.55, -0.55] {
            if least < 10.0 {
                break;
            }
            let now = cost(bow, crowd);
            if now < least - 0.5 {
                (least, best) = (now, bow);
            }
        }
    }
    let whole = curve(best);
    let mut path = Vec::with_capacity(whole.len() + 2);
    cut(&whole, begin, path_length(&whole) - short, &mut path);
    if path.len() > 1 {
        scene.stroke(&path, Pen { width: 1.3, color: ink, dash: Dash::Dotted(3.6) }, item);
    }
}

impl Scene {
    /// The voices whose rings were drawn: claim, place among its attributions, and middle in points.
    pub fn voices(&self) -> impl Iterator<Item = (ClaimIx, u32, Point)> {
        self.targets.iter().filter_map(|target| match target {
            Target::Disc { centre, item: Item::Attribution(claim, number), .. } => {
                Some((*claim, *number, *centre))
            }
            _ => None,
        })
    }
}
