//! `--columns`: what the columns of a table are, where its header does not tell.

use std::path::Path;

use crate::io::{self, Against, Columns, LoadError, Loaded, Reading, Unwatched};

/// How a file is read.
#[derive(Clone, Default, Debug, clap::Args)]
pub(super) struct TableArgs {
    /// What the columns of a table are, by number or by name: source=1,target=3,relation=verb,header=no
    #[arg(long, value_name = "COLUMNS", value_parser = Columns::parse)]
    pub columns: Option<Columns>,
}

impl TableArgs {
    /// Loads a file.
    ///
    /// # Errors
    /// As [`io::load_as`].
    pub(super) fn load(&self, path: &Path) -> Result<Loaded, LoadError> {
        self.load_against(path, None)
    }

    /// The same, with the text in which quotes are looked up.
    ///
    /// # Errors
    /// As [`io::load_as`].
    pub(super) fn load_against(&self, path: &Path, against: Option<&Against>) -> Result<Loaded, LoadError> {
        io::load_as(path, Reading { columns: self.columns.as_ref(), against }, 1, &Unwatched)
    }
}
