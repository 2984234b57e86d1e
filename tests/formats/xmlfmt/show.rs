//! A loaded file as text, to compare with what is known to be right.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use attache::io::{LoadError, Loaded, Unwatched, load, read_bytes};
use attache::model::{Citation, Dataset};

use crate::mutate::every_prefix_and_mutation;

/// Where the fixtures lie, from the root of the repository.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new("tests/formats/xmlfmt").join(name)
}

/// Loads a fixture.
pub(crate) fn fixture(name: &str) -> Loaded {
    load(&path(name), 1, &Unwatched).unwrap()
}

/// Reads a text under a name, without a folder.
pub(crate) fn read(name: &str, text: impl AsRef<[u8]>) -> Result<Loaded, LoadError> {
    read_bytes(name, text.as_ref(), None, 1, &Unwatched)
}

/// `code line:column`, one a problem.
pub(crate) fn places(loaded: &Loaded) -> Vec<String> {
    let one = |p: &attache::diagnostics::Problem| format!("{} {}:{}", p.code.id(), p.line, p.column);
    loaded.report.problems.iter().map(one).collect()
}

/// Claims as `subject predicate object`.
pub(crate) fn sentences(loaded: &Loaded) -> Vec<String> {
    let data = &loaded.dataset;
    let name = |entity: attache::model::EntityIx| data.entities()[entity.index()].id.clone();
    let one = |claim: &attache::model::Claim| {
        let object = claim.object.map_or_else(|| "-".to_owned(), name);
        format!("{} {} {object}", name(claim.subject), claim.predicate)
    };
    data.claims().iter().map(one).collect()
}

/// What was recognised, what came in and out, what was wrong, and what the case holds.
pub(crate) fn report(loaded: &Loaded) -> String {
    let mut out = format!("{}, recognised by {}\n", loaded.format, loaded.import.why);
    for count in &loaded.import.counts {
        let _ = writeln!(out, "{}: {} of {}", count.what, count.kept, count.found);
    }
    out.push_str(&attache::diagnostics::text(&loaded.report));
    let data = &loaded.dataset;
    for document in data.documents() {
        let text = document.text.as_str();
        let _ = writeln!(out, "document {} ({} bytes) {:?}", document.id, text.len(), document.title);
    }
    for entity in data.entities() {
        let kind = &data.kinds().get(entity.kind).id;
        let _ = write!(out, "{} “{}” {kind}", entity.id, entity.name);
        for alias in &entity.aliases {
            let _ = write!(out, " alias {alias:?}");
        }
        if let Some(description) = &entity.description {
            let _ = write!(out, " described {description:?}");
        }
        for (scheme, id) in &entity.xref {
            let _ = write!(out, " {scheme}={id}");
        }
        if let Some(viz) = entity.viz {
            let _ = write!(out, " at {:?} colour {:?} size {:?}", viz.position, viz.colour, viz.size);
        }
        if !entity.properties.is_empty() {
            let _ = write!(out, " {}", serde_json::Value::Object(entity.properties.clone()));
        }
        out.push('\n');
        for mention in &entity.mentions {
            cited(&mut out, data, mention, "  ");
        }
    }
    for claim in data.claims() {
        let name = |entity: attache::model::EntityIx| data.entities()[entity.index()].id.as_str();
        let line = if claim.undirected { "--" } else { "->" };
        let object = claim.object.map_or("", name);
        let _ = write!(out, "{}: {} {line} {object} {}", claim.id, name(claim.subject), claim.predicate);
        if let Some(label) = &claim.label {
            let _ = write!(out, " “{label}”");
        }
        if let Some(time) = &claim.time {
            let _ = write!(out, " on {}", time.as_str());
        }
        if !claim.extra.is_empty() {
            let _ = write!(out, " {}", serde_json::Value::Object(claim.extra.clone()));
        }
        out.push('\n');
        for voice in &claim.attributions {
            let speaker = voice.speaker.map_or("the text", name);
            let certainty = voice.certainty.map_or("", attache::model::Certainty::id);
            let _ = writeln!(out, "  {speaker} {} {certainty}", voice.stance.id());
            for citation in &voice.evidence {
                cited(&mut out, data, citation, "    ");
            }
        }
    }
    out
}

fn cited(out: &mut String, data: &Dataset, citation: &Citation, indent: &str) {
    let document = &data.documents()[citation.document.index()];
    let words =
        citation.span.and_then(|span| document.text.as_str().get(span.start as usize..span.end as usize));
    let _ = writeln!(out, "{indent}{} in {}: {words:?}", citation.grounding.id(), document.id);
}

/// Compares the report of a fixture with the one beside it.
pub(crate) fn golden(name: &str) {
    let found = report(&fixture(name));
    let path = path(&format!("{name}.report"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let wanted = fs::read_to_string(&path).expect("the golden report; BLESS=1 writes it");
    assert_eq!(found, wanted, "{name}");
    let counted: u64 = fixture(name).import.counts.iter().map(|count| count.found - count.kept).sum();
    assert!(counted <= fixture(name).report.problems.len() as u64, "{name}: something is left out unsaid");
}

/// Reads damaged copies of a fixture: none may panic, and what is read has as much as it counts.
pub(crate) fn never_panics(name: &str) {
    let bytes = fs::read(path(name)).unwrap();
    every_prefix_and_mutation(&bytes, 7, |damaged| {
        if let Ok(loaded) = read_bytes(name, damaged, None, 1, &Unwatched) {
            for count in &loaded.import.counts {
                assert!(count.kept <= count.found, "{name}: {count:?}");
                let kept = match count.what {
                    "edges" => loaded.dataset.claims().len(),
                    _ => continue,
                };
                assert!(kept as u64 >= count.kept, "{name}: {count:?}, but {kept} are there");
            }
        }
    });
}
