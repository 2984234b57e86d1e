//! What the usual vocabularies call things, and the names that this program writes its own under.

/// Under these this program writes what has no address of its own; the writer has them too.
pub(in crate::io) const ENTITY: &str = "urn:attache:entity:";
pub(in crate::io) const CLAIM: &str = "urn:attache:claim:";
pub(in crate::io) const DOCUMENT: &str = "urn:attache:document:";
pub(in crate::io) const KIND: &str = "urn:attache:kind:";
pub(in crate::io) const RELATION: &str = "urn:attache:relation:";
pub(in crate::io) const PROPERTY: &str = "urn:attache:property:";
/// Words of claims that no other vocabulary has.
pub(in crate::io) const TERM: &str = "urn:attache:term:";

pub(in crate::io) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(in crate::io) const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
pub(in crate::io) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
pub(in crate::io) const OWL: &str = "http://www.w3.org/2002/07/owl#";
pub(in crate::io) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(in crate::io) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(in crate::io) const PROV: &str = "http://www.w3.org/ns/prov#";
pub(in crate::io) const OA: &str = "http://www.w3.org/ns/oa#";
pub(in crate::io) const FOAF: &str = "http://xmlns.com/foaf/0.1/";
pub(in crate::io) const SCHEMA: &str = "http://schema.org/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PAV: &str = "http://purl.org/pav/";
const WDT: &str = "http://www.wikidata.org/prop/direct/";
const WIKIBASE: &str = "http://wikiba.se/ontology#";

/// What a predicate means. Most mean it only on a statement, a document or a voice; on other subjects they are relations
/// or properties as any.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Other,
    Type,
    Kind,
    /// The lesser number is the better name.
    Label(u8),
    Alias,
    About(u8),
    Same,
    SubClass,
    Direct,
    Reifies,
    Subject,
    Predicate,
    Object,
    First,
    Rest,
    Speaker,
    Publisher,
    Source,
    Qualified,
    Agent,
    Target,
    HasSource,
    HasSelector,
    Exact,
    Prefix,
    Suffix,
    Start,
    End,
    Date,
    Said,
    Begins,
    Ceases,
    Language,
    Url,
    Text,
    Score,
    By,
    Stance,
    Verb,
    Certainty,
    Credibility,
    Via,
    Undirected,
    Mention,
    /// A page or a picture: an address that is no party.
    Page,
    Reliability,
    Anonymous,
    Group,
}

type Row = (&'static str, &'static [(&'static str, Role)]);

const TABLE: &[Row] = &[
    (
        RDF,
        &[
            ("type", Role::Type),
            ("reifies", Role::Reifies),
            ("subject", Role::Subject),
            ("predicate", Role::Predicate),
            ("object", Role::Object),
            ("first", Role::First),
            ("rest", Role::Rest),
        ],
    ),
    (
        RDFS,
        &[
            ("label", Role::Label(1)),
            ("comment", Role::About(2)),
            ("subClassOf", Role::SubClass),
            ("seeAlso", Role::Page),
        ],
    ),
    (
        SKOS,
        &[
            ("prefLabel", Role::Label(0)),
            ("altLabel", Role::Alias),
            ("hiddenLabel", Role::Alias),
            ("definition", Role::About(1)),
            ("exactMatch", Role::Same),
        ],
    ),
    (OWL, &[("sameAs", Role::Same)]),
    (
        SCHEMA,
        &[
            ("name", Role::Label(2)),
            ("alternateName", Role::Alias),
            ("headline", Role::Label(4)),
            ("description", Role::About(0)),
            ("sameAs", Role::Same),
            ("author", Role::Speaker),
            ("creator", Role::Speaker),
            ("publisher", Role::Publisher),
            ("citation", Role::Source),
            ("isBasedOn", Role::Source),
            ("startDate", Role::Begins),
            ("endDate", Role::Ceases),
            ("datePublished", Role::Said),
            ("dateCreated", Role::Said),
            ("inLanguage", Role::Language),
            ("url", Role::Url),
            ("image", Role::Page),
            ("logo", Role::Page),
            ("text", Role::Text),
            ("articleBody", Role::Text),
        ],
    ),
    (
        FOAF,
        &[
            ("name", Role::Label(3)),
            ("nick", Role::Alias),
            ("page", Role::Url),
            ("homepage", Role::Page),
            ("depiction", Role::Page),
            ("img", Role::Page),
            ("mbox", Role::Page),
            ("maker", Role::Speaker),
        ],
    ),
    (
        DCTERMS,
        &[
            ("title", Role::Label(5)),
            ("alternative", Role::Alias),
            ("description", Role::About(3)),
            ("creator", Role::Speaker),
            ("publisher", Role::Publisher),
            ("source", Role::Source),
            ("references", Role::Source),
            ("date", Role::Date),
            ("temporal", Role::Date),
            ("issued", Role::Said),
            ("created", Role::Said),
            ("language", Role::Language),
        ],
    ),
    (
        DC,
        &[
            ("title", Role::Label(6)),
            ("description", Role::About(4)),
            ("creator", Role::Speaker),
            ("publisher", Role::Publisher),
            ("source", Role::Source),
            ("date", Role::Said),
            ("language", Role::Language),
        ],
    ),
    (
        PROV,
        &[
            ("wasAttributedTo", Role::Speaker),
            ("wasDerivedFrom", Role::Source),
            ("wasQuotedFrom", Role::Source),
            ("hadPrimarySource", Role::Source),
            ("qualifiedAttribution", Role::Qualified),
            ("agent", Role::Agent),
            ("generatedAtTime", Role::Said),
            ("startedAtTime", Role::Begins),
            ("endedAtTime", Role::Ceases),
            ("wasGeneratedBy", Role::By),
            ("value", Role::Exact),
        ],
    ),
    (
        PAV,
        &[
            ("authoredBy", Role::Speaker),
            ("createdBy", Role::Speaker),
            ("retrievedFrom", Role::Source),
            ("importedFrom", Role::Source),
            ("createdOn", Role::Said),
        ],
    ),
    (
        OA,
        &[
            ("hasTarget", Role::Target),
            ("hasSource", Role::HasSource),
            ("hasSelector", Role::HasSelector),
            ("exact", Role::Exact),
            ("prefix", Role::Prefix),
            ("suffix", Role::Suffix),
            ("start", Role::Start),
            ("end", Role::End),
        ],
    ),
    ("http://www.w3.org/2011/content#", &[("chars", Role::Text)]),
    ("http://rdfs.org/sioc/ns#", &[("content", Role::Text), ("has_creator", Role::Speaker)]),
    (
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        &[
            ("isString", Role::Text),
            ("anchorOf", Role::Exact),
            ("beginIndex", Role::Start),
            ("endIndex", Role::End),
        ],
    ),
    (WDT, &[("P31", Role::Kind)]),
    (WIKIBASE, &[("directClaim", Role::Direct)]),
    (
        TERM,
        &[
            ("stance", Role::Stance),
            ("verb", Role::Verb),
            ("certainty", Role::Certainty),
            ("credibility", Role::Credibility),
            ("via", Role::Via),
            ("undirected", Role::Undirected),
            ("mention", Role::Mention),
            ("score", Role::Score),
            ("reliability", Role::Reliability),
            ("anonymous", Role::Anonymous),
            ("group", Role::Group),
            ("by", Role::By),
        ],
    ),
];

/// What the address of a predicate means.
pub(super) fn role(address: &str) -> Role {
    // Both spellings of this one are in use.
    let http = address.strip_prefix("https://schema.org/").map(|local| format!("{SCHEMA}{local}"));
    let address = http.as_deref().unwrap_or(address);
    for (space, words) in TABLE {
        if let Some(local) = address.strip_prefix(space) {
            let found = words.iter().find(|(word, _)| *word == local);
            return found.map_or(Role::Other, |(_, role)| *role);
        }
    }
    // Of other vocabularies the plainest words are understood.
    match local(address).to_ascii_lowercase().as_str() {
        "label" | "name" | "preflabel" => Role::Label(7),
        "altlabel" | "alias" => Role::Alias,
        "description" => Role::About(5),
        "confidence" | "confidencescore" | "hasconfidence" => Role::Score,
        _ => Role::Other,
    }
}

/// Types that say nothing of what a thing is.
const EMPTY: &[&str] = &[
    "Thing",
    "NamedIndividual",
    "Resource",
    "Concept",
    "Entity",
    "Item",
    "Individual",
    "Agent",
    "SpatialThing",
];

/// Whether a type says nothing where there is another.
pub(super) fn is_empty(address: &str) -> bool {
    EMPTY.contains(&local(address))
}

/// Whether things of a type are types themselves.
pub(super) fn is_class(address: &str) -> bool {
    [RDFS, OWL].into_iter().any(|space| address.strip_prefix(space) == Some("Class"))
}

/// Whether things of a type are predicates.
pub(super) fn is_property(address: &str) -> bool {
    let known = [RDF, OWL, WIKIBASE].into_iter().find_map(|space| address.strip_prefix(space));
    known.is_some_and(|local| local.ends_with("Property"))
}

/// The kinds of Wikidata that have a word for them here.
const ITEMS: &[(&str, &str)] = &[
    ("Q5", "person"),
    ("Q6256", "state"),
    ("Q3624078", "state"),
    ("Q515", "place"),
    ("Q43229", "organization"),
    ("Q4830453", "company"),
    ("Q783794", "company"),
    ("Q7278", "party"),
    ("Q17149090", "armed_force"),
];

/// The word for a kind of an address, where it says one other than by its last part.
pub(super) fn kind(address: &str) -> Option<&'static str> {
    let item = address.strip_prefix("http://www.wikidata.org/entity/")?;
    ITEMS.iter().find(|(known, _)| *known == item).map(|(_, word)| *word)
}

/// The last part of an address: behind the last `#`, `/` or `:`.
pub(in crate::io) fn local(address: &str) -> &str {
    let whole = address.trim_end_matches(['/', '#']);
    let local = whole.rsplit(['#', '/']).next().unwrap_or(whole);
    // Of `urn:x:name` the last part is behind the colon.
    let local = if address.contains("://") { local } else { local.rsplit(':').next().unwrap_or(local) };
    if local.is_empty() { address } else { local }
}

/// A text with `%20` and the like read; where that gives no text, as it is.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, more)) = rest.split_first() {
        let digit = |at: usize| more.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        if byte == b'%'
            && let (Some(high), Some(low)) = (digit(0), digit(1))
        {
            bytes.push((high * 16 + low) as u8);
            rest = more.get(2..).unwrap_or(&[]);
        } else {
            bytes.push(byte);
            rest = more;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// How readily a name in a language is taken: English first, then one of no language, then any.
pub(super) fn rank(lang: Option<&str>) -> u8 {
    match lang.map(str::to_ascii_lowercase).as_deref() {
        Some("en") => 0,
        Some(lang) if lang.starts_with("en-") => 1,
        None => 2,
        Some("mul") => 3,
        Some(_) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_by_their_addresses() {
        assert_eq!(role("http://www.w3.org/2000/01/rdf-schema#label"), Role::Label(1));
        assert_eq!(role("https://schema.org/name"), role("http://schema.org/name"));
        assert_eq!(role("http://example.org/confidence"), Role::Score);
        assert_eq!(role("http://example.org/knows"), Role::Other);
    }

    #[test]
    fn last_parts_and_escapes() {
        for (address, part) in [
            ("http://e/a#b", "b"),
            ("http://e/a/", "a"),
            ("urn:x:y", "y"),
            ("#alice", "alice"),
            ("_:b1", "b1"),
        ] {
            assert_eq!(local(address), part, "{address}");
        }
        assert_eq!(unescaped("a%20b%C3%A4%"), "a bä%");
        assert_eq!(unescaped("%FF"), "%FF");
    }
}
