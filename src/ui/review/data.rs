//! Which claims the list holds, with what is suspect about each.

use std::sync::Arc;

use crate::check::{Precision, precision};
use crate::model::{ClaimIx, Dataset, Grounding};
use crate::session::review::{Listed, Progress, Review, Verdict, progress};
use crate::session::{Session, Unlisted};

/// A claim of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) claim: ClaimIx,
}

impl Row {
    /// What is suspect about it, or else how its quotes were found, and whether something is.
    pub(super) fn words(self, session: &Session) -> (String, bool) {
        let data = session.data();
        let alarms = session.derived().alarms(self.claim);
        if alarms.is_empty() {
            return (grounding(data, self.claim).to_owned(), false);
        }
        let words: Vec<String> = alarms.iter().map(|alarm| alarm.words(data)).collect();
        (words.join(", "), true)
    }
}

/// The rows and figures, kept until what they come from changes.
#[derive(Default)]
pub(super) struct Rows {
    key: Option<(u64, u64, Listed, Arc<Review>)>,
    list: Vec<Row>,
    suspect: usize,
    open: usize,
    hidden: usize,
    progress: Progress,
    precision: Precision,
}

impl Rows {
    pub(super) fn list(&self) -> &[Row] {
        &self.list
    }

    /// How many claims something is suspect about, hidden ones aside.
    pub(super) fn suspect(&self) -> usize {
        self.suspect
    }

    /// How many have no verdict, hidden ones aside.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// How many filters or an ego network hide.
    pub(super) fn hidden(&self) -> usize {
        self.hidden
    }

    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    pub(super) fn precision(&self) -> &Precision {
        &self.precision
    }

    pub(super) fn follow(&mut self, session: &Session) {
        let data: &Arc<Dataset> = session.data();
        let (review, listed) = (session.review_shared(), session.passing().listed);
        let shown = session.derived().shown_revision();
        let same = |key: &(u64, u64, Listed, Arc<Review>)| {
            (key.0, key.1, key.2) == (data.revision(), shown, listed) && Arc::ptr_eq(&key.3, review)
        };
        if self.key.as_ref().is_some_and(same) {
            return;
        }
        self.key = Some((data.revision(), shown, listed, Arc::clone(review)));
        let derived = session.derived();
        let seen = |claim: &ClaimIx| derived.shown().has_claim(*claim);
        let count = |wanted: &dyn Fn(ClaimIx) -> bool| {
            data.claim_ixs().filter(seen).filter(|&claim| wanted(claim)).count()
        };
        self.suspect = count(&|claim| !derived.alarms(claim).is_empty());
        self.open = count(&|claim| review.verdict(claim).is_none());
        self.hidden = data.claims().len() - count(&|_| true);
        self.list = session.review_list().into_iter().map(|claim| Row { claim }).collect();
        self.progress = progress(data, review);
        let verdicts = review.verdicts.iter().filter_map(|(&claim, entry)| match entry.verdict? {
            Verdict::Accepted => Some((claim, true)),
            Verdict::Rejected(_) => Some((claim, false)),
            Verdict::Unsure => None,
        });
        self.precision = precision(data, verdicts);
    }
}

/// What an empty list says. `hidden`: claims that are not listed may be otherwise.
pub(super) fn nothing(listed: Listed, claims: usize, hidden: usize) -> &'static str {
    match (listed, hidden) {
        (_, hidden) if hidden > 0 && hidden == claims => "No claim passes these filters",
        (Listed::All, _) => "This file has no claims yet",
        (Listed::Open, 0) => "Every claim has a verdict",
        (Listed::Open, _) => "Every claim that is not hidden has a verdict",
        (Listed::Suspect, 0) => "Nothing looks suspect",
        (Listed::Suspect, _) => "Nothing that is not hidden looks suspect",
    }
}

/// Why the claim that is selected is not in the list.
pub(super) fn why_unlisted(why: Unlisted) -> &'static str {
    match why {
        Unlisted::Hidden => "The selected claim is not listed: it is hidden",
        Unlisted::Checked => "The selected claim is not listed: it has a verdict",
        Unlisted::Sound => "The selected claim is not listed: nothing about it looks suspect",
    }
}

/// How the weakest quote of a claim was found.
fn grounding(data: &Dataset, claim: ClaimIx) -> &'static str {
    match data.worst_grounding(claim) {
        None => "no citation",
        Some(Grounding::Exact) => "word for word",
        Some(Grounding::Moved) => "word for word, elsewhere",
        Some(Grounding::Normalised) => "but for spaces, marks or case",
        Some(Grounding::Approximate) => "only nearly",
        Some(Grounding::Ambiguous) => "in several places",
        Some(Grounding::Missing) => "quote not found",
        Some(Grounding::Unanchored) => "neither quote nor place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, Click, Keep, Settings};

    #[test]
    fn a_verdict_takes_a_claim_from_those_to_check() {
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        let mut rows = Rows::default();
        session.apply(Action::ListClaims(Listed::Open));
        rows.follow(&session);
        let all = rows.list().len();
        assert_eq!(all, session.data().claims().len());
        let first = rows.list()[0].claim;
        session.apply(Action::Select(crate::model::Item::Claim(first), Click::Only));
        session.apply(Action::Keep(Keep::Verdict(first, Some(Verdict::Accepted))));
        rows.follow(&session);
        assert_eq!((rows.list().len(), rows.open()), (all - 1, all - 1));
        assert!(rows.list().iter().all(|row| row.claim != first));
        session.apply(Action::ListClaims(Listed::Suspect));
        rows.follow(&session);
        assert_eq!(rows.list().len(), rows.suspect());
        let suspect = rows.suspect();
        session.apply(Action::Hide(vec![crate::model::Item::Claim(rows.list()[0].claim)]));
        rows.follow(&session);
        assert_eq!((rows.list().len(), rows.suspect(), rows.hidden()), (suspect - 1, suspect - 1, 1));
    }
}
