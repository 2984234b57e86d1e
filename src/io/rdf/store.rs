//! The statements of a file, with every name written down once.

use std::collections::HashMap;
use std::rc::Rc;

use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};

/// The address that relative names are read against; it is taken away again where a name is shown.
pub(super) const BASE: &str = "relative:///here";

/// A name's number. The default graph is 0.
pub(super) type Id = u32;

/// The graph without a name.
pub(super) const DEFAULT: Id = 0;

/// A text with its language or datatype.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Literal {
    pub(super) text: String,
    pub(super) lang: Option<String>,
    /// The datatype's name; [`DEFAULT`] for plain texts.
    pub(super) datatype: Id,
}

/// What a statement says of its subject.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Object {
    Name(Id),
    Literal(Box<Literal>),
    /// A statement as a thing: subject, predicate, object.
    Triple(Box<(Id, Id, Object)>),
}

impl Object {
    pub(super) fn name(&self) -> Option<Id> {
        match self {
            Self::Name(id) => Some(*id),
            Self::Literal(_) | Self::Triple(_) => None,
        }
    }

    pub(super) fn literal(&self) -> Option<&Literal> {
        match self {
            Self::Literal(literal) => Some(literal),
            Self::Name(_) | Self::Triple(_) => None,
        }
    }
}

/// One statement, and where in the file it stands.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) at: usize,
    pub(super) s: Id,
    pub(super) p: Id,
    pub(super) o: Object,
    pub(super) g: Id,
}

/// All of them.
pub(super) struct Store {
    names: Vec<Rc<str>>,
    ids: HashMap<Rc<str>, Id>,
    unnamed: u32,
    pub(super) statements: Vec<Statement>,
}

impl Store {
    pub(super) fn new() -> Self {
        let mut store = Self { names: Vec::new(), ids: HashMap::new(), unnamed: 0, statements: Vec::new() };
        store.id("");
        store
    }

    /// The number of an address.
    pub(super) fn id(&mut self, name: &str) -> Id {
        if let Some(known) = self.ids.get(name) {
            return *known;
        }
        let shared: Rc<str> = name.into();
        self.push(shared.clone(), shared)
    }

    fn push(&mut self, key: Rc<str>, name: Rc<str>) -> Id {
        let id = self.names.len() as Id;
        self.ids.insert(key, id);
        self.names.push(name);
        id
    }

    /// The name of a number: an address, or `_:` with a label.
    pub(super) fn name(&self, id: Id) -> &str {
        self.names.get(id as usize).map_or("", |name| name)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// A node that the file gives no address. Where it gives it no label either, the parser draws one by lot; such
    /// nodes are numbered, so that a file that is read twice has the same ones. No label can have brackets.
    fn blank(&mut self, label: &str) -> Id {
        let key = format!("_:{label}");
        if let Some(known) = self.ids.get(key.as_str()) {
            return *known;
        }
        let drawn = label.len() >= 24 && label.bytes().all(|byte| byte.is_ascii_hexdigit());
        let name = if drawn {
            self.unnamed += 1;
            format!("_:[{}]", self.unnamed)
        } else {
            key.clone()
        };
        self.push(key.into(), name.into())
    }

    fn subject(&mut self, node: &NamedOrBlankNode) -> Id {
        match node {
            NamedOrBlankNode::NamedNode(node) => self.id(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => self.blank(node.as_str()),
        }
    }

    fn object(&mut self, term: Term) -> Object {
        match term {
            Term::NamedNode(node) => Object::Name(self.id(node.as_str())),
            Term::BlankNode(node) => Object::Name(self.blank(node.as_str())),
            Term::Literal(literal) => {
                let lang = literal.language().map(str::to_owned);
                let plain = lang.is_some() || literal.datatype() == oxrdf::vocab::xsd::STRING;
                let datatype = if plain { DEFAULT } else { self.id(literal.datatype().as_str()) };
                Object::Literal(Box::new(Literal { text: literal.value().to_owned(), lang, datatype }))
            }
            Term::Triple(triple) => {
                let triple = *triple;
                let (s, p) = (self.subject(&triple.subject), self.id(triple.predicate.as_str()));
                Object::Triple(Box::new((s, p, self.object(triple.object))))
            }
        }
    }

    /// Takes a statement in.
    pub(super) fn add(&mut self, at: usize, quad: Quad) {
        let g = match &quad.graph_name {
            GraphName::DefaultGraph => DEFAULT,
            GraphName::NamedNode(node) => self.id(node.as_str()),
            GraphName::BlankNode(node) => self.blank(node.as_str()),
        };
        let (s, p) = (self.subject(&quad.subject), self.id(quad.predicate.as_str()));
        let o = self.object(quad.object);
        self.statements.push(Statement { at, s, p, o, g });
    }
}
