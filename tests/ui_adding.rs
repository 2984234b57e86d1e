//! The dialog of a file that is to be added: what comes in, whom the case has already, and what the buttons do.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

#[expect(dead_code, reason = "each test program uses what it needs")]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use attache::app::App;
use attache::io::{self, Unwatched};
use attache::model::EntityIx;
use attache::session::{Action, Command, Dialog, Settings, Source};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Window = Harness<'static, App>;

const SIZE: [f32; 2] = [1280.0, 800.0];

const A: &str = r#"{"format": "attache/1", "entities": [
    {"id": "iran", "kind": "state", "name": "Iran"}, {"id": "n1", "kind": "state", "name": "Qatar"},
    {"id": "hamas", "kind": "militia", "name": "Hamas"}],
  "claims": [{"id": "x", "subject": "iran", "predicate": "arms", "object": "hamas"}]}"#;

const B: &str = r#"{"format": "attache/1", "entities": [
    {"id": "iran", "kind": "state", "name": "Iran"}, {"id": "b2", "kind": "organization", "name": "HAMAS"},
    {"id": "n1", "kind": "state", "name": "Egypt"}],
  "claims": [{"id": "x", "subject": "iran", "predicate": "meets", "object": "b2", "place": "nowhere"}]}"#;

fn files() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let [a, b] = ["a.json", "b.json"].map(|name| folder.path().join(name));
    std::fs::write(&a, A).unwrap();
    std::fs::write(&b, B).unwrap();
    (folder, a, b)
}

fn window(path: &Path) -> Window {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    support::window_on(Some((loaded, Source::File(path.to_owned()))), SIZE, Settings::default())
}

fn until(window: &mut Window, holds: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !holds(window) {
        assert!(start.elapsed() < Duration::from_secs(20), "it never came to that");
        std::thread::sleep(Duration::from_millis(5));
        window.run_steps(2);
    }
    window.run_steps(3);
}

fn asks(window: &Window) -> bool {
    window.state().session().addition().is_some()
}

fn offer(window: &mut Window, path: &Path) {
    window.state_mut().session_mut().apply(Action::Add(vec![path.to_owned()]));
    until(window, asks);
}

fn is_ticked(window: &Window, label: &str) -> bool {
    let node = window.get_by_role_and_label(Role::CheckBox, label);
    node.accesskit_node().toggled() == Some(Toggled::True)
}

fn merges(window: &Window) -> Vec<(u32, u32)> {
    let merges = window.state().session().view().lens.merges();
    merges.iter().map(|(from, into)| (from.0, into.0)).collect()
}

#[test]
fn it_says_what_comes_in_and_whom_the_case_has() {
    let (_folder, a, b) = files();
    let mut window = window(&a);
    offer(&mut window, &b);
    assert!(window.query_by_label("Add b.json?").is_some());
    assert!(window.query_by_label("3 entities, 1 claim and 0 documents come in").is_some());
    assert!(window.query_by_label("1 error").is_some(), "and what is wrong with it");
    let doubtful = "Same id, and nothing else in common: 1";
    for (label, on) in [
        ("Same id: 1", true),
        ("Iran", true),
        ("Same name: 1", true),
        ("HAMAS (organization) is Hamas (militia)", true),
        (doubtful, false),
        ("Egypt is Qatar", false),
    ] {
        assert_eq!(is_ticked(&window, label), on, "{label}");
    }
    window.get_by_role_and_label(Role::CheckBox, "Iran").click();
    window.run_steps(3);
    assert!(!is_ticked(&window, "Same id: 1"), "the box of the group follows its rows");
    window.get_by_role_and_label(Role::CheckBox, doubtful).click();
    window.run_steps(3);
    assert!(is_ticked(&window, "Egypt is Qatar"), "and they follow it");
    window.get_by_role_and_label(Role::Button, "Add").click();
    until(&mut window, |window| !asks(window));
    assert_eq!(merges(&window), [(4, 2), (5, 1)]);
    let session = window.state().session();
    assert_eq!(session.data().entities().len(), 6);
    assert!(window.query_by_label_contains("a.json and 1 more").is_some(), "the top bar names both");
    let told = "Added 3 entities and 1 claim, 2 merged: b.json";
    assert!(session.passing().notices.iter().any(|notice| notice.text == told));
}

#[test]
fn cancel_and_escape_leave_the_case_and_return_adds() {
    let (_folder, a, b) = files();
    let mut window = window(&a);
    for escape in [false, true] {
        offer(&mut window, &b);
        if escape {
            window.key_press_modifiers(Modifiers::NONE, Key::Escape);
        } else {
            window.get_by_role_and_label(Role::Button, "Cancel").click();
        }
        window.run_steps(4);
        assert!(!asks(&window) && window.state().session().data().entities().len() == 3);
    }
    offer(&mut window, &b);
    window.key_press_modifiers(Modifiers::NONE, Key::Enter);
    until(&mut window, |window| !asks(window));
    assert_eq!(merges(&window), [(3, 0), (4, 2)]);
    window.state_mut().session_mut().apply(Action::Run(Command::Undo));
    window.run_steps(4);
    assert!(merges(&window).is_empty() && window.state().session().data().entities().len() == 3);
    assert!(window.query_by_label_contains("a.json and 1 more").is_none());
}

#[test]
fn the_command_asks_for_a_path() {
    let (_folder, a, b) = files();
    let mut window = window(&a);
    window.state_mut().session_mut().apply(Action::Run(Command::AddFile));
    window.run_steps(4);
    assert_eq!(window.state().session().passing().dialog, Some(Dialog::Add));
    assert!(window.query_by_label("Add a file").is_some());
    // The field has the focus.
    window.event(egui::Event::Text(b.display().to_string()));
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "Add").click();
    until(&mut window, asks);
    assert_eq!(window.state().session().passing().dialog, None);
    let into: Vec<EntityIx> =
        window.state().session().addition().unwrap().matches().iter().map(|pair| pair.into).collect();
    assert_eq!(into, [0, 2, 1].map(EntityIx));
}
