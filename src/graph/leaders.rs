//! Whom computed groups are named after.

use crate::model::{Dataset, EntityIx};

use super::Analysis;

/// The member that most claims have as an end of each community and each connected part, by their numbers;
/// of equal ones the first in the file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Leaders {
    /// Of communities.
    pub community: Vec<EntityIx>,
    /// Of connected parts.
    pub component: Vec<EntityIx>,
}

/// Finds them.
pub fn leaders(data: &Dataset, analysis: &Analysis) -> Leaders {
    let of = |numbers: &[u32]| {
        let mut best: Vec<Option<(u32, EntityIx)>> = Vec::new();
        for (entity, &number) in data.entity_ixs().zip(numbers) {
            // A number past the number of entities is none of a group.
            if number as usize >= data.entities().len() {
                continue;
            }
            if best.len() <= number as usize {
                best.resize(number as usize + 1, None);
            }
            let degree = analysis.degree.get(entity.index()).copied().unwrap_or(0);
            if let Some(slot) = best.get_mut(number as usize)
                && slot.is_none_or(|(most, _)| degree > most)
            {
                *slot = Some((degree, entity));
            }
        }
        // Numbers have no gaps; where one had, its name would be wrong, never missing.
        best.into_iter().map(|slot| slot.map_or(EntityIx(0), |(_, entity)| entity)).collect()
    };
    Leaders { community: of(&analysis.community), component: of(&analysis.component) }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::case;
    use super::*;

    #[test]
    fn the_busiest_member_names_a_group() {
        let data = case();
        let analysis = Analysis {
            degree: vec![2, 3, 3, 0, 0],
            community: vec![0, 0, 0, 1, Analysis::NONE],
            component: vec![0; 5],
            ..Analysis::default()
        };
        let leaders = leaders(&data, &analysis);
        assert_eq!(leaders.community, [EntityIx(1), EntityIx(3)]);
        assert_eq!(leaders.component, [EntityIx(1)]);
    }
}
