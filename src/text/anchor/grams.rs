//! Finding all places of a string in a text fast: an index of sampled q-grams.
//!
//! The text is sampled every few bytes, the stride. An occurrence of a string of at least `Q` + stride - 1
//! bytes covers a sampled gram at exactly one alignment for each byte of the stride, so that looking up one gram of the string
//! for each alignment finds every occurrence once (Sutinen & Tarhio, *On using q-gram locations in
//! approximate string matching*, 1995). Shorter strings, and texts so repetitive that a gram says
//! nothing, are searched by a linear scan.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use memchr::memmem;

/// Bytes of a gram.
const Q: usize = 6;
/// More candidates than this and a linear scan is the cheaper way.
const CROWD: usize = 4096;
/// How many short strings' places are remembered.
const MEMORY: usize = 4096;

/// A text that is searched many times. The index is built by the first search that needs it.
pub(super) struct Haystack<'t> {
    text: Cow<'t, str>,
    stride: usize,
    grams: OnceCell<Grams>,
    short: HashMap<Box<[u8]>, Vec<u32>>,
}

impl<'t> Haystack<'t> {
    /// Takes a text. A small stride finds shorter strings by the index, a large one builds it faster.
    pub(super) fn new(text: impl Into<Cow<'t, str>>, stride: usize) -> Self {
        Self { text: text.into(), stride, grams: OnceCell::new(), short: HashMap::new() }
    }

    /// The length in bytes of the shortest string that the index finds.
    pub(super) fn shortest(&self) -> usize {
        Q + self.stride - 1
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The byte offsets where `needle` stands, in order, overlapping ones too, but not more
    /// than `limit` of them: where there are more, any of them.
    pub(super) fn places(&mut self, needle: &str, limit: usize) -> Vec<u32> {
        let needle = needle.as_bytes();
        if needle.is_empty() || needle.len() > self.text.len() {
            return Vec::new();
        }
        if needle.len() >= self.shortest() {
            let mut found = Vec::new();
            if self.look_up(needle, CROWD, |at| {
                found.push(at);
                found.len() < limit
            }) {
                found.sort_unstable();
                return found;
            }
            return scan(self.text.as_bytes(), needle, limit);
        }
        if let Some(found) = self.short.get(needle) {
            return found.iter().copied().take(limit).collect();
        }
        let found = scan(self.text.as_bytes(), needle, limit);
        // Only a whole list may be remembered: the next search may want more.
        if found.len() < limit && self.short.len() < MEMORY {
            self.short.insert(needle.into(), found.clone());
        }
        found
    }

    /// Calls back for every place of a string of at least [`Self::shortest`] bytes until it returns false.
    /// Returns false, without a call, where there are more than `crowd` candidates.
    pub(super) fn look_up(&self, needle: &[u8], crowd: usize, mut found: impl FnMut(u32) -> bool) -> bool {
        let text = self.text.as_bytes();
        let grams = self.grams.get_or_init(|| Grams::build(text, self.stride));
        let mut chosen: [(usize, &[u32]); MOST] = [(0, &[]); MOST];
        let chosen = chosen.get_mut(..self.stride).unwrap_or_default();
        let mut candidates = 0;
        let last = needle.len().saturating_sub(Q);
        for (first, choice) in chosen.iter_mut().enumerate() {
            let mut at = first;
            *choice = (at, grams.places(gram(needle, at)));
            // Any gram of the same alignment will do: a rare one leaves less to compare.
            while choice.1.len() > RARE && at + self.stride <= last {
                at += self.stride;
                let places = grams.places(gram(needle, at));
                if places.len() < choice.1.len() {
                    *choice = (at, places);
                }
            }
            candidates += choice.1.len();
        }
        if candidates > crowd {
            return false;
        }
        let head = word(needle, 0);
        for &(inside, places) in chosen.iter() {
            for &place in places {
                let Some(start) = (place as usize).checked_sub(inside) else { continue };
                if let (Some(wanted), Some(there)) = (head, word(text, start))
                    && wanted != there
                {
                    continue;
                }
                if text.get(start..start + needle.len()) == Some(needle) && !found(start as u32) {
                    return true;
                }
            }
        }
        true
    }
}

pub(super) fn scan(text: &[u8], needle: &[u8], limit: usize) -> Vec<u32> {
    let finder = memmem::Finder::new(needle);
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < limit {
        let Some(at) = text.get(from..).and_then(|rest| finder.find(rest)) else { break };
        found.push((from + at) as u32);
        from += at + 1;
    }
    found
}

/// The largest stride.
const MOST: usize = 8;
/// With so few candidates, looking for a rarer gram costs more than it saves.
const RARE: usize = 4;

/// The sampled positions, grouped by a hash of the gram that stands there.
struct Grams {
    shift: u32,
    /// Where each group begins; one more than there are groups.
    heads: Vec<u32>,
    positions: Vec<u32>,
}

impl Grams {
    fn build(text: &[u8], stride: usize) -> Self {
        let count = text.len().div_ceil(stride);
        // Few groups: an index that stays in the cache is built twice as fast, and gives little more to compare.
        let bits = (count / 2).next_power_of_two().trailing_zeros().clamp(4, 22);
        let shift = 64 - bits;
        let mut heads = vec![0_u32; (1 << bits) + 1];
        let mut slots = Vec::with_capacity(count);
        for at in 0..count {
            let slot = slot(gram(text, at * stride), shift);
            slots.push(slot as u32);
            heads[slot] += 1;
        }
        let mut sum = 0;
        for head in &mut heads {
            sum += *head;
            *head = sum;
        }
        // Filled from the back, each head ends up at the first position of its group.
        let mut positions = vec![0; count];
        for (at, &slot) in slots.iter().enumerate().rev() {
            let head = &mut heads[slot as usize];
            *head -= 1;
            positions[*head as usize] = (at * stride) as u32;
        }
        Self { shift, heads, positions }
    }

    /// The sampled positions whose gram has the same hash, in order.
    fn places(&self, gram: u64) -> &[u32] {
        let slot = slot(gram, self.shift);
        let (Some(&start), Some(&end)) = (self.heads.get(slot), self.heads.get(slot + 1)) else { return &[] };
        self.positions.get(start as usize..end as usize).unwrap_or(&[])
    }
}

/// The `Q` bytes from `at` on as a number; beyond the end they are 0.
fn gram(text: &[u8], at: usize) -> u64 {
    if let Some(word) = word(text, at) {
        return word & ((1 << (8 * Q)) - 1);
    }
    let tail = text.get(at..text.len().min(at + Q)).unwrap_or(&[]);
    tail.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// The eight bytes from `at` on, where there are as many.
fn word(text: &[u8], at: usize) -> Option<u64> {
    text.get(at..)?.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes))
}

fn slot(gram: u64, shift: u32) -> usize {
    (gram.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize
}

#[cfg(test)]
mod tests {
    use super::{Haystack, scan};

    #[test]
    fn all_places_of_a_string_are_found_at_every_alignment() {
        let text = "abcdefghij klmnop abcdefghij ".repeat(7) + "aaaaaaaaaaaaaaaaaaaa";
        for stride in [1, 3, 8] {
            let mut hay = Haystack::new(text.as_str(), stride);
            for start in 0..text.len() {
                for len in [1, 3, 7, 8, 9, 12, 30] {
                    let Some(needle) = text.get(start..start + len) else { continue };
                    let found = hay.places(needle, usize::MAX);
                    assert_eq!(found, scan(text.as_bytes(), needle.as_bytes(), usize::MAX), "{needle}");
                    assert_eq!(hay.places(needle, 2).len(), found.len().min(2));
                }
            }
            assert!(hay.places("not there", 9).is_empty());
            assert!(hay.places("", 9).is_empty());
        }
    }

    #[test]
    fn a_text_of_one_letter_is_scanned() {
        let text = "a".repeat(100_000);
        let mut hay = Haystack::new(text.as_str(), 3);
        assert!(hay.places(&format!("{}b", "a".repeat(50)), 5).is_empty());
        assert_eq!(hay.places(&"a".repeat(50), 5).len(), 5);
    }
}
