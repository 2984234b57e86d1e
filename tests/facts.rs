//! The bundled case says what the fact table says: every row, every voice, no more and no less.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read has failed")]

use attache::io;
use attache::model::{Claim, ClaimIx, Dataset, EntityIx, Grounding, Status};
use serde_json::Value;

fn table() -> Value {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/facts/table.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn case() -> Dataset {
    io::load_bundled(1).dataset
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().map_or(&[], Vec::as_slice)
}

fn id(data: &Dataset, entity: Option<EntityIx>) -> Option<String> {
    entity.map(|entity| data.entity(entity).id.clone())
}

/// What of a row a claim does not say, in words; empty where it says all.
fn misses(data: &Dataset, claim: ClaimIx, row: &Value) -> Vec<String> {
    let record = data.claim(claim);
    let mut misses = Vec::new();
    let mut same = |what: &str, is: Option<String>, wanted: &Value| {
        if is.as_deref() != wanted.as_str() {
            misses.push(format!("{what}: {is:?} instead of {wanted}"));
        }
    };
    same("subject", id(data, Some(record.subject)), &row["subject"]);
    same("predicate", Some(record.predicate.clone()), &row["predicate"]);
    same("object", id(data, record.object), &row["object"]);
    same("status", Some(data.status(claim).id().to_owned()), &row["status"]);
    same("time", record.time.as_ref().map(|time| time.as_str().to_owned()), &row["time"]);
    same("place", id(data, record.place), &row["place"]);
    if record.quantities.len() != list(row, "quantities").len() {
        misses.push(format!("{} quantities", record.quantities.len()));
    }
    for wanted in list(row, "quantities") {
        let there = record.quantities.iter().any(|quantity| {
            let number = |is: Option<f64>, key: &str| is == wanted[key].as_f64();
            Some(quantity.kind.as_str()) == wanted["kind"].as_str()
                && number(quantity.low, "low")
                && number(quantity.best, "best")
                && number(quantity.high, "high")
                && (wanted["place"].is_null()
                    || id(data, quantity.place).as_deref() == wanted["place"].as_str())
        });
        if !there {
            misses.push(format!("no quantity {wanted}"));
        }
    }
    misses.extend(voices_missed(data, record, row));
    let quotes: Vec<&str> =
        record.citations().filter_map(|(_, citation)| citation.exact.as_deref()).collect();
    for words in list(row, "cited_words").iter().filter_map(Value::as_str) {
        if !quotes.iter().any(|quote| quote.contains(words)) {
            misses.push(format!("“{words}” is in no quote"));
        }
    }
    misses
}

fn voices_missed(data: &Dataset, record: &Claim, row: &Value) -> Vec<String> {
    let wanted = list(row, "attributions");
    let mut misses = Vec::new();
    if wanted.len() != record.attributions.len() {
        misses.push(format!("{} voices instead of {}", record.attributions.len(), wanted.len()));
    }
    for voice in wanted {
        let via: Vec<&str> = list(voice, "via").iter().filter_map(Value::as_str).collect();
        let there = record.attributions.iter().any(|is| {
            let chain: Vec<String> = is.via.iter().filter_map(|&via| id(data, Some(via))).collect();
            id(data, is.speaker).as_deref() == voice["speaker"].as_str()
                && Some(is.stance.id()) == voice["stance"].as_str()
                && chain == via
                && is.date.as_ref().map(attache::model::Date::as_str) == voice["date"].as_str()
                && !is.evidence.is_empty()
        });
        if !there {
            misses.push(format!("no voice {voice}"));
        }
    }
    misses
}

/// The claim of the case that says a row, taken out of `left`.
fn take(data: &Dataset, left: &mut Vec<ClaimIx>, row: &Value, what: &str) -> ClaimIx {
    let best =
        left.iter().map(|&claim| (misses(data, claim, row), claim)).min_by_key(|(misses, _)| misses.len());
    let (misses, claim) = best.expect("no claim left");
    assert!(misses.is_empty(), "{what}: nearest claim {} misses {misses:#?}", data.claim(claim).id);
    left.retain(|other| *other != claim);
    claim
}

#[test]
fn every_row_of_the_table_is_one_claim_and_no_claim_is_left_over() {
    let (data, table) = (case(), table());
    let mut left: Vec<ClaimIx> = data.claim_ixs().collect();
    let mut of_fact: Vec<(u64, Vec<ClaimIx>)> = Vec::new();
    assert_eq!(list(&table, "facts").len(), 23);
    for fact in list(&table, "facts") {
        let number = fact["fact"].as_u64().unwrap();
        let rows = list(fact, "claims");
        assert!(!rows.is_empty());
        let claims = rows.iter().map(|row| take(&data, &mut left, row, &format!("fact {number}"))).collect();
        of_fact.push((number, claims));
    }
    for row in list(&table, "structural") {
        take(&data, &mut left, row, "structure");
    }
    let extra: Vec<&str> = left.iter().map(|&claim| data.claim(claim).id.as_str()).collect();
    assert!(extra.is_empty(), "the table says nothing of {extra:?}");
    for fact in list(&table, "facts").iter().filter(|fact| !fact["opposes_fact"].is_null()) {
        let claims = |number: &Value| {
            of_fact
                .iter()
                .find(|(known, _)| Some(*known) == number.as_u64())
                .map(|(_, claims)| claims.clone())
                .unwrap()
        };
        let (ours, theirs) = (claims(&fact["fact"]), claims(&fact["opposes_fact"]));
        let against =
            ours.iter().any(|&claim| data.opposed(claim).iter().any(|other| theirs.contains(other)));
        assert!(against, "fact {} opposes {}", fact["fact"], fact["opposes_fact"]);
    }
}

#[test]
fn everybody_of_the_table_appears() {
    let (data, table) = (case(), table());
    assert_eq!(list(&table, "entities").len(), data.entities().len());
    for row in list(&table, "entities") {
        let entity = data.find_entity(row["id"].as_str().unwrap()).unwrap_or_else(|| panic!("{}", row["id"]));
        let record = data.entity(entity);
        assert_eq!(record.name, row["name"].as_str().unwrap());
        assert_eq!(data.kind_of(entity).id, row["kind"].as_str().unwrap());
        assert_eq!(record.anonymous, row["anonymous"].as_bool().unwrap_or(false), "{}", record.id);
        assert_eq!(record.group, row["group"].as_bool().unwrap_or(false), "{}", record.id);
        for alias in list(row, "aliases").iter().filter_map(Value::as_str) {
            assert!(record.aliases.iter().any(|known| known == alias), "{}: {alias}", record.id);
        }
        assert!(!record.mentions.is_empty(), "{} is named nowhere", record.id);
    }
}

#[test]
fn there_is_nothing_to_say_about_the_bundled_case() {
    let loaded = io::load_bundled(1);
    assert!(loaded.report.problems.is_empty(), "{:#?}", loaded.report.problems);
    let tally = *loaded.dataset.grounding();
    assert_eq!(tally.of(Grounding::Exact), tally.total());
    assert!(tally.total() > 50);
    for entity in loaded.dataset.entities() {
        assert!(entity.mentions.iter().all(|mention| mention.grounding == Grounding::Exact), "{}", entity.id);
    }
}

#[test]
fn the_text_is_a_summary_of_its_own_size_and_says_so() {
    let data = case();
    let text = data.documents()[0].text.as_str().to_owned();
    let words = text.split_whitespace().count();
    assert!((550..=800).contains(&words), "{words} words");
    assert!(text.lines().next().unwrap().to_lowercase().contains("summary of reported facts"));
}

#[test]
fn the_two_disputes_are_the_warning_and_the_death_toll() {
    let data = case();
    let disputed: Vec<&str> = data
        .claim_ixs()
        .filter(|&claim| data.status(claim) == Status::Disputed)
        .map(|claim| data.claim(claim).predicate.as_str())
        .collect();
    assert_eq!(disputed, ["warns", "death_toll"]);
}
