//! A workspace that does not lie beside its case, and one that speaks of what the case has not.

use std::path::{Path, PathBuf};

use super::workspace::{self, Keeping, Workspace};
use super::{NoticeKind, Session, Source};

impl Session {
    /// Saves the workspace under another name; from then on it lies there.
    pub(super) fn save_workspace_as(&mut self, path: PathBuf) {
        let own = matches!(&self.settings.keeping, Keeping::Work(Some(own)) if path.parent() == Some(own.as_path()));
        // It is found again from any folder.
        let path = std::path::absolute(&path).unwrap_or(path);
        if let Some(saver) = &self.work.saver {
            saver.save_as(path, own, self.job());
        }
        self.try_to_leave();
    }

    /// Where the workspace might be saved instead: under a free name in the user's folder, or beside where it is.
    pub fn other_workspace_path(&self) -> PathBuf {
        let here = self.workspace_path().unwrap_or_else(|| PathBuf::from("case.workspace.json"));
        let name = here.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".workspace.json").unwrap_or(&name);
        let folder = match &self.settings.keeping {
            Keeping::Work(Some(own)) => own.clone(),
            _ => here.parent().map(Path::to_owned).unwrap_or_default(),
        };
        let numbered = (2..1000).map(|n| format!("{stem}-{n}.workspace.json"));
        let names = std::iter::once(name.clone()).chain(numbered);
        let mut free = names.map(|name| folder.join(name)).filter(|path| !path.exists());
        free.next().unwrap_or(here)
    }

    /// Where a person put the workspace of a case that has none beside it.
    pub(super) fn elsewhere(&self, source: &Source) -> Option<PathBuf> {
        self.settings.workspace_of(source.path().map(PathBuf::as_path)).map(Path::to_owned)
    }

    /// Says what the workspace names that the case has not, where that leaves something out of what is shown.
    pub(super) fn tell_missing(&mut self, workspace: &Workspace, path: &str) {
        /// How many are named.
        const SOME: usize = 3;
        let missing = workspace::missing(workspace, &self.ground);
        let named: Vec<String> = missing.iter().take(SOME).map(|id| format!("“{id}”")).collect();
        if named.is_empty() {
            return;
        }
        let more = missing.len().checked_sub(SOME).filter(|more| *more > 0);
        let more = more.map(|more| format!(" and {more} more")).unwrap_or_default();
        let words = format!("This case has no {}{more}, so views go without: {path}", named.join(", "));
        self.passing.say(NoticeKind::Failed, words);
    }
}
