//! The rows of a table, as nodes and edges.

use csv::StringRecord;
use serde_json::Value;

use super::columns::{Plan, Role, Sort, property};
use super::dialect::{Dialect, reader};
use crate::diagnostics::Code;
use crate::io::draft::{Draft, Edge, Node};
use crate::io::look::{Look, colour, finite};
use crate::io::reporter::{Trail, shown};
use crate::io::{Monitor, dates};
use crate::model::{Date, Extra};

/// Rows between two looks at whether to go on.
const PULSE: u64 = 1024;

/// Reads all rows into a draft; false where the monitor cancelled.
pub(super) fn read(
    draft: &mut Draft,
    text: &str,
    dialect: Dialect,
    plan: &Plan,
    monitor: &dyn Monitor,
) -> bool {
    let mut reader = reader(text, dialect);
    let mut record = StringRecord::new();
    let layout = Layout::of(plan);
    let mut header = plan.header;
    let mut number = 0_u64;
    // The text is UTF-8 already, so that reading a row cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let at = dialect.from + record.position().map_or(0, |position| position.byte() as usize);
        number += 1;
        if number.is_multiple_of(PULSE) {
            monitor.progress("reading rows", at as u64, text.len() as u64);
            if monitor.cancelled() {
                return false;
            }
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if std::mem::take(&mut header) {
            continue;
        }
        // The place of a row is where its text begins: empty lines before it are none of it.
        let lead = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\n', '\r']).len());
        let row =
            Row { cells: &record, at: at + lead, plan, layout: &layout, comma: dialect.delimiter == b';' };
        row.check(draft);
        match plan.sort {
            Sort::Edges => row.edge(draft),
            Sort::Nodes => row.node(draft),
        }
    }
    true
}

/// What each column is, by its place.
struct Layout {
    roles: Vec<Option<Role>>,
}

impl Layout {
    fn of(plan: &Plan) -> Self {
        let role = |column| plan.at.iter().find(|(_, at)| *at == column).map(|(role, _)| *role);
        Self { roles: (0..plan.names.len()).map(role).collect() }
    }
}

struct Row<'a> {
    cells: &'a StringRecord,
    at: usize,
    plan: &'a Plan,
    layout: &'a Layout,
    /// Whether numbers may have a decimal comma.
    comma: bool,
}

impl Row<'_> {
    /// Reports a row that is longer or shorter than the first.
    fn check(&self, draft: &mut Draft) {
        let (found, wanted) = (self.cells.len(), self.plan.names.len());
        if found < wanted {
            let message =
                format!("the row has {found} cells, and the table {wanted} columns; the rest is empty");
            draft.rep.add(Code::MissingField, self.at, &Trail::Top, message);
        } else if self.cells.iter().skip(wanted).any(|cell| !cell.trim().is_empty()) {
            let message =
                format!("the row has {found} cells, and the table {wanted} columns; the rest is kept");
            draft.rep.add(Code::UnknownField, self.at, &Trail::Top, message);
        }
    }

    /// The cell of a role, where there is something in it.
    fn cell(&self, role: Role) -> Option<&str> {
        let cell = self.cells.get(self.plan.column(role)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn owned(&self, role: Role) -> Option<String> {
        self.cell(role).map(str::to_owned)
    }

    /// The cells of no role, by the names of their columns.
    fn others(&self) -> Extra {
        let mut extra = Extra::new();
        for (column, cell) in self.cells.iter().enumerate() {
            if cell.trim().is_empty() || self.layout.roles.get(column).is_some_and(Option::is_some) {
                continue;
            }
            let name = match self.plan.names.get(column).map(|name| property(name)) {
                Some(name) if !name.is_empty() => name.to_owned(),
                _ => format!("column {}", column + 1),
            };
            // Of two columns of one name, both are kept.
            let name = if extra.contains_key(&name) { format!("{name} {}", column + 1) } else { name };
            extra.insert(name, value(cell));
        }
        extra
    }

    fn edge(&self, draft: &mut Draft) {
        let mut extra = self.others();
        let end = |role| self.cell(role).unwrap_or("");
        let (from, to) = (end(Role::Source), end(Role::Target));
        for (id, role) in [(from, Role::SourceKind), (to, Role::TargetKind)] {
            if let Some(kind) = self.cell(role).filter(|_| !id.is_empty()) {
                draft.entity(self.at, id, None, Some(kind));
            }
        }
        if let Some(weight) = self.cell(Role::Weight) {
            let number = if self.comma { weight.replace(',', ".") } else { weight.to_owned() };
            match finite(&number, "weight", self.at, &mut draft.rep).map(|_| value(&number)) {
                Some(Value::Number(weight)) => drop(extra.insert("weight".to_owned(), Value::Number(weight))),
                _ => drop(extra.insert("weight".to_owned(), Value::String(weight.to_owned()))),
            }
        }
        let time = self.time(draft, &mut extra);
        let direction = self.cell(Role::Direction).unwrap_or("");
        let undirected = ["undirected", "false", "no", "0", "none"]
            .iter()
            .any(|word| direction.eq_ignore_ascii_case(word));
        draft.edge(
            self.at,
            Edge {
                id: self.owned(Role::Id),
                label: self.owned(Role::Label),
                undirected,
                time,
                extra,
                ..Edge::new(from, to, self.cell(Role::Relation).unwrap_or(""))
            },
        );
    }

    /// When it was; what is no date stays as a property.
    fn time(&self, draft: &mut Draft, extra: &mut Extra) -> Option<Date> {
        let mut found = None;
        let interval = [self.cell(Role::Start), self.cell(Role::End)];
        if interval.iter().any(Option::is_some) {
            let [start, end] = interval;
            found = dates::interval(start, end);
            if found.is_none() {
                for (name, cell) in [("start", start), ("end", end)] {
                    cell.map(|cell| extra.insert(name.to_owned(), value(cell)));
                }
                let message = "the start and end of the edge are no dates; they are kept as properties";
                draft.rep.add(Code::UnknownValue, self.at, &Trail::Top, message);
            }
        }
        if let Some(cell) = self.cell(Role::Date) {
            let date = dates::point(cell);
            if date.is_none() || found.is_some() {
                extra.insert("date".to_owned(), value(cell));
            }
            if date.is_none() {
                let message = format!("`{}` is no date; it is kept as a property", shown(cell));
                draft.rep.add(Code::UnknownValue, self.at, &Trail::Top, message);
            }
            found = found.or(date);
        }
        found
    }

    fn node(&self, draft: &mut Draft) {
        let mut look = Look { colour: self.cell(Role::Colour).and_then(colour), ..Look::default() };
        let mut number = |role: Role| finite(self.cell(role)?, role.id(), self.at, &mut draft.rep);
        (look.x, look.y, look.size) = (number(Role::X), number(Role::Y), number(Role::Size));
        let aliases = self.cell(Role::Aliases).unwrap_or("").split([';', '|']).map(str::trim);
        // Neo4j lists several labels; the first is the kind.
        let kind = self.cell(Role::Kind).map(|kind| kind.split(';').next().unwrap_or(kind).to_owned());
        let node = Node {
            id: self.owned(Role::Id).unwrap_or_default(),
            name: self.owned(Role::Name),
            kind,
            aliases: aliases.filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
            description: self.owned(Role::Description),
            properties: self.others(),
            viz: look.viz(),
            ..Node::default()
        };
        draft.node(self.at, &Trail::Top, node);
    }
}

/// A cell as a value: a number where it is written as one, else its words.
pub(in crate::io) fn value(cell: &str) -> Value {
    let cell = cell.trim();
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    // A number with a zero before it is a code; `inf` and `1e5` in a table of names are names.
    let numeric = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && !(digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."));
    if numeric && digits.len() < 16 {
        if let Ok(number) = cell.parse::<i64>() {
            return number.into();
        }
        if let Some(number) = cell.parse::<f64>().ok().and_then(serde_json::Number::from_f64) {
            return Value::Number(number);
        }
    }
    Value::String(cell.to_owned())
}
