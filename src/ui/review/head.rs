//! The head of the list: how many are checked, which are listed, how often what was read holds, and the way out.

use egui::{Rect, RichText, Sense, Ui, pos2, vec2};

use super::data::{Only, Rows};
use crate::check::precision;
use crate::session::review::{Verdict, progress};
use crate::session::{Action, Keep};
use crate::ui::Context;
use crate::ui::theme::{INSET_LIST, color, size};
use crate::ui::widgets::{self, caption, number};

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, only: &mut Only, rows: &Rows, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let done = progress(ctx.data(), ctx.session.review());
    ui.add_space(12.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    let rect = rect.shrink2(vec2(INSET_LIST, 0.0));
    let words = format!("{} of {} checked", number(done.reviewed()), number(done.total));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, words.clone()));
    super::figure(ui, pos2(rect.left(), rect.top() + 10.0), &words, theme.text());
    bar(
        ui,
        ctx,
        Rect::from_min_max(pos2(rect.left(), rect.bottom() - 8.0), pos2(rect.right(), rect.bottom() - 2.0)),
    );
    ui.add_space(4.0);
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let place = place.shrink2(vec2(INSET_LIST, 0.0));
    let suspect = if rows.complete(ctx.data()) {
        format!("Suspect {}", number(rows.suspect()))
    } else {
        "Suspect".to_owned()
    };
    let choices = [
        (Only::All, "All".to_owned()),
        (Only::Open, format!("To check {}", number(done.left()))),
        (Only::Suspect, suspect),
    ];
    let names: Vec<&str> = choices.iter().map(|choice| choice.1.as_str()).collect();
    let on = choices.iter().position(|choice| choice.0 == *only).unwrap_or(0);
    if let Some(n) = widgets::segments(ui, theme, place, "listed", &names, on) {
        *only = choices[n].0;
    }
    ui.add_space(6.0);
    if done.reviewed() > 0 {
        figures(ui, ctx, out);
    }
    widgets::hairline(ui, theme);
    ui.add_space(4.0);
    if !rows.complete(ctx.data()) {
        ui.ctx().request_repaint();
    }
}

/// Accepted, rejected and unsure as lengths.
fn bar(ui: &Ui, ctx: &Context<'_>, rect: Rect) {
    let (theme, done) = (ctx.theme, progress(ctx.data(), ctx.session.review()));
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
fn figures(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let verdicts = ctx.session.review().verdicts.iter().filter_map(|(&claim, entry)| match entry.verdict? {
        Verdict::Accepted => Some((claim, true)),
        Verdict::Rejected(_) => Some((claim, false)),
        Verdict::Unsure => None,
    });
    let found = precision(ctx.data(), verdicts);
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
            found.by_predicate.into_iter().map(|(name, share)| (phrase(&name), share)).collect(),
        );
        let extractor = |name: Option<String>| name.unwrap_or_else(|| "by nobody named".to_owned());
        if found.by_extractor.iter().any(|row| row.0.is_some()) {
            by(
                ui,
                "By extractor",
                found.by_extractor.into_iter().map(|(name, share)| (extractor(name), share)).collect(),
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
