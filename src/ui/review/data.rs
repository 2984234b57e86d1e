//! Which claims the list holds, with what is suspect about each.

use std::sync::Arc;

use crate::check::{Precision, precision};
use crate::model::{ClaimIx, Dataset, Grounding};
use crate::session::Session;
use crate::session::review::{Progress, Review, Verdict, progress, queue};

/// Which claims are listed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Only {
    /// All of them.
    #[default]
    All,
    /// Those without a verdict.
    Open,
    /// Those about which something is suspect.
    Suspect,
}

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
    key: Option<(u64, Only, Arc<Review>)>,
    list: Vec<Row>,
    suspect: usize,
    progress: Progress,
    precision: Precision,
}

impl Rows {
    pub(super) fn list(&self) -> &[Row] {
        &self.list
    }

    /// How many claims something is suspect about.
    pub(super) fn suspect(&self) -> usize {
        self.suspect
    }

    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    pub(super) fn precision(&self) -> &Precision {
        &self.precision
    }

    pub(super) fn follow(&mut self, session: &Session, only: Only) {
        let data: &Arc<Dataset> = session.data();
        let review = session.review_shared();
        let same = |key: &(u64, Only, Arc<Review>)| {
            key.0 == data.revision() && key.1 == only && Arc::ptr_eq(&key.2, review)
        };
        if self.key.as_ref().is_some_and(same) {
            return;
        }
        self.key = Some((data.revision(), only, Arc::clone(review)));
        let derived = session.derived();
        let order = match only {
            Only::Open => queue(data, review),
            Only::All | Only::Suspect => queue(data, &Review::default()),
        };
        self.suspect = order.iter().filter(|&&claim| !derived.alarms(claim).is_empty()).count();
        self.list = order
            .into_iter()
            .filter(|&claim| match only {
                Only::All => true,
                Only::Open => review.verdict(claim).is_none(),
                Only::Suspect => !derived.alarms(claim).is_empty(),
            })
            .map(|claim| Row { claim })
            .collect();
        self.progress = progress(data, review);
        let verdicts = review.verdicts.iter().filter_map(|(&claim, entry)| match entry.verdict? {
            Verdict::Accepted => Some((claim, true)),
            Verdict::Rejected(_) => Some((claim, false)),
            Verdict::Unsure => None,
        });
        self.precision = precision(data, verdicts);
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
        rows.follow(&session, Only::Open);
        let all = rows.list().len();
        assert_eq!(all, session.data().claims().len());
        let first = rows.list()[0].claim;
        session.apply(Action::Select(crate::model::Item::Claim(first), Click::Only));
        session.apply(Action::Keep(Keep::Verdict(first, Some(Verdict::Accepted))));
        rows.follow(&session, Only::Open);
        assert_eq!(rows.list().len(), all - 1);
        assert!(rows.list().iter().all(|row| row.claim != first));
        rows.follow(&session, Only::Suspect);
        assert_eq!(rows.list().len(), rows.suspect());
    }
}
