//! What a claim rests on in the end: a single source, or several that go back to one.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribution, Claim, Dataset, DocIx, EntityIx};

/// Somebody who is heard for a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Source {
    /// The own voice of a document, or of one that is not cited.
    Document(Option<DocIx>),
    /// A speaker.
    Speaker(EntityIx),
}

/// Who asserts or confirms a claim. A speaker is one source wherever they are cited; the own voices of
/// two documents are two.
fn sources(claim: &Claim) -> BTreeSet<Source> {
    let mut sources = BTreeSet::new();
    for voice in claim.attributions.iter().filter(|voice| voice.stance.is_for()) {
        match voice.speaker {
            Some(speaker) => _ = sources.insert(Source::Speaker(speaker)),
            None if voice.evidence.is_empty() => _ = sources.insert(Source::Document(None)),
            None => sources.extend(voice.evidence.iter().map(|c| Source::Document(Some(c.document)))),
        }
    }
    sources
}

/// Whether each claim rests on one source: somebody asserts or confirms it, and all who do are one
/// speaker, or one document in its own voice.
pub fn single_source(data: &Dataset) -> Vec<bool> {
    data.claims().iter().map(|claim| sources(claim).len() == 1).collect()
}

/// Whom a voice goes back to, and how far that is: itself and those it came through (0), and whom a tie
/// makes one source with the speaker (1).
fn distance(ties: &[Vec<EntityIx>], voice: Key<'_>, root: EntityIx) -> Option<u32> {
    let (speaker, via) = voice;
    if speaker == Some(root) || via.contains(&root) {
        return Some(0);
    }
    let tied = ties.get(speaker?.index())?;
    tied.binary_search(&root).is_ok().then_some(1)
}

/// A voice as far as it matters here: who speaks, and through whom.
type Key<'a> = (Option<EntityIx>, &'a [EntityIx]);

/// For each claim that rests on several sources of which all go back to one entity, that entity.
///
/// A voice goes back to its speaker, to everybody it came through (`via`), and to whom its speaker is
/// tied (the ties of [`Dataset::ties`], which also keep a claim from being corroborated). Of several
/// such entities the one with the fewest ties between it and the voices is given, then the first of the file.
/// A document's own voice goes back to nobody but those it came through.
pub fn one_chain(data: &Dataset) -> Vec<Option<EntityIx>> {
    let mut ties = vec![Vec::new(); data.entities().len()];
    for (a, b) in data.ties().filter(|(a, b)| a != b) {
        ties[a.index()].push(b);
        ties[b.index()].push(a);
    }
    for list in &mut ties {
        list.sort_unstable();
    }
    // The same few speakers make most claims; two of them with thousands of ties are compared once.
    let mut known: BTreeMap<BTreeSet<Key<'_>>, Option<EntityIx>> = BTreeMap::new();
    let root = |claim| {
        if sources(claim).len() < 2 {
            return None;
        }
        let heard = claim.attributions.iter().filter(|voice| voice.stance.is_for());
        let keys: BTreeSet<Key<'_>> =
            heard.map(|voice: &Attribution| (voice.speaker, &voice.via[..])).collect();
        if let Some(root) = known.get(&keys) {
            return *root;
        }
        let root = common(&ties, &keys);
        known.insert(keys, root);
        root
    };
    data.claims().iter().map(root).collect()
}

/// The nearest entity that all voices go back to.
fn common(ties: &[Vec<EntityIx>], voices: &BTreeSet<Key<'_>>) -> Option<EntityIx> {
    let tied = |voice: &Key<'_>| -> &[EntityIx] {
        voice.0.and_then(|speaker| ties.get(speaker.index())).map_or(&[], Vec::as_slice)
    };
    // Whoever all go back to is among those that the voice with the fewest goes back to.
    let fewest = voices.iter().min_by_key(|voice| voice.1.len() + tied(voice).len())?;
    let candidates: BTreeSet<EntityIx> =
        fewest.0.into_iter().chain(fewest.1.iter().copied()).chain(tied(fewest).iter().copied()).collect();
    let far = |root: EntityIx| -> Option<u32> {
        voices.iter().try_fold(0, |sum, voice| Some(sum + distance(ties, *voice, root)?))
    };
    let roots = candidates.into_iter().filter_map(|root| Some((far(root)?, root)));
    roots.min().map(|(_, root)| root)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cited::{arbitrary_cited_case, document, voice};
    use super::*;
    use crate::model::{DatasetBuilder, Entity, KindTable, Stance};

    const SAYS: Stance = Stance::Asserts;

    fn case(claims: &[Vec<Attribution>]) -> Dataset {
        let claim = |(i, voices): (usize, &Vec<Attribution>)| Claim {
            attributions: voices.clone(),
            ..Claim::new(format!("c{i}"), EntityIx(0), "attacks", None)
        };
        let mut claims: Vec<Claim> = claims.iter().enumerate().map(claim).collect();
        claims.push(Claim::new("tie", EntityIx(1), "speaks_for", Some(EntityIx(0))));
        claims.push(Claim::new("tie2", EntityIx(2), "aide_to", Some(EntityIx(0))));
        DatasetBuilder {
            documents: vec![document("x", ""), document("y", "")],
            entities: (0..5).map(|i| Entity::new(i.to_string(), "n", KindTable::OTHER)).collect(),
            claims,
            ..DatasetBuilder::default()
        }
        .build(1)
    }

    #[test]
    fn who_counts_as_one() {
        let data = case(&[
            vec![voice(None, SAYS, &[], &[0, 1])],
            vec![voice(None, SAYS, &[], &[0]), voice(None, Stance::Denies, &[], &[1])],
            vec![voice(Some(1), SAYS, &[], &[0]), voice(Some(1), Stance::Confirms, &[3], &[1])],
            vec![voice(Some(1), Stance::Denies, &[], &[0])],
            vec![],
        ]);
        assert_eq!(single_source(&data)[..5], [false, true, true, false, false]);
    }

    #[test]
    fn several_that_go_back_to_one() {
        let data = case(&[
            vec![voice(Some(1), SAYS, &[], &[0]), voice(Some(2), SAYS, &[], &[0])],
            vec![voice(Some(1), SAYS, &[4], &[0]), voice(Some(3), SAYS, &[4], &[0])],
            vec![voice(Some(1), SAYS, &[], &[0]), voice(Some(3), SAYS, &[], &[0])],
            vec![voice(Some(0), SAYS, &[], &[0]), voice(Some(1), SAYS, &[], &[0])],
            vec![voice(None, SAYS, &[], &[0]), voice(Some(1), SAYS, &[], &[0])],
            vec![voice(Some(1), SAYS, &[], &[0]), voice(Some(1), SAYS, &[4], &[0])],
        ]);
        let [a, c] = [0, 4].map(|i| Some(EntityIx(i)));
        assert_eq!(one_chain(&data)[..6], [a, c, None, a, None, None]);
    }

    proptest! {
        #[test]
        fn equals_trying_everybody(data in arbitrary_cited_case()) {
            let single = single_source(&data);
            for (i, root) in one_chain(&data).into_iter().enumerate() {
                let claim = &data.claims()[i];
                let heard: Vec<&Attribution> = claim.attributions.iter().filter(|a| a.stance.is_for()).collect();
                let far = |root: EntityIx, a: &Attribution| {
                    let near = a.speaker == Some(root) || a.via.contains(&root);
                    let tied = a.speaker.is_some_and(|speaker| data.tied(speaker, root));
                    if near { Some(0) } else { tied.then_some(1) }
                };
                let mut voices: Vec<(Option<EntityIx>, Vec<EntityIx>)> =
                    heard.iter().map(|a| (a.speaker, a.via.clone())).collect();
                voices.sort();
                voices.dedup();
                let sum = |root| {
                    voices.iter().try_fold(0, |sum, (speaker, via)| {
                        let mut voice = Attribution::new(*speaker, SAYS);
                        voice.via.clone_from(via);
                        Some(sum + far(root, &voice)?)
                    })
                };
                let best = data.entity_ixs().filter_map(|e| Some((sum(e)?, e))).min().map(|best| best.1);
                let several = !single[i] && !heard.is_empty();
                prop_assert_eq!(root, best.filter(|_| several));
            }
        }
    }
}
