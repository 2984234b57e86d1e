//! The thread that saves, so that no frame waits for a disk.

#[path = "saver_thread.rs"]
mod thread;

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::compose::{State, compose};
use super::{Answer, CaseId, Found, Question, Steps, Store, Stuck, Sure, Workspace};
use crate::model::Dataset;
use crate::session::{Face, Perspective, View};
use thread::Thread;

/// From the first change that is not saved to its saving. With the saving itself less than two seconds.
const DELAY: Duration = Duration::from_secs(1);
/// How long a closing window waits for a disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is to be saved, put together on the saver's thread.
#[derive(Clone)]
pub(in super::super) struct Job {
    pub(in super::super) base: Arc<Workspace>,
    /// What this window read of the file last: what it and another one both began with.
    pub(in super::super) read: Arc<Workspace>,
    pub(in super::super) data: Arc<Dataset>,
    pub(in super::super) case: CaseId,
    pub(in super::super) state: State,
}

impl Job {
    pub(in super::super) fn workspace(&self) -> Workspace {
        let workspace = compose(&self.base, &self.data, self.case.clone(), &self.state);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Workspace { saved: now.map_or(0, |since| since.as_secs()), ..workspace }
    }

    /// Whether a person did no more than look about: that alone makes no file.
    fn is_empty(&self) -> bool {
        let view = View {
            camera: None,
            camera_by_hand: false,
            perspective: Perspective::default(),
            face: Face::default(),
            ..self.state.view.clone()
        };
        let state = State { view, ..self.state.clone() };
        compose(&self.base, &self.data, self.case.clone(), &state).is_empty()
    }
}

/// What the thread tells the session.
#[derive(Debug)]
pub(in super::super) enum Told {
    /// Saved, because a person asked for it.
    Saved(String),
    /// Not saved, and why, the path last; `true` where a person had asked for it.
    Failed(String, bool),
    /// Nothing is saved until this is answered.
    Ask(Question),
    /// What was found in the file, to be taken over.
    Theirs(Box<Found>),
    /// Something was put aside; in words.
    Aside(String),
    /// Saved under another name, where it lies from now on.
    SavedAs(PathBuf),
    /// Whether all that was to be saved is, or why not: the answer to [`Saver::flush`].
    Flushed(Result<(), Stuck>),
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the thread is told or tells")]
struct Inbox {
    job: Option<Job>,
    due: Option<Instant>,
    /// A person asked for it.
    asked: bool,
    answer: Option<Answer>,
    /// Where a person wants it saved from now on.
    save_as: Option<(PathBuf, bool)>,
    /// Somebody waits to hear that all is saved.
    flush: bool,
    /// Nothing is saved until a question is answered.
    held: bool,
    ending: bool,
    ended: bool,
    /// Why the last save failed.
    failed: Option<String>,
    /// What was saved last.
    saved: Option<Arc<Workspace>>,
    /// Somebody waited for the end longer than anybody should.
    given_up: bool,
}

#[derive(Default)]
struct Shared {
    inbox: Mutex<Inbox>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A handle to the thread that saves one workspace. Dropping it saves what is left, and waits for that.
pub(in super::super) struct Saver {
    shared: Arc<Shared>,
}

impl Saver {
    /// Starts the thread, named "workspace". It saves nothing while a question about the file is open.
    pub(in super::super) fn spawn(
        store: Store,
        question: Option<Question>,
        tell: Box<dyn Fn(Told) + Send>,
    ) -> Self {
        Self::spawn_with(store, question, Box::new(Sure), tell)
    }

    /// The same with what happens on the way of each file.
    pub(super) fn spawn_with(
        store: Store,
        question: Option<Question>,
        steps: Box<dyn Steps + Send>,
        tell: Box<dyn Fn(Told) + Send>,
    ) -> Self {
        let shared = Arc::new(Shared::default());
        shared.lock().held = question.is_some();
        let question = question.unwrap_or(Question::ChangedByOther);
        let thread = Thread { shared: Arc::clone(&shared), store, question, steps, tell };
        let spawned = std::thread::Builder::new().name("workspace".to_owned()).spawn(move || {
            let _end = End(Arc::clone(&thread.shared));
            thread.go();
        });
        if let Err(error) = spawned {
            let mut inbox = shared.lock();
            inbox.ended = true;
            inbox.failed = Some(format!("Could not save the workspace: no thread could be started: {error}"));
        }
        Self { shared }
    }

    /// Something changed: it is saved within two seconds.
    pub(in super::super) fn changed(&self, job: Job) {
        let mut inbox = self.shared.lock();
        inbox.job = Some(job);
        inbox.due.get_or_insert_with(|| Instant::now() + DELAY);
        self.shared.changed.notify_all();
    }

    /// A person asks for it to be saved now.
    pub(in super::super) fn save(&self, job: Job) {
        let mut inbox = self.shared.lock();
        inbox.job = Some(job);
        inbox.asked = true;
        self.shared.changed.notify_all();
    }

    /// The answer to the question that is open.
    pub(in super::super) fn answer(&self, answer: Answer, job: Job) {
        let mut inbox = self.shared.lock();
        inbox.job = Some(job);
        inbox.answer = Some(answer);
        self.shared.changed.notify_all();
    }

    /// A person asks for it to be saved under another name, and there from then on. `makes_folder` where its folder
    /// is the program's own.
    pub(in super::super) fn save_as(&self, path: PathBuf, makes_folder: bool, job: Job) {
        let mut inbox = self.shared.lock();
        inbox.job = Some(job);
        inbox.save_as = Some((path, makes_folder));
        self.shared.changed.notify_all();
    }

    /// Asks for what is not saved yet to be saved now and to be told how that went: [`Told::Flushed`]. `false`
    /// where the thread has ended, and nothing will be told.
    pub(in super::super) fn flush(&self) -> bool {
        let mut inbox = self.shared.lock();
        inbox.flush = true;
        self.shared.changed.notify_all();
        !inbox.ended
    }

    /// Whether something is not saved yet.
    pub(in super::super) fn is_behind(&self) -> bool {
        self.shared.lock().job.is_some()
    }

    /// What was saved last; `None` where nothing was since the file was read.
    pub(in super::super) fn saved(&self) -> Option<Arc<Workspace>> {
        self.shared.lock().saved.clone()
    }

    /// What [`Told::Theirs`] brought stands in the window: what changes from now on is saved.
    pub(in super::super) fn heard(&self) {
        let mut inbox = self.shared.lock();
        (inbox.held, inbox.job, inbox.due) = (false, None, None);
    }

    /// Forgets what is not saved: a person wants it lost.
    pub(in super::super) fn discard(&self) {
        let mut inbox = self.shared.lock();
        (inbox.job, inbox.due, inbox.failed) = (None, None, None);
    }

    /// Tells the thread to save what is left and to end, and does not wait.
    pub(in super::super) fn end(&self) {
        self.shared.lock().ending = true;
        self.shared.changed.notify_all();
    }

    /// Why the last save failed; `None` where it did not.
    pub(in super::super) fn failed(&self) -> Option<String> {
        self.shared.lock().failed.clone()
    }

    /// Whether the thread has ended.
    pub(in super::super) fn has_ended(&self) -> bool {
        self.shared.lock().ended
    }

    /// Saves what is left, and waits for that.
    ///
    /// # Errors
    /// Why it could not be saved, the path last.
    pub(in super::super) fn finish(&self) -> Result<(), String> {
        self.end();
        // Once is enough.
        let until = |inbox: &mut Inbox| !inbox.ended && !inbox.given_up;
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), PATIENCE, until);
        let mut inbox = waited.unwrap_or_else(PoisonError::into_inner).0;
        inbox.given_up = !inbox.ended;
        match &inbox.failed {
            Some(why) => Err(why.clone()),
            None if inbox.ended => Ok(()),
            None => Err("Could not save the workspace: the disk does not answer".to_owned()),
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        // Whoever wants to know why it failed calls `finish` before.
        let _ = self.finish();
    }
}

/// Says that the thread has ended, also where a panic ended it: nobody waits for it then.
struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
#[path = "saver_tests.rs"]
mod tests;
