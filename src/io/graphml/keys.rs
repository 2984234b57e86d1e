//! GraphML's keys: what attributes are called, of which type they are, and what they are where none is given.

use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostics::Code;
use crate::io::reporter::{Reporter, Trail, shown};
use crate::io::xml::Attributes;

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Of {
    Node = 0,
    Edge = 1,
    Graph = 2,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Type {
    Text,
    Number,
    Truth,
}

/// One declared key.
pub(super) struct Key {
    pub(super) name: String,
    kind: Type,
    /// What is drawn, in yEd's own elements.
    pub(super) drawn: bool,
    pub(super) default: Option<String>,
    of: &'static [Of],
}

/// All keys of a file.
#[derive(Default)]
pub(super) struct Keys {
    all: Vec<Key>,
    by_id: [HashMap<String, usize>; 3],
    defaults: [Vec<usize>; 3],
    /// Whether nodes have a red channel, and a place.
    pub(super) channels: bool,
    pub(super) places: bool,
}

impl Keys {
    /// Adds a key; its number.
    pub(super) fn declare(&mut self, attributes: &Attributes<'_>) -> usize {
        let id = attributes.get("id").unwrap_or("");
        let kind = match attributes.get("attr.type").unwrap_or("string") {
            "int" | "integer" | "long" | "float" | "double" | "short" => Type::Number,
            "boolean" | "bool" => Type::Truth,
            _ => Type::Text,
        };
        let name = attributes.get("attr.name").filter(|name| !name.is_empty()).unwrap_or(id).to_owned();
        let drawn = attributes.get("yfiles.type").is_some_and(|kind| kind.ends_with("graphics"));
        let number = self.all.len();
        let of: &'static [Of] = match attributes.get("for").unwrap_or("all") {
            "node" => &[Of::Node],
            "edge" => &[Of::Edge],
            "graph" => &[Of::Graph],
            // Ports and end points of hyperedges are not read.
            "port" | "endpoint" | "hyperedge" | "graphml" => &[],
            _ => &[Of::Node, Of::Edge, Of::Graph],
        };
        self.channels |= name == "r" && of.contains(&Of::Node);
        self.places |= name == "y" && of.contains(&Of::Node);
        self.all.push(Key { name, kind, drawn, default: None, of });
        for of in of {
            self.by_id[*of as usize].insert(id.to_owned(), number);
        }
        number
    }

    /// Gives a key its default.
    pub(super) fn set_default(&mut self, number: usize, text: String) {
        let Some(key) = self.all.get_mut(number) else { return };
        if key.default.replace(text).is_none() {
            key.of.iter().for_each(|of| self.defaults[*of as usize].push(number));
        }
    }

    /// The key of an id. One that is not declared is, as a text, and reported.
    pub(super) fn find(&mut self, of: Of, id: &str, at: usize, rep: &mut Reporter) -> usize {
        if let Some(&known) = self.by_id[of as usize].get(id) {
            return known;
        }
        let number = self.all.len();
        self.all.push(Key { name: id.to_owned(), kind: Type::Text, drawn: false, default: None, of: &[] });
        self.by_id[of as usize].insert(id.to_owned(), number);
        let message = format!("the key `{}` is not declared; its values are kept under that name", shown(id));
        rep.add(Code::UnknownField, at, &Trail::Top, message);
        number
    }

    /// A key by its number.
    pub(super) fn get(&self, number: usize) -> Option<&Key> {
        self.all.get(number)
    }

    /// The keys with a default, of nodes or of edges.
    pub(super) fn defaults(&self, of: Of) -> impl Iterator<Item = (usize, &Key, &str)> {
        let one = |number: &usize| {
            let key = self.all.get(*number)?;
            Some((*number, key, key.default.as_deref()?))
        };
        self.defaults[of as usize].iter().filter_map(one)
    }
}

impl Key {
    /// A value of it. One that is not of its type is kept as text.
    pub(super) fn value(&self, text: &str) -> Value {
        let trimmed = text.trim();
        match self.kind {
            Type::Text => Value::String(text.to_owned()),
            Type::Truth => match trimmed {
                "true" | "True" | "1" => Value::Bool(true),
                "false" | "False" | "0" => Value::Bool(false),
                _ => Value::String(text.to_owned()),
            },
            Type::Number => {
                let whole = trimmed.parse::<i64>().ok().map(Value::from);
                let real = || serde_json::Number::from_f64(trimmed.parse().ok()?).map(Value::Number);
                whole.or_else(real).unwrap_or_else(|| Value::String(trimmed.to_owned()))
            }
        }
    }
}
