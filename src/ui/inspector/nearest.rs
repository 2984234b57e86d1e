//! The sentence of a text that has most in common with a quote that does not stand in it.

use std::collections::BTreeMap;

use crate::model::Span;
use crate::text::sentences;

/// Different words of a quote that are looked for.
const WORDS: usize = 128;
/// The share of the quote's different words that a sentence must have.
const ENOUGH: f64 = 0.34;

/// The sentence that shares most words with a quote, rare words counting more; the first where several do.
/// Takes time by the length of the text: a few milliseconds for a megabyte.
pub fn nearest(text: &str, quote: &str) -> Option<Span> {
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for word in words(quote) {
        if wanted.len() < WORDS {
            let number = wanted.len();
            wanted.entry(word).or_insert(number);
        }
    }
    let sentences = sentences::sentences(text);
    let mut common: Vec<usize> = vec![0; wanted.len()];
    let mut held: Vec<u128> = Vec::with_capacity(sentences.len());
    for sentence in &sentences {
        let part = text.get(sentence.start as usize..sentence.end as usize).unwrap_or("");
        let mut mask = 0_u128;
        for word in words(part) {
            if let Some(&number) = wanted.get(&word) {
                mask |= 1 << number;
            }
        }
        for (number, count) in common.iter_mut().enumerate() {
            *count += usize::from(mask >> number & 1 == 1);
        }
        held.push(mask);
    }
    // A word that stands in every sentence still counts a little: short texts have no rare words.
    let all = sentences.len() as f64;
    let weights: Vec<f64> =
        common.iter().map(|&count| ((all + 1.0) / (count as f64 + 0.5)).ln().max(0.1)).collect();
    let weight = |mask: u128| -> f64 {
        weights
            .iter()
            .enumerate()
            .filter(|(number, _)| mask >> number & 1 == 1)
            .map(|(_, weight)| weight)
            .sum()
    };
    let enough = (wanted.len() as f64 * ENOUGH).ceil().max(1.0) as u32;
    let mut best: Option<(f64, Span)> = None;
    for (&mask, &span) in held.iter().zip(&sentences).filter(|(mask, _)| mask.count_ones() >= enough) {
        let here = weight(mask);
        if best.is_none_or(|(most, _)| here > most) {
            best = Some((here, span));
        }
    }
    best.map(|(_, span)| span)
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_sentence_with_the_rare_words_wins() {
        let text = "The minister spoke. The minister warned the militia on Monday. The militia denied it.";
        let found = |quote: &str| {
            nearest(text, quote).and_then(|span| text.get(span.start as usize..span.end as usize))
        };
        assert_eq!(
            found("On Monday, the foreign minister gave the militia a warning"),
            Some("The minister warned the militia on Monday.")
        );
        assert_eq!(found("Entirely different words about weather"), None);
        assert_eq!((found(""), nearest("", "words")), (None, None));
    }

    #[test]
    fn a_large_text_and_a_long_quote_come_to_an_end() {
        let text = "Somebody said something of some length about somebody else. ".repeat(20_000);
        let quote = (0..2000).map(|i| format!("word{i}")).collect::<Vec<_>>().join(" ");
        assert_eq!(nearest(&text, &quote), None);
    }
}
