//! Sentences of the documents.

use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memmem::Finder;

use super::fold::fold_into;
use super::hit::{Hit, Rank};
use super::marks::marks;
use super::passages::passages;
use super::query::Query;
use super::top::{Key, Top};
use super::words::{Forgive, Levels, Words, WordsBuilder, level};
use crate::model::{Dataset, DocIx, Item, Span};

/// How much the score of a sentence counts beside that of an entity that matches as well.
const TEXT_SCORE: f32 = 0.6;

/// The index over the texts.
#[derive(Default)]
pub(super) struct TextIndex {
    /// The folded sentences, a space before and after each.
    folded: String,
    ends: Vec<u32>,
    /// Where each sentence stands.
    places: Vec<(DocIx, Span)>,
    words: Words,
}

impl TextIndex {
    pub(super) fn build(data: &Dataset) -> Self {
        let mut words = WordsBuilder::default();
        let mut index = Self::default();
        for document in data.document_ixs() {
            let text = &data.document(document).text;
            for span in passages(text.as_str()) {
                // 4 GiB of folded text is beyond what the offsets hold; a text of that size is not indexed.
                if index.folded.len() > (u32::MAX / 2) as usize {
                    break;
                }
                index.folded.push(' ');
                let start = index.folded.len();
                fold_into(text.slice(span.start, span.end), &mut index.folded);
                words.add(index.folded.get(start..).unwrap_or(""));
                index.folded.push(' ');
                index.ends.push(index.folded.len() as u32);
                index.places.push((document, span));
            }
        }
        index.words = words.build();
        index
    }

    fn sentence(&self, at: usize) -> &[u8] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.folded.as_bytes().get(start..self.ends[at] as usize).unwrap_or(&[])
    }

    /// The best of the sentences that hold every word of the query, and how many there are; none once `stop`
    /// was raised.
    pub(super) fn search(
        &self,
        data: &Dataset,
        query: &Query,
        limit: usize,
        stop: &AtomicBool,
    ) -> (Vec<Hit>, usize) {
        let mut levels = Vec::with_capacity(query.words.len());
        for word in &query.words {
            let Some(found) = self.words.levels(word, Forgive::Otherwise, stop) else {
                return (Vec::new(), 0);
            };
            levels.push(found);
        }
        let phrase = Phrase::new(query);
        let mut top = Top::new(limit);
        let few = Levels::rarest(&levels);
        let count = few.map_or(self.places.len(), <[u32]>::len);
        for turn in 0..count {
            if turn % 1024 == 0 && stop.load(Ordering::Relaxed) {
                return (Vec::new(), 0);
            }
            let at = few.map_or(turn, |few| few[turn] as usize);
            let (mut worst, mut errors) = (u8::MAX, 0_u8);
            for found in &levels {
                worst = worst.min(found.of[at]);
                errors = errors.saturating_add(level::errors(found.of[at]));
            }
            if worst == 0 {
                continue;
            }
            let rank = match worst {
                level::START.. => phrase.rank(self.sentence(at)),
                level::INSIDE => Rank::Inside,
                _ => Rank::Similar,
            };
            top.offer(Key::new(rank as u8, errors, 0, 0, at as u32));
        }
        let (keys, total) = top.finish();
        (keys.into_iter().map(|key| self.hit(data, query, key)).collect(), total)
    }

    fn hit(&self, data: &Dataset, query: &Query, key: Key) -> Hit {
        let (document, span) = self.places[key.payload() as usize];
        let sentence = data.document(document).text.slice(span.start, span.end);
        let rank = Rank::from_number(key.rank());
        Hit {
            item: Item::Passage(document, span),
            score: rank.score(key.errors()) * TEXT_SCORE,
            rank,
            // One line, as long in bytes, so that the marks stay right.
            label: sentence.replace(['\n', '\r', '\t'], " "),
            via: None,
            matched: marks(query, sentence),
        }
    }
}

/// The words of a query one after the other.
struct Phrase {
    finder: Finder<'static>,
    len: usize,
}

impl Phrase {
    fn new(query: &Query) -> Self {
        let needle = format!(" {}", query.phrase);
        Self { finder: Finder::new(needle.as_bytes()).into_owned(), len: needle.len() }
    }

    /// The rank of a sentence in which every word of the query begins a word.
    fn rank(&self, sentence: &[u8]) -> Rank {
        let mut begun = false;
        for at in self.finder.find_iter(sentence) {
            if sentence.get(at + self.len) == Some(&b' ') {
                return Rank::Exact;
            }
            begun = true;
        }
        if begun { Rank::Prefix } else { Rank::Words }
    }
}
