//! How a table is read: what a person says of its columns, what its header says, else what its cells look like.

use super::columns::{Columns, Pick, Plan, Role, Sort, by_names};
use crate::io::reporter::shown;

/// The longest cell that may be a name, in characters.
const LONGEST_NAME: usize = 80;

/// Why it cannot be told, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Untold {
    pub(super) why: String,
    pub(super) hint: String,
}

/// How a table with these first rows is read.
pub(super) fn plan(said: Option<&Columns>, rows: &[Vec<String>], tabs: bool) -> Result<Plan, Untold> {
    let Some(first) = rows.first() else {
        return Err(Untold { why: "the table has no row".to_owned(), hint: "is it empty?".to_owned() });
    };
    if let Some(said) = said {
        return by_word(said, first, rows);
    }
    if let Some(mut plan) = by_names(first) {
        directions(&mut plan, rows.get(1..).unwrap_or(&[]));
        return Ok(plan);
    }
    let header = is_header(first, rows.get(1..).unwrap_or(&[]));
    let sample = rows.get(usize::from(header)..).unwrap_or(&[]);
    let plainly: Vec<usize> = (0..first.len()).filter(|at| holds_names(sample, *at)).collect();
    let names = if header { first.clone() } else { numbered(first.len()) };
    let plan = |at, why: &str| Plan { sort: Sort::Edges, at, names, header, why: why.to_owned() };
    match plainly[..] {
        [a, b, c] if first.len() == 3 && (tabs || distinct(sample, b) * 2 <= sample.len()) => Ok(plan(
            vec![(Role::Source, a), (Role::Target, c), (Role::Relation, b)],
            "three columns of names, read as subject, relation and object",
        )),
        [a, b] => Ok(plan(
            vec![(Role::Source, a), (Role::Target, b)],
            "two columns of names, read as the ends of edges",
        )),
        _ => Err(untold(first, &plainly, header)),
    }
}

fn numbered(width: usize) -> Vec<String> {
    (1..=width).map(|number| format!("column {number}")).collect()
}

fn untold(first: &[String], plainly: &[usize], header: bool) -> Untold {
    let column = |nth: usize, otherwise: usize| plainly.get(nth).map_or(otherwise, |at| at + 1);
    let told: Vec<String> =
        first.iter().take(12).zip(1..).map(|(cell, number)| format!("{number} “{}”", shown(cell))).collect();
    let of = if header { "its columns are" } else { "its first row is" };
    let more = if first.len() > 12 { ", …" } else { "" };
    Untold {
        why: "the file is a table, but which two columns are the ends of an edge cannot be told".to_owned(),
        hint: format!(
            "say so with `--columns source={},target={}`; {of} {}{more}",
            column(0, 1),
            column(1, 2),
            told.join(", ")
        ),
    }
}

/// What a person says of the columns.
fn by_word(said: &Columns, first: &[String], rows: &[Vec<String>]) -> Result<Plan, Untold> {
    let fail = |why: String| Untold { why, hint: format!("the table has {} columns", first.len()) };
    let named = said.picks.iter().any(|(_, pick)| matches!(pick, Pick::Name(_)));
    let guessed = || by_names(first).is_some() || is_header(first, rows.get(1..).unwrap_or(&[]));
    let header = named || said.header.unwrap_or_else(guessed);
    let mut at = Vec::new();
    for (role, pick) in &said.picks {
        let column = match pick {
            Pick::Number(number) if *number <= first.len() => number - 1,
            Pick::Number(number) => return Err(fail(format!("there is no column {number}"))),
            Pick::Name(name) => {
                let same = |cell: &String| cell.trim().eq_ignore_ascii_case(name);
                let Some(column) = first.iter().position(same) else {
                    return Err(fail(format!("the header has no column `{}`", shown(name))));
                };
                column
            }
        };
        at.push((*role, column));
    }
    let has = |role: Role| at.iter().any(|(known, _)| *known == role);
    let sort = match (has(Role::Source), has(Role::Target), has(Role::Id)) {
        (true, true, _) => Sort::Edges,
        (false, false, true) => Sort::Nodes,
        _ => {
            let why = "edges need `source` and `target`, nodes need `id`".to_owned();
            return Err(fail(why));
        }
    };
    let names = if header { first.to_vec() } else { numbered(first.len()) };
    Ok(Plan { sort, at, names, header, why: format!("the columns as given: {said}") })
}

/// Gephi's `Type` says `Directed` or `Undirected`, which is no relation.
fn directions(plan: &mut Plan, sample: &[Vec<String>]) {
    if plan.sort != Sort::Edges || plan.column(Role::Direction).is_some() {
        return;
    }
    let says_only_that = |column: usize| {
        let mut cells =
            sample.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.trim().is_empty());
        let mut some = false;
        let all = cells.all(|cell| {
            some = true;
            is_direction(cell)
        });
        all && some
    };
    if let Some(column) = plan.column(Role::Relation).filter(|column| says_only_that(*column)) {
        for (role, at) in &mut plan.at {
            if *at == column {
                *role = Role::Direction;
            } else if *role == Role::Label {
                *role = Role::Relation;
            }
        }
        return;
    }
    // It may stand beside a column that says the relation.
    let taken: Vec<usize> = plan.at.iter().map(|(_, at)| *at).collect();
    let is_type = |name: &String| name.trim().eq_ignore_ascii_case("type");
    let beside = plan.names.iter().position(is_type).filter(|column| !taken.contains(column));
    if let Some(column) = beside.filter(|column| says_only_that(*column)) {
        plan.at.push((Role::Direction, column));
    }
}

/// Whether a cell says no more than whether an edge has a direction.
fn is_direction(cell: &str) -> bool {
    matches!(cell.trim().to_ascii_lowercase().as_str(), "directed" | "undirected" | "mutual")
}

/// Whether a first row names its columns: different words, where a column below holds figures.
fn is_header(first: &[String], below: &[Vec<String>]) -> bool {
    let words = first.iter().all(|cell| !cell.trim().is_empty() && !is_figure(cell));
    let different =
        first.iter().enumerate().all(|(at, cell)| !first.iter().take(at).any(|other| other == cell));
    let figures = (0..first.len()).any(|at| {
        let mut cells =
            below.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.trim().is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| is_figure(cell))
    });
    words && different && figures
}

/// Whether a cell is a number or a date.
fn is_figure(cell: &str) -> bool {
    let cell = cell.trim();
    let of_date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | 'T' | 'Z' | ' ' | '+');
    cell.replace(',', ".").parse::<f64>().is_ok() || !cell.is_empty() && cell.chars().all(of_date)
}

/// Whether a column plainly holds names: words in nearly every cell, none of them long.
fn holds_names(rows: &[Vec<String>], at: usize) -> bool {
    let cells: Vec<&str> = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()).collect();
    let is_name = |cell: &&&str| {
        cell.chars().any(char::is_alphabetic)
            && cell.chars().nth(LONGEST_NAME).is_none()
            && !is_figure(cell)
            && !cell.contains("://")
    };
    // Codes that are the same in every row tell of no one.
    let good = cells.iter().filter(is_name).count();
    !cells.is_empty() && good * 10 >= cells.len() * 9 && (cells.len() < 3 || distinct(rows, at) > 1)
}

fn distinct(rows: &[Vec<String>], at: usize) -> usize {
    let mut cells: Vec<&String> = rows.iter().filter_map(|row| row.get(at)).collect();
    cells.sort_unstable();
    cells.dedup();
    cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, said: Option<&str>) -> Result<String, Untold> {
        let between = if text.contains('\t') { '\t' } else { ',' };
        let rows: Vec<Vec<String>> =
            text.lines().map(|line| line.split(between).map(str::to_owned).collect()).collect();
        let said = said.map(|said| Columns::parse(said).unwrap());
        plan(said.as_ref(), &rows, between == '\t').map(|plan| plan.said().to_string())
    }

    #[test]
    fn a_table_without_a_header_is_read_where_names_are_plain() {
        for (text, plan) in [
            ("Iran\twarns\tIsrael\nQatar\turges\tIran", "source=1,target=3,relation=2,header=no"),
            ("20231026,IRAN,ISRAEL,-4\n20231027,QATAR,IRAN,2", "source=2,target=3,header=no"),
            ("who,whom,count\nIran,Israel,3\nQatar,Iran,4", "source=1,target=2,header=yes"),
            (
                "Source,Target,Type,Label\na,b,Directed,knows",
                "source=1,target=2,direction=3,relation=4,header=yes",
            ),
            (
                "Source,Target,Type,relation\na,b,Undirected,knows\nb,c,Directed,knows",
                "source=1,target=2,relation=4,direction=3,header=yes",
            ),
        ] {
            assert_eq!(told(text, None), Ok(plan.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_asked() {
        let untold = told("Iran,USA,Israel,Rome,x\nQatar,UK,Iran,Bonn,y", None).unwrap_err();
        assert!(
            untold.hint.starts_with("say so with `--columns source=1,target=2`; its first row is 1 “Iran”")
        );
        assert_eq!(
            told("Iran,USA,Israel\nQatar,UK,Iran", Some("source=3,target=1")),
            Ok("source=3,target=1,header=no".to_owned())
        );
        assert_eq!(
            told("who,x,whom\nQatar,UK,Iran", Some("source=who,target=WHOM")),
            Ok("source=1,target=3,header=yes".to_owned())
        );
        for (said, why) in [
            ("source=9,target=1", "no column 9"),
            ("source=z,target=1", "no column `z`"),
            ("source=1", "edges need"),
        ] {
            assert!(told("a,b,c\nd,e,f", Some(said)).unwrap_err().why.contains(why), "{said}");
        }
    }
}
