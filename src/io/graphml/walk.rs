//! Going through a GraphML file: every node and edge with its attributes, handed to who makes records of them.

use serde_json::Value;

use super::keys::{Keys, Of};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::io::draft::Draft;
use crate::io::given::Given;
use crate::io::look::{Look, colour, finite};
use crate::io::reporter::Trail;
use crate::io::xml::{Piece, Tag, Xml};

/// Pieces between two looks at whether to go on.
const PULSE: u64 = 4096;

/// A node or an edge as the file gives it.
#[derive(Default)]
pub(in crate::io) struct Raw {
    pub(in crate::io) at: usize,
    pub(in crate::io) is_edge: bool,
    pub(in crate::io) id: Option<String>,
    pub(in crate::io) from: String,
    pub(in crate::io) to: String,
    pub(in crate::io) undirected: bool,
    pub(in crate::io) given: Given,
    pub(in crate::io) look: Look,
    /// The keys that were given, by number.
    keys: Vec<usize>,
    /// Labels of yEd.
    labels: Vec<String>,
}

/// Where in the tree one is.
enum Frame {
    Other,
    Key(usize),
    Default(usize),
    Graph { undirected: bool },
    Record,
    Hyperedge { at: usize, ends: u32 },
    Data(usize),
    Label,
}

/// Reads a file; `made` gets every record with the draft. False where the monitor cancelled.
pub(in crate::io) fn walk(
    draft: &mut Draft,
    text: &str,
    monitor: &dyn Monitor,
    made: &mut dyn FnMut(&mut Draft, Raw),
) -> bool {
    let mut walker = Walker {
        draft,
        made,
        keys: Keys::default(),
        frames: Vec::new(),
        open: Vec::new(),
        words: String::new(),
        graphs: 0,
        budget: text.len() * 4 + (1 << 16),
        ports: false,
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
                if matches!(walker.frames.last(), Some(Frame::Data(_) | Frame::Default(_) | Frame::Label)) {
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
    made: &'d mut dyn FnMut(&mut Draft, Raw),
    keys: Keys,
    frames: Vec<Frame>,
    /// Nodes and edges that are not closed yet; a node may hold a graph.
    open: Vec<Raw>,
    words: String,
    graphs: u32,
    /// Bytes that defaults may still take.
    budget: usize,
    ports: bool,
}

impl Walker<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        let in_drawing = matches!(self.frames.last(), Some(Frame::Data(_) | Frame::Other | Frame::Label));
        let frame = match tag.name() {
            "key" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                Frame::Key(self.keys.declare(&attributes))
            }
            "default" => match self.frames.last() {
                Some(Frame::Key(key)) => {
                    self.words.clear();
                    Frame::Default(*key)
                }
                _ => Frame::Other,
            },
            "graph" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                let undirected = attributes.get("edgedefault") == Some("undirected");
                self.graphs += u32::from(self.open.is_empty());
                Frame::Graph { undirected }
            }
            "node" | "edge" if matches!(self.frames.last(), Some(Frame::Graph { .. })) => self.record(tag),
            "hyperedge" => Frame::Hyperedge { at: tag.at, ends: 0 },
            "endpoint" => {
                if let Some(Frame::Hyperedge { ends, .. }) = self.frames.last_mut() {
                    *ends += 1;
                }
                Frame::Other
            }
            "port" if matches!(self.frames.last(), Some(Frame::Record)) => {
                self.port(tag.at);
                Frame::Other
            }
            "data" => {
                let attributes = tag.attributes(&mut self.draft.rep);
                let id = attributes.get("key").unwrap_or("");
                let of = match self.frames.last() {
                    Some(Frame::Record) => {
                        let is_edge = self.open.last().is_some_and(|raw| raw.is_edge);
                        Some(if is_edge { Of::Edge } else { Of::Node })
                    }
                    Some(Frame::Graph { .. }) => Some(Of::Graph),
                    _ => None,
                };
                self.words.clear();
                of.map_or(Frame::Other, |of| Frame::Data(self.keys.find(of, id, tag.at, &mut self.draft.rep)))
            }
            "NodeLabel" | "EdgeLabel" if in_drawing => {
                self.words.clear();
                Frame::Label
            }
            name @ ("Geometry" | "Fill" | "Arrows") if in_drawing => {
                self.drawn(name, tag);
                Frame::Other
            }
            _ => Frame::Other,
        };
        self.frames.push(frame);
    }

    fn record(&mut self, tag: &Tag<'_>) -> Frame {
        let attributes = tag.attributes(&mut self.draft.rep);
        let is_edge = tag.name() == "edge";
        let mut raw = Raw { at: tag.at, is_edge, id: attributes.owned("id"), ..Raw::default() };
        if is_edge {
            raw.from = attributes.owned("source").unwrap_or_default();
            raw.to = attributes.owned("target").unwrap_or_default();
            let default = matches!(self.frames.last(), Some(Frame::Graph { undirected: true }));
            raw.undirected = match attributes.get("directed") {
                Some("false") => true,
                Some("true") => false,
                _ => default,
            };
        } else if let Some(parent) = self.open.iter().rev().find(|raw| !raw.is_edge) {
            let id = parent.id.clone().unwrap_or_default();
            raw.given.push(("parent".to_owned(), Value::String(id)));
        }
        if self.graphs > 1 && !is_edge && self.open.is_empty() {
            raw.given.push(("graph".to_owned(), self.graphs.into()));
        }
        let known = ["id", "source", "target", "directed", "foldertype", "yfiles.foldertype"];
        let mut ports = false;
        for (name, value) in attributes.iter().filter(|(name, _)| !known.contains(name)) {
            ports |= name.ends_with("port");
            raw.given.push((name.to_owned(), Value::String(value.to_owned())));
        }
        if ports {
            self.port(tag.at);
        }
        self.open.push(raw);
        Frame::Record
    }

    fn port(&mut self, at: usize) {
        if !std::mem::replace(&mut self.ports, true) {
            let message = "ports are not drawn; edges lead to their nodes";
            self.draft.rep.add(Code::UnknownField, at, &Trail::Top, message);
        }
    }

    /// What yEd draws.
    fn drawn(&mut self, name: &str, tag: &Tag<'_>) {
        let rep = &mut self.draft.rep;
        let attributes = tag.attributes(rep);
        let Some(raw) = self.open.last_mut() else { return };
        match name {
            "Geometry" => {
                let mut number = |name: &str| finite(attributes.get(name)?, name, tag.at, rep);
                let half = |size: Option<f64>| size.unwrap_or(0.0) / 2.0;
                let (width, height) = (number("width"), number("height"));
                // The place is that of the upper left corner.
                raw.look.x = number("x").map(|x| x + half(width));
                raw.look.y = number("y").map(|y| y + half(height));
                raw.look.size = width.zip(height).map(|(width, height)| width.max(height));
            }
            "Fill" => raw.look.colour = attributes.get("color").and_then(colour),
            _ => {
                let none = |end| attributes.get(end) == Some("none");
                raw.undirected |= none("source") && none("target");
            }
        }
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Default(key)) => self.keys.set_default(key, std::mem::take(&mut self.words)),
            Some(Frame::Data(number)) => self.data(number),
            Some(Frame::Label) => {
                let label = std::mem::take(&mut self.words);
                let label = label.trim();
                if let Some(raw) = self.open.last_mut().filter(|_| !label.is_empty()) {
                    raw.labels.push(label.to_owned());
                }
            }
            Some(Frame::Hyperedge { at, ends }) => {
                let message = format!("a hyperedge of {ends} nodes is left out: a claim has two parties");
                self.draft.leave_out("hyperedges", true, (Code::UnknownValue, at, &Trail::Top), message);
            }
            Some(Frame::Record) => {
                if let Some(raw) = self.open.pop() {
                    let raw = self.complete(raw);
                    (self.made)(self.draft, raw);
                }
            }
            _ => {}
        }
    }

    fn data(&mut self, number: usize) {
        let Some(key) = self.keys.get(number) else { return };
        if key.drawn {
            return;
        }
        let value = key.value(&self.words);
        match (self.open.last_mut(), value) {
            // What is drawn elsewhere leaves white space behind.
            (_, Value::String(text)) if text.trim().is_empty() => {}
            (Some(raw), value) => {
                raw.given.push((key.name.clone(), value));
                raw.keys.push(number);
            }
            (None, Value::String(text)) if matches!(&*key.name, "name" | "title" | "label") => {
                let title = &mut self.draft.builder.title;
                *title = title.take().or(Some(text));
            }
            (None, value) => drop(self.draft.builder.extra.insert(key.name.clone(), value)),
        }
    }

    /// Gives a record the defaults of what it lacks, and its labels.
    fn complete(&mut self, mut raw: Raw) -> Raw {
        let of = if raw.is_edge { Of::Edge } else { Of::Node };
        for (number, key, text) in self.keys.defaults(of) {
            if !raw.keys.contains(&number) && !text.trim().is_empty() {
                // A long default of many nodes would outgrow the file.
                let cost = key.name.len() + text.len() + 64;
                if cost > self.budget {
                    continue;
                }
                self.budget -= cost;
                raw.given.push((key.name.clone(), key.value(text)));
            }
        }
        let mut labels = std::mem::take(&mut raw.labels).into_iter();
        if let Some(label) = labels.next() {
            raw.given.insert(0, ("label".to_owned(), Value::String(label)));
        }
        for (label, number) in labels.zip(2..) {
            raw.given.push((format!("label {number}"), Value::String(label)));
        }
        // Gephi counts y upwards; it is the tool that writes colours in three numbers.
        if !raw.is_edge && self.keys.channels && self.keys.places {
            upwards(&mut raw.given);
        }
        raw
    }
}

/// Turns y over.
fn upwards(given: &mut Given) {
    let place = given.iter_mut().find(|(name, _)| name == "y");
    if let Some((_, value)) = place
        && let Some(turned) = value.as_f64().and_then(|y| serde_json::Number::from_f64(0.0 - y))
    {
        *value = Value::Number(turned);
    }
}
