//! Verification: what a person found of each claim, beside the case and never in it.

mod entries;
mod export;
mod queue;

use std::collections::BTreeMap;

pub use entries::Entries;
pub use export::{as_csv, as_json};
pub use queue::{Listed, Progress, beside, progress, ranked};

use crate::model::{ClaimIx, EntityIx};

/// Why a claim is rejected.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// The text tells of something else between the two.
    WrongRelation,
    /// Subject and object the wrong way round.
    WrongDirection,
    /// Somebody else is meant.
    WrongEntity,
    /// Somebody else says so.
    WrongAttribution,
    /// The text says that it is not so.
    MissedNegation,
    /// The text does not say it.
    NotInText,
}

impl Reason {
    /// All reasons, in the order of menus.
    pub const ALL: [Self; 6] = [
        Self::WrongRelation,
        Self::WrongDirection,
        Self::WrongEntity,
        Self::WrongAttribution,
        Self::MissedNegation,
        Self::NotInText,
    ];

    /// The name used in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::WrongRelation => "wrong_relation",
            Self::WrongDirection => "wrong_direction",
            Self::WrongEntity => "wrong_entity",
            Self::WrongAttribution => "wrong_attribution",
            Self::MissedNegation => "missed_negation",
            Self::NotInText => "not_in_text",
        }
    }

    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::WrongRelation => "wrong relation",
            Self::WrongDirection => "wrong direction",
            Self::WrongEntity => "wrong entity",
            Self::WrongAttribution => "wrong attribution",
            Self::MissedNegation => "missed negation",
            Self::NotInText => "not in the text",
        }
    }

    /// The reason with this name in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }
}

/// What a person found of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// The text says it.
    Accepted,
    /// It does not, and why.
    Rejected(Reason),
    /// Somebody else has to look.
    Unsure,
}

impl Verdict {
    /// The name used in files; the reason of a rejection has a field of its own.
    pub fn id(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected(_) => "rejected",
            Self::Unsure => "unsure",
        }
    }

    /// The words shown to people: "rejected: wrong direction".
    pub fn words(self) -> String {
        match self {
            Self::Rejected(reason) => format!("rejected: {}", reason.words()),
            other => other.id().to_owned(),
        }
    }

    /// Why, where it is a rejection.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Rejected(reason) => Some(reason),
            _ => None,
        }
    }

    /// The verdict with these names in files.
    pub fn from_ids(verdict: &str, reason: Option<&str>) -> Option<Self> {
        match verdict {
            "accepted" => Some(Self::Accepted),
            "unsure" => Some(Self::Unsure),
            "rejected" => reason.and_then(Reason::from_id).map(Self::Rejected),
            _ => None,
        }
    }
}

/// What is kept of one claim.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Entry {
    /// The verdict; a claim may have a note and none.
    pub verdict: Option<Verdict>,
    /// A person's words.
    pub note: String,
    /// When it was last changed, in seconds since 1970, as the caller's clock has it.
    pub at: u64,
}

/// What was found of each claim. A claim without an entry has not been looked at.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Review {
    /// One entry a claim that has a verdict or a note.
    pub verdicts: Entries,
    /// A person's words on entities; none is empty.
    pub notes: BTreeMap<EntityIx, String>,
}

impl Review {
    /// The verdict on a claim.
    pub fn verdict(&self, claim: ClaimIx) -> Option<Verdict> {
        self.verdicts.get(&claim).and_then(|entry| entry.verdict)
    }

    /// The note on a claim; empty where there is none.
    pub fn note(&self, claim: ClaimIx) -> &str {
        self.verdicts.get(&claim).map_or("", |entry| entry.note.as_str())
    }

    /// The note on an entity; empty where there is none.
    pub fn entity_note(&self, entity: EntityIx) -> &str {
        self.notes.get(&entity).map_or("", String::as_str)
    }

    /// Sets the note on an entity, or with no words takes it away.
    pub fn set_entity_note(&mut self, entity: EntityIx, note: &str) {
        if note.trim().is_empty() {
            self.notes.remove(&entity);
        } else {
            self.notes.insert(entity, note.to_owned());
        }
    }

    /// Whether it says the same of everything as another, whenever it was said.
    pub fn says_like(&self, other: &Self) -> bool {
        self.notes == other.notes
            && self.verdicts.len() == other.verdicts.len()
            && self.verdicts.iter().zip(other.verdicts.iter()).all(|((a, entry), (b, other))| {
                a == b && entry.verdict == other.verdict && entry.note == other.note
            })
    }

    /// Sets a verdict, or takes it back. `at` is now, in seconds since 1970.
    pub fn set_verdict(&mut self, claim: ClaimIx, verdict: Option<Verdict>, at: u64) {
        self.change(claim, at, |entry| entry.verdict = verdict);
    }

    /// Sets a note, or with no words takes it away.
    pub fn set_note(&mut self, claim: ClaimIx, note: &str, at: u64) {
        self.change(claim, at, |entry| note.clone_into(&mut entry.note));
    }

    /// An entry that says the same as before keeps its time, and one that says nothing goes.
    fn change(&mut self, claim: ClaimIx, at: u64, change: impl FnOnce(&mut Entry)) {
        let mut entry = self.verdicts.get(&claim).cloned().unwrap_or_default();
        change(&mut entry);
        if entry.verdict.is_none() && entry.note.trim().is_empty() {
            self.verdicts.remove(&claim);
        } else if self.verdicts.get(&claim) != Some(&entry) {
            self.verdicts.insert(claim, Entry { at, ..entry });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_verdicts() {
        let all = Reason::ALL.map(Verdict::Rejected);
        for verdict in all.into_iter().chain([Verdict::Accepted, Verdict::Unsure]) {
            let reason = verdict.reason().map(Reason::id);
            assert_eq!(Verdict::from_ids(verdict.id(), reason), Some(verdict));
        }
        assert_eq!(Verdict::from_ids("rejected", None), None);
        assert_eq!(Verdict::from_ids("rejected", Some("bored")), None);
        assert_eq!(Verdict::from_ids("Accepted", None), None);
    }

    #[test]
    fn an_entry_that_says_nothing_goes_and_one_that_says_the_same_keeps_its_time() {
        let mut review = Review::default();
        let claim = ClaimIx(3);
        review.set_verdict(claim, Some(Verdict::Accepted), 10);
        review.set_verdict(claim, Some(Verdict::Accepted), 20);
        assert_eq!(review.verdicts[&claim].at, 10);
        review.set_note(claim, "see page 2", 30);
        assert_eq!((review.verdict(claim), review.note(claim)), (Some(Verdict::Accepted), "see page 2"));
        assert_eq!(review.verdicts[&claim].at, 30);
        review.set_verdict(claim, None, 40);
        assert_eq!(review.note(claim), "see page 2");
        review.set_note(claim, "  ", 50);
        review.set_entity_note(EntityIx(1), "who is this?");
        assert_eq!(review.entity_note(EntityIx(1)), "who is this?");
        review.set_entity_note(EntityIx(1), " ");
        assert_eq!(review, Review::default());
    }
}
