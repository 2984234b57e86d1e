//! The vocabulary: every distinct word once, sorted, with the units (labels, sentences) that hold it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memmem;

use super::query::QueryWord;
use super::similar::Rows;

/// How a query word stands in a unit. More is better; 0 is not at all.
pub(super) mod level {
    /// The whole word.
    pub(in crate::search) const WHOLE: u8 = 5;
    /// The beginning of a word.
    pub(in crate::search) const START: u8 = 4;
    /// Inside a word.
    pub(in crate::search) const INSIDE: u8 = 3;
    /// With one error; one less for each more.
    pub(in crate::search) const ONE_ERROR: u8 = 2;

    /// The level of a word with one or more typing errors.
    pub(in crate::search) fn with_errors(errors: u8) -> u8 {
        (ONE_ERROR + 1).saturating_sub(errors).max(1)
    }

    /// The typing errors that a level stands for.
    pub(in crate::search) fn errors(level: u8) -> u8 {
        INSIDE.saturating_sub(level)
    }
}

/// When words with typing errors are looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Forgive {
    /// For every word.
    Always,
    /// For words that nothing begins with: in long texts nearly every word has neighbours.
    Otherwise,
}

/// Collects words, unit by unit.
#[derive(Default)]
pub(super) struct WordsBuilder {
    ids: HashMap<Box<str>, u32>,
    text: String,
    ends: Vec<u32>,
    /// Word ids, unit after unit.
    tokens: Vec<u32>,
    unit_ends: Vec<u32>,
}

impl WordsBuilder {
    /// Adds the next unit: folded words with spaces between.
    pub(super) fn add(&mut self, folded: &str) {
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let id = if let Some(&id) = self.ids.get(word) {
                id
            } else {
                let id = self.ends.len() as u32;
                self.ids.insert(word.into(), id);
                self.text.push_str(word);
                self.ends.push(self.text.len() as u32);
                id
            };
            self.tokens.push(id);
        }
        self.unit_ends.push(self.tokens.len() as u32);
    }

    pub(super) fn build(self) -> Words {
        let word = |id: u32| {
            let start = if id == 0 { 0 } else { self.ends[id as usize - 1] };
            self.text.get(start as usize..self.ends[id as usize] as usize).unwrap_or("")
        };
        let sorted = sorted((0..self.ends.len() as u32).map(word));
        let mut rank = vec![0_u32; sorted.len()];
        let mut words = Words {
            text: String::with_capacity(self.text.len() + sorted.len() + 1),
            starts: Vec::with_capacity(sorted.len() + 1),
            shared: Vec::with_capacity(sorted.len()),
            first: vec![0; sorted.len() + 1],
            units: Vec::new(),
            unit_count: self.unit_ends.len(),
        };
        let mut before = "";
        for (at, &id) in sorted.iter().enumerate() {
            rank[id as usize] = at as u32;
            let word = word(id);
            let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
            words.starts.push(words.text.len() as u32);
            words.text.push_str(word);
            words.text.push('\n');
            words.shared.push(shared as u8);
            before = word;
        }
        words.starts.push(words.text.len() as u32);
        words.post(&self.tokens, &self.unit_ends, &rank);
        words
    }
}

/// The first of `0..len` for which `before` does not hold; it must hold for a beginning of the range.
fn partition(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = usize::midpoint(low, high);
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// The order of strings, as positions. Sorting by the first eight bytes saves most of the comparisons.
pub(super) fn sorted<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut keyed: Vec<(u64, &str, u32)> = texts
        .enumerate()
        .map(|(at, text)| {
            let mut head = [0; 8];
            head.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
            (u64::from_be_bytes(head), text, at as u32)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, at)| at).collect()
}

/// How a query word stands in the units.
pub(super) struct Levels {
    /// The level in every unit.
    pub(super) of: Vec<u8>,
    /// The units where it is not 0, in no order that means anything; cut where they are many.
    units: Vec<u32>,
}

/// One part in how many is many: then it is cheaper to look through everything in order.
pub(super) const MANY: usize = 8;

impl Levels {
    /// The units that hold the word, each once; nothing if they are many.
    fn few(&self) -> Option<&[u32]> {
        (self.units.len() <= self.of.len() / MANY).then_some(&self.units)
    }

    /// The units that hold the word that the fewest hold; nothing if even they are many.
    pub(super) fn rarest(levels: &[Self]) -> Option<&[u32]> {
        levels.iter().filter_map(Self::few).min_by_key(|units| units.len())
    }
}

/// The sorted vocabulary with its units.
#[derive(Default)]
pub(super) struct Words {
    /// All words, a line break after each.
    text: String,
    /// Where each word begins, and the end.
    starts: Vec<u32>,
    /// How many letters each word shares with the one before.
    shared: Vec<u8>,
    /// Where the units of each word begin in `units`, and the end.
    first: Vec<u32>,
    units: Vec<u32>,
    unit_count: usize,
}

impl Words {
    /// Sorts the units in under their words, each once.
    fn post(&mut self, tokens: &[u32], unit_ends: &[u32], rank: &[u32]) {
        let mut first = std::mem::take(&mut self.first);
        each_once(tokens, unit_ends, rank, |word, _| first[word + 1] += 1);
        for word in 1..first.len() {
            first[word] += first[word - 1];
        }
        let mut next = first.clone();
        let mut units = vec![0; first.last().copied().unwrap_or(0) as usize];
        each_once(tokens, unit_ends, rank, |word, unit| {
            units[next[word] as usize] = unit;
            next[word] += 1;
        });
        (self.first, self.units) = (first, units);
    }

    fn len(&self) -> usize {
        self.shared.len()
    }

    fn word(&self, at: usize) -> &str {
        self.text.get(self.starts[at] as usize..self.starts[at + 1] as usize - 1).unwrap_or("")
    }

    /// The level of a query word in every unit, or nothing if no unit has it or `stop` was raised.
    pub(super) fn levels(&self, query: &QueryWord, forgive: Forgive, stop: &AtomicBool) -> Option<Levels> {
        let mut levels = Levels { of: vec![0; self.unit_count], units: Vec::new() };
        let mut begun = false;
        let mut any = self.plain(query, stop, |word, level| {
            begun |= level >= level::START;
            self.mark(word, level, &mut levels);
        });
        if query.errors > 0 && !(begun && forgive == Forgive::Otherwise) {
            any |= self.similar(query, stop, |word, level| self.mark(word, level, &mut levels));
        }
        (any && !stop.load(Ordering::Relaxed)).then_some(levels)
    }

    fn mark(&self, word: usize, level: u8, levels: &mut Levels) {
        let few = levels.of.len() / MANY;
        let units = self.units.get(self.first[word] as usize..self.first[word + 1] as usize);
        for &unit in units.unwrap_or(&[]) {
            let here = &mut levels.of[unit as usize];
            if *here == 0 && levels.units.len() <= few {
                levels.units.push(unit);
            }
            *here = level.max(*here);
        }
    }

    /// The words that hold the query word as it stands. One letter counts only where it begins a word:
    /// nearly every word holds it somewhere.
    fn plain(&self, query: &QueryWord, stop: &AtomicBool, mut found: impl FnMut(usize, u8)) -> bool {
        let first = partition(self.len(), |at| self.word(at) < query.text.as_str());
        let begun = partition(self.len() - first, |at| self.word(first + at).starts_with(&query.text));
        for word in first..first + begun {
            found(word, if self.word(word) == query.text { level::WHOLE } else { level::START });
        }
        if query.letters.len() < 2 {
            return begun > 0;
        }
        let (mut word, mut any) = (0, begun > 0);
        for at in memmem::find_iter(self.text.as_bytes(), query.text.as_bytes()) {
            while self.starts[word + 1] as usize <= at {
                word += 1;
                if word % 1024 == 0 && stop.load(Ordering::Relaxed) {
                    return any;
                }
            }
            if at > self.starts[word] as usize {
                any = true;
                found(word, level::INSIDE);
            }
        }
        any
    }

    /// The words that the query word comes near, with at least one error.
    fn similar(&self, query: &QueryWord, stop: &AtomicBool, mut found: impl FnMut(usize, u8)) -> bool {
        let mut rows = Rows::new(query);
        let deepest = rows.deepest();
        let mut any = false;
        let mut at = 0;
        while at < self.len() && !(at % 64 == 0 && stop.load(Ordering::Relaxed)) {
            let shared = (self.shared[at] as usize).min(rows.depth());
            rows.cut(shared);
            let mut letters = self.word(at).chars().skip(shared);
            let mut open = true;
            while open && rows.depth() < deepest {
                let Some(letter) = letters.next() else { break };
                open = rows.push(letter);
            }
            let whole = open && letters.next().is_none();
            let near = rows.near(whole);
            let mut report = |word: usize, errors: u8| {
                if errors > 0 {
                    any = true;
                    found(word, level::with_errors(errors));
                }
            };
            if let Some(near) = near {
                report(at, near.errors);
            }
            at += 1;
            // What begins with the same letters, beyond which nothing can come nearer, comes as near.
            if !open || rows.depth() == deepest {
                let near = rows.near(false);
                while at < self.len() && self.shared[at] as usize >= rows.depth() {
                    if let Some(near) = near {
                        report(at, near.errors);
                    }
                    at += 1;
                }
            }
        }
        any
    }
}

/// Every word of every unit, once a unit, in the order of the units.
fn each_once(tokens: &[u32], unit_ends: &[u32], rank: &[u32], mut visit: impl FnMut(usize, u32)) {
    let mut seen = vec![u32::MAX; rank.len()];
    let mut from = 0;
    for (unit, &end) in unit_ends.iter().enumerate() {
        for &id in tokens.get(from..end as usize).unwrap_or(&[]) {
            let word = rank[id as usize] as usize;
            if seen[word] != unit as u32 {
                seen[word] = unit as u32;
                visit(word, unit as u32);
            }
        }
        from = end as usize;
    }
}
