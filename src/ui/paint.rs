//! From the display list to egui's shapes: the same marks on canvas, rows and legend.

use std::borrow::Cow;

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Stroke, Vec2};

use super::theme::Theme;
use crate::model::{BuiltinKind, Class, Dataset, EntityIx, Stance, Status};
use crate::scene::{self, Scene};
use crate::text::bidi;

/// A text in the order in which egui must draw it: words of right-to-left runs in visual order.
pub fn visual(text: &str) -> Cow<'_, str> {
    bidi::visual(text)
}

/// Draws the mark of an entity's kind, hollow or doubled as its flags say, with radius `r`.
pub fn entity_mark(painter: &Painter, theme: &Theme, data: &Dataset, entity: EntityIx, centre: Pos2, r: f32) {
    let record = data.entity(entity);
    kind_mark(painter, theme, data.kind_of(entity).like, record.anonymous, record.group, centre, r);
}

/// Draws the mark of a kind with radius `r`.
pub fn kind_mark(
    painter: &Painter,
    theme: &Theme,
    kind: BuiltinKind,
    anonymous: bool,
    group: bool,
    centre: Pos2,
    r: f32,
) {
    let mut out = Scene::default();
    scene::marks::kind_mark(theme.style, kind, anonymous, group, [centre.x, centre.y], r, &mut out);
    super::canvas::paint_scene(painter, &out);
}

/// Draws a sample of a line from left to right through the middle of `rect`.
pub fn line_sample(painter: &Painter, theme: &Theme, class: Class, status: Status, rect: Rect) {
    let mut out = Scene::default();
    let (from, to) = (rect.left_center(), rect.right_center());
    scene::marks::line_sample(theme.style, class, status, [from.x, from.y], [to.x, to.y], &mut out);
    super::canvas::paint_scene(painter, &out);
}

/// Draws a sample of a status, in the colour of text, through the middle of `rect`.
pub fn status_sample(painter: &Painter, theme: &Theme, status: Status, rect: Rect) {
    let mut out = Scene::default();
    let (from, to) = (rect.left_center(), rect.right_center());
    scene::marks::status_sample(theme.style, status, [from.x, from.y], [to.x, to.y], &mut out);
    super::canvas::paint_scene(painter, &out);
}

/// Draws a sample of a voice in a rectangle.
pub fn voice_sample(painter: &Painter, theme: &Theme, rect: Rect) {
    let mut out = Scene::default();
    let (from, to) = (rect.left_center(), rect.right_center());
    scene::marks::voice_sample(theme.style, theme.style.panel, [from.x, from.y], [to.x, to.y], &mut out);
    super::canvas::paint_scene(painter, &out);
}

/// Draws a stance ring of radius `r`; its sign is made of strokes, so that it stays sharp.
pub fn stance_ring(painter: &Painter, theme: &Theme, stance: Stance, centre: Pos2, r: f32, ground: Color32) {
    let ink = theme.stance(stance);
    painter.circle(centre, r, ground, Stroke::new(1.2, ink));
    let k = r / 7.5;
    let stroke = Stroke::new((1.4 * k).max(1.2), ink);
    let at = |x: f32, y: f32| centre + Vec2::new(x, y) * k;
    match stance {
        Stance::Asserts => {
            painter.line(vec![at(-3.2, 0.2), at(-1.0, 2.5), at(3.4, -2.6)], stroke);
        }
        Stance::Confirms => {
            painter.line(vec![at(-4.6, 0.2), at(-2.4, 2.5), at(1.2, -2.4)], stroke);
            painter.line(vec![at(-0.6, 1.3), at(0.7, 2.5), at(4.6, -2.4)], stroke);
        }
        Stance::Denies | Stance::Disputes => {
            painter.line_segment([at(-2.6, -2.6), at(2.6, 2.6)], stroke);
            painter.line_segment([at(-2.6, 2.6), at(2.6, -2.6)], stroke);
        }
        Stance::Doubts => {
            painter.text(centre, Align2::CENTER_CENTER, "?", FontId::proportional(11.5 * k), ink);
        }
        Stance::CannotVerify => {
            painter.circle_filled(centre, 1.7 * k, ink);
            painter.line_segment([at(-4.0, 4.0), at(4.0, -4.0)], stroke);
        }
        Stance::NeitherConfirmsNorDenies => {
            painter.line_segment([at(-3.2, 0.0), at(3.2, 0.0)], stroke);
        }
        Stance::Retracts => {
            painter.line(vec![at(-1.0, -3.4), at(-3.6, -1.2), at(-1.0, 1.0)], stroke);
            painter
                .line(vec![at(-3.6, -1.2), at(1.6, -1.2), at(3.2, 0.4), at(1.6, 2.6), at(-1.6, 2.6)], stroke);
        }
    }
}
