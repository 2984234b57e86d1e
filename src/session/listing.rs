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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::graph::Filter;
    use crate::model::Item;
    use crate::session::review::Verdict;
    use crate::session::{Action, Click, Command, Settings};

    fn session() -> Session {
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        session.apply(Action::Run(Command::Perspective(Perspective::Review)));
        session
    }

    /// The claims that J comes by, until it is where it began.
    fn walked(session: &mut Session, command: Command) -> Vec<ClaimIx> {
        let mut walk = Vec::new();
        for _ in 0..=session.data().claims().len() {
            session.apply(Action::Run(command));
            walk.extend(session.current_claim());
            if walk.len() > 1 && walk.first() == walk.last() {
                walk.pop();
                break;
            }
        }
        walk
    }

    #[test]
    fn j_and_k_walk_the_list_as_it_is_filtered_and_no_other_claim() {
        let mut session = session();
        let all = session.data().claims().len();
        session.apply(Action::ListClaims(Listed::Suspect));
        let suspect = session.review_list();
        assert!(suspect.len() > 1 && suspect.len() < all, "{} of {all} are suspect", suspect.len());
        session.apply(Action::ClearSelection);
        assert_eq!(walked(&mut session, Command::NextClaim), suspect);
        session.apply(Action::ClearSelection);
        let mut back = walked(&mut session, Command::PreviousClaim);
        back.reverse();
        assert_eq!(back, suspect);
        session.apply(Action::ListClaims(Listed::All));
        let class = session.data().class(session.review_list()[0]);
        let filter = Filter { classes: [class].into(), ..Filter::default() };
        session.apply(Action::SetFilter(filter));
        let passes = session.review_list();
        assert!(!passes.is_empty() && passes.len() < all);
        session.apply(Action::ClearSelection);
        assert_eq!(walked(&mut session, Command::NextClaim), passes);
    }

    #[test]
    fn why_a_claim_is_not_listed_is_known() {
        let mut session = session();
        let first = session.review_list()[0];
        session.apply(Action::ListClaims(Listed::Open));
        session.apply(Action::Judge(first, Some(Verdict::Accepted)));
        assert_eq!(session.why_unlisted(first), Some(Unlisted::Checked));
        session.apply(Action::ListClaims(Listed::Suspect));
        let sound = session.data().claim_ixs().find(|&claim| session.derived().alarms(claim).is_empty());
        assert_eq!(sound.and_then(|claim| session.why_unlisted(claim)), Some(Unlisted::Sound));
        session.apply(Action::Hide(vec![Item::Claim(first)]));
        assert_eq!(session.why_unlisted(first), Some(Unlisted::Hidden));
        session.apply(Action::ListClaims(Listed::All));
        assert!(!session.review_list().contains(&first));
        let everything = session.data().claim_ixs().map(Item::Claim).collect();
        assert_eq!(session.why_not(Command::NextClaim), None);
        session.apply(Action::Hide(everything));
        assert_eq!(session.why_not(Command::NextClaim), Some("No claim is listed"));
    }

    #[test]
    fn a_verdict_goes_on_to_the_next_of_the_list() {
        let mut session = session();
        session.apply(Action::ListClaims(Listed::Suspect));
        let suspect = session.review_list();
        session.apply(Action::Select(Item::Claim(suspect[0]), Click::Only));
        for next in &suspect[1..] {
            session.apply(Action::Run(Command::Unsure));
            assert_eq!(session.current_claim(), Some(*next));
        }
        session.apply(Action::ListClaims(Listed::Open));
        let open = session.review_list();
        session.apply(Action::Select(Item::Claim(open[0]), Click::Only));
        for next in &open[1..] {
            session.apply(Action::Run(Command::Accept));
            assert_eq!(session.current_claim(), Some(*next));
        }
    }
}
