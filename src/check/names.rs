//! Whether a stretch of text names an entity.

use crate::model::{BuiltinKind, Dataset, EntityIx};
use crate::text::fold::fold_search;

/// Names of an entity that are looked for.
const NAMES: usize = 64;

/// The names under which a text may name an entity, folded for search: its name, its aliases, and of a
/// person the last word of the name ("Biden"), as reports write it.
pub(super) fn names_of(data: &Dataset, entity: EntityIx) -> Vec<String> {
    let person = matches!(
        data.kind_of(entity).like,
        BuiltinKind::Leader | BuiltinKind::Official | BuiltinKind::Person
    );
    let entity = data.entity(entity);
    let mut names: Vec<String> = std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .take(NAMES)
        .map(|name| fold_search(name).text.trim().to_owned())
        .collect();
    if person {
        let last = names.first().and_then(|name| name.rsplit(' ').next()).unwrap_or_default();
        // "Kim Jong Un" is not called "Un".
        if last.chars().count() > 2 {
            names.push(last.to_owned());
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether a folded text has one of the folded names.
///
/// A name must begin where a word begins, so that Oman is not in "Romania"; it may go on, so that
/// "Iran" is in "Iranian" and inflected languages find their names. Scripts that write without spaces, or
/// put particles in front of a word (from Hebrew on in Unicode's order), have no such rule.
pub(super) fn has_name(folded: &str, names: &[String]) -> bool {
    names.iter().any(|name| {
        let spaced = name.chars().next().is_some_and(|first| u32::from(first) < 0x590);
        folded.match_indices(name.as_str()).any(|(at, _)| {
            let before = folded.get(..at).and_then(|before| before.chars().next_back());
            !spaced || before.is_none_or(|before| !before.is_alphanumeric())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::has_name;

    #[test]
    fn a_name_begins_where_a_word_begins() {
        let has = |text, name: &str| has_name(text, &[name.to_owned()]);
        assert!(has("the iranian state", "iran") && has("“oman", "oman") && has("in oman.", "oman"));
        assert!(!has("romania", "oman") && !has("", "oman"));
        assert!(has("于中国的", "中国") && has("ואיראן", "איראן"));
    }
}
