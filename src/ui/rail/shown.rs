//! What the filters leave, and what they are, in words.

use egui::{CursorIcon, Id, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2};

use super::{data, strip};
use crate::graph::Filter;
use crate::session::{Action, Command};
use crate::ui::theme::{ROW, size};
use crate::ui::{Context, lines, paint, widgets};

/// "23 of 51 claims shown · clear", where something is hidden.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let view = ctx.session.view();
    let shown = ctx.session.derived().shown();
    let Some(words) = data::shown_words(ctx.data(), shown, &view.filter, view.ego) else { return };
    let rect = strip(ui, ROW);
    let galley = lines::line(ui, &format!("{words} · "), size::SMALL, ctx.theme.text2(), rect.width() - 40.0);
    let end = lines::put(ui, pos2(rect.left() + 2.0, rect.center().y), galley);
    let (word, tip) =
        if view.filter.is_empty() { ("back", "Show the whole graph") } else { ("clear", "Show everything") };
    let ink = ctx.theme.accent();
    let galley = lines::line(ui, word, size::SMALL, ink, 60.0);
    let place =
        Rect::from_min_max(pos2(end - 2.0, rect.top()), pos2(end + galley.size().x + 4.0, rect.bottom()));
    let response = ui.interact(place, Id::new("clear filters"), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Link, true, format!("{}: {tip}", data::capitalised(word)))
    });
    lines::put(ui, pos2(end, rect.center().y), galley);
    if response.hovered() {
        ui.painter().hline(
            place.left() + 2.0..=place.right() - 4.0,
            rect.center().y + 8.0,
            Stroke::new(1.0, ink),
        );
    }
    widgets::focus_ring(ui, ctx.theme, &response, place.shrink(2.0), 4.0);
    let tip = if view.filter.is_empty() {
        tip.to_owned()
    } else {
        crate::ui::keys::tip(ctx, ui.ctx().os(), Command::ClearFilters)
    };
    if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tip).clicked() {
        match view.ego {
            Some(ego) if view.filter.is_empty() => out.push(Action::ToggleEgo(ego.centre)),
            _ => out.push(Action::SetFilter(Filter::default())),
        }
    }
    told(ui, ctx);
}

/// The filter in words: "without militias; only claims of 20–26 Oct 2023".
fn told(ui: &mut Ui, ctx: &Context<'_>) {
    let filter = &ctx.session.view().filter;
    if filter.is_empty() {
        return;
    }
    let words = data::capitalised(&filter.words(ctx.data()));
    let rect = strip(ui, 20.0);
    let galley = lines::line(ui, &words, size::SMALL, ctx.theme.text3(), rect.width() - 4.0);
    let response = ui.interact(rect, Id::new("filter in words"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, words.as_str()));
    lines::put(ui, pos2(rect.left() + 2.0, rect.center().y - 2.0), galley);
    response.on_hover_text(paint::visual(&words));
}
