//! Making claims of statements.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::describe::{self, id_of};
use super::said::{self, About};
use super::sorts::{Facts, Sort};
use super::store::{DEFAULT, Id, Object, Statement, Store};
use super::words::{self, Role};
use crate::diagnostics::Code;
use crate::io::draft::{Draft, Edge};
use crate::io::reporter::{Trail, shown};
use crate::model::{Attribution, DocIx, phrase};

/// Members of one list that are taken.
const MEMBERS: usize = 10_000;

/// A graph on its way into a case.
pub(super) struct State<'f, 's, 'd> {
    pub(super) facts: &'f Facts<'s>,
    pub(super) draft: &'d mut Draft,
    pub(super) folder: Option<&'f Path>,
    pub(super) documents: HashMap<Id, Option<DocIx>>,
    /// The voices of each graph.
    pub(super) voices: HashMap<Id, Vec<Attribution>>,
    /// The edge of each statement by its number in the draft; of several the last.
    edges: HashMap<(Id, Id, Id), usize>,
    /// Which edge was said in which graph.
    said: HashSet<(usize, Id)>,
    /// What describes a predicate under another address.
    described: HashMap<Id, Id>,
    /// The word and the label of each relation.
    relations: HashMap<Id, (String, Option<String>)>,
    /// Voices, citations and members of lists that were given to claims, how many may be, and where there were more.
    pub(super) spent: usize,
    pub(super) most: usize,
    pub(super) shortened: Option<usize>,
}

/// Makes a case of statements.
pub(super) fn build(store: &Store, draft: &mut Draft, folder: Option<&Path>) {
    let facts = &Facts::of(store);
    describe::declare_kinds(facts, draft);
    describe::nodes(facts, draft);
    let mut described = HashMap::new();
    for statement in &store.statements {
        if let (Role::Direct, Some(of)) = (facts.role(statement.p), statement.o.name()) {
            described.insert(of, statement.s);
        }
    }
    let (documents, voices, edges) = (HashMap::new(), HashMap::new(), HashMap::new());
    let (said, relations) = (HashSet::new(), HashMap::new());
    let most = store.statements.len().saturating_mul(4) + MEMBERS;
    let mut state = State {
        facts,
        draft,
        folder,
        documents,
        voices,
        edges,
        said,
        described,
        relations,
        spent: 0,
        most,
        shortened: None,
    };
    let mut seen = HashSet::new();
    for statement in &store.statements {
        match facts.sort(statement.s) {
            Sort::Plain => state.ordinary(statement),
            Sort::Reifier => state.reifier(statement, &mut seen),
            Sort::Document => drop(state.document(statement.at, statement.s)),
            Sort::Case => state.draft.builder.title = facts.label(statement.s).map(str::to_owned),
            Sort::Part | Sort::Link | Sort::Class | Sort::Property => {}
        }
    }
    if let Some(at) = state.shortened {
        let message = "lists, speakers and sources stand for more claims than the file has statements; from here on one of \
                       each is taken";
        state.draft.rep.add(Code::UnknownValue, at, &Trail::Top, message);
    }
    said::note(draft, facts);
}

impl State<'_, '_, '_> {
    /// A statement about a thing: a claim, where it is about another.
    fn ordinary(&mut self, statement: &Statement) {
        let facts = self.facts;
        let at = statement.at;
        let object = match &statement.o {
            Object::Name(id) => *id,
            Object::Literal(_) => return,
            Object::Triple(_) => {
                let message = "a statement has another as its object; it is left out";
                self.draft.leave_out("edges", true, (Code::WrongType, at, &Trail::Top), message);
                return;
            }
        };
        match (facts.role(statement.p), facts.sort(object)) {
            (Role::Type | Role::Kind | Role::Same, _) => {}
            (Role::Mention | Role::Target, Sort::Part) | (Role::Mention, Sort::Document) => {
                let citation = self.citation(at, object);
                let entity = self.draft.find(&id_of(facts.store.name(statement.s)));
                if let (Some(citation), Some(entity)) = (citation, entity) {
                    self.draft.mention(entity, at, citation);
                }
            }
            (_, Sort::Link) => {
                let mut members = self.members(object);
                self.spent += members.len();
                if self.spent > self.most && members.len() > 1 {
                    self.shortened = self.shortened.or(Some(at));
                    members.truncate(1);
                }
                for member in members {
                    self.claim(statement, member);
                }
            }
            // A page about somebody is no party.
            (role, sort) if sort == Sort::Document || matches!(role, Role::Url | Role::Page) => {
                if sort == Sort::Document {
                    self.document(at, object);
                }
                let entity = self.draft.find(&id_of(facts.store.name(statement.s)));
                if let Some(entity) = entity.and_then(|entity| self.draft.known(entity)) {
                    describe::keep_statement(facts, &mut entity.properties, statement);
                }
            }
            (_, Sort::Reifier | Sort::Part) => {
                let name = id_of(facts.store.name(object));
                let message =
                    format!("it leads to `{}`, which stands for a statement; it is left out", shown(&name));
                self.draft.leave_out("edges", true, (Code::WrongType, at, &Trail::Top), message);
            }
            _ => self.claim(statement, object),
        }
    }

    /// The members of a list.
    fn members(&self, list: Id) -> Vec<Id> {
        let mut members = Vec::new();
        let mut seen = HashSet::new();
        let mut next = Some(list);
        while let Some(link) = next.filter(|link| members.len() < MEMBERS && seen.insert(*link)) {
            members.extend(self.facts.names(link, Role::First));
            next = self.facts.names(link, Role::Rest).find(|rest| self.facts.sort(*rest) == Sort::Link);
        }
        members
    }

    /// A claim of a statement that stands in the file; in a second graph it has one voice more.
    fn claim(&mut self, statement: &Statement, object: Id) {
        let Statement { at, s, p, g, .. } = *statement;
        let key = (s, p, object);
        let known = self.edges.get(&key).copied();
        let number = known.unwrap_or_else(|| self.draft.edge_count());
        // What a file says twice is said once.
        let is_new = self.said.insert((number, g));
        if known.is_some() && !is_new {
            return;
        }
        let voices = if g == DEFAULT { Vec::new() } else { self.graph(at, g) };
        if known.is_some() {
            self.draft.with_edges(|_, edges| {
                if let Some((_, edge)) = edges.get_mut(number) {
                    edge.attributions.extend(voices);
                }
            });
            return;
        }
        let edge = Edge { attributions: voices, ..self.edge(at, s, p, Some(object)) };
        self.edges.insert(key, self.draft.edge_count());
        self.draft.edge(at, edge);
    }

    fn edge(&mut self, at: usize, s: Id, p: Id, o: Option<Id>) -> Edge {
        let facts = self.facts;
        let from = describe::entity(facts, self.draft, at, s);
        let to = o.map(|o| describe::entity(facts, self.draft, at, o));
        let address = facts.store.name(p);
        let described = &self.described;
        let relation = self.relations.entry(p).or_insert_with(|| {
            let word = describe::word(address);
            let label = facts.label(p).or_else(|| facts.label(*described.get(&p)?));
            let label = label.filter(|label| *label != word && *label != phrase(&word)).map(str::to_owned);
            (word, label)
        });
        let (word, label) = relation.clone();
        let mut edge = Edge { to, label, ..Edge::new(from, "", word) };
        if !address.starts_with(words::RELATION) {
            edge.extra.insert("predicate".to_owned(), id_of(address).into());
        }
        edge
    }

    /// A statement of a resource that stands for one.
    fn reifier(&mut self, statement: &Statement, seen: &mut HashSet<Id>) {
        let facts = self.facts;
        let (at, reifier) = (statement.at, statement.s);
        match (facts.role(statement.p), &statement.o) {
            (Role::Reifies, Object::Triple(triple)) => {
                seen.insert(reifier);
                let (s, p, o) = &**triple;
                self.reified(statement, *s, *p, Some(o));
            }
            // What it stands for may come in another order, or in the short form.
            _ if seen.insert(reifier) => {
                let short = |one: &&Statement| {
                    matches!(one.o, Object::Triple(_)) && facts.role(one.p) == Role::Reifies
                };
                if facts.about(reifier).any(|one| short(&one)) {
                    return;
                }
                let name = |role| facts.names(reifier, role).next();
                let (Some(s), Some(p)) = (name(Role::Subject), name(Role::Predicate)) else {
                    let id = id_of(facts.store.name(reifier));
                    let message = format!(
                        "the statement `{}` lacks its subject or its predicate; it is left out",
                        shown(&id)
                    );
                    self.draft.leave_out("edges", true, (Code::MissingField, at, &Trail::Top), message);
                    return;
                };
                let object = facts.about(reifier).find(|one| facts.role(one.p) == Role::Object);
                self.reified(statement, s, p, object.map(|one| &one.o));
            }
            _ => {}
        }
    }

    /// A claim of a statement that another resource stands for.
    fn reified(&mut self, statement: &Statement, s: Id, p: Id, o: Option<&Object>) {
        let facts = self.facts;
        let (at, reifier) = (statement.at, statement.s);
        let parts = [Some(s), o.and_then(Object::name)];
        let spoilt =
            parts.into_iter().flatten().any(|id| matches!(facts.sort(id), Sort::Reifier | Sort::Part));
        if spoilt || matches!(o, Some(Object::Triple(_))) {
            let message = "a statement about a statement about a statement; it is left out";
            self.draft.leave_out("edges", true, (Code::WrongType, at, &Trail::Top), message);
            return;
        }
        let mut about = self.about(reifier);
        if about.voices.is_empty() && statement.g != DEFAULT {
            about.voices = self.graph(at, statement.g);
        }
        let name = facts.store.name(reifier);
        let id = (!name.starts_with("_:")).then(|| id_of(name));
        let About { voices, time, label, undirected, extraction, extra } = about;
        let key = o.and_then(Object::name).map(|o| (s, p, o));
        let known = key.and_then(|key| self.edges.get(&key).copied());
        // Two that say one thing of one time are one claim, if they are not two of this program's.
        if let Some(number) = known.filter(|_| !name.starts_with(words::CLAIM)) {
            let merged = self.draft.with_edges(|_, edges| {
                let Some((_, edge)) = edges.get_mut(number) else { return false };
                if edge.time.is_some() && time.is_some() && edge.time != time {
                    return false;
                }
                edge.id = edge.id.take().or_else(|| id.clone());
                edge.time = edge.time.take().or_else(|| time.clone());
                edge.label = label.clone().or(edge.label.take());
                edge.undirected |= undirected;
                edge.extraction = edge.extraction.take().or_else(|| extraction.clone());
                edge.attributions.extend(voices.iter().cloned());
                for (name, value) in extra.clone() {
                    describe::keep(&mut edge.extra, name, value);
                }
                true
            });
            if merged {
                return;
            }
        }
        let mut edge = self.edge(at, s, p, key.map(|(_, _, o)| o));
        edge.id = id;
        edge.time = time;
        edge.undirected = undirected;
        edge.extraction = extraction;
        edge.attributions = voices;
        edge.extra.extend(extra);
        edge.label = label.or(edge.label);
        if let Some(Object::Literal(literal)) = o {
            let words = edge.label.take().unwrap_or_else(|| phrase(&edge.relation));
            edge.label = Some(format!("{words}: {}", literal.text));
            edge.extra.insert("object".to_owned(), describe::value(facts, literal));
        }
        if let Some(key) = key {
            self.edges.insert(key, self.draft.edge_count());
        }
        self.draft.edge(at, edge);
    }
}
