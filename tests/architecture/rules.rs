//! The rules, each a function from a file to complaints, each with a bad example below.

use crate::source::{after, words};

/// Modules of the crate with their layers (ARCHITECTURE.md, "Parts, lowest first").
const LAYERS: &[(&str, u32)] = &[
    ("model", 0),
    ("diagnostics", 1),
    ("text", 2),
    ("io", 3),
    ("check", 4),
    ("graph", 4),
    ("search", 4),
    ("layout", 5),
    ("scene", 6),
    ("export", 7),
    ("session", 8),
    ("ui", 9),
    ("app", 10),
    ("cli", 11),
];

/// Longest file, in lines.
const MAX_LINES: usize = 600;

/// What may stand at the top of the repository.
const TOP_LEVEL: &[&str] = &[
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assets",
    "benches",
    "clippy.toml",
    "data",
    "deny.toml",
    "docs",
    "examples",
    "fuzz",
    "justfile",
    "rustfmt.toml",
    "src",
    "tests",
];

pub(crate) fn layer(module: &str) -> Option<u32> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|&(_, layer)| layer)
}

/// The module of the crate that a file belongs to: `src/ui/canvas/mod.rs` to `ui`, `src/app.rs` to `app`.
fn module(file: &str) -> &str {
    let inside = file.strip_prefix("src/").unwrap_or(file);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

/// How many modules a file lies below the crate's root.
fn depth(file: &str) -> usize {
    let inside = file.strip_prefix("src/").unwrap_or(file);
    inside.split('/').count() - usize::from(inside.ends_with("/mod.rs"))
}

/// A module imports only modules of lower layers. `lib.rs` declares them and `main.rs` stands above all.
pub(crate) fn layers(file: &str, code: &str) -> Vec<String> {
    let own = module(file);
    let Some(own_layer) = layer(own) else { return Vec::new() };
    let mut named = after(code, "crate");
    // `super::super::x` reaches the crate's root from a file one folder down.
    named.extend(after(code, &vec!["super"; depth(file)].join("::")));
    named
        .into_iter()
        .filter(|&(_, name)| name != own && layer(name).is_some_and(|layer| layer >= own_layer))
        .map(|(line, name)| format!("{file}:{line}: `{own}` may not import `{name}`: it is no lower layer"))
        .collect()
}

fn names(file: &str, code: &str, why: &str, bad: impl Fn(&str) -> bool) -> Vec<String> {
    let found = words(code).into_iter().filter(|(_, word)| bad(word));
    found.map(|(line, word)| format!("{file}:{line}: `{word}` {why}")).collect()
}

/// egui and its family are named in `ui/` and `app.rs` only.
pub(crate) fn egui(file: &str, code: &str) -> Vec<String> {
    if matches!(module(file), "ui" | "app") {
        return Vec::new();
    }
    let family = ["egui", "eframe", "epaint", "emath", "ecolor", "wgpu"];
    let bad = |word: &str| family.contains(&word) || word.starts_with("egui_");
    names(file, code, "belongs in ui/ and app.rs", bad)
}

/// petgraph is named in `graph/` and by the canvas only.
pub(crate) fn petgraph(file: &str, code: &str) -> Vec<String> {
    if module(file) == "graph" || file.starts_with("src/ui/canvas") {
        return Vec::new();
    }
    names(file, code, "belongs in graph/ and ui/canvas/", |word| word == "petgraph")
}

const INSIDE: &str = "belongs in io/, cli/ and session/";

/// Names that touch files, network or clock, wherever they are imported from.
const CALLS: [&str; 8] = [
    "SystemTime",
    "Instant",
    "canonicalize",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
    "UdpSocket",
];

/// Files, network and clock are touched in `io/`, `cli/` and `session/` only (`main.rs` is part of `cli/`).
pub(crate) fn outside_world(file: &str, code: &str) -> Vec<String> {
    if matches!(module(file), "io" | "cli" | "session" | "main") {
        return Vec::new();
    }
    let mut complaints = names(file, code, INSIDE, |word| CALLS.contains(&word));
    let modules =
        after(code, "std").into_iter().filter(|(_, name)| matches!(*name, "fs" | "net" | "process"));
    complaints.extend(modules.map(|(line, name)| format!("{file}:{line}: `std::{name}` {INSIDE}")));
    complaints
}

/// Of the commands, only `attache FILE` opens the window.
pub(crate) fn app_in_cli(file: &str, code: &str) -> Vec<String> {
    if module(file) != "cli" || file == "src/cli/view.rs" {
        return Vec::new();
    }
    let named = after(code, "crate").into_iter().filter(|(_, name)| *name == "app");
    named.map(|(line, _)| format!("{file}:{line}: only src/cli/view.rs may name `app`")).collect()
}

/// A file begins with a line that says what it is about.
pub(crate) fn first_line(file: &str, code: &str) -> Option<String> {
    let told = code
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "))
        .is_some_and(|line| !line.trim().is_empty());
    (!told).then(|| format!("{file}:1: the first line must be a `//!` line"))
}

/// A file has one subject and an end.
pub(crate) fn length(file: &str, code: &str) -> Option<String> {
    let lines = code.lines().count();
    (lines > MAX_LINES)
        .then(|| format!("{file}: {lines} lines, above {MAX_LINES}: what is the second subject?"))
}

/// A new entry at the top of the repository needs a reason, given by adding it here.
pub(crate) fn top_level(name: &str) -> Option<String> {
    (!TOP_LEVEL.contains(&name)).then(|| format!("{name}: not among the allowed top-level entries"))
}

#[test]
fn upward_and_sideways_imports_are_seen() {
    assert_eq!(layers("src/search/index.rs", "use crate::model::Item;\nuse super::hit::Hit;"), [""; 0]);
    assert_eq!(layers("src/search/index.rs", "\nuse crate::graph::derive;").len(), 1, "same layer");
    assert!(layers("src/model/mod.rs", "use crate::{ids, io::load};")[0].starts_with("src/model/mod.rs:1: "));
    assert_eq!(layers("src/scene/shape.rs", "fn f() { crate::ui::draw() }").len(), 1);
    assert_eq!(layers("src/scene/shape.rs", "use super::super::ui::draw;").len(), 1, "by way of super");
    assert_eq!(layers("src/scene/mod.rs", "use super::ui::draw;").len(), 1, "by way of super");
    assert_eq!(layers("src/scene/shape.rs", "use super::ui;"), [""; 0], "a module of its own");
    assert_eq!(layers("src/app.rs", "use super::cli;").len(), 1);
    assert_eq!(layers("src/lib.rs", "pub use crate::cli::run;"), [""; 0]);
}

#[test]
fn egui_elsewhere_is_seen() {
    for code in ["use egui::Pos2;", "fn f(c: emath::Vec2) {}", "use egui_extras as x;", "use ::wgpu::Device;"]
    {
        assert_eq!(egui("src/scene/mod.rs", code).len(), 1, "{code}");
        assert_eq!(egui("src/ui/theme.rs", code), [""; 0]);
        assert_eq!(egui("src/app.rs", code), [""; 0]);
    }
    assert_eq!(egui("src/cli/view.rs", "use eframe::run_native;").len(), 1);
    assert_eq!(egui("src/scene/mod.rs", "let eguis = 1;"), [""; 0]);
}

#[test]
fn petgraph_elsewhere_is_seen() {
    let code = "use petgraph::Graph;";
    assert_eq!(petgraph("src/layout/mod.rs", code).len(), 1);
    assert_eq!(petgraph("src/ui/panel.rs", code).len(), 1);
    assert_eq!(petgraph("src/graph/hubs.rs", code), [""; 0]);
    assert_eq!(petgraph("src/ui/canvas/adapter.rs", code), [""; 0]);
}

#[test]
fn files_and_clocks_elsewhere_are_seen() {
    for code in [
        "use std::fs;",
        "use std::{fmt, fs::File};",
        "std::net::TcpStream::connect(x)",
        "use std::time::{Duration, Instant};",
        "SystemTime::now()",
        "path.canonicalize()",
    ] {
        assert_eq!(outside_world("src/layout/worker.rs", code).len(), 1, "{code}");
        assert_eq!(outside_world("src/ui/dialogs/open.rs", code).len(), 1, "{code}");
        assert_eq!(outside_world("src/session/save.rs", code), [""; 0]);
    }
    assert_eq!(outside_world("src/layout/worker.rs", "use std::time::Duration;"), [""; 0]);
}

#[test]
fn the_app_in_another_command_is_seen() {
    assert_eq!(app_in_cli("src/cli/check.rs", "crate::app::run()").len(), 1);
    assert_eq!(app_in_cli("src/cli/view.rs", "crate::app::run()"), [""; 0]);
}

#[test]
fn silent_and_endless_files_are_seen() {
    assert!(first_line("src/a.rs", "use std::fmt;\n").is_some());
    assert!(first_line("src/a.rs", "//!\n").is_some());
    assert!(first_line("src/a.rs", "").is_some());
    assert!(first_line("src/a.rs", "//! A thing.\n").is_none());
    assert!(length("src/a.rs", &"\n".repeat(601)).is_some());
    assert!(length("src/a.rs", &"\n".repeat(600)).is_none());
}

#[test]
fn stray_entries_are_seen() {
    assert!(top_level("notes.txt").is_some());
    assert!(top_level("src").is_none());
}
