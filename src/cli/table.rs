//! `--columns`: what the columns of a table are, where its header does not tell.

use std::path::Path;

use crate::io::{self, Columns, LoadError, Loaded, Unwatched};

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
        io::load_as(path, self.columns.as_ref(), 1, &Unwatched)
    }
}
