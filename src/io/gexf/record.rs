//! A node or an edge of GEXF while it is read, and what becomes of it.

use serde_json::Value;

use super::columns::Columns;
use super::times::{self, Spell};
use crate::diagnostics::Code;
use crate::io::draft::Draft;
use crate::io::given::{self, Given};
use crate::io::look::{Look, finite};
use crate::io::reporter::Trail;
use crate::io::xml::{Attributes, Tag};

/// A node or an edge.
#[derive(Default)]
pub(super) struct Record {
    pub(super) at: usize,
    pub(super) is_edge: bool,
    id: Option<String>,
    label: Option<String>,
    from: String,
    to: String,
    undirected: bool,
    pub(super) given: Given,
    /// The declared attributes that have a value, by number.
    pub(super) columns: Vec<usize>,
    pub(super) spells: Vec<Spell>,
    look: Look,
    pub(super) parents: Vec<String>,
}

impl Record {
    pub(super) fn node(tag: &Tag<'_>, attributes: &Attributes<'_>, parent: Option<&Self>) -> Self {
        let mut record = Self { at: tag.at, id: attributes.owned("id"), ..Self::default() };
        record.label = attributes.owned("label");
        record
            .parents
            .extend(attributes.owned("pid").or_else(|| parent.and_then(|parent| parent.id.clone())));
        record.others(attributes, &["id", "label", "pid"]);
        record
    }

    pub(super) fn edge(tag: &Tag<'_>, attributes: &Attributes<'_>, undirected: bool) -> Self {
        let mut record = Self { at: tag.at, is_edge: true, id: attributes.owned("id"), ..Self::default() };
        record.label = attributes.owned("label");
        record.from = attributes.owned("source").unwrap_or_default();
        record.to = attributes.owned("target").unwrap_or_default();
        record.undirected = match attributes.get("type") {
            Some("directed") => false,
            Some("undirected") => true,
            Some(other) => {
                record.given.push(("direction".to_owned(), Value::String(other.to_owned())));
                other == "mutual" || undirected
            }
            None => undirected,
        };
        record.others(attributes, &["id", "label", "source", "target", "type"]);
        record
    }

    fn others(&mut self, attributes: &Attributes<'_>, known: &[&str]) {
        self.spells.extend(Spell::of(attributes));
        let times = ["start", "end", "startopen", "endopen"];
        for (name, value) in
            attributes.iter().filter(|(name, _)| !known.contains(name) && !times.contains(name))
        {
            self.given.push((name.to_owned(), Value::String(value.to_owned())));
        }
    }

    /// How it is drawn, by an element of the namespace `viz`.
    pub(super) fn drawn(&mut self, tag: &Tag<'_>, draft: &mut Draft) {
        let attributes = tag.attributes(&mut draft.rep);
        let rep = &mut draft.rep;
        match tag.name() {
            "color" | "colour" => {
                let channel = |name| attributes.get(name).and_then(crate::io::look::channel);
                let channels = channel("r").zip(channel("g")).zip(channel("b"));
                let named = attributes.get("hex").and_then(crate::io::look::colour);
                let colour = channels.map(|((r, g), b)| [r, g, b]).or(named);
                if colour.is_none() {
                    let message = "a colour is none: it needs `r`, `g` and `b` from 0 to 255; it is not used";
                    rep.add(Code::UnknownValue, tag.at, &Trail::Top, message);
                }
                if let Some([r, g, b]) = colour.filter(|_| self.is_edge) {
                    self.given.push(("colour".to_owned(), Value::String(format!("#{r:02x}{g:02x}{b:02x}"))));
                }
                self.look.colour = colour;
            }
            "position" => {
                self.look.x = attributes.get("x").and_then(|text| finite(text, "x", tag.at, rep));
                // Gephi counts y upwards.
                self.look.y =
                    attributes.get("y").and_then(|text| finite(text, "y", tag.at, rep)).map(|y| 0.0 - y);
            }
            "size" => {
                self.look.size = attributes.get("value").and_then(|text| finite(text, "size", tag.at, rep));
            }
            name => {
                if let Some(value) = attributes.get("value") {
                    self.given.push((name.to_owned(), crate::io::table::value(value)));
                }
            }
        }
    }

    /// Puts it into the draft; `budget` is what defaults may still take.
    pub(super) fn finish(mut self, draft: &mut Draft, columns: &Columns, budget: &mut usize) {
        for (number, column, text) in columns.defaults(self.is_edge) {
            let cost = column.title.len() + text.len() + 64;
            if !self.columns.contains(&number) && cost <= *budget {
                *budget -= cost;
                self.given.push((column.title.clone(), column.value(text, self.at, &mut draft.rep)));
            }
        }
        if let Some(label) = self.label.filter(|label| !label.is_empty()) {
            self.given.insert(0, ("label".to_owned(), Value::String(label)));
        }
        let date = times::date(&self.spells, &mut self.given);
        if self.is_edge {
            let mut edge = given::edge(self.from, self.to, self.given, self.at, &mut draft.rep);
            edge.id = self.id;
            edge.undirected = self.undirected;
            edge.time = date.or(edge.time);
            draft.edge(self.at, edge);
            return;
        }
        if let Some(date) = date {
            self.given.push(("time".to_owned(), Value::String(date.as_str().to_owned())));
        }
        match self.parents.len() {
            0 => {}
            1 => self.given.extend(self.parents.pop().map(|id| ("parent".to_owned(), Value::String(id)))),
            _ => {
                let parents = self.parents.into_iter().map(Value::String).collect();
                self.given.push(("parents".to_owned(), parents));
            }
        }
        let id = self.id.unwrap_or_default();
        let node = given::node(id, self.given, self.look, self.at, &mut draft.rep);
        draft.node(self.at, &Trail::Top, node);
    }
}
