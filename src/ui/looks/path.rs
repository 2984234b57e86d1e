//! From one entity to another: the paths, and the sentences that make the one that is shown.

use egui::{Frame, Label, Margin, RichText, Sense, Stroke, Ui, vec2};
use egui_phosphor::regular as icon;

use super::{asked_now, data, head, rows};
use crate::graph::{Direction, Path, Weighing};
use crate::model::{Dataset, Item};
use crate::session::look::{Answer, Look, Way};
use crate::session::{Action, Click, Command};
use crate::ui::theme::{color, size};
use crate::ui::widgets::{self, caption, counted, hairline};
use crate::ui::{Context, lines, paint};

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, way: &Way, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    head(ui, ctx, "Path", out);
    let mut wanted = *way;
    // The end that is not chosen yet is asked for.
    let next = ui.id().with("next end");
    let asked = asked_now(ui, ctx) || ui.data_mut(|data| data.remove_temp::<bool>(next)).is_some();
    let (asks_from, asks_to) = (asked && way.from.is_none(), asked && way.from.is_some() && way.to.is_none());
    ui.label(caption(theme, "From"));
    if let Some(entity) = rows::pick(ui, ctx, "from", way.from, asks_from) {
        wanted.from = Some(entity);
        ui.data_mut(|data| data.insert_temp(next, true));
    }
    ui.horizontal(|ui| {
        ui.label(caption(theme, "To"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::icon_button(ui, theme, icon::ARROWS_DOWN_UP, "The other way round", false).clicked() {
                (wanted.from, wanted.to) = (way.to, way.from);
            }
        });
    });
    if let Some(entity) = rows::pick(ui, ctx, "to", way.to, asks_to) {
        wanted.to = Some(entity);
    }
    ui.add_space(8.0);
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let on = usize::from(way.weighing == Weighing::Evidence);
    if let Some(n) = widgets::segments(ui, theme, place, "weighing", &["Fewest steps", "Best evidence"], on) {
        wanted.weighing = if n == 0 { Weighing::Hops } else { Weighing::Evidence };
    }
    ui.add_space(4.0);
    let mut directed = way.direction == Direction::Respected;
    if widgets::tick(ui, theme, &mut directed, "Only in the direction of the lines") {
        wanted.direction = if directed { Direction::Respected } else { Direction::Ignored };
    }
    if wanted != *way {
        out.push(Action::Look(Some(Look::Path(Way { chosen: 0, ..wanted }))));
    }
    ui.add_space(6.0);
    hairline(ui, theme);
    ui.add_space(6.0);
    let (Some(_), Some(_)) = (way.from, way.to) else { return };
    match ctx.session.derived().answer() {
        Some(Answer::Path(Some(paths))) if paths.is_empty() => {
            no_path(ui, ctx, way, out);
        }
        Some(Answer::Path(Some(paths))) => {
            for (n, path) in paths.iter().enumerate() {
                offer(ui, ctx, way, n, path, out);
            }
            ui.add_space(8.0);
            if let Some(path) = paths.get(way.chosen) {
                told(ui, ctx, path, out);
            }
        }
        _ => {
            ui.label(caption(theme, "Looking for paths"));
        }
    }
}

/// Why there is none, and what may help.
fn no_path(ui: &mut Ui, ctx: &Context<'_>, way: &Way, out: &mut Vec<Action>) {
    ui.label(RichText::new("No path through what is shown").color(ctx.theme.text()));
    for words in data::why_no_path(ctx.data(), ctx.session.derived().shown(), way) {
        let short = paint::visual(&lines::short(&words)).into_owned();
        ui.add(Label::new(RichText::new(short).color(ctx.theme.text2())).wrap());
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if way.direction == Direction::Respected && ui.button("Ignore the direction of the lines").clicked() {
            let wanted = Way { direction: Direction::Ignored, chosen: 0, ..*way };
            out.push(Action::Look(Some(Look::Path(wanted))));
        }
        if !ctx.session.view().filter.is_empty() && ui.button("Clear filters").clicked() {
            out.push(Action::Run(Command::ClearFilters));
        }
    });
}

/// One of the paths found: whom it leads by.
fn offer(ui: &mut Ui, ctx: &Context<'_>, way: &Way, n: usize, path: &Path, out: &mut Vec<Action>) {
    let words = format!("{}: {}", counted(path.steps.len(), "step", "steps"), names(ctx.data(), path));
    let on = way.chosen == n;
    let ink = if on { ctx.theme.text() } else { ctx.theme.text2() };
    let words = RichText::new(paint::visual(&words).into_owned()).size(size::QUOTE).color(ink);
    let row = egui::Button::new(words).truncate().selected(on).min_size(vec2(ui.available_width(), 26.0));
    if ui.push_id(("path", n), |ui| ui.add(row)).inner.clicked() {
        out.push(Action::Look(Some(Look::Path(Way { chosen: n, ..*way }))));
    }
}

fn names(data: &Dataset, path: &Path) -> String {
    let names: Vec<&str> = path.entities.iter().map(|&entity| data.entity(entity).name.as_str()).collect();
    names.join(" – ")
}

/// The sentences that make a path, with the words of the text, the weakest link marked.
fn told(ui: &mut Ui, ctx: &Context<'_>, path: &Path, out: &mut Vec<Action>) {
    let (theme, case) = (ctx.theme, ctx.data());
    for (n, (claim, sentence, more)) in data::steps(case, path).into_iter().enumerate() {
        let weakest = n == path.weakest && path.steps.len() > 1;
        let edge = if weakest { color(theme.style.v_unsure) } else { theme.line() };
        let frame = Frame::new().fill(theme.raised()).stroke(Stroke::new(1.0, edge)).corner_radius(8);
        frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let short = paint::visual(&lines::short(&sentence)).into_owned();
            let words = RichText::new(short).size(14.0).color(theme.text());
            let mut response =
                ui.push_id(("step", n), |ui| ui.add(Label::new(words).wrap().sense(Sense::click()))).inner;
            if lines::short(&sentence).len() < sentence.len() {
                response = response.on_hover_text(paint::visual(&sentence));
            }
            if response.hovered() {
                out.push(Action::Hover(Some(Item::Claim(claim))));
            }
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                out.push(Action::Select(Item::Claim(claim), Click::Only));
            }
            if let Some(quote) = data::quote(case, claim) {
                ui.label(
                    RichText::new(paint::visual(&quote).into_owned()).size(size::QUOTE).color(theme.text2()),
                );
            }
            let status = case.status(claim).words();
            let more = if more > 0 {
                format!(" · and {}", counted(more, "more claim", "more claims"))
            } else {
                String::new()
            };
            ui.horizontal(|ui| {
                ui.label(caption(theme, format!("{status}{more}")));
                if weakest {
                    ui.label(RichText::new("weakest link").size(size::CAPTION).color(edge));
                }
            });
        });
        ui.add_space(4.0);
    }
    if ui.button("Copy as a paragraph").clicked() {
        ui.ctx().copy_text(data::paragraph(case, path));
    }
}
