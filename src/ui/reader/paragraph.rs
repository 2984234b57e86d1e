//! One block of text on the screen: what lies behind it, its words, the lines under names and cues.

use egui::text_selection::LabelSelectionState;
use egui::{CursorIcon, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType};

use super::blocks::Block;
use super::click;
use super::layout::{Flow, Laid};
use super::marks::{Marks, Run, within};
use super::tip;
use crate::model::{DocIx, Item, Span};
use crate::session::Action;
use crate::ui::Context;

/// A block with all that is needed to draw it.
pub(super) struct Piece<'a> {
    pub(super) document: DocIx,
    pub(super) block: &'a Block,
    pub(super) runs: &'a [Run],
    pub(super) laid: Laid,
    /// Where it stands on the screen.
    pub(super) place: Rect,
    /// Whether what is not marked is quiet.
    pub(super) dim: bool,
}

/// Draws a block and takes clicks on it. Returns what is under the pointer.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    piece: &Piece<'_>,
    marks: &Marks,
    out: &mut Vec<Action>,
) -> Option<Item> {
    let &Piece { document, block, place, .. } = piece;
    let text = &ctx.data().document(document).text;
    let id = ui.id().with(("paragraph", document.0, block.span.start));
    name_marks(ui, ctx, piece, marks, id);
    let sense = Sense::click_and_drag() - Sense::FOCUSABLE;
    let response = ui.interact(place, id, sense);
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Label, true, text.slice(block.span.start, block.span.end))
    });
    behind(ui, ctx, piece);
    let origin = piece.laid.origin(place);
    let galley = std::sync::Arc::clone(&piece.laid.galley);
    if piece.laid.flow == Flow::Plain {
        LabelSelectionState::label_text_selection(
            ui,
            &response,
            origin,
            galley,
            ctx.theme.text(),
            Stroke::NONE,
        );
    } else {
        // egui would copy the words as they stand on the screen, not as they are read.
        ui.painter().galley(origin, galley, ctx.theme.text());
        response.context_menu(|ui| {
            if ui.button("Copy paragraph").clicked() {
                ui.ctx().copy_text(text.slice(block.span.start, block.span.end).to_owned());
            }
        });
    }
    beneath(ui, ctx, piece);
    let point = response.hover_pos().or_else(|| response.interact_pointer_pos())?;
    let byte = piece.laid.byte_at(point - origin)?;
    let item = click::item_at(ctx.data(), document, byte)?;
    if response.clicked() {
        let add = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let selection = &ctx.session.passing().selection;
        out.extend(click::click(ctx.data(), selection, document, byte, add));
    }
    if !response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let hovered = response.hovered();
    if !response.dragged() && !ctx.data().claims_at(document, byte).is_empty() {
        response.on_hover_ui_at_pointer(|ui| tip::show(ui, ctx, document, byte));
    }
    hovered.then_some(item)
}

/// Names each marked stretch, for screen readers and tests.
fn name_marks(ui: &Ui, ctx: &Context<'_>, piece: &Piece<'_>, marks: &Marks, id: egui::Id) {
    let text = &ctx.data().document(piece.document).text;
    let origin = piece.laid.origin(piece.place).to_vec2();
    for span in within(&marks.marked, piece.block.span) {
        let (start, end) = (span.start.max(piece.block.span.start), span.end.min(piece.block.span.end));
        let lines = piece.laid.rects(Span { start, end });
        let Some(whole) = lines.into_iter().reduce(Rect::union) else { continue };
        let response = ui.interact(whole.translate(origin), id.with(("marked", start)), Sense::hover());
        response.widget_info(|| {
            WidgetInfo::labeled(WidgetType::Label, true, format!("Marked: {}", text.slice(start, end)))
        });
    }
}

/// The grounds of what is marked, was searched for, or is under the pointer.
fn behind(ui: &Ui, ctx: &Context<'_>, piece: &Piece<'_>) {
    let origin = piece.laid.origin(piece.place).to_vec2();
    let theme = ctx.theme;
    let fill = |wanted: &dyn Fn(&Run) -> bool, ink| {
        for span in joined(piece.runs, wanted) {
            for line in piece.laid.rects(span) {
                let ground = line.translate(origin).expand2(egui::vec2(0.5, -1.0));
                ui.painter().rect_filled(ground, 0.0, ink);
            }
        }
    };
    fill(&|run| run.marked, theme.mark_bg());
    fill(&|run| run.hit, theme.find_bg());
    // On a marked ground the hovered name keeps it, and its line beneath grows instead.
    fill(&|run| run.hovered && !run.marked && !run.hit, theme.hover());
}

/// The lines under names and cues.
fn beneath(ui: &Ui, ctx: &Context<'_>, piece: &Piece<'_>) {
    let origin = piece.laid.origin(piece.place).to_vec2();
    let rule = |span: Span, stroke: Stroke| {
        for line in piece.laid.rects(span) {
            let line = line.translate(origin);
            ui.painter().hline(line.x_range(), line.bottom() - 3.5, stroke);
        }
    };
    for span in joined(piece.runs, &|run| run.cue && run.name.is_none()) {
        rule(span, Stroke::new(1.2, ctx.theme.cue()));
    }
    for run in piece.runs {
        let Some(name) = run.name else { continue };
        let kind = ctx.theme.kind(ctx.data().kind_of(name).like);
        let share = if piece.dim && !run.marked { 0.5 } else { 0.9 };
        let width = if run.hovered && run.marked { 2.2 } else { 1.2 };
        rule(run.span, Stroke::new(width, kind.gamma_multiply(share)));
    }
}

/// Neighbouring runs of one sort as one stretch, so that no seam shows between them.
fn joined(runs: &[Run], wanted: &dyn Fn(&Run) -> bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for run in runs.iter().filter(|run| wanted(run)) {
        match spans.last_mut() {
            Some(last) if last.end == run.span.start => last.end = run.span.end,
            _ => spans.push(run.span),
        }
    }
    spans
}
