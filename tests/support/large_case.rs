//! A made case of the size that a newsroom may collect in a year: thousands of entities, tens of thousands of
//! claims, with words, speakers, dates, denials and chains of hearsay.

use serde_json::{Value, json};

use super::dice::{Dice, name};

/// Entities.
pub(crate) const ENTITIES: usize = 5_000;
/// Claims.
pub(crate) const CLAIMS: usize = 20_000;
/// Documents.
pub(crate) const DOCUMENTS: usize = 50;

const KINDS: [&str; 8] =
    ["state", "leader", "official", "militia", "armed_force", "organization", "media", "facility"];
/// Predicates with the words of a sentence.
const ACTS: [(&str, &str); 8] = [
    ("warns", "warned"),
    ("attacks", "attacked"),
    ("arms", "armed"),
    ("meets", "met"),
    ("funds", "funded"),
    ("accuses", "accused"),
    ("member_of", "joined"),
    ("sanctions", "sanctioned"),
];
const STANCES: [&str; 6] = ["denies", "disputes", "doubts", "cannot_verify", "confirms", "retracts"];
/// Every so many entities one is a paper, through which others are heard.
const PAPERS: usize = 40;

/// A case as `attache/1`: the same seed gives the same bytes.
pub(crate) fn large_case(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let entities: Vec<Value> = (0..ENTITIES).map(|i| entity(i, &mut dice)).collect();
    let mut texts = vec![String::new(); DOCUMENTS];
    let claims: Vec<Value> = (0..CLAIMS).map(|i| claim(i, &mut texts, &mut dice)).collect();
    let document = |(i, text): (usize, String)| {
        json!({
            "id": format!("d{i}"), "title": format!("Report {i}"), "publisher": name(i * PAPERS % ENTITIES),
            "language": "en", "published": date(i), "text": text,
        })
    };
    let documents: Vec<Value> = texts.into_iter().enumerate().map(document).collect();
    let case = json!({
        "format": "attache/1", "title": "A made year", "documents": documents, "entities": entities,
        "claims": claims,
    });
    case.to_string()
}

fn entity(i: usize, dice: &mut Dice) -> Value {
    let kind = if i.is_multiple_of(PAPERS) { "media" } else { KINDS[dice.below(KINDS.len())] };
    let aliases: Vec<String> =
        if i.is_multiple_of(5) { vec![format!("{} {i}", name(i))] } else { Vec::new() };
    json!({ "id": format!("e{i}"), "name": name(i), "kind": kind, "aliases": aliases })
}

fn date(i: usize) -> String {
    format!("2023-{:02}-{:02}", 1 + i / 28 % 12, 1 + i % 28)
}

/// Puts a sentence behind a text. The texts are ASCII, so that bytes are code points.
fn put(text: &mut String, sentence: &str) -> Value {
    if !text.is_empty() {
        text.push(' ');
    }
    let start = text.len();
    text.push_str(sentence);
    json!({ "exact": sentence, "start": start, "end": text.len() })
}

fn claim(i: usize, texts: &mut [String], dice: &mut Dice) -> Value {
    // Mostly near by in the order, so that the graph has neighbourhoods.
    let subject = dice.below(ENTITIES);
    let far = dice.below(10) == 0;
    let object = if far { dice.below(ENTITIES) } else { (subject + 1 + dice.below(40)) % ENTITIES };
    let (predicate, verb) = ACTS[dice.below(ACTS.len())];
    // A few hundred speak often, as in any news.
    let speaker = dice.below(ENTITIES / 10) * 10;
    let which = i % DOCUMENTS;
    let (text, day) = (&mut texts[which], date(dice.below(336)));
    let cite = |mut place: Value| {
        place["document"] = json!(format!("d{which}"));
        json!([place])
    };
    let said = format!("{} {verb} {} in case {i}, {} said.", name(subject), name(object), name(speaker));
    let mut first = json!({
        "speaker": format!("e{speaker}"), "stance": "asserts", "verb": "said", "date": day,
        "evidence": cite(put(text, &said)),
    });
    if i.is_multiple_of(6) {
        first["via"] = json!([format!("e{}", dice.below(ENTITIES / PAPERS) * PAPERS)]);
    }
    let mut attributions = vec![first];
    if i.is_multiple_of(4) {
        let other = dice.below(ENTITIES / 10) * 10 + 5;
        let denied = format!("{} answered the claim of {} in case {i}.", name(other), name(speaker));
        attributions.push(json!({
            "speaker": format!("e{other}"), "stance": STANCES[dice.below(STANCES.len())], "evidence": cite(put(text, &denied)),
        }));
    }
    if i.is_multiple_of(9) {
        let own = format!("It was seen that {} {verb} {} in case {i}.", name(subject), name(object));
        attributions.push(json!({ "stance": "asserts", "evidence": cite(put(text, &own)) }));
    }
    let opposes: Vec<String> =
        if i > 0 && i.is_multiple_of(25) { vec![format!("c{}", i - 1)] } else { Vec::new() };
    json!({
        "id": format!("c{i}"), "subject": format!("e{subject}"), "predicate": predicate,
        "object": format!("e{object}"), "time": day, "attributions": attributions, "opposes": opposes,
    })
}
