//! Collapsing several entities into one node: undone, saved, read again, and never a doer in words.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::graph::Filter;
use attache::io::{self, Unwatched};
use attache::layout::Method;
use attache::model::{EntityIx, Item};
use attache::session::workspace::Keeping;
use attache::session::{Action, Click, Command, Keep, Session, Settings, Source};

const CASE: &str = r#"{"format": "attache/1", "entities": [
    {"id": "s", "kind": "state", "name": "Arland"},
    {"id": "m1", "kind": "militia", "name": "Reds"},
    {"id": "m2", "kind": "militia", "name": "Blues"},
    {"id": "m3", "kind": "militia", "name": "Greens"},
    {"id": "t", "kind": "state", "name": "Borland"}],
  "claims": [
    {"id": "a", "subject": "s", "predicate": "arms", "object": "m1"},
    {"id": "b", "subject": "m2", "predicate": "attacks", "object": "t"},
    {"id": "c", "subject": "m1", "predicate": "attacks", "object": "m2"},
    {"id": "d", "subject": "m3", "predicate": "kills"},
    {"id": "e", "subject": "m3", "predicate": "attacks", "object": "t"}]}"#;

const S: EntityIx = EntityIx(0);
const M: [EntityIx; 3] = [EntityIx(1), EntityIx(2), EntityIx(3)];
const T: EntityIx = EntityIx(4);
const GROUP: EntityIx = EntityIx(5);

fn case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.json");
    std::fs::write(&path, CASE).unwrap();
    (folder, path)
}

fn open(path: &Path) -> Session {
    let loaded = io::load(path, 1, &Unwatched).unwrap();
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    let mut session = Session::with(loaded, Source::File(path.to_owned()), settings, Arc::new(|| {}));
    session.wait_until_settled();
    session
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

fn collapse(session: &mut Session, members: &[EntityIx]) {
    session.apply(Action::Keep(Keep::Collapse { members: members.to_vec(), around: None }));
    session.wait_until_settled();
}

fn run(session: &mut Session, command: Command) {
    session.apply(Action::Run(command));
    session.wait_until_settled();
}

/// Whether the three are one node; what is drawn and what is told agree with it either way.
fn is_collapsed(session: &Session) -> bool {
    let derived = session.derived();
    let collapsed = session.group_of(M[0]) == Some(GROUP);
    assert_eq!(
        (derived.shown().entities.len(), derived.shown().claims.len()),
        (5, 5),
        "lists know no groups"
    );
    let drawn = derived.drawn();
    let counts = (drawn.entities.len(), drawn.claims.len());
    assert_eq!(counts, if collapsed { (3, 4) } else { (5, 5) });
    assert_eq!(derived.positions().len(), session.data().entities().len());
    let attack = session.data().find_claim("b").unwrap();
    assert!(session.data().sentence(attack).starts_with("Blues"), "words name who the text names");
    assert_eq!(session.drawn().claim(attack).subject, if collapsed { GROUP } else { M[1] });
    collapsed
}

#[test]
fn a_kind_becomes_one_node_and_a_step_back_brings_it_back() {
    let (_folder, path) = case();
    let mut session = open(&path);
    let before: Vec<[f32; 2]> = session.derived().positions().to_vec();
    let all = session.all_of_its_kind(M[1]).unwrap();
    assert_eq!((all.words.as_str(), all.members.as_slice()), ("3 militias", &M[..]));
    session.apply(Action::Keep(all.collapse()));
    session.wait_until_settled();
    assert!(is_collapsed(&session));
    assert_eq!(session.can_undo(), Some("collapse of 3 militias"));
    assert_eq!(session.passing().selection.items(), [Item::Entity(GROUP)]);
    assert_eq!(session.members_of(GROUP), M);
    let (outside, inside) = session.claims_of(GROUP);
    assert_eq!((outside.len(), inside.len()), (4, 1));
    assert_eq!(session.drawn().entity(GROUP).name, "3 militias");
    for entity in [S, T] {
        assert_eq!(session.derived().position(entity), Some(before[entity.index()]), "others stay");
    }
    run(&mut session, Command::Undo);
    assert!(!is_collapsed(&session));
    for (entity, at) in session.data().entity_ixs().zip(&before) {
        assert_eq!(session.derived().position(entity), Some(*at), "everybody is back");
    }
    run(&mut session, Command::Redo);
    assert!(is_collapsed(&session));
    run(&mut session, Command::OpenGroups);
    assert!(!is_collapsed(&session));
    assert_eq!(session.can_undo(), Some("opening of all groups"));
    assert_eq!(session.derived().positions(), before);
    assert!(session.why_not(Command::OpenGroups).is_some());
}

#[test]
fn a_selection_collapses_and_a_group_in_it_gives_its_members() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::Select(Item::Entity(M[0]), Click::Only));
    assert!(session.why_not(Command::Collapse).is_some());
    session.apply(Action::Select(Item::Entity(S), Click::Toggle));
    run(&mut session, Command::Collapse);
    assert_eq!(session.can_undo(), Some("collapse of Arland and 1 other"));
    session.apply(Action::Select(Item::Entity(M[2]), Click::Toggle));
    run(&mut session, Command::Collapse);
    assert_eq!(session.members_of(GROUP), [S, M[0], M[2]], "no group in a group");
    assert_eq!(session.view().lens.groups().len(), 1);
    // Nobody collapses with themselves.
    let steps = session.can_undo().map(str::to_owned);
    collapse(&mut session, &[T, T, EntityIx(99)]);
    assert_eq!(session.can_undo().map(str::to_owned), steps);
}

#[test]
fn a_member_is_selected_as_itself_and_opens_its_group() {
    let (_folder, path) = case();
    let mut session = open(&path);
    collapse(&mut session, &M);
    session.apply(Action::Reveal(Item::Entity(M[1])));
    assert_eq!(session.passing().selection.items(), [Item::Entity(M[1])], "cards are about the member");
    assert_eq!(session.drawn_as(Item::Entity(M[1])), Item::Entity(GROUP), "the canvas shows its group");
    assert_eq!(session.derived().position(M[1]), session.derived().position(GROUP));
    let inside = session.data().find_claim("c").unwrap();
    assert_eq!(session.drawn_as(Item::Claim(inside)), Item::Entity(GROUP));
    let loop_of_one = session.data().find_claim("d").unwrap();
    assert_eq!(session.drawn_as(Item::Claim(loop_of_one)), Item::Claim(loop_of_one));
    session.apply(Action::Keep(Keep::OpenGroup(M[1])));
    assert_eq!(session.passing().selection.items(), [Item::Entity(M[1])]);
    assert!(!is_collapsed(&session));
    // What is no group opens nothing.
    session.apply(Action::Keep(Keep::OpenGroup(S)));
    assert_eq!(session.can_undo(), Some("opening of the group of Blues"));
}

#[test]
fn filters_and_hiding_are_about_the_members() {
    let (_folder, path) = case();
    let mut session = open(&path);
    collapse(&mut session, &M[..2]);
    let b = session.data().find_claim("b").unwrap();
    session.apply(Action::SetFilter(Filter { entities: [M[0]].into(), ..Filter::default() }));
    assert!(session.derived().drawn().has_entity(GROUP), "one of them is shown");
    assert!(session.derived().drawn().has_claim(b) && !session.derived().shown().has_entity(M[0]));
    session.apply(Action::Hide(vec![Item::Entity(GROUP)]));
    assert_eq!(session.view().filter.entities, M[..2].iter().copied().collect());
    assert!(!session.derived().drawn().has_entity(GROUP));
    session.apply(Action::Run(Command::ClearFilters));
    // There is no network around what the text does not name.
    session.apply(Action::ToggleEgo(GROUP));
    assert_eq!(session.view().ego, None);
    session.apply(Action::Select(Item::Entity(GROUP), Click::Only));
    session.apply(Action::Run(Command::Isolate));
    assert_eq!(session.view().filter.only, Some(M[..2].iter().copied().collect()));
}

#[test]
fn a_group_that_is_moved_takes_its_members_along() {
    let (_folder, path) = case();
    let mut session = open(&path);
    let before: Vec<[f32; 2]> = session.derived().positions().to_vec();
    collapse(&mut session, &M);
    let at = session.derived().position(GROUP).unwrap();
    let to = [at[0] + 500.0, at[1]];
    session.apply(Action::Drag(GROUP, to));
    session.apply(Action::DragEnd { entity: GROUP, at: to, pin: true });
    session.wait_until_settled();
    assert_eq!(session.derived().position(M[0]), Some(to));
    session.apply(Action::Keep(Keep::OpenGroup(GROUP)));
    session.wait_until_settled();
    assert!(session.view().pins.is_empty(), "nobody is pinned who was not");
    for member in M {
        let [x, y] = session.derived().position(member).unwrap();
        let [from, same] = before[member.index()];
        assert!((x - from - 500.0).abs() < 1.0 && (y - same).abs() < 1.0, "{x} {y} from {from} {same}");
    }
}

#[test]
fn groups_and_their_pins_are_kept_in_the_workspace() {
    let (_folder, path) = case();
    let mut session = open(&path);
    collapse(&mut session, &[S, T]);
    collapse(&mut session, &M);
    let second = EntityIx(6);
    session.apply(Action::Drag(second, [9.0, 8.0]));
    session.apply(Action::DragEnd { entity: second, at: [9.0, 8.0], pin: true });
    // The second group is the first now; its pin goes with it.
    session.apply(Action::Keep(Keep::OpenGroup(GROUP)));
    assert_eq!(session.view().pins.get(&GROUP), Some(&[9.0, 8.0]));
    assert!(is_collapsed(&session));
    session.finish().unwrap();
    let saved = std::fs::read_to_string(path.with_file_name("small.workspace.json")).unwrap();
    assert!(saved.contains("\"m2\""), "by ids: {saved}");
    let mut again = open(&path);
    assert!(is_collapsed(&again));
    assert_eq!(again.derived().position(GROUP), Some([9.0, 8.0]));
    run(&mut again, Command::OpenGroups);
    assert!(!is_collapsed(&again), "nobody knows where they were, and all have a place");
    let places: Vec<[f32; 2]> = again.derived().positions().to_vec();
    assert!(places.iter().all(|at| at.iter().all(|c| c.is_finite())), "{places:?}");
}

#[test]
fn reading_the_file_again_carries_groups_over_by_id() {
    let (_folder, path) = case();
    let mut session = open(&path);
    collapse(&mut session, &M);
    session.apply(Action::DragEnd { entity: GROUP, at: [3.0, 4.0], pin: true });
    // Somebody new stands first, and one of the group is gone.
    let newer =
        CASE.replace(r#"{"id": "s","#, r#"{"id": "new", "kind": "state", "name": "New"}, {"id": "s","#);
    let newer = newer.replace(r#"{"id": "m3", "kind": "militia", "name": "Greens"},"#, "");
    let (claims, _) = newer
        .split_once(
            r#",
    {"id": "d""#,
        )
        .unwrap();
    std::fs::write(&path, format!("{claims}]}}")).unwrap();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.ground().find_entity("new").is_some()));
    session.wait_until_settled();
    let [one, two] = ["m1", "m2"].map(|id| session.data().find_entity(id).unwrap());
    let group = session.group_of(one).unwrap();
    assert_eq!(session.members_of(group), [one, two]);
    assert_eq!(session.data().entity(group).name, "2 militias");
    assert_eq!(session.view().pins.get(&group), Some(&[3.0, 4.0]));
    // Back again it has all three.
    std::fs::write(&path, CASE).unwrap();
    session.apply(Action::Reload);
    assert!(until(&mut session, |session| session.ground().find_entity("m3").is_some()));
    session.wait_until_settled();
    assert!(is_collapsed(&session));
}

#[test]
fn a_named_view_has_its_own_groups() {
    let (_folder, path) = case();
    let mut session = open(&path);
    session.apply(Action::Keep(Keep::SaveView("apart".to_owned())));
    collapse(&mut session, &M);
    session.apply(Action::Keep(Keep::SaveView("together".to_owned())));
    session.apply(Action::Keep(Keep::ShowView("apart".to_owned())));
    session.wait_until_settled();
    assert!(!is_collapsed(&session));
    session.apply(Action::Keep(Keep::ShowView("together".to_owned())));
    session.wait_until_settled();
    assert!(is_collapsed(&session));
    session.finish().unwrap();
    let mut again = open(&path);
    again.apply(Action::Keep(Keep::ShowView("apart".to_owned())));
    again.wait_until_settled();
    assert!(!is_collapsed(&again));
}

#[test]
fn every_layout_draws_a_group_and_its_members_after_it() {
    let (_folder, path) = case();
    for method in Method::ALL {
        let mut session = open(&path);
        session.apply(Action::SetLayout(method));
        session.wait_until_settled();
        collapse(&mut session, &M);
        assert!(is_collapsed(&session), "{method:?}");
        run(&mut session, Command::RestartLayout);
        run(&mut session, Command::OpenGroups);
        assert!(!is_collapsed(&session), "{method:?}");
        let places: Vec<[f32; 2]> = M.map(|member| session.derived().position(member).unwrap()).to_vec();
        assert!(places[0] != places[1] && places[1] != places[2], "{method:?}: {places:?}");
    }
}

#[test]
fn a_merge_within_a_group_leaves_one_less() {
    let (_folder, path) = case();
    let mut session = open(&path);
    collapse(&mut session, &M);
    session.apply(Action::Keep(Keep::Merge(M[1], M[0])));
    session.wait_until_settled();
    assert_eq!(session.members_of(GROUP), [M[0], M[2]]);
    assert_eq!(session.data().entity(GROUP).name, "2 militias");
    // A group is nobody to be merged with.
    let lens = session.view().lens.clone();
    session.apply(Action::Keep(Keep::Merge(S, GROUP)));
    session.apply(Action::Keep(Keep::Merge(GROUP, S)));
    assert_eq!(session.view().lens, lens);
    session.apply(Action::Keep(Keep::Separate(M[1])));
    session.wait_until_settled();
    assert!(is_collapsed(&session));
}
