//! A table of which only the rows in sight are made: heads that sort, rows that are chosen.

use egui::{
    Align2, CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use super::data::{Sort, into_sight, spread};
use crate::model::Item;
use crate::session::{Action, Click, Command, Face};
use crate::ui::theme::{ROW, icon_font, size};
use crate::ui::{Context, lines, menus, paint, widgets};

/// Height of the row of heads, and room beside what stands in a cell, in points.
const HEAD: f32 = 28.0;
const INSET: f32 = 8.0;

/// A column.
pub(super) struct Column<K> {
    pub(super) by: K,
    pub(super) head: &'static str,
    pub(super) tip: &'static str,
    /// Least width in points, and its share of what is left over.
    pub(super) least: f32,
    pub(super) share: f32,
    /// Whether it holds numbers, which stand at the right.
    pub(super) number: bool,
}

/// What a table shows.
pub(super) trait Rows {
    fn count(&self) -> usize;
    fn item(&self, row: usize) -> Option<Item>;
    /// What a row is called: for screen readers, in tests.
    fn name(&self, row: usize) -> String;
    /// Draws a cell. Returns whether it had to cut off what stands there.
    fn draw(&self, ui: &Ui, row: usize, column: usize, place: Rect) -> bool;
}

/// What belongs to one table alone.
#[derive(Default)]
pub(super) struct Grid {
    /// Top left of what was in sight, and its size.
    seen: (Vec2, Vec2),
    /// The row to bring into sight, and whether it takes the focus.
    goal: Option<(usize, bool)>,
    /// The selection that the table has followed.
    followed: Option<Item>,
}

fn row_id(item: Item) -> Id {
    Id::new(("table row", item))
}

impl Grid {
    /// Shows the table in `rect`; `file` is the order of the file. Returns what is under the pointer.
    #[expect(clippy::too_many_arguments, reason = "what a table is made of, each once")]
    pub(super) fn show<K: Copy + PartialEq>(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        rect: Rect,
        columns: &[Column<K>],
        (sort, file): (&mut Sort<K>, K),
        rows: &dyn Rows,
        out: &mut Vec<Action>,
    ) -> Option<Item> {
        self.follow(ctx, rows);
        self.enter_by_key(ui, ctx, rows);
        let least: f32 = columns.iter().map(|column| column.least).sum();
        let width = rect.width().max(least);
        let widths: Vec<(f32, f32)> = columns.iter().map(|column| (column.least, column.share)).collect();
        let places = spread(&widths, width);
        let (top, body) = rect.split_top_bottom_at_y(rect.top() + HEAD);
        let mut under = None;
        let mut area = ScrollArea::both().id_salt("table").auto_shrink(false);
        if let Some((row, focus)) = self.goal.take() {
            if let Some(offset) = into_sight(row as f32 * ROW, ROW, self.seen.0.y, self.seen.1.y) {
                area = area.vertical_scroll_offset(offset);
            }
            if let Some(item) = rows.item(row).filter(|_| focus) {
                ui.memory_mut(|memory| memory.request_focus(row_id(item)));
            }
        }
        ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            self.seen.1 = body.size();
            area.show_viewport(ui, |ui, sight| {
                let origin = ui.max_rect().min;
                ui.set_width(width);
                ui.set_height(rows.count() as f32 * ROW);
                self.seen.0 = sight.min.to_vec2();
                let first = (sight.top() / ROW).floor().max(0.0) as usize;
                let last = ((sight.bottom() / ROW).ceil().max(0.0) as usize).min(rows.count());
                for n in first..last {
                    let Some(item) = rows.item(n) else { continue };
                    let at = origin + vec2(0.0, n as f32 * ROW);
                    let place = Rect::from_min_size(at, vec2(width, ROW));
                    let response = self.row(ui, ctx, place, &places, rows, n, item, out);
                    if response.hovered() {
                        under = Some(item);
                    }
                }
            });
        });
        self.heads(ui, ctx, top, columns, &places, (sort, file));
        under
    }

    #[expect(clippy::too_many_arguments, reason = "a row, its place and what stands in it")]
    fn row(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        place: Rect,
        places: &[(f32, f32)],
        rows: &dyn Rows,
        n: usize,
        item: Item,
        out: &mut Vec<Action>,
    ) -> Response {
        let passing = ctx.session.passing();
        let response = ui.interact(place, row_id(item), Sense::click());
        let selected = passing.selection.contains(item);
        response
            .widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, selected, rows.name(n)));
        let ground = if selected {
            Some(ctx.theme.accent_bg())
        } else if response.hovered() || passing.hover == Some(item) {
            Some(ctx.theme.hover())
        } else {
            None
        };
        if let Some(ground) = ground {
            ui.painter().rect_filled(place.shrink2(vec2(4.0, 0.0)), 5.0, ground);
        }
        let mut cut = false;
        for (column, (from, to)) in places.iter().enumerate() {
            let cell = Rect::from_min_max(
                pos2(place.left() + from + INSET, place.top()),
                pos2(place.left() + to - INSET, place.bottom()),
            );
            cut |= rows.draw(ui, n, column, cell);
        }
        let ring = place.shrink2(vec2(6.0, 2.0));
        widgets::focus_ring(ui, ctx.theme, &response, ring, 5.0);
        self.clicks(ui, &response, item, out);
        menus::on_row(ui, ctx, &response, item, out);
        if response.has_focus() {
            self.arrows(ui, &response, n, rows.count());
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if !cut {
            return response;
        }
        response.on_hover_ui(|ui| {
            ui.set_max_width(360.0);
            ui.label(paint::visual(&rows.name(n)));
        })
    }

    fn clicks(&mut self, ui: &Ui, response: &Response, item: Item, out: &mut Vec<Action>) {
        let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        if response.double_clicked() {
            out.push(Action::Run(Command::Face(Face::Graph)));
            out.push(Action::Reveal(item));
        } else if response.clicked() {
            // The row is in sight already.
            self.followed = Some(item);
            // Arrows go on from where the pointer was.
            response.request_focus();
            out.push(Action::Select(item, if more { Click::Toggle } else { Click::Only }));
        }
    }

    /// Arrow keys go from row to row, also to those that are not in sight yet.
    fn arrows(&mut self, ui: &Ui, response: &Response, at: usize, count: usize) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let page = ((self.seen.1.y / ROW) as usize).max(2) - 1;
        let last = count.saturating_sub(1);
        let ways = [
            (Key::ArrowDown, at + 1),
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::PageDown, at + page),
            (Key::PageUp, at.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        for (key, to) in ways {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.goal = Some((to.min(last), true));
                ui.ctx().request_repaint();
            }
        }
    }

    /// From the table as a whole, which F6 leads to, an arrow goes to the selected row or the first.
    fn enter_by_key(&mut self, ui: &Ui, ctx: &Context<'_>, rows: &dyn Rows) {
        if rows.count() == 0 || !super::entered(ui) {
            return;
        }
        let selected = ctx.session.passing().selection.items().last().copied();
        let at = (0..rows.count()).find(|row| selected.is_some() && rows.item(*row) == selected);
        self.goal = Some((at.unwrap_or(0), true));
    }

    /// Brings what was selected elsewhere into sight.
    fn follow(&mut self, ctx: &Context<'_>, rows: &dyn Rows) {
        let selected = ctx.session.passing().selection.items().last().copied();
        if self.followed == selected {
            return;
        }
        self.followed = selected;
        let Some(item) = selected else { return };
        let item = item.claim().map_or(item, Item::Claim);
        if let Some(row) = (0..rows.count()).find(|row| rows.item(*row) == Some(item)) {
            self.goal = Some((row, false));
        }
    }

    /// The heads, which stay while rows scroll under them and go along to the sides.
    fn heads<K: Copy + PartialEq>(
        &self,
        ui: &Ui,
        ctx: &Context<'_>,
        rect: Rect,
        columns: &[Column<K>],
        places: &[(f32, f32)],
        (sort, file): (&mut Sort<K>, K),
    ) {
        let theme = ctx.theme;
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        for (n, (column, (from, to))) in columns.iter().zip(places).enumerate() {
            let left = rect.left() - self.seen.0.x;
            let whole = Rect::from_min_max(pos2(left + from, rect.top()), pos2(left + to, rect.bottom()));
            let place = whole.intersect(rect);
            if place.width() < 8.0 {
                continue;
            }
            let on = sort.by == column.by;
            let response = ui.interact(place, ui.id().with(("table head", n)), Sense::click());
            let order = match (on, sort.falling) {
                (false, _) => "",
                (true, false) => ", rising now",
                (true, true) => ", falling now",
            };
            let name = format!("Sort by {}{order}", column.tip);
            response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &name));
            if response.hovered() {
                painter.rect_filled(place.shrink2(vec2(2.0, 3.0)), 5.0, theme.hover());
            }
            let ink = if on { theme.text() } else { theme.text3() };
            let (y, room) = (rect.center().y, whole.width() - 2.0 * INSET);
            let galley = lines::line(ui, column.head, size::SMALL, ink, room);
            let words = galley.size();
            let x = if column.number { whole.right() - INSET - words.x } else { whole.left() + INSET };
            painter.galley(pos2(x, (y - words.y * 0.5).round()), galley, ink);
            if on {
                // Beside the words, on the side where there is room.
                let at = if column.number { x - 7.0 } else { x + words.x + 7.0 };
                let sign = if sort.falling { icon::CARET_DOWN } else { icon::CARET_UP };
                painter.text(pos2(at, y), Align2::CENTER_CENTER, sign, icon_font(10.0), theme.accent());
            }
            widgets::focus_ring(ui, theme, &response, place.shrink(3.0), 5.0);
            if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&name).clicked() {
                *sort = sort.pressed(column.by, file);
                ui.ctx().request_repaint();
            }
        }
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line()));
    }
}

/// Draws a text in a cell, at the left or, as numbers stand, at the right. Returns whether it was cut off.
pub(super) fn text(ui: &Ui, words: &str, ink: egui::Color32, place: Rect, number: bool) -> bool {
    let galley = lines::line(ui, words, size::QUOTE, ink, place.width());
    let cut = galley.elided;
    if number {
        lines::put_right(ui, place.right_center(), galley);
    } else {
        lines::put(ui, place.left_center(), galley);
    }
    cut
}
