//! How many entities and claims fall under each value that a filter can hide.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Class, Dataset, KindIx, Status};

use super::Voice;

/// Counts over the whole case, for filter lists and the legend. Values that do not occur are left out.
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
}

/// Counts a case.
pub fn facets(data: &Dataset) -> Facets {
    let (mut kinds, mut classes) = (BTreeMap::new(), BTreeMap::new());
    let (mut statuses, mut speakers) = (BTreeMap::new(), BTreeMap::new());
    for entity in data.entities() {
        *kinds.entry(entity.kind).or_default() += 1;
    }
    for ix in data.claim_ixs() {
        *classes.entry(data.class(ix)).or_default() += 1;
        *statuses.entry(data.status(ix)).or_default() += 1;
        let voices: BTreeSet<Voice> = data.claim(ix).attributions.iter().map(Voice::of).collect();
        for voice in voices {
            *speakers.entry(voice).or_default() += 1;
        }
    }
    let mut speakers: Vec<(Voice, usize)> = speakers.into_iter().collect();
    speakers.sort_by_key(|&(voice, count)| (voice != Voice::Document, std::cmp::Reverse(count)));
    Facets {
        kinds: kinds.into_iter().collect(),
        classes: classes.into_iter().collect(),
        statuses: statuses.into_iter().collect(),
        speakers,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case};
    use super::*;
    use crate::model::EntityIx;

    #[test]
    fn counts_each_value_once_a_claim() {
        let data = case();
        let facets = facets(&data);
        assert_eq!(facets.kinds.iter().map(|k| k.1).collect::<Vec<_>>(), [2, 1, 1, 1]);
        assert_eq!(facets.classes, [(Class::MaterialConflict, 2), (Class::Structural, 1), (Class::Other, 1)]);
        assert_eq!(facets.speakers, [(Voice::Document, 3), (Voice::Entity(EntityIx(3)), 1)]);
    }

    proptest! {
        #[test]
        fn every_entity_and_claim_is_counted(data in arbitrary_case()) {
            let facets = facets(&data);
            prop_assert_eq!(facets.kinds.iter().map(|k| k.1).sum::<usize>(), data.entities().len());
            prop_assert_eq!(facets.classes.iter().map(|k| k.1).sum::<usize>(), data.claims().len());
            prop_assert_eq!(facets.statuses.iter().map(|k| k.1).sum::<usize>(), data.claims().len());
            for &(voice, count) in &facets.speakers {
                let slow = data.claims().iter().filter(|c| c.attributions.iter().any(|a| Voice::of(a) == voice));
                prop_assert_eq!(slow.count(), count);
            }
        }
    }
}
