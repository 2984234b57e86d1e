//! An audit as the JSON object that `check --json` prints.

use std::io::Write;

use serde::Serialize;
use serde::ser::Serializer;

use super::audit::{Audit, Suspect};
use crate::check::Summary;
use crate::diagnostics;
use crate::model::Grounding;

/// Prints one file's object on a line.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn print(audit: &Audit, out: &mut dyn Write) -> anyhow::Result<()> {
    let checked = Checked {
        file: &audit.file,
        citations: Citations::from(&audit.figures),
        counts: Counts::from(&audit.figures),
        problems: diagnostics::json(&audit.report),
        format: audit.format,
        text: audit.has_text,
        suspect: audit.suspect,
        alarms: Alarms(audit),
        suspects: audit.suspects.iter().map(Looked::from).collect(),
    };
    writeln!(out, "{}", serde_json::to_string(&checked)?)?;
    Ok(())
}

#[derive(Serialize)]
struct Checked<'a> {
    file: &'a str,
    citations: Citations,
    counts: Counts,
    problems: serde_json::Value,
    format: Option<&'static str>,
    text: bool,
    suspect: usize,
    alarms: Alarms<'a>,
    suspects: Vec<Looked<'a>>,
}

/// How the citations of a file came out.
#[derive(Serialize)]
pub(super) struct Citations {
    total: usize,
    exact: usize,
    moved: usize,
    normalised: usize,
    approximate: usize,
    ambiguous: usize,
    missing: usize,
    unanchored: usize,
}

impl From<&Summary> for Citations {
    fn from(figures: &Summary) -> Self {
        let of = |grounding| figures.citations.of(grounding);
        Self {
            total: figures.citations.total(),
            exact: of(Grounding::Exact),
            moved: of(Grounding::Moved),
            normalised: of(Grounding::Normalised),
            approximate: of(Grounding::Approximate),
            ambiguous: of(Grounding::Ambiguous),
            missing: of(Grounding::Missing),
            unanchored: of(Grounding::Unanchored),
        }
    }
}

/// How many records of each sort there are.
#[derive(Serialize)]
pub(crate) struct Counts {
    documents: usize,
    entities: usize,
    claims: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of =
            |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let (documents, entities) =
            (of(self.documents, "document", "documents"), of(self.entities, "entity", "entities"));
        write!(f, "{documents}, {entities}, {}", of(self.claims, "claim", "claims"))
    }
}

impl From<&Summary> for Counts {
    fn from(figures: &Summary) -> Self {
        Self { documents: figures.documents, entities: figures.entities, claims: figures.claims }
    }
}

/// How often each alarm was raised: `{"no_span": 2}`.
pub(super) struct Alarms<'a>(pub(super) &'a Audit);

impl Serialize for Alarms<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.raised())
    }
}

#[derive(Serialize)]
struct Looked<'a> {
    claim: &'a str,
    line: u32,
    column: u32,
    alarms: Vec<&'static str>,
    message: String,
}

impl<'a> From<&'a Suspect> for Looked<'a> {
    fn from(suspect: &'a Suspect) -> Self {
        Self {
            claim: &suspect.claim,
            line: suspect.line,
            column: suspect.column,
            alarms: suspect.why.iter().map(|(id, _)| *id).collect(),
            message: suspect.message(),
        }
    }
}

impl Suspect {
    /// The claim, and why it is suspect.
    pub(super) fn message(&self) -> String {
        let why: Vec<&str> = self.why.iter().map(|(_, words)| words.as_str()).collect();
        format!("“{}”: {}", self.sentence, why.join("; "))
    }
}
