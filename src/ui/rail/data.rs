//! What the rail lists: rows in their groups and order, and what its filters say.

use std::collections::BTreeSet;

use crate::graph::{Ego, Facets, Filter, Shown};
use crate::model::{ClaimIx, Class, Dataset, EntityIx, Item, Status};
use crate::search::Hits;
use crate::session::{ClaimSort, claims_in_order};
use crate::text::fold::fold_search;

/// Which list is in front.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Tab {
    /// Entities.
    #[default]
    Entities,
    /// Claims: the list twin of the canvas.
    Claims,
}

/// In which order a list stands.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Sort {
    /// Grouped: entities by kind, claims by class.
    #[default]
    Group,
    /// By name; claims by their sentence.
    Name,
    /// Entities by falling number of lines; claims grouped by status.
    Weight,
}

impl Sort {
    pub(super) const ALL: [Self; 3] = [Self::Group, Self::Name, Self::Weight];

    /// The order of claims that it is: the one that J and K follow.
    pub(super) fn of_claims(self) -> ClaimSort {
        match self {
            Self::Group => ClaimSort::Class,
            Self::Name => ClaimSort::Name,
            Self::Weight => ClaimSort::Status,
        }
    }

    /// What an order of claims is called here.
    pub(super) fn of(sort: ClaimSort) -> Self {
        match sort {
            ClaimSort::Class => Self::Group,
            ClaimSort::Name => Self::Name,
            ClaimSort::Status => Self::Weight,
        }
    }

    /// The words of the button.
    pub(super) fn words(self, tab: Tab) -> &'static str {
        match (self, tab) {
            (Self::Group, Tab::Entities) => "by kind",
            (Self::Group, Tab::Claims) => "by line",
            (Self::Name, _) => "by name",
            (Self::Weight, Tab::Entities) => "by lines",
            (Self::Weight, Tab::Claims) => "by status",
        }
    }
}

/// A row of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Row {
    /// A heading with the number of rows under it.
    Heading(String, usize),
    /// An entity or a claim.
    Item(Item),
}

impl Row {
    pub(super) fn item(&self) -> Option<Item> {
        match self {
            Self::Heading(..) => None,
            Self::Item(item) => Some(*item),
        }
    }
}

/// What a list was made from: an equal key means an equal list.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Key {
    pub(super) revision: u64,
    pub(super) filter: Filter,
    pub(super) ego: Option<Ego>,
    pub(super) tab: Tab,
    pub(super) sort: Sort,
}

/// The rows of a list.
pub(super) fn rows(data: &Dataset, shown: &Shown, tab: Tab, sort: Sort) -> Vec<Row> {
    match tab {
        Tab::Entities => entity_rows(data, &shown.entities, sort),
        Tab::Claims => claim_rows(data, &shown.claims, sort),
    }
}

/// The number of lines at an entity, over the whole case.
pub(super) fn lines_of(data: &Dataset, entity: EntityIx) -> usize {
    data.acts(entity).len() + data.acted_on(entity).len()
}

fn entity_rows(data: &Dataset, entities: &[EntityIx], sort: Sort) -> Vec<Row> {
    let mut entities = entities.to_vec();
    let rising = |entity: EntityIx| std::cmp::Reverse(lines_of(data, entity));
    let item = |entity: EntityIx| Row::Item(Item::Entity(entity));
    match sort {
        Sort::Name => {
            entities.sort_by_cached_key(|&entity| fold_search(&data.entity(entity).name).text);
            entities.into_iter().map(item).collect()
        }
        Sort::Weight => {
            entities.sort_by_key(|&entity| rising(entity));
            entities.into_iter().map(item).collect()
        }
        Sort::Group => {
            entities.sort_by_key(|&entity| (data.entity(entity).kind, rising(entity)));
            let heading = |group: &[EntityIx]| {
                let kind = data.kind_of(group[0]);
                if group.len() == 1 { capitalised(&kind.label) } else { capitalised(&kind.plural) }
            };
            grouped(&entities, |&entity| data.entity(entity).kind, heading, item)
        }
    }
}

fn claim_rows(data: &Dataset, claims: &[ClaimIx], sort: Sort) -> Vec<Row> {
    let claims = claims_in_order(data, claims, sort.of_claims());
    let item = |claim: ClaimIx| Row::Item(Item::Claim(claim));
    match sort {
        Sort::Name => claims.into_iter().map(item).collect(),
        Sort::Group => {
            let class = |&claim: &ClaimIx| data.class(claim);
            grouped(&claims, class, |group| capitalised(class(&group[0]).words()), item)
        }
        Sort::Weight => {
            let status = |&claim: &ClaimIx| data.status(claim);
            grouped(&claims, status, |group| capitalised(status(&group[0]).words()), item)
        }
    }
}

fn grouped<T: Copy, K: PartialEq>(
    sorted: &[T],
    key: impl Fn(&T) -> K,
    heading: impl Fn(&[T]) -> String,
    row: impl Fn(T) -> Row,
) -> Vec<Row> {
    let mut rows = Vec::with_capacity(sorted.len() + 24);
    for group in sorted.chunk_by(|a, b| key(a) == key(b)) {
        rows.push(Row::Heading(heading(group), group.len()));
        rows.extend(group.iter().map(|&item| row(item)));
    }
    rows
}

/// A word or phrase with a capital.
pub(in crate::ui) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a filter button says: "all", or how many of its values are shown.
pub(super) fn filter_label<T: Ord>(hidden: &BTreeSet<T>, occurring: impl Iterator<Item = T>) -> String {
    let (mut all, mut out) = (0, 0);
    for value in occurring {
        all += 1;
        out += usize::from(hidden.contains(&value));
    }
    if out == 0 { "all".to_owned() } else { format!("{} of {all}", all - out) }
}

/// Hides a value, or shows it again.
pub(in crate::ui) fn toggle<T: Ord>(hidden: &mut BTreeSet<T>, value: T) {
    if !hidden.remove(&value) {
        hidden.insert(value);
    }
}

/// Shows a value alone; if it is alone already, all.
pub(in crate::ui) fn only<T: Ord>(hidden: &mut BTreeSet<T>, value: &T, occurring: impl Iterator<Item = T>) {
    let others: BTreeSet<T> = occurring.filter(|other| other != value).collect();
    if *hidden == others {
        hidden.clear();
    } else {
        *hidden = others;
    }
}

/// "23 of 51 claims shown", where something is hidden.
pub(super) fn shown_words(
    data: &Dataset,
    shown: &Shown,
    filter: &Filter,
    ego: Option<Ego>,
) -> Option<String> {
    if filter.is_empty() && ego.is_none() {
        return None;
    }
    let number = crate::ui::widgets::number;
    let all = data.claims().len();
    let word = if all == 1 { "claim" } else { "claims" };
    Some(format!("{} of {} {word} shown", number(shown.claims.len()), number(all)))
}

/// The labels of the four filter buttons: kind, line, status, speaker.
pub(super) fn filter_labels(facets: &Facets, filter: &Filter) -> [String; 4] {
    [
        filter_label(&filter.kinds, facets.kinds.iter().map(|&(kind, _)| kind)),
        filter_label::<Class>(&filter.classes, facets.classes.iter().map(|&(class, _)| class)),
        filter_label::<Status>(&filter.statuses, facets.statuses.iter().map(|&(status, _)| status)),
        filter_label(&filter.speakers, facets.speakers.iter().map(|&(voice, _)| voice)),
    ]
}

/// A group of search results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Group {
    Entities,
    Claims,
    Text,
    Documents,
}

impl Group {
    pub(super) const ALL: [Self; 4] = [Self::Entities, Self::Claims, Self::Text, Self::Documents];

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Entities => "Entities",
            Self::Claims => "Claims",
            Self::Text => "Text",
            Self::Documents => "Documents",
        }
    }
}

/// A line of the search results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// A heading with the number of all hits of the group.
    Heading(Group, usize),
    /// The hit at a position of its group.
    Hit(Group, usize),
    /// So many more rows can be opened.
    More(Group, usize),
    /// So many are not kept: the words typed fit too much.
    Surplus(usize),
}

/// Rows that a group shows before it is opened.
pub(super) const FIRST: usize = 5;

/// The lines of the search results; groups without a hit are left out.
pub(super) fn result_lines(hits: &Hits, opened: [bool; 4]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (group, open) in Group::ALL.into_iter().zip(opened) {
        let (kept, total) = sizes(hits, group);
        if kept == 0 {
            continue;
        }
        lines.push(Line::Heading(group, total.max(kept)));
        let visible = if open { kept } else { kept.min(FIRST) };
        lines.extend((0..visible).map(|at| Line::Hit(group, at)));
        if kept > visible {
            lines.push(Line::More(group, kept - visible));
        } else if total > kept {
            lines.push(Line::Surplus(total - kept));
        }
    }
    lines
}

fn sizes(hits: &Hits, group: Group) -> (usize, usize) {
    match group {
        Group::Entities => (hits.entities.len(), hits.entity_total),
        Group::Claims => (hits.claims.len(), hits.claim_total),
        Group::Text => (hits.texts.len(), hits.text_total),
        Group::Documents => (hits.documents.len(), hits.document_total),
    }
}

/// The stretch of a sentence around its first mark, about `chars` long, with the marks moved along.
pub(super) fn excerpt(text: &str, marks: &[(u32, u32)], chars: usize) -> (String, Vec<(u32, u32)>) {
    let first = marks.first().map_or(0, |&(start, _)| start as usize);
    let before = text.get(..first).map_or(0, |before| before.chars().count());
    let all = text.chars().count();
    if before + 12 < chars || all <= chars {
        return (text.to_owned(), marks.to_vec());
    }
    // Begin at a word a little before the mark, and earlier where little follows it.
    let back = before.saturating_sub(chars / 3).min(all - chars);
    let rough = text.char_indices().nth(back).map_or(0, |(at, _)| at);
    let start = text.get(rough..first).and_then(|gap| gap.find(' ')).map_or(rough, |space| rough + space + 1);
    let (Some(rest), lead) = (text.get(start..), "…") else {
        return (text.to_owned(), marks.to_vec());
    };
    let moved = |at: u32| at - start as u32 + lead.len() as u32;
    let marks = marks.iter().filter(|&&(from, _)| from as usize >= start);
    (format!("{lead}{rest}"), marks.map(|&(from, to)| (moved(from), moved(to))).collect())
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
