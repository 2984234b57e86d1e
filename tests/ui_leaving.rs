//! Closing the window on work that cannot be saved, two windows on one file, notes that are taken back, and what
//! Review lists, from the window.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

#[expect(dead_code, reason = "each test program uses what it needs")]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use attache::app::App;
use attache::io::{self, Unwatched};
use attache::model::{ClaimIx, Item};
use attache::session::review::Verdict;
use attache::session::workspace::Keeping;
use attache::session::{Action, Click, Command, Keep, Perspective, Session, Settings, Source};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

type Window = Harness<'static, App>;

const SIZE: [f32; 2] = [1440.0, 900.0];

fn case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    let text = r#"{"format": "attache/1",
        "entities": [{"id": "a", "kind": "state", "name": "Arland"}, {"id": "b", "kind": "state", "name": "Borland"}],
        "claims": [{"id": "c1", "subject": "a", "predicate": "warns", "object": "b"},
                   {"id": "c2", "subject": "b", "predicate": "warns", "object": "a"},
                   {"id": "c3", "subject": "b", "predicate": "arms", "object": "a"}]}"#;
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn beside(path: &Path) -> PathBuf {
    path.with_file_name("case.workspace.json")
}

fn open(path: &Path) -> Window {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    support::window_on(Some((loaded, Source::File(path.to_owned()))), SIZE, settings)
}

fn session(window: &Window) -> &Session {
    window.state().session()
}

fn apply(window: &mut Window, action: Action) {
    window.state_mut().session_mut().apply(action);
    window.run_steps(3);
}

fn until(window: &mut Window, mut holds: impl FnMut(&Window) -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        window.run_steps(1);
        if holds(window) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn press(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::Button, label).click();
    window.run_steps(3);
}

fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

/// The button of the frame: asks the window to close. Whether it stays open in that frame.
fn close(window: &mut Window) -> bool {
    window.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    window.step();
    window.output().viewport_output[&ViewportId::ROOT].commands.contains(&ViewportCommand::CancelClose)
}

fn accept(window: &mut Window, claim: u32) {
    apply(window, Action::Keep(Keep::Verdict(ClaimIx(claim), Some(Verdict::Accepted))));
}

#[test]
fn a_window_that_cannot_save_asks_before_it_closes() {
    let (_folder, path) = case();
    std::fs::create_dir(beside(&path)).unwrap();
    let mut window = open(&path);
    accept(&mut window, 0);
    assert!(close(&mut window), "it waits for the disk");
    assert!(until(&mut window, |window| session(window).obstacle().is_some()));
    window.run_steps(3);
    let words = "Could not save the workspace: a folder stands in its place: ";
    assert!(says(&window, words) && says(&window, "Not saved: 1 verdict"));
    for button in ["Close without saving", "Cancel"] {
        assert!(window.query_by_role_and_label(Role::Button, button).is_some(), "{button}");
    }
    // Keys of the window below do nothing meanwhile.
    window.key_press(Key::L);
    window.run_steps(2);
    assert!(session(&window).settings().legend);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(session(&window).obstacle().is_none() && !session(&window).passing().quit);
    // Ctrl+Q asks the same.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Q);
    assert!(until(&mut window, |window| session(window).obstacle().is_some()));
    window.run_steps(3);
    press(&mut window, "Close without saving");
    assert!(session(&window).passing().quit);
    assert!(!close(&mut window), "now it closes");
    assert!(std::fs::metadata(beside(&path)).unwrap().is_dir(), "nothing was written over");
}

#[test]
fn a_read_only_file_can_be_tried_again() {
    let (_folder, path) = case();
    let mut window = open(&path);
    accept(&mut window, 0);
    apply(&mut window, Action::Run(Command::SaveWorkspace));
    assert!(until(&mut window, |window| says(window, "Workspace saved: ")));
    let before = std::fs::read(beside(&path)).unwrap();
    let set_readonly = |on: bool| {
        let mut rights = std::fs::metadata(beside(&path)).unwrap().permissions();
        rights.set_readonly(on);
        std::fs::set_permissions(beside(&path), rights).unwrap();
    };
    set_readonly(true);
    accept(&mut window, 1);
    assert!(close(&mut window));
    assert!(until(&mut window, |window| session(window).obstacle().is_some()));
    window.run_steps(3);
    assert!(says(&window, "Could not save the workspace: it may not be written (permission denied): "));
    assert_eq!(std::fs::read(beside(&path)).unwrap(), before);
    set_readonly(false);
    // The band below has one of that name too: the question's is drawn last.
    window.query_all_by_role_and_label(Role::Button, "Try again").last().unwrap().click();
    assert!(until(&mut window, |window| session(window).passing().quit));
    assert_ne!(std::fs::read(beside(&path)).unwrap(), before);
}

#[test]
fn it_can_be_saved_elsewhere_from_the_question() {
    let (folder, path) = case();
    std::fs::create_dir(beside(&path)).unwrap();
    let mut window = open(&path);
    accept(&mut window, 0);
    close(&mut window);
    assert!(until(&mut window, |window| session(window).obstacle().is_some()));
    window.run_steps(3);
    window.query_all_by_role_and_label(Role::Button, "Save as…").last().unwrap().click();
    window.run_steps(4);
    let other = folder.path().join("case-2.workspace.json");
    assert!(says(&window, "Path of the workspace"));
    press(&mut window, "Save");
    assert!(until(&mut window, |window| session(window).passing().quit));
    assert!(std::fs::read_to_string(other).unwrap().contains("accepted"));
}

#[test]
fn the_second_window_on_a_file_tells_what_happened_and_merges() {
    let (_folder, path) = case();
    let (mut mine, mut theirs) = (open(&path), open(&path));
    accept(&mut theirs, 1);
    assert!(close(&mut theirs) && until(&mut theirs, |window| session(window).passing().quit));
    accept(&mut mine, 0);
    let words = "Another program changed the workspace since it was read: ";
    assert!(until(&mut mine, |window| says(window, words)), "the band appears by itself");
    for button in ["Take theirs", "Keep mine", "Merge", "Later"] {
        assert!(mine.query_by_role_and_label(Role::Button, button).is_some(), "{button}");
    }
    // Closed before it is answered: the same question, in the middle.
    assert!(close(&mut mine));
    assert!(until(&mut mine, |window| session(window).obstacle().is_some()));
    mine.run_steps(3);
    assert!(says(&mine, words) && says(&mine, "Not saved: 1 verdict"));
    press(&mut mine, "Merge");
    assert!(until(&mut mine, |window| session(window).passing().quit));
    assert_eq!(session(&mine).review().verdicts.len(), 2);
    drop((mine, theirs));
    assert_eq!(session(&open(&path)).review().verdicts.len(), 2);
}

fn types(window: &mut Window, words: &str) {
    window.event(Event::Text(words.to_owned()));
    window.run_steps(2);
}

#[test]
fn a_note_is_taken_back_burst_by_burst_and_outside_its_field_as_a_whole() {
    let (_folder, path) = case();
    let mut window = open(&path);
    let note = |window: &Window| session(window).review().note(ClaimIx(0)).to_owned();
    let undo = |window: &mut Window| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_steps(3);
    };
    apply(&mut window, Action::Keep(Keep::Note(ClaimIx(0), "before".to_owned())));
    apply(&mut window, Action::Select(Item::Claim(ClaimIx(0)), Click::Only));
    apply(&mut window, Action::Run(Command::Note));
    window.run_steps(4);
    window.key_press(Key::End);
    types(&mut window, " one");
    window.run_steps(30);
    types(&mut window, " two");
    window.run_steps(30);
    assert_eq!(note(&window), "before one two");
    undo(&mut window);
    assert_eq!(note(&window), "before one", "the last burst");
    undo(&mut window);
    assert_eq!(note(&window), "before");
    undo(&mut window);
    assert_eq!(note(&window), "before", "the field goes no further back than its focus");
    types(&mut window, " three");
    window.run_steps(30);
    types(&mut window, " four");
    window.run_steps(30);
    // The field lets go; then the window's own undo takes all of it back at once.
    apply(&mut window, Action::ClearSelection);
    undo(&mut window);
    assert_eq!(note(&window), "before");
    undo(&mut window);
    assert_eq!(note(&window), "");
}

#[test]
fn review_says_what_it_does_not_list_and_leads_back_to_it() {
    let mut window = support::window(SIZE);
    apply(&mut window, Action::Run(Command::Perspective(Perspective::Review)));
    let first = session(&window).current_claim().unwrap();
    apply(&mut window, Action::Hide(vec![Item::Claim(first)]));
    apply(&mut window, Action::Select(Item::Claim(first), Click::Only));
    assert!(says(&window, "1 claim is hidden"));
    assert!(says(&window, "The selected claim is not listed: it is hidden"));
    press(&mut window, "Clear filters");
    assert!(!says(&window, "is not listed") && !says(&window, "1 claim is hidden"));
    let suspect = window.query_all_by_label_contains("Suspect ").next().unwrap();
    suspect.click();
    window.run_steps(3);
    let listed = session(&window).review_list();
    assert!(listed.len() < session(&window).data().claims().len());
    for _ in 0..=listed.len() {
        window.key_press(Key::J);
        window.run_steps(2);
        assert!(listed.contains(&session(&window).current_claim().unwrap()), "J leaves the list");
    }
}
