//! The filtered graph: which entities and claims are shown, and how much each entity weighs.

use crate::model::{Claim, ClaimIx, Dataset, EntityIx};

use super::{Filter, Voice};

/// An entity and what lies around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ego {
    /// The one in the middle.
    pub centre: EntityIx,
    /// Hops over shown claims.
    pub depth: u32,
}

/// What passes a filter, with the figures that drawing needs.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Shown {
    /// Shown entities, in the order of the file.
    pub entities: Vec<EntityIx>,
    /// Shown claims, in the order of the file.
    pub claims: Vec<ClaimIx>,
    kept_entities: Vec<bool>,
    kept_claims: Vec<bool>,
    /// Claims that an entity is an end of plus half its voices, over shown claims, for each
    /// entity of the dataset.
    pub degree: Vec<f32>,
    /// The largest degree; 0 where nothing is shown.
    pub max_degree: f32,
}

impl Shown {
    /// Whether an entity passes; an index from elsewhere does not.
    pub fn has_entity(&self, entity: EntityIx) -> bool {
        self.kept_entities.get(entity.index()).copied().unwrap_or(false)
    }

    /// Whether a claim passes; an index from elsewhere does not.
    pub fn has_claim(&self, claim: ClaimIx) -> bool {
        self.kept_claims.get(claim.index()).copied().unwrap_or(false)
    }
}

/// The ends of a claim: one for a loop.
pub(super) fn ends(claim: &Claim) -> impl Iterator<Item = EntityIx> + use<> {
    let object = claim.object.filter(|object| *object != claim.subject);
    std::iter::once(claim.subject).chain(object)
}

/// Everybody a claim names: ends, place, speakers, and those it came through. May repeat.
fn named(claim: &Claim) -> impl Iterator<Item = EntityIx> + '_ {
    let voices = claim.attributions.iter();
    let voices = voices.flat_map(|voice| voice.speaker.into_iter().chain(voice.via.iter().copied()));
    ends(claim).chain(claim.place).chain(voices)
}

/// Applies a filter, and then an ego view.
///
/// A claim is shown when its class, its status and its ends' kinds are not hidden and one of its
/// voices is not (a claim without voices passes that test). An entity is shown when its kind is not
/// hidden and a shown claim names it, or no claim of the case does. An ego view keeps the entities
/// within so many hops, the claims among them, and who speaks for those.
pub fn derive(data: &Dataset, filter: &Filter, ego: Option<Ego>) -> Shown {
    let kind_shown = |entity: EntityIx| !filter.kinds.contains(&data.entity(entity).kind);
    let mut claim_shown: Vec<bool> = data
        .claim_ixs()
        .map(|ix| {
            let claim = data.claim(ix);
            let heard = |voice| !filter.speakers.contains(&Voice::of(voice));
            !filter.classes.contains(&data.class(ix))
                && !filter.statuses.contains(&data.status(ix))
                && ends(claim).all(kind_shown)
                && (claim.attributions.is_empty() || claim.attributions.iter().any(heard))
        })
        .collect();
    if let Some(ego) = ego {
        keep_around(data, ego, &mut claim_shown);
    }

    let count = data.entities().len();
    let (mut touched, mut entity_shown) = (vec![false; count], vec![false; count]);
    for (claim, shown) in data.claims().iter().zip(&claim_shown) {
        for entity in named(claim) {
            touched[entity.index()] = true;
            entity_shown[entity.index()] |= shown;
        }
    }
    for entity in data.entity_ixs() {
        let i = entity.index();
        let alone = match ego {
            None => !touched[i],
            Some(ego) => entity == ego.centre,
        };
        entity_shown[i] = (entity_shown[i] || alone) && kind_shown(entity);
    }

    let mut degree = vec![0.0; count];
    for (claim, _) in data.claims().iter().zip(&claim_shown).filter(|(_, shown)| **shown) {
        ends(claim).for_each(|end| degree[end.index()] += 1.0);
        for speaker in claim.attributions.iter().filter_map(|voice| voice.speaker) {
            degree[speaker.index()] += 0.5;
        }
    }
    let entities: Vec<_> = data.entity_ixs().filter(|entity| entity_shown[entity.index()]).collect();
    let claims = data.claim_ixs().filter(|claim| claim_shown[claim.index()]).collect();
    let max_degree = entities.iter().map(|entity| degree[entity.index()]).fold(0.0, f32::max);
    Shown { entities, claims, kept_entities: entity_shown, kept_claims: claim_shown, degree, max_degree }
}

/// Hides the claims with an end further than `ego.depth` hops from the centre.
///
/// A centre that is no end of a shown claim and only speaks (a news agency) starts from the ends of
/// what it speaks about, one hop away.
fn keep_around(data: &Dataset, ego: Ego, claim_shown: &mut [bool]) {
    let mut near = vec![false; data.entities().len()];
    let Some(centre) = near.get_mut(ego.centre.index()) else { return claim_shown.fill(false) };
    *centre = true;
    let mut front = vec![ego.centre];
    for _ in 0..ego.depth {
        let around = |entity: &EntityIx| super::neighbours::over(data, *entity, &|c| claim_shown[c.index()]);
        let mut next: Vec<EntityIx> = front.iter().flat_map(around).collect();
        next.retain(|entity| !std::mem::replace(&mut near[entity.index()], true));
        if next.is_empty() {
            break;
        }
        front = next;
    }
    for (claim, shown) in data.claims().iter().zip(claim_shown) {
        *shown &= ends(claim).all(|end| near[end.index()]);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case};
    use super::*;
    use crate::model::{Class, KindIx, Status};

    fn names(data: &Dataset, shown: &Shown) -> Vec<String> {
        shown.entities.iter().map(|e| data.entity(*e).id.clone()).collect()
    }

    #[test]
    fn an_empty_filter_shows_all() {
        let data = case();
        let shown = derive(&data, &Filter::default(), None);
        assert_eq!(shown.entities.len(), data.entities().len());
        assert_eq!(shown.claims.len(), data.claims().len());
        assert_eq!(shown.degree, vec![3.0, 2.0, 2.0, 0.5, 0.0]);
        assert_eq!(shown.max_degree, 3.0);
    }

    #[test]
    fn a_hidden_kind_takes_its_claims_along() {
        let data = case();
        let kinds = BTreeSet::from([data.entity(EntityIx(2)).kind]);
        let shown = derive(&data, &Filter { kinds, ..Filter::default() }, None);
        assert_eq!(names(&data, &shown), ["a", "b", "s", "alone"]);
        assert_eq!(shown.claims, [ClaimIx(0), ClaimIx(2)]);
        assert!(!shown.has_entity(EntityIx(2)) && !shown.has_claim(ClaimIx(1)));
    }

    #[test]
    fn a_claim_goes_when_its_only_speaker_is_hidden() {
        let data = case();
        let speakers = BTreeSet::from([Voice::Entity(EntityIx(3))]);
        let shown = derive(&data, &Filter { speakers, ..Filter::default() }, None);
        assert_eq!(shown.claims, [ClaimIx(0), ClaimIx(1), ClaimIx(3)]);
        assert_eq!(names(&data, &shown), ["a", "b", "c", "alone"]);
    }

    #[test]
    fn an_ego_view_keeps_hops_and_speakers() {
        let data = case();
        let ego = Some(Ego { centre: EntityIx(0), depth: 1 });
        let shown = derive(&data, &Filter::default(), ego);
        assert_eq!(names(&data, &shown), ["a", "b", "c", "s"]);
        let ego = Some(Ego { centre: EntityIx(0), depth: 0 });
        let shown = derive(&data, &Filter::default(), ego);
        assert_eq!(names(&data, &shown), ["a", "s"]);
        assert_eq!(shown.claims, [ClaimIx(2)]);
        let ego = Some(Ego { centre: EntityIx(9), depth: 3 });
        assert!(derive(&data, &Filter::default(), ego).entities.is_empty());
    }

    /// The rules, one entity and one claim at a time.
    fn slow(data: &Dataset, filter: &Filter) -> (Vec<ClaimIx>, Vec<EntityIx>) {
        let visible = |e: EntityIx| !filter.kinds.contains(&data.entity(e).kind);
        let claims: Vec<ClaimIx> = data
            .claim_ixs()
            .filter(|&c| {
                !filter.classes.contains(&data.class(c)) && !filter.statuses.contains(&data.status(c))
            })
            .filter(|&c| visible(data.claim(c).subject) && data.claim(c).object.is_none_or(visible))
            .filter(|&c| {
                let voices: Vec<Voice> = data.claim(c).attributions.iter().map(Voice::of).collect();
                voices.is_empty() || voices.iter().any(|v| !filter.speakers.contains(v))
            })
            .collect();
        let names = |c: ClaimIx, e: EntityIx| {
            let claim = data.claim(c);
            claim.subject == e
                || claim.object == Some(e)
                || claim.place == Some(e)
                || claim.attributions.iter().any(|a| a.speaker == Some(e) || a.via.contains(&e))
        };
        let entities = data
            .entity_ixs()
            .filter(|&e| visible(e))
            .filter(|&e| claims.iter().any(|&c| names(c, e)) || !data.claim_ixs().any(|c| names(c, e)))
            .collect();
        (claims, entities)
    }

    proptest! {
        #[test]
        fn equals_the_rules_read_one_by_one(
            data in arbitrary_case(),
            kinds in proptest::collection::btree_set(0u32..4, 0..3),
            classes in proptest::collection::btree_set(0usize..6, 0..3),
            statuses in proptest::collection::btree_set(0usize..8, 0..3),
            speakers in proptest::collection::btree_set(0u32..8, 0..4),
        ) {
            let voice = |s: u32| if s == 0 { Voice::Document } else { Voice::Entity(EntityIx(s - 1)) };
            let filter = Filter {
                kinds: kinds.into_iter().map(KindIx).collect(),
                classes: classes.into_iter().map(|i| Class::ALL[i]).collect(),
                statuses: statuses.into_iter().map(|i| Status::ALL[i]).collect(),
                speakers: speakers.into_iter().map(voice).collect(),
            };
            let shown = derive(&data, &filter, None);
            let (claims, entities) = slow(&data, &filter);
            prop_assert_eq!(&shown.claims, &claims);
            prop_assert_eq!(&shown.entities, &entities);
        }
    }
}
