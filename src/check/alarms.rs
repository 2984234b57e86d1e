//! What a reviewer should look at: claims whose words in the text may not carry them.
//!
//! An alarm is a hint and no verdict. Each is drawn so that a sound claim seldom raises it.

use std::collections::BTreeMap;

use crate::model::{Citation, ClaimIx, Dataset, DocIx, Document, EntityIx, Grounding, Span};
use crate::text::fold::fold_search;
use crate::text::sentences::sentences;

use super::names::{has_name, names_of};
use super::negation::{is_english, negation};

/// Which end of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// Whom it is about.
    Subject,
    /// The other party.
    Object,
}

/// Why a claim is suspect. The order is the order of lists.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Alarm {
    /// No citation at all, or one that leads to no place in its text, other than by a quote that is
    /// not there.
    NoSpan,
    /// A quote is not in its text.
    QuoteMissing,
    /// No cited sentence and no sentence beside one names this end: neither by name nor by alias,
    /// nor does the file mark a mention there. Nameless ones are never looked for, and a claim without a
    /// found place has [`Alarm::NoSpan`] instead.
    NamesAbsent(End, EntityIx),
    /// A voice that asserts or confirms the claim is quoted with a negating word (in lower case), and the
    /// claim's own words have none. English texts only.
    NegationInQuote(String),
}

/// What each alarm says of a claim, by its name, in the order of lists.
pub const ALARMS: [(&str, &str); 5] = [
    ("no_span", "Nothing is cited for a claim, or what is cited leads to no place in a text."),
    ("quote_missing", "A quote of a claim is not in its text."),
    ("subject_absent", "The sentences that are cited do not name whom the claim is about."),
    ("object_absent", "The sentences that are cited do not name the other party of the claim."),
    ("negation_in_quote", "A quote that is to support a claim negates, and the claim does not."),
];

impl Alarm {
    /// The name used in files and on the command line.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoSpan => "no_span",
            Self::QuoteMissing => "quote_missing",
            Self::NamesAbsent(End::Subject, _) => "subject_absent",
            Self::NamesAbsent(End::Object, _) => "object_absent",
            Self::NegationInQuote(_) => "negation_in_quote",
        }
    }

    /// The words shown to people.
    pub fn words(&self, data: &Dataset) -> String {
        match self {
            Self::NoSpan => "leads to no place in a text".to_owned(),
            Self::QuoteMissing => "a quote is not in its text".to_owned(),
            Self::NamesAbsent(_, entity) => {
                let name = data.entities().get(entity.index()).map_or("", |entity| entity.name.as_str());
                format!("the cited sentences do not name {name}")
            }
            Self::NegationInQuote(word) => format!("the quote says “{word}”"),
        }
    }
}

/// What is suspect about one claim, in the order of [`Alarm`]; nothing for one that is not of the dataset.
pub fn alarms(data: &Dataset, claim: ClaimIx) -> Vec<Alarm> {
    Look::new(data).at(claim)
}

/// What is suspect about each claim, in the order of the file. Sentences and names are looked up once.
pub fn all(data: &Dataset) -> Vec<Vec<Alarm>> {
    let mut look = Look::new(data);
    data.claim_ixs().map(|claim| look.at(claim)).collect()
}

/// Bytes of a cited stretch, with the sentences beside it, that are read for names. A longer one counts as
/// naming everybody: thousands of claims that each cite a whole book must not take hours.
const READ: usize = 8192;

/// A dataset being looked through, with what is worth keeping between claims.
struct Look<'a> {
    data: &'a Dataset,
    sentences: BTreeMap<DocIx, Vec<Span>>,
    names: BTreeMap<EntityIx, Vec<String>>,
}

/// Where a claim is cited: the stretch that is read for names, and its text folded; `None` for one too long.
struct Read {
    document: DocIx,
    around: Span,
    folded: Option<String>,
}

impl<'a> Look<'a> {
    fn new(data: &'a Dataset) -> Self {
        Self { data, sentences: BTreeMap::new(), names: BTreeMap::new() }
    }

    fn at(&mut self, ix: ClaimIx) -> Vec<Alarm> {
        let data = self.data;
        let Some(claim) = data.claims().get(ix.index()) else { return Vec::new() };
        let mut alarms = Vec::new();
        let lost = |citation: &Citation| citation.grounding == Grounding::Missing && citation.exact.is_some();
        let nowhere = |citation: &Citation| citation.span.is_none() && !lost(citation);
        let mut citations = claim.citations().map(|(_, citation)| citation).peekable();
        if citations.peek().is_none() || citations.any(nowhere) {
            alarms.push(Alarm::NoSpan);
        }
        if claim.citations().any(|(_, citation)| lost(citation)) {
            alarms.push(Alarm::QuoteMissing);
        }
        let object =
            claim.object.filter(|object| *object != claim.subject).map(|object| (End::Object, object));
        let mut absent: Vec<(End, EntityIx)> = std::iter::once((End::Subject, claim.subject))
            .chain(object)
            .filter(|(_, entity)| !data.entity(*entity).anonymous)
            .collect();
        let mut found = false;
        for (_, citation) in claim.citations() {
            let Some(span) = citation.span.filter(|_| data.document(citation.document).has_text) else {
                continue;
            };
            found = true;
            if !absent.is_empty() {
                let read = self.read(citation.document, span);
                absent.retain(|(_, entity)| !self.is_named(*entity, &read));
            }
        }
        if found {
            alarms.extend(absent.into_iter().map(|(end, entity)| Alarm::NamesAbsent(end, entity)));
        }
        alarms.extend(self.negated(ix));
        alarms
    }

    /// The first negating word in a quote of somebody who asserts or confirms the claim.
    fn negated(&self, ix: ClaimIx) -> Option<Alarm> {
        let claim = self.data.claim(ix);
        let own = |words: &str| negation(words).is_some() || words.contains("reject");
        if own(&claim.words()) || own(&claim.predicate) {
            return None;
        }
        let voices = claim.attributions.iter().filter(|voice| voice.stance.is_for());
        let quotes = voices.flat_map(|voice| &voice.evidence).filter_map(|citation| self.quote(citation));
        quotes.filter_map(negation).map(Alarm::NegationInQuote).next()
    }

    /// The words of an English citation as they stand in the text, or else as the file gives them.
    fn quote(&self, citation: &'a Citation) -> Option<&'a str> {
        let document = self.data.document(citation.document);
        if !is_english(document.language.as_deref()) {
            return None;
        }
        let found = citation.span.map(|span| document.text.slice(span.start, span.end));
        let quote = found.filter(|found| !found.is_empty()).or(citation.exact.as_deref())?;
        (quote.len() <= READ).then_some(quote)
    }

    /// Reads the sentences that a citation touches, with the one before and the one after.
    fn read(&mut self, ix: DocIx, span: Span) -> Read {
        let document = self.data.document(ix);
        let sentences =
            self.sentences.entry(ix).or_insert_with(|| sentences(document.text.as_str())).as_slice();
        let first = sentences.partition_point(|sentence| sentence.end <= span.start);
        let past = sentences.partition_point(|sentence| sentence.start < span.end);
        let before = sentences.get(first.saturating_sub(1)).map_or(span.start, |sentence| sentence.start);
        let after = sentences.get(past).or(sentences.last()).map_or(span.end, |sentence| sentence.end);
        let around = Span { start: before.min(span.start), end: after.max(span.end) };
        let short = around.len() as usize <= READ;
        let folded = short.then(|| text_of(document, around));
        Read { document: ix, around, folded }
    }

    fn is_named(&mut self, entity: EntityIx, read: &Read) -> bool {
        let Some(folded) = &read.folded else { return true };
        let names = self.names.entry(entity).or_insert_with(|| names_of(self.data, entity));
        let marked = self.data.mentioned(read.document);
        let from = marked.partition_point(|mention| mention.span.start < read.around.start);
        let marked = marked.get(from..).unwrap_or(&[]).iter();
        let mut marked = marked.take(READ).take_while(|mention| mention.span.start < read.around.end);
        has_name(folded, names) || marked.any(|mention| mention.entity == entity)
    }
}

fn text_of(document: &Document, span: Span) -> String {
    fold_search(document.text.slice(span.start, span.end)).text
}

#[cfg(test)]
#[path = "alarms_tests.rs"]
mod tests;
