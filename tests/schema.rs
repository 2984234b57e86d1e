//! The JSON Schema and the loader agree: what the schema accepts loads without an error, and the other way.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "what goes wrong here should fail loudly")]

use attache::io::{Unwatched, read_bytes, schema};
use serde_json::{Value, json};

/// The part of JSON Schema 2020-12 that the schema uses, except patterns.
fn valid(schema: &Value, value: &Value, root: &Value) -> bool {
    let Some(rules) = schema.as_object() else { return schema != &json!(false) };
    rules.iter().all(|(rule, wanted)| match rule.as_str() {
        "$ref" => valid(root.pointer(&wanted.as_str().unwrap()[1..]).unwrap(), value, root),
        "type" => match wanted.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => value.is_u64() || value.is_i64(),
            other => panic!("type {other}"),
        },
        "const" => value == wanted,
        "enum" => wanted.as_array().unwrap().contains(value),
        "required" => value.as_object().is_none_or(|object| {
            wanted.as_array().unwrap().iter().all(|name| object.contains_key(name.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|object| {
            let known = wanted.as_object().unwrap();
            object.iter().all(|(name, field)| known.get(name).is_none_or(|rule| valid(rule, field, root)))
        }),
        "additionalProperties" => {
            value.as_object().is_none_or(|object| object.values().all(|field| valid(wanted, field, root)))
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| valid(wanted, item, root))),
        "anyOf" => wanted.as_array().unwrap().iter().any(|option| valid(option, value, root)),
        "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().unwrap()),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
        "minLength" => value.as_str().is_none_or(|text| text.len() as u64 >= wanted.as_u64().unwrap()),
        "$schema" | "$defs" | "title" | "description" | "default" | "pattern" => true,
        other => panic!("the schema uses `{other}`, which this test does not know"),
    })
}

fn accepts(value: &Value) -> bool {
    let root: Value = serde_json::from_str(schema()).unwrap();
    valid(&root, value, &root)
}

fn loads(value: &Value) -> bool {
    let text = value.to_string();
    read_bytes("case.json", text.as_bytes(), None, 1, &Unwatched)
        .is_ok_and(|loaded| !loaded.report.has_errors())
}

/// A case that uses every field.
fn full() -> Value {
    json!({"format": "attache/1", "title": "T", "offset_unit": "utf16", "kinds": {"tribe": {"like": "militia", "label": "Tribe"}},
    "documents": [{"id": "d", "title": "D", "publisher": "P", "author": "A", "url": "u", "published": "2023-10~", "language": "en", "text": "said"}],
    "entities": [{"id": "a", "name": "A", "kind": "tribe", "aliases": ["x"], "description": "y", "xref": {"wikidata": "Q1"}, "properties": {"p": [1]},
        "mentions": [{"document": "d", "start": 0, "end": 4}], "reliability": "A", "anonymous": false, "group": true,
        "viz": {"x": 1, "y": -2.5, "colour": "#0a0b0c", "size": 4}}],
    "claims": [{"id": "c", "subject": "a", "predicate": "p", "object": "a", "label": "l", "time": "2023-10-20/2023-10-26", "place": "a",
        "quantities": [{"kind": "k", "low": 1, "best": 1.5, "high": 2, "unit": "u", "place": "a", "time": "2023"}],
        "attributions": [{"speaker": "a", "via": ["a"], "stance": "asserts", "verb": "v", "date": "2023-10-26", "certainty": "certain", "credibility": 1,
            "quantities": [{"kind": "k", "best": 1}],
            "evidence": [{"document": "d", "exact": "said", "prefix": "", "suffix": "", "start": 0, "end": 4, "cue": [0, 4]}]}],
        "opposes": [], "undirected": true, "extraction": {"by": "b", "score": 0.1}}]})
}

#[test]
fn good_cases_are_good_for_both() {
    assert!(accepts(&full()) && loads(&full()));
    let bundled: Value = serde_json::from_str(include_str!("../data/tehran-warning/case.json")).unwrap();
    assert!(accepts(&bundled));
    let bare = json!({"format": "attache/1"});
    assert!(accepts(&bare) && loads(&bare));
}

#[test]
fn bad_cases_are_bad_for_both() {
    for (place, value) in [
        ("/format", json!("attache/2")),
        ("/title", json!(1)),
        ("/offset_unit", json!("bytes")),
        ("/kinds", json!([])),
        ("/kinds/tribe/like", json!("tribe")),
        ("/documents", json!({})),
        ("/documents/0/id", json!(1)),
        ("/documents/0/published", json!(2023)),
        ("/entities/0", json!({"id": "a", "name": "A"})),
        ("/entities/0/aliases", json!([1])),
        ("/entities/0/xref", json!({"wikidata": 1})),
        ("/entities/0/reliability", json!("G")),
        ("/entities/0/group", json!("yes")),
        ("/entities/0/mentions/0", json!({"start": 0, "end": 4})),
        ("/claims/0/predicate", json!([])),
        ("/claims/0/quantities/0", json!({"kind": "k"})),
        ("/claims/0/quantities/0/low", json!("1")),
        ("/claims/0/attributions/0/stance", json!("doubt")),
        ("/claims/0/attributions/0/certainty", json!("sure")),
        ("/claims/0/attributions/0/credibility", json!(0)),
        ("/claims/0/attributions/0/via", json!("a")),
        ("/claims/0/attributions/0/evidence/0/start", json!(-1)),
        ("/claims/0/attributions/0/evidence/0/cue", json!([1])),
        ("/claims/0/extraction/score", json!("high")),
    ] {
        let mut case = full();
        *case.pointer_mut(place).unwrap() = value;
        assert!(!accepts(&case), "the schema accepts {place}");
        assert!(!loads(&case), "the loader accepts {place}");
    }
}

#[test]
fn the_schema_names_every_field_that_the_loader_knows() {
    let text = full().to_string();
    let loaded = read_bytes("case.json", text.as_bytes(), None, 1, &Unwatched).unwrap();
    assert_eq!(loaded.report.problems, []);
    let root: Value = serde_json::from_str(schema()).unwrap();
    let mut properties = Vec::new();
    collect(&root, &mut properties);
    for name in properties.iter().filter(|name| !matches!(name.as_str(), "path" | "sha256")) {
        assert!(
            text.contains(&format!("\"{name}\":")),
            "`{name}` is in the schema, but not in this test's case"
        );
    }
}

fn collect(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(rules) => {
            for (rule, value) in rules {
                match value.as_object().filter(|_| rule == "properties") {
                    Some(properties) => {
                        names.extend(properties.keys().cloned());
                        properties.values().for_each(|property| collect(property, names));
                    }
                    None => collect(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}
