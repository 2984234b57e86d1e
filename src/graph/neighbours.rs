//! Who stands one line away.

use crate::model::{ClaimIx, Dataset, EntityIx};

use super::Shown;
use super::derive::ends;

/// The other ends of an entity's shown claims, in the order of the file.
///
/// An entity that is no end of a shown claim and only speaks has the ends of what it speaks about as
/// its neighbours: it is drawn beside them.
pub fn neighbours(data: &Dataset, shown: &Shown, of: EntityIx) -> Vec<EntityIx> {
    over(data, of, &|claim| shown.has_claim(claim))
}

pub(super) fn over(data: &Dataset, of: EntityIx, shown: &dyn Fn(ClaimIx) -> bool) -> Vec<EntityIx> {
    let lines: Vec<ClaimIx> =
        data.acts(of).iter().chain(data.acted_on(of)).copied().filter(|claim| shown(*claim)).collect();
    let spoken = data.says(of).iter().map(|&(claim, _)| claim).filter(|claim| shown(*claim));
    let claims: Vec<ClaimIx> = if lines.is_empty() { spoken.collect() } else { lines };
    let mut around: Vec<EntityIx> = claims.iter().flat_map(|claim| ends(data.claim(*claim))).collect();
    around.retain(|entity| *entity != of);
    around.sort_unstable();
    around.dedup();
    around
}

#[cfg(test)]
mod tests {
    use super::super::fixture::case;
    use super::super::{Filter, derive};
    use super::*;

    #[test]
    fn neighbours_over_lines_and_for_a_mere_speaker_what_it_speaks_of() {
        let data = case();
        let shown = derive(&data, &Filter::default(), None);
        assert_eq!(neighbours(&data, &shown, EntityIx(0)), [EntityIx(1), EntityIx(2)]);
        assert_eq!(neighbours(&data, &shown, EntityIx(3)), [EntityIx(0)]);
        assert!(neighbours(&data, &shown, EntityIx(4)).is_empty());
    }

    #[test]
    fn a_hidden_claim_joins_nobody() {
        let data = case();
        let kinds = [data.entity(EntityIx(2)).kind].into();
        let shown = derive(&data, &Filter { kinds, ..Filter::default() }, None);
        assert_eq!(neighbours(&data, &shown, EntityIx(0)), [EntityIx(1)]);
    }
}
