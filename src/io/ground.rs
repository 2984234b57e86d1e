//! Anchoring every citation of a file, document by document, and reporting how each came out.

use super::reporter::{Reporter, Trail, shown};
use super::units::{Converter, Unit};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::model::{Citation, DatasetBuilder, DocIx, Document, EntityIx, Grounding};
use crate::text::anchor::{Anchorer, Found, Wanted};

/// Whose citation it is, by indices of the dataset.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    Mention { entity: u32, slot: u32 },
    Evidence { claim: u32, voice: u32, slot: u32 },
}

/// The one end of a span that is given.
#[derive(Clone, Copy)]
pub(super) enum Half {
    Start(u64),
    End(u64),
}

/// A citation to be anchored, and where its parts stand in the file.
#[derive(Clone, Copy)]
pub(super) struct Job {
    pub(super) document: DocIx,
    pub(super) owner: Owner,
    /// Positions in the lists of a case: claim, attribution, citation; or entity, 0, mention. `None` in
    /// a file of another shape, whose problems have a line and no path.
    pub(super) indices: Option<[u32; 3]>,
    pub(super) at: usize,
    pub(super) exact_at: usize,
    pub(super) start_at: usize,
    pub(super) cue_at: usize,
    pub(super) half: Option<Half>,
}

impl Job {
    /// Calls with the citation's JSON path.
    pub(super) fn with_trail<T>(&self, call: impl FnOnce(&Trail<'_>) -> T) -> T {
        let top = Trail::Top;
        let Some([first, second, third]) = self.indices else { return call(&top) };
        match self.owner {
            Owner::Mention { .. } => {
                let list = Trail::Field(&top, "entities");
                let item = Trail::Item(&list, first);
                call(&Trail::Item(&Trail::Field(&item, "mentions"), third))
            }
            Owner::Evidence { .. } => {
                let list = Trail::Field(&top, "claims");
                let item = Trail::Item(&list, first);
                let voices = Trail::Field(&item, "attributions");
                let voice = Trail::Item(&voices, second);
                call(&Trail::Item(&Trail::Field(&voice, "evidence"), third))
            }
        }
    }

    /// Takes out what rests on a citation that was not looked up, which could only be told wrongly: the whole
    /// claim, or the one mention. The builder drops what leads nowhere.
    fn take_out(&self, builder: &mut DatasetBuilder) {
        match self.owner {
            Owner::Mention { .. } => {
                if let Some(mention) = self.citation(builder) {
                    mention.document = DocIx(u32::MAX);
                }
            }
            Owner::Evidence { claim, .. } => {
                if let Some(claim) = builder.claims.get_mut(claim as usize) {
                    claim.subject = EntityIx(u32::MAX);
                }
            }
        }
    }

    fn citation<'b>(&self, builder: &'b mut DatasetBuilder) -> Option<&'b mut Citation> {
        match self.owner {
            Owner::Mention { entity, slot } => {
                builder.entities.get_mut(entity as usize)?.mentions.get_mut(slot as usize)
            }
            Owner::Evidence { claim, voice, slot } => {
                let claim = builder.claims.get_mut(claim as usize)?;
                claim.attributions.get_mut(voice as usize)?.evidence.get_mut(slot as usize)
            }
        }
    }
}

/// How many citations are anchored between two looks at the monitor.
const STEP: usize = 512;

/// How far the anchoring came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchored {
    /// To the end.
    All,
    /// Until the monitor stopped it; what was not looked up is taken out.
    UpToHere,
    /// The monitor cancelled.
    GivenUp,
}

/// Anchors all citations; where the monitor `may_stop` it and does, those before.
pub(super) fn all(
    builder: &mut DatasetBuilder,
    mut jobs: Vec<Job>,
    unit: Unit,
    monitor: &dyn Monitor,
    may_stop: bool,
    rep: &mut Reporter,
) -> Anchored {
    jobs.sort_by_key(|job| job.document);
    let total = jobs.len();
    let mut done: usize = 0;
    let mut how = Anchored::All;
    let documents = std::mem::take(&mut builder.documents);
    'all: for run in jobs.chunk_by(|a, b| a.document == b.document) {
        let Some(document) = run.first().and_then(|job| documents.get(job.document.index())) else {
            done += run.len();
            continue;
        };
        let converter = Converter::new(&document.text, unit);
        let mut anchorer = Anchorer::new(&document.text);
        for job in run {
            if done.is_multiple_of(STEP) {
                monitor.progress("anchoring citations", done as u64, total as u64);
                if monitor.cancelled() {
                    return Anchored::GivenUp;
                }
                if may_stop && monitor.stopped() {
                    how = Anchored::UpToHere;
                    break 'all;
                }
            }
            done += 1;
            let Some(citation) = job.citation(builder) else { continue };
            let unit_span = whole_span(citation, job, unit, rep);
            let unit_cue = citation.given_cue;
            let convert = |(start, end)| (converter.code_points(start), converter.code_points(end));
            citation.given = unit_span.map(convert);
            citation.given_cue = unit_cue.map(convert);
            let wanted = Wanted {
                exact: citation.exact.as_deref(),
                prefix: citation.prefix.as_deref(),
                suffix: citation.suffix.as_deref(),
                given: citation.given,
                cue: citation.given_cue,
            };
            let found = anchorer.anchor(&wanted);
            (citation.grounding, citation.span, citation.cue) = (found.grounding, found.span, found.cue);
            let report = Outcome { job, document, converter: &converter, unit, citation, found };
            let usable = report.span(unit_span, rep);
            report.cue(unit_cue, rep);
            report.grounding(unit_span, usable, rep);
        }
    }
    builder.documents = documents;
    if how == Anchored::UpToHere {
        jobs.iter().skip(done).for_each(|job| job.take_out(builder));
    }
    monitor.progress("anchoring citations", total as u64, total as u64);
    how
}

/// The span given, in the unit of the file; where a quote comes with one end only, the other follows from
/// its length.
fn whole_span(citation: &Citation, job: &Job, unit: Unit, rep: &mut Reporter) -> Option<(u64, u64)> {
    let Some(half) = job.half else { return citation.given };
    match (half, &citation.exact) {
        (Half::Start(start), Some(quote)) => Some((start, start.saturating_add(unit.length(quote)))),
        (Half::End(end), Some(quote)) => Some((end.saturating_sub(unit.length(quote)), end)),
        (half, None) => {
            let lacking = if matches!(half, Half::Start(_)) { "end" } else { "start" };
            let message = format!("a span without a quote needs `{lacking}`");
            job.with_trail(|trail| rep.add(Code::MissingField, job.at, trail, message));
            None
        }
    }
}

/// One citation and how it came out.
struct Outcome<'a> {
    job: &'a Job,
    document: &'a Document,
    converter: &'a Converter<'a>,
    unit: Unit,
    citation: &'a Citation,
    found: Found,
}

impl Outcome<'_> {
    /// Reports a span that no text of this length has; whether it is usable.
    fn span(&self, span: Option<(u64, u64)>, rep: &mut Reporter) -> bool {
        let Some((start, end)) = span else { return true };
        let Some(why) = self.unusable((start, end), self.citation.given) else { return true };
        self.add(
            Code::UnusableSpan,
            self.job.start_at,
            "start",
            format!("the span {start} to {end} {why}"),
            rep,
        );
        false
    }

    fn cue(&self, cue: Option<(u64, u64)>, rep: &mut Reporter) {
        let Some((start, end)) = cue else { return };
        // The cue of a quote that moved is counted in the text that it moved from.
        let why = if self.found.grounding == Grounding::Exact || start > end {
            self.unusable((start, end), self.citation.given_cue)
        } else {
            None
        };
        if let Some(why) = why {
            self.add(
                Code::UnusableSpan,
                self.job.cue_at,
                "cue",
                format!("the cue {start} to {end} {why}"),
                rep,
            );
        }
    }

    fn unusable(&self, (start, end): (u64, u64), code_points: Option<(u64, u64)>) -> Option<String> {
        if start > end {
            return Some("is upside down".to_owned());
        }
        if !self.document.has_text {
            return None;
        }
        let (len, unit) = (self.converter.len(), self.unit.words());
        if end > len {
            return Some(format!("lies outside the text, which has {len} {unit}"));
        }
        let inside = code_points.is_some_and(|(start, end)| start == u64::MAX || end == u64::MAX);
        inside.then(|| format!("cuts through a character (it counts {unit})"))
    }

    fn grounding(&self, span: Option<(u64, u64)>, usable: bool, rep: &mut Reporter) {
        let quote = || shown(self.citation.exact.as_deref().unwrap_or(""));
        let id = || shown(&self.document.id);
        let quoted = self.citation.exact.as_deref().is_some_and(|quote| !quote.is_empty());
        let (code, at, field, message) = match self.found.grounding {
            Grounding::Exact => return,
            // Formats that cite whole documents would have this said of each of their edges.
            Grounding::Unanchored if self.job.indices.is_none() => return,
            Grounding::Missing if !self.document.has_text => {
                let message = format!("this cannot be looked up: `{}` has no text", id());
                (Code::MissingQuote, self.job.exact_at, "exact", message)
            }
            Grounding::Missing if !quoted => {
                debug_assert!(!usable);
                return;
            }
            Grounding::Missing => {
                let message = format!("the words “{}” are not in `{}`", quote(), id());
                (Code::MissingQuote, self.job.exact_at, "exact", message)
            }
            Grounding::Moved => {
                let message = format!("the words “{}” do not stand at {}", quote(), shown_span(span));
                (Code::MovedQuote, self.job.start_at, "start", message)
            }
            Grounding::Normalised => {
                let message = format!("“{}” is in the text in another spelling", quote());
                (Code::NormalisedQuote, self.job.exact_at, "exact", message)
            }
            Grounding::Approximate => {
                let message = format!("“{}” is in the text only nearly so", quote());
                (Code::ApproximateQuote, self.job.exact_at, "exact", message)
            }
            Grounding::Ambiguous => {
                let message = format!("“{}” stands in `{}` more than once", quote(), id());
                (Code::AmbiguousQuote, self.job.exact_at, "exact", message)
            }
            Grounding::Unanchored => {
                let message = "the citation has neither a quote nor a span".to_owned();
                (Code::UnanchoredCitation, self.job.at, "", message)
            }
        };
        let hint = match self.found.grounding {
            Grounding::Moved | Grounding::Approximate => {
                self.place().map(|place| format!("it stands at {place}"))
            }
            Grounding::Ambiguous => {
                Some("give `start` and `end`, or a `prefix` or `suffix` that decides".to_owned())
            }
            Grounding::Unanchored => Some("give `exact`, or `start` and `end`".to_owned()),
            _ => None,
        };
        match hint {
            Some(hint) => self.job.with_trail(|trail| {
                let bare = field.is_empty() || self.job.indices.is_none();
                let field = if bare { *trail } else { Trail::Field(trail, field) };
                rep.hinted(code, at, &field, message, hint);
            }),
            None => self.add(code, at, field, message, rep),
        }
    }

    /// Where it was found, in the unit of the file.
    fn place(&self) -> Option<String> {
        let span = self.found.span?;
        let in_unit = |at| self.converter.in_unit(u64::from(self.document.text.char_of(at)));
        Some(format!("{} to {}", in_unit(span.start), in_unit(span.end)))
    }

    fn add(&self, code: Code, at: usize, field: &str, message: String, rep: &mut Reporter) {
        self.job.with_trail(|trail| {
            // A file of another shape has no field of this name.
            let bare = self.job.indices.is_none();
            rep.add(code, at, &if bare { *trail } else { Trail::Field(trail, field) }, message);
        });
    }
}

fn shown_span(span: Option<(u64, u64)>) -> String {
    span.map_or_else(String::new, |(start, end)| format!("{start} to {end}"))
}
