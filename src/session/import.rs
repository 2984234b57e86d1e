//! Between reading a file and showing it: of a damaged or a large one a person sees the report first.

use super::derived::Prepared;
use super::leave::Destination;
use super::work::Opened;
use super::{Session, Settings, Source, Waker};
use crate::io::{Import, Loaded};

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
    read: Box<(Loaded, Prepared, Option<Opened>)>,
    source: Source,
}

impl Session {
    /// A session on the bundled case, with another that was read waiting for a person to have seen its report; on
    /// that one alone, where there is nothing to see first.
    pub fn starting_with(loaded: Loaded, source: Source, settings: Settings, waker: Waker) -> Self {
        if !worth_asking(&loaded) {
            return Self::with(loaded, source, settings, waker);
        }
        let prepared = Prepared::plain(&loaded.dataset);
        // No two cases of a session share a revision.
        let bundled = crate::io::load_bundled(loaded.dataset.revision() + 1);
        let mut session = Self::with(bundled, Source::Bundled, settings, waker);
        let elsewhere = session.elsewhere(&source);
        let opened = Opened::of(&source, &session.settings.keeping, elsewhere.as_deref(), &loaded.dataset);
        session.importing = Some(Importing { read: Box::new((loaded, prepared, opened)), source });
        session
    }

    /// The case that was read and is not shown yet, and from where.
    pub fn importing(&self) -> Option<(&Loaded, &Source)> {
        self.importing.as_ref().map(|importing| (&importing.read.0, &importing.source))
    }

    /// How the open case was taken in.
    pub fn taken_in(&self) -> &TakenIn {
        &self.taken_in
    }

    /// Goes to a case that was read, or asks first. One that is read again was seen before.
    pub(super) fn receive(&mut self, read: (Loaded, Prepared, Option<Opened>), source: Source) {
        let read = Box::new(read);
        if source != self.source && worth_asking(&read.0) {
            self.importing = Some(Importing { read, source });
        } else {
            self.importing = None;
            self.leave(Destination::Case(read, source));
        }
    }

    pub(super) fn answer_import(&mut self, open: bool) {
        let Some(Importing { read, source }) = self.importing.take() else { return };
        if open {
            self.leave(Destination::Case(read, source));
        } else {
            super::tasks::discard(read);
            self.tasks.watch(self.source.path().cloned());
        }
    }
}

fn worth_asking(loaded: &Loaded) -> bool {
    loaded.is_large() || loaded.format != OWN && loaded.is_damaged()
}
