//! Who of a file that comes behind a case is in the case already, for a person to confirm.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::suggestions::{NAMES, Reason, folded};
use crate::model::{BuiltinKind, Dataset, Entity, EntityIx};

/// An entity that one before it may be the same as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    /// The later one.
    pub from: EntityIx,
    /// The earlier one.
    pub into: EntityIx,
    /// Why.
    pub reason: Reason,
    /// Whether only a number or a nameless source speaks for it: then a person has to say so.
    pub doubtful: bool,
}

/// A file of a case by its entities, and who of them has the id of one before.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Its entities.
    pub entities: &'a Range<u32>,
    /// Those whose id one before them has, and which one.
    pub same_id: &'a [(EntityIx, EntityIx)],
}

/// Matches the entities of each part with those before it: by their id, by an identifier elsewhere, by their names.
///
/// Each is matched once, and no two of one part with the same one. A name or identifier that two have on either side
/// says nothing. Names and ids count only where the kinds agree; names of nameless sources say nothing. `seen` is as
/// whom an entity of the case is seen, so that two that a person merged are one. In the order of parts and reasons.
pub fn matches(data: &Dataset, parts: &[Part<'_>], seen: impl Fn(EntityIx) -> EntityIx) -> Vec<Match> {
    let mut found = Vec::new();
    let mut merged: HashMap<EntityIx, EntityIx> = HashMap::new();
    for part in parts {
        let before = 0..part.entities.start;
        let end = |entity: EntityIx| merged.get(&entity).copied().unwrap_or_else(|| seen(entity));
        let mut matching =
            Matching { data, part, taken: BTreeSet::new(), done: BTreeSet::new(), found: vec![] };
        let by_id = part.same_id.iter().map(|&(from, into)| (from, end(into)));
        let by_id: Vec<(EntityIx, EntityIx)> =
            by_id.filter(|(from, _)| part.entities.contains(&from.0)).collect();
        let clear = by_id.iter().filter(|(from, into)| says_enough(data, *from, *into));
        matching.pairs(clear.map(|&(from, into)| (from, into, Reason::SameId)).collect(), false);
        matching.common(&before, end, identifiers, |_, _| true);
        matching.common(&before, end, names, |a, b| compatible(data, a, b));
        matching.pairs(by_id.iter().map(|&(from, into)| (from, into, Reason::SameId)).collect(), true);
        merged.extend(matching.found.iter().map(|pair| (pair.from, pair.into)));
        found.append(&mut matching.found);
    }
    found
}

/// What two entities may have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Common {
    Xref(String, String),
    Name(String),
}

fn identifiers(entity: &Entity) -> BTreeSet<Common> {
    let own = entity.xref.iter().take(NAMES).filter(|(_, id)| !id.is_empty());
    own.map(|(scheme, id)| Common::Xref(scheme.clone(), id.clone())).collect()
}

fn names(entity: &Entity) -> BTreeSet<Common> {
    if entity.anonymous {
        return BTreeSet::new();
    }
    let all = std::iter::once(&entity.name).chain(entity.aliases.iter().take(NAMES));
    all.map(|name| folded(name)).filter(|name| !name.is_empty()).map(Common::Name).collect()
}

/// Whether the same id in two files is more than the same number: the names agree, or the id is a word.
fn says_enough(data: &Dataset, a: EntityIx, b: EntityIx) -> bool {
    let (one, other) = (data.entity(a), data.entity(b));
    // "n12" and "Q794" number; "iran" names.
    let word = other.id.split(|c: char| !c.is_alphabetic()).any(|part| part.chars().count() > 2);
    let shared = || names(one).intersection(&names(other)).next().is_some();
    !one.anonymous && !other.anonymous && compatible(data, a, b) && (word || shared())
}

/// Whether an entity of the one kind may be called one of the other: tools differ in how finely they tell them.
fn compatible(data: &Dataset, a: EntityIx, b: EntityIx) -> bool {
    let (one, other) = (data.kind_of(a), data.kind_of(b));
    let family = |kind: BuiltinKind| match kind {
        BuiltinKind::Leader | BuiltinKind::Official | BuiltinKind::Person => 1,
        BuiltinKind::State | BuiltinKind::Territory | BuiltinKind::Region | BuiltinKind::Place => 2,
        BuiltinKind::Militia
        | BuiltinKind::ArmedForce
        | BuiltinKind::GovernmentBody
        | BuiltinKind::Party
        | BuiltinKind::Organization
        | BuiltinKind::Media
        | BuiltinKind::Company => 3,
        BuiltinKind::Facility => 4,
        BuiltinKind::Event => 5,
        BuiltinKind::Other => 0,
    };
    let (own, theirs) = (family(one.like), family(other.like));
    own == theirs || own == 0 || theirs == 0
}

/// The matching of one part.
struct Matching<'a> {
    data: &'a Dataset,
    part: &'a Part<'a>,
    /// Whom one of the part is matched with.
    taken: BTreeSet<EntityIx>,
    /// Who of the part is matched.
    done: BTreeSet<EntityIx>,
    found: Vec<Match>,
}

impl Matching<'_> {
    /// Takes pairs in whose ends are free and which no other pair speaks against, in the order of the file.
    fn pairs(&mut self, mut pairs: Vec<(EntityIx, EntityIx, Reason)>, doubtful: bool) {
        pairs.retain(|(from, into, _)| !self.done.contains(from) && !self.taken.contains(into));
        let mut partners: BTreeMap<EntityIx, BTreeSet<EntityIx>> = BTreeMap::new();
        for (from, into, _) in &pairs {
            partners.entry(*from).or_default().insert(*into);
            partners.entry(*into).or_default().insert(*from);
        }
        let one = |entity: &EntityIx| partners.get(entity).is_some_and(|others| others.len() == 1);
        pairs.retain(|(from, into, _)| one(from) && one(into));
        pairs.sort();
        for (from, into, reason) in pairs {
            // The best reason of a pair comes first.
            if self.done.insert(from) {
                self.taken.insert(into);
                self.found.push(Match { from, into, reason, doubtful });
            }
        }
    }

    /// Matches those that have something in common.
    fn common(
        &mut self,
        before: &Range<u32>,
        end: impl Fn(EntityIx) -> EntityIx,
        of: fn(&Entity) -> BTreeSet<Common>,
        fits: impl Fn(EntityIx, EntityIx) -> bool,
    ) {
        /// More who share something than this are not one and the same.
        const MOST: usize = 16;
        let mut known: BTreeMap<Common, BTreeSet<EntityIx>> = BTreeMap::new();
        for entity in self.part.entities.clone().map(EntityIx).filter(|entity| !self.done.contains(entity)) {
            for common in of(self.data.entity(entity)) {
                known.entry(common).or_default();
            }
        }
        for entity in before.clone().map(EntityIx) {
            for common in of(self.data.entity(entity)) {
                if let Some(list) = known.get_mut(&common).filter(|list| list.len() <= MOST) {
                    list.insert(end(entity));
                }
            }
        }
        let mut pairs = Vec::new();
        for entity in self.part.entities.clone().map(EntityIx).filter(|entity| !self.done.contains(entity)) {
            for common in of(self.data.entity(entity)) {
                let all = known.get(&common).into_iter().flatten();
                for &into in all.filter(|into| fits(entity, **into)) {
                    pairs.push((entity, into, self.reason(entity, into, &common)));
                }
            }
        }
        self.pairs(pairs, false);
    }

    fn reason(&self, a: EntityIx, b: EntityIx, common: &Common) -> Reason {
        let is = |entity: EntityIx, name: &str| folded(&self.data.entity(entity).name) == *name;
        match common {
            Common::Xref(scheme, id) => Reason::SharedXref(scheme.clone(), id.clone()),
            Common::Name(name) if is(a, name) && is(b, name) => Reason::SameName,
            Common::Name(name) => Reason::SharedAlias(name.clone()),
        }
    }
}

#[cfg(test)]
#[path = "matches_tests.rs"]
mod tests;
