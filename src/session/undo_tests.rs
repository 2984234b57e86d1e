//! Unit tests of the steps back and forth.

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
    let parts: BTreeMap<usize, usize> = kept.iter().flat_map(|kept| kept.review.verdicts.parts()).collect();
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
