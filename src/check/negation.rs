//! Words that turn a sentence round. English only: each language would need a list of its own, made by
//! somebody who reads it.

use crate::text::fold::fold_quote;

/// Words that negate by themselves; those that end in "n't" do too.
const NEGATING: [&str; 15] = [
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without",
    "deny", "denies", "denied", "denying",
];

/// The first negating word of an English text, as the text has it but in lower case.
///
/// "Not only" negates nothing, and "no. 5" is a number.
pub(super) fn negation(text: &str) -> Option<String> {
    let folded = fold_quote(text).text;
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.');
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_matches(['\'', '.']);
        let next = words.peek().map_or("", |next| next.trim_matches(['\'', '.']));
        let idle = (bare == "not" && next == "only")
            || (word == "no." && next.starts_with(|c: char| c.is_ascii_digit()));
        if !idle && (NEGATING.contains(&bare) || bare.ends_with("n't")) {
            return Some(bare.to_owned());
        }
    }
    None
}

/// Whether a document's language, as its BCP 47 tag says, is one that [`negation`] knows. Without a tag it is
/// taken for English, which nearly all such files are; a foreign text rarely holds these words.
pub(super) fn is_english(language: Option<&str>) -> bool {
    let primary = language.map(|tag| tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase());
    primary.is_none_or(|primary| matches!(primary.as_str(), "en" | "eng" | "und" | ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negating_words_and_what_only_looks_like_one() {
        let found = |text| negation(text).unwrap_or_default();
        assert_eq!(found("We did NOT strike."), "not");
        assert_eq!(found("They didn’t know"), "didn't");
        assert_eq!(found("‘No,’ he said."), "no");
        assert_eq!(found("He said no."), "no");
        assert_eq!(found("Iran denied it"), "denied");
        for plain in ["not only guns but", "Resolution No. 5", "a knot, nothingness, Noah", "", "…"] {
            assert_eq!(found(plain), "", "{plain}");
        }
        assert!(is_english(Some("en-GB")) && is_english(None) && !is_english(Some("fa")));
    }
}
