//! A case that is written in the format of another tool and read again has the same ids, names, kinds, directions and
//! labels, whatever letters they are made of.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::collections::BTreeMap;
use std::fs;

use attache::io::write::{Order, Texts, target_named};
use attache::io::{self, Unwatched};
use attache::model::Dataset;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;

/// Formats that hold a graph, with the ending of their files.
const GRAPHS: &[(&str, &str)] = &[
    ("attache", "json"),
    ("node-link", "json"),
    ("cyjs", "cyjs"),
    ("graphml", "graphml"),
    ("gexf", "gexf"),
    ("csv", "csv"),
    ("dot", "dot"),
    ("turtle", "ttl"),
];
const KINDS: &[&str] =
    &["state", "leader", "militia", "government_body", "media", "person", "place", "other"];

/// Names as people write them, and as they should not.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z][A-Za-z ]{0,10}[a-z]",
        2 => "[a-zà-ÿא-ת؀-ۿ一-鿿]{1,6}",
        2 => r#"[a-z][-<>&"'\\;:,|#/{}\[\]=?!.@ a-z]{0,8}[a-z]"#,
        1 => "[0-9]{1,4}",
        1 => "[a-z]{1,3}\n[a-z]{1,3}",
    ]
    .prop_map(|words| words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    .prop_filter("a name is no blank", |words| !words.trim().is_empty())
    .prop_filter("DOT has no way to write this", |words| !words.contains("\\\""))
}

/// A case: entities by name and kind, claims by ends, words and whether they have a direction.
fn case() -> impl Strategy<Value = Dataset> {
    let entities = vec((words(), 0..KINDS.len()), 1..7);
    let claims =
        vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), words(), any::<bool>()), 0..9);
    (entities, claims, any::<bool>()).prop_map(|(entities, claims, strange)| {
        // Ids are names of their own, sometimes as strange as names.
        let id = |i: usize| if strange { format!("{} {i}", entities[i].0) } else { format!("e{i}") };
        let case = json!({
            "format": "attache/1",
            "entities": entities.iter().enumerate().map(|(i, (name, kind))| json!({
                "id": id(i), "name": name, "kind": KINDS[*kind],
            })).collect::<Vec<_>>(),
            "claims": claims.iter().enumerate().map(|(i, (from, to, label, undirected))| json!({
                "id": format!("c{i}"),
                "subject": id(from.index(entities.len())),
                "object": id(to.index(entities.len())),
                "predicate": "linked_to",
                "label": label,
                "undirected": undirected,
            })).collect::<Vec<_>>(),
        });
        io::read_bytes("case.json", case.to_string().as_bytes(), None, 1, &Unwatched).unwrap().dataset
    })
}

/// Words as a format gives them back: in DOT a line break in a label is a matter of drawing, and a space is read.
fn kept(target: &str, words: &str) -> String {
    if target == "dot" { words.replace('\n', " ") } else { words.to_owned() }
}

/// Ids with names and kinds.
fn entities(target: &str, data: &Dataset) -> BTreeMap<String, (String, &'static str)> {
    let one = |entity: &attache::model::Entity| {
        (entity.id.clone(), (kept(target, &entity.name), data.kinds().get(entity.kind).like.id()))
    };
    data.entities().iter().map(one).collect()
}

/// Claims by their ends, words and direction, in order.
fn claims(target: &str, data: &Dataset) -> Vec<(String, String, String, bool)> {
    let id = |entity: attache::model::EntityIx| data.entity(entity).id.clone();
    let one = |claim: &attache::model::Claim| {
        let to = claim.object.unwrap_or(claim.subject);
        // What somebody does alone has no direction to lose.
        (id(claim.subject), id(to), kept(target, &claim.words()), claim.undirected && to != claim.subject)
    };
    let mut all: Vec<_> = data.claims().iter().map(one).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn every_graph_format_keeps_who_there_is_and_what_is_said(data in case()) {
        for (target, ending) in GRAPHS {
            let folder = tempfile::tempdir().unwrap();
            let made = target_named(target).unwrap().write(&Order { data: &data, places: None, texts: Texts::Inside });
            for file in &made.files {
                fs::write(folder.path().join(format!("case{}.{ending}", file.suffix)), &file.bytes).unwrap();
            }
            let text = || String::from_utf8_lossy(&made.files[0].bytes).into_owned();
            let again = io::load(&folder.path().join(format!("case.{ending}")), 1, &Unwatched);
            let again = again.map_err(|error| TestCaseError::fail(format!("{target}: {error}\n{}", text())))?;
            prop_assert_eq!(entities(target, &again.dataset), entities(target, &data), "{}: {}", target, text());
            prop_assert_eq!(claims(target, &again.dataset), claims(target, &data), "{}: {}", target, text());
        }
    }
}
