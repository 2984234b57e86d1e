//! The only way to make a [`Dataset`]: collect records, then [`DatasetBuilder::build`].

use super::{Claim, Dataset, Document, Entity, Extra, KindTable};

/// Records on their way into a dataset.
///
/// Importers resolve references before they come here; an index that points past the lists is dropped
/// by [`DatasetBuilder::build`], together with the claim where it is the subject's.
#[derive(Clone, Default, Debug)]
pub struct DatasetBuilder {
    /// Title of the case.
    pub title: Option<String>,
    /// Documents, in the order of the file.
    pub documents: Vec<Document>,
    /// Entities, in the order of the file.
    pub entities: Vec<Entity>,
    /// Claims, in the order of the file.
    pub claims: Vec<Claim>,
    /// Kinds: built in and declared.
    pub kinds: KindTable,
    /// Unknown fields at the top of the file.
    pub extra: Extra,
}

impl DatasetBuilder {
    /// Closes the dataset and derives what can be derived from it. `revision` must rise with every
    /// dataset that a session publishes.
    pub fn build(mut self, revision: u64) -> Dataset {
        self.drop_dangling();
        Dataset::derive(self, revision)
    }

    fn drop_dangling(&mut self) {
        let (documents, entities) = (self.documents.len(), self.entities.len());
        self.claims.retain(|claim| {
            claim.subject.index() < entities && claim.object.is_none_or(|object| object.index() < entities)
        });
        let claims = self.claims.len();
        for entity in &mut self.entities {
            entity.mentions.retain(|mention| mention.document.index() < documents);
        }
        for claim in &mut self.claims {
            claim.place = claim.place.filter(|place| place.index() < entities);
            claim.opposes.retain(|other| other.index() < claims);
            for attribution in &mut claim.attributions {
                attribution.speaker = attribution.speaker.filter(|speaker| speaker.index() < entities);
                attribution.via.retain(|via| via.index() < entities);
                attribution.evidence.retain(|citation| citation.document.index() < documents);
            }
        }
    }
}
