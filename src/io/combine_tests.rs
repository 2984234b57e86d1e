//! Unit tests of putting files behind one another.

use proptest::prelude::*;

use super::*;
use crate::io::{Unwatched, read_bytes};
use crate::model::{BuiltinKind, Item};

const A: &str = r#"{"format": "attache/1", "title": "A", "kinds": {"ship": {"label": "ship", "like": "facility"}},
  "documents": [{"id": "d", "text": "Iran warns Israel."}, {"id": "e", "text": "Another."}],
  "entities": [{"id": "iran", "kind": "state", "name": "Iran"}, {"id": "israel", "kind": "state", "name": "Israel"}],
  "claims": [{"id": "c1", "subject": "iran", "predicate": "warns", "object": "israel",
    "attributions": [{"stance": "asserts", "evidence": [{"document": "d", "exact": "warns Israel"}]}]}]}"#;

const B: &str = r#"{"format": "attache/1", "title": "B",
  "kinds": {"boat": {"label": "boat", "like": "facility"}, "ship": {"label": "vessel", "like": "other"}},
  "documents": [{"id": "e", "text": "Quite another."}, {"id": "d", "text": "Iran warns Israel."}],
  "entities": [{"id": "b", "kind": "boat", "name": "Boat"}, {"id": "iran", "kind": "state", "name": "Iran"},
    {"id": "s", "kind": "ship", "name": "Ship"}],
  "claims": [
    {"id": "c1", "subject": "b", "predicate": "attacks", "object": "s", "opposes": ["c2"],
     "quantities": [{"kind": "killed", "best": 2, "place": "iran"}],
     "attributions": [{"speaker": "iran", "via": ["s"], "stance": "denies",
       "evidence": [{"document": "d", "exact": "Iran warns"}, {"document": "e", "exact": "Quite"}]}]},
    {"id": "c2", "subject": "s", "predicate": "part_of", "object": "iran"}]}"#;

fn read(text: &str) -> Loaded {
    read_bytes("x.json", text.as_bytes(), None, 1, &Unwatched).unwrap()
}

fn both(a: &str, b: &str) -> Combined {
    combine(First::from(&read(a)), &[("b".to_owned(), read(b))], 2)
}

#[test]
fn what_comes_behind_points_to_what_it_pointed_to() {
    let Combined { loaded, came } = both(A, B);
    let data = &loaded.dataset;
    assert_eq!((data.title(), data.revision()), (Some("A"), 2));
    let ids: Vec<&str> = data.entities().iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids, ["iran", "israel", "b", "iran (b)", "s"]);
    let documents: Vec<&str> = data.documents().iter().map(|document| document.id.as_str()).collect();
    assert_eq!(documents, ["d", "e", "e (b)"], "the same text is taken once");
    let claims: Vec<&str> = data.claims().iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(claims, ["c1", "c1 (b)", "c2"]);
    let claim = data.claim(ClaimIx(1));
    assert_eq!((claim.subject, claim.object), (EntityIx(2), Some(EntityIx(4))));
    assert_eq!(claim.quantities[0].place, Some(EntityIx(3)));
    let voice = &claim.attributions[0];
    assert_eq!((voice.speaker, voice.via.as_slice()), (Some(EntityIx(3)), [EntityIx(4)].as_slice()));
    let cited: Vec<&str> = voice
        .evidence
        .iter()
        .map(|cited| {
            let span = cited.span.unwrap();
            data.document(cited.document).text.slice(span.start, span.end)
        })
        .collect();
    assert_eq!(cited, ["Iran warns", "Quite"]);
    assert_eq!(data.opposed(ClaimIx(1)), [ClaimIx(2)]);
    assert!(data.tied(EntityIx(4), EntityIx(3)) && !data.tied(EntityIx(0), EntityIx(4)));
    let kinds: Vec<&str> = data.entity_ixs().map(|entity| data.kind_of(entity).label.as_str()).collect();
    assert_eq!(kinds, ["state", "state", "boat", "state", "ship"], "a kind is as the first file has it");
    assert_eq!(data.kind_of(EntityIx(2)).like, BuiltinKind::Facility);
    let expected = Came {
        entities: 2..5,
        claims: 1..3,
        documents: 2..3,
        known: 1,
        same_id: vec![(EntityIx(3), EntityIx(0))],
    };
    assert_eq!(came, [expected]);
}

#[test]
fn ids_stay_apart_in_many_files_and_are_the_same_when_read_again() {
    let twice = || {
        let others = ["b", "b", "c"].map(|word| (word.to_owned(), read(B)));
        combine(First::from(&read(A)), &others, 2)
    };
    let ids = |combined: &Combined| -> Vec<String> {
        combined.loaded.dataset.entities().iter().map(|entity| entity.id.clone()).collect()
    };
    let combined = twice();
    let named = ["iran (b)", "s", "b (b)", "iran (b 2)", "s (b)", "b (c)", "iran (c)", "s (c)"];
    assert_eq!(ids(&combined)[3..], named);
    assert_eq!(ids(&combined), ids(&twice()));
    let of_third: Vec<(u32, u32)> = combined.came[2].same_id.iter().map(|(a, b)| (a.0, b.0)).collect();
    assert_eq!(of_third, [(8, 2), (9, 0), (10, 4)], "each with the first that has its id");
}

#[test]
fn problems_are_joined_and_counts_of_one_name_added_up() {
    let a = read("Source,Target\nx,y\nx,\n");
    let b = read("Source,Target\ny,z\n");
    let rows = |loaded: &Loaded| loaded.import.counts.clone();
    let sum: u64 = rows(&a).iter().chain(&rows(&b)).map(|count| count.found).sum();
    let (problems, more) = (a.report.problems.len(), b.report.problems.len());
    assert!(problems > 0);
    let all = combine(First::from(&a), &[("b".to_owned(), b)], 2).loaded;
    assert_eq!(all.report.problems.len(), problems + more);
    assert_eq!(all.import.counts.iter().map(|count| count.found).sum::<u64>(), sum);
    assert_eq!(rows(&all).len(), rows(&a).len());
    assert_eq!(all.format, a.format);
    let mixed = combine(First::from(&all), &[("b".to_owned(), read(B))], 3).loaded;
    assert_eq!((mixed.format, mixed.import.why.as_str()), (MIXED, ""));
}

/// A case of so many entities and of claims between some of them, with ids that often clash.
fn some_case() -> impl Strategy<Value = Dataset> {
    let ids = proptest::collection::btree_set("[ab]( \\(b\\))?", 1..5);
    let claims = proptest::collection::btree_map("[ab]( \\(b\\))?", (0u32..9, 0u32..9, 0u32..9), 0..5);
    let texts = proptest::collection::btree_map("[ab]", "[xy]", 0..3);
    (ids, claims, texts).prop_map(|(ids, claims, texts)| {
        let count = ids.len() as u32;
        let documents = texts.into_iter().map(|(id, text)| document(&id, &text)).collect::<Vec<_>>();
        let cited = documents.len() as u32;
        let entities = ids.into_iter().map(|id| Entity::new(id.clone(), id, KindTable::OTHER)).collect();
        let claim = |(id, (subject, object, speaker)): (String, (u32, u32, u32))| {
            let of = |n: u32| EntityIx(n % count);
            let mut claim = Claim::new(id, of(subject), "member_of", Some(of(object)));
            let mut voice = crate::model::Attribution::new(Some(of(speaker)), crate::model::Stance::Asserts);
            voice.evidence.extend((0..cited).map(|n| Citation::new(DocIx(n))));
            claim.attributions.push(voice);
            claim
        };
        let claims = claims.into_iter().map(claim).collect();
        DatasetBuilder { documents, entities, claims, ..DatasetBuilder::default() }.build(1)
    })
}

fn document(id: &str, text: &str) -> Document {
    let text = format!(
        r#"{{"format": "attache/1", "documents": [{{"id": "{id}", "text": "{text}"}}], "entities": [], "claims": []}}"#
    );
    read(&text).dataset.documents()[0].clone()
}

fn loaded(dataset: Dataset) -> Loaded {
    let (report, import) = (Report::default(), Import::default());
    Loaded { dataset, report, format: "attache/1", import, stopped: false }
}

proptest! {
    #[test]
    fn nothing_is_lost_and_the_first_stays(first in some_case(), others in proptest::collection::vec(some_case(), 0..4)) {
        let texts = |data: &Dataset, claim: &Claim| -> Vec<String> {
            claim.citations().map(|(_, cited)| data.document(cited.document).text.as_str().to_owned()).collect()
        };
        let said = |data: &Dataset| -> Vec<(String, String, Option<String>, Vec<String>)> {
            let name = |entity: EntityIx| data.entity(entity).name.clone();
            let claims = data.claims().iter();
            claims.map(|claim| {
                let speaker = claim.attributions[0].speaker.map(name);
                (name(claim.subject), claim.object.map(name).unwrap(), speaker, texts(data, claim))
            }).collect()
        };
        let expected: Vec<_> = std::iter::once(&first).chain(&others).flat_map(said).collect();
        let entities: usize = std::iter::once(&first).chain(&others).map(|data| data.entities().len()).sum();
        let first = loaded(first);
        let others: Vec<(String, Loaded)> = others.into_iter().map(|data| ("b".to_owned(), loaded(data))).collect();
        let Combined { loaded: all, came } = combine(First::from(&first), &others, 2);
        let data = &all.dataset;
        prop_assert_eq!(said(data), expected);
        prop_assert_eq!(data.entities().len(), entities);
        for items in [
            first.dataset.entity_ixs().map(Item::Entity).collect::<Vec<_>>(),
            first.dataset.claim_ixs().map(Item::Claim).collect(),
            first.dataset.document_ixs().map(Item::Document).collect(),
        ] {
            for item in items {
                prop_assert_eq!(first.dataset.carry_over(item, data), Some(item));
            }
        }
        let unique = |ids: Vec<&String>| ids.iter().collect::<HashSet<_>>().len() == ids.len();
        prop_assert!(unique(data.entities().iter().map(|entity| &entity.id).collect()));
        prop_assert!(unique(data.claims().iter().map(|claim| &claim.id).collect()));
        prop_assert!(unique(data.documents().iter().map(|document| &document.id).collect()));
        for (came, (_, other)) in came.iter().zip(&others) {
            prop_assert_eq!(came.entities.len(), other.dataset.entities().len());
            prop_assert_eq!(came.documents.len() + came.known, other.dataset.documents().len());
            for (new, before) in &came.same_id {
                prop_assert!(came.entities.contains(&new.0) && before.0 < came.entities.start);
            }
        }
    }
}
