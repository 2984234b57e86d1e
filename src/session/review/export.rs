//! Verdicts as CSV (RFC 4180) and JSON, for spreadsheets and for those who train extractors.

use serde_json::{Value, json};

use super::{Entry, Reason, Review, Verdict};
use crate::model::{ClaimIx, Dataset, Grounding};

/// The columns of the CSV.
const COLUMNS: [&str; 10] =
    ["claim", "subject", "words", "object", "status", "grounding", "verdict", "reason", "note", "at"];

/// The entries of claims that the case has, in the order of the file.
fn entries<'a>(data: &'a Dataset, review: &'a Review) -> impl Iterator<Item = (ClaimIx, &'a Entry)> {
    review
        .verdicts
        .iter()
        .map(|(&claim, entry)| (claim, entry))
        .filter(|(c, _)| c.index() < data.claims().len())
}

/// Names of subject and object; the object's is empty for a claim about its subject alone.
fn ends(data: &Dataset, claim: ClaimIx) -> (&str, &str) {
    let of = data.claim(claim);
    let object = of.object.map_or("", |object| data.entity(object).name.as_str());
    (&data.entity(of.subject).name, object)
}

/// Every claim with a verdict or a note as a line of CSV, in the order of the file, the names of the columns
/// first. Lines end in CR LF.
pub fn as_csv(data: &Dataset, review: &Review) -> String {
    let mut out = String::new();
    line(&mut out, &COLUMNS);
    for (claim, entry) in entries(data, review) {
        let of = data.claim(claim);
        let (subject, object) = ends(data, claim);
        let at = if entry.at == 0 { String::new() } else { entry.at.to_string() };
        line(
            &mut out,
            &[
                &of.id,
                subject,
                &of.words(),
                object,
                data.status(claim).id(),
                data.worst_grounding(claim).map_or("none", Grounding::id),
                entry.verdict.map_or("", Verdict::id),
                entry.verdict.and_then(Verdict::reason).map_or("", Reason::id),
                &entry.note,
                &at,
            ],
        );
    }
    out
}

fn line(out: &mut String, cells: &[&str]) {
    for (i, text) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

/// A spreadsheet takes a cell that begins with one of these for a formula, and a case may come from anybody:
/// an apostrophe before it makes it text.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn cell(out: &mut String, text: &str) {
    let formula = text.starts_with(FORMULA);
    let quoted = text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    if quoted {
        out.push('"');
    }
}

/// The same as JSON: `{"format": "attache-verdicts/1", "claims": [...]}`.
pub fn as_json(data: &Dataset, review: &Review) -> String {
    let claim = |(claim, entry): (ClaimIx, &Entry)| -> Value {
        let of = data.claim(claim);
        let (subject, object) = ends(data, claim);
        json!({
            "claim": of.id,
            "sentence": {
                "subject": subject,
                "words": of.words(),
                "object": of.object.map(|_| object),
            },
            "predicate": of.predicate,
            "status": data.status(claim).id(),
            "grounding": data.worst_grounding(claim).map(Grounding::id),
            "verdict": entry.verdict.map(Verdict::id),
            "reason": entry.verdict.and_then(Verdict::reason).map(Reason::id),
            "note": entry.note,
            "at": entry.at,
        })
    };
    let claims: Vec<Value> = entries(data, review).map(claim).collect();
    let whole = json!({ "format": "attache-verdicts/1", "title": data.title(), "claims": claims });
    // Alternate formatting of a value indents it; it cannot fail.
    format!("{whole:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, DatasetBuilder, Entity, EntityIx, KindTable};

    /// A reader after RFC 4180, written apart from the writer.
    fn read(csv: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut inside) = (Vec::new(), Vec::new(), String::new(), false);
        let mut chars = csv.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if inside && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
                '"' => inside = !inside,
                ',' if !inside => row.push(std::mem::take(&mut cell)),
                '\r' if !inside => {
                    assert_eq!(chars.next(), Some('\n'), "lines end in CR LF");
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                c => cell.push(c),
            }
        }
        assert!(row.is_empty() && cell.is_empty() && !inside, "the last line ends");
        rows
    }

    fn case() -> Dataset {
        let kind = KindTable::default().find("state").unwrap();
        let entities = vec![
            Entity::new("a", "Arland, \"the\" Hill", kind),
            Entity::new("b", "=HYPERLINK(\"http://x\")", kind),
        ];
        let claims = vec![
            Claim::new("c0", EntityIx(0), "warns", Some(EntityIx(1))),
            Claim::new("c1", EntityIx(1), "collapses", None),
            Claim::new("c2", EntityIx(0), "arms", None),
        ];
        DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1)
    }

    fn review() -> Review {
        let mut review = Review::default();
        review.set_verdict(ClaimIx(1), Some(Verdict::Rejected(Reason::WrongEntity)), 7);
        review.set_note(ClaimIx(1), "-1 for\r\nthe \"model\", really", 8);
        review.set_verdict(ClaimIx(0), Some(Verdict::Accepted), 5);
        review
    }

    #[test]
    fn csv_comes_back_whole_and_no_cell_is_a_formula() {
        let rows = read(&as_csv(&case(), &review()));
        assert_eq!(rows.len(), 3, "the claim nobody looked at is left out");
        assert_eq!(rows[0], COLUMNS);
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
        assert_eq!(rows[1][..4], ["c0", "Arland, \"the\" Hill", "warns", "'=HYPERLINK(\"http://x\")"]);
        assert_eq!(rows[1][4..], ["unsupported", "none", "accepted", "", "", "5"]);
        assert_eq!(rows[2][6..], ["rejected", "wrong_entity", "'-1 for\r\nthe \"model\", really", "8"]);
    }

    #[test]
    fn json_holds_the_sentence_the_status_and_the_verdict() {
        let value: Value = serde_json::from_str(&as_json(&case(), &review())).unwrap();
        let claims = value["claims"].as_array().unwrap();
        assert_eq!(claims.len(), 2);
        assert_eq!(claims[0]["sentence"]["object"], "=HYPERLINK(\"http://x\")");
        assert_eq!(claims[0]["verdict"], "accepted");
        assert_eq!(claims[0]["reason"], Value::Null);
        assert_eq!(claims[1]["sentence"]["object"], Value::Null);
        assert_eq!(claims[1]["reason"], "wrong_entity");
        assert_eq!(claims[1]["status"], "unsupported");
        assert_eq!(claims[1]["note"], "-1 for\r\nthe \"model\", really");
    }

    #[test]
    fn a_verdict_on_a_claim_that_the_case_has_not_is_passed_over() {
        let mut review = review();
        review.set_verdict(ClaimIx(99), Some(Verdict::Accepted), 1);
        assert_eq!(as_csv(&case(), &review).lines().count(), 4, "one note has a line break");
    }
}
