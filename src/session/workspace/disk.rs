//! Replacing a file so that a whole one is there at every moment, whatever stops the program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What happens on the way, so that tests can make each step fail.
pub trait Steps {
    /// Called before each step with its name.
    ///
    /// # Errors
    /// The step is to fail so.
    fn before(&self, _step: &'static str) -> io::Result<()> {
        Ok(())
    }

    /// Writes the bytes.
    ///
    /// # Errors
    /// What the file system says.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }
}

/// Nothing is made to fail.
#[derive(Clone, Copy, Debug)]
pub struct Sure;

impl Steps for Sure {}

/// A path with something behind its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A name beside a file that nobody else has: of this process and this moment.
fn passing_name(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = with_ending(path, &format!(".part-{}-{count}", std::process::id()));
        // One that a killed program of the same number left behind may have it.
        if !exists(&name) {
            return name;
        }
    }
}

/// Where the file before the last is kept.
pub(super) fn backup_of(path: &Path) -> PathBuf {
    with_ending(path, ".bak")
}

/// Replaces a file. `previous` says what becomes of the one that is there, and may call it off (`false`).
///
/// The bytes go into a file of another name, are forced to the disk, read again and compared. Only then does
/// that file take the name, in one step of the file system; until then the old one has it.
///
/// # Errors
/// What the file system says; the file that was there is there still, and nothing is left beside it.
pub(super) fn replace(
    path: &Path,
    bytes: &[u8],
    steps: &dyn Steps,
    previous: &mut dyn FnMut() -> io::Result<bool>,
) -> io::Result<bool> {
    let part = passing_name(path);
    let done = prepare(path, &part, bytes, steps).and_then(|()| {
        steps.before("previous")?;
        if !previous()? {
            return Ok(false);
        }
        steps.before("replace")?;
        fs::rename(&part, path)?;
        Ok(true)
    });
    if !matches!(done, Ok(true)) {
        // What is left of it helps nobody; where it cannot be removed it hurts nobody either.
        let _ = fs::remove_file(&part);
    } else if let Some(folder) = path.parent() {
        // The new name is forced to the disk too. Some file systems cannot; then it gets there in time.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    done
}

fn prepare(path: &Path, part: &Path, bytes: &[u8], steps: &dyn Steps) -> io::Result<()> {
    steps.before("create")?;
    let mut file = File::options().write(true).create_new(true).open(part)?;
    steps.write(&mut file, bytes)?;
    steps.before("sync")?;
    file.sync_all()?;
    if let Ok(old) = fs::metadata(path) {
        // Who may read it stays as it was; a file system without such rights has none to keep.
        let _ = file.set_permissions(old.permissions());
    }
    drop(file);
    steps.before("compare")?;
    if fs::read(part)? == bytes {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidData, "what was written reads differently"))
    }
}

/// Gives a file's content a second name, in place of what had that name before. The file keeps its own.
///
/// # Errors
/// What the file system says.
pub(super) fn keep_as(path: &Path, name: &Path) -> io::Result<()> {
    let part = passing_name(name);
    // A file system without hard links gets a copy.
    if fs::hard_link(path, &part).is_err() {
        fs::copy(path, &part).and_then(|_| File::open(&part)?.sync_all()).inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })?;
    }
    let renamed = fs::rename(&part, name);
    // Where both names are of one file already, renaming does nothing and leaves the first.
    let _ = fs::remove_file(&part);
    renamed
}

/// The first free name for something that is put aside: `x.json.other`, `x.json.other-2` …
pub(super) fn free_name(path: &Path, ending: &str) -> PathBuf {
    let first = with_ending(path, &format!(".{ending}"));
    let numbered = (2..10_000).map(|n| with_ending(path, &format!(".{ending}-{n}")));
    std::iter::once(first).chain(numbered).find(|name| !exists(name)).unwrap_or_else(|| passing_name(path))
}

/// Whether something has this name, a link that leads nowhere included.
fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes what a program that was killed while saving left behind, unless it may still be at it.
pub(super) fn tidy(path: &Path) {
    const OLD: std::time::Duration = std::time::Duration::from_mins(1);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return };
    let Ok(entries) = fs::read_dir(folder) else { return };
    let start = name.to_string_lossy().into_owned();
    for entry in entries.flatten() {
        let ours = entry
            .file_name()
            .to_string_lossy()
            .strip_prefix(&start)
            .is_some_and(|rest| rest.starts_with(".part-") || rest.starts_with(".bak.part-"));
        let modified = || entry.metadata().and_then(|meta| meta.modified()).ok();
        let old = || modified().and_then(|at| at.elapsed().ok()).is_some_and(|age| age > OLD);
        if ours && old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}
