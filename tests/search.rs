//! Search: ranking, typing errors, scripts, marks, and the fuzzy set against a slow plain scan.

use std::sync::atomic::AtomicBool;

use attache::model::{
    BuiltinKind, Claim, ClaimIx, Dataset, DatasetBuilder, DocIx, Document, Entity, EntityIx, Extra, Item,
    KindTable, Text,
};
use attache::search::{Hit, Index, Rank};
use proptest::prelude::*;

fn entity(name: &str, aliases: &[&str]) -> Entity {
    let mut entity = Entity::new(name, name, KindTable::builtin(BuiltinKind::State));
    entity.aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
    entity
}

fn document(id: &str, title: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: Some(title.to_owned()),
        publisher: Some("Reuters".to_owned()),
        author: None,
        url: None,
        published: None,
        language: None,
        path: None,
        sha256: None,
        text: Text::new(text),
        has_text: true,
        extra: Extra::new(),
    }
}

fn named(names: &[&str]) -> Dataset {
    let builder = DatasetBuilder {
        entities: names.iter().map(|name| entity(name, &[])).collect(),
        ..Default::default()
    };
    builder.build(1)
}

fn labels(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.label.as_str()).collect()
}

fn found(names: &[&str], query: &str) -> Vec<String> {
    let data = named(names);
    let hits = Index::build(&data).search(&data, query, 100);
    assert_eq!(hits.entity_total, hits.entities.len());
    hits.entities.into_iter().map(|hit| hit.label).collect()
}

/// The marked letters of a hit.
fn marked(hit: &Hit) -> Vec<&str> {
    let text = hit.via.as_deref().unwrap_or(&hit.label);
    hit.matched.iter().map(|&(a, b)| text.get(a as usize..b as usize).expect("on boundaries")).collect()
}

#[test]
fn whole_names_come_before_beginnings_before_words_before_insides_before_errors() {
    let names = ["Iraq", "Tirana", "Republic of Iran", "Iranian Army", "Iran", "Kuwait"];
    let data = named(&names);
    let hits = Index::build(&data).search(&data, "iran", 10);
    assert_eq!(labels(&hits.entities), ["Iran", "Iranian Army", "Republic of Iran", "Tirana", "Iraq"]);
    let ranks: Vec<Rank> = hits.entities.iter().map(|hit| hit.rank).collect();
    assert_eq!(ranks, [Rank::Exact, Rank::Prefix, Rank::Words, Rank::Inside, Rank::Similar]);
    assert!(hits.entities.windows(2).all(|pair| pair[0].score > pair[1].score));
}

#[test]
fn importance_then_the_name_decides_among_equals() {
    let mut builder = DatasetBuilder {
        entities: ["Ali Zand", "Ali Bahar", "Ali Amir"].map(|name| entity(name, &[])).into(),
        ..Default::default()
    };
    builder.claims.push(Claim::new("c", EntityIx(0), "warns", None));
    let data = builder.build(1);
    let hits = Index::build(&data).search(&data, "ali", 2);
    assert_eq!(labels(&hits.entities), ["Ali Zand", "Ali Amir"]);
    assert_eq!(hits.entity_total, 3);
}

#[test]
fn typing_errors_are_forgiven_by_length() {
    let names = ["Khamenei", "Hezbollah", "Hamas", "Gaza"];
    for typed in ["khamenie", "kamenei", "khhamenei", "khamenai", "hkamenei"] {
        assert_eq!(found(&names, typed), ["Khamenei"], "{typed}");
    }
    assert_eq!(found(&names, "hizbolah"), ["Hezbollah"], "another letter and one left out, still typing");
    assert_eq!(found(&names, "hmaas"), ["Hamas"]);
    assert_eq!(found(&names, "hmsaa"), Vec::<String>::new(), "two errors in five letters");
    assert_eq!(found(&names, "gza"), Vec::<String>::new(), "three letters forgive nothing");
}

#[test]
fn spellings_and_scripts_meet() {
    let names =
        ["Erdoğan", "Артём Ёлкин", "آیت‌الله علی خامنه‌ای", "שָׁלוֹם", "Tōkyō", "中国人民", "Shi’ite militias"];
    for (typed, name) in [
        ("erdogan", names[0]),
        ("артем елкин", names[1]),
        ("علي خامنه‌اي", names[2]),
        ("خامنهای", names[2]),
        ("שלום", names[3]),
        ("tokyo", names[4]),
        ("国人", names[5]),
        ("SHIITE", names[6]),
        ("shi'ite", names[6]),
    ] {
        let hits = found(&names, typed);
        assert_eq!(hits.first().map(String::as_str), Some(name), "{typed}");
    }
}

#[test]
fn words_may_come_in_any_order() {
    let names = ["Ayatollah Ali Khamenei", "Ali Larijani"];
    assert_eq!(found(&names, "khamenei ali"), ["Ayatollah Ali Khamenei"]);
    assert_eq!(found(&names, "ali kham"), ["Ayatollah Ali Khamenei"]);
    assert_eq!(found(&names, "larijnai ali"), ["Ali Larijani"], "one word with an error");
}

#[test]
fn another_name_leads_to_its_entity() {
    let builder = DatasetBuilder {
        entities: vec![entity("Iran", &["Tehran", "Islamic Republic"]), entity("Iraq", &["Baghdad"])],
        ..Default::default()
    };
    let data = builder.build(1);
    let hits = Index::build(&data).search(&data, "tehr", 10);
    assert_eq!(hits.entities.len(), 1);
    let hit = &hits.entities[0];
    assert_eq!(
        (hit.item, hit.label.as_str(), hit.via.as_deref()),
        (Item::Entity(EntityIx(0)), "Iran", Some("Tehran"))
    );
    assert_eq!(marked(hit), ["Tehr"]);
}

#[test]
fn another_name_that_the_name_holds_is_no_detour() {
    let builder = DatasetBuilder { entities: vec![entity("Joe Biden", &["Biden"])], ..Default::default() };
    let data = builder.build(1);
    let hits = Index::build(&data).search(&data, "biden", 10);
    assert_eq!((hits.entities[0].rank, hits.entities[0].via.as_deref()), (Rank::Exact, None));
    assert_eq!(marked(&hits.entities[0]), ["Biden"]);
}

fn case() -> Dataset {
    let mut builder = DatasetBuilder {
        entities: ["Iran", "Hezbollah", "Gaza"].map(|name| entity(name, &[])).into(),
        ..Default::default()
    };
    let mut toll = Claim::new("toll", EntityIx(2), "death_toll", None);
    toll.label = Some("more than 7,000 killed".to_owned());
    builder.claims = vec![
        Claim::new("arms", EntityIx(0), "arms", Some(EntityIx(1))),
        toll,
        Claim::new("war", EntityIx(1), "takes_hostages", Some(EntityIx(2))),
    ];
    builder.documents = vec![
        document(
            "a",
            "A rare warning",
            "The message was a rare warning. The U.S. warned Iran of a rare, late step.\n\nHezbollah kept silent.",
        ),
        document("b", "Grenzüberschreitung", "A step late, and rare. “Iran’s mission gave no reply.”"),
    ];
    builder.build(1)
}

#[test]
fn claims_are_found_by_subject_words_and_object() {
    let data = case();
    let index = Index::build(&data);
    let claims = |query: &str| -> Vec<(ClaimIx, Rank)> {
        let hits = index.search(&data, query, 10);
        hits.claims.iter().map(|hit| (hit.item.claim().expect("a claim"), hit.rank)).collect()
    };
    assert_eq!(claims("iran arms hezbollah"), [(ClaimIx(0), Rank::Exact)]);
    assert_eq!(claims("iran arms hez"), [(ClaimIx(0), Rank::Prefix)]);
    assert_eq!(claims("hezbollah"), [(ClaimIx(2), Rank::Prefix), (ClaimIx(0), Rank::Words)]);
    assert_eq!(claims("hostages gaza"), [(ClaimIx(2), Rank::Words)]);
    assert_eq!(claims("gaza 7000"), [(ClaimIx(1), Rank::Words)]);
    assert_eq!(claims("gaza more than 7,000 killed"), [(ClaimIx(1), Rank::Exact)]);
    assert_eq!(claims("hostagse"), [(ClaimIx(2), Rank::Similar)]);
    let hits = index.search(&data, "hostages gaza", 10);
    assert_eq!(marked(&hits.claims[0]), ["hostages", "Gaza"]);
}

#[test]
fn texts_give_the_sentence_with_the_phrase_first() {
    let data = case();
    let index = Index::build(&data);
    let texts = |query: &str| index.search_all(&data, query, 10).texts;
    let hits = texts("late step");
    assert_eq!(labels(&hits), ["The U.S. warned Iran of a rare, late step.", "A step late, and rare."]);
    assert_eq!(marked(&hits[0]), ["late", "step"]);
    let Item::Passage(document, span) = hits[0].item else { panic!("a passage") };
    assert_eq!(document, DocIx(0));
    assert_eq!(data.document(document).text.slice(span.start, span.end), hits[0].label);
    assert_eq!(marked(&texts("us warn")[0]), ["U.S", "warn"]);
    assert_eq!(labels(&texts("hezbolah")), ["Hezbollah kept silent."], "an error, no word begins so");
    assert_eq!(texts("step hezbollah"), [], "all words in one sentence");
}

#[test]
fn a_raised_flag_stops_the_search_over_texts() {
    let data = case();
    let index = Index::build(&data);
    assert_eq!(index.search_text(&data, "rare", 10, &AtomicBool::new(true)), (Vec::new(), 0));
    let (hits, total) = index.search_text(&data, "rare", 1, &AtomicBool::new(false));
    assert_eq!((hits.len(), total), (1, 3));
}

#[test]
fn documents_are_found_by_title_and_publisher() {
    let data = case();
    let index = Index::build(&data);
    assert_eq!(labels(&index.search(&data, "grenzuber", 10).documents), ["Grenzüberschreitung"]);
    let hits = index.search(&data, "reuters", 10);
    assert_eq!(hits.document_total, 2);
    assert_eq!(hits.documents[0].via.as_deref(), Some("Reuters"));
}

#[test]
fn entities_to_mark_leave_out_neighbours_of_a_plain_match() {
    let data = named(&["Iran", "Iraq", "Tirana"]);
    let index = Index::build(&data);
    assert_eq!(index.matching_entities(&data, "iran"), [EntityIx(0), EntityIx(2)]);
    assert_eq!(index.matching_entities(&data, "irak"), [EntityIx(0), EntityIx(1)]);
}

#[test]
fn nothing_typed_nothing_found_and_no_query_is_too_long() {
    let data = case();
    let index = Index::build(&data);
    for typed in ["", "  ", "…", "'"] {
        assert!(index.search_all(&data, typed, 10).is_empty(), "{typed:?}");
    }
    assert!(index.search_all(&data, &"x".repeat(10_000), 10).is_empty());
    index.search_all(&data, &"hezbollah ".repeat(10_000), 10);
    assert!(index.search_all(&Dataset::empty(), "iran", 10).is_empty(), "another dataset");
    let empty = Dataset::empty();
    assert!(Index::build(&empty).search_all(&empty, "iran", 10).is_empty());
}

/// The rule of `search/similar.rs` by the book: every beginning of every word, with a library's distance.
fn slow(query: &str, word: &str) -> bool {
    let (query, word): (Vec<char>, Vec<char>) = (query.chars().collect(), word.chars().collect());
    let bound = match query.len() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let text = |letters: &[char]| letters.iter().collect::<String>();
    let distance = |part: &[char]| strsim::osa_distance(&text(&query), &text(part));
    let begun = word.starts_with(&query);
    let inside = query.len() > 1 && word.windows(query.len()).any(|part| part == query);
    let begins =
        (1..word.len()).any(|len| word[len - 1] == query[query.len() - 1] && distance(&word[..len]) <= bound);
    begun || inside || begins || distance(&word) <= bound
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_word_finds_what_a_plain_scan_finds(
        names in prop::collection::vec("[abcд]{1,11}", 1..40),
        query in "[abcд]{1,10}",
    ) {
        let refs: Vec<&str> = names.iter().map(String::as_str).collect();
        let data = named(&refs);
        let hits = Index::build(&data).search(&data, &query, usize::MAX);
        let mut fast: Vec<usize> = hits.entities.iter().filter_map(|hit| hit.item.entity()).map(EntityIx::index).collect();
        fast.sort_unstable();
        let slow: Vec<usize> = (0..names.len()).filter(|&at| slow(&query, &names[at])).collect();
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn marks_lie_on_boundaries_apart_and_fold_to_letters_of_the_query(
        name in "[aAbBéÉüд’. -]{0,12}(e\u{301})?[abд ]{0,5}",
        query in "[abeuд]{1,3}",
    ) {
        let data = named(&[&name]);
        for hit in Index::build(&data).search(&data, &query, 10).entities {
            prop_assert!(!hit.matched.is_empty());
            let mut last = 0;
            for &(start, end) in &hit.matched {
                prop_assert!(last <= start && start < end, "apart and in order");
                last = end;
                let part = hit.label.get(start as usize..end as usize);
                prop_assert!(part.is_some(), "on boundaries");
                let refolded = named(&[part.unwrap_or("")]);
                let again = Index::build(&refolded).search(&refolded, &query, 1);
                prop_assert_eq!(again.entity_total, 1, "the marked letters alone match");
            }
        }
    }

    #[test]
    fn no_query_and_no_text_makes_it_panic(name in ".{0,80}", text in ".{0,300}", query in ".{0,40}") {
        let mut builder = DatasetBuilder { entities: vec![entity(&name, &[&text])], ..Default::default() };
        builder.documents.push(document("d", &name, &text));
        let data = builder.build(1);
        let index = Index::build(&data);
        for hit in index.search_all(&data, &query, 10).texts {
            prop_assert!(hit.matched.iter().all(|&(a, b)| hit.label.get(a as usize..b as usize).is_some()));
        }
        // What stands in a name is found by its own letters.
        if name.chars().any(|letter| letter.is_ascii_alphanumeric()) {
            prop_assert!(index.search(&data, &name, 1).entity_total > 0);
        }
    }
}
