//! Hearing early that nobody wants the drawing any more.
//!
//! A layout has to come back within 50 ms of its flag being set, so every loop that a large graph makes long looks at
//! it now and then.

use std::sync::atomic::{AtomicBool, Ordering};

/// How many steps of a long loop may pass between two looks at the flag: a millisecond's worth at most.
pub(super) const LOOK_EVERY: usize = 1024;

static NEVER: AtomicBool = AtomicBool::new(false);

/// Whether the caller has lost interest.
#[derive(Clone, Copy)]
pub(super) struct Stop<'a>(pub(super) &'a AtomicBool);

impl Stop<'static> {
    /// For work that is short or that nobody can end.
    pub(super) fn never() -> Self {
        Self(&NEVER)
    }
}

impl Stop<'_> {
    /// Whether the flag is set.
    pub(super) fn is_set(self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// `None` once the caller has lost interest.
    pub(super) fn check(self) -> Option<()> {
        (!self.is_set()).then_some(())
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
    fn a_loop_looks_at_the_flag_now_and_then() {
        let flag = AtomicBool::new(true);
        let stop = Stop(&flag);
        assert_eq!(stop.check_at(1), Some(()));
        assert_eq!(stop.check_at(LOOK_EVERY), None);
        assert_eq!(Stop::never().check(), Some(()));
        flag.store(false, Ordering::Relaxed);
        assert_eq!(stop.check(), Some(()));
    }
}
