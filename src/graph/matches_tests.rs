//! Unit tests of matching entities of one file with those of another.

use proptest::prelude::*;

use super::*;
use crate::model::{DatasetBuilder, KindTable};

fn entity(id: &str, kind: BuiltinKind, names: &[&str], xref: &str) -> Entity {
    let mut names = names.iter().map(|&name| name.to_owned());
    let mut entity = Entity::new(id, names.next().unwrap_or_default(), KindTable::builtin(kind));
    entity.aliases = names.collect();
    entity.xref.extend((!xref.is_empty()).then(|| ("wikidata".to_owned(), xref.to_owned())));
    entity
}

/// The matches of the entities from `start` on with those before; `same_id` as pairs of indices.
fn found(entities: Vec<Entity>, start: u32, same_id: &[(u32, u32)]) -> Vec<(u32, u32, String, bool)> {
    let end = entities.len() as u32;
    let data = DatasetBuilder { entities, ..DatasetBuilder::default() }.build(1);
    let same_id: Vec<_> = same_id.iter().map(|&(from, into)| (EntityIx(from), EntityIx(into))).collect();
    let parts = [Part { entities: &(start..end), same_id: &same_id }];
    let all = matches(&data, &parts, |entity| entity).into_iter();
    all.map(|pair| (pair.from.0, pair.into.0, pair.reason.words(), pair.doubtful)).collect()
}

use BuiltinKind::{Leader, Militia, Other, Person, Place, State};

#[test]
fn ids_identifiers_and_names_match_in_this_order() {
    let entities = vec![
        entity("iran", State, &["Iran"], ""),
        entity("a2", State, &["Israel"], "Q801"),
        entity("a3", Militia, &["Hizbollah", "Party of God"], ""),
        entity("a4", Leader, &["Joe  BIDEN"], ""),
        entity("iran (b)", State, &["Islamic Republic"], ""),
        entity("b2", Other, &["State of Israel"], "Q801"),
        entity("b3", Militia, &["Hezbollah", "party of god"], ""),
        entity("b4", Person, &["Joe Biden"], ""),
        entity("b5", Person, &["Nobody"], "Q1"),
    ];
    let words = |from, into, words: &str| (from, into, words.to_owned(), false);
    let expected = [
        words(4, 0, "same id in both files"),
        words(5, 1, "both are Q801 in wikidata"),
        words(6, 2, "both are called “party of god”"),
        words(7, 3, "same name"),
    ];
    assert_eq!(found(entities, 4, &[(4, 0)]), expected);
}

#[test]
fn what_two_have_and_names_of_other_kinds_say_nothing() {
    let twice = vec![
        entity("1", State, &["Georgia"], ""),
        entity("2", Place, &["Georgia"], ""),
        entity("3", Leader, &["Ali"], ""),
        entity("x", State, &["Georgia"], ""),
        entity("y", Person, &["Ali"], ""),
        entity("z", Person, &["ali"], ""),
    ];
    assert!(found(twice, 3, &[]).is_empty());
    let other = vec![entity("1", State, &["Georgia"], ""), entity("x", Person, &["Georgia"], "")];
    assert!(found(other, 1, &[]).is_empty());
    let nameless = |id: &str| Entity { anonymous: true, ..entity(id, Person, &["an official"], "") };
    assert!(found(vec![nameless("1"), nameless("x")], 1, &[]).is_empty());
}

#[test]
fn a_number_as_id_gives_way_to_names_and_is_doubtful() {
    let entities = vec![
        entity("n0", State, &["Iran"], ""),
        entity("n1", State, &["Israel"], ""),
        entity("n2", Militia, &["Hamas"], ""),
        entity("n0 (b)", State, &["Israel"], ""),
        entity("n1 (b)", State, &["Qatar"], ""),
        entity("n2 (b)", State, &["Egypt"], ""),
    ];
    let all = found(entities, 3, &[(3, 0), (4, 1), (5, 2)]);
    let pairs: Vec<(u32, u32, bool)> =
        all.into_iter().map(|(from, into, _, doubt)| (from, into, doubt)).collect();
    assert_eq!(pairs, [(3, 1, false), (5, 2, true)], "the name wins, and Israel is nobody else then");
}

#[test]
fn those_who_are_one_already_count_as_one() {
    let entities = || {
        vec![
            entity("1", State, &["Iran"], ""),
            entity("2", State, &["Iran"], ""),
            entity("x", State, &["Iran"], ""),
            entity("y", State, &["Iran"], ""),
        ]
    };
    let data = DatasetBuilder { entities: entities(), ..DatasetBuilder::default() }.build(1);
    let parts = [(2..3), (3..4)];
    let parts: Vec<Part<'_>> = parts.iter().map(|entities| Part { entities, same_id: &[] }).collect();
    assert!(matches(&data, &parts, |entity| entity).is_empty(), "two of that name");
    let merged = |entity: EntityIx| if entity.0 == 1 { EntityIx(0) } else { entity };
    let pairs: Vec<(u32, u32)> =
        matches(&data, &parts, merged).iter().map(|pair| (pair.from.0, pair.into.0)).collect();
    assert_eq!(pairs, [(2, 0), (3, 0)], "one a file, and the file between is seen through");
}

#[test]
fn a_hundred_thousand_of_one_name_are_done_in_time() {
    let entities = (0..100_000).map(|n| entity(&n.to_string(), State, &["Ali", "Muhammad"], "Q1")).collect();
    assert!(found(entities, 50_000, &[]).is_empty());
}

proptest! {
    #[test]
    fn each_end_is_used_once_a_part(
        all in proptest::collection::vec(("[ab]{1,2}", "[abc]", 0u32..4), 2..14),
        start in 1u32..13,
        same in proptest::collection::vec((0u32..14, 0u32..14), 0..6),
    ) {
        let count = all.len() as u32;
        let start = start.min(count - 1);
        let entities: Vec<Entity> = all.iter().enumerate().map(|(i, (name, alias, xref))| {
            entity(&format!("e{i}"), State, &[name, alias], &if *xref > 0 { xref.to_string() } else { String::new() })
        }).collect();
        let same: Vec<(u32, u32)> = same.into_iter()
            .filter(|(from, into)| *from >= start && *from < count && *into < start).collect();
        let pairs = found(entities, start, &same);
        let froms: BTreeSet<u32> = pairs.iter().map(|pair| pair.0).collect();
        let intos: BTreeSet<u32> = pairs.iter().map(|pair| pair.1).collect();
        prop_assert!(froms.len() == pairs.len() && intos.len() == pairs.len());
        prop_assert!(pairs.iter().all(|pair| pair.0 >= start && pair.1 < start));
    }
}
