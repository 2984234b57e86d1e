//! Entities, claims and documents by their labels.
//!
//! A label is a name, an alias, a title or the words of a line. A claim has no label of its own: it matches
//! through its subject's name, its words and its object's name, so that 200,000 claims about the same names
//! cost three look-ups each.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use super::fold::fold_into;
use super::hit::{Hit, Hits, Rank};
use super::marks::marks;
use super::query::Query;
use super::top::{Key, Top};
use super::words::{Forgive, Levels, MANY, Words, WordsBuilder, level, sorted};
use crate::model::{ClaimIx, Dataset, DocIx, EntityIx, Item};

/// Folded labels, one after the other.
#[derive(Default)]
struct Labels {
    text: String,
    ends: Vec<u32>,
    words: WordsBuilder,
}

impl Labels {
    fn add(&mut self, label: &str) -> u32 {
        let start = self.text.len();
        fold_into(label, &mut self.text);
        self.words.add(self.text.get(start..).unwrap_or(""));
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }
}

/// The labels that belong to each of a list of things: its name, then its other names.
#[derive(Default)]
struct Named {
    /// The label of each thing's name, and one past the last label.
    first: Vec<u32>,
    /// How much each weighs among equals.
    importance: Vec<u32>,
}

/// The index over labels.
#[derive(Default)]
pub(super) struct LabelIndex {
    text: String,
    ends: Vec<u32>,
    words: Words,
    entities: Named,
    documents: Named,
    /// Labels of names in their order.
    in_order: Vec<u32>,
    /// The place of each of them in `in_order`.
    place: Vec<u32>,
    /// Labels of subject, words and object (the subject's again where there is none).
    claims: Vec<[u32; 3]>,
    claims_of: ClaimsOf,
    voices: Vec<u32>,
}

impl LabelIndex {
    /// `gone` are entities, ascending, that no name is to lead to.
    pub(super) fn build(data: &Dataset, gone: &[EntityIx]) -> Self {
        let mut labels = Labels::default();
        let mut entities = Named::default();
        for ix in data.entity_ixs() {
            let entity = data.entity(ix);
            if gone.binary_search(&ix).is_ok() {
                entities.first.push(labels.ends.len() as u32);
                entities.importance.push(0);
                continue;
            }
            entities.first.push(labels.add(&entity.name));
            entities.importance.push((data.acts(ix).len() + data.acted_on(ix).len()) as u32);
            for alias in &entity.aliases {
                labels.add(alias);
            }
        }
        entities.first.push(labels.ends.len() as u32);
        let mut documents = Named::default();
        for ix in data.document_ixs() {
            let document = data.document(ix);
            documents.first.push(labels.add(document.name()));
            documents.importance.push(data.cited(ix).len() as u32);
            for other in [&document.publisher, &document.author].into_iter().flatten() {
                labels.add(other);
            }
        }
        documents.first.push(labels.ends.len() as u32);
        let names = labels.ends.len();
        let mut phrases: HashMap<String, u32> = HashMap::new();
        let mut claims = Vec::with_capacity(data.claims().len());
        for claim in data.claims() {
            let words = *phrases.entry(claim.words()).or_insert_with_key(|words| labels.add(words));
            let name = |entity: EntityIx| entities.first[entity.index()];
            claims.push([name(claim.subject), words, claim.object.map_or(name(claim.subject), name)]);
        }
        let Labels { text, ends, words } = labels;
        let mut index =
            Self { text, ends, words: words.build(), entities, documents, claims, ..Self::default() };
        index.claims_of = ClaimsOf::new(&index.claims, index.ends.len());
        index.voices = data.claims().iter().map(|claim| claim.attributions.len() as u32).collect();
        index.in_order = sorted((0..names as u32).map(|label| index.label(label)));
        index.place = vec![0; names];
        for (place, &label) in index.in_order.iter().enumerate() {
            index.place[label as usize] = place as u32;
        }
        index
    }

    fn label(&self, label: u32) -> &str {
        let start = if label == 0 { 0 } else { self.ends[label as usize - 1] };
        self.text.get(start as usize..self.ends[label as usize] as usize).unwrap_or("")
    }

    pub(super) fn search(&self, data: &Dataset, query: &Query, limit: usize) -> Hits {
        let Some(found) = self.find(query) else { return Hits::default() };
        let (entities, entity_total) = self.named(&self.entities, &found, limit);
        let (documents, document_total) = self.named(&self.documents, &found, limit);
        let (claims, claim_total) = self.claims(&found, limit);
        let entity = |key: &Key| {
            let (at, alias) = self.entities.owner(key.payload());
            let entity = &data.entities()[at];
            let via = alias.and_then(|alias| entity.aliases.get(alias));
            hit(query, *key, Item::Entity(EntityIx::new(at)), &entity.name, via)
        };
        let document = |key: &Key| {
            let (at, other) = self.documents.owner(key.payload());
            let document = &data.documents()[at];
            let others: Vec<&String> =
                [&document.publisher, &document.author].into_iter().flatten().collect();
            let via = other.and_then(|other| others.get(other).copied());
            hit(query, *key, Item::Document(DocIx::new(at)), document.name(), via)
        };
        let claim = |key: &Key| {
            let claim = ClaimIx(key.payload());
            let mut hit = hit(query, *key, Item::Claim(claim), &data.sentence(claim), None);
            hit.score *= CLAIM_SCORE;
            hit
        };
        Hits {
            entities: entities.iter().map(entity).collect(),
            claims: claims.iter().map(claim).collect(),
            documents: documents.iter().map(document).collect(),
            entity_total,
            claim_total,
            document_total,
            ..Hits::default()
        }
    }

    /// The entities that match, with typing errors only where nothing matches without.
    pub(super) fn matching_entities(&self, query: &Query) -> Vec<EntityIx> {
        let Some(found) = self.find(query) else { return Vec::new() };
        let rank = |at| self.best(&self.entities, at, &found).map(Key::rank);
        let mut ranks: Vec<(usize, u8)> = Vec::new();
        self.entities
            .candidates(&found, |at| ranks.extend(rank(at as usize).map(|rank| (at as usize, rank))));
        let similar = Rank::Similar as u8;
        let none_plain = ranks.iter().all(|&(_, rank)| rank == similar);
        let kept = ranks.into_iter().filter(|&(_, rank)| none_plain || rank < similar);
        kept.map(|(at, _)| EntityIx::new(at)).collect()
    }

    fn find<'a>(&self, query: &'a Query) -> Option<Found<'a>> {
        let never = AtomicBool::new(false);
        let levels: Option<Vec<Levels>> =
            query.words.iter().map(|word| self.words.levels(word, Forgive::Always, &never)).collect();
        let from = self.in_order.partition_point(|&label| self.label(label) < query.phrase.as_str());
        let rest = self.in_order.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|&label| self.label(label).starts_with(&query.phrase));
        let equal = rest.partition_point(|&label| self.label(label) == query.phrase);
        let from = from as u32;
        let (equal_to, prefix_to) = (from + equal as u32, from + count as u32);
        Some(Found { levels: levels?, phrase: &query.phrase, from, equal_to, prefix_to })
    }

    fn named(&self, named: &Named, found: &Found, limit: usize) -> (Vec<Key>, usize) {
        let mut top = Top::new(limit);
        named.candidates(found, |at| {
            if let Some(key) = self.best(named, at as usize, found) {
                top.offer(key);
            }
        });
        top.finish()
    }

    /// The best of the names of a thing.
    fn best(&self, named: &Named, at: usize, found: &Found) -> Option<Key> {
        let (name, end) = (named.first[at], named.first[at + 1]);
        let key = |label: u32| {
            let (worst, errors) = found.label(label)?;
            let rank = found.rank(self.place[label as usize], worst);
            Some(Key::new(rank as u8, errors, named.importance[at], self.place[name as usize], label))
        };
        let best = (name..end).filter_map(key).min()?;
        // "Biden" is another name of Joe Biden, but his name shows it as well: no detour is told then.
        let told = found.label(name).is_some_and(|(worst, _)| worst >= level::INSIDE);
        Some(if told { best.with_payload(name) } else { best })
    }

    fn claims(&self, found: &Found, limit: usize) -> (Vec<Key>, usize) {
        let mut top = Top::new(limit);
        self.claims_of.candidates(found, self.claims.len(), |at| {
            let labels = &self.claims[at as usize];
            let Some((worst, errors)) = found.any(*labels) else { return };
            let mut rank = found.rank(self.place[labels[0] as usize], worst);
            if rank == Rank::Exact || (rank == Rank::Words && found.levels.len() > 1) {
                rank = self.compare(*labels, found.phrase, rank);
            }
            // The order of the file breaks ties.
            top.offer(Key::new(rank as u8, errors, self.voices[at as usize], 0, at));
        });
        top.finish()
    }

    /// Whether the sentence of a claim is, or begins with, a phrase.
    fn compare(&self, labels: [u32; 3], phrase: &str, otherwise: Rank) -> Rank {
        let [subject, words, object] = labels;
        let mut rest = phrase;
        let parts = if object == subject { 2 } else { 3 };
        for label in [subject, words, object].into_iter().take(parts).map(|label| self.label(label)) {
            match rest.strip_prefix(label) {
                _ if label.starts_with(rest) && label != rest => return Rank::Prefix,
                Some("") => rest = "",
                Some(more) if more.starts_with(' ') => rest = more.trim_start(),
                _ if rest.is_empty() => return Rank::Prefix,
                _ => return if otherwise == Rank::Exact { Rank::Prefix } else { otherwise },
            }
        }
        if rest.is_empty() { Rank::Exact } else { otherwise }
    }
}

/// How much the score of a claim counts beside that of an entity that matches as well.
const CLAIM_SCORE: f32 = 0.8;

impl Named {
    /// Whose label it is, and which of the other names.
    fn owner(&self, label: u32) -> (usize, Option<usize>) {
        let at = self.first.partition_point(|&first| first <= label).saturating_sub(1);
        (at, (label - self.first[at]).checked_sub(1).map(|other| other as usize))
    }

    /// Visits the things that some label of the rarest word belongs to, ascending.
    fn candidates(&self, found: &Found, visit: impl FnMut(u32)) {
        let (Some(&from), Some(&to)) = (self.first.first(), self.first.last()) else { return };
        let Some(labels) = Levels::rarest(&found.levels) else {
            return (0..self.importance.len() as u32).for_each(visit);
        };
        let own = labels.iter().copied().filter(|label| (from..to).contains(label));
        each_once(own.map(|label| self.owner(label).0 as u32).collect(), visit);
    }
}

/// Visits numbers ascending, each once.
fn each_once(mut some: Vec<u32>, visit: impl FnMut(u32)) {
    some.sort_unstable();
    some.dedup();
    some.into_iter().for_each(visit);
}

/// The claims that each label takes part in.
#[derive(Default)]
struct ClaimsOf {
    /// Where the claims of each label begin in `claims`, and the end.
    first: Vec<u32>,
    claims: Vec<u32>,
}

impl ClaimsOf {
    fn new(labels_of: &[[u32; 3]], labels: usize) -> Self {
        let mut first = vec![0_u32; labels + 1];
        for label in labels_of.iter().flatten() {
            first[*label as usize + 1] += 1;
        }
        for label in 0..labels {
            first[label + 1] += first[label];
        }
        let mut next = first.clone();
        let mut claims = vec![0; labels_of.len() * 3];
        for (claim, labels) in labels_of.iter().enumerate() {
            for &label in labels {
                let slot = &mut next[label as usize];
                claims[*slot as usize] = claim as u32;
                *slot += 1;
            }
        }
        Self { first, claims }
    }

    fn of(&self, label: u32) -> &[u32] {
        let (from, to) = (self.first[label as usize], self.first[label as usize + 1]);
        self.claims.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// Visits the claims that hold some label of the rarest word, ascending.
    fn candidates(&self, found: &Found, claims: usize, visit: impl FnMut(u32)) {
        let few = Levels::rarest(&found.levels)
            .filter(|labels| labels.iter().map(|&label| self.of(label).len()).sum::<usize>() < claims / MANY);
        match few {
            Some(labels) => {
                each_once(labels.iter().flat_map(|&label| self.of(label)).copied().collect(), visit);
            }
            None => (0..claims as u32).for_each(visit),
        }
    }
}

/// What the words of a query are in each label.
struct Found<'a> {
    /// What each word of the query is in the labels.
    levels: Vec<Levels>,
    phrase: &'a str,
    /// The places of the names that begin with the query; those equal to it come first.
    from: u32,
    equal_to: u32,
    prefix_to: u32,
}

impl Found<'_> {
    /// The worst level and the errors of all words in one label; nothing if one is not there.
    fn label(&self, label: u32) -> Option<(u8, u8)> {
        self.over(|levels| levels[label as usize])
    }

    /// The same where each word may stand in any of three labels.
    fn any(&self, labels: [u32; 3]) -> Option<(u8, u8)> {
        let [a, b, c] = labels;
        self.over(|levels| levels[a as usize].max(levels[b as usize]).max(levels[c as usize]))
    }

    fn over(&self, level_of: impl Fn(&[u8]) -> u8) -> Option<(u8, u8)> {
        let (mut worst, mut errors) = (u8::MAX, 0);
        for levels in &self.levels {
            let level = level_of(&levels.of);
            if level == 0 {
                return None;
            }
            worst = worst.min(level);
            errors += level::errors(level);
        }
        Some((worst, errors))
    }

    fn rank(&self, place: u32, worst: u8) -> Rank {
        match worst {
            level::START.. if place < self.from || place >= self.prefix_to => Rank::Words,
            level::START.. if place < self.equal_to => Rank::Exact,
            level::START.. => Rank::Prefix,
            level::INSIDE => Rank::Inside,
            _ => Rank::Similar,
        }
    }
}

fn hit(query: &Query, key: Key, item: Item, label: &str, via: Option<&String>) -> Hit {
    let rank = Rank::from_number(key.rank());
    Hit {
        item,
        score: rank.score(key.errors()),
        rank,
        label: label.to_owned(),
        via: via.cloned(),
        matched: marks(query, via.map_or(label, String::as_str)),
    }
}
