//! Ways of looking at a case, the timeline and verification by keyboard alone, by role and label.

#[expect(dead_code, reason = "each test program uses what it needs")]
mod support;

use attache::app::App;
use attache::model::{EntityIx, Item, Status};
use attache::session::look::Look;
use attache::session::review::{Reason, Verdict, progress};
use attache::session::{Action, Command, Perspective, Session};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use support::{selected, window};

const WIDE: [f32; 2] = [1440.0, 900.0];

fn session<'a>(window: &'a Harness<'_, App>) -> &'a Session {
    window.state().session()
}

fn key(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

/// Steps until a thread has found its answer.
fn until(window: &mut Harness<'_, App>, holds: impl Fn(&Harness<'_, App>) -> bool) {
    for _ in 0..500 {
        window.state_mut().session_mut().poll();
        window.run_steps(1);
        if holds(window) {
            window.run_steps(3);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("it never came to that");
}

fn entity(window: &Harness<'_, App>, id: &str) -> EntityIx {
    session(window).data().find_entity(id).expect("in the bundled case")
}

#[test]
fn the_case_is_told_as_somebody_tells_it_and_beside_somebody_else() {
    let mut window = window(WIDE);
    let all = session(&window).derived().shown().claims.len();
    key(&mut window, Modifiers::SHIFT, Key::A);
    until(&mut window, |window| window.query_by_label("According to").is_some());
    assert!(matches!(session(&window).view().look, Some(Look::According { .. })));
    // The groups of the panel count every claim that is shown, each once.
    let heads = ["Says so", "Denies it", "Says both", "Leaves it open", "Says nothing"];
    let counted = |window: &Harness<'_, App>, heads: &[&str]| -> usize {
        let count = |head: &&str| {
            let label = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
            let mut found = window.query_all_by_label_contains(head).map(|node| label(&node));
            let number = |label: String| label.strip_prefix(*head)?.trim().replace(',', "").parse().ok();
            found.find_map(number).unwrap_or(0)
        };
        heads.iter().map(count).sum()
    };
    assert_eq!(counted(&window, &heads), all);
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(session(&window).view().look, None);
}

#[test]
fn a_source_that_is_taken_away_says_what_falls() {
    let mut window = window(WIDE);
    key(&mut window, Modifiers::SHIFT, Key::W);
    until(&mut window, |window| window.query_by_label("Without this source").is_some());
    let report = window.get_all_by_role(Role::CheckBox).find(|node| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with("The report itself"))
    });
    report.expect("the report is a source").click();
    until(&mut window, |window| window.query_all_by_label_contains(" fall, ").next().is_some());
    let reported = {
        let data = session(&window).data();
        data.claim_ixs().filter(|&claim| data.status(claim) == Status::Reported).count()
    };
    assert!(reported > 0);
    let words = format!("{reported} claims fall");
    assert!(window.query_all_by_label_contains(&words).next().is_some(), "“{words}” is said");
}

#[test]
fn a_path_is_found_its_weakest_link_named_and_its_steps_lead_to_claims() {
    let mut window = window(WIDE);
    let (from, to) = (entity(&window, "hamas"), entity(&window, "united-states"));
    key(&mut window, Modifiers::SHIFT, Key::D);
    assert!(window.query_by_label("Path").is_some());
    // A click on a node answers each of the two questions.
    for end in [from, to] {
        window
            .state_mut()
            .session_mut()
            .apply(attache::session::Action::Select(Item::Entity(end), attache::session::Click::Only));
        window.run_steps(4);
    }
    until(&mut window, |window| window.query_by_label("weakest link").is_some());
    assert!(window.query_by_label("Copy as a paragraph").is_some());
    let Some(Look::Path(way)) = session(&window).view().look.clone() else { panic!("a path is looked for") };
    assert_eq!((way.from, way.to), (Some(from), Some(to)));
}

#[test]
fn the_timeline_is_brushed_and_says_what_it_holds() {
    let mut window = window(WIDE);
    let label = {
        let data = session(&window).data();
        let dated = data.claims().iter().filter(|claim| claim.time.is_some()).count();
        format!("Timeline, {dated} dated, {} undated", data.claims().len() - dated)
    };
    let rect = window.get_by_label(&label).rect();
    let (from, to) = (rect.left_center() + egui::vec2(2.0, 0.0), rect.center());
    let before = session(&window).derived().shown().claims.len();
    window.drag_at(from);
    window.run_steps(2);
    window.hover_at(to);
    window.run_steps(2);
    window.drop_at(to);
    window.run_steps(4);
    let dates = session(&window).view().filter.dates.expect("the brush filters");
    assert!(dates.from <= dates.to && dates.undated);
    assert!(session(&window).derived().shown().claims.len() < before);
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(session(&window).view().filter.dates, None, "a brush is a step that undo takes back");
}

/// Every claim of the bundled case gets a verdict without the mouse: accepted, in doubt, or rejected for a reason.
#[test]
fn every_claim_is_verified_by_keyboard_alone() {
    let mut window = window(WIDE);
    key(&mut window, Modifiers::NONE, Key::Num3);
    assert_eq!(session(&window).view().perspective, Perspective::Review);
    let total = session(&window).data().claims().len();
    assert!(window.query_by_label(&format!("0 of {total} checked")).is_some());
    for n in 0..total {
        let claim = session(&window).current_claim().expect("the next claim comes by itself");
        let wanted = match n % 3 {
            0 => {
                key(&mut window, Modifiers::NONE, Key::A);
                Verdict::Accepted
            }
            1 => {
                key(&mut window, Modifiers::NONE, Key::U);
                Verdict::Unsure
            }
            _ => {
                key(&mut window, Modifiers::NONE, Key::R);
                assert!(window.query_by_label("Why?").is_some(), "a rejection asks for its reason");
                key(&mut window, Modifiers::NONE, Key::Num2);
                Verdict::Rejected(Reason::ALL[1])
            }
        };
        assert_eq!(session(&window).review().verdict(claim), Some(wanted), "claim {n}");
    }
    assert_eq!(progress(session(&window).data(), session(&window).review()).left(), 0);
    assert!(window.query_by_label(&format!("{total} of {total} checked")).is_some());
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(progress(session(&window).data(), session(&window).review()).left(), 1);
    assert!(!selected(&window).is_empty());
}

/// Types a word: each letter is a key and a sign.
fn types(window: &mut Harness<'_, App>, word: &str) {
    for letter in word.chars() {
        let name = letter.to_ascii_uppercase().to_string();
        let typed = Key::from_name(&name).expect("a letter");
        window.key_down(typed);
        window.event(egui::Event::Text(letter.to_string()));
        window.key_up(typed);
        window.run_steps(2);
    }
}

#[test]
fn a_reason_that_is_typed_judges_nothing() {
    let mut window = window(WIDE);
    key(&mut window, Modifiers::NONE, Key::J);
    let claim = session(&window).current_claim().expect("J selects one");
    key(&mut window, Modifiers::NONE, Key::R);
    types(&mut window, "wrongdate");
    key(&mut window, Modifiers::NONE, Key::Space);
    assert_eq!(session(&window).review().verdicts.len(), 0, "no letter of it is a verdict");
    assert_eq!(session(&window).current_claim(), Some(claim));
    assert_ne!(*session(&window).derived().layout_phase(), attache::session::LayoutPhase::Paused);
    assert!(window.query_by_label("Why?").is_some(), "it is asked for until it is answered");
    key(&mut window, Modifiers::NONE, Key::Num1);
    assert_eq!(session(&window).review().verdict(claim), Some(Verdict::Rejected(Reason::ALL[0])));
}

#[test]
fn what_is_typed_into_a_way_of_looking_goes_into_its_field() {
    let mut window = window(WIDE);
    key(&mut window, Modifiers::SHIFT, Key::W);
    until(&mut window, |window| window.query_by_label("Without this source").is_some());
    types(&mut window, "jam");
    assert!(selected(&window).is_empty() && session(&window).review().verdicts.is_empty());
    let field = window.get_by_role_and_label(Role::TextInput, "Type to find a source");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("jam"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    key(&mut window, Modifiers::NONE, Key::Escape);
    // Both ends of a path, by keyboard alone.
    key(&mut window, Modifiers::SHIFT, Key::D);
    until(&mut window, |window| session(window).derived().index().is_some());
    types(&mut window, "hezb");
    key(&mut window, Modifiers::NONE, Key::Enter);
    let hezbollah = entity(&window, "hezbollah");
    let way = |window: &Harness<'_, App>| match &session(window).view().look {
        Some(Look::Path(way)) => (way.from, way.to),
        other => panic!("{other:?}"),
    };
    assert_eq!(way(&window), (Some(hezbollah), None));
    types(&mut window, "iran");
    key(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(way(&window), (Some(hezbollah), Some(entity(&window, "iran"))));
    assert!(selected(&window).is_empty());
}

#[test]
fn a_key_that_can_do_nothing_says_why() {
    let mut window = window(WIDE);
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.state_mut().session_mut().apply(Action::Run(Command::Collapse));
    window.run_steps(2);
    let said = |words: &str| {
        let said = &session(&window).passing().said;
        said.iter().any(|said| said.notice.text.ends_with(words))
    };
    assert!(said(": fewer than two entities are selected"));
}
