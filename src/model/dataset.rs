//! The dataset: everything that was read, immutable, with what follows from it worked out once.

use std::collections::BTreeSet;

use super::status::{self, Heard, Ties};
use super::{
    Citation, Claim, ClaimIx, Class, DatasetBuilder, DocIx, Document, Entity, EntityIx, Extra, Grounding,
    GroundingTally, Item, Kind, KindIx, KindTable, Span, Status, class_of,
};

/// A stretch of a text that a voice of a claim is cited to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cited {
    /// Where.
    pub span: Span,
    /// The claim.
    pub claim: ClaimIx,
    /// The position among the claim's attributions.
    pub voice: u32,
    /// The cue inside or beside the quote.
    pub cue: Option<Span>,
}

/// A stretch of a text that names an entity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mentioned {
    /// Where.
    pub span: Span,
    /// Whom.
    pub entity: EntityIx,
}

/// What stands in one document, sorted by place.
#[derive(Clone, Default, Debug)]
struct Marked {
    cited: Vec<Cited>,
    mentioned: Vec<Mentioned>,
}

/// What an entity takes part in, each list in the order of the file.
#[derive(Clone, Default, Debug)]
struct Part {
    acts: Vec<ClaimIx>,
    acted_on: Vec<ClaimIx>,
    says: Vec<(ClaimIx, u32)>,
}

/// A case: documents, entities and claims. Shared as `Arc<Dataset>`; nobody changes one.
#[derive(Debug)]
pub struct Dataset {
    revision: u64,
    title: Option<String>,
    documents: Vec<Document>,
    entities: Vec<Entity>,
    claims: Vec<Claim>,
    kinds: KindTable,
    extra: Extra,
    /// Pairs of speakers that are one source, the lesser index first.
    ties: BTreeSet<(EntityIx, EntityIx)>,
    statuses: Vec<Status>,
    classes: Vec<Class>,
    opposed: Vec<Vec<ClaimIx>>,
    parts: Vec<Part>,
    marked: Vec<Marked>,
    grounding: GroundingTally,
    by_id: ById,
}

/// Indices in the order of their ids, for finding a record by its id.
#[derive(Clone, Default, Debug)]
struct ById {
    documents: Vec<u32>,
    entities: Vec<u32>,
    claims: Vec<u32>,
}

/// Predicates that make two speakers one source.
const TYING: [&str; 5] = ["speaks_for", "aide_to", "leads", "member_of", "part_of"];

struct Tied<'a> {
    entities: &'a [Entity],
    pairs: &'a BTreeSet<(EntityIx, EntityIx)>,
}

impl Ties for Tied<'_> {
    fn anonymous(&self, speaker: EntityIx) -> bool {
        self.entities[speaker.index()].anonymous
    }

    fn tied(&self, a: EntityIx, b: EntityIx) -> bool {
        self.pairs.contains(&(a.min(b), a.max(b)))
    }
}

impl Dataset {
    /// An empty case.
    pub fn empty() -> Self {
        DatasetBuilder::default().build(0)
    }

    pub(super) fn derive(builder: DatasetBuilder, revision: u64) -> Self {
        let DatasetBuilder { title, documents, entities, claims, kinds, extra, ties } = builder;
        let ties: BTreeSet<(EntityIx, EntityIx)> = tied_pairs(&claims).chain(ties).collect();
        let tied = Tied { pairs: &ties, entities: &entities };
        let status = |claim: &Claim| {
            let voices: Vec<Heard<'_>> = claim.attributions.iter().map(Heard::from).collect();
            status::derive(&voices, &tied)
        };
        let statuses = claims.iter().map(status).collect();
        let classes = claims.iter().map(|claim| class_of(&claim.predicate)).collect();
        let parts = parts(&entities, &claims);
        let marked = marked(&documents, &entities, &claims);
        let opposed = opposed(&claims);
        let mut grounding = GroundingTally::default();
        for claim in &claims {
            claim.citations().for_each(|(_, citation)| grounding.add(citation.grounding));
        }
        let by_id = ById {
            documents: ordered(&documents, |document| &document.id),
            entities: ordered(&entities, |entity| &entity.id),
            claims: ordered(&claims, |claim| &claim.id),
        };
        Self {
            revision,
            title,
            documents,
            entities,
            claims,
            kinds,
            extra,
            ties,
            statuses,
            classes,
            opposed,
            parts,
            marked,
            grounding,
            by_id,
        }
    }

    /// The same, each claim standing as it does in another that has the same ones: one that only draws a case
    /// otherwise says nothing new of its claims.
    pub fn standing_as(mut self, other: &Self) -> Self {
        if self.statuses.len() == other.statuses.len() {
            self.statuses.clone_from(&other.statuses);
        }
        self
    }

    /// Rises with every dataset that a session publishes.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Title of the case.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// All documents, in the order of the file.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// All entities, in the order of the file.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// All claims, in the order of the file.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Indices of all documents.
    pub fn document_ixs(&self) -> impl DoubleEndedIterator<Item = DocIx> + use<> {
        (0..self.documents.len()).map(DocIx::new)
    }

    /// Indices of all entities.
    pub fn entity_ixs(&self) -> impl DoubleEndedIterator<Item = EntityIx> + use<> {
        (0..self.entities.len()).map(EntityIx::new)
    }

    /// Indices of all claims.
    pub fn claim_ixs(&self) -> impl DoubleEndedIterator<Item = ClaimIx> + use<> {
        (0..self.claims.len()).map(ClaimIx::new)
    }

    /// One document. The index must be of this dataset.
    pub fn document(&self, document: DocIx) -> &Document {
        &self.documents[document.index()]
    }

    /// One entity. The index must be of this dataset.
    pub fn entity(&self, entity: EntityIx) -> &Entity {
        &self.entities[entity.index()]
    }

    /// One claim. The index must be of this dataset.
    pub fn claim(&self, claim: ClaimIx) -> &Claim {
        &self.claims[claim.index()]
    }

    /// The kinds, built in and declared.
    pub fn kinds(&self) -> &KindTable {
        &self.kinds
    }

    /// The kind of an entity.
    pub fn kind_of(&self, entity: EntityIx) -> &Kind {
        self.kinds.get(self.entity(entity).kind)
    }

    /// The kind at an index.
    pub fn kind(&self, kind: KindIx) -> &Kind {
        self.kinds.get(kind)
    }

    /// Unknown fields at the top of the file.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// How well a claim stands.
    pub fn status(&self, claim: ClaimIx) -> Status {
        self.statuses[claim.index()]
    }

    /// The status of a claim that had these voices and no others.
    pub fn status_of(&self, voices: &[Heard<'_>]) -> Status {
        status::derive(voices, &Tied { entities: &self.entities, pairs: &self.ties })
    }

    /// The pairs of speakers that count as one source, the lesser index first, sorted. Their claims
    /// speak for, aid, lead or belong to one another.
    pub fn ties(&self) -> impl Iterator<Item = (EntityIx, EntityIx)> + '_ {
        self.ties.iter().copied()
    }

    /// Whether two speakers count as one source because a claim ties them.
    pub fn tied(&self, a: EntityIx, b: EntityIx) -> bool {
        self.ties.contains(&(a.min(b), a.max(b)))
    }

    /// What kind of act a claim tells of.
    pub fn class(&self, claim: ClaimIx) -> Class {
        self.classes[claim.index()]
    }

    /// The claims that cannot hold together with this one, from both sides, sorted.
    pub fn opposed(&self, claim: ClaimIx) -> &[ClaimIx] {
        &self.opposed[claim.index()]
    }

    /// The claims whose subject an entity is.
    pub fn acts(&self, entity: EntityIx) -> &[ClaimIx] {
        &self.parts[entity.index()].acts
    }

    /// The claims whose object an entity is (loops on itself left out).
    pub fn acted_on(&self, entity: EntityIx) -> &[ClaimIx] {
        &self.parts[entity.index()].acted_on
    }

    /// The attributions in which an entity speaks: the claim and the position of the voice.
    pub fn says(&self, entity: EntityIx) -> &[(ClaimIx, u32)] {
        &self.parts[entity.index()].says
    }

    /// What is cited in a document, sorted by place.
    pub fn cited(&self, document: DocIx) -> &[Cited] {
        &self.marked[document.index()].cited
    }

    /// Who is named in a document, sorted by place.
    pub fn mentioned(&self, document: DocIx) -> &[Mentioned] {
        &self.marked[document.index()].mentioned
    }

    /// The citations that hold a place of a document (byte offset), shortest first, then by claim.
    pub fn claims_at(&self, document: DocIx, offset: u32) -> Vec<Cited> {
        let cited = self.cited(document);
        let upto = cited.partition_point(|cited| cited.span.start <= offset);
        let mut hits: Vec<Cited> =
            cited[..upto].iter().filter(|c| c.span.contains(offset)).copied().collect();
        hits.sort_by_key(|cited| (cited.span.len(), cited.claim, cited.voice));
        hits
    }

    /// The entity named at a place of a document (byte offset); the shortest name where they overlap.
    pub fn mention_at(&self, document: DocIx, offset: u32) -> Option<EntityIx> {
        let mentioned = self.mentioned(document);
        let upto = mentioned.partition_point(|mention| mention.span.start <= offset);
        let inside = mentioned[..upto].iter().rev().take(64).filter(|mention| mention.span.contains(offset));
        inside.min_by_key(|mention| mention.span.len()).map(|mention| mention.entity)
    }

    /// How the citations of the claims came out.
    pub fn grounding(&self) -> &GroundingTally {
        &self.grounding
    }

    /// The worst grounding among a claim's citations; `None` where it has none.
    pub fn worst_grounding(&self, claim: ClaimIx) -> Option<Grounding> {
        self.claim(claim).citations().map(|(_, citation)| citation.grounding).max()
    }

    /// A claim as a sentence without its voices: "Joe Biden warned Ayatollah Ali Khamenei".
    pub fn sentence(&self, claim: ClaimIx) -> String {
        let claim = self.claim(claim);
        let subject = &self.entity(claim.subject).name;
        match claim.object {
            Some(object) => format!("{subject} {} {}", claim.words(), self.entity(object).name),
            None => format!("{subject}: {}", claim.words()),
        }
    }

    /// The place of an item in a dataset of another revision, matched by id.
    pub fn carry_over(&self, item: Item, newer: &Dataset) -> Option<Item> {
        match item {
            Item::Entity(entity) => {
                let id = &self.entities.get(entity.index())?.id;
                newer.find_entity(id).map(Item::Entity)
            }
            Item::Claim(claim) => newer.find_claim(&self.claims.get(claim.index())?.id).map(Item::Claim),
            Item::Attribution(claim, voice) => {
                let claim = newer.find_claim(&self.claims.get(claim.index())?.id)?;
                let there = newer.claim(claim).attributions.len() > voice as usize;
                there.then_some(Item::Attribution(claim, voice))
            }
            Item::Document(document) => {
                newer.find_document(&self.documents.get(document.index())?.id).map(Item::Document)
            }
            Item::Passage(document, span) => {
                let old = self.documents.get(document.index())?;
                let document = newer.find_document(&old.id)?;
                let same = newer.document(document).text.as_str() == old.text.as_str();
                same.then_some(Item::Passage(document, span))
            }
        }
    }

    /// The entity with an id.
    pub fn find_entity(&self, id: &str) -> Option<EntityIx> {
        find(&self.by_id.entities, id, |i| &self.entities[i].id).map(EntityIx)
    }

    /// The claim with an id.
    pub fn find_claim(&self, id: &str) -> Option<ClaimIx> {
        find(&self.by_id.claims, id, |i| &self.claims[i].id).map(ClaimIx)
    }

    /// The document with an id.
    pub fn find_document(&self, id: &str) -> Option<DocIx> {
        find(&self.by_id.documents, id, |i| &self.documents[i].id).map(DocIx)
    }
}

/// The positions of records in the order of their ids; of equal ids the first comes first.
fn ordered<T>(records: &[T], id: impl Fn(&T) -> &String) -> Vec<u32> {
    let mut order: Vec<u32> = (0..records.len() as u32).collect();
    order.sort_by(|&a, &b| id(&records[a as usize]).cmp(id(&records[b as usize])));
    order
}

fn find<'a>(order: &[u32], wanted: &str, id: impl Fn(usize) -> &'a String) -> Option<u32> {
    let at = order.partition_point(|&i| id(i as usize).as_str() < wanted);
    order.get(at).copied().filter(|&i| id(i as usize) == wanted)
}

fn tied_pairs(claims: &[Claim]) -> impl Iterator<Item = (EntityIx, EntityIx)> + '_ {
    let tying = claims.iter().filter(|claim| TYING.contains(&claim.predicate.as_str()));
    let pair = |claim: &Claim| claim.object.map(|o: EntityIx| (claim.subject.min(o), claim.subject.max(o)));
    tying.filter_map(pair)
}

fn parts(entities: &[Entity], claims: &[Claim]) -> Vec<Part> {
    let mut parts = vec![Part::default(); entities.len()];
    for (i, claim) in claims.iter().enumerate() {
        let ix = ClaimIx::new(i);
        parts[claim.subject.index()].acts.push(ix);
        if let Some(object) = claim.object.filter(|object| *object != claim.subject) {
            parts[object.index()].acted_on.push(ix);
        }
        for (voice, attribution) in claim.attributions.iter().enumerate() {
            if let Some(speaker) = attribution.speaker {
                parts[speaker.index()].says.push((ix, voice as u32));
            }
        }
    }
    parts
}

fn marked(documents: &[Document], entities: &[Entity], claims: &[Claim]) -> Vec<Marked> {
    let mut marked = vec![Marked::default(); documents.len()];
    let found = |citation: &Citation| citation.span.map(|span| (citation.document.index(), span));
    for (i, claim) in claims.iter().enumerate() {
        for (voice, citation) in claim.citations() {
            if let Some((document, span)) = found(citation) {
                let cited = Cited { span, claim: ClaimIx::new(i), voice, cue: citation.cue };
                marked[document].cited.push(cited);
            }
        }
    }
    for (i, entity) in entities.iter().enumerate() {
        for (document, span) in entity.mentions.iter().filter_map(found) {
            marked[document].mentioned.push(Mentioned { span, entity: EntityIx::new(i) });
        }
    }
    for marks in &mut marked {
        marks.cited.sort_unstable();
        marks.mentioned.sort_unstable();
    }
    marked
}

fn opposed(claims: &[Claim]) -> Vec<Vec<ClaimIx>> {
    let mut opposed = vec![Vec::new(); claims.len()];
    for (i, claim) in claims.iter().enumerate() {
        for &other in claim.opposes.iter().filter(|other| other.index() != i) {
            opposed[i].push(other);
            opposed[other.index()].push(ClaimIx::new(i));
        }
    }
    for list in &mut opposed {
        list.sort_unstable();
        list.dedup();
    }
    opposed
}
