//! Each shape of RDF that the field has: an extract of Wikidata, named graphs, JSON-LD, dumps, statements about statements.

use super::*;

#[test]
fn an_extract_of_wikidata_has_names_in_languages_and_kinds() {
    let loaded = load("wikidata.ttl");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "Turtle");
    let helena = entity(data, "http://www.wikidata.org/entity/Q90000001");
    assert_eq!((helena.name.as_str(), kind(data, helena)), ("Helena Brandt", "person"));
    assert_eq!(helena.aliases, ["Хелена Брандт", "H. Brandt", "Brandtová"]);
    assert_eq!(helena.description.as_deref(), Some("minister of a country that is made up"));
    assert_eq!(helena.properties["description@de"], "erfundene Ministerin");
    assert_eq!(helena.properties["P569"], "1961-04-02T00:00:00Z");
    let office = named(data, "minister of rivers");
    assert_eq!(kind(data, office), "public office");
    assert_eq!(
        office.xref,
        [("sameAs".to_owned(), "http://dbpedia.org/resource/Minister_of_Rivers".to_owned())]
    );
    assert_eq!(sentences(data), ["Helena Brandt P39 minister of rivers", "Helena Brandt P22 somebody"]);
    assert_eq!(data.claims()[0].label.as_deref(), Some("position held"));
    assert_eq!(data.entities()[2].id, "_:genid1");
    assert_eq!(data.entities().len(), 3, "types and predicates are none: {:?}", ids(data));
}

#[test]
fn named_graphs_are_the_sources_of_what_stands_in_them() {
    let loaded = load("graphs.trig");
    let data = &loaded.dataset;
    let pollutes = claim(data, "Upper mill pollutes Long river");
    assert_eq!(
        voices(data, pollutes),
        ["River board in http://example.org/page/7", "An angler in reports/2"],
        "one claim of two voices"
    );
    assert_eq!(pollutes.attributions[0].date.as_ref().map(attache::model::Date::as_str), Some("2021-06-01"));
    let angler = data.documents().iter().find(|document| document.id == "reports/2").expect("a document");
    assert_eq!(
        (angler.title.as_deref(), angler.author.as_deref()),
        (Some("Letter to the editor"), Some("An angler"))
    );
    let mill = named(data, "Upper mill");
    assert_eq!(
        (kind(data, mill), &mill.properties["founded"], &mill.properties["open"]),
        ("Factory", &1903.into(), &true.into())
    );
    assert_eq!(kind(data, named(data, "The owner")), "person");
    assert!(sentences(data).contains(&"Long river flowsThrough town".to_owned()));
    assert!(sentences(data).contains(&"Long river flowsThrough village".to_owned()));
    assert_eq!(
        voices(data, claim(data, "Upper mill closed village")),
        ["Alice in "],
        "a graph of somebody's own"
    );
    assert!(pollutes.extra["predicate"] == "http://example.org/rel/pollutes");
}

#[test]
fn json_ld_with_its_context_inside() {
    let loaded = load("people.jsonld");
    let data = &loaded.dataset;
    assert_eq!((loaded.format, loaded.import.why.as_str()), ("JSON-LD", "a context of JSON-LD"));
    assert_eq!(
        sentences(data),
        ["Ada knows Ben", "Ada worksFor The works", "The works address _:[1]", "Ben knows cleo"]
    );
    assert_eq!(voices(data, claim(data, "Ben knows cleo")), ["nobody in http://example.org/claims/1"]);
    let ada = named(data, "Ada");
    assert_eq!((kind(data, ada), &ada.properties["height"]), ("person", &serde_json::json!(1.6)));
    assert_eq!(named(data, "Ben").aliases, ["Benno"]);
    assert_eq!(entity(data, "_:[1]").properties["streetAddress"], "1 Mill Lane");
    assert_eq!(loaded.report.count(attache::diagnostics::Severity::Error), 0, "{:?}", loaded.report);
}

#[test]
fn lines_of_triples_and_quads() {
    let loaded = load("dump.nt");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "N-Triples");
    assert_eq!(sentences(data), ["Anna \"the fox\" Ä knows b", "b knows Someone"]);
    assert_eq!(entity(data, "http://example.org/b").properties["age"], 42);
    let broken: Vec<u32> =
        codes(&loaded).iter().filter(|(code, _)| *code == Code::Syntax).map(|(_, line)| *line).collect();
    assert_eq!(broken, [5, 8], "each broken line, and no other");
    let quads = load("quads.nq").dataset;
    assert_eq!(
        voices(&quads, &quads.claims()[0]),
        ["The board in http://example.org/report/1", "nobody in http://example.org/report/2"]
    );
}

#[test]
fn statements_about_statements_carry_who_says_so() {
    let loaded = load("star.ttl");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["anna employs bob", "bob betrays anna", "bob age nobody"]);
    let employs = &data.claims()[0];
    assert_eq!(voices(data, employs), ["carl in ", "nobody in http://example.org/page"]);
    assert_eq!(employs.time.as_ref().map(attache::model::Date::as_str), Some("2019/2021-03"));
    assert_eq!(employs.extraction.as_ref().and_then(|made| made.score), Some(0.7));
    let betrays = &data.claims()[1];
    assert_eq!(
        (betrays.id.as_str(), voices(data, betrays)),
        ("http://example.org/doubt", vec!["dora in ".to_owned(), "A neighbour in ".to_owned()])
    );
    assert_eq!(
        (data.claims()[2].label.as_deref(), &data.claims()[2].extra["object"]),
        (Some("age: 41"), &41.into())
    );
}

#[test]
fn statements_of_the_old_form_with_quotes() {
    let loaded = load("reified.ttl");
    let data = &loaded.dataset;
    let warns = claim(data, "iran warns israel");
    assert_eq!(warns.id, "http://example.org/base/#s1");
    let voice = &warns.attributions[0];
    assert_eq!(voices(data, warns), ["paper in http://example.org/base/article"]);
    assert_eq!((voice.stance, voice.evidence[0].grounding), (Stance::Asserts, Grounding::Exact));
    let article = &data.documents()[0];
    assert_eq!(
        (
            article.title.as_deref(),
            article.has_text,
            article.published.as_ref().map(attache::model::Date::as_str)
        ),
        (Some("The warning"), true, Some("2023-10-16"))
    );
    assert_eq!(
        voices(data, claim(data, "iran mourns nobody")),
        ["nobody in http://example.org/base/article"]
    );
    assert!(counts(&loaded).contains(&("edges", 4, 2)), "{:?}", counts(&loaded));
    assert!(codes(&loaded).contains(&(Code::MissingField, 14)), "{:?}", codes(&loaded));
}
