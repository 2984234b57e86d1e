//! The filtered graph against its rules read one by one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::fixture::{arbitrary_case, case};
use super::{DateWindow, Filter, Groups, Voice, derive, derive_with};
use crate::model::{ClaimIx, Class, Dataset, Day, DocIx, EntityIx, Grounding, KindIx, Status};

/// The rules, one entity and one claim at a time.
fn slow(data: &Dataset, filter: &Filter, groups: &Groups<'_>) -> (Vec<ClaimIx>, Vec<EntityIx>) {
    let side = |e: EntityIx| data.entity(e).properties.get("side").and_then(|side| side.as_str());
    let degree = |e: EntityIx| {
        let end = |c: &ClaimIx| data.claim(*c).subject == e || data.claim(*c).object == Some(e);
        data.claim_ixs().filter(end).count() as u32
    };
    let visible = |e: EntityIx| {
        !filter.kinds.contains(&data.entity(e).kind)
            && !filter.entities.contains(&e)
            && !filter.communities.contains(&groups.community[e.index()])
            && !filter.components.contains(&groups.component[e.index()])
            && !filter.properties.iter().any(|(key, value)| key == "side" && Some(value.as_str()) == side(e))
            && filter.degree.is_none_or(|(least, most)| least <= degree(e) && degree(e) <= most)
    };
    let end = |e: EntityIx| visible(e) && filter.only.as_ref().is_none_or(|only| only.contains(&e));
    let claims: Vec<ClaimIx> = data
        .claim_ixs()
        .filter(|c| !filter.claims.contains(c) && !filter.predicates.contains(&data.claim(*c).predicate))
        .filter(|&c| !filter.classes.contains(&data.class(c)) && !filter.statuses.contains(&data.status(c)))
        .filter(|&c| end(data.claim(c).subject) && data.claim(c).object.is_none_or(end))
        .filter(|&c| filter.dates.is_none_or(|window| window.passes(data.claim(c).time.as_ref())))
        .filter(|&c| {
            let said: Vec<_> = data.claim(c).attributions.iter().filter_map(|a| a.date.as_ref()).collect();
            filter.said.is_none_or(|window| match said.as_slice() {
                [] => window.undated,
                dates => dates.iter().any(|date| window.passes(Some(date))),
            })
        })
        .filter(|&c| {
            let voices: Vec<Voice> = data.claim(c).attributions.iter().map(Voice::of).collect();
            voices.is_empty() || voices.iter().any(|v| !filter.speakers.contains(v))
        })
        .filter(|&c| {
            let cited: Vec<_> = data.claim(c).citations().map(|(_, cited)| cited).collect();
            let documents = cited.iter().filter(|cited| filter.documents.contains(&cited.document)).count();
            let groundings =
                cited.iter().filter(|cited| filter.groundings.contains(&cited.grounding)).count();
            cited.is_empty() || (documents < cited.len() && groundings < cited.len())
        })
        .collect();
    let names = |c: ClaimIx, e: EntityIx| {
        let claim = data.claim(c);
        claim.subject == e
            || claim.object == Some(e)
            || claim.place == Some(e)
            || claim.attributions.iter().any(|a| a.speaker == Some(e) || a.via.contains(&e))
    };
    let alone = |e: EntityIx| match &filter.only {
        Some(only) => only.contains(&e),
        None => !data.claim_ixs().any(|c| names(c, e)),
    };
    let entities = data
        .entity_ixs()
        .filter(|&e| visible(e))
        .filter(|&e| claims.iter().any(|&c| names(c, e)) || alone(e))
        .collect();
    (claims, entities)
}

fn set<T: Ord>(numbers: BTreeSet<u32>, value: impl Fn(usize) -> T) -> BTreeSet<T> {
    numbers.into_iter().map(|number| value(number as usize)).collect()
}

/// Any filter over what [`arbitrary_case`] has in it.
pub(super) fn arbitrary_filter() -> impl Strategy<Value = Filter> {
    let few = |most: u32| proptest::collection::btree_set(0..most, 0..3);
    let facets = (few(4), few(6), few(8), few(8), few(5), few(3), few(7));
    let groups = (few(4), few(4), few(3), few(7), few(12));
    let degree = proptest::option::weighted(0.2, (0u32..4, 0u32..8));
    let dates = || proptest::option::weighted(0.2, (0i32..8, 0i32..8, any::<bool>()));
    let dates = (dates(), dates());
    let only = proptest::option::weighted(0.2, few(7));
    (facets, groups, degree, dates, only).prop_map(|(facets, groups, degree, dates, only)| {
        let voice = |s| if s == 0 { Voice::Document } else { Voice::Entity(EntityIx::new(s - 1)) };
        let day = |day: i32| Day(Day::from_civil(2023, 10, 19).0 + day);
        let window = |(from, to, undated)| DateWindow { from: day(from), to: day(to), undated };
        Filter {
            kinds: set(facets.0, KindIx::new),
            classes: set(facets.1, |i| Class::ALL[i]),
            statuses: set(facets.2, |i| Status::ALL[i]),
            speakers: set(facets.3, voice),
            predicates: set(facets.4, |i| ["attacks", "warns", "meets", "leads", "x"][i].to_owned()),
            documents: set(facets.5, DocIx::new),
            groundings: set(facets.6, |i| Grounding::ALL[i]),
            components: groups.0,
            communities: groups.1,
            properties: set(groups.2, |i| ("side".to_owned(), i.to_string())),
            entities: set(groups.3, EntityIx::new),
            claims: set(groups.4, ClaimIx::new),
            degree,
            dates: dates.0.map(window),
            said: dates.1.map(window),
            only: only.map(|only| set(only, EntityIx::new)),
        }
    })
}

#[test]
fn what_is_singled_out_stays_and_so_does_who_speaks() {
    let data = case();
    let only = Some([0, 1, 4].map(EntityIx).into());
    let shown = derive(&data, &Filter { only, ..Filter::default() }, None);
    assert_eq!(shown.claims, [ClaimIx(0), ClaimIx(2)]);
    assert_eq!(shown.entities, [0, 1, 3, 4].map(EntityIx));
}

#[test]
fn a_hidden_entity_takes_its_claims_along() {
    let data = case();
    let entities = [EntityIx(1), EntityIx(99)].into();
    let shown = derive(&data, &Filter { entities, ..Filter::default() }, None);
    assert_eq!(shown.claims, [ClaimIx(1), ClaimIx(2)]);
    assert_eq!(shown.entities, [0, 2, 3, 4].map(EntityIx));
}

proptest! {
    #[test]
    fn equals_the_rules_read_one_by_one(
        data in arbitrary_case(),
        filter in arbitrary_filter(),
        // With only a few things hidden more is left to tell apart.
        drop in any::<u16>(),
        community in proptest::collection::vec(0u32..4, 8),
        component in proptest::collection::vec(0u32..4, 8),
    ) {
        let keep = |bit: u16| drop & (1 << bit) != 0;
        let mut filter = filter;
        if keep(0) { filter.kinds.clear(); }
        if keep(1) { filter.classes.clear(); }
        if keep(2) { filter.statuses.clear(); }
        if keep(3) { filter.speakers.clear(); }
        if keep(4) { filter.predicates.clear(); }
        if keep(5) { filter.documents.clear(); }
        if keep(6) { filter.groundings.clear(); }
        if keep(7) { filter.components.clear(); }
        if keep(8) { filter.communities.clear(); }
        if keep(9) { filter.properties.clear(); }
        if keep(10) { filter.entities.clear(); }
        if keep(11) { filter.claims.clear(); }
        let groups = Groups { community: &community, component: &component };
        let shown = derive_with(&data, &filter, None, &groups);
        let (claims, entities) = slow(&data, &filter, &groups);
        prop_assert_eq!(&shown.claims, &claims);
        prop_assert_eq!(&shown.entities, &entities);
        for claim in &shown.claims {
            let claim = data.claim(*claim);
            prop_assert!(shown.has_entity(claim.subject));
            prop_assert!(claim.object.is_none_or(|object| shown.has_entity(object)));
        }
    }
}
