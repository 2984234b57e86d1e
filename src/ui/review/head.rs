//! The head of the list: how many are checked, which are listed, how often what was read holds, and the way out.

use egui::{Rect, RichText, Sense, Ui, pos2, vec2};

use super::data::{self, Rows};
use crate::session::review::{Listed, Progress};
use crate::session::{Action, Command, Keep};
use crate::ui::Context;
use crate::ui::theme::{INSET_LIST, color, size};
use crate::ui::widgets::{self, caption, number};

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, rows: &Rows, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let done = rows.progress();
    ui.add_space(12.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    let rect = rect.shrink2(vec2(INSET_LIST, 0.0));
    let words = format!("{} of {} checked", number(done.reviewed()), number(done.total));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, words.clone()));
    super::figure(ui, pos2(rect.left(), rect.top() + 10.0), &words, theme.text());
    bar(
        ui,
        ctx,
        done,
        Rect::from_min_max(pos2(rect.left(), rect.bottom() - 8.0), pos2(rect.right(), rect.bottom() - 2.0)),
    );
    ui.add_space(4.0);
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let place = place.shrink2(vec2(INSET_LIST, 0.0));
    let suspect = format!("Suspect {}", number(rows.suspect()));
    let choices = [
        (Listed::All, "All".to_owned()),
        (Listed::Open, format!("To check {}", number(rows.open()))),
        (Listed::Suspect, suspect),
    ];
    let names: Vec<&str> = choices.iter().map(|choice| choice.1.as_str()).collect();
    let listed = ctx.session.passing().listed;
    let on = choices.iter().position(|choice| choice.0 == listed).unwrap_or(0);
    if let Some(n) = widgets::segments(ui, theme, place, "listed", &names, on) {
        out.push(Action::ListClaims(choices[n].0));
    }
    ui.add_space(6.0);
    if done.reviewed() > 0 {
        figures(ui, ctx, rows, out);
    }
    unlisted(ui, ctx, rows, out);
    widgets::hairline(ui, theme);
    ui.add_space(4.0);
}

/// What is not in the list: claims that are hidden, and the selected one.
fn unlisted(ui: &mut Ui, ctx: &Context<'_>, rows: &Rows, out: &mut Vec<Action>) {
    let (session, hidden) = (ctx.session, rows.hidden());
    let current = session.current_claim().and_then(|claim| session.why_unlisted(claim));
    if hidden == 0 && current.is_none() {
        return;
    }
    egui::Frame::new().inner_margin(egui::Margin::symmetric(INSET_LIST as i8, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        if let Some(why) = current {
            let words = RichText::new(data::why_unlisted(why)).size(size::LABEL);
            ui.add(egui::Label::new(words.color(color(ctx.theme.style.v_unsure))).wrap());
        }
        if hidden > 0 {
            ui.horizontal_wrapped(|ui| {
                let words = widgets::counted(hidden, "claim is hidden", "claims are hidden");
                ui.label(caption(ctx.theme, words));
                let button = |words: &str| egui::Button::new(RichText::new(words).size(size::CAPTION));
                if !session.view().filter.is_empty() && ui.add(button("Clear filters")).clicked() {
                    out.push(Action::Run(Command::ClearFilters));
                }
                if let Some(ego) = session.view().ego
                    && ui.add(button("End the ego network")).clicked()
                {
                    out.push(Action::ToggleEgo(ego.centre));
                }
            });
        }
        ui.add_space(4.0);
    });
}

/// Accepted, rejected and unsure as lengths.
fn bar(ui: &Ui, ctx: &Context<'_>, done: &Progress, rect: Rect) {
    let theme = ctx.theme;
    ui.painter().rect_filled(rect, 3.0, theme.raised());
    let mut x = rect.left();
    for (count, ink) in [
        (done.accepted, theme.style.v_for),
        (done.rejected, theme.style.v_against),
        (done.unsure, theme.style.v_unsure),
    ] {
        let width = rect.width() * count as f32 / done.total.max(1) as f32;
        let part = Rect::from_min_max(pos2(x, rect.top()), pos2(x + width, rect.bottom()));
        ui.painter().rect_filled(part, 2.0, color(ink));
        x += width;
    }
}

/// How often what was read holds, by predicate on request, and the files that hold the verdicts.
fn figures(ui: &mut Ui, ctx: &Context<'_>, rows: &Rows, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let found = rows.precision();
    let words = |share: crate::check::Share| {
        let (Some(part), Some((low, high))) = (share.precision(), share.interval()) else {
            return "–".to_owned();
        };
        let percent = |part: f64| (part * 100.0).round();
        format!(
            "{} of {} hold, {} % ({}–{} %)",
            number(share.accepted),
            number(share.judged),
            percent(part),
            percent(low),
            percent(high)
        )
    };
    egui::Frame::new().inner_margin(egui::Margin::symmetric(INSET_LIST as i8, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(words(found.overall)).size(size::LABEL).color(theme.text2()))
            .on_hover_text("Of the claims accepted or rejected, with the 95 % interval after Wilson");
        let by = |ui: &mut Ui, heading: &str, rows: Vec<(String, crate::check::Share)>| {
            if rows.is_empty() {
                return;
            }
            let head = RichText::new(heading).size(size::LABEL).color(theme.text3());
            egui::CollapsingHeader::new(head).id_salt(heading).show(ui, |ui| {
                egui::ScrollArea::vertical().id_salt(heading).max_height(160.0).show(ui, |ui| {
                    for (name, share) in rows {
                        ui.add(
                            egui::Label::new(caption(theme, format!("{name}: {}", words(share)))).truncate(),
                        );
                    }
                });
            });
        };
        let phrase = |name: &str| crate::model::phrase(name);
        by(
            ui,
            "By predicate",
            found.by_predicate.iter().map(|(name, share)| (phrase(name), *share)).collect(),
        );
        let extractor = |name: &Option<String>| name.clone().unwrap_or_else(|| "by nobody named".to_owned());
        if found.by_extractor.iter().any(|row| row.0.is_some()) {
            by(
                ui,
                "By extractor",
                found.by_extractor.iter().map(|(name, share)| (extractor(name), *share)).collect(),
            );
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (ending, tip) in [("csv", "a table"), ("json", "a file for programs")] {
                let words =
                    RichText::new(format!("Save verdicts as {}", ending.to_uppercase())).size(size::CAPTION);
                let path = ctx.session.verdicts_path(ending);
                let tip = format!("Verdicts and notes as {tip}\n{}", path.display());
                if ui.button(words).on_hover_text(tip).clicked() {
                    out.push(Action::Keep(Keep::ExportVerdicts(path)));
                }
            }
        });
        ui.add_space(4.0);
    });
}
