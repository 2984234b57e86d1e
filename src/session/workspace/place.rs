//! Where the workspace of a case lies.

use std::path::{Path, PathBuf};

use crate::session::Source;

/// Whether a session keeps work on disk, and where that on the bundled case goes.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Keeping {
    /// Work stays in memory: tests, pictures without a window.
    #[default]
    Nothing,
    /// Beside the case; for the bundled one in this folder, or in memory where there is none.
    Work(Option<PathBuf>),
}

impl Keeping {
    /// What a window does: the bundled case's workspace lies in the user's data folder.
    pub fn of_user() -> Self {
        let dirs = directories::ProjectDirs::from("", "", "attache");
        Self::Work(dirs.map(|dirs| dirs.data_dir().to_owned()))
    }
}

/// Where a case's workspace lies; `None` where it stays in memory. Never the case itself, whatever its name.
pub fn path_for(source: &Source, keeping: &Keeping) -> Option<PathBuf> {
    let Keeping::Work(own) = keeping else { return None };
    match source.path() {
        None => own.as_ref().map(|folder| folder.join("bundled.workspace.json")),
        Some(path) => {
            let beside = beside(path)?;
            (beside != *path).then_some(beside)
        }
    }
}

/// `case.workspace.json` for `case.json`. A case called `x.workspace.json` gets `x.workspace.workspace.json`.
fn beside(path: &Path) -> Option<PathBuf> {
    let mut name = path.file_stem()?.to_owned();
    name.push(".workspace.json");
    Some(path.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lies_beside_the_case_and_is_never_the_case() {
        let work = Keeping::Work(Some("/data".into()));
        let of = |path: &str| path_for(&Source::File(path.into()), &work);
        assert_eq!(of("/a/case.json"), Some("/a/case.workspace.json".into()));
        assert_eq!(of("/a/edges"), Some("/a/edges.workspace.json".into()));
        assert_eq!(of("/a/x.workspace.json"), Some("/a/x.workspace.workspace.json".into()));
        assert_eq!(of("/a/.json"), Some("/a/.json.workspace.json".into()));
        assert_eq!(of("/"), None);
        assert_eq!(path_for(&Source::Bundled, &work), Some("/data/bundled.workspace.json".into()));
        assert_eq!(path_for(&Source::Bundled, &Keeping::Work(None)), None);
        assert_eq!(path_for(&Source::File("/a/case.json".into()), &Keeping::Nothing), None);
    }
}
