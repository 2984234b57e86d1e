//! `attache check FILE…`: every problem of a file, with the figures of its citations.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use crate::check::{Summary, summary};
use crate::diagnostics::{self, Report, Severity};
use crate::io::{self, Unwatched};
use crate::model::Grounding;

/// What to check.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Args {
    /// The cases to check
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Print one JSON object a file, each on a line
    #[arg(long)]
    pub json: bool,
}

/// Checks files. Returns the exit status: 1 when there is an error, 2 when nothing could be read.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn run(args: &Args, out: &mut dyn Write, _err: &mut dyn Write) -> anyhow::Result<u8> {
    let mut read = false;
    let mut errors = false;
    for (i, path) in args.files.iter().enumerate() {
        let file = path.display().to_string();
        let (figures, report) = match io::load(path, 1, &Unwatched) {
            Ok(loaded) => {
                read = true;
                (Some(summary(&loaded.dataset)), loaded.report)
            }
            Err(error) => (None, Report { problems: vec![error.problem] }),
        };
        errors |= report.has_errors();
        if args.json {
            print_json(&file, figures.unwrap_or_default(), &report, out)?;
        } else {
            if i > 0 {
                writeln!(out)?;
            }
            print_text(&file, figures, &report, out)?;
        }
    }
    Ok(match (read, errors) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    })
}

#[derive(Serialize)]
struct Checked<'a> {
    file: &'a str,
    citations: Citations,
    counts: Counts,
    problems: serde_json::Value,
}

#[derive(Serialize)]
struct Citations {
    total: usize,
    exact: usize,
    moved: usize,
    normalised: usize,
    approximate: usize,
    ambiguous: usize,
    missing: usize,
    unanchored: usize,
}

/// How many records of each sort there are.
#[derive(Serialize)]
pub(super) struct Counts {
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

fn print_json(file: &str, figures: Summary, report: &Report, out: &mut dyn Write) -> anyhow::Result<()> {
    let of = |grounding| figures.citations.of(grounding);
    let checked = Checked {
        file,
        citations: Citations {
            total: figures.citations.total(),
            exact: of(Grounding::Exact),
            moved: of(Grounding::Moved),
            normalised: of(Grounding::Normalised),
            approximate: of(Grounding::Approximate),
            ambiguous: of(Grounding::Ambiguous),
            missing: of(Grounding::Missing),
            unanchored: of(Grounding::Unanchored),
        },
        counts: Counts::from(&figures),
        problems: diagnostics::json(report),
    };
    writeln!(out, "{}", serde_json::to_string(&checked)?)?;
    Ok(())
}

fn print_text(
    file: &str,
    figures: Option<Summary>,
    report: &Report,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    write!(out, "{}", diagnostics::text(report))?;
    let Some(figures) = figures else { return Ok(()) };
    if report.problems.is_empty() {
        writeln!(out, "{file}: nothing to report")?;
    } else {
        let count = |severity, one, many| {
            let count = report.count(severity);
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let errors = count(Severity::Error, "error", "errors");
        let warnings = count(Severity::Warning, "warning", "warnings");
        writeln!(out, "{file}: {errors}, {warnings}, {}", count(Severity::Note, "note", "notes"))?;
    }
    writeln!(out, "  {}", Counts::from(&figures))?;
    let citations = figures.citations;
    let total = citations.total();
    if total == 0 {
        writeln!(out, "  no citations")?;
        return Ok(());
    }
    let outcomes = Grounding::ALL.iter().filter(|&&outcome| citations.of(outcome) > 0);
    let outcomes: Vec<String> =
        outcomes.map(|&outcome| format!("{} {}", citations.of(outcome), outcome.id())).collect();
    writeln!(out, "  {total} citations: {}", outcomes.join(", "))?;
    Ok(())
}
