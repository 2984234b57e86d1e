//! The letters of a label that a query stands for.

use super::fold::Folded;
use super::query::{Query, QueryWord};
use super::similar::near;
use super::words::level;

/// Byte ranges of `label` to mark: for every word of the query its best matches, all of them. Sorted and
/// apart, on character boundaries.
pub(super) fn marks(query: &Query, label: &str) -> Vec<(u32, u32)> {
    let folded = Folded::new(label);
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for word in &query.words {
        let mut best = 0;
        let mut found = Vec::new();
        let mut at = 0;
        for part in folded.text.split(' ') {
            if let Some((level, start, len)) = stands(word, part, best) {
                if level > best {
                    best = level;
                    found.clear();
                }
                found.push((at + start, at + start + len));
            }
            at += part.len() + 1;
        }
        ranges.extend(found.into_iter().filter_map(|(start, end)| folded.unfold(start, end, label)));
    }
    merge(ranges)
}

/// How and where a query word stands in one word, unless worse than `best`. Whole words and beginnings
/// count alike here: both are marked.
fn stands(query: &QueryWord, word: &str, best: u8) -> Option<(u8, usize, usize)> {
    if let Some(at) = word.find(&query.text).filter(|&at| at == 0 || query.letters.len() > 1) {
        let level = if at == 0 { level::START } else { level::INSIDE };
        return (level >= best).then_some((level, at, query.text.len()));
    }
    if best > level::ONE_ERROR {
        return None;
    }
    let near = near(query, word).filter(|near| near.errors > 0)?;
    let level = level::with_errors(near.errors);
    let len = word.char_indices().nth(near.letters).map_or(word.len(), |(at, _)| at);
    (level >= best).then_some((level, 0, len))
}

fn merge(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::search::query::Query;

    fn marked(query: &str, label: &str) -> Vec<String> {
        let query = Query::new(query).expect("has letters");
        let ranges = marks(&query, label);
        ranges
            .iter()
            .map(|&(a, b)| label.get(a as usize..b as usize).expect("on boundaries").to_owned())
            .collect()
    }

    #[test]
    fn marks_stand_on_the_original_letters() {
        assert_eq!(marked("mull", "Jürgen Müller"), ["Müll"]);
        assert_eq!(marked("ali kham", "Ayatollah Ali Khamenei"), ["Ali", "Kham"]);
        assert_eq!(marked("stan", "Pakistan and Afghanistan"), ["stan", "stan"]);
        assert_eq!(marked("iran", "Iran’s mission, not Tirana"), ["Iran"]);
        assert_eq!(marked("shiite", "Shi’ite militias"), ["Shi’ite"]);
        assert_eq!(marked("khamenie", "Ali Khamenei"), ["Khamenei"]);
        assert_eq!(marked("us", "U.S. officials"), ["U.S"]);
        assert_eq!(marked("هیئت", "هيئت ايران"), ["هيئت"]);
    }
}
