//! Which claims Review lists, in which order, and the steps through them.

use super::review::{self, Listed};
use super::{Perspective, Session};
use crate::model::ClaimIx;

/// Why a claim is not in Review's list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unlisted {
    /// A filter or an ego network hides it.
    Hidden,
    /// Only claims without a verdict are listed.
    Checked,
    /// Only suspect claims are listed.
    Sound,
}

impl Session {
    /// Why Review does not list a claim; `None` where it does.
    pub fn why_unlisted(&self, claim: ClaimIx) -> Option<Unlisted> {
        if !self.derived.shown().has_claim(claim) {
            return Some(Unlisted::Hidden);
        }
        match self.passing.listed {
            Listed::Open if self.review.verdict(claim).is_some() => Some(Unlisted::Checked),
            Listed::Suspect if self.derived.alarms(claim).is_empty() => Some(Unlisted::Sound),
            _ => None,
        }
    }

    /// The claims that Review lists, in its order.
    pub fn review_list(&self) -> Vec<ClaimIx> {
        let mut claims = review::ranked(&self.data);
        claims.retain(|&claim| self.why_unlisted(claim).is_none());
        claims
    }

    /// The claim after the current one in Review's list, or the one before.
    pub(super) fn beside_in_review(&self, back: bool) -> Option<ClaimIx> {
        let listed = |claim: ClaimIx| self.why_unlisted(claim).is_none();
        review::beside(&review::ranked(&self.data), self.current_claim(), back, listed)
    }

    /// The claim to check after one: the next without a verdict. Once all have one, simply the next. In Review of
    /// those that it lists, elsewhere of those that are shown.
    pub(super) fn next_to_check(&self, claim: ClaimIx) -> Option<ClaimIx> {
        let in_review = self.view.perspective == Perspective::Review;
        let listed = |claim: ClaimIx| match self.why_unlisted(claim) {
            None => true,
            Some(Unlisted::Hidden) => false,
            Some(_) => !in_review,
        };
        let ranked = review::ranked(&self.data);
        let next = |wanted: &dyn Fn(ClaimIx) -> bool| review::beside(&ranked, Some(claim), false, wanted);
        let open = |next: ClaimIx| next != claim && self.review.verdict(next).is_none() && listed(next);
        next(&open).or_else(|| next(&listed))
    }
}
