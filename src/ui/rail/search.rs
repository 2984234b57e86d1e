//! The search box and its results.

use egui::text::LayoutJob;
use egui::{
    CursorIcon, FontId, Frame, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use super::data::{self, Group, Line};
use super::{from_left, row_id, strip};
use crate::model::Item;
use crate::search::Hit;
use crate::session::{Action, Click, Command};
use crate::ui::lines::{self, Marking};
use crate::ui::theme::{INSET_LIST, ROW, icon_font, size};
use crate::ui::widgets::{self, number};
use crate::ui::{Context, menus, paint};

/// The accessible name of the box, and its hint.
const NAME: &str = "Search names, claims, text";

/// What belongs to the search box alone.
#[derive(Default)]
pub(super) struct SearchUi {
    opened: [bool; 4],
    /// The hit that the arrow keys have reached, counted over all groups.
    at: Option<usize>,
    /// What was typed when `opened` and `at` were set.
    query: String,
    scroll: bool,
}

fn field_id() -> Id {
    Id::new("rail search")
}

/// The box.
pub(super) fn field(ui: &mut Ui, ctx: &Context<'_>, state: &mut SearchUi, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let passing = ctx.session.passing();
    let mut text = passing.search.query.clone();
    if state.query != text {
        *state = SearchUi { query: text.clone(), ..SearchUi::default() };
    }
    let id = field_id();
    if passing.focus_search {
        ui.memory_mut(|memory| memory.request_focus(id));
        out.push(Action::SearchFocused);
    }
    if ui.memory(|memory| memory.has_focus(id)) {
        keys(ui, ctx, state, out);
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    let rect = strip(ui, 32.0);
    let border = if focused { theme.accent() } else { theme.line() };
    ui.painter().rect(rect, 7.0, theme.raised(), Stroke::new(1.0, border), StrokeKind::Inside);
    let glass = from_left(rect, 16.0);
    ui.painter().text(
        glass,
        egui::Align2::CENTER_CENTER,
        icon::MAGNIFYING_GLASS,
        icon_font(15.0),
        theme.text3(),
    );

    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .frame(Frame::NONE)
        .margin(egui::Margin::ZERO)
        .font(FontId::proportional(size::QUOTE))
        .text_color(theme.text())
        .hint_text(egui::RichText::new(NAME).size(size::QUOTE).color(theme.text3()))
        .vertical_align(egui::Align::Center)
        .desired_width(f32::INFINITY);
    let inner = Rect::from_min_max(rect.min + vec2(30.0, 4.0), rect.max - vec2(32.0, 4.0));
    let response = ui.put(inner, edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(NAME));
    if response.changed() {
        out.push(Action::SetQuery(text.clone()));
    }
    if text.is_empty() {
        // A longer key stands in tips only.
        let key = ctx.session.settings().key_of(Command::Search).filter(|key| key.chars().count() == 1);
        if let Some(key) = key {
            let cap = Rect::from_center_size(rect.right_center() - vec2(15.0, 0.0), vec2(18.0, 18.0));
            ui.painter().rect(cap, 4.0, theme.panel(), Stroke::new(1.0, theme.line()), StrokeKind::Inside);
            let font = FontId::proportional(size::SMALL);
            ui.painter().text(cap.center(), egui::Align2::CENTER_CENTER, key, font, theme.text3());
        }
    } else {
        let place = Rect::from_center_size(rect.right_center() - vec2(16.0, 0.0), vec2(24.0, 24.0));
        let clear = ui.interact(place, id.with("clear"), Sense::click());
        clear.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Clear the search"));
        let ink = if clear.hovered() { theme.text() } else { theme.text3() };
        ui.painter().text(place.center(), egui::Align2::CENTER_CENTER, icon::X, icon_font(13.0), ink);
        widgets::focus_ring(ui, theme, &clear, place, 4.0);
        if clear.on_hover_text("Clear the search (Esc)").clicked() {
            out.push(Action::SetQuery(String::new()));
        }
    }
}

/// Arrows walk the results, Enter takes one, Ctrl+Enter selects all.
fn keys(ui: &Ui, ctx: &Context<'_>, state: &mut SearchUi, out: &mut Vec<Action>) {
    let hits = &ctx.session.passing().search.hits;
    let lines = data::result_lines(hits, state.opened);
    let all: Vec<&Hit> = lines.iter().filter_map(|line| hit_of(ctx, *line)).collect();
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::ArrowDown) && !all.is_empty() {
        state.at = Some(state.at.map_or(0, |at| (at + 1).min(all.len() - 1)));
        state.scroll = true;
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        state.at = state.at.and_then(|at| at.checked_sub(1));
        state.scroll = true;
    }
    if pressed(Modifiers::COMMAND, Key::Enter) {
        let found = hits.entities.iter().chain(&hits.claims).map(|hit| hit.item);
        out.push(Action::SelectMany(found.collect(), Click::Only));
    } else if pressed(Modifiers::NONE, Key::Enter)
        && let Some(hit) = all.get(state.at.unwrap_or(0))
    {
        take(hit.item, out);
    }
}

/// Goes to a hit.
fn take(item: Item, out: &mut Vec<Action>) {
    match item {
        Item::Passage(document, span) => {
            out.push(Action::Select(item, Click::Only));
            out.push(Action::Read(document, span));
        }
        Item::Document(_) => out.push(Action::Select(item, Click::Only)),
        _ => out.push(Action::Reveal(item)),
    }
}

fn hit_of<'a>(ctx: &Context<'a>, line: Line) -> Option<&'a Hit> {
    let hits = &ctx.session.passing().search.hits;
    let Line::Hit(group, at) = line else { return None };
    match group {
        Group::Entities => hits.entities.get(at),
        Group::Claims => hits.claims.get(at),
        Group::Text => hits.texts.get(at),
        Group::Documents => hits.documents.get(at),
    }
}

/// The results, in the room that is left.
pub(super) fn results(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut SearchUi,
    under: &mut Option<Item>,
    out: &mut Vec<Action>,
) {
    let search = &ctx.session.passing().search;
    let lines = data::result_lines(&search.hits, state.opened);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, ctx.theme.line()));
    if lines.is_empty() {
        if ctx.session.derived().index().is_none() || search.text_pending {
            words(ui, ctx, "Searching", "");
        } else {
            let head = format!("Nothing found for “{}”", search.query.trim());
            words(ui, ctx, &head, "Names, aliases, claims and text were searched");
        }
        return;
    }
    let scroll = std::mem::take(&mut state.scroll);
    let id = Id::new(("results", &search.query));
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        ui.add_space(4.0);
        let mut n = 0;
        for line in lines {
            match line {
                Line::Heading(group, total) => heading(ui, ctx, group, total),
                Line::Hit(group, _) => {
                    let Some(hit) = hit_of(ctx, line) else { continue };
                    let current = state.at == Some(n);
                    let response = row(ui, ctx, group, hit, current);
                    if current && scroll {
                        response.scroll_to_me(None);
                    }
                    if response.hovered() {
                        *under = lightable(hit.item);
                    }
                    menus::on_row(ui, ctx, &response, hit.item, out);
                    if response.clicked() {
                        state.at = Some(n);
                        let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
                        if more && lightable(hit.item).is_some() {
                            out.push(Action::Select(hit.item, Click::Toggle));
                        } else {
                            take(hit.item, out);
                        }
                    }
                    n += 1;
                }
                Line::More(group, more) => {
                    if link(ui, ctx, group, more).clicked() {
                        state.opened[group as usize] = true;
                    }
                }
                Line::Surplus(more) => {
                    let rect = strip(ui, ROW);
                    let text = format!("{} more: type more to narrow it down", number(more));
                    let galley =
                        lines::line(ui, &text, size::CAPTION, ctx.theme.text3(), rect.width() - 28.0);
                    lines::put(ui, from_left(rect, 28.0), galley);
                }
            }
        }
        ui.add_space(8.0);
    });
}

/// What the canvas can light.
fn lightable(item: Item) -> Option<Item> {
    matches!(item, Item::Entity(_) | Item::Claim(_)).then_some(item)
}

fn words(ui: &mut Ui, ctx: &Context<'_>, head: &str, rest: &str) {
    ui.add_space(16.0);
    for (text, points, ink) in [(head, size::BODY, ctx.theme.text()), (rest, size::SMALL, ctx.theme.text3())]
    {
        if text.is_empty() {
            continue;
        }
        let margin = egui::Margin::symmetric(INSET_LIST as i8, 0);
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.add(egui::Label::new(egui::RichText::new(paint::visual(text)).size(points).color(ink)).wrap());
        });
        ui.add_space(4.0);
    }
}

fn heading(ui: &mut Ui, ctx: &Context<'_>, group: Group, total: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Label, true, format!("{}, {}", group.words(), number(total)))
    });
    let middle = rect.center().y + 3.0;
    let ink = ctx.theme.text3();
    lines::put(ui, pos2(rect.left() + 14.0, middle), lines::line(ui, group.words(), size::SMALL, ink, 140.0));
    lines::put_right(
        ui,
        pos2(rect.right() - 16.0, middle),
        lines::line(ui, &number(total), size::CAPTION, ink, 60.0),
    );
}

fn link(ui: &mut Ui, ctx: &Context<'_>, group: Group, more: usize) -> Response {
    let rect = strip(ui, ROW);
    let text = format!("Show {} more", number(more));
    let response = ui.interact(rect, Id::new(("more", group as usize)), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Link, true, format!("{text} of {}", group.words().to_lowercase()))
    });
    lines::put(
        ui,
        from_left(rect, 28.0),
        lines::line(ui, &text, size::SMALL, ctx.theme.accent(), rect.width()),
    );
    widgets::focus_ring(ui, ctx.theme, &response, rect.shrink(2.0), 5.0);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A hit: the name with its letters marked, the claim with its line, or two lines of the text.
fn row(ui: &mut Ui, ctx: &Context<'_>, group: Group, hit: &Hit, current: bool) -> Response {
    let theme = ctx.theme;
    let width = ui.available_width();
    let set = Marking {
        size: if group == Group::Text { size::QUOTE } else { size::BODY },
        ink: if group == Group::Text { theme.text2() } else { theme.text() },
        ground: theme.find_bg(),
        marked_ink: theme.text(),
    };
    let indent = if group == Group::Claims { 48.0 } else { 40.0 };
    let mut job = LayoutJob::default();
    let mut full = hit.label.clone();
    if let Some(via) = &hit.via {
        lines::append_marked(&mut job, via, &hit.matched, set);
        lines::append_marked(&mut job, " → ", &[], Marking { ink: theme.text3(), ..set });
        lines::append_marked(&mut job, &hit.label, &[], set);
        full = format!("{via} → {full}");
    } else if group == Group::Text {
        let (short, marks) = data::excerpt(&hit.label, &hit.matched, 64);
        lines::append_marked(&mut job, &short, &marks, set);
    } else {
        lines::append_marked(&mut job, &hit.label, &hit.matched, set);
    }
    let rows = if group == Group::Entities { 1 } else { 2 };
    lines::cut(&mut job, width - indent - 16.0, rows);
    let galley = ui.painter().layout_job(job);
    let height = (galley.size().y + 8.0).max(ROW).ceil();
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let place = rect.shrink2(vec2(6.0, 0.0));
    let response = ui.interact(place, row_id("hit", hit.item), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(WidgetType::Button, true, current, accessible(group, &full)));
    if ui.is_rect_visible(rect) {
        let selected = ctx.session.passing().selection.contains(hit.item);
        if current || selected {
            ui.painter().rect_filled(place, 5.0, theme.accent_bg());
        } else if response.hovered() {
            ui.painter().rect_filled(place, 5.0, theme.hover());
        }
        let first = pos2(rect.left(), if rows == 1 { rect.center().y } else { rect.top() + 13.0 });
        sign(ui, ctx, hit.item, first);
        let at = pos2(rect.left() + indent, rect.center().y - (galley.size().y * 0.5).round());
        ui.painter().galley(at, galley.clone(), theme.text());
        widgets::focus_ring(ui, theme, &response, place.shrink(2.0), 5.0);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if galley.elided || group == Group::Text {
        response.on_hover_text(paint::visual(&full))
    } else {
        response
    }
}

fn sign(ui: &Ui, ctx: &Context<'_>, item: Item, at: egui::Pos2) {
    let (data, theme) = (ctx.data(), ctx.theme);
    match item {
        Item::Entity(entity) => {
            paint::entity_mark(ui.painter(), theme, data, entity, at + vec2(24.0, 0.0), 6.2);
        }
        Item::Claim(claim) | Item::Attribution(claim, _) => {
            let rect = Rect::from_center_size(at + vec2(27.0, 0.0), vec2(26.0, 10.0));
            paint::line_sample(ui.painter(), theme, data.class(claim), data.status(claim), rect);
        }
        Item::Document(_) | Item::Passage(..) => {
            let sign = if matches!(item, Item::Document(_)) { icon::FILE_TEXT } else { icon::QUOTES };
            let place = at + vec2(24.0, 0.0);
            ui.painter().text(place, egui::Align2::CENTER_CENTER, sign, icon_font(14.0), theme.text3());
        }
    }
}

fn accessible(group: Group, full: &str) -> String {
    let what = match group {
        Group::Entities => "entity",
        Group::Claims => "claim",
        Group::Text => "sentence",
        Group::Documents => "document",
    };
    format!("{full}, {what}")
}
