//! The table of claims: the graph's lines as rows.

use std::sync::Arc;

use egui::{Align2, Rect, Ui, vec2};

use super::data::{self, Key, Sort};
use super::grid::{self, Column, Grid, Rows};
use super::later::Later;
use super::{SMALL, Shown};
use crate::graph::{ClaimKey, ClaimRow};
use crate::model::Item;
use crate::session::{Action, Table};
use crate::ui::canvas::names;
use crate::ui::inspector::voice::grounding;
use crate::ui::theme::icon_font;
use crate::ui::widgets::{counted, number};
use crate::ui::{Context, paint};

/// What belongs to the table alone.
pub(super) struct Claims {
    sort: Sort<ClaimKey>,
    rows: Later<Key<Sort<ClaimKey>>, Vec<ClaimRow>>,
    grid: Grid,
}

impl Default for Claims {
    fn default() -> Self {
        let sort = Sort { by: ClaimKey::File, falling: false };
        Self { sort, rows: Later::default(), grid: Grid::default() }
    }
}

const fn column(
    by: ClaimKey,
    head: &'static str,
    tip: &'static str,
    least: f32,
    share: f32,
    number: bool,
) -> Column<ClaimKey> {
    Column { by, head, tip, least, share, number }
}

const COLUMNS: &[Column<ClaimKey>] = &[
    column(ClaimKey::Class, "Line", "line", 54.0, 0.0, false),
    column(ClaimKey::Subject, "Subject", "subject", 108.0, 1.2, false),
    column(ClaimKey::Words, "Words", "words of the line", 108.0, 1.6, false),
    column(ClaimKey::Object, "Object", "object", 108.0, 1.2, false),
    column(ClaimKey::Status, "Status", "status", 92.0, 0.2, false),
    column(ClaimKey::Time, "Date", "date", 96.0, 0.2, false),
    column(ClaimKey::Place, "Place", "place", 76.0, 0.6, false),
    column(ClaimKey::Voices, "Voices", "number of voices", 60.0, 0.0, true),
    column(ClaimKey::Citations, "Quotes", "number of quotes", 60.0, 0.0, true),
    column(ClaimKey::Grounding, "Found", "how well quotes were found", 54.0, 0.0, false),
];

impl Claims {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        rect: Rect,
        out: &mut Vec<Action>,
    ) -> Shown {
        let (case, shown) = (ctx.session.data(), ctx.session.derived().shown_shared());
        let sort = self.sort;
        let key = Key { data: case.revision(), shown: ctx.session.derived().shown_revision(), sort };
        let at_once = shown.claims.len() <= SMALL;
        let job = {
            let (case, shown) = (Arc::clone(case), Arc::clone(&shown));
            move || data::claims_sorted(&case, &shown.claims, sort)
        };
        let made = self.rows.of(ui.ctx(), key, at_once, job);
        // Rows of another case point into that one.
        let Some((_, rows)) = made.filter(|(of, _)| of.data == key.data) else { return Shown::Working };
        let list = List { ctx, rows: &rows };
        let under = self.grid.show(ui, ctx, rect, COLUMNS, (&mut self.sort, ClaimKey::File), &list, out);
        let words = match (rows.len(), ctx.session.derived().whole().claims.len()) {
            (shown, all) if shown == all => counted(all, "claim", "claims"),
            (shown, all) => format!("{} of {}", number(shown), counted(all, "claim", "claims")),
        };
        Shown::Table { table: Table::Claims(rows), words, under }
    }
}

struct List<'a> {
    ctx: &'a Context<'a>,
    rows: &'a [ClaimRow],
}

impl Rows for List<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn item(&self, row: usize) -> Option<Item> {
        self.rows.get(row).map(|row| Item::Claim(row.claim))
    }

    fn name(&self, row: usize) -> String {
        self.rows.get(row).map(|row| names::claim(self.ctx.data(), row.claim)).unwrap_or_default()
    }

    fn draw(&self, ui: &Ui, row: usize, column: usize, place: Rect) -> bool {
        let theme = self.ctx.theme;
        let (Some(row), Some(column)) = (self.rows.get(row), COLUMNS.get(column)) else { return false };
        let words = |words: &str| grid::text(ui, words, theme.text(), place, false);
        let count = |n: usize| grid::text(ui, &number(n), theme.text2(), place, true);
        match column.by {
            ClaimKey::Class => {
                let sample = Rect::from_center_size(place.center(), vec2(34.0, 10.0));
                paint::line_sample(ui.painter(), theme, row.class, row.status, sample);
                false
            }
            ClaimKey::Subject => words(&row.subject),
            ClaimKey::Words => grid::text(ui, &row.words, theme.text2(), place, false),
            ClaimKey::Object => words(&row.object),
            // The short name, as the pill of a card has it: there is no room for that of the legend.
            ClaimKey::Status => grid::text(ui, row.status.id(), theme.status(row.status), place, false),
            ClaimKey::Time => grid::text(ui, &row.time, theme.text2(), place, false),
            ClaimKey::Place => grid::text(ui, &row.place, theme.text2(), place, false),
            ClaimKey::Voices => count(row.voices),
            ClaimKey::Citations => count(row.citations),
            ClaimKey::Grounding => {
                if let Some(worst) = row.grounding {
                    let (sign, _) = grounding(worst);
                    let ink = theme.grounding(worst);
                    ui.painter().text(place.center(), Align2::CENTER_CENTER, sign, icon_font(15.0), ink);
                }
                false
            }
            ClaimKey::File | ClaimKey::Documents => false,
        }
    }
}
