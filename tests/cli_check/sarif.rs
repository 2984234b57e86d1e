//! Whether what `check --sarif` prints is SARIF 2.1.0: its parts have the names and types of the standard and no others.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{broken, bundled, run};

/// Takes the fields of an object: those that must be there, and those that may.
fn object<'v>(value: &'v Value, required: &[&str], others: &[&str]) -> &'v serde_json::Map<String, Value> {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    for name in required {
        assert!(object.contains_key(*name), "`{name}` is missing: {value}");
    }
    for name in object.keys() {
        let known = required.contains(&name.as_str()) || others.contains(&name.as_str());
        assert!(known, "`{name}` is not of the standard, or not expected: {value}");
    }
    object
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn message(value: &Value) {
    let text = object(value, &["text"], &[])["text"].as_str().unwrap();
    assert!(!text.is_empty());
}

fn level(value: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&value.as_str().unwrap()), "{value}");
}

/// An artifact location, whose address must be a URI reference.
fn artifact(value: &Value) {
    let uri = object(value, &["uri"], &[])["uri"].as_str().unwrap();
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/:%".contains(c);
    assert!(!uri.is_empty() && uri.chars().all(allowed), "{uri}");
    for escape in uri.split('%').skip(1) {
        assert!(escape.get(..2).is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit())), "{uri}");
    }
    if uri.contains(':') {
        assert!(uri.starts_with("file:///"), "{uri}");
    }
}

fn locations(value: &Value) {
    for location in list(value) {
        let location = object(location, &["physicalLocation"], &["logicalLocations"]);
        let physical = object(&location["physicalLocation"], &["artifactLocation"], &["region"]);
        artifact(&physical["artifactLocation"]);
        if let Some(region) = physical.get("region") {
            let region = object(region, &["startLine", "startColumn"], &[]);
            assert!(region.values().all(|number| number.as_u64().is_some_and(|number| number >= 1)));
        }
        for logical in location.get("logicalLocations").map_or(&[][..], list) {
            assert!(object(logical, &["fullyQualifiedName"], &[])["fullyQualifiedName"].is_string());
        }
    }
}

/// Holds a log to the standard, and gives its only run.
fn valid(out: &str) -> Value {
    let log: Value = serde_json::from_str(out).unwrap();
    let top = object(&log, &["$schema", "version", "runs"], &[]);
    assert_eq!(top["version"], "2.1.0");
    assert!(top["$schema"].as_str().unwrap().ends_with("/sarif-schema-2.1.0.json"));
    let [run] = list(&top["runs"]) else { panic!("one run") };
    let parts = ["tool", "invocations", "artifacts", "columnKind", "results", "properties"];
    let fields = object(run, &parts, &[]);
    assert_eq!(fields["columnKind"], "unicodeCodePoints");
    let driver = object(&fields["tool"], &["driver"], &[]);
    let driver = object(&driver["driver"], &["name", "version", "rules"], &[]);
    assert_eq!((&driver["name"], &driver["version"]), (&json!("attache"), &json!(env!("CARGO_PKG_VERSION"))));
    let rules = list(&driver["rules"]);
    let mut ids = Vec::new();
    for rule in rules {
        let rule = object(rule, &["id", "shortDescription", "defaultConfiguration"], &[]);
        message(&rule["shortDescription"]);
        level(&object(&rule["defaultConfiguration"], &["level"], &[])["level"]);
        ids.push(rule["id"].as_str().unwrap());
    }
    let [invocation] = list(&fields["invocations"]) else { panic!("one invocation") };
    let told = ["toolExecutionNotifications"];
    let invocation = object(invocation, &["executionSuccessful", "exitCode"], &told);
    assert!(invocation["executionSuccessful"].is_boolean() && invocation["exitCode"].is_u64());
    for notice in invocation.get("toolExecutionNotifications").map_or(&[][..], list) {
        let notice = object(notice, &["level", "message", "locations"], &[]);
        level(&notice["level"]);
        message(&notice["message"]);
        locations(&notice["locations"]);
    }
    for file in list(&fields["artifacts"]) {
        artifact(&object(file, &["location"], &[])["location"]);
    }
    for result in list(&fields["results"]) {
        let names = ["ruleId", "ruleIndex", "level", "message", "locations"];
        let result = object(result, &names, &[]);
        level(&result["level"]);
        message(&result["message"]);
        locations(&result["locations"]);
        let rule = ids.get(result["ruleIndex"].as_u64().unwrap() as usize);
        assert_eq!(rule.copied(), result["ruleId"].as_str(), "the index leads to the rule");
    }
    run.clone()
}

fn sarif(args: &[&str], files: &[&Path]) -> (u8, Value) {
    let (status, out, _) = run(&[&["check", "--sarif"], args].concat(), files);
    let run = valid(&out);
    assert_eq!(run["invocations"][0]["exitCode"], status, "the log says what the program exits with");
    assert_eq!(run["invocations"][0]["executionSuccessful"], status != 2);
    (status, run)
}

#[test]
fn findings_stand_where_their_lines_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = broken(folder.path());
    let (status, run) = sarif(&[], &[&bundled(), &file]);
    assert_eq!((status, run["artifacts"].as_array().unwrap().len()), (1, 2));
    let results = list(&run["results"]);
    let of = |id: &str| results.iter().filter(|result| result["ruleId"] == id).collect::<Vec<_>>();
    let missing = of("missing-quote");
    assert_eq!((missing.len(), &missing[0]["level"]), (1, &json!("error")));
    let place = &missing[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["region"], json!({"startLine": 4, "startColumn": 89}));
    let logical = &missing[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
    assert_eq!(logical, "claims[0].attributions[0].evidence[1].exact");
    assert_eq!(of("moved-quote")[0]["level"], "warning");
    assert_eq!(of("quote_missing").len(), 0, "a quote that is missing is told once");
    // The bundled case has alarms and no problem; each alarm names its claim.
    let negations = of("negation_in_quote");
    assert_eq!(negations[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "c01");
    assert!(negations[0]["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap() > 1);
    assert_eq!(run["properties"]["files"][1]["citations"]["missing"], 1);
}

#[test]
fn names_of_files_are_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("50% läuft #1.json");
    fs::write(&file, "{").unwrap();
    let (status, run) = sarif(&[], &[&file, Path::new("no such:file.json")]);
    assert_eq!(status, 2);
    let uri = |at: usize| run["artifacts"][at]["location"]["uri"].as_str().unwrap();
    assert!(
        uri(0).starts_with("file:///") && uri(0).ends_with("/50%25%20l%C3%A4uft%20%231.json"),
        "{}",
        uri(0)
    );
    assert_eq!(uri(1), "no%20such%3Afile.json", "a relative name stays one");
    let results = list(&run["results"]);
    let last = results.last().unwrap();
    assert_eq!(last["ruleId"], "unreadable");
    assert!(last["locations"][0]["physicalLocation"].get("region").is_none(), "no line is made up");
}

#[test]
fn without_a_text_there_is_one_finding() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("graph.csv");
    fs::write(&file, "source,target\na,b\nb,c\n").unwrap();
    let (status, run) = sarif(&[], &[&file]);
    let results = list(&run["results"]);
    assert_eq!((status, results.len()), (0, 1));
    assert_eq!(results[0]["ruleId"], "no_span");
    assert!(results[0]["message"]["text"].as_str().unwrap().contains("--against"));
}

#[test]
fn what_is_wrong_with_the_text_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.txt");
    fs::write(&empty, " \n").unwrap();
    let (status, run) = sarif(&["--against", empty.to_str().unwrap()], &[&bundled()]);
    assert_eq!((status, list(&run["results"]).len()), (2, 0));
    let notices = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notices[0]["message"]["text"], "the text to check against is empty");
    let latin = folder.path().join("latin.txt");
    fs::write(&latin, b"caf\xe9").unwrap();
    let (status, run) = sarif(&["--against", latin.to_str().unwrap()], &[&broken(folder.path())]);
    assert_eq!(status, 1);
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"][0]["level"], "warning");
}

/// All files under a folder, in the order of their names.
fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    for path in inside {
        if path.is_dir() {
            files_in(&path, found);
        } else if path.extension().is_none_or(|ending| ending != "rs" && ending != "report") {
            found.push(path);
        }
    }
}

#[test]
fn every_fixture_of_every_format_makes_a_sound_log() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    files_in(&root.join("tests/formats"), &mut files);
    assert!(files.len() > 40, "the fixtures were found");
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let text = root.join("tests/formats/xmlfmt/text/story.txt");
    for args in [&[][..], &["--against", text.to_str().unwrap()]] {
        let (status, run) = sarif(args, &files);
        assert_eq!(status, 2, "some of them are of no format");
        let told = list(&run["properties"]["files"]);
        assert_eq!((told.len(), list(&run["artifacts"]).len()), (files.len(), files.len()));
        let texts = told.iter().filter(|file| file["text"] == true).count();
        let read = told.iter().filter(|file| file["format"] != Value::Null).count();
        assert!(if args.is_empty() { texts < read } else { texts == read }, "{texts} of {read} have a text");
    }
}

#[test]
fn what_is_wrong_beside_a_file_stands_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("story.ann");
    fs::write(&file, "T1\tPerson 0 3\tAnn\n").unwrap();
    fs::write(folder.path().join("story.txt"), b"Ann. caf\xe9").unwrap();
    let (status, run) = sarif(&[], &[&file]);
    let uri =
        run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert_eq!((status, &run["results"][0]["ruleId"]), (0, &json!("other-encoding")));
    let beside = run["artifacts"][0]["location"]["uri"].as_str().unwrap().replace("story.ann", "story.txt");
    assert_eq!(uri, beside, "the text beside it, by the same way");
}
