//! The readers of the JSON family: what comes through of each shape, each trap, golden import reports, no panics.

#[path = "support/mutate.rs"]
mod mutate;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use attache::diagnostics::{Code, text};
use attache::io::{self, LoadError, Loaded, Monitor, Unwatched};
use attache::model::{Claim, Dataset, Entity, Grounding, Stance, Status};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/jsonfmt")
}

fn load(name: &str) -> Loaded {
    io::load(&folder().join(name), 1, &Unwatched).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn try_read(json: &str) -> Result<Loaded, LoadError> {
    io::read_bytes("t.json", json.as_bytes(), None, 1, &Unwatched)
}

fn read(json: &str) -> Loaded {
    try_read(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

fn entity<'d>(data: &'d Dataset, id: &str) -> &'d Entity {
    let found = data.entities().iter().find(|entity| entity.id == id);
    found.unwrap_or_else(|| panic!("no {id} among {:?}", ids(data)))
}

fn ids(data: &Dataset) -> Vec<&str> {
    data.entities().iter().map(|entity| entity.id.as_str()).collect()
}

fn kind<'d>(data: &'d Dataset, id: &str) -> &'d str {
    &data.kinds().get(entity(data, id).kind).id
}

/// `subject predicate object`, with `--` for what has no direction.
fn sentence(data: &Dataset, claim: &Claim) -> String {
    let id = |at: attache::model::EntityIx| data.entities()[at.index()].id.clone();
    let object = claim.object.map_or_else(|| "nobody".to_owned(), id);
    let way = if claim.undirected { "-- " } else { "" };
    format!("{way}{} {} {object}", id(claim.subject), claim.predicate)
}

fn sentences(data: &Dataset) -> Vec<String> {
    data.claims().iter().map(|claim| sentence(data, claim)).collect()
}

fn codes(loaded: &Loaded) -> Vec<(Code, u32)> {
    loaded.report.problems.iter().map(|problem| (problem.code, problem.line)).collect()
}

fn counts(loaded: &Loaded) -> Vec<(&'static str, u64, u64)> {
    loaded.import.counts.iter().map(|count| (count.what, count.found, count.kept)).collect()
}

fn fixtures() -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder()).expect("the folder of fixtures");
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.expect("readable").path()).collect();
    files.retain(|path| path.extension().is_none_or(|ending| ending != "report" && ending != "txt"));
    files.sort();
    assert!(files.len() >= 12, "{files:?}");
    files
}

/// What an import says: `BLESS=1` writes what it says now; look at the difference before committing it.
#[test]
fn import_reports_are_as_they_were() {
    let mut different = Vec::new();
    for path in fixtures() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let loaded = load(&name);
        let mut now = format!("{}: {}\n", loaded.format, loaded.import.why);
        for (what, found, kept) in counts(&loaded) {
            let _ = writeln!(now, "{what}: {kept} of {found}");
        }
        now.push_str(&text(&loaded.report).replace(&*path.to_string_lossy(), &name));
        let golden = path.with_file_name(format!("{name}.report"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&golden, &now).expect("the report is written");
        }
        let before = std::fs::read_to_string(&golden).unwrap_or_default();
        if before != now {
            different.push(format!("{name}:\n{now}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn damaged_files_do_no_harm() {
    for (seed, path) in (1..).zip(fixtures()) {
        let bytes = std::fs::read(&path).expect("a fixture");
        mutate::every_prefix_and_mutation(&bytes, seed, |bytes| {
            if let Ok(loaded) = io::read_bytes("damaged", bytes, Some(&folder()), 1, &Unwatched) {
                let lost: u64 = loaded.import.counts.iter().map(|count| count.found - count.kept).sum();
                let told = loaded.report.problems.len() as u64;
                assert!(lost <= told, "{lost} lost, {told} told: {:?}", loaded.report.problems);
            }
        });
    }
}

#[test]
fn a_file_that_is_cut_off_keeps_its_whole_records() {
    let whole = r#"{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}, {"source": "b", "tar"#;
    let loaded = read(whole);
    assert_eq!((ids(&loaded.dataset), sentences(&loaded.dataset).len()), (vec!["a", "b"], 1));
    assert_eq!(codes(&loaded), [(Code::Syntax, 1)]);
}

#[test]
fn bytes_that_are_no_letters_spoil_only_themselves() {
    let mut bytes = "{\"nodes\": [{\"id\": \"a\", \"name\": \"Ä ö ü ".as_bytes().to_vec();
    bytes.extend(b"\xFF\"}, {\"id\": \"b\"}], \"edges\": []}");
    let loaded = io::read_bytes("t", &bytes, None, 1, &Unwatched).expect("a graph");
    assert_eq!(entity(&loaded.dataset, "a").name, "Ä ö ü \u{FFFD}");
    assert_eq!(codes(&loaded), [(Code::OtherEncoding, 1)]);
}

#[test]
fn reading_stops_when_nobody_wants_it() {
    struct Impatient;
    impl Monitor for Impatient {
        fn cancelled(&self) -> bool {
            true
        }
    }
    let nodes: Vec<String> = (0..3000).map(|i| format!("{{\"id\": {i}}}")).collect();
    let text = format!("{{\"nodes\": [{}], \"edges\": []}}", nodes.join(","));
    let error = io::read_bytes("t", text.as_bytes(), None, 1, &Impatient).expect_err("cancelled");
    assert!(error.to_string().contains("cancelled"), "{error}");
}

/// What this program writes it reads again: ids, names, kinds, directions and labels, and with annotations who said it.
#[test]
fn what_is_written_is_read_again() {
    use attache::io::write::{Order, TARGETS, Texts};
    let data = io::load_bundled(1).dataset;
    let order = Order { data: &data, places: None, texts: Texts::Inside };
    for id in ["node-link", "cyjs", "web-annotation"] {
        let target = TARGETS.iter().find(|target| target.id == id).expect(id);
        let written = target.write(&order);
        let again = io::read_bytes(id, &written.files[0].bytes, None, 1, &Unwatched).expect(id).dataset;
        let all = id != "web-annotation";
        let mut found = 0;
        for one in again.entities() {
            let before = entity(&data, &one.id);
            assert_eq!((&one.name, kind(&again, &one.id)), (&before.name, kind(&data, &one.id)), "{id}");
            found += 1;
        }
        assert!(!all || found == data.entities().len(), "{id}: {found}");
        let by_id = |one: &Claim| data.claims().iter().find(|claim| claim.id == one.id).cloned();
        for one in again.claims() {
            let before = by_id(one).unwrap_or_else(|| panic!("{id}: {} is new", one.id));
            let said = |data: &Dataset, claim: &Claim| {
                let loops = Claim { object: claim.object.or(all.then_some(claim.subject)), ..claim.clone() };
                (sentence(data, &loops), claim.label.clone(), claim.time.clone())
            };
            assert_eq!(said(&again, one), said(&data, &before), "{id}");
            if !all {
                let voices = |claim: &Claim| {
                    claim.attributions.iter().map(|voice| voice.evidence.len()).sum::<usize>()
                };
                assert_eq!(voices(one), voices(&before), "{id}: {}", one.id);
            }
        }
        let cited = data.claims().iter().filter(|claim| all || claim.citations().next().is_some()).count();
        assert_eq!(again.claims().len(), cited, "{id}");
    }
}

#[path = "formats/jsonfmt_graphs.rs"]
mod graphs;
#[path = "formats/jsonfmt_texts.rs"]
mod texts;
