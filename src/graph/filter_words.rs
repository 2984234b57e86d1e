//! A filter in words: "without militias; only claims of 20–26 Oct 2023; without denied claims".

use crate::model::{Dataset, Date, Day, EntityIx, phrase};

use super::{DateWindow, Filter, Voice};

/// More names than these become a number.
const NAMED: usize = 3;

impl Filter {
    /// What is hidden, in words; empty where nothing is.
    pub fn words(&self, data: &Dataset) -> String {
        let name = |entity: &EntityIx| data.entities().get(entity.index()).map(|entity| entity.name.clone());
        let speaker = |voice: &Voice| match voice {
            Voice::Document => Some("the documents themselves".to_owned()),
            Voice::Entity(entity) => name(entity),
        };
        let document = |document: &crate::model::DocIx| {
            data.documents().get(document.index()).map(|document| quoted(document.name()))
        };
        let mut parts = Vec::new();
        if let Some(only) = &self.only {
            let named = listed(only.iter().filter_map(name));
            parts.push(named.map_or("only nothing".to_owned(), |named| format!("only {named}")));
        }
        let kinds = self.kinds.iter().map(|kind| lower(&data.kind(*kind).plural));
        parts.extend(without("", listed(kinds), ""));
        parts.extend(without("", listed(self.entities.iter().filter_map(name)), ""));
        let properties = self.properties.iter().map(|(key, value)| format!("{} “{value}”", phrase(key)));
        parts.extend(without("", listed(properties), ""));
        parts.extend(counted(self.communities.len(), "community", "communities"));
        parts.extend(counted(self.components.len(), "part of the graph", "parts of the graph"));
        parts.extend(self.degree.map(degree_words));
        parts.extend(self.dates.map(|window| format!("only claims of {}", window_words(window))));
        parts.extend(self.said.map(|window| format!("only claims said {}", window_words(window))));
        let classes = self.classes.iter().map(|class| quoted(class.words()));
        parts.extend(without("", listed(classes), ""));
        let predicates = self.predicates.iter().map(|predicate| quoted(&phrase(predicate)));
        parts.extend(without("", listed(predicates), ""));
        let statuses = self.statuses.iter().map(|status| status.words().to_owned());
        parts.extend(without("", listed(statuses), ""));
        let speakers = listed(self.speakers.iter().filter_map(speaker));
        parts.extend(without("what is said only by ", speakers, ""));
        let documents = listed(self.documents.iter().filter_map(document));
        parts.extend(without("what is cited only from ", documents, ""));
        let groundings = self.groundings.iter().map(|grounding| grounding.id().to_owned());
        parts.extend(without("claims whose quotes are all ", either(groundings), ""));
        parts.extend(counted(self.claims.len(), "claim", "claims"));
        parts.join("; ")
    }
}

fn without(before: &str, named: Option<String>, after: &str) -> Option<String> {
    named.map(|named| format!("without {before}{named}{after}"))
}

fn counted(count: usize, one: &str, several: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("without one {one}")),
        _ => Some(format!("without {count} {several}")),
    }
}

/// "a, b and c", or "a, b, c and 4 more"; `None` of nothing.
fn listed(names: impl Iterator<Item = String>) -> Option<String> {
    joined(names, "and")
}

/// "a, b or c".
fn either(names: impl Iterator<Item = String>) -> Option<String> {
    joined(names, "or")
}

fn joined(names: impl Iterator<Item = String>, word: &str) -> Option<String> {
    let mut names: Vec<String> = names.collect();
    if names.len() > NAMED + 1 {
        let more = names.len() - NAMED;
        names.truncate(NAMED);
        names.push(format!("{more} more"));
    }
    let last = names.pop()?;
    if names.is_empty() { Some(last) } else { Some(format!("{} {word} {last}", names.join(", "))) }
}

fn quoted(words: &str) -> String {
    format!("“{words}”")
}

/// Without the capital of a heading; "NGOs" keeps its.
fn lower(plural: &str) -> String {
    let mut letters = plural.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => plural.to_owned(),
    }
}

fn degree_words((least, most): (u32, u32)) -> String {
    match (least, most) {
        (least, u32::MAX) => format!("only entities with {least} or more claims"),
        (0, most) => format!("only entities with at most {most} claims"),
        (least, most) if least == most => format!("only entities with {least} claims"),
        (least, most) => format!("only entities with {least}–{most} claims"),
    }
}

impl DateWindow {
    /// Its days: "20–26 Oct 2023".
    pub fn words(&self) -> String {
        let (from, to) = (iso(self.from), iso(self.to));
        let text = if from == to { from } else { format!("{from}/{to}") };
        // Days beyond the years that dates are written with stand as they are.
        Date::parse(&text).map_or(text, |date| date.to_string())
    }
}

fn window_words(window: DateWindow) -> String {
    let undated = if window.undated { " or without a date" } else { "" };
    format!("{}{undated}", window.words())
}

/// A day as files write it: `2023-10-26`.
pub(super) fn iso(day: Day) -> String {
    let (year, month, day) = day.civil();
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::derive_tests::arbitrary_filter;
    use super::super::fixture::{arbitrary_case, case};
    use super::*;
    use crate::model::{Grounding, KindTable, Status};

    #[test]
    fn names_what_is_hidden_in_a_fixed_order() {
        let data = case();
        assert_eq!(Filter::default().words(&data), "");
        let filter = Filter {
            kinds: [KindTable::builtin(crate::model::BuiltinKind::Militia)].into(),
            statuses: [Status::Denied].into(),
            dates: Some(DateWindow {
                from: Day::from_civil(2023, 10, 20),
                to: Day::from_civil(2023, 10, 26),
                undated: false,
            }),
            said: Some(DateWindow {
                from: Day::from_civil(2023, 10, 25),
                to: Day::from_civil(2023, 10, 26),
                undated: true,
            }),
            ..Filter::default()
        };
        assert_eq!(
            filter.words(&data),
            "without militias; only claims of 20–26 Oct 2023; only claims said 25–26 Oct 2023 or without a \
             date; without denied"
        );
        let filter = Filter {
            only: Some([0, 1].map(EntityIx).into()),
            speakers: [Voice::Document, Voice::Entity(EntityIx(3))].into(),
            groundings: [Grounding::Missing, Grounding::Moved].into(),
            entities: [0, 1, 2, 3, 4].map(EntityIx).into(),
            degree: Some((2, u32::MAX)),
            communities: [3].into(),
            properties: [("held_by".to_owned(), "x".to_owned())].into(),
            ..Filter::default()
        };
        assert_eq!(
            filter.words(&data),
            "only a and b; without a, b, c and 2 more; without held by “x”; without one community; only \
             entities with 2 or more claims; without what is said only by the documents themselves and s; \
             without claims whose quotes are all moved or missing"
        );
    }

    #[test]
    fn one_day_and_days_without_a_name() {
        let window = |from, to| window_words(DateWindow { from, to, undated: true });
        let day = Day::from_civil(2023, 10, 26);
        assert_eq!(window(day, day), "26 Oct 2023 or without a date");
        assert!(!window(Day(i32::MIN), Day(i32::MAX)).is_empty());
        assert_eq!(lower("NGOs"), "NGOs");
    }

    proptest! {
        #[test]
        fn every_filter_has_words(data in arbitrary_case(), filter in arbitrary_filter()) {
            let known = filter.entities.iter().all(|e| e.index() < data.entities().len());
            if known && filter != Filter::default() {
                prop_assume!(filter.speakers.is_empty() && filter.documents.is_empty());
                prop_assert!(!filter.words(&data).is_empty());
            } else {
                let _ = filter.words(&data);
            }
        }
    }
}
