//! What is said of a case with so many things that the canvas cannot draw all there is to each.

use crate::model::Dataset;

/// Entities and claims above which it is said.
const HUGE: usize = 20_000;

pub(super) fn words(data: &Dataset) -> Option<String> {
    said(data.entities().len(), data.claims().len())
}

fn said(entities: usize, claims: usize) -> Option<String> {
    let mut count = entities.to_string();
    let mut at = count.len();
    while at > 3 {
        at -= 3;
        count.insert(at, ',');
    }
    let noun = if entities == 1 { "entity" } else { "entities" };
    let words = format!("{count} {noun}: voices are drawn on hover, labels by room");
    (entities + claims > HUGE).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn only_huge_cases_are_told_of() {
        assert_eq!(said(9_000, 11_000), None);
        let words = "84,000 entities: voices are drawn on hover, labels by room";
        assert_eq!(said(84_000, 5).as_deref(), Some(words));
        assert!(said(1_234_567, 0).is_some_and(|words| words.starts_with("1,234,567 ")));
        assert!(said(1, 90_000).is_some_and(|words| words.starts_with("1 entity:")));
    }
}
