//! The small map: the whole graph as dots and a frame around what the canvas shows. It appears when part of
//! the graph lies outside the canvas.

use egui::{CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2};

use crate::scene::{Camera, Point};
use crate::session::Action;
use crate::ui::Context;

/// Width and height, distance from the edges, and room inside, in points.
const SIZE: Vec2 = vec2(168.0, 112.0);
const EDGE: f32 = 12.0;
const INSET: f32 = 9.0;
/// Room between it and the legend.
const GAP: f32 = 8.0;
/// Side of a dot. Two nodes in one square of this side are one dot, so a million nodes are a few thousand.
const DOT: f32 = 2.0;
/// Smaller canvases have no room for it.
const LEAST: Vec2 = vec2(420.0, 320.0);

/// What is kept between frames.
#[derive(Default)]
pub(super) struct Minimap {
    made_of: Option<(u64, u64)>,
    /// Least and greatest corner of the nodes, in layout units; `None` where there are none.
    bounds: Option<[Point; 2]>,
    /// Middles of the dots, in points from the middle of the map.
    dots: Vec<Vec2>,
    /// Points a layout unit.
    scale: f32,
}

impl Minimap {
    /// Shows the map where it is wanted and needed, and returns the room that it takes. `legend` is the room
    /// of the legend.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        canvas: Rect,
        legend: Option<Rect>,
        camera: Camera,
        out: &mut Vec<Action>,
    ) -> Option<Rect> {
        if !ctx.session.settings().minimap || canvas.width() < LEAST.x || canvas.height() < LEAST.y {
            return None;
        }
        self.renew(ctx);
        let [least, greatest] = self.bounds?;
        let size = [canvas.width(), canvas.height()];
        if holds(camera, size, [least, greatest]) {
            return None;
        }
        let left = canvas.right() - EDGE - SIZE.x;
        let below = legend.filter(|legend| legend.right() > left - GAP);
        let bottom = below.map_or(canvas.bottom() - EDGE, |legend| legend.top() - GAP);
        let rect = Rect::from_min_size(pos2(left, bottom - SIZE.y), SIZE);
        let theme = ctx.theme;
        let response = ui.interact(rect, ui.id().with("minimap"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, "Small map"));
        ui.painter().add(theme.shadow().as_shape(rect, 8.0));
        ui.painter().rect(rect, 8.0, theme.panel(), Stroke::new(1.0, theme.line()), StrokeKind::Inside);
        let painter = ui.painter_at(rect.shrink(1.0));
        let ink = theme.text3();
        let mut mesh = egui::Mesh::default();
        for dot in &self.dots {
            mesh.add_colored_rect(Rect::from_center_size(rect.center() + *dot, Vec2::splat(DOT)), ink);
        }
        painter.add(egui::Shape::mesh(mesh));

        let middle = [(least[0] + greatest[0]) * 0.5, (least[1] + greatest[1]) * 0.5];
        let away = vec2(camera.centre[0] - middle[0], camera.centre[1] - middle[1]) * self.scale;
        let seen = vec2(size[0], size[1]) / camera.zoom * self.scale;
        let frame = Rect::from_center_size(rect.center() + away, seen).intersect(rect.shrink(2.0));
        if frame.is_positive() {
            let accent = theme.accent();
            painter.rect(
                frame,
                2.0,
                accent.gamma_multiply(0.1),
                Stroke::new(1.2, accent),
                StrokeKind::Inside,
            );
        }
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(if response.dragged() {
                CursorIcon::Grabbing
            } else {
                CursorIcon::Default
            });
        }
        if let Some(p) = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged())
        {
            let off = (p - rect.center()) / self.scale;
            let centre = [middle[0] + off.x, middle[1] + off.y];
            out.push(Action::SetCamera(Camera { centre, ..camera }, true));
        }
        Some(rect)
    }

    /// Works the dots out anew where the graph changed.
    fn renew(&mut self, ctx: &Context<'_>) {
        let derived = ctx.session.derived();
        let made_of = (ctx.data().revision(), derived.revision());
        if self.made_of == Some(made_of) {
            return;
        }
        self.made_of = Some(made_of);
        self.dots.clear();
        let places = || derived.drawn().entities.iter().filter_map(|&entity| derived.position(entity));
        let (mut least, mut greatest) = ([f32::MAX; 2], [f32::MIN; 2]);
        for p in places() {
            for k in 0..2 {
                least[k] = least[k].min(p[k]);
                greatest[k] = greatest[k].max(p[k]);
            }
        }
        self.bounds = (least[0] <= greatest[0]).then_some([least, greatest]);
        let room = SIZE - Vec2::splat(2.0 * INSET);
        let span = [greatest[0] - least[0], greatest[1] - least[1]].map(|span| span.max(1.0));
        self.scale = (room.x / span[0]).min(room.y / span[1]);
        let middle = [(least[0] + greatest[0]) * 0.5, (least[1] + greatest[1]) * 0.5];
        let (columns, rows) = ((SIZE.x / DOT) as usize + 1, (SIZE.y / DOT) as usize + 1);
        let mut taken = vec![false; columns * rows];
        for p in places() {
            let at = vec2(p[0] - middle[0], p[1] - middle[1]) * self.scale;
            let cell = (at + SIZE * 0.5) / DOT;
            let cell = (cell.x.max(0.0) as usize).min(columns - 1)
                + (cell.y.max(0.0) as usize).min(rows - 1) * columns;
            if !std::mem::replace(&mut taken[cell], true) {
                self.dots.push(at);
            }
        }
    }
}

/// Whether all of the graph lies on the canvas, give or take the rim of a node.
fn holds(camera: Camera, size: Point, [least, greatest]: [Point; 2]) -> bool {
    const RIM: f32 = 4.0;
    let (a, b) = (camera.to_screen(least, size), camera.to_screen(greatest, size));
    (0..2).all(|k| a[k] >= -RIM && b[k] <= size[k] + RIM)
}

#[cfg(test)]
mod tests {
    use super::{Camera, holds};

    #[test]
    fn it_is_wanted_when_part_of_the_graph_is_outside() {
        let bounds = [[-100.0, -50.0], [100.0, 50.0]];
        let at = |centre, zoom| holds(Camera { centre, zoom }, [400.0, 300.0], bounds);
        assert!(at([0.0, 0.0], 1.0) && at([90.0, 0.0], 1.0));
        assert!(!at([0.0, 0.0], 2.5) && !at([150.0, 0.0], 1.0) && !at([0.0, -120.0], 1.0));
    }
}
