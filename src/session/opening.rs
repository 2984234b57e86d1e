//! Reading a case and showing it in place of the one before.

use std::sync::Arc;

use super::derived::Prepared;
use super::opened::{AsRead, Read};
use super::source::name_of;
use super::{NoticeKind, Perspective, Session, Source, tasks, worth_a_band};
use crate::model::Dataset;

impl Session {
    /// Reads a case. The open one is read again with the files that were added to it here; of another one the workspace
    /// says which belong to it.
    pub(super) fn load(&mut self, source: Source) {
        let again = self.source.is_case_of(&source);
        self.read_in(if again { self.source.clone() } else { source }, !again);
    }

    fn read_in(&mut self, source: Source, anew: bool) {
        let revision = self.take_revision();
        let elsewhere = self.elsewhere(&source);
        let said = self.settings.columns.clone();
        self.tasks.load(source, revision, self.settings.keeping.clone(), elsewhere, anew, said);
    }

    pub(super) fn reload(&mut self) {
        if self.source.path().is_some() {
            self.passing.changed_on_disk = None;
            self.load(self.source.clone());
        }
    }

    /// Reads the first file alone, without those that were added to it.
    pub(super) fn remove_added(&mut self) {
        if let Some(first) = self.source.path().filter(|_| !self.source.added().is_empty()).cloned() {
            self.read_in(Source::File(first), false);
        }
    }

    /// Reads the files that the workspace names and that are not open.
    pub(super) fn follow_added(&mut self) {
        let source = self.source.with_named(&self.work.base().added);
        if source != self.source {
            self.read_in(source, false);
        }
    }

    /// Waits for changes of the open files.
    pub(super) fn watch(&mut self) {
        self.tasks.watch(self.source.files().cloned().collect());
    }

    pub(super) fn opened(&mut self) {
        let plain = (Arc::clone(&self.ground), self.derived.whole_shared());
        self.derive_seen();
        // What merges alone hold together, files that were added, is laid out with them.
        let apart = self.view.lens.groups().is_empty() && self.source.added().is_empty();
        let plain = apart.then_some(plain);
        self.derived.draw_by(self.settings.node_size, self.settings.node_color);
        self.derived.open(&self.data, &self.view, plain);
        self.look_anew(self.view.look.clone());
        // Keys of verdicts need a claim to be about.
        if self.view.perspective == Perspective::Review && self.current_claim().is_none() {
            self.step(false);
        }
        self.tasks.index(&self.data, self.derived.merged_away());
        self.tasks.analyse(&self.data, self.derived.whole_shared());
        self.tasks.suggest(&self.ground);
        self.watch();
        self.passing.problems_band = worth_a_band(&self.report);
        self.say_huge();
    }

    pub(super) fn replace(&mut self, read: Read) {
        let Read { loaded, source, prepared, opened, unread } = read;
        let same = self.source.is_case_of(&source);
        let gone = self.source.added().iter().filter(|path| same && !source.has(path));
        let removed: Vec<String> = gone.map(|path| name_of(path)).collect();
        let old = self.exchange(Arc::new(AsRead::new(loaded, source, prepared)));
        let carried = if same { self.derived.carry_over(&old, &self.data) } else { Vec::new() };
        if same {
            let newer = self.view.carry_over(&old, &self.data);
            let before = std::mem::replace(&mut self.view, newer);
            self.carry_work(&old, before);
            self.know_case(opened);
            if !removed.is_empty() {
                self.forget_strangers();
                self.work_changed();
                let words = format!("Taken out of this case: {}", removed.join(", "));
                self.passing.say(NoticeKind::Done, words);
            }
        } else {
            self.begin_work(opened);
        }
        self.derived.replace(self.read.prepared.clone(), carried);
        self.opened();
        self.ask_anew();
        for words in unread {
            self.passing.say(NoticeKind::Failed, words);
        }
        tasks::discard(old);
    }

    /// Puts a case as it was read in the place of the open one, and gives that back. What follows from it, how it is
    /// looked at and the work on it are still those of the one before.
    pub(super) fn exchange(&mut self, read: Arc<AsRead>) -> Arc<Dataset> {
        // By ids: groups aside, the case as it was read has the same ones.
        let old = Arc::clone(&self.ground);
        let seen = std::mem::replace(&mut self.data, Arc::clone(&read.ground));
        tasks::discard(seen);
        self.see_plainly();
        self.report = Arc::clone(&read.report);
        self.taken_in = Arc::clone(&read.taken_in);
        self.source = read.source.clone();
        tasks::discard(std::mem::replace(&mut self.read, read));
        tasks::discard(self.addition.take());
        self.tasks.stop_text_search();
        self.passing.carry_over(&old, &self.data);
        self.history.carry_over(&old, &self.data);
        self.grabbed = None;
        old
    }

    /// Shows the open case as it was with fewer files or more, of which the first is the same: as undoing brings it
    /// back, with the places of nodes where they are known.
    pub(super) fn return_to(&mut self, read: Arc<AsRead>, places: Option<&super::derived::Places>) {
        let (prepared, band) = (Prepared::clone(&read.prepared), self.passing.problems_band);
        let old = self.exchange(read);
        let known = places.and_then(|places| places.of_case(self.data.entities().len()));
        let carried = known.unwrap_or_else(|| self.derived.carry_over(&old, &self.data));
        self.derived.replace(prepared, carried);
        self.work.count(&self.data);
        // Its views have the numbers that its groups have.
        self.work.knows_groups();
        self.opened();
        self.passing.problems_band = band && worth_a_band(&self.report);
        self.ask_anew();
        tasks::discard(old);
    }

    /// Asks what stands in the search box of the case that is open now.
    pub(super) fn ask_anew(&mut self) {
        let query = self.passing.search.query.clone();
        self.set_query(query);
    }
}
