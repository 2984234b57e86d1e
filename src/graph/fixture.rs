//! Small cases for the tests of this room.

use proptest::prelude::*;

use crate::model::{
    Attribution, BuiltinKind, Claim, Dataset, DatasetBuilder, Entity, EntityIx, KindIx, KindTable, Stance,
};

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

/// Any case of up to seven entities and twelve claims.
pub(super) fn arbitrary_case() -> impl Strategy<Value = Dataset> {
    let predicate = prop_oneof![Just("attacks"), Just("warns"), Just("meets"), Just("leads"), Just("x")];
    let voice = (proptest::option::of(0u32..7), 0usize..8, proptest::option::of(0u32..7));
    let voices = proptest::collection::vec(voice, 0..3);
    let place = proptest::option::weighted(0.2, 0u32..7);
    let claim = (0u32..7, proptest::option::of(0u32..7), predicate, voices, place);
    let claims = proptest::collection::vec(claim, 0..12);
    (proptest::collection::vec(0u32..4, 0..8), claims).prop_map(|(kinds, claims)| {
        let entities: Vec<Entity> = kinds
            .iter()
            .enumerate()
            .map(|(i, kind)| Entity::new(i.to_string(), "n", KindIx(*kind)))
            .collect();
        let count = entities.len() as u32;
        let claims = claims
            .into_iter()
            .enumerate()
            .map(|(i, (subject, object, predicate, voices, place))| {
                let mut claim =
                    Claim::new(format!("c{i}"), EntityIx(subject), predicate, object.map(EntityIx));
                claim.place = place.map(EntityIx);
                for (speaker, stance, via) in voices {
                    let speaker = speaker.filter(|s| *s < count).map(EntityIx);
                    let mut voice = Attribution::new(speaker, Stance::ALL[stance]);
                    voice.via = via.filter(|v| *v < count).map(EntityIx).into_iter().collect();
                    claim.attributions.push(voice);
                }
                claim
            })
            .collect();
        DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1)
    })
}
