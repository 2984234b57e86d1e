//! What the thread that saves tells when a disk fails, when somebody else saves, and when somebody waits for it.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use super::super::apply;
use super::*;
use crate::model::{Claim, ClaimIx, DatasetBuilder, Entity, EntityIx, KindTable};
use crate::session::review::{Review, Verdict};

/// A disk that is full until room is made.
struct Full(Arc<Mutex<bool>>, Cell<u32>);

impl Steps for Full {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if *self.0.lock().unwrap() {
            self.1.set(self.1.get() + 1);
            return Err(io::ErrorKind::StorageFull.into());
        }
        Sure.write(file, bytes)
    }
}

fn case() -> Arc<Dataset> {
    let kind = KindTable::default().find("militia").unwrap();
    let claims = ["x", "y"].map(|id| Claim::new(id, EntityIx(0), "arms", None));
    let entities = vec![Entity::new("a", "A", kind)];
    Arc::new(DatasetBuilder { entities, claims: claims.into(), ..DatasetBuilder::default() }.build(1))
}

fn job(data: &Arc<Dataset>, claim: u32, verdict: Verdict) -> Job {
    let mut review = Review::default();
    review.set_verdict(ClaimIx(claim), Some(verdict), 7);
    let state = State { review: Arc::new(review), ..apply(&Workspace::default(), data) };
    Job { base: Arc::default(), read: Arc::default(), data: Arc::clone(data), case: CaseId::default(), state }
}

fn saver(path: &Path, full: &Arc<Mutex<bool>>) -> (Saver, Receiver<Told>) {
    let (sender, receiver) = channel();
    let tell = Box::new(move |told| drop(sender.send(told)));
    let steps = Box::new(Full(Arc::clone(full), Cell::new(0)));
    (Saver::spawn_with(Store::open(path).0, None, steps, tell), receiver)
}

fn hear(receiver: &Receiver<Told>) -> Told {
    receiver.recv_timeout(Duration::from_secs(10)).unwrap()
}

fn flushed(saver: &Saver, receiver: &Receiver<Told>) -> Result<(), Stuck> {
    assert!(saver.flush());
    loop {
        if let Told::Flushed(done) = hear(receiver) {
            return done;
        }
    }
}

fn verdicts(path: &Path) -> Vec<String> {
    match Store::open(path).1 {
        Found::Whole(workspace) => workspace.verdicts.into_keys().collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_full_disk_is_told_to_who_waits_and_with_room_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    let full = Arc::new(Mutex::new(true));
    let (saver, receiver) = saver(&path, &full);
    let data = case();
    assert_eq!(flushed(&saver, &receiver), Ok(()), "nothing to save is saved");
    saver.changed(job(&data, 0, Verdict::Accepted));
    let words = format!("Could not save the workspace: disk full: {}", saver_path(&path).display());
    assert_eq!(flushed(&saver, &receiver), Err(Stuck::Failed(words.clone())));
    assert_eq!((saver.failed(), saver.is_behind()), (Some(words), true));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    *full.lock().unwrap() = false;
    assert_eq!(flushed(&saver, &receiver), Ok(()));
    assert_eq!((saver.failed(), saver.is_behind(), verdicts(&path)), (None, false, vec!["x".to_owned()]));
}

/// A folder of its own may lie behind a link.
fn saver_path(path: &Path) -> PathBuf {
    Store::open(path).0.path().to_owned()
}

#[test]
fn what_is_discarded_is_not_saved_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    let full = Arc::new(Mutex::new(true));
    let (saver, receiver) = saver(&path, &full);
    saver.changed(job(&case(), 0, Verdict::Accepted));
    assert!(flushed(&saver, &receiver).is_err());
    *full.lock().unwrap() = false;
    saver.discard();
    assert_eq!(saver.finish(), Ok(()));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn saved_under_another_name_it_lies_there_from_then_on_and_no_file_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("case.workspace.json"), folder.path().join("other.json"));
    std::fs::create_dir(&path).unwrap();
    let full = Arc::new(Mutex::new(false));
    let (saver, receiver) = saver(&path, &full);
    let data = case();
    std::fs::write(&other, "somebody's").unwrap();
    saver.save_as(other.clone(), false, job(&data, 0, Verdict::Accepted));
    let Told::Failed(why, true) = hear(&receiver) else { panic!("it was not refused") };
    assert!(why.contains("a file of this name is there already"), "{why}");
    assert_eq!(std::fs::read(&other).unwrap(), b"somebody's");
    std::fs::remove_file(&other).unwrap();
    saver.save_as(other.clone(), false, job(&data, 0, Verdict::Accepted));
    assert!(matches!(hear(&receiver), Told::SavedAs(at) if at.ends_with("other.json")));
    saver.changed(job(&data, 1, Verdict::Unsure));
    assert_eq!(flushed(&saver, &receiver), Ok(()));
    assert_eq!(verdicts(&other), ["y"]);
    let nowhere = folder.path().join("none/x.json");
    saver.save_as(nowhere, false, job(&data, 0, Verdict::Accepted));
    assert!(matches!(hear(&receiver), Told::Failed(why, true) if why.contains("there is no such folder")));
}

#[test]
fn a_merge_that_cannot_be_saved_leaves_the_other_workspace_and_asks_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    let (data, room) = (case(), Arc::new(Mutex::new(false)));
    let full = Arc::new(Mutex::new(false));
    let ((mine, mine_told), (theirs, theirs_told)) = (saver(&path, &full), saver(&path, &room));
    theirs.changed(job(&data, 1, Verdict::Unsure));
    assert_eq!(flushed(&theirs, &theirs_told), Ok(()));
    mine.changed(job(&data, 0, Verdict::Accepted));
    let asked = Err(Stuck::Asked(Question::ChangedByOther));
    assert_eq!(flushed(&mine, &mine_told), asked);
    assert_eq!(flushed(&mine, &mine_told), asked, "until it is answered");
    *full.lock().unwrap() = true;
    mine.answer(Answer::Merge, job(&data, 0, Verdict::Accepted));
    assert!(matches!(hear(&mine_told), Told::Failed(why, true) if why.contains("disk full")));
    assert!(matches!(hear(&mine_told), Told::Ask(Question::ChangedByOther)));
    assert_eq!(verdicts(&path), ["y"]);
    *full.lock().unwrap() = false;
    mine.answer(Answer::Merge, job(&data, 0, Verdict::Accepted));
    assert!(matches!(hear(&mine_told), Told::Theirs(_)));
    assert_eq!(verdicts(&path), ["x", "y"]);
    // Until the window has what was merged, it cannot save over it.
    mine.changed(job(&data, 0, Verdict::Accepted));
    assert_eq!(flushed(&mine, &mine_told), asked);
    mine.heard();
    assert_eq!((flushed(&mine, &mine_told), verdicts(&path)), (Ok(()), vec!["x".to_owned(), "y".to_owned()]));
}

#[test]
fn an_answer_that_fails_is_asked_for_again_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    let (data, room) = (case(), Arc::new(Mutex::new(false)));
    let ((mine, told), (theirs, theirs_told)) = (saver(&path, &room), saver(&path, &room));
    theirs.changed(job(&data, 1, Verdict::Unsure));
    assert_eq!(flushed(&theirs, &theirs_told), Ok(()));
    mine.changed(job(&data, 0, Verdict::Accepted));
    assert!(flushed(&mine, &told).is_err());
    // Nothing can be put aside in a folder that is gone.
    let away = folder.path().with_extension("away");
    std::fs::rename(folder.path(), &away).unwrap();
    std::fs::write(folder.path(), "no folder").unwrap();
    for answer in [Answer::TakeTheirs, Answer::KeepMine, Answer::Merge] {
        mine.answer(answer, job(&data, 0, Verdict::Accepted));
        match hear(&told) {
            Told::Failed(_, true) => {
                assert!(matches!(hear(&told), Told::Ask(Question::ChangedByOther)), "{answer:?}");
                assert!(mine.is_behind() && mine.failed().is_some(), "{answer:?}");
            }
            // Where nothing is left to put aside, keeping what is here fails for want of a folder.
            other => panic!("{answer:?}: {other:?}"),
        }
    }
    std::fs::remove_file(folder.path()).unwrap();
    std::fs::rename(&away, folder.path()).unwrap();
    mine.answer(Answer::Merge, job(&data, 0, Verdict::Accepted));
    assert!(matches!(hear(&told), Told::Theirs(_)));
    assert_eq!(verdicts(&path), ["x", "y"]);
}

#[test]
fn what_is_changed_while_it_is_written_is_saved_next() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("case.workspace.json"), folder.path().join("other.json"));
    let (saver, receiver) = saver(&path, &Arc::new(Mutex::new(false)));
    let data = case();
    saver.save_as(other.clone(), false, job(&data, 0, Verdict::Accepted));
    assert!(matches!(hear(&receiver), Told::SavedAs(_)));
    assert!(!saver.is_behind(), "it was taken, not copied");
    saver.changed(job(&data, 1, Verdict::Unsure));
    assert_eq!((flushed(&saver, &receiver), verdicts(&other)), (Ok(()), vec!["y".to_owned()]));
}
