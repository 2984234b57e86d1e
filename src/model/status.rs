//! What a claim rests on: its status, derived from its attributions and never stored.

use std::collections::HashSet;

use super::{Attribution, EntityIx, Stance};

/// How well a claim stands (DESIGN, section 2). The order is the order of the legend.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// The document says so itself.
    Reported,
    /// Two or more independent named speakers say so.
    Corroborated,
    /// One named speaker says so.
    Attributed,
    /// Only nameless sources say so, or somebody could not verify it.
    Unverified,
    /// Somebody says so and somebody denies, disputes or doubts it.
    Disputed,
    /// Nobody says so and somebody denies or disputes it.
    Denied,
    /// Who said so took it back.
    Retracted,
    /// No voice lists a citation.
    Unsupported,
}

impl Status {
    /// All statuses, in the order of the legend.
    pub const ALL: [Self; 8] = [
        Self::Reported,
        Self::Corroborated,
        Self::Attributed,
        Self::Unverified,
        Self::Disputed,
        Self::Denied,
        Self::Retracted,
        Self::Unsupported,
    ];

    /// The name used on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Corroborated => "corroborated",
            Self::Attributed => "attributed",
            Self::Unverified => "unverified",
            Self::Disputed => "disputed",
            Self::Denied => "denied",
            Self::Retracted => "retracted",
            Self::Unsupported => "unsupported",
        }
    }

    /// The words of the legend.
    pub fn words(self) -> &'static str {
        match self {
            Self::Attributed => "one speaker’s word",
            Self::Unverified => "unnamed or unverified",
            _ => self.id(),
        }
    }
}

/// One voice as the rules of the status see it: an [`Attribution`], or what is left of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heard<'a> {
    /// Who says it; `None` is the document's own voice.
    pub speaker: Option<EntityIx>,
    /// Through whom it reached the document.
    pub via: &'a [EntityIx],
    /// What the speaker does to the claim.
    pub stance: Stance,
    /// Whether it lists a citation, found or not.
    pub cited: bool,
}

impl<'a> From<&'a Attribution> for Heard<'a> {
    fn from(voice: &'a Attribution) -> Self {
        let cited = !voice.evidence.is_empty();
        Self { speaker: voice.speaker, via: &voice.via, stance: voice.stance, cited }
    }
}

/// Whether two voices may count as two: what the rule of independence needs to know of the dataset.
pub(super) trait Ties {
    /// The speaker has no name in the text.
    fn anonymous(&self, speaker: EntityIx) -> bool;
    /// A structural claim (`speaks_for`, `aide_to`, `leads`, `member_of`, `part_of`) ties the two.
    fn tied(&self, a: EntityIx, b: EntityIx) -> bool;
}

/// Derives the status; the first rule that holds decides.
pub(super) fn derive(voices: &[Heard<'_>], ties: &impl Ties) -> Status {
    let any = |test: &dyn Fn(&Heard<'_>) -> bool| voices.iter().any(test);
    let is_for = any(&|a| a.stance.is_for());
    if !any(&|a| a.cited) {
        return Status::Unsupported;
    }
    if any(&|a| a.stance == Stance::Retracts) && !somebody_else_stands_by_it(voices) {
        return Status::Retracted;
    }
    if is_for && any(&|a| a.stance.is_against()) {
        return Status::Disputed;
    }
    if !is_for && any(&|a| matches!(a.stance, Stance::Denies | Stance::Disputes)) {
        return Status::Denied;
    }
    let own_voice = any(&|a| a.stance.is_for() && a.speaker.is_none());
    let named = |a: &&Heard<'_>| a.stance.is_for() && a.speaker.is_some_and(|s| !ties.anonymous(s));
    let named: Vec<&Heard<'_>> = voices.iter().filter(named).collect();
    if any(&|a| a.stance == Stance::CannotVerify) || (named.is_empty() && !own_voice) {
        return Status::Unverified;
    }
    if corroborated(&named, ties) {
        return Status::Corroborated;
    }
    if own_voice { Status::Reported } else { Status::Attributed }
}

/// Pairs of voices that are compared for one claim, an entity in a chain counting as one. A claim of so many
/// voices that no two of the first millions of pairs are independent counts as not corroborated.
const COMPARED: usize = 4_000_000;

/// Whether two of the voices are independent of each other.
fn corroborated(named: &[&Heard<'_>], ties: &impl Ties) -> bool {
    // Thousands of voices of one speaker, or that all go back to one source, need no pairs.
    let Some((first, rest)) = named.split_first() else { return false };
    let one_source = first.via.iter().any(|via| rest.iter().all(|voice| voice.via.contains(via)));
    if one_source || rest.iter().all(|voice| voice.speaker == first.speaker) {
        return false;
    }
    let mut seen = HashSet::new();
    let different: Vec<&Heard<'_>> =
        named.iter().copied().filter(|voice| seen.insert((voice.speaker, voice.via))).collect();
    let mut left = COMPARED;
    for (i, a) in different.iter().enumerate() {
        for b in different.iter().skip(i + 1) {
            if independent(a, b, ties) {
                return true;
            }
            left = left.saturating_sub(1 + a.via.len() * b.via.len());
            if left == 0 {
                return false;
            }
        }
    }
    false
}

/// Whether somebody who did not retract it asserts or confirms it.
fn somebody_else_stands_by_it(voices: &[Heard<'_>]) -> bool {
    let retracts = |a: &&Heard<'_>| a.stance == Stance::Retracts;
    let retracted: HashSet<Option<EntityIx>> = voices.iter().filter(retracts).map(|a| a.speaker).collect();
    voices.iter().any(|a| a.stance.is_for() && !retracted.contains(&a.speaker))
}

fn independent(a: &Heard<'_>, b: &Heard<'_>, ties: &impl Ties) -> bool {
    let (Some(first), Some(second)) = (a.speaker, b.speaker) else { return false };
    first != second && !a.via.iter().any(|via| b.via.contains(via)) && !ties.tied(first, second)
}

#[cfg(test)]
mod tests {
    use super::super::{Citation, DocIx};
    use super::{Attribution, EntityIx, Heard, Stance, Status, Ties};

    struct NoTies;

    impl Ties for NoTies {
        fn anonymous(&self, _: EntityIx) -> bool {
            false
        }
        fn tied(&self, _: EntityIx, _: EntityIx) -> bool {
            false
        }
    }

    fn derive(voices: &[Attribution], ties: &impl Ties) -> Status {
        super::derive(&voices.iter().map(Heard::from).collect::<Vec<_>>(), ties)
    }

    fn voice(speaker: u32, stance: Stance, via: &[u32]) -> Attribution {
        let mut voice = Attribution::new(Some(EntityIx(speaker)), stance);
        voice.via = via.iter().map(|&via| EntityIx(via)).collect();
        voice.evidence.push(Citation::new(DocIx(0)));
        voice
    }

    /// 100,000 voices, where comparing each with each would take minutes.
    #[test]
    fn many_voices_of_one_source_are_one_voice() {
        let mut voices: Vec<Attribution> =
            (0..100_000).map(|i| voice(i, Stance::Asserts, &[7, i % 3])).collect();
        assert_eq!(derive(&voices, &NoTies), Status::Attributed);
        voices.push(voice(500_000, Stance::Confirms, &[]));
        assert_eq!(derive(&voices, &NoTies), Status::Corroborated);
        let same: Vec<Attribution> = (0..100_000).map(|i| voice(1, Stance::Asserts, &[i])).collect();
        assert_eq!(derive(&same, &NoTies), Status::Attributed);
        let sources = [[1, 2], [2, 3], [1, 3]];
        let round: Vec<Attribution> =
            (0..100_000).map(|i| voice(10 + i, Stance::Asserts, &sources[i as usize % 3])).collect();
        assert_eq!(derive(&round, &NoTies), Status::Attributed);
    }

    #[test]
    fn many_who_take_it_back_leave_nobody() {
        let both = |i| [voice(i, Stance::Asserts, &[]), voice(i, Stance::Retracts, &[])];
        let voices: Vec<Attribution> = (0..50_000).flat_map(both).collect();
        assert_eq!(derive(&voices, &NoTies), Status::Retracted);
    }
}
