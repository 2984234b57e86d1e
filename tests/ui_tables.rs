//! Matrix and tables in the canvas' place: switching, sorting, selecting, filters, CSV.

mod support;

use attache::graph::Filter;
use attache::model::{Item, Status};
use attache::session::{Action, Command, Face, Perspective, Settings, Source};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use support::{selected, window, window_on, window_on_json};

type Window = Harness<'static, attache::app::App>;

const SIZE: [f32; 2] = [1440.0, 900.0];

fn apply(window: &mut Window, action: Action) {
    window.state_mut().session_mut().apply(action);
    window.run_steps(4);
}

fn on(face: Face) -> Window {
    let mut window = window(SIZE);
    apply(&mut window, Action::Run(Command::Face(face)));
    window
}

/// The middle of the window: where the canvas stands.
fn place(window: &Window) -> egui::Rect {
    let node = window.query_all_by(|node| {
        let label = node.label().unwrap_or_default();
        label.starts_with("Table of ") || label.starts_with("Matrix, ")
    });
    node.last().expect("a table has a name").rect()
}

/// Names of the rows in sight, from top to bottom.
fn rows(window: &Window) -> Vec<String> {
    let place = place(window);
    let mut rows: Vec<(f32, String)> = window
        .query_all_by(|node| node.label().is_some())
        .filter(|node| place.contains(node.rect().center()) && node.rect().width() > place.width() * 0.8)
        .filter_map(|node| Some((node.rect().center().y, node.accesskit_node().label()?)))
        .filter(|(_, label)| !label.starts_with("Table of "))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, label)| label).collect()
}

fn press(window: &mut Window, label: &str) {
    window.query_all_by_label_contains(label).next().unwrap_or_else(|| panic!("{label}")).click();
    window.run_steps(4);
}

#[test]
fn keys_and_the_switch_change_what_stands_in_the_canvas_place() {
    let mut window = window(SIZE);
    for (key, face) in [(Key::Num2, Face::Matrix), (Key::Num3, Face::Claims), (Key::Num4, Face::Entities)] {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        window.run_steps(4);
        assert_eq!(window.state().session().view().face, face);
        assert!(
            window.query_all_by(|n| n.label().is_some_and(|l| l.starts_with("Graph, "))).next().is_none()
        );
    }
    press(&mut window, "Show the table of claims");
    assert_eq!(window.state().session().view().face, Face::Claims);
    press(&mut window, "Show the graph");
    assert!(window.query_all_by(|n| n.label().is_some_and(|l| l.starts_with("Graph, "))).next().is_some());
    apply(&mut window, Action::Run(Command::Perspective(Perspective::Review)));
    apply(&mut window, Action::Run(Command::Face(Face::Matrix)));
    assert_eq!(window.state().session().view().perspective, Perspective::Graph);
    assert!(place(&window).width() > 300.0);
}

#[test]
fn a_face_is_no_step_that_undo_takes_back() {
    let mut window = window(SIZE);
    let filter = Filter { statuses: [Status::Disputed].into(), ..Filter::default() };
    apply(&mut window, Action::SetFilter(filter));
    apply(&mut window, Action::Run(Command::Face(Face::Claims)));
    apply(&mut window, Action::Run(Command::Undo));
    let view = window.state().session().view();
    assert!(view.filter.is_empty());
    assert_eq!(view.face, Face::Claims);
}

#[test]
fn heads_sort_and_sort_back() {
    let mut window = on(Face::Claims);
    let file = rows(&window);
    assert!(file.len() > 15, "{file:?}");
    press(&mut window, "Sort by subject");
    let rising = rows(&window);
    let names: Vec<String> = rising.iter().map(|row| row.to_lowercase()).collect();
    assert!(names[0] < names[names.len() - 1]);
    assert_ne!(rising, file);
    press(&mut window, "Sort by subject, rising now");
    assert_ne!(rows(&window), rising);
    press(&mut window, "Sort by subject, falling now");
    assert_eq!(rows(&window), file);
    apply(&mut window, Action::Run(Command::Face(Face::Entities)));
    press(&mut window, "Sort by number of claims");
    press(&mut window, "Sort by number of claims, rising now");
    let count = |row: &String| -> usize {
        row.split(", ").find_map(|part| part.strip_suffix(" claims")?.parse().ok()).unwrap_or(0)
    };
    let counts: Vec<usize> = rows(&window).iter().take(8).map(count).collect();
    assert!(counts.windows(2).all(|two| two[0] >= two[1]) && counts[0] > 3, "{counts:?}");
}

#[test]
fn rows_are_selected_walked_and_shown_on_the_graph() {
    let mut window = on(Face::Claims);
    let names = rows(&window);
    let at = |window: &Window, name: &str| {
        let place = place(window);
        let mut all = window.query_all_by_label(name);
        all.find(|node| place.contains(node.rect().center())).unwrap().rect().center()
    };
    let click = |window: &mut Window, name: &str, modifiers: Modifiers| {
        let pos = at(window, name);
        window.event(egui::Event::PointerMoved(pos));
        window.run_steps(20);
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            window.event_modifiers(egui::Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
            window.run_steps(1);
        }
        window.run_steps(3);
    };
    click(&mut window, &names[2], Modifiers::NONE);
    let first = selected(&window);
    assert_eq!(first.len(), 1);
    assert_eq!(window.state().session().passing().hover, Some(first[0]));
    click(&mut window, &names[4], Modifiers::COMMAND);
    assert_eq!(selected(&window).len(), 2);
    // The row that was clicked has the focus: an arrow and Enter take the next one.
    window.key_press(Key::ArrowDown);
    window.run_steps(4);
    window.key_press(Key::Enter);
    window.run_steps(4);
    let next = selected(&window);
    let data = window.state().session().data();
    let name = attache::ui::canvas::names::claim(data, next[0].claim().unwrap());
    assert_eq!((next.len(), &name), (1, &names[5]));
    let pos = at(&window, &names[7]);
    window.event(egui::Event::PointerMoved(pos));
    window.run_steps(30);
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        window.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
    }
    window.run_steps(6);
    assert_eq!(window.state().session().view().face, Face::Graph);
    assert_eq!(selected(&window).len(), 1);
}

#[test]
fn a_filter_leaves_fewer_rows_and_says_how_many() {
    let mut window = on(Face::Claims);
    let all = rows(&window).len();
    let statuses = Status::ALL.into_iter().filter(|status| *status != Status::Disputed).collect();
    apply(&mut window, Action::SetFilter(Filter { statuses, ..Filter::default() }));
    let few = rows(&window);
    assert!(!few.is_empty() && few.len() < all, "{few:?}");
    assert!(few.iter().all(|row| row.contains("disputed")));
    let said = format!("Table of claims, {} of ", few.len());
    assert!(window.query_all_by_label_contains(&said).next().is_some());
    let statuses = Status::ALL.into();
    apply(&mut window, Action::SetFilter(Filter { statuses, ..Filter::default() }));
    assert!(rows(&window).is_empty());
    press(&mut window, "Clear filters");
    assert_eq!(rows(&window).len(), all);
}

#[test]
fn a_cell_of_the_matrix_says_what_it_holds_and_selects_it() {
    let mut window = on(Face::Matrix);
    let place = place(&window);
    let label = {
        let mut cells = window.query_all_by_label_contains(" does ");
        cells.find(|node| place.contains(node.rect().center())).unwrap().accesskit_node().label().unwrap()
    };
    assert!(label.contains(" thing"), "{label}");
    press(&mut window, &label);
    let items = selected(&window);
    assert!(!items.is_empty() && items.iter().all(|item| matches!(item, Item::Claim(_))));
    // The focus went along: an arrow and Enter take another cell.
    window.key_press(Key::ArrowDown);
    window.run_steps(4);
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(!selected(&window).is_empty());
    press(&mut window, "row: ");
    assert!(matches!(selected(&window)[..], [Item::Entity(_)]));
}

#[test]
fn a_table_is_copied_and_saved_in_the_order_in_which_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = attache::io::load_bundled(1);
    let source = Source::File(folder.path().join("case.json"));
    let mut window = window_on(Some((loaded, source)), SIZE, Settings::default());
    apply(&mut window, Action::Run(Command::Face(Face::Entities)));
    press(&mut window, "Sort by name");
    press(&mut window, "Save CSV");
    let path = folder.path().join("case.entities.csv");
    for _ in 0..500 {
        window.state_mut().session_mut().poll();
        window.run_steps(1);
        if !window.state().session().passing().notices.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let csv = std::fs::read_to_string(&path).unwrap();
    assert_eq!(csv.lines().count(), window.state().session().data().entities().len() + 1);
    let first = rows(&window)[0].split(", ").next().unwrap().to_owned();
    assert!(csv.lines().nth(1).unwrap().contains(&first), "{first}");
    assert!(window.query_all_by_label_contains("case.entities.csv").next().is_some());
    // Not by `press`: the text is in the output of one frame only.
    window.get_by_label("Copy").click();
    let mut copied = String::new();
    for _ in 0..500 {
        window.run_steps(1);
        for command in &window.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                copied.clone_from(text);
            }
        }
        if !copied.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(copied, csv);
}

#[test]
fn an_empty_case_has_empty_tables_and_nothing_breaks() {
    let json = r#"{"format": "attache/1", "documents": [], "entities": [], "claims": []}"#;
    for size in [SIZE, [720.0, 480.0]] {
        let mut window = window_on_json(json, size);
        for face in Face::ALL {
            apply(&mut window, Action::Run(Command::Face(face)));
            for key in [Key::ArrowDown, Key::ArrowUp, Key::End] {
                window.key_press(key);
                window.run_steps(2);
            }
            assert_eq!(window.state().session().view().face, face);
        }
    }
}
