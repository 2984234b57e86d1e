//! The filtered graph: which entities and claims are shown, and how much each entity weighs.

use crate::model::{Claim, ClaimIx, Dataset, EntityIx};

use super::gate::Gate;
use super::{Filter, Groups};

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

/// Applies a filter that hides no groups, and then an ego view; see [`derive_with`].
pub fn derive(data: &Dataset, filter: &Filter, ego: Option<Ego>) -> Shown {
    derive_with(data, filter, ego, &Groups::default())
}

/// Applies a filter, and then an ego view. `groups` are those whose numbers the filter names.
///
/// An entity may be shown when nothing that is said about it alone is hidden: its kind, its groups, a
/// property, its degree, itself. A claim is shown when its class, status, predicate, dates and itself are not
/// hidden, its ends may be shown and are among those singled out, if any are, and one of its voices and one of
/// its citations is not hidden (a claim without voices or citations passes that test). An entity is shown when
/// it may be and a shown claim names it, or no claim of the case does, or it is singled out. An ego view keeps
/// the entities within so many hops, the claims among them, and who speaks for those.
pub fn derive_with(data: &Dataset, filter: &Filter, ego: Option<Ego>, groups: &Groups<'_>) -> Shown {
    let gate = Gate::new(data, filter, groups);
    let mut claim_shown: Vec<bool> = data.claim_ixs().map(|claim| gate.claim(claim)).collect();
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
            None => gate.singled_out(entity).unwrap_or(!touched[i]),
            Some(ego) => entity == ego.centre,
        };
        entity_shown[i] = (entity_shown[i] || alone) && gate.entity(entity);
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

/// What is shown of a case as it is drawn through a lens: a group where one of its members is, and the claims but
/// for those between two members. `drawn` is the case with claims at groups, `places` says where each entity of
/// the case is seen, `inside` are the claims that are not drawn.
pub fn folded(drawn: &Dataset, shown: &Shown, places: &[EntityIx], inside: &[ClaimIx]) -> Shown {
    let count = drawn.entities().len();
    let place = |entity: EntityIx| places.get(entity.index()).copied().unwrap_or(entity);
    let mut kept_entities = vec![false; count];
    for &entity in &shown.entities {
        if let Some(kept) = kept_entities.get_mut(place(entity).index()) {
            *kept = true;
        }
    }
    let mut kept_claims = shown.kept_claims.clone();
    for claim in inside {
        if let Some(kept) = kept_claims.get_mut(claim.index()) {
            *kept = false;
        }
    }
    let claims: Vec<ClaimIx> =
        shown.claims.iter().copied().filter(|claim| kept_claims[claim.index()]).collect();
    let mut degree = vec![0.0; count];
    for claim in claims.iter().map(|claim| drawn.claim(*claim)) {
        ends(claim).for_each(|end| degree[end.index()] += 1.0);
        for speaker in claim.attributions.iter().filter_map(|voice| voice.speaker) {
            degree[speaker.index()] += 0.5;
        }
    }
    let entities: Vec<_> = drawn.entity_ixs().filter(|entity| kept_entities[entity.index()]).collect();
    let max_degree = entities.iter().map(|entity| degree[entity.index()]).fold(0.0, f32::max);
    Shown { entities, claims, kept_entities, kept_claims, degree, max_degree }
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

    use super::super::Voice;
    use super::super::fixture::case;
    use super::*;

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
}
