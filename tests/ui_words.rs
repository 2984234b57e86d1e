//! Each state in its words, and the gestures that lead out of it (DESIGN-UI, "States, exact words").

mod support;

use std::path::Path;
use std::time::Duration;

use attache::app::App;
use attache::graph::{Filter, Voice};
use attache::io::{self, Unwatched};
use attache::model::{ClaimIx, Item};
use attache::session::look::Look;
use attache::session::workspace::Keeping;
use attache::session::{Action, Click, Command, Dialog, Perspective, Session, Settings, Source};
use egui::accesskit::Role;
use egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use support::{selected, window, window_on, window_on_json};

type Window = Harness<'static, App>;

const SIZE: [f32; 2] = [1440.0, 900.0];

fn session(window: &Window) -> &Session {
    window.state().session()
}

fn apply(window: &mut Window, action: Action) {
    window.state_mut().session_mut().apply(action);
    window.run_steps(4);
}

fn press(window: &mut Window, words: &str) {
    window.get_by_role_and_label(Role::Button, words).click();
    window.run_steps(4);
}

fn until(window: &mut Window, holds: impl Fn(&Session) -> bool) {
    for _ in 0..2000 {
        window.state_mut().session_mut().poll();
        if holds(session(window)) {
            window.run_steps(4);
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("it never came to that");
}

fn says(window: &Window, words: &str) {
    let found = window.query_all_by_label_contains(words).next().is_some();
    assert!(found, "nowhere it says “{words}”");
}

fn open(window: &mut Window, path: &Path) {
    apply(window, Action::Open(path.to_owned()));
    until(window, |session| session.loading().is_none());
}

#[test]
fn the_head_of_the_cards_counts_steps_and_closes() {
    let mut window = window(SIZE);
    assert!(window.query_by_label_contains("Claim 1 of").is_none());
    let claim = |window: &Window, id: &str| Item::Claim(session(window).data().find_claim(id).unwrap());
    let both = vec![claim(&window, "c01"), claim(&window, "c09a")];
    apply(&mut window, Action::SelectMany(both.clone(), Click::Only));
    says(&window, "Claim 1 of 2");
    press(&mut window, "Next claim (J)");
    says(&window, "Claim 2 of 2");
    assert_eq!(selected(&window), both, "both stay selected");
    assert_eq!(session(&window).current_claim().map(Item::Claim), Some(both[1]));
    press(&mut window, "Previous claim (K)");
    says(&window, "Claim 1 of 2");
    press(&mut window, "Select nothing");
    assert!(selected(&window).is_empty());
    let all = session(&window).data().claims().len();
    window.key_press(Key::J);
    window.run_steps(4);
    says(&window, &format!("Claim 1 of {all}"));
    window.key_press(Key::J);
    window.run_steps(4);
    says(&window, &format!("Claim 2 of {all}"));
    let other = claim(&window, "c01");
    apply(&mut window, Action::Select(other, Click::Only));
    assert!(window.query_by_label_contains("Claim 2 of").is_none(), "nothing was stepped to it");
}

#[test]
fn a_case_that_is_empty_or_filtered_away_or_searched_in_vain() {
    let empty = window_on_json(
        r#"{"format": "attache/1", "documents": [{"id": "d", "text": "x"}], "claims": [],
            "entities": [{"id": "a", "name": "A", "kind": "state"}, {"id": "b", "name": "B", "kind": "state"}]}"#,
        SIZE,
    );
    says(&empty, "This file has no claims yet");
    says(&empty, "It holds 2 entities and 1 document");
    let mut window = window(SIZE);
    let classes = attache::model::Class::ALL.into_iter().collect();
    apply(&mut window, Action::SetFilter(Filter { classes, ..Filter::default() }));
    let shown = session(&window).derived().shown().claims.len();
    assert_eq!(shown, 0);
    says(&window, "No claim passes these filters");
    window.get_all_by_label("Clear filters").next().unwrap().click();
    window.run_steps(4);
    assert!(session(&window).view().filter.is_empty());
    apply(&mut window, Action::SetQuery("qqzzxx".to_owned()));
    until(&mut window, |session| !session.passing().search.text_pending);
    says(&window, "Nothing found for “qqzzxx”");
    says(&window, "Names, aliases, claims and text were searched");
    apply(&mut window, Action::ShowDialog(Some(Dialog::Open)));
    says(&window, "Open a graph");
    says(&window, "Drop a JSON file here, or open one");
    says(&window, "Bundled case");
}

#[test]
fn the_layout_says_what_it_does() {
    let mut window = window(SIZE);
    says(&window, "Layout settled");
    window.state_mut().session_mut().apply(Action::Run(Command::RestartLayout));
    window.run_steps(1);
    says(&window, "Layout running");
    apply(&mut window, Action::Run(Command::PauseLayout));
    until(&mut window, |session| *session.derived().layout_phase() != attache::session::LayoutPhase::Running);
    let paused = *session(&window).derived().layout_phase() == attache::session::LayoutPhase::Paused;
    says(&window, if paused { "Layout paused" } else { "Layout settled" });
}

#[test]
fn files_that_are_no_case_have_problems_or_change_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.json");
    std::fs::write(&path, b"PK\x03\x04 and so on").unwrap();
    let mut window = window(SIZE);
    open(&mut window, &path);
    says(&window, "This is not a format Attaché reads");
    says(&window, "the file holds a ZIP archive");
    says(&window, "hint: `attache check` lists what is wrong");
    says(&window, "archive.json");
    let case = r#"{"format": "attache/1", "documents": [{"id": "d", "text": "He left."}],
        "entities": [{"id": "a", "name": "A", "kind": "state"}],
        "claims": [{"id": "c", "subject": "a", "predicate": "left", "object": "nobody"},
            {"id": "e", "subject": "a", "predicate": "left", "attributions": [
            {"stance": "asserts", "evidence": [{"document": "d", "exact": "She stayed where she was"}]}]}]}"#;
    let path = folder.path().join("report.json");
    std::fs::write(&path, case).unwrap();
    open(&mut window, &path);
    let problems = session(&window).report().problems.len();
    says(&window, &format!("Read with {problems} problems, 1 quote missing"));
    std::fs::write(&path, format!("{case}  ")).unwrap();
    until(&mut window, |session| session.passing().changed_on_disk.is_some());
    says(&window, "report.json changed on disk");
    window.get_by_role_and_label(Role::Button, "Keep");
    press(&mut window, "Reload");
    until(&mut window, |session| session.loading().is_none());
    assert!(session(&window).passing().changed_on_disk.is_none());
}

/// A case whose reading takes long enough to be stopped.
fn long_case(claims: usize) -> String {
    let more = "and so on and so forth ".repeat(400);
    let claim = |n: usize| {
        format!(r#"{{"id": "c{n}", "subject": "a", "predicate": "told", "object": "b", "more": "{more}"}}"#)
    };
    let claims: Vec<String> = (0..claims).map(claim).collect();
    format!(
        r#"{{"format": "attache/1", "entities": [{{"id": "a", "name": "A", "kind": "state"}},
        {{"id": "b", "name": "B", "kind": "state"}}], "claims": [{}]}}"#,
        claims.join(",")
    )
}

#[test]
fn a_load_that_is_cancelled_keeps_what_it_read_and_goes_on() {
    const CLAIMS: usize = 6000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.json");
    std::fs::write(&path, long_case(CLAIMS)).unwrap();
    let mut window = window(SIZE);
    window.state_mut().session_mut().apply(Action::Open(path));
    for _ in 0..10_000 {
        let progress = session(&window).loading().map(attache::session::Loading::progress);
        if progress.is_none_or(|(what, done, _)| what == "reading claims" && done > 0) {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let (_, _, total) = session(&window).loading().expect("it is being read").progress();
    assert_eq!(total, CLAIMS as u64);
    window.state_mut().session_mut().apply(Action::CancelLoading);
    until(&mut window, |session| session.loading().is_none());
    let kept = session(&window).data().claims().len();
    assert!(kept > 0 && kept < CLAIMS, "{kept}");
    let number = if kept < 1000 { kept.to_string() } else { format!("{},{:03}", kept / 1000, kept % 1000) };
    says(&window, &format!("Stopped reading, {number} claims kept"));
    press(&mut window, "Go on");
    until(&mut window, |session| session.data().claims().len() == CLAIMS);
    assert!(window.query_by_label_contains("Stopped reading").is_none());
}

#[test]
fn a_workspace_that_cannot_be_saved_can_be_saved_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let case = r#"{"format": "attache/1", "entities": [{"id": "a", "name": "A", "kind": "state"}],
        "claims": [{"id": "c", "subject": "a", "predicate": "left"}]}"#;
    std::fs::write(&path, case).unwrap();
    std::fs::create_dir(folder.path().join("report.workspace.json")).unwrap();
    let loaded = io::load(&path, 1, &Unwatched).unwrap();
    let elsewhere = folder.path().join("mine");
    std::fs::create_dir(&elsewhere).unwrap();
    let settings = Settings { keeping: Keeping::Work(Some(elsewhere.clone())), ..Settings::default() };
    let mut window = window_on(Some((loaded, Source::File(path))), SIZE, settings);
    apply(&mut window, Action::Judge(ClaimIx(0), Some(attache::session::review::Verdict::Accepted)));
    apply(&mut window, Action::Run(Command::SaveWorkspace));
    until(&mut window, |session| session.save_failed().is_some());
    says(&window, "Could not save the workspace: a folder stands in its place: ");
    window.get_by_role_and_label(Role::Button, "Try again");
    press(&mut window, "Save as…");
    press(&mut window, "Save");
    let copy = elsewhere.join("report.workspace.json");
    until(&mut window, |_| copy.is_file());
    assert!(std::fs::read_to_string(copy).unwrap().contains("accepted"));
}

#[test]
fn lists_of_sources_are_narrowed_by_typing_and_enter_takes_the_first() {
    let mut window = window(SIZE);
    apply(&mut window, Action::Run(Command::Without));
    let field = |window: &mut Window, label: &str, words: &str| {
        window.get_by_role_and_label(Role::TextInput, label).focus();
        window.run_steps(2);
        window.get_by_role_and_label(Role::TextInput, label).type_text(words);
        window.run_steps(3);
    };
    field(&mut window, "Type to find a source", "kirby");
    let ticks = window.query_all_by(|node| {
        node.role() == Role::CheckBox && node.label().is_some_and(|label| label.contains("John Kirby"))
    });
    assert_eq!(ticks.count(), 1);
    assert!(window.query_all_by_label_contains("White House  ").next().is_none());
    window.key_press(Key::Enter);
    window.run_steps(4);
    let data = session(&window).data();
    let kirby = data.entity_ixs().find(|entity| data.entity(*entity).name == "John Kirby").unwrap();
    let Some(Look::Without(removed)) = &session(&window).view().look else { panic!("another look") };
    assert!(removed.voices.contains(&Voice::Entity(kirby)));
}

#[test]
fn long_names_are_cut_in_cards() {
    let name = "N".repeat(10_000);
    let json = format!(
        r#"{{"format": "attache/1", "entities": [{{"id": "a", "name": "{name}", "kind": "state"}}],
        "claims": [{{"id": "c", "subject": "a", "predicate": "left"}}]}}"#
    );
    let mut window = window_on_json(&json, SIZE);
    let short = format!("{}…", "N".repeat(160));
    for item in [Item::Claim(ClaimIx(0)), Item::Entity(attache::model::EntityIx(0))] {
        apply(&mut window, Action::Select(item, Click::Only));
        assert!(window.query_all_by_label(&short).next().is_some(), "{item:?}");
        assert!(window.query_all_by_label(&name).next().is_none(), "{item:?}");
    }
}

#[test]
fn a_note_on_an_entity_is_written_where_it_is_asked_for() {
    let mut window = window(SIZE);
    let iran = session(&window).data().find_entity("iran").unwrap();
    apply(&mut window, Action::Select(Item::Entity(iran), Click::Only));
    apply(&mut window, Action::Run(Command::Note));
    // The field has taken the focus.
    window.event(egui::Event::Text("ask who said so".to_owned()));
    window.run_steps(4);
    assert_eq!(session(&window).review().entity_note(iran), "ask who said so");
    apply(&mut window, Action::Run(Command::Undo));
    assert_eq!(session(&window).review().entity_note(iran), "");
}

#[test]
fn the_canvas_keeps_its_room_and_closes_panels_for_it() {
    let mut window = window(SIZE);
    for perspective in [Perspective::Graph, Perspective::Read] {
        apply(&mut window, Action::Run(Command::Perspective(perspective)));
        for size in [
            [1440.0, 900.0],
            [1200.0, 700.0],
            [1024.0, 700.0],
            [960.0, 640.0],
            [880.0, 600.0],
            [700.0, 500.0],
        ] {
            window.set_size(Vec2::from(size));
            window.run_steps(6);
            let [width, height] = session(&window).passing().canvas_size;
            assert!(width >= 419.0 && height >= 319.0, "{perspective:?} at {size:?}: {width} × {height}");
        }
    }
}

#[test]
fn the_picture_follows_the_window_and_keeps_what_is_in_the_middle() {
    let mut window = window([1300.0, 800.0]);
    window.key_press(Key::F);
    window.run_steps(20);
    assert!(session(&window).view().camera_by_hand);
    let fitted = session(&window).view().camera.unwrap();
    window.set_size(Vec2::new(1700.0, 1100.0));
    window.run_steps(6);
    let grown = session(&window).view().camera.unwrap();
    assert!(grown.zoom > fitted.zoom * 1.1, "{fitted:?} {grown:?}");
    window.set_size(Vec2::new(1300.0, 800.0));
    window.run_steps(6);
    let back = session(&window).view().camera.unwrap();
    assert!((back.zoom / fitted.zoom - 1.0).abs() < 0.02, "{fitted:?} {back:?}");
    let moved = attache::scene::Camera { centre: [40.0, -30.0], zoom: fitted.zoom * 1.7 };
    apply(&mut window, Action::SetCamera(moved, true));
    window.set_size(Vec2::new(1700.0, 1100.0));
    window.run_steps(6);
    let now = session(&window).view().camera.unwrap();
    assert_eq!(now.centre, moved.centre);
    assert!(now.zoom > moved.zoom * 1.1);
    // A panel that closes moves nothing.
    apply(&mut window, Action::Run(Command::RightPanel));
    assert_eq!(session(&window).view().camera.unwrap(), now);
}
