//! A graph on its way into a case: what every reader but that of `attache/1` fills.
//!
//! Nodes and edges come in any order; ends are looked up when all are there. Every record that comes in goes out
//! or is reported: [`Count`] holds the two to one another.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::against;
use super::ground::{self, Job, Owner};
use super::reporter::{Reporter, Trail, shown};
use super::units::Unit;
use super::{Count, Import, LoadError, Loaded, Source, kinds};
use crate::diagnostics::{Code, Problem};
use crate::model::{
    Attribution, Citation, Claim, DatasetBuilder, Date, DocIx, Document, Entity, EntityIx, Extra, Extraction,
    Grounding, KindTable, Text, Viz,
};

/// What becomes of an end of an edge that no node has the id of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lone {
    /// It is a node: the format need not list them.
    Made,
    /// The edge leads nowhere: it is reported and left out.
    Reported,
}

/// One edge, before its ends are looked up.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// Its id; where the file gives none, or one that is taken, it gets one.
    pub(super) id: Option<String>,
    pub(super) from: String,
    /// `None` where it is about its subject alone.
    pub(super) to: Option<String>,
    /// The relation in the words of the file; empty where it has none.
    pub(super) relation: String,
    pub(super) label: Option<String>,
    /// Whether it has no direction.
    pub(super) undirected: bool,
    /// Whether its ends are nodes even where the file lists others only, whatever the draft's rule.
    pub(super) makes_ends: bool,
    pub(super) time: Option<Date>,
    pub(super) attributions: Vec<Attribution>,
    pub(super) extraction: Option<Extraction>,
    pub(super) extra: Extra,
}

impl Edge {
    pub(super) fn new(from: impl Into<String>, to: impl Into<String>, relation: impl Into<String>) -> Self {
        Self {
            id: None,
            from: from.into(),
            to: Some(to.into()),
            relation: relation.into(),
            label: None,
            undirected: false,
            makes_ends: false,
            time: None,
            attributions: Vec::new(),
            extraction: None,
            extra: Extra::new(),
        }
    }
}

/// One node.
#[derive(Clone, Default, Debug)]
pub(super) struct Node {
    pub(super) id: String,
    /// Its name; where the file gives none, its id.
    pub(super) name: Option<String>,
    /// Its kind in the words of the file.
    pub(super) kind: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) description: Option<String>,
    pub(super) xref: Vec<(String, String)>,
    pub(super) properties: Extra,
    pub(super) mentions: Vec<Citation>,
    pub(super) viz: Option<Viz>,
}

/// Records of one sort that came in, and how many of them were reported instead of kept.
#[derive(Clone, Copy, Default)]
struct Tally {
    found: u64,
    reported: u64,
}

/// A graph being read.
pub(super) struct Draft {
    pub(super) rep: Reporter,
    pub(super) builder: DatasetBuilder,
    lone: Lone,
    nodes: HashMap<String, EntityIx>,
    documents: HashMap<String, DocIx>,
    edges: Vec<(usize, Edge)>,
    /// Where in the file each entity stands.
    places: Vec<usize>,
    /// Where mentions stand that were added later than their entity, by entity and position in its list.
    mention_places: Vec<(u32, u32, usize)>,
    tallies: BTreeMap<&'static str, Tally>,
    /// What is wrong in files that were read beside this one.
    beside: Vec<Problem>,
    /// Those files, as problems call them.
    others: Vec<String>,
}

impl Draft {
    /// An empty graph. `file` is what problems call the file.
    pub(super) fn new(file: &str, lone: Lone) -> Self {
        Self {
            rep: Reporter::new(file),
            builder: DatasetBuilder::default(),
            lone,
            nodes: HashMap::new(),
            documents: HashMap::new(),
            edges: Vec::new(),
            places: Vec::new(),
            mention_places: Vec::new(),
            tallies: BTreeMap::new(),
            beside: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Reads another file into the draft: what `read` reports is of that file, in whose `text` its places count.
    pub(super) fn aside<T>(&mut self, rep: Reporter, text: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let own = std::mem::replace(&mut self.rep, rep);
        let out = read(self);
        let other = std::mem::replace(&mut self.rep, own);
        self.others.push(other.file().to_owned());
        self.beside.extend(other.finish(text).problems);
        out
    }

    /// Counts a record of the file that becomes something else than a node, an edge or a document: `mentions`, `notes`.
    pub(super) fn count(&mut self, what: &'static str) {
        self.tallies.entry(what).or_default().found += 1;
    }

    /// Reports a record that is left out; it was counted before, or is counted by this where `found`.
    pub(super) fn leave_out(
        &mut self,
        what: &'static str,
        found: bool,
        (code, at, trail): (Code, usize, &Trail<'_>),
        message: impl Into<String>,
    ) {
        let tally = self.tallies.entry(what).or_default();
        tally.found += u64::from(found);
        tally.reported += 1;
        self.rep.add(code, at, trail, message);
    }

    /// Adds a node that stands at a byte offset. One without an id is reported; of several with one id the first
    /// counts, and what it lacks is taken from the others, each of which is reported.
    pub(super) fn node(&mut self, at: usize, trail: &Trail<'_>, node: Node) -> Option<EntityIx> {
        self.count("nodes");
        if node.id.is_empty() {
            self.leave_out(
                "nodes",
                false,
                (Code::MissingField, at, trail),
                "a node has no id; it is left out",
            );
            return None;
        }
        if let Some(&known) = self.nodes.get(&node.id) {
            let message = format!(
                "two nodes have the id `{}`; the first counts, and takes what it lacks from this one",
                shown(&node.id)
            );
            self.leave_out("nodes", false, (Code::DuplicateId, at, trail), message);
            self.complete(known, node);
            return None;
        }
        Some(self.insert(at, node))
    }

    /// Adds a node that is no record of the file by itself, and of whose id there is none yet.
    pub(super) fn add(&mut self, at: usize, node: Node) -> EntityIx {
        self.find(&node.id).unwrap_or_else(|| self.insert(at, node))
    }

    fn insert(&mut self, at: usize, node: Node) -> EntityIx {
        let entity = EntityIx::new(self.builder.entities.len());
        let kind = node.kind.map_or(KindTable::OTHER, |kind| kinds::kind(&mut self.builder.kinds, &kind));
        let name = node.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| node.id.clone());
        self.nodes.insert(node.id.clone(), entity);
        self.builder.entities.push(Entity {
            aliases: node.aliases,
            description: node.description,
            xref: node.xref,
            properties: node.properties,
            mentions: node.mentions,
            viz: node.viz,
            ..Entity::new(node.id, name, kind)
        });
        self.places.push(at);
        entity
    }

    /// Gives an entity what it lacks and another record of it has.
    pub(super) fn complete(&mut self, entity: EntityIx, node: Node) {
        let Some(known) = self.builder.entities.get_mut(entity.index()) else { return };
        if known.name == known.id
            && let Some(name) = node.name
        {
            known.name = name;
        }
        if known.kind == KindTable::OTHER
            && let Some(kind) = node.kind
        {
            known.kind = kinds::kind(&mut self.builder.kinds, &kind);
        }
        known.description = known.description.take().or(node.description);
        known.viz = known.viz.or(node.viz);
        for (name, value) in node.properties {
            known.properties.entry(name).or_insert(value);
        }
        for alias in node.aliases {
            // Among very many, one may stand twice: comparing all with all would take long.
            if known.aliases.len() >= 64 || alias != known.name && !known.aliases.contains(&alias) {
                known.aliases.push(alias);
            }
        }
        known.xref.extend(node.xref);
        known.mentions.extend(node.mentions);
    }

    /// The entity of an id.
    pub(super) fn find(&self, id: &str) -> Option<EntityIx> {
        self.nodes.get(id).copied()
    }

    /// The entity of an id; one that is not there yet is made, without being counted as a record of the file.
    pub(super) fn entity(&mut self, at: usize, id: &str, name: Option<&str>, kind: Option<&str>) -> EntityIx {
        if let Some(known) = self.find(id) {
            return known;
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        self.insert(at, Node { id: id.to_owned(), name: owned(name), kind: owned(kind), ..Node::default() })
    }

    /// An entity that is there, to add to.
    pub(super) fn known(&mut self, entity: EntityIx) -> Option<&mut Entity> {
        self.builder.entities.get_mut(entity.index())
    }

    /// Adds a mention that stands at a byte offset to an entity that is there.
    pub(super) fn mention(&mut self, entity: EntityIx, at: usize, citation: Citation) {
        let Some(known) = self.builder.entities.get_mut(entity.index()) else { return };
        self.mention_places.push((entity.0, known.mentions.len() as u32, at));
        known.mentions.push(citation);
    }

    /// Adds a document; of several with one id the first counts, and the others are reported.
    pub(super) fn document(&mut self, at: usize, trail: &Trail<'_>, document: Document) -> Option<DocIx> {
        self.count("documents");
        if self.documents.contains_key(&document.id) {
            let message = format!("two documents have the id `{}`; the first counts", shown(&document.id));
            self.leave_out("documents", false, (Code::DuplicateId, at, trail), message);
            return None;
        }
        let new = DocIx::new(self.builder.documents.len());
        self.documents.insert(document.id.clone(), new);
        self.builder.documents.push(document);
        Some(new)
    }

    /// The document of an id.
    pub(super) fn find_document(&self, id: &str) -> Option<DocIx> {
        self.documents.get(id).copied()
    }

    /// Adds an edge that stands at a byte offset; its ends may come later.
    pub(super) fn edge(&mut self, at: usize, edge: Edge) {
        self.count("edges");
        self.edges.push((at, edge));
    }

    /// How many edges came so far.
    pub(super) fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// Changes edges with what became known after them; each has its byte offset. Only nodes and documents may
    /// be added meanwhile.
    pub(super) fn with_edges<T>(&mut self, change: impl FnOnce(&mut Self, &mut [(usize, Edge)]) -> T) -> T {
        let mut edges = std::mem::take(&mut self.edges);
        let result = change(self, &mut edges);
        self.edges = edges;
        result
    }

    /// Looks up the ends, anchors what is cited and makes the case. `text` is the text of the file, in which the
    /// problems' byte offsets count; `why` says by what the format was recognised.
    ///
    /// # Errors
    /// Nothing could be read, or the monitor cancelled.
    pub(super) fn finish(
        mut self,
        format: &'static str,
        why: impl Into<String>,
        text: &str,
        (unit, source): (Unit, &Source<'_>),
    ) -> Result<Loaded, LoadError> {
        let monitor = source.monitor;
        if let Some(against) = source.against {
            against.stand_in(&mut self.builder, &mut self.rep);
            self.beside.retain(|problem| !against::ANSWERED.contains(&problem.code));
            self.edges.iter_mut().for_each(|(_, edge)| against::cite(edge));
        }
        let jobs = self.mention_jobs();
        let places = self.resolve();
        let mut jobs = jobs;
        self.evidence_jobs(&places, &mut jobs);
        let file = self.rep.file().to_owned();
        let failed = |code, message: &str| LoadError { problem: Problem::new(code, &file, message) };
        let builder = &mut self.builder;
        let done = |anchored| matches!(anchored, ground::Anchored::All);
        if monitor.cancelled() || !done(ground::all(builder, jobs, unit, monitor, false, &mut self.rep)) {
            return Err(failed(Code::Unreadable, "reading was cancelled"));
        }
        self.tell_unanchored(&places);
        let count = |(what, tally): (&&'static str, &Tally)| Count {
            what,
            found: tally.found,
            kept: tally.found - tally.reported.min(tally.found),
        };
        let counts: Vec<Count> = self.tallies.iter().map(count).collect();
        let claims_at = self.rep.places(text, &places);
        let mut report = self.rep.finish(text);
        report.problems.append(&mut self.beside);
        if self.builder.entities.is_empty() && self.builder.documents.is_empty() {
            let first = report.problems.into_iter().next();
            let none = format!("the file is {format}, and holds no node");
            return Err(
                first.map_or_else(|| failed(Code::UnknownFormat, &none), |problem| LoadError { problem })
            );
        }
        let import =
            Import { why: why.into(), counts, places: claims_at, beside: self.others, columns: None };
        let dataset = self.builder.build(source.revision);
        Ok(Loaded { dataset, report, format, import, stopped: false })
    }

    /// Says once how many voices cite a document and no words in it.
    fn tell_unanchored(&mut self, places: &[usize]) {
        let bare =
            |claim: &Claim| claim.citations().any(|(_, cited)| cited.grounding == Grounding::Unanchored);
        let found = self.builder.claims.iter().zip(places).filter(|(claim, _)| bare(claim));
        let at: Vec<usize> = found.map(|(_, at)| *at).collect();
        if let Some(first) = at.first() {
            let message =
                format!("edges that name a document and no words in it, beginning here: {}", at.len());
            self.rep.note(Code::UnanchoredCitation, *first, &Trail::Top, message);
        }
    }

    /// Makes claims of the edges; the byte offset of each.
    fn resolve(&mut self) -> Vec<usize> {
        let mut places = Vec::new();
        // Of the ids that the file gives, only those that look like made ones are in the way.
        let looks_made = |id: &&String| {
            id.strip_prefix('e').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let ids = self.edges.iter().filter_map(|(_, edge)| edge.id.as_ref());
        let given: HashSet<String> = ids.filter(looks_made).cloned().collect();
        places.reserve(self.edges.len());
        self.builder.claims.reserve(self.edges.len());
        let mut taken: HashSet<String> = HashSet::new();
        let mut relations: HashMap<String, (String, Option<String>)> = HashMap::new();
        let mut number = 0_usize;
        for (at, edge) in std::mem::take(&mut self.edges) {
            let ends = [Some(edge.from.as_str()), edge.to.as_deref()];
            if ends.into_iter().flatten().any(str::is_empty) {
                let message = "an edge lacks an end; it is left out";
                self.leave_out("edges", false, (Code::MissingField, at, &Trail::Top), message);
                continue;
            }
            let found = ends.map(|end| end.map(|id| self.find(id).ok_or(id)));
            let lost = found.iter().flatten().find_map(|end| end.err());
            if let Some(lost) = lost.filter(|_| self.lone == Lone::Reported && !edge.makes_ends) {
                let message = format!("an edge leads to `{}`, which is no node; it is left out", shown(lost));
                self.leave_out("edges", false, (Code::DanglingReference, at, &Trail::Top), message);
                continue;
            }
            let [subject, object] =
                found.map(|end| end.map(|end| end.unwrap_or_else(|id| self.entity(at, id, None, None))));
            let Some(subject) = subject else { continue };
            let id = match edge.id.filter(|id| !id.is_empty()) {
                Some(id) if taken.insert(id.clone()) => id,
                other => {
                    if let Some(id) = other {
                        let message = format!("two edges have the id `{}`; this one got another", shown(&id));
                        self.rep.add(Code::DuplicateId, at, &Trail::Top, message);
                    }
                    loop {
                        number += 1;
                        let id = format!("e{number}");
                        // Its own numbers never come twice.
                        if !given.contains(&id) {
                            break id;
                        }
                    }
                }
            };
            let known = relations.get(&edge.relation).cloned();
            let (predicate, label) = known.unwrap_or_else(|| {
                let known = kinds::predicate(&edge.relation);
                relations.insert(edge.relation.clone(), known.clone());
                known
            });
            self.builder.claims.push(Claim {
                label: edge.label.or(label),
                undirected: edge.undirected,
                time: edge.time,
                attributions: edge.attributions,
                extraction: edge.extraction,
                extra: edge.extra,
                ..Claim::new(id, subject, predicate, object)
            });
            places.push(at);
        }
        places
    }

    fn mention_jobs(&mut self) -> Vec<Job> {
        let mut jobs = Vec::new();
        self.mention_places.sort_unstable();
        let mut later = self.mention_places.iter().peekable();
        for ((entity, at), places) in self.builder.entities.iter().zip(&self.places).zip(0..) {
            for (mention, slot) in entity.mentions.iter().zip(0..) {
                let own = later.next_if(|(entity, number, _)| (*entity, *number) == (places, slot));
                let at = own.map_or(*at, |(_, _, at)| *at);
                jobs.push(job(mention, Owner::Mention { entity: places, slot }, at));
            }
        }
        jobs
    }

    fn evidence_jobs(&self, places: &[usize], jobs: &mut Vec<Job>) {
        for ((claim, at), number) in self.builder.claims.iter().zip(places).zip(0..) {
            for (attribution, voice) in claim.attributions.iter().zip(0..) {
                for (citation, slot) in attribution.evidence.iter().zip(0..) {
                    jobs.push(job(citation, Owner::Evidence { claim: number, voice, slot }, *at));
                }
            }
        }
    }
}

fn job(citation: &Citation, owner: Owner, at: usize) -> Job {
    let document = citation.document;
    Job { document, owner, indices: None, at, exact_at: at, start_at: at, cue_at: at, half: None }
}

/// A document of a text.
pub(super) fn document(id: impl Into<String>, text: Option<String>) -> Document {
    let has_text = text.is_some();
    Document {
        id: id.into(),
        title: None,
        publisher: None,
        author: None,
        url: None,
        published: None,
        language: None,
        path: None,
        sha256: None,
        text: Text::new(text.unwrap_or_default()),
        has_text,
        extra: Extra::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::Unwatched;
    use crate::model::Stance;

    fn source() -> Source<'static> {
        Source {
            name: "f",
            bytes: b"",
            folder: None,
            revision: 1,
            monitor: &Unwatched,
            why: "",
            against: None,
        }
    }

    fn finish(draft: Draft) -> Loaded {
        draft.finish("test", "by hand", "0123456789\n", (Unit::CodePoints, &source())).unwrap()
    }

    fn node(id: &str) -> Node {
        Node { id: id.to_owned(), ..Node::default() }
    }

    #[test]
    fn what_comes_in_goes_out_or_is_reported() {
        let mut draft = Draft::new("f", Lone::Reported);
        draft.edge(5, Edge::new("a", "b", "SUPPORTS"));
        draft.edge(6, Edge::new("a", "nobody", "x"));
        draft.edge(7, Edge { id: Some("e1".to_owned()), ..Edge::new("b", "a", "x") });
        for id in ["a", "b", "a", ""] {
            draft.node(1, &Trail::Top, node(id));
        }
        let loaded = finish(draft);
        let ids: Vec<&str> = loaded.dataset.claims().iter().map(|claim| claim.id.as_str()).collect();
        assert_eq!(ids, ["e2", "e1"]);
        assert_eq!(loaded.dataset.claims()[0].predicate, "supports");
        let counts: Vec<(&str, u64, u64)> =
            loaded.import.counts.iter().map(|count| (count.what, count.found, count.kept)).collect();
        assert_eq!(counts, [("edges", 3, 2), ("nodes", 4, 2)]);
        assert_eq!(loaded.report.problems.len(), 3, "{:?}", loaded.report.problems);
    }

    #[test]
    fn ends_are_made_where_the_format_lists_no_nodes() {
        let mut draft = Draft::new("f", Lone::Made);
        draft.edge(0, Edge::new("a", "b", ""));
        let loaded = finish(draft);
        assert_eq!(loaded.dataset.entities().len(), 2);
        assert_eq!(loaded.dataset.claims()[0].predicate, "linked_to");
        assert!(loaded.report.problems.is_empty());
    }

    #[test]
    fn quotes_are_anchored() {
        let mut draft = Draft::new("f", Lone::Made);
        let text =
            draft.document(0, &Trail::Top, document("d", Some("Iran warned them.".to_owned()))).unwrap();
        let mut voice = Attribution::new(None, Stance::Asserts);
        voice.evidence.push(Citation { exact: Some("warned".to_owned()), ..Citation::new(text) });
        voice.evidence.push(Citation { exact: Some("praised".to_owned()), ..Citation::new(text) });
        draft.edge(3, Edge { attributions: vec![voice], ..Edge::new("a", "b", "warns") });
        let loaded = finish(draft);
        let found: Vec<Grounding> =
            loaded.dataset.claims()[0].citations().map(|(_, citation)| citation.grounding).collect();
        assert_eq!(found, [Grounding::Exact, Grounding::Missing]);
        assert_eq!(loaded.report.problems[0].code, Code::MissingQuote);
        assert_eq!((loaded.report.problems[0].line, loaded.report.problems[0].column), (1, 4));
    }

    #[test]
    fn nothing_in_the_file_is_an_error() {
        let none = Draft::new("f", Lone::Made).finish("test", "", "", (Unit::CodePoints, &source()));
        assert_eq!(none.unwrap_err().problem.code, Code::UnknownFormat);
    }
}
