//! *Without this source*: how each claim would stand if a document or a speaker were not believed.

use std::collections::BTreeSet;

use crate::model::{Attribution, Claim, ClaimIx, Dataset, DocIx, EntityIx, Heard, KindIx, Status};

use super::Voice;

/// What is taken away; empty takes nothing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Removed {
    /// Documents: the citations in them go, and with them an attribution that had citations and keeps
    /// none. One that never had a citation stays.
    pub documents: BTreeSet<DocIx>,
    /// Voices: what they say goes, and what reached the document only through them. The document's own
    /// voice takes every attribution without a speaker.
    pub voices: BTreeSet<Voice>,
    /// Everybody without a name, as if each stood in `voices`.
    pub anonymous: bool,
    /// Everybody of these kinds, as if each stood in `voices`.
    pub kinds: BTreeSet<KindIx>,
}

impl Removed {
    /// Whether nothing is taken away.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.voices.is_empty() && !self.anonymous && self.kinds.is_empty()
    }

    fn has(&self, data: &Dataset, entity: EntityIx) -> bool {
        let known = data.entity(entity);
        self.voices.contains(&Voice::Entity(entity))
            || (self.anonymous && known.anonymous)
            || self.kinds.contains(&known.kind)
    }

    /// What is left of a voice; `None` where it goes.
    ///
    /// `via` is one chain, so a voice is lost with any link of it; the same words heard through somebody
    /// else are another attribution, and stay.
    fn left<'a>(&self, data: &Dataset, voice: &'a Attribution) -> Option<Heard<'a>> {
        let gone = match voice.speaker {
            None => self.voices.contains(&Voice::Document),
            Some(speaker) => self.has(data, speaker),
        };
        if gone || voice.via.iter().any(|via| self.has(data, *via)) {
            return None;
        }
        let cited = voice.evidence.iter().any(|citation| !self.documents.contains(&citation.document));
        (cited || voice.evidence.is_empty()).then_some(Heard { cited, ..Heard::from(voice) })
    }
}

/// What taking a source away does to a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// It keeps its status.
    Stands,
    /// It was corroborated, and now rests on one speaker or on the document alone.
    LosesCorroboration,
    /// Nothing that is left supports it: no voice, or none that lists a citation.
    Falls,
    /// It comes to stand otherwise, perhaps better: who denied it may be gone.
    Changes(Status),
}

impl Outcome {
    /// The words shown to people.
    pub fn words(self) -> String {
        match self {
            Self::Stands => "stands".to_owned(),
            Self::LosesCorroboration => "no longer corroborated".to_owned(),
            Self::Falls => "falls".to_owned(),
            Self::Changes(status) => format!("now {}", status.words()),
        }
    }
}

/// How a case stands without some of its sources.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Removal {
    /// The status of each claim afterwards; `None` where no voice is left at all.
    pub after: Vec<Option<Status>>,
    /// What that means for each claim.
    pub outcomes: Vec<Outcome>,
}

impl Removal {
    /// What it means for one claim; one from elsewhere stands.
    pub fn outcome(&self, claim: ClaimIx) -> Outcome {
        self.outcomes.get(claim.index()).copied().unwrap_or(Outcome::Stands)
    }

    /// The claims that do not just stand, in the order of the file.
    pub fn touched(&self) -> impl Iterator<Item = (ClaimIx, Outcome)> + '_ {
        let outcomes = self.outcomes.iter().enumerate().map(|(i, outcome)| (ClaimIx::new(i), *outcome));
        outcomes.filter(|(_, outcome)| *outcome != Outcome::Stands)
    }

    /// How many claims fall.
    pub fn fallen(&self) -> usize {
        self.outcomes.iter().filter(|outcome| **outcome == Outcome::Falls).count()
    }
}

/// Derives how each claim would stand. Ties between speakers hold on, also those whose claims fall: two
/// voices do not become independent because one stops believing who told of their tie.
pub fn without(data: &Dataset, removed: &Removed) -> Removal {
    let after = |claim: &Claim| {
        let voices: Vec<Heard<'_>> =
            claim.attributions.iter().filter_map(|voice| removed.left(data, voice)).collect();
        (!voices.is_empty()).then(|| data.status_of(&voices))
    };
    let after: Vec<Option<Status>> = data.claims().iter().map(after).collect();
    let outcome = |(claim, after): (ClaimIx, &Option<Status>)| {
        let silent = data.claim(claim).attributions.is_empty();
        outcome(data.status(claim), if silent { Some(Status::Unsupported) } else { *after })
    };
    let outcomes = data.claim_ixs().zip(&after).map(outcome).collect();
    Removal { after, outcomes }
}

fn outcome(before: Status, after: Option<Status>) -> Outcome {
    match (before, after) {
        (before, Some(after)) if before == after => Outcome::Stands,
        (_, None | Some(Status::Unsupported)) => Outcome::Falls,
        (Status::Corroborated, Some(Status::Attributed | Status::Reported)) => Outcome::LosesCorroboration,
        (_, Some(after)) => Outcome::Changes(after),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cited::{arbitrary_cited_case, document, voice};
    use super::*;
    use crate::model::{DatasetBuilder, Entity, KindTable, Stance};

    fn case(claims: &[Vec<Attribution>]) -> Dataset {
        let claim = |(i, voices): (usize, &Vec<Attribution>)| Claim {
            attributions: voices.clone(),
            ..Claim::new(format!("c{i}"), EntityIx(0), "attacks", None)
        };
        let entity =
            |i: u32| Entity { anonymous: i == 3, ..Entity::new(i.to_string(), "n", KindTable::OTHER) };
        DatasetBuilder {
            documents: vec![document("x", ""), document("y", "")],
            entities: (0..4).map(entity).collect(),
            claims: claims.iter().enumerate().map(claim).collect(),
            ..DatasetBuilder::default()
        }
        .build(1)
    }

    #[test]
    fn each_outcome() {
        use Stance::{Asserts, Denies};
        let data = case(&[
            vec![voice(Some(0), Asserts, &[], &[0]), voice(Some(1), Asserts, &[], &[1])],
            vec![voice(Some(0), Asserts, &[], &[0])],
            vec![voice(Some(1), Asserts, &[], &[1]), voice(Some(0), Denies, &[], &[])],
            vec![voice(Some(1), Asserts, &[2, 0], &[1])],
            vec![],
            vec![voice(Some(3), Asserts, &[], &[0, 1])],
        ]);
        let voices = [Voice::Entity(EntityIx(0))].into();
        let removal = without(&data, &Removed { voices, ..Removed::default() });
        let changed = Outcome::Changes(Status::Attributed);
        assert_eq!(
            removal.outcomes,
            [
                Outcome::LosesCorroboration,
                Outcome::Falls,
                changed,
                Outcome::Falls,
                Outcome::Stands,
                Outcome::Stands
            ]
        );
        assert_eq!(removal.after[3], None);
        assert_eq!(removal.fallen(), 2);
        let documents = [DocIx(0)].into();
        let removal = without(&data, &Removed { documents, ..Removed::default() });
        assert_eq!(removal.outcome(ClaimIx(1)), Outcome::Falls);
        assert_eq!(removal.outcome(ClaimIx(2)), Outcome::Stands, "an uncited denial stays");
        assert_eq!(removal.outcome(ClaimIx(5)), Outcome::Stands, "it is cited elsewhere too");
        let removal = without(&data, &Removed { anonymous: true, ..Removed::default() });
        assert_eq!(removal.touched().collect::<Vec<_>>(), [(ClaimIx(5), Outcome::Falls)]);
    }

    proptest! {
        #[test]
        fn equals_a_case_without_what_is_removed(
            data in arbitrary_cited_case(),
            documents in proptest::collection::btree_set(0u32..3, 0..3),
            speakers in proptest::collection::btree_set(0u32..7, 0..3),
            kinds in proptest::collection::btree_set(0u32..3, 0..2),
            anonymous: bool,
        ) {
            let voice = |s: u32| if s == 6 { Voice::Document } else { Voice::Entity(EntityIx(s)) };
            let removed = Removed {
                documents: documents.into_iter().map(DocIx).collect(),
                voices: speakers.into_iter().map(voice).collect(),
                anonymous,
                kinds: kinds.into_iter().map(KindIx).collect(),
            };
            let gone = |e: EntityIx| {
                let entity = data.entity(e);
                removed.voices.contains(&Voice::Entity(e))
                    || removed.kinds.contains(&entity.kind)
                    || anonymous && entity.anonymous
            };
            let mut claims = data.claims().to_vec();
            for claim in &mut claims {
                claim.attributions.retain_mut(|a| {
                    let had = !a.evidence.is_empty();
                    a.evidence.retain(|citation| !removed.documents.contains(&citation.document));
                    let unspoken = a.speaker.is_none() && removed.voices.contains(&Voice::Document);
                    let lost = had && a.evidence.is_empty();
                    !(lost || unspoken || a.speaker.is_some_and(gone) || a.via.iter().any(|e| gone(*e)))
                });
            }
            let slow = DatasetBuilder {
                documents: data.documents().to_vec(),
                entities: data.entities().to_vec(),
                claims,
                ..DatasetBuilder::default()
            }
            .build(2);
            let removal = without(&data, &removed);
            for claim in data.claim_ixs() {
                let status = removal.after[claim.index()].unwrap_or(Status::Unsupported);
                prop_assert_eq!(status, slow.status(claim));
            }
            if removed.is_empty() {
                prop_assert_eq!(removal.touched().count(), 0);
            }
        }
    }
}
