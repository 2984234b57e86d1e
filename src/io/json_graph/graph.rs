//! One graph of a file while it is read, and what can be done only at its end: ends that are positions, ids that
//! another graph has too, and whether edges have a direction when the graph says so last.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use super::edge::{End, Record};
use super::sources::{self, Chunks};
use super::walk::Walk;
use crate::diagnostics::Code;
use crate::io::draft::{Draft, Edge, Node};
use crate::io::reporter::{Trail, shown};
use crate::model::{DocIx, EntityIx, Extra};

/// What becomes of an id that an earlier graph of the file has too.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Mode {
    /// There is one graph: it is a duplicate.
    #[default]
    Alone,
    /// It is another node.
    Apart,
    /// It is the same node, told of again.
    Merged,
}

/// An edge's first end is a number.
const FROM: u8 = 1;
/// An edge's second end is a number.
const TO: u8 = 2;
/// An edge says itself whether it has a direction.
const OWN: u8 = 4;

/// A graph being read.
#[derive(Default)]
pub(super) struct Graph {
    mode: Mode,
    /// Its position among graphs that are kept apart, from 1.
    pub(super) number: u32,
    pub(super) id: Option<String>,
    /// How many entities there were before it.
    first: usize,
    /// The entity of each node in the list; the greatest number where it is none.
    pub(super) order: Vec<u32>,
    /// Its edges among those of the draft.
    edges: Vec<(u32, u8)>,
    pub(super) directed: Option<bool>,
    /// It has a list of nodes, which its edges should keep to.
    listed: bool,
    /// Its nodes are bare names.
    pub(super) by_name: bool,
    /// Nodes that edges describe.
    loose: Vec<(usize, Box<Node>)>,
    loose_ids: HashSet<String>,
    /// The ids that its nodes got because an earlier graph has theirs.
    renamed: HashMap<String, String>,
    renamed_at: usize,
    /// The text that it was taken from.
    pub(super) document: Option<DocIx>,
    /// What is said of it as a whole.
    pub(super) extra: Extra,
    /// Where kg-gen found relations (true) and entities.
    pub(super) chunks: Vec<(bool, Chunks)>,
    pub(super) clusters: Vec<(usize, String, Vec<String>)>,
    triples: Option<HashSet<u64>>,
    /// The graph that it stands in.
    pub(super) around: Option<Box<Graph>>,
}

impl Graph {
    pub(super) fn new(mode: Mode, draft: &Draft) -> Self {
        Self { mode, first: draft.builder.entities.len(), ..Self::default() }
    }

    pub(super) fn lists_nodes(&mut self) {
        self.listed = true;
    }

    pub(super) fn node(&mut self, draft: &mut Draft, at: usize, trail: &Trail<'_>, mut node: Node) {
        let known = draft.find(&node.id);
        let earlier = known.filter(|known| known.index() < self.first);
        let entity = match (earlier, self.mode) {
            (Some(earlier), Mode::Merged) => {
                draft.count("nodes named again");
                draft.complete(earlier, node);
                Some(earlier)
            }
            (Some(_), Mode::Apart) => {
                let id = self.renamed.get(&node.id).cloned().unwrap_or_else(|| self.fresh(draft, &node.id));
                if self.renamed.is_empty() {
                    self.renamed_at = at;
                }
                self.renamed.insert(node.id.clone(), id.clone());
                let old = std::mem::replace(&mut node.id, id);
                node.name.get_or_insert(old);
                let twin = draft.find(&node.id);
                draft.node(at, trail, node).or(twin)
            }
            _ => draft.node(at, trail, node).or(known),
        };
        self.order.push(entity.map_or(u32::MAX, |entity| entity.0));
    }

    /// An id like another one that no node has yet.
    fn fresh(&self, draft: &Draft, id: &str) -> String {
        let mut fresh = format!("{id}#{}", self.number);
        while draft.find(&fresh).is_some() {
            fresh.push('\'');
        }
        fresh
    }

    pub(super) fn edge(&mut self, draft: &mut Draft, at: usize, record: Record) {
        let Record { mut edge, from, to, directed } = record;
        edge.undirected = directed == Some(false);
        let number = |end: &End, flag| if end.number.is_some() { flag } else { 0 };
        let flags = number(&from, FROM) | number(&to, TO) | if directed.is_some() { OWN } else { 0 };
        edge.from = self.end(at, from);
        edge.to = Some(self.end(at, to));
        self.edges.push((draft.edge_count() as u32, flags));
        draft.edge(at, edge);
    }

    fn end(&mut self, at: usize, end: End) -> String {
        if let Some(node) = end.node
            && !self.loose_ids.contains(&end.id)
        {
            self.loose_ids.insert(end.id.clone());
            self.loose.push((at, node));
        }
        end.id
    }

    /// The numbers of its edges among those of the draft.
    pub(super) fn numbers(&self) -> Vec<usize> {
        self.edges.iter().map(|(number, _)| *number as usize).collect()
    }

    /// Whether it has relations that triplets may say again.
    pub(super) fn has_relations(&self, draft: &Draft) -> bool {
        !self.edges.is_empty() && draft.edge_count() > 0
    }

    /// Whether an edge like this one is there.
    pub(super) fn is_known(&mut self, draft: &mut Draft, record: &Record) -> bool {
        let numbers = &self.edges;
        let triples = self.triples.get_or_insert_with(|| {
            draft.with_edges(|_, edges| {
                let known = numbers.iter().filter_map(|(number, _)| edges.get(*number as usize));
                known
                    .map(|(_, edge)| hash(&edge.from, &edge.relation, edge.to.as_deref().unwrap_or("")))
                    .collect()
            })
        });
        triples.contains(&hash(&record.from.id, &record.edge.relation, &record.to.id))
    }
}

fn hash(from: &str, relation: &str, to: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (from, relation, to).hash(&mut hasher);
    hasher.finish()
}

/// Does what can be done at the end of a graph.
pub(super) fn end(walk: &mut Walk<'_>, mut graph: Graph) {
    let loose = std::mem::take(&mut graph.loose);
    let draft = &mut walk.draft;
    if !graph.renamed.is_empty() {
        let example =
            graph.renamed.iter().min().map(|(old, new)| format!("`{}` is `{}`", shown(old), shown(new)));
        let message = format!(
            "ids of graph {} that an earlier graph has too, and that are kept apart: {}; {}",
            graph.number,
            graph.renamed.len(),
            example.unwrap_or_default()
        );
        draft.rep.note(Code::DuplicateId, graph.renamed_at, &Trail::Top, message);
    }
    for (at, node) in loose {
        if node.id.is_empty() || graph.renamed.contains_key(&node.id) {
            continue;
        }
        let entity = draft.entity(at, &node.id, None, None);
        draft.complete(entity, *node);
    }
    draft.with_edges(|draft, edges| {
        settle_ends(&graph, draft, edges);
        name_by_key(&graph, edges);
        for (number, flags) in &graph.edges {
            if let Some((_, edge)) = edges.get_mut(*number as usize)
                && flags & OWN == 0
            {
                edge.undirected = graph.directed == Some(false);
            }
        }
    });
    sources::attach(walk, &mut graph);
}

/// Keys of a multigraph are the ids of its edges where they are words and each stands once: numbers count
/// only the edges between two nodes.
fn name_by_key(graph: &Graph, edges: &mut [(usize, Edge)]) {
    let mut seen = HashSet::new();
    let mut are_ids = !graph.edges.is_empty();
    own(graph, edges, |_, _, edge| {
        let key = edge.extra.get("key").and_then(|key| key.as_str());
        are_ids = are_ids && edge.id.is_none() && key.is_some_and(|key| seen.insert(key.to_owned()));
    });
    if are_ids {
        own(graph, edges, |_, _, edge| {
            if let Some(serde_json::Value::String(key)) = edge.extra.remove("key") {
                edge.id = Some(key);
            }
        });
    }
}

/// The edges of a graph among those of the file.
fn own(graph: &Graph, edges: &mut [(usize, Edge)], mut call: impl FnMut(u8, usize, &mut Edge)) {
    for (number, flags) in &graph.edges {
        if let Some((at, edge)) = edges.get_mut(*number as usize) {
            call(*flags, *at, edge);
        }
    }
}

/// Turns the ends of edges into ids of nodes.
fn settle_ends(graph: &Graph, draft: &mut Draft, edges: &mut [(usize, Edge)]) {
    if let Some(at) = by_position(graph, draft, edges) {
        let ids: Vec<String> = graph
            .order
            .iter()
            .map(|entity| draft.known(EntityIx(*entity)).map(|entity| entity.id.clone()).unwrap_or_default())
            .collect();
        let id =
            |text: &str| text.parse::<usize>().ok().and_then(|at| ids.get(at)).cloned().unwrap_or_default();
        own(graph, edges, |flags, _, edge| {
            if flags & FROM != 0 {
                edge.from = id(&edge.from);
            }
            if flags & TO != 0 {
                edge.to = edge.to.as_deref().map(id);
            }
        });
        let message = "the ends of edges are positions in the list of nodes, as D3 and old versions of NetworkX have it";
        draft.rep.note(Code::UnknownField, at, &Trail::Top, message);
    } else if !graph.renamed.is_empty() {
        own(graph, edges, |_, _, edge| {
            if let Some(new) = graph.renamed.get(&edge.from) {
                edge.from.clone_from(new);
            }
            if let Some(new) = edge.to.as_ref().and_then(|to| graph.renamed.get(to)) {
                edge.to = Some(new.clone());
            }
        });
    }
    if !graph.listed {
        own(graph, edges, |_, _, edge| edge.makes_ends = true);
        return;
    }
    if !graph.by_name {
        return;
    }
    let mut made = (0_u32, 0);
    own(graph, edges, |_, at, edge| {
        for id in [Some(edge.from.as_str()), edge.to.as_deref()].into_iter().flatten() {
            if !id.is_empty() && draft.find(id).is_none() {
                draft.entity(at, id, None, None);
                made = (made.0 + 1, if made.0 == 0 { at } else { made.1 });
            }
        }
    });
    if made.0 > 0 {
        let message = format!(
            "ends of relations that are in no list of nodes, and were added: {}, beginning here",
            made.0
        );
        draft.rep.note(Code::DanglingReference, made.1, &Trail::Top, message);
    }
}

/// Whether numbers at the ends of edges are positions: all of them are in the list, and some are no ids. Where
/// the first such edge stands.
fn by_position(graph: &Graph, draft: &Draft, edges: &mut [(usize, Edge)]) -> Option<usize> {
    if graph.order.is_empty() || graph.edges.iter().all(|(_, flags)| flags & (FROM | TO) == 0) {
        return None;
    }
    // Where each node's id is its position the two are the same.
    let is_own = |(position, entity): (usize, &u32)| {
        let entity = draft.builder.entities.get(*entity as usize);
        entity.is_some_and(|entity| entity.id.parse() == Ok(position))
    };
    if graph.order.iter().enumerate().all(is_own) {
        return None;
    }
    let mut stranger = None;
    let mut fits = true;
    let within = |id: &str| id.parse::<usize>().is_ok_and(|at| at < graph.order.len());
    let is_id = |id: &str| draft.find(id).is_some() || graph.renamed.contains_key(id);
    own(graph, edges, |flags, at, edge| {
        let ends = [(FROM, Some(edge.from.as_str())), (TO, edge.to.as_deref())];
        for id in ends.into_iter().filter(|(flag, _)| flags & flag != 0).filter_map(|(_, id)| id) {
            fits &= within(id);
            if stranger.is_none() && !is_id(id) {
                stranger = Some(at);
            }
        }
    });
    stranger.filter(|_| fits)
}
