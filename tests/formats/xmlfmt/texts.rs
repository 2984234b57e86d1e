//! DOT, brat, `LightRAG` and plain texts.

use attache::diagnostics::Code;
use attache::io::{Unwatched, load};
use attache::model::{Certainty, Grounding, Stance};

use crate::show::{fixture, golden, never_panics, path, places, read, sentences};

const FILES: [&str; 9] = [
    "dot/clusters.dot",
    "dot/plain.gv",
    "dot/broken.dot",
    "brat/report.ann",
    "brat/bare.ann",
    "lightrag/graph_chunk_entity_relation.graphml",
    "lightrag_alone/graph_chunk_entity_relation.graphml",
    "text/report.md",
    "text/story.txt",
];

#[test]
fn the_reports_of_the_fixtures() {
    FILES.into_iter().for_each(golden);
}

#[test]
fn damaged_files_do_no_harm() {
    FILES.into_iter().for_each(never_panics);
}

#[test]
fn chains_subgraphs_and_ports_of_dot() {
    let loaded = fixture("dot/clusters.dot");
    assert_eq!(
        sentences(&loaded),
        [
            "iran arms hizbollah",
            "hizbollah arms hamas",
            "qatar linked_to iran",
            "qatar linked_to saudi arabia",
            "long name says \"no\" concat",
            "iran linked_to rec",
        ]
    );
    let data = &loaded.dataset;
    assert_eq!(data.title(), Some("Who arms whom in 2023"));
    let named = |id: &str| data.entities().iter().find(|entity| entity.id == id).unwrap();
    assert_eq!(named("saudi arabia").name, "Saudi Arabia & co");
    assert_eq!(named("saudi arabia").properties["cluster"], "The Gulf");
    assert_eq!(named("rec").name, "first second");
    assert_eq!(named("iran").name, "Iran (state)");
    assert_eq!(named("iran").viz.unwrap().position, Some([100.0, -200.0]), "y is turned over");
    assert_eq!(named("iran").viz.unwrap().colour, Some([255, 204, 0]));
    assert_eq!(data.claims()[2].extra["tailport"], "e");
    assert!(data.claims()[2].undirected && !data.claims()[0].undirected);
}

#[test]
fn what_subgraphs_make_is_bounded() {
    let many = (0..3000).map(|i| format!("n{i} ")).collect::<Vec<_>>().concat();
    let loaded = read("g", format!("digraph {{ {{ {many} }} -> {{ {many} }} }}")).unwrap();
    assert!(loaded.dataset.claims().len() < 20_000);
    assert!(loaded.report.problems.iter().any(|problem| problem.message.contains("many times larger")));
    let deep = "{".repeat(100_000);
    assert_eq!(places(&read("g", format!("graph {deep} a")).unwrap()), ["syntax 1:100009"]);
    let chain = (0..20_000).map(|i| format!("n{i} -> ")).collect::<Vec<_>>().concat();
    let long = "x".repeat(50_000);
    let loaded = read("g", format!("digraph {{ {chain} z [label=\"{long}\"] }}")).unwrap();
    let kept: usize = loaded.dataset.claims().iter().map(|claim| claim.predicate.len()).sum();
    assert!(kept < 3_000_000, "{kept}");
}

#[test]
fn events_of_brat_are_claims_in_the_voice_of_the_text() {
    let loaded = fixture("brat/report.ann");
    let data = &loaded.dataset;
    let claim = |id: &str| data.claims().iter().find(|claim| claim.id == id).unwrap();
    let denial = claim("E3");
    assert_eq!((denial.predicate.as_str(), denial.label.as_deref()), ("Denial", Some("denied")));
    assert_eq!(denial.extra["roles"], serde_json::json!({"Speaker": "T1", "What": "E1"}));
    let launch = claim("E2.1");
    assert_eq!(launch.attributions[0].certainty, Some(Certainty::Possible));
    assert_eq!(launch.attributions[0].evidence[0].grounding, Grounding::Exact);
    let attacker = claim("E1.1");
    assert_eq!(attacker.attributions[0].stance, Stance::Denies);
    assert_eq!(attacker.extra["Confidence"], "Low");
    let works = claim("R1");
    let span = works.attributions[0].evidence[0].span.unwrap();
    let words = data.documents()[0].text.as_str().get(span.start as usize..span.end as usize);
    assert_eq!(words, Some("Smith of Acme & Söhne"));
    let party = data.entities().iter().find(|entity| entity.id == "T3").unwrap();
    assert_eq!((party.name.as_str(), party.mentions.len()), ("Hizbollah", 4));
    assert_eq!(party.aliases, ["Party of God", "The group the Party"]);
    assert_eq!(party.xref, [("Wikidata".to_owned(), "Q41053".to_owned())]);
    assert_eq!(data.entities()[0].properties["note"], "Which Smith?");
}

#[test]
fn an_event_of_two_parties_is_one_claim() {
    let text = "T1\tPerson 0 1\tA\nT2\tPerson 2 3\tB\nT3\tMeet 4 5\tm\nE1\tMeet:T3 Theme:T2 Agent:T1\n";
    let loaded = read("x.ann", text).unwrap();
    assert_eq!(sentences(&loaded), ["T1 Meet T2"]);
    assert_eq!(loaded.dataset.claims()[0].label.as_deref(), Some("m"));
    assert_eq!(loaded.report.problems[0].code, Code::MissingDocument, "the text is not there");
    assert_eq!(loaded.dataset.entities().len(), 2, "a trigger is no entity");
}

#[test]
fn a_folder_of_lightrag_is_opened_as_one() {
    let folder = load(&path("lightrag"), 1, &Unwatched).unwrap();
    assert_eq!(folder.format, "LightRAG");
    let claim = &folder.dataset.claims()[0];
    assert_eq!((claim.predicate.as_str(), claim.undirected, claim.attributions.len()), ("warning", true, 2));
    assert_eq!(folder.dataset.documents()[1].title.as_deref(), Some("report.txt, part 2"));
    let iran = &folder.dataset.entities()[0];
    assert_eq!(iran.description.as_deref(), Some("Iran is a state.\nIt warned Israel."));
    let error = load(&path("dot"), 1, &Unwatched).unwrap_err();
    assert!(error.problem.message.contains("a folder"), "{}", error.problem.message);
    assert!(error.problem.hint.unwrap().contains("graph_chunk_entity_relation.graphml (LightRAG)"));
}

#[test]
fn a_text_is_a_case_without_a_graph() {
    let loaded = fixture("text/report.md");
    assert_eq!(loaded.dataset.title(), Some("A warning from Tehran"));
    assert_eq!((loaded.dataset.entities().len(), loaded.dataset.documents().len()), (0, 1));
    for other in ["{\"a b c d\"", "<html> a b c d", "[\"a b c\"]", "x", "a b c \u{1} d"] {
        assert_ne!(read("x", other).map(|loaded| loaded.format).ok(), Some("plain text"), "{other}");
    }
}
