//! Between reading a file and showing it: of a damaged or a large one a person sees the report first.

use std::path::PathBuf;

use super::leave::Destination;
use super::opened::{Read, Reader};
use super::{Session, Settings, Source, Waker};
use crate::io::{Import, Loaded, Unwatched};

/// The format in which damage is told in a band above the case: it is this program's own, and it has no records
/// that it could not hold.
const OWN: &str = "attache/1";

/// How a case was taken in.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct TakenIn {
    /// The name of the format.
    pub format: &'static str,
    /// By what it was recognised, and how many records came in and out.
    pub import: Import,
}

/// A case that waits.
pub(super) struct Importing {
    read: Box<Read>,
}

impl Session {
    /// A session on the bundled case, with another that was read waiting for a person to have seen its report; on
    /// that one alone, where there is nothing to see first.
    pub fn starting_with(loaded: Loaded, source: Source, settings: Settings, waker: Waker) -> Self {
        let elsewhere = settings.workspace_of(source.path().map(PathBuf::as_path));
        let reader = Reader { keeping: &settings.keeping, elsewhere, anew: true, said: &settings.columns };
        let read = reader.behind(loaded, source, &Unwatched);
        if !worth_asking(&read.loaded) {
            return Self::begin(read, settings, waker);
        }
        // No two cases of a session share a revision.
        let bundled = crate::io::load_bundled(read.loaded.dataset.revision() + 1);
        let mut session = Self::with(bundled, Source::Bundled, settings, waker);
        session.importing = Some(Importing { read: Box::new(read) });
        session
    }

    /// The case that was read and is not shown yet, and from where.
    pub fn importing(&self) -> Option<(&Loaded, &Source)> {
        self.importing.as_ref().map(|importing| (&importing.read.loaded, &importing.read.source))
    }

    /// How the open case was taken in.
    pub fn taken_in(&self) -> &TakenIn {
        &self.taken_in
    }

    /// Goes to a case that was read, or asks first. One that is read again was seen before.
    pub(super) fn receive(&mut self, read: Read) {
        let read = Box::new(read);
        if !self.source.is_case_of(&read.source) && worth_asking(&read.loaded) {
            self.importing = Some(Importing { read });
        } else {
            self.importing = None;
            self.leave(Destination::Case(read));
        }
    }

    pub(super) fn answer_import(&mut self, open: bool) {
        let Some(Importing { read }) = self.importing.take() else { return };
        if open {
            self.leave(Destination::Case(read));
        } else {
            super::tasks::discard(read);
            self.to_add.clear();
            self.watch();
        }
    }
}

fn worth_asking(loaded: &Loaded) -> bool {
    loaded.is_large() || loaded.format != OWN && loaded.is_damaged()
}
