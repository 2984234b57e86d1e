//! The table of entities: the graph's nodes as rows.

use std::sync::Arc;

use egui::{Rect, Ui, pos2};

use super::data::{self, EntityColumn, Key, Sort};
use super::grid::{self, Column, Grid, Rows};
use super::later::Later;
use super::{SMALL, Shown};
use crate::graph::{Analysis, EntityKey, EntityRow, Measure};
use crate::model::Item;
use crate::session::{Action, Table};
use crate::ui::canvas::names;
use crate::ui::widgets::{counted, number};
use crate::ui::{Context, paint};

const FILE: EntityColumn = EntityColumn::Counted(EntityKey::File);

/// What belongs to the table alone.
pub(super) struct Entities {
    sort: Sort<EntityColumn>,
    rows: Later<Key<Sort<EntityColumn>>, Vec<EntityRow>>,
    grid: Grid,
}

impl Default for Entities {
    fn default() -> Self {
        Self { sort: Sort { by: FILE, falling: false }, rows: Later::default(), grid: Grid::default() }
    }
}

const fn counts(by: EntityKey, head: &'static str, tip: &'static str, least: f32) -> Column<EntityColumn> {
    Column { by: EntityColumn::Counted(by), head, tip, least, share: 0.2, number: true }
}

const fn figure(by: Measure, head: &'static str, tip: &'static str, least: f32) -> Column<EntityColumn> {
    Column { by: EntityColumn::Figure(by), head, tip, least, share: 0.2, number: true }
}

/// How many columns there are before those of the analysis.
const COUNTED: usize = 7;

const COLUMNS: &[Column<EntityColumn>] = &[
    Column {
        by: EntityColumn::Counted(EntityKey::Name),
        head: "Name",
        tip: "name",
        least: 152.0,
        share: 1.5,
        number: false,
    },
    Column {
        by: EntityColumn::Counted(EntityKey::Kind),
        head: "Kind",
        tip: "kind",
        least: 84.0,
        share: 0.6,
        number: false,
    },
    counts(EntityKey::Claims, "Claims", "number of claims", 56.0),
    counts(EntityKey::Contested, "Contested", "number of contested claims", 74.0),
    counts(EntityKey::Speaks, "Speaks", "number of claims it speaks in", 60.0),
    counts(EntityKey::Mentions, "Named", "number of places that name it", 58.0),
    counts(EntityKey::Documents, "Texts", "number of documents", 48.0),
    figure(Measure::Degree, "Degree", "degree in the whole case", 58.0),
    figure(Measure::PageRank, "PageRank", "PageRank in the whole case", 72.0),
    figure(Measure::Betweenness, "Between", "betweenness in the whole case", 66.0),
    figure(Measure::Core, "Core", "densest core in the whole case", 46.0),
    Column {
        by: EntityColumn::Community,
        head: "Group",
        tip: "group by lines in the whole case",
        least: 50.0,
        share: 0.2,
        number: true,
    },
];

impl Entities {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        rect: Rect,
        out: &mut Vec<Action>,
    ) -> Shown {
        let derived = ctx.session.derived();
        let (case, shown, analysis) = (ctx.session.data(), derived.shown_shared(), derived.analysis());
        let sort = self.sort;
        // An analysis that comes raises what is shown, too.
        let key = Key { data: case.revision(), shown: derived.shown_revision(), sort };
        let at_once = shown.entities.len() <= SMALL && case.claims().len() <= SMALL;
        let job = {
            let (case, analysis) = (Arc::clone(case), analysis.cloned());
            move || data::entities_sorted(&case, &shown.entities, analysis.as_deref(), sort)
        };
        let made = self.rows.of(ui.ctx(), key, at_once, job);
        // Rows of another case point into that one.
        let Some((_, rows)) = made.filter(|(of, _)| of.data == key.data) else { return Shown::Working };
        let columns = if analysis.is_some() { COLUMNS } else { COLUMNS.get(..COUNTED).unwrap_or(COLUMNS) };
        let list = List { ctx, rows: &rows, analysis: analysis.map(AsRef::as_ref) };
        let under = self.grid.show(ui, ctx, rect, columns, (&mut self.sort, FILE), &list, out);
        let words = match (rows.len(), derived.whole().entities.len()) {
            (shown, all) if shown == all => counted(all, "entity", "entities"),
            (shown, all) => format!("{} of {}", number(shown), counted(all, "entity", "entities")),
        };
        Shown::Table { table: Table::Entities(rows, analysis.cloned()), words, under }
    }
}

struct List<'a> {
    ctx: &'a Context<'a>,
    rows: &'a [EntityRow],
    analysis: Option<&'a Analysis>,
}

impl Rows for List<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn item(&self, row: usize) -> Option<Item> {
        self.rows.get(row).map(|row| Item::Entity(row.entity))
    }

    fn name(&self, row: usize) -> String {
        let pins = &self.ctx.session.view().pins;
        let name =
            |row: &EntityRow| names::entity(self.ctx.session, row.entity, pins.contains_key(&row.entity));
        self.rows.get(row).map(name).unwrap_or_default()
    }

    fn draw(&self, ui: &Ui, row: usize, column: usize, place: Rect) -> bool {
        let theme = self.ctx.theme;
        let (Some(row), Some(column)) = (self.rows.get(row), COLUMNS.get(column)) else { return false };
        let counted = match column.by {
            EntityColumn::Counted(EntityKey::Name) => {
                let centre = place.left_center() + egui::vec2(8.0, 0.0);
                paint::entity_mark(ui.painter(), theme, self.ctx.data(), row.entity, centre, 6.2);
                let right = Rect::from_min_max(pos2(place.left() + 24.0, place.top()), place.max);
                return grid::text(ui, &row.name, theme.text(), right, false);
            }
            EntityColumn::Counted(EntityKey::Kind) => {
                return grid::text(ui, &row.kind_label, theme.text2(), place, false);
            }
            EntityColumn::Counted(EntityKey::Claims) => row.claims,
            EntityColumn::Counted(EntityKey::Contested) => row.contested,
            EntityColumn::Counted(EntityKey::Speaks) => row.speaks,
            EntityColumn::Counted(EntityKey::Mentions) => row.mentions,
            EntityColumn::Counted(EntityKey::Documents) => row.documents,
            EntityColumn::Counted(EntityKey::File) => return false,
            EntityColumn::Figure(_) | EntityColumn::Community => {
                let value = self.analysis.and_then(|all| data::figure(all, column.by, row.entity));
                let words =
                    value.map_or_else(|| "–".to_owned(), |value| data::figure_words(column.by, value));
                return grid::text(ui, &words, theme.text2(), place, true);
            }
        };
        // A dash is quieter than a nought in a column of numbers.
        let words = if counted == 0 { "–".to_owned() } else { number(counted) };
        grid::text(ui, &words, theme.text2(), place, true)
    }
}
