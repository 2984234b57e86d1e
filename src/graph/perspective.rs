//! *According to …*: what one voice, or all voices of one side, say about each claim.
//!
//! A teller is only ever credited with stances that the file gives it. Who says X, where X `opposes` Y, has
//! said nothing about Y: that shows as a note ([`opposing`]), never as a denial.

use std::collections::BTreeMap;

use crate::model::{Attribution, Claim, ClaimIx, Dataset, EntityIx, Stance};

use super::side::Teller;

/// Where a teller stands on a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Told {
    /// Asserts or confirms it.
    Says,
    /// Denies it, disputes it, or takes it back.
    Denies,
    /// Both is said: by members of one side, or by one voice at different times.
    Divided,
    /// Doubts it, could not verify it, or neither confirms nor denies it.
    Unsure,
    /// Says nothing about it.
    Silent,
}

impl Told {
    /// All, in the order of lists and legends.
    pub const ALL: [Self; 5] = [Self::Says, Self::Denies, Self::Divided, Self::Unsure, Self::Silent];

    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Says => "says so",
            Self::Denies => "denies it",
            Self::Divided => "says both",
            Self::Unsure => "leaves it open",
            Self::Silent => "says nothing",
        }
    }

    /// Whether it says that the claim holds, or that it does not.
    pub fn takes_a_stand(self) -> bool {
        matches!(self, Self::Says | Self::Denies | Self::Divided)
    }

    /// What one stance comes to.
    fn of(stance: Stance) -> Self {
        match stance {
            Stance::Asserts | Stance::Confirms => Self::Says,
            Stance::Denies | Stance::Disputes | Stance::Retracts => Self::Denies,
            Stance::Doubts | Stance::CannotVerify | Stance::NeitherConfirmsNorDenies => Self::Unsure,
        }
    }

    /// What two voices of one side come to: a stand counts before an open question, and two stands
    /// against each other divide the side.
    pub(super) fn and(self, other: Self) -> Self {
        match (self.takes_a_stand(), other.takes_a_stand()) {
            (true, true) if self == other => self,
            (true, true) => Self::Divided,
            (true, false) => self,
            (false, true) => other,
            (false, false) => self.min(other),
        }
    }
}

/// Where each speaker of a claim stands, the document's own voice as `None`; in the order of entities.
///
/// Who takes back a claim denies it now, whatever they said before. Who says and denies it without
/// taking either back says both.
pub(super) fn stands<'a>(voices: impl Iterator<Item = &'a Attribution>) -> BTreeMap<Option<EntityIx>, Told> {
    let mut stands: BTreeMap<Option<EntityIx>, (Told, bool)> = BTreeMap::new();
    for voice in voices {
        let (told, taken_back) = stands.entry(voice.speaker).or_insert((Told::Silent, false));
        *told = told.and(Told::of(voice.stance));
        *taken_back |= voice.stance == Stance::Retracts;
    }
    let settled = |(told, taken_back)| if taken_back { Told::Denies } else { told };
    stands.into_iter().map(|(speaker, stand)| (speaker, settled(stand))).collect()
}

/// Where a teller stands on one claim.
pub fn told(claim: &Claim, teller: &Teller) -> Told {
    let voices = claim.attributions.iter().filter(|voice| teller.has(voice.speaker));
    stands(voices).into_values().fold(Told::Silent, Told::and)
}

/// Where a teller stands on each claim, in the order of the file.
pub fn according_to(data: &Dataset, teller: &Teller) -> Vec<Told> {
    data.claims().iter().map(|claim| told(claim, teller)).collect()
}

/// How two tellers stand to each other on a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Compared {
    /// Both say so, or both deny it.
    Agreed,
    /// The one takes another stand than the other, or one of them is divided and the other takes a
    /// stand: somebody among the one denies what somebody among the other says.
    Contradicted,
    /// Only the first takes a stand; the second is silent or leaves it open.
    OnlyA,
    /// Only the second takes a stand.
    OnlyB,
    /// Neither takes a stand.
    Neither,
}

impl Compared {
    /// All, in the order of lists.
    pub const ALL: [Self; 5] = [Self::Agreed, Self::Contradicted, Self::OnlyA, Self::OnlyB, Self::Neither];

    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Agreed => "both agree",
            Self::Contradicted => "one contradicts the other",
            Self::OnlyA => "only the first",
            Self::OnlyB => "only the second",
            Self::Neither => "neither",
        }
    }
}

/// Compares what two tellers say, claim by claim. Where one list is shorter, its teller is silent.
pub fn compare(a: &[Told], b: &[Told]) -> Vec<Compared> {
    let at = |list: &[Told], i: usize| list.get(i).copied().unwrap_or(Told::Silent);
    let one = |i| match (at(a, i), at(b, i)) {
        (first, second) if first.takes_a_stand() && second.takes_a_stand() => {
            if first == second && first != Told::Divided { Compared::Agreed } else { Compared::Contradicted }
        }
        (first, _) if first.takes_a_stand() => Compared::OnlyA,
        (_, second) if second.takes_a_stand() => Compared::OnlyB,
        _ => Compared::Neither,
    };
    (0..a.len().max(b.len())).map(one).collect()
}

/// A claim that a teller is silent on, beside one that they say and that cannot hold together with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Opposing {
    /// What the teller says nothing about.
    pub silent_on: ClaimIx,
    /// What the teller says instead.
    pub says: ClaimIx,
}

/// The claims that a teller is silent on but says the opposite of, in the order of the file: a note for
/// the reader, who may draw the conclusion that the teller did not. `told` is what
/// [`according_to`] gave for this dataset.
pub fn opposing(data: &Dataset, told: &[Told]) -> Vec<Opposing> {
    let at = |claim: ClaimIx| told.get(claim.index()).copied().unwrap_or(Told::Silent);
    let silent = data.claim_ixs().filter(|&claim| at(claim) == Told::Silent);
    let beside = |silent_on| {
        let said = data.opposed(silent_on).iter().filter(|&&other| at(other) == Told::Says);
        said.map(move |&says| Opposing { silent_on, says }).collect::<Vec<_>>()
    };
    silent.flat_map(beside).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::arbitrary_case;
    use super::*;
    use crate::model::{DatasetBuilder, Entity, KindTable};

    fn claim(id: &str, voices: &[(Option<u32>, Stance)], opposes: &[u32]) -> Claim {
        let voice =
            |&(speaker, stance): &(Option<u32>, Stance)| Attribution::new(speaker.map(EntityIx), stance);
        Claim {
            attributions: voices.iter().map(voice).collect(),
            opposes: opposes.iter().map(|&other| ClaimIx(other)).collect(),
            ..Claim::new(id, EntityIx(0), "attacks", Some(EntityIx(1)))
        }
    }

    fn data(claims: Vec<Claim>) -> Dataset {
        let entity = |id: &str| Entity::new(id, id, KindTable::OTHER);
        let entities = ["a", "b", "c"].map(entity).to_vec();
        DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1)
    }

    #[test]
    fn who_says_the_opposite_is_silent_with_a_note() {
        let says = [(Some(2), Stance::Asserts)];
        let data = data(vec![claim("x", &says, &[1]), claim("y", &[(None, Stance::Asserts)], &[])]);
        let told = according_to(&data, &Teller::Speaker(EntityIx(2)));
        assert_eq!(told, [Told::Says, Told::Silent]);
        assert_eq!(opposing(&data, &told), [Opposing { silent_on: ClaimIx(1), says: ClaimIx(0) }]);
        let document = according_to(&data, &Teller::Document);
        assert_eq!(document, [Told::Silent, Told::Says]);
        assert_eq!(compare(&told, &document), [Compared::OnlyA, Compared::OnlyB]);
    }

    #[test]
    fn taking_back_is_denying_and_saying_both_divides() {
        let told_by = |voices: &[(Option<u32>, Stance)]| {
            told(&claim("x", voices, &[]), &Teller::Side([EntityIx(0), EntityIx(1)].into()))
        };
        let (a, b) = (Some(0), Some(1));
        assert_eq!(told_by(&[(a, Stance::Asserts), (a, Stance::Retracts)]), Told::Denies);
        assert_eq!(told_by(&[(a, Stance::Asserts), (a, Stance::Denies)]), Told::Divided);
        assert_eq!(told_by(&[(a, Stance::Confirms), (b, Stance::Disputes)]), Told::Divided);
        assert_eq!(told_by(&[(a, Stance::Doubts), (b, Stance::Denies)]), Told::Denies);
        assert_eq!(told_by(&[(a, Stance::CannotVerify)]), Told::Unsure);
        assert_eq!(told_by(&[(Some(2), Stance::Asserts), (None, Stance::Asserts)]), Told::Silent);
    }

    /// The rules read one by one, for voices that take nothing back.
    fn slow(claim: &Claim, teller: &Teller) -> Told {
        let stances: Vec<Stance> =
            claim.attributions.iter().filter(|a| teller.has(a.speaker)).map(|a| a.stance).collect();
        let says = stances.iter().any(|stance| stance.is_for());
        let denies = stances.iter().any(|stance| matches!(stance, Stance::Denies | Stance::Disputes));
        match (says, denies, stances.is_empty()) {
            (true, true, _) => Told::Divided,
            (true, false, _) => Told::Says,
            (false, true, _) => Told::Denies,
            (_, _, false) => Told::Unsure,
            (_, _, true) => Told::Silent,
        }
    }

    proptest! {
        #[test]
        fn equals_the_rules_and_comparing_turns_round(
            data in arbitrary_case(),
            who in proptest::collection::btree_set(0u32..7, 1..4),
        ) {
            let side = Teller::Side(who.into_iter().map(EntityIx).collect());
            let (ours, theirs) = (according_to(&data, &side), according_to(&data, &Teller::Document));
            for (claim, told) in data.claims().iter().zip(&ours) {
                if !claim.attributions.iter().any(|a| a.stance == Stance::Retracts) {
                    prop_assert_eq!(*told, slow(claim, &side));
                }
            }
            let turned = |compared| match compared {
                Compared::OnlyA => Compared::OnlyB,
                Compared::OnlyB => Compared::OnlyA,
                same => same,
            };
            let back: Vec<Compared> = compare(&theirs, &ours).into_iter().map(turned).collect();
            prop_assert_eq!(compare(&ours, &theirs), back);
        }
    }
}
