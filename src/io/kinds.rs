//! What other tools call their kinds and relations, in the words of this program.

use crate::model::{BUILTIN_PREDICATES, BuiltinKind, Kind, KindIx, KindTable};

/// Words that other tools use for a built-in kind, in lower case with `_` between words. Labels of named-entity recognition
/// (`OntoNotes`), `FollowTheMoney` schemata, STIX identity classes and plain English.
const WORDS: &[(&str, BuiltinKind)] = &[
    ("gpe", BuiltinKind::State),
    ("country", BuiltinKind::State),
    ("nation", BuiltinKind::State),
    ("loc", BuiltinKind::Place),
    ("location", BuiltinKind::Place),
    ("city", BuiltinKind::Place),
    ("town", BuiltinKind::Place),
    ("geo", BuiltinKind::Place),
    ("address", BuiltinKind::Place),
    ("per", BuiltinKind::Person),
    ("people", BuiltinKind::Person),
    ("human", BuiltinKind::Person),
    ("individual", BuiltinKind::Person),
    ("identity", BuiltinKind::Other),
    ("org", BuiltinKind::Organization),
    ("organisation", BuiltinKind::Organization),
    ("legal_entity", BuiltinKind::Organization),
    ("legalentity", BuiltinKind::Organization),
    ("institution", BuiltinKind::Organization),
    ("public_body", BuiltinKind::GovernmentBody),
    ("publicbody", BuiltinKind::GovernmentBody),
    ("ministry", BuiltinKind::GovernmentBody),
    ("agency", BuiltinKind::GovernmentBody),
    ("government", BuiltinKind::GovernmentBody),
    ("corporation", BuiltinKind::Company),
    ("business", BuiltinKind::Company),
    ("fac", BuiltinKind::Facility),
    ("building", BuiltinKind::Facility),
    ("infrastructure", BuiltinKind::Facility),
    ("political_party", BuiltinKind::Party),
    ("newspaper", BuiltinKind::Media),
    ("publisher", BuiltinKind::Media),
    ("news_agency", BuiltinKind::Media),
    ("politician", BuiltinKind::Official),
    ("military", BuiltinKind::ArmedForce),
    ("army", BuiltinKind::ArmedForce),
    ("intrusion_set", BuiltinKind::Militia),
    ("threat_actor", BuiltinKind::Militia),
    ("armed_group", BuiltinKind::Militia),
    ("incident", BuiltinKind::Event),
    ("entity", BuiltinKind::Other),
    ("thing", BuiltinKind::Other),
    ("node", BuiltinKind::Other),
    ("unknown", BuiltinKind::Other),
    ("", BuiltinKind::Other),
];

/// Lower case with `_` between words: `Threat Actor`, `threat-actor` and `ThreatActor` are one.
pub(super) fn snake(text: &str) -> String {
    let mut snake = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.trim().chars() {
        if c.is_alphanumeric() {
            if c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
                snake.push('_');
            }
            snake.extend(c.to_lowercase());
        } else if !snake.ends_with('_') && !snake.is_empty() {
            snake.push('_');
        }
        before = c;
    }
    while snake.ends_with('_') {
        snake.pop();
    }
    snake
}

/// The kind that a file calls so: a built-in one by its id or a usual word for it, else one of the file's own,
/// which is added.
pub(super) fn kind(table: &mut KindTable, text: &str) -> KindIx {
    if let Some(known) = table.find(text) {
        return known;
    }
    let word = snake(text);
    if let Some(known) = table.find(&word) {
        return known;
    }
    if let Some((_, kind)) = WORDS.iter().find(|(known, _)| *known == word) {
        return KindTable::builtin(*kind);
    }
    let label = text.trim().to_owned();
    table.declare(Kind { id: label.clone(), plural: label.clone(), label, like: BuiltinKind::Other })
}

/// A relation's predicate and, where the words of the file say more than it, its label. A relation that the
/// program knows by another spelling (`SUPPORTS`, `air strikes`) gets its class.
pub(super) fn predicate(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    if text.is_empty() {
        return ("linked_to".to_owned(), None);
    }
    let word = snake(text);
    let known = BUILTIN_PREDICATES.iter().any(|(known, _)| *known == word);
    if !known || word == text {
        return (text.to_owned(), None);
    }
    let spelled = crate::model::phrase(&word);
    (word, (!spelled.eq_ignore_ascii_case(text) && !text.contains('_')).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_words_lead_to_built_in_kinds() {
        let mut table = KindTable::default();
        for (text, wanted) in [
            ("militia", BuiltinKind::Militia),
            ("Armed Force", BuiltinKind::ArmedForce),
            ("ArmedForce", BuiltinKind::ArmedForce),
            ("GPE", BuiltinKind::State),
            ("PublicBody", BuiltinKind::GovernmentBody),
            ("threat-actor", BuiltinKind::Militia),
            ("PERSON", BuiltinKind::Person),
        ] {
            assert_eq!(kind(&mut table, text), KindTable::builtin(wanted), "{text}");
        }
        let own = kind(&mut table, "Vessel");
        assert_eq!((table.get(own).id.as_str(), table.get(own).like), ("Vessel", BuiltinKind::Other));
        assert_eq!(kind(&mut table, "Vessel"), own);
    }

    #[test]
    fn relations_that_are_known_are_recognised() {
        for (text, id, label) in [
            ("supports", "supports", None),
            ("SUPPORTS", "supports", None),
            ("speaks-for", "speaks_for", Some("speaks-for")),
            ("Works At", "Works At", None),
            ("", "linked_to", None),
        ] {
            assert_eq!(predicate(text), (id.to_owned(), label.map(str::to_owned)), "{text}");
        }
    }
}
