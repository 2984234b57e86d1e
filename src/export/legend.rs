//! The legend below a picture, drawn with the marks of the canvas.

use crate::graph::Shown;
use crate::model::{Class, Dataset, Status};
use crate::scene::{Align, Paint, Point, Scene, Shape, Style, Text, marks};
use crate::text::measure::{LINE_HEIGHT, LabelText, width};

/// Height that the legend adds to a picture, in points.
pub(super) const HEIGHT: f32 = 58.0;
/// Size of its type.
const SIZE: f32 = 11.5;
/// Length of a sample.
const SAMPLE: f32 = 30.0;

/// What a dotted thread with a ring is.
const VOICE: &str = "voice of a speaker";

enum Entry {
    Class(Class),
    Status(Status),
    Voice,
}

/// Draws the legend into `scene`, `HEIGHT` points from `top` down, as wide as the scene.
pub(super) fn draw(scene: &mut Scene, style: &Style, data: &Dataset, shown: &Shown, top: f32) {
    let classes = Class::ALL.into_iter().filter_map(|class| {
        let n = shown.claims.iter().filter(|&&claim| data.class(claim) == class).count();
        (n > 0).then(|| (Entry::Class(class), format!("{} {n}", class.words())))
    });
    row(scene, style, &classes.collect::<Vec<_>>(), top + 18.0);
    let statuses = Status::ALL.into_iter().filter_map(|status| {
        let n = shown.claims.iter().filter(|&&claim| data.status(claim) == status).count();
        (n > 0).then(|| (Entry::Status(status), format!("{} {n}", status.words())))
    });
    let voice = (scene.voices().next().is_some()).then(|| (Entry::Voice, VOICE.to_owned()));
    row(scene, style, &statuses.chain(voice).collect::<Vec<_>>(), top + 40.0);
}

fn row(scene: &mut Scene, style: &Style, entries: &[(Entry, String)], y: f32) {
    const GAP: f32 = 8.0;
    let wide = |words: &str| SAMPLE + GAP + width(words, SIZE);
    let total: f32 = entries.iter().map(|(_, words)| wide(words)).sum();
    let between = if entries.len() > 1 {
        ((scene.size[0] - 40.0 - total) / (entries.len() - 1) as f32).clamp(12.0, 36.0)
    } else {
        0.0
    };
    let row = total + between * entries.len().saturating_sub(1) as f32;
    let mut x = ((scene.size[0] - row) * 0.5).max(12.0);
    for (entry, words) in entries {
        let (from, to): (Point, Point) = ([x, y], [x + SAMPLE, y]);
        match entry {
            Entry::Class(class) => marks::line_sample(style, *class, Status::Reported, from, to, scene),
            Entry::Status(status) => marks::status_sample(style, *status, from, to, scene),
            Entry::Voice => marks::voice_sample(style, style.canvas, from, to, scene),
        }
        let height = SIZE * LINE_HEIGHT;
        let label = LabelText { lines: vec![words.clone()], width: width(words, SIZE), height, size: SIZE };
        let at = [x + SAMPLE + GAP, y - height * 0.5];
        let text = Text { label, at, align: Align::Left, color: style.text2, halo: None, plate: None };
        scene.shapes.push(Shape { paint: Paint::Text(Box::new(text)), item: None });
        x += wide(words) + between;
    }
}
