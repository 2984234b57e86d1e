//! Matrix and tables, which take the canvas' place: twins of the graph for whoever reads rather than looks.

mod claims;
mod data;
mod entities;
mod grid;
mod later;
mod matrix;
mod signs;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Id, Key, Modifiers, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2};

use super::theme::size;
use super::{Context, keys, lines, widgets};
use crate::graph::Filter;
use crate::model::Item;
use crate::session::{Action, Command, Face, Table};

/// Distance of the switch from the edges, and its size, in points.
const EDGE: f32 = 12.0;
const SWITCH: egui::Vec2 = vec2(288.0, 24.0);
/// Below this width of the canvas the switch stands under the tool strip rather than beside it.
const NARROW: f32 = 565.0;
/// Up to so many rows are made in place; a thread would be noticed more.
const SMALL: usize = 1500;
/// How long "Copied" stands, in seconds.
const SAID: f64 = 2.0;

/// What became of a table in a frame.
enum Shown {
    /// It is not there yet.
    Working,
    Table {
        table: Table,
        /// What stands beside the switch: how much it shows.
        words: String,
        /// What is under the pointer.
        under: Option<Item>,
    },
}

/// What belongs to matrix and tables alone.
#[derive(Default)]
pub(super) struct Tables {
    claims: claims::Claims,
    entities: entities::Entities,
    matrix: matrix::Matrix,
    lit: Option<Item>,
    copying: Option<Receiver<String>>,
    copied: Option<f64>,
}

/// What takes the focus when the keys go to a table.
pub(super) fn focus_id() -> Id {
    Id::new("tables")
}

/// Whether an arrow was pressed while a table as a whole has the focus.
fn entered(ui: &Ui) -> bool {
    let focused = ui.memory(|memory| memory.has_focus(focus_id()));
    focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown))
}

/// The switch between graph, matrix and tables. Returns the room that it takes.
pub(super) fn switch(ui: &mut Ui, ctx: &Context<'_>, area: Rect, out: &mut Vec<Action>) -> Rect {
    let top = if area.width() < NARROW { 56.0 } else { EDGE };
    let width = SWITCH.x.min(area.width() - 2.0 * EDGE).max(80.0);
    let rect = Rect::from_min_size(area.min + vec2(EDGE, top), vec2(width, SWITCH.y));
    // What floats above the canvas takes the clicks that fall on it.
    ui.interact(rect, ui.id().with("face ground"), Sense::click_and_drag());
    let os = ui.ctx().os();
    let tips = Face::ALL.map(|face| keys::tip(ctx, os, Command::Face(face)));
    let words = Face::ALL.map(Face::words);
    let now = ctx.session.view().face;
    let on = Face::ALL.iter().position(|face| *face == now).unwrap_or(0);
    let pressed = widgets::segments_with_tips(ui, ctx.theme, rect, "face", &words, &tips, on);
    if let Some(face) = pressed.and_then(|n| Face::ALL.get(n)) {
        out.push(Action::Run(Command::Face(*face)));
    }
    rect
}

impl Tables {
    /// Shows a face other than the graph in all the room that `ui` has.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &Context<'_>, face: Face, out: &mut Vec<Action>) {
        let area = ui.available_rect_before_wrap();
        let at = switch(ui, ctx, area, out);
        let rect = Rect::from_min_max(pos2(area.left(), at.bottom() + EDGE), area.max);
        ui.painter().hline(area.x_range(), rect.top() - 0.5, Stroke::new(1.0, ctx.theme.line()));
        let id = focus_id();
        let whole = ui.interact(rect, id, Sense::focusable_noninteractive());
        if whole.has_focus() {
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        }
        widgets::focus_ring(ui, ctx.theme, &whole, rect.shrink(4.0), 3.0);
        let builder = UiBuilder::new().max_rect(rect).id_salt(("table", face));
        let shown = ui
            .scope_builder(builder, |ui| match face {
                Face::Claims => self.claims.show(ui, ctx, rect, out),
                Face::Entities => self.entities.show(ui, ctx, rect, out),
                Face::Matrix | Face::Graph => self.matrix.show(ui, ctx, rect, out),
            })
            .inner;
        let kind = match face {
            Face::Claims => "Table of claims",
            Face::Entities => "Table of entities",
            Face::Matrix | Face::Graph => "Matrix",
        };
        let (words, under) = match shown {
            Shown::Working => {
                let words = match face {
                    Face::Matrix | Face::Graph => "Working out the matrix",
                    Face::Claims | Face::Entities => "Working out the table",
                };
                say(ui, ctx, rect, words);
                (words.to_owned(), None)
            }
            Shown::Table { table, words, under } => {
                let end = self.buttons(ui, ctx, area, &table, out);
                let room = end - EDGE - (at.right() + EDGE);
                // In a narrow window the buttons stand above the switch, and beside it there is room.
                let room =
                    if at.top() > area.top() + EDGE { area.right() - at.right() - 2.0 * EDGE } else { room };
                let galley = lines::line(ui, &words, size::SMALL, ctx.theme.text3(), room.max(0.0));
                if room > 30.0 {
                    lines::put(ui, at.right_center() + vec2(EDGE, 0.0), galley);
                }
                if empty(&table) {
                    nothing(ui, ctx, rect, out);
                }
                (words, under)
            }
        };
        whole.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, format!("{kind}, {words}")));
        if self.lit != under {
            // What another panel lights is its own to put out.
            if under.is_some() || self.lit == ctx.session.passing().hover {
                out.push(Action::Hover(under));
            }
            self.lit = under;
        }
    }

    /// "Copy" and "Save CSV" at the upper right. Returns where they begin.
    fn buttons(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        area: Rect,
        table: &Table,
        out: &mut Vec<Action>,
    ) -> f32 {
        self.finish_copy(ui);
        let now = ui.input(|input| input.time);
        let said = self.copied.is_some_and(|since| now - since < SAID);
        if let Some(since) = self.copied.filter(|_| said) {
            let left = (SAID - (now - since)).clamp(0.0, SAID);
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
        let place = Rect::from_min_max(
            pos2(area.right() - EDGE - 200.0, area.top() + EDGE - 2.0),
            pos2(area.right() - EDGE, area.top() + EDGE + SWITCH.y + 2.0),
        );
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let builder = UiBuilder::new().max_rect(place).layout(layout).id_salt("table buttons");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().button_padding = vec2(10.0, 3.0);
            let path = ctx.session.table_path(table);
            let tip = format!("Writes {}; a file that is there stays", path.display());
            if ui.button("Save CSV").on_hover_text(tip).clicked() {
                out.push(Action::SaveTable(table.clone()));
            }
            let words = if said { "Copied" } else { "Copy" };
            if ui.button(words).on_hover_text("Copies the rows as CSV").clicked() && self.copying.is_none() {
                self.copy(ui, ctx, table.clone());
            }
            ui.min_rect().left()
        })
        .inner
    }

    /// Begins to copy a table: for 20,000 rows the text takes longer to make than a frame may.
    fn copy(&mut self, ui: &Ui, ctx: &Context<'_>, table: Table) {
        let (case, wake) = (Arc::clone(ctx.session.data()), ui.ctx().clone());
        let (to, from) = channel();
        let job = move || {
            let _ = to.send(table.csv(&case));
            wake.request_repaint();
        };
        self.copying = std::thread::Builder::new().name("copy".to_owned()).spawn(job).ok().map(|_| from);
    }

    fn finish_copy(&mut self, ui: &Ui) {
        let Some(from) = self.copying.take() else { return };
        match from.try_recv() {
            Ok(csv) => {
                ui.ctx().copy_text(csv);
                self.copied = Some(ui.input(|input| input.time));
            }
            Err(TryRecvError::Empty) => self.copying = Some(from),
            Err(TryRecvError::Disconnected) => {}
        }
    }
}

fn empty(table: &Table) -> bool {
    match table {
        Table::Claims(rows) => rows.is_empty(),
        Table::Entities(rows, _) => rows.is_empty(),
        Table::Matrix(matrix) => matrix.actors.is_empty(),
    }
}

fn say(ui: &Ui, ctx: &Context<'_>, rect: Rect, words: &str) {
    let galley = lines::line(ui, words, size::BODY, ctx.theme.text2(), rect.width());
    lines::put(ui, rect.center() - vec2(galley.size().x * 0.5, 0.0), galley);
}

/// What stands where there is no row, and the way out.
fn nothing(ui: &mut Ui, ctx: &Context<'_>, rect: Rect, out: &mut Vec<Action>) {
    let filtered = !ctx.session.view().filter.is_empty();
    say(ui, ctx, rect, if filtered { "Nothing passes these filters" } else { "Nothing to list" });
    let place = Rect::from_center_size(rect.center() + vec2(0.0, 34.0), vec2(120.0, 28.0));
    if filtered && ui.put(place, egui::Button::new("Clear filters")).clicked() {
        out.push(Action::SetFilter(Filter::default()));
    }
}
