//! Cutting a text into the passages that a text hit shows: its sentences, none without bound.

use crate::model::Span;

/// Longest passage in bytes; a text without sentence ends is cut at the next space after it.
const MAX_PASSAGE: usize = 1_000;

/// The passages of a text in order. White space at their ends belongs to none.
pub(super) fn passages(text: &str) -> Vec<Span> {
    let mut passages = Vec::new();
    let mut from = 0;
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let next = letters.peek().map(|&(_, next)| next);
        let long = end - from >= MAX_PASSAGE
            && (next.is_none_or(char::is_whitespace) || end - from >= 2 * MAX_PASSAGE);
        if long || ends(before, letter, text.get(end..).unwrap_or("")) {
            push(text, from, end, &mut passages);
            from = end;
        }
        before = letter;
    }
    push(text, from, text.len(), &mut passages);
    passages
}

/// Whether a sentence ends after a letter: at a full stop, perhaps quoted, with a capital after it; at a
/// blank line.
fn ends(before: char, letter: char, rest: &str) -> bool {
    match letter {
        '\n' => rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'),
        '。' | '！' | '？' | '।' => true,
        '.' if before.is_uppercase() => false, // an initial, "U.S."
        '.' | '!' | '?' | '…' | '؟' | '۔' | '”' | '"' | '’' | ')' | '»' => {
            let closes = matches!(letter, '”' | '"' | '’' | ')' | '»');
            let stopped = !closes || matches!(before, '.' | '!' | '?' | '…' | '؟');
            stopped
                && rest.starts_with(char::is_whitespace)
                && rest.trim_start().chars().next().is_some_and(|next| !next.is_lowercase())
        }
        _ => false,
    }
}

fn push(text: &str, from: usize, end: usize, passages: &mut Vec<Span>) {
    let slice = text.get(from..end).unwrap_or("");
    let start = from + (slice.len() - slice.trim_start().len());
    let len = slice.trim().len();
    if len > 0 {
        passages.push(Span { start: start as u32, end: (start + len) as u32 });
    }
}

#[cfg(test)]
mod tests {
    use super::passages;

    fn cut(text: &str) -> Vec<&str> {
        passages(text)
            .iter()
            .map(|span| text.get(span.start as usize..span.end as usize).expect("valid"))
            .collect()
    }

    #[test]
    fn sentences_end_where_readers_say() {
        assert_eq!(
            cut("The U.S. Army left. “It is clear.” He said no more!\n\nIran’s mission gave no reply"),
            ["The U.S. Army left.", "“It is clear.”", "He said no more!", "Iran’s mission gave no reply"]
        );
        assert_eq!(cut(" \n\n "), Vec::<&str>::new());
    }

    #[test]
    fn no_passage_is_without_bound() {
        assert!(cut(&"word ".repeat(10_000)).iter().all(|passage| passage.len() < 1_010));
        assert!(cut(&"x".repeat(10_000)).iter().all(|passage| passage.len() <= 2_000));
    }
}
