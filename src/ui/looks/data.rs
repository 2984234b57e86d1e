//! What the ways of looking say in words.

use crate::graph::Path;
use crate::model::{ClaimIx, Dataset};
use crate::session::look::{Lists, Look};

/// "According to Iran, beside the United States", "Without 2 sources", "From Iran to Hamas".
pub fn title(data: &Dataset, lists: &Lists, look: &Look) -> String {
    let (name, other) = &lists.names;
    match look {
        Look::According { against: None, .. } => format!("According to {name}"),
        Look::According { .. } => format!("{name} beside {other}"),
        Look::Without(removed) => {
            let n = removed.documents.len()
                + removed.voices.len()
                + removed.kinds.len()
                + usize::from(removed.anonymous);
            match n {
                0 => "Without a source".to_owned(),
                1 => "Without 1 source".to_owned(),
                n => format!("Without {n} sources"),
            }
        }
        Look::Path(way) => {
            let name = |entity: Option<crate::model::EntityIx>| {
                entity.map_or("…", |entity| data.entity(entity).name.as_str())
            };
            format!("From {} to {}", name(way.from), name(way.to))
        }
    }
}

/// The sentences of a path, a step each: the claim that stands best, and how many more there are.
pub fn steps(data: &Dataset, path: &Path) -> Vec<(ClaimIx, String, usize)> {
    path.steps
        .iter()
        .filter_map(|step| {
            let &best = step.claims.first()?;
            Some((best, data.sentence(best), step.claims.len() - 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Teller;
    use crate::session::look::Way;

    #[test]
    fn the_title_names_who_tells() {
        let data = crate::io::load_bundled(1).dataset;
        let iran = data.find_entity("iran").unwrap();
        let mut lists = Lists { names: ("Iran".into(), "the report itself".into()), ..Lists::default() };
        let look = Look::According { teller: Teller::Speaker(iran), against: Some(Teller::Document) };
        assert_eq!(title(&data, &lists, &look), "Iran beside the report itself");
        let side = Teller::Side(crate::graph::side_of(&data, iran));
        lists.names = (side.words(&data, None), String::new());
        let look = Look::According { teller: side, against: None };
        assert_eq!(title(&data, &lists, &look), "According to Iran and its side");
        let look = Look::Path(Way { from: Some(iran), ..Way::default() });
        assert_eq!(title(&data, &lists, &look), "From Iran to …");
    }
}
