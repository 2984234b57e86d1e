//! Writing `attache/1`: all of a case, in the order of its lists.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Order, Output, Texts, Written, hex};
use crate::model::{
    Attribution, Citation, Claim, Dataset, Document, Entity, EntityIx, Extra, Extraction, Quantity,
};

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    kinds: serde_json::Map<String, serde_json::Value>,
    documents: Vec<OneDocument<'a>>,
    entities: Vec<OneEntity<'a>>,
    claims: Vec<OneClaim<'a>>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneDocument<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneEntity<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    xref: serde_json::Map<String, serde_json::Value>,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    properties: &'a Extra,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<OneCitation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<char>,
    #[serde(skip_serializing_if = "is_false")]
    anonymous: bool,
    #[serde(skip_serializing_if = "is_false")]
    group: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    viz: Option<OneViz>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneViz {
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    x: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    y: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    size: Option<f64>,
}

#[derive(Serialize)]
struct OneCitation<'a> {
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suffix: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<(u64, u64)>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneQuantity<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    best: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneAttribution<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    via: Vec<&'a str>,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    verb: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credibility: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantities: Vec<OneQuantity<'a>>,
    evidence: Vec<OneCitation<'a>>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneExtraction<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    score: Option<f64>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct OneClaim<'a> {
    id: &'a str,
    subject: &'a str,
    predicate: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantities: Vec<OneQuantity<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributions: Vec<OneAttribution<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    opposes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extraction: Option<OneExtraction<'a>>,
    #[serde(skip_serializing_if = "is_false")]
    undirected: bool,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Writes a case whole. What stands in it beyond the format, its unknown fields, is written too.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let kind = |kind: &crate::model::Kind| {
        let value = serde_json::json!({ "like": kind.like.id(), "label": kind.label });
        (kind.id.clone(), value)
    };
    let file = File {
        format: "attache/1",
        title: data.title(),
        kinds: data.kinds().declared().iter().map(kind).collect(),
        documents: data.documents().iter().map(|one| document(one, order.texts)).collect(),
        entities: data.entity_ixs().map(|one| entity(order, one)).collect(),
        claims: data.claims().iter().map(|one| claim(data, one)).collect(),
        extra: data.extra(),
    };
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    Output { files: vec![Written { suffix: "", bytes }], lost: Vec::new() }
}

fn document(document: &Document, texts: Texts) -> OneDocument<'_> {
    let inside = document.has_text && (texts == Texts::Inside || document.path.is_none());
    let text = inside.then(|| document.text.as_str());
    // The hash is of the file's bytes: where the text is written here, it must be the hash of what is written.
    let holds = |hash: &&str| {
        text.is_none_or(|text| {
            let digest = Sha256::digest(text.as_bytes());
            let digits =
                |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16));
            digest.iter().flat_map(digits).flatten().eq(hash.to_ascii_lowercase().chars())
        })
    };
    OneDocument {
        id: &document.id,
        title: document.title.as_deref(),
        publisher: document.publisher.as_deref(),
        author: document.author.as_deref(),
        url: document.url.as_deref(),
        published: document.published.as_ref().map(crate::model::Date::as_str),
        language: document.language.as_deref(),
        path: document.path.as_deref().filter(|_| !inside),
        sha256: document.sha256.as_deref().filter(holds),
        text,
        extra: &document.extra,
    }
}

fn entity<'a>(order: &Order<'a>, at: EntityIx) -> OneEntity<'a> {
    let data = order.data;
    let entity: &Entity = data.entity(at);
    let place = order.place(at);
    let drawn = entity.viz.is_some() || place.is_some();
    let viz = drawn.then(|| OneViz {
        x: place.map(|[x, _]| x),
        y: place.map(|[_, y]| y),
        colour: entity.viz.and_then(|viz| viz.colour).map(hex),
        size: entity.viz.and_then(|viz| viz.size),
    });
    OneEntity {
        id: &entity.id,
        name: &entity.name,
        kind: &data.kind(entity.kind).id,
        aliases: &entity.aliases,
        description: entity.description.as_deref(),
        xref: entity.xref.iter().map(|(name, id)| (name.clone(), id.clone().into())).collect(),
        properties: &entity.properties,
        mentions: entity.mentions.iter().map(|one| citation(data, one)).collect(),
        reliability: entity.reliability,
        anonymous: entity.anonymous,
        group: entity.group,
        viz,
        extra: &entity.extra,
    }
}

fn citation<'a>(data: &'a Dataset, citation: &'a Citation) -> OneCitation<'a> {
    OneCitation {
        document: &data.document(citation.document).id,
        exact: citation.exact.as_deref(),
        prefix: citation.prefix.as_deref(),
        suffix: citation.suffix.as_deref(),
        start: citation.given.map(|(start, _)| start),
        end: citation.given.map(|(_, end)| end),
        cue: citation.given_cue,
        extra: &citation.extra,
    }
}

/// Whole numbers are written without a point, as people write them.
#[expect(clippy::ref_option, reason = "the signature that serde calls")]
fn number<S: serde::Serializer>(value: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match *value {
        Some(value)
            if value.fract() == 0.0 && value.abs() < EXACT && !(value == 0.0 && value.is_sign_negative()) =>
        {
            to.serialize_i64(value as i64)
        }
        Some(value) => to.serialize_f64(value),
        None => to.serialize_none(),
    }
}

fn id_of(data: &Dataset, entity: EntityIx) -> &str {
    &data.entity(entity).id
}

fn quantity<'a>(data: &'a Dataset, quantity: &'a Quantity) -> OneQuantity<'a> {
    OneQuantity {
        kind: &quantity.kind,
        low: quantity.low,
        best: quantity.best,
        high: quantity.high,
        unit: quantity.unit.as_deref(),
        time: quantity.time.as_ref().map(crate::model::Date::as_str),
        place: quantity.place.map(|place| id_of(data, place)),
        extra: &quantity.extra,
    }
}

fn attribution<'a>(data: &'a Dataset, voice: &'a Attribution) -> OneAttribution<'a> {
    OneAttribution {
        speaker: voice.speaker.map(|speaker| id_of(data, speaker)),
        via: voice.via.iter().map(|&via| id_of(data, via)).collect(),
        stance: voice.stance.id(),
        verb: voice.verb.as_deref(),
        date: voice.date.as_ref().map(crate::model::Date::as_str),
        certainty: voice.certainty.map(crate::model::Certainty::id),
        credibility: voice.credibility,
        quantities: voice.quantities.iter().map(|one| quantity(data, one)).collect(),
        evidence: voice.evidence.iter().map(|one| citation(data, one)).collect(),
        extra: &voice.extra,
    }
}

fn extraction(extraction: &Extraction) -> OneExtraction<'_> {
    OneExtraction { by: extraction.by.as_deref(), score: extraction.score, extra: &extraction.extra }
}

fn claim<'a>(data: &'a Dataset, claim: &'a Claim) -> OneClaim<'a> {
    OneClaim {
        id: &claim.id,
        subject: id_of(data, claim.subject),
        predicate: &claim.predicate,
        object: claim.object.map(|object| id_of(data, object)),
        label: claim.label.as_deref(),
        time: claim.time.as_ref().map(crate::model::Date::as_str),
        place: claim.place.map(|place| id_of(data, place)),
        quantities: claim.quantities.iter().map(|one| quantity(data, one)).collect(),
        attributions: claim.attributions.iter().map(|one| attribution(data, one)).collect(),
        opposes: claim.opposes.iter().map(|&other| data.claim(other).id.as_str()).collect(),
        extraction: claim.extraction.as_ref().map(extraction),
        undirected: claim.undirected,
        extra: &claim.extra,
    }
}
