//! What a search gives back.

use crate::model::Item;

/// How a hit matches, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rank {
    /// The query is the whole label; in a text, it stands there word for word.
    Exact,
    /// The label begins with the query; in a text, the query stands there with its last word begun.
    Prefix,
    /// Every word of the query begins a word of the label.
    Words,
    /// Every word of the query stands in the label, some only inside a word.
    Inside,
    /// Some word of the query stands there only with typing errors.
    Similar,
}

impl Rank {
    const ALL: [Self; 5] = [Self::Exact, Self::Prefix, Self::Words, Self::Inside, Self::Similar];

    pub(super) fn from_number(number: u8) -> Self {
        Self::ALL.get(number as usize).copied().unwrap_or(Self::Similar)
    }

    /// How good a match is, from 0 to 1: the rank decides, then the number of typing errors.
    pub(super) fn score(self, errors: u8) -> f32 {
        match self {
            Self::Exact => 1.0,
            Self::Prefix => 0.9,
            Self::Words => 0.75,
            Self::Inside => 0.6,
            Self::Similar => 0.3 + 0.1 / f32::from(errors.max(1)),
        }
    }
}

/// One thing found.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// What was found; a stretch of a text is an [`Item::Passage`].
    pub item: Item,
    /// How good the match is, from 0 to 1; comparable among groups.
    pub score: f32,
    /// How it matches.
    pub rank: Rank,
    /// The name, the claim as a sentence, the sentence of the text (line breaks as spaces), or the title.
    pub label: String,
    /// The other name that was hit: "Tehran" for Iran.
    pub via: Option<String>,
    /// Byte ranges to mark, sorted, apart, on character boundaries; in `via` where there is one, else in
    /// `label`.
    pub matched: Vec<(u32, u32)>,
}

/// What names, aliases and claims gave, best first in each group, with the number of all hits.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Hits {
    /// Entities, by name or alias.
    pub entities: Vec<Hit>,
    /// Claims, by their sentence.
    pub claims: Vec<Hit>,
    /// Sentences of the texts; filled by [`Index::search_all`](super::Index::search_all) only.
    pub texts: Vec<Hit>,
    /// Documents, by title, publisher or author.
    pub documents: Vec<Hit>,
    /// How many entities match.
    pub entity_total: usize,
    /// How many claims match.
    pub claim_total: usize,
    /// How many sentences match.
    pub text_total: usize,
    /// How many documents match.
    pub document_total: usize,
}

impl Hits {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.entity_total + self.claim_total + self.text_total + self.document_total == 0
    }
}
