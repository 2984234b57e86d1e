//! `check`, `info` and `schema`, run in the process.

#![expect(clippy::unwrap_used, reason = "what goes wrong here should fail loudly")]

#[path = "cli_check/audit.rs"]
mod audit;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/faulty_case.rs"]
mod faulty_case;
#[path = "cli_check/golden.rs"]
mod golden;
#[path = "cli_check/sarif.rs"]
mod sarif;

use std::fs;
use std::path::{Path, PathBuf};

use attache::cli;
use serde_json::Value;

fn run(args: &[&str], files: &[&Path]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["attache"].iter().chain(args).map(|arg| (*arg).into());
    let args = args.chain(files.iter().map(|file| file.as_os_str().to_owned()));
    let status = cli::run(args.collect::<Vec<std::ffi::OsString>>(), &mut out, &mut err);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tehran-warning/case.json")
}

/// A case beside which its text lies changed: the first quote moved, the second missing.
fn broken(folder: &Path) -> PathBuf {
    let case = r#"{"format": "attache/1", "documents": [{"id": "d", "path": "d.txt"}],
"entities": [{"id": "a", "name": "A", "kind": "state"}],
"claims": [{"id": "c", "subject": "a", "predicate": "warns", "attributions": [{"stance": "asserts", "evidence": [
{"document": "d", "exact": "said so", "start": 0, "end": 7}, {"document": "d", "exact": "denied"}]}]}]}"#;
    fs::write(folder.join("d.txt"), "Alpha said so.").unwrap();
    fs::write(folder.join("case.json"), case).unwrap();
    folder.join("case.json")
}

#[test]
fn check_of_the_bundled_case_is_clean() {
    let (status, out, err) = run(&["check"], &[&bundled()]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("nothing to report") && out.contains(" exact"), "{out}");
    let (status, out, _) = run(&["check", "--json"], &[&bundled()]);
    let checked: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(status, 0);
    assert_eq!(checked["citations"]["total"], checked["citations"]["exact"]);
    assert_eq!(
        (&checked["citations"]["missing"], checked["problems"].as_array().unwrap().len()),
        (&Value::from(0), 0)
    );
    assert!(
        out.starts_with("{\"file\":") && out.find("\"citations\"") < out.find("\"counts\""),
        "the order of DESIGN"
    );
}

#[test]
fn check_lists_problems_with_their_places_and_exits_1() {
    let folder = tempfile::tempdir().unwrap();
    let file = broken(folder.path());
    let (status, out, _) = run(&["check"], &[&file]);
    assert_eq!(status, 1);
    assert!(out.contains("case.json:4:89: error: "), "{out}");
    assert!(out.contains("claims[0].attributions[0].evidence[1].exact"), "{out}");
    assert!(out.contains("2 citations: 1 moved, 1 missing"), "{out}");
    let (status, out, _) = run(&["check", "--json"], &[&file]);
    let checked: Value = serde_json::from_str(&out).unwrap();
    let problem = &checked["problems"][1];
    assert_eq!(
        (status, &problem["code"], &problem["line"], &problem["column"]),
        (1, &"missing-quote".into(), &4.into(), &89.into())
    );
    assert_eq!(checked["counts"], serde_json::json!({"documents": 1, "entities": 1, "claims": 1}));
}

#[test]
fn several_files_are_one_object_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.json");
    fs::write(&empty, "").unwrap();
    let (status, out, _) = run(&["check", "--json"], &[&bundled(), &empty]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((status, lines.len()), (2, 2), "what could not be read counts most");
    assert_eq!(lines[1]["counts"], serde_json::json!({"documents": 0, "entities": 0, "claims": 0}));
    assert_eq!(lines[1]["problems"][0]["code"], "unreadable");
    let (status, out, _) = run(&["check", "--json"], &[&empty]);
    assert_eq!((status, out.lines().count()), (2, 1));
    let (status, out, _) = run(&["check"], &[&empty]);
    assert!(status == 2 && out.contains("empty"), "{out}");
    let (status, out, _) = run(&["check"], &[&empty, &bundled(), &broken(folder.path())]);
    assert_eq!(status, 2);
    assert!(out.contains("3 files: 1 without errors, 1 with errors, 1 not readable\n"), "{out}");
    assert!(out.contains("  178 citations: 176 exact, 1 moved, 1 missing (99 % found)\n"), "{out}");
}

#[test]
fn info_counts_what_is_there() {
    let (status, out, _) = run(&["info", "--json"], &[&bundled()]);
    let info: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &info["format"], &info["counts"]["documents"]), (0, &"attache/1".into(), &1.into()));
    let sum = |key: &str| info[key].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
    assert_eq!(info["counts"]["entities"], sum("kinds"));
    assert_eq!(info["counts"]["claims"], sum("predicates"));
    assert_eq!(info["counts"]["claims"], sum("statuses"));
    assert!(info["components"].as_u64().unwrap() > 0);
    let degree = |i: usize| info["hubs"][i]["degree"].as_u64().unwrap();
    assert!(degree(0) >= degree(1) && info["hubs"][0]["name"].is_string());
    let (status, out, _) = run(&["info"], &[&bundled()]);
    assert!(status == 0 && out.contains("claims by status"), "{out}");
    let (status, out, _) = run(&["info", "--json"], &[Path::new("none.json")]);
    let info: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &info["counts"]["claims"], &info["format"]), (2, &0.into(), &Value::Null));
    assert_eq!(info["problems"].as_array().unwrap().len(), 1);
    let (status, out, err) = run(&["info"], &[Path::new("none.json")]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("none.json") && err.contains("no such file"));
}

#[test]
fn a_table_is_read_as_its_columns_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.csv");
    fs::write(
        &path,
        "1,20230101,Iran,3,Israel,threaten\n2,20230102,Israel,4,Iran,attack\n3,20230103,Iran,1,Iraq,arm\n",
    )
    .unwrap();
    let (status, _, err) = run(&["info"], &[&path]);
    assert!(status == 2 && err.contains("--columns source="), "{err}");
    let columns = "source=3,target=5,relation=6,header=no";
    let (status, out, _) = run(&["info", "--json", "--columns", columns], &[&path]);
    let info: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &info["predicates"]["threaten"]), (0, &1.into()), "{out}");
    let (status, out, _) = run(&["search", "--columns", columns, "--json"], &[&path, Path::new("Israel")]);
    assert!(status == 0 && out.contains("Israel"), "{out}");
    let made = folder.path().join("case.json");
    assert_eq!(run(&["convert", "--columns", columns], &[&path, &made]).0, 0);
    let (status, _, err) =
        run(&["render", "--columns", columns, "-o"], &[&folder.path().join("a.svg"), &path]);
    assert_eq!(status, 0, "{err}");
    let (status, _, err) = run(&["info", "--columns", "source=1,whom=2"], &[&path]);
    assert!(status == 2 && err.contains("there is no `whom`"), "{err}");
    let (status, _, err) = run(&["info", "--columns", "source=1,target=9"], &[&path]);
    assert!(status == 2 && err.contains("there is no column 9"), "{err}");
}

#[test]
fn the_schema_is_json() {
    let (status, out, _) = run(&["schema"], &[]);
    let schema: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &schema["title"]), (0, &"attache/1".into()));
}
