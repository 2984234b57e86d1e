//! Visual order for egui, which shapes letters but does not reorder runs.
//!
//! Words of a right-to-left run are put into visual order; the letters inside a word stay logical, as
//! the shaper turns them itself. Order of runs: Unicode Bidirectional Algorithm (UAX #9), by `unicode-bidi`.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

/// The text in the order in which egui must be given it. Plain left-to-right text comes back as it is.
pub fn visual(text: &str) -> Cow<'_, str> {
    if !has_rtl(text) {
        return Cow::Borrowed(text);
    }
    // A sentence of the window reads from the left whatever the name that it begins with; a name in one
    // script reads as its script does.
    let sentence = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    Cow::Owned(visual_order(text, sentence.then_some(false)).into_iter().map(|(_, letter)| letter).collect())
}

/// Whether a text holds letters that run from right to left.
pub fn has_rtl(text: &str) -> bool {
    text.chars().any(is_rtl)
}

/// Whether a text runs from right to left as a whole: its first letter that has a direction does.
pub fn runs_rtl(text: &str) -> bool {
    let info = BidiInfo::new(text, None);
    info.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl())
}

/// The letters of one line in the order of [`visual`], each with the byte offset where it stands in `text`.
/// `rtl` is the direction of the paragraph that the line is from; `None` finds it out.
pub fn visual_order(text: &str, rtl: Option<bool>) -> Vec<(usize, char)> {
    let base = rtl.map(|rtl| if rtl { Level::rtl() } else { Level::ltr() });
    let info = BidiInfo::new(text, base);
    let mut out = Vec::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let level = levels.get(run.start).copied().unwrap_or(Level::ltr());
            let start = run.start;
            let Some(part) = text.get(run) else { continue };
            if level.is_rtl() {
                push_reversed(part, start, &mut out);
            } else {
                out.extend(letters(part, start));
            }
        }
    }
    out
}

/// Letters that make a text worth a closer look: Hebrew, Arabic and their neighbours.
fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{1e800}'..='\u{1efff}')
}

fn letters(text: &str, start: usize) -> impl DoubleEndedIterator<Item = (usize, char)> {
    text.char_indices().map(move |(at, letter)| (start + at, letter))
}

fn mirrored_letters(text: &str, start: usize) -> impl Iterator<Item = (usize, char)> {
    letters(text, start).rev().map(|(at, letter)| (at, mirrored(letter)))
}

/// Appends the words and the spaces of a right-to-left run, last first.
fn push_reversed(run: &str, start: usize, out: &mut Vec<(usize, char)>) {
    let mut pieces: Vec<(usize, &str)> = Vec::new();
    let mut at = start;
    for piece in run.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end_matches(char::is_whitespace);
        let space = piece.get(word.len()..).unwrap_or("");
        pieces.extend(
            [(at, word), (at + word.len(), space)].into_iter().filter(|(_, piece)| !piece.is_empty()),
        );
        at += piece.len();
    }
    for (at, piece) in pieces.into_iter().rev() {
        if piece.chars().any(char::is_alphanumeric) {
            push_word(piece, at, out);
        } else {
            out.extend(mirrored_letters(piece, at));
        }
    }
}

/// A word keeps its letters; brackets, full stops and the like around it change sides and are mirrored.
fn push_word(word: &str, at: usize, out: &mut Vec<(usize, char)>) {
    let core = word.trim_start_matches(stands_apart);
    let opening = word.len() - core.len();
    let trimmed = core.trim_end_matches(stands_apart);
    let closing = opening + trimmed.len();
    out.extend(mirrored_letters(word.get(closing..).unwrap_or(""), at + closing));
    out.extend(letters(trimmed, at + opening));
    out.extend(mirrored_letters(word.get(..opening).unwrap_or(""), at));
}

/// Signs that another face draws than the word's, and that egui therefore puts where they stand in the
/// string. Signs of the script itself, such as "،", are shaped and turned with their word.
fn stands_apart(letter: char) -> bool {
    !letter.is_alphanumeric() && !is_rtl(letter)
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
    use super::{visual, visual_order};

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
    fn a_full_stop_comes_after_the_word_on_the_left() {
        assert_eq!(visual("حر في قراره."), ".قراره في حر");
        assert_eq!(visual("قال، نعم"), "نعم قال،");
    }

    #[test]
    fn a_sentence_keeps_who_acts_before_whom_it_acts_on() {
        assert_eq!(visual("ישראל warns איראן"), "ישראל warns איראן");
        assert_eq!(visual("بنيامين نتنياهو denies it"), "نتنياهو بنيامين denies it");
    }

    #[test]
    fn numbers_keep_their_digits() {
        let shown = visual("عام 2022");
        assert!(shown.contains("2022"), "{shown}");
    }

    #[test]
    fn every_letter_keeps_its_place_in_the_text() {
        for text in ["Hezbollah حزب الله today", "عام (2022) قال", "plain"] {
            let mut order: Vec<usize> = visual_order(text, None).into_iter().map(|(at, _)| at).collect();
            order.sort_unstable();
            assert_eq!(order, text.char_indices().map(|(at, _)| at).collect::<Vec<_>>());
        }
    }
}
