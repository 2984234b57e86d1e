//! Pairs of entities that may be the same, for a person to look at.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use strsim::osa_distance;

use crate::model::{Dataset, Entity, EntityIx, KindIx};
use crate::text::fold::fold_search;

/// Why two entities may be the same, best reason first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// Two files give them the same id.
    SameId,
    /// They have the same identifier elsewhere: the scheme and the identifier.
    SharedXref(String, String),
    /// Their names fold to the same.
    SameName,
    /// An alias of the one is a name or an alias of the other, folded.
    SharedAlias(String),
    /// They are of one kind, and their names differ by one letter more, less or other, or by two
    /// neighbours that changed places.
    NearName,
}

impl Reason {
    fn rank(&self) -> u8 {
        match self {
            Self::SameId => 0,
            Self::SharedXref(..) => 1,
            Self::SameName => 2,
            Self::SharedAlias(_) => 3,
            Self::NearName => 4,
        }
    }

    /// The words shown to people.
    pub fn words(&self) -> String {
        match self {
            Self::SameId => "same id in both files".to_owned(),
            Self::SharedXref(scheme, id) => format!("both are {id} in {scheme}"),
            Self::SameName => "same name".to_owned(),
            Self::SharedAlias(name) => format!("both are called “{name}”"),
            Self::NearName => "names nearly the same".to_owned(),
        }
    }
}

/// Two entities that may be the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The first in the file.
    pub a: EntityIx,
    /// The other.
    pub b: EntityIx,
    /// The best reason.
    pub reason: Reason,
}

/// In a bucket, each is compared with this many that follow it; more of one name than that is no slip of
/// the pen.
const WINDOW: usize = 15;
/// Names, aliases and identifiers of an entity that are looked at.
pub(super) const NAMES: usize = 64;
/// Letters from which on a near name says something.
const LEAST: usize = 6;
/// Letters up to which a near name is looked for; its buckets take the square of it.
const MOST: usize = 64;

/// Which pairs may be the same, best reason first, then pairs of one kind, then in the order of the file.
///
/// Never a pair that a claim joins as subject and object, since nobody acts on themselves under two
/// names. Names of nameless sources ("an official") are no reason: only their identifiers are.
/// Names whose digits differ are not near: Brigade 45 is not Brigade 46.
pub fn suggestions(data: &Dataset) -> Vec<Suggestion> {
    let ends = data.claims().iter().filter_map(|claim| Some((claim.subject, claim.object?)));
    let joined: BTreeSet<(EntityIx, EntityIx)> = ends.map(|(a, b)| (a.min(b), a.max(b))).collect();
    let mut best: BTreeMap<(EntityIx, EntityIx), Reason> = BTreeMap::new();
    let mut add = |a: EntityIx, b: EntityIx, reason: Reason| {
        let pair = (a.min(b), a.max(b));
        if a != b && !joined.contains(&pair) {
            let known = best.entry(pair).or_insert_with(|| reason.clone());
            if reason < *known {
                *known = reason;
            }
        }
    };
    let names = Names::new(data);
    for (reason, bucket) in names.buckets(data) {
        for (i, a) in bucket.iter().enumerate() {
            for b in bucket.iter().skip(i + 1).take(WINDOW) {
                if let Some(reason) = names.check(*a, *b, &reason) {
                    add(*a, *b, reason);
                }
            }
        }
    }
    let mut found: Vec<Suggestion> =
        best.into_iter().map(|((a, b), reason)| Suggestion { a, b, reason }).collect();
    let kind = |entity| data.entity(entity).kind;
    found.sort_by_key(|pair| (pair.reason.rank(), kind(pair.a) != kind(pair.b), pair.a, pair.b));
    found
}

/// The folded names of all entities; none for the nameless.
struct Names {
    names: Vec<String>,
    aliases: Vec<BTreeSet<String>>,
}

/// What entities in one bucket have in common.
enum Shared {
    Xref(String, String),
    Called(String),
    /// A name less one letter.
    Almost,
}

/// A name as names are compared.
pub(super) fn folded(name: &str) -> String {
    fold_search(name).text.trim().to_owned()
}

impl Names {
    fn new(data: &Dataset) -> Self {
        let named = |entity: &Entity| if entity.anonymous { String::new() } else { folded(&entity.name) };
        let aliases = |entity: &Entity| -> BTreeSet<String> {
            let aliases = entity.aliases.iter().take(if entity.anonymous { 0 } else { NAMES });
            aliases.map(|alias| folded(alias)).filter(|alias| !alias.is_empty()).collect()
        };
        Self {
            names: data.entities().iter().map(named).collect(),
            aliases: data.entities().iter().map(aliases).collect(),
        }
    }

    /// Entities that have something in common, each list in the order of the file.
    fn buckets(&self, data: &Dataset) -> Vec<(Shared, Vec<EntityIx>)> {
        let mut xrefs: BTreeMap<(&str, &str), Vec<EntityIx>> = BTreeMap::new();
        let mut called: BTreeMap<&str, Vec<EntityIx>> = BTreeMap::new();
        let mut almost: Vec<(u64, EntityIx)> = Vec::new();
        for ix in data.entity_ixs() {
            let entity = data.entity(ix);
            let xref: BTreeSet<(&str, &str)> =
                entity.xref.iter().take(NAMES).map(|(scheme, id)| (scheme.as_str(), id.as_str())).collect();
            for pair in xref.into_iter().filter(|(_, id)| !id.is_empty()) {
                xrefs.entry(pair).or_default().push(ix);
            }
            let name = &self.names[ix.index()];
            let names: BTreeSet<&str> =
                self.aliases[ix.index()].iter().map(String::as_str).chain([name.as_str()]).collect();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                called.entry(name).or_default().push(ix);
            }
            almost.extend(less_one(entity.kind, name).into_iter().map(|key| (key, ix)));
        }
        almost.sort_unstable();
        let several = |bucket: &Vec<EntityIx>| bucket.len() > 1;
        let xrefs =
            xrefs.into_iter().map(|(pair, list)| (Shared::Xref(pair.0.to_owned(), pair.1.to_owned()), list));
        let called = called.into_iter().map(|(name, list)| (Shared::Called(name.to_owned()), list));
        let almost = almost.chunk_by(|a, b| a.0 == b.0);
        let almost = almost.map(|list| (Shared::Almost, list.iter().map(|(_, ix)| *ix).collect()));
        xrefs.chain(called).chain(almost).filter(|(_, bucket)| several(bucket)).collect()
    }

    /// The reason that two of a bucket have, if any.
    fn check(&self, a: EntityIx, b: EntityIx, shared: &Shared) -> Option<Reason> {
        let (one, other) = (&self.names[a.index()], &self.names[b.index()]);
        match shared {
            Shared::Xref(scheme, id) => Some(Reason::SharedXref(scheme.clone(), id.clone())),
            Shared::Called(name) if one == name && other == name => Some(Reason::SameName),
            Shared::Called(name) => Some(Reason::SharedAlias(name.clone())),
            Shared::Almost => near(one, other).then_some(Reason::NearName),
        }
    }
}

/// Whether two folded names are nearly the same.
fn near(one: &str, other: &str) -> bool {
    let digits = |name: &str| name.chars().filter(|c| c.is_numeric()).collect::<String>();
    one != other && digits(one) == digits(other) && osa_distance(one, other) <= 1
}

/// Keys of a name of fitting length: of itself, and of what is left of it without each of its letters.
///
/// Two near names of a kind share one of these (Garbe, `SymSpell`, 2012: deletes alone meet every single
/// edit). A key is a hash, since thousands of spellings would take room; that two other names share one
/// does no harm, because [`near`] looks at the names.
fn less_one(kind: KindIx, name: &str) -> BTreeSet<u64> {
    let letters: Vec<char> = name.chars().take(MOST + 1).collect();
    if letters.iter().filter(|c| c.is_alphabetic()).count() < LEAST || letters.len() > MOST {
        return BTreeSet::new();
    }
    let without = |gone: usize| -> u64 {
        let mut hasher = DefaultHasher::new();
        kind.hash(&mut hasher);
        for (_, letter) in letters.iter().enumerate().filter(|(i, _)| *i != gone) {
            letter.hash(&mut hasher);
        }
        hasher.finish()
    };
    (0..=letters.len()).map(without).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Claim, DatasetBuilder, KindTable};

    fn entity(name: &str, kind: u32, aliases: &[&str], xref: &[&str]) -> Entity {
        Entity {
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            xref: xref.iter().map(|&id| ("wikidata".to_owned(), id.to_owned())).collect(),
            ..Entity::new("", name, KindIx(kind))
        }
    }

    fn case(mut entities: Vec<Entity>, joined: &[(u32, u32)]) -> Dataset {
        for (i, entity) in entities.iter_mut().enumerate() {
            entity.id = i.to_string();
        }
        let claim =
            |&(a, b): &(u32, u32)| Claim::new(format!("{a}-{b}"), EntityIx(a), "meets", Some(EntityIx(b)));
        let claims = joined.iter().map(claim).collect();
        DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1)
    }

    #[test]
    fn the_best_reason_comes_first_and_joined_pairs_never() {
        let data = case(
            vec![
                entity("Hezbollah", 5, &["Party of God"], &[]),
                entity("Hizbollah", 5, &[], &[]),
                entity("HEZBOLLAH", 8, &[], &["Q1"]),
                entity("Lebanese group", 5, &["party of God"], &["Q1"]),
                entity("Hezbollah", 5, &[], &[]),
                Entity { anonymous: true, ..entity("Hezbollah", 5, &[], &[]) },
                entity("Brigade 45", 6, &[], &[]),
                entity("Brigade 46", 6, &[], &[]),
            ],
            &[(4, 0)],
        );
        let found: Vec<(u32, u32, u8)> =
            suggestions(&data).into_iter().map(|pair| (pair.a.0, pair.b.0, pair.reason.rank())).collect();
        assert_eq!(found, [(2, 3, 1), (0, 2, 2), (2, 4, 2), (0, 3, 3), (0, 1, 4), (1, 4, 4)]);
    }

    #[test]
    fn thousands_of_one_name_are_done_in_time() {
        let entities = (0..5000).map(|_| entity("Ali Muhammad Hasan", 1, &["Ali"], &["Q1"])).collect();
        assert_eq!(suggestions(&case(entities, &[])).len(), 15 * 5000 - 120);
        assert!(suggestions(&case(vec![entity(&"x".repeat(1 << 20), 1, &[], &[]); 3], &[])).len() == 3);
    }

    fn slow(data: &Dataset, a: EntityIx, b: EntityIx) -> Option<u8> {
        let joined = |claim: &Claim| {
            [(a, b), (b, a)].contains(&(claim.subject, claim.object.unwrap_or(claim.subject)))
        };
        let (one, other) = (data.entity(a), data.entity(b));
        if data.claims().iter().any(joined) {
            return None;
        }
        if one.xref.iter().any(|id| other.xref.contains(id)) {
            return Some(1);
        }
        let names = |entity: &Entity| -> Vec<String> {
            std::iter::once(&entity.name).chain(&entity.aliases).map(|name| folded(name)).collect()
        };
        let (names, others) = (names(one), names(other));
        if names[0] == others[0] {
            return Some(2);
        }
        if names.iter().any(|name| others.contains(name)) {
            return Some(3);
        }
        let long = names[0].chars().count() >= LEAST && others[0].chars().count() >= LEAST;
        (one.kind == other.kind && long && near(&names[0], &others[0])).then_some(4)
    }

    proptest! {
        #[test]
        fn equals_comparing_each_with_each(
            named in proptest::collection::vec(("[aAá]{4,7}b?", 0u32..2, "[ab]{1,7}", 0u32..9), 0..9),
            joined in proptest::collection::vec((0u32..9, 0u32..9), 0..3),
        ) {
            let entity = |(name, kind, alias, xref): &(String, u32, String, u32)| {
                let id = xref.to_string();
                super::tests::entity(name, *kind, &[alias.as_str()], &[id.as_str()])
            };
            let data = case(named.iter().map(entity).collect(), &joined);
            let mut expected = Vec::new();
            for a in data.entity_ixs() {
                for b in data.entity_ixs().filter(|b| a < *b) {
                    expected.extend(slow(&data, a, b).map(|rank| (rank, data.entity(a).kind != data.entity(b).kind, a, b)));
                }
            }
            expected.sort();
            let kind = |entity| data.entity(entity).kind;
            let found: Vec<_> = suggestions(&data)
                .into_iter()
                .map(|pair| (pair.reason.rank(), kind(pair.a) != kind(pair.b), pair.a, pair.b))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn an_empty_case_suggests_nothing() {
        assert!(suggestions(&Dataset::empty()).is_empty());
        assert!(suggestions(&case(vec![Entity::new("", "", KindTable::OTHER); 2], &[])).is_empty());
    }
}
