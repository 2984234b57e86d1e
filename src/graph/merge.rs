//! A case as seen through a lens: a dataset of its own, with the indices of the case.

use std::collections::{BTreeSet, HashSet};

use crate::model::{Claim, Dataset, DatasetBuilder, Entity, EntityIx, KindTable, Quantity};

use super::lens::{Lens, Places, common_kind, group_name, members};

/// Derives the case that a lens shows, as it is drawn. Documents, entities and claims keep their indices; groups
/// come after the last entity.
///
/// - A merged entity is named by nothing any more: its target stands in its place as subject, object, place,
///   speaker, in chains and in figures, and has its name and aliases as aliases, its identifiers
///   elsewhere and its mentions. Statuses are derived anew: two speakers who are one corroborate nothing.
/// - A group stands for its members wherever they are named, so that lines and threads run to it. It makes none of
///   them one with another: folding changes no status, each stands as in `told`, which is [`told_apart`].
pub fn apply(base: &Dataset, told: &Dataset, lens: &Lens, revision: u64) -> Dataset {
    let places = Places::new(base, lens);
    derived(base, lens, &places, &places.folded, revision).standing_as(told)
}

/// The same case as it is told in words: groups are among the entities, and every claim names the members that it
/// is about. A group does nothing that the text says of one of them.
pub fn told_apart(base: &Dataset, lens: &Lens, revision: u64) -> Dataset {
    let places = Places::new(base, lens);
    derived(base, lens, &places, &places.merged, revision)
}

/// `seen_at` is where those go whom claims name.
fn derived(base: &Dataset, lens: &Lens, places: &Places, seen_at: &[EntityIx], revision: u64) -> Dataset {
    let mut entities = base.entities().to_vec();
    merge_entities(&mut entities, &places.merged);
    append_groups(&mut entities, base, lens);
    let claims = base.claims().iter().map(|claim| seen(claim, seen_at)).collect();
    let merged = |entity: EntityIx| at(&places.merged, entity);
    let ties = base.ties().map(|(a, b)| (merged(a).min(merged(b)), merged(a).max(merged(b)))).collect();
    DatasetBuilder {
        title: base.title().map(str::to_owned),
        documents: base.documents().to_vec(),
        entities,
        claims,
        kinds: base.kinds().clone(),
        extra: base.extra().clone(),
        ties,
    }
    .build(revision)
}

fn at(places: &[EntityIx], entity: EntityIx) -> EntityIx {
    places.get(entity.index()).copied().unwrap_or(entity)
}

/// Gives targets what their merged entities had; each list first of its own, then in the order of the file.
fn merge_entities(entities: &mut [Entity], merged: &[EntityIx]) {
    let mut gains: Vec<(EntityIx, usize)> = merged
        .iter()
        .enumerate()
        .filter(|(from, into)| into.index() != *from)
        .map(|(from, into)| (*into, from))
        .collect();
    gains.sort_unstable();
    for gain in gains.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(into, _)) = gain.first() else { continue };
        let Some(target) = entities.get(into.index()) else { continue };
        let mut known: HashSet<String> =
            target.aliases.iter().cloned().chain([target.name.clone()]).collect();
        let mut elsewhere: HashSet<(String, String)> = target.xref.iter().cloned().collect();
        let (mut aliases, mut xref, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
        for &(_, from) in gain {
            let Some(gone) = entities.get_mut(from) else { continue };
            mentions.append(&mut gone.mentions);
            let names = std::iter::once(&gone.name).chain(&gone.aliases);
            aliases.extend(names.filter(|name| known.insert((*name).clone())).cloned());
            xref.extend(gone.xref.iter().filter(|pair| elsewhere.insert((*pair).clone())).cloned());
        }
        if let Some(target) = entities.get_mut(into.index()) {
            target.aliases.extend(aliases);
            target.xref.extend(xref);
            target.mentions.extend(mentions);
        }
    }
}

/// One entity for each group. Its id is that of no entity of the case, and the same as long as its first member
/// is: by it a selection finds the group again.
fn append_groups(entities: &mut Vec<Entity>, base: &Dataset, lens: &Lens) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    if !lens.groups().is_empty() {
        taken.extend(entities.iter().map(|entity| entity.id.clone()));
    }
    for (group, members) in lens.groups().iter().zip(members(base, lens)) {
        let first = members.first().map_or("", |first| base.entity(*first).id.as_str());
        let plain = format!("group:{first}");
        let mut id = plain.clone();
        let mut next = 2;
        while !taken.insert(id.clone()) {
            id = format!("{plain}-{next}");
            next += 1;
        }
        let name = group_name(base, &members, group.around);
        let kind = common_kind(base, &members).unwrap_or(KindTable::OTHER);
        let collapsed = members.len() as u32;
        entities.push(Entity { group: true, collapsed, ..Entity::new(id, name, kind) });
    }
}

/// A claim as seen: whoever it names stands where `places` says.
fn seen(claim: &Claim, places: &[EntityIx]) -> Claim {
    let mut seen = claim.clone();
    seen.subject = at(places, claim.subject);
    seen.object = claim.object.map(|object| at(places, object));
    seen.place = claim.place.map(|place| at(places, place));
    see_figures(&mut seen.quantities, places);
    for voice in &mut seen.attributions {
        voice.speaker = voice.speaker.map(|speaker| at(places, speaker));
        let via: Vec<EntityIx> = voice.via.iter().map(|via| at(places, *via)).collect();
        if via != voice.via {
            voice.via = via;
            // Two links of a chain that have become one are one link.
            voice.via.dedup();
        }
        see_figures(&mut voice.quantities, places);
    }
    seen
}

fn see_figures(figures: &mut [Quantity], places: &[EntityIx]) {
    for figure in figures {
        figure.place = figure.place.map(|place| at(places, place));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cited::{arbitrary_cited_case, document, voice};
    use super::super::lens::{Fold, places};
    use super::*;
    use crate::model::{ClaimIx, KindTable, Stance, Status};

    const fn e(i: u32) -> EntityIx {
        EntityIx(i)
    }

    fn lens(merges: &[(u32, u32)], members: &[u32]) -> Lens {
        let mut lens = Lens::default();
        for &(from, into) in merges {
            lens.merge(e(from), e(into));
        }
        if !members.is_empty() {
            let members = members.iter().copied().map(EntityIx).collect();
            lens.fold(Fold { around: None, members });
        }
        lens
    }

    fn apply(base: &Dataset, lens: &Lens, revision: u64) -> Dataset {
        super::apply(base, &told_apart(base, lens, revision), lens, revision)
    }

    #[test]
    fn two_speakers_who_are_one_corroborate_nothing() {
        let mut claim = Claim::new("c", e(0), "attacks", Some(e(3)));
        claim.attributions.push(voice(Some(1), Stance::Asserts, &[], &[0]));
        claim.attributions.push(voice(Some(2), Stance::Asserts, &[], &[0]));
        let mut entities: Vec<Entity> =
            (0..4).map(|i| Entity::new(i.to_string(), format!("N{i}"), KindTable::OTHER)).collect();
        entities[2].aliases = vec!["N1".to_owned(), "Other".to_owned()];
        let documents = vec![document("d", "")];
        let claims = vec![claim];
        let base = DatasetBuilder { documents, entities, claims, ..DatasetBuilder::default() }.build(1);
        assert_eq!(base.status(ClaimIx(0)), Status::Corroborated);
        let seen = apply(&base, &lens(&[(2, 1)], &[]), 2);
        assert_eq!(seen.status(ClaimIx(0)), Status::Attributed);
        assert_eq!(seen.entity(e(1)).aliases, ["N2", "Other"]);
        let folded = apply(&base, &lens(&[], &[1, 3]), 3);
        assert_eq!(folded.status(ClaimIx(0)), Status::Corroborated);
        assert_eq!(folded.claim(ClaimIx(0)).object, Some(e(4)));
        assert_eq!(folded.claim(ClaimIx(0)).attributions[0].speaker, Some(e(4)));
        let words = told_apart(&base, &lens(&[], &[1, 3]), 4);
        assert_eq!(words.claim(ClaimIx(0)).object, Some(e(3)), "words name who the text names");
        assert_eq!((words.entities().len(), words.entity(e(4)).collapsed), (5, 2));
        assert_eq!(words.entity(e(4)).name, "N1 and 1 other");
        assert_eq!((folded.entity(e(4)).id.as_str(), folded.entity(e(4)).group), ("group:1", true));
    }

    fn named(data: &Dataset) -> BTreeSet<EntityIx> {
        let of = |claim: &Claim| -> Vec<EntityIx> {
            let voices = claim.attributions.iter();
            let voices = voices.flat_map(|voice| voice.speaker.into_iter().chain(voice.via.clone()));
            [claim.subject].into_iter().chain(claim.object).chain(claim.place).chain(voices).collect()
        };
        data.claims().iter().flat_map(of).collect()
    }

    proptest! {
        #[test]
        fn indices_stay_and_nothing_names_who_is_merged_away(
            base in arbitrary_cited_case(),
            pairs in proptest::collection::vec((0u32..6, 0u32..6), 0..5),
        ) {
            let lens = lens(&pairs, &[]);
            let seen = apply(&base, &lens, 2);
            prop_assert_eq!(seen.claims().len(), base.claims().len());
            prop_assert_eq!(seen.entities().len(), base.entities().len());
            let named = named(&seen);
            let at = places(&base, &lens);
            for gone in base.entity_ixs().filter(|entity| at[entity.index()] != *entity) {
                prop_assert!(!named.contains(&gone));
                prop_assert!(seen.entity(lens.target(gone)).aliases.contains(&base.entity(gone).name));
            }
            for (before, after) in base.claims().iter().zip(seen.claims()) {
                prop_assert_eq!(lens.target(before.subject), after.subject);
                prop_assert_eq!(before.attributions.len(), after.attributions.len());
            }
        }

        #[test]
        fn folding_changes_no_status(
            base in arbitrary_cited_case(),
            members in proptest::collection::vec(0u32..6, 1..5),
        ) {
            let seen = apply(&base, &lens(&[], &members), 2);
            for claim in base.claim_ixs() {
                prop_assert_eq!(base.status(claim), seen.status(claim));
            }
            let same = apply(&base, &Lens::default(), 3);
            for (before, after) in base.claims().iter().zip(same.claims()) {
                prop_assert_eq!(format!("{before:?}"), format!("{after:?}"));
            }
        }
    }
}
