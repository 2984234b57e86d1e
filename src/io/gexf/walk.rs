//! Going through a GEXF file.

use serde_json::{Value, json};

use super::columns::Columns;
use super::record::Record;
use super::times::Spell;
use crate::io::Monitor;
use crate::io::draft::Draft;
use crate::io::xml::{Piece, Tag, Xml};

/// Pieces between two looks at whether to go on.
const PULSE: u64 = 4096;

/// Where in the tree one is.
enum Frame {
    Other,
    Attributes { of_edges: bool },
    Attribute { of_edges: bool, number: usize },
    Default { of_edges: bool, number: usize },
    Options(usize),
    Record,
    Description,
}

impl Frame {
    /// Whether its text counts.
    fn has_words(&self) -> bool {
        matches!(self, Self::Default { .. } | Self::Options(_) | Self::Description)
    }
}

/// Reads a file; false where the monitor cancelled.
pub(super) fn walk(draft: &mut Draft, text: &str, monitor: &dyn Monitor) -> bool {
    let mut walker = Walker {
        draft,
        columns: Columns::default(),
        frames: Vec::new(),
        open: Vec::new(),
        words: String::new(),
        // Edges have no direction where a file says nothing of it (GEXF 1.2, `defaultedgetype`).
        undirected: true,
        budget: text.len() * 4 + (1 << 16),
    };
    let mut xml = Xml::new(text);
    let mut count = 0_u64;
    loop {
        count += 1;
        if count.is_multiple_of(PULSE) {
            monitor.progress("reading the graph", xml.at() as u64, text.len() as u64);
            if monitor.cancelled() {
                return false;
            }
        }
        match xml.next(&mut walker.draft.rep) {
            Piece::Open(tag) => walker.open(&tag),
            Piece::Close => walker.close(),
            Piece::Text(text) => {
                if walker.frames.last().is_some_and(Frame::has_words) {
                    walker.words.push_str(&text);
                }
            }
            Piece::End => break,
        }
    }
    true
}

struct Walker<'d> {
    draft: &'d mut Draft,
    columns: Columns,
    frames: Vec<Frame>,
    /// Nodes and edges that are not closed yet; a node may hold others.
    open: Vec<Record>,
    words: String,
    undirected: bool,
    /// Bytes that defaults may still take.
    budget: usize,
}

impl Walker<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        let frame = match tag.name() {
            "graph" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                if let Some(default) = attributes.get("defaultedgetype") {
                    self.undirected = default != "directed";
                }
                Frame::Other
            }
            "attributes" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                Frame::Attributes { of_edges: attributes.get("class") == Some("edge") }
            }
            "attribute" => match self.frames.last() {
                Some(&Frame::Attributes { of_edges }) => {
                    let attributes = tag.attributes(&mut self.draft.rep);
                    Frame::Attribute { of_edges, number: self.columns.declare(of_edges, &attributes) }
                }
                _ => Frame::Other,
            },
            name @ ("default" | "options") => match self.frames.last() {
                Some(&Frame::Attribute { of_edges, number }) => {
                    self.words.clear();
                    if name == "default" {
                        Frame::Default { of_edges, number }
                    } else {
                        Frame::Options(number)
                    }
                }
                _ => Frame::Other,
            },
            "description" => {
                self.words.clear();
                Frame::Description
            }
            "node" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                self.open.push(Record::node(tag, &attributes, self.open.last()));
                Frame::Record
            }
            "edge" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                self.open.push(Record::edge(tag, &attributes, self.undirected));
                Frame::Record
            }
            "attvalue" => {
                self.value(tag);
                Frame::Other
            }
            "spell" | "slice" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                if let Some(record) = self.open.last_mut() {
                    record.spells.extend(Spell::of(&attributes));
                }
                Frame::Other
            }
            "parent" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                if let Some(record) = self.open.last_mut() {
                    record.parents.extend(attributes.owned("for"));
                }
                Frame::Other
            }
            "color" | "colour" | "position" | "size" | "shape" | "thickness" => {
                if let Some(record) = self.open.last_mut() {
                    record.drawn(tag, self.draft);
                }
                Frame::Other
            }
            _ => Frame::Other,
        };
        self.frames.push(frame);
    }

    /// A value of a declared attribute; one that held for a time only is kept with it.
    fn value(&mut self, tag: &Tag<'_>) {
        let rep = &mut self.draft.rep;
        let attributes = tag.attributes(rep);
        let Some(record) = self.open.last_mut() else { return };
        // GEXF 1.0 writes `id` for what later versions write `for`.
        let id = attributes.get("for").or_else(|| attributes.get("id")).unwrap_or("");
        let number = self.columns.find(record.is_edge, id, tag.at, rep);
        let Some(column) = self.columns.get(number) else { return };
        let value = column.value(attributes.get("value").unwrap_or(""), tag.at, rep);
        let value = match Spell::of(&attributes) {
            Some(spell) => json!({ "value": value, "time": spell.written() }),
            None => value,
        };
        record.columns.push(number);
        if value != Value::String(String::new()) {
            record.given.push((column.title.clone(), value));
        }
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Default { of_edges, number }) => {
                self.columns.set_default(of_edges, number, &self.words);
            }
            Some(Frame::Options(number)) => self.columns.options(number, &self.words),
            Some(Frame::Description) if self.open.is_empty() => {
                let title = self.words.trim();
                let known = &mut self.draft.builder.title;
                *known = known.take().or_else(|| (!title.is_empty()).then(|| title.to_owned()));
            }
            Some(Frame::Record) => {
                if let Some(record) = self.open.pop() {
                    record.finish(self.draft, &self.columns, &mut self.budget);
                }
            }
            _ => {}
        }
    }
}
