//! GEXF's attributes: what they are called, of which type they are, their defaults and options.

use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostics::Code;
use crate::io::reporter::{Reporter, Trail, shown};
use crate::io::xml::Attributes;

/// One declared attribute.
pub(super) struct Column {
    pub(super) title: String,
    kind: Type,
    pub(super) default: Option<String>,
    options: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Type {
    Text,
    Number,
    Truth,
    List,
}

/// All attributes of a file: of nodes, then of edges.
#[derive(Default)]
pub(super) struct Columns {
    all: Vec<Column>,
    by_id: [HashMap<String, usize>; 2],
    defaults: [Vec<usize>; 2],
}

impl Columns {
    /// Adds an attribute of nodes, or of edges; its number.
    pub(super) fn declare(&mut self, of_edges: bool, attributes: &Attributes<'_>) -> usize {
        let id = attributes.get("id").unwrap_or("");
        let kind = match attributes.get("type").unwrap_or("string") {
            "integer" | "int" | "long" | "float" | "double" | "short" | "byte" => Type::Number,
            "boolean" => Type::Truth,
            kind if kind.starts_with("list") => Type::List,
            _ => Type::Text,
        };
        let title = attributes.get("title").filter(|title| !title.is_empty()).unwrap_or(id).to_owned();
        let number = self.all.len();
        self.all.push(Column { title, kind, default: None, options: Vec::new() });
        self.by_id[usize::from(of_edges)].insert(id.to_owned(), number);
        number
    }

    /// Gives an attribute its default.
    pub(super) fn set_default(&mut self, of_edges: bool, number: usize, text: &str) {
        let Some(column) = self.all.get_mut(number) else { return };
        if column.default.replace(text.trim().to_owned()).is_none() {
            self.defaults[usize::from(of_edges)].push(number);
        }
    }

    /// Gives an attribute the values that it may have: `a|b|c`, or `[a, b, c]`.
    pub(super) fn options(&mut self, number: usize, text: &str) {
        let Some(column) = self.all.get_mut(number) else { return };
        column.options = listed(text).map(str::to_owned).collect();
        column.options.sort();
    }

    /// The attribute of an id. One that is not declared is, as a text, and reported.
    pub(super) fn find(&mut self, of_edges: bool, id: &str, at: usize, rep: &mut Reporter) -> usize {
        let known = &mut self.by_id[usize::from(of_edges)];
        if let Some(&number) = known.get(id) {
            return number;
        }
        let number = self.all.len();
        known.insert(id.to_owned(), number);
        let column = Column { title: id.to_owned(), kind: Type::Text, default: None, options: Vec::new() };
        self.all.push(column);
        let message =
            format!("the attribute `{}` is not declared; its values are kept under that name", shown(id));
        rep.add(Code::UnknownField, at, &Trail::Top, message);
        number
    }

    /// An attribute by its number.
    pub(super) fn get(&self, number: usize) -> Option<&Column> {
        self.all.get(number)
    }

    /// The attributes with a default.
    pub(super) fn defaults(&self, of_edges: bool) -> impl Iterator<Item = (usize, &Column, &str)> {
        self.defaults[usize::from(of_edges)].iter().filter_map(|number| {
            let column = self.all.get(*number)?;
            Some((*number, column, column.default.as_deref()?))
        })
    }
}

impl Column {
    /// A value of it. One that is not of its type, or not among its options, is kept as text and reported.
    pub(super) fn value(&self, text: &str, at: usize, rep: &mut Reporter) -> Value {
        let wrong = |why: &str, rep: &mut Reporter| {
            let message =
                format!("`{}` is {why} for `{}`; it is kept as text", shown(text), shown(&self.title));
            rep.add(Code::UnknownValue, at, &Trail::Top, message);
            Value::String(text.to_owned())
        };
        if !self.options.is_empty()
            && self.options.binary_search_by(|option| option.as_str().cmp(text.trim())).is_err()
        {
            return wrong("not among the options", rep);
        }
        let trimmed = text.trim();
        match self.kind {
            Type::Text => Value::String(text.to_owned()),
            Type::List => listed(text).map(Value::from).collect(),
            Type::Truth => match trimmed {
                "true" | "True" | "1" => Value::Bool(true),
                "false" | "False" | "0" => Value::Bool(false),
                _ => wrong("neither true nor false", rep),
            },
            Type::Number => {
                let whole = trimmed.parse::<i64>().ok().map(Value::from);
                let real = || serde_json::Number::from_f64(trimmed.parse().ok()?).map(Value::Number);
                whole.or_else(real).unwrap_or_else(|| wrong("no finite number", rep))
            }
        }
    }
}

/// The items of a list: `a|b`, `a;b` or `[a, b]`.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let between: &[char] = if inside.is_some() { &[','] } else { &['|', ';'] };
    inside.unwrap_or(text).split(between).map(str::trim).filter(|item| !item.is_empty())
}
