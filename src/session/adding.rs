//! Files that are put behind the open case: read on a thread, shown with whom of them it has already, and added when a
//! person says so.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::columns::{self, Said};
use super::derived::Prepared;
use super::opened::AsRead;
use super::source::name_of;
use super::{NoticeKind, Session, Source, TakenIn, tasks, worth_a_band};
use crate::diagnostics::{Problem, Report};
use crate::graph::{self, Lens, Match, Part};
use crate::io::{self, Came, First, LoadError, Monitor};
use crate::model::{Dataset, EntityIx};

/// Files that were read and wait for a person to say whether they come in.
pub struct Addition {
    files: Vec<PathBuf>,
    read: Arc<AsRead>,
    /// The revision of the case that they come behind.
    behind: u64,
    came: Came,
    taken_in: TakenIn,
    problems: Vec<Problem>,
    matches: Vec<Match>,
}

impl Addition {
    /// What the files are called: "b.json", "b.json and 1 more".
    pub fn name(&self) -> String {
        named(&self.files)
    }

    /// The open case with the files behind it.
    pub fn data(&self) -> &Dataset {
        &self.read.ground
    }

    /// What comes in, one after the other: documents, entities, claims; and how many documents are known already.
    pub fn came(&self) -> &Came {
        &self.came
    }

    /// How the files were taken in.
    pub fn taken_in(&self) -> &TakenIn {
        &self.taken_in
    }

    /// What is wrong with them.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Who of them may be in the case already, in the order of reasons.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// Reads files and puts them behind a case, which is seen through a lens.
    ///
    /// # Errors
    /// One of them cannot be read: which, and why.
    pub(super) fn of(
        case: &AsRead,
        lens: &Lens,
        files: Vec<PathBuf>,
        said: &Said,
        revision: u64,
        monitor: &dyn Monitor,
    ) -> Result<Self, Box<(PathBuf, LoadError)>> {
        let mut others = Vec::new();
        for path in &files {
            let loaded = columns::load(path, said, revision, monitor);
            others.push((io::word_of(path), loaded.map_err(|error| (path.clone(), error))?));
        }
        let mut alone = Report::default();
        alone.problems.extend(others.iter().flat_map(|(_, other)| other.report.problems.iter().cloned()));
        let taken = io::taken_as_one(others.iter().map(|(_, other)| (other.format, &other.import)));
        let taken_in = TakenIn { format: taken.0, import: taken.1 };
        let import = &case.taken_in.import;
        let first =
            First { dataset: &case.ground, report: &case.report, format: case.taken_in.format, import };
        let whole = io::combine(first, &others, revision);
        let parts: Vec<Part<'_>> =
            whole.came.iter().map(|came| Part { entities: &came.entities, same_id: &came.same_id }).collect();
        let data = &whole.loaded.dataset;
        let mut matches = graph::matches(data, &parts, |entity| lens.target(entity));
        matches.sort_by(|a, b| (a.doubtful, &a.reason, a.from).cmp(&(b.doubtful, &b.reason, b.from)));
        let prepared = Prepared::plain(data);
        let source = case.source.with(files.iter().cloned());
        Ok(Self {
            read: Arc::new(AsRead::new(whole.loaded, source, prepared)),
            behind: case.ground.revision(),
            came: sum(&whole.came),
            taken_in,
            problems: alone.problems,
            matches,
            files,
        })
    }
}

/// What several files brought, as one.
fn sum(all: &[Came]) -> Came {
    let span = |of: fn(&Came) -> &std::ops::Range<u32>| {
        let start = all.first().map_or(0, |came| of(came).start);
        start..all.last().map_or(0, |came| of(came).end)
    };
    Came {
        entities: span(|came| &came.entities),
        claims: span(|came| &came.claims),
        documents: span(|came| &came.documents),
        known: all.iter().map(|came| came.known).sum(),
        same_id: Vec::new(),
    }
}

fn named(files: &[PathBuf]) -> String {
    match files {
        [] => String::new(),
        [one] => name_of(one),
        [one, more @ ..] => format!("{} and {} more", name_of(one), more.len()),
    }
}

impl Session {
    /// The files that were read to be added, and wait for an answer.
    pub fn addition(&self) -> Option<&Addition> {
        self.addition.as_deref()
    }

    /// Opens the first of several files, and offers the others to be added to it.
    pub(super) fn open_all(&mut self, files: Vec<PathBuf>) {
        let mut files = files.into_iter();
        let Some(first) = files.next() else { return };
        self.to_add = files.collect();
        self.load(Source::File(first));
    }

    /// Reads files to be added to the open case; to the one that is about to be opened, where one is.
    pub(super) fn add(&mut self, files: Vec<PathBuf>) {
        if files.is_empty() {
            return;
        }
        if self.importing.is_some() {
            self.to_add = files;
            return;
        }
        if self.source.path().is_none() {
            let words = "Files are added to a case that is a file: open one first".to_owned();
            return self.passing.say(NoticeKind::Failed, words);
        }
        let mut new: Vec<PathBuf> = Vec::new();
        for path in files {
            if self.source.has(&path) {
                let words = format!("The file is part of this case already: {}", path.display());
                self.passing.say(NoticeKind::Failed, words);
            } else if !new.contains(&path) {
                new.push(std::path::absolute(&path).unwrap_or(path));
            }
        }
        if !new.is_empty() {
            let revision = self.take_revision();
            let (lens, said) = (self.view.lens.clone(), self.settings.columns.clone());
            self.tasks.add(Arc::clone(&self.read), lens, new, revision, said);
        }
    }

    /// Adds what was to be added to a case that is open now.
    pub(super) fn add_rest(&mut self) {
        let files = std::mem::take(&mut self.to_add);
        let files: Vec<PathBuf> = files.into_iter().filter(|path| !self.source.has(path)).collect();
        if !files.is_empty() {
            self.add(files);
        }
    }

    /// Takes in files that a thread has read, for a person to see what is in them.
    pub(super) fn offer(&mut self, addition: Box<Addition>) {
        if addition.behind == self.ground.revision() {
            self.passing.dialog = None;
            self.addition = Some(addition);
        } else {
            // The case has become another meanwhile.
            self.add(addition.files.clone());
            tasks::discard(addition);
        }
    }

    /// What a step is called that adds the files that wait.
    pub(super) fn addition_words(&self) -> Option<String> {
        Some(format!("adding of {}", self.addition()?.name()))
    }

    /// Adds the files that wait, those of the matches merged whose later end is named; `None` lets them be.
    pub(super) fn answer_addition(&mut self, merged: Option<&BTreeSet<EntityIx>>) {
        let Some(addition) = self.addition.take() else { return };
        let Some(merged) = merged else { return tasks::discard(addition) };
        let Addition { files, read, came, problems, matches, .. } = *addition;
        let (prepared, band) = (Prepared::clone(&read.prepared), self.passing.problems_band);
        let old = self.exchange(read);
        let carried = self.derived.carry_over(&old, &self.data);
        let newer = self.view.carry_over(&old, &self.data);
        let before = std::mem::replace(&mut self.view, newer);
        self.carry_by_ids(&old, before);
        let mut joined = 0;
        for Match { from, into, .. } in matches.iter().filter(|pair| merged.contains(&pair.from)) {
            let (from, into) = (self.view.lens.target(*from), self.view.lens.target(*into));
            joined += usize::from(self.view.lens.merge(from, into));
        }
        self.view.follow_merges();
        self.work.count(&self.data);
        self.derived.replace(prepared, carried);
        self.opened();
        self.passing.problems_band = band || worth_a_band(&Report { problems });
        self.ask_anew();
        let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let entities = counted(came.entities.len(), "entity", "entities");
        let claims = counted(came.claims.len(), "claim", "claims");
        let words = format!("Added {entities} and {claims}, {joined} merged: {}", named(&files));
        self.passing.say(NoticeKind::Done, words);
        tasks::discard(old);
    }
}
