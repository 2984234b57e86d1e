//! From brat's lines to entities and claims.
//!
//! A span is an entity, unless it is the trigger of an event; spans that are said to be equal are one entity with
//! several mentions. A relation is a claim. An event of one or two parties is a claim, whose trigger is where it
//! stands; one of more, or one that takes part in another, is an entity with a claim for each part.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::lines::{self, Line};
use super::said::{Said, said};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::io::draft::{Draft, Edge, Node};
use crate::io::reporter::{Trail, shown};
use crate::model::{Attribution, Certainty, Citation, DocIx, Extra, Stance};

/// Lines between two looks at whether to go on.
const PULSE: usize = 1024;
/// The longest stretch between two parties that stands for where a relation is said, in characters.
const LONGEST: u64 = 400;

/// Roles that do something to others, the plainest first.
const DOERS: &[&str] =
    &["agent", "attacker", "arg1", "subject", "giver", "buyer", "killer", "cause", "person", "entity"];

struct Span<'a> {
    at: usize,
    kind: &'a str,
    pieces: Vec<(u64, u64)>,
    words: &'a str,
}

pub(super) struct Event<'a> {
    at: usize,
    pub(super) id: &'a str,
    kind: &'a str,
    pub(super) trigger: &'a str,
    roles: Vec<(&'a str, &'a str)>,
}

#[derive(Default)]
pub(super) struct Gathered<'a> {
    spans: Vec<(&'a str, Span<'a>)>,
    span_by_id: HashMap<&'a str, usize>,
    pub(super) relations: Vec<Event<'a>>,
    pub(super) events: Vec<Event<'a>>,
    event_ids: HashSet<&'a str>,
    equal: Vec<(usize, Vec<&'a str>)>,
    /// Attributes, ids elsewhere and notes, in the order of the file.
    pub(super) others: Vec<(usize, Line<'a>)>,
    taken: HashSet<&'a str>,
}

/// Reads the lines into a draft; false where the monitor cancelled.
pub(super) fn build(draft: &mut Draft, text: &str, document: DocIx, monitor: &dyn Monitor) -> bool {
    let Some(gathered) = gather(draft, text, monitor) else { return false };
    let of = entities(draft, &gathered, document);
    claims(draft, &gathered, &of, document);
    true
}

fn gather<'a>(draft: &mut Draft, text: &'a str, monitor: &dyn Monitor) -> Option<Gathered<'a>> {
    let mut gathered = Gathered::default();
    let mut at = 0;
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let here = at;
        at += whole.len();
        if number.is_multiple_of(PULSE) {
            monitor.progress("reading annotations", here as u64, text.len() as u64);
            if monitor.cancelled() {
                return None;
            }
        }
        let content = whole.trim_end_matches(['\n', '\r']);
        if content.trim().is_empty() {
            continue;
        }
        match lines::line(content) {
            Ok(line) => gathered.take(draft, here, line),
            Err(why) => {
                let message = format!("{why}; the line is left out");
                draft.leave_out(
                    "lines that are no annotation",
                    true,
                    (Code::Syntax, here, &Trail::Top),
                    message,
                );
            }
        }
    }
    Some(gathered)
}

impl<'a> Gathered<'a> {
    fn take(&mut self, draft: &mut Draft, at: usize, line: Line<'a>) {
        let (what, id) = match &line {
            Line::Span { id, .. } => ("spans", Some(*id)),
            Line::Relation { id, .. } => ("relations", Some(*id)),
            Line::Event { id, .. } => ("events", Some(*id)),
            Line::Attribute { id, .. } => ("attributes", Some(*id)),
            Line::Known { id, .. } => ("normalisations", Some(*id)),
            Line::Equal { .. } => ("equivalences", None),
            Line::Note { .. } => ("notes", None),
        };
        draft.count(what);
        if let Some(id) = id.filter(|id| !self.taken.insert(*id)) {
            let message = format!("two lines have the id `{}`; the first counts", shown(id));
            draft.leave_out(what, false, (Code::DuplicateId, at, &Trail::Top), message);
            return;
        }
        match line {
            Line::Span { id, kind, pieces, words } => {
                self.span_by_id.insert(id, self.spans.len());
                self.spans.push((id, Span { at, kind, pieces, words }));
            }
            Line::Relation { id, kind, roles } => {
                self.relations.push(Event { at, id, kind, trigger: "", roles });
            }
            Line::Event { id, kind, trigger, roles } => {
                self.event_ids.insert(id);
                self.events.push(Event { at, id, kind, trigger, roles });
            }
            Line::Equal { ids } => self.equal.push((at, ids)),
            other => self.others.push((at, other)),
        }
    }

    fn span(&self, id: &str) -> Option<&Span<'a>> {
        self.spans.get(*self.span_by_id.get(id)?).map(|(_, span)| span)
    }

    /// Whether there is something of this id that can take part.
    fn is_party(&self, id: &str) -> bool {
        self.span_by_id.contains_key(id) || self.event_ids.contains(id)
    }
}

/// Where a span stands: a citation for each of its pieces.
fn citations(span: &Span<'_>, document: DocIx) -> Vec<Citation> {
    let mut words = span.words.chars();
    let length = span.pieces.iter().fold(0_u64, |sum, (start, end)| sum.saturating_add(end - start));
    // The words of several pieces stand with a blank between two.
    let told = span.words.chars().count() as u64 == length.saturating_add(span.pieces.len() as u64 - 1);
    let mut citation = |(start, end): &(u64, u64)| {
        let exact = told.then(|| words.by_ref().take((end - start) as usize).collect::<String>());
        words.next();
        let exact = exact.or_else(|| (span.pieces.len() == 1).then(|| span.words.to_owned()));
        let exact = exact.filter(|exact| !exact.is_empty());
        Citation { exact, given: Some((*start, *end)), ..Citation::new(document) }
    };
    span.pieces.iter().map(&mut citation).collect()
}

/// Makes the entities; of each id of a span which entity it is.
fn entities(draft: &mut Draft, gathered: &Gathered<'_>, document: DocIx) -> HashMap<String, String> {
    let mut leader: Vec<usize> = (0..gathered.spans.len()).collect();
    for (at, ids) in &gathered.equal {
        let known: Vec<usize> = ids.iter().filter_map(|id| gathered.span_by_id.get(id).copied()).collect();
        if known.len() < ids.len() {
            let message = "an equivalence names a span that there is not; the others are one";
            draft.rep.add(Code::DanglingReference, *at, &Trail::Top, message);
        }
        for pair in known.windows(2) {
            if let [a, b] = pair {
                let (a, b) = (root(&mut leader, *a), root(&mut leader, *b));
                leader[a.max(b)] = a.min(b);
            }
        }
    }
    let mut triggers: HashSet<&str> = gathered.events.iter().map(|event| event.trigger).collect();
    // A trigger that takes part in something is an entity too.
    for event in gathered.relations.iter().chain(&gathered.events) {
        for (_, id) in &event.roles {
            triggers.remove(id);
        }
    }
    let mut of = HashMap::new();
    for (number, (id, span)) in gathered.spans.iter().enumerate() {
        if triggers.contains(id) {
            continue;
        }
        let first = root(&mut leader, number);
        let own = gathered.spans.get(first).map_or(*id, |(own, _)| *own);
        of.insert((*id).to_owned(), own.to_owned());
        let name = Some(span.words.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
        let mentions = citations(span, document);
        let Some(known) = draft.find(own) else {
            let kind = Some(span.kind.to_owned());
            draft.add(span.at, Node { id: own.to_owned(), name, kind, mentions, ..Node::default() });
            continue;
        };
        if let Some(entity) = draft.known(known) {
            entity.mentions.extend(mentions);
            let alias = name.filter(|name| *name != entity.name && !entity.aliases.contains(name));
            entity.aliases.extend(alias);
        }
    }
    of
}

/// The first of all that are equal to one.
fn root(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

fn claims(draft: &mut Draft, gathered: &Gathered<'_>, of: &HashMap<String, String>, document: DocIx) {
    let mut known = said(draft, gathered, of);
    let parts: BTreeSet<&str> = gathered
        .events
        .iter()
        .chain(&gathered.relations)
        .flat_map(|event| event.roles.iter().map(|(_, id)| *id))
        .filter(|id| gathered.event_ids.contains(id))
        .collect();
    let end = |id: &str| of.get(id).cloned().unwrap_or_else(|| id.to_owned());
    for relation in &gathered.relations {
        if lost(draft, gathered, relation, "relations") {
            continue;
        }
        let [(_, a), (_, b), ..] = relation.roles[..] else { continue };
        let evidence = between(gathered.span(a), gathered.span(b), document);
        let mut extra = known.remove(relation.id).unwrap_or_default();
        let usual =
            relation.roles.len() == 2 && relation.roles.iter().all(|(role, _)| role.starts_with("Arg"));
        if !usual {
            extra.extra.insert("roles".to_owned(), roles(relation));
        }
        let edge = Edge::new(end(a), end(b), relation.kind);
        draft.edge(relation.at, told(edge, relation.id, extra, evidence));
    }
    let nodes: Vec<bool> = gathered
        .events
        .iter()
        .map(|event| parts.contains(event.id) || !(1..=2).contains(&event.roles.len()))
        .collect();
    for (event, _) in gathered.events.iter().zip(&nodes).filter(|(_, is_node)| **is_node) {
        let trigger = gathered.span(event.trigger);
        let name = trigger.map(|trigger| trigger.words.to_owned());
        let mentions = trigger.map(|trigger| citations(trigger, document)).unwrap_or_default();
        let mut properties = Extra::new();
        properties.insert("event".to_owned(), Value::String(event.kind.to_owned()));
        let kind = Some("event".to_owned());
        draft.add(
            event.at,
            Node { id: event.id.to_owned(), name, kind, mentions, properties, ..Node::default() },
        );
    }
    for (event, is_node) in gathered.events.iter().zip(nodes) {
        if lost(draft, gathered, event, "events") {
            continue;
        }
        let trigger = gathered.span(event.trigger);
        if trigger.is_none() {
            let message = format!("the trigger `{}` of the event is not there", shown(event.trigger));
            draft.rep.add(Code::DanglingReference, event.at, &Trail::Top, message);
        }
        let evidence = || trigger.map(|trigger| citations(trigger, document)).unwrap_or_default();
        let mut about = known.remove(event.id).unwrap_or_default();
        if is_node {
            for ((role, id), number) in event.roles.iter().zip(1..) {
                let edge = Edge::new(event.id, end(id), *role);
                let about = Said { extra: about.extra.clone(), ..about };
                draft.edge(event.at, told(edge, &format!("{}.{number}", event.id), about, evidence()));
            }
            continue;
        }
        let doer = DOERS
            .iter()
            .find_map(|doer| event.roles.iter().position(|(role, _)| role.eq_ignore_ascii_case(doer)));
        let first = doer.unwrap_or(0);
        let Some((_, from)) = event.roles.get(first) else { continue };
        let other = event.roles.iter().enumerate().find(|(at, _)| *at != first).map(|(_, (_, id))| end(id));
        about.extra.insert("roles".to_owned(), roles(event));
        let words = trigger.map(|trigger| trigger.words.trim().to_owned());
        let label = words.filter(|words| !words.is_empty() && words != event.kind);
        let edge = Edge { to: other, label, ..Edge::new(end(from), "", event.kind) };
        draft.edge(event.at, told(edge, event.id, about, evidence()));
    }
}

/// Whether one of the parties is not there; it is reported then.
fn lost(draft: &mut Draft, gathered: &Gathered<'_>, event: &Event<'_>, what: &'static str) -> bool {
    let lost = event.roles.iter().find(|(_, id)| !gathered.is_party(id));
    if let Some((role, id)) = lost {
        let message = format!(
            "the role `{}` leads to `{}`, which is not there; it is left out",
            shown(role),
            shown(id)
        );
        draft.leave_out(what, false, (Code::DanglingReference, event.at, &Trail::Top), message);
    }
    lost.is_some()
}

fn roles(event: &Event<'_>) -> Value {
    event.roles.iter().map(|(role, id)| ((*role).to_owned(), Value::from(*id))).collect::<Extra>().into()
}

/// A claim with the voice of the text.
fn told(edge: Edge, id: &str, said: Said, evidence: Vec<Citation>) -> Edge {
    let stance = if said.denied { Stance::Denies } else { Stance::Asserts };
    let certainty = said.uncertain.then_some(Certainty::Possible);
    let voice = Attribution { certainty, evidence, ..Attribution::new(None, stance) };
    Edge { id: Some(id.to_owned()), attributions: vec![voice], extra: said.extra, ..edge }
}

/// Where a relation is said: from the one party to the other, or both where they are far apart.
fn between(a: Option<&Span<'_>>, b: Option<&Span<'_>>, document: DocIx) -> Vec<Citation> {
    let all = [a, b].into_iter().flatten();
    let ends = all.clone().flat_map(|span| span.pieces.iter().copied());
    let start = ends.clone().map(|(start, _)| start).min();
    let end = ends.map(|(_, end)| end).max();
    match start.zip(end) {
        Some((start, end)) if end - start <= LONGEST => {
            vec![Citation { given: Some((start, end)), ..Citation::new(document) }]
        }
        _ => all.flat_map(|span| citations(span, document)).collect(),
    }
}
