//! JSON-LD into statements: some records at a time, so that each knows its place, and that a file that is cut off keeps
//! those that are whole. What a context names on the network is never asked for.

use std::sync::{Arc, Mutex};

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument, SliceJsonLdParser};

use super::store::{BASE, Store};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::io::draft::Draft;
use crate::io::json::{Broken, Reader};
use crate::io::reporter::{Trail, shown};

/// The most that is read at once, in bytes; the context is read anew with each.
const PIECE: usize = 1 << 16;

/// The words of schema.org are so common that they are known without asking.
const SCHEMA: &str = r#"{"@context": {"@vocab": "http://schema.org/", "schema": "http://schema.org/", "id": "@id", "type": "@type",
"sameAs": {"@type": "@id"}, "url": {"@type": "@id"}}}"#;

/// The parts of a file: ranges of bytes.
#[derive(Default)]
struct Parts {
    /// The field `@context` with its name.
    context: Option<(usize, usize)>,
    /// Other fields of the object at the top.
    fields: Vec<(usize, usize)>,
    /// Whether one of them is `@id`: what is in `@graph` is then a graph of this name.
    names_graph: bool,
    records: Vec<(usize, usize)>,
    broken: Option<Broken>,
}

fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut reader = Reader::new(text);
    loop {
        let found = match reader.peek() {
            None => break,
            Some(b'[') => records(&mut reader, &mut parts),
            Some(b'{') if parts.records.is_empty() && parts.fields.is_empty() => {
                fields(&mut reader, &mut parts)
            }
            Some(_) => value(&mut reader).map(|range| parts.records.push(range)),
        };
        if let Err(broken) = found {
            parts.broken = Some(broken);
            break;
        }
    }
    parts
}

fn value(reader: &mut Reader<'_>) -> Result<(usize, usize), Broken> {
    reader.peek();
    let start = reader.at();
    reader.value()?;
    Ok((start, reader.at()))
}

fn records(reader: &mut Reader<'_>, parts: &mut Parts) -> Result<(), Broken> {
    reader.take(b'[');
    let mut first = true;
    while reader.another(first, b']')? {
        first = false;
        parts.records.push(value(reader)?);
    }
    Ok(())
}

fn fields(reader: &mut Reader<'_>, parts: &mut Parts) -> Result<(), Broken> {
    reader.take(b'{');
    let mut first = true;
    while reader.another(first, b'}')? {
        first = false;
        let (at, name) = reader.name()?;
        match &*name {
            "@graph" if reader.peek() == Some(b'[') => records(reader, parts)?,
            "@context" => parts.context = Some((at, value(reader)?.1)),
            name => {
                parts.names_graph |= matches!(name, "@id" | "id");
                parts.fields.push((at, value(reader)?.1));
            }
        }
    }
    Ok(())
}

/// Reads statements.
pub(super) fn read(text: &str, store: &mut Store, draft: &mut Draft, monitor: &dyn Monitor) {
    let parts = parts(text);
    let asked = Arc::new(Mutex::new(Vec::new()));
    let slice = |(start, end): (usize, usize)| text.get(start..end).unwrap_or("");
    let context = parts.context.map_or("", slice);
    let fields = || parts.fields.iter().map(|range| slice(*range)).filter(|field| !field.is_empty());
    let mut at_once = Once { store, draft, asked: &asked };
    let top = parts.fields.first().map_or(0, |(at, _)| *at);
    let has_records = !parts.records.is_empty();
    if has_records && parts.names_graph {
        // One graph with a name and what is said of it: what stands beside it is said once.
        let all: Vec<&str> = parts.records.iter().map(|range| slice(*range)).collect();
        let graph = format!("\"@graph\": [{}]", all.join(","));
        at_once.read(&object([context].into_iter().chain(fields()).chain([graph.as_str()])), top);
    } else {
        if !parts.fields.is_empty() {
            at_once.read(&object([context].into_iter().chain(fields())), top);
        }
        let most = context.len().saturating_mul(2).min(PIECE);
        let mut rest = parts.records.as_slice();
        while let Some((first, _)) = rest.first() {
            let mut bytes = 0;
            let fits = |(start, end): &&(usize, usize)| {
                let before = bytes;
                bytes += end - start;
                before == 0 || bytes <= most
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let (now, later) = rest.split_at(count.min(rest.len()));
            rest = later;
            let records: Vec<&str> = now.iter().map(|range| slice(*range)).collect();
            let graph = format!("\"@graph\": [{}]", records.join(","));
            at_once.read(&object([context, graph.as_str()].into_iter()), *first);
            monitor.progress("reading records", *first as u64, text.len() as u64);
            if monitor.cancelled() {
                return;
            }
        }
    }
    tell_asked(draft, text, &asked);
    if let Some(broken) = parts.broken {
        crate::io::records::broken(draft, &broken, true, false);
    }
}

fn object<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let fields: Vec<&str> = fields.filter(|field| !field.is_empty()).collect();
    format!("{{{}}}", fields.join(","))
}

/// Contexts that were asked for, each once.
type Asked = Arc<Mutex<Vec<String>>>;

/// What is read at once.
struct Once<'r> {
    store: &'r mut Store,
    draft: &'r mut Draft,
    asked: &'r Asked,
}

impl Once<'_> {
    fn read(&mut self, json: &str, at: usize) {
        let parser = JsonLdParser::new();
        let parser = parser.clone().with_base_iri(BASE).unwrap_or(parser);
        for next in offline(parser.for_slice(json), self.asked) {
            match next {
                Ok(quad) => {
                    self.draft.count("statements");
                    self.store.add(at, quad);
                }
                Err(error) => {
                    let why = error.to_string();
                    let message =
                        format!("a record is broken: {}; what it says that can be read is kept", shown(&why));
                    self.draft.leave_out("statements", true, (Code::Syntax, at, &Trail::Top), message);
                }
            }
        }
    }
}

/// Gives the parser words instead of asking the network: those of schema.org, or the names as they are.
fn offline<'a>(parser: SliceJsonLdParser<'a>, asked: &Asked) -> SliceJsonLdParser<'a> {
    let asked = Arc::clone(asked);
    parser.with_load_document_callback(move |url, _| {
        let bare = url.trim_end_matches('/').trim_end_matches("/docs/jsonldcontext.jsonld");
        let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
        let document = if matches!(bare, "schema.org" | "www.schema.org") {
            SCHEMA.to_owned()
        } else {
            if let Ok(mut asked) = asked.lock()
                && !asked.iter().any(|known| known == url)
                && asked.len() < 64
            {
                asked.push(url.to_owned());
            }
            let vocabulary = serde_json::Value::from(format!("{}#", url.trim_end_matches('#')));
            format!(r#"{{"@context": {{"@vocab": {vocabulary}, "id": "@id", "type": "@type"}}}}"#)
        };
        Ok(JsonLdRemoteDocument { document: document.into_bytes(), document_url: url.to_owned() })
    })
}

fn tell_asked(draft: &mut Draft, text: &str, asked: &Asked) {
    let urls = asked.lock().map(|urls| urls.clone()).unwrap_or_default();
    for url in urls {
        let at = memchr::memmem::find(text.as_bytes(), url.as_bytes()).unwrap_or(0);
        let message = format!(
            "the context `{}` lies elsewhere and is not fetched; names are taken as they are, and what it would make an \
             address stays a text",
            shown(&url)
        );
        let hint = "put the context into the file, or expand the file with a tool that fetches it";
        draft.rep.hinted(Code::DanglingReference, at, &Trail::Top, message, hint);
    }
}
