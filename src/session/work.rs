//! The workspace of the open case: read with it, saved after every change.

use std::path::PathBuf;
use std::sync::Arc;

use super::action::Action;
use super::opened::Opened;
use super::tasks::Done;
use super::undo::Undo;
use super::workspace::{
    self, Answer, CaseId, Found, Job, Keeping, Merge, Question, Saver, State, Told, Workspace,
};
use super::{Command, NoticeKind, Session};
use crate::model::Dataset;

/// What the session knows of the workspace file.
#[derive(Default)]
pub(super) struct Work {
    /// The file as it was read: what it says of things that the case has not stays in it.
    base: Arc<Workspace>,
    case: CaseId,
    pub(super) saver: Option<Saver>,
    /// Savers of cases that were closed, until they have saved.
    ending: Vec<Saver>,
    /// Rises with every saver: what an older one tells is of a case that is closed.
    number: u64,
    /// The failure that was told last; it is not told every two seconds.
    told: Option<String>,
    /// Where the file lies.
    place: Option<PathBuf>,
    /// What was read from it last, as this window writes it: what another window may have begun with too.
    read: Arc<Workspace>,
    /// Whether hidden groups were looked up since then.
    knows_groups: bool,
    /// What was sent to be merged: what was changed since comes on top.
    merging: Option<Arc<Workspace>>,
}

impl Work {
    /// Whether work stays in memory.
    pub(super) fn has_no_place(&self) -> bool {
        self.saver.is_none()
    }

    /// The file as it was read.
    pub(super) fn base(&self) -> &Arc<Workspace> {
        &self.base
    }

    /// Takes down how much the case holds with its files as they are now.
    pub(super) fn count(&mut self, data: &Dataset) {
        self.case = self.case.counting(data);
    }

    /// Whether hidden groups were looked up before; from now on they were.
    pub(super) fn knows_groups(&mut self) -> bool {
        std::mem::replace(&mut self.knows_groups, true)
    }

    /// Asks for all to be saved. Returns why nobody will, if so.
    pub(super) fn flush(&self) -> Option<String> {
        let saver = self.saver.as_ref()?;
        let stopped = || "Could not save the workspace: the thread that saves has stopped".to_owned();
        (!saver.flush()).then(|| saver.failed().unwrap_or_else(stopped))
    }

    /// Whether something is not saved yet.
    pub(super) fn is_behind(&self) -> bool {
        self.saver.as_ref().is_some_and(Saver::is_behind)
    }

    /// Forgets what is not saved.
    pub(super) fn discard(&self) {
        if let Some(saver) = &self.saver {
            saver.discard();
        }
    }

    /// What is on the disk.
    pub(super) fn saved(&self) -> Arc<Workspace> {
        self.saver.as_ref().and_then(Saver::saved).unwrap_or_else(|| Arc::clone(&self.read))
    }
}

impl Session {
    /// Takes in the workspace of a case that was just opened, before anything is derived from the view.
    pub(super) fn begin_work(&mut self, opened: Option<Opened>) {
        if let Some(before) = self.work.saver.take() {
            before.end();
            self.work.ending.push(before);
        }
        self.work.ending.retain(|saver| !saver.has_ended());
        self.work.number += 1;
        self.work.told = None;
        self.work.merging = None;
        self.passing.question = None;
        self.take_in(Workspace::default());
        self.work.place = opened.as_ref().map(|opened| opened.store.path().to_owned());
        if let Some(Opened { store, found, case, lost }) = opened {
            self.work.case = case;
            let path = store.path().display().to_string();
            if let Some(lost) = lost {
                let lost = lost.display();
                let words = format!("The workspace is not where it was put, {lost}; instead of it: {path}");
                self.passing.say(NoticeKind::Failed, words);
            }
            self.take_found(found, &path, false);
            let tell = self.tasks.teller(self.work.number);
            self.work.saver = Some(Saver::spawn(store, self.passing.question.clone(), tell));
        }
        self.undo = Undo::new(self.kept());
    }

    /// Shows what was found in the file and says what was wrong with it. `agreed`: whoever's it is.
    fn take_found(&mut self, found: Found, path: &str, agreed: bool) {
        let failed = NoticeKind::Failed;
        match found {
            Found::Nothing => {}
            Found::Whole(workspace) => {
                if !agreed && self.work.case.is_other(&workspace, &self.ground) {
                    self.passing.question = Some(Question::OtherCase(workspace.case.file.clone()));
                } else {
                    self.tell_missing(&workspace, path);
                    self.take_in(*workspace);
                }
            }
            Found::Backup(workspace, why) => {
                self.take_found(Found::Whole(workspace), path, agreed);
                self.passing.say(failed, format!("{why}; its backup was read instead: {path}"));
            }
            Found::Broken(why) => self.passing.say(failed, format!("{why} and is put aside: {path}")),
            Found::Refused(why) => {
                self.passing.say(failed, format!("The workspace is not read or saved: {why}: {path}"));
            }
        }
    }

    fn take_in(&mut self, workspace: Workspace) {
        let state = workspace::apply(&workspace, &self.ground);
        let read = workspace::compose(&workspace, &self.ground, self.work.case.clone(), &state);
        self.work.read = Arc::new(read);
        let State { view, review, views, .. } = state;
        (self.view, self.review, self.views) = (view, review, views);
        self.view.follow_merges();
        self.work.base = Arc::new(workspace);
        self.work.knows_groups = false;
    }

    /// Carries the work over to a newer version of the case, in which nothing can be undone yet.
    pub(super) fn carry_work(&mut self, old: &Dataset, view_before: super::View) {
        self.carry_by_ids(old, view_before);
        self.undo = Undo::new(self.kept());
    }

    /// Carries the work over to another version of the case: through its ids, so that what the older one had
    /// not comes back and what the newer one has not is kept. The view has been carried over before.
    pub(super) fn carry_by_ids(&mut self, old: &Dataset, view_before: super::View) {
        let state = State { view: view_before, ..self.state() };
        let base = workspace::compose(&self.work.base, old, self.work.case.clone(), &state);
        let State { view, review, views, .. } = workspace::apply(&base, &self.ground);
        (self.review, self.views) = (review, views);
        self.view.lens = view.lens;
        self.view.look = view.look;
        // Groups have indices of their own in the newer case.
        let groups = view.pins.into_iter().filter(|(entity, _)| self.is_group(*entity));
        let groups: Vec<_> = groups.collect();
        self.view.pins.extend(groups);
        self.work.knows_groups = false;
        self.view.pins.extend(workspace::returned_pins(&base, old, &self.ground));
        self.work.base = Arc::new(base);
    }

    /// Forgets merges with entities of files that a person took out of the case.
    pub(super) fn forget_strangers(&mut self) {
        let ground = Arc::clone(&self.ground);
        let knows =
            |merge: &Merge| [&merge.from, &merge.into].iter().all(|id| ground.find_entity(id).is_some());
        let base = Arc::make_mut(&mut self.work.base);
        base.merges.retain(knows);
        base.views.iter_mut().filter_map(|view| view.merges.as_mut()).for_each(|merges| merges.retain(knows));
    }

    /// The case as it is in the file now, after it was read again.
    pub(super) fn know_case(&mut self, opened: Option<Opened>) {
        if let Some(opened) = opened {
            self.work.case = opened.case;
        }
    }

    pub(super) fn job(&self) -> Job {
        Job {
            base: Arc::clone(&self.work.base),
            read: Arc::clone(&self.work.read),
            data: Arc::clone(&self.ground),
            case: self.work.case.clone(),
            state: self.state(),
        }
    }

    /// What the workspace keeps.
    pub(super) fn state(&self) -> State {
        State {
            view: self.view.clone(),
            review: Arc::clone(&self.review),
            views: Arc::clone(&self.views),
            groups: self.derived.analysis().cloned(),
            added: self.source.added_names(),
        }
    }

    /// Something changed that the workspace keeps.
    pub(super) fn work_changed(&self) {
        if let Some(saver) = &self.work.saver {
            saver.changed(self.job());
        }
    }

    pub(super) fn save_workspace(&mut self) {
        if let Some(saver) = &self.work.saver {
            saver.save(self.job());
        } else {
            let words = "There is no place to save the workspace of this case".to_owned();
            self.passing.say(NoticeKind::Failed, words);
        }
    }

    /// Where a copy of the workspace goes that could not be saved: the user's folder, under the name that it has.
    fn copy_path(&self) -> std::path::PathBuf {
        let name = self.source.picture_path().with_extension("workspace.json");
        let name = std::path::PathBuf::from(name.file_name().unwrap_or_default());
        match &self.settings.keeping {
            Keeping::Work(Some(folder)) => folder.join(name),
            _ => name,
        }
    }

    pub(super) fn answer_about_workspace(&mut self, answer: Answer) {
        self.passing.question = None;
        let job = self.job();
        self.work.merging = (answer == Answer::Merge).then(|| Arc::new(job.workspace()));
        if let Some(saver) = &self.work.saver {
            saver.answer(answer, job);
        }
        self.try_to_leave();
    }

    pub(super) fn hear_saver(&mut self, number: u64, told: Told) {
        match told {
            // Of a case that is closed only failures matter.
            Told::Failed(why, asked) => {
                if asked {
                    self.note_try(&why);
                }
                if asked || self.work.told.as_ref() != Some(&why) {
                    self.passing.say(NoticeKind::Failed, why.clone());
                }
                self.work.told = Some(why);
            }
            Told::Aside(words) => self.passing.say(NoticeKind::Done, words),
            _ if number != self.work.number => {}
            Told::Saved(path) => {
                self.work.told = None;
                self.passing.say(NoticeKind::Done, format!("Workspace saved: {path}"));
            }
            // Who leaves is asked in the middle of the window.
            Told::Ask(_) if self.leaving.is_some() => {}
            Told::Ask(question) => self.passing.question = Some(question),
            Told::SavedAs(path) => {
                self.work.told = None;
                self.passing.question = None;
                self.passing.say(NoticeKind::Done, format!("Workspace saved: {}", path.display()));
                let case = self.source.path().cloned();
                self.settings.set_workspace(case, path.clone());
                self.tasks.save_settings(&self.settings);
                self.work.place = Some(path);
            }
            Told::Flushed(done) => self.hear_flush(done),
            Told::Theirs(found) => {
                let path = self.workspace_path().map(|path| path.display().to_string());
                let layout = self.view.layout;
                let gone = *found == Found::Nothing;
                let more = self.take_theirs(*found, &path.unwrap_or_default());
                if let Some(saver) = &self.work.saver {
                    saver.heard();
                }
                self.undo = Undo::new(self.kept());
                self.see_through();
                self.number_groups(None);
                self.look_anew(self.view.look.clone());
                self.refresh();
                if layout == self.view.layout {
                    self.derived.restore(&self.view.pins, None);
                } else {
                    self.derived.change_layout(&self.data, &self.view);
                }
                if gone || more {
                    // Somebody removed it, or the window has gone on: what is in it is all there is.
                    self.work_changed();
                }
                self.follow_added();
            }
        }
    }

    /// Takes in what is in the file now. What was done here while it was merged comes on top; whether there was
    /// anything.
    fn take_theirs(&mut self, found: Found, path: &str) -> bool {
        let sent = self.work.merging.take();
        let (Found::Whole(merged), Some(sent)) = (&found, sent) else {
            self.take_found(found, path, true);
            return false;
        };
        let here = Workspace { saved: sent.saved, ..self.job().workspace() };
        let more = here != *sent;
        let latest = workspace::merge(&sent, &here, merged).workspace;
        self.take_found(found, path, true);
        if more {
            // What is in the file is what another window may begin with.
            let in_file = Arc::clone(&self.work.read);
            self.take_in(latest);
            self.work.read = in_file;
        }
        more
    }

    /// Why the workspace of the open case could not be saved, the path last; `None` once it could.
    pub fn save_failed(&self) -> Option<String> {
        self.work.saver.as_ref()?.failed()
    }

    /// Where the workspace of the open case lies; `None` where it stays in memory.
    pub fn workspace_path(&self) -> Option<PathBuf> {
        self.work.place.clone().or_else(|| workspace::path_for(&self.source, &self.settings.keeping))
    }

    /// Saves what is not saved yet and waits for it: for a window that closes.
    ///
    /// # Errors
    /// Why it could not be saved, the path last.
    pub fn finish(&mut self) -> Result<(), String> {
        let current = self.work.saver.take();
        let all = self.work.ending.drain(..).chain(current);
        let saved = all.map(|saver| saver.finish()).fold(Ok(()), Result::and);
        saved.map_err(|why| match self.rescue() {
            Some(path) => format!("{why}\nVerdicts and notes were saved instead: {}", path.display()),
            None => why,
        })
    }

    /// Where the workspace could not be saved at the end: verdicts and notes in a new file of the user's folder.
    fn rescue(&self) -> Option<PathBuf> {
        let Keeping::Work(Some(folder)) = &self.settings.keeping else { return None };
        if self.review.verdicts.is_empty() && self.review.notes.is_empty() {
            return None;
        }
        std::fs::create_dir_all(folder).ok()?;
        if !self.review.notes.is_empty() {
            // A list of verdicts has no room for notes on entities.
            let bytes = self.job().workspace().bytes().ok()?;
            return super::tables::write_beside(&self.copy_path(), &bytes).ok();
        }
        let name = self.verdicts_path("json").file_name()?.to_owned();
        let text = super::review::as_json(&self.data, &self.review);
        super::tables::write_beside(&folder.join(name), text.as_bytes()).ok()
    }

    /// Carries an action out and takes down what it changed.
    pub(super) fn carry_out_undoably(&mut self, action: Action) {
        // The step is called after those who are collapsed.
        let action = match action {
            Action::Run(Command::Collapse) => match self.selection_to_collapse() {
                Some(selected) => Action::Keep(selected.collapse()),
                None => action,
            },
            action => action,
        };
        let label = self.label_of(&action);
        // A note goes on while it is typed; whatever else a person does ends it.
        let ends = match &action {
            Action::Run(command) => *command != Command::SaveWorkspace,
            action => matches!(action, Action::Select(..) | Action::ClearSelection),
        };
        let looks = matches!(action, Action::SetCamera(_, true));
        let stood = (self.view.perspective, self.view.face);
        let places = match &action {
            // Where nodes were is taken when the first of many moves comes.
            Action::Drag(entity, _) => {
                if self.grabbed.as_ref().is_none_or(|(held, _)| held != entity) {
                    self.grabbed = Some((*entity, self.derived.places()));
                }
                None
            }
            Action::DragEnd { entity, .. } => {
                let grabbed = self.grabbed.take().filter(|(held, _)| held == entity);
                Some(grabbed.map_or_else(|| self.derived.places(), |(_, places)| places))
            }
            Action::Run(Command::Undo | Command::Redo) | Action::Hover(_) => None,
            _ => Some(self.derived.places()),
        };
        self.carry_out(action);
        if self.undo.now().is(&self.view, &self.review, &self.views, &self.read) {
            if ends {
                self.undo.settle();
            }
            if looks || stood != (self.view.perspective, self.view.face) {
                self.work_changed();
            }
        } else {
            self.undo.record(label, self.kept(), places);
            self.work_changed();
        }
    }
}

impl Done {
    /// What a saver tells, on its way to the session.
    pub(super) fn of_saver(number: u64, told: Told) -> Self {
        Self::Work { number, told: Box::new(told) }
    }
}
