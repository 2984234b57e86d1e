//! The reader: the source text, with every name underlined and the sentences of the selection marked.

mod blocks;
mod click;
mod header;
mod layout;
pub mod marks;
mod paragraph;
mod tally;
mod visual;

use egui::{ScrollArea, Ui};

use super::Context;
use super::theme::INSET_TEXT;
use crate::model::{DocIx, Item, Span};
use crate::session::Action;
use blocks::{Block, Column};
use marks::{Marks, Outline};
use tally::Tally;

/// Room at the right of the text, where the scroll bar floats.
const RIGHT: f32 = 24.0;
/// A place that is brought into sight keeps this distance from the edges, in points.
const MARGIN: f32 = 8.0;

/// What belongs to the reader alone.
#[derive(Default)]
pub struct ReaderState {
    /// The document that the fields below were made from, with its dataset's revision.
    of: Option<(u64, DocIx)>,
    blocks: Vec<Block>,
    column: Column,
    outline: Outline,
    tally: Tally,
    marks: Marks,
    marked_for: Option<Key>,
    offset: f32,
    /// Where the text is to be scrolled in this frame.
    scroll_to: Option<f32>,
    reveal_seen: u64,
    hovering: Option<Item>,
}

/// What marks are made from: an equal key means equal marks.
#[derive(Clone, PartialEq)]
struct Key {
    document: (u64, DocIx),
    selection: Vec<Item>,
    hover: Option<Item>,
    query: String,
    hits: usize,
    pending: bool,
}

/// Shows the reader in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut ReaderState, out: &mut Vec<Action>) {
    let Some(document) = current(ctx) else {
        header::message(ui, ctx, "This file has no documents", None);
        return;
    };
    state.follow(ctx, document);
    let record = ctx.data().document(document);
    header::show(ui, ctx, document, state.tally.count(), out);
    if !record.has_text || state.blocks.is_empty() {
        let words = if record.has_text {
            "This document has no words"
        } else {
            "The text of this document could not be read"
        };
        header::message(ui, ctx, words, record.path.as_deref());
        return;
    }
    if !state.tally.go_on(record.text.as_str(), &state.outline) {
        ui.ctx().request_repaint();
    }
    text(ui, ctx, state, document, out);
}

/// The document in the reader: the one asked for, else the first that has a text.
fn current(ctx: &Context<'_>) -> Option<DocIx> {
    let data = ctx.data();
    let asked = ctx.session.passing().document.filter(|document| document.index() < data.documents().len());
    asked
        .or_else(|| data.document_ixs().find(|&document| data.document(document).has_text))
        .or_else(|| data.document_ixs().next())
}

impl ReaderState {
    /// Takes in another document and what is marked in it.
    fn follow(&mut self, ctx: &Context<'_>, document: DocIx) {
        let data = ctx.data();
        let of = (data.revision(), document);
        if self.of != Some(of) {
            let record = data.document(document);
            self.of = Some(of);
            self.blocks = blocks::blocks(record.text.as_str(), record.title.as_deref());
            self.column = Column::default();
            self.outline = Outline::of(data, document);
            self.tally = Tally::of(record.text.as_str());
            self.scroll_to = Some(0.0);
        }
        let passing = ctx.session.passing();
        let key = Key {
            document: of,
            selection: passing.selection.items().to_vec(),
            hover: passing.hover,
            query: passing.search.query.clone(),
            hits: passing.search.hits.texts.len(),
            pending: passing.search.text_pending,
        };
        if self.marked_for.as_ref() != Some(&key) {
            self.marks = Marks::of(ctx.session, document);
            self.marked_for = Some(key);
        }
    }

    /// Where to scroll so that a place asked for is in sight; `None` where it is already.
    fn reveal(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        document: DocIx,
        width: f32,
        height: f32,
    ) -> Option<f32> {
        let (number, what) = ctx.session.passing().reveal_text;
        if number == self.reveal_seen {
            return None;
        }
        self.reveal_seen = number;
        let (_, span) = what.filter(|(of, _)| *of == document)?;
        let i = self
            .blocks
            .partition_point(|block| block.span.end <= span.start)
            .min(self.blocks.len().checked_sub(1)?);
        let block = self.blocks[i];
        let text = ctx.data().document(document).text.as_str();
        let runs = marks::runs(&self.outline, &self.marks, block.span);
        let laid = layout::lay_out(ui, ctx.theme, text, &block, &runs, width, false);
        self.column.learn(&self.blocks, &[(i, laid.galley.size().y)], 0.0);
        let start = Span { start: span.start.max(block.span.start), end: span.end.max(block.span.start + 1) };
        let lines = laid.rects(start);
        let (first, last) = (lines.first()?, lines.last()?);
        let top = self.column.top(i);
        let (upper, lower) = (top + first.top(), top + last.bottom());
        let offset = self.scroll_to.unwrap_or(self.offset);
        if offset + MARGIN <= upper && lower <= offset + height - MARGIN {
            return None;
        }
        let most = (self.column.height() - height).max(0.0);
        // A quote longer than the window shows its first line in the upper third.
        let middle = if lower - upper > height * 0.6 { upper + height * 0.2 } else { (upper + lower) * 0.5 };
        Some((middle - height * 0.5).clamp(0.0, most))
    }
}

fn text(ui: &mut Ui, ctx: &Context<'_>, state: &mut ReaderState, document: DocIx, out: &mut Vec<Action>) {
    let text = ctx.data().document(document).text.as_str();
    let width = (ui.available_width() - INSET_TEXT - RIGHT).max(80.0);
    let height = ui.available_height();
    state.column.fit(text, &state.blocks, width, ui.ctx().pixels_per_point());
    if let Some(offset) = state.reveal(ui, ctx, document, width, height) {
        state.scroll_to = Some(offset);
    }
    let mut scroll = ScrollArea::vertical().id_salt(("reader", document.0)).auto_shrink([false, false]);
    if let Some(offset) = state.scroll_to.take() {
        scroll = scroll.vertical_scroll_offset(offset);
    }
    let dim = !state.marks.marked.is_empty()
        || (!state.marks.hits.is_empty() && !ctx.session.passing().selection.is_empty());
    let mut under = None;
    let shown = scroll.show_viewport(ui, |ui, viewport| {
        let shift = measure(ui, ctx, state, text, viewport.top(), viewport.bottom(), width);
        ui.set_height(state.column.height());
        let origin = ui.max_rect().min + egui::vec2(INSET_TEXT, -shift);
        let (first, last) =
            (state.column.at(viewport.top() + shift), state.column.at(viewport.bottom() + shift));
        for i in first..=last {
            let block = state.blocks[i];
            let runs = marks::runs(&state.outline, &state.marks, block.span);
            let laid = layout::lay_out(ui, ctx.theme, text, &block, &runs, width, dim);
            let at = origin + egui::vec2(0.0, state.column.top(i));
            let place = egui::Rect::from_min_size(at, egui::vec2(width, laid.galley.size().y));
            let piece = paragraph::Piece { document, block: &block, runs: &runs, laid, place, dim };
            under = under.or(paragraph::show(ui, ctx, &piece, &state.marks, out));
        }
        shift
    });
    state.offset = shown.state.offset.y;
    if shown.inner != 0.0 {
        // What was above the view turned out to be longer or shorter: the view goes with it.
        state.scroll_to = Some(state.offset + shown.inner);
        ui.ctx().request_repaint();
    }
    hover(ctx, state, under, out);
}

/// Lays out what comes into sight for the first time. Returns how far the view has to follow.
fn measure(
    ui: &Ui,
    ctx: &Context<'_>,
    state: &mut ReaderState,
    text: &str,
    top: f32,
    bottom: f32,
    width: f32,
) -> f32 {
    let mut shift = 0.0;
    loop {
        let (first, last) = (state.column.at(top + shift), state.column.at(bottom + shift));
        let height = |i: usize| {
            let block = &state.blocks[i];
            let runs = marks::runs(&state.outline, &state.marks, block.span);
            (i, layout::lay_out(ui, ctx.theme, text, block, &runs, width, false).galley.size().y)
        };
        let measured: Vec<(usize, f32)> =
            (first..=last).filter(|&i| !state.column.knows(i)).map(height).collect();
        if measured.is_empty() {
            return shift;
        }
        shift += state.column.learn(&state.blocks, &measured, top + shift);
    }
}

/// Tells the rest of the window what is under the pointer, once; leaving clears only what the reader had lit.
fn hover(ctx: &Context<'_>, state: &mut ReaderState, under: Option<Item>, out: &mut Vec<Action>) {
    if state.hovering == under {
        return;
    }
    if under.is_some() || state.hovering == ctx.session.passing().hover {
        out.push(Action::Hover(under));
    }
    state.hovering = under;
}
