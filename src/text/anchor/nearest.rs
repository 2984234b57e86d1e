//! The places of a folded text that come nearest to a quote that is not in it.
//!
//! A match within `k` edits leaves one of `k + 1` pieces of the quote untouched. The pieces are looked up
//! in the index of the text, and what stands around each is compared with ever larger parts of the quote,
//! each with the edits that such a part may have (Navarro & Baeza-Yates, *Very fast and simple
//! approximate string matching*, 1999). What passes is measured exactly.

use std::cell::Cell;

use super::distance::{ends_within, head_distance, head_length};
use super::grams::{self, Haystack};
use crate::model::Span;

/// Places of pieces that are followed up before the whole text is measured instead.
const CANDIDATES: usize = 20_000;
/// Windows that are measured before the whole text is measured instead.
const WINDOWS: usize = 256;
/// Code points of the longest quote that is looked for with edits: the work grows with the square of its
/// length, and whoever quotes more than a book's chapter quotes a document.
const LONGEST: usize = 20_000;
/// Cells of the table of edits that may be filled for one quote; after that it counts as not found.
const CELLS: u64 = 2_000_000_000;
/// Ends of best matches that are looked at; a text has more only when it repeats itself.
const ENDS: usize = 1024;

/// The edits that a quote of so many code points may have.
pub(super) fn allowed(length: usize) -> u32 {
    (length / 10) as u32
}

/// The stretches of the text at the least edit distance from the quote, if that is within a tenth of the
/// quote's code points: one for each place, overlapping ones counting as one, in order.
pub(super) fn nearest(hay: &Haystack<'_>, quote: &str) -> Vec<Span> {
    let pattern: Vec<char> = quote.chars().collect();
    let budget = allowed(pattern.len());
    if budget == 0 || pattern.len() > LONGEST {
        return Vec::new();
    }
    let offsets: Vec<usize> = quote.char_indices().map(|(at, _)| at).chain([quote.len()]).collect();
    let mut search = Search {
        text: hay.text(),
        pattern: &pattern,
        quote: quote.as_bytes(),
        offsets: &offsets,
        best: budget,
        ends: Vec::new(),
        covered: Vec::new(),
        cells: 0,
        followed: 0,
        rows: Vec::new(),
        chars: Vec::new(),
    };
    if !search.by_pieces(hay, budget as usize + 1) {
        search.measure(0, hay.text().len());
    }
    search.places()
}

struct Search<'a> {
    text: &'a str,
    pattern: &'a [char],
    quote: &'a [u8],
    /// Byte offsets of the quote's code points, and its length.
    offsets: &'a [usize],
    /// The least distance so far, at first what is allowed.
    best: u32,
    /// Byte offsets where a stretch at that distance ends.
    ends: Vec<usize>,
    /// Beginnings around which the text has been measured.
    covered: Vec<(usize, usize)>,
    /// Cells filled so far, at most.
    cells: u64,
    followed: usize,
    rows: Vec<u32>,
    chars: Vec<char>,
}

impl<'a> Search<'a> {
    /// Follows up every place of every piece; false when that is too much work.
    fn by_pieces(&mut self, hay: &Haystack<'_>, pieces: usize) -> bool {
        let cuts: Vec<usize> = (0..=pieces).map(|i| i * self.pattern.len() / pieces).collect();
        for piece in 0..pieces {
            let needle =
                self.quote.get(self.offsets[cuts[piece]]..self.offsets[cuts[piece + 1]]).unwrap_or(&[]);
            let parts = parts_around(piece, pieces);
            let text: &'a str = self.text;
            let mut follow = |at: u32| {
                self.followed += 1;
                self.follow(piece, at as usize, needle.len(), &cuts, &parts);
                self.followed <= CANDIDATES && self.covered.len() <= WINDOWS
            };
            if needle.len() >= hay.shortest() {
                if !hay.look_up(needle, CANDIDATES, follow) {
                    return false;
                }
            } else {
                let places = grams::scan(text.as_bytes(), needle, CANDIDATES + 1);
                places.into_iter().all(&mut follow);
            }
            if self.followed > CANDIDATES || self.covered.len() > WINDOWS {
                return false;
            }
        }
        true
    }

    /// One place of a piece: compares the parts of the quote around it, smallest first, then the whole.
    fn follow(&mut self, piece: usize, at: usize, len: usize, cuts: &[usize], parts: &[(usize, usize)]) {
        let (Some(before), Some(after)) = (self.text.get(..at), self.text.get(at + len..)) else { return };
        if let Some(&(first, end)) = parts.first()
            && end - first == 2
        {
            // A neighbour with at most one edit has its near or its far half untouched.
            let bytes = self.text.as_bytes();
            let near = if first == piece {
                let next =
                    self.quote.get(self.offsets[cuts[piece + 1]]..self.offsets[cuts[end]]).unwrap_or(&[]);
                one_edit_likely(next, |i| bytes.get((at + len).wrapping_add_signed(i)).copied(), false)
            } else {
                let last =
                    self.quote.get(self.offsets[cuts[first]]..self.offsets[cuts[piece]]).unwrap_or(&[]);
                one_edit_likely(last, |i| bytes.get(at.wrapping_add_signed(-1 - i)).copied(), true)
            };
            if !near {
                return;
            }
        }
        for &(first, end) in parts {
            let budget = (end - first - 1) as u32;
            let right = &self.pattern[cuts[piece + 1]..cuts[end]];
            self.chars.clear();
            self.chars.extend(after.chars().take(right.len() + budget as usize));
            let edits = head_distance(right.iter().copied(), &self.chars, budget, &mut self.rows);
            let Some(left_over) = edits.map(|edits| budget - edits) else { return };
            let left = &self.pattern[cuts[first]..cuts[piece]];
            self.chars.clear();
            self.chars.extend(before.chars().rev().take(left.len() + left_over as usize));
            let left = left.iter().rev().copied();
            if head_distance(left, &self.chars, left_over, &mut self.rows).is_none() {
                return;
            }
        }
        let reach = self.best as usize;
        let start = back(self.text, at, cuts[piece]);
        if self.covered.iter().any(|&(from, to)| from <= start && start <= to) {
            return;
        }
        self.covered.push((back(self.text, start, reach), forth(self.text, start, reach)));
        let end = forth(self.text, start, self.pattern.len() + 2 * reach);
        self.measure(back(self.text, start, 2 * reach), end);
    }

    /// Measures every end within a stretch of the text.
    fn measure(&mut self, from: usize, to: usize) {
        // Below the last row that can matter no cell is filled: by chance that is not far past the budget.
        let rows = u64::from(4 * self.best).min(self.pattern.len() as u64);
        self.cells = self.cells.saturating_add((to - from) as u64 * rows);
        if self.cells > CELLS {
            return;
        }
        let at = Cell::new(from);
        let window = self.text.get(from..to).unwrap_or("").chars();
        let window = window.inspect(|c| at.set(at.get() + c.len_utf8()));
        let (best, ends) = (&mut self.best, &mut self.ends);
        ends_within(self.pattern, window, *best, &mut self.rows, |_, distance| {
            if distance < *best {
                *best = distance;
                ends.clear();
            }
            if distance == *best {
                ends.push(at.get());
            }
        });
    }

    fn places(mut self) -> Vec<Span> {
        self.ends.sort_unstable();
        self.ends.dedup();
        self.ends.truncate(ENDS);
        let mut found: Vec<(Span, usize)> = Vec::new();
        for &end in &self.ends {
            let before = self.text.get(..end).unwrap_or("");
            self.chars.clear();
            self.chars.extend(before.chars().rev().take(self.pattern.len() + self.best as usize));
            let pattern = self.pattern.iter().rev().copied();
            let Some(length) = head_length(pattern, &self.chars, self.best, &mut self.rows) else { continue };
            let span = Span { start: back(self.text, end, length) as u32, end: end as u32 };
            found.push((span, length.abs_diff(self.pattern.len())));
        }
        found.sort_unstable();
        let mut places: Vec<(Span, usize)> = Vec::new();
        let mut reach = 0;
        for (span, off) in found {
            match places.last_mut().filter(|_| span.start < reach) {
                Some(place) if off < place.1 => *place = (span, off),
                Some(_) => {}
                None => places.push((span, off)),
            }
            reach = reach.max(span.end);
        }
        places.into_iter().map(|(span, _)| span).collect()
    }
}

/// Whether a piece may lie within one edit of what `there` reads outwards from its neighbour: its near
/// half stands untouched, or its far half does, shifted by at most one character. Bytes are compared, so
/// the edit may shift by as many as a character has.
fn one_edit_likely(piece: &[u8], there: impl Fn(isize) -> Option<u8>, backwards: bool) -> bool {
    let length = piece.len();
    let byte = |i: usize| if backwards { piece[length - 1 - i] } else { piece[i] };
    let half = length / 2;
    // A character of several bytes may lie on both sides of the middle.
    let far = if piece.is_ascii() { half } else { length.min(half + 3) };
    let stands =
        |from: usize, to: usize, shift: isize| (from..to).all(|i| there(i as isize + shift) == Some(byte(i)));
    stands(0, half, 0) || (-4..=4).any(|shift| stands(far, length, shift))
}

/// The parts of the quote that hold a piece, as ranges of pieces: halves of halves, the smallest first;
/// neither the piece itself nor the whole.
fn parts_around(piece: usize, pieces: usize) -> Vec<(usize, usize)> {
    let (mut first, mut end) = (0, pieces);
    let mut parts = Vec::new();
    loop {
        // Even halves, so that nearly every piece has a neighbour to be looked at with it.
        let half = (end - first) / 2;
        let middle = first + if half > 1 { half.next_multiple_of(2) } else { half.max(end - first - 1) };
        if piece < middle {
            end = middle;
        } else {
            first = middle;
        }
        if end - first <= 1 {
            parts.reverse();
            return parts;
        }
        parts.push((first, end));
    }
}

/// The byte offset so many code points before one, at most the beginning.
fn back(text: &str, at: usize, chars: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    chars.checked_sub(1).map_or(at, |last| before.char_indices().rev().nth(last).map_or(0, |(at, _)| at))
}

/// The byte offset so many code points behind one, at most the end.
fn forth(text: &str, at: usize, chars: usize) -> usize {
    let after = text.get(at..).unwrap_or("");
    after.char_indices().nth(chars).map_or(text.len(), |(inside, _)| at + inside)
}
