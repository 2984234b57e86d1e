//! When: the date at which an entity stands on a timeline.

use crate::graph::Shown;
use crate::model::{Claim, Dataset, Date, EntityIx};

use super::geometry::median;
use super::request::Point;

/// The middle date of each entity's claims, in days from 1970-01-01, by the index of the entity.
///
/// A claim counts for its subject and its object, at its time or else when it was first said; the
/// middle of an interval, or its one end where the other is open. Who takes part in no dated claim stands
/// where it speaks.
pub(super) fn of(data: &Dataset, shown: &Shown) -> Vec<Option<f32>> {
    let n = data.entities().len();
    let (mut acts, mut says) = (vec![Vec::new(); n], vec![Vec::new(); n]);
    let add = |list: &mut Vec<Vec<f32>>, entity: EntityIx, day: f32| {
        if let Some(days) = list.get_mut(entity.index()) {
            days.push(day);
        }
    };
    for &ix in &shown.claims {
        let claim = data.claim(ix);
        let happened = claim.time.as_ref().and_then(middle);
        if let Some(day) = happened.or_else(|| first_said(claim)) {
            add(&mut acts, claim.subject, day);
            claim.object.into_iter().filter(|object| *object != claim.subject).for_each(|object| {
                add(&mut acts, object, day);
            });
        }
        for voice in &claim.attributions {
            if let (Some(speaker), Some(day)) =
                (voice.speaker, voice.date.as_ref().and_then(middle).or(happened))
            {
                add(&mut says, speaker, day);
            }
        }
    }
    acts.into_iter().zip(says).map(|(acts, says)| median(acts).or_else(|| median(says))).collect()
}

/// How far along and on which day, in days from 1970-01-01, each dated entity that is shown stands in a
/// timeline whose places, one an entity of the dataset, are given.
pub fn dated(data: &Dataset, shown: &Shown, positions: &[Point]) -> Vec<(f32, f32)> {
    let when = of(data, shown);
    let place = |entity: &EntityIx| Some((positions.get(entity.index())?[0], when[entity.index()]?));
    shown.entities.iter().filter_map(place).collect()
}

/// Where each entity without a date stands that is shown.
pub fn undated(data: &Dataset, shown: &Shown, positions: &[Point]) -> Vec<Point> {
    let when = of(data, shown);
    let undated = shown.entities.iter().filter(|entity| when[entity.index()].is_none());
    undated.filter_map(|entity| positions.get(entity.index()).copied()).collect()
}

fn first_said(claim: &Claim) -> Option<f32> {
    let said = claim.attributions.iter().filter_map(|voice| middle(voice.date.as_ref()?));
    said.min_by(f32::total_cmp)
}

/// The middle of what a date may mean.
fn middle(date: &Date) -> Option<f32> {
    match (date.earliest(), date.latest()) {
        (Some(first), Some(last)) => Some(first.0 as f32 + (last.0 - first.0) as f32 / 2.0),
        (Some(day), None) | (None, Some(day)) => Some(day.0 as f32),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{self, Filter};
    use crate::model::{Attribution, BuiltinKind, DatasetBuilder, Entity, KindTable, Stance};

    fn date(text: &str) -> Option<Date> {
        Date::parse(text).ok()
    }

    #[test]
    fn an_entity_stands_at_the_middle_date_of_its_claims() {
        let kind = KindTable::builtin(BuiltinKind::Other);
        let entities = ["a", "b", "c", "d"].map(|id| Entity::new(id, id, kind)).to_vec();
        let claim = |id: &str, a, b, time: &str| Claim {
            time: date(time),
            ..Claim::new(id, EntityIx(a), "meets", Some(EntityIx(b)))
        };
        let mut said = claim("s", 1, 1, "");
        said.attributions.push(Attribution {
            date: date("1970-01-21"),
            ..Attribution::new(Some(EntityIx(2)), Stance::Asserts)
        });
        let claims = vec![
            claim("1", 0, 1, "1970-01-02"),
            claim("2", 0, 1, "1970-01-05/1970-01-07"),
            claim("3", 0, 0, "../1970-01-31"),
            said,
        ];
        let data = DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1);
        let shown = graph::derive(&data, &Filter::default(), None);
        assert_eq!(of(&data, &shown), [Some(5.0), Some(5.0), Some(20.0), None]);
    }
}
