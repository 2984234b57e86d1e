//! Turning names into indices, and records into a dataset's own.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fields::{Word, nearest};
use super::records::{RawAttribution, RawCitation, RawClaim, RawEntity, RawQuantity, kind_of};
use crate::diagnostics::Code;
use crate::io::reporter::{Reporter, Trail, shown};
use crate::model::{Attribution, Citation, Claim, ClaimIx, DatasetBuilder, DocIx, EntityIx, Quantity};

use crate::io::ground::{Job, Owner};

/// Names that are compared with one that leads nowhere; among more, looking for the nearest takes long.
const COMPARED: usize = 2000;
/// References to nothing for which the nearest name is looked for.
const HINTED: usize = 200;

/// The records of one kind, by id.
pub(super) struct Names<'a> {
    what: &'static str,
    by_id: HashMap<Cow<'a, str>, u32>,
    order: Vec<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, by_id: HashMap::new(), order: Vec::new() }
    }

    /// Adds the next record; false, with a problem, where its id is taken already.
    pub(super) fn add(&mut self, id: &Word<'a>, list: &str, index: u32, rep: &mut Reporter) -> bool {
        let next = self.order.len() as u32;
        if self.by_id.contains_key(&*id.text) {
            let top = Trail::Top;
            let all = Trail::Field(&top, list);
            let item = Trail::Item(&all, index);
            let message =
                format!("{} `{}` is there already; this one is not loaded", self.what, shown(&id.text));
            rep.add(Code::DuplicateId, id.at, &Trail::Field(&item, "id"), message);
            return false;
        }
        self.by_id.insert(id.text.clone(), next);
        self.order.push(id.text.clone());
        true
    }

    fn find(&self, word: &Word<'_>, trail: &Trail<'_>, rep: &mut Reporter) -> Option<u32> {
        let found = self.by_id.get(&*word.text).copied();
        if found.is_none() {
            let message = format!("there is no {} `{}`", self.what, shown(&word.text));
            let compared = if rep.count(Code::DanglingReference) < HINTED { COMPARED } else { 0 };
            let known: Vec<&str> = self.order.iter().take(compared).map(|name| &**name).collect();
            let near = nearest(&word.text, &known).filter(|(_, distance)| *distance <= 2);
            match near {
                Some((near, _)) => {
                    let hint = format!("did you mean `{near}`?");
                    rep.hinted(Code::DanglingReference, word.at, trail, message, hint);
                }
                None => rep.add(Code::DanglingReference, word.at, trail, message),
            }
        }
        found
    }
}

/// What references are looked up in, and where the results go.
pub(super) struct Resolver<'r> {
    pub(super) documents: &'r Names<'r>,
    pub(super) entities: &'r Names<'r>,
    pub(super) rep: &'r mut Reporter,
    /// Every citation that is to be anchored.
    pub(super) jobs: Vec<Job>,
}

impl Resolver<'_> {
    /// An entity, with its mentions.
    pub(super) fn entity(&mut self, raw: RawEntity<'_>, builder: &mut DatasetBuilder) {
        let kind = kind_of(&raw, &builder.kinds, self.rep);
        let mut entity = raw.entity;
        entity.kind = kind;
        let owner = builder.entities.len() as u32;
        for mention in raw.mentions {
            let slot = entity.mentions.len() as u32;
            let owner = Owner::Mention { entity: owner, slot };
            entity.mentions.extend(self.citation(mention, owner, [raw.index, 0]));
        }
        builder.entities.push(entity);
    }

    /// A claim; `None`, with a problem, where its subject or object leads nowhere. `claim` is the index
    /// that it gets.
    pub(super) fn claim(&mut self, raw: RawClaim<'_>, claim: ClaimIx) -> Option<Claim> {
        let top = Trail::Top;
        let list = Trail::Field(&top, "claims");
        let trail = Trail::Item(&list, raw.index);
        let subject = self.named(&raw.subject, &Trail::Field(&trail, "subject"));
        let object = raw.object.as_ref().map(|word| self.named(word, &Trail::Field(&trail, "object")));
        let place = raw.place.as_ref().and_then(|word| self.named(word, &Trail::Field(&trail, "place")));
        // What names nobody the file knows would change its meaning if it were loaded without.
        let (subject, object) = (subject?, object.map_or(Some(None), |found| found.map(Some))?);
        // Of a case without documents it goes without saying.
        let cited = raw.attributions.iter().any(|voice| !voice.evidence.is_empty());
        if !cited && !self.documents.order.is_empty() {
            let message = format!("nothing is cited for the claim `{}`", shown(&raw.id.text));
            let hint = "give an attribution with `evidence`: a document and its words";
            self.rep.hinted(Code::UncitedClaim, raw.id.at, &trail, message, hint);
        }
        let mut attributions = Vec::with_capacity(raw.attributions.len());
        let voices = Trail::Field(&trail, "attributions");
        for voice in raw.attributions {
            let here = Trail::Item(&voices, voice.index);
            let slot = attributions.len() as u32;
            attributions.extend(self.attribution(voice, (claim, slot), raw.index, &here));
        }
        Some(Claim {
            label: raw.label,
            time: raw.time,
            place,
            quantities: self.quantities(raw.quantities, &trail),
            attributions,
            extraction: raw.extraction,
            undirected: raw.undirected,
            extra: raw.extra,
            ..Claim::new(raw.id.text, subject, raw.predicate, object)
        })
    }

    fn attribution(
        &mut self,
        raw: RawAttribution<'_>,
        (claim, voice): (ClaimIx, u32),
        claim_index: u32,
        trail: &Trail<'_>,
    ) -> Option<Attribution> {
        let speaker = raw.speaker.as_ref().map(|word| self.named(word, &Trail::Field(trail, "speaker")));
        let chain = Trail::Field(trail, "via");
        let via = raw.via.iter().filter_map(|(i, word)| self.named(word, &Trail::Item(&chain, *i))).collect();
        let speaker = speaker.map_or(Some(None), |found| found.map(Some))?;
        let mut evidence: Vec<Citation> = Vec::with_capacity(raw.evidence.len());
        for citation in raw.evidence {
            let owner = Owner::Evidence { claim: claim.0, voice, slot: evidence.len() as u32 };
            evidence.extend(self.citation(citation, owner, [claim_index, raw.index]));
        }
        Some(Attribution {
            via,
            verb: raw.verb,
            date: raw.date,
            certainty: raw.certainty,
            credibility: raw.credibility,
            quantities: self.quantities(raw.quantities, trail),
            evidence,
            extra: raw.extra,
            ..Attribution::new(speaker, raw.stance)
        })
    }

    fn citation(&mut self, raw: RawCitation<'_>, owner: Owner, indices: [u32; 2]) -> Option<Citation> {
        let job = Job {
            document: DocIx(0),
            owner,
            indices: Some([indices[0], indices[1], raw.index]),
            at: raw.at,
            exact_at: raw.exact_at,
            start_at: raw.start_at,
            cue_at: raw.cue_at,
            half: raw.half,
        };
        let (documents, rep) = (self.documents, &mut *self.rep);
        let found =
            job.with_trail(|trail| documents.find(&raw.document, &Trail::Field(trail, "document"), rep));
        let document = DocIx(found?);
        self.jobs.push(Job { document, ..job });
        Some(Citation { document, ..raw.citation })
    }

    fn quantities(&mut self, raw: Vec<RawQuantity<'_>>, trail: &Trail<'_>) -> Vec<Quantity> {
        let list = Trail::Field(trail, "quantities");
        let one = |raw: RawQuantity<'_>| {
            let here = Trail::Item(&list, raw.index);
            let place = raw.place.as_ref().and_then(|word| self.named(word, &Trail::Field(&here, "place")));
            Quantity { place, ..raw.quantity }
        };
        raw.into_iter().map(one).collect()
    }

    fn named(&mut self, word: &Word<'_>, trail: &Trail<'_>) -> Option<EntityIx> {
        self.entities.find(word, trail, self.rep).map(EntityIx)
    }
}

/// Looks up which claims a claim opposes.
pub(super) fn opposes(
    words: &[(u32, Word<'_>)],
    index: u32,
    claims: &Names<'_>,
    loaded: &HashMap<u32, ClaimIx>,
    rep: &mut Reporter,
) -> Vec<ClaimIx> {
    let top = Trail::Top;
    let list = Trail::Field(&top, "claims");
    let item = Trail::Item(&list, index);
    let opposes = Trail::Field(&item, "opposes");
    let mut found = Vec::with_capacity(words.len());
    for (i, word) in words {
        let trail = Trail::Item(&opposes, *i);
        let Some(named) = claims.find(word, &trail, rep) else { continue };
        if let Some(&claim) = loaded.get(&named) {
            found.push(claim);
        } else {
            let message = format!("the claim `{}` could not be loaded", shown(&word.text));
            rep.add(Code::DanglingReference, word.at, &trail, message);
        }
    }
    found
}
