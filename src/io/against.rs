//! A text in which the quotes of a file are looked up instead of its own: for a graph that comes without its text.

use std::path::Path;

use super::draft::{self, Edge};
use super::given::QUOTES;
use super::reporter::Reporter;
use super::{LoadError, decode, whole};
use crate::diagnostics::{Code, Problem};
use crate::model::{Attribution, Citation, DatasetBuilder, DocIx, Stance, Text};

/// Problems with the texts of a file, which do not matter where another text stands in for them.
pub(super) const ANSWERED: [Code; 2] = [Code::MissingDocument, Code::HashDiffers];

/// A text that graphs are checked against.
#[derive(Clone, Debug)]
pub struct Against {
    name: String,
    text: Text,
    damage: Vec<Problem>,
}

impl Against {
    /// Reads the text, whatever its encoding.
    ///
    /// # Errors
    /// The file cannot be read, or holds nothing.
    pub fn read(path: &Path) -> Result<Self, LoadError> {
        let (name, bytes) = whole(path)?;
        let mut rep = Reporter::new(&name);
        let text = decode::text(&bytes, &mut rep).text;
        if text.trim().is_empty() {
            let problem = Problem::new(Code::Unreadable, name, "the text to check against is empty");
            return Err(LoadError { problem });
        }
        let damage = rep.finish(&text).problems;
        let text = Text::new(text.strip_prefix('\u{FEFF}').unwrap_or(&text));
        Ok(Self { name, text, damage })
    }

    /// What is damaged in the text.
    pub fn damage(&self) -> &[Problem] {
        &self.damage
    }

    /// Stands in for the texts of all documents, and takes back that these could not be had.
    pub(super) fn stand_in(&self, builder: &mut DatasetBuilder, rep: &mut Reporter) {
        for code in ANSWERED {
            rep.forget(code);
        }
        self.give(builder);
    }

    /// Gives all documents this text; a case without any gets one.
    pub(super) fn give(&self, builder: &mut DatasetBuilder) {
        if builder.documents.is_empty() {
            let name = Path::new(&self.name).file_name().and_then(|name| name.to_str());
            builder.documents.push(draft::document(name.unwrap_or(&self.name), None));
        }
        for document in &mut builder.documents {
            (document.text, document.has_text) = (self.text.clone(), true);
        }
    }
}

/// Takes the words that an edge quotes for its evidence, where it has none: without a document, its reader
/// could only keep them as they were.
pub(super) fn cite(edge: &mut Edge) {
    if edge.attributions.iter().any(|voice| !voice.evidence.is_empty()) {
        return;
    }
    let quoted = QUOTES.iter().find_map(|name| edge.extra.get(*name)?.as_str().map(|quote| (*name, quote)));
    let Some((name, quote)) = quoted.filter(|(_, quote)| !quote.trim().is_empty()) else { return };
    let citation = Citation { exact: Some(quote.to_owned()), ..Citation::new(DocIx(0)) };
    edge.extra.remove(name);
    if edge.attributions.is_empty() {
        edge.attributions.push(Attribution::new(None, Stance::Asserts));
    }
    if let Some(voice) = edge.attributions.first_mut() {
        voice.evidence.push(citation);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::io::{Loaded, Reading, Unwatched, load_as};
    use crate::model::{Claim, Grounding};

    /// What becomes of a file that is looked up in a text.
    fn loaded(name: &str, content: &str, text: &[u8]) -> Loaded {
        let folder = tempfile::tempdir().unwrap();
        let (file, story) = (folder.path().join(name), folder.path().join("story.txt"));
        fs::write(&file, content).unwrap();
        fs::write(&story, text).unwrap();
        {
            let story = Against::read(&story).unwrap();
            load_as(&file, Reading { against: Some(&story), ..Reading::default() }, 1, &Unwatched).unwrap()
        }
    }

    fn citations(loaded: &Loaded) -> Vec<(&str, Grounding)> {
        let all = loaded.dataset.claims().iter().flat_map(Claim::citations);
        all.map(|(_, citation)| (citation.exact.as_deref().unwrap_or(""), citation.grounding)).collect()
    }

    #[test]
    fn quotes_of_edges_become_their_evidence() {
        let table = "source,target,label,quote\na,b,x,one two\nb,a,y,\nb,a,z,  \na,b,x,three\n";
        let loaded = loaded("t.csv", table, b"one two");
        assert_eq!(citations(&loaded), [("one two", Grounding::Exact), ("three", Grounding::Missing)]);
        assert_eq!(loaded.import.places.claims, [(2, 1), (3, 1), (4, 1), (5, 1)]);
        assert!(loaded.import.places.file.ends_with("t.csv"));
        let ids: Vec<&str> = loaded.dataset.documents().iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["story.txt"]);
    }

    #[test]
    fn every_document_has_the_text() {
        let case = r#"{"format": "attache/1", "documents": [{"id": "d", "path": "gone.txt"},
{"id": "e", "text": "four",
 "sha256": "0000000000000000000000000000000000000000000000000000000000000000"}], "entities": [{"id": "a", "name": "A", "kind": "state"}],
"claims": [
{"id": "c", "subject": "a", "predicate": "warns", "attributions": [{"stance": "asserts", "evidence": [
{"document": "d", "exact": "one"}, {"document": "e", "exact": "two", "start": 0, "end": 3},
{"document": "e", "exact": "four"}]}]}]}"#;
        let loaded = loaded("case.json", case, "\u{FEFF}one two".as_bytes());
        let found = citations(&loaded);
        let wanted = [("one", Grounding::Exact), ("two", Grounding::Moved), ("four", Grounding::Missing)];
        assert_eq!(found, wanted);
        assert!(loaded.dataset.documents().iter().all(|document| document.text.as_str() == "one two"));
        assert_eq!(loaded.import.places.claims.iter().map(|place| place.0).collect::<Vec<_>>(), [5]);
        let codes: Vec<Code> = loaded.report.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::MovedQuote, Code::MissingQuote], "no text is missed, none is another");
    }

    #[test]
    fn an_edge_list_has_a_text_and_nothing_to_look_up() {
        let loaded = loaded("e.txt", "a b\nb c\na c\n", b"one");
        assert_eq!(loaded.format, "edge list");
        assert!(loaded.dataset.documents().iter().all(|document| document.has_text));
        assert_eq!((loaded.dataset.documents().len(), citations(&loaded).len()), (1, 0));
    }

    #[test]
    fn nothing_is_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.txt");
        for content in [&b""[..], b" \n\t", b"\xef\xbb\xbf"] {
            fs::write(&file, content).unwrap();
            let problem = Against::read(&file).unwrap_err().problem;
            assert!(problem.message.contains("empty"), "{}", problem.message);
        }
        fs::write(&file, b"caf\xe9").unwrap();
        let latin = Against::read(&file).unwrap();
        assert_eq!((latin.text.as_str(), latin.damage().len()), ("café", 1));
        fs::write(&file, b"\xff\xfeo\0k\0").unwrap();
        assert_eq!(Against::read(&file).unwrap().text.as_str(), "ok");
    }
}
