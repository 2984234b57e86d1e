//! All audits as one SARIF 2.1.0 log, the form in which pipelines and code hosts take the findings of a tool.

mod log;
mod uri;

use std::io::Write;

use self::log::{
    Artifact, ArtifactLocation, Configuration, Driver, Figures, Invocation, Level, Location, Log,
    LogicalLocation, Message, Notification, PhysicalLocation, Properties, Region, Rule, Run, Tool,
};
use super::audit::{Audit, Suspect};
use super::json::{Alarms, Citations, Counts};
use super::text::QUOTE_MISSING;
use crate::check::ALARMS;
use crate::cli::COULD_NOT_RUN;
use crate::diagnostics::{Code, Problem, Report, Severity};

/// Prints the log. `damage` is what is wrong with the text that is checked against, `status` what the program is about
/// to exit with.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn print(
    audits: &[Audit],
    damage: &Report,
    status: u8,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(audits, damage, status))?;
    writeln!(out)?;
    Ok(())
}

fn log<'a>(audits: &'a [Audit], damage: &'a Report, status: u8) -> Log<'a> {
    let artifacts = audits.iter().map(|audit| Artifact { location: artifact(&audit.file) });
    let run = Run {
        tool: Tool {
            driver: Driver { name: "attache", version: env!("CARGO_PKG_VERSION"), rules: rules().collect() },
        },
        invocations: [Invocation {
            execution_successful: status != COULD_NOT_RUN,
            exit_code: status,
            tool_execution_notifications: damage.problems.iter().map(notice).collect(),
        }],
        artifacts: artifacts.collect(),
        // Columns are counted so all over the program; the default of SARIF is UTF-16.
        column_kind: "unicodeCodePoints",
        results: audits.iter().flat_map(results).collect(),
        properties: Properties { files: audits.iter().map(figures).collect() },
    };
    Log { schema: log::SCHEMA, version: log::VERSION, runs: [run] }
}

/// Every kind of finding: the problems by code, then the alarms.
fn rules() -> impl Iterator<Item = Rule> {
    let problems = Code::ALL.iter().map(|code| rule(code.id(), code.words(), level(code.severity())));
    // An alarm is a hint: even a missing quote, an error as a problem, is here what makes a claim suspect.
    problems.chain(ALARMS.iter().map(|(id, words)| rule(id, words, Level::Warning)))
}

fn rule(id: &'static str, words: &'static str, level: Level) -> Rule {
    Rule {
        id,
        short_description: Message { text: words.into() },
        default_configuration: Configuration { level },
    }
}

/// The position of a rule in the list.
fn rule_index(id: &str) -> usize {
    let ids = Code::ALL.iter().map(|code| code.id()).chain(ALARMS.iter().map(|(id, _)| *id));
    // Every id comes from these two lists.
    ids.into_iter().position(|known| known == id).unwrap_or_default()
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    }
}

/// The findings of one file: its problems, then its suspect claims.
fn results(audit: &Audit) -> impl Iterator<Item = log::Finding<'_>> {
    let problems = audit.report.problems.iter().map(of_problem);
    let textless = audit.is_textless().then(|| of_textless(audit));
    problems.chain(textless).chain(audit.suspects.iter().flat_map(of_suspect))
}

fn of_problem(problem: &Problem) -> log::Finding<'_> {
    log::Finding {
        rule_id: problem.code.id(),
        rule_index: rule_index(problem.code.id()),
        level: level(problem.severity),
        message: message(problem),
        locations: [location(&problem.file, (problem.line, problem.column), &problem.path)],
    }
}

/// What is wrong with the text that is checked against, which is no file that is checked.
fn notice(problem: &Problem) -> Notification<'_> {
    Notification {
        level: level(problem.severity),
        message: message(problem),
        locations: [location(&problem.file, (problem.line, problem.column), &problem.path)],
    }
}

fn message(problem: &Problem) -> Message {
    let hint = problem.hint.as_ref().map_or_else(String::new, |hint| format!(" ({hint})"));
    Message { text: format!("{}{hint}", problem.message).into() }
}

/// Without a text every claim leads nowhere: that is one finding.
fn of_textless(audit: &Audit) -> log::Finding<'_> {
    let message = "the file has no text: nothing it says can be checked; give the text with --against TEXT";
    log::Finding {
        rule_id: "no_span",
        rule_index: rule_index("no_span"),
        level: Level::Warning,
        message: Message { text: message.into() },
        locations: [location(&audit.file, (0, 0), "")],
    }
}

/// An alarm each, except that a quote which is missing was told as a problem, where it stands.
fn of_suspect(suspect: &Suspect) -> impl Iterator<Item = log::Finding<'_>> {
    let told = suspect.why.iter().filter(|(id, _)| *id != QUOTE_MISSING);
    told.map(|(id, words)| log::Finding {
        rule_id: id,
        rule_index: rule_index(id),
        level: Level::Warning,
        message: Message { text: format!("{} “{}”: {words}", suspect.claim, suspect.sentence).into() },
        locations: [location(&suspect.file, (suspect.line, suspect.column), &suspect.claim)],
    })
}

fn location<'a>(file: &str, (line, column): (u32, u32), name: &'a str) -> Location<'a> {
    let region = (line > 0).then_some(Region { start_line: line, start_column: column.max(1) });
    let named = (!name.is_empty()).then_some(LogicalLocation { fully_qualified_name: name });
    Location {
        physical_location: PhysicalLocation { artifact_location: artifact(file), region },
        logical_locations: named.into_iter().collect(),
    }
}

fn artifact(file: &str) -> ArtifactLocation {
    ArtifactLocation { uri: uri::of(file) }
}

fn figures(audit: &Audit) -> Figures<'_> {
    Figures {
        file: &audit.file,
        format: audit.format,
        text: audit.has_text,
        citations: Citations::from(&audit.figures),
        counts: Counts::from(&audit.figures),
        suspect: audit.suspect,
        alarms: Alarms(audit),
    }
}

#[cfg(test)]
mod tests {
    use super::{rule_index, rules};

    #[test]
    fn every_rule_is_found_at_its_place() {
        let ids: Vec<&str> = rules().map(|rule| rule.id).collect();
        for (place, id) in ids.iter().enumerate() {
            assert_eq!(rule_index(id), place, "{id}");
        }
    }
}
