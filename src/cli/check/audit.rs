//! What is found out about one file: figures, problems and the claims to look at.

use std::path::Path;

use super::super::table::TableArgs;
use super::FailOn;
use crate::check::{ALARMS, Alarm, Summary, all_alarms, summary};
use crate::diagnostics::{Problem, Report, Severity};
use crate::io::{Against, Loaded};
use crate::model::Grounding;

/// Claims that are listed as suspect; the rest is counted, as with problems of one code.
const LISTED: usize = 1000;

/// One file, audited.
pub(super) struct Audit {
    /// As the caller named it.
    pub(super) file: String,
    /// The format; `None` where the file could not be read.
    pub(super) format: Option<&'static str>,
    /// Whether there is any text to check it against.
    pub(super) has_text: bool,
    /// How many records there are, and how the citations came out.
    pub(super) figures: Summary,
    /// Every problem.
    pub(super) report: Report,
    /// How many errors, warnings and notes are among them.
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// Claims that raise an alarm.
    pub(super) suspect: usize,
    /// How often each alarm was raised, in the order of [`ALARMS`].
    pub(super) alarms: [usize; ALARMS.len()],
    /// The first of the suspect claims; none where there is no text, for it would be all of them.
    pub(super) suspects: Vec<Suspect>,
}

/// A claim to look at.
pub(super) struct Suspect {
    /// Its id.
    pub(super) claim: String,
    /// The claim in words.
    pub(super) sentence: String,
    /// The file that it stands in, and the line and column, from 1; 0 where no place is known.
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) column: u32,
    /// Why, by name and in words.
    pub(super) why: Vec<(&'static str, String)>,
}

impl Audit {
    /// Reads a file and looks through it.
    pub(super) fn of(path: &Path, table: &TableArgs, against: Option<&Against>) -> Self {
        let loaded = table.load_against(path, against);
        let file = path.display().to_string();
        match loaded {
            Ok(loaded) => Self::of_case(file, loaded),
            Err(error) => Self::unread(file, error.problem),
        }
    }

    fn of_case(file: String, loaded: Loaded) -> Self {
        let Loaded { dataset, report, format, import, .. } = loaded;
        let mut audit = Self::new(file, report);
        audit.format = Some(format);
        audit.has_text = dataset.documents().iter().any(|document| document.has_text);
        audit.figures = summary(&dataset);
        let places = import.places;
        let raised = all_alarms(&dataset);
        for (ix, alarms) in dataset.claim_ixs().zip(&raised).filter(|(_, alarms)| !alarms.is_empty()) {
            audit.suspect += 1;
            for (count, (id, _)) in audit.alarms.iter_mut().zip(ALARMS) {
                *count += alarms.iter().filter(|alarm| alarm.id() == id).count();
            }
            if !audit.has_text || audit.suspects.len() >= LISTED {
                continue;
            }
            let (line, column) = places.claims.get(ix.index()).copied().unwrap_or_default();
            let named = if places.file.is_empty() { &audit.file } else { &places.file };
            let why = |alarm: &Alarm| (alarm.id(), alarm.words(&dataset));
            audit.suspects.push(Suspect {
                claim: dataset.claim(ix).id.clone(),
                sentence: dataset.sentence(ix),
                file: named.clone(),
                line,
                column,
                why: alarms.iter().map(why).collect(),
            });
        }
        audit
    }

    fn unread(file: String, problem: Problem) -> Self {
        Self::new(file, Report { problems: vec![problem] })
    }

    fn new(file: String, report: Report) -> Self {
        Self {
            file,
            format: None,
            has_text: false,
            figures: Summary::default(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            report,
            suspect: 0,
            alarms: [0; ALARMS.len()],
            suspects: Vec::new(),
        }
    }

    /// The same without its lists, which were printed.
    pub(super) fn figures_only(self) -> Self {
        Self { report: Report::default(), suspects: Vec::new(), ..self }
    }

    /// Whether the file could be read.
    pub(super) fn is_read(&self) -> bool {
        self.format.is_some()
    }

    /// Whether it makes claims, and has no text that could carry them.
    pub(super) fn is_textless(&self) -> bool {
        self.is_read() && !self.has_text && self.figures.claims > 0
    }

    /// How often there is what a caller may want to fail on.
    pub(super) fn occurs(&self, what: FailOn) -> usize {
        match what {
            FailOn::Missing => self.figures.citations.of(Grounding::Missing),
            FailOn::Approximate => self.figures.citations.of(Grounding::Approximate),
            FailOn::Suspect => self.suspect,
        }
    }

    /// The alarms that were raised, and how often.
    pub(super) fn raised(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let ids = ALARMS.iter().map(|(id, _)| *id);
        ids.zip(self.alarms).filter(|(_, count)| *count > 0)
    }
}
