//! A program killed at any moment while it saves leaves a whole workspace, no older than it said.
//!
//! The child is this test's own binary, started again with a variable set. It saves generation after
//! generation and says each on its standard output once it is on the disk; the parent kills it somewhere.
//! 20 times, or as often as `ATTACHE_KILLS` says.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use attache::session::workspace::{FORMAT, Found, Note, Outcome, Store, Sure, Workspace};

const PLACE: &str = "ATTACHE_KILL_TEST_PLACE";

/// A workspace of some hundred kilobytes that says the same thing everywhere, so that a mixture is seen.
fn workspace(number: u64) -> Workspace {
    let note = |i: u64| {
        let words = format!("generation {number}: {}", "w".repeat(120));
        (
            format!("c{i}"),
            Note { verdict: Some("accepted".into()), note: words, at: number, ..Note::default() },
        )
    };
    Workspace { format: FORMAT.to_owned(), verdicts: (0..800).map(note).collect(), ..Workspace::default() }
}

/// The one number that a whole workspace says everywhere.
fn number_of(workspace: &Workspace) -> u64 {
    let number = workspace.verdicts["c0"].at;
    assert_eq!(workspace.verdicts.len(), 800);
    let start = format!("generation {number}: ");
    for note in workspace.verdicts.values() {
        assert_eq!(note.at, number);
        assert!(note.note.starts_with(&start));
    }
    number
}

fn newest(path: &Path) -> Option<u64> {
    match Store::open(path).1 {
        Found::Whole(workspace) => Some(number_of(&workspace)),
        Found::Nothing => None,
        other => panic!("no whole workspace stands under the file's own name: {other:?}"),
    }
}

/// Does nothing unless it is the child: then it saves until it is killed.
#[test]
fn child_that_saves() {
    let Some(path) = std::env::var_os(PLACE).map(PathBuf::from) else { return };
    let (mut store, found) = Store::open(&path);
    let mut number = match found {
        Found::Whole(workspace) => number_of(&workspace),
        _ => 0,
    };
    loop {
        number += 1;
        let outcome = store.save(&mut workspace(number), &Sure);
        assert_eq!(outcome, Outcome::Saved);
        // Not `println!`: the test harness would keep it to itself.
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {number}").and_then(|()| out.flush()).unwrap();
    }
}

/// Numbers after a linear congruence: the moments differ, and a failure can be had again.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn killed_at_any_moment_it_leaves_a_whole_workspace_no_older_than_it_said() {
    let kills = std::env::var("ATTACHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    let (mut seed, mut told, mut amidst) = (7, 0, 0);
    for kill in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_saves", "--nocapture", "--test-threads=1"])
            .env(PLACE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Some are killed before they have saved once; most somewhere in one of the saves after the first.
        let wait = Duration::from_micros(random(&mut seed) % 30_000);
        let mut last = told;
        if kill % 5 != 0 {
            while let Some(Ok(line)) = lines.next() {
                // The harness writes on the same line as the test's first words.
                if let Some((_, number)) = line.rsplit_once("saved ") {
                    last = number.parse().unwrap();
                    break;
                }
            }
            assert!(last > told, "the child saved");
        }
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had said before it was killed still lies in the pipe.
        for line in lines.map_while(Result::ok) {
            if let Some(number) = line.rsplit_once("saved ").and_then(|(_, number)| number.parse().ok()) {
                last = last.max(number);
            }
        }
        let there = newest(&path).unwrap_or(0);
        assert!(there >= last, "kill {kill}: generation {there} is there, {last} was said to be saved");
        assert!(there <= last + 1, "kill {kill}: {there} after {last}");
        let left = std::fs::read_dir(folder.path()).unwrap().flatten();
        amidst += left.filter(|entry| entry.file_name().to_string_lossy().contains(".part-")).count();
        // The backup is whole too, wherever the kill came.
        let backup = path.with_file_name("case.workspace.json.bak");
        if backup.exists() {
            let bytes = std::fs::read(&backup).unwrap();
            number_of(&Workspace::read(&bytes).unwrap().expect("a whole backup"));
        }
        for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
            if entry.file_name().to_string_lossy().contains(".part-") {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
        told = there;
    }
    assert!(told > 0);
    assert!(kills < 20 || amidst > 0, "some kills came amidst a save");
}

/// A limit on the size of files stands for a full disk: the child's writes stop amidst the file.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    let (mut store, _) = Store::open(&path);
    assert_eq!(store.save(&mut workspace(1), &Sure), Outcome::Saved);
    let limited = "trap '' XFSZ; ulimit -f 64; exec \"$0\" --exact child_that_saves --nocapture";
    let output = Command::new("sh")
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap())
        .env(PLACE, &path)
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("Could not save the workspace: ") && said.contains("case.workspace.json"),
        "{said}"
    );
    assert_eq!(newest(&path), Some(1));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}
