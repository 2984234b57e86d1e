//! A second file added to the open case: shown first, undone whole, read again with it, kept in the workspace.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::graph::Filter;
use attache::io::{self, Columns, Unwatched};
use attache::model::{ClaimIx, EntityIx, Item};
use attache::session::review::Verdict;
use attache::session::workspace::{Answer, Keeping};
use attache::session::{Action, Click, Command, Keep, NoticeKind, Session, Settings, Source};

const A: &str = r#"{"format": "attache/1", "entities": [
    {"id": "iran", "kind": "state", "name": "Iran"},
    {"id": "us", "kind": "state", "name": "United States"},
    {"id": "hamas", "kind": "militia", "name": "Hamas"}],
  "claims": [
    {"id": "x", "subject": "iran", "predicate": "arms", "object": "hamas"},
    {"id": "y", "subject": "us", "predicate": "warns", "object": "iran"}]}"#;

const B: &str = r#"{"format": "attache/1", "entities": [
    {"id": "iran", "kind": "state", "name": "Islamic Republic of Iran"},
    {"id": "b2", "kind": "organization", "name": "HAMAS"},
    {"id": "oman", "kind": "state", "name": "Oman"}],
  "claims": [
    {"id": "x", "subject": "iran", "predicate": "meets", "object": "b2"},
    {"id": "z", "subject": "oman", "predicate": "urges", "object": "iran"}]}"#;

struct Folder {
    _kept: tempfile::TempDir,
    a: PathBuf,
    b: PathBuf,
}

fn folder() -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let [a, b] = ["a.json", "b.json"].map(|name| folder.path().join(name));
    std::fs::write(&a, A).unwrap();
    std::fs::write(&b, B).unwrap();
    Folder { _kept: folder, a, b }
}

fn open(path: &Path) -> Session {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    Session::with(loaded, Source::File(path.to_owned()), settings, Arc::new(|| {}))
}

fn until(session: &mut Session, mut holds: impl FnMut(&Session) -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        session.poll();
        if holds(session) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn told(session: &Session, words: &str) -> bool {
    session.passing().notices.iter().any(|notice| notice.text.contains(words))
}

/// Offers a file and adds it with all that match.
fn add(session: &mut Session, path: &Path) {
    session.apply(Action::Add(vec![path.to_owned()]));
    assert!(until(session, |session| session.addition().is_some()));
    let merged = session.addition().unwrap().matches().iter().map(|pair| pair.from).collect();
    session.apply(Action::AnswerAddition(Some(merged)));
}

const IRAN: EntityIx = EntityIx(0);
const HAMAS: EntityIx = EntityIx(2);

fn is_both(session: &Session) -> bool {
    let counts = [session.data().entities().len(), session.data().claims().len()];
    let both = session.source().added().len() == 1;
    assert_eq!(counts, if both { [6, 4] } else { [3, 2] });
    both
}

fn is_merged(session: &Session) -> bool {
    let merged = session.merged_into(IRAN).eq([EntityIx(3)]) && session.merged_into(HAMAS).eq([EntityIx(4)]);
    assert_eq!(merged, !session.derived().shown().has_entity(EntityIx(3)));
    merged
}

#[test]
fn it_is_shown_then_added_and_a_step_back_takes_all_of_it_back() {
    let files = folder();
    let mut session = open(&files.a);
    session.apply(Action::DragEnd { entity: HAMAS, at: [12.5, -7.0], pin: true });
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(1), Some(Verdict::Accepted))));
    session.apply(Action::Select(Item::Claim(ClaimIx(1)), Click::Only));
    session.apply(Action::Add(vec![files.b.clone()]));
    assert!(until(&mut session, |session| session.addition().is_some()));
    let offered = session.addition().unwrap();
    assert_eq!((offered.name().as_str(), offered.came().claims.len()), ("b.json", 2));
    let pairs: Vec<_> =
        offered.matches().iter().map(|pair| (pair.from.0, pair.into, pair.reason.words())).collect();
    let expected = [(3, IRAN, "same id in both files".to_owned()), (4, HAMAS, "same name".to_owned())];
    assert_eq!(pairs, expected);
    assert!(!is_both(&session), "nothing has come in yet");
    session.apply(Action::AnswerAddition(Some([EntityIx(3), EntityIx(4)].into())));
    for again in [true, false] {
        assert!(is_both(&session) && is_merged(&session));
        assert_eq!(session.source().name(), "a.json and 1 more");
        assert_eq!(session.data().acts(IRAN).len(), 2);
        assert_eq!(session.view().pins[&HAMAS], [12.5, -7.0]);
        assert_eq!(session.review().verdict(ClaimIx(1)), Some(Verdict::Accepted));
        assert_eq!(session.passing().selection.items(), [Item::Claim(ClaimIx(1))]);
        assert_eq!(session.can_undo(), Some("adding of b.json"));
        session.apply(Action::Run(Command::Undo));
        assert!(!is_both(&session) && session.merged_into(IRAN).next().is_none());
        assert_eq!(*session.source(), Source::File(files.a.clone()));
        assert_eq!(session.view().pins[&HAMAS], [12.5, -7.0]);
        assert_eq!(session.review().verdict(ClaimIx(1)), Some(Verdict::Accepted));
        assert_eq!(session.can_redo(), Some("adding of b.json"));
        if again {
            session.apply(Action::Run(Command::Redo));
        }
    }
    session.apply(Action::Run(Command::Undo));
    assert_eq!(session.review().verdict(ClaimIx(1)), None, "the steps before are there");
    session.wait_until_settled();
    assert_eq!(session.derived().position(HAMAS), Some([12.5, -7.0]), "and it lies where it was pinned");
}

#[test]
fn cancelled_it_leaves_nothing_and_unticked_nobody_is_merged() {
    let files = folder();
    let mut session = open(&files.a);
    session.apply(Action::Add(vec![files.b.clone()]));
    assert!(until(&mut session, |session| session.addition().is_some()));
    session.apply(Action::AnswerAddition(None));
    assert!(!is_both(&session) && session.can_undo().is_none() && session.addition().is_none());
    session.apply(Action::Add(vec![files.b.clone()]));
    assert!(until(&mut session, |session| session.addition().is_some()));
    session.apply(Action::AnswerAddition(Some([EntityIx(4)].into())));
    assert!(is_both(&session) && session.merged_into(IRAN).next().is_none());
    assert!(session.merged_into(HAMAS).eq([EntityIx(4)]), "each for itself");
    session.apply(Action::Keep(Keep::Separate(EntityIx(4))));
    assert!(is_both(&session) && session.merged_into(HAMAS).next().is_none());
}

#[test]
fn what_is_done_after_is_undone_before_it() {
    let files = folder();
    let mut session = open(&files.a);
    add(&mut session, &files.b);
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(3), Some(Verdict::Unsure))));
    session.apply(Action::Select(Item::Claim(ClaimIx(3)), Click::Only));
    session.apply(Action::DragEnd { entity: EntityIx(5), at: [1.0, 2.0], pin: true });
    for _ in 0..3 {
        session.apply(Action::Run(Command::Undo));
    }
    assert!(!is_both(&session) && session.passing().selection.is_empty());
    assert_eq!(session.review().verdict(ClaimIx(3)), None);
    for _ in 0..3 {
        session.apply(Action::Run(Command::Redo));
    }
    assert!(is_both(&session) && is_merged(&session));
    assert_eq!(session.review().verdict(ClaimIx(3)), Some(Verdict::Unsure));
    assert_eq!(session.view().pins[&EntityIx(5)], [1.0, 2.0]);
}

#[test]
fn a_group_stays_pinned_where_it_is() {
    let files = folder();
    let mut session = open(&files.a);
    session.apply(Action::Keep(Keep::Collapse { members: vec![IRAN, HAMAS], around: None }));
    session.apply(Action::DragEnd { entity: EntityIx(3), at: [3.0, 4.0], pin: true });
    session.apply(Action::Keep(Keep::SaveView("one".to_owned())));
    add(&mut session, &files.b);
    for view in [session.view(), session.views().next().unwrap().1] {
        assert_eq!(view.pins.iter().collect::<Vec<_>>(), [(&EntityIx(6), &[3.0, 4.0])], "groups come last");
        assert_eq!(view.lens.groups()[0].members, [IRAN, HAMAS].into());
    }
    assert_eq!(session.group_of(IRAN), Some(EntityIx(6)));
    session.apply(Action::Run(Command::Undo));
    for view in [session.view(), session.views().next().unwrap().1] {
        assert_eq!(view.pins.iter().collect::<Vec<_>>(), [(&EntityIx(3), &[3.0, 4.0])]);
    }
    assert_eq!(session.group_of(IRAN), Some(EntityIx(3)));
    session.apply(Action::Run(Command::Redo));
    assert_eq!(session.group_of(IRAN), Some(EntityIx(6)));
}

#[test]
fn the_workspace_opens_it_again_with_all_that_was_done() {
    let files = folder();
    let mut session = open(&files.a);
    add(&mut session, &files.b);
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(2), Some(Verdict::Accepted))));
    session.apply(Action::Keep(Keep::Separate(EntityIx(4))));
    session.finish().unwrap();
    let kept = std::fs::read_to_string(files.a.with_file_name("a.workspace.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["added"], serde_json::json!(["b.json"]));
    assert_eq!(kept["verdicts"]["x (b)"]["verdict"], "accepted");
    let check = |session: &Session| {
        assert!(is_both(session));
        assert!(session.merged_into(IRAN).eq([EntityIx(3)]) && session.merged_into(HAMAS).next().is_none());
        assert_eq!(session.review().verdict(ClaimIx(2)), Some(Verdict::Accepted));
        assert!(session.passing().notices.is_empty(), "{:?}", session.passing().notices);
    };
    check(&open(&files.a));
    // The same through a window that has another case open.
    let other = folder();
    let mut session = open(&other.b);
    session.apply(Action::Open(files.a.clone()));
    assert!(until(&mut session, |session| session.source().path() == Some(&files.a)));
    check(&session);
    // And a folder that was moved takes the file along.
    let moved = tempfile::tempdir().unwrap();
    for name in ["a.json", "b.json", "a.workspace.json"] {
        std::fs::copy(files.a.with_file_name(name), moved.path().join(name)).unwrap();
    }
    check(&open(&moved.path().join("a.json")));
}

#[test]
fn all_files_are_read_again_and_watched() {
    let files = folder();
    let mut session = open(&files.a);
    add(&mut session, &files.b);
    // The watch has to see the file before it changes.
    std::thread::sleep(Duration::from_millis(100));
    let more =
        B.replace(r#""claims": ["#, r#""claims": [{"id": "w", "subject": "oman", "predicate": "meets"},"#);
    std::fs::write(&files.b, more).unwrap();
    assert!(until(&mut session, |session| session.passing().changed_on_disk.as_ref() == Some(&files.b)));
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.data().claims().len() == 5));
    assert_eq!(session.data().entities().len(), 6);
    assert!(is_merged(&session), "merges hold by their ids");
    assert_eq!(session.source().name(), "a.json and 1 more");
}

#[test]
fn an_added_file_that_is_gone_is_told_and_comes_back() {
    let files = folder();
    let mut session = open(&files.a);
    add(&mut session, &files.b);
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(3), Some(Verdict::Accepted))));
    session.finish().unwrap();
    drop(session);
    std::fs::remove_file(&files.b).unwrap();
    let mut session = open(&files.a);
    assert!(told(&session, "Shown without a file that was added: "));
    assert_eq!((session.data().claims().len(), session.source().added().len()), (2, 1));
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(0), Some(Verdict::Unsure))));
    session.finish().unwrap();
    drop(session);
    let mut session = open(&files.a);
    std::fs::write(&files.b, B).unwrap();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.data().claims().len() == 4));
    assert!(is_merged(&session));
    assert_eq!(session.review().verdict(ClaimIx(3)), Some(Verdict::Accepted));
    assert_eq!(session.review().verdict(ClaimIx(0)), Some(Verdict::Unsure));
}

#[test]
fn what_cannot_be_read_or_is_there_already_is_refused_with_words() {
    let files = folder();
    let mut session = open(&files.a);
    let broken = files.b.with_file_name("broken.json");
    std::fs::write(&broken, "{\"format\": ").unwrap();
    session.apply(Action::Add(vec![broken.clone()]));
    assert!(until(&mut session, |session| session.passing().failed.is_some()));
    assert_eq!(session.passing().failed.as_ref().unwrap().0, broken);
    assert!(session.addition().is_none() && !is_both(&session));
    session.apply(Action::DismissProblems);
    add(&mut session, &files.b);
    for again in [&files.a, &files.b, &files.b.with_file_name(".").join("b.json")] {
        session.apply(Action::Add(vec![again.clone()]));
        assert!(session.loading().is_none() && session.addition().is_none());
        let last = session.passing().notices.last().unwrap();
        assert_eq!(last.kind, NoticeKind::Failed);
        assert_eq!(last.text, format!("The file is part of this case already: {}", again.display()));
    }
    assert_eq!(session.why_not(Command::AddFile), None);
    let mut bundled = Session::bundled(Settings::default(), Arc::new(|| {}));
    assert!(bundled.why_not(Command::AddFile).is_some());
    bundled.apply(Action::Add(vec![files.b.clone()]));
    assert!(bundled.loading().is_none() && told(&bundled, "Files are added to a case that is a file"));
}

#[test]
fn several_opened_at_once_are_the_first_with_the_others_offered() {
    let files = folder();
    let c = files.a.with_file_name("c.json");
    std::fs::write(&c, A).unwrap();
    let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
    session.apply(Action::OpenAll(vec![files.a.clone(), files.b.clone(), c.clone()]));
    assert!(until(&mut session, |session| session.addition().is_some()));
    assert_eq!(*session.source(), Source::File(files.a.clone()));
    let offered = session.addition().unwrap();
    assert_eq!(offered.name(), "b.json and 1 more");
    let merged: BTreeSet<EntityIx> = offered.matches().iter().map(|pair| pair.from).collect();
    assert_eq!(merged, [3, 4, 6, 7, 8].map(EntityIx).into());
    session.apply(Action::AnswerAddition(Some(merged)));
    assert_eq!(*session.source(), Source::Files(files.a.clone(), vec![files.b.clone(), c]));
    assert_eq!(session.merged_into(IRAN).count(), 2);
    assert_eq!(session.can_undo(), Some("adding of b.json and 1 more"));
    // A first file that cannot be opened brings the others nowhere.
    session.apply(Action::OpenAll(vec![files.a.with_file_name("none.json"), files.b.clone()]));
    assert!(until(&mut session, |session| session.passing().failed.is_some()));
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.loading().is_none()));
    assert!(session.addition().is_none());
}

#[test]
fn added_files_are_taken_out_again_for_good() {
    let files = folder();
    let mut session = open(&files.a);
    assert!(session.why_not(Command::RemoveAdded).is_some());
    add(&mut session, &files.b);
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(0), Some(Verdict::Accepted))));
    session.finish().unwrap();
    drop(session);
    let mut session = open(&files.a);
    assert!(session.why_not(Command::RemoveAdded).is_none());
    session.apply(Action::Run(Command::RemoveAdded));
    assert!(until(&mut session, |session| !is_both(session)));
    assert!(told(&session, "Taken out of this case: b.json"));
    assert_eq!(session.review().verdict(ClaimIx(0)), Some(Verdict::Accepted));
    session.finish().unwrap();
    drop(session);
    let session = open(&files.a);
    assert!(!is_both(&session) && session.passing().notices.is_empty(), "{:?}", session.passing().notices);
}

#[test]
fn files_that_another_window_added_come_in_when_its_work_is_taken() {
    let files = folder();
    let mut here = open(&files.a);
    let mut there = open(&files.a);
    add(&mut there, &files.b);
    there.apply(Action::Keep(Keep::Verdict(ClaimIx(3), Some(Verdict::Accepted))));
    there.finish().unwrap();
    here.apply(Action::Keep(Keep::Verdict(ClaimIx(0), Some(Verdict::Unsure))));
    assert!(until(&mut here, |session| session.passing().question.is_some()));
    here.apply(Action::Keep(Keep::Answer(Answer::Merge)));
    assert!(until(&mut here, is_both_and_read));
    assert!(is_merged(&here));
    assert_eq!(here.review().verdict(ClaimIx(3)), Some(Verdict::Accepted));
    assert_eq!(here.review().verdict(ClaimIx(0)), Some(Verdict::Unsure));
    here.finish().unwrap();
    drop(here);
    let again = open(&files.a);
    assert!(is_both(&again) && is_merged(&again));
    assert_eq!(again.review().verdict(ClaimIx(0)), Some(Verdict::Unsure));
}

fn is_both_and_read(session: &Session) -> bool {
    session.loading().is_none() && session.data().claims().len() == 4
}

#[test]
fn a_group_that_was_hidden_stays_hidden_there_and_back() {
    let files = folder();
    // Somebody apart, who is a connected part alone.
    let alone = A.replace(
        r#""name": "Hamas"}]"#,
        r#""name": "Hamas"}, {"id": "q", "kind": "state", "name": "Qatar"}]"#,
    );
    std::fs::write(&files.a, alone).unwrap();
    let mut session = open(&files.a);
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(0), Some(Verdict::Accepted))));
    assert!(until(&mut session, |session| session.derived().analysis().is_some()));
    let qatar = EntityIx(3);
    let number = session.derived().groups().component[3];
    session.apply(Action::SetFilter(Filter { components: [number].into(), ..Filter::default() }));
    let is_hidden = |session: &Session| !session.derived().shown().has_entity(qatar);
    assert!(is_hidden(&session));
    add(&mut session, &files.b);
    for command in [None, Some(Command::Undo), Some(Command::Redo)] {
        if let Some(command) = command {
            session.apply(Action::Run(command));
        }
        assert!(until(&mut session, |session| session.derived().analysis().is_some()));
        assert!(is_hidden(&session), "{command:?}");
    }
    session.apply(Action::Run(Command::Undo));
    assert!(until(&mut session, |session| session.derived().analysis().is_some()));
    session.apply(Action::Run(Command::Undo));
    assert!(!is_hidden(&session), "the step before is the filter");
}

#[test]
fn a_table_that_does_not_tell_its_columns_is_asked_about_and_added_then() {
    let files = folder();
    let table = files.a.with_file_name("events.csv");
    let rows =
        "1,20230101,Iran,3,Israel,threaten\n2,20230102,Israel,4,Iran,attack\n3,20230103,Iran,1,Iraq,arm\n";
    std::fs::write(&table, rows).unwrap();
    let mut session = open(&files.a);
    session.apply(Action::Add(vec![table.clone()]));
    assert!(until(&mut session, |session| session.columns_asked().is_some()));
    session.apply(Action::Columns(Some(Columns::parse("source=3,target=5,relation=6,header=no").unwrap())));
    assert!(until(&mut session, |session| session.addition().is_some()));
    assert_eq!(session.source().path(), Some(&files.a), "it is not opened in place of the case");
    assert_eq!(session.addition().unwrap().came().claims.len(), 3);
    session.apply(Action::AnswerAddition(Some(BTreeSet::new())));
    assert_eq!(session.data().claims().len(), 5);
    // What was said of it holds when all is read again.
    let revision = session.data().revision();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.data().revision() != revision));
    assert_eq!(session.data().claims().len(), 5);
}
