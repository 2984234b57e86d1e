//! What the thread that saves does with what it is told.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::super::{Answer, Found, Merged, Outcome, Question, Steps, Store, Stuck, merge};
use super::{Job, Shared, Told};

/// The thread's own side.
pub(super) struct Thread {
    pub(super) shared: Arc<Shared>,
    pub(super) store: Store,
    /// The question that is open, or would be.
    pub(super) question: Question,
    pub(super) steps: Box<dyn Steps + Send>,
    pub(super) tell: Box<dyn Fn(Told) + Send>,
}

/// What the thread is to do next.
enum Task {
    Answer(Answer, Option<Job>),
    Save(Job, bool),
    SaveAs(PathBuf, bool, Job),
    Flush(Option<Job>),
    /// Nothing to save although a person asked for it, or a question is open.
    Refuse(bool),
    End(Option<Job>),
}

impl Thread {
    pub(super) fn go(mut self) {
        loop {
            match self.next() {
                Task::Answer(answer, job) => self.answer(answer, job),
                Task::Save(job, asked) => self.save(job, asked),
                Task::SaveAs(path, makes_folder, job) => self.save_as(&path, makes_folder, job),
                Task::Flush(job) => {
                    let done = self.flush(job);
                    (self.tell)(Told::Flushed(done));
                }
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
                return Task::Answer(answer, inbox.job.take());
            }
            if let Some((path, makes_folder)) = inbox.save_as.take()
                && let Some(job) = inbox.job.take()
            {
                return Task::SaveAs(path, makes_folder, job);
            }
            if std::mem::take(&mut inbox.flush) {
                inbox.due = None;
                return Task::Flush(inbox.job.take());
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
        match self.attempt(job) {
            Ok(()) if asked => (self.tell)(Told::Saved(self.store.path().display().to_string())),
            Ok(()) => {}
            Err(Stuck::Asked(question)) => (self.tell)(Told::Ask(question)),
            Err(Stuck::Failed(why)) => (self.tell)(Told::Failed(why, asked)),
        }
    }

    /// Tries to save. What could not be saved is there to be tried again.
    fn attempt(&mut self, job: Job) -> Result<(), Stuck> {
        let mut workspace = job.workspace();
        let outcome = self.store.save(&mut workspace, &*self.steps);
        let mut inbox = self.shared.lock();
        inbox.failed = None;
        match outcome {
            Outcome::Saved => {
                inbox.saved = Some(Arc::new(workspace));
                Ok(())
            }
            Outcome::ChangedByOther => {
                inbox.held = true;
                inbox.job.get_or_insert(job);
                self.question = Question::ChangedByOther;
                Err(Stuck::Asked(Question::ChangedByOther))
            }
            Outcome::Failed(why) => {
                // It is tried again with the next change, when a person asks for it, and at the end.
                inbox.job.get_or_insert(job);
                inbox.failed = Some(why.clone());
                Err(Stuck::Failed(why))
            }
        }
    }

    /// Saves what is not saved yet, for somebody who waits for it.
    fn flush(&mut self, job: Option<Job>) -> Result<(), Stuck> {
        let Some(job) = job else { return Ok(()) };
        let held = self.shared.lock().held;
        if job.is_empty() && (held || !self.store.exists()) {
            return Ok(());
        }
        if held {
            self.shared.lock().job.get_or_insert(job);
            return Err(Stuck::Asked(self.question.clone()));
        }
        self.attempt(job)
    }

    /// Saves under another name, which nothing has; from then on it lies there.
    fn save_as(&mut self, path: &Path, makes_folder: bool, job: Job) {
        let (store, found) = Store::open(path);
        let mut store = if makes_folder { store.with_folder() } else { store };
        let mut workspace = job.workspace();
        let outcome = match found {
            Found::Nothing => store.save(&mut workspace, &*self.steps),
            Found::Refused(why) => Outcome::Failed(store.failed(&why)),
            _ => Outcome::ChangedByOther,
        };
        match outcome {
            Outcome::Saved => {
                self.store = store;
                let mut inbox = self.shared.lock();
                // What was changed meanwhile waits for its turn.
                (inbox.held, inbox.failed) = (false, None);
                inbox.saved = Some(Arc::new(workspace));
                drop(inbox);
                (self.tell)(Told::SavedAs(self.store.path().to_owned()));
            }
            Outcome::ChangedByOther => {
                self.put_back(Some(job));
                (self.tell)(Told::Failed(store.failed("a file of this name is there already"), true));
            }
            Outcome::Failed(why) => {
                self.put_back(Some(job));
                (self.tell)(Told::Failed(why, true));
            }
        }
    }

    /// What was taken and not saved is there to be tried again, unless something newer is.
    fn put_back(&self, job: Option<Job>) {
        if let Some(job) = job {
            self.shared.lock().job.get_or_insert(job);
        }
    }

    fn answer(&mut self, answer: Answer, job: Option<Job>) {
        match answer {
            Answer::Later => self.put_back(job),
            Answer::KeepMine => match self.store.put_theirs_aside() {
                Ok(aside) => {
                    self.shared.lock().held = false;
                    if let Some(aside) = aside {
                        (self.tell)(Told::Aside(format!("The other workspace is kept: {}", aside.display())));
                    }
                    if let Some(job) = job {
                        self.save(job, true);
                    }
                }
                Err(why) => self.ask_again(job, why),
            },
            Answer::Merge => {
                if let Some(job) = job {
                    self.merge(job);
                }
            }
            Answer::TakeTheirs => {
                if let Some(job) = job.filter(|job| !job.is_empty()) {
                    let aside = self.store.put_mine_aside(&job.workspace());
                    match aside {
                        Ok(aside) => {
                            let words = format!("What was in the window is kept: {}", aside.display());
                            (self.tell)(Told::Aside(words));
                        }
                        Err(why) => return self.ask_again(Some(job), why),
                    }
                }
                let found = self.store.look();
                self.shared.lock().saved = None;
                // Held until the window has it: nothing that it says until then comes on top.
                (self.tell)(Told::Theirs(Box::new(found)));
            }
        }
    }

    /// Saves what this window and the file say, and tells the session of it.
    fn merge(&mut self, job: Job) {
        let aside = match self.store.put_theirs_aside() {
            Ok(aside) => aside,
            Err(why) => return self.ask_again(Some(job), why),
        };
        // What was put aside is what the file said when it was agreed to replace it.
        let theirs = aside.as_deref().map(|path| Store::open(path).1);
        let (Some(aside), Some(Found::Whole(theirs))) = (aside.clone(), theirs) else {
            // Removed or broken meanwhile: there is nothing to merge with.
            if let Some(aside) = aside {
                let words = format!("The other workspace cannot be read; it is kept: {}", aside.display());
                (self.tell)(Told::Aside(words));
            }
            self.shared.lock().held = false;
            return self.save(job, true);
        };
        let Merged { workspace, taken, conflicts } = merge(&job.read, &job.workspace(), &theirs);
        let mut saved = workspace;
        match self.store.save(&mut saved, &*self.steps) {
            Outcome::Saved => {
                let mut inbox = self.shared.lock();
                // What was changed meanwhile the window puts on top of it.
                (inbox.job, inbox.due, inbox.failed) = (None, None, None);
                inbox.saved = Some(Arc::new(saved.clone()));
                drop(inbox);
                (self.tell)(Told::Theirs(Box::new(Found::Whole(Box::new(saved)))));
                let words = format!(
                    "Merged: of {taken} claims the other verdict or note was taken in, {conflicts} of them said different things; the other workspace is kept: {}",
                    aside.display()
                );
                (self.tell)(Told::Aside(words));
            }
            Outcome::ChangedByOther => {
                self.put_back(Some(job));
                self.shared.lock().held = true;
                self.question = Question::ChangedByOther;
                (self.tell)(Told::Ask(self.question.clone()));
            }
            Outcome::Failed(why) => {
                // What is there must not be written over by what was not merged with it.
                self.question = Question::ChangedByOther;
                self.ask_again(Some(job), why);
            }
        }
    }

    /// The answer could not be carried out: nothing is saved until another one can.
    fn ask_again(&self, job: Option<Job>, why: String) {
        self.put_back(job);
        let mut inbox = self.shared.lock();
        (inbox.held, inbox.failed) = (true, Some(why.clone()));
        drop(inbox);
        (self.tell)(Told::Failed(why, true));
        (self.tell)(Told::Ask(self.question.clone()));
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
