//! Stance rings: the sign and the colour of each stance that a voice takes.

use super::shape::{Align, Pen, Scene, Text};
use super::{Paint, Point, Rgba, Style};
use crate::model::{Item, Stance};
use crate::text::measure::{LINE_HEIGHT, LabelText, width};

/// The colour of a stance.
pub(super) fn color(style: &Style, stance: Stance) -> Rgba {
    match stance {
        Stance::Asserts | Stance::Confirms => style.v_for,
        Stance::Denies | Stance::Disputes | Stance::Retracts => style.v_against,
        Stance::Doubts => style.v_unsure,
        Stance::CannotVerify | Stance::NeitherConfirmsNorDenies => style.v_none,
    }
}

/// How a ring is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) stance: Stance,
    /// Colour of ring and sign.
    pub(super) ink: Rgba,
    /// What lies behind.
    pub(super) ground: Rgba,
    /// Width of the ring in points.
    pub(super) width: f32,
}

/// Draws a ring of radius `r` with its sign; strokes of 1.4, so that it stays sharp at this size.
pub(super) fn ring(scene: &mut Scene, look: Look, c: Point, r: f32, item: Option<Item>) {
    let Look { stance, ink, ground, width: wide } = look;
    scene.circle(c, r, Some(ground), Some(Pen::new(wide, ink)), item);
    let k = r / 7.5;
    let pen = Pen::new((1.4 * k).max(1.2), ink);
    let at = |x: f32, y: f32| [c[0] + x * k, c[1] + y * k];
    match stance {
        Stance::Asserts => scene.stroke(&[at(-3.2, 0.2), at(-1.0, 2.5), at(3.4, -2.6)], pen, item),
        Stance::Confirms => {
            scene.stroke(&[at(-4.6, 0.2), at(-2.4, 2.5), at(1.2, -2.4)], pen, item);
            scene.stroke(&[at(-0.6, 1.3), at(0.7, 2.5), at(4.6, -2.4)], pen, item);
        }
        Stance::Denies | Stance::Disputes => {
            scene.stroke(&[at(-2.6, -2.6), at(2.6, 2.6)], pen, item);
            scene.stroke(&[at(-2.6, 2.6), at(2.6, -2.6)], pen, item);
        }
        Stance::Doubts => {
            let size = 11.5 * k;
            let height = size * LINE_HEIGHT;
            let label = LabelText { lines: vec!["?".to_owned()], width: width("?", size), height, size };
            let text = Text {
                label,
                at: [c[0], c[1] - height * 0.5],
                align: Align::Centre,
                color: ink,
                halo: None,
                plate: None,
            };
            scene.push(Paint::Text(Box::new(text)), item);
        }
        Stance::CannotVerify => {
            scene.circle(c, 1.7 * k, Some(ink), None, item);
            scene.stroke(&[at(-4.0, 4.0), at(4.0, -4.0)], pen, item);
        }
        Stance::NeitherConfirmsNorDenies => scene.stroke(&[at(-3.2, 0.0), at(3.2, 0.0)], pen, item),
        Stance::Retracts => {
            scene.stroke(&[at(-1.0, -3.4), at(-3.6, -1.2), at(-1.0, 1.0)], pen, item);
            let tail = [at(-3.6, -1.2), at(1.6, -1.2), at(3.2, 0.4), at(1.6, 2.6), at(-1.6, 2.6)];
            scene.stroke(&tail, pen, item);
        }
    }
}
