//! What refers to other objects of a bundle, until all of them are there.

use std::collections::HashSet;

use super::{ById, certainty, without};
use crate::diagnostics::Code;
use crate::io::draft::{self, Draft, Edge};
use crate::io::json::Value;
use crate::io::reporter::{Trail, shown};
use crate::io::values::{self, Bag};
use crate::model::{Attribution, Certainty, Citation, Date, DocIx, Document, EntityIx, Stance};

/// A relationship or a sighting.
#[derive(Clone)]
pub(super) struct Statement {
    at: usize,
    pub(super) edge: Edge,
    author: Option<String>,
    certainty: Option<Certainty>,
    revoked: bool,
    /// Pages that it refers to: name, address, words.
    pub(super) pages: Vec<Page>,
}

#[derive(Clone)]
pub(super) struct Page {
    name: Option<String>,
    url: Option<String>,
    title: Option<String>,
}

/// A document that says something of other objects.
pub(super) struct Paper {
    pub(super) at: usize,
    pub(super) document: DocIx,
    pub(super) refs: Vec<String>,
    pub(super) author: Option<String>,
    pub(super) stance: Stance,
    pub(super) of_time: Option<Date>,
}

/// All that waits.
#[derive(Default)]
pub(super) struct Waiting {
    pub(super) statements: Vec<Statement>,
    pub(super) papers: Vec<Paper>,
}

impl Statement {
    pub(super) fn of(at: usize, mut edge: Edge, mut bag: Bag<'_>) -> Self {
        let author = bag.text("created_by_ref");
        let confidence = bag.peek("confidence").and_then(values::count);
        let revoked = bag.peek("revoked").and_then(values::flag) == Some(true);
        let pages = match bag.peek("external_references") {
            Some(Value::List(items)) => items.iter().filter_map(|item| page(&item.value)).collect(),
            _ => Vec::new(),
        };
        edge.extra = bag.rest();
        without(&mut edge.extra, &["spec_version"]);
        Self { at, edge, author, certainty: confidence.map(certainty), revoked, pages }
    }
}

fn page(value: &Value<'_>) -> Option<Page> {
    let Value::Object(fields) = value else { return None };
    let text = |name: &str| {
        let field = fields.iter().find(|field| field.name == name)?;
        values::text(&field.node.value).map(std::borrow::Cow::into_owned)
    };
    Some(Page { name: text("source_name"), url: text("url"), title: text("description") })
}

impl Waiting {
    /// Looks up what was referred to, now that all objects are there.
    pub(super) fn settle(self, draft: &mut Draft) {
        let mut by_id = ById::new();
        for (number, statement) in self.statements.iter().enumerate() {
            let id = statement.edge.id.as_deref().unwrap_or("");
            let id = id.split_once('#').map_or(id, |(id, _)| id);
            by_id.entry(id.to_owned()).or_default().push(number);
        }
        let mut voices: Vec<Vec<Attribution>> = vec![Vec::new(); self.statements.len()];
        for (statement, voices) in self.statements.iter().zip(&mut voices) {
            let speaker = author(draft, statement.at, statement.author.as_deref());
            let stance = if statement.revoked { Stance::Retracts } else { Stance::Asserts };
            let evidence: Vec<Citation> =
                statement.pages.iter().filter_map(|page| cited(draft, statement.at, page)).collect();
            if speaker.is_some() || statement.certainty.is_some() || !evidence.is_empty() || statement.revoked
            {
                let certainty = statement.certainty;
                voices.push(Attribution { certainty, evidence, ..Attribution::new(speaker, stance) });
            }
        }
        for paper in &self.papers {
            let speaker = author(draft, paper.at, paper.author.as_deref());
            let mut seen = HashSet::new();
            for reference in paper.refs.iter().filter(|reference| seen.insert(reference.as_str())) {
                if let Some(found) = by_id.get(reference) {
                    // A sighting at very many places is one object: the first few stand for it.
                    for number in found.iter().take(16) {
                        if let Some(voices) = voices.get_mut(*number) {
                            speak(voices, paper, speaker);
                        }
                    }
                } else if let Some(entity) = draft.find(reference) {
                    draft.mention(entity, paper.at, Citation::new(paper.document));
                } else if draft.find_document(reference).is_none()
                    && !draft.builder.extra.contains_key(reference)
                {
                    let message =
                        format!("a document refers to `{}`, which is not in the bundle", shown(reference));
                    draft.rep.add(Code::DanglingReference, paper.at, &Trail::Top, message);
                }
            }
        }
        for (statement, voices) in self.statements.into_iter().zip(voices) {
            draft.edge(statement.at, Edge { attributions: voices, ..statement.edge });
        }
    }
}

/// Adds what a document says of a statement: to the voice of who made both, or as a voice of its own.
fn speak(voices: &mut Vec<Attribution>, paper: &Paper, speaker: Option<EntityIx>) {
    let citation = Citation::new(paper.document);
    let same = |voice: &&mut Attribution| {
        voice.stance == paper.stance
            && (voice.speaker == speaker || voice.speaker.is_none() || speaker.is_none())
    };
    if let Some(voice) = voices.iter_mut().find(same) {
        voice.speaker = voice.speaker.or(speaker);
        voice.evidence.push(citation);
        return;
    }
    let date = paper.of_time.clone();
    voices.push(Attribution { date, evidence: vec![citation], ..Attribution::new(speaker, paper.stance) });
}

/// Who made an object; one that is not there is reported, and the object speaks for itself.
fn author(draft: &mut Draft, at: usize, id: Option<&str>) -> Option<EntityIx> {
    let id = id?;
    let found = draft.find(id);
    if found.is_none() {
        let message = format!("`created_by_ref` names `{}`, which is not in the bundle", shown(id));
        draft.rep.add(Code::DanglingReference, at, &Trail::Top, message);
    }
    found
}

/// A page that a statement refers to, as a document without a text.
fn cited(draft: &mut Draft, at: usize, page: &Page) -> Option<Citation> {
    let id = page.url.clone().or_else(|| page.name.clone())?;
    let known = draft.find_document(&id);
    let document = known.or_else(|| {
        let (publisher, title, url) = (page.name.clone(), page.title.clone(), page.url.clone());
        let document = Document { title, publisher, url, ..draft::document(id, None) };
        draft.document(at, &Trail::Top, document)
    });
    document.map(Citation::new)
}
