//! `LangExtract`, `FollowTheMoney`, STIX and Web Annotations: formats that know where something is said.

use super::*;
use attache::model::{Certainty, ClaimIx};

fn documents(data: &Dataset) -> Vec<(&str, bool)> {
    data.documents().iter().map(|document| (document.id.as_str(), document.has_text)).collect()
}

fn time(claim: &Claim) -> Option<String> {
    claim.time.as_ref().map(ToString::to_string)
}

#[test]
fn extractions_are_mentions_and_parties_make_claims() {
    let loaded = load("langextract.jsonl");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "LangExtract");
    let juliet = entity(data, "Lady Juliet");
    let found: Vec<Grounding> = juliet.mentions.iter().map(|mention| mention.grounding).collect();
    assert_eq!(found, [Grounding::Exact, Grounding::Moved], "a span out of range is looked for again");
    assert_eq!(juliet.properties["emotional_state"], serde_json::json!(["longing", "joy"]));
    assert_eq!(juliet.mentions[1].extra["extraction_index"], 2);
    assert_eq!(sentences(data), ["Lady Juliet loves Romeo"]);
    let voice = &data.claims()[0].attributions[0];
    let narrator = voice.speaker.map(|speaker| data.entities()[speaker.index()].name.as_str());
    assert_eq!((narrator, voice.evidence[0].grounding), (Some("Narrator"), Grounding::Exact));
    // The offsets count code points: the emoji before is one.
    assert_eq!(voice.evidence[0].span.map(attache::model::Span::len), Some(26));
    let aching = &entity(data, "aching").mentions[0];
    assert_eq!(
        (aching.grounding, aching.extra["alignment_status"].as_str()),
        (Grounding::Moved, Some("match_fuzzy"))
    );
    let mercutio = &entity(data, "Mercutio").mentions[0];
    assert_eq!((mercutio.grounding, mercutio.given), (Grounding::Missing, None));
    assert_eq!(documents(data), [("doc_a1", true), ("doc_b2", true), ("doc_b2#3", true)]);
    assert_eq!(counts(&loaded), [("documents", 3, 3), ("edges", 1, 1), ("extractions", 6, 6)]);
}

#[test]
fn extractions_in_a_list_of_documents_with_what_is_spoilt() {
    let loaded = load("langextract-list.json");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["Acme bought Beta"]);
    assert_eq!(data.claims()[0].extra["year"], "2020");
    assert_eq!(
        (kind(data, "Acme"), kind(data, "Acme (brand)"), kind(data, "Beta")),
        ("company", "brand", "company")
    );
    assert!(codes(&loaded).iter().any(|(code, line)| (*code, *line) == (Code::UnusableSpan, 4)));
    assert!(counts(&loaded).contains(&("extractions", 6, 4)), "{:?}", counts(&loaded));
    let bare = load("langextract-bare.jsonl");
    assert_eq!(documents(&bare.dataset), [("document 1", false)]);
    assert!(codes(&bare).contains(&(Code::MissingDocument, 1)));
}

#[test]
fn interests_are_claims_with_dates_and_sources() {
    let loaded = load("ftm.jsonl");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "FollowTheMoney");
    let jane = entity(data, "NK-1");
    assert_eq!((jane.name.as_str(), jane.aliases.len(), jane.xref.len()), ("Jane Doe", 2, 1));
    assert_eq!(jane.properties["nationality"], serde_json::json!(["us", "de"]));
    assert_eq!(
        (kind(data, "NK-1"), kind(data, "NK-2"), kind(data, "addr-1")),
        ("person", "company", "place")
    );
    assert_eq!(
        sentences(data),
        [
            "NK-2 located_in addr-1",
            "NK-1 owns NK-2",
            "NK-1 owns NK-3",
            "NK-1 director of NK-2",
            "-- NK-2 linked_to NK-3",
            "name:OFAC sanctions NK-1",
            "NK-2 sanctioned nobody",
            "NK-2 pays NK-3",
        ]
    );
    let claims = data.claims();
    assert_eq!(time(&claims[1]).as_deref(), Some("1 Apr 2019 – 2020"));
    assert_eq!(
        (claims[1].label.as_deref(), &claims[1].extra["percentage"]),
        (Some("owner of shares"), &"75".into())
    );
    assert_eq!(claims[2].id, "own-1#2");
    let gazette =
        claims[3].attributions[0].speaker.map(|speaker| data.entities()[speaker.index()].name.as_str());
    assert_eq!((gazette, claims[3].citations().count()), (Some("The Gazette"), 2));
    assert_eq!(claims[3].extra["startDate"], "some time");
    assert_eq!((data.status(ClaimIx(1)), data.status(ClaimIx(7))), (Status::Reported, Status::Unsupported));
    assert_eq!(time(&claims[7]).as_deref(), Some("4 Mar 2020"));
    let ids: Vec<&str> = data.documents().iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["gb_coh_psc", "https://example.org/a", "https://example.org/b", "x", "us_ofac_sdn"]);
    assert_eq!(counts(&loaded), [("documents", 5, 5), ("edges", 10, 8), ("nodes", 6, 4)]);
}

#[test]
fn entities_in_a_list_and_in_a_file_that_is_cut_off() {
    let data = load("ftm-list.json").dataset;
    assert_eq!(sentences(&data), ["a member_of b"]);
    assert_eq!(
        (entity(&data, "b").aliases.as_slice(), kind(&data, "b")),
        (&["Old B".to_owned()][..], "government_body")
    );
    let cut = load("ftm-cut.jsonl");
    assert_eq!(ids(&cut.dataset), ["a"]);
    assert_eq!(codes(&cut), [(Code::Syntax, 2)]);
}

#[test]
fn relationships_are_said_by_who_made_them_and_by_reports() {
    let loaded = load("stix.json");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "STIX");
    assert_eq!(
        sentences(data),
        [
            "campaign--1 attributed_to intrusion-set--1",
            "campaign--1 uses malware--1",
            "identity--1 sighted malware--1",
            "identity--2 sighted malware--1",
            "malware--1 sighted nobody",
            "intrusion-set--1 uses malware--1",
        ]
    );
    assert_eq!((kind(data, "identity--2"), kind(data, "intrusion-set--1")), ("person", "militia"));
    let first = &data.claims()[0];
    assert_eq!(time(first).as_deref(), Some("1 Jan – 1 Jun 2020"));
    let voices: Vec<(Stance, Option<Certainty>, usize)> = first
        .attributions
        .iter()
        .map(|voice| (voice.stance, voice.certainty, voice.evidence.len()))
        .collect();
    assert_eq!(voices, [(Stance::Asserts, Some(Certainty::Certain), 1), (Stance::Denies, None, 1)]);
    assert_eq!(data.status(ClaimIx(0)), Status::Disputed);
    let second = &data.claims()[1].attributions;
    assert_eq!(
        (second.len(), second[0].certainty, second[0].evidence.len()),
        (1, Some(Certainty::Possible), 2)
    );
    assert_eq!(data.status(ClaimIx(5)), Status::Retracted);
    assert_eq!(entity(data, "campaign--1").mentions.len(), 1);
    assert_eq!(entity(data, "intrusion-set--1").xref, [("mitre-attack".to_owned(), "G0006".to_owned())]);
    let absent = loaded.report.problems.iter().filter(|problem| problem.code == Code::DanglingReference);
    assert_eq!(absent.count(), 3, "{:?}", loaded.report.problems);
    assert!(counts(&loaded).contains(&("edges", 7, 6)));
}

#[test]
fn older_bundles_and_bare_objects() {
    let data = load("stix20.json").dataset;
    assert_eq!(sentences(&data), ["threat-actor--1 uses tool--1"]);
    assert_eq!(data.status(ClaimIx(0)), Status::Unsupported);
    let loaded = load("stix-objects.json");
    assert_eq!(entity(&loaded.dataset, "file--1").name, "fe90");
    assert_eq!(loaded.dataset.claims()[0].extra["start_time"], "soon");
    assert_eq!(codes(&loaded), [(Code::WrongType, 1), (Code::UnknownValue, 1)]);
}

#[test]
fn an_annotation_tags_what_stands_beside_it() {
    let loaded = load("annotation.jsonld");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "Web Annotation");
    let mention = &entity(data, "Iran").mentions[0];
    assert_eq!((mention.grounding, mention.span.map(|span| span.start)), (Grounding::Exact, Some(22)));
    assert_eq!(documents(data), [("http://example.org/page1", true)]);
    let notes = &data.documents()[0].extra["notes"];
    assert_eq!(notes[0]["creator"], "A. Person");
    assert_eq!(counts(&loaded), [("annotations", 1, 1), ("documents", 1, 1), ("notes", 1, 1)]);
}

#[test]
fn bodies_with_a_predicate_are_claims_and_nothing_outside_the_folder_is_read() {
    let loaded = load("annotations.jsonld");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["iran denies israel"]);
    let claim = &data.claims()[0];
    let (_, cited) = claim.citations().next().expect("evidence");
    assert_eq!(
        (cited.grounding, cited.span.map(|span| (span.start, span.end))),
        (Grounding::Exact, Some((22, 36)))
    );
    assert_eq!((entity(data, "iran").name.as_str(), kind(data, "iran")), ("Iran", "state"));
    assert_eq!(claim.extraction.as_ref().and_then(|made| made.by.as_deref()), Some("annotator"));
    assert!(claim.time.is_some() && claim.attributions[0].speaker.is_some());
    let tagged = &entity(data, "http://www.wikidata.org/entity/Q794").mentions[0];
    assert_eq!(
        (tagged.grounding, kind(data, "http://www.wikidata.org/entity/Q794")),
        (Grounding::Exact, "state")
    );
    assert_eq!(documents(data), [("page1.txt", true), ("../secret.txt", false)]);
    assert_eq!(data.documents()[0].extra["notes"][0]["body"][0], "Check this");
    assert!(codes(&loaded).contains(&(Code::UnusableSpan, 6)));
    assert!(counts(&loaded).contains(&("annotations", 6, 4)), "{:?}", counts(&loaded));
}

#[test]
fn collections_hold_pages_that_hold_annotations() {
    let loaded = load("annotation-page.jsonld");
    let data = &loaded.dataset;
    assert_eq!((data.title(), entity(data, "Q801").name.as_str()), (Some("Steampunk"), "Israel"));
    assert_eq!(entity(data, "Q801").mentions[0].grounding, Grounding::Exact);
    assert_eq!(data.documents()[0].extra["notes"][0]["exact"], "nowhere to be found at all");
}
