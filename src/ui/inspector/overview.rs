//! "What rests on what": how well the claims stand, what is disputed, what stands against what.

use egui::{Align2, FontId, Frame, Margin, Pos2, Rect, RichText, Sense, Stroke, Ui, Vec2, pos2, vec2};

use super::data::{self, Against, Resting, Side};
use crate::model::{ClaimIx, Dataset, Item, Status};
use crate::session::{Action, Click};
use crate::ui::theme::{color, size};
use crate::ui::widgets::{caption, number};
use crate::ui::{Context, paint};

/// Cards of a kind shown at most; the list shows all claims.
const CARDS: usize = 60;
/// Height of the bar in points.
const BAR: f32 = 11.0;

/// What the overview lists of a case; found once and not each frame.
pub(super) struct Found {
    revision: u64,
    resting: Vec<Resting>,
    disputes: Vec<(ClaimIx, Vec<Side>)>,
    against: Vec<Against>,
}

impl Found {
    fn of(data: &Dataset) -> Self {
        Self {
            revision: data.revision(),
            resting: data::resting(data),
            disputes: data::disputes(data, CARDS),
            against: data::against(data, CARDS),
        }
    }
}

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, found: &mut Option<Found>, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let found = match found.take().filter(|found| found.revision == ctx.data().revision()) {
        Some(same) => found.insert(same),
        None => found.insert(Found::of(ctx.data())),
    };
    let Found { resting, disputes, against, .. } = &*found;
    ui.label(RichText::new("What rests on what").size(size::TITLE).color(theme.text()));
    if ctx.session.derived().shown().claims.len() < ctx.data().claims().len() {
        ui.label(crate::ui::widgets::caption(theme, "In the whole case, whatever the filters hide"));
    }
    ui.add_space(6.0);
    bar(ui, ctx, resting);
    ui.add_space(6.0);
    for row in resting {
        line(ui, ctx, row, out);
    }
    ui.add_space(8.0);
    crate::ui::looks::offers(ui, ctx, out);
    if !disputes.is_empty() {
        let disputed = resting.iter().find(|row| row.status == Status::Disputed);
        heading(ui, ctx, "In dispute", disputed.map_or(0, |row| row.count));
        for (claim, sides) in disputes {
            dispute(ui, ctx, *claim, sides, out);
        }
    }
    if !against.is_empty() {
        heading(ui, ctx, "Against each other", against.len());
        for row in against {
            opposed(ui, ctx, row, out);
        }
    }
    super::same::perhaps(ui, ctx, out);
}

/// A bar of lengths: solid, dashed, dotted, broken, so that it reads without colour.
fn bar(ui: &mut Ui, ctx: &Context<'_>, resting: &[Resting]) {
    let total: usize = resting.iter().map(|row| row.count).sum();
    if total == 0 {
        return;
    }
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let gaps = 4.0 * (resting.len() - 1) as f32;
    let style = ctx.theme.style;
    let painter = ui.painter();
    let mut x = rect.left();
    for row in resting {
        let width = ((rect.width() - gaps) * row.count as f32 / total as f32).max(6.0);
        let place = Rect::from_min_size(pos2(x, rect.top()), vec2(width, BAR));
        let ink = color(style.text2);
        let stripes = |piece: f32, gap: f32| {
            let mut at = place.left();
            while at < place.right() - 0.5 {
                let end = (at + piece).min(place.right());
                painter.rect_filled(Rect::from_x_y_ranges(at..=end, place.y_range()), 1.0, ink);
                at += piece + gap;
            }
        };
        match row.status {
            Status::Reported => {
                painter.rect_filled(place, 2.0, ink);
            }
            Status::Corroborated => {
                for half in
                    [place.split_top_bottom_at_fraction(0.42).0, place.split_top_bottom_at_fraction(0.58).1]
                {
                    painter.rect_filled(half, 1.0, ink);
                }
            }
            Status::Attributed => stripes(8.0, 3.0),
            Status::Unverified => stripes(2.5, 3.0),
            Status::Disputed => {
                painter.rect_filled(place, 2.0, color(style.v_unsure));
                let cut = Stroke::new(2.0, ctx.theme.panel());
                for slash in slashes(place) {
                    painter.with_clip_rect(place).line_segment(slash, cut);
                }
            }
            Status::Denied | Status::Retracted | Status::Unsupported => {
                let inner = place.shrink(0.75);
                painter.rect_stroke(
                    inner,
                    2.0,
                    Stroke::new(1.5, color(style.v_against)),
                    egui::StrokeKind::Inside,
                );
            }
        }
        x += width + 4.0;
    }
}

/// The two strokes that break the disputed part of the bar in its middle, however long it is: as steep as on the
/// lines of the canvas.
fn slashes(place: Rect) -> [[Pos2; 2]; 2] {
    let lean = place.height() / 62.0_f32.to_radians().tan() * 0.5;
    [-2.5, 2.5].map(|aside| {
        let x = place.center().x + aside;
        [pos2(x - lean, place.bottom()), pos2(x + lean, place.top())]
    })
}

/// One status with its count; a click shows only its claims, or all again.
fn line(ui: &mut Ui, ctx: &Context<'_>, row: &Resting, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
    let words = format!("{}: {}", row.words, row.count);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, words.clone()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 5.0, theme.hover());
    }
    let sample = Rect::from_min_size(pos2(rect.left(), rect.top()), vec2(34.0, rect.height()));
    paint::status_sample(ui.painter(), theme, row.status, sample);
    let text = pos2(rect.left() + 46.0, rect.center().y);
    let font = FontId::proportional(size::BODY);
    ui.painter().text(text, Align2::LEFT_CENTER, row.words, font, theme.text2());
    let at = pos2(rect.right(), rect.center().y);
    let font = FontId::proportional(size::BODY);
    ui.painter().text(at, Align2::RIGHT_CENTER, number(row.count), font, theme.text2());
    if response.on_hover_text("Show only these").clicked() {
        let mut filter = ctx.session.view().filter.clone();
        let others: std::collections::BTreeSet<Status> =
            Status::ALL.into_iter().filter(|status| *status != row.status).collect();
        let only = filter.statuses == others;
        filter.statuses = if only { std::collections::BTreeSet::new() } else { others };
        out.push(Action::SetFilter(filter));
    }
}

fn heading(ui: &mut Ui, ctx: &Context<'_>, words: &str, count: usize) {
    ui.add_space(10.0);
    crate::ui::widgets::hairline(ui, ctx.theme);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(words).size(size::LABEL).color(ctx.theme.text3()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(caption(ctx.theme, number(count)));
        });
    });
    ui.add_space(2.0);
}

/// A raised card that can be clicked as a whole. Returns whether it was.
fn card(
    ui: &mut Ui,
    ctx: &Context<'_>,
    name: &str,
    id: ClaimIx,
    add: impl FnOnce(&mut Ui),
) -> (egui::Response, Rect) {
    let theme = ctx.theme;
    // One claim may stand in a dispute and against another: the name tells the two cards apart.
    let shown = ui.push_id(("card", name, id.0), |ui| {
        let background = ui.painter().add(egui::Shape::Noop);
        let inner =
            Frame::new().inner_margin(Margin { left: 16, right: 14, top: 9, bottom: 9 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.style_mut().interaction.selectable_labels = false;
                add(ui);
            });
        let rect = inner.response.rect;
        let response = ui.interact(rect, ui.id().with("click"), Sense::click());
        let fill = if response.hovered() || response.has_focus() { theme.hover() } else { theme.raised() };
        ui.painter().set(background, egui::epaint::RectShape::filled(rect, 8.0, fill));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, name));
        crate::ui::widgets::focus_ring(ui, theme, &response, rect, 8.0);
        (response, rect)
    });
    ui.add_space(4.0);
    shown.inner
}

fn dispute(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, sides: &[Side], out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let sentence = ctx.data().sentence(claim);
    let name = format!("Disputed: {sentence}");
    let (response, rect) = card(ui, ctx, &name, claim, |ui| {
        ui.label(RichText::new(paint::visual(&sentence).into_owned()).size(14.0).color(theme.text()));
        ui.add_space(2.0);
        for side in sides {
            ui.horizontal(|ui| {
                let (ring, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
                paint::stance_ring(ui.painter(), theme, side.stance, ring.center(), 7.0, theme.raised());
                let words = paint::visual(&side.words).into_owned();
                ui.add(
                    egui::Label::new(RichText::new(words).size(size::QUOTE).color(theme.text2())).truncate(),
                );
            });
        }
    });
    let edge = Rect::from_min_max(rect.left_top() + vec2(0.0, 8.0), rect.left_bottom() + vec2(3.0, -8.0));
    ui.painter().rect_filled(edge, 1.5, theme.class(ctx.data().class(claim)));
    if response.hovered() {
        out.push(Action::Hover(Some(Item::Claim(claim))));
    }
    if response.clicked() {
        out.push(Action::Select(Item::Claim(claim), Click::Only));
    }
}

fn opposed(ui: &mut Ui, ctx: &Context<'_>, row: &Against, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let name = format!("Against each other: {}; {}", row.one, row.others);
    let (response, rect) = card(ui, ctx, &name, row.claim, |ui| {
        for words in [&row.one, &row.others] {
            ui.horizontal(|ui| {
                ui.add_space(18.0);
                let words = paint::visual(words).into_owned();
                ui.add(
                    egui::Label::new(RichText::new(words).size(size::QUOTE).color(theme.text())).truncate(),
                );
            });
        }
    });
    let icon = pos2(rect.left() + 20.0, rect.center().y);
    let font = crate::ui::theme::icon_font(15.0);
    ui.painter().text(
        icon,
        Align2::CENTER_CENTER,
        egui_phosphor::regular::ARROWS_LEFT_RIGHT,
        font,
        theme.text2(),
    );
    if response.clicked() {
        let mut click = Click::Only;
        for &claim in &row.all {
            out.push(Action::Select(Item::Claim(claim), click));
            click = Click::Toggle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BAR, Rect, pos2, slashes, vec2};

    #[test]
    fn a_long_disputed_part_is_broken_in_the_middle_alone() {
        for width in [6.0, 40.0, 330.0] {
            let place = Rect::from_min_size(pos2(20.0, 5.0), vec2(width, BAR));
            for [from, to] in slashes(place) {
                assert_eq!((from.y, to.y), (place.bottom(), place.top()));
                for at in [from, to] {
                    assert!((at.x - place.center().x).abs() < 6.0, "{at}");
                }
            }
        }
    }
}
