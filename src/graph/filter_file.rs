//! A filter as a file keeps it: every value by its id, so that it fits a newer dataset too.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Class, Dataset, Date, Day, EntityIx, Grounding, Status};

use super::filter_words::iso;
use super::{DateWindow, Filter, Groups, Voice};

/// What is hidden, by id. Fields that are left out hide nothing.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct FilterFile {
    /// Ids of kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Ids of classes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Ids of statuses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<String>,
    /// Ids of speakers; null is the document itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<Option<String>>,
    /// Predicates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub predicates: Vec<String>,
    /// Ids of documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Ids of outcomes of grounding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groundings: Vec<String>,
    /// Connected parts, each by the id of its first member.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
    /// Communities, each by the id of its first member.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub communities: Vec<String>,
    /// Properties: key and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<(String, String)>,
    /// Ids of entities hidden by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<String>,
    /// Ids of claims hidden by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// Least and most claims of an entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<(u32, u32)>,
    /// When claims must have happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DatesFile>,
    /// When somebody must have said them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<DatesFile>,
    /// Ids of the entities singled out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<String>>,
}

/// A window of dates, days as `2023-10-26`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DatesFile {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Whether claims without a date pass.
    #[serde(default)]
    pub undated: bool,
}

impl Filter {
    /// The filter by ids. `groups` are those whose numbers it names; what is in none is left out.
    pub fn to_file(&self, data: &Dataset, groups: &Groups<'_>) -> FilterFile {
        let entity = |ix: &EntityIx| Some(data.entities().get(ix.index())?.id.clone());
        let speaker = |voice: &Voice| match voice {
            Voice::Document => Some(None),
            Voice::Entity(ix) => entity(ix).map(Some),
        };
        let claim = |ix: &crate::model::ClaimIx| Some(data.claims().get(ix.index())?.id.clone());
        let document = |ix: &crate::model::DocIx| Some(data.documents().get(ix.index())?.id.clone());
        let first = |numbers: &[u32], number: &u32| {
            let at = numbers.iter().position(|of| of == number)?;
            entity(&EntityIx::new(at))
        };
        FilterFile {
            kinds: self.kinds.iter().map(|kind| data.kind(*kind).id.clone()).collect(),
            classes: self.classes.iter().map(|class| class.id().to_owned()).collect(),
            statuses: self.statuses.iter().map(|status| status.id().to_owned()).collect(),
            speakers: self.speakers.iter().filter_map(speaker).collect(),
            predicates: self.predicates.iter().cloned().collect(),
            documents: self.documents.iter().filter_map(document).collect(),
            groundings: self.groundings.iter().map(|grounding| grounding.id().to_owned()).collect(),
            components: self.components.iter().filter_map(|n| first(groups.component, n)).collect(),
            communities: self.communities.iter().filter_map(|n| first(groups.community, n)).collect(),
            properties: self.properties.iter().cloned().collect(),
            entities: self.entities.iter().filter_map(entity).collect(),
            claims: self.claims.iter().filter_map(claim).collect(),
            degree: self.degree,
            dates: self.dates.map(dates_file),
            said: self.said.map(dates_file),
            only: self.only.as_ref().map(|only| only.iter().filter_map(entity).collect()),
        }
    }

    /// The filter on a dataset; ids that it does not know are dropped. Where none of those singled out is
    /// left, all are shown. `groups` are the dataset's own; without them no groups are hidden.
    pub fn from_file(file: &FilterFile, data: &Dataset, groups: &Groups<'_>) -> Self {
        let entity = |id: &String| data.find_entity(id);
        let speaker = |id: &Option<String>| match id {
            None => Some(Voice::Document),
            Some(id) => entity(id).map(Voice::Entity),
        };
        let group = |numbers: &[u32], id: &String| {
            let number = numbers.get(entity(id)?.index()).copied();
            number.filter(|number| *number != super::Analysis::NONE)
        };
        let singled_out = |ids: &Vec<String>| ids.iter().filter_map(entity).collect::<BTreeSet<EntityIx>>();
        Self {
            kinds: file.kinds.iter().filter_map(|id| data.kinds().find(id)).collect(),
            classes: known(&file.classes, &Class::ALL, Class::id),
            statuses: known(&file.statuses, &Status::ALL, Status::id),
            speakers: file.speakers.iter().filter_map(speaker).collect(),
            predicates: file.predicates.iter().cloned().collect(),
            documents: file.documents.iter().filter_map(|id| data.find_document(id)).collect(),
            groundings: known(&file.groundings, &Grounding::ALL, Grounding::id),
            components: file.components.iter().filter_map(|id| group(groups.component, id)).collect(),
            communities: file.communities.iter().filter_map(|id| group(groups.community, id)).collect(),
            properties: file.properties.iter().cloned().collect(),
            entities: file.entities.iter().filter_map(entity).collect(),
            claims: file.claims.iter().filter_map(|id| data.find_claim(id)).collect(),
            degree: file.degree,
            dates: file.dates.as_ref().and_then(window),
            said: file.said.as_ref().and_then(window),
            only: file.only.as_ref().map(singled_out).filter(|only| !only.is_empty()),
        }
    }

    /// The same filter on a newer dataset, matched by id. The numbers of groups mean nothing there; a
    /// session that has analysed both goes through [`Filter::to_file`] with the groups of each.
    pub fn carry_over(&self, old: &Dataset, new: &Dataset) -> Self {
        // Days go over as they are: a file can only name those of four-digit years.
        let file = self.to_file(old, &Groups::default());
        Self { dates: self.dates, said: self.said, ..Self::from_file(&file, new, &Groups::default()) }
    }
}

fn known<T: Copy + Ord>(ids: &[String], all: &[T], id: impl Fn(T) -> &'static str) -> BTreeSet<T> {
    all.iter().copied().filter(|value| ids.iter().any(|name| name == id(*value))).collect()
}

fn dates_file(window: DateWindow) -> DatesFile {
    DatesFile { from: iso(window.from), to: iso(window.to), undated: window.undated }
}

fn window(file: &DatesFile) -> Option<DateWindow> {
    let day = |text: &str, end: fn(&Date) -> Option<Day>| Date::parse(text).ok().as_ref().and_then(end);
    let (from, to) = (day(&file.from, Date::earliest)?, day(&file.to, Date::latest)?);
    Some(DateWindow { from, to, undated: file.undated })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::derive_tests::arbitrary_filter;
    use super::super::fixture::{arbitrary_case, case};
    use super::*;
    use crate::model::{ClaimIx, DatasetBuilder};

    #[test]
    fn a_written_filter_is_short_and_unknown_ids_are_dropped() {
        let data = case();
        let filter = Filter {
            entities: [EntityIx(1)].into(),
            speakers: [Voice::Document].into(),
            communities: [1].into(),
            ..Filter::default()
        };
        let groups = Groups { community: &[0, 0, 1, 1, 2], component: &[] };
        let file = filter.to_file(&data, &groups);
        let text = serde_json::to_string(&file).expect("JSON");
        assert_eq!(text, r#"{"speakers":[null],"communities":["c"],"entities":["b"]}"#);
        let text = r#"{"entities": ["b", "gone"], "kinds": ["?"], "dates": {"from": "2023", "to": "2023-02"},
            "said": {"from": "2023-10-20", "to": "2023-10-26", "undated": true},
            "only": ["gone"], "newer": 1, "statuses": ["denied", "?"], "communities": ["c", "gone"]}"#;
        let file: FilterFile = serde_json::from_str(text).expect("JSON");
        let read = Filter::from_file(&file, &data, &groups);
        let dates = DateWindow {
            from: Day::from_civil(2023, 1, 1),
            to: Day::from_civil(2023, 2, 28),
            undated: false,
        };
        let expected = Filter {
            entities: [EntityIx(1)].into(),
            statuses: [Status::Denied].into(),
            communities: [1].into(),
            dates: Some(dates),
            said: Some(DateWindow {
                from: Day::from_civil(2023, 10, 20),
                to: Day::from_civil(2023, 10, 26),
                undated: true,
            }),
            ..Filter::default()
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn ids_lead_to_where_things_are_now() {
        let old = case();
        let new = DatasetBuilder {
            entities: old.entities().iter().rev().cloned().collect(),
            ..DatasetBuilder::default()
        }
        .build(2);
        let filter = Filter {
            entities: [EntityIx(0)].into(),
            claims: [ClaimIx(0)].into(),
            only: Some([EntityIx(1)].into()),
            ..Filter::default()
        };
        let carried = filter.carry_over(&old, &new);
        let expected =
            Filter { entities: [EntityIx(4)].into(), only: Some([EntityIx(3)].into()), ..Filter::default() };
        assert_eq!(carried, expected);
    }

    proptest! {
        #[test]
        fn a_filter_of_known_things_is_read_as_it_was_written(
            data in arbitrary_case(), filter in arbitrary_filter(),
            groups in proptest::collection::vec(0u32..4, 8),
        ) {
            let groups = Groups { community: &groups, component: &groups };
            let file = filter.to_file(&data, &groups);
            let text = serde_json::to_string(&file).expect("JSON");
            let file: FilterFile = serde_json::from_str(&text).expect("what was written");
            let mut known = filter;
            let count = data.entities().len();
            known.entities.retain(|e| e.index() < count);
            known.claims.retain(|c| c.index() < data.claims().len());
            known.speakers.retain(|v| !matches!(v, Voice::Entity(e) if e.index() >= count));
            known.only = known.only.take().map(|only| only.into_iter().filter(|e| e.index() < count).collect());
            known.only = known.only.take().filter(|only: &BTreeSet<EntityIx>| !only.is_empty());
            let there = |numbers: &[u32], number: &u32| numbers.iter().take(count).any(|n| n == number);
            known.communities.retain(|n| there(groups.community, n));
            known.components.retain(|n| there(groups.component, n));
            prop_assert_eq!(Filter::from_file(&file, &data, &groups), known);
        }
    }
}
