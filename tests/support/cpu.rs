//! A renderer for `egui_kittest` that needs no graphics card: it fills egui's triangles on the processor.

use std::collections::HashMap;

use egui::epaint::{ImageData, Mesh, Primitive, Vertex};
use egui::{Context, FullOutput, Rect, TextureFilter, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Premultiplied colour, 0 to 255 a channel.
type Colour = [f32; 4];

/// Draws what egui put out into a picture, one triangle after the other, as a graphics card would.
#[derive(Default)]
pub(crate) struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    smooth: bool,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut changed: Vec<_> = delta.set.drain().collect();
        changed.sort_by_key(|(id, _)| *id);
        for (id, images) in changed {
            for change in images {
                let ImageData::Color(image) = &change.image;
                let [width, height] = image.size;
                let pixels = image.pixels.iter().map(egui::Color32::to_array);
                let smooth = change.options.magnification == TextureFilter::Linear;
                match (change.pos, self.textures.get_mut(&id)) {
                    (Some([x, y]), Some(texture)) => {
                        for (i, pixel) in pixels.enumerate() {
                            let at = (y + i / width) * texture.width + x + i % width;
                            texture.pixels[at] = pixel;
                        }
                    }
                    _ => {
                        self.textures.insert(id, Texture { width, height, pixels: pixels.collect(), smooth });
                    }
                }
            }
        }
        let freed: Vec<TextureId> = delta.free.drain().collect();
        self.textures.retain(|id, _| !freed.contains(id));
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        if width == 0 || height == 0 {
            return Err("the window has no size".to_owned());
        }
        let mut canvas = Canvas { width, height, pixels: vec![[0.0, 0.0, 0.0, 255.0]; width * height] };
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            if let Primitive::Mesh(mesh) = &clipped.primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                canvas.mesh(mesh, texture, clipped.clip_rect * scale, scale);
            }
        }
        let bytes = canvas.pixels.iter().flatten().map(|channel| (channel + 0.5) as u8).collect();
        RgbaImage::from_raw(width as u32, height as u32, bytes)
            .ok_or_else(|| "the picture is too large".to_owned())
    }
}

impl Texture {
    fn pixel(&self, x: isize, y: isize) -> Colour {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.pixels[y * self.width + x].map(f32::from)
    }

    fn sample(&self, u: f32, v: f32) -> Colour {
        let (x, y) = (u * self.width as f32, v * self.height as f32);
        if !self.smooth {
            return self.pixel(x.floor() as isize, y.floor() as isize);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, low_share) = (x - left, y - top);
        let (left, top) = (left as isize, top as isize);
        let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| self.pixel(left + dx, top + dy));
        std::array::from_fn(|k| {
            let upper = corners[0][k] + (corners[1][k] - corners[0][k]) * right_share;
            let lower = corners[2][k] + (corners[3][k] - corners[2][k]) * right_share;
            upper + (lower - upper) * low_share
        })
    }
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

/// One side of a triangle: `x·dx + y·dy + at` is positive inside.
struct Side {
    dx: f32,
    dy: f32,
    at: f32,
    /// Pixels exactly on the side belong to the triangle: true for upper and left sides, so that two
    /// triangles which share a side never both draw its pixels.
    owns: bool,
}

impl Side {
    fn new(a: [f32; 2], b: [f32; 2]) -> Self {
        // Worked out from the same end whichever triangle asks, so that two triangles with a side in
        // common get figures that differ in sign alone and leave no pixel between them.
        let (from, to, sign) = if (a[0], a[1]) <= (b[0], b[1]) { (a, b, 1.0) } else { (b, a, -1.0) };
        let (dx, dy) = (from[1] - to[1], to[0] - from[0]);
        let at = -(dx * from[0] + dy * from[1]);
        let (dx, dy, at) = (dx * sign, dy * sign, at * sign);
        Self { dx, dy, at, owns: dx > 0.0 || (dx == 0.0 && dy > 0.0) }
    }

    fn distance(&self, x: f32, y: f32) -> f32 {
        self.dx * x + self.dy * y + self.at
    }
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let bound = |v: f32, most: usize| v.round().clamp(0.0, most as f32) as usize;
        let clip = [
            bound(clip.min.x, self.width),
            bound(clip.min.y, self.height),
            bound(clip.max.x, self.width),
            bound(clip.max.y, self.height),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [corners[0], corners[1], corners[2]].map(|i| &mesh.vertices[i as usize]);
            self.triangle(corners, texture, clip, scale);
        }
    }

    fn triangle(&mut self, corners: [&Vertex; 3], texture: &Texture, clip: [usize; 4], scale: f32) {
        let place = |vertex: &Vertex| [vertex.pos.x * scale, vertex.pos.y * scale];
        let [a, b, c] = corners.map(place);
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        if area < 0.0 {
            return self.triangle([corners[0], corners[2], corners[1]], texture, clip, scale);
        }
        let low = |k: usize| a[k].min(b[k]).min(c[k]).floor().max(0.0) as usize;
        let high = |k: usize| a[k].max(b[k]).max(c[k]).ceil().max(0.0) as usize;
        let (x0, x1) = (low(0).max(clip[0]), high(0).min(clip[2]));
        let (y0, y1) = (low(1).max(clip[1]), high(1).min(clip[3]));
        let sides = [Side::new(b, c), Side::new(c, a), Side::new(a, b)];
        let colours = corners.map(|vertex| vertex.color.to_array().map(f32::from));
        let plain = corners.iter().all(|vertex| vertex.uv == corners[0].uv);
        let ground = plain.then(|| texture.sample(corners[0].uv.x, corners[0].uv.y));
        for y in y0..y1 {
            let middle = y as f32 + 0.5;
            let (first, last) = span(&sides, middle, x0, x1);
            for x in first..last {
                let distances = [0, 1, 2].map(|k: usize| sides[k].distance(x as f32 + 0.5, middle));
                let outside = |k: usize| distances[k] < 0.0 || (distances[k] == 0.0 && !sides[k].owns);
                if (0..3).any(outside) {
                    continue;
                }
                let shares = distances.map(|distance| distance / area);
                let mix = |of: [f32; 3]| of[0] * shares[0] + of[1] * shares[1] + of[2] * shares[2];
                let texel = ground.unwrap_or_else(|| {
                    let uv = corners.map(|vertex| vertex.uv);
                    texture.sample(mix(uv.map(|uv| uv.x)), mix(uv.map(|uv| uv.y)))
                });
                let source: Colour = std::array::from_fn(|k| mix(colours.map(|of| of[k])) * texel[k] / 255.0);
                let under = &mut self.pixels[y * self.width + x];
                let keep = 1.0 - source[3] / 255.0;
                for k in 0..4 {
                    // Rounded as a target of eight bits rounds after each triangle.
                    under[k] = (source[k] + under[k] * keep).round().min(255.0);
                }
            }
        }
    }
}

/// The pixels of a row that a triangle may cover, found from its sides.
fn span(sides: &[Side; 3], y: f32, x0: usize, x1: usize) -> (usize, usize) {
    let (mut first, mut last) = (x0 as f32, x1 as f32);
    for side in sides {
        let rest = side.dy * y + side.at;
        if side.dx > 0.0 {
            first = first.max(-rest / side.dx - 1.5);
        } else if side.dx < 0.0 {
            last = last.min(-rest / side.dx + 1.5);
        } else if rest < 0.0 {
            return (0, 0);
        }
    }
    (first.max(0.0) as usize, last.max(0.0).ceil().min(x1 as f32) as usize)
}
