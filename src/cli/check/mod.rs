//! `attache check FILE…`: whether a file holds to its texts. Every problem, how its quotes came out, and which claims
//! their words may not carry.

mod audit;
mod json;
mod sarif;
mod text;

use std::io::Write;
use std::path::PathBuf;

use crate::diagnostics::{self, Report};
use crate::io::Against;

use self::audit::Audit;
pub(super) use self::json::Counts;
use super::table::TableArgs;

/// What to check.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 nothing is wrong, 1 there is an error or something that --fail-on names, 2 a file could not be read.\n\nExamples:\n  attache check case.json\n  attache check extraction.jsonl --fail-on approximate,suspect\n  attache check graph.json --against report.txt\n  attache check cases/*.json --sarif > audit.sarif"
)]
pub(super) struct Args {
    /// The cases to check
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Print one JSON object a file, each on a line
    #[arg(long)]
    pub json: bool,
    /// Print one SARIF 2.1.0 log of all files, for code scanning in a pipeline
    #[arg(long, conflicts_with = "json")]
    pub sarif: bool,
    /// Exit with 1 also where one of these occurs; errors always do
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub fail_on: Vec<FailOn>,
    /// Look every quote up in this text, instead of the texts of the files
    #[arg(long, value_name = "TEXT")]
    pub against: Option<PathBuf>,
    #[command(flatten)]
    pub table: TableArgs,
}

/// What makes a check fail, beyond errors.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, clap::ValueEnum)]
pub(super) enum FailOn {
    /// A quote is not in its text (an error, which fails in any case)
    Missing,
    /// A quote is in its text only nearly so
    Approximate,
    /// The words cited for a claim may not carry it
    Suspect,
}

impl FailOn {
    /// The name on the command line.
    fn id(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Approximate => "approximate",
            Self::Suspect => "suspect",
        }
    }
}

/// Checks files. Returns the exit status: 2 when one could not be read, else 1 when there is an error or something
/// that the caller asked to fail on.
///
/// # Errors
/// When the text to check against cannot be read, or `out` cannot be written to.
pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    let (against, damage) = match args.against.as_deref().map(Against::read).transpose() {
        Ok(against) => {
            let damage = against.as_ref().map_or_else(Vec::new, |against| against.damage().to_vec());
            (against, Report { problems: damage })
        }
        Err(error) => {
            let damage = Report { problems: vec![error.problem] };
            write!(err, "{}", diagnostics::text(&damage))?;
            if args.sarif {
                sarif::print(&[], &damage, super::COULD_NOT_RUN, out)?;
            }
            return Ok(super::COULD_NOT_RUN);
        }
    };
    write!(err, "{}", diagnostics::text(&damage))?;
    let mut fail_on = args.fail_on.clone();
    fail_on.sort_unstable();
    fail_on.dedup();
    let mut audits = Vec::with_capacity(args.files.len());
    for path in &args.files {
        let audit = Audit::of(path, &args.table, against.as_ref());
        // A file's lines come when it is read: of many files the last may be far away.
        if args.json {
            json::print(&audit, out)?;
        } else if !args.sarif {
            if !audits.is_empty() {
                writeln!(out)?;
            }
            text::print(&audit, out)?;
        }
        audits.push(if args.sarif { audit } else { audit.figures_only() });
    }
    let status = status(&audits, &fail_on);
    if args.sarif {
        sarif::print(&audits, &damage, status, out)?;
    } else if !args.json {
        text::print_all(&audits, &fail_on, out)?;
    }
    Ok(status)
}

/// The worst that happened to any file.
fn status(audits: &[Audit], fail_on: &[FailOn]) -> u8 {
    if audits.iter().any(|audit| !audit.is_read()) {
        return super::COULD_NOT_RUN;
    }
    let fails = |audit: &Audit| audit.errors > 0 || fail_on.iter().any(|what| audit.occurs(*what) > 0);
    if audits.iter().any(fails) { super::PROBLEMS } else { super::DONE }
}
