//! Finding all places of a string in a text fast: an index of sampled q-grams.
//!
//! The text is sampled every `STRIDE` bytes. An occurrence of a string of at least `Q + STRIDE - 1` bytes
//! covers a sampled gram at exactly one of `STRIDE` alignments, so that looking up one gram of the string
//! for each alignment finds every occurrence once (Sutinen & Tarhio, *On using q-gram locations in
//! approximate string matching*, 1995). Shorter strings, and texts so repetitive that a gram says
//! nothing, are searched by a linear scan.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use memchr::memmem;

/// Bytes of a gram.
const Q: usize = 6;
/// Distance of the samples in bytes.
const STRIDE: usize = 3;
/// The shortest string that the index finds.
pub(super) const SHORTEST: usize = Q + STRIDE - 1;
/// More candidates than this and a linear scan is the cheaper way.
const CROWD: usize = 4096;
/// How many short strings' places are remembered.
const MEMORY: usize = 4096;

/// A text that is searched many times. The index is built by the first search that needs it.
pub(super) struct Haystack<'t> {
    text: Cow<'t, str>,
    grams: OnceCell<Grams>,
    short: HashMap<Box<[u8]>, Vec<u32>>,
}

impl<'t> Haystack<'t> {
    pub(super) fn new(text: impl Into<Cow<'t, str>>) -> Self {
        Self { text: text.into(), grams: OnceCell::new(), short: HashMap::new() }
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
        if needle.len() >= SHORTEST {
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

    /// Calls back for every place of a string of at least [`SHORTEST`] bytes until it returns false.
    /// Returns false, without a call, where there are more than `crowd` candidates.
    pub(super) fn look_up(&self, needle: &[u8], crowd: usize, mut found: impl FnMut(u32) -> bool) -> bool {
        let grams = self.grams.get_or_init(|| Grams::build(self.text.as_bytes()));
        let text = self.text.as_bytes();
        let mut chosen = [(0, [].as_slice()); STRIDE];
        for (first, choice) in chosen.iter_mut().enumerate() {
            let last = needle.len().saturating_sub(Q).min(first + 4 * STRIDE);
            let options = (first..=last).step_by(STRIDE).map(|at| (at, grams.places(gram(needle, at))));
            *choice = options.min_by_key(|(_, places)| places.len()).unwrap_or((0, &[]));
        }
        if chosen.iter().map(|(_, places)| places.len()).sum::<usize>() > crowd {
            return false;
        }
        for (inside, places) in chosen {
            for &place in places {
                let Some(start) = (place as usize).checked_sub(inside) else { continue };
                let there = text.get(start..start + needle.len());
                if there == Some(needle) && !found(start as u32) {
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

/// The sampled positions, grouped by a hash of the gram that stands there.
struct Grams {
    shift: u32,
    /// Where each group begins; one more than there are groups.
    heads: Vec<u32>,
    positions: Vec<u32>,
}

impl Grams {
    fn build(text: &[u8]) -> Self {
        let count = text.len().div_ceil(STRIDE);
        let bits = count.next_power_of_two().trailing_zeros().clamp(4, 24);
        let shift = 64 - bits;
        let mut heads = vec![0_u32; (1 << bits) + 1];
        for at in (0..text.len()).step_by(STRIDE) {
            heads[slot(gram(text, at), shift)] += 1;
        }
        let mut sum = 0;
        for head in &mut heads {
            sum += *head;
            *head = sum;
        }
        // Filled from the back, each head ends up at the first position of its group.
        let mut positions = vec![0; count];
        for at in (0..text.len()).step_by(STRIDE).rev() {
            let head = &mut heads[slot(gram(text, at), shift)];
            *head -= 1;
            positions[*head as usize] = at as u32;
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
    if let Some(word) = text.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        return u64::from_le_bytes(*word) & ((1 << (8 * Q)) - 1);
    }
    let tail = text.get(at..text.len().min(at + Q)).unwrap_or(&[]);
    tail.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
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
        let mut hay = Haystack::new(text.as_str());
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

    #[test]
    fn a_text_of_one_letter_is_scanned() {
        let text = "a".repeat(100_000);
        let mut hay = Haystack::new(text.as_str());
        assert!(hay.places(&format!("{}b", "a".repeat(50)), 5).is_empty());
        assert_eq!(hay.places(&"a".repeat(50), 5).len(), 5);
    }
}
