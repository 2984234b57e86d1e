//! What is said about resources, as entities, kinds and documents.

use std::collections::HashSet;
use std::path::Path;

use serde_json::Value;

use super::sorts::{Facts, Sort};
use super::store::{BASE, Id, Literal, Object, Statement};
use super::words::{self, Role};
use crate::io::attache1::beside;
use crate::io::dates;
use crate::io::draft::{self, Draft, Node};
use crate::io::reporter::Trail;
use crate::model::{BuiltinKind, Document, Entity, Extra, Kind};

/// The id of a resource in the case: its address, or what this program or the file itself calls it.
pub(super) fn id_of(name: &str) -> String {
    for space in [words::ENTITY, words::CLAIM, words::DOCUMENT, words::KIND] {
        if let Some(id) = name.strip_prefix(space) {
            return words::unescaped(id);
        }
    }
    let own = name.strip_prefix(BASE).or_else(|| name.strip_prefix("relative:///"));
    match own {
        Some("") => "#".to_owned(),
        Some(own) => own.to_owned(),
        None => name.to_owned(),
    }
}

/// What a relation or property is called: by this program, by its label, or by the last part of its address.
pub(super) fn word(address: &str) -> String {
    let own = [words::RELATION, words::PROPERTY, words::TERM, words::KIND];
    if let Some(word) = own.into_iter().find_map(|space| address.strip_prefix(space)) {
        return words::unescaped(word);
    }
    words::unescaped(words::local(address))
}

/// The name of a resource that is given none.
pub(super) fn name(facts: &Facts<'_>, id: Id) -> String {
    let address = facts.store.name(id);
    if let Some(label) = facts.label(id) {
        return label.to_owned();
    }
    if address.starts_with("_:") || address.starts_with(words::ENTITY) {
        return id_of(address);
    }
    words::unescaped(words::local(&id_of(address))).replace('_', " ")
}

/// A literal as a value: numbers and truths as such.
pub(super) fn value(facts: &Facts<'_>, literal: &Literal) -> Value {
    let kind = facts.store.name(literal.datatype).strip_prefix(words::XSD).unwrap_or("");
    let text = literal.text.trim();
    match kind {
        "boolean" if matches!(text, "true" | "1") => Value::Bool(true),
        "boolean" if matches!(text, "false" | "0") => Value::Bool(false),
        "integer" | "int" | "long" | "short" | "byte" | "nonNegativeInteger" | "positiveInteger"
        | "nonPositiveInteger" | "negativeInteger" | "unsignedInt" | "unsignedLong" | "decimal"
        | "double" | "float" => serde_json::from_str::<serde_json::Number>(text.trim_start_matches('+'))
            .map_or_else(|_| literal.text.clone().into(), Value::Number),
        _ => literal.text.clone().into(),
    }
}

/// Keeps a value under a name; of several a list.
pub(super) fn keep(extra: &mut Extra, name: String, value: Value) {
    match extra.get_mut(&name) {
        None => drop(extra.insert(name, value)),
        // Among very many, one may stand twice: comparing all with all would take long.
        Some(Value::Array(list)) if list.len() < 64 && list.contains(&value) => {}
        Some(Value::Array(list)) => list.push(value),
        Some(known) if *known != value => *known = Value::Array(vec![known.take(), value]),
        Some(_) => {}
    }
}

/// Keeps what a statement says that has no place of its own.
pub(super) fn keep_statement(facts: &Facts<'_>, extra: &mut Extra, statement: &Statement) {
    let mut word = word(facts.store.name(statement.p));
    let kept = match &statement.o {
        Object::Literal(literal) => {
            if let Some(lang) = &literal.lang {
                word = format!("{word}@{lang}");
            }
            value(facts, literal)
        }
        Object::Name(id) => id_of(facts.store.name(*id)).into(),
        Object::Triple(_) => return,
    };
    keep(extra, word, kept);
}

/// An entity of all that is said about a resource.
pub(super) fn node(facts: &Facts<'_>, id: Id) -> Node {
    let about_rank = |role| match role {
        Role::About(rank) => Some(rank),
        _ => None,
    };
    let label = facts.label(id);
    let description = facts.best(id, about_rank);
    let mut node = Node {
        id: id_of(facts.store.name(id)),
        name: Some(name(facts, id)),
        description: description.map(str::to_owned),
        ..Node::default()
    };
    let mut types = Vec::new();
    let mut seen: HashSet<&str> = label.into_iter().collect();
    for statement in facts.about(id) {
        let role = facts.role(statement.p);
        match (role, &statement.o) {
            (Role::Type | Role::Kind, Object::Name(of)) => types.push(*of),
            (Role::Label(_) | Role::Alias, Object::Literal(literal)) => {
                if !literal.text.trim().is_empty() && seen.insert(&literal.text) {
                    node.aliases.push(literal.text.clone());
                }
            }
            (Role::About(_), Object::Literal(literal)) if description == Some(&literal.text) => {}
            (Role::Same, Object::Name(other)) => node.xref.push(xref(facts.store.name(*other))),
            (Role::Same, Object::Literal(other)) => node.xref.push(xref(&other.text)),
            (Role::Reliability | Role::Anonymous | Role::Group, _) => {}
            (_, Object::Literal(_)) => keep_statement(facts, &mut node.properties, statement),
            _ => {}
        }
    }
    node.kind = kind(facts, &types, &mut node.properties);
    node
}

/// Where else a resource is known, and as what.
fn xref(address: &str) -> (String, String) {
    for space in [
        "http://www.wikidata.org/entity/",
        "https://www.wikidata.org/entity/",
        "https://www.wikidata.org/wiki/",
    ] {
        if let Some(item) = address.strip_prefix(space).filter(|item| item.starts_with('Q')) {
            return ("wikidata".to_owned(), item.to_owned());
        }
    }
    ("sameAs".to_owned(), address.to_owned())
}

/// The kind of a resource: the first of its types that says something; the others are kept.
fn kind(facts: &Facts<'_>, types: &[Id], properties: &mut Extra) -> Option<String> {
    let address = |id: &Id| facts.store.name(*id);
    let says = types.iter().position(|of| !words::is_empty(address(of)));
    let first = says.or_else(|| (!types.is_empty()).then_some(0));
    for (_, of) in types.iter().enumerate().filter(|(number, _)| Some(*number) != first) {
        keep(properties, "type".to_owned(), id_of(address(of)).into());
    }
    // What is only a thing is of no kind.
    let of = types.get(first.filter(|_| says.is_some())?)?;
    let own = address(of).strip_prefix(words::KIND).map(words::unescaped);
    let known = || words::kind(address(of)).map(str::to_owned);
    let local = || words::unescaped(words::local(address(of)));
    own.or_else(known).or_else(|| {
        // Numbers for names say nothing; a label does.
        let local = local();
        let opaque = local.len() > 1 && local.bytes().skip(1).all(|byte| byte.is_ascii_digit());
        let label = facts.label(*of).filter(|_| opaque);
        Some(label.map_or(local, str::to_owned))
    })
}

/// Declares the kinds that the file describes: those that this program wrote, and others by their labels.
pub(super) fn declare_kinds(facts: &Facts<'_>, draft: &mut Draft) {
    let mut seen = HashSet::new();
    for Statement { s, .. } in &facts.store.statements {
        if facts.sort(*s) != Sort::Class || !seen.insert(*s) {
            continue;
        }
        let address = facts.store.name(*s);
        let Some(id) = address.strip_prefix(words::KIND).map(words::unescaped) else { continue };
        let label = facts.label(*s).unwrap_or(&id).to_owned();
        let builtin = |of: Id| {
            let name = facts.store.name(of);
            BuiltinKind::from_id(name.strip_prefix(words::KIND)?)
        };
        let like = facts.names(*s, Role::SubClass).find_map(builtin).unwrap_or(BuiltinKind::Other);
        if BuiltinKind::from_id(&id).is_none() {
            draft.builder.kinds.declare(Kind { id, plural: label.clone(), label, like });
        }
    }
}

/// A document of what is said about a resource.
pub(super) fn document(facts: &Facts<'_>, id: Id, folder: Option<&Path>) -> Document {
    let address = facts.store.name(id);
    let text = facts.text(id, Role::Text).map(str::to_owned);
    let own = id_of(address);
    let text = text.or_else(|| text_beside(folder, &own));
    let mut document = draft::document(own, text);
    document.title = facts.label(id).map(str::to_owned);
    for statement in facts.about(id) {
        let said = match &statement.o {
            Object::Name(of) => name(facts, *of),
            Object::Literal(literal) => literal.text.clone(),
            Object::Triple(_) => continue,
        };
        let slot = match facts.role(statement.p) {
            Role::Label(_) | Role::Text => continue,
            Role::Type if statement.o.name().is_some_and(|of| words::is_empty(facts.store.name(of))) => {
                continue;
            }
            Role::Speaker => &mut document.author,
            Role::Publisher => &mut document.publisher,
            Role::Language => &mut document.language,
            Role::Url if document.url.is_none() => {
                document.url = match &statement.o {
                    Object::Name(of) => Some(id_of(facts.store.name(*of))),
                    _ => Some(said),
                };
                continue;
            }
            Role::Said | Role::Date if document.published.is_none() && dates::point(&said).is_some() => {
                document.published = dates::point(&said);
                continue;
            }
            // What it is made of was asked for where it is cited.
            Role::Source if facts.is_document(id) && statement.o.name().is_some() => continue,
            _ => {
                keep_statement(facts, &mut document.extra, statement);
                continue;
            }
        };
        if slot.is_none() {
            *slot = Some(said);
        } else {
            keep_statement(facts, &mut document.extra, statement);
        }
    }
    let is_page = address.starts_with("http://") || address.starts_with("https://");
    document.url = document.url.take().or_else(|| is_page.then(|| address.to_owned()));
    document
}

/// The text of a document that lies beside the file under the last part of its address.
fn text_beside(folder: Option<&Path>, id: &str) -> Option<String> {
    folder?;
    let plain = id.split(['?', '#']).next().unwrap_or(id);
    let last = plain.trim_end_matches('/').rsplit(['/', ':']).next().filter(|last| !last.is_empty())?;
    let names = [last.to_owned(), format!("{last}.txt")];
    let is_text = |name: &&String| Path::new(name.as_str()).extension().is_some_and(|ending| ending == "txt");
    let bytes = names.iter().filter(is_text).find_map(|name| beside(folder, name).ok())?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned())
}

/// Adds the entity of a resource that is there or not.
pub(super) fn entity(facts: &Facts<'_>, draft: &mut Draft, at: usize, id: Id) -> String {
    let own = id_of(facts.store.name(id));
    if draft.find(&own).is_none() {
        let node = Node { id: own.clone(), name: Some(name(facts, id)), ..Node::default() };
        draft.add(at, node);
    }
    own
}

/// Adds an entity for each thing that the file describes.
pub(super) fn nodes(facts: &Facts<'_>, draft: &mut Draft) {
    let mut seen = vec![false; facts.store.len()];
    for statement in &facts.store.statements {
        let Some(seen) = seen.get_mut(statement.s as usize) else { continue };
        if !std::mem::replace(seen, true) && facts.sort(statement.s) == Sort::Plain {
            let new = draft.node(statement.at, &Trail::Top, node(facts, statement.s));
            if let Some(entity) = new.and_then(|new| draft.known(new)) {
                mark(facts, statement.s, entity);
            }
        }
    }
}

/// What this program says of an entity as a source.
fn mark(facts: &Facts<'_>, id: Id, entity: &mut Entity) {
    let grade = facts.text(id, Role::Reliability).and_then(|text| text.chars().next());
    entity.reliability = grade.filter(|grade| ('A'..='F').contains(grade));
    entity.anonymous = facts.text(id, Role::Anonymous) == Some("true");
    entity.group = facts.text(id, Role::Group) == Some("true");
}
