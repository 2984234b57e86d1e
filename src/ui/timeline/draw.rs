//! The timeline's shapes: axis, folds, spans and squares.

use egui::{Color32, FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::data::{Laid, Open, ROWS, STEP, Square};
use crate::model::{ClaimIx, Day, Item, Stance, Status};
use crate::ui::theme::size;
use crate::ui::widgets::number;
use crate::ui::{Context, lines};

/// Side of a square, and height of a span, in points.
const SIDE: f32 = 8.0;
const SPAN: f32 = 5.0;

/// Where a square stands.
pub(super) fn place(axis: Rect, square: &Square) -> Rect {
    let y = axis.bottom() - 8.0 - square.row as f32 * STEP;
    Rect::from_center_size(pos2(axis.left() + square.x, y), Vec2::splat(SIDE))
}

/// Hairlines, folds, dates, and the days that a filter leaves.
pub(super) fn axis(ui: &Ui, ctx: &Context<'_>, laid: &Laid, axis: Rect, window: Option<(Day, Day)>) {
    let theme = ctx.theme;
    let painter = ui.painter();
    let y = axis.bottom().round() + 0.5;
    if let Some((from, to)) = window {
        let (a, b) = (axis.left() + laid.scale.x(from) - 7.0, axis.left() + laid.scale.x(to) + 7.0);
        let band = Rect::from_x_y_ranges(a.max(axis.left())..=b.min(axis.right()), axis.top() - 4.0..=y);
        painter.rect_filled(band, 3.0, theme.accent_bg());
        for x in [band.left(), band.right()] {
            painter.vline(x, band.y_range(), Stroke::new(1.5, theme.accent()));
        }
    }
    let stroke = Stroke::new(1.0, theme.line_strong());
    for (from, to) in laid.scale.lines() {
        painter.hline(axis.left() + from..=axis.left() + to, y, stroke);
    }
    for (x, words) in laid.scale.folds() {
        let middle = pos2(axis.left() + x, y);
        for by in [-3.0, 3.0] {
            let at = middle + vec2(by, 0.0);
            painter.line_segment([at + vec2(-2.5, 5.0), at + vec2(2.5, -5.0)], stroke);
        }
        let galley = lines::line(ui, &words, size::CAPTION, theme.text3(), 80.0);
        let left = middle.x - galley.size().x * 0.5;
        // Dates stand on the same line: where one is near, the fold keeps its tip for itself.
        let near = laid.scale.ticks().iter().any(|(at, _)| (axis.left() + at - middle.x).abs() < 66.0);
        if !near {
            lines::put(ui, pos2(left, y + 11.0), galley);
        }
    }
    for (x, words) in laid.scale.ticks() {
        let x = axis.left() + x;
        painter.vline(x, y..=y + 3.0, stroke);
        let galley = lines::line(ui, &words, size::CAPTION, theme.text3(), 90.0);
        let half = galley.size().x * 0.5;
        let left = (x - half).clamp(axis.left(), (axis.right() - 2.0 * half).max(axis.left()));
        lines::put(ui, pos2(left, y + 11.0), galley);
    }
    if laid.scale.is_empty() {
        let words = lines::line(ui, "No dates in what is shown", size::SMALL, theme.text3(), axis.width());
        lines::put(ui, pos2(axis.left(), axis.center().y), words);
    }
}

/// A square with its span, and what the text leaves open.
pub(super) fn square(ui: &Ui, ctx: &Context<'_>, axis: Rect, square: &Square, selected: &[ClaimIx]) {
    let middle = place(axis, square).center();
    let ink = ink(ctx, square.item);
    let painter = ui.painter();
    if let Some(from) = square.from {
        let (left, y) = (axis.left() + from, middle.y);
        let bar = Rect::from_min_max(pos2(left, y - SPAN * 0.5), pos2(middle.x - SIDE * 0.5, y + SPAN * 0.5));
        let faint = ink.gamma_multiply(0.45);
        if square.approximate {
            // A date that is only about right begins in pieces.
            let solid = bar.left() + bar.width() * 0.5;
            painter.rect_filled(bar.with_min_x(solid), 0.0, faint);
            let mut x = bar.left();
            while x + 3.0 < solid {
                painter.rect_filled(
                    Rect::from_min_max(pos2(x, bar.top()), pos2(x + 3.0, bar.bottom())),
                    0.0,
                    faint,
                );
                x += 5.5;
            }
        } else {
            painter.rect_filled(bar, 1.0, faint);
        }
    }
    let arrow = |towards: f32| {
        let (near, far) = (middle + vec2(towards * 7.0, 0.0), middle + vec2(towards * 22.0, 0.0));
        painter.extend(Shape::dotted_line(&[near, far], ink, 4.0, 0.9));
        let tip = far + vec2(towards * 2.0, 0.0);
        let back = vec2(-towards * 3.5, 0.0);
        painter.line(
            vec![tip + back + vec2(0.0, -3.0), tip, tip + back + vec2(0.0, 3.0)],
            Stroke::new(1.2, ink),
        );
    };
    match square.open {
        Open::Start => arrow(-1.0),
        Open::End => arrow(1.0),
        Open::No => {}
    }
    mark(ui, ctx, square.item, middle, selected);
}

/// The square itself: full for what a report says, hollow for somebody's word, slashed for a dispute.
pub(super) fn mark(ui: &Ui, ctx: &Context<'_>, item: Item, middle: Pos2, selected: &[ClaimIx]) {
    let painter = ui.painter();
    let rect = Rect::from_center_size(middle, Vec2::splat(SIDE));
    let passing = ctx.session.passing();
    let claim = item.claim();
    let shown = claim.is_none_or(|claim| ctx.session.derived().shown().has_claim(claim));
    let ink = if shown { ink(ctx, item) } else { ink(ctx, item).gamma_multiply(0.25) };
    let hollow = |painter: &egui::Painter| {
        painter.rect_stroke(rect.shrink(0.5), 2.0, Stroke::new(1.6, ink), StrokeKind::Inside);
    };
    match claim.map(|claim| ctx.data().status(claim)) {
        Some(Status::Reported | Status::Corroborated) | None => {
            painter.rect_filled(rect, 2.0, ink);
        }
        Some(Status::Disputed) => {
            painter.rect_filled(rect, 2.0, ink);
            let slash = [rect.left_bottom() + vec2(1.5, -0.5), rect.right_top() + vec2(-1.5, 0.5)];
            painter.line_segment(slash, Stroke::new(2.0, ctx.theme.panel()));
        }
        Some(_) => hollow(painter),
    }
    let selected = claim.is_some_and(|claim| selected.contains(&claim));
    if selected || (passing.hover.is_some() && passing.hover.and_then(Item::claim) == claim) {
        let ring =
            if selected { Stroke::new(2.0, ctx.theme.accent()) } else { Stroke::new(1.0, ctx.theme.text()) };
        painter.rect_stroke(rect.expand(2.0), 3.0, ring, StrokeKind::Outside);
    }
}

/// A claim has the colour of its class, a voice that of its stance.
fn ink(ctx: &Context<'_>, item: Item) -> Color32 {
    match item {
        Item::Attribution(claim, voice) => {
            let voice = ctx.data().claim(claim).attributions.get(voice as usize);
            ctx.theme.stance(voice.map_or(Stance::Asserts, |voice| voice.stance))
        }
        item => item.claim().map_or(ctx.theme.text3(), |claim| ctx.theme.class(ctx.data().class(claim))),
    }
}

/// "+9" above the columns that are full.
pub(super) fn more(ui: &Ui, ctx: &Context<'_>, laid: &Laid, axis: Rect) {
    for &(x, count) in &laid.more {
        let at = pos2(axis.left() + x, axis.bottom() - 8.0 - (ROWS - 1) as f32 * STEP - 1.0);
        let font = FontId::proportional(10.5);
        let words = format!("+{}", number(count));
        ui.painter().text(at, egui::Align2::CENTER_CENTER, words, font, ctx.theme.text2());
    }
}

/// The rule before the undated.
pub(super) fn rule(ui: &Ui, ctx: &Context<'_>, x: f32, block: Rect) {
    ui.painter().vline(
        x.round() + 0.5,
        block.top() - 10.0..=block.bottom() - 8.0,
        Stroke::new(1.0, ctx.theme.line()),
    );
}
