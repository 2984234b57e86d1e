//! The workspace: what a person did with a case, in a file beside it.
//!
//! The case itself is never written. `<stem>.workspace.json` names everything by id, so that it fits a newer
//! version of the case; what it names that the case has not is kept untouched. It is replaced whole or not at
//! all: at every moment a whole file stands under its name or under that of its backup.

mod case;
mod compose;
mod disk;
mod file;
mod filter;
mod merge;
mod place;
mod saver;
mod store;
mod views;
mod way;

pub use case::{CaseId, sha256_of};
pub(super) use compose::{State, apply, compose, missing, returned_pins};
pub use disk::{Steps, Sure};
pub use file::{Ego, FORMAT, Hidden, Layout, Look, Merge, NamedView, Note, Sight, Workspace};
pub(super) use filter::groups_of;
pub use merge::{Merged, merge};
pub use place::{Keeping, path_for};
pub(super) use saver::{Job, Saver, Told};
pub use store::{Found, Outcome, Store};
pub use views::{groups_through, views_beside};

/// What a person has to decide before the workspace is saved again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Another program changed the file since it was read.
    ChangedByOther,
    /// The file belongs to another case, of this file name.
    OtherCase(String),
}

impl Question {
    /// The question in words; the path stands after it.
    pub fn words(&self) -> String {
        match self {
            Self::ChangedByOther => "Another program changed the workspace since it was read".to_owned(),
            Self::OtherCase(name) => format!("The workspace here belongs to another case, {name}"),
        }
    }
}

/// The answer. None of them loses what is on disk or in the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Save what is in the window; the file that is there is put aside under a name of its own.
    KeepMine,
    /// Read what is in the file; what is in the window is put aside beside it.
    TakeTheirs,
    /// Save what both say, and read that; the file that is there is put aside besides.
    Merge,
    /// Neither: nothing is saved until it is asked for again.
    Later,
}

/// Why what is in the window cannot be saved as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stuck {
    /// It was tried; in words, the path last.
    Failed(String),
    /// A question has to be answered first.
    Asked(Question),
}
