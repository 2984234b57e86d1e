//! Work that a frame must not wait for: named threads that report through one channel.

mod loading;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::adding::Addition;
use super::opened::Read;
use super::picture::{self, Job};
use super::same::Seen;
use super::workspace::Told;
use super::{NoticeKind, SearchState, Settings, Source};
use crate::graph::{self, Quest, Shown};
use crate::io::LoadError;
use crate::model::{Dataset, EntityIx};
use crate::search::{Hit, Index};

pub use loading::Loading;

/// Called from worker threads when something new is there; it wakes the window.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// What a thread has finished.
pub(super) enum Done {
    Loaded {
        number: u64,
        source: Source,
        result: Box<Result<Read, LoadError>>,
    },
    NothingLoaded {
        number: u64,
    },
    /// Files that are to be added.
    Added {
        number: u64,
        addition: Box<Addition>,
    },
    /// A table of which a person has to say what its columns are.
    Columns {
        number: u64,
        asked: Box<super::columns::Asked>,
    },
    Work {
        number: u64,
        told: Box<Told>,
    },
    Said(NoticeKind, String),
    Index {
        revision: u64,
        index: Box<Index>,
    },
    TextHits {
        revision: u64,
        query: String,
        hits: (Vec<Hit>, usize),
        marked: Vec<EntityIx>,
    },
    Analysis {
        revision: u64,
        found: Box<super::derived::Analysed>,
    },
    Seen(Box<Seen>),
    Suggestions {
        revision: u64,
        pairs: Vec<graph::Suggestion>,
    },
    Paths {
        revision: u64,
        quest: Quest,
        paths: Vec<graph::Path>,
    },
    Picture(Result<PathBuf, String>),
    Changed(PathBuf),
    SettingsFailed(String),
}

/// When a file was changed last, and its length.
type Stamp = (SystemTime, u64);

/// The threads and what they have to say.
pub(super) struct Tasks {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    waker: Waker,
    loading: Option<Loading>,
    loads: u64,
    text_search: Option<Arc<AtomicBool>>,
    watched: Option<Arc<AtomicBool>>,
    /// The files that were read last, as they were when reading began.
    read: Arc<Mutex<Vec<(PathBuf, Stamp)>>>,
    analysing: Option<Arc<AtomicBool>>,
    pathing: Option<Arc<AtomicBool>>,
}

impl Tasks {
    pub(super) fn new(waker: Waker) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            waker,
            loading: None,
            loads: 0,
            text_search: None,
            watched: None,
            read: Arc::default(),
            analysing: None,
            pathing: None,
        }
    }

    pub(super) fn loading(&self) -> Option<&Loading> {
        self.loading.as_ref()
    }

    pub(super) fn next_done(&mut self) -> Option<Done> {
        let done = self.receiver.try_recv().ok()?;
        if let Done::Loaded { number, .. }
        | Done::NothingLoaded { number }
        | Done::Added { number, .. }
        | Done::Columns { number, .. } = &done
        {
            // A file that was asked for meanwhile takes its place.
            if self.loading.as_ref().is_none_or(|loading| loading.number != *number) {
                return self.next_done();
            }
            self.loading = None;
        }
        Some(done)
    }

    /// Runs a job on a thread of its own. A panic inside it becomes what `failed` makes of it.
    fn run(
        &self,
        name: &str,
        job: impl FnOnce() -> Option<Done> + Send + 'static,
        failed: impl FnOnce(String) -> Option<Done> + Send + 'static,
    ) {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        let body = move || {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job))
                .unwrap_or_else(|panic| failed(panic_words(&*panic)));
            if let Some(done) = done {
                // The session may be gone; then nobody listens, which is fine.
                let _ = sender.send(done);
                waker();
            }
        };
        // A machine that can start no thread cannot run a window either; the job is dropped.
        let _ = std::thread::Builder::new().name(name.to_owned()).spawn(body);
    }

    /// Builds the index; `gone` are entities that are seen as part of others.
    pub(super) fn index(&self, data: &Arc<Dataset>, gone: &[EntityIx]) {
        let (data, gone) = (Arc::clone(data), gone.to_vec());
        let job = move || {
            let index = Box::new(Index::build_without(&data, &gone));
            Some(Done::Index { revision: data.revision(), index })
        };
        self.run("index", job, |_| None);
    }

    /// Ranks and groups, in place of those of the case before.
    pub(super) fn analyse(&mut self, data: &Arc<Dataset>, whole: Arc<Shown>) {
        let stop = replace_stop(&mut self.analysing);
        let data = Arc::clone(data);
        let job = move || {
            let found = super::derived::Analysed::of(&data, &whole, &stop)?;
            Some(Done::Analysis { revision: data.revision(), found: Box::new(found) })
        };
        self.run("analysis", job, |_| None);
    }

    /// Derives the case through a lens.
    pub(super) fn see(&self, ground: &Arc<Dataset>, lens: graph::Lens, revisions: [u64; 2]) {
        let ground = Arc::clone(ground);
        let job = move || Some(Done::Seen(Box::new(Seen::of(&ground, lens, revisions, None))));
        let failed = |why| Some(Done::Said(NoticeKind::Failed, format!("Could not apply the merges: {why}")));
        self.run("merge", job, failed);
    }

    /// Looks for entities that may be the same.
    pub(super) fn suggest(&self, ground: &Arc<Dataset>) {
        let ground = Arc::clone(ground);
        let job = move || {
            Some(Done::Suggestions { revision: ground.revision(), pairs: graph::suggestions(&ground) })
        };
        self.run("suggestions", job, |_| None);
    }

    pub(super) fn find_paths(&mut self, data: &Arc<Dataset>, shown: Arc<Shown>, quest: Quest) {
        let stop = replace_stop(&mut self.pathing);
        let data = Arc::clone(data);
        let job = move || {
            let paths = super::look::find(&data, &shown, &quest, &stop)?;
            Some(Done::Paths { revision: data.revision(), quest, paths })
        };
        self.run("paths", job, |_| None);
    }

    pub(super) fn stop_paths(&mut self) {
        if let Some(before) = self.pathing.take() {
            before.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn search_text(&mut self, data: &Arc<Dataset>, index: &Arc<Index>, query: &str, limit: usize) {
        self.stop_text_search();
        if query.trim().is_empty() {
            return;
        }
        let stop = Arc::new(AtomicBool::new(false));
        self.text_search = Some(Arc::clone(&stop));
        let (data, index, query) = (Arc::clone(data), Arc::clone(index), query.to_owned());
        let job = move || {
            let mut marked = index.matching_entities(&data, &query);
            marked.truncate(SearchState::MARKED);
            let hits = index.search_text(&data, &query, limit, &stop);
            if stop.load(Ordering::Relaxed) {
                None
            } else {
                Some(Done::TextHits { revision: data.revision(), query, hits, marked })
            }
        };
        self.run("search text", job, |_| None);
    }

    pub(super) fn stop_text_search(&mut self) {
        if let Some(before) = self.text_search.take() {
            before.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn save_picture(&mut self, job: Job) {
        let failed = |why| Some(Done::Picture(Err(format!("Could not save the picture: {why}"))));
        self.run("picture", move || Some(Done::Picture(picture::save(&job))), failed);
    }

    /// What the thread that saves a workspace speaks through.
    pub(super) fn teller(&self, number: u64) -> Box<dyn Fn(Told) + Send> {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        Box::new(move |told| {
            let _ = sender.send(Done::of_saver(number, told));
            waker();
        })
    }

    /// Runs a job on a thread of its own and says how it ended.
    pub(super) fn say_after(&self, name: &str, job: impl FnOnce() -> (NoticeKind, String) + Send + 'static) {
        let said = |(kind, words)| Some(Done::Said(kind, words));
        let failed = |why| Some(Done::Said(NoticeKind::Failed, format!("An error of the program: {why}")));
        self.run(name, move || said(job()), failed);
    }

    pub(super) fn save_settings(&self, settings: &Settings) {
        // Settings are a few hundred bytes; written in place so that no two writes can overtake each other.
        if let Err(error) = settings.save() {
            let path = settings.file.as_deref().unwrap_or(Path::new("settings")).display();
            let _ = self
                .sender
                .send(Done::SettingsFailed(format!("Could not save the settings: {error}: {path}")));
        }
    }

    /// Watches files for changes, in place of those watched before.
    pub(super) fn watch(&mut self, files: Vec<PathBuf>) {
        if let Some(before) = self.watched.take() {
            before.store(true, Ordering::Relaxed);
        }
        if files.is_empty() {
            return;
        }
        // What changed after it was read, and before this thread looks, counts too.
        let read = std::mem::take(&mut *self.read.lock().unwrap_or_else(PoisonError::into_inner));
        let stop = Arc::new(AtomicBool::new(false));
        self.watched = Some(Arc::clone(&stop));
        let job = move || {
            let as_read = |path: &PathBuf| read.iter().find(|(of, _)| of == path).map(|(_, stamp)| *stamp);
            let first: Vec<_> = files.iter().map(|path| as_read(path).or_else(|| stamp(path))).collect();
            loop {
                std::thread::sleep(Duration::from_millis(700));
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                for (path, first) in files.iter().zip(&first) {
                    let now = stamp(path);
                    // A file that is gone may be in the middle of being replaced.
                    if now.is_some() && now != *first {
                        return Some(Done::Changed(path.clone()));
                    }
                }
            }
        };
        self.run("watch", job, |_| None);
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.cancel_loading();
        let all = [&mut self.text_search, &mut self.watched, &mut self.analysing, &mut self.pathing];
        for stop in all.map(Option::take).into_iter().flatten() {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

/// Lets go of something large where no frame waits until all of it is freed.
pub(super) fn discard(what: impl Send + 'static) {
    let _ = std::thread::Builder::new().name("discard".to_owned()).spawn(move || drop(what));
}

/// Stops what runs, and makes the flag of what comes in its place.
fn replace_stop(slot: &mut Option<Arc<AtomicBool>>) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    if let Some(before) = slot.replace(Arc::clone(&stop)) {
        before.store(true, Ordering::Relaxed);
    }
    stop
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no details".to_owned())
}
