//! A damaged file of another program shows its report before anything of it is drawn; a table that does not tell what its
//! columns are is asked about.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

#[expect(dead_code, reason = "each test program uses what it needs")]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use attache::app::App;
use attache::io::{self, Unwatched};
use attache::session::{Action, Settings, Source};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

type Window = Harness<'static, App>;

const SIZE: [f32; 2] = [1280.0, 800.0];
const DAMAGED: &str = "Source,Target,Label\nArland,Borland,warns\nArland,,warns\nBorland,Corland,arms\n";
const SOUND: &str = "Source,Target,Label\nArland,Borland,warns\nBorland,Corland,arms\n";

fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path)
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
    window.state().session().importing().is_some()
}

fn opened(window: &Window, path: &Path) -> bool {
    window.state().session().source().path().is_some_and(|open| open == path)
}

fn open(window: &mut Window, path: &Path) {
    window.state_mut().session_mut().apply(Action::Open(path.to_path_buf()));
}

#[test]
fn a_damaged_file_is_shown_after_its_report_and_not_before() {
    let (_folder, path) = file("ties.csv", DAMAGED);
    let mut window = support::window(SIZE);
    open(&mut window, &path);
    until(&mut window, asks);
    assert!(!opened(&window, &path), "the case before is still there");
    assert!(window.query_by_label("What is in ties.csv").is_some());
    assert!(window.query_by_label_contains("recognised by").is_some(), "it says why");
    for head in ["in the file", "in the case", "left out"] {
        assert!(window.query_by_label(head).is_some(), "{head}");
    }
    assert!(
        window.query_by_label("ties.csv:3:8").is_some() || window.query_by_label_contains(":3:").is_some()
    );
    window.get_by_role_and_label(Role::Button, "Open anyway").click();
    until(&mut window, |window| opened(window, &path));
    assert!(!asks(&window));
    assert_eq!(window.state().session().data().claims().len(), 2);
}

#[test]
fn the_case_before_stays_where_a_person_would_rather_not() {
    let (_folder, path) = file("ties.csv", DAMAGED);
    let mut window = support::window(SIZE);
    for leave in [true, false] {
        open(&mut window, &path);
        until(&mut window, asks);
        if leave {
            window.get_by_role_and_label(Role::Button, "Cancel").click();
        } else {
            window.key_press_modifiers(Modifiers::NONE, Key::Escape);
        }
        window.run_steps(4);
        assert!(!asks(&window) && !opened(&window, &path));
    }
    assert_eq!(*window.state().session().source(), Source::Bundled);
}

#[test]
fn what_is_sound_or_was_seen_asks_nothing() {
    let (_folder, path) = file("ties.csv", SOUND);
    let mut window = support::window(SIZE);
    open(&mut window, &path);
    until(&mut window, |window| opened(window, &path));
    assert!(!asks(&window));
    // The file is damaged later; it is open already, and the band says what became of it.
    std::fs::write(&path, DAMAGED).unwrap();
    window.state_mut().session_mut().apply(Action::Reload);
    until(&mut window, |window| window.query_by_label_contains("Read with 1 problem").is_some());
    assert!(!asks(&window));
}

#[test]
fn a_damaged_file_from_the_command_line_asks_over_the_bundled_case() {
    let (_folder, path) = file("ties.csv", DAMAGED);
    let loaded = io::load(&path, 1, &Unwatched).unwrap();
    let source = Source::File(path.clone());
    let mut window = support::window_on(Some((loaded, source)), SIZE, Settings::default());
    assert!(asks(&window) && *window.state().session().source() == Source::Bundled);
    window.get_by_role_and_label(Role::Button, "Open anyway").click();
    until(&mut window, |window| opened(window, &path));
}

#[test]
fn a_table_that_does_not_tell_is_asked_about_column_by_column() {
    let rows =
        "1,20230101,Iran,3,Israel,threaten\n2,20230102,Israel,4,Iran,attack\n3,20230103,Iran,1,Iraq,arm\n";
    let (_folder, path) = file("events.csv", rows);
    let mut window = support::window(SIZE);
    open(&mut window, &path);
    until(&mut window, |window| window.state().session().columns_asked().is_some());
    assert!(window.query_by_label("What are the columns of events.csv?").is_some());
    assert!(window.query_by_label_contains("cannot be told").is_some());
    assert!(window.query_by_label("threaten").is_some(), "its first rows are shown");
    // Keys of the window below do nothing, and nothing is read yet.
    window.key_press(Key::L);
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(window.state().session().settings().legend && !opened(&window, &path));
    let choose = |window: &mut Window, column: &str, role: &str| {
        window.get_by_role_and_label(Role::ComboBox, column).click();
        window.run_steps(3);
        window.get_by_role_and_label(Role::Button, role).click();
        window.run_steps(3);
    };
    choose(&mut window, "Column 3: Column 3", "Source");
    assert!(window.query_by_label("Choose the target: whom the line leads to").is_some());
    choose(&mut window, "Column 5: Column 5", "Target");
    choose(&mut window, "Column 6: Column 6", "Relation");
    window.get_by_role_and_label(Role::Button, "Read").click();
    window.run_steps(2);
    until(&mut window, |window| opened(window, &path));
    let session = window.state().session();
    assert_eq!(session.data().claims().len(), 3);
    assert!(session.data().find_entity("Iran").is_some());
    // Escape leaves the open case as it is.
    window.state_mut().session_mut().apply(Action::Run(attache::session::Command::Columns));
    until(&mut window, |window| window.state().session().columns_asked().is_some());
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.state().session().columns_asked().is_none() && opened(&window, &path));
}
