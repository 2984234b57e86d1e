//! Sharing work among threads.

use rayon::prelude::*;

pub(super) use super::super::stop::Stop;

/// From so many tasks on they are shared among threads; waking threads for fewer costs more than it saves.
const SHARED: usize = 24;

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
}
