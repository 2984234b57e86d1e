//! Tests of what the palette lists.

use std::sync::Arc;

use super::*;
use crate::session::Settings;

fn session() -> Session {
    let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
    session.wait_until_settled();
    session
}

fn first(results: &Results) -> Target {
    results.entries[0].target.clone()
}

fn groups(results: &Results) -> Vec<Group> {
    let heading = |row: &Row| if let Row::Heading(group, _) = row { Some(*group) } else { None };
    results.rows.iter().filter_map(heading).collect()
}

#[test]
fn without_a_query_every_command_stands_there_once_and_recent_ones_first() {
    let session = session();
    let results = results(&session, "  ", &[Command::Theme, Command::FitAll]);
    assert_eq!(groups(&results), [Group::Recent, Group::Commands]);
    assert_eq!(first(&results), Target::Command(Command::Theme));
    assert_eq!(results.entries.len(), COMMANDS.len() - 1);
}

#[test]
fn a_beginning_stands_before_a_word_and_a_word_before_strewn_letters() {
    let session = session();
    let order = |query: &str| -> Vec<Command> {
        let target = |found: Found| match found.target {
            Target::Command(command) => Some(command),
            _ => None,
        };
        commands(&session, query).1.into_iter().filter_map(target).collect()
    };
    assert_eq!(order("fit a")[0], Command::FitAll);
    let pin = order("pin");
    assert_eq!(pin[0], Command::PinSelection);
    assert!(pin.contains(&Command::UnpinAll));
    assert_eq!(order("file again"), [Command::Reload]);
    assert_eq!(order("lay circ").len(), 1);
    assert!(order("ftsel").contains(&Command::FitSelection));
    assert_eq!(order("attache")[0], Command::About);
    assert!(order("zzq").is_empty() && order("…").is_empty());
}

#[test]
fn what_was_typed_is_marked() {
    let session = session();
    let (fit, found) = commands(&session, "fit sel");
    assert_eq!(fit, Some(Fit::Prefix));
    assert_eq!(found[0].marks, [(0, 7)]);
    let (_, found) = commands(&session, "sel");
    let fitting = found.iter().find(|found| found.target == Target::Command(Command::FitSelection));
    assert_eq!(fitting.map(|found| found.marks.clone()), Some(vec![(4, 7)]));
}

#[test]
fn a_name_that_was_typed_stands_before_strewn_letters_of_commands() {
    let session = session();
    let results = results(&session, "iran", &[]);
    assert!(matches!(first(&results), Target::Item(Item::Entity(_))), "{:?}", results.entries[0]);
    assert!(groups(&results).contains(&Group::Claims));
    let alias = super::results(&session, "tehran", &[]);
    assert_eq!(alias.entries[0].via.as_deref(), Some("Tehran"));
}

#[test]
fn counts_are_of_all_and_rows_are_bounded() {
    let session = session();
    for query in ["a", "i", "e", "the", "ir"] {
        let results = results(&session, query, &[]);
        assert!(results.entries.len() <= 2 * MOST + COMMANDS.len());
        let entries = results.rows.iter().filter(|row| matches!(row, Row::Entry(_))).count();
        assert_eq!(entries, results.entries.len());
        for n in 0..entries {
            assert!(results.row_of(n).is_some());
        }
    }
    assert_eq!(results(&session, "qqzzxx", &[]), Results::default());
}

#[test]
fn a_large_case_is_answered_with_a_bounded_list() {
    use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, EntityIx, KindTable};
    let mut builder = DatasetBuilder::default();
    let kind = KindTable::builtin(BuiltinKind::State);
    for n in 0..5000_u32 {
        builder.entities.push(Entity::new(format!("e{n}"), format!("State of Examples {n}"), kind));
    }
    for n in 0..20_000_u32 {
        let (from, to) = (EntityIx(n % 5000), EntityIx((n * 7 + 1) % 5000));
        builder.claims.push(Claim::new(format!("c{n}"), from, "warned", Some(to)));
    }
    let loaded = crate::io::Loaded {
        dataset: builder.build(1),
        report: crate::diagnostics::Report { problems: Vec::new() },
        format: "attache/1",
        import: crate::io::Import::default(),
        stopped: false,
    };
    let source = crate::session::Source::Bundled;
    let mut session = Session::with(loaded, source, Settings::default(), Arc::new(|| {}));
    while session.derived().index().is_none() {
        session.poll();
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    for query in ["s", "state", "warned", "state of examples 4", "xamples"] {
        let results = results(&session, query, &[]);
        assert!(!results.entries.is_empty() && results.entries.len() <= 2 * MOST + COMMANDS.len());
        assert!(results.rows.len() <= results.entries.len() + 6);
    }
}

#[test]
fn a_saved_view_is_found_by_its_name_and_undo_names_what_it_undoes() {
    use crate::session::{Action, Keep};
    let mut session = session();
    session.apply(Action::Keep(Keep::SaveView("Proxies of Iran".to_owned())));
    let empty = results(&session, "", &[]);
    assert_eq!(groups(&empty), [Group::Views, Group::Commands]);
    let found = results(&session, "proxies", &[]);
    assert_eq!(first(&found), Target::View("Proxies of Iran".to_owned()));
    let hamas = session.data().find_entity("hamas").unwrap();
    session.apply(Action::Pin(hamas));
    assert!(session.can_undo().is_some());
    let undo = results(&session, "undo", &[]);
    assert_eq!(first(&undo), Target::Command(Command::Undo));
    assert!(undo.entries[0].words.len() > "Undo ".len(), "{}", undo.entries[0].words);
}

#[test]
fn arrows_stop_at_both_ends() {
    assert_eq!(moved(0, -1, 5), 0);
    assert_eq!(moved(3, 10, 5), 4);
    assert_eq!(moved(0, 1, 0), 0);
}
