//! A quote with its source, as one line of text to paste elsewhere.

use super::data::{chain, speaker};
use crate::model::{Attribution, Citation, Dataset};

/// The words of a citation as they stand in the text, white space as single spaces; else as the file gives
/// them. `None` where there are none.
pub fn words(data: &Dataset, citation: &Citation) -> Option<String> {
    let document = data.document(citation.document);
    let found = citation.span.map(|span| document.text.slice(span.start, span.end));
    let words = found.or(citation.exact.as_deref())?;
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!flat.is_empty()).then_some(flat)
}

/// `“quote” — speaker, publisher, date, address`, with what is known of it.
pub fn with_source(data: &Dataset, voice: &Attribution, citation: &Citation) -> Option<String> {
    let quote = words(data, citation)?;
    let document = data.document(citation.document);
    let mut parts: Vec<String> = Vec::new();
    if voice.speaker.is_some() {
        parts.push(speaker(data, voice));
    }
    parts.extend(chain(data, voice));
    parts.push(document.publisher.clone().unwrap_or_else(|| document.name().to_owned()));
    parts.extend(document.published.as_ref().map(ToString::to_string));
    parts.extend(document.url.clone());
    Some(format!("“{quote}” — {}", parts.join(", ")))
}

/// All quotes of a voice with their sources, a line each.
pub fn all_with_source(data: &Dataset, voice: &Attribution) -> Option<String> {
    let lines: Vec<String> =
        voice.evidence.iter().filter_map(|citation| with_source(data, voice, citation)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{all_with_source, with_source};
    use crate::model::{Attribution, Citation, DocIx, Stance};

    #[test]
    fn a_quote_names_its_speaker_the_publisher_and_the_day() {
        let data = crate::io::load_bundled(1).dataset;
        let claim = data.claim(data.find_claim("c16").unwrap());
        let voice = &claim.attributions[1];
        assert_eq!(
            with_source(&data, voice, &voice.evidence[0]).unwrap(),
            "“Biden has voiced doubt about that figure.” — Joe Biden, Attaché, 26 Oct 2023"
        );
        let warned = data.claim(data.find_claim("c01").unwrap());
        assert_eq!(all_with_source(&data, &warned.attributions[0]).unwrap().lines().count(), 2);
    }

    #[test]
    fn a_quote_that_is_not_in_the_text_is_copied_as_the_file_has_it() {
        let data = crate::io::load_bundled(1).dataset;
        let mut citation = Citation::new(DocIx(0));
        let voice = Attribution::new(None, Stance::Asserts);
        assert_eq!(with_source(&data, &voice, &citation), None);
        citation.exact = Some("never\n said".into());
        assert_eq!(with_source(&data, &voice, &citation).unwrap(), "“never said” — Attaché, 26 Oct 2023");
    }
}
