//! How many entities and claims fall under each value that a filter can hide.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::model::{Class, Dataset, DocIx, Grounding, KindIx, Status};

use super::properties::properties;
use super::{Analysis, Groups, Shown, Voice};

/// Counts for filter lists and the legend. Values that do not occur are left out.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Facets {
    /// Entities of each kind, in the order of the kind table.
    pub kinds: Vec<(KindIx, usize)>,
    /// Claims of each class, in the order of the legend.
    pub classes: Vec<(Class, usize)>,
    /// Claims of each status, in the order of the legend.
    pub statuses: Vec<(Status, usize)>,
    /// Claims that each voice takes a stance on: the document first, then by falling count, equal
    /// ones in the order of the file.
    pub speakers: Vec<(Voice, usize)>,
    /// Claims with each predicate, by falling count, equal ones by name.
    pub predicates: Vec<(String, usize)>,
    /// Claims cited to each document, in the order of the file.
    pub documents: Vec<(DocIx, usize)>,
    /// Claims with a citation that came out so, best first.
    pub groundings: Vec<(Grounding, usize)>,
    /// Entities of each connected part, by its number; the [`MOST_VALUES`] first.
    pub components: Vec<(u32, usize)>,
    /// Entities of each community, by its number; the [`MOST_VALUES`] first.
    pub communities: Vec<(u32, usize)>,
    /// Entities with each property, key and value, by falling count, equal ones by name; the [`MOST_VALUES`]
    /// most frequent.
    pub properties: Vec<((String, String), usize)>,
    /// Entities that are an end of so many claims of the whole case, by that number.
    pub degrees: Vec<(u32, usize)>,
}

/// Lists without a natural bound end here.
pub const MOST_VALUES: usize = 200;

/// Counts a whole case, without its groups.
pub fn facets(data: &Dataset) -> Facets {
    facets_with(data, None, &Groups::default())
}

/// Counts what is shown, without groups.
pub fn facets_of(data: &Dataset, shown: &Shown) -> Facets {
    facets_with(data, Some(shown), &Groups::default())
}

/// Counts a whole case or what of it is shown, and `groups` with it.
pub fn facets_with(data: &Dataset, shown: Option<&Shown>, groups: &Groups<'_>) -> Facets {
    let mut kinds = vec![0; data.kinds().iter().count()];
    let mut documents = vec![0; data.documents().len()];
    let (mut classes, mut statuses) = ([0; Class::ALL.len()], [0; Status::ALL.len()]);
    let mut groundings = [0; Grounding::ALL.len()];
    let (mut components, mut communities) = (BTreeMap::new(), BTreeMap::new());
    let mut degrees = BTreeMap::new();
    let (mut by_document, mut speakers) = (0, vec![0; data.entities().len()]);
    let mut said: HashMap<&str, usize> = HashMap::new();
    let mut owned: HashMap<(&str, Cow<'_, str>), usize> = HashMap::new();
    // Filled for each claim anew.
    let (mut voices, mut cited, mut found) = (Vec::new(), Vec::new(), Vec::new());

    for ix in data.entity_ixs().filter(|ix| shown.is_none_or(|shown| shown.has_entity(*ix))) {
        let entity = data.entity(ix);
        if let Some(count) = kinds.get_mut(entity.kind.index()) {
            *count += 1;
        }
        let degree = (data.acts(ix).len() + data.acted_on(ix).len()) as u32;
        *degrees.entry(degree).or_default() += 1;
        for (numbers, counts) in [(groups.component, &mut components), (groups.community, &mut communities)] {
            let number = numbers.get(ix.index()).filter(|number| **number != Analysis::NONE);
            if let Some(number) = number {
                *counts.entry(*number).or_default() += 1;
            }
        }
        for (key, values) in properties(entity) {
            let mut values = values;
            sorted_once(&mut values);
            for value in values {
                *owned.entry((key, value)).or_default() += 1;
            }
        }
    }
    for ix in data.claim_ixs().filter(|ix| shown.is_none_or(|shown| shown.has_claim(*ix))) {
        let claim = data.claim(ix);
        classes[data.class(ix) as usize] += 1;
        statuses[data.status(ix) as usize] += 1;
        *said.entry(&claim.predicate).or_default() += 1;
        voices.extend(claim.attributions.iter().map(|voice| voice.speaker));
        sorted_once(&mut voices);
        for speaker in voices.drain(..) {
            match speaker {
                None => by_document += 1,
                Some(speaker) => speakers[speaker.index()] += 1,
            }
        }
        for (_, citation) in claim.citations() {
            cited.push(citation.document);
            found.push(citation.grounding);
        }
        sorted_once(&mut cited);
        cited.drain(..).for_each(|document| documents[document.index()] += 1);
        sorted_once(&mut found);
        found.drain(..).for_each(|grounding| groundings[grounding as usize] += 1);
    }

    let mut speakers: Vec<(Voice, usize)> = occurring([Voice::Document], &[by_document])
        .into_iter()
        .chain(occurring(data.entity_ixs().map(Voice::Entity), &speakers))
        .collect();
    speakers.sort_by_key(|&(voice, count)| (voice != Voice::Document, Reverse(count)));
    let mut predicates: Vec<(String, usize)> =
        said.into_iter().map(|(predicate, count)| (predicate.to_owned(), count)).collect();
    predicates.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    let mut owned: Vec<_> = owned.into_iter().collect();
    owned.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    owned.truncate(MOST_VALUES);
    Facets {
        kinds: occurring((0..kinds.len()).map(KindIx::new), &kinds),
        classes: occurring(Class::ALL, &classes),
        statuses: occurring(Status::ALL, &statuses),
        speakers,
        predicates,
        documents: occurring(data.document_ixs(), &documents),
        groundings: occurring(Grounding::ALL, &groundings),
        components: components.into_iter().take(MOST_VALUES).collect(),
        communities: communities.into_iter().take(MOST_VALUES).collect(),
        properties: owned
            .into_iter()
            .map(|((key, value), n)| ((key.to_owned(), value.into_owned()), n))
            .collect(),
        degrees: degrees.into_iter().collect(),
    }
}

fn sorted_once<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

/// Values with their counts, without those that do not occur.
fn occurring<T>(values: impl IntoIterator<Item = T>, counts: &[usize]) -> Vec<(T, usize)> {
    values.into_iter().zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::derive_tests::arbitrary_filter;
    use super::super::fixture::{arbitrary_case, case};
    use super::super::{Filter, derive};
    use super::*;
    use crate::model::EntityIx;

    #[test]
    fn counts_each_value_once_a_claim() {
        let data = case();
        let facets = facets(&data);
        assert_eq!(facets.kinds.iter().map(|k| k.1).collect::<Vec<_>>(), [2, 1, 1, 1]);
        assert_eq!(facets.classes, [(Class::MaterialConflict, 2), (Class::Structural, 1), (Class::Other, 1)]);
        assert_eq!(facets.speakers, [(Voice::Document, 3), (Voice::Entity(EntityIx(3)), 1)]);
        assert_eq!(facets.degrees, [(0, 2), (2, 2), (3, 1)]);
        assert_eq!(facets.predicates[0], ("attacks".to_owned(), 1));
    }

    #[test]
    fn groups_are_counted_where_they_are_known() {
        let data = case();
        let groups = Groups { community: &[1, 0, 0, Analysis::NONE], component: &[] };
        let facets = facets_with(&data, None, &groups);
        assert_eq!(facets.communities, [(0, 2), (1, 1)]);
        assert!(facets.components.is_empty());
    }

    proptest! {
        #[test]
        fn every_entity_and_claim_is_counted(data in arbitrary_case()) {
            let facets = facets(&data);
            let entities = data.entities().len();
            prop_assert_eq!(facets.kinds.iter().map(|k| k.1).sum::<usize>(), entities);
            prop_assert_eq!(facets.degrees.iter().map(|k| k.1).sum::<usize>(), entities);
            prop_assert_eq!(facets.classes.iter().map(|k| k.1).sum::<usize>(), data.claims().len());
            prop_assert_eq!(facets.statuses.iter().map(|k| k.1).sum::<usize>(), data.claims().len());
            prop_assert_eq!(facets.predicates.iter().map(|k| k.1).sum::<usize>(), data.claims().len());
            prop_assert!(facets.predicates.is_sorted_by(|a, b| a.1 > b.1 || (a.1 == b.1 && a.0 < b.0)));
            for &(voice, count) in &facets.speakers {
                let slow = data.claims().iter().filter(|c| c.attributions.iter().any(|a| Voice::of(a) == voice));
                prop_assert_eq!(slow.count(), count);
            }
            for ((key, value), count) in &facets.properties {
                let has = |e: &&crate::model::Entity| e.properties.get(key).and_then(|v| v.as_str()) == Some(value);
                prop_assert_eq!(data.entities().iter().filter(has).count(), *count);
            }
        }

        #[test]
        fn shown_ones_are_counted_one_by_one(data in arbitrary_case(), filter in arbitrary_filter()) {
            let shown = derive(&data, &filter, None);
            let facets = facets_of(&data, &shown);
            let count = |test: &dyn Fn(&crate::model::Claim) -> bool| {
                shown.claims.iter().filter(|ix| test(data.claim(**ix))).count()
            };
            for &(document, n) in &facets.documents {
                prop_assert_eq!(count(&|claim| claim.citations().any(|(_, c)| c.document == document)), n);
            }
            for &(grounding, n) in &facets.groundings {
                prop_assert_eq!(count(&|claim| claim.citations().any(|(_, c)| c.grounding == grounding)), n);
            }
            for (predicate, n) in &facets.predicates {
                prop_assert_eq!(count(&|claim| claim.predicate == *predicate), *n);
            }
            prop_assert_eq!(facets.kinds.iter().map(|k| k.1).sum::<usize>(), shown.entities.len());
            let all = derive(&data, &Filter::default(), None);
            prop_assert_eq!(facets_of(&data, &all), super::facets(&data));
        }
    }
}
