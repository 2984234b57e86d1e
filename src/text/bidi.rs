//! Visual order for egui, which shapes letters but does not reorder runs.
//!
//! Words of a right-to-left run are put into visual order; the letters inside a word stay logical, as
//! the shaper turns them itself. Order of runs: Unicode Bidirectional Algorithm (UAX #9), by `unicode-bidi`.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

/// The text in the order in which egui must be given it. Plain left-to-right text comes back as it is.
pub fn visual(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_rtl) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, None);
    let mut out = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let level = levels.get(run.start).copied().unwrap_or(Level::ltr());
            let Some(part) = text.get(run) else { continue };
            if level.is_rtl() { push_reversed(part, &mut out) } else { out.push_str(part) }
        }
    }
    Cow::Owned(out)
}

/// Letters that make a text worth a closer look: Hebrew, Arabic and their neighbours.
fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{1e800}'..='\u{1efff}')
}

/// Appends the words and the spaces of a right-to-left run, last first.
fn push_reversed(run: &str, out: &mut String) {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in run.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end_matches(char::is_whitespace);
        let space = piece.get(word.len()..).unwrap_or("");
        pieces.extend([word, space].into_iter().filter(|piece| !piece.is_empty()));
    }
    for piece in pieces.into_iter().rev() {
        if piece.chars().any(char::is_alphanumeric) {
            push_word(piece, out);
        } else {
            out.extend(piece.chars().rev().map(mirrored));
        }
    }
}

/// A word keeps its letters; brackets around it change sides and are mirrored.
fn push_word(word: &str, out: &mut String) {
    let core = word.trim_start_matches(is_bracket);
    let before = word.get(..word.len() - core.len()).unwrap_or("");
    let trimmed = core.trim_end_matches(is_bracket);
    let after = core.get(trimmed.len()..).unwrap_or("");
    out.extend(after.chars().rev().map(mirrored));
    out.push_str(trimmed);
    out.extend(before.chars().rev().map(mirrored));
}

fn is_bracket(letter: char) -> bool {
    mirrored(letter) != letter
}

fn mirrored(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        '<' => '>',
        '>' => '<',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::visual;

    #[test]
    fn left_to_right_text_is_not_touched() {
        assert!(matches!(visual("Шиитские группы (Ирак)"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn words_of_a_phrase_come_in_visual_order() {
        assert_eq!(visual("حزب الله"), "الله حزب");
        assert_eq!(visual("Hezbollah حزب الله today"), "Hezbollah الله حزب today");
        assert_eq!(visual("סוריה וישראל"), "וישראל סוריה");
    }

    #[test]
    fn brackets_around_a_word_change_sides() {
        assert_eq!(visual("مجلس (القيادة)"), "(القيادة) مجلس");
    }

    #[test]
    fn numbers_keep_their_digits() {
        let shown = visual("عام 2022");
        assert!(shown.contains("2022"), "{shown}");
    }
}
