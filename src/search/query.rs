//! What somebody typed, folded, cut into words and kept within bounds.

use super::fold::fold_into;

/// Code points of a query that count; the rest is cut, so that no query costs more than a long one.
const MAX_LETTERS: usize = 256;

/// Words of a query that count.
const MAX_WORDS: usize = 12;

/// Different words of a query in which typing errors are forgiven.
const MAX_FORGIVEN: usize = 6;

/// A query.
pub(super) struct Query {
    /// The words as typed, one space between two.
    pub(super) phrase: String,
    /// The different words, never none.
    pub(super) words: Vec<QueryWord>,
}

/// One word of a query.
pub(super) struct QueryWord {
    /// The word, folded.
    pub(super) text: String,
    /// Its letters.
    pub(super) letters: Vec<char>,
    /// How many typing errors are forgiven.
    pub(super) errors: u8,
}

impl Query {
    /// The query, or nothing where no letter or digit was typed.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let end = typed.char_indices().nth(MAX_LETTERS).map_or(typed.len(), |(at, _)| at);
        let mut folded = String::new();
        fold_into(typed.get(..end)?, &mut folded);
        let typed: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).collect();
        let mut words: Vec<QueryWord> = Vec::new();
        for word in &typed {
            if words.iter().all(|known| known.text != *word) {
                words.push(QueryWord::new(word, words.len() < MAX_FORGIVEN));
            }
        }
        if words.is_empty() {
            return None;
        }
        let phrase = typed.join(" ");
        Some(Self { phrase, words })
    }
}

impl QueryWord {
    fn new(word: &str, forgive: bool) -> Self {
        let letters: Vec<char> = word.chars().collect();
        Self { text: word.to_owned(), errors: if forgive { forgiven(letters.len()) } else { 0 }, letters }
    }
}

/// One error from four letters on, two from eight: shorter words have too many neighbours.
fn forgiven(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn a_query_is_folded_and_bounded() {
        let query = Query::new("  Ali  KHAMENEÍ ").expect("has letters");
        assert_eq!(query.phrase, "ali khamenei");
        assert_eq!(query.words.iter().map(|word| word.errors).collect::<Vec<_>>(), [0, 2]);
        assert!(Query::new(" … '").is_none());
        let same = Query::new(&"ab ".repeat(10_000)).expect("has letters");
        assert_eq!((same.words.len(), same.phrase.len()), (1, 12 * 3 - 1));
        let many: Vec<String> = (10..1000).map(|number: u32| number.to_string()).collect();
        assert_eq!(Query::new(&many.join(" ")).expect("has digits").words.len(), 12);
    }
}
