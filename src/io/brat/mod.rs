//! brat's standoff format: annotations in one file, the text that they are of in another beside it.

mod build;
mod lines;
mod said;

use std::path::Path;

use self::lines::Line;
use super::draft::{Draft, Lone};
use super::reporter::{Reporter, Trail};
use super::units::Unit;
use super::{Head, LoadError, Loaded, Source, decode, draft, text_beside};
use crate::diagnostics::{Code, Problem};

/// The name of the format.
pub(super) const NAME: &str = "brat standoff";

/// Lines that are looked at to tell what a file is.
const LOOKED_AT: usize = 20;

/// Whether a file is of this format: its first lines are annotations, and one of them is a span.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let text = decode::beginning(head.content);
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    if lines.len() > 1 && lines.len() < LOOKED_AT {
        // The last one may be cut off.
        lines.pop();
    }
    let read: Vec<Line<'_>> = lines.iter().filter_map(|line| lines::line(line).ok()).collect();
    let spans = read.iter().any(|line| matches!(line, Line::Span { .. }));
    (spans && read.len() * 10 >= lines.len() * 7).then_some("lines of spans `T1`, relations and events")
}

/// Reads a file, with the text of the same name.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let annotations = decode::text(source.bytes, &mut rep).text;
    let mut draft = Draft::new(source.name, Lone::Reported);
    draft.rep = rep;
    let name = Path::new(source.name).with_extension("txt");
    let name = name.file_name().and_then(|name| name.to_str()).unwrap_or("text.txt").to_owned();
    let text = match text_beside::read(&mut draft, source.folder, &name) {
        Ok(text) => Some(text),
        Err(why) => {
            let message = format!("the text of the annotations cannot be read: {why}: {name}");
            let hint = "put the text beside the annotations, under the same name with the ending `.txt`";
            draft.rep.hinted(Code::MissingDocument, 0, &Trail::Top, message, hint);
            None
        }
    };
    let mut document = draft::document(name.clone(), text);
    document.path = Some(name);
    let document = draft.document(0, &Trail::Top, document);
    let cancelled = || {
        let problem = Problem::new(Code::Unreadable, source.name, "reading was cancelled");
        LoadError { problem }
    };
    let document = document.ok_or_else(cancelled)?;
    if !build::build(&mut draft, &annotations, document, source.monitor) {
        return Err(cancelled());
    }
    draft.finish(NAME, source.why, &annotations, (Unit::CodePoints, source))
}
