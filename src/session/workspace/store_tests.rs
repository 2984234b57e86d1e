//! What happens to a workspace file when saving goes wrong.

use std::cell::Cell;
use std::fs::File;
use std::io::Write;

use super::super::disk::Sure;
use super::super::file::Note;
use super::*;

fn workspace(note: &str) -> Workspace {
    let note = Note { note: note.to_owned(), ..Note::default() };
    let verdicts = [("c1".to_owned(), note)].into();
    Workspace { format: super::super::FORMAT.to_owned(), verdicts, ..Workspace::default() }
}

fn note_of(found: &Found) -> &str {
    match found {
        Found::Whole(workspace) | Found::Backup(workspace, _) => &workspace.verdicts["c1"].note,
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.workspace.json");
    (folder, path)
}

#[test]
fn what_was_saved_is_found_and_the_one_before_is_the_backup() {
    let (folder, path) = place();
    let (mut store, found) = Store::open(&path);
    assert_eq!(found, Found::Nothing);
    assert_eq!(store.save(&mut workspace("one"), &Sure), Outcome::Saved);
    assert_eq!(names(folder.path()), ["case.workspace.json"]);
    assert_eq!(store.save(&mut workspace("two"), &Sure), Outcome::Saved);
    assert_eq!(store.save(&mut workspace("three"), &Sure), Outcome::Saved);
    assert_eq!(names(folder.path()), ["case.workspace.json", "case.workspace.json.bak"]);
    let (_, found) = Store::open(&path);
    assert_eq!(note_of(&found), "three");
    assert!(matches!(&found, Found::Whole(workspace) if workspace.generation == 3));
    assert_eq!(note_of(&look_at(&disk::backup_of(&path)).0), "two");
}

/// Fails one step, as a full disk does: half of the bytes are written.
struct Fails(&'static str, Cell<bool>);

impl Steps for Fails {
    fn before(&self, step: &'static str) -> io::Result<()> {
        if step == self.0 {
            self.1.set(true);
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if self.0 == "write" {
            file.write_all(&bytes[..bytes.len() / 2])?;
        }
        self.before("write")?;
        file.write_all(bytes)
    }
}

#[test]
fn whichever_step_fails_the_file_is_as_it_was_and_nothing_is_left_behind() {
    for step in ["create", "write", "sync", "compare", "previous", "replace"] {
        let (folder, path) = place();
        let (mut store, _) = Store::open(&path);
        assert_eq!(store.save(&mut workspace("one"), &Sure), Outcome::Saved);
        assert_eq!(store.save(&mut workspace("two"), &Sure), Outcome::Saved);
        let fails = Fails(step, Cell::new(false));
        let outcome = store.save(&mut workspace("three"), &fails);
        assert!(fails.1.get(), "{step} was come to");
        let words = format!("Could not save the workspace: disk full: {}", path.display());
        assert_eq!(outcome, Outcome::Failed(words), "{step}");
        assert_eq!(names(folder.path()), ["case.workspace.json", "case.workspace.json.bak"], "{step}");
        assert_eq!(note_of(&Store::open(&path).1), "two", "{step}");
        assert_eq!(
            store.save(&mut workspace("four"), &Sure),
            Outcome::Saved,
            "{step}: it can be tried again"
        );
        assert_eq!(note_of(&Store::open(&path).1), "four", "{step}");
    }
}

/// Writes something else than it was given, as a failing disk does.
struct Garbles;

impl Steps for Garbles {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(&bytes.to_ascii_uppercase())
    }
}

#[test]
fn what_reads_differently_than_it_was_written_replaces_nothing() {
    let (_folder, path) = place();
    let (mut store, _) = Store::open(&path);
    assert_eq!(store.save(&mut workspace("one"), &Sure), Outcome::Saved);
    assert!(
        matches!(store.save(&mut workspace("two"), &Garbles), Outcome::Failed(why) if why.contains("differently"))
    );
    assert_eq!(note_of(&Store::open(&path).1), "one");
}

#[test]
fn a_broken_file_gives_the_backup_and_is_put_aside_and_does_not_become_the_backup() {
    let (folder, path) = place();
    let (mut store, _) = Store::open(&path);
    for note in ["one", "two"] {
        assert_eq!(store.save(&mut workspace(note), &Sure), Outcome::Saved);
    }
    let whole = fs::read(&path).unwrap();
    for cut in [0, 1, 40, whole.len() - 3] {
        fs::write(&path, &whole[..cut]).unwrap();
        let found = Store::open(&path).1;
        assert_eq!(note_of(&found), "one");
        assert!(matches!(found, Found::Backup(_, why) if why.contains("damaged") || why.contains("empty")));
    }
    let (mut store, _) = Store::open(&path);
    assert_eq!(store.save(&mut workspace("three"), &Sure), Outcome::Saved);
    assert_eq!(
        names(folder.path()),
        ["case.workspace.json", "case.workspace.json.bak", "case.workspace.json.broken"]
    );
    assert_eq!(note_of(&Store::open(&path).1), "three");
    assert_eq!(note_of(&look_at(&disk::backup_of(&path)).0), "one", "the last good one");
    fs::remove_file(disk::backup_of(&path)).unwrap();
    fs::write(&path, "nothing of ours").unwrap();
    let (mut store, found) = Store::open(&path);
    assert!(matches!(found, Found::Broken(_)));
    assert_eq!(store.save(&mut workspace("four"), &Sure), Outcome::Saved);
    assert_eq!(fs::read(disk::with_ending(&path, ".broken-2")).unwrap(), b"nothing of ours");
}

#[test]
fn a_missing_file_gives_the_backup() {
    let (_folder, path) = place();
    let (mut store, _) = Store::open(&path);
    for note in ["one", "two"] {
        assert_eq!(store.save(&mut workspace(note), &Sure), Outcome::Saved);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(note_of(&Store::open(&path).1), "one");
}

#[test]
fn what_another_program_saved_is_not_written_over() {
    let (folder, path) = place();
    let (mut mine, _) = Store::open(&path);
    assert_eq!(mine.save(&mut workspace("mine"), &Sure), Outcome::Saved);
    let (mut theirs, _) = Store::open(&path);
    assert_eq!(theirs.save(&mut workspace("theirs"), &Sure), Outcome::Saved);
    assert_eq!(mine.save(&mut workspace("mine again"), &Sure), Outcome::ChangedByOther);
    assert_eq!(note_of(&Store::open(&path).1), "theirs");
    assert_eq!(names(folder.path()).len(), 2, "nothing is left behind");
    let aside = mine.put_theirs_aside().unwrap().unwrap();
    assert_eq!(mine.save(&mut workspace("mine again"), &Sure), Outcome::Saved);
    assert_eq!(note_of(&Store::open(&path).1), "mine again");
    assert_eq!(note_of(&look_at(&aside).0), "theirs");
    assert_eq!(theirs.save(&mut workspace("x"), &Sure), Outcome::ChangedByOther);
    let beside = theirs.put_mine_aside(&workspace("x")).unwrap();
    assert_eq!(note_of(&theirs.look()), "mine again");
    assert_eq!(note_of(&look_at(&beside).0), "x");
    assert_eq!(theirs.save(&mut workspace("y"), &Sure), Outcome::Saved);
    fs::remove_file(&path).unwrap();
    assert_eq!(theirs.save(&mut workspace("z"), &Sure), Outcome::ChangedByOther, "removed by somebody");
}

#[test]
fn a_file_that_appeared_meanwhile_is_not_written_over() {
    let (_folder, path) = place();
    let (mut store, found) = Store::open(&path);
    assert_eq!(found, Found::Nothing);
    fs::write(&path, "somebody's").unwrap();
    assert_eq!(store.save(&mut workspace("mine"), &Sure), Outcome::ChangedByOther);
    assert_eq!(fs::read(&path).unwrap(), b"somebody's");
}

#[test]
fn a_later_version_a_folder_and_a_read_only_file_are_left_alone() {
    let (_folder, path) = place();
    let later = r#"{"format": "attache-workspace/2", "verdicts": 7}"#;
    fs::write(&path, later).unwrap();
    let (mut store, found) = Store::open(&path);
    assert!(matches!(found, Found::Refused(why) if why.contains("attache-workspace/2")));
    assert!(matches!(store.save(&mut workspace("mine"), &Sure), Outcome::Failed(_)));
    assert_eq!(fs::read_to_string(&path).unwrap(), later);

    let (_folder, path) = place();
    fs::create_dir(&path).unwrap();
    let (mut store, found) = Store::open(&path);
    assert!(matches!(found, Found::Refused(_)));
    let words =
        format!("Could not save the workspace: a folder stands in its place: {}", store.path().display());
    assert_eq!(store.save(&mut workspace("mine"), &Sure), Outcome::Failed(words));
    // Once nothing stands there, it can be saved; what somebody else put there is asked about.
    fs::remove_dir(&path).unwrap();
    fs::write(&path, workspace("theirs").bytes().unwrap()).unwrap();
    assert_eq!(store.save(&mut workspace("mine"), &Sure), Outcome::ChangedByOther);
    assert_eq!(store.save(&mut workspace("mine"), &Sure), Outcome::ChangedByOther);
    fs::remove_file(&path).unwrap();
    assert_eq!(store.save(&mut workspace("mine"), &Sure), Outcome::Saved);

    let (_folder, path) = place();
    let (mut store, _) = Store::open(&path);
    assert_eq!(store.save(&mut workspace("one"), &Sure), Outcome::Saved);
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    assert!(
        matches!(store.save(&mut workspace("two"), &Sure), Outcome::Failed(why) if why.contains("may not be written"))
    );
    assert_eq!(note_of(&Store::open(&path).1), "one");
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_nothing_can_be_written_into_says_so_with_the_path_last() {
    let path = Path::new("/proc/self/case.workspace.json");
    let (mut store, found) = Store::open(path);
    assert_eq!(found, Found::Nothing);
    let Outcome::Failed(why) = store.save(&mut workspace("mine"), &Sure) else { panic!("saved into /proc") };
    assert!(
        why.starts_with("Could not save the workspace: ") && why.ends_with("case.workspace.json"),
        "{why}"
    );
}

#[test]
#[cfg(unix)]
fn a_link_stays_a_link_and_a_pipe_is_not_opened() {
    let (folder, path) = place();
    let far = folder.path().join("far.json");
    let (mut store, _) = Store::open(&far);
    assert_eq!(store.save(&mut workspace("one"), &Sure), Outcome::Saved);
    std::os::unix::fs::symlink(&far, &path).unwrap();
    let (mut store, found) = Store::open(&path);
    assert_eq!(note_of(&found), "one");
    assert_eq!(store.save(&mut workspace("two"), &Sure), Outcome::Saved);
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    assert_eq!(note_of(&Store::open(&far).1), "two");
    let (mut device, found) = Store::open(Path::new("/dev/full"));
    assert!(matches!(found, Found::Refused(_)));
    assert!(matches!(device.save(&mut workspace("x"), &Sure), Outcome::Failed(_)));
}

#[test]
fn what_a_killed_program_left_behind_is_removed_once_it_is_old() {
    let (folder, path) = place();
    let old = disk::with_ending(&path, ".part-1-0");
    let new = disk::with_ending(&path, ".bak.part-2-0");
    fs::write(&new, "half").unwrap();
    fs::write(&old, "half").unwrap();
    let hour = std::time::Duration::from_hours(1);
    let past = std::time::SystemTime::now() - hour;
    File::options().write(true).open(&old).unwrap().set_modified(past).unwrap();
    let _ = Store::open(&path);
    assert_eq!(names(folder.path()), ["case.workspace.json.bak.part-2-0"]);
}
