//! What *More filters* lists: its sections, their values, and what a click on one changes.

use std::collections::BTreeSet;

use crate::graph::{DateWindow, Dating, Facets, Filter, Leaders};
use crate::model::{Claim, Dataset, Date, Day, EntityIx, Grounding, phrase};
use crate::ui::rail::data::{capitalised, only, toggle};
use crate::ui::widgets::counted;

/// One more thing to filter by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Section {
    Predicate,
    Document,
    Grounding,
    Date(Dating),
    Degree,
    Part,
    Group,
    Property,
    ByHand,
}

impl Section {
    pub(super) const ALL: [Self; 10] = [
        Self::Predicate,
        Self::Document,
        Self::Grounding,
        Self::Date(Dating::Event),
        Self::Date(Dating::Statement),
        Self::Degree,
        Self::Part,
        Self::Group,
        Self::Property,
        Self::ByHand,
    ];

    /// Its heading.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Predicate => "Predicate",
            Self::Document => "Document",
            Self::Grounding => "Grounding",
            Self::Date(Dating::Event) => "Date",
            Self::Date(Dating::Statement) => "Date of statement",
            Self::Degree => "Degree",
            Self::Part => "Part",
            Self::Group => "Group",
            Self::Property => "Property",
            Self::ByHand => "Hidden by hand",
        }
    }

    /// Whether it hides something.
    pub(super) fn is_on(self, filter: &Filter) -> bool {
        match self {
            Self::Predicate => !filter.predicates.is_empty(),
            Self::Document => !filter.documents.is_empty(),
            Self::Grounding => !filter.groundings.is_empty(),
            Self::Date(by) => filter.window(by).is_some(),
            Self::Degree => filter.degree.is_some(),
            Self::Part => !filter.components.is_empty(),
            Self::Group => !filter.communities.is_empty(),
            Self::Property => !filter.properties.is_empty(),
            Self::ByHand => by_hand(filter) > 0 || filter.only.is_some(),
        }
    }

    /// How many values its list has; 0 for those that have none.
    pub(super) fn len(self, facets: &Facets) -> usize {
        match self {
            Self::Predicate => facets.predicates.len(),
            Self::Document => facets.documents.len(),
            Self::Grounding => facets.groundings.len(),
            Self::Part => facets.components.len(),
            Self::Group => facets.communities.len(),
            Self::Property => facets.properties.len(),
            Self::Date(_) | Self::Degree | Self::ByHand => 0,
        }
    }

    /// Whether there is anything to choose in this case.
    pub(super) fn is_there(self, data: &Dataset, facets: &Facets, filter: &Filter) -> bool {
        self.is_on(filter)
            || match self {
                Self::Date(by) => data.claims().iter().any(|claim| dates(claim, by).next().is_some()),
                Self::Degree => facets.degrees.len() > 1,
                Self::ByHand => false,
                list => list.len(facets) > 0,
            }
    }

    /// What stands at the right of its heading: "all", or how much of it is shown.
    pub(super) fn label(self, facets: &Facets, filter: &Filter) -> String {
        let all = self.len(facets);
        if !self.is_on(filter) {
            return "all".to_owned();
        }
        match self {
            Self::Date(_) | Self::Degree => "on".to_owned(),
            Self::ByHand => match by_hand(filter) {
                0 => "on".to_owned(),
                n => n.to_string(),
            },
            list => {
                let hidden = (0..all).filter(|&n| !list.shows(facets, filter, n)).count();
                format!("{} of {all}", all - hidden)
            }
        }
    }

    /// Whether the value at a place of its list is shown.
    fn shows(self, facets: &Facets, filter: &Filter, n: usize) -> bool {
        !match self {
            Self::Predicate => facets.predicates.get(n).is_some_and(|(v, _)| filter.predicates.contains(v)),
            Self::Document => facets.documents.get(n).is_some_and(|(v, _)| filter.documents.contains(v)),
            Self::Grounding => facets.groundings.get(n).is_some_and(|(v, _)| filter.groundings.contains(v)),
            Self::Part => facets.components.get(n).is_some_and(|(v, _)| filter.components.contains(v)),
            Self::Group => facets.communities.get(n).is_some_and(|(v, _)| filter.communities.contains(v)),
            Self::Property => facets.properties.get(n).is_some_and(|(v, _)| filter.properties.contains(v)),
            Self::Date(_) | Self::Degree | Self::ByHand => false,
        }
    }

    /// The value at a place of its list.
    pub(super) fn value(
        self,
        data: &Dataset,
        facets: &Facets,
        leaders: &Leaders,
        filter: &Filter,
        n: usize,
    ) -> Option<Value> {
        let around = |leaders: &[EntityIx], number: u32| {
            let leader = leaders.get(number as usize).and_then(|entity| data.entities().get(entity.index()));
            leader
                .map_or_else(|| format!("number {}", number + 1), |leader| format!("around {}", leader.name))
        };
        let (name, count) = match self {
            Self::Predicate => facets.predicates.get(n).map(|(v, count)| (capitalised(&phrase(v)), *count)),
            Self::Document => facets.documents.get(n).map(|(v, count)| {
                let document = data.documents().get(v.index());
                (document.map_or_else(String::new, |document| document.name().to_owned()), *count)
            }),
            Self::Grounding => facets.groundings.get(n).map(|(v, count)| (grounding(*v).to_owned(), *count)),
            Self::Part => facets.components.get(n).map(|(v, count)| (around(&leaders.component, *v), *count)),
            Self::Group => {
                facets.communities.get(n).map(|(v, count)| (around(&leaders.community, *v), *count))
            }
            Self::Property => facets
                .properties
                .get(n)
                .map(|((key, value), count)| (format!("{} = {value}", phrase(key)), *count)),
            Self::Date(_) | Self::Degree | Self::ByHand => None,
        }?;
        Some(Value { name, count, on: self.shows(facets, filter, n) })
    }

    /// Hides the value at a place of its list, or shows it again.
    pub(super) fn toggle(self, facets: &Facets, filter: &mut Filter, n: usize) {
        match self {
            Self::Predicate => flip(&facets.predicates, &mut filter.predicates, n),
            Self::Document => flip(&facets.documents, &mut filter.documents, n),
            Self::Grounding => flip(&facets.groundings, &mut filter.groundings, n),
            Self::Part => flip(&facets.components, &mut filter.components, n),
            Self::Group => flip(&facets.communities, &mut filter.communities, n),
            Self::Property => flip(&facets.properties, &mut filter.properties, n),
            Self::Date(_) | Self::Degree | Self::ByHand => {}
        }
    }

    /// Shows the value at a place of its list alone; if it is alone already, all.
    pub(super) fn only(self, facets: &Facets, filter: &mut Filter, n: usize) {
        match self {
            Self::Predicate => alone(&facets.predicates, &mut filter.predicates, n),
            Self::Document => alone(&facets.documents, &mut filter.documents, n),
            Self::Grounding => alone(&facets.groundings, &mut filter.groundings, n),
            Self::Part => alone(&facets.components, &mut filter.components, n),
            Self::Group => alone(&facets.communities, &mut filter.communities, n),
            Self::Property => only_property(facets, &mut filter.properties, n),
            Self::Date(_) | Self::Degree | Self::ByHand => {}
        }
    }

    /// Shows all of it.
    pub(super) fn clear(self, filter: &mut Filter) {
        match self {
            Self::Predicate => filter.predicates.clear(),
            Self::Document => filter.documents.clear(),
            Self::Grounding => filter.groundings.clear(),
            Self::Date(Dating::Event) => filter.dates = None,
            Self::Date(Dating::Statement) => filter.said = None,
            Self::Degree => filter.degree = None,
            Self::Part => filter.components.clear(),
            Self::Group => filter.communities.clear(),
            Self::Property => filter.properties.clear(),
            Self::ByHand => {
                filter.entities.clear();
                filter.claims.clear();
                filter.only = None;
            }
        }
    }
}

/// A value as its row shows it.
pub(super) struct Value {
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) on: bool,
}

/// A row of the panel; all are of one height, so that only those in sight are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Row {
    Heading(Section),
    Value(Section, usize),
    From(Dating),
    To(Dating),
    Undated(Dating),
    DateWords(Dating),
    Degrees,
    HiddenWords,
}

/// The rows of a panel some of whose sections are open.
pub(super) fn rows(data: &Dataset, facets: &Facets, filter: &Filter, open: &BTreeSet<Section>) -> Vec<Row> {
    let mut rows = Vec::new();
    for section in Section::ALL.into_iter().filter(|section| section.is_there(data, facets, filter)) {
        rows.push(Row::Heading(section));
        if !open.contains(&section) {
            continue;
        }
        match section {
            Section::Date(by) => {
                rows.extend([Row::From(by), Row::To(by), Row::Undated(by), Row::DateWords(by)]);
            }
            Section::Degree => rows.push(Row::Degrees),
            Section::ByHand => rows.push(Row::HiddenWords),
            list => rows.extend((0..list.len(facets)).map(|n| Row::Value(list, n))),
        }
    }
    rows
}

/// What the button says: "all", or how many sections hide something.
pub(super) fn label(filter: &Filter) -> String {
    match Section::ALL.into_iter().filter(|section| section.is_on(filter)).count() {
        0 => "all".to_owned(),
        n => format!("{n} on"),
    }
}

fn by_hand(filter: &Filter) -> usize {
    filter.entities.len() + filter.claims.len()
}

/// What is hidden by hand, in words.
pub(super) fn hidden_words(filter: &Filter) -> String {
    let mut parts = Vec::new();
    if !filter.entities.is_empty() {
        parts.push(counted(filter.entities.len(), "entity", "entities"));
    }
    if !filter.claims.is_empty() {
        parts.push(counted(filter.claims.len(), "claim", "claims"));
    }
    if let Some(only) = &filter.only {
        parts.push(format!("all but {}", counted(only.len(), "entity", "entities")));
    }
    capitalised(&parts.join(", "))
}

/// The outcome of a quote's search, in words.
fn grounding(grounding: Grounding) -> &'static str {
    match grounding {
        Grounding::Exact => "Word for word",
        Grounding::Moved => "At another place",
        Grounding::Normalised => "But for spaces, case and signs",
        Grounding::Approximate => "Nearly word for word",
        Grounding::Ambiguous => "At several places",
        Grounding::Missing => "Not in the text",
        Grounding::Unanchored => "Without a quote",
    }
}

fn flip<T: Ord + Clone>(values: &[(T, usize)], hidden: &mut BTreeSet<T>, n: usize) {
    if let Some((value, _)) = values.get(n) {
        toggle(hidden, value.clone());
    }
}

fn alone<T: Ord + Clone>(values: &[(T, usize)], hidden: &mut BTreeSet<T>, n: usize) {
    if let Some((value, _)) = values.get(n) {
        only(hidden, value, values.iter().map(|(value, _)| value.clone()));
    }
}

/// Among the values of its own key: what other keys hide stays.
fn only_property(facets: &Facets, hidden: &mut BTreeSet<(String, String)>, n: usize) {
    let Some((value, _)) = facets.properties.get(n) else { return };
    let mut own: BTreeSet<(String, String)> =
        hidden.iter().filter(|(key, _)| *key == value.0).cloned().collect();
    hidden.retain(|(key, _)| *key != value.0);
    let same_key = facets.properties.iter().map(|(value, _)| value).filter(|other| other.0 == value.0);
    only(&mut own, value, same_key.cloned());
    hidden.append(&mut own);
}

/// What is typed into the fields of the date.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Typed {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) undated: bool,
}

impl Typed {
    /// The fields that say what a filter says.
    pub(super) fn of(dates: Option<DateWindow>) -> Self {
        let Some(window) = dates else { return Self { undated: true, ..Self::default() } };
        Self { from: iso(window.from), to: iso(window.to), undated: window.undated }
    }

    /// The window that is meant. An empty field is the first or last day of the case by that date.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn window(&self, data: &Dataset, by: Dating) -> Result<Option<DateWindow>, &'static str> {
        let (from, to) = (day(&self.from)?, day(&self.to)?);
        if from.is_none() && to.is_none() && self.undated {
            return Ok(None);
        }
        let (first, last) = extent(data, by);
        let from = from.unwrap_or_else(|| to.map_or(first, |to| first.min(to)));
        let to = to.unwrap_or_else(|| last.max(from));
        if from > to {
            return Err("The first day comes after the last");
        }
        Ok(Some(DateWindow { from, to, undated: self.undated }))
    }
}

/// A day as it is typed; `None` of nothing.
fn day(text: &str) -> Result<Option<Day>, &'static str> {
    const FORM: &str = "Write days as 2023-10-26";
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(FORM);
    };
    // While it is typed, "202" and "2023-10-2" are not meant yet.
    if text.len() != "2023-10-26".len() {
        return Err(FORM);
    }
    let date = Day::from_civil(i32::from(year), month.min(99) as u8, day.min(99) as u8);
    let (_, real_month, real_day) = date.civil();
    let is_real = u16::from(real_month) == month && u16::from(real_day) == day;
    if is_real { Ok(Some(date)) } else { Err("There is no such day") }
}

/// The dates of a claim: when it happened, or when its voices spoke.
fn dates(claim: &Claim, by: Dating) -> impl Iterator<Item = &Date> {
    let event = claim.time.as_ref().filter(|_| by == Dating::Event);
    let voices = claim.attributions.iter().filter(move |_| by == Dating::Statement);
    event.into_iter().chain(voices.filter_map(|voice| voice.date.as_ref()))
}

/// The first and the last day of the case's dates.
fn extent(data: &Dataset, by: Dating) -> (Day, Day) {
    let all = || data.claims().iter().flat_map(move |claim| dates(claim, by));
    let first = all().filter_map(Date::earliest).min();
    let last = all().filter_map(Date::latest).max();
    (first.unwrap_or(Day(0)), last.unwrap_or(Day(0)))
}

fn iso(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
