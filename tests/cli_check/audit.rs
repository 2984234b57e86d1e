//! `check` against a text, over several files, and what it fails on.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::faulty_case::{CLAIMS, Fault, OF_EACH, faulty_case};
use super::{broken, bundled, run};

/// A graph without a text: two edges quote, one does not.
const GRAPH: &str = r#"{"nodes": [{"id": "Ann"}, {"id": "Bob"}], "links": [
{"source": "Ann", "target": "Bob", "label": "paid", "quote": "Ann paid Bob in the spring of that year"},
{"source": "Bob", "target": "Ann", "label": "left", "quote": "Bob left Ann"},
{"source": "Bob", "target": "Ann", "label": "met"}]}"#;

fn written(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

/// Audits a file against a text that has these bytes.
fn against(text: impl AsRef<[u8]>, name: &str, content: &str) -> (u8, Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let text = written(folder.path(), "story.txt", text);
    let file = written(folder.path(), name, content);
    let (status, out, err) = run(&["check", "--json", "--against", text.to_str().unwrap()], &[&file]);
    let checked = if out.is_empty() { Value::Null } else { serde_json::from_str(&out).unwrap() };
    (status, checked, err)
}

/// How many citations came out so.
fn figures(checked: &Value, outcomes: &[&str]) -> Vec<u64> {
    outcomes.iter().map(|outcome| checked["citations"][outcome].as_u64().unwrap()).collect()
}

const STORY: &str = "Ann paid Bob in the spring of that year. Bob left Ann.";

#[test]
fn a_graph_is_checked_against_a_text() {
    let (status, checked, err) = against(STORY, "graph.json", GRAPH);
    assert_eq!((status, err.as_str()), (0, ""), "{checked}");
    assert_eq!(figures(&checked, &["total", "exact"]), [2, 2]);
    assert_eq!((&checked["text"], &checked["counts"]["documents"]), (&json!(true), &json!(1)));
    assert_eq!(checked["alarms"], json!({"no_span": 1}), "the edge that quotes nothing");
    let suspects = checked["suspects"].as_array().unwrap();
    assert_eq!((suspects.len(), &suspects[0]["line"], &suspects[0]["column"]), (1, &json!(4), &json!(1)));
    let (status, checked, _) =
        against("Ann paid Bob in the spring of this year. No more.", "graph.json", GRAPH);
    assert_eq!(status, 1);
    assert_eq!(figures(&checked, &["total", "approximate", "missing"]), [2, 1, 1]);
}

#[test]
fn any_encoding_and_any_ends_of_lines() {
    let lines = STORY.replace("in the", "in\r\nthe");
    let utf16 =
        |text: &str| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let found = |text: &[u8]| {
        let (status, checked, err) = against(text, "graph.json", GRAPH);
        assert_eq!((status, err.as_str()), (0, ""), "{checked}");
        figures(&checked, &["total", "exact", "normalised"])
    };
    assert_eq!(found(format!("\u{FEFF}{STORY}").as_bytes()), [2, 2, 0], "a mark before the first word");
    assert_eq!(found(&utf16(STORY)), [2, 2, 0]);
    assert_eq!(found(lines.as_bytes()), [2, 1, 1], "an end of a line is white space");
    assert_eq!(found(&utf16(&lines)), [2, 1, 1]);
    // The graph itself may be written so too.
    let folder = tempfile::tempdir().unwrap();
    let text = written(folder.path(), "story.txt", utf16(STORY));
    let file = written(folder.path(), "graph.json", utf16(GRAPH));
    let (status, out, _) = run(&["check", "--against", text.to_str().unwrap()], &[&file]);
    assert!(status == 0 && out.contains("2 citations: 2 exact (100 % found)"), "{out}");
    assert!(out.contains("graph.json:4:1: suspect: e3 "), "{out}");
}

#[test]
fn every_format_is_checked_against_a_text() {
    let tables = "source,target,label,sentence\nAnn,Bob,paid,Ann paid Bob in the spring of that year\n";
    let brat = "T1\tPerson 0 3\tAnn\nT2\tPerson 9 12\tBob\nR1\tPaid Arg1:T1 Arg2:T2\n";
    let extracted = r#"{"document_id": "d", "extractions": [{"extraction_class": "person", "extraction_text": "Bob left"}]}"#;
    let graphml = r#"<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="q" for="edge" attr.name="quote" attr.type="string"/><graph edgedefault="directed"><node id="Ann"/><node id="Bob"/>
<edge source="Ann" target="Bob"><data key="q">Ann paid Bob</data></edge></graph></graphml>"#;
    for (name, content, citations) in [
        ("links.csv", tables, 1),
        ("story.ann", brat, 2),
        ("e.jsonl", extracted, 1),
        ("g.graphml", graphml, 1),
    ] {
        let (status, checked, _) = against(STORY, name, content);
        let sound = figures(&checked, &["total", "exact", "missing"]);
        assert_eq!((status, &sound[1..]), (0, &[sound[0], 0][..]), "{name}: {checked}");
        assert!(sound[0] >= citations, "{name}: {checked}");
    }
}

#[test]
fn the_text_stands_in_for_one_that_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = broken(folder.path());
    fs::remove_file(folder.path().join("d.txt")).unwrap();
    let (status, out, _) = run(&["check"], &[&file]);
    assert!(status == 1 && out.contains("[missing-document]"), "{out}");
    assert!(out.contains("there is no text: nothing it says can be checked"), "{out}");
    let text = written(folder.path(), "other.txt", "said so: denied");
    let (status, out, _) = run(&["check", "--against", text.to_str().unwrap()], &[&file]);
    assert!(status == 0 && out.contains("2 citations: 2 exact (100 % found)"), "{out}");
    assert!(!out.contains("missing"), "{out}");
}

#[test]
fn a_text_that_is_no_help_is_refused() {
    for text in ["", " \r\n\t"] {
        let (status, checked, err) = against(text, "graph.json", GRAPH);
        assert_eq!((status, checked), (2, Value::Null));
        assert!(err.contains("story.txt: error: the text to check against is empty"), "{err}");
    }
    let (status, out, err) = run(&["check", "--against", "no/such.txt"], &[&bundled()]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("such.txt: error: there is no such file"), "{err}");
    // A text of another encoding is of use, and said.
    let (status, _, err) =
        against(b"Ann paid Bob in the spring of that year. Bob left Ann. \xe9", "g.json", GRAPH);
    assert!(status == 0 && err.contains("Windows-1252"), "{err}");
}

#[test]
fn without_a_text_nothing_is_called_suspect() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "graph.json", GRAPH);
    let (status, out, _) = run(&["check"], &[&file]);
    assert!(status == 0 && out.contains("give the text with --against TEXT"), "{out}");
    assert!(!out.contains("suspect") && !out.contains("% found"), "{out}");
    let (_, out, _) = run(&["check", "--json"], &[&file]);
    let checked: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&checked["text"], &checked["suspects"]), (&json!(false), &json!([])));
    // Whoever asks for it is told that nothing holds.
    let (status, out, _) = run(&["check", "--fail-on", "suspect"], &[&file]);
    assert!(status == 1 && out.ends_with("fails on 3 suspect\n"), "{out}");
    let (_, out, _) = run(&["check"], &[&file, &bundled()]);
    assert!(
        out.contains("2 files: 2 without errors, 0 with errors, 0 not readable; 1 without a text"),
        "{out}"
    );
    assert!(out.ends_with("  6 of 51 claims suspect: 6 negation in quote\n"), "{out}");
}

#[test]
fn a_text_of_nothing_holds_no_quote() {
    let folder = tempfile::tempdir().unwrap();
    let file = broken(folder.path());
    written(folder.path(), "d.txt", "");
    let (status, out, _) = run(&["check"], &[&file]);
    assert_eq!(status, 1);
    assert!(out.contains("2 citations: 2 missing (0 % found)"), "{out}");
}

#[test]
fn each_thing_to_fail_on() {
    let folder = tempfile::tempdir().unwrap();
    let graph = |quote: &str| {
        GRAPH
            .replace("Bob left Ann", quote)
            .replace(r#""label": "met"}"#, r#""label": "met", "quote": "Bob left Ann"}"#)
    };
    let text = written(folder.path(), "story.txt", STORY);
    let fails = |name: &str, content: &str, on: &str| {
        let file = written(folder.path(), name, content);
        let on: &[&str] = if on.is_empty() { &[] } else { &["--fail-on", on] };
        let (status, out, err) =
            run(&[&["check", "--against", text.to_str().unwrap()], on].concat(), &[&file]);
        assert_eq!(err, "");
        (status, out.lines().last().unwrap().to_owned())
    };
    // All quotes are there, and nothing is suspect.
    let sound = graph("Bob left Ann.");
    let (status, last) = fails("sound.json", &sound, "missing,approximate,suspect");
    assert_eq!((status, last.as_str()), (0, "  no claim is suspect"));
    // One is there but nearly.
    let nearly = graph("Ann paid Bob in the spring of this year.");
    assert_eq!(fails("nearly.json", &nearly, "").0, 0);
    assert_eq!(fails("nearly.json", &nearly, "missing").0, 0);
    assert_eq!(fails("nearly.json", &nearly, "suspect").0, 0);
    let (status, last) = fails("nearly.json", &nearly, "approximate");
    assert_eq!((status, last.as_str()), (1, "fails on 1 approximate"));
    // One is not there: an error, whatever is asked, and named when asked.
    let missing = graph("Ann struck Bob on the head with a spade");
    assert_eq!(fails("missing.json", &missing, "").0, 1);
    assert_eq!(fails("missing.json", &missing, "approximate").0, 1);
    let (status, last) = fails("missing.json", &missing, "suspect,missing,missing");
    assert_eq!((status, last.as_str()), (1, "fails on 1 missing, 1 suspect"));
    // Words that do not name whom they are cited for.
    let suspect = sound.replace(r#""target": "Ann", "label": "met""#, r#""target": "Zoe", "label": "met""#);
    let suspect = suspect.replace(r#"{"id": "Bob"}"#, r#"{"id": "Bob"}, {"id": "Zoe"}"#);
    assert_eq!(fails("suspect.json", &suspect, "missing,approximate").0, 0);
    let (status, last) = fails("suspect.json", &suspect, "suspect");
    assert_eq!((status, last.as_str()), (1, "fails on 1 suspect"));
    let (status, _, err) = run(&["check", "--fail-on", "moved"], &[&bundled()]);
    assert!(status == 2 && err.contains("missing, approximate, suspect"), "{err}");
}

#[test]
fn a_line_stays_one_whatever_names_hold() {
    let graph = r#"{"nodes": [{"id": "A", "label": "An\n\u001b[31mn"}, {"id": "B", "label": "Bob"}],
"links": [{"source": "A", "target": "B", "label": "met"}]}"#;
    let folder = tempfile::tempdir().unwrap();
    let text = written(folder.path(), "story.txt", STORY);
    let file = written(folder.path(), "graph.json", graph);
    let (status, out, _) = run(&["check", "--against", text.to_str().unwrap()], &[&file]);
    assert_eq!(status, 0);
    assert!(!out.contains('\u{1b}') && out.lines().next().unwrap().ends_with("[no_span]"), "{out:?}");
}

#[test]
fn the_help_says_what_each_option_does() {
    let (status, out, _) = run(&["check", "--help"], &[]);
    assert_eq!(status, 0);
    for said in ["--against <TEXT>", "--fail-on <WHAT>", "--sarif", "--json", "Exit status: 0", "approximate"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
}

/// A model's extraction with known faults: those that can be told from the text are, and hardly any claim beside them.
#[test]
fn an_extraction_with_known_faults() {
    let (case, faults) = faulty_case(5);
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "extraction.json", case);
    let (status, out, _) = run(&["check", "--json", "--fail-on", "missing,suspect"], &[&file]);
    let checked: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(status, 1);
    let each = OF_EACH as u64;
    let sound = CLAIMS as u64 - 2 * each;
    assert_eq!(
        figures(&checked, &["total", "missing", "moved", "exact"]),
        [CLAIMS as u64, each, each, sound]
    );
    let of =
        |fault: Fault| faults.iter().filter(move |(_, had)| **had == fault).map(|(claim, _)| claim.as_str());
    let suspects = checked["suspects"].as_array().unwrap();
    let raised = |alarm: &str| -> Vec<&str> {
        let those =
            suspects.iter().filter(|suspect| suspect["alarms"].as_array().unwrap().contains(&json!(alarm)));
        those.map(|suspect| suspect["claim"].as_str().unwrap()).collect()
    };
    for (fault, alarm) in [
        (Fault::MissingQuote, "quote_missing"),
        (Fault::Negation, "negation_in_quote"),
        (Fault::AbsentName, "object_absent"),
    ] {
        let told = raised(alarm);
        assert!(of(fault).all(|claim| told.contains(&claim)), "{alarm}: {told:?}");
        assert_eq!(checked["alarms"][alarm], told.len());
    }
    let known =
        suspects.iter().filter(|suspect| faults.contains_key(suspect["claim"].as_str().unwrap())).count();
    assert!(suspects.len() - known <= CLAIMS / 100, "{} sound claims are suspect", suspects.len() - known);
    assert_eq!(checked["suspect"], suspects.len());
}
