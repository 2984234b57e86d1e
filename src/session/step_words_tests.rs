//! Every action that can be undone has words of its own, by the table of commands and of actions.

use std::sync::Arc;

use super::*;
use crate::graph::{Ego, Filter, Removed, Teller};
use crate::layout::Method;
use crate::model::{Class, Status};
use crate::session::look::Way;
use crate::session::review::Reason;
use crate::session::{COMMANDS, Click, Settings};

fn session() -> Session {
    let settings = Settings { go_on: false, ..Settings::default() };
    let mut session = Session::bundled(settings, Arc::new(|| {}));
    session.wait_until_settled();
    session
}

fn select(session: &mut Session, items: &[Item]) {
    session.apply(Action::ClearSelection);
    session.apply(Action::SelectMany(items.to_vec(), Click::Only));
}

#[test]
fn every_command_that_changes_what_is_kept_names_its_step() {
    let two = [Item::Entity(EntityIx(0)), Item::Entity(EntityIx(1))];
    let (mut named, mut session) = (Vec::new(), session());
    for info in COMMANDS {
        for items in [&two[..], &[Item::Claim(ClaimIx(0))]] {
            if session.undo.steps() == 0 {
                // So that there is something to clear, to unpin and to take back.
                session.apply(Action::DragEnd { entity: EntityIx(2), at: [5.0, 5.0], pin: true });
                let classes = [Class::Structural].into();
                session.apply(Action::SetFilter(Filter { classes, ..Filter::default() }));
            }
            select(&mut session, items);
            let steps = session.undo.steps();
            let own = session.label_of(&Action::Run(info.command)).words;
            session.apply(Action::Run(info.command));
            if session.undo.steps() > steps {
                let words = session.can_undo().unwrap().to_owned();
                assert_eq!(own.as_ref(), Some(&words), "{:?} is called after what it changed", info.command);
                assert_eq!(session.words_of(Command::Undo), format!("Undo {words}"));
                named.push((info.command, words));
                session.apply(Action::Run(Command::Undo));
            } else if session.undo.steps() < steps {
                session.apply(Action::Run(Command::Redo));
            }
        }
    }
    let words = |command: Command| {
        named.iter().find(|(of, _)| *of == command).map_or("", |(_, words)| words.as_str())
    };
    let session = self::session();
    let (first, second) = (session.name(EntityIx(0)), session.name(EntityIx(1)));
    let claim = session.sentence(ClaimIx(0));
    for (command, expected) in [
        (Command::Accept, format!("accept of {claim}")),
        (Command::Unsure, format!("unsure about {claim}")),
        (Command::HideSelection, "hiding of 2 things".to_owned()),
        (Command::Isolate, "only 2 entities".to_owned()),
        (Command::Merge, format!("merge of {second} into {first}")),
        (Command::PinSelection, "pins of 2 nodes".to_owned()),
        (Command::UnpinAll, "unpinning of all".to_owned()),
        (Command::ClearFilters, "clearing of filters".to_owned()),
        (Command::According, "look according to somebody".to_owned()),
        (Command::Without, "look without a source".to_owned()),
        (Command::Path, "look for a path".to_owned()),
        (Command::Layout(Method::Circular), format!("layout: {}", Method::Circular.label())),
    ] {
        assert_eq!(words(command), expected, "{command:?}");
    }
}

#[test]
fn every_action_that_changes_what_is_kept_names_its_step() {
    let session = session();
    let (e0, e1, c0) = (EntityIx(0), EntityIx(1), ClaimIx(0));
    let (name, other, claim) = (session.name(e0), session.name(e1), session.sentence(c0));
    let denied = Filter { statuses: [Status::Denied].into(), ..Filter::default() };
    let reject = Some(Verdict::Rejected(Reason::NotInText));
    let look = Look::According { teller: Teller::Speaker(e0), against: None };
    let table: Vec<(Action, String)> = vec![
        (Action::DragEnd { entity: e0, at: [1.0, 2.0], pin: true }, format!("move of {name}")),
        (Action::Unpin(e0), format!("unpinning of {name}")),
        (Action::Pin(e0), format!("pin of {name}")),
        (Action::SetFilter(denied), "filter".into()),
        (Action::SetFilter(Filter::default()), "clearing of filters".into()),
        (Action::Hide(vec![Item::Entity(e1)]), format!("hiding of {other}")),
        (Action::Hide(vec![Item::Claim(c0)]), format!("hiding of {claim}")),
        (Action::ToggleEgo(e0), format!("ego network of {name}")),
        (Action::Ego(Ego { centre: e0, depth: 2 }), format!("ego network of {name}")),
        (Action::SetLayout(Method::Circular), format!("layout: {}", Method::Circular.label())),
        (Action::Judge(c0, Some(Verdict::Accepted)), format!("accept of {claim}")),
        (Action::Judge(c0, Some(Verdict::Accepted)), format!("taking back of the verdict on {claim}")),
        (Action::Judge(c0, reject), format!("reject of {claim}")),
        (Action::Keep(Keep::Verdict(c0, Some(Verdict::Unsure))), format!("unsure about {claim}")),
        (Action::Keep(Keep::Note(c0, "n".into())), format!("note on {claim}")),
        (Action::Look(Some(look)), format!("look according to {name}")),
        (Action::Look(Some(Look::Without(Removed::default()))), "look without a source".into()),
        (Action::Look(Some(Look::Path(Way::default()))), "look for a path".into()),
        (Action::Look(None), "end of the way of looking".into()),
        (Action::Keep(Keep::SaveView("v".into())), "saving of view v".into()),
        (Action::SetFilter(Filter::default()), "clearing of filters".into()),
        (Action::Keep(Keep::ShowView("v".into())), "view v".into()),
        (Action::Keep(Keep::ForgetView("v".into())), "removal of view v".into()),
        (Action::Keep(Keep::Merge(e1, e0)), format!("merge of {other} into {name}")),
        (Action::Keep(Keep::Separate(e1)), format!("separation of {other}")),
        // Named by what it changed: it closes whatever is open.
        (Action::Escape, "ego network".into()),
    ];
    let mut session = self::session();
    for (n, (action, words)) in table.into_iter().enumerate() {
        // Escape would close a selection first.
        session.apply(Action::ClearSelection);
        let steps = session.undo.steps();
        session.apply(action);
        assert_eq!((session.can_undo(), session.undo.steps()), (Some(words.as_str()), steps + 1), "row {n}");
    }
}

#[test]
fn long_sentences_are_cut_for_the_menu() {
    assert_eq!(short("Joe Biden warned Ayatollah Ali Khamenei"), "Joe Biden warned Ayatollah Ali Khamenei");
    let long = short(&"ä ".repeat(60));
    assert!(long.chars().count() <= 48 && long.ends_with('…'));
}
