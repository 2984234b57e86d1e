//! Plain JSON graphs.

use super::*;

#[test]
fn networkx_keeps_parallel_edges_apart_and_has_no_direction() {
    let loaded = load("networkx.json");
    let data = &loaded.dataset;
    assert_eq!(loaded.format, "JSON graph");
    assert_eq!(sentences(data), ["-- 0 linked_to 1", "-- 0 linked_to 1", "-- 1 knows c"]);
    let weights: Vec<_> =
        data.claims().iter().filter_map(|claim| claim.extra.get("weight")?.as_f64()).collect();
    assert_eq!(weights, [4.0, 2.0]);
    assert_eq!(data.claims()[1].extra["key"], 1);
    assert_eq!(data.claims()[2].time.as_ref().map(ToString::to_string).as_deref(), Some("from May 2019"));
    assert_eq!((data.title(), entity(data, "1").name.as_str()), (Some("Friends"), "Ben"));
    assert_eq!(counts(&loaded), [("edges", 5, 3), ("nodes", 4, 3)]);
    assert!(data.claims().iter().all(|claim| claim.attributions.is_empty()));
}

#[test]
fn ends_that_are_positions_are_looked_up_in_the_list() {
    let loaded = load("d3.json");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["Napoleon linked_to Myriel", "Mlle.Baptistine linked_to Myriel"]);
    assert_eq!(data.claims()[1].extra["weight"], 8);
    let viz = entity(data, "Myriel").viz.expect("a place");
    assert_eq!(viz.position, Some([1.5, -2.0]));
    let viz = entity(data, "Napoleon").viz.expect("a colour");
    assert_eq!((viz.position, viz.colour, viz.size), (None, Some([31, 119, 180]), Some(4.0)));
    // Numbers that are all ids stay ids, whatever the order of the list.
    let ids = read(r#"{"nodes": [{"id": 1}, {"id": 0}], "links": [{"source": 1, "target": 0}]}"#);
    assert_eq!(sentences(&ids.dataset), ["1 linked_to 0"]);
}

#[test]
fn graphs_of_one_file_keep_their_ids_apart() {
    let loaded = load("jgf1.json");
    let data = &loaded.dataset;
    assert_eq!(ids(data), ["a", "b", "a#2", "b#2", "c"]);
    assert_eq!(sentences(data), ["-- a meets b", "-- a#2 linked_to b#2", "a#2 warns c"]);
    assert_eq!(data.claims()[0].label.as_deref(), Some("met at noon"));
    assert_eq!((entity(data, "a").name.as_str(), entity(data, "a#2").name.as_str()), ("Alpha", "Another"));
    assert_eq!(entity(data, "b#2").name, "b");
    assert!(
        loaded.report.problems.iter().any(|problem| problem
            .message
            .contains("ids of graph 2 that an earlier graph has too, and that are kept apart: 2")),
        "{:?}",
        loaded.report.problems
    );
}

#[test]
fn nodes_may_be_a_map() {
    let loaded = load("jgf2.json");
    let data = &loaded.dataset;
    assert_eq!((kind(data, "alpha"), entity(data, "beta").name.as_str()), ("state", "Beta"));
    assert_eq!(sentences(data), ["alpha warns beta", "beta denies alpha"]);
    assert_eq!((data.claims()[0].id.as_str(), data.claims()[0].extra["note"].as_str()), ("x1", Some("n")));
    assert!(data.claims()[0].time.is_some());
    assert_eq!(data.claims()[1].extra["date"], "a while ago");
    assert_eq!(counts(&loaded), [("edges", 2, 2), ("hyperedges", 1, 0), ("nodes", 2, 2)]);
}

#[test]
fn cytoscape_nested_and_flat() {
    let loaded = load("cytoscape.cyjs");
    let data = &loaded.dataset;
    assert_eq!((entity(data, "72").name.as_str(), data.title()), ("YGL122C", Some("galFiltered")));
    assert_eq!(entity(data, "72").viz.and_then(|viz| viz.position), Some([12.5, -40.25]));
    assert_eq!(entity(data, "73").viz, None);
    assert_eq!(sentences(data), ["72 pp 73"]);
    assert_eq!(data.claims()[0].extra["weight"], 0.5);
    let loaded = load("cytoscape-flat.json");
    let data = &loaded.dataset;
    assert_eq!(kind(data, "n0"), "person");
    assert_eq!(entity(data, "n0").viz.and_then(|viz| viz.position), Some([1.0, 2.0]));
    assert_eq!(sentences(data), ["n0 knows n1", "n1 linked_to n0"]);
}

#[test]
fn langchain_names_the_text_that_an_edge_comes_from() {
    let loaded = load("langchain.json");
    let data = &loaded.dataset;
    assert_eq!(
        sentences(data),
        ["Marie Curie SPOUSE Pierre Curie", "Marie Curie PROFESSOR University Of Paris"]
    );
    assert_eq!(kind(data, "University Of Paris"), "organization");
    let curie = entity(data, "Marie Curie");
    assert_eq!((&curie.properties["born"], &curie.properties["field"]), (&"1867".into(), &"physics".into()));
    let documents: Vec<&str> = data.documents().iter().map(|document| document.id.as_str()).collect();
    assert_eq!(documents, ["https://example.org/curie", "https://example.org/curie#2"]);
    let found: Vec<Grounding> =
        data.claims().iter().flat_map(Claim::citations).map(|(_, cited)| cited.grounding).collect();
    assert_eq!(found, [Grounding::Exact, Grounding::Unanchored]);
    let status = |at: u32| data.status(attache::model::ClaimIx(at));
    assert_eq!((status(0), status(1)), (Status::Reported, Status::Reported));
}

#[test]
fn llama_index_chunks_are_texts_and_triplets_are_not_told_twice() {
    let loaded = load("llamaindex.json");
    let data = &loaded.dataset;
    assert_eq!((kind(data, "Alice"), ids(data).len()), ("person", 2));
    assert_eq!(sentences(data), ["Alice WORKS_FOR Acme", "Acme part_of Alice"]);
    assert_eq!(data.claims()[0].citations().count(), 1);
    assert_eq!(data.documents()[0].text.as_str(), "Alice works for Acme.");
    assert_eq!(counts(&loaded), [("documents", 1, 1), ("edges", 2, 2), ("nodes", 2, 2), ("triplets", 1, 1)]);
}

#[test]
fn kg_gen_has_clusters_and_chunks() {
    let loaded = load("kggen.json");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["Linda is mother of Joshua", "Ben is brother of Josh"]);
    assert_eq!(entity(data, "Joshua").aliases, ["Josh"]);
    let cited: Vec<_> = data.claims()[0]
        .citations()
        .map(|(_, cited)| (cited.document.index(), cited.extra["chunk"].clone()))
        .collect();
    assert_eq!(cited, [(0, 0.into()), (1, 1.into())]);
    let texts: Vec<bool> = data.documents().iter().map(|document| document.has_text).collect();
    assert_eq!(texts, [true, false], "what lies outside the folder is not read");
    assert_eq!(entity(data, "Linda").mentions.len(), 1);
    assert!(
        counts(&loaded).contains(&("edges", 3, 2)) && counts(&loaded).contains(&("relation names", 2, 2))
    );
}

#[test]
fn ends_have_many_names_and_a_broken_line_spoils_only_itself() {
    let loaded = load("spellings.jsonl");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["Iran warns Israel", "-- A knows B", "C likes A", "A linked_to C"]);
    assert_eq!(kind(data, "C"), "person");
    assert_eq!(data.claims()[3].time.as_ref().map(ToString::to_string).as_deref(), Some("2020 – 2021"));
    assert_eq!(codes(&loaded), [(Code::Syntax, 3), (Code::MissingField, 6)]);
}

#[test]
fn lists_of_triples() {
    let data = load("triples.json").dataset;
    assert_eq!(
        sentences(&data),
        ["Iran warns Israel", "Iran supports Hamas", "a linked_to b", "a linked_to b"]
    );
    assert!(data.claims()[1].time.is_some());
    assert_eq!(data.claims()[3].extra["weight"], 0.5);
    assert!(try_read("[[1, 0, 0], [0, 1, 0]]").is_err(), "a matrix is no graph");
}

#[test]
fn talk_around_the_json_is_said_and_not_read() {
    let loaded = load("talk.md");
    assert_eq!(sentences(&loaded.dataset), ["Iran warns Israel"]);
    assert_eq!(entity(&loaded.dataset, "Israel").aliases, ["State of Israel"]);
    let notes: Vec<&str> = loaded.report.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert!(notes.iter().any(|note| note.contains("text stands around")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("commas before")), "{notes:?}");
    let letter = try_read("A letter with {braces} and [brackets].").unwrap();
    assert!(letter.format == "plain text" && letter.dataset.entities().is_empty(), "words alone are a text");
}

/// A file is recognised by names that stand late in it, too.
#[test]
fn names_may_come_late() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("late.json");
    let words = "word ".repeat(3000);
    let text = format!(
        r#"[{{"source": {{"page_content": "{words}"}}, "nodes": [{{"id": "a"}}], "relationships": []}}]"#
    );
    std::fs::write(&path, text).expect("written");
    let loaded = io::load(&path, 1, &Unwatched).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((ids(&loaded.dataset), loaded.dataset.documents().len()), (vec!["a"], 1));
}

/// Keys of a multigraph that are words are ids only where each stands once.
#[test]
fn keys_are_ids_or_not() {
    let read = |second: &str| {
        let text = format!(
            r#"{{"multigraph": true, "directed": true, "nodes": [{{"id": "a"}}], "links": [{{"source": "a", "target": "a", "key": "k"}}, {{"source": "a", "target": "a", "key": "{second}"}}]}}"#
        );
        let loaded = read(&text);
        assert!(loaded.report.problems.is_empty(), "{:?}", loaded.report.problems);
        loaded.dataset.claims().iter().map(|claim| (claim.id.clone(), claim.extra.len())).collect::<Vec<_>>()
    };
    assert_eq!(read("l"), [("k".to_owned(), 0), ("l".to_owned(), 0)]);
    assert_eq!(read("k"), [("e1".to_owned(), 1), ("e2".to_owned(), 1)]);
}

#[test]
fn depth_and_size_have_bounds() {
    let deep = format!("{{\"nodes\": [{{\"id\": \"a\"}}], \"edges\": [], \"x\": {}", "[".repeat(100_000));
    assert_eq!(ids(&read(&deep).dataset), ["a"]);
    let wrapped = format!("{}{}", "{\"graph\": ".repeat(100_000), "{\"nodes\": []");
    assert!(try_read(&wrapped).is_err());
}

#[test]
fn records_that_are_none_are_said_with_their_place() {
    let loaded = read(
        "{\"nodes\": [{\"id\": \"a\"}, [], null,\n{\"id\": \"\"}, {\"id\": \"a\", \"label\": \"A\"}],\n\"edges\": [true, {\"source\": \"a\"}, {\"id\": \"e\", \"source\": \"a\", \"target\": \"a\"}, {\"id\": \"e\", \"source\": \"a\", \"target\": \"a\"}]}",
    );
    let data = &loaded.dataset;
    assert_eq!((ids(data), sentences(data).len()), (vec!["a"], 2));
    assert_eq!(entity(data, "a").name, "A");
    assert_eq!(
        codes(&loaded),
        [
            (Code::WrongType, 1),
            (Code::WrongType, 1),
            (Code::MissingField, 2),
            (Code::DuplicateId, 2),
            (Code::WrongType, 3),
            (Code::MissingField, 3),
            (Code::DuplicateId, 3)
        ]
    );
}
