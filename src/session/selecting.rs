//! Selecting things, and what a click means while a path lacks an end.

use super::look::Look;
use super::{Click, Session};
use crate::model::{EntityIx, Item};

impl Session {
    pub(super) fn select(&mut self, item: Item, click: Click) {
        let item = self.seen_as(item);
        if self.choose_end(item) {
            return;
        }
        self.passing.rejecting = None;
        self.passing.selection.click(item, click);
        if click == Click::Only {
            self.passing.follow(&self.data, item);
        }
    }

    /// While a path lacks an end, the entity that is clicked becomes it.
    fn choose_end(&mut self, item: Item) -> bool {
        let (Some(Look::Path(way)), Item::Entity(entity)) = (&self.view.look, item) else { return false };
        // A path leads from somebody to somebody: a group is opened first.
        if self.is_group(entity) {
            return false;
        }
        let mut way = *way;
        match (way.from, way.to) {
            (None, to) if to != Some(entity) => way.from = Some(entity),
            (Some(from), None) if from != entity => way.to = Some(entity),
            _ => return false,
        }
        self.look(Some(Look::Path(way)));
        true
    }

    pub(super) fn select_many(&mut self, items: Vec<Item>, click: Click) {
        let items: Vec<Item> =
            items.into_iter().filter(|item| self.holds(*item)).map(|item| self.seen_as(item)).collect();
        if let (Click::Only, [item]) = (click, items.as_slice()) {
            self.select(*item, click);
        } else {
            self.passing.selection.click_many(items, click);
        }
    }

    /// The entity that is selected, where it is the only thing that is.
    pub fn selected_entity(&self) -> Option<EntityIx> {
        match self.passing.selection.items() {
            [Item::Entity(entity)] => Some(*entity),
            _ => None,
        }
    }
}
