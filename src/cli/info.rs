//! `attache info FILE`: what is in a file, counted.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use serde::ser::{Serialize, Serializer};

use super::check::Counts;
use super::table::TableArgs;
use crate::check::{Summary, summary};
use crate::diagnostics::{self, Report};
use crate::graph;

use crate::model::{Dataset, Status};

/// How many hubs are listed.
const HUBS: usize = 10;

/// What to count.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Args {
    /// The case
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub table: TableArgs,
}

/// Counts a file. Returns the exit status: 2 when it could not be read.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    let loaded = match args.table.load(&args.file) {
        Ok(loaded) => loaded,
        Err(error) => {
            let report = Report { problems: vec![error.problem] };
            if args.json {
                let unread = Info::unread(args.file.display().to_string(), &report);
                writeln!(out, "{}", serde_json::to_string(&unread)?)?;
            }
            write!(err, "{}", diagnostics::text(&report))?;
            return Ok(2);
        }
    };
    if loaded.is_damaged() {
        let (file, errors) = (args.file.display(), loaded.report.count(diagnostics::Severity::Error));
        let errors = format!("{errors} {}", if errors == 1 { "error" } else { "errors" });
        writeln!(err, "{file}: {errors}; not all of it is counted\n  hint: attache check {file} lists them")?;
    }
    let info = Info::of(&loaded.dataset, args.file.display().to_string(), loaded.format);
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&info)?)?;
    } else {
        info.print(out)?;
    }
    Ok(0)
}

#[derive(serde::Serialize)]
struct Info {
    file: String,
    /// `null` for a file that could not be read.
    format: Option<&'static str>,
    counts: Counts,
    kinds: Tally,
    predicates: Tally,
    statuses: Tally,
    /// Claims that cite each document; only people are told.
    #[serde(skip)]
    documents: Tally,
    components: usize,
    hubs: Vec<Hub>,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<serde_json::Value>,
}

#[derive(serde::Serialize)]
struct Hub {
    id: String,
    name: String,
    degree: usize,
}

/// Counts by name, in an order of their own.
#[derive(Default)]
struct Tally(Vec<(String, usize)>);

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, count)| (name, count)))
    }
}

impl Info {
    fn of(data: &Dataset, file: String, format: &'static str) -> Self {
        let kinds = data.kinds().iter().map(|(ix, kind)| {
            (kind.id.clone(), data.entities().iter().filter(|entity| entity.kind == ix).count())
        });
        let statuses = Status::ALL.iter().map(|status| {
            let count = data.claim_ixs().filter(|&claim| data.status(claim) == *status).count();
            (status.id().to_owned(), count)
        });
        let mut predicates: BTreeMap<&str, usize> = BTreeMap::new();
        let mut cited = vec![0; data.documents().len()];
        for claim in data.claims() {
            *predicates.entry(&claim.predicate).or_default() += 1;
            let mut documents: Vec<usize> =
                claim.citations().map(|(_, citation)| citation.document.index()).collect();
            documents.sort_unstable();
            documents.dedup();
            for document in documents {
                cited[document] += 1;
            }
        }
        let mut predicates: Vec<(String, usize)> =
            predicates.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        predicates.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let documents = data.documents().iter().map(|document| document.id.clone()).zip(cited).collect();
        let hubs = graph::hubs(data, HUBS).into_iter().map(|(entity, degree)| {
            let entity = data.entity(entity);
            Hub { id: entity.id.clone(), name: entity.name.clone(), degree }
        });
        Self {
            file,
            format: Some(format),
            counts: Counts::from(&summary(data)),
            kinds: Tally(kinds.filter(|(_, count)| *count > 0).collect()),
            predicates: Tally(predicates),
            statuses: Tally(statuses.filter(|(_, count)| *count > 0).collect()),
            documents: Tally(documents),
            components: graph::components(data),
            hubs: hubs.collect(),
            problems: None,
        }
    }

    /// What is said of a file that could not be read.
    fn unread(file: String, report: &Report) -> Self {
        Self {
            file,
            format: None,
            counts: Counts::from(&Summary::default()),
            kinds: Tally::default(),
            predicates: Tally::default(),
            statuses: Tally::default(),
            documents: Tally::default(),
            components: 0,
            hubs: Vec::new(),
            problems: Some(diagnostics::json(report)),
        }
    }

    fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        writeln!(out, "{} ({})", self.file, self.format.unwrap_or("not read"))?;
        writeln!(out, "  {}", self.counts)?;
        writeln!(out, "  connected components: {}", self.components)?;
        let sections = [
            ("entities by kind", &self.kinds),
            ("claims by predicate", &self.predicates),
            ("claims by status", &self.statuses),
            ("claims that cite a document", &self.documents),
        ];
        for (heading, tally) in sections {
            if !tally.0.is_empty() {
                writeln!(out, "{heading}")?;
            }
            for (name, count) in &tally.0 {
                writeln!(out, "  {count:>6}  {name}")?;
            }
        }
        if !self.hubs.is_empty() {
            writeln!(out, "largest hubs (claims they are an end of)")?;
        }
        for hub in &self.hubs {
            writeln!(out, "  {:>6}  {} ({})", hub.degree, hub.name, hub.id)?;
        }
        Ok(())
    }
}
