//! What the palette lists: commands, entities and claims that fit what was typed, best first.

use crate::model::Item;
use crate::search::Rank;
use crate::session::{COMMANDS, Command, Session};
use crate::text::fold::fold_search;

/// Rows of a group that are made at most: nobody reads farther, and a keystroke stays cheap.
pub(super) const MOST: usize = 60;

/// A group of rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Group {
    Recent,
    Commands,
    Views,
    Entities,
    Claims,
}

impl Group {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Recent => "Recent",
            Self::Commands => "Commands",
            Self::Views => "Saved views",
            Self::Entities => "Entities",
            Self::Claims => "Claims",
        }
    }
}

/// What a row leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Command(Command),
    /// A saved view, by its name.
    View(String),
    Item(Item),
}

/// Something found.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) target: Target,
    /// The words of the row.
    pub(super) words: String,
    /// The other name that was hit: "Tehran" for Iran.
    pub(super) via: Option<String>,
    /// Byte ranges to mark, in `via` where there is one, else in `words`.
    pub(super) marks: Vec<(u32, u32)>,
}

/// A row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Row {
    /// A heading with the number of all that was found in the group.
    Heading(Group, usize),
    /// The entry at a position.
    Entry(usize),
    /// So many more were found than are listed.
    Surplus(usize),
}

/// Everything that the palette lists.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Results {
    pub(super) rows: Vec<Row>,
    pub(super) entries: Vec<Found>,
}

impl Results {
    fn add(&mut self, group: Group, found: Vec<Found>, total: usize) {
        if found.is_empty() {
            return;
        }
        self.rows.push(Row::Heading(group, total));
        let listed = found.len();
        let from = self.entries.len();
        self.rows.extend((from..from + listed).map(Row::Entry));
        self.entries.extend(found);
        if total > listed {
            self.rows.push(Row::Surplus(total - listed));
        }
    }

    /// The row in which an entry stands.
    pub(super) fn row_of(&self, entry: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Entry(entry))
    }
}

/// What fits a query. Without one: the commands run last, then all.
pub(super) fn results(session: &Session, query: &str, recent: &[Command]) -> Results {
    let mut results = Results::default();
    if query.trim().is_empty() {
        let run = recent.iter().map(|&command| plain(session, command)).collect();
        results.add(Group::Recent, run, recent.len());
        let (number, views) = views(session, "");
        results.add(Group::Views, views, number);
        let others = COMMANDS.iter().map(|info| info.command);
        // The palette itself is open.
        let others = others.filter(|command| *command != Command::Palette && !recent.contains(command));
        let others: Vec<Found> = others.map(|command| plain(session, command)).collect();
        let total = others.len();
        results.add(Group::Commands, others, total);
        return results;
    }
    let (rank, commands) = commands(session, query);
    let hits = session.derived().index().map(|index| index.search(session.data(), query, MOST));
    let hits = hits.unwrap_or_default();
    let sure = |rank: Rank| rank <= Rank::Words;
    let named = hits.entities.iter().chain(&hits.claims).any(|hit| sure(hit.rank));
    // Letters strewn over a command must not stand before a name that was typed as it is.
    let commands_last = rank == Some(Fit::Strewn) && named;
    let found = |hit: crate::search::Hit| Found {
        target: Target::Item(hit.item),
        words: hit.label,
        via: hit.via,
        marks: hit.matched,
    };
    let number = commands.len();
    let mut commands = Some(commands);
    if !commands_last {
        results.add(Group::Commands, commands.take().unwrap_or_default(), number);
    }
    let (number_of_views, views) = views(session, query);
    results.add(Group::Views, views, number_of_views);
    results.add(Group::Entities, hits.entities.into_iter().map(found).collect(), hits.entity_total);
    results.add(Group::Claims, hits.claims.into_iter().map(found).collect(), hits.claim_total);
    results.add(Group::Commands, commands.take().unwrap_or_default(), number);
    results
}

fn plain(session: &Session, command: Command) -> Found {
    let words = session.words_of(command);
    Found { target: Target::Command(command), words, via: None, marks: Vec::new() }
}

/// The saved views that fit a query, best first, at most [`MOST`], and how many there are.
fn views(session: &Session, query: &str) -> (usize, Vec<Found>) {
    let query: String = fold_search(query).text;
    let query = query.trim();
    let fitting = session.views().filter_map(|(name, _)| {
        let (fit, spread, letters) = fits(name, query)?;
        let marks = marks(name, &letters);
        let target = Target::View(name.to_owned());
        Some((fit, spread, Found { target, words: name.to_owned(), via: None, marks }))
    });
    let mut fitting: Vec<(Fit, usize, Found)> = fitting.collect();
    fitting.sort_by_key(|&(fit, spread, _)| (fit, spread));
    (fitting.len(), fitting.into_iter().take(MOST).map(|(.., found)| found).collect())
}

/// How a command fits, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    /// Its words begin with the query.
    Prefix,
    /// Every word of the query begins a word of it.
    Words,
    /// The letters of the query stand in it in their order.
    Strewn,
}

/// The commands that fit a query, best first, and how the best one does.
fn commands(session: &Session, query: &str) -> (Option<Fit>, Vec<Found>) {
    let query: String = fold_search(query).text;
    let query = query.trim();
    if query.is_empty() {
        return (None, Vec::new());
    }
    let fitting = COMMANDS.iter().filter(|info| info.command != Command::Palette).filter_map(|info| {
        let found = plain(session, info.command);
        // What would be undone is shown, not searched. Folding makes three letters of the dots.
        let words = info.words.trim_end_matches('…');
        let (fit, spread, letters) = fits(words, query)?;
        Some((fit, spread, Found { marks: marks(words, &letters), ..found }))
    });
    let mut fitting: Vec<(Fit, usize, Found)> = fitting.collect();
    // Stable: equals stay in the order of the table.
    fitting.sort_by_key(|&(fit, spread, _)| (fit, spread));
    (fitting.first().map(|&(fit, ..)| fit), fitting.into_iter().map(|(.., found)| found).collect())
}

/// How words fit a folded query, how far its letters are spread, and which letters of the words they are.
fn fits(words: &str, query: &str) -> Option<(Fit, usize, Vec<usize>)> {
    let letters: Vec<char> = fold_search(words).text.chars().collect();
    let asked: Vec<char> = query.chars().collect();
    if letters.starts_with(&asked) {
        return Some((Fit::Prefix, 0, (0..asked.len()).collect()));
    }
    let starts: Vec<usize> = (0..letters.len())
        .filter(|&at| letters[at].is_alphanumeric() && (at == 0 || !letters[at - 1].is_alphanumeric()))
        .collect();
    let mut marked = Vec::new();
    let begun = query.split_whitespace().all(|word| {
        let word: Vec<char> = word.chars().collect();
        let start = starts.iter().find(|&&at| letters[at..].starts_with(&word) && !marked.contains(&at));
        marked.extend(start.into_iter().flat_map(|&at| at..at + word.len()));
        start.is_some()
    });
    if begun {
        let first = marked.iter().min().copied().unwrap_or(0);
        marked.sort_unstable();
        return Some((Fit::Words, first, marked));
    }
    // One letter stands nearly everywhere.
    let asked: Vec<char> = asked.into_iter().filter(|letter| !letter.is_whitespace()).collect();
    if asked.len() < 2 {
        return None;
    }
    let mut found = Vec::with_capacity(asked.len());
    let mut at = 0;
    for letter in asked {
        at += letters.get(at..)?.iter().position(|&known| known == letter)?;
        found.push(at);
        at += 1;
    }
    let spread = found.last().zip(found.first()).map_or(0, |(last, first)| last - first);
    Some((Fit::Strewn, spread, found))
}

/// The byte ranges of letters, neighbours joined. Nothing where folding changed the number of letters.
fn marks(words: &str, letters: &[usize]) -> Vec<(u32, u32)> {
    if fold_search(words).text.chars().count() != words.chars().count() {
        return Vec::new();
    }
    let mut marks: Vec<(u32, u32)> = Vec::new();
    for (number, (at, letter)) in words.char_indices().enumerate() {
        if letters.binary_search(&number).is_err() {
            continue;
        }
        let (start, end) = (at as u32, (at + letter.len_utf8()) as u32);
        match marks.last_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ => marks.push((start, end)),
        }
    }
    marks
}

/// Where the arrow keys lead among so many entries.
pub(super) fn moved(at: usize, by: isize, entries: usize) -> usize {
    at.saturating_add_signed(by).min(entries.saturating_sub(1))
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
