//! Going through a file a record at a time: which list holds nodes, which edges, which object another graph.

use std::borrow::Cow;

use super::edge;
use super::flavour::RECORDS;
use super::graph::{Graph, Mode};
use super::names::{EDGE_LISTS, NODE_LISTS, WRAPPERS};
use super::node::{self, Read};
use super::sources;
use crate::diagnostics::Code;
use crate::io::draft::{Draft, document};
use crate::io::json::{Broken, Field, Node, Reader, Value};
use crate::io::reporter::Trail;
use crate::io::{Monitor, Source, values};
use crate::model::Extra;

/// How deep graphs may lie in one another's objects.
const DEEPEST: u8 = 8;
/// Records between two looks at the monitor.
const PULSE: u32 = 512;

/// A value on its way in: read already, or next in the file.
pub(super) enum Input<'r, 'a> {
    Tree(Node<'a>),
    File(&'r mut Reader<'a>),
}

impl<'a> Input<'_, 'a> {
    /// The bracket that it opens with, or another byte.
    fn opens(&mut self) -> u8 {
        match self {
            Self::File(reader) => reader.peek().unwrap_or(0),
            Self::Tree(node) => match node.value {
                Value::List(_) => b'[',
                Value::Object(_) => b'{',
                _ => 0,
            },
        }
    }

    fn whole(self) -> Result<Node<'a>, Broken> {
        match self {
            Self::Tree(node) => Ok(node),
            Self::File(reader) => reader.value(),
        }
    }

    /// Calls for each item of a list, or each field of an object with its place and name.
    fn each(
        self,
        mut call: impl FnMut(u32, Option<(usize, Cow<'a, str>)>, Input<'_, 'a>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        match self {
            Self::Tree(Node { value: Value::List(items), .. }) => {
                (0..).zip(items).try_for_each(|(i, item)| call(i, None, Input::Tree(item)))
            }
            Self::Tree(Node { value: Value::Object(fields), .. }) => (0..)
                .zip(fields)
                .try_for_each(|(i, field)| call(i, Some((field.at, field.name)), Input::Tree(field.node))),
            Self::Tree(_) => Ok(()),
            Self::File(reader) => {
                let close = if reader.peek() == Some(b'{') { b'}' } else { b']' };
                reader.take(if close == b'}' { b'{' } else { b'[' });
                let mut i = 0;
                while reader.another(i == 0, close)? {
                    let name = if close == b'}' { Some(reader.name()?) } else { None };
                    call(i, name, Input::File(reader))?;
                    i += 1;
                }
                Ok(())
            }
        }
    }
}

/// A file being read.
pub(super) struct Walk<'s> {
    pub(super) draft: Draft,
    pub(super) monitor: &'s dyn Monitor,
    pub(super) source: &'s Source<'s>,
    pub(super) graph: Graph,
    /// Attributes of the graph as a whole.
    pub(super) extra: Extra,
    /// How many graphs there were.
    pub(super) graphs: u32,
    records: u32,
    /// Records that are themselves the top of the file.
    lines: u32,
    len: usize,
}

impl<'s> Walk<'s> {
    pub(super) fn new(draft: Draft, source: &'s Source<'s>, len: usize) -> Self {
        Self {
            draft,
            monitor: source.monitor,
            source,
            graph: Graph::default(),
            extra: Extra::new(),
            graphs: 0,
            records: 0,
            lines: 0,
            len,
        }
    }

    /// Whether the file has a record a line.
    pub(super) fn is_lines(&self) -> bool {
        self.lines > 0 || self.source.why == RECORDS
    }

    /// One value at the top of the file.
    pub(super) fn top(&mut self, reader: &mut Reader<'_>) -> Result<(), Broken> {
        let top = Trail::Top;
        if reader.peek() == Some(b'[') {
            self.begin(Mode::Merged);
            let found = Input::File(reader).each(|i, _, item| self.element(item, &Trail::Item(&top, i)));
            self.end();
            return found;
        }
        if self.source.why == RECORDS {
            self.lines += 1;
            return self.element(Input::File(reader), &top);
        }
        self.lines += u32::from(self.graphs > 0);
        self.begin(if self.graphs > 0 { Mode::Merged } else { Mode::Alone });
        let found = self.container(Input::File(reader), &top, 0);
        self.end();
        found
    }

    /// The fields of an object that holds a graph.
    fn container(&mut self, from: Input<'_, '_>, trail: &Trail<'_>, depth: u8) -> Result<(), Broken> {
        from.each(|_, name, value| {
            let (at, name) = name.unwrap_or_default();
            self.field(at, name, value, trail, depth)
        })
    }

    fn field<'a>(
        &mut self,
        at: usize,
        name: Cow<'a, str>,
        mut value: Input<'_, 'a>,
        trail: &Trail<'_>,
        depth: u8,
    ) -> Result<(), Broken> {
        let here = Trail::Field(trail, &name);
        let is_open = |byte| matches!(byte, b'[' | b'{');
        match (&*name, value.opens()) {
            (list, byte) if is_open(byte) && NODE_LISTS.contains(&list) => {
                self.graph.lists_nodes();
                value.each(|i, key, item| {
                    let node = item.whole()?;
                    self.node(node, key.map(|(_, key)| key), &Trail::Item(&here, i))
                })
            }
            (list, byte) if is_open(byte) && EDGE_LISTS.contains(&list) => {
                let repeats = list == "triplets" && self.graph.has_relations(&self.draft);
                value.each(|i, key, item| {
                    let node = item.whole()?;
                    let trail = Trail::Item(&here, i);
                    if repeats {
                        return self.triplet(node, &trail);
                    }
                    self.edge(node, key.map(|(_, key)| key), &trail)
                })
            }
            ("graphs", b'[' | b'{') if depth < DEEPEST => value.each(|i, _, mut item| {
                self.begin(Mode::Apart);
                self.graph.number = i + 1;
                let trail = Trail::Item(&here, i);
                let found = match item.opens() {
                    b'{' => self.container(item, &trail, depth + 1),
                    _ => item.whole().map(|_| ()),
                };
                self.end();
                found
            }),
            ("elements", b'[') => value.each(|i, _, item| self.element(item, &Trail::Item(&here, i))),
            (wrapper, b'{') if WRAPPERS.contains(&wrapper) && depth < DEEPEST => {
                self.container(value, &here, depth + 1)
            }
            ("hyperedges", b'[') => value.each(|i, _, item| {
                let node = item.whole()?;
                let message = "an edge of more than two ends; it is left out";
                let place = (Code::UnknownValue, node.at, &Trail::Item(&here, i));
                self.draft.leave_out("hyperedges", true, place, message);
                Ok(())
            }),
            _ => {
                let node = value.whole()?;
                self.other(Field { at, name, node }, trail);
                Ok(())
            }
        }
    }

    /// A field beside the lists.
    fn other(&mut self, field: Field<'_>, trail: &Trail<'_>) {
        let here = Trail::Field(trail, &field.name);
        match (&*field.name, &field.node.value) {
            ("directed", value) if values::flag(value).is_some() => self.graph.directed = values::flag(value),
            ("multigraph", Value::Bool(_)) => {}
            ("source", Value::Object(_)) => sources::page(self, field.node, &here),
            ("text" | "page_content" | "input_text" | "source_text" | "passage", Value::String(text)) => {
                sources::text(self, field.node.at, text, &here);
            }
            ("entity_clusters", Value::Object(_)) => sources::clusters(self, field.node),
            ("relations_chunk_ids" | "entities_chunk_ids", Value::Object(_)) => {
                let of_edges = &*field.name == "relations_chunk_ids";
                self.graph.chunks.push((of_edges, sources::chunk_ids(field.node)));
            }
            ("name" | "title" | "label", Value::String(text)) if self.draft.builder.title.is_none() => {
                self.draft.builder.title = Some(text.clone().into_owned());
            }
            _ => {
                if field.name == "id" {
                    self.graph.id = values::id(&field.node.value);
                }
                values::keep(&mut self.graph.extra, "", &field);
            }
        }
    }

    /// An item of a list that holds nodes and edges, graphs, or triples.
    fn element(&mut self, mut item: Input<'_, '_>, trail: &Trail<'_>) -> Result<(), Broken> {
        if item.opens() == b'[' {
            let node = item.whole()?;
            return self.edge(node, None, trail);
        }
        let node = item.whole()?;
        let Value::Object(fields) = &node.value else {
            self.graph.lists_nodes();
            return self.node(node, None, trail);
        };
        let is_graph = |field: &Field<'_>| {
            let lists = matches!(field.node.value, Value::List(_) | Value::Object(_));
            lists
                && (NODE_LISTS.contains(&&*field.name)
                    || EDGE_LISTS.contains(&&*field.name)
                    || field.name == "graph")
        };
        if fields.iter().any(is_graph) {
            self.begin(Mode::Merged);
            let found = self.container(Input::Tree(node), trail, 1);
            self.end();
            return found;
        }
        let group = fields.iter().find(|field| field.name == "group").map(|field| &field.node.value);
        let says = |word: &str| matches!(group, Some(Value::String(text)) if text == word);
        if says("edges") || (!says("nodes") && edge::has_ends(fields)) {
            return self.edge(node, None, trail);
        }
        self.graph.lists_nodes();
        self.node(without_group(node), None, trail)
    }

    fn node<'a>(
        &mut self,
        node: Node<'a>,
        key: Option<Cow<'a, str>>,
        trail: &Trail<'_>,
    ) -> Result<(), Broken> {
        self.pulse(node.at)?;
        let at = node.at;
        match node::read(node, key, trail, &mut self.draft.rep) {
            Read::Node { node, is_name } => {
                self.graph.by_name |= is_name;
                self.graph.node(&mut self.draft, at, trail, *node);
            }
            Read::Chunk { id, text, extra } => {
                let id = if id.is_empty() {
                    format!("chunk {}", self.draft.builder.documents.len() + 1)
                } else {
                    id
                };
                let chunk = crate::model::Document { extra, ..document(id, Some(text)) };
                self.draft.document(at, trail, chunk);
                self.graph.order.push(u32::MAX);
            }
            Read::Wrong(what) => {
                let message = format!("a node is an object or a name, and this is {what}; it is left out");
                self.draft.leave_out("nodes", true, (Code::WrongType, at, trail), message);
                self.graph.order.push(u32::MAX);
            }
        }
        Ok(())
    }

    fn edge<'a>(
        &mut self,
        node: Node<'a>,
        key: Option<Cow<'a, str>>,
        trail: &Trail<'_>,
    ) -> Result<(), Broken> {
        self.pulse(node.at)?;
        let at = node.at;
        if let (None, Value::String(_)) = (&key, &node.value) {
            // kg-gen lists the names of its relations beside them.
            self.draft.count("relation names");
            return Ok(());
        }
        let what = node.value.kind();
        if let Some(record) = edge::read(node, key, trail, &mut self.draft.rep) {
            self.graph.edge(&mut self.draft, at, record);
        } else {
            let message =
                format!("an edge is an object or a list of two ends, and this is {what}; it is left out");
            self.draft.leave_out("edges", true, (Code::WrongType, at, trail), message);
        }
        Ok(())
    }

    /// `LlamaIndex` says each relation a second time as a triplet.
    fn triplet(&mut self, node: Node<'_>, trail: &Trail<'_>) -> Result<(), Broken> {
        let at = node.at;
        match edge::read(node.clone(), None, trail, &mut self.draft.rep) {
            Some(record) if self.graph.is_known(&mut self.draft, &record) => {
                self.draft.count("triplets");
                self.pulse(at)
            }
            _ => self.edge(node, None, trail),
        }
    }

    fn pulse(&mut self, at: usize) -> Result<(), Broken> {
        self.records += 1;
        if self.records.is_multiple_of(PULSE) {
            self.monitor.progress("reading records", at as u64, self.len as u64);
            if self.monitor.cancelled() {
                return Err(Broken { at, why: "reading was cancelled".to_owned(), cut: true });
            }
        }
        Ok(())
    }

    /// A graph begins; the one around it goes on afterwards.
    fn begin(&mut self, mode: Mode) {
        self.graphs += 1;
        let new = Graph::new(mode, &self.draft);
        let around = std::mem::replace(&mut self.graph, new);
        self.graph.around = Some(Box::new(around));
    }

    fn end(&mut self) {
        let around = self.graph.around.take().map_or_else(Graph::default, |around| *around);
        let ended = std::mem::replace(&mut self.graph, around);
        super::graph::end(self, ended);
    }

    /// What stands only at the end of the file: records that were no part of a graph, and attributes.
    pub(super) fn finish_case(&mut self) {
        let last = std::mem::take(&mut self.graph);
        super::graph::end(self, last);
        self.draft.builder.extra = std::mem::take(&mut self.extra);
    }
}

/// A Cytoscape element without the word that says that it is a node.
fn without_group(node: Node<'_>) -> Node<'_> {
    match node.value {
        Value::Object(mut fields) => {
            fields.retain(|field| {
                field.name != "group" || !matches!(&field.node.value, Value::String(text) if text == "nodes")
            });
            Node { at: node.at, value: Value::Object(fields) }
        }
        value => Node { at: node.at, value },
    }
}
