//! Small cases with texts and citations for the tests of this room.

use proptest::prelude::*;

use crate::model::{
    Attribution, Citation, Claim, Dataset, DatasetBuilder, DocIx, Document, Entity, EntityIx, Extra, KindIx,
    Stance, Text,
};

/// A document with a text and nothing else.
pub(super) fn document(id: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: None,
        publisher: None,
        author: None,
        url: None,
        published: None,
        language: None,
        path: None,
        sha256: None,
        text: Text::new(text),
        has_text: true,
        extra: Extra::new(),
    }
}

/// A voice that is cited in each of these documents.
pub(super) fn voice(speaker: Option<u32>, stance: Stance, via: &[u32], cited: &[u32]) -> Attribution {
    let mut voice = Attribution::new(speaker.map(EntityIx), stance);
    voice.via = via.iter().copied().map(EntityIx).collect();
    voice.evidence = cited.iter().map(|&document| Citation::new(DocIx(document))).collect();
    voice
}

/// Any case of six entities (two of them nameless), three documents and up to ten claims, whose voices
/// are cited, in part, in some of the documents and may be tied to one another.
pub(super) fn arbitrary_cited_case() -> impl Strategy<Value = Dataset> {
    let predicate =
        prop_oneof![Just("attacks"), Just("part_of"), Just("leads"), Just("speaks_for"), Just("x")];
    let stance = prop_oneof![4 => Just(0usize), 2 => 0usize..8];
    let via = proptest::collection::vec(0u32..6, 0..3);
    let cited = proptest::collection::btree_set(0u32..3, 0..3);
    let voice = (proptest::option::of(0u32..6), stance, via, cited);
    let claim = (0u32..6, proptest::option::of(0u32..6), predicate, proptest::collection::vec(voice, 0..4));
    proptest::collection::vec(claim, 0..10).prop_map(|claims| {
        let entity = |i: u32| Entity {
            anonymous: i >= 4,
            ..Entity::new(i.to_string(), format!("Entity {i}"), KindIx(i % 3))
        };
        let claims = claims.into_iter().enumerate().map(|(i, (subject, object, predicate, voices))| {
            let mut claim = Claim::new(format!("c{i}"), EntityIx(subject), predicate, object.map(EntityIx));
            for (speaker, stance, via, cited) in voices {
                let cited: Vec<u32> = cited.into_iter().collect();
                claim.attributions.push(self::voice(speaker, Stance::ALL[stance], &via, &cited));
            }
            claim
        });
        DatasetBuilder {
            documents: ["x", "y", "z"].map(|id| document(id, "A text.")).to_vec(),
            entities: (0..6).map(entity).collect(),
            claims: claims.collect(),
            ..DatasetBuilder::default()
        }
        .build(1)
    })
}
