//! The workspace of a session: saved without being asked, read again, never over anybody else's work.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::graph::Filter;
use attache::io::{self, Unwatched};
use attache::model::{ClaimIx, EntityIx, Status};
use attache::scene::Camera;
use attache::session::review::{Reason, Verdict};
use attache::session::workspace::{Answer, Keeping, Question};
use attache::session::{Action, Command, Keep, NoticeKind, Session, Settings, Source};

const README: &str = include_str!("../README.md");

/// The README's case, in a folder of its own.
fn case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.json");
    let (_, rest) = README.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    // A second claim, so that one can be lost.
    let second = r#"{"id": "c2", "subject": "vey", "predicate": "speaks_for", "object": "arland"},"#;
    std::fs::write(&path, example.replace(r#""claims": ["#, &format!(r#""claims": [{second}"#))).unwrap();
    (folder, path)
}

fn open(path: &Path) -> Session {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    Session::with(loaded, Source::File(path.to_owned()), settings, Arc::new(|| {}))
}

fn beside(path: &Path) -> PathBuf {
    path.with_file_name("small.workspace.json")
}

/// Polls until something holds; whether it came to that within ten seconds.
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

fn work(session: &mut Session) {
    let c1 = session.data().find_claim("c1").unwrap();
    let filter = Filter { statuses: [Status::Denied].into(), ..Filter::default() };
    session.apply(Action::Keep(Keep::Verdict(c1, Some(Verdict::Rejected(Reason::WrongDirection)))));
    session.apply(Action::Keep(Keep::Note(c1, "see page 2".to_owned())));
    session.apply(Action::SetFilter(filter));
    session.apply(Action::DragEnd { entity: EntityIx(1), at: [12.5, -7.0], pin: true });
    session.apply(Action::Keep(Keep::SaveView("denials hidden".to_owned())));
    session.apply(Action::SetCamera(Camera { centre: [1.0, 2.0], zoom: 0.5 }, true));
}

fn assert_worked(session: &Session) {
    let c1 = session.data().find_claim("c1").unwrap();
    assert_eq!(session.review().verdict(c1), Some(Verdict::Rejected(Reason::WrongDirection)));
    assert_eq!(session.review().note(c1), "see page 2");
    assert_eq!(session.view().filter.statuses, [Status::Denied].into());
    assert_eq!(session.view().pins[&EntityIx(1)], [12.5, -7.0]);
    assert_eq!(session.view().camera, Some(Camera { centre: [1.0, 2.0], zoom: 0.5 }));
    assert_eq!(session.views().map(|(name, _)| name).collect::<Vec<_>>(), ["denials hidden"]);
    assert_eq!(session.can_undo(), None, "what was read is no step");
}

#[test]
fn a_change_is_saved_within_two_seconds_and_read_again() {
    let (_folder, path) = case();
    let bytes = std::fs::read(&path).unwrap();
    let mut session = open(&path);
    let start = Instant::now();
    work(&mut session);
    assert!(until(&mut session, |_| beside(&path).exists()));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    // Gone without a word, as if killed: no `finish`, no `Drop`.
    std::mem::forget(session);
    let again = open(&path);
    assert_worked(&again);
    assert!(again.passing().notices.is_empty());
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "the case itself is never written");
}

#[test]
fn ctrl_s_saves_at_once_and_closing_saves_what_is_left() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::Run(Command::SaveWorkspace));
    assert!(until(&mut session, |session| told(session, "Workspace saved: ")));
    let notice = session.passing().notices.last().unwrap();
    assert!(notice.text.ends_with("small.workspace.json") && notice.kind == NoticeKind::Done);
    work(&mut session);
    assert_eq!(session.finish(), Ok(()));
    assert_worked(&open(&path));
}

#[test]
fn a_window_that_is_dropped_saves_too() {
    let (_folder, path) = case();
    let mut session = open(&path);
    work(&mut session);
    drop(session);
    assert_worked(&open(&path));
}

#[test]
fn looking_about_makes_no_file_and_neither_does_a_session_in_memory() {
    let (folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::SetCamera(Camera { centre: [1.0, 2.0], zoom: 0.5 }, true));
    session.finish().unwrap();
    let loaded = io::load(&path, 1, &Unwatched).unwrap();
    let mut memory = Session::with(loaded, Source::File(path), Settings::default(), Arc::new(|| {}));
    work(&mut memory);
    memory.apply(Action::Run(Command::SaveWorkspace));
    assert!(told(&memory, "no place to save"));
    memory.finish().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_another_program_saved_is_asked_about_and_neither_is_lost() {
    for answer in [Answer::KeepMine, Answer::TakeTheirs] {
        let (folder, path) = case();
        let mut mine = open(&path);
        let mut theirs = open(&path);
        theirs.apply(Action::Keep(Keep::Note(ClaimIx(0), "theirs".to_owned())));
        theirs.finish().unwrap();
        work(&mut mine);
        mine.apply(Action::Run(Command::SaveWorkspace));
        assert!(until(&mut mine, |session| session.passing().question == Some(Question::ChangedByOther)));
        assert!(std::fs::read_to_string(beside(&path)).unwrap().contains("theirs"));
        mine.apply(Action::Keep(Keep::Answer(answer)));
        assert_eq!(mine.passing().question, None);
        assert!(until(&mut mine, |session| told(session, " kept: ")));
        let took = answer == Answer::TakeTheirs;
        if took {
            assert!(until(&mut mine, |session| session.review().note(ClaimIx(0)) == "theirs"));
            assert!(mine.view().pins.is_empty() && mine.can_undo().is_none());
        }
        mine.finish().unwrap();
        let (kept, other) = if took { (".mine", "see page 2") } else { (".other", "theirs") };
        let aside = PathBuf::from(format!("{}{kept}", beside(&path).display()));
        assert!(std::fs::read_to_string(aside).unwrap().contains(other));
        let there = std::fs::read_to_string(beside(&path)).unwrap();
        assert_eq!(there.contains("theirs"), took);
        drop(folder);
    }
}

#[test]
fn closed_before_the_question_is_answered_mine_is_kept_under_a_name_of_its_own() {
    let (_folder, path) = case();
    let mut mine = open(&path);
    let mut theirs = open(&path);
    theirs.apply(Action::Keep(Keep::Note(ClaimIx(0), "theirs".to_owned())));
    theirs.finish().unwrap();
    work(&mut mine);
    mine.finish().unwrap();
    let aside = PathBuf::from(format!("{}.mine", beside(&path).display()));
    assert!(std::fs::read_to_string(aside).unwrap().contains("see page 2"));
    assert!(std::fs::read_to_string(beside(&path)).unwrap().contains("theirs"));
}

#[test]
fn the_workspace_of_another_case_is_neither_read_nor_written_over_unasked() {
    let (_folder, path) = case();
    let other = r#"{"format": "attache-workspace/1", "case": {"file": "else.json", "sha256": "00"},
        "verdicts": {"z1": {"verdict": "accepted", "at": 1}, "c1": {"verdict": "accepted", "at": 1},
                     "z2": {"verdict": "accepted", "at": 1}}}"#;
    std::fs::write(beside(&path), other).unwrap();
    let mut session = open(&path);
    assert_eq!(session.passing().question, Some(Question::OtherCase("else.json".to_owned())));
    assert!(session.review().verdicts.is_empty());
    work(&mut session);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(std::fs::read_to_string(beside(&path)).unwrap(), other);
    session.apply(Action::Keep(Keep::Answer(Answer::Later)));
    assert_eq!(session.passing().question, None);
    session.apply(Action::Run(Command::SaveWorkspace));
    let asked = Some(Question::OtherCase("else.json".to_owned()));
    assert!(until(&mut session, |session| session.passing().question == asked));
    assert_eq!(std::fs::read_to_string(beside(&path)).unwrap(), other);
    session.apply(Action::Keep(Keep::Answer(Answer::KeepMine)));
    session.finish().unwrap();
    assert_worked(&open(&path));
    let aside = PathBuf::from(format!("{}.other", beside(&path).display()));
    assert_eq!(std::fs::read_to_string(aside).unwrap(), other);
}

#[test]
fn a_case_that_was_edited_keeps_its_workspace_and_a_lost_claim_its_verdict() {
    let (_folder, path) = case();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut session = open(&path);
    work(&mut session);
    session.apply(Action::Keep(Keep::Note(session.data().find_claim("c2").unwrap(), "second".to_owned())));
    let revision = session.data().revision();
    std::fs::write(&path, text.replace(r#""id": "c1""#, r#""id": "renamed""#)).unwrap();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.data().revision() > revision));
    assert_eq!(session.review().verdicts.len(), 1);
    assert_eq!(session.review().note(session.data().find_claim("c2").unwrap()), "second");
    session.finish().unwrap();
    // In a new window on the poorer case, which changes something else.
    let mut poorer = open(&path);
    assert_eq!(poorer.passing().question, None);
    poorer.apply(Action::Keep(Keep::Note(poorer.data().find_claim("renamed").unwrap(), "x".to_owned())));
    let revision = poorer.data().revision();
    std::fs::write(&path, &text).unwrap();
    poorer.apply(Action::Reload);
    assert!(until(&mut poorer, |session| session.data().revision() > revision));
    let c1 = poorer.data().find_claim("c1").unwrap();
    assert_eq!(poorer.review().note(c1), "see page 2");
    poorer.finish().unwrap();
    let last = open(&path);
    assert_eq!(last.review().note(c1), "see page 2");
    assert_eq!(last.view().pins[&EntityIx(1)], [12.5, -7.0]);
}

#[test]
fn a_damaged_file_is_said_and_its_backup_read() {
    let (_folder, path) = case();
    let mut session = open(&path);
    work(&mut session);
    session.apply(Action::Run(Command::SaveWorkspace));
    assert!(until(&mut session, |session| told(session, "Workspace saved")));
    session.apply(Action::Keep(Keep::Note(ClaimIx(0), "later".to_owned())));
    session.finish().unwrap();
    let bytes = std::fs::read(beside(&path)).unwrap();
    std::fs::write(beside(&path), &bytes[..bytes.len() / 2]).unwrap();
    let session = open(&path);
    assert_worked(&session);
    let notice = session.passing().notices.last().unwrap();
    assert!(
        notice.text.contains("damaged") && notice.text.ends_with("small.workspace.json"),
        "{}",
        notice.text
    );
}

#[test]
fn a_folder_in_its_place_is_told_once_and_the_case_opens() {
    let (_folder, path) = case();
    std::fs::create_dir(beside(&path)).unwrap();
    let mut session = open(&path);
    assert!(told(&session, "a folder stands in its place"));
    work(&mut session);
    assert!(until(&mut session, |session| told(session, "Could not save the workspace: a folder")));
    assert!(session.finish().is_err());
}

#[test]
fn the_bundled_case_keeps_its_workspace_in_the_users_folder() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("deep/data");
    let keeping = Keeping::Work(Some(own.clone()));
    let start = || {
        let settings = Settings { keeping: keeping.clone(), ..Settings::default() };
        Session::bundled(settings, Arc::new(|| {}))
    };
    let mut session = start();
    assert!(!own.exists());
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(3), Some(Verdict::Unsure))));
    session.finish().unwrap();
    assert!(own.join("bundled.workspace.json").exists());
    assert_eq!(start().review().verdict(ClaimIx(3)), Some(Verdict::Unsure));
}

#[test]
fn verdicts_are_exported_by_the_ending_of_the_name() {
    let (folder, path) = case();
    let mut session = open(&path);
    work(&mut session);
    for (name, begins) in [("v.csv", "claim,"), ("v.json", "{")] {
        let to = folder.path().join(name);
        session.apply(Action::Keep(Keep::ExportVerdicts(to.clone())));
        assert!(until(&mut session, |session| told(session, name)));
        assert!(std::fs::read_to_string(&to).unwrap().starts_with(begins));
    }
    session.apply(Action::Keep(Keep::ExportVerdicts(folder.path().join("v.doc"))));
    assert!(until(&mut session, |session| told(session, "must end in .csv or .json")));
}
