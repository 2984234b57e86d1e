//! Attributes that name two parties: then an extraction tells what one does to the other.

use crate::model::Extra;

/// The names of two parties, the first of which acts.
const PAIRS: &[(&str, &str)] = &[
    ("subject", "object"),
    ("source", "target"),
    ("head", "tail"),
    ("from", "to"),
    ("agent", "patient"),
    ("actor", "target"),
    ("source_entity", "target_entity"),
    ("head_entity", "tail_entity"),
];

/// What two parties that are numbered are called: `entity_1`, `entity1`, `entity_a`.
const NUMBERED: &[&str] =
    &["entity", "character", "person", "party", "participant", "node", "company", "organization"];

/// Attributes that say what the one does to the other.
const RELATIONS: &[&str] = &[
    "predicate",
    "relation",
    "relationship",
    "relation_type",
    "relationship_type",
    "type",
    "verb",
    "action",
];

/// Who says so.
const SPEAKERS: &[&str] = &["speaker", "said_by", "attributed_to"];

/// Two parties.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Parties {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) relation: Option<String>,
    pub(super) speaker: Option<String>,
}

/// Takes the two parties out of the attributes of an extraction.
pub(super) fn take(attributes: &mut Extra) -> Option<Parties> {
    let named = |name: &str| {
        attributes.get(name).and_then(|value| value.as_str()).is_some_and(|text| !text.trim().is_empty())
    };
    let pair = PAIRS.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
    let numbered = NUMBERED.iter().flat_map(|name| {
        [("1", "2"), ("_1", "_2"), ("_a", "_b")]
            .map(|(one, two)| (format!("{name}{one}"), format!("{name}{two}")))
    });
    let (from, to) = pair.chain(numbered).find(|(from, to)| named(from) && named(to))?;
    let relation = RELATIONS.iter().copied().find(|name| named(name));
    let speaker = SPEAKERS.iter().copied().find(|name| named(name));
    let mut text = |name: &str| match attributes.remove(name) {
        Some(serde_json::Value::String(text)) => Some(text.trim().to_owned()),
        _ => None,
    };
    Some(Parties {
        from: text(&from)?,
        to: text(&to)?,
        relation: relation.and_then(&mut text),
        speaker: speaker.and_then(&mut text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parties_make_a_claim() {
        let attributes = |json: serde_json::Value| json.as_object().cloned().unwrap();
        let mut both = attributes(
            serde_json::json!({"character_1": "Romeo", "character_2": "Juliet", "type": "loves", "mood": "sad"}),
        );
        let found = take(&mut both).unwrap();
        assert_eq!(
            (found.from.as_str(), found.to.as_str(), found.relation.as_deref()),
            ("Romeo", "Juliet", Some("loves"))
        );
        assert_eq!(both.len(), 1);
        for one in [
            serde_json::json!({"subject": "Romeo"}),
            serde_json::json!({"subject": "Romeo", "object": " "}),
            serde_json::json!({}),
        ] {
            assert_eq!(take(&mut attributes(one)), None);
        }
    }
}
