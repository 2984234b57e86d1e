//! What came in with a file and what did not, before a damaged or large one is shown.

use egui::{Grid, Id, Key, Label, Modal, RichText, ScrollArea, Ui};

use crate::diagnostics::{Problem, Severity};
use crate::io::Loaded;
use crate::session::{Action, TakenIn};
use crate::ui::theme::{color, size};
use crate::ui::widgets::{counted, number};
use crate::ui::{Context, paint};

/// Height of a row of the list, in points.
const ROW: f32 = 38.0;
/// Rows that the list shows at once, at most.
const ROWS: usize = 7;

/// Shows the report of the case that waits, if one does.
pub(super) fn show(ui: &Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let Some((loaded, source)) = ctx.session.importing() else { return };
    let frame = ctx.theme.floating().inner_margin(18);
    Modal::new(Id::new("import")).frame(frame).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().width() - 80.0;
        ui.set_width(room.clamp(280.0, 620.0));
        let wrapped = |words: RichText| Label::new(words).wrap();
        let title = format!("What is in {}", source.name());
        ui.add(wrapped(RichText::new(paint::visual(&title)).size(size::TITLE).color(ctx.theme.text())));
        ui.add_space(4.0);
        let taken = TakenIn { format: loaded.format, import: loaded.import.clone() };
        taken_in(ui, ctx, &taken);
        if let Some(words) = warning(loaded) {
            ui.add(wrapped(RichText::new(words).color(color(ctx.theme.style.v_unsure))));
        }
        problems(ui, ctx, &loaded.report.problems);
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let open = ui.button(if loaded.is_damaged() { "Open anyway" } else { "Open" });
            // Return opens: it is what a person came for.
            let nowhere = ui.memory(|memory| memory.focused().is_none());
            if open.clicked() || nowhere && ui.input(|input| input.key_pressed(Key::Enter)) {
                out.push(Action::Import(true));
            }
            if ui.button("Cancel").on_hover_text("The case before stays open").clicked() {
                out.push(Action::Import(false));
            }
            if ui.button("Copy report").clicked() {
                ui.ctx().copy_text(as_text(loaded, &source.name()));
            }
        });
    });
}

/// How many problems there are, and a list of them, if there are any.
pub(super) fn problems(ui: &mut Ui, ctx: &Context<'_>, problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new(heading(problems)).color(ctx.theme.text2()));
    let height = ROW * problems.len().min(ROWS) as f32;
    let list = ScrollArea::vertical().id_salt("problems").max_height(height).auto_shrink([false, true]);
    list.show_rows(ui, ROW, problems.len(), |ui, range| {
        range.filter_map(|i| problems.get(i)).for_each(|problem| row(ui, ctx, problem));
    });
}

/// The format, why it is taken for that, and what of it is in the case.
pub(in crate::ui) fn taken_in(ui: &mut Ui, ctx: &Context<'_>, taken: &TakenIn) {
    if taken.import.why.is_empty() && taken.import.counts.is_empty() {
        return;
    }
    let known = known(taken);
    ui.add(Label::new(RichText::new(known).color(ctx.theme.text2())).wrap());
    ui.add_space(6.0);
    if taken.import.counts.is_empty() {
        return;
    }
    Grid::new("counts").num_columns(4).spacing([18.0, 3.0]).show(ui, |ui| {
        for head in ["", "in the file", "in the case", "left out"] {
            ui.label(RichText::new(head).size(size::CAPTION).color(ctx.theme.text3()));
        }
        ui.end_row();
        for count in &taken.import.counts {
            let left = count.found.saturating_sub(count.kept);
            ui.label(RichText::new(count.what).color(ctx.theme.text()));
            for figure in [count.found, count.kept] {
                ui.label(RichText::new(figures(figure)).color(ctx.theme.text2()));
            }
            let ink = if left > 0 { color(ctx.theme.style.v_unsure) } else { ctx.theme.text3() };
            ui.label(RichText::new(figures(left)).color(ink));
            ui.end_row();
        }
    });
    ui.add_space(6.0);
}

fn figures(n: u64) -> String {
    number(usize::try_from(n).unwrap_or(usize::MAX))
}

/// "GraphML, recognised by the element `graphml`".
fn known(taken: &TakenIn) -> String {
    match taken.import.why.as_str() {
        "" => taken.format.to_owned(),
        why => format!("{}, recognised by {why}", taken.format),
    }
}

/// What a person should know of a large case.
fn warning(loaded: &Loaded) -> Option<String> {
    let (entities, claims) = (loaded.dataset.entities().len(), loaded.dataset.claims().len());
    loaded.is_large().then(|| {
        let (entities, claims) =
            (counted(entities, "entity", "entities"), counted(claims, "claim", "claims"));
        format!("A large graph: {entities}, {claims}")
    })
}

/// "2 errors, 1 warning, 4 notes".
fn heading(problems: &[Problem]) -> String {
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let count = |of: Severity| problems.iter().filter(|problem| problem.severity == of).count();
    let each = words.into_iter().map(|(of, one, many)| (count(of), one, many));
    let said: Vec<String> =
        each.filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)).collect();
    said.join(", ")
}

/// One problem: what it is, and where.
fn row(ui: &mut Ui, ctx: &Context<'_>, problem: &Problem) {
    let style = ctx.theme.style;
    let ink = color(match problem.severity {
        Severity::Error => style.v_against,
        Severity::Warning => style.v_unsure,
        Severity::Note => style.v_none,
    });
    ui.allocate_ui(egui::vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y), |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.horizontal(|ui| {
                ui.label(RichText::new(problem.severity.id()).size(size::SMALL).color(ink));
                let words = RichText::new(paint::visual(&problem.message)).color(ctx.theme.text());
                let label = ui.add(Label::new(words).truncate());
                if let Some(hint) = &problem.hint {
                    label.on_hover_text(format!("{}\nhint: {hint}", problem.message));
                }
            });
            let place =
                RichText::new(place(problem)).monospace().size(size::CAPTION).color(ctx.theme.text3());
            ui.add(Label::new(place).truncate());
        });
    });
}

/// "graph.gexf:12:3", or the file alone.
fn place(problem: &Problem) -> String {
    if problem.line > 0 {
        format!("{}:{}:{}", problem.file, problem.line, problem.column)
    } else {
        problem.file.clone()
    }
}

/// The whole report as text.
fn as_text(loaded: &Loaded, name: &str) -> String {
    let taken = TakenIn { format: loaded.format, import: loaded.import.clone() };
    let mut lines = vec![name.to_owned(), known(&taken)];
    lines.extend(
        taken
            .import
            .counts
            .iter()
            .map(|count| format!("{}: {} in the file, {} in the case", count.what, count.found, count.kept)),
    );
    lines.extend(loaded.report.problems.iter().map(|problem| {
        let hint = problem.hint.as_ref().map(|hint| format!(" (hint: {hint})")).unwrap_or_default();
        format!("{}: {}: {}{hint}", place(problem), problem.severity.id(), problem.message)
    }));
    lines.join("\n")
}
