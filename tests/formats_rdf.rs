//! The readers of RDF: what comes through of each shape, each trap, golden import reports, no panics; and that what is
//! written as Turtle is read again.

#[path = "support/mutate.rs"]
mod mutate;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use attache::diagnostics::{Code, text};
use attache::io::write::{Order, Texts, target_named};
use attache::io::{self, Loaded, Unwatched};
use attache::model::{Claim, Dataset, Entity, Grounding, Stance};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/rdf")
}

fn load(name: &str) -> Loaded {
    io::load(&folder().join(name), 1, &Unwatched).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read(text: &str) -> Loaded {
    io::read_bytes("t.ttl", text.as_bytes(), None, 1, &Unwatched)
        .unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn entity<'d>(data: &'d Dataset, id: &str) -> &'d Entity {
    let found = data.entities().iter().find(|entity| entity.id == id);
    found.unwrap_or_else(|| panic!("no {id} among {:?}", ids(data)))
}

fn named<'d>(data: &'d Dataset, name: &str) -> &'d Entity {
    let found = data.entities().iter().find(|entity| entity.name == name);
    found.unwrap_or_else(|| panic!("no {name} among {:?}", names(data)))
}

fn ids(data: &Dataset) -> Vec<&str> {
    data.entities().iter().map(|entity| entity.id.as_str()).collect()
}

fn names(data: &Dataset) -> Vec<&str> {
    data.entities().iter().map(|entity| entity.name.as_str()).collect()
}

fn kind<'d>(data: &'d Dataset, entity: &Entity) -> &'d str {
    &data.kinds().get(entity.kind).id
}

/// `subject predicate object` by name.
fn sentence(data: &Dataset, claim: &Claim) -> String {
    let name = |at: attache::model::EntityIx| data.entity(at).name.clone();
    let object = claim.object.map_or_else(|| "nobody".to_owned(), name);
    format!("{} {} {object}", name(claim.subject), claim.predicate)
}

fn sentences(data: &Dataset) -> Vec<String> {
    data.claims().iter().map(|claim| sentence(data, claim)).collect()
}

/// Who says a claim, and in which documents.
fn voices(data: &Dataset, claim: &Claim) -> Vec<String> {
    let voice = |voice: &attache::model::Attribution| {
        let who = voice.speaker.map_or("nobody", |speaker| data.entity(speaker).name.as_str());
        let cited: Vec<&str> =
            voice.evidence.iter().map(|citation| data.document(citation.document).id.as_str()).collect();
        format!("{who} in {}", cited.join(", "))
    };
    claim.attributions.iter().map(voice).collect()
}

fn claim<'d>(data: &'d Dataset, wanted: &str) -> &'d Claim {
    let found = data.claims().iter().find(|claim| sentence(data, claim) == wanted);
    found.unwrap_or_else(|| panic!("no {wanted} among {:?}", sentences(data)))
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
    files.retain(|path| path.extension().is_some_and(|ending| ending != "report"));
    files.sort();
    assert!(files.len() >= 10, "{files:?}");
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

#[path = "formats/rdf_shapes.rs"]
mod shapes;
#[path = "formats/rdf_traps.rs"]
mod traps;
#[path = "formats/rdf_written.rs"]
mod written;
