//! From the display list to egui's shapes.

use egui::epaint::{CircleShape, Mesh, PathShape, PathStroke, TextShape, Vertex};
use egui::{
    Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, TextureHandle, TextureOptions, Vec2, pos2, vec2,
};

use crate::scene::{Align, Dash, Paint, Pen, Point, Rgba, Scene, Text};
use crate::text::measure::LINE_HEIGHT;
use crate::ui::theme::color;

/// Offset of the copies that make a halo, in points.
const HALO: f32 = 1.5;
/// Side of the picture of a disc in the atlas, in texels.
const DISC: usize = 64;

/// The picture from which discs and straight lines of large graphs are cut: one mesh draws them all.
pub(in crate::ui) struct Atlas(TextureHandle);

impl Atlas {
    pub(super) fn new(ctx: &egui::Context) -> Self {
        let (width, height) = (DISC + 8, DISC);
        let mut pixels = vec![Color32::TRANSPARENT; width * height];
        let white = |alpha: f32| Color32::from_white_alpha((alpha.clamp(0.0, 1.0) * 255.0).round() as u8);
        for y in 0..height {
            for x in 0..DISC {
                let (dx, dy) = (x as f32 + 0.5 - DISC as f32 / 2.0, y as f32 + 0.5 - DISC as f32 / 2.0);
                pixels[y * width + x] = white(DISC as f32 / 2.0 - 1.0 - dx.hypot(dy) + 0.5);
            }
            // Across a line: full in the middle, soft at both edges.
            let across = (y as f32 + 0.5) / height as f32;
            let soft = white((across.min(1.0 - across)) * 4.0);
            for x in DISC..width {
                pixels[y * width + x] = soft;
            }
        }
        let image = egui::ColorImage::new([width, height], pixels);
        Self(ctx.load_texture("canvas marks", image, TextureOptions::LINEAR))
    }
}

/// Appends the shapes of a scene, moved by `by`.
pub(in crate::ui) fn shapes(
    painter: &Painter,
    atlas: Option<&Atlas>,
    scene: &Scene,
    by: Vec2,
    out: &mut Vec<Shape>,
) {
    let mut mesh = Mesh::default();
    for shape in &scene.shapes {
        match (&shape.paint, atlas) {
            (Paint::Line { from, to, width, color: ink }, Some(atlas)) => {
                mesh.texture_id = atlas.0.id();
                line_quad(&mut mesh, at(*from, by), at(*to, by), *width, color(*ink));
            }
            (Paint::Dot { centre, radius, color: ink }, Some(atlas)) => {
                mesh.texture_id = atlas.0.id();
                disc_quad(&mut mesh, at(*centre, by), *radius, color(*ink));
            }
            _ => {
                flush(&mut mesh, out);
                one(painter, scene, &shape.paint, by, out);
            }
        }
    }
    flush(&mut mesh, out);
}

fn flush(mesh: &mut Mesh, out: &mut Vec<Shape>) {
    if !mesh.is_empty() {
        out.push(Shape::mesh(std::mem::take(mesh)));
    }
}

fn at(point: Point, by: Vec2) -> Pos2 {
    pos2(point[0], point[1]) + by
}

fn quad(mesh: &mut Mesh, corners: [Pos2; 4], uv: [Pos2; 4], color: Color32) {
    let first = mesh.vertices.len() as u32;
    mesh.vertices.extend((0..4).map(|i| Vertex { pos: corners[i], uv: uv[i], color }));
    mesh.indices.extend_from_slice(&[first, first + 1, first + 2, first, first + 2, first + 3]);
}

fn line_quad(mesh: &mut Mesh, from: Pos2, to: Pos2, width: f32, color: Color32) {
    let along = to - from;
    // The picture of a line is soft over half of its width: twice as wide looks as wide as asked for.
    let half = vec2(-along.y, along.x) / along.length().max(1e-3) * (width.max(0.6) + 0.35);
    let u = (DISC as f32 + 4.0) / (DISC as f32 + 8.0);
    let uv = [pos2(u, 0.02), pos2(u, 0.02), pos2(u, 0.98), pos2(u, 0.98)];
    quad(mesh, [from - half, to - half, to + half, from + half], uv, color);
}

fn disc_quad(mesh: &mut Mesh, centre: Pos2, radius: f32, color: Color32) {
    let u = DISC as f32 / (DISC as f32 + 8.0);
    let r = radius * DISC as f32 / (DISC as f32 - 2.0);
    let corners = [centre + vec2(-r, -r), centre + vec2(r, -r), centre + vec2(r, r), centre + vec2(-r, r)];
    quad(mesh, corners, [pos2(0.0, 0.0), pos2(u, 0.0), pos2(u, 1.0), pos2(0.0, 1.0)], color);
}

fn one(painter: &Painter, scene: &Scene, paint: &Paint, by: Vec2, out: &mut Vec<Shape>) {
    match paint {
        Paint::Line { from, to, width, color: ink } => {
            out.push(Shape::line_segment([at(*from, by), at(*to, by)], Stroke::new(*width, color(*ink))));
        }
        Paint::Dot { centre, radius, color: ink } => {
            out.push(Shape::circle_filled(at(*centre, by), *radius, color(*ink)));
        }
        Paint::Circle { centre, radius, fill, pen } => {
            circle(painter, at(*centre, by), *radius, *fill, *pen, out);
        }
        Paint::Path { points, closed, fill, convex, pen } => {
            let points: Vec<Pos2> = scene.path(points).iter().map(|point| at(*point, by)).collect();
            path(painter, points, *closed, *fill, *convex, *pen, out);
        }
        Paint::Text(text) => write(painter, text, by, out),
    }
}

fn circle(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    fill: Option<Rgba>,
    pen: Option<Pen>,
    out: &mut Vec<Shape>,
) {
    let solid = pen.filter(|pen| pen.dash == Dash::Solid);
    let stroke = solid.map_or(Stroke::NONE, |pen| Stroke::new(pen.width, color(pen.color)));
    let fill = fill.map_or(Color32::TRANSPARENT, color);
    if fill != Color32::TRANSPARENT || solid.is_some() {
        out.push(Shape::Circle(CircleShape { center: centre, radius, fill, stroke }));
    }
    if let Some(pen) = pen.filter(|pen| pen.dash != Dash::Solid) {
        let pieces = (radius * 2.0).clamp(24.0, 96.0) as usize;
        let turn = |i: usize| std::f32::consts::TAU * i as f32 / pieces as f32;
        let ring: Vec<Pos2> = (0..=pieces).map(|i| centre + Vec2::angled(turn(i)) * radius).collect();
        stroke_path(painter, ring, pen, false, out);
    }
}

fn path(
    painter: &Painter,
    points: Vec<Pos2>,
    closed: bool,
    fill: Option<Rgba>,
    convex: bool,
    pen: Option<Pen>,
    out: &mut Vec<Shape>,
) {
    if points.len() < 2 {
        return;
    }
    if let Some(ink) = fill.filter(|_| closed).map(color) {
        if convex {
            out.push(Shape::Path(PathShape {
                points: points.clone(),
                closed,
                fill: ink,
                stroke: PathStroke::NONE,
            }));
        } else {
            // Stars and speech sheets can be filled as a fan from their middle; the outline softens the edge.
            let middle = (points.iter().fold(Vec2::ZERO, |sum, point| sum + point.to_vec2())
                / points.len() as f32)
                .to_pos2();
            let mut mesh = Mesh::default();
            mesh.colored_vertex(middle, ink);
            for point in &points {
                mesh.colored_vertex(*point, ink);
            }
            let count = points.len() as u32;
            for i in 0..count {
                mesh.add_triangle(0, i + 1, (i + 1) % count + 1);
            }
            out.push(Shape::mesh(mesh));
            out.push(Shape::closed_line(points.clone(), Stroke::new(0.8, ink)));
        }
    }
    if let Some(pen) = pen {
        stroke_path(painter, points, pen, closed, out);
    }
}

fn stroke_path(painter: &Painter, mut points: Vec<Pos2>, pen: Pen, closed: bool, out: &mut Vec<Shape>) {
    let ink = color(pen.color);
    let stroke = Stroke::new(pen.width, ink);
    match pen.dash {
        Dash::Solid if closed => out.push(Shape::closed_line(points, stroke)),
        Dash::Solid => out.push(Shape::line(points, stroke)),
        broken => {
            if closed {
                points.extend(points.first().copied());
            }
            // Close up, a line may be fifty screens long: only what is seen is cut into dashes.
            for part in visible(points, painter.clip_rect().expand(40.0)) {
                match broken {
                    Dash::Dashed(on, off) => out.extend(Shape::dashed_line(&part, stroke, on, off)),
                    Dash::Dotted(spacing) => {
                        out.extend(Shape::dotted_line(&part, ink, spacing.max(1.0), pen.width * 0.5));
                    }
                    Dash::Solid => {}
                }
            }
        }
    }
}

/// The parts of a path inside a rectangle; the path itself where all of it is.
fn visible(points: Vec<Pos2>, clip: Rect) -> Vec<Vec<Pos2>> {
    if points.iter().all(|point| clip.contains(*point)) {
        return vec![points];
    }
    let mut parts: Vec<Vec<Pos2>> = Vec::new();
    for pair in points.windows(2) {
        let Some((from, to)) = clipped(pair[0], pair[1], clip) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of a straight line inside a rectangle (Liang and Barsky 1984).
fn clipped(from: Pos2, to: Pos2, clip: Rect) -> Option<(Pos2, Pos2)> {
    let along = to - from;
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    for (d, low, high) in [
        (along.x, clip.min.x - from.x, clip.max.x - from.x),
        (along.y, clip.min.y - from.y, clip.max.y - from.y),
    ] {
        if d.abs() < 1e-6 {
            if low > 0.0 || high < 0.0 {
                return None;
            }
            continue;
        }
        let (enter, leave) = if d > 0.0 { (low / d, high / d) } else { (high / d, low / d) };
        first = first.max(enter);
        last = last.min(leave);
    }
    let point = |share: f32| {
        if share <= 0.0 {
            from
        } else if share >= 1.0 {
            to
        } else {
            from + along * share
        }
    };
    (first < last).then(|| (point(first), point(last)))
}

fn write(painter: &Painter, text: &Text, by: Vec2, out: &mut Vec<Shape>) {
    let line_height = text.label.size * LINE_HEIGHT;
    let mut halos: Vec<Shape> = Vec::new();
    let mut letters: Vec<Shape> = Vec::new();
    for (i, line) in text.label.lines.iter().enumerate() {
        let font = FontId::proportional(text.label.size);
        let visual = crate::text::bidi::visual(line).into_owned();
        let galley = painter.layout_no_wrap(visual, font, Color32::PLACEHOLDER);
        let left = match text.align {
            Align::Left => 0.0,
            Align::Centre => -galley.size().x * 0.5,
            Align::Right => -galley.size().x,
        };
        let top = i as f32 * line_height + (line_height - galley.size().y) * 0.5;
        let pos = at(text.at, by) + vec2(left, top);
        if let Some(halo) = text.halo.map(color) {
            for step in 0..8 {
                let shift = Vec2::angled(std::f32::consts::TAU * step as f32 / 8.0) * HALO;
                halos.push(Shape::Text(TextShape::new(pos + shift, galley.clone(), halo)));
            }
        }
        if let Some(plate) = text.plate.map(color) {
            let rect = Rect::from_min_size(pos, galley.size()).shrink2(vec2(-2.0, galley.size().y * 0.12));
            halos.insert(0, Shape::rect_filled(rect, 2.0, plate));
        }
        letters.push(Shape::Text(TextShape::new(pos, galley, color(text.color))));
    }
    out.append(&mut halos);
    out.append(&mut letters);
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};

    use super::{clipped, visible};

    #[test]
    fn only_the_part_inside_is_cut_into_dashes() {
        let clip = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 100.0));
        assert_eq!(
            clipped(pos2(-50.0, 50.0), pos2(150.0, 50.0), clip),
            Some((pos2(0.0, 50.0), pos2(100.0, 50.0)))
        );
        assert_eq!(clipped(pos2(-50.0, -10.0), pos2(150.0, -10.0), clip), None);
        let inside = vec![pos2(1.0, 1.0), pos2(9.0, 9.0)];
        assert_eq!(visible(inside.clone(), clip), [inside]);
        let far = vec![pos2(50.0, 50.0), pos2(5e4, 50.0), pos2(5e4, 60.0), pos2(50.0, 60.0)];
        assert_eq!(visible(far, clip).len(), 2);
    }
}
