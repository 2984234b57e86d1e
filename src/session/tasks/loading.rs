//! Reading files on a thread, with how far it is and a way to stop it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Done, Stamp, Tasks, Waker, stamp};
use crate::diagnostics::{Code, Problem};
use crate::graph::Lens;
use crate::io::{self, LoadError, Monitor};
use crate::session::Source;
use crate::session::adding::Addition;
use crate::session::columns::{self, Asked, Said};
use crate::session::opened::{AsRead, Reader};
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

impl Progress {
    fn new(waker: Waker) -> Self {
        Self {
            what: Mutex::new("Reading"),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            waker,
        }
    }
}

impl Tasks {
    /// Reads a case; `anew`: with the files that its workspace names. `said` is what is known of tables.
    pub(in super::super) fn load(
        &mut self,
        source: Source,
        revision: u64,
        keeping: Keeping,
        elsewhere: Option<PathBuf>,
        anew: bool,
        said: Said,
    ) {
        let (number, progress) = self.start(&source);
        let again = source.clone();
        let stamped = Arc::clone(&self.read);
        let job = move || {
            let of = source.clone();
            note(&stamped, source.files());
            let reading = Reader { keeping: &keeping, elsewhere: elsewhere.as_deref(), anew, said: &said };
            let read = reading.read(source, revision, &*progress);
            // Stopped before anything was read, it is as if nobody had asked for it.
            let nothing = read.is_err() && progress.stopped();
            let asked = match (of.path(), &read) {
                (Some(path), Err(error)) => columns::ask(path, error),
                _ => None,
            };
            if progress.cancelled() {
                None
            } else if let Some(asked) = asked {
                Some(Done::Columns { number, asked: Box::new(asked) })
            } else if nothing {
                Some(Done::NothingLoaded { number })
            } else {
                Some(Done::Loaded { number, source: of, result: Box::new(read) })
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
        said: Said,
    ) {
        let mut names = files.iter().cloned();
        let source = names.next().map_or(Source::Bundled, |first| Source::of(first, names.collect()));
        let (number, progress) = self.start(&source);
        let again = source.clone();
        let stamped = Arc::clone(&self.read);
        let job = move || {
            note(&stamped, files.iter());
            let read = Addition::of(&case, &lens, files.clone(), &said, revision, &*progress);
            match read {
                _ if progress.cancelled() => None,
                // Nobody adds half of a file by chance.
                _ if progress.stopped() => Some(Done::NothingLoaded { number }),
                Ok(addition) => Some(Done::Added { number, addition: Box::new(addition) }),
                Err(failed) => {
                    let (path, error) = *failed;
                    if let Some(asked) = columns::ask(&path, &error) {
                        let asked = Box::new(Asked { adding: files, ..asked });
                        return Some(Done::Columns { number, asked });
                    }
                    let source = Source::File(path);
                    Some(Done::Loaded { number, source, result: Box::new(Err(error)) })
                }
            }
        };
        self.run("load", job, move |why| Some(broken(number, again, &why)));
    }

    /// Looks at the columns of a table.
    pub(in super::super) fn preview(&mut self, path: PathBuf) {
        let (number, _) = self.start(&Source::File(path.clone()));
        let job = move || match io::table_preview(&path) {
            Ok(preview) => {
                let asked = Asked { path, preview, why: String::new(), adding: Vec::new() };
                Some(Done::Columns { number, asked: Box::new(asked) })
            }
            Err(error) => {
                Some(Done::Loaded { number, source: Source::File(path), result: Box::new(Err(error)) })
            }
        };
        self.run("columns", job, move |_| Some(Done::NothingLoaded { number }));
    }

    /// What is being read from now on, in the place of what was before.
    fn start(&mut self, source: &Source) -> (u64, Arc<Progress>) {
        self.cancel_loading();
        let progress = Arc::new(Progress::new(Arc::clone(&self.waker)));
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

/// Takes down how files are before they are read.
fn note<'a>(stamped: &Mutex<Vec<(PathBuf, Stamp)>>, files: impl Iterator<Item = &'a PathBuf>) {
    let stamps = files.filter_map(|path| Some((path.clone(), stamp(path)?))).collect();
    *stamped.lock().unwrap_or_else(PoisonError::into_inner) = stamps;
}

/// What is told of a panic while reading.
fn broken(number: u64, source: Source, why: &str) -> Done {
    let file = source.path().map_or_else(|| source.name(), |path| path.display().to_string());
    let message = format!("Reading stopped after an error of the program: {why}");
    let problem = Problem::new(Code::Unreadable, file, message);
    Done::Loaded { number, source, result: Box::new(Err(LoadError { problem })) }
}
