//! The way of nodes from one layout to another: quick at first, then slower, over a third of a second.

use std::sync::Arc;

use crate::layout::Point;

/// Seconds that it takes.
const TIME: f64 = 0.35;
/// Above this many nodes they jump: moving them all would take longer than it shows.
const MOST: usize = 50_000;

/// Nodes on their way. What they are on the way to may change meanwhile.
pub(super) struct Glide {
    from: Vec<Point>,
    to: Option<Arc<Vec<Point>>>,
    /// When the first picture of it was shown.
    since: Option<f64>,
}

impl Glide {
    /// From these places, one an entity; `None` where there are none or too many to move.
    pub(super) fn from(places: Arc<Vec<Point>>) -> Option<Self> {
        let some = !places.is_empty() && places.len() <= MOST;
        some.then(|| Self { from: Arc::unwrap_or_clone(places), to: None, since: None })
    }

    /// Where they are to go.
    pub(super) fn aim(&mut self, to: Vec<Point>) {
        self.to = Some(Arc::new(to));
    }

    /// A node that somebody holds is where it is held.
    pub(super) fn hold(&mut self, entity: usize, at: Point) {
        let to = self.to.as_mut().and_then(|to| Arc::make_mut(to).get_mut(entity));
        self.from.get_mut(entity).into_iter().chain(to).for_each(|place| *place = at);
    }

    /// Where they are at a time in seconds, and whether that is the end of the way. `None` while nobody
    /// knows where it leads.
    pub(super) fn at(&mut self, now: f64, motion: bool) -> Option<(Arc<Vec<Point>>, bool)> {
        let to = self.to.as_ref()?;
        let since = *self.since.get_or_insert(now);
        let share = ((now - since) / TIME).clamp(0.0, 1.0);
        if share >= 1.0 || !motion || to.len() != self.from.len() {
            return Some((Arc::clone(to), true));
        }
        let eased = (1.0 - (1.0 - share).powi(3)) as f32;
        let mix = |(a, b): (&Point, &Point)| [a[0] + (b[0] - a[0]) * eased, a[1] + (b[1] - a[1]) * eased];
        Some((Arc::new(self.from.iter().zip(to.iter()).map(mix).collect()), false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_start_where_they_are_and_end_where_they_go() {
        let mut glide = Glide::from(Arc::new(vec![[0.0, 0.0], [10.0, 0.0]])).unwrap();
        assert!(glide.at(5.0, true).is_none());
        glide.aim(vec![[100.0, 50.0], [10.0, 0.0]]);
        assert_eq!(*glide.at(6.0, true).unwrap().0, [[0.0, 0.0], [10.0, 0.0]]);
        let (half, arrived) = glide.at(6.0 + TIME / 2.0, true).unwrap();
        assert!(!arrived && half[0][0] > 60.0 && half[0][0] < 100.0 && half[1] == [10.0, 0.0]);
        glide.hold(1, [7.0, 7.0]);
        let (end, arrived) = glide.at(7.0, true).unwrap();
        assert!(arrived);
        assert_eq!(*end, [[100.0, 50.0], [7.0, 7.0]]);
    }

    #[test]
    fn without_motion_they_are_there_at_once() {
        let mut glide = Glide::from(Arc::new(vec![[0.0, 0.0]])).unwrap();
        glide.aim(vec![[3.0, 4.0]]);
        assert_eq!(glide.at(1.0, false), Some((Arc::new(vec![[3.0, 4.0]]), true)));
        assert!(Glide::from(Arc::default()).is_none());
    }
}
