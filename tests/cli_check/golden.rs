//! What an audit prints, whole: for people, for programs and for pipelines. `BLESS=1` writes what it prints now; look at
//! the difference before committing it.

use std::fs;
use std::path::Path;

use super::run;

/// Where the files lie, as seen from the folder that tests are run in.
const FOLDER: &str = "tests/golden/audit";

fn printed(args: &[&str], golden: &str) {
    let text = format!("{FOLDER}/report.txt");
    let (graph, table) = (format!("{FOLDER}/graph.json"), format!("{FOLDER}/links.csv"));
    let files = [Path::new(&graph), Path::new(&table), Path::new("tests/golden/audit/not there.json")];
    let args = [&["check", "--against", text.as_str()], args].concat();
    let (status, out, err) = run(&args, &files);
    assert_eq!((status, err.as_str()), (2, ""), "one file is not there");
    let out = out.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let golden = Path::new(FOLDER).join(golden);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&golden, &out).unwrap();
    }
    let before = fs::read_to_string(&golden).unwrap().replace("\r\n", "\n");
    assert_eq!(out, before, "{}; BLESS=1 writes what is printed now", golden.display());
}

#[test]
fn for_people() {
    printed(&["--fail-on", "missing,approximate,suspect"], "audit.out");
}

#[test]
fn for_programs() {
    printed(&["--json"], "audit.jsonl");
}

#[test]
fn for_pipelines() {
    printed(&["--sarif"], "audit.sarif");
}
