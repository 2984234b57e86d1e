//! Which claims the list holds, with what is suspect about each.

use std::sync::Arc;

use crate::check::{Alarm, alarms};
use crate::model::{ClaimIx, Dataset, Grounding};
use crate::session::Session;
use crate::session::review::queue;

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
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) claim: ClaimIx,
    /// What is suspect, in words; empty where nothing is.
    pub(super) alarms: String,
    /// How its quotes were found, in words.
    pub(super) grounding: String,
}

/// The rows, kept until what they come from changes.
#[derive(Default)]
pub(super) struct Rows {
    /// Alarms of every claim of a dataset; found a piece a frame, in the order of the file.
    alarms: Vec<String>,
    of: u64,
    key: Option<(Only, usize, usize, u64)>,
    list: Vec<Row>,
}

/// Claims that are looked at in one frame: each is a search for two names in a sentence or two.
const A_FRAME: usize = 400;

impl Rows {
    pub(super) fn list(&self) -> &[Row] {
        &self.list
    }

    /// How many claims something is suspect about, as far as they have been looked at.
    pub(super) fn suspect(&self) -> usize {
        self.alarms.iter().filter(|words| !words.is_empty()).count()
    }

    /// Whether all claims have been looked at.
    pub(super) fn complete(&self, data: &Dataset) -> bool {
        self.alarms.len() == data.claims().len()
    }

    pub(super) fn follow(&mut self, session: &Session, only: Only) {
        let data: &Arc<Dataset> = session.data();
        if self.of != data.revision() {
            *self = Self { of: data.revision(), ..Self::default() };
        }
        let from = self.alarms.len();
        for claim in data.claim_ixs().skip(from).take(A_FRAME) {
            let found = alarms(data, claim);
            self.alarms
                .push(found.iter().map(|alarm: &Alarm| alarm.words(data)).collect::<Vec<_>>().join(", "));
        }
        // Only what the list shows depends on verdicts: how many there are tells of every change of membership
        // but one in the place of another, which an undo of one and a verdict on another in one frame would be.
        let decided = session.review().verdicts.values().filter(|entry| entry.verdict.is_some()).count();
        let stamp = session.review().verdicts.values().map(|entry| entry.at).max().unwrap_or(0);
        let key = (only, self.alarms.len(), decided, stamp);
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        let order = match only {
            Only::Open => queue(data, session.review()),
            Only::All | Only::Suspect => queue(data, &crate::session::review::Review::default()),
        };
        self.list = order
            .into_iter()
            .filter(|&claim| match only {
                Only::All => true,
                Only::Open => session.review().verdict(claim).is_none(),
                Only::Suspect => self.alarms.get(claim.index()).is_some_and(|words| !words.is_empty()),
            })
            .map(|claim| Row {
                claim,
                alarms: self.alarms.get(claim.index()).cloned().unwrap_or_default(),
                grounding: grounding(data, claim).to_owned(),
            })
            .collect();
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
    use crate::session::review::Verdict;
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
        assert!(rows.complete(session.data()));
    }
}
