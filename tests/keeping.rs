//! What the workspace keeps of how a case is looked at, and what a session does that cannot save it.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::graph::{Filter, Teller};
use attache::io::{self, Unwatched};
use attache::model::{ClaimIx, EntityIx, Item};
use attache::session::look::Look;
use attache::session::review::Verdict;
use attache::session::workspace::{Answer, Keeping, Question, Stuck};
use attache::session::{Action, Click, Command, Face, Keep, Leave, Perspective, Session, Settings, Source};

/// The bundled case in a folder of its own: it has groups, speakers and enough claims.
fn case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tehran-warning");
    for file in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        std::fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let path = folder.path().join("case.json");
    (folder, path)
}

fn open_with(path: &Path, settings: Settings) -> Session {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    Session::with(loaded, Source::File(path.to_owned()), settings, Arc::new(|| {}))
}

fn open(path: &Path) -> Session {
    open_with(path, Settings { keeping: Keeping::Work(None), ..Settings::default() })
}

fn beside(path: &Path) -> PathBuf {
    path.with_file_name("case.workspace.json")
}

fn until(session: &mut Session, mut holds: impl FnMut(&Session) -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(15) {
        session.poll();
        if holds(session) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn told(session: &Session, words: &str) -> bool {
    session.passing().said.iter().any(|said| said.notice.text.contains(words))
}

fn entity(session: &Session, id: &str) -> EntityIx {
    session.data().find_entity(id).unwrap()
}

fn according(session: &Session, id: &str) -> Look {
    Look::According { teller: Teller::Speaker(entity(session, id)), against: Some(Teller::Document) }
}

fn accept(session: &mut Session, claim: u32) {
    session.apply(Action::Keep(Keep::Verdict(ClaimIx(claim), Some(Verdict::Accepted))));
}

#[test]
fn perspective_face_way_of_looking_and_hidden_groups_are_there_again() {
    let (_folder, path) = case();
    let mut session = open(&path);
    assert!(until(&mut session, |session| session.derived().analysis().is_some()));
    let communities = [0].into();
    session.apply(Action::SetFilter(Filter { communities, ..Filter::default() }));
    let shown = session.derived().shown().entities.clone();
    assert!(shown.len() < session.data().entities().len());
    let look = according(&session, "iran");
    session.apply(Action::Look(Some(look.clone())));
    session.apply(Action::Run(Command::Face(Face::Matrix)));
    session.apply(Action::Run(Command::Perspective(Perspective::Read)));
    assert_eq!(session.finish(), Ok(()));

    let mut again = open(&path);
    assert_eq!((again.view().perspective, again.view().face), (Perspective::Read, Face::Matrix));
    assert_eq!(again.view().look, Some(look.clone()));
    assert!(again.derived().tellings().is_some(), "and it is drawn so");
    assert!(until(&mut again, |session| session.derived().analysis().is_some()));
    assert_eq!(again.derived().shown().entities, shown, "the same group is hidden");
    assert_eq!(again.can_undo(), None, "what was read is no step");
    let steps = |session: &mut Session| {
        session.apply(Action::Hover(None));
        session.can_undo().map(str::to_owned)
    };
    assert_eq!(steps(&mut again), None, "nor is finding the group");
    // Read again, the look comes over by its ids.
    let revision = again.data().revision();
    again.apply(Action::Reload);
    assert!(until(&mut again, |session| session.data().revision() > revision));
    assert_eq!(again.view().look, Some(look));
    assert!(until(&mut again, |session| session.derived().analysis().is_some()));
    assert_eq!(again.derived().shown().entities, shown);
    again.apply(Action::Run(Command::ClearFilters));
    again.finish().unwrap();
    let mut last = open(&path);
    assert!(until(&mut last, |session| session.derived().analysis().is_some()));
    assert!(last.view().filter.is_empty());
}

#[test]
fn the_numbers_of_hidden_groups_follow_a_merge_and_undo_brings_them_back() {
    let (_folder, path) = case();
    let mut session = open(&path);
    assert!(until(&mut session, |session| session.derived().analysis().is_some()));
    let first = Arc::clone(session.derived().analysis().unwrap());
    session.apply(Action::SetFilter(Filter { communities: [1].into(), ..Filter::default() }));
    let shown = session.derived().shown().entities.clone();
    let member = first.community.iter().position(|&number| number == 1).unwrap();
    let two: Vec<EntityIx> = shown.iter().copied().take(2).collect();
    session.apply(Action::Keep(Keep::Merge(two[1], two[0])));
    assert!(until(&mut session, |session| !Arc::ptr_eq(session.derived().analysis().unwrap(), &first)));
    let now = session.derived().analysis().unwrap().community[member];
    assert_eq!(session.view().filter.communities, [now].into());
    session.apply(Action::Run(Command::Undo));
    let merged = Arc::clone(session.derived().analysis().unwrap());
    assert!(until(&mut session, |session| !Arc::ptr_eq(session.derived().analysis().unwrap(), &merged)));
    assert_eq!(session.derived().shown().entities, shown);
}

#[test]
fn a_named_view_keeps_its_hidden_group_while_another_lens_is_on() {
    let (_folder, path) = case();
    let mut session = open(&path);
    assert!(until(&mut session, |session| session.derived().analysis().is_some()));
    let first = Arc::clone(session.derived().analysis().unwrap());
    session.apply(Action::SetFilter(Filter { communities: [1].into(), ..Filter::default() }));
    let shown = session.derived().shown().entities.clone();
    session.apply(Action::Keep(Keep::SaveView("hidden".to_owned())));
    session.apply(Action::Run(Command::ClearFilters));
    // The group is named by its first member, who is seen as somebody else of it then.
    let mut group = first.community.iter().enumerate().filter(|(_, number)| **number == 1);
    let mut member = || EntityIx::new(group.next().unwrap().0);
    let (from, into) = (member(), member());
    session.apply(Action::Keep(Keep::Merge(from, into)));
    assert!(until(&mut session, |session| !Arc::ptr_eq(session.derived().analysis().unwrap(), &first)));
    let merged = Arc::clone(session.derived().analysis().unwrap());
    let named = session.views().find(|(name, _)| *name == "hidden").unwrap().1;
    assert_eq!(named.filter.communities, [merged.community[into.index()]].into());
    session.apply(Action::Keep(Keep::ShowView("hidden".to_owned())));
    assert!(until(&mut session, |session| !Arc::ptr_eq(session.derived().analysis().unwrap(), &merged)));
    assert!(session.view().lens.is_empty());
    assert_eq!(session.derived().shown().entities, shown);
}

#[test]
fn a_named_view_brings_its_merges_its_way_of_looking_and_its_face() {
    let (_folder, path) = case();
    let mut session = open(&path);
    let (a, b) = (EntityIx(0), EntityIx(1));
    session.apply(Action::Keep(Keep::SaveView("plain".to_owned())));
    session.apply(Action::Keep(Keep::Merge(b, a)));
    let look = according(&session, "iran");
    session.apply(Action::Look(Some(look.clone())));
    session.apply(Action::Run(Command::Face(Face::Claims)));
    session.apply(Action::Keep(Keep::SaveView("iran tells".to_owned())));
    session.finish().unwrap();
    let mut again = open(&path);
    again.apply(Action::Keep(Keep::ShowView("plain".to_owned())));
    assert!(
        again.view().lens.is_empty() && again.view().look.is_none() && again.derived().tellings().is_none()
    );
    assert_eq!(again.view().face, Face::Graph);
    again.apply(Action::Keep(Keep::ShowView("iran tells".to_owned())));
    assert_eq!((again.view().look.as_ref(), again.view().face), (Some(&look), Face::Claims));
    assert_eq!(again.view().lens.target(b), a);
    again.apply(Action::Run(Command::Undo));
    assert!(again.view().lens.is_empty() && again.view().look.is_none());
}

#[test]
fn what_the_case_has_no_longer_is_left_out_with_a_note_and_stays_in_the_file() {
    let (_folder, path) = case();
    let text = r#"{"format": "attache-workspace/1", "case": {"file": "case.json"},
        "view": {"way": {"according": {"teller": {"speaker": "atlantis"}}}}}"#;
    std::fs::write(beside(&path), text).unwrap();
    let mut session = open(&path);
    assert_eq!(session.view().look, None);
    assert!(told(&session, "This case has no “atlantis”, so views go without: "));
    accept(&mut session, 0);
    session.finish().unwrap();
    assert!(std::fs::read_to_string(beside(&path)).unwrap().contains("atlantis"));
}

#[test]
fn two_windows_on_one_file_merge_and_neither_loses_a_verdict() {
    let (folder, path) = case();
    let (mut mine, mut theirs) = (open(&path), open(&path));
    accept(&mut theirs, 1);
    theirs.apply(Action::Keep(Keep::Note(ClaimIx(2), "theirs".to_owned())));
    theirs.finish().unwrap();
    accept(&mut mine, 0);
    mine.apply(Action::Keep(Keep::Verdict(ClaimIx(1), Some(Verdict::Unsure))));
    assert!(until(&mut mine, |session| session.passing().question == Some(Question::ChangedByOther)));
    mine.apply(Action::Keep(Keep::Answer(Answer::Merge)));
    // What is done while they are merged is not lost either.
    accept(&mut mine, 3);
    let noted = EntityIx(2);
    mine.apply(Action::Keep(Keep::EntityNote(noted, "meanwhile".to_owned())));
    mine.apply(Action::Keep(Keep::Merge(EntityIx(1), EntityIx(0))));
    mine.apply(Action::Keep(Keep::SaveView("meanwhile".to_owned())));
    assert!(until(&mut mine, |session| session.review().note(ClaimIx(2)) == "theirs"));
    assert!(told(&mine, "Merged: ") && mine.passing().question.is_none());
    let check = |session: &Session| {
        let review = session.review();
        let verdicts = [0, 3].map(|claim| review.verdict(ClaimIx(claim)));
        assert_eq!(verdicts, [Some(Verdict::Accepted); 2]);
        assert!(review.verdict(ClaimIx(1)).is_some());
        assert!(review.note(ClaimIx(1)).starts_with("Other verdict: "), "{}", review.note(ClaimIx(1)));
        assert_eq!(review.note(ClaimIx(2)), "theirs");
        assert_eq!(review.notes.get(&noted).map(String::as_str), Some("meanwhile"));
        assert_eq!(session.view().lens.target(EntityIx(1)), EntityIx(0));
        assert!(session.views().any(|(name, _)| name == "meanwhile"));
    };
    check(&mine);
    mine.finish().unwrap();
    check(&open(&path));
    assert!(folder.path().join("case.workspace.json.other").exists());
}

#[test]
fn what_one_window_takes_back_does_not_return_from_the_other() {
    let (_folder, path) = case();
    let mut first = open(&path);
    accept(&mut first, 0);
    accept(&mut first, 1);
    first.apply(Action::Keep(Keep::SaveView("old".to_owned())));
    first.finish().unwrap();
    let (mut mine, mut theirs) = (open(&path), open(&path));
    accept(&mut theirs, 2);
    theirs.finish().unwrap();
    mine.apply(Action::Keep(Keep::Verdict(ClaimIx(0), None)));
    mine.apply(Action::Keep(Keep::ForgetView("old".to_owned())));
    assert!(until(&mut mine, |session| session.passing().question == Some(Question::ChangedByOther)));
    mine.apply(Action::Keep(Keep::Answer(Answer::Merge)));
    assert!(until(&mut mine, |session| session.review().verdict(ClaimIx(2)).is_some()));
    mine.finish().unwrap();
    let again = open(&path);
    let verdicts = [0, 1, 2].map(|claim| again.review().verdict(ClaimIx(claim)));
    assert_eq!(verdicts, [None, Some(Verdict::Accepted), Some(Verdict::Accepted)]);
    assert_eq!(again.views().count(), 0);
}

#[test]
fn what_is_not_saved_is_counted_against_the_file_also_after_the_case_was_read_again() {
    let (_folder, path) = case();
    let mut session = open(&path);
    accept(&mut session, 0);
    session.finish().unwrap();
    let mut session = open(&path);
    // Another claim stands first from now on: indices are others.
    let text = std::fs::read_to_string(&path).unwrap();
    let first = r#""claims": [{"id": "new", "subject": "iran", "predicate": "warns", "object": "iran"},"#;
    let newer = text.replacen("\"claims\": [", first, 1);
    assert_ne!(newer, text);
    std::fs::write(&path, newer).unwrap();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.data().find_claim("new").is_some()));
    std::fs::remove_file(beside(&path)).unwrap();
    std::fs::create_dir(beside(&path)).unwrap();
    let new = session.data().find_claim("new").unwrap();
    session.apply(Action::Keep(Keep::Note(new, "mine".to_owned())));
    session.apply(Action::Run(Command::Quit));
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    assert_eq!(session.obstacle().unwrap().unsaved, "1 note");
    session.apply(Action::Leave(Leave::WithoutSaving));
    session.finish().unwrap();
}

#[test]
fn a_workspace_that_is_not_where_it_was_put_is_missed_aloud() {
    let (folder, path) = case();
    let file = folder.path().join("settings.json");
    let settings = |file: &Path| Settings {
        keeping: Keeping::Work(None),
        file: Some(file.to_owned()),
        ..Settings::load_from(file)
    };
    let mut session = open_with(&path, settings(&file));
    let elsewhere = folder.path().join("elsewhere.json");
    accept(&mut session, 0);
    session.apply(Action::Keep(Keep::SaveAs(elsewhere.clone())));
    let kept = || std::fs::read_to_string(&file).is_ok_and(|text| text.contains("elsewhere"));
    assert!(until(&mut session, |_| elsewhere.is_file() && kept()));
    session.finish().unwrap();
    std::fs::rename(&elsewhere, folder.path().join("moved.json")).unwrap();
    let again = open_with(&path, settings(&file));
    assert!(told(&again, "The workspace is not where it was put, "), "{:?}", again.passing().notices);
}

/// A session whose workspace cannot be saved because a folder stands in its place, with a verdict.
fn blocked(path: &Path, settings: Settings) -> Session {
    std::fs::create_dir(beside(path)).unwrap();
    let mut session = open_with(path, settings);
    accept(&mut session, 0);
    session
}

fn keeping() -> Settings {
    Settings { keeping: Keeping::Work(None), ..Settings::default() }
}

#[test]
fn leaving_with_unsaved_work_is_asked_about_and_each_answer_does_what_it_says() {
    let (_folder, path) = case();
    let mut session = blocked(&path, keeping());
    session.apply(Action::Run(Command::Quit));
    assert!(!session.passing().quit && session.is_leaving());
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    let obstacle = session.obstacle().unwrap();
    let Stuck::Failed(why) = &obstacle.stuck else { panic!("{obstacle:?}") };
    assert!(why.starts_with("Could not save the workspace: ") && why.ends_with("case.workspace.json"));
    assert_eq!(obstacle.unsaved, "1 verdict");

    session.apply(Action::Leave(Leave::Cancel));
    assert!(session.obstacle().is_none() && !session.passing().quit);
    session.apply(Action::Run(Command::Quit));
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    std::fs::remove_dir(beside(&path)).unwrap();
    session.apply(Action::Leave(Leave::TryAgain));
    // What was in its place is looked at anew.
    assert!(until(&mut session, |session| session.passing().quit), "{:?}", session.obstacle());
    session.finish().unwrap();
    assert_eq!(open(&path).review().verdict(ClaimIx(0)), Some(Verdict::Accepted));

    let (_folder, path) = case();
    let mut session = blocked(&path, keeping());
    session.apply(Action::Run(Command::Quit));
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    session.apply(Action::Leave(Leave::WithoutSaving));
    assert!(session.passing().quit);
    assert_eq!(session.finish(), Ok(()), "nothing is left to be saved or rescued");
}

#[test]
fn saved_under_another_name_it_is_read_there_the_next_time() {
    let (folder, path) = case();
    let own = folder.path().join("own");
    let file = folder.path().join("settings.json");
    let settings = |file: &Path| Settings {
        keeping: Keeping::Work(Some(own.clone())),
        file: Some(file.to_owned()),
        ..Settings::load_from(file)
    };
    let mut session = blocked(&path, settings(&file));
    session.apply(Action::Run(Command::Quit));
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    // Nothing that is there is written over.
    let taken = folder.path().join("taken.json");
    std::fs::write(&taken, "mine").unwrap();
    session.apply(Action::Keep(Keep::SaveAs(taken.clone())));
    let tried = |session: &Session| session.obstacle().and_then(|obstacle| obstacle.tried.clone());
    assert!(until(&mut session, |session| tried(session).is_some()));
    assert!(tried(&session).unwrap().contains("a file of this name is there already"));
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
    let other = session.other_workspace_path();
    assert!(other.starts_with(&own));
    session.apply(Action::Keep(Keep::SaveAs(other.clone())));
    assert!(until(&mut session, |session| session.passing().quit));
    session.finish().unwrap();
    let mut again = open_with(&path, settings(&file));
    assert_eq!(again.review().verdict(ClaimIx(0)), Some(Verdict::Accepted));
    assert_eq!(again.workspace_path().unwrap().file_name(), other.file_name());
    accept(&mut again, 1);
    again.finish().unwrap();
    assert!(std::fs::metadata(beside(&path)).unwrap().is_dir(), "what stands beside the case is untouched");
    assert_eq!(open_with(&path, settings(&file)).review().verdicts.len(), 2);
}

#[test]
fn another_case_is_opened_once_the_work_on_this_one_is_saved() {
    let (_folder, path) = case();
    let mut session = blocked(&path, keeping());
    session.apply(Action::Select(Item::Claim(ClaimIx(0)), Click::Only));
    session.apply(Action::OpenBundled);
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    assert_eq!(session.source().path(), Some(&path), "not yet");
    session.apply(Action::Leave(Leave::Cancel));
    assert_eq!(session.review().verdict(ClaimIx(0)), Some(Verdict::Accepted));
    session.apply(Action::OpenBundled);
    assert!(until(&mut session, |session| session.obstacle().is_some()));
    session.apply(Action::Leave(Leave::WithoutSaving));
    assert_eq!(session.source(), &Source::Bundled);
    session.finish().unwrap();
}

#[test]
fn what_somebody_else_saved_is_asked_about_before_the_window_closes() {
    let (_folder, path) = case();
    let (mut mine, mut theirs) = (open(&path), open(&path));
    accept(&mut theirs, 1);
    theirs.finish().unwrap();
    accept(&mut mine, 0);
    mine.apply(Action::Run(Command::Quit));
    assert!(until(&mut mine, |session| session.obstacle().is_some()));
    assert_eq!(mine.obstacle().unwrap().stuck, Stuck::Asked(Question::ChangedByOther));
    mine.apply(Action::Leave(Leave::Cancel));
    assert_eq!(mine.passing().question, Some(Question::ChangedByOther), "it stays open");
    mine.apply(Action::Run(Command::Quit));
    assert!(until(&mut mine, |session| session.obstacle().is_some()));
    mine.apply(Action::Keep(Keep::Answer(Answer::Merge)));
    assert!(until(&mut mine, |session| session.passing().quit));
    mine.finish().unwrap();
    assert_eq!(open(&path).review().verdicts.len(), 2);
}
