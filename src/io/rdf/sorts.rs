//! What the resources of a file are: things, statements, types, predicates, sources, or parts of these.

use std::cell::RefCell;
use std::collections::HashMap;

use super::store::{DEFAULT, Id, Object, Statement, Store};
use super::words::{self, Role};

/// What a resource is first of all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// An entity.
    Plain,
    /// It stands for a statement.
    Reifier,
    /// It belongs to a statement or a voice: a selector, a target.
    Part,
    /// A link of a list.
    Link,
    Class,
    Property,
    Document,
    /// The file itself, where it is described.
    Case,
}

/// The statements, and what they make of their resources.
pub(super) struct Facts<'s> {
    pub(super) store: &'s Store,
    roles: Vec<Role>,
    sorts: Vec<Sort>,
    /// Resources that are cited, or graphs: beside what else they are.
    documents: Vec<bool>,
    /// Numbers of statements by subject, and where each subject's begin.
    order: Vec<u32>,
    starts: Vec<u32>,
    /// Names of resources that have many: types are asked for theirs by each of their things.
    labels: RefCell<HashMap<Id, Option<&'s str>>>,
}

/// Types of those who can say something.
const AGENTS: &[&str] = &[
    "Person",
    "Organization",
    "Organisation",
    "Agent",
    "SoftwareAgent",
    "Group",
    "NewsMediaOrganization",
    "GovernmentOrganization",
    "Corporation",
];

fn slot<T: Copy>(list: &[T], id: Id, none: T) -> T {
    list.get(id as usize).copied().unwrap_or(none)
}

fn set<T>(list: &mut [T], id: Id, value: T) {
    if let Some(slot) = list.get_mut(id as usize) {
        *slot = value;
    }
}

impl<'s> Facts<'s> {
    /// Looks through the statements.
    pub(super) fn of(store: &'s Store) -> Self {
        let names = store.len();
        let mut facts = Self {
            store,
            roles: vec![Role::Other; names],
            sorts: vec![Sort::Plain; names],
            documents: vec![false; names],
            order: Vec::new(),
            starts: Vec::new(),
            labels: RefCell::new(HashMap::new()),
        };
        facts.sort_by_subject();
        let mut used = vec![false; names];
        for statement in &store.statements {
            set(&mut used, statement.p, true);
        }
        for (id, used) in (0..).zip(&used) {
            if *used {
                set(&mut facts.roles, id, words::role(store.name(id)));
            }
        }
        facts.mark(&used);
        facts
    }

    fn sort_by_subject(&mut self) {
        let mut counts = vec![0_u32; self.store.len() + 1];
        for statement in &self.store.statements {
            if let Some(count) = counts.get_mut(statement.s as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += *count;
            *count = sum;
        }
        self.starts.clone_from(&counts);
        self.order = vec![0; self.store.statements.len()];
        for (number, statement) in (0..).zip(&self.store.statements) {
            if let Some(next) = counts.get_mut(statement.s as usize) {
                set(&mut self.order, *next, number);
                *next += 1;
            }
        }
    }

    fn mark(&mut self, used: &[bool]) {
        let names = self.store.len();
        let (mut subjects, mut predicates) = (vec![false; names], vec![false; names]);
        let mut types = vec![false; names];
        let statement_type = format!("{}Statement", words::RDF);
        for Statement { s, p, o, g, .. } in &self.store.statements {
            if *g != DEFAULT {
                set(&mut self.documents, *g, true);
            }
            let name = o.name();
            match (self.role(*p), name) {
                (Role::Reifies, _) if matches!(o, Object::Triple(_)) => {
                    set(&mut self.sorts, *s, Sort::Reifier);
                }
                (Role::Subject, _) => set(&mut subjects, *s, true),
                (Role::Predicate, _) => set(&mut predicates, *s, true),
                (Role::First, _) => set(&mut self.sorts, *s, Sort::Link),
                (Role::Type, Some(of)) => {
                    set(&mut types, of, true);
                    let address = self.store.name(of);
                    if address == statement_type {
                        set(&mut self.sorts, *s, Sort::Reifier);
                    } else if words::is_class(address) {
                        set(&mut self.sorts, *s, Sort::Class);
                    } else if words::is_property(address) {
                        set(&mut self.sorts, *s, Sort::Property);
                    }
                }
                (Role::Kind, Some(of)) => set(&mut types, of, true),
                (Role::SubClass, _) => set(&mut self.sorts, *s, Sort::Class),
                (Role::Direct, _) => set(&mut self.sorts, *s, Sort::Property),
                (Role::Qualified | Role::HasSelector, Some(part)) => {
                    set(&mut self.sorts, part, Sort::Part);
                    if self.role(*p) == Role::HasSelector {
                        set(&mut self.sorts, *s, Sort::Part);
                    }
                }
                (Role::HasSource, Some(source)) => {
                    set(&mut self.sorts, *s, Sort::Part);
                    set(&mut self.documents, source, true);
                }
                _ => {}
            }
        }
        for id in 0..names as Id {
            if slot(&subjects, id, false) && slot(&predicates, id, false) {
                set(&mut self.sorts, id, Sort::Reifier);
            }
        }
        for Statement { s, p, o, .. } in &self.store.statements {
            let tells = self.sort(*s) == Sort::Reifier || self.is_document(*s);
            if let (true, Role::Source, Some(source)) = (tells, self.role(*p), o.name()) {
                set(&mut self.documents, source, true);
            }
        }
        for id in 0..names as Id {
            if self.sort(id) == Sort::Plain {
                let sort = self.second_look(id, slot(used, id, false), slot(&types, id, false));
                set(&mut self.sorts, id, sort);
            }
        }
    }

    /// What a resource is that nothing makes a part of anything.
    fn second_look(&self, id: Id, is_used: bool, is_type: bool) -> Sort {
        if is_used {
            return Sort::Property;
        }
        let described = |statement: &Statement| {
            matches!(
                self.role(statement.p),
                Role::Label(_)
                    | Role::Alias
                    | Role::About(_)
                    | Role::Type
                    | Role::SubClass
                    | Role::Same
                    | Role::Kind
            )
        };
        if is_type && self.about(id).all(described) {
            return Sort::Class;
        }
        let name = self.store.name(id);
        if name == super::store::BASE && !self.is_document(id) && self.is_case(id) {
            return Sort::Case;
        }
        if name.starts_with(words::DOCUMENT) {
            return Sort::Document;
        }
        // Who publishes a graph under their own name, or says in it whom they know, is somebody.
        let relates = |statement: &Statement| {
            statement.g == id && self.role(statement.p) == Role::Other && statement.o.name().is_some()
        };
        if self.is_document(id) && !self.is_agent(id) && !self.about(id).any(relates) {
            Sort::Document
        } else {
            Sort::Plain
        }
    }

    /// Whether what is said of the file itself is what it is called, or that it is a collection.
    fn is_case(&self, id: Id) -> bool {
        let is_set = |of: Id| ["Case", "Ontology", "Dataset"].contains(&words::local(self.store.name(of)));
        let mut about = self.about(id);
        self.names(id, Role::Type).any(is_set) || about.all(|one| matches!(self.role(one.p), Role::Label(_)))
    }

    /// Whether a resource can say something, by its types.
    pub(super) fn is_agent(&self, id: Id) -> bool {
        let types = self.about(id).filter(|statement| self.role(statement.p) == Role::Type);
        let mut types = types.filter_map(|statement| statement.o.name());
        types.any(|of| AGENTS.contains(&words::local(self.store.name(of))))
    }

    pub(super) fn role(&self, predicate: Id) -> Role {
        slot(&self.roles, predicate, Role::Other)
    }

    pub(super) fn sort(&self, id: Id) -> Sort {
        slot(&self.sorts, id, Sort::Plain)
    }

    /// Whether something is cited from it, or it is a graph.
    pub(super) fn is_document(&self, id: Id) -> bool {
        slot(&self.documents, id, false) || self.sort(id) == Sort::Document
    }

    /// The statements about a resource, in the order of the file.
    pub(super) fn about(&self, id: Id) -> impl Iterator<Item = &'s Statement> + use<'_, 's> {
        let at = |i: Id| slot(&self.starts, i, 0) as usize;
        let range = at(id)..at(id + 1);
        let numbers = self.order.get(range).unwrap_or(&[]);
        numbers.iter().filter_map(|number| self.store.statements.get(*number as usize))
    }

    /// The resources that a subject has in a role.
    pub(super) fn names(&self, subject: Id, role: Role) -> impl Iterator<Item = Id> + use<'_, 's> {
        let found = self.about(subject).filter(move |statement| self.role(statement.p) == role);
        found.filter_map(|statement| statement.o.name())
    }

    /// The first text that a subject has in a role.
    pub(super) fn text(&self, subject: Id, role: Role) -> Option<&'s str> {
        let mut found = self.about(subject).filter(|statement| self.role(statement.p) == role);
        found.find_map(|statement| statement.o.literal()).map(|literal| literal.text.as_str())
    }

    /// The best name that a resource is given: of the language first, then of the predicate.
    pub(super) fn label(&self, id: Id) -> Option<&'s str> {
        if let Some(known) = self.labels.borrow().get(&id) {
            return *known;
        }
        let found = self.best(id, |role| match role {
            Role::Label(rank) => Some(rank),
            _ => None,
        });
        if self.about(id).nth(8).is_some() {
            self.labels.borrow_mut().insert(id, found);
        }
        found
    }

    /// The best of the texts that a resource has in some roles.
    pub(super) fn best(&self, id: Id, wanted: impl Fn(Role) -> Option<u8>) -> Option<&'s str> {
        let found = self.about(id).filter_map(|statement| {
            let rank = wanted(self.role(statement.p))?;
            let literal = statement.o.literal().filter(|literal| !literal.text.trim().is_empty())?;
            Some(((words::rank(literal.lang.as_deref()), rank), literal))
        });
        found.min_by_key(|(rank, _)| *rank).map(|(_, literal)| literal.text.as_str())
    }
}
