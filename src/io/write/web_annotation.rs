//! W3C Web Annotation (2017): an annotation a citation, with its quote and its place in the document.

use serde_json::{Value, json};

use super::loss::lost;
use super::node_link::bytes_of;
use super::{Order, Output, Written};
use crate::model::{Citation, Dataset};

/// Where a citation points: the document with the selectors that are known.
fn target(data: &Dataset, citation: &Citation) -> Value {
    let document = data.document(citation.document);
    let mut selectors = Vec::new();
    let found = citation.span.map(|span| {
        let at = |byte| u64::from(document.text.char_of(byte));
        (at(span.start), at(span.end), document.text.slice(span.start, span.end))
    });
    let exact = found.map(|(_, _, words)| words).or(citation.exact.as_deref());
    if let Some(exact) = exact {
        let mut quote = json!({ "type": "TextQuoteSelector", "exact": exact });
        for (name, words) in [("prefix", &citation.prefix), ("suffix", &citation.suffix)] {
            if let Some(words) = words {
                quote[name] = words.as_str().into();
            }
        }
        selectors.push(quote);
    }
    let span = found.map(|(start, end, _)| (start, end)).or(citation.given);
    if let Some((start, end)) = span {
        selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
    }
    let source = document.url.as_deref().or(document.path.as_deref()).unwrap_or(&document.id);
    json!({ "source": source, "selector": selectors })
}

/// Writes the mentions, which identify entities, and the evidence of claims, whose body says who states what.
pub(super) fn write(order: &Order<'_>) -> Output {
    let data = order.data;
    let mut items = Vec::new();
    for entity in data.entities() {
        for mention in &entity.mentions {
            items.push(json!({
                "type": "Annotation",
                "id": format!("urn:attache:mention:{}", items.len() + 1),
                "motivation": "identifying",
                "body": {
                    "type": "SpecificResource",
                    "purpose": "identifying",
                    "source": { "id": entity.id, "name": entity.name, "kind": data.kind(entity.kind).id },
                },
                "target": target(data, mention),
            }));
        }
    }
    for claim in data.claims() {
        for voice in &claim.attributions {
            for citation in &voice.evidence {
                let party =
                    |entity| json!({ "id": data.entity(entity).id, "name": data.entity(entity).name });
                items.push(json!({
                    "type": "Annotation",
                    "id": format!("urn:attache:evidence:{}", items.len() + 1),
                    "motivation": "linking",
                    "body": {
                        "type": "Dataset",
                        "claim": claim.id,
                        "subject": party(claim.subject),
                        "predicate": claim.predicate,
                        "object": claim.object.map(party),
                        "label": claim.label,
                        "date": claim.time.as_ref().map(crate::model::Date::as_str),
                        "speaker": voice.speaker.map(party),
                        "stance": voice.stance.id(),
                    },
                    "target": target(data, citation),
                }));
            }
        }
    }
    let page = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "label": data.title(),
        "items": items,
    });
    let silent = data.claims().iter().filter(|claim| claim.citations().next().is_none()).count();
    let unnamed = data.entities().iter().filter(|entity| entity.mentions.is_empty()).count();
    let lost = vec![
        lost("claim without a citation", "claims without a citation", silent),
        lost("entity without a mention", "entities without a mention", unnamed),
        lost(
            "text of a document",
            "texts of documents",
            data.documents().iter().filter(|one| one.has_text).count(),
        ),
        lost("quantity", "quantities", data.claims().iter().map(|claim| claim.quantities.len()).sum()),
    ];
    Output { files: vec![Written { suffix: "", bytes: bytes_of(&page) }], lost }
}
