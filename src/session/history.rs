//! What was selected before: back and forward, as in a browser.

use crate::model::{Dataset, Item};

/// Selections in the order in which they were made, and where in them a person is.
#[derive(Clone, Default, Debug)]
pub struct History {
    entries: Vec<Vec<Item>>,
    /// The entry that is or was selected last; meaningless while there are none.
    at: usize,
}

impl History {
    /// How many selections are kept.
    pub const MOST: usize = 100;

    /// Takes note of what is selected. A new selection cuts off what lay ahead; nothing selected is no
    /// entry of its own, because there is nothing to come back to.
    pub(super) fn note(&mut self, selected: &[Item]) {
        let same = self.entries.get(self.at).is_some_and(|entry| entry == selected);
        if selected.is_empty() || same {
            return;
        }
        self.entries.truncate(self.at + 1);
        self.entries.push(selected.to_vec());
        let surplus = self.entries.len().saturating_sub(Self::MOST);
        self.entries.drain(..surplus);
        self.at = self.entries.len() - 1;
    }

    /// Whether there is a selection to go back to. `empty`: nothing is selected now, so that the last one
    /// counts.
    pub fn can_go_back(&self, empty: bool) -> bool {
        if empty { !self.entries.is_empty() } else { self.at > 0 }
    }

    /// Whether there is one to go forward to.
    pub fn can_go_forward(&self) -> bool {
        self.at + 1 < self.entries.len()
    }

    pub(super) fn back(&mut self, empty: bool) -> Option<&[Item]> {
        if !self.can_go_back(empty) {
            return None;
        }
        if !empty {
            self.at -= 1;
        }
        self.entries.get(self.at).map(Vec::as_slice)
    }

    pub(super) fn forward(&mut self) -> Option<&[Item]> {
        if !self.can_go_forward() {
            return None;
        }
        self.at += 1;
        self.entries.get(self.at).map(Vec::as_slice)
    }

    /// The same selections among the things of a newer dataset; what it has no more is left out.
    pub(super) fn carry_over(&mut self, old: &Dataset, new: &Dataset) {
        let mut at = 0;
        let mut entries: Vec<Vec<Item>> = Vec::with_capacity(self.entries.len());
        for (i, entry) in self.entries.iter().enumerate() {
            let entry: Vec<Item> = entry.iter().filter_map(|&item| old.carry_over(item, new)).collect();
            if !entry.is_empty() && entries.last() != Some(&entry) {
                entries.push(entry);
            }
            if i == self.at {
                at = entries.len().saturating_sub(1);
            }
        }
        *self = Self { entries, at };
    }
}

#[cfg(test)]
mod tests {
    use super::History;
    use crate::model::{ClaimIx, EntityIx, Item};

    fn item(n: u32) -> Item {
        Item::Entity(EntityIx(n))
    }

    #[test]
    fn back_and_forward_and_a_new_one_cuts_what_lay_ahead() {
        let mut history = History::default();
        assert_eq!(history.back(true), None);
        for n in 0..3 {
            history.note(&[item(n)]);
            history.note(&[item(n)]);
        }
        assert_eq!(history.back(false), Some(&[item(1)][..]));
        assert_eq!(history.back(false), Some(&[item(0)][..]));
        assert_eq!(history.back(false), None);
        assert_eq!(history.forward(), Some(&[item(1)][..]));
        history.note(&[item(1)]);
        assert!(history.can_go_forward(), "going there again is not a new selection");
        history.note(&[item(7), item(8)]);
        assert!(!history.can_go_forward());
        assert_eq!(history.back(false), Some(&[item(1)][..]));
    }

    #[test]
    fn after_clearing_back_leads_to_what_was_cleared() {
        let mut history = History::default();
        history.note(&[item(1)]);
        history.note(&[item(2)]);
        history.note(&[]);
        assert_eq!(history.back(true), Some(&[item(2)][..]));
        assert_eq!(history.back(false), Some(&[item(1)][..]));
    }

    #[test]
    fn it_is_bounded() {
        let mut history = History::default();
        for n in 0..1000 {
            history.note(&[item(n)]);
        }
        let mut steps = 0;
        while history.back(false).is_some() {
            steps += 1;
        }
        assert_eq!(steps, History::MOST - 1);
    }

    #[test]
    fn a_newer_dataset_keeps_what_it_still_has() {
        let data = crate::io::load_bundled(1).dataset;
        let mut history = History::default();
        history.note(&[item(0)]);
        history.note(&[Item::Claim(ClaimIx(0))]);
        let mut same = history.clone();
        same.carry_over(&data, &data);
        assert_eq!(same.entries, history.entries);
        assert_eq!(same.back(false), Some(&[item(0)][..]));
        history.carry_over(&data, &crate::model::Dataset::empty());
        assert!(!history.can_go_back(true) && !history.can_go_forward());
    }
}
