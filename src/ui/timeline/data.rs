//! What the timeline shows: dated claims as squares with the spans they end, and those without a date.

use super::scale::Scale;
use crate::graph::{Dating, Shown};
use crate::model::{ClaimIx, Dataset, Date, Day, Item};

/// Squares of a column. Where one has more, all columns have one less, and its place counts them.
pub(super) const ROWS: usize = 6;
/// From one square to the next, in points.
pub(super) const STEP: f32 = 12.0;
/// How far apart counts of columns stand at least, in points: as "+1,297" needs.
const COUNTED: f32 = 38.0;

/// Something with a date.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Moment {
    item: Item,
    /// Where the square stands: the end of a span, or its start where the end is open.
    at: Day,
    /// Where the span starts, where there is one.
    from: Option<Day>,
    open: Open,
    approximate: bool,
}

/// Which end of a span the text leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Open {
    /// Neither.
    No,
    /// The start: "by 25 October".
    Start,
    /// The end: "since 7 October".
    End,
}

/// A square with its place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Square {
    /// A claim, or a voice where statements are shown.
    pub(super) item: Item,
    /// Its middle, in points from the left end of the axis.
    pub(super) x: f32,
    /// How high it is stacked.
    pub(super) row: usize,
    /// Where its span starts, in points.
    pub(super) from: Option<f32>,
    pub(super) open: Open,
    pub(super) approximate: bool,
}

/// The timeline of what passes the filters.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Laid {
    pub(super) scale: Scale,
    pub(super) squares: Vec<Square>,
    /// Columns with more squares than fit: where, and how many more.
    pub(super) more: Vec<(f32, usize)>,
    pub(super) dated: usize,
    /// Claims without a date, in the order of the legend.
    pub(super) undated: Vec<ClaimIx>,
    /// The days on which squares stand, in order: the steps of playing.
    pub(super) days: Vec<Day>,
}

/// Lays the timeline out, `width` points long.
pub(super) fn lay_out(data: &Dataset, shown: &Shown, by: Dating, width: f32) -> Laid {
    let mut moments: Vec<Moment> = Vec::new();
    let mut undated = Vec::new();
    for &claim in &shown.claims {
        let before = moments.len();
        let record = data.claim(claim);
        match by {
            Dating::Event => {
                moments.extend(record.time.as_ref().and_then(|date| moment(Item::Claim(claim), date)));
            }
            Dating::Statement => {
                moments.extend(record.attributions.iter().enumerate().filter_map(|(i, voice)| {
                    moment(Item::Attribution(claim, i as u32), voice.date.as_ref()?)
                }));
            }
        }
        if moments.len() == before {
            undated.push(claim);
        }
    }
    undated.sort_by_key(|&claim| (data.class(claim), data.status(claim), claim));
    let ends = moments.iter().flat_map(|moment| moment.from.into_iter().chain([moment.at]));
    let scale = Scale::of(&ends.collect::<Vec<_>>(), width);
    let mut days: Vec<Day> = moments.iter().map(|moment| moment.at).collect();
    days.sort_unstable();
    days.dedup();
    let (mut squares, mut more) = stack(data, &scale, &mut moments, ROWS);
    if !more.is_empty() {
        (squares, more) = stack(data, &scale, &mut moments, ROWS - 1);
    }
    Laid { scale, squares, more, dated: moments.len(), undated, days }
}

fn moment(item: Item, date: &Date) -> Option<Moment> {
    let approximate = date.is_approximate();
    let (at, from, open) = match (date.earliest(), date.latest()) {
        (Some(first), Some(last)) if first == last => (last, None, Open::No),
        (Some(first), Some(last)) => (last, Some(first), Open::No),
        (None, Some(last)) => (last, None, Open::Start),
        (Some(first), None) => (first, None, Open::End),
        (None, None) => return None,
    };
    Some(Moment { item, at, from, open, approximate })
}

/// Gives each one of `count` rows, in which nothing else stands in its way: long spans lowest.
fn stack(
    data: &Dataset,
    scale: &Scale,
    moments: &mut [Moment],
    count: usize,
) -> (Vec<Square>, Vec<(f32, usize)>) {
    let class = |item: Item| item.claim().map(|claim| (data.class(claim), data.status(claim)));
    moments.sort_by_cached_key(|moment| {
        let long = moment.from.map_or(0, |from| moment.at.0.saturating_sub(from.0));
        (std::cmp::Reverse(long), moment.at, class(moment.item), moment.item)
    });
    // What each row holds: stretches in points, from left to right, none of which touches another.
    let mut rows: Vec<Vec<(f32, f32)>> = vec![Vec::new(); count];
    let mut squares = Vec::new();
    let mut more: Vec<(f32, usize)> = Vec::new();
    let mut refused = None;
    for moment in moments.iter() {
        let x = scale.x(moment.at);
        let from = moment.from.map(|from| scale.x(from)).filter(|from| x - from > 1.0);
        let half = STEP * 0.5 - 0.25;
        let (left, right) = match moment.open {
            Open::Start => (x - 26.0, x + half),
            Open::End => (x - half, x + 26.0),
            Open::No => (from.map_or(x - half, |from| from.min(x - half)), x + half),
        };
        // Where one had no room none of its size has: thousands of claims are counted, not compared.
        let full = refused == Some((left, right));
        let place = |row: &Vec<(f32, f32)>| {
            let at = row.partition_point(|&(_, end)| end <= left);
            row.get(at).is_none_or(|&(start, _)| right <= start).then_some(at)
        };
        let free = || rows.iter().enumerate().find_map(|(row, held)| Some((row, place(held)?)));
        if let Some((row, at)) = if full { None } else { free() } {
            rows[row].insert(at, (left, right));
            squares.push(Square {
                item: moment.item,
                x,
                row,
                from,
                open: moment.open,
                approximate: moment.approximate,
            });
        } else {
            refused = Some((left, right));
            match more.iter_mut().find(|(at, _)| (at - x).abs() < COUNTED) {
                Some((_, count)) => *count += 1,
                None => more.push((x, 1)),
            }
        }
    }
    (squares, more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{self, Filter};

    #[test]
    fn the_bundled_case_has_each_claim_once_and_no_two_squares_on_one_place() {
        let data = crate::io::load_bundled(1).dataset;
        let shown = graph::derive(&data, &Filter::default(), None);
        let laid = lay_out(&data, &shown, Dating::Event, 560.0);
        assert_eq!(laid.dated + laid.undated.len(), data.claims().len());
        let counted: usize = laid.more.iter().map(|more| more.1).sum();
        assert_eq!(laid.squares.len() + counted, laid.dated);
        for (i, a) in laid.squares.iter().enumerate() {
            assert!(laid.squares[..i].iter().all(|b| a.row != b.row || (a.x - b.x).abs() >= STEP - 1.0));
        }
        let dated = data.claims().iter().filter(|claim| claim.time.is_some()).count();
        assert_eq!(laid.dated, dated);
    }

    #[test]
    fn statements_stand_at_the_day_of_the_statement() {
        let data = crate::io::load_bundled(1).dataset;
        let shown = graph::derive(&data, &Filter::default(), None);
        let laid = lay_out(&data, &shown, Dating::Statement, 560.0);
        let said =
            data.claims().iter().flat_map(|claim| &claim.attributions).filter(|voice| voice.date.is_some());
        assert_eq!(laid.dated, said.count());
        assert!(laid.squares.iter().all(|square| matches!(square.item, Item::Attribution(..))));
    }

    #[test]
    fn a_day_with_hundreds_of_claims_is_counted() {
        use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, EntityIx, KindTable};
        let kind = KindTable::builtin(BuiltinKind::Other);
        let claims = (0..5000).map(|i| Claim {
            time: Date::parse(if i % 2 == 0 { "2023-10-07" } else { "2023-10-08" }).ok(),
            ..Claim::new(format!("c{i}"), EntityIx(0), "meets", None)
        });
        let builder = DatasetBuilder {
            entities: vec![Entity::new("a", "a", kind)],
            claims: claims.collect(),
            ..DatasetBuilder::default()
        };
        let data = builder.build(1);
        let laid = lay_out(&data, &graph::derive(&data, &Filter::default(), None), Dating::Event, 560.0);
        assert_eq!(laid.squares.len(), 2 * (ROWS - 1));
        assert_eq!(laid.more.iter().map(|more| more.1).collect::<Vec<_>>(), [2501 - ROWS, 2501 - ROWS]);
    }
}
