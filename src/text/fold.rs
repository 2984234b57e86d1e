//! Folding a text to the form in which quotes and search terms are compared, with a map back.
//!
//! Unicode forms follow UAX #15. A text is cut before every character that cannot combine with what
//! stands before it, so that each piece folds by itself and keeps its place.

use std::iter::once;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::model::Span;

/// A folded text and the way back to the text it came from.
#[derive(Clone, Default, Debug)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// The way back.
    pub map: OffsetMap,
}

/// Which stretch of a source a stretch of its folded text stands for.
#[derive(Clone, Default, Debug)]
pub struct OffsetMap {
    breaks: Vec<Break>,
}

/// From here on, folded bytes stand for source bytes one by one, or, where `whole` is not 0, all of
/// them for that many source bytes together.
#[derive(Clone, Copy, Debug)]
struct Break {
    folded: u32,
    source: u32,
    whole: u32,
}

impl Folded {
    /// The stretch of the source that a stretch of the folded text stands for.
    pub fn source(&self, folded: Span) -> Span {
        self.map.source(folded)
    }
}

impl OffsetMap {
    /// The stretch of the source that a stretch of the folded text stands for. A character that folded
    /// to several counts whole.
    pub fn source(&self, folded: Span) -> Span {
        let start = match self.at(folded.start) {
            Some(found) if found.whole == 0 => found.source + (folded.start - found.folded),
            Some(found) => found.source,
            None => 0,
        };
        if folded.is_empty() {
            return Span { start, end: start };
        }
        let end = match self.at(folded.end - 1) {
            Some(found) if found.whole == 0 => found.source + (folded.end - found.folded),
            Some(found) => found.source + found.whole,
            None => 0,
        };
        Span { start, end }
    }

    fn at(&self, folded: u32) -> Option<Break> {
        let upto = self.breaks.partition_point(|known| known.folded <= folded);
        upto.checked_sub(1).and_then(|slot| self.breaks.get(slot)).copied()
    }
}

/// Folds for comparing quotes: white space, quotation marks, dashes, case and Unicode form (NFKC).
/// Soft hyphens and marks of zero width fall away.
pub fn fold_quote(text: &str) -> Folded {
    let mut folding = Folding::over(text);
    while let Some(next) = folding.plain_run(text) {
        let at = folding.at;
        let mut end = at + next.len_utf8();
        for follower in text.get(end..).unwrap_or("").chars().take_while(|&c| joins(c)) {
            end += follower.len_utf8();
        }
        let folded = mark(next);
        if end == at + next.len_utf8() && folded != Some(next) {
            folding.one(next, folded, end);
        } else if end > at + next.len_utf8() || !stands(next) {
            let piece: String =
                text.get(at..end).unwrap_or("").nfkc().flat_map(char::to_lowercase).nfc().collect();
            let piece: String = piece.chars().filter_map(mark).collect();
            folding.whole(&piece, end);
        } else {
            folding.one(next, folded.map(lower), end);
        }
    }
    folding.finish()
}

/// Folds for search: as [`fold_quote`], and diacritics, Arabic and Hebrew points and tatweel fall away,
/// letters that only look apart become one (NFKD; ø to o, ß to ss, Arabic yeh and kaf to the Persian
/// ones).
pub fn fold_search(text: &str) -> Folded {
    let mut folding = Folding::over(text);
    while let Some(next) = folding.plain_run(text) {
        let end = folding.at + next.len_utf8();
        let mut piece = String::new();
        for part in once(next).nfkd().flat_map(char::to_lowercase).nfkd() {
            match part {
                'ß' => piece.push_str("ss"),
                'æ' => piece.push_str("ae"),
                'œ' => piece.push_str("oe"),
                'þ' => piece.push_str("th"),
                part => piece.extend(mark(part).filter(|&c| !is_combining_mark(c)).and_then(alike)),
            }
        }
        folding.whole(&piece, end);
    }
    folding.finish()
}

/// Whether a character may combine with the one before it.
fn joins(c: char) -> bool {
    // General punctuation, the commonest beside letters, never does.
    u32::from(c) >= 0x300
        && !('\u{2010}'..='\u{2027}').contains(&c)
        && (canonical_combining_class(c) != 0 || is_nfkc_quick(once(c)) == IsNormalized::Maybe)
}

/// Whether a character, alone, is its own NFKC form.
fn stands(c: char) -> bool {
    is_nfkc_quick(once(c)) == IsNormalized::Yes
}

/// The lower case where it is one character; "İ" keeps its own way through NFKC.
fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some('ς'), None) => 'σ',
        (Some(one), None) => one,
        _ => c,
    }
}

/// Quotation marks become `'`, dashes `-`, spaces a space; what has no width becomes nothing.
fn mark(c: char) -> Option<char> {
    Some(match c {
        '"' | '`' | '´' | '\u{2018}'..='\u{201F}' | '′' | '″' | '‹' | '›' | '«' | '»' | '״' | '׳' => {
            '\''
        }
        '\u{2010}'..='\u{2015}' | '−' | '﹘' | '﹣' | '－' | '־' => '-',
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => return None,
        c if c.is_whitespace() => ' ',
        'ς' => 'σ',
        c => c,
    })
}

/// Letters that a person at a keyboard does not tell apart.
fn alike(c: char) -> Option<char> {
    Some(match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' => 'ه',
        '\u{640}' => return None,
        c => c,
    })
}

/// What an ASCII byte folds to; without branches, so that a run folds many bytes at a time.
fn ascii(byte: u8) -> u8 {
    let lower = byte | (u8::from(byte.is_ascii_uppercase()) << 5);
    let quoted = if byte == b'"' || byte == b'`' { b'\'' } else { lower };
    if byte.wrapping_sub(b'\t') < 5 { b' ' } else { quoted }
}

/// How much ASCII is folded before its white space is looked at.
const RUN: usize = 1024;

struct Folding {
    out: Vec<u8>,
    breaks: Vec<Break>,
    /// How far the source has been read.
    at: usize,
    /// Up to here the source is ASCII with nothing that combines with it.
    plain: usize,
    /// Source less folded position, while bytes go one by one.
    shift: Option<usize>,
}

impl Folding {
    fn over(text: &str) -> Self {
        Self { out: Vec::with_capacity(text.len() + 8), breaks: Vec::new(), at: 0, plain: 0, shift: None }
    }

    /// Folds ASCII and runs of white space up to the next character that needs a look; that character.
    fn plain_run(&mut self, text: &str) -> Option<char> {
        let bytes = text.as_bytes();
        loop {
            if self.at >= self.plain {
                self.plain = plain_end(text, self.at);
            }
            let run = bytes.get(self.at..self.plain.min(self.at + RUN)).unwrap_or(&[]);
            let mut spaces = false;
            if !run.is_empty() {
                self.align();
                let from = self.out.len();
                let before = usize::from(self.ends_in_space());
                self.out.extend(run.iter().map(|&byte| ascii(byte)));
                let folded = self.out.get(from - before..).unwrap_or(&[]);
                let length = match memchr::memmem::find(folded, b"  ") {
                    Some(pair) => pair + 1 - before,
                    None => run.len(),
                };
                // Of white space in a row the first byte is the space; the rest falls away.
                self.out.truncate(from + length);
                self.at += length;
                spaces = length < run.len();
                if !spaces && self.at < self.plain {
                    continue;
                }
            }
            let next = text.get(self.at..)?.chars().next()?;
            if spaces || next.is_whitespace() {
                self.space(text);
            } else {
                return Some(next);
            }
        }
    }

    /// Folds the white space that starts here, of any script, to one space.
    fn space(&mut self, text: &str) {
        let rest = text.get(self.at..).unwrap_or("");
        let end = self.at + rest.len() - rest.trim_start().len();
        let space = if self.ends_in_space() { "" } else { " " };
        self.whole(space, end);
    }

    fn ends_in_space(&self) -> bool {
        self.out.last() == Some(&b' ')
    }

    /// Folds the source up to `end` to one character, or to none.
    fn one(&mut self, source: char, folded: Option<char>, end: usize) {
        let mut buffer = [0; 4];
        let folded: &str = folded.map_or("", |c| c.encode_utf8(&mut buffer));
        if folded.len() == source.len_utf8() {
            self.align();
            self.out.extend_from_slice(folded.as_bytes());
            self.at = end;
        } else {
            self.whole(folded, end);
        }
    }

    /// Folds the source up to `end`, all of it together.
    fn whole(&mut self, folded: &str, end: usize) {
        if !folded.is_empty() {
            let whole = (end - self.at) as u32;
            self.breaks.push(Break { folded: self.out.len() as u32, source: self.at as u32, whole });
            self.out.extend_from_slice(folded.as_bytes());
            self.shift = None;
        }
        self.at = end;
    }

    /// From here on bytes go one by one.
    fn align(&mut self) {
        let shift = self.at.wrapping_sub(self.out.len());
        if self.shift != Some(shift) {
            let (folded, source) = (self.out.len() as u32, self.at as u32);
            self.breaks.push(Break { folded, source, whole: 0 });
            self.shift = Some(shift);
        }
    }

    fn finish(self) -> Folded {
        Folded {
            text: String::from_utf8(self.out).unwrap_or_default(),
            map: OffsetMap { breaks: self.breaks },
        }
    }
}

/// Where the ASCII from `at` on ends; the last letter before a combining mark is left to fold with it.
fn plain_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    let plain = rest.chunks(64).take_while(|chunk| chunk.is_ascii()).map(<[u8]>::len).sum::<usize>();
    let tail = rest.get(plain..).unwrap_or(&[]);
    let Some(run) = tail.iter().position(|byte| !byte.is_ascii()).map(|inside| plain + inside) else {
        return text.len();
    };
    let next = text.get(at + run..).and_then(|tail| tail.chars().next());
    at + run - usize::from(run > 0 && next.is_some_and(joins))
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test that slices wrongly should fail")]
mod tests {
    use super::{fold_quote, fold_search};
    use crate::model::Span;

    fn quote(text: &str) -> String {
        fold_quote(text).text
    }

    #[test]
    fn white_space_marks_dashes_case_and_form_fold() {
        assert_eq!(quote("He  said:\r\n “No — Never”"), "he said: 'no - never'");
        assert_eq!(quote("Cafe\u{301} \u{FB01}n…"), "caf\u{e9} fin...");
        assert_eq!(quote("Caf\u{e9}"), quote("CAFE\u{301}"));
        assert_eq!(quote("co\u{AD}operate\u{200B} \u{a0} x"), "cooperate x");
        assert_eq!(quote("ΟΔΥΣΣΕΥΣ"), quote("Οδυσσευς"));
        assert_eq!(quote("a \u{301}b"), "a \u{301}b");
    }

    #[test]
    fn a_place_in_the_folded_text_leads_back() {
        let text = "x  “Cafe\u{301}”\u{2009}\n— ﬁn";
        let folded = fold_quote(text);
        let place = |needle: &str| {
            let start = folded.text.find(needle).unwrap() as u32;
            let span = folded.source(Span { start, end: start + needle.len() as u32 });
            &text[span.start as usize..span.end as usize]
        };
        assert_eq!(place("caf\u{e9}"), "Cafe\u{301}");
        assert_eq!(place("'caf\u{e9}' -"), "“Cafe\u{301}”\u{2009}\n—");
        assert_eq!(place("i"), "ﬁ", "a ligature counts whole");
    }

    #[test]
    fn search_is_blind_to_diacritics_and_letter_variants() {
        let search = |text| fold_search(text).text;
        assert_eq!(search("Łódź  Ærø"), "lodz aero");
        assert_eq!(search("İstanbul"), "istanbul");
        assert_eq!(search("كتـابٌ"), search("کتاب"));
        assert_eq!(search("שָׁלוֹם"), search("שלום"));
        assert_eq!(search("Война"), search("воина"));
        assert_eq!(search("Shi’ite"), search("shi'ite"));
    }

    proptest::proptest! {
        #[test]
        fn folding_is_stable_and_every_place_leads_to_a_boundary(text in "[ -~\\sÀ-ÿ\u{300}-\u{310}“”—ﬁ가-힣\u{1100}-\u{11FF}א-ת🙂]{0,40}") {
            let folded = fold_quote(&text);
            let bounds: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
            let mut last = 0;
            for pair in bounds.windows(2) {
                let span = folded.source(Span { start: pair[0] as u32, end: pair[1] as u32 });
                assert!(text.get(span.start as usize..span.end as usize).is_some_and(|s| !s.is_empty()));
                assert!(span.start >= last || span.end > last);
                last = span.start;
            }
            assert_eq!(&fold_quote(&folded.text).text, &folded.text);
        }
    }
}
