//! Small graphs: every mark of the language.

use super::build::{Input, Placed, radius, screen};
use super::bundle::{self, Part};
use super::curve::{self, cubic, cut, path_length, quadratic};
use super::label::Crowd;
use super::loops::loop_curve;
use super::route::{Run, Wire, control};
use super::shape::{Scene, Target};
use super::telling::Telling;
use super::ways::Ways;
use super::{Point, line, node, pill, voices};
use crate::model::{ClaimIx, Grounding, Item, Status};

/// How far the control points of a loop lie beyond the rim, in points at 100 %; a disputed one needs room
/// for its break and its voices.
const LOOP: f32 = 22.0;
const DISPUTED_LOOP: f32 = 58.0;

/// Draws what is in view: lines, then pills, voices and nodes. Everything that labels keep clear of is
/// added to the crowd, in which the nodes stand already. Returns where the lines run.
#[expect(clippy::too_many_arguments, reason = "one call, and each is a part of the same build")]
pub(super) fn draw(
    input: &Input<'_>,
    scene: &mut Scene,
    crowd: &mut Crowd,
    growth: f32,
    places: &[Point],
    placed: &[Placed],
    lines: &[Wire],
    path: &mut Vec<Point>,
) -> Ways {
    let raised = |wire: &&Wire| input.emphasis.claim_selected(wire.claim);
    let (mut pills, mut marks) = (Vec::new(), Vec::new());
    for wire in lines.iter().filter(|wire| !raised(wire)).chain(lines.iter().filter(raised)) {
        match bundle::part(input, wire.claim) {
            Part::Closed(set) if set.first() != Some(&wire.claim) => {}
            part => {
                if part == Part::Open && input.routes.bundle(wire.claim).first() == Some(&wire.claim) {
                    hold_open(input, scene, growth, wire, path);
                }
                draw_line(input, scene, growth, wire.claim, path);
                pills.extend(pill_of(input, wire.claim, part, path));
                if path.len() > 1 && line::is_marked(input.data.status(wire.claim)) {
                    marks.push(curve::place_at(path, path_length(path) * 0.5).0);
                }
            }
        }
    }
    let ways = Ways::of(scene);
    for one in placed {
        if let Some((_, at)) = hidden_pill(input, one) {
            crowd.add(at);
        }
    }
    bundle::pills(input, scene, crowd, &ways, &pills);
    let stage = voices::Stage { input, growth, places, placed, lines, ways: &ways };
    voices::draw(&stage, scene, crowd);
    // No label covers the mark of a status; rings have taken their distance from it already.
    for [x, y] in marks {
        crowd.add([x - line::RING, y - line::RING, x + line::RING, y + line::RING]);
    }
    for one in placed {
        draw_node(input, scene, one);
    }
    ways
}

/// Where a closed bundle was pointed at and opened, what was pointed at stays under the pointer: else it
/// would close again at once.
fn hold_open(input: &Input<'_>, scene: &mut Scene, growth: f32, wire: &Wire, path: &mut Vec<Point>) {
    if bundle::run(input, wire.claim) != input.routes.opened(wire.claim) {
        curve_along(input, growth, wire.claim, wire.run, path);
        if path.len() > 1 {
            scene.target_path(path, Item::Claim(wire.claim));
        }
    }
}

/// The pill that a line carries: how many it stands for, or who says it.
fn pill_of(input: &Input<'_>, claim: ClaimIx, part: Part<'_>, path: &[Point]) -> Option<bundle::Waiting> {
    let (words, opacity, opens) = match (part, input.telling(claim).letters()) {
        (_, Some(letters)) => (letters.to_owned(), input.claim_opacity(claim), false),
        (Part::Closed(set), None) => (format!("×{}", set.len()), bundle::opacity(input, set), true),
        _ => return None,
    };
    let frame = input.style.classes[input.data.class(claim) as usize];
    (path.len() > 1).then(|| bundle::Waiting { claim, words, path: path.to_vec(), frame, opacity, opens })
}

fn draw_node(input: &Input<'_>, scene: &mut Scene, one: &Placed) {
    let entity = input.data.entity(one.entity);
    let kind = input.data.kind_of(one.entity).like;
    let item = Item::Entity(one.entity);
    let opacity = input.entity_opacity(one.entity);
    node::ground_disc(scene, input.style, one.centre, one.radius);
    node::halo(scene, input.style, input.emphasis, one.entity, one.centre, one.radius);
    let look = node::Look {
        kind,
        anonymous: entity.anonymous,
        outlines: u8::from(entity.group) + u8::from(entity.collapsed > 0),
        color: input.routes.color(input.style, one.entity, kind),
        ground: input.style.canvas,
        opacity,
    };
    node::mark(scene, look, one.centre, one.radius, Some(item));
    // The second outline of a group reaches further out than the mark before it.
    let reach = one.radius * (1.0 + 0.4 * f32::from(look.outlines));
    scene.target_disc(one.centre, reach.max(one.radius + 3.0), item);
    if let Some((words, [x0, y0, x1, y1])) = hidden_pill(input, one) {
        let look = pill::Look { style: input.style, frame: input.style.line_strong, opacity };
        pill::draw(scene, look, &words, [(x0 + x1) * 0.5, (y0 + y1) * 0.5], Some(item));
        scene.targets.push(Target::Rect { least: [x0, y0], greatest: [x1, y1], item });
    }
}

/// How many neighbours of a node are hidden, "+12", and the box at its upper right where that is said.
fn hidden_pill(input: &Input<'_>, one: &Placed) -> Option<(String, [f32; 4])> {
    let hidden = input.hidden.get(one.entity.index()).copied().filter(|hidden| *hidden > 0)?;
    let words = format!("+{hidden}");
    let [x0, _, x1, _] = pill::area(&words, one.centre);
    // A pin stands at the same corner, and the ring of a selection reaches into it.
    let pinned = input.emphasis.pinned.contains(&one.entity);
    let selected = input.emphasis.selected.contains(&Item::Entity(one.entity));
    let aside = if pinned { 14.0 } else { 0.0 };
    let out = one.radius * 0.72 + if selected { 6.0 } else { 0.0 };
    let at = [one.centre[0] + out + (x1 - x0) * 0.5 - 2.0 + aside, one.centre[1] - out - 6.0];
    let area = pill::area(&words, at);
    Some((words, area))
}

/// The curve of a line in points, cut at its ends; empty where nothing of it is left.
pub(super) fn curve_of(input: &Input<'_>, growth: f32, claim: ClaimIx, out: &mut Vec<Point>) {
    curve_along(input, growth, claim, bundle::run(input, claim), out);
}

fn curve_along(input: &Input<'_>, growth: f32, claim: ClaimIx, run: Run, out: &mut Vec<Point>) {
    out.clear();
    let record = input.data.claim(claim);
    let a = screen(input, record.subject);
    let mut whole = Vec::with_capacity(42);
    match (record.object, run) {
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
            let disputed = input.data.status(claim) == Status::Disputed;
            let tall = if disputed { DISPUTED_LOOP } else { LOOP } * growth;
            cubic(loop_curve(a, radius(input, record.subject, growth), angle, tall), 40, &mut whole);
            cut(&whole, 2.0, path_length(&whole) - 4.0, out);
        }
    }
}

/// Draws one line, or the bundle that it stands for, and leaves its curve in `path`.
pub(super) fn draw_line(
    input: &Input<'_>,
    scene: &mut Scene,
    growth: f32,
    claim: ClaimIx,
    path: &mut Vec<Point>,
) {
    curve_of(input, growth, claim, path);
    // Ends that touch leave no line to see, and none to hit.
    if path.len() < 2 || path_length(path) < 1.0 {
        path.clear();
        return;
    }
    let item = Item::Claim(claim);
    let (class, status) = (input.data.class(claim), input.data.status(claim));
    let own = [claim];
    let set = match bundle::part(input, claim) {
        Part::Closed(set) => set,
        _ => &own,
    };
    let hovered = input.emphasis.hovered.and_then(Item::claim).is_some_and(|one| set.contains(&one));
    if set.iter().any(|&one| input.emphasis.claim_selected(one)) {
        line::band(scene, input.style, class, growth, path, Some(item));
    }
    let missing = |one: &ClaimIx| input.data.worst_grounding(*one) >= Some(Grounding::Missing);
    let look = line::Look {
        style: input.style,
        class,
        status,
        missing: set.iter().any(missing),
        opacity: bundle::opacity(input, set),
        scale: growth,
        wider: bundle::wider(set.len()) + if hovered { 0.6 } else { 0.0 },
        ground: input.style.canvas,
        struck: input.telling(claim) == Telling::Struck,
        undirected: set.iter().all(|&one| input.data.claim(one).undirected),
    };
    line::draw(scene, look, path, Some(item));
    scene.target_path(path, item);
    line::target_marks(scene, look, path, item);
}
