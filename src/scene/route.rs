//! Routes: which way each line runs. Parallel lines fan out, loops turn to the side with most room, and
//! a line whose straight way leads through a foreign node bows around it.

use std::f32::consts::{PI, TAU};

use super::Point;
use super::axis::Tick;
use super::curve::{add, at_angle, distance, distance_to_segment, quadratic, scale, sub, unit};
use super::node::node_radius;
use crate::graph::Shown;
use crate::model::{BuiltinKind, Claim, ClaimIx, Class, Dataset, EntityIx, Status};

/// Above this many nodes lines and loops do not look at nodes that they do not join.
const AVOID_NODES: usize = 300;
/// Widest fan, in layout units: beyond it the spacing shrinks.
const WIDEST_FAN: f32 = 240.0;
/// Directions that a loop may turn to.
const TURNS: usize = 24;
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
    /// The dates of a timeline; none in other layouts.
    axis: Vec<Tick>,
    runs: Vec<Run>,
    /// Bottom first: structure, other, speaks for, acts for, speaks against, acts against, disputed.
    wires: Vec<Wire>,
    /// The kinds whose marks the entities take, one an entity.
    marks: Vec<BuiltinKind>,
    /// Sets of lines with the same ends, class and status: one label serves a set.
    sets: Vec<Vec<ClaimIx>>,
}

impl Routes {
    /// The same with the dates of a timeline.
    pub fn with_axis(self, axis: Vec<Tick>) -> Self {
        Self { axis, ..self }
    }

    /// The dates of a timeline; none in other layouts.
    pub fn axis(&self) -> &[Tick] {
        &self.axis
    }

    /// Finds the ways of the lines shown; `positions` are one an entity, in layout units.
    pub fn of(data: &Dataset, shown: &Shown, positions: &[Point]) -> Self {
        let mut routes = Self { runs: vec![Run::Bow(0.0); data.claims().len()], ..Self::default() };
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
        for fan in lines.chunk_by(|a, b| (a.low, a.high) == (b.low, b.high)) {
            routes.fan(shown, positions, fan, avoid);
        }
        for set in lines.chunk_by(|a, b| {
            (a.low, a.high, a.class, a.status, a.forward) == (b.low, b.high, b.class, b.status, b.forward)
        }) {
            routes.sets.push(set.iter().map(|line| line.claim).collect());
        }
        routes.turn_loops(data, shown, positions, &loops);
        routes.sets.extend(loops.iter().map(|&claim| vec![claim]));
        let mut order = shown.claims.clone();
        order.sort_by_key(|&claim| (layer(data.class(claim), data.status(claim)), claim));
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

    fn fan(&mut self, shown: &Shown, positions: &[Point], fan: &[Line], avoid: bool) {
        let Some(first) = fan.first() else { return };
        let (a, b) = (positions[first.low.index()], positions[first.high.index()]);
        let long = distance(a, b);
        let gaps = (fan.len() - 1) as f32;
        let spacing = (26.0 + long * 0.03).min(38.0).min(WIDEST_FAN / gaps.max(1.0));
        let shift = if avoid { shift_around(shown, positions, first, gaps * spacing) } else { 0.0 };
        for (i, line) in fan.iter().enumerate() {
            let bow = shift + (i as f32 - gaps * 0.5) * spacing;
            self.runs[line.claim.index()] = Run::Bow(if line.forward { bow } else { -bow });
        }
    }

    /// Turns each loop to the side with most room; several on one node stand side by side.
    fn turn_loops(&mut self, data: &Dataset, shown: &Shown, positions: &[Point], loops: &[ClaimIx]) {
        let mut loops: Vec<(EntityIx, ClaimIx)> =
            loops.iter().map(|&claim| (data.claim(claim).subject, claim)).collect();
        loops.sort_unstable();
        for on_one in loops.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(entity, _)) = on_one.first() else { continue };
            let mut taken: Vec<f32> = directions(data, shown, positions, entity);
            for (i, &(_, claim)) in on_one.iter().enumerate() {
                // After a whole turn the places are taken again in their order.
                let angle =
                    if i < TURNS { roomiest(&taken) } else { TAU * (i % TURNS) as f32 / TURNS as f32 };
                self.runs[claim.index()] = Run::Loop(angle);
                if i < TURNS {
                    taken.push(angle);
                }
            }
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
fn ends(claim: &Claim) -> Option<(EntityIx, EntityIx)> {
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

/// The angles at which lines leave a node, and where its label stands.
fn directions(data: &Dataset, shown: &Shown, positions: &[Point], entity: EntityIx) -> Vec<f32> {
    let here = positions[entity.index()];
    let angle = |to: Point| {
        let away = sub(to, here);
        away[1].atan2(away[0])
    };
    let mut taken: Vec<f32> = data
        .acts(entity)
        .iter()
        .chain(data.acted_on(entity))
        .filter(|&&claim| shown.has_claim(claim))
        .filter_map(|&claim| ends(data.claim(claim)))
        .map(|(subject, object)| angle(positions[if subject == entity { object } else { subject }.index()]))
        .collect();
    // Nodes close by are in the way whether a line leads to them or not.
    if shown.entities.len() <= AVOID_NODES {
        let close = shown.entities.iter().filter(|&&other| other != entity);
        taken.extend(
            close.map(|other| positions[other.index()]).filter(|at| distance(*at, here) < 80.0).map(angle),
        );
    }
    // The label stands below.
    taken.push(PI * 0.5);
    taken
}

/// The angle, of 24, that is farthest from all taken ones; the rightmost of equals.
fn roomiest(taken: &[f32]) -> f32 {
    let apart = |angle: f32| {
        taken.iter().map(|other| ((angle - other + PI).rem_euclid(TAU) - PI).abs()).fold(f32::MAX, f32::min)
    };
    let mut best = (0.0, 0.0);
    for step in 0..TURNS {
        let angle = TAU * step as f32 / TURNS as f32;
        let room = apart(angle);
        if room > best.0 + 1e-4 {
            best = (room, angle);
        }
    }
    best.1
}

/// The four control points of a loop on a node, in points: height `tall` beyond the rim.
pub(super) fn loop_curve(centre: Point, r: f32, angle: f32, tall: f32) -> [Point; 4] {
    let far = r + tall * 1.5;
    [
        add(centre, at_angle(angle - 0.55, r)),
        add(centre, at_angle(angle - 0.85, far)),
        add(centre, at_angle(angle + 0.85, far)),
        add(centre, at_angle(angle + 0.55, r)),
    ]
}

#[cfg(test)]
mod tests {
    use std::f32::consts::PI;

    use super::roomiest;

    #[test]
    fn a_loop_turns_away_from_what_is_there() {
        let angle = roomiest(&[0.0, PI * 0.5]);
        assert!((angle - PI * 1.25).abs() < 0.01, "{angle}");
        assert!(roomiest(&[]).abs() < 1e-6);
    }
}
