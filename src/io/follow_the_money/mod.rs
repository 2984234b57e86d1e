//! `FollowTheMoney`, an entity a line: what `OpenSanctions`, Aleph and their tools write.
//!
//! Entities are nodes; those whose schema stands for a relation ([`schemata`]) are claims, with their dates, and with the
//! pages and datasets that they come from as documents without a text, which their publisher speaks through.

mod schemata;

use self::schemata::Interest;
use super::draft::{self, Draft, Edge, Lone};
use super::json::{Field, Node, Value};
use super::reporter::{Trail, shown};
use super::units::Unit;
use super::values::{self, Bag};
use super::{Head, LoadError, Loaded, Source, decode, records};
use crate::diagnostics::Code;
use crate::model::{Attribution, Citation, Date, DocIx, Document, Extra, Stance};

/// The name of the format.
pub(super) const NAME: &str = "FollowTheMoney";

/// Pairs of ends that one record may make.
const PAIRS: usize = 100;
/// Citations that the claims of one record may have together; beyond, each voice has one.
const CITATIONS: usize = 10_000;

/// Whether a file may be of this format.
pub(super) fn sniff(head: &Head<'_>) -> Option<&'static str> {
    let has = |within: &str| {
        let names = ["id", "schema", "properties"];
        names.iter().all(|name| head.shape.has(&format!("{within}{name}"))) && !head.shape.has("nodes")
    };
    (has("") || has("[].")).then_some("records with `id`, `schema` and `properties`")
}

/// Reads a file.
pub(super) fn read(source: &Source<'_>) -> Result<Loaded, LoadError> {
    let mut draft = Draft::new(source.name, Lone::Reported);
    let decoded = decode::text(source.bytes, &mut draft.rep);
    records::each(&decoded.text, &[], &mut draft, source.monitor, |draft, trail, node, _| {
        record(draft, trail, node);
    });
    draft.finish(NAME, source.why, &decoded.text, (Unit::CodePoints, source))
}

/// The properties of a record: names with the values of each.
struct Properties<'a> {
    fields: Vec<Field<'a>>,
}

impl Properties<'_> {
    /// Takes all values of a property.
    fn take(&mut self, name: &str) -> Vec<String> {
        let Some(at) = self.fields.iter().position(|field| field.name == name) else { return Vec::new() };
        let field = self.fields.remove(at);
        match &field.node.value {
            // An entity may stand inside, instead of its id.
            Value::List(items) => items.iter().filter_map(|item| reference(&item.value)).collect(),
            value => reference(value).into_iter().collect(),
        }
    }

    fn first(&mut self, name: &str) -> Option<String> {
        let mut values = self.take(name).into_iter();
        let first = values.next()?;
        let others: Vec<Node<'_>> =
            values.map(|text| Node { at: 0, value: Value::String(text.into()) }).collect();
        if !others.is_empty() {
            let node = Node { at: 0, value: Value::List(others) };
            self.fields.push(Field { at: 0, name: name.to_owned().into(), node });
        }
        Some(first)
    }

    /// What was not taken: one value as it is, several as a list.
    fn rest(self) -> Extra {
        let mut extra = Extra::new();
        for mut field in self.fields {
            if let Value::List(items) = &mut field.node.value
                && items.len() == 1
                && let Some(only) = items.pop()
            {
                field.node = only;
            }
            if field.node.value != Value::List(Vec::new()) {
                values::keep(&mut extra, "", &field);
            }
        }
        extra
    }
}

/// A value, or the id of an entity that stands in its place.
fn reference(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Object(fields) => {
            let id = fields.iter().find(|field| field.name == "id")?;
            values::text(&id.node.value).map(std::borrow::Cow::into_owned)
        }
        value => values::text(value).map(std::borrow::Cow::into_owned),
    }
}

/// One line.
fn record(draft: &mut Draft, trail: &Trail<'_>, node: Node<'_>) {
    let at = node.at;
    let mut bag = match Bag::open(node) {
        Ok(bag) => bag,
        Err(node) => {
            let message =
                format!("an entity is an object, and this is {}; it is left out", node.value.kind());
            draft.leave_out("nodes", true, (Code::WrongType, at, trail), message);
            return;
        }
    };
    let id = bag.text("id").unwrap_or_default();
    let schema = bag.text("schema").unwrap_or_default();
    let caption = bag.text("caption");
    let datasets = bag.texts("datasets");
    let fields = match bag.take("properties").map(|node| node.value) {
        Some(Value::Object(fields)) => fields,
        Some(other) => {
            let message = format!("the properties are {}, not an object; they are left out", other.kind());
            draft.rep.add(Code::WrongType, at, &Trail::Field(trail, "properties"), message);
            Vec::new()
        }
        None => Vec::new(),
    };
    let properties = Properties { fields };
    let about = Record { at, id, schema, datasets, beside: bag.rest() };
    match schemata::find(&about.schema) {
        Some(interest) => about.interest(draft, trail, interest, properties),
        None if about.schema == "Sanction" => about.sanction(draft, trail, properties),
        None => about.entity(draft, trail, caption, properties),
    }
}

/// What every record has.
struct Record {
    at: usize,
    id: String,
    schema: String,
    datasets: Vec<String>,
    /// Fields beside the properties: when it was seen, which others it was merged from.
    beside: Extra,
}

impl Record {
    fn entity(
        self,
        draft: &mut Draft,
        trail: &Trail<'_>,
        caption: Option<String>,
        mut properties: Properties<'_>,
    ) {
        let mut names = properties.take("name");
        let first = (!names.is_empty()).then(|| names.remove(0));
        let name = caption.or_else(|| first.clone()).or_else(|| properties.first("full"));
        let mut aliases: Vec<String> = first.into_iter().chain(names).collect();
        for more in ["alias", "previousName", "weakAlias"] {
            aliases.extend(properties.take(more));
        }
        let mut seen = std::collections::HashSet::new();
        aliases.retain(|alias| Some(alias) != name.as_ref() && seen.insert(alias.clone()));
        let mut xref = Vec::new();
        for (property, scheme) in
            [("wikidataId", "wikidata"), ("leiCode", "lei"), ("registrationNumber", "registration")]
        {
            xref.extend(properties.take(property).into_iter().map(|id| (scheme.to_owned(), id)));
        }
        let description = properties.first("description").or_else(|| properties.first("summary"));
        for address in properties.take("addressEntity") {
            draft.edge(self.at, Edge::new(self.id.clone(), address, "located_in"));
        }
        let mut kept = properties.rest();
        kept.extend(self.beside);
        if !self.datasets.is_empty() {
            kept.insert("datasets".to_owned(), self.datasets.into());
        }
        let kind = (!self.schema.is_empty()).then_some(self.schema);
        let node = draft::Node {
            id: self.id,
            name,
            kind,
            aliases,
            description,
            xref,
            properties: kept,
            ..draft::Node::default()
        };
        draft.node(self.at, trail, node);
    }

    fn interest(
        self,
        draft: &mut Draft,
        trail: &Trail<'_>,
        interest: &Interest,
        mut properties: Properties<'_>,
    ) {
        let (from, to) = (properties.take(interest.from), properties.take(interest.to));
        if from.is_empty() || to.is_empty() {
            let lacking = if from.is_empty() { interest.from } else { interest.to };
            let message =
                format!("the {} `{}` names no `{lacking}`; it is left out", self.schema, shown(&self.id));
            draft.leave_out("edges", true, (Code::MissingField, self.at, trail), message);
            return;
        }
        let words = properties.first("role").or_else(|| properties.first("relationship"));
        let undirected = schemata::is_mutual(interest.schema);
        let template = Edge { undirected, label: words, ..Edge::new("", "", interest.relation) };
        self.state(draft, trail, properties, template, &from, &to);
    }

    /// A sanction is laid on somebody by an authority, or nobody is said to have laid it.
    fn sanction(self, draft: &mut Draft, trail: &Trail<'_>, mut properties: Properties<'_>) {
        let against = properties.take("entity");
        if against.is_empty() {
            let message = format!("the sanction `{}` names no `entity`; it is left out", shown(&self.id));
            draft.leave_out("edges", true, (Code::MissingField, self.at, trail), message);
            return;
        }
        let label = properties.first("program");
        if let Some(authority) = properties.first("authority") {
            let id = publisher(draft, self.at, &authority, "PublicBody");
            let template = Edge { label, ..Edge::new("", "", "sanctions") };
            self.state(draft, trail, properties, template, &[id], &against);
        } else {
            let template = Edge { to: None, label, ..Edge::new("", "", "sanctioned") };
            self.state(draft, trail, properties, template, &against, &[]);
        }
    }

    /// Adds a claim for each pair of ends, with what the record says of it.
    fn state(
        self,
        draft: &mut Draft,
        trail: &Trail<'_>,
        mut properties: Properties<'_>,
        mut template: Edge,
        from: &[String],
        to: &[String],
    ) {
        template.time = when(draft, self.at, trail, &mut properties);
        template.attributions = voices(draft, self.at, trail, &mut properties, &self.datasets);
        template.extra = properties.rest();
        template.extra.extend(self.beside);
        template.extra.insert("schema".to_owned(), self.schema.into());
        let ends = |from: &String| match to {
            [] => vec![(from.clone(), None)],
            to => to.iter().take(PAIRS).map(|to| (from.clone(), Some(to.clone()))).collect(),
        };
        let pairs: Vec<(String, Option<String>)> =
            from.iter().take(PAIRS).flat_map(ends).take(PAIRS).collect();
        let count = from.len().saturating_mul(to.len().max(1));
        if count > PAIRS {
            let message = format!("it stands for {count} pairs, of which the first {PAIRS} are taken");
            draft.rep.add(Code::UnknownValue, self.at, trail, message);
        }
        let cited: usize = template.attributions.iter().map(|voice| voice.evidence.len()).sum();
        let crowded = pairs.len() * (cited + template.extra.len()) > CITATIONS || pairs.len() > 16;
        for (number, (from, to)) in pairs.into_iter().enumerate() {
            let id = if number == 0 { self.id.clone() } else { format!("{}#{}", self.id, number + 1) };
            draft.edge(self.at, Edge { id: Some(id), from, to, ..template.clone() });
            if number == 0 && crowded {
                // The others would say all of it again.
                template.extra.clear();
                for voice in &mut template.attributions {
                    voice.evidence.truncate(1);
                }
            }
        }
    }
}

/// When it was so; what is no date is kept as it is, and said.
fn when(draft: &mut Draft, at: usize, trail: &Trail<'_>, properties: &mut Properties<'_>) -> Option<Date> {
    let [date, start, end] =
        ["date", "startDate", "endDate"].map(|name| properties.first(name).map(|text| (name, text)));
    let text = |given: &Option<(&'static str, String)>| given.as_ref().map(|(_, text)| text.clone());
    let span = values::dates(text(&start).as_deref(), text(&end).as_deref());
    let found = span.or_else(|| text(&date).and_then(|text| values::date(&text)));
    for (name, text) in [&date, &start, &end].into_iter().flatten() {
        if found.is_none() || values::date(text).is_none() {
            let message = format!("`{name}` gives no date: “{}”; it is kept as it is", shown(text));
            draft.rep.note(Code::UnknownValue, at, trail, message);
            let node = Node { at, value: Value::String(text.clone().into()) };
            properties.fields.push(Field { at, name: (*name).to_owned().into(), node });
        }
    }
    found
}

/// Who says so: the publisher, or nobody by name, in the pages that are given or in the datasets.
fn voices(
    draft: &mut Draft,
    at: usize,
    trail: &Trail<'_>,
    properties: &mut Properties<'_>,
    datasets: &[String],
) -> Vec<Attribution> {
    let publishers = properties.take("publisher");
    let urls = properties.take("sourceUrl");
    let mut documents: Vec<DocIx> = Vec::new();
    for url in &urls {
        let publisher = publishers.first().cloned();
        documents.extend(document(
            draft,
            at,
            trail,
            Document { url: Some(url.clone()), publisher, ..draft::document(url.clone(), None) },
        ));
    }
    for dataset in datasets.iter().filter(|_| urls.is_empty()) {
        documents.extend(document(draft, at, trail, draft::document(dataset.clone(), None)));
    }
    if documents.is_empty() && publishers.is_empty() {
        return Vec::new();
    }
    let evidence: Vec<Citation> = documents.into_iter().map(Citation::new).collect();
    if publishers.is_empty() {
        return vec![Attribution { evidence, ..Attribution::new(None, Stance::Asserts) }];
    }
    let speakers = if publishers.len().saturating_mul(urls.len()) > CITATIONS { 1 } else { PAIRS };
    if publishers.len() > speakers {
        let message = format!("it names {} publishers, of whom {speakers} are taken", publishers.len());
        draft.rep.add(Code::UnknownValue, at, trail, message);
    }
    let voice = |name: &String| {
        let id = publisher(draft, at, name, "publisher");
        let speaker = draft.find(&id);
        Attribution { evidence: evidence.clone(), ..Attribution::new(speaker, Stance::Asserts) }
    };
    publishers.iter().take(speakers).map(voice).collect()
}

/// The document of an id; one that is not there yet is added.
fn document(draft: &mut Draft, at: usize, trail: &Trail<'_>, document: Document) -> Option<DocIx> {
    draft.find_document(&document.id).or_else(|| draft.document(at, trail, document))
}

/// The id of somebody who is named in a record and has none of their own.
fn publisher(draft: &mut Draft, at: usize, name: &str, kind: &str) -> String {
    let id = format!("name:{name}");
    draft.entity(at, &id, Some(name), Some(kind));
    id
}
