//! Who says a statement, and where: what is said about statements and graphs, as voices with their evidence.

use super::describe;
use super::sorts::{Facts, Sort};
use super::state::State;
use super::store::{Id, Literal, Object, Statement};
use super::words::Role;
use crate::diagnostics::Code;
use crate::io::dates;
use crate::io::draft::{self, Draft};
use crate::io::reporter::{Trail, shown};
use crate::model::{Attribution, Certainty, Citation, Date, DocIx, Extra, Extraction, Stance};

/// Speakers, and sources, that one graph or statement may have: each claim of a graph has all of them.
const MOST: usize = 20;

/// What is said about one statement.
#[derive(Default)]
pub(super) struct About {
    pub(super) voices: Vec<Attribution>,
    pub(super) time: Option<Date>,
    pub(super) label: Option<String>,
    pub(super) undirected: bool,
    pub(super) extraction: Option<Extraction>,
    pub(super) extra: Extra,
}

/// What a statement about a statement, or a voice, tells of who says it and where.
#[derive(Default)]
struct Telling {
    speakers: Vec<Option<crate::model::EntityIx>>,
    citations: Vec<Citation>,
    stance: Option<Stance>,
    verb: Option<String>,
    certainty: Option<Certainty>,
    credibility: Option<u8>,
    via: Vec<crate::model::EntityIx>,
    date: Option<Date>,
    exact: Option<String>,
}

impl Telling {
    fn is_any(&self) -> bool {
        !self.speakers.is_empty()
            || !self.citations.is_empty()
            || self.stance.is_some()
            || self.verb.is_some()
    }

    fn voices(mut self, extra: &Extra) -> Vec<Attribution> {
        if let Some(exact) = self.exact.take() {
            for citation in self.citations.iter_mut().filter(|citation| citation.exact.is_none()) {
                citation.exact = Some(exact.clone());
            }
        }
        let speakers = if self.speakers.is_empty() { vec![None] } else { self.speakers };
        let voice = |speaker| Attribution {
            via: self.via.clone(),
            verb: self.verb.clone(),
            date: self.date.clone(),
            certainty: self.certainty,
            credibility: self.credibility,
            evidence: self.citations.clone(),
            extra: extra.clone(),
            ..Attribution::new(speaker, self.stance.unwrap_or(Stance::Asserts))
        };
        speakers.into_iter().map(voice).collect()
    }
}

/// A date of a statement; what is none is kept with the rest.
fn date(statement: &Statement) -> Option<Date> {
    dates::point(&statement.o.literal()?.text)
}

impl State<'_, '_, '_> {
    /// What is said about the statement that a resource stands for.
    pub(super) fn about(&mut self, reifier: Id) -> About {
        let facts = self.facts;
        let mut about = About::default();
        let mut telling = Telling::default();
        let mut qualified = Vec::new();
        let (mut begins, mut ceases) = (None, None);
        for statement in facts.about(reifier) {
            let literal = statement.o.literal();
            match facts.role(statement.p) {
                Role::Type | Role::Subject | Role::Predicate | Role::Object | Role::Reifies => {}
                Role::Qualified => qualified.extend(statement.o.name()),
                Role::Label(_) if literal.is_some() => {
                    about.label = facts.label(reifier).map(str::to_owned);
                }
                Role::Undirected => about.undirected = literal.is_some_and(|literal| literal.text != "false"),
                Role::Date if about.time.is_none() && date(statement).is_some() => {
                    about.time = date(statement);
                }
                Role::Begins if date(statement).is_some() => begins = begins.or(literal),
                Role::Ceases if date(statement).is_some() => ceases = ceases.or(literal),
                Role::Score if score(literal).is_some() => extraction(&mut about).score = score(literal),
                Role::By => {
                    extraction(&mut about).by = match &statement.o {
                        Object::Literal(literal) => Some(literal.text.clone()),
                        Object::Name(id) => Some(describe::name(facts, *id)),
                        Object::Triple(_) => None,
                    }
                }
                role => {
                    if !self.tell(&mut telling, role, statement) {
                        describe::keep_statement(facts, &mut about.extra, statement);
                    }
                }
            }
        }
        let text = |literal: Option<&Literal>| literal.map(|literal| literal.text.clone());
        if begins.is_some() || ceases.is_some() {
            let span = dates::interval(text(begins).as_deref(), text(ceases).as_deref());
            about.time = about.time.take().or(span);
        }
        if qualified.is_empty() {
            if telling.is_any() {
                about.voices = telling.voices(&Extra::new());
            }
            return about;
        }
        for voice in qualified {
            about.voices.extend(self.voice(voice));
        }
        // Where the voices say nothing of their sources, those of the statement are theirs.
        if about.voices.iter().all(|voice| voice.evidence.is_empty()) {
            for voice in &mut about.voices {
                voice.evidence.clone_from(&telling.citations);
            }
        }
        about
    }

    /// A voice that is a resource of its own.
    fn voice(&mut self, id: Id) -> Vec<Attribution> {
        let facts = self.facts;
        let mut telling = Telling::default();
        let mut extra = Extra::new();
        for statement in facts.about(id) {
            let role = facts.role(statement.p);
            let role = if role == Role::Agent { Role::Speaker } else { role };
            if role != Role::Type && !self.tell(&mut telling, role, statement) {
                describe::keep_statement(facts, &mut extra, statement);
            }
        }
        telling.voices(&extra)
    }

    /// Takes what a statement tells of a voice; whether it does.
    fn tell(&mut self, telling: &mut Telling, role: Role, statement: &Statement) -> bool {
        let (literal, name) = (statement.o.literal(), statement.o.name());
        let text = literal.map(|literal| literal.text.as_str());
        match (role, text, name) {
            (Role::Speaker | Role::Publisher, _, _) if telling.speakers.len() < MOST => {
                let speaker = self.speaker(statement);
                telling.speakers.extend(speaker.map(Some));
                speaker.is_some()
            }
            (Role::Source | Role::HasSource, _, _) if telling.citations.len() < MOST => {
                let document = match name {
                    Some(id) => self.document(statement.at, id),
                    None => text.and_then(|text| self.document_called(statement.at, text)),
                };
                telling.citations.extend(document.map(Citation::new));
                document.is_some()
            }
            (Role::Target, None, Some(id)) => {
                let citation = self.citation(statement.at, id);
                telling.citations.extend(citation);
                true
            }
            (Role::Exact, Some(text), _) if telling.exact.is_none() => {
                telling.exact = Some(text.to_owned());
                true
            }
            (Role::Stance, Some(text), _) => {
                telling.stance = Stance::from_id(text);
                telling.stance.is_some()
            }
            (Role::Verb, Some(text), _) => {
                telling.verb = Some(text.to_owned());
                true
            }
            (Role::Certainty, Some(text), _) => {
                telling.certainty = Certainty::from_id(text);
                telling.certainty.is_some()
            }
            (Role::Credibility, Some(text), _) => {
                telling.credibility = text.parse().ok().filter(|number| (1..=6).contains(number));
                telling.credibility.is_some()
            }
            (Role::Via, None, Some(_)) => {
                let via = self.speaker(statement);
                telling.via.extend(via);
                true
            }
            (Role::Said | Role::Date, Some(_), _) if telling.date.is_none() => {
                telling.date = date(statement);
                telling.date.is_some()
            }
            _ => false,
        }
    }

    /// Somebody who speaks: a resource, or only a name.
    fn speaker(&mut self, statement: &Statement) -> Option<crate::model::EntityIx> {
        match &statement.o {
            Object::Name(id) => {
                let id = describe::entity(self.facts, self.draft, statement.at, *id);
                self.draft.find(&id)
            }
            Object::Literal(literal) if !literal.text.trim().is_empty() => {
                let id = format!("name:{}", literal.text);
                Some(self.draft.entity(statement.at, &id, Some(&literal.text), None))
            }
            Object::Literal(_) | Object::Triple(_) => None,
        }
    }

    /// The voices of all that stands in a graph: who made it, from which sources, or the graph as a source itself.
    pub(super) fn graph(&mut self, at: usize, graph: Id) -> Vec<Attribution> {
        if let Some(known) = self.voices.get(&graph) {
            let cited: usize = known.iter().map(|voice| 1 + voice.evidence.len()).sum();
            self.spent += cited;
            if cited <= 2 || self.spent <= self.most {
                return known.clone();
            }
            // Each of very many statements would say all of it again.
            self.shortened = self.shortened.or(Some(at));
            let mut first: Vec<Attribution> = known.iter().take(1).cloned().collect();
            for voice in &mut first {
                voice.evidence.truncate(1);
            }
            return first;
        }
        let facts = self.facts;
        let mut telling = Telling::default();
        let mut more = 0;
        if facts.is_agent(graph) {
            let id = describe::entity(facts, self.draft, at, graph);
            telling.speakers.push(self.draft.find(&id));
        } else {
            for statement in facts.about(graph) {
                let role = facts.role(statement.p);
                if matches!(role, Role::Speaker | Role::Source | Role::Said)
                    && !self.tell(&mut telling, role, statement)
                {
                    more += usize::from(matches!(role, Role::Speaker | Role::Source));
                }
            }
            if telling.citations.is_empty() {
                telling.citations.extend(self.document(at, graph).map(Citation::new));
            }
        }
        if more > 0 {
            let name = facts.store.name(graph);
            let message = format!(
                "the graph `{}` has {more} speakers or sources more than the {MOST} that are taken of each",
                shown(name)
            );
            self.draft.rep.add(Code::UnknownValue, at, &Trail::Top, message);
        }
        let voices = telling.voices(&Extra::new());
        self.voices.insert(graph, voices.clone());
        voices
    }

    /// Where something stands: a document, or a target with selectors.
    pub(super) fn citation(&mut self, at: usize, target: Id) -> Option<Citation> {
        let facts = self.facts;
        if facts.sort(target) != Sort::Part {
            return self.document(at, target).map(Citation::new);
        }
        let Some(source) = facts.names(target, Role::HasSource).next() else {
            let message = "what is quoted names no source; it is left out";
            self.draft.leave_out("citations", true, (Code::MissingField, at, &Trail::Top), message);
            return None;
        };
        let document = self.document(at, source)?;
        self.draft.count("citations");
        let mut citation = Citation::new(document);
        for part in std::iter::once(target).chain(facts.names(target, Role::HasSelector)) {
            let text = |role| facts.text(part, role).map(str::to_owned);
            citation.exact = citation.exact.take().or_else(|| text(Role::Exact));
            citation.prefix = citation.prefix.take().or_else(|| text(Role::Prefix));
            citation.suffix = citation.suffix.take().or_else(|| text(Role::Suffix));
            let ends = (text(Role::Start), text(Role::End));
            let number =
                |text: &Option<String>| text.as_ref().and_then(|text| text.trim().parse::<u64>().ok());
            match (number(&ends.0), number(&ends.1)) {
                (Some(start), Some(end)) => citation.given = citation.given.or(Some((start, end))),
                _ if ends.0.is_some() || ends.1.is_some() => {
                    let message = "a text position needs a start and an end from 0; it is left out";
                    self.draft.rep.add(Code::UnusableSpan, at, &Trail::Top, message);
                }
                _ => {}
            }
        }
        Some(citation)
    }

    /// The document of a resource.
    pub(super) fn document(&mut self, at: usize, id: Id) -> Option<DocIx> {
        if let Some(known) = self.documents.get(&id) {
            return *known;
        }
        let document = describe::document(self.facts, id, self.folder);
        let known = self.draft.find_document(&document.id);
        let new = known.or_else(|| self.draft.document(at, &Trail::Top, document));
        self.documents.insert(id, new);
        new
    }

    /// A document that is only named.
    fn document_called(&mut self, at: usize, name: &str) -> Option<DocIx> {
        let known = self.draft.find_document(name).filter(|_| !name.is_empty());
        known.or_else(|| {
            let document = draft::document(name, None);
            (!name.is_empty()).then(|| self.draft.document(at, &Trail::Top, document))?
        })
    }
}

fn extraction(about: &mut About) -> &mut Extraction {
    about.extraction.get_or_insert_with(|| Extraction { by: None, score: None, extra: Extra::new() })
}

fn score(literal: Option<&Literal>) -> Option<f64> {
    literal?.text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Says what of the file has no place in a case.
pub(super) fn note(draft: &mut Draft, facts: &Facts<'_>) {
    let described = |statement: &&Statement| {
        matches!(facts.sort(statement.s), Sort::Class | Sort::Property)
            && !facts.store.name(statement.s).starts_with("urn:attache:")
    };
    let mut words = facts.store.statements.iter().filter(described);
    if let Some(first) = words.next() {
        let count = 1 + words.count();
        let message = format!(
            "statements that describe types and predicates, beginning here: {count}; they give names only"
        );
        draft.rep.note(Code::UnknownField, first.at, &Trail::Top, message);
    }
    let in_graph = |statement: &&Statement| {
        let plain = facts.sort(statement.s) == Sort::Plain && statement.g != super::store::DEFAULT;
        plain && statement.o.literal().is_some() && facts.role(statement.p) == Role::Other
    };
    let mut literals = facts.store.statements.iter().filter(in_graph);
    if let Some(first) = literals.next() {
        let count = 1 + literals.count();
        let message = format!(
            "texts and numbers of named graphs, beginning here: {count}; they became properties, which have no source"
        );
        draft.rep.note(Code::UnknownField, first.at, &Trail::Top, message);
    }
}
