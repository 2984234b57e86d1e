//! Building the scene: culling, level of detail, and the order of drawing.

use super::curve::{add, at_angle};
use super::hull::{self, Hull};
use super::label::{self, Candidate, Crowd};
use super::route::{Run, Wire};
use super::shape::{Scene, Target};
use super::telling::Telling;
use super::ways::Ways;
use super::{Camera, Emphasis, Point, Routes, Style, axis, detail, line_label, node, plain};
use crate::graph::Shown;
use crate::model::{Dataset, EntityIx, Status};

/// Above this many nodes and lines in view they are drawn plainly: discs and straight lines.
const DETAILED: usize = 2500;
/// From further away marks would hide each other and what joins them.
const FAR: f32 = 0.25;
/// The least size of marks in large graphs.
const LEAST_OF_MANY: f32 = 0.12;

/// Everything that a scene is made of.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The case.
    pub data: &'a Dataset,
    /// What is not hidden.
    pub shown: &'a Shown,
    /// Which way the lines run; of the same `shown` and `positions`.
    pub routes: &'a Routes,
    /// One an entity of the dataset, in layout units.
    pub positions: &'a [Point],
    /// Colours.
    pub style: &'a Style,
    /// What stands out.
    pub emphasis: &'a Emphasis,
    /// Where the canvas looks.
    pub camera: Camera,
    /// Width and height of the canvas in points.
    pub size: Point,
    /// Panels that float above the canvas (x0, y0, x1, y1): no label lies under one.
    pub obstacles: &'a [[f32; 4]],
    /// Whether names are drawn.
    pub labels: bool,
    /// Whether the voices of all claims are drawn, not only of those in dispute or asked for.
    pub voices: bool,
    /// Groups that get a ground of their own; none draws none.
    pub hulls: &'a [Hull],
    /// How many neighbours of each entity are hidden, one an entity of the dataset; may be empty.
    pub hidden: &'a [u32],
    /// How each claim stands to the speakers whose view is shown, one a claim; `None` shows all views.
    pub told: Option<&'a [Telling]>,
}

impl<'a> Input<'a> {
    /// A whole graph without emphasis, seen at 100 % from the middle: names and disputed voices, nothing
    /// hidden, no hulls. What differs is set afterwards.
    pub fn new(
        data: &'a Dataset,
        shown: &'a Shown,
        routes: &'a Routes,
        positions: &'a [Point],
        style: &'a Style,
        emphasis: &'a Emphasis,
    ) -> Self {
        Self {
            data,
            shown,
            routes,
            positions,
            style,
            emphasis,
            camera: Camera { centre: [0.0; 2], zoom: 1.0 },
            size: [1.0; 2],
            obstacles: &[],
            labels: true,
            voices: false,
            hulls: &[],
            hidden: &[],
            told: None,
        }
    }
}

/// One node on its way to the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) entity: EntityIx,
    pub(super) centre: Point,
    /// In points.
    pub(super) radius: f32,
}

/// What a build works on; kept in the scene, so that the next one allocates nothing.
#[derive(Clone, Default, Debug)]
pub(super) struct Bench {
    /// Where the entities lie on the screen, one an entity of the dataset.
    places: Vec<Point>,
    placed: Vec<Placed>,
    lines: Vec<Wire>,
    path: Vec<Point>,
}

/// Draws everything into `scene`, whose buffers are used again.
pub fn build(input: &Input<'_>, scene: &mut Scene) {
    scene.clear();
    scene.size = input.size;
    if input.positions.len() != input.data.entities().len() {
        return;
    }
    // Of thousands seen from afar each shrinks with the whole, or they would hide what joins them.
    let far = input.camera.zoom < FAR;
    let many = far || input.shown.entities.len() + input.shown.claims.len() > DETAILED;
    let growth = input.camera.zoom.clamp(if many { LEAST_OF_MANY } else { 0.6 }, 2.0);
    let mut bench = std::mem::take(&mut scene.bench);
    let Bench { places, placed, lines, path } = &mut bench;
    places.clear();
    places.extend(input.positions.iter().map(|&place| input.camera.to_screen(place, input.size)));
    placed.clear();
    placed
        .extend(input.shown.entities.iter().filter_map(|&entity| place_node(input, places, growth, entity)));
    lines.clear();
    lines.extend(input.routes.wires().iter().filter(|wire| in_view(input, places, growth, wire)));
    let dates = axis::draw(input, scene);
    let hulls = hull::draw(input, scene, places, growth);
    let named = input.labels && label::any(input.camera.zoom, input.emphasis);
    let is_plain = far || placed.len() + lines.len() > DETAILED;
    let crowded = named || !is_plain || !hulls.is_empty();
    let mut crowd = Crowd::new(if crowded { input.size } else { [1.0; 2] });
    if crowded {
        hold_room(input, &mut crowd, placed, &dates);
    }
    let ways = if is_plain {
        plain::draw(input, scene, growth, places, placed, lines);
        None
    } else {
        Some(detail::draw(input, scene, &mut crowd, growth, places, placed, lines, path))
    };
    if named {
        draw_labels(input, scene, &mut crowd, growth, placed, lines, ways.as_ref());
    }
    if input.labels {
        hull::captions(input, scene, &mut crowd, ways.as_ref(), &hulls);
    }
    let emphasis = input.emphasis;
    if !(emphasis.selected.is_empty() && emphasis.pinned.is_empty() && emphasis.focused.is_none()) {
        for one in placed.iter() {
            node::rings(scene, input.style, emphasis, one.entity, one.centre, one.radius);
        }
    }
    scene.bench = bench;
}

/// Least and greatest corner, in layout units, of nodes, loops and the labels below them.
pub fn content_bounds(input: &Input<'_>) -> [Point; 2] {
    let (mut least, mut greatest) = ([f32::MAX; 2], [f32::MIN; 2]);
    let mut hold = |x: f32, y: f32| {
        least = [least[0].min(x), least[1].min(y)];
        greatest = [greatest[0].max(x), greatest[1].max(y)];
    };
    // Labels matter where a person can read the whole; a large graph is fitted by its nodes.
    let few = input.shown.entities.len() <= 300;
    for &entity in &input.shown.entities {
        let Some(&[x, y]) = input.positions.get(entity.index()) else { continue };
        let r = node::node_radius(input.shown, entity) + 8.0;
        hold(x - r, y - r);
        hold(x + r, y + r);
        if few {
            let [w, h] = label::label_size(input.data, input.shown, entity);
            hold(x - w * 0.5, y);
            hold(x + w * 0.5, y + r + h);
        }
    }
    for (claim, angle) in
        input.shown.claims.iter().take_while(|_| few).filter_map(|&c| input.routes.turned(c).map(|a| (c, a)))
    {
        let subject = input.data.claim(claim).subject;
        let Some(&place) = input.positions.get(subject.index()) else { continue };
        // A disputed loop is taller, and voices stand at its mark.
        let (tall, room) =
            if input.data.status(claim) == Status::Disputed { (40.0, 30.0) } else { (18.0, 8.0) };
        let [x, y] = add(place, at_angle(angle, node::node_radius(input.shown, subject) + tall));
        hold(x - room, y - room);
        hold(x + room, y + room);
    }
    if least[0] > greatest[0] {
        return [[-1.0; 2], [1.0; 2]];
    }
    if axis::has_dates(input.routes.axis()) {
        least[1] -= axis::ROOM;
    }
    [least, greatest]
}

pub(super) fn screen(input: &Input<'_>, entity: EntityIx) -> Point {
    input.camera.to_screen(input.positions[entity.index()], input.size)
}

/// Radius of a node on the screen, in points.
pub(super) fn radius(input: &Input<'_>, entity: EntityIx, growth: f32) -> f32 {
    node::node_radius(input.shown, entity) * growth
}

fn place_node(input: &Input<'_>, places: &[Point], growth: f32, entity: EntityIx) -> Option<Placed> {
    let [w, h] = input.size;
    let centre @ [x, y] = places[entity.index()];
    let radius = radius(input, entity, growth);
    let room = radius + 8.0;
    let inside = x > -room && y > -room && x < w + room && y < h + room;
    inside.then_some(Placed { entity, centre, radius })
}

/// Whether any part of a line may lie on the canvas.
fn in_view(input: &Input<'_>, places: &[Point], growth: f32, wire: &Wire) -> bool {
    let a = places[wire.subject.index()];
    let (b, room) = match (wire.object, wire.run) {
        (Some(object), Run::Bow(bow)) => (places[object.index()], bow.abs() * input.camera.zoom * 0.5),
        _ => (a, 80.0 * growth),
    };
    let [w, h] = input.size;
    let room = room + 12.0;
    a[0].max(b[0]) > -room && a[1].max(b[1]) > -room && a[0].min(b[0]) < w + room && a[1].min(b[1]) < h + room
}

/// Puts what labels, pills and rings keep clear of into the crowd: panels, dates and nodes.
fn hold_room(input: &Input<'_>, crowd: &mut Crowd, placed: &[Placed], dates: &[[f32; 4]]) {
    for &obstacle in input.obstacles.iter().chain(dates) {
        crowd.add(obstacle);
    }
    for one in placed {
        let ([x, y], r) = (one.centre, one.radius);
        crowd.add([x - r, y - r, x + r, y + r]);
    }
}

fn draw_labels(
    input: &Input<'_>,
    scene: &mut Scene,
    crowd: &mut Crowd,
    growth: f32,
    placed: &[Placed],
    lines: &[Wire],
    ways: Option<&Ways>,
) {
    let candidate = |one: &Placed| Candidate {
        entity: one.entity,
        centre: one.centre,
        radius: one.radius,
        opacity: input.entity_opacity(one.entity),
    };
    let mut candidates: Vec<Candidate> = placed.iter().map(candidate).collect();
    let before = scene.label_boxes.len();
    let (data, shown, zoom) = (input.data, input.shown, input.camera.zoom);
    label::entities(scene, crowd, data, shown, input.style, input.emphasis, zoom, ways, &mut candidates);
    target_labels(scene, before);
    if let Some(ways) = ways {
        let mut waiting = line_label::line_labels(input, growth, lines);
        let before = scene.label_boxes.len();
        label::lines(scene, crowd, input.style, zoom, ways, &mut waiting, shown.entities.len());
        target_labels(scene, before);
    }
}

/// A label is hit like what it names; its boxes lie in the order of its shapes at the end of the list.
fn target_labels(scene: &mut Scene, before: usize) {
    let count = scene.label_boxes.len() - before;
    let first = scene.shapes.len() - count;
    for i in 0..count {
        let [x0, y0, x1, y1] = scene.label_boxes[before + i];
        if let Some(item) = scene.shapes[first + i].item {
            scene.targets.push(Target::Rect { least: [x0, y0], greatest: [x1, y1], item });
        }
    }
}
