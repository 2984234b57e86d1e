//! Sharing work among threads, and hearing early that nobody wants it any more.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

/// From so many tasks on they are shared among threads; waking threads for fewer costs more than it saves.
const SHARED: usize = 24;

/// How many steps of a long loop may pass between two looks at the flag: a millisecond's worth.
const LOOK_EVERY: usize = 1024;

/// Does `work` for every task, on several threads where that pays. Tasks must not depend on one
/// another; then the outcome is the same on any number of threads.
pub(super) fn each<T: Send>(tasks: impl Iterator<Item = T>, work: impl Fn(T) + Sync + Send) {
    let tasks: Vec<T> = tasks.collect();
    if tasks.len() < SHARED {
        tasks.into_iter().for_each(work);
    } else {
        tasks.into_par_iter().for_each(work);
    }
}

/// Whether the caller has lost interest.
#[derive(Clone, Copy)]
pub(super) struct Stop<'a>(pub(super) &'a AtomicBool);

impl Stop<'_> {
    /// `None` once the caller has lost interest.
    pub(super) fn check(self) -> Option<()> {
        (!self.0.load(Ordering::Relaxed)).then_some(())
    }

    /// The same, inside a loop that counts its steps.
    #[inline]
    pub(super) fn check_at(self, step: usize) -> Option<()> {
        if step.is_multiple_of(LOOK_EVERY) { self.check() } else { Some(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_done_once() {
        for count in [0, 1, SHARED - 1, SHARED, 1000] {
            let mut done = vec![0u8; count];
            each(done.iter_mut(), |d| *d += 1);
            assert!(done.iter().all(|d| *d == 1));
        }
    }

    #[test]
    fn a_loop_looks_at_the_flag_now_and_then() {
        let flag = AtomicBool::new(true);
        let stop = Stop(&flag);
        assert_eq!(stop.check_at(1), Some(()));
        assert_eq!(stop.check_at(LOOK_EVERY), None);
        flag.store(false, Ordering::Relaxed);
        assert_eq!(stop.check(), Some(()));
    }
}
