//! Something that is worked out on a thread while the window goes on.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What was made last, and what is being made. One thread at a time: while a timeline plays, keys change
/// faster than tables can be made.
pub(super) struct Later<K, T> {
    made: Option<(K, Arc<T>)>,
    busy: Option<(K, Receiver<T>)>,
    /// What could not be made; it is not tried again.
    broken: Option<K>,
}

impl<K, T> Default for Later<K, T> {
    fn default() -> Self {
        Self { made: None, busy: None, broken: None }
    }
}

impl<K: Copy + PartialEq, T: Send + Sync + 'static> Later<K, T> {
    /// What belongs to a key, or what was made before while that is not there yet. With `at_once` it is
    /// made in place, for what takes less time than a thread's start would be noticed for.
    pub(super) fn of(
        &mut self,
        ctx: &egui::Context,
        key: K,
        at_once: bool,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Option<(K, Arc<T>)> {
        self.hear();
        let fits = self.made.as_ref().is_some_and(|(of, _)| *of == key);
        if !fits && at_once {
            self.busy = None;
            self.made = Some((key, Arc::new(job())));
        } else if !fits && self.busy.is_none() && self.broken != Some(key) {
            self.start(ctx, key, job);
        }
        self.made.clone()
    }

    fn hear(&mut self) {
        let Some((key, from)) = self.busy.take() else { return };
        match from.try_recv() {
            Ok(made) => self.made = Some((key, Arc::new(made))),
            Err(TryRecvError::Empty) => self.busy = Some((key, from)),
            Err(TryRecvError::Disconnected) => self.broken = Some(key),
        }
    }

    fn start(&mut self, ctx: &egui::Context, key: K, job: impl FnOnce() -> T + Send + 'static) {
        let (to, from) = channel();
        let wake = Wake(ctx.clone());
        let body = move || {
            // Dropped last, also where the job breaks off, so that a frame comes to see it.
            let _wake = wake;
            // Gone before the frame comes, which then sees that nothing was made.
            let to = to;
            let made = job();
            let _ = to.send(made);
        };
        match std::thread::Builder::new().name("table".to_owned()).spawn(body) {
            Ok(_) => self.busy = Some((key, from)),
            Err(_) => self.broken = Some(key),
        }
    }
}

/// Asks for a frame when it goes.
struct Wake(egui::Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::Later;

    #[test]
    fn what_is_made_later_comes_and_what_breaks_is_not_tried_again() {
        let ctx = egui::Context::default();
        let mut later: Later<u32, String> = Later::default();
        assert!(later.of(&ctx, 1, true, || "one".to_owned()).is_some_and(|(key, _)| key == 1));
        for _ in 0..1000 {
            let made = later.of(&ctx, 2, false, || "two".to_owned());
            if made.is_some_and(|(key, made)| key == 2 && *made == "two") {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        assert_eq!(later.of(&ctx, 2, false, || "again".to_owned()).map(|made| made.0), Some(2));
        let mut tries = 0;
        while later.broken.is_none() && tries < 1000 {
            later.of(&ctx, 3, false, || panic!("as it happens"));
            std::thread::sleep(std::time::Duration::from_millis(2));
            tries += 1;
        }
        assert_eq!(later.broken, Some(3));
        assert_eq!(later.of(&ctx, 3, false, || "no".to_owned()).map(|made| made.0), Some(2));
        assert!(later.busy.is_none());
    }
}
