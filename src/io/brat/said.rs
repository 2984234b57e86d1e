//! What brat's attributes, ids elsewhere and notes say of entities and claims.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::build::Gathered;
use super::lines::Line;
use crate::diagnostics::Code;
use crate::io::draft::Draft;
use crate::io::reporter::{Trail, shown};
use crate::model::{EntityIx, Extra};

/// What is said of a relation or an event.
#[derive(Default)]
pub(super) struct Said {
    pub(super) denied: bool,
    pub(super) uncertain: bool,
    pub(super) extra: Extra,
}

/// Gives entities what is said of them; what is said of relations and events is returned.
pub(super) fn said<'a>(
    draft: &mut Draft,
    gathered: &Gathered<'a>,
    of: &HashMap<String, String>,
) -> HashMap<&'a str, Said> {
    let mut said: HashMap<&str, Said> = HashMap::new();
    // What is said of a trigger is said of its events.
    let mut events: HashMap<&str, &str> = HashMap::new();
    for event in &gathered.events {
        events.entry(event.trigger).or_insert(event.id);
    }
    let claims: HashSet<&str> =
        gathered.events.iter().chain(&gathered.relations).map(|event| event.id).collect();
    for (at, line) in &gathered.others {
        let (what, about) = match line {
            Line::Attribute { of, .. } => ("attributes", *of),
            Line::Known { of, .. } => ("normalisations", *of),
            Line::Note { of, .. } => ("notes", *of),
            _ => continue,
        };
        let entity = of.get(about).and_then(|id| draft.find(id));
        let claim = claims.get(about).or_else(|| events.get(about)).copied();
        match (entity, claim) {
            (Some(entity), _) => of_entity(draft, entity, line),
            (None, Some(claim)) => of_claim(said.entry(claim).or_default(), line),
            (None, None) => {
                let message =
                    format!("`{}`, which this line is about, is not there; it is left out", shown(about));
                draft.leave_out(what, false, (Code::DanglingReference, *at, &Trail::Top), message);
            }
        }
    }
    said
}

fn of_entity(draft: &mut Draft, entity: EntityIx, line: &Line<'_>) {
    let Some(entity) = draft.known(entity) else { return };
    match line {
        Line::Known { scheme, number, .. } => entity.xref.push(((*scheme).to_owned(), (*number).to_owned())),
        Line::Note { text, .. } => add(&mut entity.properties, "note", (*text).into()),
        Line::Attribute { name, value, .. } => {
            add(&mut entity.properties, name, value.map_or(Value::Bool(true), Value::from));
        }
        _ => {}
    }
}

fn of_claim(said: &mut Said, line: &Line<'_>) {
    match line {
        Line::Attribute { name, value, .. } => {
            let word = name.to_ascii_lowercase();
            match (&*word, value.map(str::to_ascii_lowercase).as_deref()) {
                ("negation" | "negated" | "neg", None | Some("true" | "yes"))
                | ("polarity", Some("negative" | "neg")) => said.denied = true,
                ("speculation" | "speculated" | "uncertain" | "hedge", None | Some("true" | "yes")) => {
                    said.uncertain = true;
                }
                _ => add(&mut said.extra, name, value.map_or(Value::Bool(true), Value::from)),
            }
        }
        Line::Note { text, .. } => add(&mut said.extra, "note", (*text).into()),
        Line::Known { scheme, number, .. } => add(&mut said.extra, scheme, (*number).into()),
        _ => {}
    }
}

/// Adds a value; of several of one name a list is made.
fn add(extra: &mut Extra, name: &str, value: Value) {
    match extra.get_mut(name) {
        None => drop(extra.insert(name.to_owned(), value)),
        Some(Value::Array(list)) => list.push(value),
        Some(known) => *known = Value::Array(vec![known.take(), value]),
    }
}
