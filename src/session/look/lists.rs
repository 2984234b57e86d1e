//! The claims of a way of looking in groups, as its panel lists them. Found when the way or the filter changes:
//! a frame only reads them.

use std::collections::BTreeMap;

use super::{Answer, Look};
use crate::graph::{Compared, Offered, Opposing, Outcome, Shown, Teller, Told, opposing};
use crate::model::{ClaimIx, Dataset, EntityIx, KindIx};

/// Notes on what somebody is silent about, at most.
const NOTES: usize = 20;

/// What follows from the case alone, without any way of looking.
pub(in super::super) struct Ground<'a> {
    /// Who may tell.
    pub(in super::super) tellers: &'a [Offered],
    /// One a claim: whether it rests on one source.
    pub(in super::super) single: &'a [bool],
    /// One a claim: the source that several voices go back to.
    pub(in super::super) chains: &'a [Option<EntityIx>],
}

/// The lists of a panel, each in the order of the file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Lists {
    /// The teller's name, and that of the one beside.
    pub names: (String, String),
    /// Shown claims by where the teller stands on them.
    pub told: BTreeMap<Told, Vec<ClaimIx>>,
    /// Shown claims by how two tellers stand to each other on them.
    pub compared: BTreeMap<Compared, Vec<ClaimIx>>,
    /// What the teller is silent on, but says the opposite of; the first few.
    pub opposing: Vec<Opposing>,
    /// Claims that fall without some sources.
    pub falls: Vec<ClaimIx>,
    /// Claims that are no longer corroborated.
    pub loses: Vec<ClaimIx>,
    /// Claims that come to stand otherwise.
    pub changes: Vec<ClaimIx>,
    /// Shown claims whose several voices go back to one source.
    pub chained: Vec<ClaimIx>,
    /// Shown claims that rest on one source.
    pub single: Vec<ClaimIx>,
    /// How many entities have no name.
    pub nameless: usize,
    /// The kinds of those who speak.
    pub kinds: Vec<KindIx>,
}

impl Lists {
    /// The lists of a way of looking at what is shown. A path has none.
    pub(in super::super) fn of(
        data: &Dataset,
        shown: &Shown,
        ground: &Ground<'_>,
        look: &Look,
        answer: &Answer,
    ) -> Self {
        match (look, answer) {
            (Look::According { teller, against }, Answer::According { told, compared, .. }) => {
                let name = |teller: &Teller| {
                    let offered = ground.tellers.iter().find(|offered| offered.teller == *teller);
                    teller.words(data, offered.and_then(|offered| offered.head))
                };
                Self {
                    names: (name(teller), against.as_ref().map(name).unwrap_or_default()),
                    told: by(shown, told),
                    compared: compared.as_ref().map(|compared| by(shown, compared)).unwrap_or_default(),
                    opposing: opposing(data, told).into_iter().take(NOTES).collect(),
                    ..Self::default()
                }
            }
            (Look::Without(_), Answer::Without(removal)) => {
                let mut lists = Self::sources(data, ground);
                for (claim, outcome) in removal.touched() {
                    match outcome {
                        Outcome::Falls => lists.falls.push(claim),
                        Outcome::LosesCorroboration => lists.loses.push(claim),
                        Outcome::Changes(_) => lists.changes.push(claim),
                        Outcome::Stands => {}
                    }
                }
                let at = |claim: &ClaimIx| claim.index();
                let single = |claim: &&ClaimIx| ground.single.get(at(claim)).copied().unwrap_or(false);
                let chained = |claim: &&ClaimIx| ground.chains.get(at(claim)).copied().flatten().is_some();
                lists.single = shown.claims.iter().filter(single).copied().collect();
                lists.chained = shown.claims.iter().filter(chained).copied().collect();
                lists
            }
            _ => Self::default(),
        }
    }

    fn sources(data: &Dataset, ground: &Ground<'_>) -> Self {
        let kind = |offered: &Offered| match offered.teller {
            Teller::Speaker(speaker) => Some(data.entity(speaker).kind),
            Teller::Document | Teller::Side(_) => None,
        };
        let mut kinds: Vec<KindIx> = ground.tellers.iter().filter_map(kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let nameless = data.entities().iter().filter(|entity| entity.anonymous).count();
        Self { nameless, kinds, ..Self::default() }
    }
}

/// Shown claims by what holds of each.
fn by<T: Copy + Ord>(shown: &Shown, of: &[T]) -> BTreeMap<T, Vec<ClaimIx>> {
    let mut groups: BTreeMap<T, Vec<ClaimIx>> = BTreeMap::new();
    for &claim in &shown.claims {
        if let Some(&value) = of.get(claim.index()) {
            groups.entry(value).or_default().push(claim);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Filter, Removed, Voice, derive, one_chain, single_source, tellers};

    #[test]
    fn every_shown_claim_is_in_one_list_and_hidden_ones_in_none() {
        let data = crate::io::load_bundled(1).dataset;
        let (tellers, single, chains) = (tellers(&data), single_source(&data), one_chain(&data));
        let ground = Ground { tellers: &tellers, single: &single, chains: &chains };
        let all = derive(&data, &Filter::default(), None);
        let few = derive(&data, &Filter { claims: [all.claims[0]].into(), ..Filter::default() }, None);
        let iran = Teller::Speaker(data.find_entity("iran").unwrap());
        let look = Look::According { teller: iran.clone(), against: Some(Teller::Document) };
        let answer = Answer::of(&data, &look);
        for shown in [&all, &few] {
            let lists = Lists::of(&data, shown, &ground, &look, &answer);
            let mut told: Vec<ClaimIx> = lists.told.values().flatten().copied().collect();
            told.sort_unstable();
            assert_eq!(told, shown.claims);
            assert_eq!(lists.compared.values().map(Vec::len).sum::<usize>(), shown.claims.len());
            assert_eq!(lists.names, ("Iran".to_owned(), "the report itself".to_owned()));
        }
        let Teller::Speaker(speaker) = iran else { return };
        let removed = Removed { voices: [Voice::Entity(speaker)].into(), ..Removed::default() };
        let look = Look::Without(removed);
        let answer = Answer::of(&data, &look);
        let Answer::Without(removal) = &answer else { return };
        let lists = Lists::of(&data, &few, &ground, &look, &answer);
        assert_eq!(lists.falls.len(), removal.fallen());
        let touched = lists.falls.len() + lists.loses.len() + lists.changes.len();
        assert_eq!(touched, removal.touched().count());
        let alone = few.claims.iter().filter(|claim| single[claim.index()]).count();
        assert!(alone > 0 && lists.single.len() == alone);
        assert!(!lists.kinds.is_empty() && lists.kinds.is_sorted());
        assert_eq!(lists.nameless, data.entities().iter().filter(|entity| entity.anonymous).count());
    }
}
