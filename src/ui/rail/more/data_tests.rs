//! Tests of what *More filters* lists.

use super::*;
use crate::model::DatasetBuilder;

fn facets() -> Facets {
    let pair = |key: &str, value: &str| ((key.to_owned(), value.to_owned()), 1);
    Facets {
        predicates: vec![("attacks".to_owned(), 4), ("held_by".to_owned(), 1)],
        communities: vec![(0, 5), (1, 2)],
        properties: vec![pair("side", "a"), pair("side", "b"), pair("rank", "c")],
        degrees: vec![(0, 1), (3, 2)],
        ..Facets::default()
    }
}

#[test]
fn values_are_hidden_shown_and_singled_out() {
    let (facets, mut filter) = (facets(), Filter::default());
    assert_eq!(label(&filter), "all");
    Section::Predicate.toggle(&facets, &mut filter, 1);
    assert!(filter.predicates.contains("held_by"));
    assert_eq!(Section::Predicate.label(&facets, &filter), "1 of 2");
    Section::Predicate.only(&facets, &mut filter, 1);
    assert!(filter.predicates.contains("attacks") && filter.predicates.len() == 1);
    Section::Predicate.only(&facets, &mut filter, 1);
    assert!(filter.is_empty(), "a second time shows all");
    // A place that is not there changes nothing.
    Section::Group.toggle(&facets, &mut filter, 7);
    assert!(filter.is_empty());
}

#[test]
fn a_property_alone_leaves_other_keys_as_they_are() {
    let (facets, mut filter) = (facets(), Filter::default());
    Section::Property.toggle(&facets, &mut filter, 2);
    Section::Property.only(&facets, &mut filter, 0);
    assert_eq!(filter.properties.len(), 2);
    assert!(filter.properties.contains(&("rank".to_owned(), "c".to_owned())));
    assert!(filter.properties.contains(&("side".to_owned(), "b".to_owned())));
    assert_eq!(label(&filter), "1 on");
}

#[test]
fn only_what_occurs_has_a_section() {
    let data = DatasetBuilder::default().build(1);
    let found = rows(&data, &facets(), &Filter::default(), &BTreeSet::from([Section::Group]));
    let headings: Vec<Section> =
        found.iter().filter_map(|row| if let Row::Heading(one) = row { Some(*one) } else { None }).collect();
    assert_eq!(headings, [Section::Predicate, Section::Degree, Section::Group, Section::Property]);
    assert_eq!(found.len(), headings.len() + 2);
    let value = Section::Group.value(&data, &facets(), &Leaders::default(), &Filter::default(), 1);
    assert_eq!(value.map(|value| value.name).as_deref(), Some("number 2"));
}

#[test]
fn an_empty_field_is_the_end_of_the_dates_that_count() {
    use crate::model::{Attribution, Stance};
    let date = |text| Date::parse(text).ok();
    let mut claim = Claim { time: date("2023-10-07"), ..Claim::new("c", EntityIx(0), "meets", None) };
    let voice = Attribution::new(None, Stance::Asserts);
    claim.attributions.push(Attribution { date: date("2023-10-20/2023-10-26"), ..voice });
    let entities = vec![crate::model::Entity::new("a", "a", crate::model::KindTable::OTHER)];
    let data = DatasetBuilder { entities, claims: vec![claim], ..DatasetBuilder::default() }.build(1);
    let days = |by| {
        let window = Typed { undated: false, ..Typed::default() }.window(&data, by).ok().flatten();
        window.map(|window| (iso(window.from), iso(window.to)))
    };
    assert_eq!(days(Dating::Event), Some(("2023-10-07".into(), "2023-10-07".into())));
    assert_eq!(days(Dating::Statement), Some(("2023-10-20".into(), "2023-10-26".into())));
    let found = rows(&data, &Facets::default(), &Filter::default(), &BTreeSet::new());
    let both = [Dating::Event, Dating::Statement].map(|by| Row::Heading(Section::Date(by)));
    assert_eq!(found, both);
    let mut filter =
        Filter { said: Some(DateWindow { from: Day(0), to: Day(1), undated: false }), ..Filter::default() };
    assert_eq!(label(&filter), "1 on");
    Section::Date(Dating::Statement).clear(&mut filter);
    assert!(filter.is_empty());
}

#[test]
fn days_are_read_as_they_are_meant() {
    let data = DatasetBuilder::default().build(1);
    let typed = |from: &str, to: &str, undated| {
        Typed { from: from.to_owned(), to: to.to_owned(), undated }.window(&data, Dating::Event)
    };
    assert_eq!(typed("", "", true), Ok(None));
    assert_eq!(typed("2023-02-30", "", true), Err("There is no such day"));
    assert_eq!(typed("2023-99-300", "", true), Err("Write days as 2023-10-26"));
    assert_eq!(typed("20 Oct", "", true), Err("Write days as 2023-10-26"));
    assert_eq!(typed("2023-10-2", "", true), Err("Write days as 2023-10-26"));
    assert_eq!(typed("2023-10-26", "2023-10-20", true), Err("The first day comes after the last"));
    let window = typed("2023-10-20", "2023-10-26", false).ok().flatten();
    assert_eq!(
        Typed::of(window),
        Typed { from: "2023-10-20".into(), to: "2023-10-26".into(), undated: false }
    );
}
