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
        ANSWERED.into_iter().for_each(|code| rep.forget(code));
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
