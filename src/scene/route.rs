//! Routes: which way each line runs. Parallel lines fan out, loops turn to the side with most room, and
//! a line whose straight way leads through a foreign node bows around it.

use std::sync::Arc;

use super::axis::Tick;
use super::bundle::FAN;
use super::curve::{add, distance, distance_to_segment, quadratic, scale, sub, unit};
use super::loops;
use super::node::node_radius;
use super::{Point, Rgba, Style};
use crate::graph::Shown;
use crate::model::{BuiltinKind, Claim, ClaimIx, Class, Dataset, EntityIx, Status};

/// Above this many nodes lines and loops do not look at nodes that they do not join.
pub(super) const AVOID_NODES: usize = 300;
/// Widest fan, in layout units: beyond it the spacing shrinks.
const WIDEST_FAN: f32 = 240.0;
/// Stands for "in no bundle".
const ALONE: u32 = u32::MAX;
/// Room that a line keeps from a foreign node's rim, in layout units.
const CLEARANCE: f32 = 7.0;

/// The way of one line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Run {
    /// A quadratic curve whose control point lies this far to the right of the middle, seen from the
    /// subject, in layout units.
    Bow(f32),
    /// A loop on the subject that points at an angle (radians, clockwise from the right).
    Loop(f32),
}

/// What drawing needs of a line, side by side in memory: a claim's record is ten times as large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wire {
    pub(super) claim: ClaimIx,
    pub(super) subject: EntityIx,
    /// `None` is a loop.
    pub(super) object: Option<EntityIx>,
    pub(super) class: Class,
    pub(super) run: Run,
}

/// The ways of all lines shown, and the order in which they are drawn.
#[derive(Clone, Default, Debug)]
pub struct Routes {
    /// The dates of a timeline or the rings of a radial drawing; none in other layouts.
    axis: Vec<Tick>,
    /// One a claim, with bundles as one line.
    runs: Vec<Run>,
    /// The same with bundles of a few opened; empty where there are none.
    opened: Vec<Run>,
    /// For each claim the place of its bundle among the sets, or [`ALONE`]; empty where none is bundled.
    bundle_of: Vec<u32>,
    /// Bottom first: structure, other, speaks for, acts for, speaks against, acts against, disputed.
    wires: Vec<Wire>,
    /// The kinds whose marks the entities take, one an entity.
    marks: Vec<BuiltinKind>,
    /// The groups whose colours the entities take, one an entity; empty where they take those of their kinds.
    groups: Arc<Vec<u32>>,
    /// Sets of lines with the same ends, class, status and direction: one label serves a set.
    sets: Vec<Vec<ClaimIx>>,
}

impl Routes {
    /// The same with the guides of a drawing.
    pub fn with_axis(self, axis: Vec<Tick>) -> Self {
        Self { axis, ..self }
    }

    /// The same with entities in the colours of groups, by the numbers of these.
    pub fn with_groups(self, groups: Arc<Vec<u32>>) -> Self {
        Self { groups, ..self }
    }

    /// The colour of an entity of a kind.
    pub(super) fn color(&self, style: &Style, entity: EntityIx, kind: BuiltinKind) -> Rgba {
        match self.groups.get(entity.index()) {
            Some(&group) => style.group(group),
            None => style.kinds[kind as usize],
        }
    }

    /// The dates of a timeline or the rings of a radial drawing; none in other layouts.
    pub fn axis(&self) -> &[Tick] {
        &self.axis
    }

    /// Finds the ways of the lines shown; `positions` are one an entity, in layout units.
    pub fn of(data: &Dataset, shown: &Shown, positions: &[Point]) -> Self {
        let runs = vec![Run::Bow(0.0); data.claims().len()];
        let mut routes = Self { runs, ..Self::default() };
        if positions.len() != data.entities().len() {
            return routes;
        }
        let mut lines: Vec<Line> = Vec::with_capacity(shown.claims.len());
        let mut loops: Vec<ClaimIx> = Vec::new();
        for &claim in &shown.claims {
            match ends(data.claim(claim)) {
                Some((subject, object)) => lines.push(Line::new(data, claim, subject, object)),
                None => loops.push(claim),
            }
        }
        lines.sort_unstable();
        let avoid = shown.entities.len() <= AVOID_NODES;
        let by_ends = |a: &Line, b: &Line| (a.low, a.high) == (b.low, b.high);
        let mut opened: Vec<(ClaimIx, Run)> = Vec::new();
        for fan in lines.chunk_by(by_ends) {
            routes.fan(shown, positions, fan, avoid, &mut opened);
        }
        for set in lines.chunk_by(Line::is_like) {
            if is_bundle(set) {
                routes.bundle_of.resize(data.claims().len(), ALONE);
                for line in set {
                    routes.bundle_of[line.claim.index()] = routes.sets.len() as u32;
                }
            }
            routes.sets.push(set.iter().map(|line| line.claim).collect());
        }
        loops::turn(data, shown, positions, &loops, &mut routes.runs);
        if !opened.is_empty() {
            routes.opened.clone_from(&routes.runs);
            for (claim, run) in opened {
                routes.opened[claim.index()] = run;
            }
        }
        routes.sets.extend(loops.iter().map(|&claim| vec![claim]));
        let mut order = shown.claims.clone();
        order.sort_by_cached_key(|&claim| (layer(data.class(claim), data.status(claim)), claim));
        let wire = |claim: ClaimIx| {
            let (record, class, run) = (data.claim(claim), data.class(claim), routes.run(claim));
            Wire {
                claim,
                subject: record.subject,
                object: ends(record).map(|(_, object)| object),
                class,
                run,
            }
        };
        routes.wires = order.into_iter().map(wire).collect();
        routes.marks = data.entity_ixs().map(|entity| data.kind_of(entity).like).collect();
        routes
    }

    pub(super) fn run(&self, claim: ClaimIx) -> Run {
        self.runs.get(claim.index()).copied().unwrap_or(Run::Bow(0.0))
    }

    /// The angle that a loop points at; `None` for a line between two nodes.
    pub(super) fn turned(&self, claim: ClaimIx) -> Option<f32> {
        match self.run(claim) {
            Run::Loop(angle) => Some(angle),
            Run::Bow(_) => None,
        }
    }

    /// The way of a line where bundles of a few are open.
    pub(super) fn opened(&self, claim: ClaimIx) -> Run {
        self.opened.get(claim.index()).copied().unwrap_or_else(|| self.run(claim))
    }

    /// The claims that are drawn as one line with this one, in the order of the file; none where it is
    /// always a line of its own.
    pub fn bundle(&self, claim: ClaimIx) -> &[ClaimIx] {
        let set = self.bundle_of.get(claim.index()).filter(|set| **set != ALONE);
        set.and_then(|set| self.sets.get(*set as usize)).map_or(&[], Vec::as_slice)
    }

    /// All lines, bottom first.
    pub(super) fn wires(&self) -> &[Wire] {
        &self.wires
    }

    /// The kind whose mark an entity takes.
    pub(super) fn mark(&self, entity: EntityIx) -> BuiltinKind {
        self.marks.get(entity.index()).copied().unwrap_or(BuiltinKind::Other)
    }

    pub(super) fn sets(&self) -> &[Vec<ClaimIx>] {
        &self.sets
    }

    /// Fans the lines between two nodes out, bundles as one; what differs with bundles open goes into
    /// `opened`.
    fn fan(
        &mut self,
        shown: &Shown,
        positions: &[Point],
        fan: &[Line],
        avoid: bool,
        opened: &mut Vec<(ClaimIx, Run)>,
    ) {
        if fan.len() == 1 {
            // By far the most pairs have one line, and need no list for it.
            return spread(shown, positions, &[fan], avoid, |claim, run| self.runs[claim.index()] = run);
        }
        let slots: Vec<&[Line]> = fan.chunk_by(|a, b| a.is_like(b) && a.status != Status::Disputed).collect();
        spread(shown, positions, &slots, avoid, |claim, run| self.runs[claim.index()] = run);
        if slots.len() < fan.len() {
            let few = |slot: &&[Line]| slot.len() <= FAN;
            let open = |slot| if few(&slot) { slot.chunks(1) } else { slot.chunks(slot.len()) };
            let slots: Vec<&[Line]> = slots.into_iter().flat_map(open).collect();
            spread(shown, positions, &slots, avoid, |claim, run| opened.push((claim, run)));
        }
    }
}

/// Order of drawing: what joins below, what opposes above, disputes on top.
fn layer(class: Class, status: Status) -> u8 {
    if status == Status::Disputed {
        return 6;
    }
    match class {
        Class::Structural => 0,
        Class::Other => 1,
        Class::VerbalCooperation => 2,
        Class::MaterialCooperation => 3,
        Class::VerbalConflict => 4,
        Class::MaterialConflict => 5,
    }
}

/// Subject and object of a line that is no loop.
pub(super) fn ends(claim: &Claim) -> Option<(EntityIx, EntityIx)> {
    claim.object.filter(|_| !claim.is_loop()).map(|object| (claim.subject, object))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    low: EntityIx,
    high: EntityIx,
    class: Class,
    status: Status,
    /// Whether the subject is the end listed first.
    forward: bool,
    claim: ClaimIx,
}

impl Line {
    fn new(data: &Dataset, claim: ClaimIx, subject: EntityIx, object: EntityIx) -> Self {
        Self {
            low: subject.min(object),
            high: subject.max(object),
            class: data.class(claim),
            status: data.status(claim),
            forward: subject < object,
            claim,
        }
    }

    /// Same ends, class, status and direction.
    fn is_like(&self, other: &Self) -> bool {
        (self.low, self.high, self.class, self.status, self.forward)
            == (other.low, other.high, other.class, other.status, other.forward)
    }
}

/// Whether lines that are like each other are drawn as one: a disputed one needs its own mark and voices.
fn is_bundle(set: &[Line]) -> bool {
    set.len() > 1 && set.first().is_some_and(|line| line.status != Status::Disputed)
}

/// Gives each slot between two nodes its bow; the lines of a slot share it.
fn spread(
    shown: &Shown,
    positions: &[Point],
    slots: &[&[Line]],
    avoid: bool,
    mut give: impl FnMut(ClaimIx, Run),
) {
    let Some(first) = slots.first().and_then(|slot| slot.first()) else { return };
    let (a, b) = (positions[first.low.index()], positions[first.high.index()]);
    let long = distance(a, b);
    let gaps = (slots.len() - 1) as f32;
    let spacing = (26.0 + long * 0.03).min(38.0).min(WIDEST_FAN / gaps.max(1.0));
    let shift = if avoid { shift_around(shown, positions, first, gaps * spacing) } else { 0.0 };
    for (i, slot) in slots.iter().enumerate() {
        let bow = shift + (i as f32 - gaps * 0.5) * spacing;
        for line in *slot {
            give(line.claim, Run::Bow(if line.forward { bow } else { -bow }));
        }
    }
}

/// How far a fan must bow so that no foreign node lies in its way; 0 where the straight way is free.
fn shift_around(shown: &Shown, positions: &[Point], line: &Line, width: f32) -> f32 {
    let (a, b) = (positions[line.low.index()], positions[line.high.index()]);
    let long = distance(a, b);
    let foreign = |entity: &&EntityIx| **entity != line.low && **entity != line.high;
    let reach = long * 0.35 + width;
    // Only nodes near the straight way can be in it, or in the way around.
    let near: Vec<(Point, f32)> = shown
        .entities
        .iter()
        .filter(foreign)
        .map(|&entity| (positions[entity.index()], node_radius(shown, entity) + CLEARANCE))
        .filter(|(at, room)| distance_to_segment(*at, a, b) < reach + room)
        .collect();
    let covered = |shift: f32| -> f32 {
        let mut curve = Vec::with_capacity(13);
        quadratic(a, control(a, b, shift), b, 12, &mut curve);
        near.iter()
            .map(|(at, room)| {
                let clear = curve
                    .windows(2)
                    .map(|pair| distance_to_segment(*at, pair[0], pair[1]))
                    .fold(f32::MAX, f32::min);
                (room + width * 0.25 - clear).max(0.0)
            })
            .sum()
    };
    let mut best = (covered(0.0), 0.0);
    if best.0 <= 0.0 {
        return 0.0;
    }
    for step in 1..=4 {
        for side in [1.0, -1.0] {
            let shift = side * step as f32 * (long * 0.12).clamp(18.0, 60.0);
            let cost = covered(shift);
            if cost + 0.5 < best.0 {
                best = (cost, shift);
            }
        }
        if best.0 <= 0.0 {
            break;
        }
    }
    best.1
}

/// The control point of a curve between two places.
pub(super) fn control(a: Point, b: Point, bow: f32) -> Point {
    let middle = scale(add(a, b), 0.5);
    let direction = unit(sub(b, a));
    add(middle, [-direction[1] * bow, direction[0] * bow])
}
