//! What is selected, in the order in which it was.

use std::collections::BTreeSet;

use super::Click;
use crate::model::{ClaimIx, Dataset, EntityIx, Item};

/// The selected things, first selected first.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Selection {
    items: Vec<Item>,
}

impl Selection {
    /// The items.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether this is.
    pub fn contains(&self, item: Item) -> bool {
        self.items.contains(&item)
    }

    /// The selected entities.
    pub fn entities(&self) -> impl Iterator<Item = EntityIx> {
        self.items.iter().filter_map(|item| item.entity())
    }

    /// The selected claims; a selected voice counts as its claim. Each once.
    pub fn claims(&self) -> Vec<ClaimIx> {
        let mut known = BTreeSet::new();
        self.items.iter().filter_map(|item| item.claim()).filter(|claim| known.insert(*claim)).collect()
    }

    pub(super) fn clear(&mut self) {
        self.items.clear();
    }

    pub(super) fn set(&mut self, items: Vec<Item>) {
        self.items = items;
    }

    pub(super) fn click(&mut self, item: Item, click: Click) {
        match click {
            Click::Only => self.items = vec![item],
            Click::Toggle => match self.items.iter().position(|known| *known == item) {
                Some(at) => {
                    self.items.remove(at);
                }
                None => self.items.push(item),
            },
        }
    }

    /// Selects all of these, alone or beside what is selected already.
    pub(super) fn click_many(&mut self, items: Vec<Item>, click: Click) {
        if click == Click::Only {
            self.items.clear();
        }
        let known: BTreeSet<Item> = self.items.iter().copied().collect();
        self.items.extend(items.into_iter().filter(|item| !known.contains(item)));
    }

    /// Keeps what the newer dataset still has.
    pub(super) fn carry_over(&mut self, old: &Dataset, new: &Dataset) {
        self.items = self.items.iter().filter_map(|&item| old.carry_over(item, new)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::{Click, EntityIx, Item, Selection};

    #[test]
    fn a_plain_click_replaces_and_a_second_toggle_takes_away() {
        let (a, b) = (Item::Entity(EntityIx(0)), Item::Entity(EntityIx(1)));
        let mut selection = Selection::default();
        selection.click(a, Click::Only);
        selection.click(b, Click::Toggle);
        assert_eq!(selection.items(), [a, b]);
        selection.click(a, Click::Toggle);
        assert_eq!(selection.items(), [b]);
        selection.click(a, Click::Only);
        assert_eq!(selection.items(), [a]);
    }

    #[test]
    fn many_replace_what_was_selected_or_join_it() {
        let items = [0, 1, 2].map(|i| Item::Entity(EntityIx(i)));
        let mut selection = Selection::default();
        selection.click_many(items[..2].to_vec(), Click::Only);
        selection.click_many(items[1..].to_vec(), Click::Toggle);
        assert_eq!(selection.items(), items);
        selection.click_many(items[2..].to_vec(), Click::Only);
        assert_eq!(selection.items(), &items[2..]);
    }
}
