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
    results.entries[0].target
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
    let order = |query: &str| -> Vec<Command> {
        let target = |found: Found| match found.target {
            Target::Command(command) => Some(command),
            Target::View(_) | Target::Item(_) => None,
        };
        commands(query).1.into_iter().filter_map(target).collect()
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
    let (fit, found) = commands("fit sel");
    assert_eq!(fit, Some(Fit::Prefix));
    assert_eq!(found[0].marks, [(0, 7)]);
    let (_, found) = commands("sel");
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
fn arrows_stop_at_both_ends() {
    assert_eq!(moved(0, -1, 5), 0);
    assert_eq!(moved(3, 10, 5), 4);
    assert_eq!(moved(0, 1, 0), 0);
}
