//! Undo and redo of everything that changes the view or the work on a case.
//!
//! The session keeps what it looked like after the last step; after every action it compares. Whatever an
//! action changes is a step then, also where nobody thought of undo when the action was written.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::View;
use super::derived::Places;
use super::opened::AsRead;
use super::review::Review;

/// How many steps are kept.
const STEPS: usize = 200;

/// What can be undone: how a person looks at the case and what they found, the camera excepted. Cheap to
/// clone: the steps share whatever they did not change, a review entry by entry.
#[derive(Clone, Default, Debug)]
pub(super) struct Kept {
    /// Filter, ego network, pins, layout. Its camera does not count.
    pub(super) view: Arc<View>,
    /// Verdicts and notes.
    pub(super) review: Arc<Review>,
    /// Views with a name.
    pub(super) views: Arc<BTreeMap<String, View>>,
    /// The case that all of it is about: adding a file makes another of it, with the same indices for what it had.
    pub(super) read: Option<Arc<AsRead>>,
}

impl Kept {
    /// Whether it is this, wherever the camera looks.
    pub(super) fn is(
        &self,
        view: &View,
        review: &Arc<Review>,
        views: &Arc<BTreeMap<String, View>>,
        read: &Arc<AsRead>,
    ) -> bool {
        self.is_about(Some(read)) && self.looks_and_says(view, review, views)
    }

    /// Whether it is about this very case.
    fn is_about(&self, read: Option<&Arc<AsRead>>) -> bool {
        match (&self.read, read) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        }
    }

    fn looks_and_says(&self, view: &View, review: &Arc<Review>, views: &Arc<BTreeMap<String, View>>) -> bool {
        (Arc::ptr_eq(&self.review, review) || self.review == *review)
            && (Arc::ptr_eq(&self.views, views) || self.views == *views)
            && self.view.is_like(view)
    }

    /// What differs from another, in words: for actions that have none of their own.
    fn difference(&self, other: &Self) -> &'static str {
        let (a, b) = (&self.view, &other.view);
        if !self.is_about(other.read.as_ref()) {
            "files"
        } else if a.pins != b.pins {
            "pins"
        } else if a.layout != b.layout {
            "layout"
        } else if a.ego != b.ego {
            "ego network"
        } else if a.lens.groups() != b.lens.groups() {
            "collapse"
        } else if a.lens != b.lens {
            "merge"
        } else if a.look != b.look {
            "way of looking"
        } else if a.filter != b.filter {
            "filter"
        } else if self.review != other.review {
            "verdict"
        } else {
            "saved views"
        }
    }
}

/// One step, there and back.
#[derive(Clone, Debug)]
struct Step {
    words: String,
    before: Kept,
    after: Kept,
    /// Where nodes were before it, and when it was undone.
    places: [Option<Places>; 2],
}

/// What a step is to be called and whether it may become part of the one before.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Label {
    /// "move of Hamas"; `None` where the change itself gives the words.
    pub(super) words: Option<String>,
    /// A letter more of the same note.
    pub(super) joins: bool,
}

/// The steps done and undone.
#[derive(Debug)]
pub(super) struct Undo {
    /// What it looked like after the last step, or when the case was opened.
    now: Kept,
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// While a hand moves something that sends many actions, equal steps become one.
    gesture: bool,
    /// Whether the last step may take in the next.
    open: bool,
}

/// What a step back or forth brings.
#[derive(Debug)]
pub(super) struct Turn {
    /// What it is to look like.
    pub(super) kept: Kept,
    /// Where nodes are to be, if a hand moved them.
    pub(super) places: Option<Places>,
}

impl Undo {
    pub(super) fn new(now: Kept) -> Self {
        Self { now, done: VecDeque::new(), undone: Vec::new(), gesture: false, open: false }
    }

    /// What would be undone: "move of Hamas".
    pub(super) fn can_undo(&self) -> Option<&str> {
        self.done.back().map(|step| step.words.as_str())
    }

    /// What would be done again.
    pub(super) fn can_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.words.as_str())
    }

    /// How many steps can be undone.
    #[cfg(test)]
    pub(super) fn steps(&self) -> usize {
        self.done.len()
    }

    /// What it looked like after the last step.
    pub(super) fn now(&self) -> &Kept {
        &self.now
    }

    /// A hand takes hold of a slider or brush, or lets it go: what it does between is one step.
    pub(super) fn gesture(&mut self, holds: bool) {
        self.gesture = holds;
        self.open = false;
    }

    /// Takes down a change. `places` is where nodes were before it.
    pub(super) fn record(&mut self, label: Label, mut now: Kept, places: Option<Places>) {
        if self.now.view.is_like(&now.view) {
            // A verdict changes no view: its step needs no other copy of one.
            now.view = Arc::clone(&self.now.view);
        }
        let before = std::mem::replace(&mut self.now, now);
        let words = label.words.unwrap_or_else(|| before.difference(&self.now).to_owned());
        self.undone.clear();
        let joins = label.joins || self.gesture;
        let open = std::mem::replace(&mut self.open, joins);
        if let Some(last) = self.done.back_mut().filter(|last| open && joins && last.words == words) {
            last.after = self.now.clone();
            let (before, now) = (&last.before, &self.now);
            // The clock has gone on meanwhile, which is nothing to undo.
            let like = before.review.says_like(&now.review) && before.views == now.views;
            if like && before.view.is_like(&now.view) {
                // Typed and taken back: nothing is left to undo.
                self.done.pop_back();
                self.open = false;
                if let Some(previous) = self.done.back_mut() {
                    previous.after = self.now.clone();
                }
            }
            return;
        }
        self.done.push_back(Step { words, before, after: self.now.clone(), places: [places, None] });
        if self.done.len() > STEPS {
            self.done.pop_front();
        }
    }

    /// An action that changed nothing, but after which the next change is a step of its own.
    pub(super) fn settle(&mut self) {
        self.open &= self.gesture;
    }

    /// Changes views of all steps about the open case, of which the session says how; `None` leaves one as it is.
    /// Named ones come with their names.
    pub(super) fn renumber(&mut self, change: &dyn Fn(Option<&str>, &View) -> Option<View>) {
        let read = self.now.read.clone();
        let steps = self.done.iter_mut().chain(&mut self.undone);
        let all = steps.flat_map(|step| [&mut step.before, &mut step.after]);
        for kept in all.chain([&mut self.now]).filter(|kept| kept.is_about(read.as_ref())) {
            if let Some(view) = change(None, &kept.view) {
                kept.view = Arc::new(view);
            }
            renumber_named(&mut kept.views, change);
        }
    }

    /// One step back. `places` is where nodes are now.
    pub(super) fn undo(&mut self, places: Option<Places>) -> Option<Turn> {
        let mut step = self.done.pop_back()?;
        step.places[1] = places;
        Some(self.turn(step, |step| (&step.before, &step.places[0]), false))
    }

    /// One step forth again. `places` is where nodes are now.
    pub(super) fn redo(&mut self, places: Option<Places>) -> Option<Turn> {
        let mut step = self.undone.pop()?;
        step.places[0] = places;
        Some(self.turn(step, |step| (&step.after, &step.places[1]), true))
    }

    fn turn(&mut self, step: Step, to: fn(&Step) -> (&Kept, &Option<Places>), forth: bool) -> Turn {
        let (kept, places) = to(&step);
        let turn = Turn { kept: kept.clone(), places: places.clone() };
        self.now = turn.kept.clone();
        self.open = false;
        if forth {
            self.done.push_back(step);
        } else {
            self.undone.push(step);
        }
        turn
    }
}

/// Changes named views; they stay shared where none changes.
pub(super) fn renumber_named(
    views: &mut Arc<BTreeMap<String, View>>,
    change: &dyn Fn(Option<&str>, &View) -> Option<View>,
) {
    let changed: Vec<(String, View)> =
        views.iter().filter_map(|(name, view)| Some((name.clone(), change(Some(name), view)?))).collect();
    if !changed.is_empty() {
        Arc::make_mut(views).extend(changed);
    }
}

#[cfg(test)]
#[path = "undo_tests.rs"]
mod tests;
