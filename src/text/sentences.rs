//! Where sentences and paragraphs of a text begin and end.
//!
//! A sentence ends at `.`, `!`, `?` or their kin, with closing marks after it, where white space and
//! something that may begin a sentence follow. Initials, "U.S." and common abbreviations do not end one
//! (after the rules of UAX #29, made stricter for news prose).

use crate::model::Span;

/// The sentences, in order, without the white space between them. Headlines and list items, which end
/// with a blank line, count as sentences.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let part = text.get(paragraph.start as usize..paragraph.end as usize).unwrap_or("");
        let mut start = 0;
        while let Some(length) = end_of_first(part.get(start..).unwrap_or("")) {
            push(
                &mut found,
                text,
                paragraph.start as usize + start,
                paragraph.start as usize + start + length,
            );
            start += length;
        }
        push(&mut found, text, paragraph.start as usize + start, paragraph.end as usize);
    }
    found
}

/// The paragraphs: stretches between blank lines, without the white space around them.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            if let Some(start) = open.take() {
                push(&mut found, text, start, at);
            }
        } else {
            open.get_or_insert(at);
        }
        at += line.len();
    }
    if let Some(start) = open {
        push(&mut found, text, start, text.len());
    }
    found
}

fn push(found: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let part = text.get(start..end).unwrap_or("");
    let start = start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    if start < end {
        found.push(Span { start: start as u32, end: end as u32 });
    }
}

/// The length of the first sentence where another follows it.
fn end_of_first(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let (found, stop) = text.get(from..)?.char_indices().find(|&(_, c)| is_stop(c))?;
        let (before, at) = (text.get(..from + found)?, from + found + stop.len_utf8());
        let tail = text.get(at..)?;
        let after = tail.trim_start_matches(|c| is_stop(c) || closes(c));
        let next = after.trim_start();
        from = text.len() - after.len();
        // Scripts without spaces end a sentence by the mark alone.
        let spaced = after.len() > next.len() || matches!(stop, '。' | '！' | '？');
        let opens = next.trim_start_matches(opens).chars().next().is_none_or(|c| !c.is_lowercase());
        if spaced && opens && !(stop == '.' && tail.len() == after.len() && is_abbreviation(before, next)) {
            return (!next.is_empty()).then_some(from);
        }
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？' | '।')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '›')
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '“' | '‘' | '«' | '‹' | '„')
}

/// Words whose point says nothing about the sentence.
const ALWAYS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "sgt", "sen", "rep", "gov", "pres",
    "st", "vs", "e.g", "i.e", "cf", "no", "nos", "art", "fig", "approx", "rev", "hon", "adm", "brig", "cmdr",
];

/// Words whose point ends a sentence only before a word that commonly begins one.
const OFTEN: &[&str] = &[
    "inc", "ltd", "co", "corp", "jr", "sr", "etc", "a.m", "p.m", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Words that begin a new sentence even after "U.S."
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "in",
    "on",
    "at",
    "but",
    "and",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "their",
    "its",
    "there",
    "when",
    "while",
    "if",
    "as",
    "after",
    "before",
    "for",
    "from",
    "with",
    "no",
    "not",
    "both",
    "however",
    "meanwhile",
    "earlier",
    "later",
    "asked",
    "what",
    "who",
    "how",
    "why",
    "so",
    "some",
    "many",
    "most",
    "one",
    "according",
];

fn is_abbreviation(before: &str, next: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || opens(c)).next().unwrap_or("");
    let capitals = word.chars().all(char::is_uppercase);
    let word = word.to_lowercase();
    if ALWAYS.contains(&word.as_str()) && (word != "no" || next.starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    if initial && capitals {
        return true;
    }
    if !dotted && !OFTEN.contains(&word.as_str()) {
        return false;
    }
    let first: String = next.chars().skip_while(|&c| opens(c)).take_while(|c| c.is_alphanumeric()).collect();
    !first.is_empty() && !STARTERS.contains(&first.to_lowercase().as_str())
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test that slices wrongly should fail")]
mod tests {
    use super::{paragraphs, sentences};

    fn split(text: &str) -> Vec<&str> {
        sentences(text).iter().map(|span| &text[span.start as usize..span.end as usize]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        assert_eq!(
            split("He left. She stayed!  Why?\nNobody knows"),
            ["He left.", "She stayed!", "Why?", "Nobody knows"]
        );
        assert_eq!(
            split("“We act.” He smiled. (Nobody else did.) Then"),
            ["“We act.”", "He smiled.", "(Nobody else did.)", "Then"]
        );
        assert_eq!(split("Headline\n\nFirst. Second."), ["Headline", "First.", "Second."]);
        assert_eq!(split("他走了。她留下。"), ["他走了。", "她留下。"]);
        assert!(split(" \n\n ").is_empty());
    }

    #[test]
    fn abbreviations_do_not_end_one() {
        assert_eq!(split("The U.S. Navy and U.S. officials met Dr. J. Smith. He spoke.").len(), 2);
        assert_eq!(split("They left the U.S. The talks ended.").len(), 2);
        assert_eq!(split("It rose 3.5 percent on Oct. 26 at 5 p.m. local time. Then it fell.").len(), 2);
        assert_eq!(split("Was it him? No. It was her.").len(), 3);
        assert_eq!(split("He said ... nothing. Right.").len(), 2);
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n \nc").len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn nothing_but_white_space_lies_between(text in "[a-zA-Z.!?“”' \\n。é]{0,80}") {
            let mut last = 0;
            for span in sentences(&text) {
                assert!(text[last..span.start as usize].trim().is_empty());
                last = span.end as usize;
            }
            assert!(text[last..].trim().is_empty());
        }
    }
}
