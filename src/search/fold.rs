//! Folding for search: what two spellings of one name share.
//!
//! Compatibility decomposition, lower case, no diacritics, one form of each Arabic, Persian and Hebrew
//! letter, ASCII digits. What is no letter or digit parts words; words come out with one space between them.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Longest word in code points; a longer run of letters comes out in pieces, so that no work depends on it.
pub(super) const MAX_WORD: usize = 64;

/// A folded text with the way back to the original.
pub(super) struct Folded {
    /// The words, one space between two of them.
    pub(super) text: String,
    /// For every byte of `text`, the bytes of the original that it came from.
    from: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        fold_each(text, |letter, start, end| {
            folded.text.push(letter);
            folded.from.resize(folded.text.len(), (start as u32, end as u32));
        });
        folded
    }

    /// The bytes of the original that a stretch of the folded text came from. Marks that were folded away
    /// belong to the letter that they stand on; `original` must be the text that was folded.
    pub(super) fn unfold(&self, start: usize, end: usize, original: &str) -> Option<(u32, u32)> {
        let first = self.from.get(start)?.0;
        let mut last = self.from.get(end.checked_sub(1)?)?.1;
        for letter in original.get(last as usize..)?.chars().take_while(|&letter| is_dropped_mark(letter)) {
            last += letter.len_utf8() as u32;
        }
        (first < last).then_some((first, last))
    }
}

/// Appends the folded text to `out`.
pub(super) fn fold_into(text: &str, out: &mut String) {
    fold_each(text, |letter, _, _| out.push(letter));
}

/// Hands out the folded letters one by one, each with the bytes of the original that it came from.
fn fold_each(text: &str, mut emit: impl FnMut(char, usize, usize)) {
    let mut words = Cutter::default();
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if letter.is_ascii_alphanumeric() {
            words.letter(letter.to_ascii_lowercase(), at, end, &mut emit);
        } else if letter.is_ascii_whitespace() {
            words.part();
        } else if binds(before, letter, text.get(end..).unwrap_or(""), &words) {
            words.run = 0;
        } else if letter.is_ascii() {
            words.part();
        } else {
            decompose_compatible(letter, |part| fold_part(part, at, end, &mut words, &mut emit));
        }
        before = letter;
    }
}

fn fold_part(
    part: char,
    at: usize,
    end: usize,
    words: &mut Cutter,
    emit: &mut impl FnMut(char, usize, usize),
) {
    if is_dropped_mark(part) || is_ignored(part) {
        return;
    }
    if !part.is_alphanumeric() && !is_combining_mark(part) {
        words.part();
        return;
    }
    let alone = is_word_of_its_own(part);
    if alone {
        words.part();
    }
    for lower in part.to_lowercase().filter(|&lower| !is_dropped_mark(lower)) {
        match spelled_out(lower) {
            Some(letters) => letters.chars().for_each(|letter| words.letter(letter, at, end, emit)),
            None => words.letter(one_form(lower), at, end, emit),
        }
    }
    if alone {
        words.part();
    }
}

/// Keeps words apart by one space and to their greatest length.
#[derive(Default)]
struct Cutter {
    /// A space is due before the next letter.
    gap: bool,
    /// Letters of the present word so far.
    letters: usize,
    /// Letters since the word began or since a sign inside it.
    run: usize,
}

impl Cutter {
    fn part(&mut self) {
        self.gap |= self.letters > 0;
        self.run = 0;
    }

    fn letter(&mut self, letter: char, at: usize, end: usize, emit: &mut impl FnMut(char, usize, usize)) {
        if self.gap || self.letters == MAX_WORD {
            emit(' ', at, at);
            (self.gap, self.letters, self.run) = (false, 0, 0);
        }
        emit(letter, at, end);
        self.letters += 1;
        self.run += 1;
    }
}

/// Signs that stand inside a word and part nothing: the apostrophe of "Shi'ite", the dots of "U.S.", the
/// comma of "7,000", the mark of a Hebrew abbreviation.
fn binds(before: char, sign: char, rest: &str, words: &Cutter) -> bool {
    let mut rest = rest.chars();
    let (next, after) = (rest.next(), rest.next());
    match sign {
        '\'' | '`' | '‘' | '’' | '‛' | '′' | 'ʹ'..='ʿ' | 'ˈ' | '׳' | '״' => true,
        '.' => {
            words.run == 1
                && next.is_some_and(char::is_alphabetic)
                && after.is_none_or(|after| !after.is_alphanumeric())
        }
        ',' => before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
        '"' | '”' => is_hebrew(before) && next.is_some_and(is_hebrew),
        _ => false,
    }
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, 'א'..='ת')
}

/// Marks on letters of scripts that are read without them: Latin, Greek, Cyrillic, Hebrew, Arabic, kana.
/// Vowel signs of Indic scripts stay, being letters to their readers.
fn is_dropped_mark(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}'
        | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}' | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}'
        | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{08CA}'..='\u{08FF}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}

/// Signs without a sound or a shape: joiners, direction marks, soft hyphen, the Arabic stretch.
fn is_ignored(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{0640}' | '\u{061C}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Han and kana are written without spaces: each is a word, and a run of them a phrase.
fn is_word_of_its_own(letter: char) -> bool {
    matches!(letter,
        '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Letters that no decomposition takes apart and that keyboards spell with two.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// One form for letters that readers take for the same.
fn one_form(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ı' => 'i',
        'ħ' => 'h',
        'ŧ' => 't',
        'ŋ' => 'n',
        'ə' => 'e',
        'ς' => 'σ',
        // Ukrainian and Belarusian letters that Russian keyboards lack.
        'ґ' => 'г',
        // Arabic and Persian: alef wasla, the two yeh, kaf, teh marbuta and the forms of heh.
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ە' | 'ہ' | 'ھ' | 'ۃ' => 'ه',
        // Hebrew letters at the end of a word.
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        '٠'..='٩' => digit(letter, '٠'),
        '۰'..='۹' => digit(letter, '۰'),
        _ => letter,
    }
}

fn digit(letter: char, zero: char) -> char {
    let value = letter as u32 - zero as u32;
    char::from_digit(value, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{Folded, fold_into};

    fn fold(text: &str) -> String {
        let mut out = String::new();
        fold_into(text, &mut out);
        out
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (left, right) in [
            ("Shi’ite", "shiite"),
            ("Müller-Straße", "muller strasse"),
            ("U.S. officials", "us officials"),
            ("U.S.-led", "us led"),
            ("Fyodor B. Smith", "fyodor b smith"),
            ("x.com", "x com"),
            ("7,000 killed", "7000 killed"),
            ("Артём", "артем"),
            ("İstanbul Işık", "istanbul isik"),
            ("علي", "علی"),
            ("كربلاء", "کربلاء"),
            ("إيران", "ایران"),
            ("مُحَمَّد", "محمد"),
            ("۱۹۷۹", "1979"),
            ("צה״ל", "צה\"ל"),
            ("שָׁלוֹם", "שלום"),
            ("ﬁnance", "finance"),
            ("Việt Nam", "viet nam"),
            ("e\u{301}lan", "élan"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
        }
    }

    #[test]
    fn words_are_parted_by_one_space() {
        assert_eq!(fold("  – Hello,\n\tworld!… "), "hello world");
        assert_eq!(fold("中国 ABC"), "中 国 abc");
        assert_eq!(fold("…"), "");
        assert_eq!(fold(&"x".repeat(130)).split(' ').map(str::len).collect::<Vec<_>>(), [64, 64, 2]);
    }

    #[test]
    fn unfolding_covers_the_marks_on_a_letter() {
        let original = "e\u{301}t\u{301} Ünal";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "et unal");
        assert_eq!(folded.unfold(0, 1, original), Some((0, 3)));
        assert_eq!(folded.unfold(3, 5, original), Some((7, 10)));
        assert_eq!(folded.unfold(3, 99, original), None);
    }
}
