//! Merging two entities that are the same: undone, saved, read again.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::graph::{Ego, Filter, Removed, Teller, Voice};
use attache::io::{self, Unwatched};
use attache::model::{EntityIx, Item};
use attache::session::look::{Look, Way};
use attache::session::workspace::Keeping;
use attache::session::{Action, Click, Command, Keep, Session, Settings, Source};

const CASE: &str = r#"{"format": "attache/1", "entities": [
    {"id": "a", "kind": "state", "name": "Iran"},
    {"id": "b", "kind": "state", "name": "Iran"},
    {"id": "c", "kind": "militia", "name": "Hamas"}],
  "claims": [
    {"id": "x", "subject": "a", "predicate": "arms", "object": "c"},
    {"id": "y", "subject": "b", "predicate": "praises", "object": "c"}]}"#;

fn case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.json");
    std::fs::write(&path, CASE).unwrap();
    (folder, path)
}

fn open(path: &Path) -> Session {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    Session::with(loaded, Source::File(path.to_owned()), settings, Arc::new(|| {}))
}

fn until(session: &mut Session, mut holds: impl FnMut(&Session) -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        session.poll();
        if holds(session) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

const A: EntityIx = EntityIx(0);
const B: EntityIx = EntityIx(1);

fn is_merged(session: &Session) -> bool {
    let shown = session.derived().shown();
    let merged = session.merged_into(A).eq([B]);
    assert_eq!(merged, !shown.has_entity(B), "who is part of another is not drawn");
    assert_eq!(merged, session.data().acts(A).len() == 2);
    assert_eq!(session.ground().acts(A).len(), 1, "the case as it was read stays");
    assert_eq!(shown.claims.len(), 2);
    merged
}

#[test]
fn the_second_becomes_part_of_the_first_and_a_step_back_brings_it_back() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::Select(Item::Entity(A), Click::Only));
    assert!(session.why_not(Command::Merge).is_some());
    session.apply(Action::Select(Item::Entity(B), Click::Toggle));
    session.apply(Action::Run(Command::Merge));
    assert!(is_merged(&session));
    assert_eq!(session.passing().selection.items(), [Item::Entity(A)]);
    assert_eq!(session.can_undo(), Some("merge of Iran into Iran"));
    session.apply(Action::Select(Item::Entity(B), Click::Only));
    assert_eq!(session.passing().selection.items(), [Item::Entity(A)], "it is seen as the first");
    session.apply(Action::Run(Command::Undo));
    assert!(!is_merged(&session));
    session.apply(Action::Run(Command::Redo));
    assert!(is_merged(&session));
    session.apply(Action::Keep(Keep::Separate(B)));
    assert!(!is_merged(&session));
    // Neither into itself nor into nobody.
    session.apply(Action::Keep(Keep::Merge(A, A)));
    session.apply(Action::Keep(Keep::Merge(A, EntityIx(99))));
    session.apply(Action::Keep(Keep::Merge(EntityIx(99), A)));
    assert!(!is_merged(&session));
}

#[test]
fn pairs_are_suggested_until_they_are_merged() {
    let (_folder, path) = case();
    let mut session = open(&path);
    assert!(until(&mut session, |session| session.perhaps_the_same().count() == 1));
    session.apply(Action::Keep(Keep::Merge(B, A)));
    assert_eq!(session.perhaps_the_same().count(), 0);
}

#[test]
fn a_merge_is_saved_read_again_and_outlives_a_newer_case() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::Keep(Keep::Merge(B, A)));
    session.apply(Action::Keep(Keep::SaveView("all".to_owned())));
    session.apply(Action::Run(Command::SaveWorkspace));
    assert!(until(&mut session, |session| {
        session.passing().notices.iter().any(|notice| notice.text.starts_with("Workspace saved"))
    }));
    let text = std::fs::read_to_string(path.with_file_name("small.workspace.json")).unwrap();
    assert!(text.contains(r#""into": "a""#) && text.contains(r#""from": "b""#), "{text}");
    let revision = session.data().revision();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.data().revision() > revision));
    assert!(is_merged(&session));
    drop(session);
    let mut session = open(&path);
    assert!(is_merged(&session));
    assert_eq!(session.can_undo(), None);
    session.apply(Action::Keep(Keep::Separate(B)));
    session.apply(Action::Keep(Keep::ShowView("all".to_owned())));
    assert!(is_merged(&session), "a view keeps who is the same in it");
    session.apply(Action::Run(Command::Undo));
    assert!(!is_merged(&session));
    drop(session);
    assert!(!is_merged(&open(&path)));
}

#[test]
fn who_was_merged_away_is_neither_counted_nor_found_but_their_name_leads_on() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::Keep(Keep::Merge(B, A)));
    let both = |session: &Session| {
        session.derived().index().is_some_and(|index| index.revision() == session.data().revision())
    };
    assert!(until(&mut session, both));
    assert_eq!(session.derived().whole().entities.len(), 2);
    let found = |session: &Session, query: &str| -> Vec<EntityIx> {
        let index = session.derived().index().unwrap();
        let hits = index.search(session.data(), query, 10);
        assert_eq!(hits.entities.len(), hits.entity_total);
        hits.entities.iter().filter_map(|hit| hit.item.entity()).collect()
    };
    assert_eq!(found(&session, "iran"), [A]);
    assert_eq!(found(&session, "hamas"), [EntityIx(2)]);
    session.apply(Action::Keep(Keep::Separate(B)));
    assert!(until(&mut session, both));
    assert_eq!(found(&session, "iran"), [A, B]);
}

/// Cases of thousands of claims are derived by a thread: what was there is shown until it has.
#[test]
fn a_large_case_is_merged_without_a_frame_that_waits() {
    use attache::model::{BuiltinKind, Claim, DatasetBuilder, Entity, KindTable};
    let entity = |id: usize| Entity::new(format!("e{id}"), "Iran", KindTable::builtin(BuiltinKind::State));
    let claim = |i: usize| {
        let (subject, object) = (EntityIx::new(i % 2), EntityIx::new(2 + i % 50));
        Claim::new(format!("c{i}"), subject, "arms", Some(object))
    };
    let builder = DatasetBuilder {
        entities: (0..52).map(entity).collect(),
        claims: (0..2_400).map(claim).collect(),
        ..DatasetBuilder::default()
    };
    let loaded = io::Loaded {
        dataset: builder.build(1),
        report: attache::diagnostics::Report::default(),
        format: "attache/1",
        import: io::Import::default(),
        stopped: false,
    };
    let mut session = Session::with(loaded, Source::Bundled, Settings::default(), Arc::new(|| {}));
    session.apply(Action::Keep(Keep::Merge(B, A)));
    assert!(session.is_merging() && session.derived().shown().has_entity(B), "as it was, and no wait");
    assert_eq!(session.data().acts(A).len(), 1_200);
    assert_eq!(session.passing().selection.items(), [Item::Entity(A)]);
    assert!(until(&mut session, |session| !session.is_merging()));
    assert_eq!(session.data().acts(A).len(), 2_400);
    assert!(!session.derived().shown().has_entity(B));
    // A merge that is taken back before it was derived comes to nothing.
    session.apply(Action::Run(Command::Undo));
    session.apply(Action::Run(Command::Redo));
    assert!(!session.is_merging());
    session.apply(Action::Run(Command::Undo));
    assert!(until(&mut session, |session| !session.is_merging()));
    session.wait_until_settled();
    assert_eq!(session.data().acts(A).len(), 1_200);
    assert!(session.derived().shown().has_entity(B));
}

/// What was chosen before a merge goes on being about somebody: as whom they are seen now. It is one step.
#[test]
fn ways_of_looking_follow_who_is_merged_and_one_step_takes_it_back() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.wait_until_settled();
    let c = session.data().find_entity("c").unwrap();
    session.apply(Action::Run(Command::ClearFilters));
    session.apply(Action::Ego(Ego { centre: B, depth: 1 }));
    let path_from = |from| Look::Path(Way { from: Some(from), to: Some(c), ..Way::default() });
    session.apply(Action::Look(Some(path_from(B))));
    let before = session.view().clone();
    session.apply(Action::Keep(Keep::Merge(B, A)));
    session.wait_until_settled();
    assert_eq!(session.view().ego.map(|ego| ego.centre), Some(A));
    assert_eq!(session.view().look, Some(path_from(A)));
    assert_eq!(session.derived().shown().claims.len(), 2, "both claims are around the one that they are now");
    assert_eq!(session.can_undo(), Some("merge of Iran into Iran"));
    session.apply(Action::Run(Command::Undo));
    session.wait_until_settled();
    assert_eq!((session.view().ego, &session.view().look), (before.ego, &before.look));
    assert!(session.can_redo().is_some(), "taking in what was derived is no step");
    for look in [
        Look::According { teller: Teller::Speaker(B), against: Some(Teller::Side([B, c].into())) },
        Look::Without(Removed { voices: [Voice::Entity(B)].into(), ..Removed::default() }),
    ] {
        session.apply(Action::Look(Some(look)));
        session.apply(Action::Keep(Keep::Merge(B, A)));
        let follows = match session.view().look.clone().unwrap() {
            Look::According { teller, against } => {
                teller == Teller::Speaker(A) && against == Some(Teller::Side([A, c].into()))
            }
            Look::Without(removed) => removed.voices == [Voice::Entity(A)].into(),
            Look::Path(_) => false,
        };
        assert!(follows, "{:?}", session.view().look);
        session.apply(Action::Keep(Keep::Separate(B)));
    }
    // Singled out they stay, as whom they are seen; what was hidden by hand takes nobody along.
    let filter = Filter { only: Some([B, c].into()), entities: [B].into(), ..Filter::default() };
    session.apply(Action::SetFilter(filter));
    session.apply(Action::Keep(Keep::Merge(B, A)));
    assert_eq!(session.view().filter.only, Some([A, c].into()));
    assert!(session.derived().shown().has_entity(A));
}

#[test]
fn the_picture_with_a_merge_is_the_same_when_the_case_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring.json");
    let entities: Vec<String> =
        (0..24).map(|i| format!(r#"{{"id": "e{i}", "kind": "state", "name": "State {i}"}}"#)).collect();
    let claim = |(i, j): (u32, u32)| {
        format!(r#"{{"id": "c{i}-{j}", "subject": "e{i}", "predicate": "warns", "object": "e{}"}}"#, j % 24)
    };
    let claims: Vec<String> = (0..24).flat_map(|i| [(i, i + 1), (i, i * 5 + 2)]).map(claim).collect();
    let case = format!(
        r#"{{"format": "attache/1", "entities": [{}], "claims": [{}]}}"#,
        entities.join(","),
        claims.join(",")
    );
    std::fs::write(&path, case).unwrap();
    let mut session = open(&path);
    session.wait_until_settled();
    let before = session.derived().positions().to_vec();
    session.apply(Action::Keep(Keep::Merge(B, A)));
    session.wait_until_settled();
    assert_eq!(session.derived().positions(), before, "everybody stays");
    session.finish().unwrap();
    let mut again = open(&path);
    again.wait_until_settled();
    assert_eq!(again.merged_into(A).collect::<Vec<_>>(), [B]);
    assert_eq!(again.derived().positions(), before);
    again.apply(Action::Keep(Keep::Separate(B)));
    again.wait_until_settled();
    assert_eq!(again.derived().positions(), before, "and whoever comes back does so where they were");
}
