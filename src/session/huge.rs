//! Cases with so many things that the canvas cannot draw all there is to each, or not all of them: what is
//! said of it, and whom it shows then.

use std::collections::BTreeSet;

use crate::graph::Shown;
use crate::model::EntityIx;

/// Entities and claims above which voices and labels give way.
const HUGE: usize = 20_000;
/// Entities and claims above which only the best connected are drawn until a person asks for all.
const TOO_MANY: usize = 200_000;
/// How many those are.
pub const BEST: usize = 5_000;

/// What is said of a case with so many entities and claims drawn; nothing of one of which few are drawn.
pub(super) fn words(entities: usize, claims: usize) -> Option<String> {
    let mut count = entities.to_string();
    let mut at = count.len();
    while at > 3 {
        at -= 3;
        count.insert(at, ',');
    }
    let noun = if entities == 1 { "entity" } else { "entities" };
    let words = format!("{count} {noun}: voices are drawn on hover, labels by room");
    (entities + claims > HUGE).then_some(words)
}

/// The best connected of those shown, where all of them are too many to draw.
pub(super) fn best(shown: &Shown) -> Option<BTreeSet<EntityIx>> {
    let drawn = shown.entities.len() + shown.claims.len();
    (drawn > TOO_MANY && shown.entities.len() > BEST).then(|| best_of(shown, BEST))
}

fn best_of(shown: &Shown, most: usize) -> BTreeSet<EntityIx> {
    let degree = |entity: EntityIx| shown.degree.get(entity.index()).copied().unwrap_or(0.0);
    let mut entities = shown.entities.clone();
    entities.sort_by(|&a, &b| degree(b).total_cmp(&degree(a)).then(a.cmp(&b)));
    entities.into_iter().take(most).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{BEST, best, best_of, words};
    use crate::diagnostics::Report;
    use crate::io::Loaded;
    use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, EntityIx, KindTable};
    use crate::session::{Action, Command, Session, Settings, Source};

    #[test]
    fn only_huge_cases_are_told_of() {
        assert_eq!(words(9_000, 11_000), None);
        let said = "84,000 entities: voices are drawn on hover, labels by room";
        assert_eq!(words(84_000, 5).as_deref(), Some(said));
        assert!(words(1_234_567, 0).is_some_and(|words| words.starts_with("1,234,567 ")));
        assert!(words(1, 90_000).is_some_and(|words| words.starts_with("1 entity:")));
    }

    #[test]
    fn the_best_connected_are_those_with_most_lines_the_first_of_equals() {
        let data = crate::io::load_bundled(1).dataset;
        let whole = crate::graph::derive(&data, &crate::graph::Filter::default(), None);
        assert_eq!(best(&whole), None);
        let two: Vec<&str> =
            best_of(&whole, 2).into_iter().map(|entity| data.entity(entity).id.as_str()).collect();
        let most = whole
            .entities
            .iter()
            .copied()
            .max_by(|a, b| whole.degree[a.index()].total_cmp(&whole.degree[b.index()]).then(b.cmp(a)));
        assert!(two.len() == 2 && most.is_some_and(|most| two.contains(&data.entity(most).id.as_str())));
    }

    #[test]
    fn of_too_many_the_best_connected_are_shown_until_all_are_asked_for() {
        const ENTITIES: u32 = 6_000;
        let kind = KindTable::builtin(BuiltinKind::Other);
        let entities = (0..ENTITIES).map(|n| Entity::new(format!("e{n}"), format!("E {n}"), kind)).collect();
        let mut builder = DatasetBuilder { entities, ..DatasetBuilder::default() };
        // The first are in more claims than the last, and every claim is between neighbours.
        let end = |n: u32| EntityIx((n % ENTITIES).min(n * 7 % ENTITIES));
        builder.claims = (0..200_000)
            .map(|n| Claim::new(format!("c{n}"), end(n), "linked_to", Some(end(n + 1))))
            .collect();
        let loaded = Loaded {
            dataset: builder.build(1),
            report: Report::default(),
            format: "attache/1",
            import: crate::io::Import::default(),
            stopped: false,
        };
        let mut session = Session::with(loaded, Source::Bundled, Settings::default(), Arc::new(|| {}));
        assert!(session.derived().only_best());
        assert_eq!(session.derived().shown().entities.len(), BEST);
        session.apply(Action::ShowAll);
        assert!(!session.derived().only_best());
        assert_eq!(session.derived().shown().entities.len(), ENTITIES as usize);
        session.apply(Action::Run(Command::ClearFilters));
        assert!(!session.derived().only_best(), "asked once, it stays so");
        session.apply(Action::OpenBundled);
        assert!(!session.derived().only_best());
    }
}
