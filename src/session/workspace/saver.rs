//! The thread that saves, so that no frame waits for a disk.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::compose::{State, compose};
use super::{Answer, CaseId, Found, Outcome, Question, Store, Sure, Workspace};
use crate::model::Dataset;
use crate::session::View;

/// From the first change that is not saved to its saving. With the saving itself less than two seconds.
const DELAY: Duration = Duration::from_secs(1);
/// How long a closing window waits for a disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is to be saved, put together on the saver's thread.
#[derive(Clone)]
pub(in super::super) struct Job {
    pub(in super::super) base: Arc<Workspace>,
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
        let view = View { camera: None, camera_by_hand: false, ..self.state.view.clone() };
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
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the thread is told or tells")]
struct Inbox {
    job: Option<Job>,
    due: Option<Instant>,
    /// A person asked for it.
    asked: bool,
    answer: Option<Answer>,
    /// Nothing is saved until a question is answered.
    held: bool,
    ending: bool,
    ended: bool,
    /// Why the last save failed.
    failed: Option<String>,
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
        let shared = Arc::new(Shared::default());
        shared.lock().held = question.is_some();
        let question = question.unwrap_or(Question::ChangedByOther);
        let thread = Thread { shared: Arc::clone(&shared), store, question, tell };
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
        let until = |inbox: &mut Inbox| !inbox.ended;
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), PATIENCE, until);
        let inbox = waited.unwrap_or_else(PoisonError::into_inner).0;
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

/// The thread's own side.
struct Thread {
    shared: Arc<Shared>,
    store: Store,
    /// The question that is open, or would be.
    question: Question,
    tell: Box<dyn Fn(Told) + Send>,
}

/// What the thread is to do next.
enum Task {
    Answer(Answer, Option<Job>),
    Save(Job, bool),
    /// Nothing to save although a person asked for it, or a question is open.
    Refuse(bool),
    End(Option<Job>),
}

impl Thread {
    fn go(mut self) {
        loop {
            match self.next() {
                Task::Answer(answer, job) => self.answer(answer, job),
                Task::Save(job, asked) => self.save(job, asked),
                Task::Refuse(asked) => {
                    if asked {
                        (self.tell)(Told::Ask(self.question.clone()));
                    }
                }
                Task::End(job) => {
                    self.end(job);
                    return;
                }
            }
        }
    }

    fn next(&self) -> Task {
        let mut inbox = self.shared.lock();
        loop {
            if let Some(answer) = inbox.answer.take() {
                inbox.due = None;
                return Task::Answer(answer, inbox.job.clone());
            }
            if inbox.ending {
                return Task::End(inbox.job.take());
            }
            let asked = std::mem::take(&mut inbox.asked);
            if asked && inbox.held {
                return Task::Refuse(true);
            }
            let late = inbox.due.is_some_and(|due| due <= Instant::now());
            if (asked || late) && !inbox.held {
                inbox.due = None;
                if let Some(job) = inbox.job.take() {
                    return Task::Save(job, asked);
                }
            }
            let wait = match inbox.due {
                Some(due) if !inbox.held => due.saturating_duration_since(Instant::now()),
                _ => Duration::from_hours(1),
            };
            let waited = self.shared.changed.wait_timeout(inbox, wait);
            inbox = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn save(&mut self, job: Job, asked: bool) {
        if !asked && !self.store.exists() && job.is_empty() {
            return;
        }
        let outcome = self.store.save(&mut job.workspace(), &Sure);
        let mut inbox = self.shared.lock();
        inbox.failed = None;
        match outcome {
            Outcome::Saved => {
                drop(inbox);
                if asked {
                    (self.tell)(Told::Saved(self.store.path().display().to_string()));
                }
            }
            Outcome::ChangedByOther => {
                inbox.held = true;
                inbox.job.get_or_insert(job);
                drop(inbox);
                self.question = Question::ChangedByOther;
                (self.tell)(Told::Ask(self.question.clone()));
            }
            Outcome::Failed(why) => {
                // It is tried again with the next change, when a person asks for it, and at the end.
                inbox.job.get_or_insert(job);
                inbox.failed = Some(why.clone());
                drop(inbox);
                (self.tell)(Told::Failed(why, asked));
            }
        }
    }

    fn answer(&mut self, answer: Answer, job: Option<Job>) {
        match answer {
            Answer::Later => {}
            Answer::KeepMine => match self.store.put_theirs_aside() {
                Ok(aside) => {
                    self.shared.lock().held = false;
                    if let Some(aside) = aside {
                        (self.tell)(Told::Aside(format!("The other workspace is kept: {}", aside.display())));
                    }
                    if let Some(job) = job {
                        self.shared.lock().job = None;
                        self.save(job, true);
                    }
                }
                Err(why) => (self.tell)(Told::Failed(why, true)),
            },
            Answer::TakeTheirs => {
                if let Some(job) = job.filter(|job| !job.is_empty()) {
                    match self.store.put_mine_aside(&job.workspace()) {
                        Ok(aside) => {
                            let words = format!("What was in the window is kept: {}", aside.display());
                            (self.tell)(Told::Aside(words));
                        }
                        Err(why) => {
                            (self.tell)(Told::Failed(why, true));
                            return;
                        }
                    }
                }
                let found = self.store.look();
                let mut inbox = self.shared.lock();
                (inbox.held, inbox.job, inbox.due) = (false, None, None);
                drop(inbox);
                (self.tell)(Told::Theirs(Box::new(found)));
            }
        }
    }

    /// Saves what is left; where a question is open, or the file changed meanwhile, under a name of its own.
    fn end(&mut self, job: Option<Job>) {
        let Some(job) = job else { return };
        let held = self.shared.lock().held;
        if !held {
            self.save(job, false);
            let mut inbox = self.shared.lock();
            if !inbox.held {
                return;
            }
            if let Some(job) = inbox.job.take() {
                drop(inbox);
                self.keep_mine_beside(&job);
            }
        } else if !job.is_empty() {
            self.keep_mine_beside(&job);
        }
    }

    fn keep_mine_beside(&self, job: &Job) {
        if let Err(why) = self.store.put_mine_aside(&job.workspace()) {
            self.shared.lock().failed = Some(why);
        }
    }
}
