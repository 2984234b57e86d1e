//! Reading files on a thread, with how far it is and a way to stop it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::{Done, Tasks, Waker};
use crate::diagnostics::{Code, Problem};
use crate::graph::Lens;
use crate::io::{LoadError, Monitor};
use crate::session::Source;
use crate::session::adding::Addition;
use crate::session::opened::{AsRead, Read};
use crate::session::workspace::Keeping;

/// A case that is being read.
pub struct Loading {
    /// From where.
    pub source: Source,
    /// Which of the loads of this session.
    pub(super) number: u64,
    pub(super) progress: Arc<Progress>,
}

impl Loading {
    /// What is being done, how far it is, and how far it will go (0 where that is not known).
    pub fn progress(&self) -> (&'static str, u64, u64) {
        let what = self.progress.what.lock().map_or("Reading", |what| *what);
        (what, self.progress.done.load(Ordering::Relaxed), self.progress.total.load(Ordering::Relaxed))
    }
}

pub(super) struct Progress {
    what: Mutex<&'static str>,
    done: AtomicU64,
    total: AtomicU64,
    pub(super) cancelled: AtomicBool,
    pub(super) stopped: AtomicBool,
    waker: Waker,
}

impl Monitor for Progress {
    fn progress(&self, what: &'static str, done: u64, total: u64) {
        if let Ok(mut now) = self.what.lock() {
            *now = what;
        }
        let before = self.done.swap(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        if before != done {
            (self.waker)();
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

impl Tasks {
    /// Reads a case; `anew`: with the files that its workspace names.
    pub(in super::super) fn load(
        &mut self,
        source: Source,
        revision: u64,
        keeping: Keeping,
        elsewhere: Option<PathBuf>,
        anew: bool,
    ) {
        let (number, progress) = self.start(&source);
        let again = source.clone();
        let job = move || {
            let asked = source.clone();
            let read = Read::of(source, &keeping, elsewhere.as_deref(), anew, revision, &*progress);
            // Stopped before anything was read, it is as if nobody had asked for it.
            let nothing = read.is_err() && progress.stopped();
            if progress.cancelled() {
                None
            } else if nothing {
                Some(Done::NothingLoaded { number })
            } else {
                Some(Done::Loaded { number, source: asked, result: Box::new(read) })
            }
        };
        self.run("load", job, move |why| Some(broken(number, again, &why)));
    }

    /// Reads files to be added to a case that is seen through a lens.
    pub(in super::super) fn add(
        &mut self,
        case: Arc<AsRead>,
        lens: Lens,
        files: Vec<PathBuf>,
        revision: u64,
    ) {
        let mut names = files.iter().cloned();
        let source = names.next().map_or(Source::Bundled, |first| Source::of(first, names.collect()));
        let (number, progress) = self.start(&source);
        let again = source.clone();
        let job = move || {
            let read = Addition::of(&case, &lens, files, revision, &*progress);
            match read {
                _ if progress.cancelled() => None,
                // Nobody adds half of a file by chance.
                _ if progress.stopped() => Some(Done::NothingLoaded { number }),
                Ok(addition) => Some(Done::Added { number, addition: Box::new(addition) }),
                Err(error) => {
                    let source = Source::File(PathBuf::from(&error.problem.file));
                    Some(Done::Loaded { number, source, result: Box::new(Err(error)) })
                }
            }
        };
        self.run("load", job, move |why| Some(broken(number, again, &why)));
    }

    /// What is being read from now on, in the place of what was before.
    fn start(&mut self, source: &Source) -> (u64, Arc<Progress>) {
        self.cancel_loading();
        let progress = Arc::new(Progress {
            what: Mutex::new("Reading"),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            waker: Arc::clone(&self.waker),
        });
        self.loads += 1;
        self.loading =
            Some(Loading { source: source.clone(), number: self.loads, progress: Arc::clone(&progress) });
        (self.loads, progress)
    }

    /// Lets reading end where it is; asked again, what was read is given up too.
    pub(in super::super) fn stop_loading(&mut self) {
        let stopping = self
            .loading
            .as_ref()
            .is_some_and(|loading| loading.progress.stopped.swap(true, Ordering::Relaxed));
        if stopping {
            self.cancel_loading();
        }
    }

    pub(in super::super) fn cancel_loading(&mut self) {
        if let Some(loading) = self.loading.take() {
            loading.progress.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// What is told of a panic while reading.
fn broken(number: u64, source: Source, why: &str) -> Done {
    let file = source.path().map_or_else(|| source.name(), |path| path.display().to_string());
    let message = format!("Reading stopped after an error of the program: {why}");
    let problem = Problem::new(Code::Unreadable, file, message);
    Done::Loaded { number, source, result: Box::new(Err(LoadError { problem })) }
}
