//! Tests of the rail's data.

use super::*;
use crate::graph::{self, Voice};
use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, KindTable};
use crate::search::{Hit, Rank};

fn case() -> Dataset {
    let kind = KindTable::builtin;
    let mut builder = DatasetBuilder::default();
    let entities = [
        ("a", "Ödland", BuiltinKind::State),
        ("b", "Zamora", BuiltinKind::State),
        ("c", "Hamas", BuiltinKind::Militia),
        ("d", "Oslo", BuiltinKind::State),
    ];
    builder.entities = entities.into_iter().map(|(id, name, k)| Entity::new(id, name, kind(k))).collect();
    builder.claims = vec![
        Claim::new("1", EntityIx(1), "attacks", Some(EntityIx(2))),
        Claim::new("2", EntityIx(1), "warns", Some(EntityIx(0))),
        Claim::new("3", EntityIx(2), "attacks", Some(EntityIx(1))),
    ];
    builder.build(1)
}

fn names(data: &Dataset, rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| match row {
            Row::Heading(words, n) => format!("# {words} {n}"),
            Row::Item(Item::Entity(entity)) => data.entity(*entity).name.clone(),
            Row::Item(Item::Claim(claim)) => data.claim(*claim).id.clone(),
            Row::Item(other) => format!("{other:?}"),
        })
        .collect()
}

fn all(data: &Dataset) -> Shown {
    graph::derive(data, &Filter::default(), None)
}

#[test]
fn entities_stand_under_their_kind_with_most_lines_first() {
    let data = case();
    let rows = rows(&data, &all(&data), Tab::Entities, Sort::Group);
    assert_eq!(names(&data, &rows), ["# States 3", "Zamora", "Ödland", "Oslo", "# Militia 1", "Hamas"]);
}

#[test]
fn entities_sort_by_name_without_regard_to_accents_and_by_lines() {
    let data = case();
    let by_name = rows(&data, &all(&data), Tab::Entities, Sort::Name);
    assert_eq!(names(&data, &by_name), ["Hamas", "Ödland", "Oslo", "Zamora"]);
    let by_lines = rows(&data, &all(&data), Tab::Entities, Sort::Weight);
    assert_eq!(names(&data, &by_lines), ["Zamora", "Hamas", "Ödland", "Oslo"]);
}

#[test]
fn claims_stand_under_their_class_or_status() {
    let data = case();
    let by_class = rows(&data, &all(&data), Tab::Claims, Sort::Group);
    assert_eq!(names(&data, &by_class), ["# Acts against 2", "1", "3", "# Speaks against 1", "2"]);
    let by_status = rows(&data, &all(&data), Tab::Claims, Sort::Weight);
    assert_eq!(names(&data, &by_status), ["# Unsupported 3", "1", "2", "3"]);
}

#[test]
fn what_a_filter_hides_leaves_the_list_and_is_counted() {
    let data = case();
    let filter = Filter { classes: [Class::MaterialConflict].into(), ..Filter::default() };
    let shown = graph::derive(&data, &filter, None);
    assert_eq!(names(&data, &rows(&data, &shown, Tab::Claims, Sort::Name)), ["2"]);
    assert_eq!(shown_words(&data, &shown, &filter, None).as_deref(), Some("1 of 3 claims shown"));
    assert_eq!(shown_words(&data, &all(&data), &Filter::default(), None), None);
    let labels = filter_labels(&graph::facets(&data), &filter);
    assert_eq!(labels, ["all", "1 of 2", "all", "all"]);
}

#[test]
fn only_this_hides_the_others_and_a_second_time_shows_all() {
    let mut hidden: BTreeSet<Voice> = BTreeSet::new();
    let voices = [Voice::Document, Voice::Entity(EntityIx(0)), Voice::Entity(EntityIx(1))];
    only(&mut hidden, &voices[1], voices.into_iter());
    assert_eq!(hidden, [voices[0], voices[2]].into());
    only(&mut hidden, &voices[1], voices.into_iter());
    assert_eq!(hidden, BTreeSet::new());
    toggle(&mut hidden, voices[0]);
    assert_eq!(filter_label(&hidden, voices.into_iter()), "2 of 3");
    toggle(&mut hidden, voices[0]);
    assert_eq!(filter_label(&hidden, voices.into_iter()), "all");
}

fn hit(n: u32) -> Hit {
    Hit {
        item: Item::Entity(EntityIx(n)),
        score: 1.0,
        rank: Rank::Exact,
        label: String::new(),
        via: None,
        matched: Vec::new(),
    }
}

#[test]
fn a_group_of_results_shows_five_rows_until_it_is_opened() {
    let mut hits = Hits { entities: (0..8).map(hit).collect(), entity_total: 20, ..Hits::default() };
    hits.texts = vec![hit(0)];
    hits.text_total = 1;
    let closed = result_lines(&hits, [false; 4]);
    assert_eq!(closed.len(), 1 + 5 + 1 + 2);
    assert_eq!(closed[0], Line::Heading(Group::Entities, 20));
    assert_eq!(closed[6], Line::More(Group::Entities, 3));
    assert_eq!(closed[7], Line::Heading(Group::Text, 1));
    let open = result_lines(&hits, [true; 4]);
    assert_eq!(open[9], Line::Surplus(12));
}

#[test]
fn an_excerpt_keeps_its_marks_on_the_same_words() {
    let text = "Überall in diesem langen Satz steht viel, bevor am Ende Tehran kommt und es weiter geht";
    let at = text.find("Tehran").unwrap() as u32;
    let (short, marks) = excerpt(text, &[(at, at + 6)], 40);
    assert!(short.starts_with('…') && short.len() < text.len());
    assert_eq!(short.get(marks[0].0 as usize..marks[0].1 as usize), Some("Tehran"));
    let late = "Nobody in the whole of this long sentence is named before its very end, which is Tehran";
    let at = late.find("Tehran").unwrap() as u32;
    let (short, marks) = excerpt(late, &[(at, at + 6)], 40);
    assert!(short.chars().count() >= 30, "little follows, so more of what leads up to it is shown: {short}");
    assert_eq!(short.get(marks[0].0 as usize..), Some("Tehran"));
    let (whole, same) = excerpt("Tehran said so", &[(0, 6)], 40);
    assert_eq!((whole.as_str(), same.as_slice()), ("Tehran said so", &[(0, 6)][..]));
}
