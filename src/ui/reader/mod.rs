//! The reader: the source text, with every name underlined and the sentences of the selection marked.

mod blocks;
mod click;
mod column;
mod fold;
mod header;
mod layout;
pub mod marks;
mod page;
mod paragraph;
mod rings;
mod steps;
mod strip;
mod tabs;
mod tally;
mod tip;
mod visual;

use egui::{Ui, Vec2};

use super::Context;
use crate::model::{DocIx, Item, Span};
use crate::session::{Action, Click};
use blocks::{Block, Face};
use column::Column;
use fold::Folding;
use header::Asked;
use marks::{Marks, Outline};
use page::Set;
use rings::Ring;
use steps::Steps;
use strip::Strip;
use tally::{Tally, Uncited};

/// A place that is brought into sight keeps this distance from the edges, in points.
const MARGIN: f32 = 8.0;

/// What belongs to the reader alone.
#[derive(Default)]
pub struct ReaderState {
    /// The document that the fields below were made from, with its dataset's revision.
    of: Option<(u64, DocIx)>,
    blocks: Vec<Block>,
    column: Column,
    folding: Folding,
    outline: Outline,
    tally: Tally,
    steps: Steps,
    strip: Strip,
    rings: Vec<Ring>,
    marks: Marks,
    marked_for: Option<Key>,
    /// Rises when what is marked changes, but not with what is under the pointer.
    version: u64,
    /// Whether what is marked changed in this frame.
    moved: bool,
    /// Whether a claim or a voice is selected.
    claims: bool,
    /// The uncited sentence looked at last; it is lit until the next click.
    walked: Option<Uncited>,
    lit: bool,
    /// A place that the reader itself brings into sight.
    wanted: Option<Span>,
    /// The byte that the strip jumps to, and in how many frames it still does.
    jumping: Option<(u32, u8)>,
    /// The first document that has a tab.
    first_tab: usize,
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
    lit: Option<Span>,
}

/// Shows the reader in all the room that `ui` has, beside the inspector.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut ReaderState, out: &mut Vec<Action>) {
    show_as(ui, ctx, state, &Set { face: Face::SIDE, wide: false }, out);
}

/// Shows the reader as Read has it: larger type, the rings of the voices in the margin, and paragraphs that
/// the selection does not touch folded where its sentences would not fit on one page.
pub fn show_wide(ui: &mut Ui, ctx: &Context<'_>, state: &mut ReaderState, out: &mut Vec<Action>) {
    show_as(ui, ctx, state, &Set { face: Face::WIDE, wide: true }, out);
}

fn show_as(ui: &mut Ui, ctx: &Context<'_>, state: &mut ReaderState, set: &Set, out: &mut Vec<Action>) {
    let Some(document) = current(ctx) else {
        header::message(ui, ctx, "This file has no documents", None);
        return;
    };
    state.follow(ctx, document);
    let record = ctx.data().document(document);
    tabs::show(ui, ctx, document, &mut state.first_tab, out);
    let top = state.column.byte_at(&state.blocks, state.offset);
    let line = header::Line {
        document,
        count: state.tally.count(),
        walking: state.walked.filter(|_| state.lit),
        beside: state.steps.beside(ctx.session.passing().selection.items(), top),
    };
    let asked = header::show(ui, ctx, &line);
    state.carry_out(ui, document, asked, out);
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
    let under = page::show(ui, ctx, state, document, set, out);
    hover(ctx, state, under, out);
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
            self.steps = Steps::of(data, document);
            self.folding = Folding::default();
            self.strip = Strip::default();
            (self.walked, self.lit, self.wanted, self.jumping) = (None, false, None, None);
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
            lit: self.walked.filter(|_| self.lit).map(|at| at.span),
        };
        if self.marked_for.as_ref() != Some(&key) {
            let mut marks = Marks::of(ctx.session, document);
            if let Some(span) = key.lit {
                marks.add_hit(span);
            }
            let other = self.marks.marked != marks.marked;
            self.moved |= other;
            if other || self.marks.hits != marks.hits || self.version == 0 {
                self.version += 1;
            }
            self.claims = key.selection.iter().any(|item| item.claim().is_some());
            self.marks = marks;
            self.rings = rings::rings(data, document, &key.selection);
            self.marked_for = Some(key);
        }
    }

    /// Does what the line above the text asked for; any other click puts out the sentence that is lit.
    fn carry_out(&mut self, ui: &Ui, document: DocIx, asked: Option<Asked>, out: &mut Vec<Action>) {
        match asked {
            Some(Asked::Uncited) => {
                self.walked = self.tally.uncited_after(self.walked.map(|at| at.number));
                self.lit = self.walked.is_some();
                self.wanted = self.walked.map(|at| at.span);
                ui.ctx().request_repaint();
            }
            Some(Asked::Claim((span, claim))) => {
                self.lit = false;
                out.push(Action::Select(Item::Claim(claim), Click::Only));
                // The claim may be cited from another document before this one; here it is wanted here.
                out.push(Action::Read(document, span));
            }
            None => {
                if self.lit && ui.input(|input| input.pointer.any_click()) {
                    self.lit = false;
                    ui.ctx().request_repaint();
                }
            }
        }
    }

    /// Where to scroll so that everything marked is in sight; `None` where it is, or has no room.
    fn whole(&self, height: f32) -> Option<f32> {
        let extent = fold::extent(&self.blocks, &self.marks)?;
        let (upper, lower) = (self.column.top(extent.start), self.column.top(extent.end));
        let offset = self.scroll_to.unwrap_or(self.offset);
        let fits = lower - upper <= height;
        let seen = offset <= upper && lower <= offset + height;
        let most = (self.column.height() - height).max(0.0);
        (fits && !seen).then(|| ((upper + lower - height) * 0.5).clamp(0.0, most))
    }

    /// Where to scroll so that a place asked for is in sight; `None` where it is already.
    fn reveal(&mut self, ui: &Ui, ctx: &Context<'_>, document: DocIx, set: &Set, room: Vec2) -> Option<f32> {
        let (number, what) = ctx.session.passing().reveal_text;
        let wanted = self.wanted.take();
        let asked = if number == self.reveal_seen {
            None
        } else {
            self.reveal_seen = number;
            what.filter(|(of, _)| *of == document).map(|(_, span)| span)
        };
        let span = wanted.or(asked)?;
        let i = self
            .blocks
            .partition_point(|block| block.span.end <= span.start)
            .min(self.blocks.len().checked_sub(1)?);
        self.folding.open(i);
        let marks = (&self.marks, self.version);
        let page = (set.wide && self.claims).then_some(room);
        self.folding.renew(&mut self.column, &self.blocks, marks, page, false);
        let block = self.blocks[i];
        let text = ctx.data().document(document).text.as_str();
        let runs = marks::runs(&self.outline, &self.marks, block.span);
        let laid = layout::lay_out(ui, ctx.theme, &set.face, text, &block, &runs, room.x, false);
        self.column.learn(&self.blocks, &[(i, laid.galley.size().y)], 0.0);
        let start = Span { start: span.start.max(block.span.start), end: span.end.max(block.span.start + 1) };
        let lines = laid.rects(start);
        let (first, last) = (lines.first()?, lines.last()?);
        let top = self.column.top(i);
        let (upper, lower) = (top + first.top(), top + last.bottom());
        let offset = self.scroll_to.unwrap_or(self.offset);
        let height = room.y;
        if offset + MARGIN <= upper && lower <= offset + height - MARGIN {
            return None;
        }
        let most = (self.column.height() - height).max(0.0);
        // A quote longer than the window shows its first line in the upper third.
        let middle = if lower - upper > height * 0.6 { upper + height * 0.2 } else { (upper + lower) * 0.5 };
        Some((middle - height * 0.5).clamp(0.0, most))
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
