//! The pieces of text that `LightRAG` keeps beside its graph.

use crate::diagnostics::Code;
use crate::io::Source;
use crate::io::attache1::beside;
use crate::io::decode;
use crate::io::draft::{self, Draft};
use crate::io::json::{Broken, Node, Reader, Value};
use crate::io::reporter::{Reporter, Trail};

/// The file that they are in.
const STORE: &str = "kv_store_text_chunks.json";
/// Pieces between two looks at whether to go on.
const PULSE: u64 = 256;

/// Reads the pieces of text as documents; whether there are any.
pub(super) fn read(draft: &mut Draft, source: &Source<'_>) -> bool {
    let bytes = match beside(source.folder, STORE) {
        Ok(bytes) => bytes,
        Err(why) => {
            let message =
                format!("the texts cannot be read: {why}: {STORE}; no edge is supported by its text");
            let hint = "open the graph where LightRAG keeps it, in its working folder";
            draft.rep.hinted(Code::MissingDocument, 0, &Trail::Top, message, hint);
            return false;
        }
    };
    let path = std::path::Path::new(source.name).with_file_name(STORE);
    let mut rep = Reporter::new(&path.display().to_string());
    let text = decode::text(&bytes, &mut rep).text;
    draft.aside(rep, &text, |draft| {
        let mut reader = Reader::new(&text);
        if let Err(broken) = all(draft, &mut reader, source) {
            let message = format!("{}; the texts up to here are read", broken.why);
            draft.rep.add(Code::Syntax, broken.at, &Trail::Top, message);
        }
    });
    true
}

fn all(draft: &mut Draft, reader: &mut Reader<'_>, source: &Source<'_>) -> Result<(), Broken> {
    if !reader.take(b'{') {
        return Err(reader.broken("expected an object of texts"));
    }
    let mut count = 0_u64;
    while reader.another(count == 0, b'}')? {
        count += 1;
        let (at, id) = reader.name()?;
        let node = reader.value()?;
        chunk(draft, at, &id, &node);
        // The graph is read next, and hears then that nobody wants it.
        if count.is_multiple_of(PULSE) {
            source.monitor.progress("reading texts", reader.at() as u64, 0);
            if source.monitor.cancelled() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn chunk(draft: &mut Draft, at: usize, id: &str, node: &Node<'_>) {
    let field = |name: &str| match &node.value {
        Value::Object(fields) => {
            fields.iter().find(|field| field.name == name).map(|field| &field.node.value)
        }
        _ => None,
    };
    let words = |name: &str| match field(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone().into_owned()),
        _ => None,
    };
    let Some(content) = words("content") else {
        let message = "a piece of text has no `content`; it is left out";
        draft.leave_out("documents", true, (Code::MissingField, at, &Trail::Top), message);
        return;
    };
    let mut document = draft::document(id, Some(content));
    let part = match field("chunk_order_index") {
        Some(Value::Number(number)) => number.parse::<u64>().ok().map(|number| number.saturating_add(1)),
        _ => None,
    };
    document.title = match (words("file_path"), part) {
        (Some(file), Some(part)) => Some(format!("{file}, part {part}")),
        (file, _) => file,
    };
    if let Some(whole) = words("full_doc_id") {
        document.extra.insert("full_doc_id".to_owned(), whole.into());
    }
    draft.document(at, &Trail::Top, document);
}
