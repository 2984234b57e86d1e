//! Several files as one case: the first stays as it is, and what is in the others comes behind.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use super::{Count, Import, Loaded};
use crate::diagnostics::Report;
use crate::model::{
    Citation, Claim, ClaimIx, Dataset, DatasetBuilder, DocIx, Document, Entity, EntityIx, KindIx, KindTable,
    Quantity,
};

/// What the format of a case is called whose files are of several.
const MIXED: &str = "several formats";

/// A case that others come behind.
#[derive(Clone, Copy, Debug)]
pub struct First<'a> {
    /// The case.
    pub dataset: &'a Dataset,
    /// What was found wrong while reading it.
    pub report: &'a Report,
    /// The name of its format.
    pub format: &'static str,
    /// How it was taken in.
    pub import: &'a Import,
}

impl<'a> From<&'a Loaded> for First<'a> {
    fn from(loaded: &'a Loaded) -> Self {
        Self {
            dataset: &loaded.dataset,
            report: &loaded.report,
            format: loaded.format,
            import: &loaded.import,
        }
    }
}

/// Several files as one case.
#[derive(Debug)]
pub struct Combined {
    /// The case, with the problems of all files and their counts added up.
    pub loaded: Loaded,
    /// What came from each of the others, in their order.
    pub came: Vec<Came>,
}

/// What one file brought into a case.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Came {
    /// Its entities in the case.
    pub entities: Range<u32>,
    /// Its claims in the case.
    pub claims: Range<u32>,
    /// Its documents in the case.
    pub documents: Range<u32>,
    /// How many of its documents the case had already, with the same text.
    pub known: usize,
    /// Entities whose id another one before them has: they got another, and may be the same as that one.
    pub same_id: Vec<(EntityIx, EntityIx)>,
}

/// Puts files behind a case, each with a word that tells its ids from those of the files before.
///
/// Every index of the first case holds in the whole. A document with the id and the text of one before is not taken
/// again; whoever else has the id of one before gets an id of its own, the same whenever these files are read.
pub fn combine(first: First<'_>, others: &[(String, Loaded)], revision: u64) -> Combined {
    let mut whole = Whole::new(first.dataset);
    let mut report = first.report.clone();
    report.problems.extend(others.iter().flat_map(|(_, other)| other.report.problems.iter().cloned()));
    let behind = others.iter().map(|(_, other)| (other.format, &other.import));
    let (format, import) = taken_as_one(std::iter::once((first.format, first.import)).chain(behind));
    let came = others.iter().map(|(word, other)| whole.add(word, &other.dataset)).collect();
    let stopped = others.iter().any(|(_, other)| other.stopped);
    let dataset = whole.builder.build(revision);
    Combined { loaded: Loaded { dataset, report, format, import, stopped }, came }
}

/// A case with files behind it, each with a word that tells its ids from those of the files before.
pub fn as_one(first: Loaded, others: &[(String, Loaded)]) -> Loaded {
    if others.is_empty() {
        return first;
    }
    let revision = first.dataset.revision();
    let whole = combine(First::from(&first), others, revision).loaded;
    Loaded { stopped: whole.stopped || first.stopped, ..whole }
}

/// The word that tells the ids of a file from those of the files before it.
pub fn word_of(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// How several files were taken in, as one: counts of one name are added up.
pub fn taken_as_one<'a>(
    files: impl IntoIterator<Item = (&'static str, &'a Import)>,
) -> (&'static str, Import) {
    let mut files = files.into_iter();
    let Some((mut format, first)) = files.next() else { return ("", Import::default()) };
    let mut all = first.clone();
    for (other, import) in files {
        format = if format == other { format } else { MIXED };
        add(&mut all, import);
    }
    (format, all)
}

fn add(all: &mut Import, other: &Import) {
    if all.why != other.why {
        all.why = String::new();
    }
    // Places are those of one file; of several only which files they are is known.
    let places = std::mem::take(&mut all.places);
    let files = [&places.file, &other.places.file].into_iter().filter(|file| !file.is_empty()).cloned();
    all.beside.extend(files.chain(other.beside.iter().cloned()));
    for count in &other.counts {
        match all.counts.iter_mut().find(|known| known.what == count.what) {
            Some(Count { found, kept, .. }) => {
                *found = found.saturating_add(count.found);
                *kept = kept.saturating_add(count.kept);
            }
            None => all.counts.push(*count),
        }
    }
}

/// The case as it grows.
struct Whole {
    builder: DatasetBuilder,
    documents: HashMap<String, DocIx>,
    entities: HashMap<String, EntityIx>,
    claims: HashSet<String>,
}

impl Whole {
    fn new(first: &Dataset) -> Self {
        let builder = DatasetBuilder {
            title: first.title().map(str::to_owned),
            documents: first.documents().to_vec(),
            entities: first.entities().to_vec(),
            claims: first.claims().to_vec(),
            kinds: first.kinds().clone(),
            extra: first.extra().clone(),
            ties: first.ties().collect(),
        };
        let documents = first.document_ixs().map(|ix| (first.document(ix).id.clone(), ix));
        let entities = first.entity_ixs().map(|ix| (first.entity(ix).id.clone(), ix));
        let claims = first.claims().iter().map(|claim| claim.id.clone());
        Self {
            documents: documents.collect(),
            entities: entities.collect(),
            claims: claims.collect(),
            builder,
        }
    }

    fn add(&mut self, word: &str, other: &Dataset) -> Came {
        let starts = [self.builder.documents.len(), self.builder.entities.len(), self.builder.claims.len()];
        let [_, entity, claim] = starts.map(|start| EntityIx::new(start).0);
        let documents = other.documents().iter().map(|document| self.document(word, document)).collect();
        let kinds = other.kinds().iter();
        let kinds = kinds.map(|(_, kind)| {
            let known = self.builder.kinds.find(&kind.id);
            known.unwrap_or_else(|| self.builder.kinds.declare(kind.clone()))
        });
        let moves = Moves { documents, kinds: kinds.collect(), entity, claim };
        let same_id: Vec<(EntityIx, EntityIx)> =
            other.entities().iter().filter_map(|record| self.entity(word, record, &moves)).collect();
        for record in other.claims() {
            let mut moved = record.clone();
            moves.claim(&mut moved);
            moved.id = free(&record.id, word, |id| self.claims.contains(id));
            self.claims.insert(moved.id.clone());
            self.builder.claims.push(moved);
        }
        self.builder.ties.extend(other.ties().map(|(a, b)| (moves.entity(a), moves.entity(b))));
        for (field, value) in other.extra() {
            self.builder.extra.entry(field.clone()).or_insert_with(|| value.clone());
        }
        let range = |start: usize, end: usize| EntityIx::new(start).0..EntityIx::new(end).0;
        let new = self.builder.documents.len() - starts[0];
        Came {
            documents: range(starts[0], self.builder.documents.len()),
            entities: range(starts[1], self.builder.entities.len()),
            claims: range(starts[2], self.builder.claims.len()),
            known: other.documents().len() - new,
            same_id,
        }
    }

    /// Where a document is: with the one that is the same, or behind all.
    fn document(&mut self, word: &str, record: &Document) -> DocIx {
        let known = self.documents.get(&record.id).copied();
        let same = |ix: &DocIx| {
            let before = self.builder.documents.get(ix.index());
            before.is_some_and(|before| before.text.as_str() == record.text.as_str())
        };
        if let Some(known) = known.filter(same) {
            return known;
        }
        let new = DocIx::new(self.builder.documents.len());
        let id = free(&record.id, word, |id| self.documents.contains_key(id));
        self.documents.insert(id.clone(), new);
        self.builder.documents.push(Document { id, ..record.clone() });
        new
    }

    /// Takes an entity in; with which one before it shares its id, if it does.
    fn entity(&mut self, word: &str, record: &Entity, moves: &Moves) -> Option<(EntityIx, EntityIx)> {
        let new = EntityIx::new(self.builder.entities.len());
        let known = self.entities.get(&record.id).copied();
        let id = free(&record.id, word, |id| self.entities.contains_key(id));
        self.entities.insert(id.clone(), new);
        let mut moved = Entity { id, kind: moves.kind(record.kind), ..record.clone() };
        moved.mentions.iter_mut().for_each(|mention| moves.citation(mention));
        self.builder.entities.push(moved);
        // Whom another entity of its own file has pushed from its id is none of the case before.
        known.filter(|known| known.0 < moves.entity).map(|known| (new, known))
    }
}

/// An id that is free: the record's own, or with the word of its file.
fn free(id: &str, word: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(id) {
        return id.to_owned();
    }
    let mut own = format!("{id} ({word})");
    let mut next = 2u64;
    while taken(&own) {
        own = format!("{id} ({word} {next})");
        next += 1;
    }
    own
}

/// Where the records of a file go.
struct Moves {
    documents: Vec<DocIx>,
    kinds: Vec<KindIx>,
    /// The first of its entities.
    entity: u32,
    /// The first of its claims.
    claim: u32,
}

impl Moves {
    fn entity(&self, entity: EntityIx) -> EntityIx {
        EntityIx(entity.0.saturating_add(self.entity))
    }

    fn kind(&self, kind: KindIx) -> KindIx {
        self.kinds.get(kind.index()).copied().unwrap_or(KindTable::OTHER)
    }

    fn citation(&self, citation: &mut Citation) {
        if let Some(document) = self.documents.get(citation.document.index()) {
            citation.document = *document;
        }
    }

    fn figures(&self, figures: &mut [Quantity]) {
        for figure in figures {
            figure.place = figure.place.map(|place| self.entity(place));
        }
    }

    fn claim(&self, claim: &mut Claim) {
        claim.subject = self.entity(claim.subject);
        claim.object = claim.object.map(|object| self.entity(object));
        claim.place = claim.place.map(|place| self.entity(place));
        self.figures(&mut claim.quantities);
        for other in &mut claim.opposes {
            *other = ClaimIx(other.0.saturating_add(self.claim));
        }
        for voice in &mut claim.attributions {
            voice.speaker = voice.speaker.map(|speaker| self.entity(speaker));
            voice.via.iter_mut().for_each(|via| *via = self.entity(*via));
            self.figures(&mut voice.quantities);
            voice.evidence.iter_mut().for_each(|citation| self.citation(citation));
        }
    }
}

#[cfg(test)]
#[path = "combine_tests.rs"]
mod tests;
