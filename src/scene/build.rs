//! Building the scene: culling, level of detail, and the order of drawing.

use super::curve::{self, add, cubic, cut, path_length, quadratic};
use super::label::{self, Candidate, Crowd};
use super::route::{Run, Wire, control, loop_curve};
use super::shape::{Pen, Scene, Target};
use super::ways::Ways;
use super::{Camera, Emphasis, Paint, Point, Routes, Style, axis, hit, line, line_label, node};
use crate::graph::Shown;
use crate::model::{ClaimIx, Dataset, EntityIx, Grounding, Item, Status};

/// Above this many nodes and lines in view they are drawn plainly: discs and straight lines.
const DETAILED: usize = 2500;
/// From further away marks would hide each other and what joins them.
const FAR: f32 = 0.25;
/// The least size of marks in large graphs, and the least radius at which a disc is hit, in points.
const LEAST_OF_MANY: f32 = 0.12;
const HIT_AT: f32 = 4.0;
/// Radius of a loop in a large graph, in points at 100 %.
const LOOP: f32 = 6.0;

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
}

/// One node on its way to the screen.
#[derive(Clone, Copy, Debug)]
struct Placed {
    entity: EntityIx,
    centre: Point,
    radius: f32,
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
    if far || placed.len() + lines.len() > DETAILED {
        plain(input, scene, growth, places, placed, lines);
    } else {
        detailed(input, scene, growth, placed, lines, path);
    }
    if input.labels && label::any(input.camera.zoom, input.emphasis) {
        draw_labels(input, scene, growth, placed, lines, &dates);
    }
    let emphasis = input.emphasis;
    if !(emphasis.selected.is_empty() && emphasis.pinned.is_empty()) {
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
    if least[0] > greatest[0] {
        return [[-1.0; 2], [1.0; 2]];
    }
    if !input.routes.axis().is_empty() {
        least[1] -= axis::ROOM;
    }
    [least, greatest]
}

pub(super) fn screen(input: &Input<'_>, entity: EntityIx) -> Point {
    input.camera.to_screen(input.positions[entity.index()], input.size)
}

fn radius(input: &Input<'_>, entity: EntityIx, growth: f32) -> f32 {
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
        _ => (a, 60.0 * growth),
    };
    let [w, h] = input.size;
    let room = room + 12.0;
    a[0].max(b[0]) > -room && a[1].max(b[1]) > -room && a[0].min(b[0]) < w + room && a[1].min(b[1]) < h + room
}

/// Large graphs: straight lines and discs, by the thousand.
fn plain(
    input: &Input<'_>,
    scene: &mut Scene,
    growth: f32,
    places: &[Point],
    placed: &[Placed],
    lines: &[Wire],
) {
    let (style, emphasis) = (input.style, input.emphasis);
    // The more lines, the fainter each: density shows instead of one grey sheet.
    let faint = (2000.0 / lines.len().max(1) as f32).sqrt().clamp(0.2, 0.85);
    scene.shapes.reserve(placed.len() + lines.len());
    scene.targets.reserve(placed.len());
    let quiet = emphasis.lit.is_none() && emphasis.selected.is_empty() && emphasis.hovered.is_none();
    let colors = style.classes.map(|color| color.fade(faint));
    let mut raised: Vec<Wire> = Vec::new();
    for wire in lines {
        let class = wire.class;
        let mut color = colors[class as usize];
        if !quiet {
            let item = Item::Claim(wire.claim);
            if emphasis.claim_selected(wire.claim) || emphasis.hovered == Some(item) {
                raised.push(*wire);
                continue;
            }
            let opacity = emphasis.claim_opacity(wire.claim);
            let clear = if opacity >= 1.0 && emphasis.lit.is_some() { 0.85 } else { faint };
            color = style.classes[class as usize].fade(clear.max(faint) * opacity);
            if !hit::visible(color) {
                continue;
            }
        }
        let width = (line::width(class) * growth * 0.7).max(0.6);
        match wire.object {
            Some(object) => {
                let (from, to) = (places[wire.subject.index()], places[object.index()]);
                line::plain(scene, from, to, width, color, Item::Claim(wire.claim));
            }
            None => plain_loop(input, scene, growth, places, wire, Pen::new(width, color)),
        }
    }
    let mut path = Vec::new();
    for wire in raised {
        draw_line(input, scene, growth, wire.claim, &mut path);
    }
    let quiet = emphasis.lit.is_none() && emphasis.hits.is_empty() && emphasis.neighbours.is_empty();
    for one in placed {
        let mut color = style.kinds[input.routes.mark(one.entity) as usize];
        if !quiet || emphasis.hovered.is_some() {
            color = color.fade(emphasis.entity_opacity(one.entity));
            node::halo(scene, style, emphasis, one.entity, one.centre, one.radius);
        }
        let radius = one.radius * 0.8;
        scene.push(Paint::Dot { centre: one.centre, radius, color }, Some(Item::Entity(one.entity)));
        scene.target_disc(one.centre, one.radius.max(HIT_AT), Item::Entity(one.entity));
    }
}

/// The loop of a large graph: a circle beside its node.
fn plain_loop(input: &Input<'_>, scene: &mut Scene, growth: f32, places: &[Point], wire: &Wire, pen: Pen) {
    let subject = wire.subject;
    let angle = if let Run::Loop(angle) = wire.run { angle } else { 0.0 };
    let reach = radius(input, subject, growth) + LOOP * growth * 0.6;
    let centre = add(places[subject.index()], curve::at_angle(angle, reach));
    let item = Item::Claim(wire.claim);
    scene.circle(centre, LOOP * growth, None, Some(pen), Some(item));
    scene.targets.push(Target::Disc { centre, radius: LOOP * growth + 2.0, item });
}

/// Small graphs: every mark of the language.
fn detailed(
    input: &Input<'_>,
    scene: &mut Scene,
    growth: f32,
    placed: &[Placed],
    lines: &[Wire],
    path: &mut Vec<Point>,
) {
    let raised = |wire: &&Wire| input.emphasis.claim_selected(wire.claim);
    for wire in lines.iter().filter(|wire| !raised(wire)) {
        draw_line(input, scene, growth, wire.claim, path);
    }
    for wire in lines.iter().filter(raised) {
        draw_line(input, scene, growth, wire.claim, path);
    }
    for one in placed {
        let entity = input.data.entity(one.entity);
        let kind = input.data.kind_of(one.entity).like;
        let item = Item::Entity(one.entity);
        node::ground_disc(scene, input.style, one.centre, one.radius);
        node::halo(scene, input.style, input.emphasis, one.entity, one.centre, one.radius);
        let look = node::Look {
            kind,
            anonymous: entity.anonymous,
            group: entity.group,
            color: input.style.kinds[kind as usize],
            ground: input.style.canvas,
            opacity: input.emphasis.entity_opacity(one.entity),
        };
        node::mark(scene, look, one.centre, one.radius, Some(item));
        // The second outline of a group reaches further out than the mark before it.
        let reach = if entity.group { one.radius * 1.4 } else { one.radius };
        scene.target_disc(one.centre, reach.max(one.radius + 3.0), item);
    }
}

/// The curve of a line in points, cut at its ends; empty where nothing of it is left.
pub(super) fn curve_of(input: &Input<'_>, growth: f32, claim: ClaimIx, out: &mut Vec<Point>) {
    out.clear();
    let record = input.data.claim(claim);
    let a = screen(input, record.subject);
    let mut whole = Vec::with_capacity(42);
    match (record.object, input.routes.run(claim)) {
        (Some(object), Run::Bow(bow)) if object != record.subject => {
            let b = screen(input, object);
            let bow = bow * input.camera.zoom;
            let pieces =
                if bow.abs() < 0.5 { 1 } else { (curve::distance(a, b) / 9.0).clamp(8.0, 40.0) as usize };
            quadratic(a, control(a, b, bow), b, pieces, &mut whole);
            let start = radius(input, record.subject, growth) + 2.5;
            let end = path_length(&whole) - radius(input, object, growth) - 4.5;
            cut(&whole, start, end, out);
        }
        (_, run) => {
            let angle = if let Run::Loop(angle) = run { angle } else { 0.0 };
            // A disputed loop needs room for its break.
            let tall = if input.data.status(claim) == Status::Disputed { 34.0 } else { 22.0 } * growth;
            cubic(loop_curve(a, radius(input, record.subject, growth), angle, tall), 40, &mut whole);
            cut(&whole, 2.0, path_length(&whole) - 4.0, out);
        }
    }
}

fn draw_line(input: &Input<'_>, scene: &mut Scene, growth: f32, claim: ClaimIx, path: &mut Vec<Point>) {
    curve_of(input, growth, claim, path);
    // Ends that touch leave no line to see, and none to hit.
    if path.len() < 2 || path_length(path) < 1.0 {
        return;
    }
    let item = Item::Claim(claim);
    let (class, status) = (input.data.class(claim), input.data.status(claim));
    let hovered = input.emphasis.hovered.and_then(Item::claim) == Some(claim);
    if input.emphasis.claim_selected(claim) {
        line::band(scene, input.style, class, growth, path, Some(item));
    }
    let look = line::Look {
        style: input.style,
        class,
        status,
        missing: input.data.worst_grounding(claim) >= Some(Grounding::Missing),
        opacity: input.emphasis.claim_opacity(claim),
        scale: growth,
        wider: if hovered { 0.6 } else { 0.0 },
        ground: input.style.canvas,
    };
    line::draw(scene, look, path, Some(item));
    scene.target_path(path, item);
    line::target_marks(scene, look, path, item);
}

fn draw_labels(
    input: &Input<'_>,
    scene: &mut Scene,
    growth: f32,
    placed: &[Placed],
    lines: &[Wire],
    dates: &[[f32; 4]],
) {
    let mut crowd = Crowd::new(input.size);
    for &obstacle in input.obstacles.iter().chain(dates) {
        crowd.add(obstacle);
    }
    for one in placed {
        let ([x, y], r) = (one.centre, one.radius);
        crowd.add([x - r, y - r, x + r, y + r]);
    }
    let detailed = placed.len() + lines.len() <= DETAILED;
    let candidate = |one: &Placed| Candidate {
        entity: one.entity,
        centre: one.centre,
        radius: one.radius,
        opacity: input.emphasis.entity_opacity(one.entity),
    };
    let mut candidates: Vec<Candidate> = placed.iter().map(candidate).collect();
    let before = scene.label_boxes.len();
    let (data, shown, zoom) = (input.data, input.shown, input.camera.zoom);
    let ways = detailed.then(|| Ways::of(scene));
    let ways = ways.as_ref();
    label::entities(scene, &mut crowd, data, shown, input.style, input.emphasis, zoom, ways, &mut candidates);
    target_labels(scene, before);
    if let Some(ways) = ways {
        let mut waiting = line_label::line_labels(input, growth, lines);
        let before = scene.label_boxes.len();
        label::lines(scene, &mut crowd, input.style, zoom, ways, &mut waiting, shown.entities.len());
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
