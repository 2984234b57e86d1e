//! The records of a file as they stand in it: types checked, references still by name.

use super::drawn;
use super::fields::{Fields, Word, count, nearest, unknown, wrong};
use crate::diagnostics::Code;
use crate::io::ground::Half;
use crate::io::json::{Node, Value};
use crate::io::reporter::{Reporter, Trail, shown};
use crate::model::{
    BuiltinKind, Certainty, Citation, Date, DocIx, Document, Entity, Extra, Extraction, Kind, KindIx,
    KindTable, Quantity, Stance, Text,
};

/// A document without its text.
pub(super) struct RawDocument<'a> {
    pub(super) index: u32,
    pub(super) at: usize,
    pub(super) id: Word<'a>,
    pub(super) document: Document,
    pub(super) text: Option<Word<'a>>,
    pub(super) path: Option<Word<'a>>,
    pub(super) sha256: Option<Word<'a>>,
}

/// An entity whose kind and mentions are not looked up yet.
pub(super) struct RawEntity<'a> {
    pub(super) index: u32,
    pub(super) id: Word<'a>,
    pub(super) kind: Option<Word<'a>>,
    pub(super) entity: Entity,
    pub(super) mentions: Vec<RawCitation<'a>>,
}

/// A citation whose document is not looked up yet.
pub(super) struct RawCitation<'a> {
    pub(super) index: u32,
    pub(super) at: usize,
    pub(super) document: Word<'a>,
    /// The quote, its surroundings and its positions in the unit of the file.
    pub(super) citation: Citation,
    pub(super) exact_at: usize,
    pub(super) start_at: usize,
    pub(super) cue_at: usize,
    /// Only one end of the span is given.
    pub(super) half: Option<Half>,
}

/// A quantity whose place is not looked up yet.
pub(super) struct RawQuantity<'a> {
    pub(super) index: u32,
    pub(super) quantity: Quantity,
    pub(super) place: Option<Word<'a>>,
}

/// A voice whose names are not looked up yet.
pub(super) struct RawAttribution<'a> {
    pub(super) index: u32,
    pub(super) stance: Stance,
    pub(super) speaker: Option<Word<'a>>,
    pub(super) via: Vec<(u32, Word<'a>)>,
    pub(super) verb: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) certainty: Option<Certainty>,
    pub(super) credibility: Option<u8>,
    pub(super) quantities: Vec<RawQuantity<'a>>,
    pub(super) evidence: Vec<RawCitation<'a>>,
    pub(super) extra: Extra,
}

/// A claim whose names are not looked up yet.
pub(super) struct RawClaim<'a> {
    pub(super) index: u32,
    pub(super) id: Word<'a>,
    pub(super) subject: Word<'a>,
    pub(super) predicate: String,
    pub(super) object: Option<Word<'a>>,
    pub(super) label: Option<String>,
    pub(super) time: Option<Date>,
    pub(super) place: Option<Word<'a>>,
    pub(super) quantities: Vec<RawQuantity<'a>>,
    pub(super) attributions: Vec<RawAttribution<'a>>,
    pub(super) opposes: Vec<(u32, Word<'a>)>,
    pub(super) extraction: Option<Extraction>,
    pub(super) undirected: bool,
    pub(super) extra: Extra,
}

pub(super) fn document<'a>(
    node: Node<'a>,
    index: u32,
    trail: Trail<'_>,
    rep: &mut Reporter,
) -> Option<RawDocument<'a>> {
    let mut fields = Fields::open(node, "a document", trail, rep)?;
    let id = fields.required("id", rep);
    let title = fields.string("title", rep);
    let publisher = fields.string("publisher", rep);
    let author = fields.string("author", rep);
    let url = fields.string("url", rep);
    let published = fields.date("published", rep);
    let language = fields.string("language", rep);
    let path = fields.word("path", rep);
    let sha256 = fields.word("sha256", rep);
    let text = fields.word("text", rep);
    let at = fields.at;
    if text.is_none() && path.is_none() {
        fields.lacks("text` or `path", rep);
    }
    if let (Some(_), Some(path)) = (&text, &path) {
        let message = "the text is given inline and by `path`; the inline text counts";
        rep.add(Code::UnknownField, path.at, &Trail::Field(&trail, "path"), message);
    }
    let extra = fields.rest(rep);
    let id = id?;
    let document = Document {
        id: id.text.clone().into_owned(),
        title,
        publisher,
        author,
        url,
        published,
        language,
        path: path.as_ref().map(|path| path.text.clone().into_owned()),
        sha256: sha256.as_ref().map(|sum| sum.text.to_ascii_lowercase()),
        text: Text::new(""),
        has_text: false,
        extra,
    };
    Some(RawDocument { index, at, id, document, text, path, sha256 })
}

pub(super) fn entity<'a>(
    node: Node<'a>,
    index: u32,
    trail: Trail<'_>,
    rep: &mut Reporter,
) -> Option<RawEntity<'a>> {
    let mut fields = Fields::open(node, "an entity", trail, rep)?;
    let id = fields.required("id", rep);
    let name = fields.required("name", rep);
    let kind = fields.required("kind", rep);
    let aliases =
        fields.words("aliases", rep).into_iter().map(|(_, alias)| alias.text.into_owned()).collect();
    let description = fields.string("description", rep);
    let mut xref = Vec::new();
    for field in fields.object("xref", rep) {
        match field.node.value {
            Value::String(text) => xref.push((field.name.into_owned(), text.into_owned())),
            other => {
                let list = Trail::Field(&trail, "xref");
                wrong(rep, field.node.at, &Trail::Field(&list, &field.name), "a string", &other);
            }
        }
    }
    let properties = fields.object("properties", rep);
    let properties =
        properties.iter().map(|field| (field.name.to_string(), field.node.value.owned())).collect();
    let mentions = citations(&mut fields, "mentions", rep);
    let letter = |text: &str| text.chars().next().filter(|c| text.len() == 1 && ('A'..='F').contains(c));
    let reliability = fields.choice("reliability", letter, || vec!["A", "B", "C", "D", "E", "F"], rep);
    let anonymous = fields.flag("anonymous", rep);
    let group = fields.flag("group", rep);
    let viz = fields.take("viz").and_then(|node| drawn::viz(node, Trail::Field(&trail, "viz"), rep));
    let extra = fields.rest(rep);
    let id = id?;
    // An entity without a name is still one that claims speak of: it goes by its id.
    let name = name.map_or_else(|| id.text.clone().into_owned(), |name| name.text.into_owned());
    let entity = Entity {
        aliases,
        description,
        xref,
        properties,
        reliability,
        anonymous,
        group,
        viz,
        extra,
        ..Entity::new(id.text.clone(), name, KindTable::OTHER)
    };
    Some(RawEntity { index, id, kind, entity, mentions })
}

pub(super) fn claim<'a>(
    node: Node<'a>,
    index: u32,
    trail: Trail<'_>,
    rep: &mut Reporter,
) -> Option<RawClaim<'a>> {
    let mut fields = Fields::open(node, "a claim", trail, rep)?;
    let id = fields.required("id", rep);
    let subject = fields.required("subject", rep);
    let predicate = fields.required("predicate", rep);
    // A claim whose object cannot be read must not turn into one about its subject alone.
    let object = fields.take("object");
    let has_object = object.is_some();
    let object = object.and_then(|node| super::fields::word(node, &Trail::Field(&trail, "object"), rep));
    let label = fields.string("label", rep);
    let time = fields.date("time", rep);
    let place = fields.word("place", rep);
    let quantities = quantities(&mut fields, rep);
    let voices = fields.list("attributions", rep);
    let list = Trail::Field(&trail, "attributions");
    let mut attributions = Vec::with_capacity(voices.len());
    for (i, node) in (0..).zip(voices) {
        attributions.extend(attribution(node, i, Trail::Item(&list, i), rep));
    }
    let opposes = fields.words("opposes", rep);
    let extraction =
        fields.take("extraction").and_then(|node| extraction(node, Trail::Field(&trail, "extraction"), rep));
    let undirected = fields.flag("undirected", rep);
    let extra = fields.rest(rep);
    if has_object && object.is_none() {
        return None;
    }
    Some(RawClaim {
        index,
        id: id?,
        subject: subject?,
        predicate: predicate?.text.into_owned(),
        object,
        label,
        time,
        place,
        quantities,
        attributions,
        opposes,
        extraction,
        undirected,
        extra,
    })
}

fn attribution<'a>(
    node: Node<'a>,
    index: u32,
    trail: Trail<'_>,
    rep: &mut Reporter,
) -> Option<RawAttribution<'a>> {
    let mut fields = Fields::open(node, "an attribution", trail, rep)?;
    let stance = fields.required("stance", rep);
    let stance = stance.and_then(|word| {
        let stance = Stance::from_id(&word.text);
        if stance.is_none() {
            let all: Vec<&str> = Stance::ALL.iter().map(|stance| stance.id()).collect();
            unknown(rep, &word, &Trail::Field(&trail, "stance"), "stance", &all);
        }
        stance
    });
    // A voice whose speaker cannot be read must not turn into the document's own.
    let speaker = fields.take("speaker");
    let has_speaker = speaker.is_some();
    let speaker = speaker.and_then(|node| super::fields::word(node, &Trail::Field(&trail, "speaker"), rep));
    let via = fields.words("via", rep);
    let verb = fields.string("verb", rep);
    let date = fields.date("date", rep);
    let levels = || Certainty::ALL.iter().map(|level| level.id()).collect();
    let certainty = fields.choice("certainty", Certainty::from_id, levels, rep);
    let credibility = fields.count("credibility", rep).and_then(|(at, value)| {
        let grade = u8::try_from(value).ok().filter(|grade| (1..=6).contains(grade));
        if grade.is_none() {
            let message = format!("{value} is no credibility: it goes from 1 to 6");
            rep.add(Code::UnknownValue, at, &Trail::Field(&trail, "credibility"), message);
        }
        grade
    });
    let quantities = quantities(&mut fields, rep);
    let evidence = citations(&mut fields, "evidence", rep);
    let extra = fields.rest(rep);
    if has_speaker && speaker.is_none() {
        return None;
    }
    let stance = stance?;
    Some(RawAttribution {
        index,
        stance,
        speaker,
        via,
        verb,
        date,
        certainty,
        credibility,
        quantities,
        evidence,
        extra,
    })
}

fn citations<'a>(
    fields: &mut Fields<'a, '_>,
    name: &'static str,
    rep: &mut Reporter,
) -> Vec<RawCitation<'a>> {
    let nodes = fields.list(name, rep);
    let list = Trail::Field(fields.trail(), name);
    let mut citations = Vec::with_capacity(nodes.len());
    for (i, node) in (0..).zip(nodes) {
        citations.extend(citation(node, i, Trail::Item(&list, i), rep));
    }
    citations
}

fn citation<'a>(node: Node<'a>, index: u32, trail: Trail<'_>, rep: &mut Reporter) -> Option<RawCitation<'a>> {
    let mut fields = Fields::open(node, "a citation", trail, rep)?;
    let at = fields.at;
    let document = fields.required("document", rep);
    let exact = fields.word("exact", rep);
    let prefix = fields.string("prefix", rep);
    let suffix = fields.string("suffix", rep);
    let start = fields.count("start", rep);
    let end = fields.count("end", rep);
    let mut cue_at = at;
    let mut cue = None;
    if let Some(node) = fields.take("cue") {
        cue_at = node.at;
        let trail = Trail::Field(&trail, "cue");
        match &node.value {
            Value::List(ends) if ends.len() == 2 => {
                let first = count(&ends[0], &Trail::Item(&trail, 0), rep);
                let last = count(&ends[1], &Trail::Item(&trail, 1), rep);
                cue = first.zip(last);
            }
            other => wrong(rep, node.at, &trail, "a list of two numbers", other),
        }
    }
    let extra = fields.rest(rep);
    let (given, half) = match (start, end) {
        (Some((_, start)), Some((_, end))) => (Some((start, end)), None),
        (Some((_, start)), None) => (None, Some(Half::Start(start))),
        (None, Some((_, end))) => (None, Some(Half::End(end))),
        (None, None) => (None, None),
    };
    let mut citation = Citation::new(DocIx(0));
    let exact_at = exact.as_ref().map_or(at, |word| word.at);
    citation.exact = exact.map(|word| word.text.into_owned());
    (citation.prefix, citation.suffix) = (prefix, suffix);
    (citation.given, citation.given_cue) = (given, cue);
    citation.extra = extra;
    let start_at = start.or(end).map_or(at, |(at, _)| at);
    Some(RawCitation { index, at, document: document?, citation, exact_at, start_at, cue_at, half })
}

fn quantities<'a>(fields: &mut Fields<'a, '_>, rep: &mut Reporter) -> Vec<RawQuantity<'a>> {
    let nodes = fields.list("quantities", rep);
    let list = Trail::Field(fields.trail(), "quantities");
    let mut quantities = Vec::with_capacity(nodes.len());
    for (i, node) in (0..).zip(nodes) {
        quantities.extend(quantity(node, i, Trail::Item(&list, i), rep));
    }
    quantities
}

fn quantity<'a>(node: Node<'a>, index: u32, trail: Trail<'_>, rep: &mut Reporter) -> Option<RawQuantity<'a>> {
    let mut fields = Fields::open(node, "a quantity", trail, rep)?;
    let kind = fields.required("kind", rep);
    let low = fields.number("low", rep);
    let best = fields.number("best", rep);
    let high = fields.number("high", rep);
    let unit = fields.string("unit", rep);
    let time = fields.date("time", rep);
    let place = fields.word("place", rep);
    let none = low.is_none() && best.is_none() && high.is_none();
    if none {
        fields.lacks("low`, `best` or `high", rep);
    }
    let extra = fields.rest(rep);
    let kind = kind.filter(|_| !none)?.text.into_owned();
    let quantity = Quantity { kind, low, best, high, unit, time, place: None, extra };
    Some(RawQuantity { index, quantity, place })
}

fn extraction(node: Node<'_>, trail: Trail<'_>, rep: &mut Reporter) -> Option<Extraction> {
    let mut fields = Fields::open(node, "an extraction", trail, rep)?;
    let by = fields.string("by", rep);
    let score = fields.number("score", rep);
    Some(Extraction { by, score, extra: fields.rest(rep) })
}

/// The kinds that a file declares.
pub(super) fn kinds(node: Node<'_>, table: &mut KindTable, rep: &mut Reporter) {
    let top = Trail::Top;
    let trail = Trail::Field(&top, "kinds");
    let Value::Object(declared) = node.value else {
        wrong(rep, node.at, &trail, "an object", &node.value);
        return;
    };
    let builtin = || BuiltinKind::ALL.iter().map(|kind| kind.id()).collect();
    for field in declared {
        let here = Trail::Field(&trail, &field.name);
        let Some(mut fields) = Fields::open(field.node, "a kind", here, rep) else { continue };
        let like = fields.choice("like", BuiltinKind::from_id, builtin, rep).unwrap_or(BuiltinKind::Other);
        let label = fields.string("label", rep).unwrap_or_else(|| crate::model::phrase(&field.name));
        fields.rest(rep);
        table.declare(Kind { id: field.name.to_string(), plural: label.clone(), label, like });
    }
}

/// The kind that an entity names; an undeclared one is `other`, with a note.
pub(super) fn kind_of(raw: &RawEntity<'_>, table: &KindTable, rep: &mut Reporter) -> KindIx {
    let Some(word) = &raw.kind else { return KindTable::OTHER };
    if let Some(kind) = table.find(&word.text) {
        return kind;
    }
    let known: Vec<&str> = table.iter().map(|(_, kind)| kind.id.as_str()).collect();
    let hint = match nearest(&word.text, &known).filter(|(_, distance)| *distance <= 2) {
        Some((near, _)) => format!("did you mean `{near}`?"),
        None => "declare it at the top of the file, under `kinds`".to_owned(),
    };
    let message = format!("the kind `{}` is not declared; it is drawn as `other`", shown(&word.text));
    let top = Trail::Top;
    let list = Trail::Field(&top, "entities");
    let item = Trail::Item(&list, raw.index);
    rep.hinted(Code::UndeclaredKind, word.at, &Trail::Field(&item, "kind"), message, hint);
    KindTable::OTHER
}
