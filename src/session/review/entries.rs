//! The entries of a review, in parts that copies share: a review is copied with every verdict, for undo and for
//! the thread that saves, and a verdict changes one part of it.

use std::collections::BTreeMap;
use std::ops::Index;
use std::sync::Arc;

use super::Entry;
use crate::model::ClaimIx;

/// How many claims stand in one part: a copy takes one part and a pointer for every other.
const PART: u32 = 64;

type Part = BTreeMap<ClaimIx, Entry>;

/// One entry a claim that has a verdict or a note, in the order of the file. Copies share what is the same.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Entries {
    /// By the number of the claim through [`PART`]; none of them is empty.
    parts: BTreeMap<u32, Arc<Part>>,
}

impl Entries {
    /// The entry of a claim.
    pub fn get(&self, claim: &ClaimIx) -> Option<&Entry> {
        self.parts.get(&(claim.0 / PART))?.get(claim)
    }

    /// All, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&ClaimIx, &Entry)> {
        self.parts.values().flat_map(|part| part.iter())
    }

    /// All without their claims.
    pub fn values(&self) -> impl Iterator<Item = &Entry> {
        self.iter().map(|(_, entry)| entry)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.parts.values().map(|part| part.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Sets the entry of a claim.
    pub fn insert(&mut self, claim: ClaimIx, entry: Entry) {
        Arc::make_mut(self.parts.entry(claim.0 / PART).or_default()).insert(claim, entry);
    }

    /// Takes the entry of a claim away.
    pub fn remove(&mut self, claim: &ClaimIx) {
        let number = claim.0 / PART;
        let Some(part) = self.parts.get_mut(&number).filter(|part| part.contains_key(claim)) else { return };
        let part = Arc::make_mut(part);
        part.remove(claim);
        if part.is_empty() {
            self.parts.remove(&number);
        }
    }

    /// Where its parts lie, and how many entries each has: what copies share is counted once by it.
    #[cfg(test)]
    pub(in super::super) fn parts(&self) -> impl Iterator<Item = (usize, usize)> {
        self.parts.values().map(|part| (Arc::as_ptr(part) as usize, part.len()))
    }
}

impl Index<&ClaimIx> for Entries {
    type Output = Entry;

    /// The entry of a claim, an empty one where it has none.
    fn index(&self, claim: &ClaimIx) -> &Entry {
        static NONE: Entry = Entry { verdict: None, note: String::new(), at: 0 };
        self.get(claim).unwrap_or(&NONE)
    }
}

impl FromIterator<(ClaimIx, Entry)> for Entries {
    fn from_iter<I: IntoIterator<Item = (ClaimIx, Entry)>>(all: I) -> Self {
        let mut entries = Self::default();
        all.into_iter().for_each(|(claim, entry)| entries.insert(claim, entry));
        entries
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_hold_what_a_map_holds(moves in proptest::collection::vec((0u32..200, 0u64..3), 0..80)) {
            let (mut map, mut entries) = (BTreeMap::new(), Entries::default());
            let before = entries.clone();
            for (claim, at) in moves {
                let (claim, entry) = (ClaimIx(claim), Entry { at, ..Entry::default() });
                if at == 0 {
                    map.remove(&claim);
                    entries.remove(&claim);
                } else {
                    map.insert(claim, entry.clone());
                    entries.insert(claim, entry);
                }
                prop_assert_eq!(entries.get(&claim), map.get(&claim));
            }
            prop_assert!(entries.iter().eq(map.iter()));
            prop_assert_eq!((entries.len(), entries.is_empty()), (map.len(), map.is_empty()));
            prop_assert_eq!(&entries, &map.into_iter().collect::<Entries>(), "equal however they came about");
            prop_assert!(before.is_empty(), "a copy stays as it was");
        }
    }
}
