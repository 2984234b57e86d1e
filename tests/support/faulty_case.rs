//! A made case as a language model may hand it over: mostly sound, with faults of known kinds in known places.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::dice::{Dice, name};

/// Claims.
pub(crate) const CLAIMS: usize = 500;
/// How many claims have each fault.
pub(crate) const OF_EACH: usize = 25;
/// Names: those below stand in sentences, those from here on in none.
const NAMED: usize = 60;
const UNNAMED: usize = 6;

/// What is wrong with a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fault {
    /// Its quote is nowhere in the text.
    MissingQuote,
    /// Its quote stands somewhere else than the file says.
    MovedSpan,
    /// The words say that it was not so.
    Negation,
    /// Its object is not named where it is quoted.
    AbsentName,
    /// The words name another speaker.
    WrongSpeaker,
}

impl Fault {
    pub(crate) const ALL: [Self; 5] =
        [Self::MissingQuote, Self::MovedSpan, Self::Negation, Self::AbsentName, Self::WrongSpeaker];
}

/// The case as `attache/1`, and the faults by the ids of claims; the same seed gives the same.
pub(crate) fn faulty_case(seed: u64) -> (String, BTreeMap<String, Fault>) {
    let mut dice = Dice::new(seed);
    let mut faults = BTreeMap::new();
    for fault in Fault::ALL {
        let mut left = OF_EACH;
        while left > 0 {
            let claim = format!("c{}", dice.below(CLAIMS));
            // One fault a claim, so that each alarm can be laid to it.
            faults.entry(claim).or_insert_with(|| {
                left -= 1;
                fault
            });
        }
    }
    let mut text = String::new();
    let claims: Vec<Value> =
        (0..CLAIMS).map(|i| claim(i, faults.get(&format!("c{i}")).copied(), &mut text, &mut dice)).collect();
    let entity = |i: usize| json!({ "id": format!("e{i}"), "name": name(i), "kind": "organization" });
    let entities: Vec<Value> = (0..NAMED + UNNAMED).map(entity).collect();
    let case = json!({
        "format": "attache/1", "title": "A made extraction", "entities": entities, "claims": claims,
        "documents": [{ "id": "d", "title": "The text", "language": "en", "text": text }],
    });
    (case.to_string(), faults)
}

fn claim(i: usize, fault: Option<Fault>, text: &mut String, dice: &mut Dice) -> Value {
    let subject = dice.below(NAMED);
    let object = (subject + 1 + dice.below(NAMED / 3)) % NAMED;
    let speaker = (object + 1 + dice.below(NAMED / 3)) % NAMED;
    let verb = if fault == Some(Fault::Negation) { "did not arm" } else { "armed" };
    let words = format!("{} {verb} {} with load {i}, {} said.", name(subject), name(object), name(speaker));
    // Between two sentences that name nobody: alarms read those beside a quote too.
    text.push_str("The morning was quiet. ");
    let start = text.len();
    text.push_str(&words);
    let end = text.len();
    text.push_str(" The evening was quiet too.\n\n");
    let place = match fault {
        // No words of the text are nearly these.
        Some(Fault::MissingQuote) => {
            json!({ "exact": format!("Whole convoys of {i} crates crossed at dawn") })
        }
        Some(Fault::MovedSpan) => {
            let off = 7 + dice.below(9);
            json!({ "exact": words, "start": start.saturating_sub(off), "end": end - off })
        }
        _ => json!({ "exact": words, "start": start, "end": end }),
    };
    let mut place = place;
    place["document"] = json!("d");
    let stated = if fault == Some(Fault::AbsentName) { NAMED + dice.below(UNNAMED) } else { object };
    let named = if fault == Some(Fault::WrongSpeaker) {
        (speaker + 1 + dice.below(NAMED / 2)) % NAMED
    } else {
        speaker
    };
    json!({
        "id": format!("c{i}"), "subject": format!("e{subject}"), "predicate": "arms",
        "object": format!("e{stated}"), "extraction": { "by": "a model", "score": 0.5 },
        "attributions": [{
            "speaker": format!("e{named}"), "stance": "asserts", "verb": "said", "evidence": [place],
        }],
    })
}
