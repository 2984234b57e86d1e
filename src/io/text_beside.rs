//! The text that lies beside a file of another tool, in whatever encoding it is written.

use std::path::Path;

use super::attache1::beside;
use super::decode;
use super::draft::Draft;
use super::reporter::Reporter;

/// The text under a path in the folder of the file; what is damaged in it is reported as of that file. Else, why not.
pub(super) fn read(draft: &mut Draft, folder: Option<&Path>, path: &str) -> Result<String, String> {
    let bytes = beside(folder, path)?;
    let full = folder.unwrap_or(Path::new("")).join(path);
    let mut rep = Reporter::new(&full.strip_prefix(".").unwrap_or(&full).display().to_string());
    let text = decode::text(&bytes, &mut rep).text;
    // Any bytes can be read as Windows-1252; those of a PDF or a picture have zeros among them.
    if text.contains('\0') {
        return Err("it is no text".to_owned());
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    draft.aside(rep, text, |_| ());
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::diagnostics::Code;
    use crate::io::{Loaded, Unwatched, load};
    use crate::model::{Claim, Grounding};

    const KG_GEN: &str = r#"{"entities": ["Ann", "Bob"], "edges": ["paid"], "relations": [["Ann", "paid", "Bob"]],
"relations_chunk_ids": {"Ann-paid-Bob": [["story.txt", 0]]}}"#;
    const ANNOTATION: &str = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "a1",
"body": {"type": "SpecificResource", "purpose": "identifying", "source": "http://example.org/ann"},
"target": {"source": "story.txt", "selector": {"type": "TextQuoteSelector", "exact": "Änn paid"}}}"#;

    fn utf16(text: &str) -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn loaded(name: &str, content: &str, text: &[u8]) -> Loaded {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("story.txt"), text).unwrap();
        fs::write(folder.path().join(name), content).unwrap();
        load(&folder.path().join(name), 1, &Unwatched).unwrap()
    }

    fn text_of(loaded: &Loaded) -> Option<&str> {
        let document = loaded.dataset.documents().iter().find(|document| document.id == "story.txt")?;
        document.has_text.then(|| document.text.as_str())
    }

    #[test]
    fn encodings_and_marks() {
        for (name, content) in [("graph.json", KG_GEN), ("note.jsonld", ANNOTATION)] {
            let wanted = Some("Änn paid Bob.\r\nOnce.");
            let text = "Änn paid Bob.\r\nOnce.";
            for bytes in [text.as_bytes().to_vec(), format!("\u{FEFF}{text}").into_bytes(), utf16(text)] {
                let loaded = loaded(name, content, &bytes);
                assert_eq!(text_of(&loaded), wanted, "{name}: {:?}", loaded.report.problems);
                assert!(loaded.import.beside.iter().any(|file| file.ends_with("story.txt")), "{name}");
            }
            let latin = loaded(name, content, b"\xC4nn paid Bob.\r\nOnce.");
            assert_eq!(text_of(&latin), wanted, "{name}");
            let told = latin.report.problems.iter().find(|problem| problem.code == Code::OtherEncoding);
            assert!(told.is_some_and(|problem| problem.file.ends_with("story.txt")), "{name}");
            let binary = loaded(name, content, b"%PDF-1.7\n\xE2\xE3\x00\x01");
            assert_eq!(text_of(&binary), None, "{name}: no text is made of it");
        }
    }

    #[test]
    fn a_mark_moves_no_quote() {
        let tags = |loaded: &Loaded| -> Vec<Grounding> {
            let mentions = loaded.dataset.entities().iter().flat_map(|entity| &entity.mentions);
            let claims = loaded.dataset.claims().iter().flat_map(Claim::citations).map(|(_, cited)| cited);
            mentions.chain(claims).map(|cited| cited.grounding).collect()
        };
        let loaded = loaded("note.jsonld", ANNOTATION, "\u{FEFF}Änn paid Bob.".as_bytes());
        assert_eq!(tags(&loaded), [Grounding::Exact]);
    }
}
