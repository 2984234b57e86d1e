//! A workspace file: reading it, saving it, and noticing that somebody else did.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Workspace;
use super::disk::{self, Steps};

/// The largest workspace that is read, in bytes: a verdict and a page of notes on each of a million claims.
const LARGEST: u64 = 1 << 30;

/// What is at a workspace's place.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// No workspace.
    Nothing,
    /// A whole one.
    Whole(Box<Workspace>),
    /// A whole one under the name of the backup, and what is wrong with the file itself.
    Backup(Box<Workspace>, String),
    /// Something that is no whole workspace, and no backup. It is put aside before anything is saved.
    Broken(String),
    /// Something that must not be written over, and why.
    Refused(String),
}

/// How a save ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is on the disk.
    Saved,
    /// Another program changed the file since it was read or saved; it was left as it is.
    ChangedByOther,
    /// It could not be saved, and why, with the path last. The file is as it was.
    Failed(String),
}

/// The content of a file in few bytes.
pub(super) type Print = [u8; 32];

fn print_of(bytes: &[u8]) -> Print {
    Sha256::digest(bytes).into()
}

/// A workspace file and what was in it when it was last read or saved here.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// `None` where there was no file.
    seen: Option<Print>,
    generation: u64,
    refused: Option<String>,
    /// Whether saving may make the folder.
    makes_folder: bool,
}

impl Store {
    /// Looks at what is at a path. Where that is a link, the file it leads to is the workspace.
    pub fn open(path: &Path) -> (Self, Found) {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        disk::tidy(&path);
        let mut store = Self { path, seen: None, generation: 0, refused: None, makes_folder: false };
        let found = store.look();
        (store, found)
    }

    /// The same store, which makes its folder when it saves: the program's own, not one that a person removed.
    pub fn with_folder(self) -> Self {
        Self { makes_folder: true, ..self }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there was a file when it was last read or saved.
    pub fn exists(&self) -> bool {
        self.seen.is_some()
    }

    /// Looks again at what is there; from then on that is what this store knows of.
    pub fn look(&mut self) -> Found {
        let (found, print) = find(&self.path);
        self.seen = print;
        self.refused = None;
        match &found {
            Found::Whole(workspace) | Found::Backup(workspace, _) => self.generation = workspace.generation,
            Found::Refused(why) => self.refused = Some(why.clone()),
            Found::Nothing | Found::Broken(_) => {}
        }
        found
    }

    /// Saves a workspace, whose generation becomes one more than the last.
    pub fn save(&mut self, workspace: &mut Workspace, steps: &dyn Steps) -> Outcome {
        if self.refused.is_some() {
            // What stood in its place may be gone; what stands there now was not read by anybody here.
            let found = self.look();
            match found {
                Found::Refused(why) => return Outcome::Failed(self.failed(&why)),
                Found::Whole(_) | Found::Backup(..) => {
                    self.seen = None;
                    return Outcome::ChangedByOther;
                }
                Found::Nothing | Found::Broken(_) => {}
            }
        }
        workspace.generation = self.generation + 1;
        match self.try_save(workspace, steps) {
            Ok(true) => {
                self.generation = workspace.generation;
                Outcome::Saved
            }
            Ok(false) => Outcome::ChangedByOther,
            Err(error) => Outcome::Failed(self.failed(&reason(&error))),
        }
    }

    /// That it could not be saved, and why, the path last.
    pub(super) fn failed(&self, why: &str) -> String {
        format!("Could not save the workspace: {why}: {}", self.path.display())
    }

    fn try_save(&mut self, workspace: &Workspace, steps: &dyn Steps) -> io::Result<bool> {
        let bytes = workspace.bytes()?;
        if let Some(folder) = self.path.parent().filter(|_| self.makes_folder) {
            fs::create_dir_all(folder)?;
        }
        if fs::metadata(&self.path).is_ok_and(|meta| meta.permissions().readonly()) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        let path = self.path.clone();
        let seen = self.seen;
        let replaced = disk::replace(&path, &bytes, steps, &mut || {
            // Looked at as late as can be: what another program saved meanwhile must not go.
            let there = match fs::read(&path) {
                Ok(there) => there,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(seen.is_none()),
                Err(error) => return Err(error),
            };
            if Some(print_of(&there)) != seen {
                return Ok(false);
            }
            let whole = matches!(Workspace::read(&there), Ok(Some(_)));
            // A broken file must not take the place of the last good one.
            let name = if whole { disk::backup_of(&path) } else { disk::free_name(&path, "broken") };
            disk::keep_as(&path, &name)?;
            Ok(true)
        })?;
        if replaced {
            self.seen = Some(print_of(&bytes));
        }
        Ok(replaced)
    }

    /// Puts a copy of what is there aside and agrees to replace it: the answer "keep mine".
    ///
    /// # Errors
    /// In words, the path last; then it is not agreed to.
    pub fn put_theirs_aside(&mut self) -> Result<Option<PathBuf>, String> {
        let fail = |error: io::Error| self.failed(&reason(&error));
        let there = match fs::read(&self.path) {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.seen = None;
                return Ok(None);
            }
            Err(error) => return Err(fail(error)),
        };
        let name = disk::free_name(&self.path, "other");
        // A copy with a name of its own: a second name for the file would be kept from nothing.
        disk::replace(&name, &there, &disk::Sure, &mut || Ok(true)).map_err(fail)?;
        if let Ok(Some(theirs)) = Workspace::read(&there) {
            self.generation = self.generation.max(theirs.generation);
        }
        self.seen = Some(print_of(&there));
        self.refused = None;
        Ok(Some(name))
    }

    /// Writes a workspace beside the file, under a name that is free: the answer "take theirs", and closing
    /// the window before answering.
    ///
    /// # Errors
    /// In words, the path last.
    pub fn put_mine_aside(&self, workspace: &Workspace) -> Result<PathBuf, String> {
        let name = disk::free_name(&self.path, "mine");
        let bytes = workspace.bytes();
        bytes
            .and_then(|bytes| disk::replace(&name, &bytes, &disk::Sure, &mut || Ok(true)))
            .map(|_| name)
            .map_err(|error| self.failed(&reason(&error)))
    }
}

/// An error of the file system in a few words.
pub(in super::super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "it may not be written (permission denied)".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk full".to_owned(),
        io::ErrorKind::FileTooLarge => "the file would be too large for this disk".to_owned(),
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::IsADirectory => "a folder stands in its place".to_owned(),
        _ => error.to_string(),
    }
}

/// What is at a workspace's place, or else under the name of its backup. Nothing is changed.
pub(super) fn find(path: &Path) -> (Found, Option<Print>) {
    let (mut found, print) = look_at(path);
    if matches!(found, Found::Nothing | Found::Broken(_)) {
        let why = match &found {
            Found::Broken(why) => why.clone(),
            _ => "The workspace is missing".to_owned(),
        };
        match look_at(&disk::backup_of(path)).0 {
            Found::Whole(backup) => found = Found::Backup(backup, why),
            // A backup of a later version stays, and with it the file.
            Found::Refused(why) => found = Found::Refused(why),
            _ => {}
        }
    }
    (found, print)
}

fn look_at(path: &Path) -> (Found, Option<Print>) {
    let refused = |why: String| (Found::Refused(why), None);
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Found::Nothing, None),
        Err(error) => return refused(format!("it cannot be read ({error})")),
    };
    if meta.is_dir() {
        return refused("a folder stands in its place".to_owned());
    }
    // Pipes and devices are not opened: that could wait for ever.
    if !meta.is_file() {
        return refused("something that is no file stands in its place".to_owned());
    }
    if meta.len() > LARGEST {
        return refused(format!("it is larger than {} GiB", LARGEST >> 30));
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return refused(format!("it cannot be read ({error})")),
    };
    let found = match Workspace::read(&bytes) {
        Ok(Some(workspace)) => Found::Whole(Box::new(workspace)),
        Ok(None) if bytes.is_empty() => Found::Broken("The workspace is empty".to_owned()),
        Ok(None) => Found::Broken("The workspace is damaged".to_owned()),
        Err(format) => Found::Refused(format!("it is of a later version ({format})")),
    };
    (found, Some(print_of(&bytes)))
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
