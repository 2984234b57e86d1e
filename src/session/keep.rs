//! What a person does to their work on a case: verdicts, notes, named views, and where it is saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::review::{self, Review, Verdict};
use super::undo::{Kept, Turn};
use super::workspace::Answer;
use super::{NoticeKind, Reveal, Session, View};
use crate::model::{ClaimIx, Dataset, EntityIx, Item};

/// A change of the work on a case.
#[derive(Clone, PartialEq, Debug)]
pub enum Keep {
    /// A verdict on a claim, or `None` to take it back.
    Verdict(ClaimIx, Option<Verdict>),
    /// A note on a claim; empty takes it away. Each letter may be sent: they become one step.
    Note(ClaimIx, String),
    /// A note on an entity; empty takes it away. Each letter may be sent: they become one step.
    EntityNote(EntityIx, String),
    /// Keep how the case is looked at under a name.
    SaveView(String),
    /// Look at the case as a named view does.
    ShowView(String),
    /// Forget a named view.
    ForgetView(String),
    /// The first entity is the second: it becomes part of it.
    Merge(EntityIx, EntityIx),
    /// An entity that was merged is one of its own again.
    Separate(EntityIx),
    /// Several entities are drawn as one group.
    Collapse {
        /// Who; those of a group among them, where one is named.
        members: Vec<EntityIx>,
        /// The one of them after whom the group is called, where their lines hold them together.
        around: Option<EntityIx>,
    },
    /// The members of a group, or of the group that an entity is collapsed into, are drawn themselves again.
    OpenGroup(EntityIx),
    /// A hand takes hold of something that sends many changes, or lets it go: they become one step.
    Gesture(bool),
    /// Write the verdicts to a file, CSV or JSON by its ending.
    ExportVerdicts(PathBuf),
    /// Answer the question about the workspace file.
    Answer(Answer),
    /// Save the workspace under another name, where it lies from then on.
    SaveAs(PathBuf),
}

impl Session {
    pub(super) fn keep(&mut self, keep: Keep) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        match keep {
            // An action may have been asked for on the case before.
            Keep::Verdict(claim, _) | Keep::Note(claim, _) if !self.holds(Item::Claim(claim)) => {}
            Keep::Verdict(claim, verdict) => Arc::make_mut(&mut self.review).set_verdict(claim, verdict, now),
            Keep::Note(claim, note) => Arc::make_mut(&mut self.review).set_note(claim, &note, now),
            Keep::EntityNote(entity, _) if !self.holds(Item::Entity(entity)) => {}
            Keep::EntityNote(entity, note) => {
                Arc::make_mut(&mut self.review).set_entity_note(entity, &note);
            }
            Keep::SaveView(name) => {
                if !name.trim().is_empty() {
                    Arc::make_mut(&mut self.views).insert(name.trim().to_owned(), self.view.clone());
                }
            }
            Keep::ShowView(name) => {
                if let Some(view) = self.views.get(&name).cloned() {
                    let camera = view.camera_by_hand.then_some(view.camera).flatten();
                    let (perspective, face) = (view.perspective, view.face);
                    self.look_as(view, None);
                    (self.view.perspective, self.view.face) = (perspective, face);
                    if let Some(camera) = camera {
                        self.view.set_camera(camera, true);
                    } else {
                        self.view.camera_by_hand = false;
                        self.passing.reveal(Reveal::Follow);
                    }
                }
            }
            Keep::ForgetView(name) => {
                Arc::make_mut(&mut self.views).remove(&name);
            }
            Keep::Merge(from, into) => self.merge(&[from], into),
            Keep::Separate(from) => self.separate(from),
            Keep::Collapse { members, around } => {
                let members: Vec<EntityIx> =
                    members.into_iter().filter(|member| self.holds(Item::Entity(*member))).collect();
                self.collapse(&members, around);
            }
            Keep::OpenGroup(entity) => self.open_group(entity),
            Keep::Gesture(holds) => self.undo.gesture(holds),
            Keep::ExportVerdicts(path) => {
                let (data, review) = (Arc::clone(&self.data), Arc::clone(&self.review));
                self.tasks.say_after("verdicts", move || export(&path, &data, &review));
            }
            Keep::Answer(answer) => self.answer_about_workspace(answer),
            Keep::SaveAs(path) => self.save_workspace_as(path),
        }
    }

    /// Verdicts and notes.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// The same, shared: another pointer is another review.
    pub fn review_shared(&self) -> &Arc<Review> {
        &self.review
    }

    /// Views with a name.
    pub fn views(&self) -> impl Iterator<Item = (&str, &View)> {
        self.views.iter().map(|(name, view)| (name.as_str(), view))
    }

    /// What would be undone, for the menu: "move of Hamas".
    pub fn can_undo(&self) -> Option<&str> {
        self.undo.can_undo()
    }

    /// What would be done again.
    pub fn can_redo(&self) -> Option<&str> {
        self.undo.can_redo()
    }

    /// What undo takes down of the session as it is.
    pub(super) fn kept(&self) -> Kept {
        let (review, views) = (Arc::clone(&self.review), Arc::clone(&self.views));
        Kept { view: Arc::new(self.view.clone()), review, views, read: Some(Arc::clone(&self.read)) }
    }

    pub(super) fn undo_step(&mut self) {
        let places = self.derived.places();
        let turn = self.undo.undo(Some(places));
        self.turn(turn);
    }

    pub(super) fn redo_step(&mut self) {
        let places = self.derived.places();
        let turn = self.undo.redo(Some(places));
        self.turn(turn);
    }

    fn turn(&mut self, turn: Option<Turn>) {
        let Some(Turn { kept, places, .. }) = turn else { return };
        (self.review, self.views) = (kept.review, kept.views);
        match kept.read.filter(|read| !Arc::ptr_eq(read, &self.read)) {
            Some(read) => {
                let View { camera, camera_by_hand, perspective, face, .. } = self.view;
                let view = View::clone(&kept.view);
                self.view = View { perspective, face, camera, camera_by_hand, ..view };
                self.return_to(read, places.as_ref());
            }
            None => self.look_as(View::clone(&kept.view), places.as_ref()),
        }
        self.work_changed();
    }

    /// Looks at the case in another way, through the same camera. `places` is where nodes were then.
    fn look_as(&mut self, view: View, places: Option<&super::derived::Places>) {
        let View { camera, camera_by_hand, perspective, face, .. } = self.view;
        let view = View { perspective, face, camera, camera_by_hand, ..view };
        let before = std::mem::replace(&mut self.view, view);
        let lens = before.lens != self.view.lens;
        self.see_through();
        if lens || before.filter != self.view.filter || before.ego != self.view.ego {
            self.passing.playing = None;
            self.refresh();
        }
        if before.look != self.view.look {
            let look = self.view.look.clone();
            self.look_anew(look);
        }
        if before.layout != self.view.layout {
            self.derived.remember_force(places);
            self.derived.change_layout(&self.data, &self.view);
            self.view.camera_by_hand = false;
            self.passing.reveal(Reveal::Follow);
        } else if before.pins != self.view.pins {
            self.derived.restore(&self.view.pins, places);
        }
    }
}

fn export(path: &Path, data: &Dataset, review: &Review) -> (NoticeKind, String) {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let text = match ending.as_deref() {
        Some("csv") => review::as_csv(data, review),
        Some("json") => review::as_json(data, review),
        _ => {
            let why = "the name must end in .csv or .json";
            return (NoticeKind::Failed, format!("Could not save the verdicts: {why}: {}", path.display()));
        }
    };
    // What is there may have been edited by somebody: it stays, and the new file gets a number.
    match super::tables::write_beside(path, text.as_bytes()) {
        Ok(path) => (NoticeKind::Done, format!("Verdicts saved: {}", path.display())),
        Err(why) => (NoticeKind::Failed, format!("Could not save the verdicts: {why}: {}", path.display())),
    }
}
