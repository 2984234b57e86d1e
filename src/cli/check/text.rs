//! An audit for people: the list, and under it what it comes to, which is all that is read when there is little time.

use std::fmt::Display;
use std::io::{self, Write};

use super::FailOn;
use super::audit::{Audit, Suspect};
use super::json::Counts;
use crate::check::{ALARMS, Summary};
use crate::diagnostics;
use crate::model::{Grounding, GroundingTally};

/// Outcomes under which the words are in their text, if not letter for letter.
const FOUND: [Grounding; 4] =
    [Grounding::Exact, Grounding::Moved, Grounding::Normalised, Grounding::Approximate];

/// Prints what was found in one file.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn print(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", diagnostics::text(&audit.report))?;
    let Some(format) = audit.format else { return Ok(()) };
    for suspect in &audit.suspects {
        print_suspect(suspect, out)?;
    }
    let listed = audit.suspects.len();
    if audit.has_text && listed < audit.suspect {
        writeln!(out, "{}: {} more suspect claims are not listed", audit.file, audit.suspect - listed)?;
    }
    let (file, errors, warnings) = (&audit.file, audit.errors, audit.warnings);
    if errors + warnings + audit.notes == 0 {
        let look = if audit.has_text && audit.suspect > 0 { "; look at the suspect claims" } else { "" };
        writeln!(out, "{file}: nothing to report{look}")?;
    } else {
        let (errors, warnings) = (of(errors, "error", "errors"), of(warnings, "warning", "warnings"));
        writeln!(out, "{file}: {errors}, {warnings}, {}", of(audit.notes, "note", "notes"))?;
    }
    writeln!(out, "  {format}: {}", Counts::from(&audit.figures))?;
    print_citations(&audit.figures.citations, audit.has_text, out)?;
    if audit.has_text {
        print_suspects(audit.suspect, audit.figures.claims, audit.raised(), out)
    } else if audit.is_textless() {
        writeln!(out, "  there is no text: nothing it says can be checked; give the text with --against TEXT")
    } else {
        Ok(())
    }
}

/// A claim whose only fault is a quote that is not there was told with that quote.
fn print_suspect(suspect: &Suspect, out: &mut dyn Write) -> io::Result<()> {
    let ids: Vec<&str> = suspect.why.iter().map(|(id, _)| *id).collect();
    if ids == [QUOTE_MISSING] {
        return Ok(());
    }
    let place = if suspect.line == 0 {
        suspect.file.clone()
    } else {
        format!("{}:{}:{}", suspect.file, suspect.line, suspect.column)
    };
    // A name may hold anything: a line is to stay one, and a terminal is to be told nothing.
    let line = format!("{place}: suspect: {} {} [{}]", suspect.claim, suspect.message(), ids.join(", "));
    writeln!(out, "{}", line.replace(char::is_control, " "))
}

/// The alarm of which each case is also a problem, with the words and their place.
pub(super) const QUOTE_MISSING: &str = "quote_missing";

fn print_citations(citations: &GroundingTally, has_text: bool, out: &mut dyn Write) -> io::Result<()> {
    let total = citations.total();
    if total == 0 {
        return writeln!(out, "  no citations");
    }
    let outcomes = Grounding::ALL.iter().filter(|&&outcome| citations.of(outcome) > 0);
    let outcomes: Vec<String> =
        outcomes.map(|&outcome| format!("{} {}", citations.of(outcome), outcome.id())).collect();
    let found: usize = FOUND.iter().map(|outcome| citations.of(*outcome)).sum();
    // Of those that name words or a place; rounded down, so that “100 %” is said only of all.
    let share = (found * 100).checked_div(total - citations.of(Grounding::Unanchored)).filter(|_| has_text);
    let share = share.map_or_else(String::new, |share| format!(" ({share} % found)"));
    writeln!(out, "  {}: {}{share}", of(total, "citation", "citations"), outcomes.join(", "))
}

fn print_suspects(
    suspect: usize,
    claims: usize,
    raised: impl Iterator<Item = (&'static str, usize)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match (claims, suspect) {
        (0, _) => Ok(()),
        (_, 0) => writeln!(out, "  no claim is suspect"),
        _ => {
            let claims = of(claims, "claim", "claims");
            let raised: Vec<String> =
                raised.map(|(id, count)| format!("{count} {}", id.replace('_', " "))).collect();
            writeln!(out, "  {suspect} of {claims} suspect: {}", raised.join(", "))
        }
    }
}

/// Prints what all files come to, where they are several, and on what they fail.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn print_all(audits: &[Audit], fail_on: &[FailOn], out: &mut dyn Write) -> io::Result<()> {
    if audits.len() > 1 {
        print_sum(audits, out)?;
    }
    let on = |what: &FailOn| {
        let count: usize = audits.iter().map(|audit| audit.occurs(*what)).sum();
        (count > 0).then(|| format!("{count} {}", what.id()))
    };
    let on: Vec<String> = fail_on.iter().filter_map(on).collect();
    if !on.is_empty() {
        writeln!(out, "fails on {}", on.join(", "))?;
    }
    Ok(())
}

fn print_sum(audits: &[Audit], out: &mut dyn Write) -> io::Result<()> {
    let count = |test: &dyn Fn(&Audit) -> bool| audits.iter().filter(|audit| test(audit)).count();
    let unread = count(&|audit| !audit.is_read());
    let wrong = count(&|audit| audit.is_read() && audit.errors > 0);
    let textless = count(&Audit::is_textless);
    let sound = audits.len() - unread - wrong;
    let mut citations = GroundingTally::default();
    let mut counts = Summary::default();
    let (mut suspect, mut looked_at, mut alarms) = (0, 0, [0; ALARMS.len()]);
    for audit in audits {
        citations.join(&audit.figures.citations);
        counts.documents += audit.figures.documents;
        counts.entities += audit.figures.entities;
        counts.claims += audit.figures.claims;
        // Claims of a file without a text are all suspect, for no fault of theirs.
        if audit.has_text {
            suspect += audit.suspect;
            looked_at += audit.figures.claims;
            for (sum, count) in alarms.iter_mut().zip(audit.alarms) {
                *sum += count;
            }
        }
    }
    let files = audits.len();
    let texts = if textless == 0 { String::new() } else { format!("; {textless} without a text") };
    writeln!(
        out,
        "\n{files} files: {sound} without errors, {wrong} with errors, {unread} not readable{texts}"
    )?;
    writeln!(out, "  {}", Counts::from(&counts))?;
    print_citations(&citations, audits.iter().any(|audit| audit.has_text), out)?;
    let raised = ALARMS.iter().map(|(id, _)| *id).zip(alarms).filter(|(_, count)| *count > 0);
    print_suspects(suspect, looked_at, raised, out)
}

fn of(count: usize, one: impl Display, many: impl Display) -> String {
    if count == 1 { format!("{count} {one}") } else { format!("{count} {many}") }
}
