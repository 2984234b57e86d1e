//! Writing a case in the formats of other tools: what `convert` writes, says and refuses, and that a case comes back
//! whole from its own format.

#![expect(clippy::unwrap_used, reason = "what goes wrong here should fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use attache::cli;
use attache::io::write::{Order, TARGETS, Texts, target_named};
use attache::io::{self, Unwatched};
use attache::model::{Dataset, Grounding};

fn run(args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["attache"].iter().chain(args).map(|arg| std::ffi::OsString::from(*arg));
    let status = cli::run(args.collect::<Vec<_>>(), &mut out, &mut err);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tehran-warning/case.json")
}

fn native(data: &Dataset) -> String {
    let order = Order { data, places: None, texts: Texts::Inside };
    let made = target_named("attache").unwrap().write(&order);
    assert!(made.lost.is_empty());
    String::from_utf8(made.files[0].bytes.clone()).unwrap()
}

#[test]
fn a_case_comes_back_whole_from_its_own_format() {
    let first = io::load(&bundled(), 1, &Unwatched).unwrap();
    let text = native(&first.dataset);
    let again = io::read_bytes("again.json", text.as_bytes(), None, 2, &Unwatched).unwrap();
    assert_eq!(again.report.problems, []);
    assert_eq!(native(&again.dataset), text, "written again it is the same, byte for byte");
    let (a, b) = (&first.dataset, &again.dataset);
    assert_eq!(a.grounding().of(Grounding::Exact), b.grounding().of(Grounding::Exact));
    let statuses = |data: &Dataset| data.claim_ixs().map(|claim| data.status(claim)).collect::<Vec<_>>();
    assert_eq!(statuses(a), statuses(b));
}

#[test]
fn everything_that_the_format_has_is_written() {
    let json = r##"{"format": "attache/1", "title": "T", "stray": [1],
"kinds": {"tribe": {"like": "militia", "label": "Tribe"}},
"documents": [{"id": "d", "title": "D", "publisher": "P", "author": "A", "url": "https://example.org/d", "published": "2023-10~", "language": "en", "text": "Alpha warned Beta.", "colour": "red"}],
"entities": [
 {"id": "a", "name": "Alpha", "kind": "tribe", "aliases": ["Al"], "description": "first", "xref": {"wikidata": "Q1"}, "properties": {"n": 3}, "mentions": [{"document": "d", "start": 0, "end": 5}], "reliability": "B", "anonymous": true, "group": true, "viz": {"x": 1.5, "y": -2, "colour": "#0a0b0c", "size": 4}},
 {"id": "b", "name": "Beta", "kind": "state"}],
"claims": [
 {"id": "c1", "subject": "a", "predicate": "warns", "object": "b", "label": "warned", "time": "2023-10-20/2023-10-26", "place": "b", "quantities": [{"kind": "killed", "low": 12, "unit": "people", "time": "2023", "place": "b"}], "opposes": ["c2"], "extraction": {"by": "m", "score": 0.5, "run": 7}, "undirected": true, "weight": 2,
  "attributions": [{"speaker": "b", "via": ["a"], "stance": "denies", "verb": "said", "date": "2023", "certainty": "probable", "credibility": 3, "quantities": [{"kind": "killed", "best": 1}], "evidence": [{"document": "d", "exact": "warned", "prefix": "Alpha ", "suffix": " Beta", "start": 6, "end": 12, "cue": [0, 5], "x": 1}]}]},
 {"id": "c2", "subject": "a", "predicate": "rests"}]}"##;
    let loaded = io::read_bytes("case.json", json.as_bytes(), None, 1, &Unwatched).unwrap();
    let written: serde_json::Value = serde_json::from_str(&native(&loaded.dataset)).unwrap();
    let given: serde_json::Value = serde_json::from_str(json).unwrap();
    // A citation that lists no evidence is written with an empty list.
    assert_eq!(written, given);
}

#[test]
fn every_format_is_written_twice_alike_and_says_what_it_left_out() {
    let data = io::load(&bundled(), 1, &Unwatched).unwrap().dataset;
    for target in TARGETS {
        let order = Order { data: &data, places: None, texts: Texts::Inside };
        let made = target.write(&order);
        assert_eq!(made, target.write(&order), "{}", target.id);
        assert!(made.files.iter().all(|file| !file.bytes.is_empty()), "{}", target.id);
        assert!(made.lost.iter().all(|lost| lost.count > 0), "{}", target.id);
        let graph = !["attache", "web-annotation", "turtle", "evidence", "evidence-csv"].contains(&target.id);
        let citations: usize = data.claims().iter().map(|claim| claim.citations().count()).sum();
        let told = made.lost.iter().any(|lost| lost.one == "citation" && lost.count == citations);
        assert_eq!(told, graph, "{}: {:?}", target.id, made.lost);
    }
}

#[test]
fn convert_writes_beside_and_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).display().to_string();
    let case = bundled().display().to_string();
    let (status, said, err) = run(&["convert", &case, &out("case.json")]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(said.trim(), out("case.json"));
    let again = io::load(Path::new(&out("case.json")), 1, &Unwatched).unwrap();
    assert_eq!(again.report.problems, [], "the text came along");
    let (status, said, err) = run(&["convert", &case, &out("table.csv")]);
    assert_eq!((status, said.lines().count()), (0, 2));
    assert!(
        err.contains("left out: ") && err.contains(" citations, which tables of edges and nodes cannot hold"),
        "{err}"
    );
    let nodes = fs::read_to_string(out("table_nodes.csv")).unwrap();
    assert!(nodes.starts_with("Id,name,kind,description,aliases"), "{nodes}");
    assert_eq!(nodes.lines().count(), again.dataset.entities().len() + 1);
    let (status, _, _) = run(&["convert", &case, &out("case.gexf"), "--places"]);
    let gexf = fs::read_to_string(out("case.gexf")).unwrap();
    assert_eq!((status, gexf.matches("<viz:position").count()), (0, again.dataset.entities().len()));
}

#[test]
fn convert_refuses_what_it_cannot_do() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case.json").display().to_string();
    fs::copy(bundled(), &case).unwrap();
    let (status, _, err) = run(&["convert", &case, &case]);
    assert_eq!(status, 2);
    assert!(err.contains("is the file that is read"), "{err}");
    let (status, _, err) = run(&["convert", &case, &folder.path().join("x.doc").display().to_string()]);
    assert_eq!(status, 2);
    assert!(err.contains(".graphml") && err.contains("--to"), "{err}");
    let (status, _, err) = run(&["convert", "/nowhere/at/all.json", &format!("{case}.gexf")]);
    assert_eq!(status, 2);
    assert!(err.contains("there is no such file"), "{err}");
}

#[test]
fn convert_writes_over_nothing_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).display().to_string();
    let case = bundled().display().to_string();
    fs::write(out("case.gexf"), "mine").unwrap();
    let (status, said, err) = run(&["convert", &case, &out("case.gexf")]);
    assert_eq!((status, said.as_str()), (2, ""));
    assert!(err.contains("case.gexf is there already") && err.contains("--force"), "{err}");
    assert_eq!(fs::read_to_string(out("case.gexf")).unwrap(), "mine");
    let (status, _, err) = run(&["convert", &case, &out("case.gexf"), "--force"]);
    assert_eq!(status, 0, "{err}");
    assert!(fs::read_to_string(out("case.gexf")).unwrap().contains("<gexf"));
    // Of a pair neither is written where one is there.
    fs::write(out("pair_nodes.csv"), "mine").unwrap();
    let (status, said, err) = run(&["convert", &case, &out("pair.csv")]);
    assert_eq!((status, said.as_str()), (2, ""));
    assert!(err.contains("pair_nodes.csv is there already"), "{err}");
    assert!(!Path::new(&out("pair.csv")).exists());
    let (status, said, _) = run(&["convert", &case, &out("pair.csv"), "--force"]);
    assert_eq!((status, said.lines().count()), (0, 2));
}

#[test]
fn convert_writes_over_no_text_of_the_case_even_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case.json");
    let text = folder.path().join("story.md");
    fs::write(&text, "Ann paid Bob.").unwrap();
    let content = r#"{"format": "attache/1", "documents": [{"id": "d", "path": "story.md"}],
"entities": [{"id": "a", "name": "Ann", "kind": "person"}], "claims": []}"#;
    fs::write(&case, content).unwrap();
    let names = [&case, &text].map(|path| path.display().to_string());
    let (status, _, err) = run(&["convert", &names[0], &names[1], "--force"]);
    assert_eq!(status, 2);
    assert!(err.contains("story.md is the file that is read"), "{err}");
    assert_eq!(fs::read_to_string(&text).unwrap(), "Ann paid Bob.");
}

#[test]
fn convert_writes_over_neither_of_a_pair_of_tables() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("x.csv"), "source,target\na,b\n").unwrap();
    fs::write(at("x_nodes.csv"), "id,name\na,Ann\nb,Bob\n").unwrap();
    for (input, output) in [("x.csv", "x_nodes.csv"), ("x_nodes.csv", "x.csv")] {
        let (status, said, err) = run(&["convert", &at(input), &at(output), "--force"]);
        assert_eq!((status, said.as_str()), (2, ""), "{input}");
        assert!(err.contains(&format!("{output} is the file that is read")), "{err}");
    }
    assert!(fs::read_to_string(at("x.csv")).unwrap().starts_with("source"));
    assert!(fs::read_to_string(at("x_nodes.csv")).unwrap().starts_with("id,name"));
    // Another name is a file of its own, and so is that of its nodes.
    let (status, said, err) = run(&["convert", &at("x.csv"), &at("y.csv")]);
    assert_eq!((status, said.lines().count()), (0, 2), "{err}");
    assert!(fs::read_to_string(at("y_nodes.csv")).unwrap().contains("Ann"));
}
