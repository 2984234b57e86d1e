//! The list of the Review perspective: one claim after another, what speaks against each, and how far one is.

mod data;
mod head;

use egui::{Align2, CursorIcon, FontId, Rect, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};
use egui_phosphor::regular as icon;

use super::theme::{color, icon_font, size};
use super::{Context, lines, paint, widgets};
use crate::model::{ClaimIx, Item};
use crate::session::review::Verdict;
use crate::session::{Action, Click};
use data::Rows;

/// Height of a row in points: the sentence, and below it what it rests on.
const ROW: f32 = 42.0;

/// What belongs to the list alone.
#[derive(Default)]
pub struct ReviewState {
    rows: Rows,
    /// The claim that was last brought into sight.
    followed: Option<ClaimIx>,
    seen: (f32, f32),
    /// The claim that the list has lit.
    lit: Option<Item>,
}

/// Shows the list in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut ReviewState, out: &mut Vec<Action>) {
    state.rows.follow(ctx.session);
    head::show(ui, ctx, &state.rows, out);
    let rows = state.rows.list();
    if rows.is_empty() {
        ui.add_space(12.0);
        let claims = ctx.data().claims().len();
        let words = data::nothing(ctx.session.passing().listed, claims, state.rows.hidden());
        ui.vertical_centered(|ui| ui.label(widgets::caption(ctx.theme, words)));
        return;
    }
    let current = ctx.session.current_claim();
    let mut area = ScrollArea::vertical().id_salt("review").auto_shrink(false);
    if state.followed != current {
        state.followed = current;
        let at = current.and_then(|claim| rows.iter().position(|row| row.claim == claim));
        if let Some(top) = at.map(|at| at as f32 * ROW)
            && (top < state.seen.0 || top + ROW > state.seen.0 + state.seen.1)
        {
            area = area.vertical_scroll_offset((top - state.seen.1 * 0.35).max(0.0));
        }
    }
    let mut under = None;
    let shown = area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for &row in rows.get(range).unwrap_or_default() {
            line(ui, ctx, row, current == Some(row.claim), &mut under, out);
        }
    });
    // Told once when it changes; leaving clears only what the list had lit.
    if state.lit != under {
        if under.is_some() || ctx.session.passing().hover == state.lit {
            out.push(Action::Hover(under));
        }
        state.lit = under;
    }
    state.seen = (shown.state.offset.y, shown.inner_rect.height());
}

fn line(
    ui: &mut Ui,
    ctx: &Context<'_>,
    row: data::Row,
    current: bool,
    under: &mut Option<Item>,
    out: &mut Vec<Action>,
) {
    let (theme, case) = (ctx.theme, ctx.data());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let place = rect.shrink2(vec2(6.0, 1.0));
    let response = ui.interact(place, ui.id().with(("review row", row.claim.0)), Sense::click());
    let verdict = ctx.session.review().verdict(row.claim);
    let sentence = case.sentence(row.claim);
    response.widget_info(|| {
        let verdict = verdict.map_or_else(|| "to check".to_owned(), Verdict::words);
        let words = format!("{sentence}, {}, {verdict}", case.status(row.claim).words());
        WidgetInfo::selected(WidgetType::SelectableLabel, true, current, words)
    });
    if current {
        ui.painter().rect_filled(place, 5.0, theme.accent_bg());
    } else if response.hovered() {
        ui.painter().rect_filled(place, 5.0, theme.hover());
    }
    let sample = Rect::from_center_size(pos2(rect.left() + 27.0, rect.top() + 13.0), vec2(26.0, 10.0));
    paint::line_sample(ui.painter(), theme, case.class(row.claim), case.status(row.claim), sample);
    let x = rect.left() + 46.0;
    let right = rect.right() - 34.0;
    let ink = if verdict.is_some() { theme.text2() } else { theme.text() };
    lines::put(ui, pos2(x, rect.top() + 13.0), lines::line(ui, &sentence, size::QUOTE, ink, right - x));
    let (below, suspect) = row.words(ctx.session);
    let ink = if suspect { color(theme.style.v_unsure) } else { theme.text3() };
    lines::put(
        ui,
        pos2(x, rect.top() + 30.0),
        lines::line(ui, &below, size::CAPTION, ink, rect.right() - 14.0 - x),
    );
    if let Some(verdict) = verdict {
        let (sign, ink) = match verdict {
            Verdict::Accepted => (icon::CHECK, theme.style.v_for),
            Verdict::Rejected(_) => (icon::X, theme.style.v_against),
            Verdict::Unsure => (icon::QUESTION, theme.style.v_unsure),
        };
        let at = pos2(rect.right() - 22.0, rect.top() + 13.0);
        ui.painter().text(at, Align2::CENTER_CENTER, sign, icon_font(14.0), color(ink));
    } else if !ctx.session.review().note(row.claim).is_empty() {
        let at = pos2(rect.right() - 22.0, rect.top() + 13.0);
        ui.painter().text(at, Align2::CENTER_CENTER, icon::NOTE_PENCIL, icon_font(13.0), theme.text3());
    }
    widgets::focus_ring(ui, theme, &response, place.shrink(2.0), 5.0);
    if response.hovered() {
        *under = Some(Item::Claim(row.claim));
    }
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        out.push(Action::Select(Item::Claim(row.claim), Click::Only));
    }
}

/// A figure beside its words, as the head of the list writes them.
fn figure(ui: &Ui, at: egui::Pos2, words: &str, ink: egui::Color32) {
    ui.painter().text(at, Align2::LEFT_CENTER, words, FontId::proportional(size::LABEL), ink);
}
