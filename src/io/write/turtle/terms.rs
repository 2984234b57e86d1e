//! Addresses and texts as Turtle writes them.

use std::fmt::Write as _;

use serde_json::Value;

use crate::io::rdf::words::{
    CLAIM, DCTERMS, DOCUMENT, ENTITY, KIND, OA, OWL, PROPERTY, PROV, RDF, RDFS, RELATION, SCHEMA, SKOS, TERM,
    XSD,
};

/// The prefixes of every file.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("xsd", XSD),
    ("owl", OWL),
    ("skos", SKOS),
    ("dcterms", DCTERMS),
    ("schema", SCHEMA),
    ("prov", PROV),
    ("oa", OA),
    ("e", ENTITY),
    ("c", CLAIM),
    ("d", DOCUMENT),
    ("k", KIND),
    ("r", RELATION),
    ("p", PROPERTY),
    ("att", TERM),
];

/// An id under one of the prefixes: short where that needs no escapes.
pub(super) fn own(prefix: &str, id: &str) -> String {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain && id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return format!("{prefix}:{id}");
    }
    let space = PREFIXES.iter().find(|(known, _)| *known == prefix).map_or("", |(_, space)| *space);
    let mut address = format!("<{space}");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address.push('>');
    address
}

/// An id that is an address and stays one when it is read; `None` of any other.
pub(super) fn address(id: &str) -> Option<String> {
    let known = ["http://", "https://", "urn:"].iter().any(|scheme| id.starts_with(scheme));
    // Of dots between slashes a reader makes other addresses, and the names of this program are for its own ids.
    let stays = known && !id.contains("/.") && !id.starts_with("urn:attache:");
    (stays && oxrdf::NamedNode::new(id).is_ok()).then(|| format!("<{id}>"))
}

/// A text in quotation marks.
pub(super) fn text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A value as a literal; lists and objects have none.
pub(super) fn literal(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(text(words)),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) if number.is_f64() => Some(format!("\"{number}\"^^xsd:double")),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_addresses() {
        assert_eq!(own("e", "iran"), "e:iran");
        assert_eq!(own("e", "a b/ä"), "<urn:attache:entity:a%20b%2F%C3%A4>");
        assert_eq!(own("e", ""), "<urn:attache:entity:>");
        assert_eq!(address("http://e.org/a").as_deref(), Some("<http://e.org/a>"));
        for id in ["a", "http://e.org/a b", "urn:attache:entity:a", "http://e.org/../a", "_:b1"] {
            assert_eq!(address(id), None, "{id}");
        }
    }

    #[test]
    fn texts_are_quoted() {
        assert_eq!(text("a \"b\"\\\n\u{1}ä"), r#""a \"b\"\\\n\u0001ä""#);
    }
}
