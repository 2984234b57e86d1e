//! What the ways of looking say in words.

use crate::graph::{Offered, Path, Teller};
use crate::model::{ClaimIx, Dataset};
use crate::session::look::Look;

/// "According to Iran, beside the United States", "Without 2 sources", "From Iran to Hamas".
pub fn title(data: &Dataset, look: &Look) -> String {
    match look {
        Look::According { teller, against: None } => {
            format!("According to {}", teller_words(data, teller, None))
        }
        Look::According { teller, against: Some(other) } => {
            format!("{} beside {}", teller_words(data, teller, None), teller_words(data, other, None))
        }
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

/// A teller's name. The side of somebody is named after its head, or the first of it.
pub fn teller_words(data: &Dataset, teller: &Teller, offered: Option<&Offered>) -> String {
    teller.words(data, offered.and_then(|offered| offered.head))
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
    use crate::session::look::Way;

    #[test]
    fn the_title_names_who_tells() {
        let data = crate::io::load_bundled(1).dataset;
        let iran = data.find_entity("iran").unwrap();
        let look = Look::According { teller: Teller::Speaker(iran), against: Some(Teller::Document) };
        assert_eq!(title(&data, &look), "Iran beside the report itself");
        let side = Teller::Side(crate::graph::side_of(&data, iran));
        assert_eq!(teller_words(&data, &side, None), "Iran and its side");
        assert_eq!(title(&data, &Look::Path(Way { from: Some(iran), ..Way::default() })), "From Iran to …");
    }
}
