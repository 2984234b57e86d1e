//! The order of claims in the list, which J and K follow too.

use std::sync::Arc;

use crate::model::{ClaimIx, Dataset};
use crate::text::fold::fold_search;

/// In which order claims stand.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ClaimSort {
    /// By class of line.
    #[default]
    Class,
    /// By their sentence.
    Name,
    /// By status.
    Status,
}

/// Claims in an order; equals stay as they were, in the order of the file.
pub fn claims_in_order(data: &Dataset, claims: &[ClaimIx], sort: ClaimSort) -> Vec<ClaimIx> {
    let mut claims = claims.to_vec();
    match sort {
        ClaimSort::Class => claims.sort_by_key(|&claim| data.class(claim)),
        ClaimSort::Name => claims.sort_by_cached_key(|&claim| fold_search(&data.sentence(claim)).text),
        ClaimSort::Status => claims.sort_by_key(|&claim| data.status(claim)),
    }
    claims
}

/// What an order was made from: dataset, what is shown of it, and how it is sorted.
pub(super) type OrderKey = (u64, u64, ClaimSort);

/// The order made last, so that a step through 20,000 claims does not sort them again.
#[derive(Default)]
pub(super) struct Order {
    made: Option<(OrderKey, Arc<Vec<ClaimIx>>)>,
}

impl Order {
    pub(super) fn of(&mut self, key: OrderKey, make: impl FnOnce() -> Vec<ClaimIx>) -> Arc<Vec<ClaimIx>> {
        match &self.made {
            Some((from, claims)) if *from == key => Arc::clone(claims),
            _ => {
                let claims = Arc::new(make());
                self.made = Some((key, Arc::clone(&claims)));
                claims
            }
        }
    }
}

/// Where a step through an order led to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stepped {
    /// What the order was made from: another one has other numbers.
    pub(super) key: OrderKey,
    pub(super) claim: ClaimIx,
    /// From 1.
    pub(super) number: usize,
    pub(super) of: usize,
}

impl Stepped {
    /// A step to a claim of these; `None` where it is not among them.
    pub(super) fn to(claim: ClaimIx, claims: &[ClaimIx], key: OrderKey) -> Option<Self> {
        let at = claims.iter().position(|&one| one == claim)?;
        Some(Self { key, claim, number: at + 1, of: claims.len() })
    }
}

/// The claim one step on or back from one; the first or last where that one is not among them.
pub(super) fn step(claims: &[ClaimIx], from: Option<ClaimIx>, back: bool) -> Option<ClaimIx> {
    let at = from.and_then(|from| claims.iter().position(|&claim| claim == from));
    match (at, back) {
        (Some(at), false) => claims.get(at + 1),
        (Some(at), true) => at.checked_sub(1).and_then(|at| claims.get(at)),
        (None, false) => claims.first(),
        (None, true) => claims.last(),
    }
    .copied()
}

#[cfg(test)]
mod tests {
    use super::{ClaimIx, ClaimSort, claims_in_order, step};

    #[test]
    fn steps_end_at_both_ends() {
        let claims = [ClaimIx(4), ClaimIx(1), ClaimIx(9)];
        assert_eq!(step(&claims, None, false), Some(ClaimIx(4)));
        assert_eq!(step(&claims, None, true), Some(ClaimIx(9)));
        assert_eq!(step(&claims, Some(ClaimIx(4)), false), Some(ClaimIx(1)));
        assert_eq!(step(&claims, Some(ClaimIx(9)), false), None);
        assert_eq!(step(&claims, Some(ClaimIx(4)), true), None);
        assert_eq!(step(&claims, Some(ClaimIx(7)), false), Some(ClaimIx(4)));
        assert_eq!(step(&[], None, false), None);
    }

    #[test]
    fn every_order_holds_the_same_claims() {
        let data = crate::io::load_bundled(1).dataset;
        let all: Vec<ClaimIx> = data.claim_ixs().collect();
        for sort in [ClaimSort::Class, ClaimSort::Name, ClaimSort::Status] {
            let mut sorted = claims_in_order(&data, &all, sort);
            if sort == ClaimSort::Status {
                assert!(sorted.is_sorted_by_key(|&claim| data.status(claim)));
            }
            sorted.sort_unstable();
            assert_eq!(sorted, all);
        }
    }
}
