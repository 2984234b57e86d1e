//! Palette, menus, keys that can be changed, and what was said, used by role and label.

mod support;

use attache::graph::Filter;
use attache::model::{Class, Item};
use attache::session::{Action, Command, Dialog, Session};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use support::{selected, window};

type Window = Harness<'static, attache::app::App>;

const SIZE: [f32; 2] = [1440.0, 900.0];
const FIELD: &str = "Find a command, an entity or a claim";

fn session(window: &Window) -> &Session {
    window.state().session()
}

fn apply(window: &mut Window, action: Action) {
    window.state_mut().session_mut().apply(action);
    window.run_steps(3);
}

fn entity(window: &Window, id: &str) -> Item {
    Item::Entity(session(window).data().find_entity(id).expect("it is there"))
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn palette(window: &mut Window, query: &str) {
    press(window, Modifiers::COMMAND, Key::K);
    assert!(window.get_by_label(FIELD).is_focused());
    window.event(Event::Text(query.to_owned()));
    window.run_steps(3);
}

fn canvas(window: &Window) -> egui::Rect {
    window.query_all_by_label_contains("Graph, ").next().expect("the canvas has a name").rect()
}

fn on_canvas(window: &Window, begins: &str) -> Pos2 {
    let canvas = canvas(window);
    let named = |node: &egui_kittest::Node<'_>| {
        let label = node.accesskit_node().label().unwrap_or_default();
        label.starts_with(begins) && canvas.contains(node.rect().center())
    };
    let mut all = window.query_all_by_label_contains(begins);
    all.find(named).unwrap_or_else(|| panic!("no {begins}")).rect().center()
}

fn right_click(window: &mut Window, at: Pos2) {
    window.event(Event::PointerMoved(at));
    window.run_steps(2);
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.run_steps(1);
    }
    window.run_steps(3);
}

#[test]
fn the_palette_runs_a_command_and_remembers_it() {
    let mut window = window(SIZE);
    palette(&mut window, "legend");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!session(&window).settings().legend);
    assert_eq!(session(&window).passing().dialog, None);
    press(&mut window, Modifiers::COMMAND, Key::K);
    assert!(window.query_by_label("Recent, 1").is_some());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(session(&window).settings().legend);
}

#[test]
fn it_leads_to_entities_and_claims_and_escape_closes_it() {
    let mut window = window(SIZE);
    palette(&mut window, "hamas");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&window), [entity(&window, "hamas")]);
    palette(&mut window, "warned");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(matches!(selected(&window)[..], [Item::Claim(_)]));
    palette(&mut window, "qqzzxx");
    assert!(window.query_by_label("Nothing found for “qqzzxx”").is_some());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label(FIELD).is_none());
    assert!(matches!(selected(&window)[..], [Item::Claim(_)]), "Escape only closed the palette");
}

#[test]
fn arrows_walk_and_a_command_that_cannot_be_run_says_why() {
    let mut window = window(SIZE);
    palette(&mut window, "unpin all");
    let row = window.get_by_label("Unpin all, Nothing is pinned");
    assert!(row.accesskit_node().is_disabled());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).passing().dialog, Some(Dialog::Palette), "it stays open");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::K);
    for _ in 0..10 {
        window.key_press(Key::PageDown);
    }
    window.run_steps(4);
    assert!(window.query_by_label("Quit").is_some(), "the last row is in sight");
}

#[test]
fn a_right_click_on_a_node_opens_its_menu() {
    let mut window = window(SIZE);
    let at = on_canvas(&window, "Hamas, militia, ");
    right_click(&mut window, at);
    assert_eq!(selected(&window), [entity(&window, "hamas")]);
    window.get_by_role_and_label(Role::Button, "Only this and neighbours").click();
    window.run_steps(4);
    assert!(session(&window).view().ego.is_some());
    assert!(window.query_by_label("Only this and neighbours").is_none(), "the menu closed");
}

#[test]
fn a_right_click_elsewhere_opens_the_menu_of_the_background_or_the_line() {
    let mut window = window(SIZE);
    let corner = canvas(&window).left_top() + egui::vec2(14.0, 60.0);
    right_click(&mut window, corner);
    assert!(window.query_by_label("Start layout again").is_some());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Start layout again").is_none());
    let line = on_canvas(&window, "Joe Biden warned Ayatollah");
    right_click(&mut window, line);
    // The card of what is selected has a button of the same name; the menu is drawn last.
    window.query_all_by_label("Copy quote with source").last().expect("the row of the menu").click();
    window.run_steps(1);
    let copied = window.output().platform_output.commands.iter().any(|command| {
        matches!(command, egui::OutputCommand::CopyText(text) if text.starts_with('“') && text.contains("” — "))
    });
    assert!(copied);
}

#[test]
fn the_menu_opens_by_key_at_what_is_selected() {
    let mut window = window(SIZE);
    let hamas = entity(&window, "hamas");
    apply(&mut window, Action::Reveal(hamas));
    window.run_steps(20);
    press(&mut window, Modifiers::SHIFT, Key::F10);
    let first = window.get_by_role_and_label(Role::Button, "Select neighbours");
    assert!(first.is_focused());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(selected(&window).len() > 2);
}

#[test]
fn j_and_k_walk_the_claims_as_they_are_listed_and_filtered() {
    let mut window = window(SIZE);
    let mut filter = Filter::default();
    filter.classes.insert(Class::Structural);
    apply(&mut window, Action::SetFilter(filter));
    let shown = session(&window).derived().shown().claims.len();
    let mut seen = Vec::new();
    for _ in 0..shown + 3 {
        press(&mut window, Modifiers::NONE, Key::J);
        seen.extend(selected(&window).iter().filter_map(|item| item.claim()));
    }
    seen.dedup();
    let data = session(&window).data();
    assert_eq!(seen.len(), shown, "each once, and it stops at the end");
    assert!(seen.is_sorted_by_key(|&claim| data.class(claim)));
    press(&mut window, Modifiers::NONE, Key::K);
    assert_eq!(selected(&window), [Item::Claim(seen[shown - 2])]);
}

#[test]
fn alt_and_arrows_go_back_and_forward_through_selections() {
    let mut window = window(SIZE);
    let (hamas, iran) = (entity(&window, "hamas"), entity(&window, "iran"));
    apply(&mut window, Action::Reveal(hamas));
    apply(&mut window, Action::Reveal(iran));
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(selected(&window), [hamas]);
    press(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(selected(&window), [iran]);
}

#[test]
fn f6_goes_round_the_parts_of_the_window() {
    let mut window = window(SIZE);
    let parts =
        ["Top bar", "Search, filters and lists", "Graph, ", "Timeline", "Inspector", "Text", "Top bar"];
    for part in parts {
        press(&mut window, Modifiers::NONE, Key::F6);
        let focused = window.query_all_by_label_contains(part).any(|node| node.is_focused());
        assert!(focused, "{part} has no focus");
    }
    press(&mut window, Modifiers::SHIFT, Key::F6);
    assert!(window.get_by_label("Text").is_focused());
}

#[test]
fn a_key_can_be_changed_and_a_clash_is_named() {
    let mut window = window(SIZE);
    press(&mut window, Modifiers::NONE, Key::Questionmark);
    window.get_by_label("Legend: L").scroll_to_me();
    window.run_steps(6);
    window.get_by_label("Legend: L").click();
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::O);
    assert!(window.query_by_label("Ctrl+O is Open…:").is_some());
    window.get_by_label("Cancel").click();
    window.run_steps(3);
    assert!(session(&window).settings().keys.is_empty());
    window.get_by_label("Legend: L").click();
    window.run_steps(3);
    press(&mut window, Modifiers::ALT, Key::G);
    let keys: Vec<&str> = session(&window).settings().keys_of(Command::Legend).collect();
    assert_eq!(keys, ["Alt+G"]);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::L);
    assert!(session(&window).settings().legend, "L means nothing any more");
    press(&mut window, Modifiers::ALT, Key::G);
    assert!(!session(&window).settings().legend);
}

#[test]
fn what_was_said_can_be_read_again() {
    let mut window = window(SIZE);
    apply(&mut window, Action::Run(Command::Notices));
    assert!(window.query_by_label("Nothing was said yet").is_some());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Nothing was said yet").is_none());
}

#[test]
fn comfort_is_set_from_the_settings() {
    let mut window = window(SIZE);
    window.get_by_label("Settings").click();
    window.run_steps(4);
    for label in ["Reduced motion", "High contrast", "Remember window size and panels"] {
        window.get_by_role_and_label(Role::CheckBox, label).click();
        window.run_steps(3);
    }
    let settings = session(&window).settings();
    assert!(settings.reduced_motion && settings.high_contrast && !settings.remember_window);
}

#[test]
fn a_file_without_claims_says_what_it_holds() {
    let json = r#"{"format": "attache/1", "entities": [
        {"id": "a", "name": "Alpha", "kind": "state"}, {"id": "b", "name": "Beta", "kind": "state"}]}"#;
    let window = support::window_on_json(json, SIZE);
    assert!(window.query_by_label("This file has no claims yet").is_some());
    assert!(window.query_by_label("It holds 2 entities and 0 documents").is_some());
}

#[test]
fn a_kind_is_collapsed_from_the_menu_and_opened_again() {
    let mut window = window(SIZE);
    let at = on_canvas(&window, "Hamas, militia, ");
    right_click(&mut window, at);
    window.get_by_role_and_label(Role::Button, "Collapse all 6 militias").click();
    window.run_steps(3);
    support::settle(&mut window);
    let Item::Entity(hamas) = entity(&window, "hamas") else { panic!("an entity") };
    let group = session(&window).group_of(hamas).expect("it is collapsed");
    let (outside, inside) = session(&window).claims_of(group);
    let name = format!("Group: 6 militias, {} claims, collapsed", outside.len() + inside.len());
    assert!(canvas(&window).contains(on_canvas(&window, &name)), "the node has the group's name");
    // The inspector lists who is in it; the entity itself is still in the list on the left.
    assert!(window.query_all_by_role_and_label(Role::Button, "Hamas").next().is_some());
    assert_eq!(session(&window).derived().shown().entities.len(), session(&window).ground().entities().len());
    let at = on_canvas(&window, &name);
    right_click(&mut window, at);
    window.get_by_role_and_label(Role::Button, "Select members").click();
    window.run_steps(3);
    assert_eq!(selected(&window).len(), 6);
    let at = on_canvas(&window, &name);
    right_click(&mut window, at);
    assert_eq!(selected(&window), [Item::Entity(group)]);
    let open = window.query_all_by_role_and_label(Role::Button, "Open the group");
    open.last().expect("it can be opened").click();
    window.run_steps(3);
    support::settle(&mut window);
    assert_eq!(session(&window).group_of(hamas), None);
    on_canvas(&window, "Hamas, militia, ");
    assert_eq!(session(&window).can_undo(), Some("opening of 6 militias"));
}

#[test]
fn a_double_click_and_a_member_of_the_list_open_a_group() {
    let mut window = window(SIZE);
    let Item::Entity(hamas) = entity(&window, "hamas") else { panic!("an entity") };
    let all = session(&window).all_of_its_kind(hamas).expect("there are others");
    apply(&mut window, Action::Keep(all.collapse()));
    support::settle(&mut window);
    let at = on_canvas(&window, "Group: 6 militias, ");
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        window.event(Event::PointerMoved(at));
        window.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        window.run_steps(1);
    }
    window.run_steps(3);
    support::settle(&mut window);
    assert_eq!(session(&window).group_of(hamas), None);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    support::settle(&mut window);
    let group = session(&window).group_of(hamas).expect("the step back collapses it again");
    apply(&mut window, Action::Select(Item::Entity(group), attache::session::Click::Only));
    window.run_steps(3);
    let right = canvas(&window).right();
    {
        let mut rows = window.query_all_by_role_and_label(Role::Button, "Hezbollah");
        rows.find(|row| row.rect().left() >= right).expect("the inspector lists it").click();
    }
    window.run_steps(4);
    assert_eq!(selected(&window), [entity(&window, "hezbollah")]);
    assert_eq!(session(&window).group_of(hamas), None);
}
