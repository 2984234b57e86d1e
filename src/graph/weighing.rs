//! What makes a way short: few steps, or well attested ones.

use crate::model::Status;

/// What makes a way short.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weighing {
    /// Few steps.
    Hops,
    /// Steps that are well attested; see [`evidence_cost`].
    Evidence,
}

impl Weighing {
    /// Both, in the order of menus.
    pub const ALL: [Self; 2] = [Self::Hops, Self::Evidence];

    /// The name used in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Hops => "hops",
            Self::Evidence => "evidence",
        }
    }

    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hops => "fewest steps",
            Self::Evidence => "best evidence",
        }
    }
}

/// What a step over a claim of a status costs, in tenths of a corroborated step.
///
/// A rule of this program, not of a paper. Two corroborated steps are better than one that is unverified,
/// three better than one that is disputed, seven better than one that is denied; what nobody is cited for
/// comes after what somebody denies, and what was taken back comes last.
pub fn evidence_cost(status: Status) -> u32 {
    match status {
        Status::Corroborated => 10,
        Status::Reported => 11,
        Status::Attributed => 15,
        Status::Unverified => 25,
        Status::Disputed => 35,
        Status::Denied => 75,
        Status::Unsupported => 90,
        Status::Retracted => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_that_are_worth_it() {
        let cost = evidence_cost;
        let good = cost(Status::Corroborated);
        assert!(2 * good < cost(Status::Unverified) && 3 * good < cost(Status::Disputed));
        assert!(7 * good < cost(Status::Denied));
        let rising = [Status::Attributed, Status::Unverified, Status::Disputed, Status::Denied];
        assert!(rising.is_sorted_by_key(|status| cost(*status)));
        assert!(Status::ALL.iter().all(|status| cost(*status) <= cost(Status::Retracted)));
    }
}
