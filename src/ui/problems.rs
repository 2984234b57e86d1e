//! The band under the top bar that says what is wrong with a file, and the list behind it.

use std::path::Path;

use egui::{Align2, Color32, FontId, RichText, ScrollArea, Sense, Stroke, Ui, vec2};
use egui_phosphor::regular as icon;

use super::Context;
use super::theme::{self, color, size};
use super::widgets::{self, counted};
use crate::diagnostics::{Code, Problem, Report, Severity};
use crate::session::{Action, BEST, Command, LayoutPhase};

/// Height of the band in points.
const BAND: f32 = 32.0;

/// What is said of a file that no reader knows.
const NO_FORMAT: &str = "This is not a format Attaché reads";

/// What is said of a graph of which only a part is drawn.
fn best_words() -> String {
    format!("Showing the {} best connected", widgets::number(BEST))
}

fn is_no_format(report: &Report) -> bool {
    report.problems.iter().any(|problem| problem.code == Code::UnknownFormat)
}

/// What is said below: what was expected, what to do, and the path last.
fn no_format(problem: &Problem, path: &Path) -> Vec<String> {
    let mut words = vec![problem.message.clone()];
    words.extend(problem.hint.clone());
    words.push("hint: `attache check` lists what is wrong".to_owned());
    words.push(path.display().to_string());
    words
}

/// What the band says, where there is something to say.
fn words(ctx: &Context<'_>) -> Option<(String, Color32)> {
    let style = ctx.theme.style;
    let passing = ctx.session.passing();
    if let Some((path, report)) = &passing.failed {
        if is_no_format(report) {
            return Some((NO_FORMAT.to_owned(), color(style.v_against)));
        }
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        return Some((format!("Could not open {name}; the case before stays open"), color(style.v_against)));
    }
    let problems = &ctx.session.report().problems;
    if problems.is_empty() {
        return None;
    }
    let missing = ctx.data().grounding().of(crate::model::Grounding::Missing);
    let quotes = if missing > 0 {
        format!(", {} missing", counted(missing, "quote", "quotes"))
    } else {
        String::new()
    };
    Some((
        format!("Read with {}{quotes}", counted(problems.len(), "problem", "problems")),
        color(style.v_unsure),
    ))
}

/// Shows the band, if there is something to say and it was not dismissed.
pub(super) fn band(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let passing = ctx.session.passing();
    if let Some(path) = &passing.changed_on_disk {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        show_band(ui, ctx, color(ctx.theme.style.v_unsure), &format!("{name} changed on disk"), |ui| {
            if ui.button("Reload").clicked() {
                out.push(Action::Reload);
            }
            if ui.button("Keep").clicked() {
                out.push(Action::KeepOld);
            }
        });
    }
    if let Some(path) = &passing.stopped {
        let kept = counted(ctx.data().claims().len(), "claim", "claims");
        show_band(ui, ctx, color(ctx.theme.style.v_unsure), &format!("Stopped reading, {kept} kept"), |ui| {
            if ui.button("Go on").on_hover_text("Reads the whole file again").clicked() {
                out.push(Action::Open(path.clone()));
            }
            if widgets::icon_button(ui, ctx.theme, icon::X, "Leave it so", false).clicked() {
                out.push(Action::DismissStopped);
            }
        });
    }
    if ctx.session.derived().only_best() {
        show_band(ui, ctx, color(ctx.theme.style.v_unsure), &best_words(), |ui| {
            if ui.button("Show all").clicked() {
                out.push(Action::ShowAll);
            }
        });
    }
    if let LayoutPhase::Failed(why) = ctx.session.derived().layout_phase() {
        show_band(ui, ctx, color(ctx.theme.style.v_against), super::status::LAYOUT_FAILED, |ui| {
            if ui.button("Start again").clicked() {
                out.push(Action::Run(Command::RestartLayout));
            }
            if ui.button("Copy details").on_hover_text(why).clicked() {
                ui.ctx().copy_text(why.clone());
            }
        });
    }
    if !passing.problems_band {
        return;
    }
    let Some((words, ink)) = words(ctx) else { return };
    show_band(ui, ctx, ink, &words, |ui| {
        let open = passing.problems_open;
        if ui.button(if open { "Hide" } else { "Show" }).clicked() {
            out.push(Action::ShowProblems(!open));
        }
        if widgets::icon_button(ui, ctx.theme, icon::X, "Dismiss", false).clicked() {
            out.push(Action::DismissProblems);
        }
    });
}

pub(super) fn show_band(
    ui: &mut Ui,
    ctx: &Context<'_>,
    ink: Color32,
    words: &str,
    buttons: impl FnOnce(&mut Ui),
) {
    let id = ui.id().with(("band", words));
    egui::Panel::top(id)
        .exact_size(BAND)
        .resizable(false)
        .frame(egui::Frame::new().fill(ctx.theme.raised()))
        .show(ui, |ui| {
            let rect = ui.max_rect();
            ui.painter().vline(rect.left() + 1.5, rect.y_range(), Stroke::new(3.0, ink));
            ui.horizontal_centered(|ui| {
                ui.add_space(14.0);
                ui.label(RichText::new(icon::WARNING_CIRCLE).font(theme::icon_font(16.0)).color(ink));
                ui.label(RichText::new(words).color(ctx.theme.text()));
                ui.add_space(8.0);
                buttons(ui);
            });
        });
}

/// Shows the list of problems above the canvas, if it is open.
pub(super) fn list(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    if !ctx.session.passing().problems_open {
        return;
    }
    let problems = ctx.session.passing().problems(ctx.session.report());
    let mut open = true;
    let screen = ui.ctx().content_rect();
    let width = (screen.width() - 80.0).clamp(300.0, 860.0);
    egui::Window::new("Problems")
        .open(&mut open)
        .collapsible(false)
        .default_size(vec2(width, (screen.height() * 0.5).min(420.0)))
        .default_pos(egui::pos2(screen.center().x - width / 2.0, 90.0))
        .show(ui.ctx(), |ui| {
            if ctx.session.passing().failed.is_none() {
                super::dialogs::taken_in(ui, ctx, ctx.session.taken_in());
            }
            if problems.is_empty() {
                ui.label("Nothing to report");
            }
            let failed = ctx.session.passing().failed.as_ref().filter(|(_, report)| is_no_format(report));
            if let Some((path, problem)) = failed.and_then(|(path, of)| Some((path, of.problems.first()?))) {
                ui.label(RichText::new(NO_FORMAT).size(size::TITLE).color(ctx.theme.text()));
                for words in no_format(problem, path) {
                    ui.label(RichText::new(words).color(ctx.theme.text2()));
                }
                return;
            }
            let rows = problems.len();
            ScrollArea::vertical().auto_shrink([false, true]).show_rows(ui, 40.0, rows, |ui, range| {
                for i in range {
                    if let Some(problem) = problems.get(i) {
                        row(ui, ctx, problem, out);
                    }
                }
            });
        });
    if !open {
        out.push(Action::ShowProblems(false));
    }
}

/// One problem in two lines; a click leads to the record that it is about, and copies its place.
fn row(ui: &mut Ui, ctx: &Context<'_>, problem: &Problem, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::click());
    let place = if problem.line > 0 {
        format!("{}:{}:{}", problem.file, problem.line, problem.column)
    } else {
        problem.file.clone()
    };
    let label = format!("{}: {}, {place}", problem.severity.id(), problem.message);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, label.clone()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, theme.hover());
    }
    let ink = color(match problem.severity {
        Severity::Error => theme.style.v_against,
        Severity::Warning => theme.style.v_unsure,
        Severity::Note => theme.style.v_none,
    });
    let clipped = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let left = rect.left() + 10.0;
    clipped.text(
        egui::pos2(left, rect.top() + 11.0),
        Align2::LEFT_CENTER,
        problem.severity.id(),
        FontId::proportional(size::SMALL),
        ink,
    );
    let font = FontId::proportional(size::BODY);
    clipped.text(
        egui::pos2(left + 56.0, rect.top() + 11.0),
        Align2::LEFT_CENTER,
        &problem.message,
        font,
        theme.text(),
    );
    let below = format!("{place}   {}", problem.path);
    let mono = FontId::monospace(size::CAPTION);
    clipped.text(egui::pos2(left + 56.0, rect.top() + 29.0), Align2::LEFT_CENTER, below, mono, theme.text3());
    let mut tip = label;
    if let Some(hint) = &problem.hint {
        tip.push_str("\nhint: ");
        tip.push_str(hint);
    }
    tip.push_str("\nClick copies the place and selects what it is about");
    let response = response.on_hover_text(tip);
    if response.clicked() {
        ui.ctx().copy_text(place);
        if let Some(item) = subject(ctx, problem) {
            out.push(Action::Reveal(item));
        }
    }
}

/// The entity, claim or document that a problem is about, by its JSON path.
fn subject(ctx: &Context<'_>, problem: &Problem) -> Option<crate::model::Item> {
    use crate::model::{ClaimIx, DocIx, EntityIx, Item};
    // Positions in the file and in the case are the same only while every record was loaded.
    // A missing quote is an error that drops nothing.
    let drops = |one: &Problem| one.severity == Severity::Error && one.code != Code::MissingQuote;
    if ctx.session.passing().failed.is_some() || ctx.session.report().problems.iter().any(drops) {
        return None;
    }
    let (list, rest) = problem.path.split_once('[')?;
    let (number, _) = rest.split_once(']')?;
    let i: usize = number.parse().ok()?;
    let data = ctx.data();
    match list {
        "claims" if i < data.claims().len() => Some(Item::Claim(ClaimIx::new(i))),
        "entities" if i < data.entities().len() => Some(Item::Entity(EntityIx::new(i))),
        "documents" if i < data.documents().len() => Some(Item::Document(DocIx::new(i))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_their_words() {
        assert_eq!(best_words(), "Showing the 5,000 best connected");
        assert_eq!(NO_FORMAT, "This is not a format Attaché reads");
        let problem = Problem::new(Code::UnknownFormat, "a.xyz", "the file holds a ZIP archive")
            .hint("formats it reads: attache/1");
        assert!(is_no_format(&Report { problems: vec![problem.clone()] }));
        assert_eq!(
            no_format(&problem, Path::new("/home/me/a.xyz")),
            [
                "the file holds a ZIP archive",
                "formats it reads: attache/1",
                "hint: `attache check` lists what is wrong",
                "/home/me/a.xyz"
            ]
        );
    }
}
