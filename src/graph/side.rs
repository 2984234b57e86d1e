//! Who tells: the document's own voice, a speaker, or a side, and the list of all that a case offers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribution, ClaimIx, Dataset, EntityIx, Status};

use super::perspective::{Told, stands};

/// From whose mouth the claims are told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Teller {
    /// The documents' own voice: attributions without a speaker.
    Document,
    /// One speaker.
    Speaker(EntityIx),
    /// Everybody on one side.
    Side(BTreeSet<EntityIx>),
}

impl Teller {
    /// Whether a speaker (`None`: the document) is this teller or part of it.
    pub fn has(&self, speaker: Option<EntityIx>) -> bool {
        match (self, speaker) {
            (Self::Document, None) => true,
            (Self::Speaker(one), Some(speaker)) => *one == speaker,
            (Self::Side(side), Some(speaker)) => side.contains(&speaker),
            _ => false,
        }
    }

    /// A name for it. The side of somebody is named after `head`, or else after the one whose side is all of
    /// it, or the first of it.
    pub fn words(&self, data: &Dataset, head: Option<EntityIx>) -> String {
        match self {
            Self::Document => "the report itself".to_owned(),
            Self::Speaker(speaker) => data.entity(*speaker).name.clone(),
            Self::Side(side) => {
                // Sides are small; a large one is named after its first member.
                let whole = || {
                    let followers = followers(data);
                    let is_whole = |head: &EntityIx| {
                        reach(&followers, *head, &mut usize::MAX.clone()).as_ref() == Some(side)
                    };
                    side.iter().copied().take(64).find(is_whole)
                };
                let head = head.or_else(whole).or_else(|| side.first().copied());
                head.map_or_else(String::new, |head| format!("{} and its side", data.entity(head).name))
            }
        }
    }

    /// "according to Iran", as titles of pictures say it.
    pub fn according(&self, data: &Dataset) -> String {
        format!("according to {}", self.words(data, None))
    }
}

/// Predicates whose subject stands on the side of their object.
const JOINING: [&str; 6] = ["speaks_for", "aide_to", "leads", "rules", "member_of", "part_of"];

/// Who stands directly on whose side, each list in the order of the file, without repeats.
///
/// Ties run one way: a spokesman is on the side of the ministry, a member on that of the body, but two
/// members of one body are not on each other's side (both may sit in the United Nations). A tie that
/// somebody contests, or that nobody stands by, puts nobody on a side.
fn followers(data: &Dataset) -> Vec<Vec<EntityIx>> {
    let mut followers = vec![Vec::new(); data.entities().len()];
    for ix in data.claim_ixs() {
        let claim = data.claim(ix);
        let contested = matches!(data.status(ix), Status::Disputed | Status::Denied | Status::Retracted);
        if let Some(object) = claim.object
            && !contested
            && object != claim.subject
            && JOINING.contains(&claim.predicate.as_str())
        {
            followers[object.index()].push(claim.subject);
        }
    }
    for list in &mut followers {
        list.sort_unstable();
        list.dedup();
    }
    followers
}

/// An entity and everybody who, through others or not, follows it; the ties that were looked at come off
/// `budget`. `None` where it does not suffice.
fn reach(followers: &[Vec<EntityIx>], head: EntityIx, budget: &mut usize) -> Option<BTreeSet<EntityIx>> {
    let mut side = BTreeSet::from([head]);
    let mut open = vec![head];
    while let Some(next) = open.pop() {
        let direct = followers.get(next.index()).map_or(&[][..], Vec::as_slice);
        *budget = budget.checked_sub(direct.len())?;
        open.extend(direct.iter().filter(|follower| side.insert(**follower)));
    }
    Some(side)
}

/// The side of an entity: itself and those who speak for it, aid, lead or rule it, are its members or
/// its part, directly or through others; as a set, in the order of the file.
pub fn side_of(data: &Dataset, entity: EntityIx) -> BTreeSet<EntityIx> {
    reach(&followers(data), entity, &mut usize::MAX.clone()).unwrap_or_else(|| BTreeSet::from([entity]))
}

/// A teller that a case offers, and on how many claims it takes which stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// Who tells.
    pub teller: Teller,
    /// For a speaker itself, and for a side the entity whose side it is.
    pub head: Option<EntityIx>,
    /// Claims that it says are so.
    pub says: usize,
    /// Claims that it denies.
    pub denies: usize,
    /// Claims that it is divided on.
    pub divided: usize,
    /// Claims that it leaves open.
    pub unsure: usize,
}

impl Offered {
    fn new(teller: Teller, head: Option<EntityIx>) -> Self {
        Self { teller, head, says: 0, denies: 0, divided: 0, unsure: 0 }
    }

    fn add(&mut self, told: Told) {
        match told {
            Told::Says => self.says += 1,
            Told::Denies => self.denies += 1,
            Told::Divided => self.divided += 1,
            Told::Unsure => self.unsure += 1,
            Told::Silent => {}
        }
    }

    /// Claims that it takes any stance on.
    pub fn claims(&self) -> usize {
        self.says + self.denies + self.divided + self.unsure
    }
}

/// Steps that are spent on gathering sides for the list. Nested sides (a chain of thousands, each above
/// all below it) would be quadratic; those beyond the budget are left out of the list, and
/// [`side_of`] still gives them.
const BUDGET: usize = 2_000_000;

/// Everybody whose view a case can be told from: the document, then the speakers, then the sides in
/// which two or more speak; speakers and sides each by falling number of claims, equal ones in the order
/// of the file (of sides: of their heads). Of sides with the same members the first head's is listed.
pub fn tellers(data: &Dataset) -> Vec<Offered> {
    let mut document = Offered::new(Teller::Document, None);
    let mut speakers: BTreeMap<EntityIx, Offered> = BTreeMap::new();
    for claim in data.claims() {
        for (speaker, told) in stands(claim.attributions.iter()) {
            match speaker {
                None => document.add(told),
                Some(one) => speakers
                    .entry(one)
                    .or_insert_with(|| Offered::new(Teller::Speaker(one), Some(one)))
                    .add(told),
            }
        }
    }
    let by_claims = |offered: &Offered| (Reverse(offered.claims()), offered.head);
    let mut sides = sides(data);
    let mut speakers: Vec<Offered> = speakers.into_values().collect();
    speakers.sort_by_key(by_claims);
    sides.sort_by_key(by_claims);
    let document = (document.claims() > 0).then_some(document);
    document.into_iter().chain(speakers).chain(sides).collect()
}

fn sides(data: &Dataset) -> Vec<Offered> {
    let followers = followers(data);
    let mut budget = BUDGET;
    let mut known: BTreeSet<BTreeSet<EntityIx>> = BTreeSet::new();
    let mut sides = Vec::new();
    for head in data.entity_ixs().filter(|head| !followers[head.index()].is_empty()) {
        let Some(side) = reach(&followers, head, &mut budget) else { break };
        let mut said: Vec<(ClaimIx, u32)> = side.iter().flat_map(|one| data.says(*one)).copied().collect();
        let Some(left) = budget.checked_sub(side.len() + said.len()) else { break };
        budget = left;
        let speaking = side.iter().filter(|one| !data.says(**one).is_empty()).count();
        if speaking < 2 || !known.insert(side.clone()) {
            continue;
        }
        said.sort_unstable();
        let mut offered = Offered::new(Teller::Side(side), Some(head));
        for claim in said.chunk_by(|a, b| a.0 == b.0) {
            let voice = |&(claim, voice): &(ClaimIx, u32)| -> Option<&Attribution> {
                data.claim(claim).attributions.get(voice as usize)
            };
            offered.add(stands(claim.iter().filter_map(voice)).into_values().fold(Told::Silent, Told::and));
        }
        sides.push(offered);
    }
    sides
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cited::{document, voice};
    use super::super::fixture::arbitrary_case;
    use super::super::perspective::according_to;
    use super::*;
    use crate::model::{Claim, DatasetBuilder, Entity, KindTable, Stance};

    fn tie(predicate: &str, subject: u32, object: u32, stance: Stance) -> Claim {
        let id = format!("{subject}-{predicate}-{object}");
        let mut claim = Claim::new(id, EntityIx(subject), predicate, Some(EntityIx(object)));
        claim.attributions.push(voice(None, stance, &[], &[0]));
        claim
    }

    #[test]
    fn ties_run_one_way_and_contested_ones_not_at_all() {
        let claims = vec![
            tie("speaks_for", 3, 2, Stance::Asserts),
            tie("part_of", 2, 0, Stance::Asserts),
            tie("member_of", 0, 4, Stance::Asserts),
            tie("member_of", 1, 4, Stance::Asserts),
            tie("part_of", 1, 0, Stance::Denies),
            tie("allied_with", 1, 0, Stance::Asserts),
        ];
        let entities = (0..5).map(|i| Entity::new(i.to_string(), "n", KindTable::OTHER)).collect();
        let documents = vec![document("d", "")];
        let data = DatasetBuilder { documents, entities, claims, ..DatasetBuilder::default() }.build(1);
        let side = |entity| side_of(&data, EntityIx(entity)).into_iter().map(|e| e.0).collect::<Vec<_>>();
        assert_eq!(side(0), [0, 2, 3]);
        assert_eq!(side(1), [1]);
        assert_eq!(side(4), [0, 1, 2, 3, 4]);
        assert_eq!(side(99), [99]);
    }

    #[test]
    fn a_chain_of_thousands_is_listed_in_time() {
        let mut claims: Vec<Claim> = (1..5000).map(|i| tie("aide_to", i, i - 1, Stance::Asserts)).collect();
        for (i, claim) in claims.iter_mut().enumerate() {
            claim.attributions.push(Attribution::new(Some(EntityIx::new(i)), Stance::Confirms));
        }
        let entities = (0..5000).map(|i| Entity::new(i.to_string(), "n", KindTable::OTHER)).collect();
        let documents = vec![document("d", "")];
        let data = DatasetBuilder { documents, entities, claims, ..DatasetBuilder::default() }.build(1);
        assert_eq!(side_of(&data, EntityIx(0)).len(), 5000);
        assert!(tellers(&data).len() > 5000);
    }

    proptest! {
        #[test]
        fn counts_equal_a_count_over_what_is_told(data in arbitrary_case()) {
            let offered = tellers(&data);
            for one in &offered {
                let told = according_to(&data, &one.teller);
                let count = |wanted| told.iter().filter(|told| **told == wanted).count();
                let counts = [one.says, one.denies, one.divided, one.unsure];
                prop_assert_eq!(counts, [Told::Says, Told::Denies, Told::Divided, Told::Unsure].map(count));
                prop_assert!(one.claims() > 0);
                if let (Teller::Side(side), Some(head)) = (&one.teller, one.head) {
                    prop_assert_eq!(side, &side_of(&data, head));
                }
            }
            let speakers = data.entity_ixs().filter(|e| !data.says(*e).is_empty()).count();
            let listed = offered.iter().filter(|o| matches!(o.teller, Teller::Speaker(_))).count();
            prop_assert_eq!(speakers, listed);
        }
    }
}
