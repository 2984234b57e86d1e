//! More filters, saved views, undo in the top bar, and the band about the workspace, by role and label.

#[expect(dead_code, reason = "each test program uses what it needs")]
mod support;

use attache::app::App;
use attache::io::{self, Unwatched};
use attache::session::workspace::Keeping;
use attache::session::{Action, Keep, NodeSize, Session, Settings, Source};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const WIDE: [f32; 2] = [1440.0, 900.0];

fn session<'a>(window: &'a Harness<'_, App>) -> &'a Session {
    window.state().session()
}

fn press(window: &mut Harness<'_, App>, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(4);
}

fn apply(window: &mut Harness<'_, App>, action: Action) {
    window.state_mut().session_mut().apply(action);
    window.run_steps(4);
}

/// Steps until something holds, for what a thread has to find first.
fn until(window: &mut Harness<'_, App>, holds: impl Fn(&Session) -> bool) {
    for _ in 0..500 {
        window.state_mut().session_mut().poll();
        if holds(window.state().session()) {
            window.run_steps(4);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("it never came to that");
}

#[test]
fn predicates_are_hidden_by_box_and_singled_out_by_name() {
    let mut window = support::window(WIDE);
    press(&mut window, "More: all");
    press(&mut window, "Predicate: all");
    let (first, count) = session(&window).derived().facets().predicates[0].clone();
    let name = attache::model::phrase(&first);
    let mut letters = name.chars();
    let initial = letters.next().expect("a name").to_uppercase();
    let name = format!("{initial}{}", letters.as_str());
    let all = session(&window).data().claims().len();
    window.get_by_role_and_label(Role::CheckBox, &name).click();
    window.run_steps(4);
    assert!(session(&window).view().filter.predicates.contains(&first));
    assert_eq!(session(&window).derived().shown().claims.len(), all - count);
    assert!(window.query_by_label("More: 1 on").is_some());
    assert!(window.query_all_by_label_contains("Without “").next().is_some(), "the filter in words");
    press(&mut window, &format!("Only {name}"));
    assert_eq!(session(&window).derived().shown().claims.len(), count);
    press(&mut window, &format!("Only {name}"));
    assert!(session(&window).view().filter.is_empty());
}

#[test]
fn days_are_typed_and_what_is_wrong_with_them_is_said() {
    let mut window = support::window(WIDE);
    press(&mut window, "More: all");
    press(&mut window, "Date: all");
    let field = |window: &mut Harness<'_, App>, text: &str| {
        window.get_by_role_and_label(Role::TextInput, "From").focus();
        window.run_steps(2);
        window.get_by_role_and_label(Role::TextInput, "From").type_text(text);
        window.run_steps(4);
    };
    field(&mut window, "2023-02-30");
    assert!(window.query_by_label("There is no such day").is_some());
    assert_eq!(session(&window).view().filter.dates, None);
    for _ in 0..2 {
        window.key_press(Key::Backspace);
    }
    window.run_steps(3);
    field(&mut window, "20");
    assert!(session(&window).view().filter.dates.is_some_and(|dates| dates.undated));
    press(&mut window, "No date");
    assert!(session(&window).view().filter.dates.is_some_and(|dates| !dates.undated));
}

#[test]
fn groups_are_named_after_somebody_and_what_is_hidden_by_hand_comes_back() {
    let mut window = support::window(WIDE);
    until(&mut window, |session| session.derived().analysis().is_some());
    press(&mut window, "More: all");
    press(&mut window, "Group: all");
    assert!(window.query_all_by_label_contains("Only around ").next().is_some());
    let item = attache::model::Item::Entity(session(&window).derived().shown().entities[0]);
    apply(&mut window, Action::Hide(vec![item]));
    press(&mut window, "Hidden by hand: 1");
    press(&mut window, "Show all");
    assert!(session(&window).view().filter.is_empty());
}

#[test]
fn a_view_is_saved_under_a_name_and_found_in_menu_and_palette() {
    let mut window = support::window(WIDE);
    press(&mut window, "Menu");
    press(&mut window, "Save view…");
    let named = |node: &egui_kittest::Node<'_>| node.is_focused();
    assert!(window.query_all_by_role(Role::TextInput).any(|node| named(&node)), "it can be typed at once");
    let field = window.query_all_by_role(Role::TextInput).find(egui_kittest::Node::is_focused);
    field.expect("a field").type_text("whole case");
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "Save view").click();
    window.run_steps(4);
    assert_eq!(session(&window).views().map(|(name, _)| name).collect::<Vec<_>>(), ["whole case"]);
    let mut filter = session(&window).view().filter.clone();
    filter.classes.insert(attache::model::Class::Structural);
    apply(&mut window, Action::SetFilter(filter));
    press(&mut window, "Menu");
    // Its caret is part of the name.
    window.get_by_label_contains("Saved views").click();
    window.run_steps(4);
    press(&mut window, "whole case");
    assert!(session(&window).view().filter.is_empty());
}

#[test]
fn undo_and_redo_say_what_they_would_do() {
    let mut window = support::window(WIDE);
    let undo = window.get_by_label("Undo (Ctrl+Z)");
    assert!(undo.accesskit_node().is_disabled());
    let mut filter = session(&window).view().filter.clone();
    filter.classes.insert(attache::model::Class::Structural);
    apply(&mut window, Action::SetFilter(filter));
    press(&mut window, "Undo filter (Ctrl+Z)");
    assert!(session(&window).view().filter.is_empty());
    press(&mut window, "Redo filter (Ctrl+Y)");
    assert!(!session(&window).view().filter.is_empty());
    let narrow = support::window([900.0, 700.0]);
    assert!(narrow.query_by_label("Undo (Ctrl+Z)").is_none());
}

#[test]
fn somebody_elses_workspace_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    let text =
        r#"{"format": "attache/1", "entities": [{"id": "a", "kind": "state", "name": "A"}], "claims": []}"#;
    std::fs::write(&path, text).unwrap();
    let other = r#"{"format": "attache-workspace/1", "case": {"file": "other.json", "sha256": "00"},
        "view": {"pins": {"nobody": [1.0, 2.0]}}}"#;
    let beside = path.with_file_name("case.workspace.json");
    std::fs::write(&beside, other).unwrap();
    let loaded = io::load(&path, 1, &Unwatched).unwrap();
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    let mut window = support::window_on(Some((loaded, Source::File(path))), WIDE, settings);
    let words = format!("The workspace here belongs to another case, other.json: {}", beside.display());
    assert!(window.query_by_label(&words).is_some());
    for button in ["Keep mine", "Take theirs"] {
        assert!(window.query_by_role_and_label(Role::Button, button).is_some());
    }
    press(&mut window, "Later");
    assert!(window.query_by_label(&words).is_none());
    assert!(session(&window).passing().question.is_none());
    drop(window);
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), other, "nothing was written over");
}

#[test]
fn sizes_stand_for_what_was_chosen_and_places_stay() {
    let mut window = support::window(WIDE);
    until(&mut window, |session| session.derived().analysis().is_some());
    let (degree, places) = {
        let derived = session(&window).derived();
        (derived.shown().degree.clone(), derived.positions().to_vec())
    };
    press(&mut window, "Settings");
    press(&mut window, "PageRank");
    assert_eq!(session(&window).settings().node_size, NodeSize::PageRank);
    assert_ne!(session(&window).derived().shown().degree, degree);
    assert_eq!(session(&window).derived().positions(), places);
    press(&mut window, "Community");
    press(&mut window, "Degree of claims");
    assert_eq!(session(&window).derived().shown().degree, degree);
    apply(&mut window, Action::Keep(Keep::Gesture(false)));
}

/// Three claims of one day, said on three others; one voice has no date.
const SAID: &str = r#"{"format": "attache/1", "entities": [
    {"id": "a", "kind": "state", "name": "Iran"}, {"id": "b", "kind": "state", "name": "Israel"}],
  "claims": [
    {"id": "x", "subject": "a", "predicate": "warns", "object": "b", "time": "2023-10-07",
     "attributions": [{"speaker": "a", "stance": "asserts", "date": "2023-10-10"}]},
    {"id": "y", "subject": "b", "predicate": "warns", "object": "a", "time": "2023-10-07",
     "attributions": [{"speaker": "b", "stance": "asserts", "date": "2023-10-26"}, {"stance": "asserts"}]},
    {"id": "z", "subject": "a", "predicate": "meets", "object": "b", "time": "2023-10-07",
     "attributions": [{"speaker": "a", "stance": "asserts"}]}]}"#;

fn shown(window: &Harness<'_, App>) -> Vec<u32> {
    session(window).derived().shown().claims.iter().map(|claim| claim.0).collect()
}

#[test]
fn statements_are_brushed_and_played_by_when_they_were_said() {
    let mut window = support::window_on_json(SAID, WIDE);
    press(&mut window, "Who said it");
    let axis = window.get_by_label_contains("Timeline, 2 dated, 1 undated").rect();
    // Over the second half of the axis, where the later statement stands.
    let (from, to) = (axis.center(), egui::pos2(axis.right() - 2.0, axis.center().y));
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.hover_at(from);
    window.run_steps(1);
    window.event(button(from, true));
    window.run_steps(1);
    for share in [0.3, 0.7, 1.0] {
        window.hover_at(from + (to - from) * share);
        window.run_steps(1);
    }
    window.event(button(to, false));
    window.run_steps(4);
    let filter = &session(&window).view().filter;
    assert!(filter.dates.is_none() && filter.said.is_some_and(|said| said.undated));
    assert_eq!(shown(&window), [1, 2], "what nobody dates stays until it is unticked");
    let words = filter.words(session(&window).data());
    assert!(words.starts_with("only claims said ") && words.ends_with(" or without a date"), "{words}");
    press(&mut window, "no date");
    assert_eq!(shown(&window), [1]);
    assert!(window.query_all_by_label_contains("said ").next().is_some(), "the brush in words");
    // The brush shows what it leaves out too.
    assert!(window.query_by_label_contains("Timeline, 2 dated").is_some());
    apply(&mut window, Action::Run(attache::session::Command::Undo));
    assert_eq!(shown(&window), [1, 2]);
    press(&mut window, "Clear");
    assert_eq!(shown(&window), [0, 1, 2]);
    press(&mut window, "Play day by day");
    let playing = session(&window).passing().playing;
    assert!(playing.is_some_and(|(by, _)| by == attache::graph::Dating::Statement));
    assert_eq!(shown(&window), [0], "the first day");
    press(&mut window, "What happened");
    assert_eq!(session(&window).passing().playing, None, "its days are no steps of the other date");
    assert_eq!(shown(&window), [0, 1, 2]);
}
