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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{ClaimIx, EntityIx};
    use crate::session::review::Verdict;

    fn kept(pins: &[(u32, f32)], accepted: &[u32]) -> Kept {
        let mut review = Review::default();
        for &claim in accepted {
            review.set_verdict(ClaimIx(claim), Some(Verdict::Accepted), 1);
        }
        let pins = pins.iter().map(|&(entity, x)| (EntityIx(entity), [x, 0.0])).collect();
        let view = View { pins, ..View::default() };
        Kept { view: Arc::new(view), review: Arc::new(review), views: Arc::default(), read: None }
    }

    fn same(a: &Kept, b: &Kept) -> bool {
        a.looks_and_says(&b.view, &b.review, &b.views)
    }

    fn label(words: &str) -> Label {
        Label { words: Some(words.to_owned()), joins: false }
    }

    proptest! {
        /// Steps back and forth in any order are a walk along one line of states.
        #[test]
        fn undo_and_redo_walk_along_what_was_done(
            moves in proptest::collection::vec((0u8..4, 0u32..5, 0i32..6), 1..60)
        ) {
            let start = kept(&[], &[]);
            let mut undo = Undo::new(start.clone());
            let (mut line, mut at) = (vec![start.clone()], 0usize);
            for (what, entity, x) in moves {
                match what {
                    0 => {
                        let turn = undo.undo(None);
                        prop_assert_eq!(turn.is_some(), at > 0);
                        at = at.saturating_sub(1);
                    }
                    1 => {
                        let turn = undo.redo(None);
                        prop_assert_eq!(turn.is_some(), at + 1 < line.len());
                        at = (at + 1).min(line.len() - 1);
                    }
                    _ => {
                        let next = kept(&[(entity, x as f32)], &[x as u32]);
                        if !same(&next, undo.now()) {
                            undo.record(label("move"), next.clone(), None);
                            line.truncate(at + 1);
                            line.push(next);
                            at += 1;
                        }
                    }
                }
                prop_assert!(same(undo.now(), &line[at]));
            }
            while let Some(turn) = undo.undo(None) {
                at -= 1;
                prop_assert!(same(&turn.kept, &line[at]));
            }
            prop_assert!(same(undo.now(), &start));
            while let Some(turn) = undo.redo(None) {
                at += 1;
                prop_assert!(same(&turn.kept, &line[at]));
            }
            prop_assert_eq!(at + 1, line.len());
        }
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut undo = Undo::new(kept(&[], &[]));
        for x in 0..STEPS as u32 + 50 {
            undo.record(label("move"), kept(&[(0, x as f32)], &[]), None);
        }
        let mut count = 0;
        while undo.undo(None).is_some() {
            count += 1;
        }
        assert_eq!(count, STEPS);
        assert!(same(undo.now(), &kept(&[(0, 49.0)], &[])));
    }

    #[test]
    fn letters_of_a_note_and_a_gesture_are_one_step_each() {
        let note = Label { words: Some("note on X".to_owned()), joins: true };
        let mut undo = Undo::new(kept(&[], &[]));
        undo.record(note.clone(), kept(&[], &[1]), None);
        undo.record(note.clone(), kept(&[], &[1, 2]), None);
        assert_eq!(undo.done.len(), 1);
        undo.settle();
        undo.record(note, kept(&[], &[1, 2, 3]), None);
        assert_eq!(undo.done.len(), 2, "something else happened between");
        undo.record(label("filter"), kept(&[], &[1]), None);
        undo.record(label("filter"), kept(&[], &[2]), None);
        assert_eq!(undo.done.len(), 4, "two clicks are two steps");
        undo.gesture(true);
        for x in 3..9 {
            undo.record(label("filter"), kept(&[], &[x]), None);
            undo.settle();
        }
        undo.gesture(false);
        assert_eq!(undo.done.len(), 5, "a brush is one");
        undo.record(label("filter"), kept(&[], &[20]), None);
        assert_eq!(undo.done.len(), 6);
        undo.undo(None);
        let back = undo.undo(None).unwrap();
        assert!(same(&back.kept, &kept(&[], &[2])));
    }

    #[test]
    fn a_change_without_words_is_named_by_what_differs() {
        let mut undo = Undo::new(kept(&[], &[]));
        undo.record(Label::default(), kept(&[(1, 1.0)], &[]), None);
        assert_eq!(undo.can_undo(), Some("pins"));
        undo.record(Label::default(), kept(&[(1, 1.0)], &[4]), None);
        assert_eq!(undo.can_undo(), Some("verdict"));
        undo.undo(None);
        assert_eq!((undo.can_undo(), undo.can_redo()), (Some("pins"), Some("verdict")));
        undo.record(Label::default(), kept(&[], &[]), None);
        assert_eq!(undo.can_redo(), None, "a new step ends what could be done again");
    }

    #[test]
    fn a_note_typed_and_taken_back_is_no_step() {
        let note = Label { words: Some("note on X".to_owned()), joins: true };
        let mut undo = Undo::new(kept(&[], &[]));
        let mut later = Review::default();
        later.set_verdict(ClaimIx(5), Some(Verdict::Accepted), 9);
        let later = Kept { review: Arc::new(later), ..kept(&[], &[]) };
        undo.record(label("verdict"), kept(&[], &[5]), None);
        undo.record(note.clone(), kept(&[], &[5, 1]), None);
        undo.record(note.clone(), later.clone(), None);
        assert_eq!(undo.can_undo(), Some("verdict"));
        undo.record(note, kept(&[], &[2]), None);
        assert_eq!(undo.can_undo(), Some("note on X"));
        assert!(same(&undo.undo(None).unwrap().kept, &later));
    }

    #[test]
    fn two_hundred_verdicts_on_twenty_thousand_copy_what_they_changed_and_no_view() {
        const CLAIMS: u32 = 20_000;
        let pins: Vec<(u32, f32)> = (0..1000).map(|entity| (entity, 1.0)).collect();
        let all: Vec<u32> = (0..CLAIMS).collect();
        let mut undo = Undo::new(kept(&pins, &all));
        for n in 0..STEPS as u32 {
            // As the session does: the review of the last step is changed, the view copied.
            let mut review = Arc::clone(&undo.now().review);
            Arc::make_mut(&mut review).set_verdict(ClaimIx(n * 97), Some(Verdict::Unsure), 2);
            let view = Arc::new(View::clone(&undo.now().view));
            undo.record(label("verdict"), Kept { view, review, ..Kept::default() }, None);
        }
        let kept: Vec<&Kept> = undo.done.iter().flat_map(|step| [&step.before, &step.after]).collect();
        let parts: BTreeMap<usize, usize> =
            kept.iter().flat_map(|kept| kept.review.verdicts.parts()).collect();
        let entries: usize = parts.values().sum();
        assert_eq!(kept.len(), 2 * STEPS);
        assert!(entries <= CLAIMS as usize + STEPS * 64, "{entries} entries for {CLAIMS} claims");
        let views: std::collections::BTreeSet<_> = kept.iter().map(|kept| Arc::as_ptr(&kept.view)).collect();
        assert_eq!(views.len(), 1, "no view was changed");
        for _ in 0..STEPS {
            undo.undo(None);
        }
        assert!(undo.now().review.verdicts.values().all(|entry| entry.verdict == Some(Verdict::Accepted)));
    }
}
