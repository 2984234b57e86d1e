//! The best few of many, in a defined order.

use std::collections::BinaryHeap;

/// What decides the order of hits: rank, typing errors, importance (more is better), a place in a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key(u128);

impl Key {
    /// `order` breaks ties, `payload` those that remain; the payload is what is found.
    pub(super) fn new(rank: u8, errors: u8, importance: u32, order: u32, payload: u32) -> Self {
        let high = u128::from(rank) << 104 | u128::from(errors) << 96;
        Self(high | u128::from(!importance) << 64 | u128::from(order) << 32 | u128::from(payload))
    }

    pub(super) fn rank(self) -> u8 {
        (self.0 >> 104) as u8
    }

    pub(super) fn errors(self) -> u8 {
        (self.0 >> 96) as u8
    }

    pub(super) fn with_payload(self, payload: u32) -> Self {
        Self(self.0 & !u128::from(u32::MAX) | u128::from(payload))
    }

    pub(super) fn payload(self) -> u32 {
        self.0 as u32
    }
}

/// Keeps the `limit` best keys and counts all.
pub(super) struct Top {
    limit: usize,
    heap: BinaryHeap<Key>,
    total: usize,
}

impl Top {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new(), total: 0 }
    }

    pub(super) fn offer(&mut self, key: Key) {
        self.total += 1;
        if self.heap.len() < self.limit {
            self.heap.push(key);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && key < *worst
        {
            *worst = key;
        }
    }

    /// The kept keys, best first, and how many were offered.
    pub(super) fn finish(self) -> (Vec<Key>, usize) {
        (self.heap.into_sorted_vec(), self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Top};

    #[test]
    fn the_best_come_first_and_all_are_counted() {
        let mut top = Top::new(3);
        for (rank, importance, payload) in [(2, 9, 0), (0, 1, 1), (1, 5, 2), (1, 7, 3), (0, 1, 4)] {
            top.offer(Key::new(rank, 0, importance, 0, payload));
        }
        let (keys, total) = top.finish();
        assert_eq!(keys.iter().map(|key| key.payload()).collect::<Vec<_>>(), [1, 4, 3]);
        assert_eq!((total, keys[2].rank()), (5, 1));
    }
}
