//! Holds the order of the layers and the other rules of `ARCHITECTURE.md` that a program can check.
//!
//! Every rule is a function from a file's name and code to complaints. Comments, strings and
//! `#[cfg(test)]` parts are blanked first, so a rule sees only what ships. Each rule is also shown a small
//! bad example, so that it is known to bite.

#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;

use std::path::{Path, PathBuf};

use source::shipped;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files under a folder, as names with forward slashes from the repository's root, sorted.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    found.sort();
    found
}

/// Runs a rule over the shipped code of `src/` and fails with all complaints.
fn hold(rule: impl Fn(&str, &str) -> Vec<String>) {
    let files = rust_files("src");
    assert!(files.len() > 20, "the files of src/ were found");
    let complaints: Vec<String> = files.iter().flat_map(|(name, code)| rule(name, &shipped(code))).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn layers_import_only_lower_ones() {
    hold(rules::layers);
}

#[test]
fn every_module_of_the_crate_has_a_layer() {
    let lib = shipped(&std::fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs"));
    let declared: Vec<&str> = lib
        .split(';')
        .filter_map(|item| item.trim().strip_prefix("pub mod ").or(item.trim().strip_prefix("mod ")))
        .collect();
    assert!(!declared.is_empty());
    for module in declared {
        assert!(rules::layer(module).is_some(), "`{module}` has no layer in tests/architecture/rules.rs");
    }
}

#[test]
fn egui_stays_in_ui_and_app() {
    hold(rules::egui);
}

#[test]
fn petgraph_stays_in_graph_and_canvas() {
    hold(rules::petgraph);
}

#[test]
fn files_network_and_clock_stay_in_io_cli_and_session() {
    hold(rules::outside_world);
}

#[test]
fn only_the_view_command_names_the_app() {
    hold(rules::app_in_cli);
}

#[test]
fn every_file_says_what_it_is_about() {
    let complaints: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(rust_files)
        .filter_map(|(name, code)| rules::first_line(&name, &code))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let complaints: Vec<String> = ["src", "tests"]
        .into_iter()
        .flat_map(rust_files)
        .filter_map(|(name, code)| rules::length(&name, &code))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn the_repository_has_no_stray_entries() {
    let complaints: Vec<String> = tracked().iter().filter_map(|name| rules::top_level(name)).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The top-level entries under version control; without git, those of the folder except build output.
fn tracked() -> Vec<String> {
    let listed = std::process::Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let listed = listed.ok().filter(|output| output.status.success() && !output.stdout.is_empty());
    let mut names: Vec<String> = match listed {
        Some(output) => String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter_map(|path| path.split('/').next().filter(|name| !name.is_empty()).map(str::to_owned))
            .collect(),
        None => std::fs::read_dir(root())
            .expect("readable")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            // What building, git and a start without a display leave behind.
            .filter(|name| !["target", ".git", "attache.png"].contains(&name.as_str()))
            .collect(),
    };
    names.sort();
    names.dedup();
    assert!(names.iter().any(|name| name == "Cargo.toml"));
    names
}
