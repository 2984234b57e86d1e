//! Which nodes lie inside a box or a free-hand line, and which lies next in a direction.

use super::{Point, Scene};
use crate::model::EntityIx;

impl Scene {
    /// The drawn nodes whose middle lies in a box between two corners, in points.
    pub fn nodes_in_box(&self, a: Point, b: Point) -> Vec<EntityIx> {
        let inside = |p: Point| (0..2).all(|k| p[k] >= a[k].min(b[k]) && p[k] <= a[k].max(b[k]));
        self.nodes().filter(|(_, at, _)| inside(*at)).map(|(entity, ..)| entity).collect()
    }

    /// The drawn nodes whose middle lies inside a closed line, in points. Where it crosses itself, what is
    /// encircled twice is outside again.
    pub fn nodes_in_lasso(&self, path: &[Point]) -> Vec<EntityIx> {
        self.nodes().filter(|(_, at, _)| encircles(path, *at)).map(|(entity, ..)| entity).collect()
    }
}

/// Whether a closed line goes around a point: a ray to the right crosses it an odd number of times.
fn encircles(path: &[Point], p: Point) -> bool {
    let mut inside = false;
    let Some(mut before) = path.last().copied() else { return false };
    for &now in path {
        if (now[1] > p[1]) != (before[1] > p[1]) {
            let share = (p[1] - now[1]) / (before[1] - now[1]);
            if p[0] < now[0] + share * (before[0] - now[0]) {
                inside = !inside;
            }
        }
        before = now;
    }
    inside
}

/// The nearest of some places in a direction (a unit vector): what lies to the side counts twice, and
/// what lies more sideways than ahead does not count.
pub fn nearest_towards<T>(
    places: impl Iterator<Item = (T, Point)>,
    from: Point,
    direction: Point,
) -> Option<T> {
    let cost = |at: Point| {
        let away = [at[0] - from[0], at[1] - from[1]];
        let ahead = away[0] * direction[0] + away[1] * direction[1];
        let aside = (away[1] * direction[0] - away[0] * direction[1]).abs();
        (ahead > 1e-3 && aside <= ahead * 1.2).then_some(ahead + 2.0 * aside)
    };
    let near = places.filter_map(|(one, at)| cost(at).map(|cost| (one, cost)));
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use super::{encircles, nearest_towards};
    use crate::model::{EntityIx, Item};
    use crate::scene::Scene;

    #[test]
    fn a_box_takes_what_lies_in_it_whichever_corner_came_first() {
        let mut scene = Scene::default();
        for (i, at) in [[10.0, 10.0], [50.0, 50.0], [90.0, 10.0]].into_iter().enumerate() {
            scene.target_disc(at, 8.0, Item::Entity(EntityIx::new(i)));
        }
        let both = [EntityIx(0), EntityIx(1)];
        assert_eq!(scene.nodes_in_box([0.0, 0.0], [60.0, 60.0]), both);
        assert_eq!(scene.nodes_in_box([60.0, 0.0], [0.0, 60.0]), both);
        assert_eq!(scene.nodes_in_lasso(&[[0.0, 0.0], [100.0, 0.0], [100.0, 20.0]]), [EntityIx(2)]);
    }

    #[test]
    fn a_lasso_goes_around_what_lies_inside_it_only() {
        // A horseshoe that is open at the top.
        let path = [
            [0.0, 0.0],
            [10.0, 0.0],
            [10.0, 30.0],
            [20.0, 30.0],
            [20.0, 0.0],
            [30.0, 0.0],
            [30.0, 40.0],
            [0.0, 40.0],
        ];
        assert!(encircles(&path, [5.0, 5.0]) && encircles(&path, [15.0, 35.0]));
        assert!(!encircles(&path, [15.0, 15.0]), "between the arms");
        assert!(!encircles(&path, [35.0, 20.0]) && !encircles(&[], [0.0, 0.0]));
    }

    #[test]
    fn arrows_go_to_what_lies_ahead() {
        let places =
            || [("right", [50.0, 5.0]), ("far right", [90.0, 0.0]), ("below", [4.0, 30.0])].into_iter();
        assert_eq!(nearest_towards(places(), [0.0, 0.0], [1.0, 0.0]), Some("right"));
        assert_eq!(nearest_towards(places(), [0.0, 0.0], [0.0, 1.0]), Some("below"));
        assert_eq!(nearest_towards(places(), [0.0, 0.0], [-1.0, 0.0]), None);
    }
}
