//! The legend along the foot of the canvas, which filters too.

use egui::{
    CursorIcon, Id, Popup, PopupCloseBehavior, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, WidgetType, pos2, vec2,
};

use crate::graph::Filter;
use crate::model::{Class, Status};
use crate::session::{Action, Command};
use crate::ui::rail::data::{only, toggle};
use crate::ui::theme::size;
use crate::ui::widgets::{self, number};
use crate::ui::{Context, lines, paint};

/// Distance from the edges of the canvas, and inside the panel, in points.
const EDGE: f32 = 12.0;
const INSET: f32 = 14.0;
/// Height with two rows, and folded.
const HEIGHT: f32 = 54.0;
const FOLDED: f32 = 32.0;
/// Below this width of the window, in points, the legend folds.
const NARROW: f32 = 1200.0;
/// Least room between two entries.
const GAP: f32 = 12.0;

/// What an entry stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Entry {
    Class(Class, usize),
    Status(Status, usize),
    /// Threads and rings, with whether those of all claims are drawn.
    Voices(bool),
}

impl Entry {
    fn words(self) -> &'static str {
        match self {
            Self::Class(class, _) => class.words(),
            Self::Status(status, _) => status.words(),
            Self::Voices(_) => "voice of a speaker",
        }
    }

    fn sample(self) -> f32 {
        if matches!(self, Self::Class(..)) { 28.0 } else { 34.0 }
    }

    fn count(self) -> Option<usize> {
        match self {
            Self::Class(_, n) | Self::Status(_, n) => Some(n),
            Self::Voices(_) => None,
        }
    }

    fn hidden(self, filter: &Filter) -> bool {
        match self {
            Self::Class(class, _) => filter.classes.contains(&class),
            Self::Status(status, _) => filter.statuses.contains(&status),
            Self::Voices(_) => false,
        }
    }
}

/// Shows the legend over the canvas and returns the room that it takes.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, canvas: Rect, out: &mut Vec<Action>) -> Rect {
    let facets = ctx.session.derived().facets();
    let classes: Vec<Entry> = facets.classes.iter().map(|&(class, n)| Entry::Class(class, n)).collect();
    // Those that are drawn for what is under the pointer alone come and go: they move nothing here.
    let all = ctx.session.settings().voices;
    let disputed = facets.statuses.iter().any(|&(status, n)| status == Status::Disputed && n > 0);
    let voices = (all || disputed).then_some(Entry::Voices(all));
    let statuses = facets.statuses.iter().map(|&(status, n)| Entry::Status(status, n));
    let statuses: Vec<Entry> = statuses.chain(voices).collect();
    if classes.is_empty() {
        return Rect::from_min_size(canvas.left_bottom(), vec2(0.0, 0.0));
    }
    let width = canvas.width() - 2.0 * EDGE;
    let room = width - 2.0 * INSET;
    let narrow = ui.ctx().content_rect().width() < NARROW;
    if narrow || natural(ui, &classes) > room || natural(ui, &statuses) > room {
        return folded(ui, ctx, canvas, &[classes, statuses], out);
    }
    let rect = Rect::from_min_size(canvas.left_bottom() + vec2(EDGE, -EDGE - HEIGHT), vec2(width, HEIGHT));
    ground(ui, ctx, rect);
    let middle = rect.top() + 27.5;
    let inner = rect.shrink2(vec2(INSET, 0.0));
    ui.painter().hline(inner.x_range(), middle, Stroke::new(1.0, ctx.theme.line()));
    row(ui, ctx, inner, rect.top() + 15.5, &classes, out);
    row(ui, ctx, inner, rect.top() + 39.5, &statuses, out);
    rect
}

/// The legend as one button whose list opens upwards.
fn folded(
    ui: &mut Ui,
    ctx: &Context<'_>,
    canvas: Rect,
    rows: &[Vec<Entry>; 2],
    out: &mut Vec<Action>,
) -> Rect {
    let theme = ctx.theme;
    let hidden = rows.iter().flatten().filter(|entry| entry.hidden(&ctx.session.view().filter)).count();
    let words = if hidden == 0 {
        "Lines · Status".to_owned()
    } else {
        format!("Lines · Status · {hidden} hidden")
    };
    let galley = lines::line(ui, &words, size::SMALL, theme.text2(), canvas.width() - 60.0);
    let width = galley.size().x + 2.0 * INSET;
    let rect = Rect::from_min_size(canvas.left_bottom() + vec2(EDGE, -EDGE - FOLDED), vec2(width, FOLDED));
    ground(ui, ctx, rect);
    let response = ui.interact(rect, Id::new("legend"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Legend: {words}")));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(3.0), 6.0, theme.hover());
    }
    lines::put(ui, rect.left_center() + vec2(INSET, 0.0), galley);
    widgets::focus_ring(ui, theme, &response, rect.shrink(2.0), 6.0);
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .align(egui::RectAlign::TOP_START)
        .gap(6.0)
        .show(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            widgets::closes_by_escape(ui);
            for (n, entries) in rows.iter().enumerate() {
                let head = RichText::new(["Lines", "Status"][n]).size(size::SMALL).color(theme.text3());
                ui.add_space(if n == 0 { 2.0 } else { 8.0 });
                ui.label(head);
                ui.add_space(2.0);
                for &entry in entries {
                    let (rect, _) = ui.allocate_exact_size(vec2(220.0, 24.0), Sense::hover());
                    put(ui, ctx, rect, entry, out);
                }
            }
        });
    rect
}

fn ground(ui: &mut Ui, ctx: &Context<'_>, rect: Rect) {
    let theme = ctx.theme;
    // What floats above the canvas takes the clicks that fall on it.
    ui.interact(rect, Id::new("legend ground"), Sense::click_and_drag());
    ui.painter().add(theme.shadow().as_shape(rect, 8.0));
    ui.painter().rect(rect, 8.0, theme.panel(), Stroke::new(1.0, theme.line()), StrokeKind::Inside);
}

fn row(ui: &mut Ui, ctx: &Context<'_>, inner: Rect, y: f32, entries: &[Entry], out: &mut Vec<Action>) {
    let spare = inner.width() - natural_sum(ui, entries);
    let gap = if entries.len() > 1 { spare / (entries.len() - 1) as f32 } else { 0.0 };
    // Few entries stand together at the left instead of at the far ends.
    let gap = gap.min(90.0);
    let mut x = inner.left();
    for &entry in entries {
        let width = entry_width(ui, entry);
        let place = Rect::from_min_max(pos2(x - 5.0, y - 12.0), pos2(x + width + 5.0, y + 12.0));
        put(ui, ctx, place, entry, out);
        x += width + gap;
    }
}

/// Draws an entry into a rectangle that begins 5 points before it, and takes its clicks.
fn put(ui: &mut Ui, ctx: &Context<'_>, place: Rect, entry: Entry, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let hidden = entry.hidden(&ctx.session.view().filter);
    let response = takes_clicks(ui, place, entry, hidden);
    if response.hovered() {
        ui.painter().rect_filled(place, 5.0, theme.hover());
    }
    let y = place.center().y;
    let x = place.left() + 5.0;
    let sample = Rect::from_center_size(pos2(x + entry.sample() * 0.5, y), vec2(entry.sample(), 12.0));
    let painter = ui.painter().clone();
    let painter = if hidden {
        let mut faded = painter.clone();
        faded.multiply_opacity(0.4);
        faded
    } else {
        painter
    };
    match entry {
        Entry::Class(class, _) => paint::line_sample(&painter, theme, class, Status::Reported, sample),
        Entry::Status(status, _) => paint::status_sample(&painter, theme, status, sample),
        Entry::Voices(_) => paint::voice_sample(&painter, theme, sample),
    }
    let ink = if hidden { theme.text3() } else { theme.text2() };
    let from = x + entry.sample() + 8.0;
    let end = lines::put(ui, pos2(from, y), lines::line(ui, entry.words(), size::SMALL, ink, f32::INFINITY));
    if hidden {
        ui.painter().hline(from..=end, y.round() + 0.5, Stroke::new(1.0, ink));
    }
    if let Some(count) = entry.count() {
        let galley = lines::line(ui, &number(count), 10.5, theme.text3(), f32::INFINITY);
        lines::put(ui, pos2(end + 5.0, y + 0.5), galley);
    }
    widgets::focus_ring(ui, theme, &response, place.shrink(3.0), 4.0);
    if response.clicked() {
        let alone = ui.input(|input| input.modifiers.alt);
        out.push(match entry {
            Entry::Voices(_) => Action::Run(Command::Voices),
            _ => Action::SetFilter(pressed(ctx, entry, alone)),
        });
    }
}

fn takes_clicks(ui: &Ui, place: Rect, entry: Entry, hidden: bool) -> Response {
    let id = Id::new(("legend", entry.words()));
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| {
        let words = match entry.count() {
            Some(count) => format!("{}, {}", entry.words(), number(count)),
            None => entry.words().to_owned(),
        };
        let on = if let Entry::Voices(all) = entry { all } else { !hidden };
        WidgetInfo::selected(WidgetType::Checkbox, true, on, words)
    });
    let tip = match (entry, hidden) {
        (Entry::Voices(true), _) => "Click to show those of disputed claims alone",
        (Entry::Voices(false), _) => "Click to show those of all claims",
        (_, true) => "Click to show, Alt-click for only this",
        (_, false) => "Click to hide, Alt-click for only this",
    };
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tip)
}

/// The filter after a click on an entry.
fn pressed(ctx: &Context<'_>, entry: Entry, alone: bool) -> Filter {
    let facets = ctx.session.derived().facets();
    let mut filter = ctx.session.view().filter.clone();
    match entry {
        Entry::Class(class, _) if alone => {
            only(&mut filter.classes, &class, facets.classes.iter().map(|&(of, _)| of));
        }
        Entry::Class(class, _) => toggle(&mut filter.classes, class),
        Entry::Status(status, _) if alone => {
            only(&mut filter.statuses, &status, facets.statuses.iter().map(|&(of, _)| of));
        }
        Entry::Status(status, _) => toggle(&mut filter.statuses, status),
        // It is no filter: it has a command.
        Entry::Voices(_) => {}
    }
    filter
}

fn entry_width(ui: &Ui, entry: Entry) -> f32 {
    let wide =
        |text: &str, points: f32| lines::line(ui, text, points, egui::Color32::WHITE, f32::INFINITY).size().x;
    let count = entry.count().map_or(0.0, |count| 5.0 + wide(&number(count), 10.5));
    entry.sample() + 8.0 + wide(entry.words(), size::SMALL) + count
}

fn natural_sum(ui: &Ui, entries: &[Entry]) -> f32 {
    entries.iter().map(|&entry| entry_width(ui, entry)).sum()
}

/// The least width that entries take in a row.
fn natural(ui: &Ui, entries: &[Entry]) -> f32 {
    natural_sum(ui, entries) + GAP * entries.len().saturating_sub(1) as f32
}
