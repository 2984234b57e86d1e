//! What the columns of a table are: its first rows, with a choice above each column.

use std::path::PathBuf;

use egui::{ComboBox, Grid, Id, Key, Label, Modal, RichText, ScrollArea, Ui};

use crate::io::{Columns, Pick, Preview, Role};
use crate::session::{Action, Asked};
use crate::ui::theme::{color, size};
use crate::ui::widgets::{caption, counted, tick};
use crate::ui::{Context, paint};

/// Rows shown at most.
const ROWS: usize = 8;
/// Columns shown at most: of more a person says which on the command line.
const COLUMNS: usize = 64;
/// Letters of a cell shown.
const CELL: usize = 24;
/// Width of a column in points.
const WIDTH: f32 = 126.0;

/// What was chosen for the table that waits.
#[derive(Default)]
pub(super) struct ColumnsState {
    of: Option<(PathBuf, String)>,
    /// What each column is.
    roles: Vec<Option<Role>>,
    /// Whether the first row names the columns.
    header: bool,
}

impl ColumnsState {
    /// What the table is taken for, to begin with.
    fn begin(asked: &Asked) -> Self {
        let preview = &asked.preview;
        let width = preview.header.iter().chain(&preview.rows).map(Vec::len).max().unwrap_or(0);
        let mut roles = vec![None; width.min(COLUMNS)];
        for (role, pick) in preview.columns.iter().flat_map(|columns| &columns.picks) {
            let named = |name: &String| preview.header.as_ref()?.iter().position(|cell| cell == name);
            let at = match pick {
                Pick::Number(number) => number.checked_sub(1),
                Pick::Name(name) => named(name),
            };
            if let Some(slot) = at.and_then(|at| roles.get_mut(at)) {
                *slot = Some(*role);
            }
        }
        Self { of: Some((asked.path.clone(), asked.why.clone())), roles, header: preview.header.is_some() }
    }

    /// A column becomes something, which no other is then.
    fn choose(&mut self, column: usize, role: Option<Role>) {
        for slot in self.roles.iter_mut().filter(|slot| role.is_some() && **slot == role) {
            *slot = None;
        }
        if let Some(slot) = self.roles.get_mut(column) {
            *slot = role;
        }
    }

    /// What is chosen, or what is lacking.
    fn said(&self) -> Result<Columns, &'static str> {
        let has = |role: Role| self.roles.contains(&Some(role));
        match (has(Role::Source), has(Role::Target), has(Role::Id)) {
            (true, true, _) | (false, false, true) => {}
            (true, false, _) => return Err("Choose the target: whom the line leads to"),
            (false, true, _) => return Err("Choose the source: whom the line comes from"),
            (false, false, false) => {
                return Err("Choose a source and a target, or of a table of nodes the id");
            }
        }
        let picks = self.roles.iter().zip(1..).filter_map(|(role, n)| Some(((*role)?, Pick::Number(n))));
        Ok(Columns { picks: picks.collect(), header: Some(self.header) })
    }
}

/// The names of the columns and the rows below, for a first row that names them or does not.
fn rows_of(preview: &Preview, header: bool) -> (Vec<String>, Vec<&[String]>) {
    let mut rows: Vec<&[String]> =
        preview.header.iter().chain(&preview.rows).map(Vec::as_slice).take(ROWS + 1).collect();
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0).min(COLUMNS);
    let names = if header && !rows.is_empty() { rows.remove(0) } else { &[] };
    rows.truncate(ROWS);
    let name = |n: usize| match names.get(n).map(|name| name.trim()) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => format!("Column {}", n + 1),
    };
    ((0..width).map(name).collect(), rows)
}

/// What a role is called in the window.
fn words(role: Role) -> &'static str {
    match role {
        Role::Source => "Source",
        Role::Target => "Target",
        Role::Relation => "Relation",
        Role::Label => "Label",
        Role::Weight => "Weight",
        Role::Date => "Date",
        Role::Start => "Start",
        Role::End => "End",
        Role::Direction => "Direction",
        Role::SourceKind => "Kind of source",
        Role::TargetKind => "Kind of target",
        Role::Id => "Id",
        Role::Name => "Name",
        Role::Kind => "Kind",
        Role::Description => "Description",
        Role::Aliases => "Aliases",
        Role::X => "x",
        Role::Y => "y",
        Role::Size => "Size",
        Role::Colour => "Colour",
    }
}

/// The beginning of a cell.
fn shortened(cell: &str) -> String {
    let line = cell.lines().next().unwrap_or("");
    let short: String = line.chars().take(CELL).collect();
    if short.len() < cell.len() { format!("{short}…") } else { short }
}

/// Asks about the table that waits, if one does.
pub(super) fn show(ui: &Ui, ctx: &Context<'_>, state: &mut ColumnsState, out: &mut Vec<Action>) {
    let Some(asked) = ctx.session.columns_asked() else {
        state.of = None;
        return;
    };
    if state.of.as_ref() != Some(&(asked.path.clone(), asked.why.clone())) {
        *state = ColumnsState::begin(asked);
    }
    let frame = ctx.theme.floating().inner_margin(18);
    Modal::new(Id::new("columns")).frame(frame).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().width() - 80.0;
        ui.set_width(room.clamp(280.0, 760.0));
        let name = asked.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let title = RichText::new(paint::visual(&format!("What are the columns of {name}?")));
        ui.add(Label::new(title.size(size::TITLE).color(ctx.theme.text())).wrap());
        if !asked.why.is_empty() {
            let why = RichText::new(paint::visual(&sentence(&asked.why))).color(ctx.theme.text2());
            ui.add(Label::new(why).wrap());
        }
        ui.add_space(8.0);
        tick(ui, ctx.theme, &mut state.header, "The first row names the columns");
        ui.add_space(6.0);
        let (names, rows) = rows_of(&asked.preview, state.header);
        ScrollArea::horizontal().auto_shrink([false, true]).show(ui, |ui| {
            table(ui, ctx, state, &names, &rows);
            ui.add_space(8.0);
        });
        let more = asked.preview.header.iter().chain(&asked.preview.rows).map(Vec::len).max().unwrap_or(0);
        if more > COLUMNS {
            let words = format!("and {}", counted(more - COLUMNS, "more column", "more columns"));
            ui.label(caption(ctx.theme, words));
        }
        ui.add_space(8.0);
        let said = state.said();
        if let Err(lacks) = &said {
            ui.label(RichText::new(*lacks).color(color(ctx.theme.style.v_unsure)));
            ui.add_space(4.0);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let read = ui.add_enabled(said.is_ok(), egui::Button::new("Read"));
            let nowhere = ui.memory(|memory| memory.focused().is_none());
            let entered = nowhere && ui.input(|input| input.key_pressed(Key::Enter));
            if let Ok(columns) = said
                && (read.clicked() || entered)
            {
                out.push(Action::Columns(Some(columns)));
            }
            if ui.button("Cancel").on_hover_text("The case before stays open").clicked() {
                out.push(Action::Columns(None));
            }
        });
    });
}

/// A message as a sentence begins.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

fn table(ui: &mut Ui, ctx: &Context<'_>, state: &mut ColumnsState, names: &[String], rows: &[&[String]]) {
    Grid::new("columns").num_columns(names.len()).spacing([8.0, 4.0]).min_col_width(WIDTH).show(ui, |ui| {
        for (n, name) in names.iter().enumerate() {
            let now = state.roles.get(n).copied().flatten();
            let label = format!("Column {}: {name}", n + 1);
            let shown = now.map_or("–", words);
            let ink = if now.is_some() { ctx.theme.text() } else { ctx.theme.text3() };
            let combo = ComboBox::from_id_salt(("column", n))
                .width(WIDTH)
                .selected_text(RichText::new(shown).color(ink))
                .show_ui(ui, |ui| {
                    for role in std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)) {
                        let words = role.map_or("–", words);
                        if ui.selectable_label(now == role, words).clicked() {
                            state.choose(n, role);
                        }
                    }
                });
            combo.response.widget_info(|| {
                let mut info = egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, &label);
                info.current_text_value = Some(shown.to_owned());
                info
            });
        }
        ui.end_row();
        for name in names {
            let name = RichText::new(paint::visual(&shortened(name))).color(ctx.theme.text2());
            ui.label(name.size(size::LABEL));
        }
        ui.end_row();
        for row in rows {
            for n in 0..names.len() {
                let cell = row.get(n).map_or("", String::as_str);
                let words = RichText::new(paint::visual(&shortened(cell))).color(ctx.theme.text());
                ui.label(words.size(size::QUOTE));
            }
            ui.end_row();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(header: bool, columns: Option<&str>) -> Preview {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        Preview {
            header: header.then(|| row(["who", "", "whom"])),
            rows: vec![row(["Iran", "arms", "Hamas"]), row(["Israel", "attacks", "Iran"])],
            columns: columns.map(|columns| Columns::parse(columns).unwrap()),
        }
    }

    fn asked(preview: Preview) -> Asked {
        Asked { path: "t.csv".into(), preview, why: String::new(), adding: Vec::new() }
    }

    #[test]
    fn what_the_table_is_taken_for_is_chosen_to_begin_with() {
        let guess = preview(true, Some("source=who,target=3"));
        let state = ColumnsState::begin(&asked(guess));
        assert_eq!(state.roles, [Some(Role::Source), None, Some(Role::Target)]);
        assert_eq!(state.said().unwrap().to_string(), "source=1,target=3,header=yes");
    }

    #[test]
    fn what_lacks_is_said_and_no_two_columns_are_the_same() {
        let mut state = ColumnsState::begin(&asked(preview(false, None)));
        assert!(state.said().unwrap_err().contains("a source and a target"));
        state.choose(0, Some(Role::Source));
        assert!(state.said().unwrap_err().contains("target"));
        state.choose(2, Some(Role::Target));
        state.choose(1, Some(Role::Source));
        assert_eq!(state.roles, [None, Some(Role::Source), Some(Role::Target)]);
        assert_eq!(state.said().unwrap().to_string(), "source=2,target=3,header=no");
        state.choose(1, None);
        state.choose(2, Some(Role::Id));
        assert_eq!(state.said().unwrap().to_string(), "id=3,header=no");
        state.choose(9, Some(Role::Id));
    }

    #[test]
    fn the_first_row_names_the_columns_or_is_one_of_them() {
        let with = preview(true, None);
        let (names, rows) = rows_of(&with, true);
        assert_eq!(
            (names, rows.len()),
            (vec!["who".to_owned(), "Column 2".to_owned(), "whom".to_owned()], 2)
        );
        let (names, rows) = rows_of(&with, false);
        assert_eq!((names[0].as_str(), rows.len(), rows[0][0].as_str()), ("Column 1", 3, "who"));
        let without = preview(false, None);
        let (names, rows) = rows_of(&without, true);
        assert_eq!((names[0].as_str(), rows.len()), ("Iran", 1));
        let empty = Preview { header: None, rows: Vec::new(), columns: None };
        assert_eq!(rows_of(&empty, true), (Vec::new(), Vec::new()));
        assert_eq!(shortened("a\nb"), "a…");
    }
}
