//! `attache a b`: two files as one case, also where there is no display.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::path::Path;
use std::process::{Command, Output};

const A: &str = r#"{"format": "attache/1", "entities": [
    {"id": "a", "kind": "state", "name": "Arland"}, {"id": "b", "kind": "state", "name": "Borland"}],
  "claims": [{"id": "x", "subject": "a", "predicate": "warns", "object": "b"}]}"#;

const B: &str = r#"{"format": "attache/1", "entities": [
    {"id": "a", "kind": "militia", "name": "Corps"}, {"id": "c", "kind": "state", "name": "Dorland"}],
  "claims": [{"id": "x", "subject": "a", "predicate": "attacks", "object": "c"}]}"#;

/// What both say, in one file.
const BOTH: &str = r#"{"format": "attache/1", "entities": [
    {"id": "a", "kind": "state", "name": "Arland"}, {"id": "b", "kind": "state", "name": "Borland"},
    {"id": "c", "kind": "militia", "name": "Corps"}, {"id": "d", "kind": "state", "name": "Dorland"}],
  "claims": [
    {"id": "x", "subject": "a", "predicate": "warns", "object": "b"},
    {"id": "y", "subject": "c", "predicate": "attacks", "object": "d"}]}"#;

/// Runs it where no window can be had.
fn run(folder: &Path, files: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.current_dir(folder).args(files);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

#[test]
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
fn without_a_display_the_picture_shows_all_files() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.json", A), ("b.json", B), ("both.json", BOTH)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let picture = |files: &[&str]| -> Vec<u8> {
        let ran = run(folder.path(), files);
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        let path = folder.path().join("attache.png");
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        bytes
    };
    let both = picture(&["a.json", "b.json"]);
    assert!(both == picture(&["both.json"]), "as if it were one file");
    assert!(both != picture(&["a.json"]) && both != picture(&["b.json"]));
    assert!(picture(&["a.json"]) == picture(&["a.json", "./a.json"]), "each once");
    let ran = run(folder.path(), &["a.json", "none.json"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8(ran.stderr).unwrap().contains("none.json: error: "));
    assert!(!folder.path().join("attache.png").exists());
}
