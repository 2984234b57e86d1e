//! Large graphs: straight lines and discs, by the thousand.

use super::build::{Input, Placed, radius};
use super::curve::{self, add};
use super::route::{Run, Wire};
use super::shape::{Pen, Scene, Target};
use super::{Paint, Point, detail, hit, line, node};
use crate::model::Item;

/// The least radius at which a disc is hit, in points.
const HIT_AT: f32 = 4.0;
/// Radius of a loop in a large graph, in points at 100 %.
const LOOP: f32 = 6.0;

/// Draws what is in view plainly.
pub(super) fn draw(
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
    let told = input.told.is_some();
    let quiet = !told && emphasis.lit.is_none() && emphasis.selected.is_empty() && emphasis.hovered.is_none();
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
            let opacity = input.claim_opacity(wire.claim);
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
        detail::draw_line(input, scene, growth, wire.claim, &mut path);
    }
    let quiet = emphasis.lit.is_none() && emphasis.hits.is_empty() && emphasis.neighbours.is_empty();
    for one in placed {
        let mut color = input.routes.color(style, one.entity, input.routes.mark(one.entity));
        if !quiet || told || emphasis.hovered.is_some() {
            color = color.fade(input.entity_opacity(one.entity));
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
