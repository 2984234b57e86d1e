//! The canvas by role and label: voices, box and lasso, the small map, arrows, several nodes at once.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

mod support;

use attache::model::Item;
use attache::session::{Action, Click, Command};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use support::{selected, window, window_on_json};

type Window = Harness<'static, attache::app::App>;

const SIZE: [f32; 2] = [1440.0, 900.0];

fn canvas(window: &Window) -> Rect {
    let is_graph = |label: &str| label.starts_with("Graph, ");
    window.query_all_by(|node| node.label().is_some_and(|label| is_graph(&label))).next().unwrap().rect()
}

fn place(window: &Window, begins: &str) -> Pos2 {
    let canvas = canvas(window);
    let mut named = window.query_all_by(|node| node.label().unwrap_or_default().starts_with(begins));
    let found = named.find(|node| canvas.contains(node.rect().center()));
    found.unwrap_or_else(|| panic!("nothing on the canvas is called {begins}…")).rect().center()
}

fn button(window: &mut Window, at: Pos2, pressed: bool, modifiers: Modifiers) {
    let event = Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers };
    window.event_modifiers(event, modifiers);
    window.run_steps(1);
}

fn drag(window: &mut Window, way: &[Pos2], modifiers: Modifiers) {
    window.event(Event::PointerMoved(way[0]));
    window.run_steps(1);
    button(window, way[0], true, modifiers);
    for &at in &way[1..] {
        window.event_modifiers(Event::PointerMoved(at), modifiers);
        window.run_steps(1);
    }
    button(window, way[way.len() - 1], false, modifiers);
    window.run_steps(3);
}

fn apply(window: &mut Window, action: Action) {
    window.state_mut().session_mut().apply(action);
    window.run_steps(3);
}

fn key(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

#[test]
fn a_ring_of_a_dispute_has_a_name_and_selects_its_voice() {
    let mut window = window(SIZE);
    let at = place(&window, "Mohammad Jamshidi denies");
    drag(&mut window, &[at], Modifiers::NONE);
    let claim = window.state().session().data().find_claim("c01").unwrap();
    assert!(matches!(selected(&window)[..], [Item::Attribution(of, _)] if of == claim));
}

#[test]
fn v_shows_the_voices_of_undisputed_claims_and_takes_them_away() {
    let mut window = window(SIZE);
    let rings = |window: &Window| {
        let canvas = canvas(window);
        let said = |label: &str| label.ends_with(" says so") || label.ends_with(" confirms");
        let named = window.query_all_by(|node| node.label().is_some_and(|label| said(&label)));
        named.filter(|node| canvas.contains(node.rect().center())).count()
    };
    let before = rings(&window);
    key(&mut window, Key::V);
    assert!(rings(&window) > before + 3);
    key(&mut window, Key::V);
    assert_eq!(rings(&window), before);
}

#[test]
fn a_box_with_shift_and_a_lasso_select_what_is_inside() {
    let mut window = window(SIZE);
    let all = canvas(&window);
    let (iran, hamas) = (place(&window, "Iran, state"), place(&window, "Hamas, militia"));
    let around =
        |at: Pos2, by: f32| [at + vec2(-by, -by), at + vec2(by, -by), at + vec2(by, by), at + vec2(-by, by)];
    let [from, _, to, _] = around(iran, 24.0);
    drag(&mut window, &[from, iran, to], Modifiers::SHIFT);
    assert!(selected(&window).iter().all(|item| item.entity().is_some()));
    let data = window.state().session().data();
    let [iran_item, hamas_item] = ["iran", "hamas"].map(|id| Item::Entity(data.find_entity(id).unwrap()));
    assert!(selected(&window).contains(&iran_item));
    assert!(!selected(&window).contains(&hamas_item));
    apply(&mut window, Action::Run(Command::Lasso));
    let corners = around(hamas, 24.0).map(|at| all.clamp(at));
    drag(&mut window, &corners, Modifiers::COMMAND);
    assert!(selected(&window).contains(&iran_item), "Ctrl adds");
    assert!(selected(&window).contains(&hamas_item));
    drag(&mut window, &corners, Modifiers::NONE);
    assert!(!selected(&window).contains(&iran_item), "without it the rest goes");
    key(&mut window, Key::Escape);
    assert!(!window.state().session().passing().lasso && !selected(&window).is_empty());
}

#[test]
fn selected_nodes_move_together() {
    let mut window = window(SIZE);
    let data = window.state().session().data();
    let [iran, hamas, gaza] = ["iran", "hamas", "gaza"].map(|id| data.find_entity(id).unwrap());
    apply(&mut window, Action::Run(Command::PauseLayout));
    apply(&mut window, Action::SelectMany(vec![Item::Entity(iran), Item::Entity(hamas)], Click::Only));
    let at = place(&window, "Iran, state");
    drag(&mut window, &[at, at + vec2(10.0, 0.0), at + vec2(20.0, 8.0)], Modifiers::NONE);
    let pins = &window.state().session().view().pins;
    assert!(pins.contains_key(&iran) && pins.contains_key(&hamas) && !pins.contains_key(&gaza));
}

#[test]
fn the_small_map_appears_when_part_of_the_graph_is_outside() {
    let mut window = window(SIZE);
    let shown = |window: &Window| window.query_all_by_label("Small map").next().is_some();
    assert!(!shown(&window));
    let mut camera = window.state().session().view().camera.unwrap();
    camera.zoom *= 3.0;
    apply(&mut window, Action::SetCamera(camera, true));
    assert!(shown(&window));
    let map = window.query_all_by_label("Small map").next().unwrap().rect();
    drag(&mut window, &[map.center() + vec2(-40.0, 0.0)], Modifiers::NONE);
    let moved = window.state().session().view().camera.unwrap();
    assert!(moved.centre[0] < camera.centre[0] - 20.0, "a click on it moves the camera");
    key(&mut window, Key::M);
    assert!(!shown(&window));
}

#[test]
fn arrows_walk_from_node_to_node_and_brackets_along_lines() {
    let mut window = window(SIZE);
    let all = canvas(&window);
    drag(&mut window, &[all.left_top() + vec2(6.0, 6.0)], Modifiers::NONE);
    assert!(selected(&window).is_empty());
    key(&mut window, Key::ArrowRight);
    key(&mut window, Key::Enter);
    let first = selected(&window);
    assert!(matches!(first[..], [Item::Entity(_)]));
    let other = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown].into_iter().any(|arrow| {
        key(&mut window, arrow);
        key(&mut window, Key::Enter);
        selected(&window) != first
    });
    assert!(other, "no arrow leads away");
    key(&mut window, Key::CloseBracket);
    let lines = selected(&window);
    assert!(matches!(lines[..], [Item::Claim(_)]), "{lines:?}");
}

#[test]
fn the_pill_of_many_lines_selects_them_all() {
    let claim = |i| format!(r#"{{"id": "c{i}", "subject": "a", "predicate": "attacks", "object": "b"}}"#);
    let claims: Vec<String> = (0..6).map(claim).collect();
    let json = format!(
        r#"{{"format": "attache/1", "title": "Many",
            "entities": [{{"id": "a", "name": "A", "kind": "state"}}, {{"id": "b", "name": "B", "kind": "state"}}],
            "claims": [{}]}}"#,
        claims.join(", ")
    );
    let mut window = window_on_json(&json, SIZE);
    // Along the line: one of these places is on the pill, which stands beside the mark in the middle.
    let (from, to) = (place(&window, "A, state"), place(&window, "B, state"));
    let found = (4..=16).any(|share| {
        drag(&mut window, &[from.lerp(to, share as f32 / 20.0)], Modifiers::NONE);
        selected(&window).len() == 6
    });
    assert!(found, "{:?}", selected(&window));
}
