//! Small cases for the tests of this room.

use proptest::prelude::*;

use crate::model::{
    Attribution, BuiltinKind, Citation, Claim, Dataset, DatasetBuilder, Date, DocIx, Document, Entity,
    EntityIx, Extra, Grounding, KindIx, KindTable, Stance, Text,
};

/// A document without anything but an id.
pub(super) fn document(id: &str) -> Document {
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
        text: Text::new(""),
        has_text: true,
        extra: Extra::new(),
    }
}

/// Two states that fight and share a militia, a source that speaks of one of them, and a loner.
pub(super) fn case() -> Dataset {
    let kind = KindTable::builtin;
    let entity = |id: &str, like| Entity::new(id, id, kind(like));
    let voiced = |mut claim: Claim, speaker| {
        claim.attributions.push(Attribution::new(speaker, Stance::Asserts));
        claim
    };
    let [a, b, c, s] = [0, 1, 2, 3].map(EntityIx);
    DatasetBuilder {
        entities: vec![
            entity("a", BuiltinKind::State),
            entity("b", BuiltinKind::State),
            entity("c", BuiltinKind::Militia),
            entity("s", BuiltinKind::Media),
            entity("alone", BuiltinKind::Place),
        ],
        claims: vec![
            voiced(Claim::new("c0", a, "attacks", Some(b)), None),
            voiced(Claim::new("c1", a, "unheard_of", Some(c)), None),
            voiced(Claim::new("c2", a, "death_toll", None), Some(s)),
            voiced(Claim::new("c3", c, "member_of", Some(b)), None),
        ],
        ..DatasetBuilder::default()
    }
    .build(1)
}

/// Dates that claims of [`arbitrary_case`] may have.
const DATES: [&str; 5] = ["2023-10-20", "2023-10", "../2023-10-22", "2023-10-25/..", "2023-10-20/2023-10-24"];

/// Any case of up to seven entities, three documents and twelve claims.
pub(super) fn arbitrary_case() -> impl Strategy<Value = Dataset> {
    let predicate = prop_oneof![Just("attacks"), Just("warns"), Just("meets"), Just("leads"), Just("x")];
    let cited = proptest::collection::vec((0u32..3, 0usize..7), 0..3);
    let said = proptest::option::weighted(0.3, 0usize..DATES.len());
    let voice = (proptest::option::of(0u32..7), 0usize..8, proptest::option::of(0u32..7), cited, said);
    let voices = proptest::collection::vec(voice, 0..3);
    let place = proptest::option::weighted(0.2, 0u32..7);
    let date = proptest::option::of(0usize..DATES.len());
    let claim = (0u32..7, proptest::option::of(0u32..7), predicate, voices, place, date);
    let claims = proptest::collection::vec(claim, 0..12);
    let entity = (0u32..4, proptest::option::of(0u32..3));
    (proptest::collection::vec(entity, 0..8), claims).prop_map(|(kinds, claims)| {
        let entities: Vec<Entity> = kinds
            .iter()
            .enumerate()
            .map(|(i, (kind, side))| {
                let mut entity = Entity::new(i.to_string(), "n", KindIx(*kind));
                let side = side.map(|side| ("side".to_owned(), side.to_string().into()));
                entity.properties = side.into_iter().collect();
                entity
            })
            .collect();
        let count = entities.len() as u32;
        let claims = claims
            .into_iter()
            .enumerate()
            .map(|(i, (subject, object, predicate, voices, place, date))| {
                let mut claim =
                    Claim::new(format!("c{i}"), EntityIx(subject), predicate, object.map(EntityIx));
                claim.place = place.map(EntityIx);
                claim.time = date.and_then(|date| Date::parse(DATES[date]).ok());
                for (speaker, stance, via, cited, said) in voices {
                    let speaker = speaker.filter(|s| *s < count).map(EntityIx);
                    let mut voice = Attribution::new(speaker, Stance::ALL[stance]);
                    voice.via = via.filter(|v| *v < count).map(EntityIx).into_iter().collect();
                    voice.date = said.and_then(|date| Date::parse(DATES[date]).ok());
                    voice.evidence = cited
                        .into_iter()
                        .map(|(document, grounding)| Citation {
                            grounding: Grounding::ALL[grounding],
                            ..Citation::new(DocIx(document))
                        })
                        .collect();
                    claim.attributions.push(voice);
                }
                claim
            })
            .collect();
        let documents = ["d0", "d1", "d2"].map(document).into();
        DatasetBuilder { documents, entities, claims, ..DatasetBuilder::default() }.build(1)
    })
}
