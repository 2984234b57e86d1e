//! The only way to make a [`Dataset`]: collect records, then [`DatasetBuilder::build`].

use std::collections::BTreeSet;

use super::{Claim, ClaimIx, Dataset, Document, Entity, EntityIx, Extra, KindTable};

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
    /// Pairs of speakers that count as one source besides those that claims tie, the lesser index
    /// first: what a derived dataset keeps of ties whose claims it has redrawn.
    pub ties: BTreeSet<(EntityIx, EntityIx)>,
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
        let is_whole = |claim: &Claim| {
            claim.subject.index() < entities && claim.object.is_none_or(|object| object.index() < entities)
        };
        // Where each claim goes when those before it are dropped.
        let mut kept = 0;
        let place = |claim: &Claim| {
            is_whole(claim).then(|| {
                kept += 1;
                ClaimIx(kept - 1)
            })
        };
        let places: Vec<Option<ClaimIx>> = self.claims.iter().map(place).collect();
        self.claims.retain(is_whole);
        let ordered = |(a, b): &(EntityIx, EntityIx)| (*a.min(b), *a.max(b));
        self.ties = self.ties.iter().map(ordered).filter(|(_, b)| b.index() < entities).collect();
        for entity in &mut self.entities {
            entity.mentions.retain(|mention| mention.document.index() < documents);
        }
        for claim in &mut self.claims {
            claim.place = claim.place.filter(|place| place.index() < entities);
            let moved = |other: &ClaimIx| places.get(other.index()).copied().flatten();
            claim.opposes = claim.opposes.iter().filter_map(moved).collect();
            for attribution in &mut claim.attributions {
                attribution.speaker = attribution.speaker.filter(|speaker| speaker.index() < entities);
                attribution.via.retain(|via| via.index() < entities);
                attribution.evidence.retain(|citation| citation.document.index() < documents);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_claim_leaves_the_others_opposed_to_whom_they_opposed() {
        let claim = |id: &str, subject, opposes: &[u32]| Claim {
            opposes: opposes.iter().map(|&other| ClaimIx(other)).collect(),
            ..Claim::new(id.to_owned(), EntityIx(subject), "warns".to_owned(), None)
        };
        let mut builder = DatasetBuilder::default();
        builder.entities.push(Entity::new("a".to_owned(), "A".to_owned(), KindTable::OTHER));
        builder.claims = vec![claim("lost", 7, &[]), claim("b", 0, &[0, 2]), claim("c", 0, &[1])];
        let data = builder.build(1);
        let opposed: Vec<&[ClaimIx]> = data.claims().iter().map(|claim| claim.opposes.as_slice()).collect();
        assert_eq!(opposed, [[ClaimIx(1)], [ClaimIx(0)]]);
    }
}
