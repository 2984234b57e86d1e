//! Claims and entities as rows of plain data that can be sorted.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::model::{ClaimIx, Class, Dataset, Day, DocIx, EntityIx, Grounding, KindIx, Status};
use crate::text::fold::fold_search;

use super::Voice;

/// One claim as a row.
#[derive(Clone, PartialEq, Debug)]
pub struct ClaimRow {
    /// The claim.
    pub claim: ClaimIx,
    /// Its id in the file.
    pub id: String,
    /// Name of the subject.
    pub subject: String,
    /// The words of the line.
    pub words: String,
    /// The predicate in the file.
    pub predicate: String,
    /// Name of the object; empty where there is none.
    pub object: String,
    /// Name of the place; empty where none is given.
    pub place: String,
    /// When it happened, as the file says; empty where it does not.
    pub time: String,
    /// The first day that `time` may mean.
    pub day: Option<Day>,
    /// What kind of act it is.
    pub class: Class,
    /// How well it stands.
    pub status: Status,
    /// Names of those who speak, in the order of the claim, without repeats; the document's own voice is
    /// not among them.
    pub speakers: Vec<String>,
    /// How many voices there are, the document's own counting as one.
    pub voices: usize,
    /// How many citations.
    pub citations: usize,
    /// How many documents are cited.
    pub documents: usize,
    /// The worst grounding of its citations.
    pub grounding: Option<Grounding>,
}

/// One entity as a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntityRow {
    /// The entity.
    pub entity: EntityIx,
    /// Its id in the file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: KindIx,
    /// The word for its kind.
    pub kind_label: String,
    /// Claims that it is an end of.
    pub claims: usize,
    /// Of those, the disputed, denied and retracted ones.
    pub contested: usize,
    /// Claims that it speaks in.
    pub speaks: usize,
    /// Places in texts where it is named.
    pub mentions: usize,
    /// Documents that name it or are cited for a claim that it is an end of.
    pub documents: usize,
}

/// The rows of these claims, in the order given; those that are not of the dataset are left out.
pub fn claim_rows(data: &Dataset, claims: &[ClaimIx]) -> Vec<ClaimRow> {
    let known = claims.iter().filter(|claim| claim.index() < data.claims().len());
    known.map(|&claim| claim_row(data, claim)).collect()
}

fn claim_row(data: &Dataset, ix: ClaimIx) -> ClaimRow {
    let claim = data.claim(ix);
    let name = |entity: EntityIx| data.entity(entity).name.clone();
    let mut voices = BTreeSet::new();
    let mut speakers = Vec::new();
    for voice in &claim.attributions {
        if voices.insert(Voice::of(voice)) {
            speakers.extend(voice.speaker.map(name));
        }
    }
    let documents: BTreeSet<DocIx> = claim.citations().map(|(_, citation)| citation.document).collect();
    ClaimRow {
        claim: ix,
        id: claim.id.clone(),
        subject: name(claim.subject),
        words: claim.words(),
        predicate: claim.predicate.clone(),
        object: claim.object.map(name).unwrap_or_default(),
        place: claim.place.map(name).unwrap_or_default(),
        time: claim.time.as_ref().map(|time| time.as_str().to_owned()).unwrap_or_default(),
        day: claim.time.as_ref().and_then(|time| time.earliest().or(time.latest())),
        class: data.class(ix),
        status: data.status(ix),
        speakers,
        voices: voices.len(),
        citations: claim.citations().count(),
        documents: documents.len(),
        grounding: data.worst_grounding(ix),
    }
}

/// The rows of these entities, in the order given; those that are not of the dataset are left out.
pub fn entity_rows(data: &Dataset, entities: &[EntityIx]) -> Vec<EntityRow> {
    let known = entities.iter().filter(|entity| entity.index() < data.entities().len());
    known.map(|&entity| entity_row(data, entity)).collect()
}

fn entity_row(data: &Dataset, ix: EntityIx) -> EntityRow {
    let entity = data.entity(ix);
    let claims = || data.acts(ix).iter().chain(data.acted_on(ix)).copied();
    let contested = |claim: &ClaimIx| {
        matches!(data.status(*claim), Status::Disputed | Status::Denied | Status::Retracted)
    };
    let spoken: BTreeSet<ClaimIx> = data.says(ix).iter().map(|&(claim, _)| claim).collect();
    let cited =
        claims().flat_map(|claim| data.claim(claim).citations().map(|(_, citation)| citation.document));
    let documents: BTreeSet<DocIx> =
        entity.mentions.iter().map(|mention| mention.document).chain(cited).collect();
    EntityRow {
        entity: ix,
        id: entity.id.clone(),
        name: entity.name.clone(),
        kind: entity.kind,
        kind_label: data.kind_of(ix).label.clone(),
        claims: claims().count(),
        contested: claims().filter(contested).count(),
        speaks: spoken.len(),
        mentions: entity.mentions.len(),
        documents: documents.len(),
    }
}

/// A column of claims to sort by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ClaimKey {
    /// The order of the file.
    File,
    /// Name of the subject.
    Subject,
    /// The words of the line.
    Words,
    /// Name of the object.
    Object,
    /// Name of the place.
    Place,
    /// The first day.
    Time,
    /// The class, in the order of the legend.
    Class,
    /// The status, in the order of the legend.
    Status,
    /// How many voices.
    Voices,
    /// How many citations.
    Citations,
    /// How many documents.
    Documents,
    /// The grounding, best first.
    Grounding,
}

/// A column of entities to sort by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityKey {
    /// The order of the file.
    File,
    /// The name.
    Name,
    /// The kind, in the order of the table of kinds.
    Kind,
    /// Claims that it is an end of.
    Claims,
    /// Contested claims.
    Contested,
    /// Claims that it speaks in.
    Speaks,
    /// Places in texts.
    Mentions,
    /// Documents.
    Documents,
}

/// What a row is sorted by: words as they fold for search, or a number.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Words(String),
    Number(i64),
}

fn words(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Words(fold_search(text).text))
}

fn number(count: usize) -> Option<Value> {
    i64::try_from(count).ok().map(Value::Number)
}

/// Sorts claims by a column. Equal rows keep their order, and rows without a value come last in either
/// direction.
pub fn sort_claims(rows: &mut Vec<ClaimRow>, key: ClaimKey, falling: bool) {
    sort(rows, falling, |row| match key {
        ClaimKey::File => number(row.claim.index()),
        ClaimKey::Subject => words(&row.subject),
        ClaimKey::Words => words(&row.words),
        ClaimKey::Object => words(&row.object),
        ClaimKey::Place => words(&row.place),
        ClaimKey::Time => row.day.map(|day| Value::Number(i64::from(day.0))),
        ClaimKey::Class => number(row.class as usize),
        ClaimKey::Status => number(row.status as usize),
        ClaimKey::Voices => number(row.voices),
        ClaimKey::Citations => number(row.citations),
        ClaimKey::Documents => number(row.documents),
        ClaimKey::Grounding => row.grounding.and_then(|grounding| number(grounding as usize)),
    });
}

/// Sorts entities by a column. Equal rows keep their order, and rows without a value come last in either
/// direction.
pub fn sort_entities(rows: &mut Vec<EntityRow>, key: EntityKey, falling: bool) {
    sort(rows, falling, |row| match key {
        EntityKey::File => number(row.entity.index()),
        EntityKey::Name => words(&row.name),
        EntityKey::Kind => number(row.kind.index()),
        EntityKey::Claims => number(row.claims),
        EntityKey::Contested => number(row.contested),
        EntityKey::Speaks => number(row.speaks),
        EntityKey::Mentions => number(row.mentions),
        EntityKey::Documents => number(row.documents),
    });
}

fn sort<Row>(rows: &mut Vec<Row>, falling: bool, value: impl Fn(&Row) -> Option<Value>) {
    let mut valued: Vec<(Option<Value>, Row)> = rows.drain(..).map(|row| (value(&row), row)).collect();
    valued.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if falling => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    rows.extend(valued.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cited::arbitrary_cited_case;
    use super::super::fixture::case;
    use super::*;

    #[test]
    fn rows_without_a_value_come_last_both_ways_and_equal_ones_keep_their_order() {
        let data = case();
        let all: Vec<ClaimIx> = data.claim_ixs().collect();
        let mut rows = claim_rows(&data, &all);
        let order = |rows: &[ClaimRow]| rows.iter().map(|row| row.claim.0).collect::<Vec<_>>();
        sort_claims(&mut rows, ClaimKey::Object, false);
        assert_eq!(order(&rows), [0, 3, 1, 2]);
        sort_claims(&mut rows, ClaimKey::Object, true);
        assert_eq!(order(&rows), [1, 0, 3, 2]);
        assert_eq!(rows[3].speakers, ["s"]);
    }

    #[test]
    fn entities_count_their_part() {
        let data = case();
        let mut rows = entity_rows(&data, &data.entity_ixs().collect::<Vec<_>>());
        sort_entities(&mut rows, EntityKey::Claims, true);
        let counts: Vec<(&str, usize, usize)> =
            rows.iter().map(|row| (row.name.as_str(), row.claims, row.speaks)).collect();
        assert_eq!(counts, [("a", 3, 0), ("b", 2, 0), ("c", 2, 0), ("s", 0, 1), ("alone", 0, 0)]);
    }

    proptest! {
        #[test]
        fn sorting_loses_nothing_and_sorts_by_file_back(data in arbitrary_cited_case(), falling: bool) {
            let all: Vec<ClaimIx> = data.claim_ixs().collect();
            let rows = claim_rows(&data, &all);
            let mut sorted = rows.clone();
            sort_claims(&mut sorted, ClaimKey::Status, falling);
            let rising = |pair: &[ClaimRow]| {
                let (a, b) = (&pair[0], &pair[1]);
                a.status == b.status && a.claim < b.claim || (a.status != b.status && (a.status > b.status) == falling)
            };
            prop_assert!(sorted.windows(2).all(rising));
            sort_claims(&mut sorted, ClaimKey::File, false);
            prop_assert_eq!(sorted, rows);
        }
    }
}
