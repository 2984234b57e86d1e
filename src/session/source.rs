//! Where the open case came from.

use std::path::{Path, PathBuf};

/// The origin of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// Compiled in.
    Bundled,
    /// A file.
    File(PathBuf),
}

impl Source {
    /// The file, where it is one.
    pub fn path(&self) -> Option<&PathBuf> {
        match self {
            Self::Bundled => None,
            Self::File(path) => Some(path),
        }
    }

    /// What the top bar calls it: the file's name.
    pub fn name(&self) -> String {
        match self {
            Self::Bundled => "bundled case".to_owned(),
            Self::File(path) => path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into()),
        }
    }

    /// Where a picture goes by default: beside the file, or into the working directory.
    pub(super) fn picture_path(&self) -> PathBuf {
        match self {
            Self::Bundled => PathBuf::from("tehran-warning.png"),
            Self::File(path) => path.with_extension("png"),
        }
    }

    /// Where a table goes: beside the picture. A number above 1 tells it from those that are there.
    pub(super) fn table_path(&self, what: &str, number: u32) -> PathBuf {
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        self.picture_path().with_extension(format!("{what}{number}.csv"))
    }

    /// The folder that dialogs start in.
    pub fn folder(&self) -> Option<&Path> {
        self.path().and_then(|path| path.parent()).filter(|folder| !folder.as_os_str().is_empty())
    }
}
