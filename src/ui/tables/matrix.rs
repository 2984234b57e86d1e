//! The matrix: who acts on whom above, who says what about whom below, in each cell.

use std::f32::consts::FRAC_PI_2;
use std::sync::Arc;

use egui::epaint::TextShape;
use egui::{
    CursorIcon, EventFilter, Id, Key as Press, Modifiers, Rect, Response, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use super::data::{Key, cell_words, claims_of, into_sight, neighbour};
use super::later::Later;
use super::signs::{MARK, Said, class_mark, explain, said_sign};
use super::{SMALL, Shown};
use crate::graph::{self, Cell};
use crate::model::{Class, EntityIx, Item};
use crate::session::{Action, Click, Table};
use crate::ui::canvas::names;
use crate::ui::theme::size;
use crate::ui::widgets::{self, counted, number};
use crate::ui::{Context, lines, paint};

/// Size of a cell, of the names of rows (width) and of columns (height), in points.
const CELL: Vec2 = vec2(58.0, 40.0);
const HEADS: Vec2 = vec2(168.0, 140.0);
/// So many actors are shown until more are asked for: the rest act and speak least.
const FIRST: usize = 60;

/// What belongs to the matrix alone.
#[derive(Default)]
pub(super) struct Matrix {
    made: Later<Key<()>, graph::Matrix>,
    /// Whether all actors are shown.
    all: bool,
    /// Top left of what was in sight, and its size.
    seen: (Vec2, Vec2),
    /// The cell to bring into sight and to give the focus.
    goal: Option<(usize, usize)>,
    /// The cell under the pointer, whose heads are lit.
    under: Option<(usize, usize)>,
}

fn cell_id(row: EntityIx, column: EntityIx) -> Id {
    Id::new(("matrix cell", row.0, column.0))
}

impl Matrix {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        rect: Rect,
        out: &mut Vec<Action>,
    ) -> Shown {
        let (case, derived) = (ctx.session.data(), ctx.session.derived());
        let shown = derived.shown_shared();
        let key = Key { data: case.revision(), shown: derived.shown_revision(), sort: () };
        let at_once = shown.claims.len() <= SMALL;
        let of = Arc::clone(case);
        let made = self.made.of(ui.ctx(), key, at_once, move || graph::matrix(&of, &shown.claims));
        // A matrix of another case points into that one.
        let Some((_, matrix)) = made.filter(|(of, _)| of.data == key.data) else { return Shown::Working };
        let every = matrix.actors.len();
        let actors = if self.all { every } else { every.min(FIRST) };
        let actors = matrix.actors.get(..actors).unwrap_or_default();
        self.enter_by_key(ui, &matrix, actors);
        let (body, corner) = (Rect::from_min_max(rect.min + HEADS, rect.max), rect.min);
        let lit = self.under.take();
        let mut under = self.cells(ui, ctx, body, (&matrix, actors), out);
        let columns = Rect::from_min_max(pos2(body.left(), corner.y), pos2(body.right(), body.top()));
        let rows = Rect::from_min_max(pos2(corner.x, body.top()), pos2(body.left(), body.bottom()));
        let now = self.under.or(lit.filter(|_| ui.input(|input| input.pointer.is_moving())));
        under = self.column_heads(ui, ctx, columns, actors, now, out).or(under);
        under = self.row_heads(ui, ctx, rows, actors, now, out).or(under);
        explain(ui, ctx, Rect::from_min_size(corner, HEADS));
        let line = Stroke::new(1.0, ctx.theme.line());
        ui.painter().hline(rect.x_range(), body.top() - 0.5, line);
        ui.painter().vline(body.left() - 0.5, rect.y_range(), line);
        if every > FIRST {
            self.more(ui, rect, every);
        }
        let words = if actors.len() < every {
            format!("{} of {}", number(actors.len()), counted(every, "actor", "actors"))
        } else {
            counted(every, "actor", "actors")
        };
        Shown::Table { table: Table::Matrix(matrix), words, under }
    }

    /// The button that shows the rest, or hides it again.
    fn more(&mut self, ui: &mut Ui, rect: Rect, every: usize) {
        let words = if self.all {
            format!("only the first {FIRST}")
        } else {
            format!("and {} more", number(every - FIRST))
        };
        let place = Rect::from_min_size(rect.left_bottom() + vec2(12.0, -36.0), vec2(140.0, 26.0));
        if ui.put(place, egui::Button::new(words)).clicked() {
            self.all = !self.all;
        }
    }

    fn cells(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        body: Rect,
        (matrix, actors): (&graph::Matrix, &[EntityIx]),
        out: &mut Vec<Action>,
    ) -> Option<Item> {
        let mut area = ScrollArea::both().id_salt("matrix").auto_shrink(false);
        if let Some((row, column)) = self.goal.take() {
            let (seen, room) = self.seen;
            if let Some(x) = into_sight(column as f32 * CELL.x, CELL.x, seen.x, room.x) {
                area = area.horizontal_scroll_offset(x);
            }
            if let Some(y) = into_sight(row as f32 * CELL.y, CELL.y, seen.y, room.y) {
                area = area.vertical_scroll_offset(y);
            }
            if let (Some(row), Some(column)) = (actors.get(row), actors.get(column)) {
                ui.memory_mut(|memory| memory.request_focus(cell_id(*row, *column)));
            }
        }
        let mut under = None;
        ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            self.seen.1 = body.size();
            area.show_viewport(ui, |ui, sight| {
                let origin = ui.max_rect().min;
                ui.set_width(actors.len() as f32 * CELL.x);
                ui.set_height(actors.len() as f32 * CELL.y);
                self.seen.0 = sight.min.to_vec2();
                let within = |from: f32, to: f32, side: f32| {
                    let first = (from / side).floor().max(0.0) as usize;
                    first..((to / side).ceil().max(0.0) as usize).min(actors.len())
                };
                for row in within(sight.top(), sight.bottom(), CELL.y) {
                    for column in within(sight.left(), sight.right(), CELL.x) {
                        let corner = origin + vec2(column as f32 * CELL.x, row as f32 * CELL.y);
                        let place = Rect::from_min_size(corner, CELL);
                        let found = self.cell(ui, ctx, place, (matrix, actors), (row, column), out);
                        under = found.or(under);
                    }
                }
            });
        });
        under
    }

    /// One cell. Returns its claim where it is under the pointer and holds one alone.
    fn cell(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        place: Rect,
        (matrix, actors): (&graph::Matrix, &[EntityIx]),
        at: (usize, usize),
        out: &mut Vec<Action>,
    ) -> Option<Item> {
        let theme = ctx.theme;
        let inner = place.shrink(1.0);
        let (row, column) = (*actors.get(at.0)?, *actors.get(at.1)?);
        let Some(cell) = matrix.cell(row, column) else {
            if row == column {
                // The diagonal leads the eye where cells are few.
                let stroke = Stroke::new(1.0, theme.line());
                ui.painter().line_segment([inner.left_top(), inner.right_bottom()], stroke);
            }
            return None;
        };
        let response = ui.interact(place, cell_id(row, column), Sense::click());
        let claims = claims_of(cell);
        let selection = &ctx.session.passing().selection;
        let selected =
            !claims.is_empty() && claims.iter().all(|claim| selection.contains(Item::Claim(*claim)));
        response.widget_info(|| {
            let words = cell_words(ctx.data(), row, column, cell);
            WidgetInfo::selected(WidgetType::Button, true, selected, words)
        });
        let hovered = response.hovered();
        let ground = if selected {
            theme.accent_bg()
        } else if hovered {
            theme.hover()
        } else {
            theme.raised()
        };
        ui.painter().rect_filled(inner, 3.0, ground);
        if selected {
            ui.painter().rect_stroke(inner, 3.0, Stroke::new(1.5, theme.accent()), StrokeKind::Inside);
        }
        draw(ui, ctx, inner, cell);
        widgets::focus_ring(ui, theme, &response, inner.shrink(2.0), 3.0);
        if response.has_focus() {
            self.arrows(ui, &response, matrix, actors, at);
        }
        if hovered {
            self.under = Some(at);
        }
        if response.clicked() {
            // Arrows go on from where the pointer was.
            response.request_focus();
            let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            let items: Vec<Item> = claims.iter().map(|claim| Item::Claim(*claim)).collect();
            out.push(Action::SelectMany(items, if more { Click::Toggle } else { Click::Only }));
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        response.on_hover_ui(|ui| {
            ui.set_max_width(320.0);
            ui.label(paint::visual(&cell_words(ctx.data(), row, column, cell)));
        });
        let [alone] = claims.as_slice() else { return None };
        hovered.then_some(Item::Claim(*alone))
    }

    /// Arrow keys go to the next cell that holds something.
    fn arrows(
        &mut self,
        ui: &Ui,
        response: &Response,
        matrix: &graph::Matrix,
        actors: &[EntityIx],
        at: (usize, usize),
    ) {
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let ways = [
            (Press::ArrowDown, (1, 0)),
            (Press::ArrowUp, (-1, 0)),
            (Press::ArrowRight, (0, 1)),
            (Press::ArrowLeft, (0, -1)),
        ];
        for (key, way) in ways {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.goal = neighbour(matrix, actors, at, way).or(Some(at));
                ui.ctx().request_repaint();
            }
        }
    }

    /// From the matrix as a whole, which F6 leads to, an arrow goes to the first cell.
    fn enter_by_key(&mut self, ui: &Ui, matrix: &graph::Matrix, actors: &[EntityIx]) {
        if super::entered(ui) {
            let holds = |row: usize, column: usize| {
                let (of, to) = (actors.get(row), actors.get(column));
                of.zip(to).is_some_and(|(of, to)| matrix.cell(*of, *to).is_some())
            };
            let first = |row: usize| (0..actors.len()).find(|column| holds(row, *column));
            self.goal = (0..actors.len()).find_map(|row| Some((row, first(row)?)));
        }
    }

    /// The names of the columns, which read upwards.
    fn column_heads(
        &self,
        ui: &Ui,
        ctx: &Context<'_>,
        rect: Rect,
        actors: &[EntityIx],
        lit: Option<(usize, usize)>,
        out: &mut Vec<Action>,
    ) -> Option<Item> {
        let mut under = None;
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let first = (self.seen.0.x / CELL.x).floor().max(0.0) as usize;
        for (n, &entity) in actors.iter().enumerate().skip(first) {
            let left = rect.left() + n as f32 * CELL.x - self.seen.0.x;
            if left > rect.right() {
                break;
            }
            let whole = Rect::from_min_size(pos2(left, rect.top()), vec2(CELL.x, rect.height()));
            let lit = lit.is_some_and(|(_, column)| column == n);
            let (response, ink) = head(ui, ctx, whole.intersect(rect), ("column", entity), lit, out);
            let name = &ctx.data().entity(entity).name;
            let galley = lines::line(ui, name, size::LABEL, ink, rect.height() - 34.0);
            let middle = (whole.center().x - galley.size().y * 0.5).round();
            let text = TextShape::new(pos2(middle, rect.bottom() - 24.0), galley, ink);
            painter.add(text.with_angle(-FRAC_PI_2));
            let mark = pos2(whole.center().x, rect.bottom() - 12.0);
            paint::entity_mark(&painter, ctx.theme, ctx.data(), entity, mark, 6.2);
            if response.hovered() {
                under = Some(Item::Entity(entity));
            }
        }
        under
    }

    fn row_heads(
        &self,
        ui: &Ui,
        ctx: &Context<'_>,
        rect: Rect,
        actors: &[EntityIx],
        lit: Option<(usize, usize)>,
        out: &mut Vec<Action>,
    ) -> Option<Item> {
        let mut under = None;
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let first = (self.seen.0.y / CELL.y).floor().max(0.0) as usize;
        for (n, &entity) in actors.iter().enumerate().skip(first) {
            let top = rect.top() + n as f32 * CELL.y - self.seen.0.y;
            if top > rect.bottom() {
                break;
            }
            let whole = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), CELL.y));
            let lit = lit.is_some_and(|(row, _)| row == n);
            let (response, ink) = head(ui, ctx, whole.intersect(rect), ("row", entity), lit, out);
            let mark = pos2(rect.right() - 12.0, whole.center().y);
            paint::entity_mark(&painter, ctx.theme, ctx.data(), entity, mark, 6.2);
            let name = &ctx.data().entity(entity).name;
            let galley = lines::line(ui, name, size::LABEL, ink, rect.width() - 36.0);
            let words = galley.size();
            let corner = pos2(rect.right() - 24.0 - words.x, (whole.center().y - words.y * 0.5).round());
            painter.galley(corner, galley, ink);
            if response.hovered() {
                under = Some(Item::Entity(entity));
            }
        }
        under
    }
}

/// What takes clicks where a name stands, and the colour of the name.
fn head(
    ui: &Ui,
    ctx: &Context<'_>,
    place: Rect,
    (side, entity): (&str, EntityIx),
    lit: bool,
    out: &mut Vec<Action>,
) -> (Response, egui::Color32) {
    let item = Item::Entity(entity);
    let response = ui.interact(place, Id::new(("matrix", side, entity.0)), Sense::click());
    let passing = ctx.session.passing();
    let selected = passing.selection.contains(item);
    let pinned = ctx.session.view().pins.contains_key(&entity);
    let name = || names::entity(ctx.session, entity, pinned);
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::Button, true, selected, format!("{side}: {}", name()))
    });
    let on = selected || lit || response.hovered() || passing.hover == Some(item);
    if on && place.is_positive() {
        let ground = if selected { ctx.theme.accent_bg() } else { ctx.theme.hover() };
        ui.painter().rect_filled(place.shrink(1.0), 3.0, ground);
    }
    widgets::focus_ring(ui, ctx.theme, &response, place.shrink(3.0), 3.0);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        out.push(Action::Select(item, if more { Click::Toggle } else { Click::Only }));
    }
    let response = response.on_hover_ui(|ui| {
        ui.label(paint::visual(&name()));
    });
    (response, if on { ctx.theme.text() } else { ctx.theme.text2() })
}

/// The marks of a cell: a mark and a number for each class, and below a sign and a number for each stance.
fn draw(ui: &Ui, ctx: &Context<'_>, place: Rect, cell: &Cell) {
    let theme = ctx.theme;
    let painter = ui.painter();
    let upper = place.top() + place.height() * 0.28;
    let lower = place.top() + place.height() * 0.74;
    let (mut x, mut left) = (place.left() + 8.0, cell.by_class.iter().filter(|count| **count > 0).count());
    for (class, count) in Class::ALL.iter().zip(cell.by_class).filter(|(_, count)| *count > 0) {
        let words = lines::line(ui, &number(count as usize), 10.5, theme.text2(), 40.0);
        // The number of classes that have no room stands in for them.
        if x + MARK + words.size().x > place.right() - if left > 1 { 10.0 } else { 0.0 } {
            lines::put(
                ui,
                pos2(x - 4.0, upper),
                lines::line(ui, &format!("+{left}"), 10.5, theme.text3(), 20.0),
            );
            break;
        }
        class_mark(painter, theme, *class, pos2(x, upper));
        x = lines::put(ui, pos2(x + 7.0, upper), words) + 8.0;
        left -= 1;
    }
    let mut x = place.left() + 8.0;
    for (said, count) in [(Said::For, cell.says), (Said::Against, cell.denies), (Said::Open, cell.unsure)] {
        if count > 0 {
            said_sign(painter, theme, said, pos2(x, lower));
            let words = lines::line(ui, &number(count as usize), 10.5, theme.text2(), 40.0);
            x = lines::put(ui, pos2(x + 7.0, lower), words) + 7.0;
        }
    }
}
