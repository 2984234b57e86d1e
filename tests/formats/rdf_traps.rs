//! What goes wrong with RDF: broken statements, contexts elsewhere, nodes without names, files that look alike.

use super::*;

#[test]
fn a_broken_statement_costs_no_other() {
    let loaded = load("broken.trig");
    let data = &loaded.dataset;
    let all = sentences(data);
    for kept in ["A likes B", "B likes D", "D likes E", "E likes A", "E sees B", "A sees E"] {
        assert!(all.contains(&kept.to_owned()), "{kept} of {all:?}: {:?}", codes(&loaded));
    }
    assert_eq!(all.len(), 6, "{all:?}");
    let syntax: Vec<u32> =
        codes(&loaded).iter().filter(|(code, _)| *code == Code::Syntax).map(|(_, line)| *line).collect();
    assert_eq!(syntax, [3, 5, 7, 10, 13], "{:?}", loaded.report);
    // What stands behind a broken statement in a graph is still of that graph.
    assert_eq!(voices(data, claim(data, "B likes D")), ["nobody in http://example.org/g"]);
    assert_eq!(voices(data, claim(data, "E sees B")), ["nobody in http://example.org/h"]);
    assert_eq!(voices(data, claim(data, "A sees E")), [""; 0]);
}

#[test]
fn a_context_elsewhere_is_not_fetched_and_said() {
    let loaded = load("remote.jsonld");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["Ada friend Ben"]);
    let problem = loaded.report.problems.iter().find(|problem| problem.code == Code::DanglingReference);
    let problem = problem.expect("it is said");
    assert!(problem.message.contains("is not fetched"), "{}", problem.message);
    assert_eq!((problem.line, problem.column), (1, 16));
}

#[test]
fn schema_org_is_known_without_asking() {
    let loaded = load("schemaorg.jsonld");
    let data = &loaded.dataset;
    assert_eq!(sentences(data), ["The club member First", "The club member Second"]);
    assert_eq!(data.entities()[0].id, "#org", "relative names stay as they are");
    assert_eq!(loaded.report.problems, []);
}

#[test]
fn nodes_without_a_name_have_the_same_ids_each_time() {
    let text = "@prefix e: <http://e/> .\ne:a e:b [ e:c [ e:d 1 ] ], _:x .\n<#me> e:b <other>, <> .";
    let (once, twice) = (read(text), read(text));
    assert_eq!(ids(&once.dataset), ids(&twice.dataset));
    let mut all = ids(&once.dataset);
    all.sort_unstable();
    assert_eq!(all, ["#", "#me", "_:[1]", "_:[2]", "_:x", "http://e/a", "other"]);
}

#[test]
fn a_file_is_recognised_by_what_is_in_it() {
    let format = |text: &str| {
        io::read_bytes("x", text.as_bytes(), None, 1, &Unwatched).map_or("none", |loaded| loaded.format)
    };
    for turtle in [
        "@prefix e: <http://e/> .\ne:a e:b e:c .",
        "# words of a remark\nPREFIX e: <http://e/>\ne:a e:b e:c .",
        "@base <http://e/> .\n<a> <b> <c> .",
        "<http://e/a> a <http://e/B> ;\n <http://e/c> <http://e/d> .",
        "\u{FEFF}@prefix : <http://e/> .\n:a :b :c .",
    ] {
        assert_eq!(format(turtle), "Turtle", "{turtle}");
    }
    for lines in [
        "<http://e/a> <http://e/b> <http://e/c> .",
        "_:a <http://e/b> \"c d e\" .\n_:a <http://e/b> \"d\" .\n",
    ] {
        assert_eq!(format(lines), "N-Triples", "{lines}");
    }
    for (text, other) in [
        ("a b\nb c\nc d\n", "edge list"),
        ("Prefix and base are words of a text, as are these.", "plain text"),
        ("<a@b.org> wrote to <c@d.org> that he is late.", "none"),
        ("{\"nodes\": [{\"id\": \"a\"}], \"links\": []}", "JSON graph"),
        ("digraph { a -> b }", "Graphviz DOT"),
    ] {
        let found = format(text);
        assert!(!["Turtle", "N-Triples", "JSON-LD"].contains(&found), "{text}: {found}");
        assert!(found == other || other == "JSON graph" || other == "Graphviz DOT", "{text}: {found}");
    }
    let annotation = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": "http://e/b", "target": "http://e/t"}"#;
    assert_eq!(format(annotation), "Web Annotation");
}

#[test]
fn a_json_file_that_is_cut_off_keeps_its_whole_records() {
    let text = r#"{"@context": {"@vocab": "http://e/"}, "@graph": [{"@id": "http://e/a", "knows": {"@id": "http://e/b"}}, {"@id": "http://e/c", "kn"#;
    let loaded = read(text);
    assert_eq!(sentences(&loaded.dataset), ["a knows b"]);
    assert_eq!(codes(&loaded), [(Code::Syntax, 1)]);
}

#[test]
fn nesting_is_bounded() {
    let deep = 5000;
    let terms = format!(
        "PREFIX e: <http://e/>\ne:a e:b e:c .\ne:x e:y {} e:z {} .",
        "<<( e:s e:p ".repeat(deep),
        ")>>".repeat(deep)
    );
    let loaded = read(&terms);
    assert_eq!(
        (sentences(&loaded.dataset), codes(&loaded)),
        (vec!["a b c".to_owned()], vec![(Code::Syntax, 3)])
    );
    let lists =
        format!("PREFIX e: <http://e/>\ne:a e:b e:c, {} 1 {} .", "[ e:p ".repeat(deep), "]".repeat(deep));
    assert!(read(&lists).dataset.entities().len() > 1);
    let json = format!(
        "{{\"@context\": {{\"@vocab\": \"http://e/\"}}, \"@graph\": [{{\"@id\": \"http://e/a\", \"name\": \"A\"}}, {}1{}]}}",
        "{\"a\": ".repeat(deep),
        "}".repeat(deep)
    );
    assert_eq!(names(&read(&json).dataset), ["A"]);
    // A graph that a name opens in a string is none.
    let quiet = "@prefix e: <http://e/> .\ne:a e:b \"{ <<( } . \" .\ne:a e:c e:d .";
    assert_eq!(codes(&read(quiet)), []);
}

#[test]
fn very_many_broken_statements_end_the_reading() {
    let text = format!("@prefix e: <http://e/> .\ne:a e:b e:c .\n{}", "x y .\n".repeat(20_000));
    let loaded = read(&text);
    assert_eq!(sentences(&loaded.dataset), ["a b c"]);
    let lost: u64 = loaded.import.counts.iter().map(|count| count.found - count.kept).sum();
    assert_eq!(lost, 10_002);
}
