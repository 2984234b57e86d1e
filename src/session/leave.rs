//! Leaving a case: closing the window, or opening another case. What is not saved is saved first, and where that
//! cannot be done a person is asked.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Session;
use super::opened::Read;
use super::workspace::{Look, NamedView, Note, Stuck, Workspace};

/// How long a disk may take before a person is asked.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a person goes from the open case.
pub(super) enum Destination {
    /// Out of the window.
    Out,
    /// To another case, which was read already.
    Case(Box<Read>),
}

/// What keeps a person from leaving.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// Why it cannot be saved.
    pub stuck: Stuck,
    /// What is not saved, in words: "2 verdicts, 1 note, the saved views".
    pub unsaved: String,
    /// What was tried meanwhile and failed too, in words.
    pub tried: Option<String>,
}

/// The answer to what keeps a person from leaving.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leave {
    /// Try to save again.
    TryAgain,
    /// Go; what is not saved is lost.
    WithoutSaving,
    /// Stay.
    Cancel,
}

/// On the way out of a case.
pub(super) struct Leaving {
    to: Destination,
    since: Instant,
    obstacle: Option<Obstacle>,
}

impl Session {
    /// What keeps a person from leaving, if they want to and something does.
    pub fn obstacle(&self) -> Option<&Obstacle> {
        self.leaving.as_ref()?.obstacle.as_ref()
    }

    /// Whether a person is about to leave, and waits for a disk.
    pub fn is_leaving(&self) -> bool {
        self.leaving.as_ref().is_some_and(|leaving| leaving.obstacle.is_none())
    }

    /// Leaves the open case once all is saved.
    pub(super) fn leave(&mut self, to: Destination) {
        let stays = matches!(&to, Destination::Case(read) if read.source.is_case_of(&self.source));
        if stays || self.work.has_no_place() {
            return self.arrive(to);
        }
        self.leaving = Some(Leaving { to, since: Instant::now(), obstacle: None });
        self.flush();
    }

    /// Asks for all to be saved; what comes of it is heard.
    fn flush(&mut self) {
        if let Some(leaving) = &mut self.leaving {
            leaving.since = Instant::now();
            if let Some(obstacle) = &mut leaving.obstacle {
                obstacle.tried = None;
            }
        }
        if let Some(why) = self.work.flush() {
            self.hear_flush(Err(Stuck::Failed(why)));
        }
    }

    pub(super) fn hear_flush(&mut self, done: Result<(), Stuck>) {
        if self.leaving.is_none() {
            return;
        }
        match done {
            // Something was changed while it was saved.
            Ok(()) if self.work.is_behind() => self.flush(),
            Ok(()) => self.go(),
            Err(stuck) => {
                // It is asked in the middle of the window; once is enough.
                self.passing.question = None;
                let unsaved = unsaved_words(&self.work.saved(), &self.job().workspace());
                if let Some(leaving) = &mut self.leaving {
                    let tried = leaving.obstacle.take().and_then(|before| before.tried);
                    leaving.obstacle = Some(Obstacle { stuck, unsaved, tried });
                }
            }
        }
    }

    /// Something that was asked for on the way out failed.
    pub(super) fn note_try(&mut self, why: &str) {
        if let Some(obstacle) = self.leaving.as_mut().and_then(|leaving| leaving.obstacle.as_mut()) {
            obstacle.tried = Some(why.to_owned());
        }
    }

    /// A disk that does not answer keeps nobody for ever.
    pub(super) fn lose_patience(&mut self) {
        let late = |leaving: &Leaving| leaving.obstacle.is_none() && leaving.since.elapsed() > PATIENCE;
        if self.leaving.as_ref().is_some_and(late) {
            let path = self.workspace_path().map(|path| format!(": {}", path.display())).unwrap_or_default();
            let why = format!("Could not save the workspace: the disk does not answer{path}");
            self.hear_flush(Err(Stuck::Failed(why)));
        }
    }

    pub(super) fn answer_leaving(&mut self, answer: Leave) {
        match answer {
            Leave::TryAgain => self.flush(),
            Leave::WithoutSaving => {
                self.work.discard();
                self.go();
            }
            Leave::Cancel => self.stay(),
        }
    }

    /// Does not leave. A question that is open is asked again, where it does not keep anybody.
    fn stay(&mut self) {
        let Some(leaving) = self.leaving.take() else { return };
        if let Some(Obstacle { stuck: Stuck::Asked(question), .. }) = leaving.obstacle {
            self.passing.question = Some(question);
        }
        self.to_add.clear();
        self.watch();
    }

    /// What was answered about the workspace file may have made way.
    pub(super) fn try_to_leave(&mut self) {
        if self.leaving.is_some() {
            self.flush();
        }
    }

    fn go(&mut self) {
        if let Some(leaving) = self.leaving.take() {
            self.arrive(leaving.to);
        }
    }

    fn arrive(&mut self, to: Destination) {
        match to {
            Destination::Out => self.passing.quit = true,
            Destination::Case(read) => {
                let path: Option<PathBuf> = read.source.path().cloned();
                let stopped = read.loaded.stopped;
                self.replace(*read);
                if let Some(path) = path {
                    self.passing.stopped = stopped.then(|| path.clone());
                    self.settings.remember(path);
                    self.tasks.save_settings(&self.settings);
                }
                self.add_rest();
            }
        }
    }
}

/// What is not saved, in words: "2 verdicts, 1 note, the saved views". Where the camera looks is nothing to ask a
/// person about.
fn unsaved_words(saved: &Workspace, now: &Workspace) -> String {
    let ids: BTreeSet<&String> = saved.verdicts.keys().chain(now.verdicts.keys()).collect();
    let count = |differs: &dyn Fn(Option<&Note>, Option<&Note>) -> bool| {
        ids.iter().filter(|id| differs(saved.verdicts.get(**id), now.verdicts.get(**id))).count()
    };
    let verdict = |note: Option<&Note>| note.map(|note| (note.verdict.clone(), note.reason.clone()));
    let verdicts = count(&|a, b| verdict(a).unwrap_or_default() != verdict(b).unwrap_or_default());
    let words = |note: Option<&Note>| note.map(|note| note.note.clone()).unwrap_or_default();
    let on_claims = count(&|a, b| words(a) != words(b));
    let entities: BTreeSet<&String> = saved.notes.keys().chain(now.notes.keys()).collect();
    let notes = on_claims + entities.iter().filter(|id| saved.notes.get(**id) != now.notes.get(**id)).count();
    let counted = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let still = |look: &Look| Look { camera: None, ..look.clone() };
    let views = |all: &[NamedView]| -> Vec<NamedView> {
        all.iter().map(|view| NamedView { look: still(&view.look), ..view.clone() }).collect()
    };
    let views = views(&saved.views) != views(&now.views);
    let look = (still(&saved.view), &saved.merges) != (still(&now.view), &now.merges);
    let parts = [
        counted(verdicts, "verdict", "verdicts"),
        counted(notes, "note", "notes"),
        views.then(|| "the saved views".to_owned()),
        look.then(|| "how the case is looked at".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}
