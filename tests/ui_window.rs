//! The whole window by role and label: search, click a node, click a line, read the card and the words.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

mod support;

use attache::model::{Item, Status};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use support::{selected, settle, window, window_on_json};

type Window = Harness<'static, attache::app::App>;

const SIZE: [f32; 2] = [1440.0, 900.0];

fn entity(window: &Window, id: &str) -> Item {
    Item::Entity(window.state().session().data().find_entity(id).unwrap())
}

fn claim(window: &Window, id: &str) -> Item {
    Item::Claim(window.state().session().data().find_claim(id).unwrap())
}

/// The middle of the node or line whose name on the canvas begins so.
fn place(window: &Window, begins: &str) -> Pos2 {
    let canvas = place_of_canvas(window);
    let mut named = window.query_all_by(|node| {
        let label = node.label().unwrap_or_default();
        label.starts_with(begins)
    });
    let on_canvas = named.find(|node| canvas.contains(node.rect().center()));
    on_canvas.unwrap_or_else(|| panic!("nothing on the canvas is called {begins}…")).rect().center()
}

fn place_of_canvas(window: &Window) -> egui::Rect {
    let node =
        window.query_all_by(|node| node.label().is_some_and(|label| label.starts_with("Graph, "))).next();
    node.expect("the canvas has a name").rect()
}

fn click_at(window: &mut Window, at: Pos2, modifiers: Modifiers) {
    window.event(Event::PointerMoved(at));
    window.run_steps(2);
    for pressed in [true, false] {
        window.event_modifiers(
            Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers },
            modifiers,
        );
        window.run_steps(1);
    }
    window.run_steps(3);
}

#[test]
fn a_click_on_a_node_selects_it_and_the_inspector_tells_of_it() {
    let mut window = window(SIZE);
    let at = place(&window, "Hamas, militia, ");
    click_at(&mut window, at, Modifiers::NONE);
    assert_eq!(selected(&window), [entity(&window, "hamas")]);
    assert!(window.query_all_by_label("militia").next().is_some());
    assert!(window.query_all_by_label_contains("rules Gaza").next().is_some());
}

#[test]
fn a_click_on_the_disputed_line_shows_who_says_so_who_denies_it_and_the_words() {
    let mut window = window(SIZE);
    let at = place(&window, "Joe Biden warned Ayatollah");
    click_at(&mut window, at, Modifiers::NONE);
    assert_eq!(selected(&window), [claim(&window, "c01")]);
    for label in ["Who says so", "Who denies it", "disputed", "denies"] {
        assert!(window.query_all_by_label(label).next().is_some(), "{label}");
    }
    for name in ["White House", "John Kirby", "Mohammad Jamshidi"] {
        assert!(window.query_all_by_label(name).next().is_some(), "{name}");
    }
    let marked = window.query_all_by_label_contains("Marked: ").count();
    assert!(marked >= 1, "no sentence is marked in the reader");
}

#[test]
fn shift_extends_the_selection_escape_and_the_background_clear_it() {
    let mut window = window(SIZE);
    let (hamas, israel) = (place(&window, "Hamas, militia, "), place(&window, "Israel, state, "));
    click_at(&mut window, hamas, Modifiers::NONE);
    click_at(&mut window, israel, Modifiers::SHIFT);
    assert_eq!(selected(&window), [entity(&window, "hamas"), entity(&window, "israel")]);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(selected(&window).is_empty());
    click_at(&mut window, hamas, Modifiers::NONE);
    let corner = place_of_canvas(&window).left_top() + Vec2::new(12.0, 60.0);
    // Far enough in time from the click before that it is no double click.
    window.run_steps(60);
    click_at(&mut window, corner, Modifiers::NONE);
    assert!(selected(&window).is_empty());
}

#[test]
fn double_click_goes_to_the_ego_network_and_back() {
    let mut window = window(SIZE);
    let all = window.state().session().derived().shown().entities.len();
    for round in 0..2 {
        window.run_steps(60);
        let at = place(&window, "Hamas, militia, ");
        for _ in 0..2 {
            for pressed in [true, false] {
                window.event(Event::PointerMoved(at));
                window.event(Event::PointerButton {
                    pos: at,
                    button: PointerButton::Primary,
                    pressed,
                    modifiers: Modifiers::NONE,
                });
            }
            window.run_steps(1);
        }
        window.run_steps(60);
        let shown = window.state().session().derived().shown().entities.len();
        if round == 0 {
            assert!(shown < all && shown > 2, "{shown} of {all}");
        } else {
            assert_eq!(shown, all);
        }
    }
}

#[test]
fn dragging_a_node_moves_and_pins_it() {
    let mut window = window(SIZE);
    let hamas = window.state().session().data().find_entity("hamas").unwrap();
    let before = window.state().session().derived().position(hamas).unwrap();
    let at = place(&window, "Hamas, militia, ");
    window.event(Event::PointerMoved(at));
    window.run_steps(1);
    window.event(Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(1);
    for step in 1..=6 {
        window.event(Event::PointerMoved(at + Vec2::new(10.0, 6.0) * step as f32));
        window.run_steps(1);
    }
    let end = at + Vec2::new(60.0, 36.0);
    window.event(Event::PointerButton {
        pos: end,
        button: PointerButton::Primary,
        pressed: false,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(4);
    let session = window.state().session();
    let after = session.derived().position(hamas).unwrap();
    assert!((after[0] - before[0]).hypot(after[1] - before[1]) > 15.0, "{before:?} {after:?}");
    assert!(session.view().pins.contains_key(&hamas));
    assert!(place(&window, "Hamas, militia, ").distance(end) < 12.0);
    assert!(window.query_all_by_label_contains(", pinned").next().is_some());
}

#[test]
fn the_wheel_zooms_at_the_pointer_and_dragging_the_background_pans() {
    let mut window = window(SIZE);
    let at = place(&window, "Hamas, militia, ");
    let zoom = |window: &Window| window.state().session().view().camera.unwrap().zoom;
    let before = zoom(&window);
    window.event(Event::PointerMoved(at));
    window.run_steps(2);
    window.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: Vec2::new(0.0, 3.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(40);
    assert!(zoom(&window) > before * 1.2, "{} {before}", zoom(&window));
    assert!(place(&window, "Hamas, militia, ").distance(at) < 4.0, "the node under the pointer moved");
}

#[test]
fn search_finds_through_an_alias_and_enter_goes_there() {
    let mut window = window(SIZE);
    window.key_press(Key::Slash);
    window.run_steps(3);
    window.event(Event::Text("tehrna".to_owned()));
    window.run_steps(6);
    assert!(window.query_all_by_label_contains("Iran").next().is_some());
    window.key_press(Key::Enter);
    window.run_steps(6);
    assert_eq!(selected(&window), [entity(&window, "iran")]);
}

#[test]
fn bare_letters_do_nothing_while_somebody_types() {
    let mut window = window(SIZE);
    window.key_press(Key::Slash);
    window.run_steps(3);
    window.key_press(Key::L);
    window.event(Event::Text("l".to_owned()));
    window.run_steps(3);
    assert!(window.state().session().settings().legend, "typing an l hid the legend");
    assert_eq!(window.state().session().passing().search.query, "l");
}

#[test]
fn keys_work_after_a_click_on_the_canvas() {
    let mut window = window(SIZE);
    let at = place(&window, "Hamas, militia, ");
    click_at(&mut window, at, Modifiers::NONE);
    window.key_press(Key::L);
    window.run_steps(3);
    assert!(!window.state().session().settings().legend);
    window.key_press(Key::P);
    window.run_steps(3);
    assert_eq!(window.state().session().view().pins.len(), 1);
}

/// Picks a layout from the menu of the tool strip.
fn pick(window: &mut Window, words: &str) {
    let button = window.query_all_by(|node| node.label().is_some_and(|l| l.starts_with("Layout: "))).next();
    let at = button.expect("the strip offers layouts").rect().center();
    click_at(window, at, Modifiers::NONE);
    // Panels may be called the same: the row of the menu is the last to be drawn.
    let row = window.query_all_by_label_contains(words).last();
    let at = row.unwrap_or_else(|| panic!("no {words} in the menu")).rect().center();
    click_at(window, at, Modifiers::NONE);
}

#[test]
fn every_layout_can_be_picked_and_nodes_glide_to_it() {
    use attache::layout::Method;
    let mut window = window(SIZE);
    let hamas = place(&window, "Hamas, militia, ");
    click_at(&mut window, hamas, Modifiers::NONE);
    let mut before = window.state().session().derived().positions().to_vec();
    let forces = before.clone();
    for (words, name) in [
        ("True distances", "stress"),
        ("Radial around Hamas", "radial"),
        ("Layers", "layered"),
        ("Circle", "circular"),
        ("Timeline", "timeline"),
        ("Forces", "force"),
    ] {
        window.run_steps(30);
        pick(&mut window, words);
        assert_eq!(window.state().session().view().layout.name(), name);
        window.state_mut().session_mut().wait_until_settled();
        window.run_steps(3);
        let way = window.state().session().derived().positions().to_vec();
        settle(&mut window);
        window.run_steps(30);
        let after = window.state().session().derived().positions().to_vec();
        assert!(before != after && way != after, "{words}: nodes do not glide");
        before = after;
    }
    assert_eq!(before, forces, "forces again are as they were");
    let id = window.state().session().data().find_entity("hamas").unwrap();
    window
        .state_mut()
        .session_mut()
        .apply(attache::session::Action::SetLayout(Method::Radial { center: Some(id.0) }));
    settle(&mut window);
    window.remove_cursor();
    window.run_steps(120);
    let delay =
        window.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_secs(1), "it wants to be painted again in {delay:?}");
}

#[test]
fn a_settled_untouched_window_asks_for_no_repaint() {
    let mut window = window(SIZE);
    window.remove_cursor();
    window.run_steps(120);
    let output = window.output();
    let delay = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_secs(1), "it wants to be painted again in {delay:?}");
}

#[test]
fn a_file_that_fails_leaves_the_case_open_and_says_why() {
    let mut window = window(SIZE);
    let claims = window.state().session().data().claims().len();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.json");
    std::fs::write(&path, "{\"format\": \"attache/1\", ").unwrap();
    window.state_mut().session_mut().apply(attache::session::Action::Open(path.clone()));
    for _ in 0..200 {
        window.run_steps(1);
        if window.state().session().loading().is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    window.run_steps(5);
    let session = window.state().session();
    let opened = session.source().path() == Some(&path);
    if opened {
        // A cut file keeps what was complete, which here is nothing, and lists the cut.
        assert!(session.report().has_errors());
    } else {
        assert_eq!(session.data().claims().len(), claims);
        assert!(session.passing().problems_open);
        assert!(window.query_all_by_label_contains("error: ").next().is_some());
    }
}

#[test]
fn names_in_every_script_come_up_and_nothing_panics_on_an_empty_case() {
    let json = r#"{"format": "attache/1", "entities": [
        {"id": "a", "name": "حزب الله اللبناني", "kind": "militia"},
        {"id": "b", "name": "Шиитские группы", "kind": "militia"},
        {"id": "c", "name": "סוריה וישראל", "kind": "state"}],
        "claims": [{"id": "x", "subject": "a", "predicate": "supports", "object": "b"}]}"#;
    let window = window_on_json(json, SIZE);
    assert_eq!(window.state().session().data().status(attache::model::ClaimIx(0)), Status::Unsupported);
    assert!(window.query_all_by_label_contains("حزب الله اللبناني, militia").next().is_some());
    let empty = window_on_json(r#"{"format": "attache/1"}"#, SIZE);
    assert!(empty.query_all_by_label("This file has no claims yet").next().is_some());
}

#[test]
fn names_on_the_canvas_survive_a_change_of_theme_and_back() {
    let mut window = window(SIZE);
    window.remove_cursor();
    window.run_steps(10);
    let before = window.render().unwrap();
    for _ in 0..2 {
        let action = attache::session::Action::Run(attache::session::Command::Theme);
        window.state_mut().session_mut().apply(action);
        window.run_steps(10);
    }
    let after = window.render().unwrap();
    let differ = before.pixels().zip(after.pixels()).filter(|(a, b)| a != b).count();
    // Letters may be cut from another corner of the atlas by a shade; broken names would change far more.
    assert!(differ < 2000, "{differ} pixels differ after dark, light, dark");
}

#[test]
fn it_draws_at_every_size_of_the_design() {
    for size in [[1440.0, 900.0], [1280.0, 800.0], [1024.0, 700.0], [2560.0, 1440.0]] {
        let mut window = window(size);
        settle(&mut window);
        let picture = window.render().unwrap();
        let mut colours: Vec<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
        colours.sort_unstable();
        colours.dedup();
        assert!(colours.len() > 200, "{size:?}: {} colours", colours.len());
        if let Some(folder) = std::env::var_os("ATTACHE_SHOTS") {
            let name = format!("{}x{}.png", size[0], size[1]);
            picture.save(std::path::Path::new(&folder).join(name)).unwrap();
        }
    }
}
