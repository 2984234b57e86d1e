//! Undo and redo: there and back is nothing, and all the way back is the beginning.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::graph::Filter;
use attache::layout::Method;
use attache::model::{ClaimIx, Class, EntityIx, Item, Status};
use attache::scene::Camera;
use attache::session::review::{Reason, Review, Verdict};
use attache::session::{Action, Click, Command, Keep, Session, Settings, View};
use proptest::prelude::*;

fn session() -> Session {
    Session::bundled(Settings::default(), Arc::new(|| {}))
}

/// All that undo must bring back.
#[derive(PartialEq, Debug)]
struct State {
    view: View,
    review: Review,
    views: BTreeMap<String, View>,
    shown: usize,
}

fn state(session: &Session) -> State {
    State {
        view: View { camera: None, camera_by_hand: false, ..session.view().clone() },
        review: session.review().clone(),
        views: session.views().map(|(name, view)| (name.to_owned(), view.clone())).collect(),
        shown: session.derived().shown().claims.len(),
    }
}

fn undo(session: &mut Session) {
    session.apply(Action::Run(Command::Undo));
}

fn redo(session: &mut Session) {
    session.apply(Action::Run(Command::Redo));
}

fn action((what, a, b): (u8, u32, u32)) -> Action {
    let entity = EntityIx(a % 12);
    let claim = ClaimIx(a % 12);
    let verdicts =
        [None, Some(Verdict::Accepted), Some(Verdict::Unsure), Some(Verdict::Rejected(Reason::NotInText))];
    let at = [b as f32 * 10.0, a as f32 * 7.0];
    match what {
        0 => Action::DragEnd { entity, at, pin: b % 3 != 0 },
        1 => Action::Drag(entity, at),
        2 => Action::Unpin(entity),
        3 => {
            Action::SetFilter(Filter { statuses: [Status::ALL[b as usize % 8]].into(), ..Filter::default() })
        }
        4 => Action::SetFilter(Filter { classes: [Class::ALL[b as usize % 6]].into(), ..Filter::default() }),
        5 => Action::ToggleEgo(entity),
        6 => Action::SetLayout(Method::ALL[b as usize % 6]),
        7 => Action::Keep(Keep::Verdict(claim, verdicts[b as usize % 4])),
        8 => Action::Keep(Keep::Note(claim, "n".repeat(b as usize % 4))),
        9 => Action::Select(Item::Entity(entity), if b % 2 == 0 { Click::Only } else { Click::Toggle }),
        10 => Action::Run(Command::PinSelection),
        11 => Action::Run(Command::UnpinAll),
        12 => Action::Run(Command::ClearFilters),
        13 => Action::Escape,
        14 => Action::Keep(Keep::SaveView(format!("v{}", b % 3))),
        15 => Action::Keep(Keep::ShowView(format!("v{}", b % 3))),
        16 => Action::Keep(Keep::ForgetView(format!("v{}", b % 3))),
        17 => Action::SetCamera(Camera { centre: at, zoom: 1.0 }, b % 2 == 0),
        18 => Action::Run(Command::Undo),
        19 => Action::Run(Command::Redo),
        20 => Action::Keep(Keep::Gesture(b % 2 == 0)),
        21 => {
            let members = vec![entity, EntityIx(b % 12), EntityIx((a + b) % 34)];
            Action::Keep(Keep::Collapse { members, around: None })
        }
        22 => Action::Keep(Keep::OpenGroup(entity)),
        23 => Action::DragEnd { entity: EntityIx(31 + a % 3), at, pin: true },
        24 => Action::Run(if b % 3 == 0 { Command::OpenGroups } else { Command::Collapse }),
        _ => Action::Hover(Some(Item::Entity(entity))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn there_and_back_is_nothing_and_all_the_way_back_is_the_beginning(
        actions in proptest::collection::vec((0u8..26, 0u32..40, 0u32..40), 1..60)
    ) {
        let mut session = session();
        let start = state(&session);
        for each in actions {
            session.apply(action(each));
            session.poll();
            let now = state(&session);
            if session.can_undo().is_some() {
                undo(&mut session);
                redo(&mut session);
                prop_assert_eq!(&state(&session), &now);
            }
        }
        let end = state(&session);
        let mut line = Vec::new();
        while session.can_undo().is_some() {
            line.push(state(&session));
            undo(&mut session);
            prop_assert_ne!(&state(&session), line.last().unwrap(), "each step is one");
        }
        prop_assert_eq!(&state(&session), &start);
        while let Some(expected) = line.pop() {
            redo(&mut session);
            prop_assert_eq!(state(&session), expected);
        }
        // What had been undone before is done again too, if anything.
        if session.can_redo().is_none() {
            prop_assert_eq!(state(&session), end);
        }
    }
}

/// Polls until the layout rests and the places are as expected; whether it came to that.
fn comes_to(session: &mut Session, places: &[[f32; 2]]) -> bool {
    let start = Instant::now();
    let (mut held, mut polls) = (0, 0);
    while start.elapsed() < Duration::from_secs(20) && held < 20 {
        session.poll();
        polls += 1;
        held = if session.derived().positions() == places { held + 1 } else { 0 };
        std::thread::sleep(Duration::from_millis(5));
    }
    held >= 20 && polls >= 20
}

#[test]
fn undoing_a_move_puts_every_node_back_and_doing_it_again_moves_them() {
    let mut session = session();
    session.wait_until_settled();
    let before = session.derived().positions().to_vec();
    let entity = EntityIx(0);
    let [x, y] = before[0];
    for step in 1..=10u8 {
        session.apply(Action::Drag(entity, [x + 20.0 * f32::from(step), y]));
        session.poll();
        std::thread::sleep(Duration::from_millis(5));
    }
    let to = [x + 200.0, y];
    session.apply(Action::DragEnd { entity, at: to, pin: true });
    std::thread::sleep(Duration::from_millis(50));
    session.wait_until_settled();
    let name = &session.data().entity(entity).name;
    assert_eq!(session.can_undo(), Some(format!("move of {name}").as_str()));
    assert_eq!(session.derived().position(entity), Some(to));
    let after = session.derived().positions().to_vec();
    assert!(after.iter().zip(&before).filter(|(a, b)| a != b).count() > 1, "neighbours came along");

    undo(&mut session);
    assert_eq!(session.derived().positions(), before, "at once");
    assert!(comes_to(&mut session, &before), "and the layout's thread agrees");
    assert!(session.view().pins.is_empty());
    redo(&mut session);
    assert_eq!(session.derived().position(entity), Some(to));
    assert_eq!(session.view().pins[&entity], to);
    let again = session.derived().positions().to_vec();
    assert!(comes_to(&mut session, &again));
    assert_eq!(session.can_redo(), None);
}

#[test]
fn a_pin_undone_leaves_the_node_where_it_was_and_free() {
    let mut session = session();
    session.wait_until_settled();
    let before = session.derived().positions().to_vec();
    session.apply(Action::Select(Item::Entity(EntityIx(2)), Click::Only));
    session.apply(Action::Run(Command::PinSelection));
    let name = session.data().entity(EntityIx(2)).name.clone();
    assert_eq!(session.can_undo(), Some(format!("pin of {name}").as_str()));
    undo(&mut session);
    assert!(session.view().pins.is_empty());
    assert!(comes_to(&mut session, &before));
    assert_eq!(session.can_undo(), None, "selecting is no step");
}

#[test]
fn steps_are_named_and_looking_about_is_none() {
    let mut session = session();
    session.apply(Action::SetCamera(Camera { centre: [9.0, 9.0], zoom: 2.0 }, true));
    session.apply(Action::Hover(Some(Item::Entity(EntityIx(1)))));
    assert_eq!(session.can_undo(), None);
    session.apply(Action::ToggleEgo(EntityIx(1)));
    let name = session.data().entity(EntityIx(1)).name.clone();
    assert_eq!(session.can_undo(), Some(format!("ego network of {name}").as_str()));
    session.apply(Action::Escape);
    assert_eq!(session.can_undo(), Some("ego network"), "named by what changed");
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(0), Some(Verdict::Accepted))));
    let sentence = session.data().sentence(ClaimIx(0));
    let head: String = sentence.chars().take(20).collect();
    assert!(session.can_undo().unwrap().starts_with(&format!("accept of “{head}")));
    let filter = Filter { statuses: [Status::Denied].into(), ..Filter::default() };
    session.apply(Action::SetFilter(filter));
    assert_eq!(session.can_undo(), Some("filter"));
    undo(&mut session);
    assert_eq!(session.can_redo(), Some("filter"));
    assert_eq!(session.view().camera, Some(Camera { centre: [9.0, 9.0], zoom: 2.0 }), "the camera stays");
    session.apply(Action::OpenBundled);
    while session.loading().is_some() {
        session.poll();
    }
    assert_eq!(session.review().verdict(ClaimIx(0)), Some(Verdict::Accepted), "read again, nothing is lost");
}
