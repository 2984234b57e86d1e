//! Reading a case: its file, those that were added to it, and the workspace beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::columns::{self, Said};
use super::derived::Prepared;
use super::source::name_of;
use super::workspace::{self, CaseId, Found, Keeping, Store, Workspace, sha256_of};
use super::{Source, TakenIn};
use crate::diagnostics::Report;
use crate::io::{self, LoadError, Loaded, Monitor};
use crate::model::Dataset;

/// What was found at the place of a case's workspace.
pub(super) struct Opened {
    pub(super) store: Store,
    pub(super) found: Found,
    pub(super) case: CaseId,
    /// Where a person put it and where it is not any more.
    pub(super) lost: Option<PathBuf>,
}

impl Opened {
    /// Looks for the workspace of a case: `elsewhere`, where a person put it, or beside it. `None` where work
    /// stays in memory.
    fn find(source: &Source, keeping: &Keeping, elsewhere: Option<&Path>) -> Option<Self> {
        let beside = workspace::path_for(source, keeping)?;
        let there = elsewhere.filter(|path| path.is_file());
        let lost = elsewhere.filter(|_| there.is_none()).map(Path::to_owned);
        let place = there.unwrap_or(&beside);
        let (store, found) = Store::open(place);
        let store = if source.path().is_none() { store.with_folder() } else { store };
        Some(Self { store, found, case: CaseId::default(), lost })
    }

    /// Takes down whose it is.
    fn know(&mut self, source: &Source, data: &Dataset) {
        self.case = match source.path() {
            Some(path) => CaseId::of(data, &name_of(path), sha256_of(path)),
            None => CaseId::of(data, "", String::new()),
        };
    }

    /// The workspace, where a whole one was found.
    fn workspace(&self) -> Option<&Workspace> {
        match &self.found {
            Found::Whole(workspace) | Found::Backup(workspace, _) => Some(workspace),
            Found::Nothing | Found::Broken(_) | Found::Refused(_) => None,
        }
    }
}

/// A case that was read, what follows from it, and what lies beside it.
pub(super) struct Read {
    pub(super) loaded: Loaded,
    pub(super) source: Source,
    pub(super) prepared: Prepared,
    pub(super) opened: Option<Opened>,
    /// Which of the added files could not be read, and why.
    pub(super) unread: Vec<String>,
}

/// How a case is read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) keeping: &'a Keeping,
    /// Where a person put the workspace, if not beside the case.
    pub(super) elsewhere: Option<&'a Path>,
    /// Whether the files that the workspace names are read too, where it is the case's own.
    pub(super) anew: bool,
    /// What is known of tables.
    pub(super) said: &'a Said,
}

impl Reader<'_> {
    /// Reads a case.
    ///
    /// # Errors
    /// The first file cannot be read.
    pub(super) fn read(
        self,
        source: Source,
        revision: u64,
        monitor: &dyn Monitor,
    ) -> Result<Read, LoadError> {
        let first = match source.path() {
            None => io::load_bundled(revision),
            Some(path) => columns::load(path, self.said, revision, monitor)?,
        };
        Ok(self.behind(first, source, monitor))
    }

    /// The same where the first file was read already.
    pub(super) fn behind(self, first: Loaded, source: Source, monitor: &dyn Monitor) -> Read {
        let mut opened = Opened::find(&source, self.keeping, self.elsewhere);
        if let Some(opened) = &mut opened {
            opened.know(&source, &first.dataset);
        }
        let own = |opened: &&Opened| {
            opened.workspace().is_some_and(|found| !opened.case.is_other(found, &first.dataset))
        };
        let noted = opened.as_ref().filter(own).and_then(Opened::workspace);
        let source = match noted.filter(|_| self.anew) {
            Some(workspace) => source.with_named(&workspace.added),
            None => source,
        };
        let (loaded, unread) = with_added(first, source.added(), self.said, monitor);
        if let Some(opened) = opened.as_mut().filter(|_| !source.added().is_empty()) {
            opened.case = opened.case.counting(&loaded.dataset);
        }
        let prepared = Prepared::plain(&loaded.dataset);
        Read { loaded, source, prepared, opened, unread }
    }
}

/// A case with more files behind it; what is said of those that cannot be read.
fn with_added(first: Loaded, added: &[PathBuf], said: &Said, monitor: &dyn Monitor) -> (Loaded, Vec<String>) {
    let (mut others, mut unread) = (Vec::new(), Vec::new());
    for path in added {
        match columns::load(path, said, first.dataset.revision(), monitor) {
            Ok(loaded) => others.push((io::word_of(path), loaded)),
            Err(error) => {
                let why = error.problem.message;
                unread.push(format!("Shown without a file that was added: {why}: {}", path.display()));
            }
        }
    }
    (io::as_one(first, &others), unread)
}

/// The open case as it was read. Adding files puts another in its place, with the same indices for what was there
/// before; undoing that puts this one back.
#[derive(Clone)]
pub(super) struct AsRead {
    pub(super) ground: Arc<Dataset>,
    pub(super) report: Arc<Report>,
    pub(super) source: Source,
    pub(super) taken_in: Arc<TakenIn>,
    pub(super) prepared: Prepared,
}

impl AsRead {
    pub(super) fn new(loaded: Loaded, source: Source, prepared: Prepared) -> Self {
        Self {
            ground: Arc::new(loaded.dataset),
            report: Arc::new(loaded.report),
            source,
            taken_in: Arc::new(TakenIn { format: loaded.format, import: loaded.import }),
            prepared,
        }
    }
}

impl std::fmt::Debug for AsRead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AsRead").field("source", &self.source).finish_non_exhaustive()
    }
}
