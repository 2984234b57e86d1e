//! The statements of the DOT language, and the graph that they make.
//!
//! Subgraphs are kept on a stack of their own, so that depth is no danger. What one attribute or one pair of subgraphs
//! makes many times over is bounded by the length of the file.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::made::{Attributes, Dot, words};
use super::tokens::{Token, Tokens, What};
use super::{is_word, label};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::io::draft::Draft;
use crate::io::reporter::{Trail, shown};
use crate::io::table::value;

/// Statements between two looks at whether to go on.
const PULSE: u64 = 1024;

/// A brace that is open.
#[derive(Default)]
pub(super) struct Scope {
    pub(super) nodes: Rc<Attributes>,
    pub(super) edges: Rc<Attributes>,
    /// The nodes named in it, in their order.
    pub(super) members: Vec<u32>,
    pub(super) known: HashSet<u32>,
    pub(super) cluster: Option<Rc<str>>,
    /// The statement that it stands in.
    pub(super) outer: Statement,
}

/// Ends of edges that are named so far.
#[derive(Default)]
pub(super) struct Statement {
    pub(super) at: usize,
    pub(super) ends: Vec<End>,
    /// Whether each arrow between them has a direction.
    pub(super) arrows: Vec<bool>,
    pub(super) attributes: Attributes,
}

#[derive(Default)]
pub(super) struct End {
    pub(super) nodes: Vec<u32>,
    pub(super) port: Option<String>,
    pub(super) is_group: bool,
}

/// Reads a file; false where the monitor cancelled.
pub(super) fn parse(draft: &mut Draft, text: &str, monitor: &dyn Monitor) -> bool {
    let mut parser = Parser {
        draft,
        tokens: Tokens::new(text),
        scopes: Vec::new(),
        statement: Statement::default(),
        nodes: Vec::new(),
        by_id: HashMap::new(),
        strict: None,
        budget: text.len() * 8 + (1 << 16),
        refused: 0,
    };
    let mut count = 0_u64;
    while parser.step() {
        count += 1;
        if count.is_multiple_of(PULSE) {
            monitor.progress("reading the graph", parser.tokens.at() as u64, text.len() as u64);
            if monitor.cancelled() {
                return false;
            }
        }
    }
    parser.finish(text.len());
    true
}

pub(super) struct Parser<'d, 'a> {
    pub(super) draft: &'d mut Draft,
    pub(super) tokens: Tokens<'a>,
    pub(super) scopes: Vec<Scope>,
    pub(super) statement: Statement,
    pub(super) nodes: Vec<Dot>,
    pub(super) by_id: HashMap<String, u32>,
    /// The pairs that have an edge, where each may have but one.
    pub(super) strict: Option<HashSet<(u32, u32)>>,
    /// Bytes that copies of attributes and products of subgraphs may still take.
    pub(super) budget: usize,
    pub(super) refused: u64,
}

impl Parser<'_, '_> {
    /// Reads the next word and what belongs to it; false at the end.
    fn step(&mut self) -> bool {
        let Some(Token { at, what }) = self.tokens.next() else { return false };
        if self.scopes.is_empty() {
            self.outside(at, &what);
            return true;
        }
        match what {
            What::Sign(';' | ',') => self.flush(),
            What::Sign('}') => {
                self.flush();
                self.leave();
            }
            What::Sign('{') => self.enter(at, None),
            What::Sign('[') => {
                let attributes = self.attributes();
                self.statement.attributes.extend(attributes);
            }
            What::Sign(':') => self.port(),
            What::Arrow { directed } => {
                if self.statement.ends.len() == self.statement.arrows.len() + 1 {
                    self.statement.arrows.push(directed);
                } else {
                    self.broken(at, "an edge has no beginning");
                }
            }
            What::Sign(sign) => self.broken(at, &format!("`{sign}` has no place here")),
            What::Cut(what) => self.broken(at, &format!("the file is cut off: {what} has no end")),
            word => self.word(at, &word),
        }
        true
    }

    pub(super) fn broken(&mut self, at: usize, why: &str) {
        self.draft.rep.add(Code::Syntax, at, &Trail::Top, format!("{why}; it is passed over"));
    }

    /// What stands before a graph's brace.
    fn outside(&mut self, at: usize, what: &What<'_>) {
        if is_word(what, "strict") {
            self.strict = Some(HashSet::new());
        } else if *what == What::Sign('{') {
            self.scopes.push(Scope::default());
        } else if let What::Cut(what) = what {
            self.broken(at, &format!("the file is cut off: {what} has no end"));
        } else if matches!(what, What::Bare(_) | What::Quoted(_) | What::Html(_)) {
            let keyword = is_word(what, "graph") || is_word(what, "digraph");
            if let (false, What::Bare(name)) = (keyword, what) {
                self.title(name);
            } else if let What::Quoted(name) = what {
                self.title(name);
            }
        } else {
            self.broken(at, "a sign stands outside of the graph");
        }
    }

    fn title(&mut self, title: &str) {
        let known = &mut self.draft.builder.title;
        *known = known.take().or_else(|| (!title.is_empty()).then(|| title.to_owned()));
    }

    /// A name, or a keyword.
    fn word(&mut self, at: usize, what: &What<'_>) {
        let text: &str = match what {
            What::Bare(text) | What::Html(text) => text,
            What::Quoted(text) => text,
            _ => return,
        };
        if self.tokens.take('=') {
            self.flush();
            let value = self.tokens.next().map(|token| words(&token.what));
            if let Some((value, html)) = value {
                self.of_graph(text, &value, html);
            }
            return;
        }
        if self.statement.ends.len() > self.statement.arrows.len() {
            self.flush();
        }
        if is_word(what, "subgraph") {
            let name = match self.tokens.peek() {
                Some(What::Bare(_) | What::Quoted(_) | What::Html(_)) => {
                    self.tokens.next().map(|token| words(&token.what).0)
                }
                _ => None,
            };
            if self.tokens.take('{') {
                self.enter(at, name);
            } else {
                self.broken(at, "a subgraph has no brace");
            }
            return;
        }
        let defaults = ["node", "edge", "graph"].into_iter().find(|word| is_word(what, word));
        if let Some(of) = defaults {
            while self.tokens.take('[') {
                let attributes = self.attributes();
                self.defaults(of, attributes);
            }
            return;
        }
        let node = self.node(at, text);
        if self.statement.ends.is_empty() {
            self.statement.at = at;
        }
        self.statement.ends.push(End { nodes: vec![node], ..End::default() });
    }

    fn defaults(&mut self, of: &str, attributes: Attributes) {
        if of == "graph" {
            for (name, (value, html)) in attributes {
                self.of_graph(&name, &value, html);
            }
            return;
        }
        let Some(scope) = self.scopes.last_mut() else { return };
        let known = if of == "node" { &mut scope.nodes } else { &mut scope.edges };
        let cost: usize = known.iter().map(|(name, (value, _))| name.len() + value.len() + 64).sum();
        if Rc::strong_count(known) > 1 {
            self.budget = self.budget.saturating_sub(cost);
            if self.budget == 0 {
                self.refused += 1;
                return;
            }
        }
        Rc::make_mut(known).extend(attributes);
    }

    /// An attribute of the graph or of a subgraph.
    fn of_graph(&mut self, name: &str, value: &str, html: bool) {
        let depth = self.scopes.len();
        let Some(scope) = self.scopes.last_mut() else { return };
        if name == "label" {
            let words = if html { label::html(value) } else { label::plain(value, "") };
            if depth == 1 {
                self.draft.builder.title = Some(words).filter(|words| !words.is_empty());
            } else if scope.cluster.is_some() && !words.is_empty() {
                scope.cluster = Some(words.into());
            }
        } else if depth == 1 {
            self.draft.builder.extra.insert(name.to_owned(), self::value(value));
        }
    }

    fn enter(&mut self, at: usize, name: Option<String>) {
        if self.statement.ends.len() > self.statement.arrows.len() {
            self.flush();
        }
        if self.statement.ends.is_empty() {
            self.statement.at = at;
        }
        let outer = std::mem::take(&mut self.statement);
        let parent = self.scopes.last();
        let cluster = name.filter(|name| name.starts_with("cluster")).map(Rc::from);
        let scope = Scope {
            nodes: parent.map(|scope| scope.nodes.clone()).unwrap_or_default(),
            edges: parent.map(|scope| scope.edges.clone()).unwrap_or_default(),
            cluster: cluster.or_else(|| parent.and_then(|scope| scope.cluster.clone())),
            outer,
            ..Scope::default()
        };
        self.scopes.push(scope);
    }

    pub(super) fn leave(&mut self) {
        let Some(scope) = self.scopes.pop() else { return };
        self.statement = scope.outer;
        for node in &scope.members {
            if let Some(dot) = self.nodes.get_mut(*node as usize)
                && dot.cluster.is_none()
            {
                dot.cluster.clone_from(&scope.cluster);
            }
        }
        let Some(parent) = self.scopes.last_mut() else {
            self.strict = None;
            return;
        };
        // Names go up one brace at a time: what is nested deeply is bounded too.
        for node in &scope.members {
            if self.budget > 0 && parent.known.insert(*node) {
                parent.members.push(*node);
                self.budget -= 1;
            }
        }
        self.statement.ends.push(End { nodes: scope.members, is_group: true, ..End::default() });
    }

    /// The node of an id, which is made where it is new.
    fn node(&mut self, at: usize, id: &str) -> u32 {
        let known = self.by_id.get(id).copied();
        let number = known.unwrap_or(self.nodes.len() as u32);
        if known.is_none() {
            self.by_id.insert(id.to_owned(), number);
            let defaults = self.scopes.last().map(|scope| scope.nodes.clone()).unwrap_or_default();
            let attributes = self.copied(&defaults);
            self.nodes.push(Dot { at, id: id.to_owned(), attributes, cluster: None });
        }
        if let Some(scope) = self.scopes.last_mut()
            && scope.known.insert(number)
        {
            scope.members.push(number);
        }
        number
    }

    /// A copy of attributes, as far as there is room for it.
    pub(super) fn copied(&mut self, attributes: &Attributes) -> Attributes {
        let cost: usize = attributes.iter().map(|(name, (value, _))| name.len() + value.len() + 64).sum();
        if cost > self.budget {
            self.refused += 1;
            return Attributes::new();
        }
        self.budget -= cost;
        attributes.clone()
    }

    fn port(&mut self) {
        let mut port = None;
        loop {
            if matches!(self.tokens.peek(), Some(What::Bare(_) | What::Quoted(_) | What::Html(_))) {
                let name = self.tokens.next().map(|token| words(&token.what).0);
                port = port.or(name);
            }
            if !self.tokens.take(':') {
                break;
            }
        }
        if let Some(end) = self.statement.ends.last_mut() {
            end.port = port;
        }
    }

    /// A list of attributes up to its bracket; the opening one is taken.
    fn attributes(&mut self) -> Attributes {
        let mut attributes = Attributes::new();
        loop {
            if matches!(self.tokens.peek(), Some(What::Sign('{' | '}'))) {
                let at = self.tokens.at();
                self.broken(at, "a list of attributes has no `]`");
                break;
            }
            let Some(Token { at, what }) = self.tokens.next() else { break };
            match what {
                What::Sign(']') => return attributes,
                What::Sign(';' | ',') => {}
                What::Bare(_) | What::Quoted(_) | What::Html(_) => {
                    let (name, _) = words(&what);
                    // An attribute without a value is true.
                    let mut given = ("true".to_owned(), false);
                    if self.tokens.take('=') {
                        let named = matches!(
                            self.tokens.peek(),
                            Some(What::Bare(_) | What::Quoted(_) | What::Html(_))
                        );
                        if !named {
                            self.broken(at, &format!("the attribute `{}` has no value", shown(&name)));
                            continue;
                        }
                        given = self.tokens.next().map(|token| words(&token.what)).unwrap_or_default();
                    }
                    attributes.insert(name, given);
                }
                What::Cut(what) => self.broken(at, &format!("the file is cut off: {what} has no end")),
                _ => self.broken(at, "a sign has no place in a list of attributes"),
            }
        }
        attributes
    }
}
