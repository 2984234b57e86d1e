//! The rings of a radial drawing: a circle for each number of lines on the way to the middle.

use std::collections::VecDeque;

use super::Point;
use super::axis::Tick;
use crate::graph::Shown;
use crate::model::{Dataset, EntityIx};

/// How far from the ring's radius a node may lie and still be on it, in layout units.
const OFF: f32 = 2.0;

/// The rings about an entity, or about the one with most claims where none is given, the first of equal ones.
///
/// The layout tells no radii, and nodes may have been moved since: a ring is where most of those that are as many
/// lines away lie equally far from the middle. Where they do not, there is none.
pub(super) fn rings(
    data: &Dataset,
    shown: &Shown,
    positions: &[Point],
    center: Option<EntityIx>,
) -> Vec<Tick> {
    let near = neighbours(data, shown);
    let claims = |entity: &EntityIx| near.get(entity.index()).map_or(0, Vec::len);
    let center = center.filter(|center| shown.has_entity(*center));
    let best = || shown.entities.iter().copied().rev().max_by_key(claims);
    let Some(center) = center.or_else(best) else { return Vec::new() };
    let Some(&middle) = positions.get(center.index()) else { return Vec::new() };
    let mut hops = vec![u32::MAX; near.len()];
    hops[center.index()] = 0;
    let mut queue = VecDeque::from([center]);
    // How far from the middle they lie that are so many lines away.
    let mut away: Vec<Vec<f32>> = Vec::new();
    while let Some(v) = queue.pop_front() {
        for &u in &near[v.index()] {
            if hops[u.index()] != u32::MAX {
                continue;
            }
            let ring = hops[v.index()];
            hops[u.index()] = ring + 1;
            queue.push_back(u);
            if away.len() <= ring as usize {
                away.push(Vec::new());
            }
            if let (Some(all), Some(p)) = (away.last_mut(), positions.get(u.index())) {
                all.push((p[0] - middle[0]).hypot(p[1] - middle[1]));
            }
        }
    }
    away.into_iter().filter_map(radius).map(|radius| Tick::Ring(middle, radius)).collect()
}

/// The ends of the claims at each entity; a claim from an entity to itself counts once.
fn neighbours(data: &Dataset, shown: &Shown) -> Vec<Vec<EntityIx>> {
    let mut near = vec![Vec::new(); data.entities().len()];
    for &ix in &shown.claims {
        let claim = data.claim(ix);
        let other = claim.object.filter(|object| shown.has_entity(*object)).unwrap_or(claim.subject);
        near[claim.subject.index()].push(other);
        if other != claim.subject {
            near[other.index()].push(claim.subject);
        }
    }
    near
}

/// The distance that at least two thirds keep, if they do.
fn radius(mut away: Vec<f32>) -> Option<f32> {
    away.retain(|far| far.is_finite() && *far > 0.0);
    if away.is_empty() {
        return None;
    }
    let half = away.len() / 2;
    let middle = *away.select_nth_unstable_by(half, f32::total_cmp).1;
    let on = away.iter().filter(|far| (**far - middle).abs() <= OFF).count();
    (3 * on >= 2 * away.len()).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{self, Filter};
    use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, KindTable};

    #[test]
    fn a_ring_is_where_those_lie_that_are_as_many_lines_away() {
        let kind = KindTable::builtin(BuiltinKind::Other);
        let entities = ["a", "b", "c", "d", "e"].map(|id| Entity::new(id, id, kind)).to_vec();
        let claim = |id: &str, a, b| Claim::new(id, EntityIx(a), "meets", Some(EntityIx(b)));
        let claims = vec![claim("1", 0, 1), claim("2", 2, 0), claim("3", 0, 3), claim("4", 3, 4)];
        let data = DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1);
        let shown = graph::derive(&data, &Filter::default(), None);
        let at = [[5.0, 5.0], [105.0, 5.0], [5.0, 105.0], [-95.0, 5.0], [-195.0, 5.0]];
        let ring = |middle, radius| Tick::Ring(middle, radius);
        assert_eq!(rings(&data, &shown, &at, None), [ring([5.0, 5.0], 100.0), ring([5.0, 5.0], 200.0)]);
        assert_eq!(rings(&data, &shown, &at, Some(EntityIx(0))).len(), 2);
        // Two of three have been moved.
        let moved = [[5.0, 5.0], [105.0, 5.0], [5.0, 165.0], [-35.0, 5.0], [-195.0, 5.0]];
        assert_eq!(rings(&data, &shown, &moved, None), [ring([5.0, 5.0], 200.0)]);
    }
}
