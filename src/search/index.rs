//! The index of a dataset and the questions that it answers.

use std::sync::atomic::AtomicBool;

use super::hit::{Hit, Hits};
use super::labels::LabelIndex;
use super::query::Query;
use super::texts::TextIndex;
use crate::model::{Dataset, EntityIx};

/// Everything that a search looks at, folded once. It belongs to the dataset that it was built from: the
/// same one must be given to every question.
#[derive(Default)]
pub struct Index {
    revision: u64,
    labels: LabelIndex,
    texts: TextIndex,
}

impl Index {
    /// Folds and sorts all names, aliases, lines and texts: about a second for 20 MB of text, so call it on
    /// a worker.
    pub fn build(data: &Dataset) -> Self {
        Self::build_without(data, &[])
    }

    /// The same without some entities, ascending: those that are seen as part of others.
    pub fn build_without(data: &Dataset, gone: &[EntityIx]) -> Self {
        let labels = LabelIndex::build(data, gone);
        Self { revision: data.revision(), labels, texts: TextIndex::build(data) }
    }

    /// The revision of the dataset that it was built from.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Entities, claims and documents, at most `limit` of each; cheap enough for every keystroke. No letter
    /// or digit in the query, no hits.
    pub fn search(&self, data: &Dataset, query: &str, limit: usize) -> Hits {
        let query = self.query(data, query);
        query.map(|query| self.labels.search(data, &query, limit)).unwrap_or_default()
    }

    /// At most `limit` sentences of the texts in which all words of the query stand, best first, and how many
    /// there are. Typing errors are forgiven for words that begin no word of any text. Comes back with
    /// nothing soon after `stop` was raised.
    pub fn search_text(
        &self,
        data: &Dataset,
        query: &str,
        limit: usize,
        stop: &AtomicBool,
    ) -> (Vec<Hit>, usize) {
        let query = self.query(data, query);
        query.map(|query| self.texts.search(data, &query, limit, stop)).unwrap_or_default()
    }

    /// All four groups, at most `limit` of each.
    pub fn search_all(&self, data: &Dataset, query: &str, limit: usize) -> Hits {
        let (texts, text_total) = self.search_text(data, query, limit, &AtomicBool::new(false));
        Hits { texts, text_total, ..self.search(data, query, limit) }
    }

    /// Every entity that matches, in the order of the file, for marking them on the canvas. Those with
    /// typing errors only where none matches without.
    pub fn matching_entities(&self, data: &Dataset, query: &str) -> Vec<EntityIx> {
        self.query(data, query).map(|query| self.labels.matching_entities(&query)).unwrap_or_default()
    }

    /// An index of another dataset would name things that are not there; it finds nothing.
    fn query(&self, data: &Dataset, query: &str) -> Option<Query> {
        (data.revision() == self.revision).then(|| Query::new(query)).flatten()
    }
}
