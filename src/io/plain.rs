//! A plain text, or one in Markdown: a case of one document and no graph.

use super::draft::{self, Draft, Lone};
use super::reporter::{Reporter, Trail};
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode};

/// The name of the format.
pub(super) const NAME: &str = "plain text";

/// The longest heading that is taken for a title, in characters.
const LONGEST: usize = 200;

/// Whether a file is a text: words, no marks of another format, no signs that steer machines.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    if matches!(head.content.first(), None | Some(b'{' | b'<')) || is_json(head.content) {
        return None;
    }
    let text = decode::beginning(head.content);
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}') || c == '\u{FFFD}';
    let sound = !text.chars().any(odd);
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    (sound && words >= 3).then_some("words and no marks of another format")
}

/// A list or a single string in JSON is no text; a link in Markdown and what somebody says are.
fn is_json(content: &[u8]) -> bool {
    let content = content.trim_ascii_end();
    match content {
        [b'[', next, ..] => !next.is_ascii_alphabetic() && *next != b'!',
        [b'[' | b'"'] => true,
        [b'"', inside @ .., b'"'] => !inside.contains(&b'"'),
        _ => false,
    }
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let text = decode::text(source.bytes, &mut rep).text.into_owned();
    let mut draft = Draft::new(source.name, Lone::Reported);
    draft.rep = rep;
    let name = source.name.rsplit(['/', '\\']).next().unwrap_or(source.name);
    let mut document = draft::document(name, Some(text.clone()));
    let heading =
        text.lines().map(str::trim).find(|line| !line.is_empty()).and_then(|line| line.strip_prefix("# "));
    document.title = heading.map(|heading| heading.trim().chars().take(LONGEST).collect());
    draft.builder.title.clone_from(&document.title);
    draft.document(0, &Trail::Top, document);
    draft.finish(NAME, source.why, &text, (Unit::CodePoints, source))
}
