//! Places that a file gives its nodes, as the beginning of the first layout.

use crate::graph::Shown;
use crate::layout::EDGE;
use crate::model::{Dataset, EntityIx};

/// Where the file draws its entities, in layout units: lines are about as long as a layout would make them. `NaN`
/// for those that it does not place. `None` where it places fewer than half of them, or all on one line or spot.
pub(super) fn places(data: &Dataset, shown: &Shown) -> Option<Vec<[f32; 2]>> {
    let at = |entity: EntityIx| {
        let at = data.entities().get(entity.index())?.viz?.position?;
        at.iter().all(|c| c.is_finite() && c.abs() < 1e12).then_some(at)
    };
    let placed: Vec<(EntityIx, [f64; 2])> =
        shown.entities.iter().filter_map(|&entity| Some((entity, at(entity)?))).collect();
    if placed.len() < 2 || placed.len() * 2 < shown.entities.len() {
        return None;
    }
    let spread = |axis: usize| {
        let all = placed.iter().map(|(_, at)| at[axis]);
        all.clone().fold(f64::MIN, f64::max) - all.fold(f64::MAX, f64::min)
    };
    if spread(0) <= 0.0 || spread(1) <= 0.0 {
        return None;
    }
    let mut lengths: Vec<f64> = shown
        .claims
        .iter()
        .filter_map(|&claim| {
            let claim = data.claim(claim);
            let (from, to) = (at(claim.subject)?, at(claim.object?)?);
            Some((to[0] - from[0]).hypot(to[1] - from[1])).filter(|long| *long > 0.0)
        })
        .collect();
    let middle = lengths.len() / 2;
    let usual = if lengths.is_empty() {
        // Without lines: a square of as many places as there are nodes.
        spread(0).max(spread(1)) / (placed.len() as f64).sqrt()
    } else {
        *lengths.select_nth_unstable_by(middle, f64::total_cmp).1
    };
    let scale = f64::from(EDGE) / usual;
    let centre = [0, 1].map(|axis| placed.iter().map(|(_, at)| at[axis] / placed.len() as f64).sum::<f64>());
    let mut places = vec![[f32::NAN; 2]; shown.degree.len()];
    for (entity, at) in placed {
        if let Some(place) = places.get_mut(entity.index()) {
            *place = [0, 1].map(|axis| ((at[axis] - centre[axis]) * scale) as f32);
        }
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::graph::{Filter, derive};
    use crate::io::{Unwatched, read_bytes};
    use crate::layout::EDGE;

    fn given(json: &str) -> Option<Vec<[f32; 2]>> {
        let data = read_bytes("g.json", json.as_bytes(), None, 1, &Unwatched).unwrap().dataset;
        places(&data, &derive(&data, &Filter::default(), None))
    }

    #[test]
    fn lines_get_the_length_of_a_layout_and_shapes_stay() {
        let found = given(
            r#"{"nodes": [{"id": "a", "x": 1000, "y": 1000}, {"id": "b", "x": 1003, "y": 1000}, {"id": "c", "x": 1003, "y": 1003},
                {"id": "d"}],
                "edges": [{"source": "a", "target": "b"}, {"source": "b", "target": "c"}]}"#,
        )
        .unwrap();
        let far = |a: usize, b: usize| (found[a][0] - found[b][0]).hypot(found[a][1] - found[b][1]);
        assert!((far(0, 1) - EDGE).abs() < 0.1 && (far(1, 2) - EDGE).abs() < 0.1, "{found:?}");
        assert!((far(0, 2) - EDGE * 2.0_f32.sqrt()).abs() < 0.1);
        assert!(found[3][0].is_nan(), "who has no place is given none");
    }

    #[test]
    fn places_that_say_nothing_are_not_taken() {
        let edges = r#""edges": [{"source": "a", "target": "b"}]}"#;
        for nodes in [
            r#"{"nodes": [{"id": "a", "x": 5, "y": 5}, {"id": "b", "x": 5, "y": 5}],"#,
            r#"{"nodes": [{"id": "a", "x": 5, "y": 7}, {"id": "b"}, {"id": "c"}, {"id": "d"}],"#,
            r#"{"nodes": [{"id": "a"}, {"id": "b"}],"#,
        ] {
            assert_eq!(given(&format!("{nodes}{edges}")), None, "{nodes}");
        }
    }
}
