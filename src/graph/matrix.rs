//! Who acts on whom, and who speaks about whom: actors by actors, with the claims behind each cell.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ClaimIx, Class, Dataset, EntityIx};

use super::derive::ends;
use super::perspective::{Told, stands};

/// What one actor does to another and says about them. All lists are in the order of the claims given.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Cell {
    /// Claims of which the row is the subject and the column the object; a claim about the subject alone
    /// acts on nobody.
    pub acts: Vec<ClaimIx>,
    /// Those claims by class, in the order of the legend ([`Class::ALL`]).
    pub by_class: [u32; Class::ALL.len()],
    /// Claims with the column as an end on which the row takes a stance.
    pub speaks: Vec<ClaimIx>,
    /// Of those, how many the row asserts or confirms.
    pub says: u32,
    /// How many it denies, disputes or takes back. One that it both says and denies counts in both.
    pub denies: u32,
    /// How many it leaves open.
    pub unsure: u32,
}

/// A sparse matrix of actors.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Matrix {
    /// Rows and columns: everybody who is an end of a claim or speaks in one, the most involved first
    /// (claims that they are an end of or speak in, each counted once), then in the order of the file.
    pub actors: Vec<EntityIx>,
    cells: BTreeMap<(EntityIx, EntityIx), Cell>,
}

impl Matrix {
    /// What stands between two actors; `None` where nothing does.
    pub fn cell(&self, row: EntityIx, column: EntityIx) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// All cells that hold something, row by row, in the order of the actors.
    pub fn cells(&self) -> Vec<(EntityIx, EntityIx, &Cell)> {
        let place: BTreeMap<EntityIx, usize> =
            self.actors.iter().enumerate().map(|(i, actor)| (*actor, i)).collect();
        let mut cells: Vec<_> = self.cells.iter().map(|(&(row, column), cell)| (row, column, cell)).collect();
        cells.sort_by_cached_key(|(row, column, _)| (place.get(row), place.get(column)));
        cells
    }
}

/// The matrix over these claims, of which those that are not of the dataset are left out. The
/// document's own voice has no row: it is no actor.
pub fn matrix(data: &Dataset, claims: &[ClaimIx]) -> Matrix {
    let mut cells: BTreeMap<(EntityIx, EntityIx), Cell> = BTreeMap::new();
    let mut involved: BTreeMap<EntityIx, usize> = BTreeMap::new();
    for &ix in claims {
        let Some(claim) = data.claims().get(ix.index()) else { continue };
        if let Some(object) = claim.object {
            let cell = cells.entry((claim.subject, object)).or_default();
            cell.acts.push(ix);
            cell.by_class[data.class(ix) as usize] += 1;
        }
        let mut named: BTreeSet<EntityIx> = ends(claim).collect();
        for (speaker, told) in stands(claim.attributions.iter()) {
            let Some(speaker) = speaker else { continue };
            named.insert(speaker);
            for about in ends(claim) {
                let cell = cells.entry((speaker, about)).or_default();
                cell.speaks.push(ix);
                cell.says += u32::from(matches!(told, Told::Says | Told::Divided));
                cell.denies += u32::from(matches!(told, Told::Denies | Told::Divided));
                cell.unsure += u32::from(told == Told::Unsure);
            }
        }
        for entity in named {
            *involved.entry(entity).or_default() += 1;
        }
    }
    let mut actors: Vec<(EntityIx, usize)> = involved.into_iter().collect();
    actors.sort_by_key(|&(entity, claims)| (Reverse(claims), entity));
    Matrix { actors: actors.into_iter().map(|(entity, _)| entity).collect(), cells }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cited::arbitrary_cited_case;
    use super::super::fixture::case;
    use super::super::perspective::told;
    use super::super::side::Teller;
    use super::*;

    #[test]
    fn the_most_involved_come_first() {
        let data = case();
        let all: Vec<ClaimIx> = data.claim_ixs().collect();
        let matrix = matrix(&data, &all);
        assert_eq!(matrix.actors, [0, 1, 2, 3].map(EntityIx));
        let spoken = matrix.cell(EntityIx(3), EntityIx(0)).expect("s speaks of a");
        assert_eq!((spoken.acts.len(), &spoken.speaks[..], spoken.says), (0, &[ClaimIx(2)][..], 1));
        assert!(matrix.cell(EntityIx(0), EntityIx(0)).is_none(), "a loop acts on nobody");
    }

    proptest! {
        #[test]
        fn each_cell_equals_a_look_at_every_claim(data in arbitrary_cited_case()) {
            let all: Vec<ClaimIx> = data.claim_ixs().collect();
            let matrix = matrix(&data, &all);
            let mut filled = 0;
            for row in data.entity_ixs() {
                for column in data.entity_ixs() {
                    let acts: Vec<ClaimIx> = all
                        .iter()
                        .copied()
                        .filter(|&c| data.claim(c).subject == row && data.claim(c).object == Some(column))
                        .collect();
                    let stands: Vec<(ClaimIx, Told)> = all
                        .iter()
                        .filter(|&&c| data.claim(c).subject == column || data.claim(c).object == Some(column))
                        .map(|&c| (c, told(data.claim(c), &Teller::Speaker(row))))
                        .filter(|(_, told)| *told != Told::Silent)
                        .collect();
                    let none = Cell::default();
                    let cell = matrix.cell(row, column).unwrap_or(&none);
                    filled += usize::from(*cell != none);
                    prop_assert_eq!(&cell.acts, &acts);
                    prop_assert_eq!(cell.by_class.iter().sum::<u32>() as usize, acts.len());
                    prop_assert_eq!(&cell.speaks, &stands.iter().map(|s| s.0).collect::<Vec<_>>());
                    let count = |a, b| stands.iter().filter(|s| s.1 == a || s.1 == b).count() as u32;
                    let counts = (cell.says, cell.denies, cell.unsure);
                    let slow = (
                        count(Told::Says, Told::Divided),
                        count(Told::Denies, Told::Divided),
                        count(Told::Unsure, Told::Unsure),
                    );
                    prop_assert_eq!(counts, slow);
                }
            }
            prop_assert_eq!(matrix.cells().len(), filled);
        }
    }
}
