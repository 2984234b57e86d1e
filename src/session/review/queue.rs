//! In which order claims are verified, and how far one is.

use super::{Review, Verdict};
use crate::model::{ClaimIx, Dataset, Grounding};

/// How weak a citation is: the weaker, the lower.
fn strength(grounding: Grounding) -> u8 {
    match grounding {
        Grounding::Missing => 1,
        Grounding::Unanchored => 2,
        Grounding::Ambiguous => 3,
        Grounding::Approximate => 4,
        Grounding::Normalised => 5,
        Grounding::Moved => 6,
        Grounding::Exact => 7,
    }
}

/// How well a claim is grounded: by its weakest citation, and least where it has none.
fn strength_of(data: &Dataset, claim: ClaimIx) -> u8 {
    data.claim(claim).citations().map(|(_, citation)| strength(citation.grounding)).min().unwrap_or(0)
}

/// Which claims are listed for verification.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Listed {
    /// All of them.
    #[default]
    All,
    /// Those without a verdict.
    Open,
    /// Those about which something is suspect.
    Suspect,
}

/// All claims in the order of verification: weakest grounding first, then in the order of the file. Verdicts do
/// not change this order, so that a claim stays where it is while one steps to and fro.
pub fn ranked(data: &Dataset) -> Vec<ClaimIx> {
    let mut claims: Vec<ClaimIx> = data.claim_ixs().collect();
    claims.sort_by_cached_key(|&claim| strength_of(data, claim));
    claims
}

/// The claim after one, or the one before, among those of `ranked` that are listed; from the other end again
/// behind the last. One that is not listed has its place all the same. `None` where no other is listed.
pub fn beside(
    ranked: &[ClaimIx],
    from: Option<ClaimIx>,
    back: bool,
    listed: impl Fn(ClaimIx) -> bool,
) -> Option<ClaimIx> {
    let count = ranked.len();
    let at = from.and_then(|from| ranked.iter().position(|&claim| claim == from));
    // How many steps away each place is, in the direction that is gone.
    let place = |step: usize| match (at, back) {
        (Some(at), false) => (at + step) % count,
        (Some(at), true) => (at + count - step) % count,
        (None, false) => step - 1,
        (None, true) => count - step,
    };
    (1..=count).filter_map(|step| ranked.get(place(step)).copied()).find(|&claim| listed(claim))
}

/// How far the verification is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Progress {
    /// Claims in all.
    pub total: usize,
    /// Accepted.
    pub accepted: usize,
    /// Rejected.
    pub rejected: usize,
    /// Put off.
    pub unsure: usize,
    /// With a note, whatever the verdict.
    pub noted: usize,
}

impl Progress {
    /// Claims with a verdict.
    pub fn reviewed(&self) -> usize {
        self.accepted + self.rejected + self.unsure
    }

    /// Claims without one.
    pub fn left(&self) -> usize {
        self.total.saturating_sub(self.reviewed())
    }
}

/// How far the verification is.
pub fn progress(data: &Dataset, review: &Review) -> Progress {
    let mut progress = Progress { total: data.claims().len(), ..Progress::default() };
    for entry in review.verdicts.values() {
        match entry.verdict {
            Some(Verdict::Accepted) => progress.accepted += 1,
            Some(Verdict::Rejected(_)) => progress.rejected += 1,
            Some(Verdict::Unsure) => progress.unsure += 1,
            None => {}
        }
        progress.noted += usize::from(!entry.note.trim().is_empty());
    }
    progress
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::*;
    use crate::model::{
        Attribution, Citation, Claim, DatasetBuilder, DocIx, Document, Entity, EntityIx, Extra, Stance, Text,
    };

    fn document() -> Document {
        Document {
            id: "d".to_owned(),
            title: None,
            publisher: None,
            author: None,
            url: None,
            published: None,
            language: None,
            path: None,
            sha256: None,
            text: Text::new("text"),
            has_text: true,
            extra: Extra::new(),
        }
    }

    /// One claim a list of groundings.
    fn case(groundings: &[&[Grounding]]) -> Dataset {
        let mut builder = DatasetBuilder::default();
        builder.documents.push(document());
        let kind = crate::model::KindTable::default().find("state").unwrap();
        builder.entities = ["A", "B"].map(|id| Entity::new(id, id, kind)).into();
        for (i, list) in groundings.iter().enumerate() {
            let mut claim = Claim::new(format!("c{i}"), EntityIx(0), "warns", Some(EntityIx(1)));
            let mut voice = Attribution::new(None, Stance::Asserts);
            for &grounding in *list {
                voice.evidence.push(Citation { grounding, ..Citation::new(DocIx(0)) });
            }
            claim.attributions.push(voice);
            builder.claims.push(claim);
        }
        builder.build(1)
    }

    fn weakest() -> Dataset {
        use Grounding::{Ambiguous, Approximate, Exact, Missing, Moved, Normalised, Unanchored};
        case(&[
            &[Exact],
            &[Moved],
            &[Normalised],
            &[Approximate],
            &[Ambiguous],
            &[Unanchored],
            &[Unanchored, Missing, Exact],
            &[],
            &[Exact],
        ])
    }

    fn numbers(claims: &[ClaimIx]) -> Vec<u32> {
        claims.iter().map(|claim| claim.0).collect()
    }

    #[test]
    fn the_weakest_come_first() {
        assert_eq!(numbers(&ranked(&weakest())), [7, 6, 5, 4, 3, 2, 1, 0, 8]);
    }

    #[test]
    fn steps_go_round_over_what_is_listed() {
        let ranked = ranked(&weakest());
        let even = |claim: ClaimIx| claim.0.is_multiple_of(2);
        let step =
            |from: Option<u32>, back| beside(&ranked, from.map(ClaimIx), back, even).map(|claim| claim.0);
        assert_eq!((step(None, false), step(None, true)), (Some(6), Some(8)));
        assert_eq!((step(Some(6), false), step(Some(6), true)), (Some(4), Some(8)), "round again");
        assert_eq!(
            (step(Some(5), false), step(Some(5), true)),
            (Some(4), Some(6)),
            "from one that is not listed"
        );
        assert_eq!((step(Some(8), false), step(Some(8), true)), (Some(6), Some(0)));
        assert_eq!(
            beside(&ranked, Some(ClaimIx(3)), false, |claim| claim.0 == 3),
            Some(ClaimIx(3)),
            "the only one"
        );
        assert_eq!(beside(&ranked, Some(ClaimIx(3)), false, |_| false), None);
        assert_eq!(beside(&[], None, true, |_| true), None);
    }

    #[test]
    fn progress_counts_what_was_decided() {
        let data = weakest();
        let mut review = Review::default();
        review.set_verdict(ClaimIx(0), Some(Verdict::Accepted), 1);
        review.set_verdict(ClaimIx(1), Some(Verdict::Accepted), 1);
        review.set_verdict(ClaimIx(2), Some(Verdict::Rejected(Reason::NotInText)), 1);
        review.set_verdict(ClaimIx(3), Some(Verdict::Unsure), 1);
        review.set_note(ClaimIx(4), "?", 1);
        let now = progress(&data, &review);
        assert_eq!(now, Progress { total: 9, accepted: 2, rejected: 1, unsure: 1, noted: 1 });
        assert_eq!((now.reviewed(), now.left()), (4, 5));
    }
}
