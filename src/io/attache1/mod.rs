//! The format `attache/1`: reading it whole, with every problem placed.
//!
//! The file is read a record at a time ([`super::json`]), each is checked for types ([`records`]), names are
//! turned into indices ([`resolve`]), texts are fetched ([`texts`]) and citations anchored ([`super::ground`]).

mod drawn;
mod fields;
mod lists;
mod records;
mod resolve;
mod texts;

use std::collections::HashMap;

use self::lists::Lists;
use self::resolve::{Names, Resolver};
pub(super) use self::texts::beside;
use super::ground::Anchored;
use super::reporter::{Reporter, Trail};
use super::{Count, Head, Import, LoadError, Loaded, Monitor, Places, Source, Unwatched, file, ground, json};
use crate::diagnostics::{Code, Problem};
use crate::model::{ClaimIx, DatasetBuilder};

/// The name of the format.
pub(super) const NAME: &str = "attache/1";

/// The bundled case, and the text beside it.
const BUNDLED: &[u8] = include_bytes!("../../../data/tehran-warning/case.json");
const BUNDLED_TEXT: &[u8] = include_bytes!("../../../data/tehran-warning/report.txt");

/// Whether a file may be of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    if !head.shape.is_object() {
        return None;
    }
    let named = head.shape.has("format") && memchr::memmem::find(head.content, b"attache/").is_some();
    let listed = head.shape.has_any(&["documents", "claims"])
        || head.shape.has("entities")
            && !head.shape.has_any(&["relations", "relationships", "edges", "links", "triples"]);
    match (named, listed) {
        (true, _) => Some("its `format`"),
        (_, true) => Some("its lists of documents, entities and claims"),
        _ => None,
    }
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    read_with(source, &|path| texts::beside(source.folder, path))
}

/// The case that the program carries in itself.
pub(super) fn bundled(revision: u64) -> Loaded {
    let source = Source {
        name: "tehran-warning/case.json",
        bytes: BUNDLED,
        folder: None,
        revision,
        monitor: &Unwatched,
        why: "",
        against: None,
    };
    let text = |path: &str| match path {
        "report.txt" => Ok(BUNDLED_TEXT.to_vec()),
        _ => Err("there is no such file".to_owned()),
    };
    read_with(&source, &text).unwrap_or_else(|error| Loaded {
        dataset: crate::model::DatasetBuilder::default().build(revision),
        report: crate::diagnostics::Report { problems: vec![error.problem] },
        format: NAME,
        import: super::Import::default(),
        stopped: false,
    })
}

type ReadText<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

fn read_with(source: &Source<'_>, read_text: &ReadText<'_>) -> Result<Loaded, LoadError> {
    let mut rep = Reporter::new(source.name);
    let bytes = file::without_mark(source.bytes);
    let (text, spoilt) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            (std::str::from_utf8(valid).unwrap_or(""), Some(error.valid_up_to()))
        }
    };
    let mut lists = Lists::read(text, &mut rep, source.monitor);
    if let Some(at) = spoilt {
        // What stands before the spoilt byte is read as a file that was cut off there.
        let why = "the file is not UTF-8 from here on; what follows is not loaded".to_owned();
        lists.broken = Some(json::Broken { at, why, cut: true });
    }
    let problem = |code, message: String| LoadError { problem: Problem::new(code, source.name, message) };
    if source.monitor.cancelled() || (lists.stopped && lists.is_empty()) {
        return Err(problem(Code::Unreadable, "reading was cancelled".to_owned()));
    }
    if let Some(broken) = &lists.broken {
        rep.add(Code::Syntax, broken.at, &Trail::Top, broken.why.clone());
        if lists.is_empty() {
            let report = rep.finish(text);
            let first = report.problems.into_iter().find(|problem| problem.code == Code::Syntax);
            let mut problem =
                first.unwrap_or_else(|| Problem::new(Code::Syntax, source.name, broken.why.clone()));
            problem.message = format!("{}, before the first record is complete", problem.message);
            return Err(LoadError { problem });
        }
    }
    if let Some(message) = lists.other_format() {
        return Err(LoadError {
            problem: Problem::new(Code::UnknownFormat, source.name, message)
                .hint("a case says `\"format\": \"attache/1\"` at its top"),
        });
    }
    lists.check_format(&mut rep);
    let (unit, short, found) = (lists.unit, lists.stopped, lists.found);
    let (mut builder, jobs, places) = build(lists, read_text, &mut rep);
    if short {
        // What is named there may stand in the part that was not read.
        rep.forget(Code::DanglingReference);
    }
    if let Some(against) = source.against {
        against.stand_in(&mut builder, &mut rep);
    }
    let stopped = match ground::all(&mut builder, jobs, unit, source.monitor, !short, &mut rep) {
        Anchored::All => short,
        Anchored::UpToHere => true,
        Anchored::GivenUp => return Err(problem(Code::Unreadable, "reading was cancelled".to_owned())),
    };
    let dataset = builder.build(source.revision);
    let kept = [dataset.documents().len(), dataset.entities().len(), dataset.claims().len()];
    let counts = ["documents", "entities", "claims"].into_iter().zip(found).zip(kept);
    let counts = counts.map(|((what, found), kept)| Count { what, found, kept: kept as u64 }).collect();
    // Of a case that was not read to its end, claims are taken out: the places would be those of others.
    let places = if stopped { Places::default() } else { rep.places(text, &places) };
    let import = Import { why: source.why.to_owned(), counts, places, ..Import::default() };
    Ok(Loaded { dataset, report: rep.finish(text), format: NAME, import, stopped })
}

/// Looks up names and fetches texts; last, the byte offset of each claim.
fn build(
    lists: Lists<'_>,
    read_text: &ReadText<'_>,
    rep: &mut Reporter,
) -> (DatasetBuilder, Vec<ground::Job>, Vec<usize>) {
    let mut builder = DatasetBuilder {
        title: lists.title,
        kinds: lists.kinds,
        extra: lists.extra,
        ..DatasetBuilder::default()
    };
    let (mut documents, mut entities, mut claims) =
        (Names::new("document"), Names::new("entity"), Names::new("claim"));
    for mut raw in lists.documents {
        if documents.add(&raw.id, "documents", raw.index, rep) {
            texts::give(&mut raw, read_text, rep);
            builder.documents.push(raw.document);
        }
    }
    let known: Vec<_> =
        lists.entities.into_iter().filter(|raw| entities.add(&raw.id, "entities", raw.index, rep)).collect();
    let stated: Vec<_> =
        lists.claims.into_iter().filter(|raw| claims.add(&raw.id, "claims", raw.index, rep)).collect();
    let mut resolver = Resolver { documents: &documents, entities: &entities, rep, jobs: Vec::new() };
    for raw in known {
        resolver.entity(raw, &mut builder);
    }
    let mut loaded = HashMap::new();
    let mut opposing = Vec::new();
    let mut places = Vec::new();
    for (number, mut raw) in (0..).zip(stated) {
        let opposes = std::mem::take(&mut raw.opposes);
        let (index, next, at) = (raw.index, ClaimIx::new(builder.claims.len()), raw.id.at);
        if let Some(claim) = resolver.claim(raw, next) {
            loaded.insert(number, next);
            opposing.push((index, opposes));
            builder.claims.push(claim);
            places.push(at);
        }
    }
    let jobs = resolver.jobs;
    for (claim, (index, words)) in builder.claims.iter_mut().zip(&opposing) {
        claim.opposes = resolve::opposes(words, *index, &claims, &loaded, rep);
    }
    (builder, jobs, places)
}

/// Tells a monitor how many claims are read, every so many records; false when it cancels or stops.
fn go_on(monitor: &dyn Monitor, records: u32, done: usize, total: u64) -> bool {
    if !records.is_multiple_of(256) {
        return true;
    }
    monitor.progress("reading claims", (done as u64).min(total), total);
    !monitor.cancelled() && !monitor.stopped()
}
