//! A list for each node, one after the other in one array: a million lists of their own would take a tenth of a second
//! to hand back to the system, in which nobody could end the layout.

use super::super::sort;
use super::super::stop::Stop;

/// A list for each of some nodes.
pub(super) struct Lists<T> {
    /// Where each list begins, and where the last one ends.
    first: Vec<usize>,
    items: Vec<(usize, T)>,
}

impl<T: Copy> Lists<T> {
    /// The lists of `n` nodes from items with the node that each belongs to, which keep their order. `None` when told
    /// to stop.
    pub(super) fn of(n: usize, items: &[(usize, T)], stop: Stop) -> Option<Self> {
        let items = sort::by_key(items, n, |item| item.0, stop)?;
        let mut first = vec![0; n + 1];
        for (step, (node, _)) in items.iter().enumerate() {
            stop.check_at(step)?;
            first[node + 1] = step + 1;
        }
        // A list without items ends where the one before does.
        let mut end = 0;
        for first in &mut first {
            end = end.max(*first);
            *first = end;
        }
        Some(Self { first, items })
    }

    /// The items of a node.
    pub(super) fn at(&self, node: usize) -> impl Iterator<Item = T> + '_ {
        self.items[self.first[node]..self.first[node + 1]].iter().map(|item| item.1)
    }

    /// All items, list by list.
    pub(super) fn all(&self) -> impl Iterator<Item = T> + '_ {
        self.items.iter().map(|item| item.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_node_has_its_items_in_order() {
        let lists = Lists::of(5, &[(3, 'a'), (1, 'b'), (3, 'c'), (4, 'd')], Stop::never()).unwrap();
        let told: Vec<String> = (0..5).map(|node| lists.at(node).collect()).collect();
        assert_eq!(told, ["", "b", "", "ac", "d"]);
        assert_eq!(lists.all().collect::<String>(), "bacd");
        assert_eq!(Lists::<char>::of(2, &[], Stop::never()).unwrap().at(1).count(), 0);
    }
}
