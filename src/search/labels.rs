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
use super::words::{Forgive, Words, WordsBuilder, level, sorted};
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
    voices: Vec<u32>,
}

impl LabelIndex {
    pub(super) fn build(data: &Dataset) -> Self {
        let mut labels = Labels::default();
        let mut entities = Named::default();
        for ix in data.entity_ixs() {
            let entity = data.entity(ix);
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
        let ranks: Vec<(usize, u8)> =
            (0..self.entities.importance.len()).filter_map(|at| Some((at, rank(at)?))).collect();
        let similar = Rank::Similar as u8;
        let none_plain = ranks.iter().all(|&(_, rank)| rank == similar);
        let kept = ranks.into_iter().filter(|&(_, rank)| none_plain || rank < similar);
        kept.map(|(at, _)| EntityIx::new(at)).collect()
    }

    fn find<'a>(&self, query: &'a Query) -> Option<Found<'a>> {
        let never = AtomicBool::new(false);
        let levels: Option<Vec<Vec<u8>>> =
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
        for at in 0..named.importance.len() {
            if let Some(key) = self.best(named, at, found) {
                top.offer(key);
            }
        }
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
        (name..end).filter_map(key).min()
    }

    fn claims(&self, found: &Found, limit: usize) -> (Vec<Key>, usize) {
        let mut top = Top::new(limit);
        for (at, labels) in self.claims.iter().enumerate() {
            let Some((worst, errors)) = found.any(*labels) else { continue };
            let subject = self.place[labels[0] as usize];
            let mut rank = found.rank(subject, worst);
            if rank == Rank::Exact || (rank == Rank::Words && found.levels.len() > 1) {
                rank = self.compare(*labels, found.phrase, rank);
            }
            // The order of the file breaks ties.
            top.offer(Key::new(rank as u8, errors, self.voices[at], 0, at as u32));
        }
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
}

/// What the words of a query are in each label.
struct Found<'a> {
    /// A level for every word of the query and every label.
    levels: Vec<Vec<u8>>,
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
            let level = level_of(levels);
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
            _ if (self.from..self.equal_to).contains(&place) => Rank::Exact,
            _ if (self.from..self.prefix_to).contains(&place) => Rank::Prefix,
            level::START.. => Rank::Words,
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
