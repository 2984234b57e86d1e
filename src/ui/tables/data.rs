//! What the tables and the matrix hold: columns, orders, and what a cell says in words.

use crate::graph::{
    self, Analysis, Cell, ClaimKey, ClaimRow, EntityKey, EntityRow, Measure, claim_rows, entity_rows,
    sort_claims, sort_entities,
};
use crate::model::{ClaimIx, Class, Dataset, EntityIx};
use crate::ui::widgets::counted;

/// By which column rows stand, and whether the greatest comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sort<K> {
    pub(super) by: K,
    pub(super) falling: bool,
}

impl<K: Copy + PartialEq> Sort<K> {
    /// After a click on a head: rising, then falling, then as in the file.
    pub(super) fn pressed(self, by: K, file: K) -> Self {
        match (self.by == by, self.falling) {
            (false, _) => Self { by, falling: false },
            (true, false) => Self { by, falling: true },
            (true, true) => Self { by: file, falling: false },
        }
    }
}

/// What rows were made from: an equal key means equal rows.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Key<S> {
    /// The dataset, and what is shown of it.
    pub(super) data: u64,
    pub(super) shown: u64,
    pub(super) sort: S,
}

/// A column of the table of entities.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EntityColumn {
    /// Counted in the case.
    Counted(EntityKey),
    /// From the analysis of the whole case.
    Figure(Measure),
    /// The number of its community.
    Community,
}

/// The rows of claims in an order.
pub(super) fn claims_sorted(data: &Dataset, claims: &[ClaimIx], sort: Sort<ClaimKey>) -> Vec<ClaimRow> {
    let mut rows = claim_rows(data, claims);
    sort_claims(&mut rows, sort.by, sort.falling);
    rows
}

/// The rows of entities in an order. Without an analysis its columns leave them in that of the file.
pub(super) fn entities_sorted(
    data: &Dataset,
    entities: &[EntityIx],
    analysis: Option<&Analysis>,
    sort: Sort<EntityColumn>,
) -> Vec<EntityRow> {
    let mut rows = entity_rows(data, entities);
    if let EntityColumn::Counted(by) = sort.by {
        sort_entities(&mut rows, by, sort.falling);
    } else if let Some(analysis) = analysis {
        // Equal rows keep their order both ways, and those that were left out come last.
        rows.sort_by(|a, b| {
            let values = [a, b].map(|row| figure(analysis, sort.by, row.entity));
            match values {
                [Some(a), Some(b)] if sort.falling => b.total_cmp(&a),
                [Some(a), Some(b)] => a.total_cmp(&b),
                [a, b] => b.is_some().cmp(&a.is_some()),
            }
        });
    }
    rows
}

/// What the analysis says of an entity in a column; `None` where it says nothing.
pub(super) fn figure(analysis: &Analysis, column: EntityColumn, entity: EntityIx) -> Option<f32> {
    match column {
        EntityColumn::Counted(_) => None,
        EntityColumn::Figure(measure) => Some(measure.value(analysis, entity)),
        EntityColumn::Community => {
            let number = analysis.community.get(entity.index()).copied()?;
            (number != Analysis::NONE).then_some(number as f32 + 1.0)
        }
    }
}

/// A figure as it stands in its cell: shares with as many places as tell them apart.
pub(super) fn figure_words(column: EntityColumn, value: f32) -> String {
    match column {
        EntityColumn::Figure(Measure::PageRank | Measure::Betweenness) => format!("{value:.4}"),
        _ => format!("{value:.0}"),
    }
}

/// Where columns begin and end in points: each as wide as it needs, what is left over in shares.
pub(super) fn spread(least_and_share: &[(f32, f32)], width: f32) -> Vec<(f32, f32)> {
    let least: f32 = least_and_share.iter().map(|column| column.0).sum();
    let shares: f32 = least_and_share.iter().map(|column| column.1).sum();
    let left = (width - least).max(0.0) / shares.max(f32::EPSILON);
    let mut at = 0.0;
    let mut places = Vec::with_capacity(least_and_share.len());
    for (least, share) in least_and_share {
        let from: f32 = at;
        at = from + least + share * left;
        places.push((from.round(), at.round()));
    }
    places
}

/// How far a view must be scrolled so that a stretch is in sight; `None` where it is.
pub(super) fn into_sight(from: f32, length: f32, seen_from: f32, seen: f32) -> Option<f32> {
    if from < seen_from {
        Some(from)
    } else if from + length > seen_from + seen && seen > 0.0 {
        Some((from + length - seen).max(0.0))
    } else {
        None
    }
}

/// The claims behind a cell, each once, in the order of the file.
pub(super) fn claims_of(cell: &Cell) -> Vec<ClaimIx> {
    let mut claims: Vec<ClaimIx> = cell.acts.iter().chain(&cell.speaks).copied().collect();
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// "Iran does 4 things to Israel (acts against 3, speaks for 1); of claims about Israel it says 2,
/// denies 1".
pub(super) fn cell_words(data: &Dataset, row: EntityIx, column: EntityIx, cell: &Cell) -> String {
    let name = |entity: EntityIx| data.entities().get(entity.index()).map_or("", |entity| &entity.name);
    let (who, whom) = (name(row), if row == column { "itself" } else { name(column) });
    let mut words = String::new();
    if !cell.acts.is_empty() {
        let classes: Vec<String> = Class::ALL
            .iter()
            .zip(cell.by_class)
            .filter(|(_, count)| *count > 0)
            .map(|(class, count)| format!("{} {count}", class.words()))
            .collect();
        let things = counted(cell.acts.len(), "thing", "things");
        words = format!("{who} does {things} to {whom} ({})", classes.join(", "));
    }
    let stances: Vec<String> = [("says", cell.says), ("denies", cell.denies), ("leaves open", cell.unsure)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verb, count)| format!("{verb} {count}"))
        .collect();
    if !stances.is_empty() {
        let who = if words.is_empty() { who } else { "it" };
        if !words.is_empty() {
            words.push_str("; ");
        }
        words = format!("{words}of claims about {whom} {who} {}", stances.join(", "));
    }
    words
}

/// The nearest cell that holds something, in a direction along its row or column; places are (row, column)
/// among `actors`.
pub(super) fn neighbour(
    matrix: &graph::Matrix,
    actors: &[EntityIx],
    (row, column): (usize, usize),
    (down, right): (i32, i32),
) -> Option<(usize, usize)> {
    let (mut row, mut column) = (row, column);
    loop {
        row = row.checked_add_signed(down.signum() as isize)?;
        column = column.checked_add_signed(right.signum() as isize)?;
        let (of, to) = (*actors.get(row)?, *actors.get(column)?);
        if matrix.cell(of, to).is_some() {
            return Some((row, column));
        }
        if (down, right) == (0, 0) {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_bundled;

    #[test]
    fn a_head_goes_from_rising_to_falling_to_the_file() {
        let file = Sort { by: ClaimKey::File, falling: false };
        let rising = file.pressed(ClaimKey::Status, ClaimKey::File);
        let falling = rising.pressed(ClaimKey::Status, ClaimKey::File);
        assert_eq!((rising.falling, falling.falling), (false, true));
        assert_eq!(falling.pressed(ClaimKey::Status, ClaimKey::File), file);
        assert!(!falling.pressed(ClaimKey::Words, ClaimKey::File).falling);
    }

    #[test]
    fn columns_fill_the_width_and_never_lose_their_own() {
        assert_eq!(spread(&[(40.0, 0.0), (60.0, 1.0)], 200.0), [(0.0, 40.0), (40.0, 200.0)]);
        assert_eq!(spread(&[(40.0, 0.0), (60.0, 1.0)], 10.0), [(0.0, 40.0), (40.0, 100.0)]);
        assert_eq!(spread(&[], 10.0), []);
    }

    #[test]
    fn only_what_is_out_of_sight_moves_the_view() {
        assert_eq!(into_sight(50.0, 24.0, 0.0, 100.0), None);
        assert_eq!(into_sight(90.0, 24.0, 0.0, 100.0), Some(14.0));
        assert_eq!(into_sight(10.0, 24.0, 40.0, 100.0), Some(10.0));
        assert_eq!(into_sight(90.0, 24.0, 0.0, 0.0), None, "nothing was drawn yet");
    }

    #[test]
    fn a_cell_says_what_its_marks_mean() {
        let data = load_bundled(1).dataset;
        let (row, column) = (EntityIx(0), EntityIx(1));
        let (who, whom) = (&data.entity(row).name, &data.entity(column).name);
        let mut cell =
            Cell { acts: vec![ClaimIx(3), ClaimIx(1)], speaks: vec![ClaimIx(1)], ..Cell::default() };
        cell.by_class[0] = 2;
        cell.denies = 1;
        let words = cell_words(&data, row, column, &cell);
        assert_eq!(
            words,
            format!("{who} does 2 things to {whom} (acts against 2); of claims about {whom} it denies 1")
        );
        assert_eq!(claims_of(&cell), [ClaimIx(1), ClaimIx(3)]);
        let own = Cell { speaks: vec![ClaimIx(1)], says: 1, ..Cell::default() };
        assert_eq!(cell_words(&data, row, row, &own), format!("of claims about itself {who} says 1"));
    }

    #[test]
    fn figures_sort_both_ways_and_steps_end_at_the_edge() {
        let data = load_bundled(1).dataset;
        let shown = graph::derive(&data, &graph::Filter::default(), None);
        let stop = std::sync::atomic::AtomicBool::new(false);
        let analysis = graph::analyse(&data, &shown, &stop).unwrap();
        let by = EntityColumn::Figure(Measure::PageRank);
        for falling in [false, true] {
            let rows = entities_sorted(&data, &shown.entities, Some(&analysis), Sort { by, falling });
            assert_eq!(rows.len(), shown.entities.len());
            let rank = |row: &EntityRow| analysis.pagerank[row.entity.index()];
            assert!(rows.windows(2).all(|two| if falling {
                rank(&two[0]) >= rank(&two[1])
            } else {
                rank(&two[0]) <= rank(&two[1])
            }));
        }
        let matrix = graph::matrix(&data, &shown.claims);
        let actors = &matrix.actors;
        for (row, column, _) in matrix.cells() {
            let place = |actor| actors.iter().position(|other| *other == actor).unwrap();
            let here = (place(row), place(column));
            if let Some(next) = neighbour(&matrix, actors, here, (0, 1)) {
                assert!(next.0 == here.0 && next.1 > here.1);
                assert_eq!(neighbour(&matrix, actors, next, (0, -1)), Some(here));
            }
        }
        assert_eq!(neighbour(&matrix, actors, (0, 0), (-1, 0)), None);
    }
}
