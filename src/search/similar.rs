//! Words with typing errors: optimal string alignment against a sorted vocabulary.
//!
//! The distance counts insertions, deletions, substitutions and swaps of neighbours (Damerau, *A technique
//! for computer detection and correction of spelling errors*, CACM 7(3), 1964; the restricted form, in which
//! no stretch is edited twice). The sorted vocabulary is walked as if it were a trie: words share the rows of
//! the matrix for the letters they share with the word before, and a prefix whose row lies above the bound
//! takes all words that begin with it out at once (Schulz, Mihov, *Fast string correction with Levenshtein
//! automata*, IJDAR 5, 2002, does the same with an automaton).

use super::fold::MAX_WORD;
use super::query::QueryWord;

/// How near a query word comes to a word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Near {
    /// Typing errors.
    pub(super) errors: u8,
    /// Letters of the word, from its beginning, that the query word stands for.
    pub(super) letters: usize,
}

/// The matrix of one query word, a row for each letter of a path down the vocabulary.
///
/// A query word is near a word if it is within the bound of the whole word, or of a beginning of it that
/// ends in the query word's last letter: whoever is still typing has typed that one as meant. Without that
/// condition every beginning would also stand for itself and one letter more.
pub(super) struct Rows<'a> {
    query: &'a [char],
    bound: u8,
    /// The letters of the path.
    path: Vec<char>,
    /// Row `d` holds the distances of the first `d` letters of the path to each beginning of the query.
    cells: Vec<u8>,
    /// The nearest beginning among the first `d` letters.
    best: Vec<Option<Near>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(word: &'a QueryWord) -> Self {
        let width = word.letters.len() + 1;
        let mut cells = Vec::with_capacity(width * (width + 4));
        cells.extend((0..width).map(|at| at as u8));
        Self { query: &word.letters, bound: word.errors, path: Vec::new(), cells, best: vec![None] }
    }

    /// The number of letters beyond which nothing comes near any more.
    pub(super) fn deepest(&self) -> usize {
        self.query.len() + self.bound as usize
    }

    pub(super) fn depth(&self) -> usize {
        self.path.len()
    }

    /// Goes back to the first `depth` letters.
    pub(super) fn cut(&mut self, depth: usize) {
        self.path.truncate(depth);
        self.cells.truncate((depth + 1) * (self.query.len() + 1));
        self.best.truncate(depth + 1);
    }

    /// Goes one letter on. Returns whether anything within the bound can still follow.
    pub(super) fn push(&mut self, letter: char) -> bool {
        let width = self.query.len() + 1;
        let depth = self.path.len() + 1;
        let above = (depth - 1) * width;
        let before = self.path.last().copied();
        let mut least = depth as u8;
        self.cells.push(depth as u8);
        for at in 1..width {
            let same = self.query[at - 1] == letter;
            let mut cell = self.cells[above + at - 1] + u8::from(!same);
            cell = cell.min(self.cells[above + at] + 1).min(self.cells[above + width + at - 1] + 1);
            if at > 1 && before == Some(self.query[at - 1]) && self.query[at - 2] == letter {
                cell = cell.min(self.cells[above - width + at - 2] + 1);
            }
            least = least.min(cell);
            self.cells.push(cell);
        }
        self.path.push(letter);
        let errors = self.cells[above + 2 * width - 1];
        let last = self.best.last().copied().flatten();
        let here = Near { errors, letters: depth };
        let ends_alike = errors <= self.bound && self.query.last() == Some(&letter);
        let better = ends_alike && last.is_none_or(|last| errors < last.errors);
        self.best.push(if better { Some(here) } else { last });
        // A swap reaches two rows back, so one row above the bound alone does not rule out what follows.
        least <= self.bound || (depth > 1 && self.row_least(depth - 1) < self.bound)
    }

    fn row_least(&self, depth: usize) -> u8 {
        let width = self.query.len() + 1;
        self.cells.get(depth * width..(depth + 1) * width).into_iter().flatten().copied().min().unwrap_or(0)
    }

    /// The nearest beginning of the path, its whole taken as a word only where `whole`.
    pub(super) fn near(&self, whole: bool) -> Option<Near> {
        let best = self.best.last().copied().flatten();
        let errors = self.cells.last().copied().unwrap_or(u8::MAX);
        if whole && errors <= self.bound && best.is_none_or(|best| errors <= best.errors) {
            return Some(Near { errors, letters: self.path.len() });
        }
        best
    }
}

/// How near a query word comes to one word.
pub(super) fn near(query: &QueryWord, word: &str) -> Option<Near> {
    if query.errors == 0 {
        return None;
    }
    let mut rows = Rows::new(query);
    let mut letters = word.chars();
    for letter in letters.by_ref().take(MAX_WORD) {
        if rows.depth() == rows.deepest() || !rows.push(letter) {
            return rows.near(false);
        }
    }
    rows.near(true)
}

#[cfg(test)]
mod tests {
    use super::near;
    use crate::search::query::Query;

    fn errors(query: &str, word: &str) -> Option<(u8, usize)> {
        let query = Query::new(query).expect("has letters");
        near(&query.words[0], word).map(|near| (near.errors, near.letters))
    }

    #[test]
    fn each_kind_of_error_costs_one() {
        assert_eq!(errors("tehrn", "tehran"), Some((1, 6)), "left out");
        assert_eq!(errors("tehrran", "tehran"), Some((1, 6)), "one too many");
        assert_eq!(errors("tehram", "tehran"), Some((1, 6)), "another letter");
        assert_eq!(errors("tehrna", "tehran"), Some((1, 6)), "swapped");
        assert_eq!(errors("ethran", "tehran"), Some((1, 6)), "swapped at the beginning");
        assert_eq!(errors("trehan", "tehran"), None, "two errors in six letters");
        assert_eq!(errors("khamenie", "khamenei"), Some((1, 8)));
        assert_eq!(errors("netanyhau", "netanyahu"), Some((1, 9)));
        assert_eq!(errors("tea", "tee"), None, "too short to forgive");
    }

    #[test]
    fn a_beginning_counts_if_it_ends_alike() {
        assert_eq!(errors("hizbo", "hezbollah"), Some((1, 5)));
        assert_eq!(errors("irax", "iranian"), None);
        assert_eq!(errors("hezbollag", "hezbollah"), Some((1, 9)));
    }
}
