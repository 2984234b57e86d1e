//! The filters: a button each, and the list that it opens.

use std::collections::BTreeSet;

use egui::{
    Align2, CursorIcon, Id, Popup, PopupCloseBehavior, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use super::data::{self, only, toggle};
use super::more::{self, MoreState};
use super::strip;
use crate::graph::{Filter, Voice};
use crate::model::{BuiltinKind, Class, EntityIx, Status};
use crate::session::Action;
use crate::ui::lines;
use crate::ui::theme::{ROW, icon_font, size};
use crate::ui::widgets::{self, number};
use crate::ui::{Context, paint};

/// Four buttons in two rows, and under them the one for all other filters.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut MoreState, out: &mut Vec<Action>) {
    let facets = ctx.session.derived().facets();
    let filter = &ctx.session.view().filter;
    let labels = data::filter_labels(facets, filter);
    let rect = strip(ui, 85.0);
    let width = ((rect.width() - 6.0) * 0.5).floor();
    let place = |n: usize| {
        let at = vec2((n % 2) as f32 * (width + 6.0), (n / 2) as f32 * 30.0);
        Rect::from_min_size(rect.min + at, vec2(width, 25.0))
    };
    let [kind, line, status, speaker] = [0, 1, 2, 3]
        .map(|n: usize| button(ui, ctx, place(n), ["Kind", "Line", "Status", "Speaker"][n], &labels[n]));

    let wide = Rect::from_min_size(rect.min + vec2(0.0, 60.0), vec2(rect.width(), 25.0));
    let others = button(ui, ctx, wide, "More", &more::label(filter));
    more::show(&others, ctx, state, out);

    list(
        &kind,
        ctx,
        "kinds",
        &facets.kinds,
        &filter.kinds,
        out,
        |filter| &mut filter.kinds,
        |&kind| (data::capitalised(&ctx.data().kind(kind).label), Sign::Kind(ctx.data().kind(kind).like)),
    );
    list(
        &line,
        ctx,
        "lines",
        &facets.classes,
        &filter.classes,
        out,
        |filter| &mut filter.classes,
        |&class| (data::capitalised(class.words()), Sign::Line(class)),
    );
    list(
        &status,
        ctx,
        "statuses",
        &facets.statuses,
        &filter.statuses,
        out,
        |filter| &mut filter.statuses,
        |&status| (data::capitalised(status.words()), Sign::Status(status)),
    );
    list(
        &speaker,
        ctx,
        "speakers",
        &facets.speakers,
        &filter.speakers,
        out,
        |filter| &mut filter.speakers,
        |voice| match *voice {
            Voice::Document => ("The document itself".to_owned(), Sign::Text),
            Voice::Entity(entity) => (ctx.data().entity(entity).name.clone(), Sign::Entity(entity)),
        },
    );
    ui.add_space(8.0);
}

fn button(ui: &mut Ui, ctx: &Context<'_>, rect: Rect, name: &str, label: &str) -> Response {
    let theme = ctx.theme;
    let response = ui.interact(rect, Id::new(("filter", name)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{name}: {label}")));
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    let active = label != "all";
    let fill = if response.hovered() || open { theme.hover() } else { theme.panel() };
    let border = if active { theme.accent() } else { theme.line() };
    ui.painter().rect(rect, 6.0, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    let y = rect.center().y;
    let caret = pos2(rect.right() - 13.0, y);
    ui.painter().text(caret, Align2::CENTER_CENTER, icon::CARET_DOWN, icon_font(11.0), theme.text3());
    let ink = if active { theme.text() } else { theme.text3() };
    let left =
        lines::put_right(ui, pos2(rect.right() - 24.0, y), lines::line(ui, label, size::SMALL, ink, 60.0));
    let room = left - rect.left() - 14.0;
    lines::put(ui, pos2(rect.left() + 10.0, y), lines::line(ui, name, size::LABEL, theme.text2(), room));
    widgets::focus_ring(ui, theme, &response, rect.shrink(2.0), 6.0);
    response
}

/// The mark before a value's name.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    None,
    Kind(BuiltinKind),
    Line(Class),
    Status(Status),
    Entity(EntityIx),
    Text,
}

/// The list that a filter button opens: "All", then every value that occurs with mark, count and check box.
#[expect(clippy::too_many_arguments, reason = "one call a filter, and the four differ in all of these")]
fn list<T: Ord + Copy>(
    button: &Response,
    ctx: &Context<'_>,
    salt: &'static str,
    values: &[(T, usize)],
    hidden: &BTreeSet<T>,
    out: &mut Vec<Action>,
    field: fn(&mut Filter) -> &mut BTreeSet<T>,
    describe: impl Fn(&T) -> (String, Sign),
) {
    let change = |out: &mut Vec<Action>, of: &dyn Fn(&mut BTreeSet<T>)| {
        let mut filter = ctx.session.view().filter.clone();
        of(field(&mut filter));
        out.push(Action::SetFilter(filter));
    };
    Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(4.0)
        .width(232.0)
        .show(|ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            ui.set_width(232.0);
            widgets::closes_by_escape(ui);
            let none = values.iter().all(|(value, _)| !hidden.contains(value));
            let all = entry(ui, ctx, Id::new((salt, "all")), "All", None, None, none);
            if all.clicked {
                change(out, &|set| set.clear());
            }
            let (rect, _) = ui.allocate_exact_size(vec2(232.0, 9.0), Sense::hover());
            ui.painter().hline(
                rect.x_range(),
                rect.center().y.round() + 0.5,
                Stroke::new(1.0, ctx.theme.line()),
            );
            let area = ScrollArea::vertical().id_salt(salt).max_height(18.0 * ROW).auto_shrink([false, true]);
            area.show_rows(ui, ROW, values.len(), |ui, range| {
                for (n, (value, count)) in values.iter().enumerate().take(range.end).skip(range.start) {
                    let (name, sign) = describe(value);
                    let id = Id::new((salt, n));
                    let pressed =
                        entry(ui, ctx, id, &name, Some(sign), Some(*count), !hidden.contains(value));
                    if pressed.box_clicked {
                        change(out, &|set| toggle(set, *value));
                    } else if pressed.clicked {
                        change(out, &|set| only(set, value, values.iter().map(|(value, _)| *value)));
                    }
                }
            });
        });
}

/// What was pressed in a row of a filter's list.
pub(super) struct Pressed {
    /// The check box.
    pub(super) box_clicked: bool,
    /// The name.
    pub(super) clicked: bool,
}

/// A row with check box, mark, name and count; without a mark it is the one for all.
pub(super) fn entry(
    ui: &mut Ui,
    ctx: &Context<'_>,
    id: Id,
    name: &str,
    sign: Option<Sign>,
    count: Option<usize>,
    on: bool,
) -> Pressed {
    let theme = ctx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let cell = Rect::from_min_size(rect.min, Vec2::splat(ROW));
    let rest = Rect::from_min_max(pos2(cell.right(), rect.top()), rect.max);
    let tick = ui.interact(cell, id.with("box"), Sense::click());
    let words = ui.interact(rest, id.with("name"), Sense::click());
    tick.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, name));
    words.widget_info(|| {
        let text = if sign.is_some() { format!("Only {name}") } else { "Show all".to_owned() };
        WidgetInfo::labeled(WidgetType::Button, true, text)
    });
    if tick.hovered() || words.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.hover());
    }
    widgets::check_box(ui, ctx.theme, cell, on);
    let y = rect.center().y;
    let mut x = rest.left() + 4.0;
    if let Some(sign) = sign {
        x += paint_sign(ui, ctx, sign, pos2(x, y));
    }
    let mut right = rect.right() - 10.0;
    if let Some(count) = count {
        let galley = lines::line(ui, &number(count), size::CAPTION, theme.text3(), 60.0);
        right = lines::put_right(ui, pos2(right, y), galley) - 8.0;
    }
    let ink = if on { theme.text() } else { theme.text3() };
    lines::put(ui, pos2(x, y), lines::line(ui, name, size::BODY, ink, right - x));
    for (response, rect) in [(&tick, cell), (&words, rest)] {
        widgets::focus_ring(ui, theme, response, rect.shrink(3.0), 4.0);
    }
    let sole = sign.is_none();
    let box_clicked = tick.on_hover_cursor(CursorIcon::PointingHand).clicked();
    let words = words.on_hover_cursor(CursorIcon::PointingHand);
    let clicked = if sole { words.clicked() } else { words.on_hover_text("Only this").clicked() };
    Pressed { box_clicked: box_clicked && !sole, clicked: clicked || (sole && box_clicked) }
}

/// Draws the mark; returns the room it takes.
fn paint_sign(ui: &Ui, ctx: &Context<'_>, sign: Sign, at: egui::Pos2) -> f32 {
    let theme = ctx.theme;
    let sample = Rect::from_center_size(at + vec2(14.0, 0.0), vec2(28.0, 10.0));
    match sign {
        Sign::None => 4.0,
        Sign::Kind(kind) => {
            paint::kind_mark(ui.painter(), theme, kind, false, false, at + vec2(10.0, 0.0), 6.2);
            26.0
        }
        Sign::Entity(entity) => {
            paint::entity_mark(ui.painter(), theme, ctx.data(), entity, at + vec2(10.0, 0.0), 6.2);
            26.0
        }
        Sign::Text => {
            let place = at + vec2(10.0, 0.0);
            ui.painter().text(place, Align2::CENTER_CENTER, icon::FILE_TEXT, icon_font(14.0), theme.text3());
            26.0
        }
        Sign::Line(class) => {
            paint::line_sample(ui.painter(), theme, class, Status::Reported, sample);
            38.0
        }
        Sign::Status(status) => {
            paint::status_sample(ui.painter(), theme, status, sample);
            38.0
        }
    }
}
