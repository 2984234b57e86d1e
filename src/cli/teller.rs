//! Whose telling of a case is asked for by an id, and what may be meant by an id that the case has not.

use anyhow::anyhow;

use crate::graph::{Teller, side_of};
use crate::model::{Dataset, Item};

/// The word for the report's own voice; it goes before an entity of that id.
const DOCUMENT: &str = "document";

/// The largest part of an id that may be mistyped: one letter in so many.
const LETTERS_AN_ERROR: usize = 3;

/// Who is asked for: `document`, the id of an entity, or with `+` behind it the entity and its side.
///
/// # Errors
/// When no entity has the id, with the nearest one that there is.
pub(super) fn find(data: &Dataset, asked: &str) -> anyhow::Result<Teller> {
    if asked == DOCUMENT {
        return Ok(Teller::Document);
    }
    // An id may itself end in a plus.
    if let Some(entity) = data.find_entity(asked) {
        return Ok(Teller::Speaker(entity));
    }
    let head = asked.strip_suffix('+').and_then(|id| data.find_entity(id));
    if let Some(head) = head {
        return Ok(Teller::Side(side_of(data, head)));
    }
    let ids = data.entities().iter().map(|entity| entity.id.as_str()).chain([DOCUMENT]);
    let id = asked.strip_suffix('+').unwrap_or(asked);
    Err(unknown(data, "entity", id, ids))
}

/// The entity or claim with an id.
///
/// # Errors
/// When there is none, with the nearest that there is.
pub(super) fn item(data: &Dataset, id: &str) -> anyhow::Result<Item> {
    let entity = data.find_entity(id).map(Item::Entity);
    entity.or_else(|| data.find_claim(id).map(Item::Claim)).ok_or_else(|| {
        let entities = data.entities().iter().map(|entity| entity.id.as_str());
        let claims = data.claims().iter().map(|claim| claim.id.as_str());
        unknown(data, "entity or claim", id, entities.chain(claims))
    })
}

/// "no entity has the id “irann”, did you mean `iran`?" A name stands for its entity's id: what a person has
/// before them is often the name.
fn unknown<'a>(
    data: &'a Dataset,
    what: &str,
    id: &str,
    known: impl Iterator<Item = &'a str>,
) -> anyhow::Error {
    let named = data.entities().iter().find(|entity| {
        let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
        names.any(|name| name.to_lowercase() == id.to_lowercase())
    });
    let near = named.map(|entity| entity.id.as_str()).or_else(|| nearest(id, known));
    match near {
        Some(near) => anyhow!("no {what} has the id “{id}”\n  hint: did you mean `{near}`?"),
        None => anyhow!("no {what} has the id “{id}”\n  hint: `attache search` finds ids by name"),
    }
}

/// The known word with the fewest mistakes, the first of equals, where there are few enough.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Ids are short: measuring a long one against each of a million would take long.
    let word = Some(word).filter(|word| word.len() <= 64)?.to_lowercase();
    let most = (word.chars().count() / LETTERS_AN_ERROR).max(1);
    let near = known
        .filter(|known| known.len().abs_diff(word.len()) <= 4 * most)
        .map(|known| (strsim::osa_distance(&word, &known.to_lowercase()), known));
    near.filter(|(errors, _)| *errors <= most).min_by_key(|(errors, _)| *errors).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_bundled;

    #[test]
    fn an_id_is_a_speaker_with_a_plus_a_side_and_document_the_report() {
        let data = load_bundled(1).dataset;
        let iran = data.find_entity("iran").unwrap();
        assert_eq!(find(&data, "iran").unwrap(), Teller::Speaker(iran));
        assert_eq!(find(&data, "iran+").unwrap(), Teller::Side(side_of(&data, iran)));
        assert_eq!(find(&data, "document").unwrap(), Teller::Document);
    }

    #[test]
    fn what_is_mistyped_gets_a_hint() {
        let data = load_bundled(1).dataset;
        let said = |id: &str| find(&data, id).unwrap_err().to_string();
        for wrong in ["irann", "irann+", "IRAN", "Tehran"] {
            assert!(said(wrong).contains("did you mean `"), "{}", said(wrong));
        }
        assert!(said("documnet").contains("`document`"));
        assert!(!said("zzzzzzzzzzzz").contains("did you mean"));
        assert!(item(&data, "c011").unwrap_err().to_string().contains("did you mean"));
    }
}
