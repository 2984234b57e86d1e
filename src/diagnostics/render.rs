//! Problems as text for people and as JSON for programs.

use std::fmt::Write as _;

use super::{Problem, Report};

/// One problem a paragraph: `file:line:column: severity: message`, then path and hint, indented.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for problem in &report.problems {
        let place = place(problem);
        let _ =
            writeln!(out, "{place}: {}: {} [{}]", problem.severity.id(), problem.message, problem.code.id());
        if !problem.path.is_empty() {
            let _ = writeln!(out, "  at {}", problem.path);
        }
        if let Some(hint) = &problem.hint {
            let _ = writeln!(out, "  hint: {hint}");
        }
    }
    out
}

/// The problems as the array that `check --json` prints.
pub fn json(report: &Report) -> serde_json::Value {
    let one = |problem: &Problem| {
        serde_json::json!({
            "code": problem.code.id(),
            "severity": problem.severity.id(),
            "line": problem.line,
            "column": problem.column,
            "path": problem.path,
            "message": problem.message,
            "hint": problem.hint,
        })
    };
    report.problems.iter().map(one).collect()
}

fn place(problem: &Problem) -> String {
    if problem.line == 0 {
        return problem.file.clone();
    }
    format!("{}:{}:{}", problem.file, problem.line, problem.column)
}
