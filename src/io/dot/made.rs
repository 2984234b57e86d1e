//! Nodes of DOT and attributes in the words of this program.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::label;
use super::tokens::What;
use crate::diagnostics::Code;
use crate::io::draft::{Draft, Node};
use crate::io::given::{self, Given};
use crate::io::look::{Look, colour};
use crate::io::reporter::{Trail, shown};
use crate::io::table::value;

/// Attributes by name; the words of labels are told from those in HTML.
pub(super) type Attributes = BTreeMap<String, (String, bool)>;

/// A node while it is read.
pub(super) struct Dot {
    pub(super) at: usize,
    pub(super) id: String,
    pub(super) attributes: Attributes,
    pub(super) cluster: Option<Rc<str>>,
}

/// The text of a name or value, and whether it is HTML.
pub(super) fn words(what: &What<'_>) -> (String, bool) {
    match what {
        What::Bare(text) => ((*text).to_owned(), false),
        What::Quoted(text) => (text.clone().into_owned(), false),
        What::Html(text) => ((*text).to_owned(), true),
        What::Sign(_) | What::Arrow { .. } | What::Cut(_) => (String::new(), false),
    }
}

/// Attributes as values; labels as their words.
pub(super) fn given(attributes: Attributes, name: &str) -> Given {
    let is_record = attributes.get("shape").is_some_and(|(shape, _)| shape.ends_with("record"));
    let mut given = Given::new();
    for (key, (text, html)) in attributes {
        let value = match &*key {
            _ if html => Value::String(label::html(&text)),
            "label" if is_record => Value::String(label::record(&text)),
            "label" | "xlabel" | "headlabel" | "taillabel" | "tooltip" => {
                Value::String(label::plain(&text, name))
            }
            _ => value(&text),
        };
        given.push((key, value));
    }
    given
}

/// A node with its place: `pos` counts in points, upwards.
pub(super) fn finished(dot: Dot, draft: &mut Draft) -> (usize, Node) {
    let Dot { at, id, mut attributes, cluster } = dot;
    let mut look = Look::default();
    if let Some((pos, _)) = attributes.get("pos") {
        let mut parts = pos.trim_end_matches('!').split(',').map(|part| part.trim().parse::<f64>());
        let mut next = || parts.next().and_then(Result::ok).filter(|number| number.is_finite());
        (look.x, look.y) = (next(), next().map(|y| 0.0 - y));
        if look.x.is_none() || look.y.is_none() {
            let message = format!("`pos` is `{}`, which is no place; it is kept as a property", shown(pos));
            draft.rep.add(Code::UnknownValue, at, &Trail::Top, message);
        } else {
            attributes.remove("pos");
        }
    }
    let filled = attributes.get("fillcolor").and_then(|(name, _)| colour(name));
    if filled.is_some() {
        attributes.remove("fillcolor");
    }
    look.colour = filled;
    if let Some(inches) = attributes.get("width").and_then(|(width, _)| width.parse::<f64>().ok()) {
        look.size = Some(inches * 72.0).filter(|size| size.is_finite());
    }
    let mut given = given(attributes, &id);
    if let Some(cluster) = cluster {
        given.push(("cluster".to_owned(), Value::String(cluster.to_string())));
    }
    let node = given::node(id, given, look, at, &mut draft.rep);
    (at, node)
}
