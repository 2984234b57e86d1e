//! What the README says is true: its keys are those of the table of commands, its example opens.

use attache::io::{self, Unwatched};
use attache::model::{Grounding, Status};
use attache::session::COMMANDS;

const README: &str = include_str!("../README.md");

#[test]
fn every_command_with_a_key_stands_in_the_table_of_keys() {
    for info in COMMANDS.iter().filter(|info| !info.keys.is_empty()) {
        let keys: Vec<String> = info.keys.iter().map(|key| format!("`{key}`")).collect();
        let row = format!("| {} | {} |", keys.join(" "), info.words);
        assert!(README.contains(&row), "{row}");
    }
}

#[test]
fn the_example_of_a_file_opens_without_a_problem() {
    let (_, rest) = README.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let loaded = io::read_bytes("small.json", example.as_bytes(), None, 1, &Unwatched).unwrap();
    assert!(loaded.report.problems.is_empty(), "{:#?}", loaded.report.problems);
    let claim = loaded.dataset.find_claim("c1").unwrap();
    assert_eq!(loaded.dataset.status(claim), Status::Disputed);
    let tally = loaded.dataset.grounding();
    assert_eq!(tally.of(Grounding::Exact), tally.total());
}

#[test]
fn it_names_every_subcommand_and_the_screenshot_is_there() {
    for command in ["check", "render", "layout", "info", "search", "schema"] {
        assert!(
            README.contains(&format!("attache {command} "))
                || README.contains(&format!("attache {command}\n"))
                || README.contains(&format!("attache {command}  ")),
            "{command}"
        );
    }
    assert!(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/screenshot.png")).exists());
}
