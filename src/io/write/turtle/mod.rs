//! Turtle with PROV-O: entities with their names, and claims as statements that are told of and not made, since what a case
//! holds was said by somebody. Each voice is a `prov:Attribution` with its stance, and what it is quoted from a target of
//! the Web Annotation model.

mod terms;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use self::terms::{PREFIXES, address, literal, own, text};
use super::loss::lost;
use super::{Lost, Order, Output, Written};
use crate::io::kinds;
use crate::io::rdf::words::local;
use crate::model::{
    Attribution, BuiltinKind, Citation, Claim, Dataset, DocIx, Document, Entity, EntityIx, Extra, KindTable,
};

/// One subject and what is said about it.
struct Block {
    lines: Vec<String>,
}

impl Block {
    fn new() -> Self {
        Self { lines: Vec::new() }
    }

    fn say(&mut self, predicate: &str, object: impl AsRef<str>) {
        self.lines.push(format!("{predicate} {}", object.as_ref()));
    }

    fn text(&mut self, predicate: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.say(predicate, text(words));
        }
    }

    /// Free fields; those that are no texts, numbers or truths are left out.
    fn extra(&mut self, extra: &Extra) {
        for (name, value) in extra {
            let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for value in values.iter().filter_map(literal) {
                self.say(&own("p", name), value);
            }
        }
    }

    /// As the description of a subject.
    fn end(self, subject: &str, out: &mut String) {
        if !self.lines.is_empty() {
            let _ = writeln!(out, "{subject}\n    {} .\n", self.lines.join(" ;\n    "));
        }
    }

    /// As a thing without an address of its own.
    fn inside(self) -> String {
        format!("[ {} ]", self.lines.join(" ; "))
    }
}

/// Writes a case.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let mut out = String::new();
    for (prefix, space) in PREFIXES {
        let _ = writeln!(out, "@prefix {prefix}: <{space}> .");
    }
    out.push('\n');
    if let Some(title) = data.title() {
        let mut block = Block::new();
        block.say("a", "att:Case");
        block.text("dcterms:title", Some(title));
        block.end("<>", &mut out);
    }
    for kind in data.kinds().declared() {
        let mut block = Block::new();
        block.say("a", "rdfs:Class");
        block.text("rdfs:label", Some(&kind.label));
        if kind.like != BuiltinKind::Other {
            block.say("rdfs:subClassOf", own("k", kind.like.id()));
        }
        block.end(&own("k", &kind.id), &mut out);
    }
    for at in data.document_ixs() {
        document(data.document(at)).end(&document_name(data, at), &mut out);
    }
    for at in data.entity_ixs() {
        entity(data, data.entity(at)).end(&entity_name(data, at), &mut out);
    }
    for claim in data.claims() {
        self::claim(data, claim).end(&own("c", &claim.id), &mut out);
    }
    Output { files: vec![Written { suffix: "", bytes: out.into_bytes() }], lost: left_out(data) }
}

fn document_name(data: &Dataset, at: DocIx) -> String {
    let id = &data.document(at).id;
    address(id).unwrap_or_else(|| own("d", id))
}

fn entity_name(data: &Dataset, at: EntityIx) -> String {
    let id = &data.entity(at).id;
    // An address stands for one thing: where it is that of a document, the entity has another.
    let free = data.find_document(id).is_none();
    address(id).filter(|_| free).unwrap_or_else(|| own("e", id))
}

fn document(document: &Document) -> Block {
    let mut block = Block::new();
    block.say("a", "prov:Entity");
    block.text("dcterms:title", document.title.as_deref());
    block.text("dcterms:publisher", document.publisher.as_deref());
    block.text("dcterms:creator", document.author.as_deref());
    if let Some(url) = document.url.as_ref().filter(|url| **url != document.id) {
        block.say("schema:url", address(url).unwrap_or_else(|| text(url)));
    }
    block.text("dcterms:issued", document.published.as_ref().map(crate::model::Date::as_str));
    block.text("dcterms:language", document.language.as_deref());
    block.text("schema:text", document.has_text.then(|| document.text.as_str()));
    block.extra(&document.extra);
    block
}

fn entity(data: &Dataset, entity: &Entity) -> Block {
    let mut block = Block::new();
    if entity.kind != KindTable::OTHER {
        block.say("a", own("k", &data.kind(entity.kind).id));
    }
    block.text("rdfs:label", Some(&entity.name));
    for alias in &entity.aliases {
        block.text("skos:altLabel", Some(alias));
    }
    block.text("schema:description", entity.description.as_deref());
    for same in entity.xref.iter().filter_map(same) {
        block.say("owl:sameAs", same);
    }
    block.text("att:reliability", entity.reliability.map(String::from).as_deref());
    for (word, is) in [("att:anonymous", entity.anonymous), ("att:group", entity.group)] {
        if is {
            block.say(word, "true");
        }
    }
    block.extra(&entity.properties);
    for mention in &entity.mentions {
        block.say("att:mention", target(data, mention));
    }
    block
}

/// A cross reference as an address, where it is one.
fn same((scheme, id): &(String, String)) -> Option<String> {
    if scheme == "wikidata" && id.starts_with('Q') {
        return address(&format!("http://www.wikidata.org/entity/{id}"));
    }
    address(id)
}

fn claim(data: &Dataset, claim: &Claim) -> Block {
    let mut block = Block::new();
    block.say("a", "rdf:Statement");
    block.say("rdf:subject", entity_name(data, claim.subject));
    let known = predicate(claim);
    block.say("rdf:predicate", known.clone().unwrap_or_else(|| own("r", &claim.predicate)));
    if let Some(object) = claim.object {
        block.say("rdf:object", entity_name(data, object));
    }
    block.text("rdfs:label", claim.label.as_deref());
    block.text("dcterms:temporal", claim.time.as_ref().map(crate::model::Date::as_str));
    if claim.undirected {
        block.say("att:undirected", "true");
    }
    if let Some(made) = &claim.extraction {
        block.text("att:by", made.by.as_deref());
        if let Some(score) = made.score {
            block.say("att:score", format!("\"{score}\"^^xsd:double"));
        }
    }
    if known.is_some() {
        let mut rest = claim.extra.clone();
        rest.remove("predicate");
        block.extra(&rest);
    } else {
        block.extra(&claim.extra);
    }
    // Who says so and where, for those who read no more than PROV; the voices say it again, each its own.
    let speakers: BTreeSet<EntityIx> = claim.attributions.iter().filter_map(|voice| voice.speaker).collect();
    for speaker in speakers {
        block.say("prov:wasAttributedTo", entity_name(data, speaker));
    }
    let quoted = |citation: &Citation| citation.exact.is_some() || citation.span.is_some();
    let sources: BTreeSet<(DocIx, bool)> =
        claim.citations().map(|(_, citation)| (citation.document, quoted(citation))).collect();
    for (source, quoted) in sources {
        let word = if quoted { "prov:wasQuotedFrom" } else { "prov:hadPrimarySource" };
        block.say(word, document_name(data, source));
    }
    for voice in &claim.attributions {
        block.say("prov:qualifiedAttribution", self::voice(data, voice));
    }
    block
}

/// The address that a relation had where it was read, if it is still that relation.
fn predicate(claim: &Claim) -> Option<String> {
    let given = claim.extra.get("predicate")?.as_str()?;
    let same = kinds::predicate(local(given)).0 == claim.predicate;
    address(given).filter(|_| same)
}

fn voice(data: &Dataset, voice: &Attribution) -> String {
    let mut block = Block::new();
    block.say("a", "prov:Attribution");
    if let Some(speaker) = voice.speaker {
        block.say("prov:agent", entity_name(data, speaker));
    }
    block.text("att:stance", Some(voice.stance.id()));
    for via in &voice.via {
        block.say("att:via", entity_name(data, *via));
    }
    block.text("att:verb", voice.verb.as_deref());
    block.text("dcterms:date", voice.date.as_ref().map(crate::model::Date::as_str));
    block.text("att:certainty", voice.certainty.map(crate::model::Certainty::id));
    if let Some(credibility) = voice.credibility {
        block.say("att:credibility", credibility.to_string());
    }
    block.extra(&voice.extra);
    for citation in &voice.evidence {
        block.say("oa:hasTarget", target(data, citation));
    }
    block.inside()
}

/// Where something stands.
fn target(data: &Dataset, citation: &Citation) -> String {
    let document = data.document(citation.document);
    let mut block = Block::new();
    block.say("a", "oa:SpecificResource");
    block.say("oa:hasSource", document_name(data, citation.document));
    let found = citation.span.map(|span| document.text.slice(span.start, span.end));
    if let Some(exact) = citation.exact.as_deref().or(found) {
        let mut quote = Block::new();
        quote.say("a", "oa:TextQuoteSelector");
        quote.text("oa:exact", Some(exact));
        quote.text("oa:prefix", citation.prefix.as_deref());
        quote.text("oa:suffix", citation.suffix.as_deref());
        block.say("oa:hasSelector", quote.inside());
    }
    let place =
        citation.span.map(|span| [span.start, span.end].map(|at| u64::from(document.text.char_of(at))));
    if let Some([start, end]) = citation.given.map(|(start, end)| [start, end]).or(place) {
        let mut position = Block::new();
        position.say("a", "oa:TextPositionSelector");
        position.say("oa:start", start.to_string());
        position.say("oa:end", end.to_string());
        block.say("oa:hasSelector", position.inside());
    }
    block.inside()
}

fn left_out(data: &Dataset) -> Vec<Lost> {
    let entities = |of: &dyn Fn(&Entity) -> usize| data.entities().iter().map(of).sum::<usize>();
    let claims = |of: &dyn Fn(&Claim) -> usize| data.claims().iter().map(of).sum::<usize>();
    let no_literal = |extra: &Extra| {
        let held = |value: &serde_json::Value| match value {
            serde_json::Value::Array(list) => list.iter().all(|value| literal(value).is_some()),
            other => literal(other).is_some(),
        };
        extra.values().filter(|value| !held(value)).count()
    };
    let quantities = |claim: &Claim| {
        claim.quantities.len() + claim.attributions.iter().map(|voice| voice.quantities.len()).sum::<usize>()
    };
    let of_claim = |claim: &Claim| {
        let voices = claim.attributions.iter().map(|voice| no_literal(&voice.extra)).sum::<usize>();
        let citations = claim.citations().map(|(_, citation)| citation.extra.len()).sum::<usize>();
        let made = claim.extraction.as_ref().map_or(0, |made| made.extra.len());
        no_literal(&claim.extra) + voices + citations + made
    };
    let of_entity = |entity: &Entity| {
        let mentions = entity.mentions.iter().map(|mention| mention.extra.len()).sum::<usize>();
        no_literal(&entity.properties) + entity.extra.len() + mentions
    };
    let of_document = data.documents().iter().map(|document| no_literal(&document.extra)).sum::<usize>();
    let fields = entities(&of_entity) + claims(&of_claim) + of_document + data.extra().len();
    let xrefs = |entity: &Entity| entity.xref.iter().filter(|xref| same(xref).is_none()).count();
    let cues = |claim: &Claim| claim.citations().filter(|(_, citation)| citation.given_cue.is_some()).count();
    vec![
        lost("quantity", "quantities", claims(&quantities)),
        lost("place of a claim", "places of claims", claims(&|claim| usize::from(claim.place.is_some()))),
        lost(
            "claim that another opposes",
            "claims that others oppose",
            claims(&|claim| usize::from(!claim.opposes.is_empty())),
        ),
        lost("cue of a quote", "cues of quotes", claims(&cues)),
        lost(
            "cross reference that is no address",
            "cross references that are no addresses",
            entities(&xrefs),
        ),
        lost(
            "place or colour of an entity",
            "places or colours of entities",
            entities(&|entity| usize::from(entity.viz.is_some())),
        ),
        lost("field of another form", "fields of other forms", fields),
        lost(
            "path or checksum of a text",
            "paths or checksums of texts",
            data.documents().iter().filter(|one| one.path.is_some() || one.sha256.is_some()).count(),
        ),
    ]
}
