//! The small marks of the matrix: what is done by colour and form, what is said by colour and sign.

use egui::{Color32, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::model::Class;
use crate::ui::theme::{Theme, color, size};
use crate::ui::{Context, lines};

/// Room of a mark before its number, in points.
pub(super) const MARK: f32 = 9.0;

/// The mark of a class: square against, disc for; full where it is done, hollow where it is said; a dash
/// for structure, a point for the rest.
pub(super) fn class_mark(painter: &Painter, theme: &Theme, class: Class, centre: Pos2) {
    let ink = theme.class(class);
    let stroke = Stroke::new(1.6, ink);
    let square = Rect::from_center_size(centre, Vec2::splat(7.0));
    match class {
        Class::MaterialConflict => {
            painter.rect_filled(square, 1.0, ink);
        }
        Class::VerbalConflict => {
            painter.rect_stroke(square, 1.0, stroke, StrokeKind::Inside);
        }
        Class::MaterialCooperation => {
            painter.circle_filled(centre, 3.7, ink);
        }
        Class::VerbalCooperation => {
            painter.circle_stroke(centre, 3.0, stroke);
        }
        Class::Structural => {
            painter.hline(centre.x - 3.5..=centre.x + 3.5, centre.y, Stroke::new(2.0, ink));
        }
        Class::Other => {
            painter.circle_filled(centre, 1.8, ink);
        }
    }
}

/// What a row does with claims about a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    For,
    Against,
    Open,
}

impl Said {
    /// Its colour.
    pub(super) fn ink(self, theme: &Theme) -> Color32 {
        color(match self {
            Self::For => theme.style.v_for,
            Self::Against => theme.style.v_against,
            Self::Open => theme.style.v_unsure,
        })
    }
}

/// The sign of it, in strokes, so that it stays sharp.
pub(super) fn said_sign(painter: &Painter, theme: &Theme, said: Said, centre: Pos2) {
    let stroke = Stroke::new(1.4, said.ink(theme));
    let at = |x: f32, y: f32| centre + vec2(x, y);
    match said {
        Said::For => {
            painter.line(vec![at(-3.2, 0.2), at(-1.0, 2.5), at(3.4, -2.6)], stroke);
        }
        Said::Against => {
            painter.line_segment([at(-2.6, -2.6), at(2.6, 2.6)], stroke);
            painter.line_segment([at(-2.6, 2.6), at(2.6, -2.6)], stroke);
        }
        Said::Open => {
            let hook = [(-2.0, -2.0), (-1.0, -3.4), (1.0, -3.4), (2.0, -2.0), (0.0, 0.0), (0.0, 1.0)];
            painter.line(hook.iter().map(|&(x, y)| at(x, y)).collect(), stroke);
            painter.circle_filled(at(0.0, 3.0), 0.9, stroke.color);
        }
    }
}

/// How to read it, in the corner that is free.
pub(super) fn explain(ui: &Ui, ctx: &Context<'_>, corner: Rect) {
    let theme = ctx.theme;
    let line = |words: &str| lines::line(ui, words, size::CAPTION, theme.text3(), corner.width() - 24.0);
    let mut at = corner.left_top() + vec2(12.0, 22.0);
    for words in
        ["Above: what the row does", "to the column", "Below: what the row says", "of claims about it"]
    {
        lines::put(ui, at, line(words));
        at.y += 15.0;
    }
    let mut x = at.x + 4.0;
    for (said, word) in [(Said::For, "says"), (Said::Against, "denies"), (Said::Open, "open")] {
        said_sign(ui.painter(), theme, said, pos2(x, at.y + 6.0));
        x = lines::put(ui, pos2(x + 7.0, at.y + 6.0), line(word)) + 12.0;
    }
}
