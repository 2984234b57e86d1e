//! Selecting by drawing on the canvas: a box with Shift, a free-hand line with the lasso.

use egui::{Rect, Shape, Stroke, StrokeKind, Ui, vec2};

use crate::model::{EntityIx, Item};
use crate::scene::{Point, Scene};
use crate::session::{Action, Click};
use crate::ui::Context;

/// Points that the pointer moves before the line of a lasso gets another corner, and the most corners.
const STEP: f32 = 3.0;
const CORNERS: usize = 4000;

/// What is being drawn, in points from the canvas' upper left corner.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Region {
    /// Between two corners.
    Box(Point, Point),
    /// Along the pointer's way.
    Lasso(Vec<Point>),
}

impl Region {
    /// Takes the pointer's next place in.
    pub(super) fn extend(&mut self, p: Point) {
        match self {
            Self::Box(_, to) => *to = p,
            Self::Lasso(path) => {
                let moved = path.last().is_none_or(|last| (last[0] - p[0]).hypot(last[1] - p[1]) >= STEP);
                if moved && path.len() < CORNERS {
                    path.push(p);
                }
            }
        }
    }

    /// The nodes inside.
    fn nodes(&self, scene: &Scene) -> Vec<EntityIx> {
        match self {
            Self::Box(from, to) => scene.nodes_in_box(*from, *to),
            Self::Lasso(path) => scene.nodes_in_lasso(path),
        }
    }

    /// What letting go does: what is inside is selected, or with `more` joins what is.
    pub(super) fn select(&self, scene: &Scene, more: bool, out: &mut Vec<Action>) {
        let items: Vec<Item> = self.nodes(scene).into_iter().map(Item::Entity).collect();
        let click = if more { Click::Toggle } else { Click::Only };
        out.push(Action::SelectMany(items, click));
    }

    /// Draws it over the graph.
    pub(super) fn draw(&self, ui: &Ui, ctx: &Context<'_>, canvas: Rect) {
        let painter = ui.painter_at(canvas);
        let ink = crate::ui::theme::color(ctx.theme.style.accent);
        let fill = ink.gamma_multiply(0.12);
        let at = |p: Point| canvas.min + vec2(p[0], p[1]);
        match self {
            Self::Box(from, to) => {
                let rect = Rect::from_two_pos(at(*from), at(*to));
                painter.rect(rect, 2.0, fill, Stroke::new(1.2, ink), StrokeKind::Inside);
            }
            Self::Lasso(path) => {
                let mut points: Vec<egui::Pos2> = path.iter().map(|p| at(*p)).collect();
                painter.add(Shape::line(points.clone(), Stroke::new(1.5, ink)));
                // What still lacks until it is closed.
                if let (Some(&first), Some(&last)) = (points.first(), points.last()) {
                    points.clear();
                    painter.extend(Shape::dashed_line(&[last, first], Stroke::new(1.2, ink), 4.0, 4.0));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Region;

    #[test]
    fn a_lasso_takes_corners_that_are_apart() {
        let mut lasso = Region::Lasso(vec![[0.0, 0.0]]);
        for x in 0..10 {
            lasso.extend([x as f32, 0.0]);
        }
        assert_eq!(lasso, Region::Lasso(vec![[0.0, 0.0], [3.0, 0.0], [6.0, 0.0], [9.0, 0.0]]));
        let mut area = Region::Box([1.0, 1.0], [1.0, 1.0]);
        area.extend([5.0, 6.0]);
        assert_eq!(area, Region::Box([1.0, 1.0], [5.0, 6.0]));
    }
}
