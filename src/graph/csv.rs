//! Rows and the matrix as CSV.
//!
//! RFC 4180: a header, lines that end in CR LF, cells with a comma, a quotation mark or a line end in
//! quotation marks, quotation marks inside doubled. A spreadsheet would run a cell that begins with `=`,
//! `+`, `-`, `@`, a tab or a carriage return as a formula (CWE-1236), so such a cell gets an apostrophe
//! in front; whoever reads the file with a program has to take it off again.

use crate::model::{Class, Dataset, Grounding};

use super::matrix::Matrix;
use super::table::{ClaimRow, EntityRow};
use super::{Analysis, Measure};

/// Adds one cell, harmless and quoted where it must be.
fn cell(out: &mut String, text: &str, first: bool) {
    if !first {
        out.push(',');
    }
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = text.contains(['"', ',', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    if quoted {
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

fn line<T: AsRef<str>>(out: &mut String, cells: &[T]) {
    for (i, text) in cells.iter().enumerate() {
        cell(out, text.as_ref(), i == 0);
    }
    out.push_str("\r\n");
}

/// Claims as CSV, in the order given; several speakers stand in one cell, between semicolons.
pub fn claims_csv(rows: &[ClaimRow]) -> String {
    let mut out = String::new();
    let header = "id,subject,predicate,words,object,place,time,class,status,speakers,voices,citations,\
                  documents,grounding";
    line(&mut out, &header.split(',').collect::<Vec<_>>());
    for row in rows {
        let speakers = row.speakers.join("; ");
        let [voices, citations, documents] =
            [row.voices, row.citations, row.documents].map(|n| n.to_string());
        let grounding = row.grounding.map_or("", Grounding::id);
        line(
            &mut out,
            &[
                row.id.as_str(),
                &row.subject,
                &row.predicate,
                &row.words,
                &row.object,
                &row.place,
                &row.time,
                row.class.id(),
                row.status.id(),
                &speakers,
                &voices,
                &citations,
                &documents,
                grounding,
            ],
        );
    }
    out
}

/// Entities as CSV, in the order given; with the figures of an analysis where there is one.
pub fn entities_csv(rows: &[EntityRow], analysis: Option<&Analysis>) -> String {
    let mut out = String::new();
    let mut header = vec!["id", "name", "kind", "claims", "contested", "speaks", "mentions", "documents"];
    if analysis.is_some() {
        header.extend(Measure::ALL.map(Measure::id));
        header.extend(["community", "component"]);
    }
    line(&mut out, &header);
    for row in rows {
        let counts = [row.claims, row.contested, row.speaks, row.mentions, row.documents];
        let mut cells = vec![row.id.clone(), row.name.clone(), row.kind_label.clone()];
        cells.extend(counts.map(|count| count.to_string()));
        if let Some(analysis) = analysis {
            cells.extend(Measure::ALL.map(|measure| measure.value(analysis, row.entity).to_string()));
            let groups = analysis.groups();
            for numbers in [groups.community, groups.component] {
                // Who is hidden belongs to no group. People count from 1.
                let number = numbers.get(row.entity.index()).filter(|number| **number != Analysis::NONE);
                cells.push(number.map_or_else(String::new, |number| (number + 1).to_string()));
            }
        }
        line(&mut out, &cells);
    }
    out
}

/// The matrix as CSV, one line for each cell that holds something: a table of all actors by all actors
/// would be mostly empty.
pub fn matrix_csv(data: &Dataset, matrix: &Matrix) -> String {
    let mut out = String::new();
    let mut header = vec!["row", "row_name", "column", "column_name", "acts"];
    header.extend(Class::ALL.map(Class::id));
    header.extend(["speaks", "says", "denies", "unsure"]);
    line(&mut out, &header);
    for (row, column, cell) in matrix.cells() {
        let (Some(one), Some(other)) =
            (data.entities().get(row.index()), data.entities().get(column.index()))
        else {
            continue;
        };
        let mut cells = vec![one.id.clone(), one.name.clone(), other.id.clone(), other.name.clone()];
        cells.push(cell.acts.len().to_string());
        cells.extend(cell.by_class.iter().map(u32::to_string));
        cells.push(cell.speaks.len().to_string());
        cells.extend([cell.says, cell.denies, cell.unsure].map(|count| count.to_string()));
        line(&mut out, &cells);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::case;
    use super::super::matrix::matrix;
    use super::super::table::{claim_rows, entity_rows};
    use super::super::{Filter, analyse, derive};
    use super::*;

    /// A reader of RFC 4180, written by its grammar.
    fn read(csv: &str) -> Vec<Vec<String>> {
        let (mut lines, mut line, mut text) = (Vec::new(), Vec::new(), String::new());
        let mut letters = csv.chars().peekable();
        let mut inside = false;
        while let Some(letter) = letters.next() {
            match (inside, letter) {
                (true, '"') if letters.peek() == Some(&'"') => text.extend(letters.next()),
                (_, '"') => inside = !inside,
                (false, ',') => line.push(std::mem::take(&mut text)),
                (false, '\r') => {
                    assert_eq!(letters.next(), Some('\n'));
                    line.push(std::mem::take(&mut text));
                    lines.push(std::mem::take(&mut line));
                }
                (_, letter) => text.push(letter),
            }
        }
        assert!(text.is_empty() && line.is_empty() && !inside);
        lines
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_begins_no_formula(
            cells in proptest::collection::vec(proptest::collection::vec("[-=+@\t\r\n\",;'aé ]{0,5}", 3), 0..4),
        ) {
            let mut out = String::new();
            for cells in &cells {
                line(&mut out, cells);
            }
            let harmless = |text: &String| {
                let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
                if formula { format!("'{text}") } else { text.clone() }
            };
            let expected: Vec<Vec<String>> =
                cells.iter().map(|cells| cells.iter().map(harmless).collect()).collect();
            prop_assert_eq!(read(&out), expected);
        }
    }

    #[test]
    fn every_line_has_as_many_cells_as_the_header() {
        let data = case();
        let claims: Vec<_> = data.claim_ixs().collect();
        let entities: Vec<_> = data.entity_ixs().collect();
        let shown = derive(&data, &Filter::default(), None);
        let analysis = analyse(&data, &shown, &std::sync::atomic::AtomicBool::new(false)).unwrap();
        let tables = [
            (claims_csv(&claim_rows(&data, &claims)), claims.len()),
            (entities_csv(&entity_rows(&data, &entities), None), entities.len()),
            (entities_csv(&entity_rows(&data, &entities), Some(&analysis)), entities.len()),
            (matrix_csv(&data, &matrix(&data, &claims)), 4),
        ];
        for (csv, rows) in &tables {
            let lines = read(csv);
            assert_eq!(lines.len(), rows + 1, "{csv}");
            assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{csv}");
        }
        let lines = read(&tables[2].0);
        let figures = ["degree", "pagerank", "betweenness", "core", "community", "component"];
        assert_eq!(lines[0][8..], figures);
        assert_eq!([&lines[1][8], &lines[1][11], &lines[1][12], &lines[1][13]], ["3", "2", "1", "1"]);
    }
}
