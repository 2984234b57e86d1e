//! Between indices and ids, there and back.

use super::*;
use crate::graph::{Filter, Voice};
use crate::model::{Claim, ClaimIx, Class, DatasetBuilder, Entity, KindTable, Status};
use crate::session::look::{Look as SessionLook, Way};

fn case(entities: &[&str], claims: &[&str]) -> Dataset {
    let kind = KindTable::default().find("militia").unwrap();
    let entities = entities.iter().map(|id| Entity::new(*id, *id, kind)).collect();
    let claims = claims.iter().map(|id| Claim::new(*id, EntityIx(0), "arms", None)).collect();
    DatasetBuilder { entities, claims, ..DatasetBuilder::default() }.build(1)
}

fn state(data: &Dataset) -> State {
    let mut review = Review::default();
    review.set_verdict(ClaimIx(0), Some(Verdict::Rejected(Reason::MissedNegation)), 5);
    review.set_note(ClaimIx(1), "look again", 6);
    review.set_entity_note(EntityIx(2), "who is this?");
    let view = View {
        filter: Filter {
            kinds: [data.kinds().find("state").unwrap()].into(),
            classes: [Class::Structural].into(),
            statuses: [Status::Denied].into(),
            speakers: [Voice::Document, Voice::Entity(EntityIx(1))].into(),
            ..Filter::default()
        },
        ego: Some(graph::Ego { centre: EntityIx(2), depth: 2 }),
        pins: [(EntityIx(0), [1.5, -2.25]), (EntityIx(2), [0.1, 1e-7]), (EntityIx(3), [4.0, 5.0])].into(),
        layout: Method::Radial { center: Some(1) },
        camera: Some(Camera { centre: [3.0, 4.0], zoom: 0.7 }),
        camera_by_hand: true,
        perspective: Perspective::Review,
        face: Face::Matrix,
        look: Some(SessionLook::Path(Way { from: Some(EntityIx(1)), ..Way::default() })),
        ..View::default()
    };
    let folds = vec![Fold { around: Some(EntityIx(1)), members: [EntityIx(0), EntityIx(1)].into() }];
    let merges = lens_of(&[Merge { into: "a".into(), from: "c".into() }], data);
    let merged = View { lens: merges.with_groups(folds.clone()), ..view };
    let view = View { lens: Lens::default().with_groups(folds), ..merged.clone() };
    let views = [("first".to_owned(), merged), ("whole".to_owned(), View::default())];
    State { view, review: Arc::new(review), views: Arc::new(views.into()), groups: None, added: Vec::new() }
}

fn same(a: &State, b: &State) -> bool {
    a.view == b.view && a.review == b.review && a.views == b.views
}

#[test]
fn a_state_comes_back_from_the_bytes_of_its_file() {
    let data = case(&["a", "b", "c"], &["x", "y"]);
    let state = state(&data);
    let workspace = compose(&Workspace::default(), &data, CaseId::default(), &state);
    let back = Workspace::read(&workspace.bytes().unwrap()).unwrap().unwrap();
    assert_eq!(back, workspace);
    assert!(same(&apply(&back, &data), &state), "{back:#?}");
    assert_eq!(compose(&back, &data, CaseId::default(), &state), back);
}

#[test]
fn ids_mean_the_same_in_another_order() {
    let data = case(&["a", "b", "c"], &["x", "y"]);
    let workspace = compose(&Workspace::default(), &data, CaseId::default(), &state(&data));
    let other = case(&["new", "c", "b", "a"], &["y", "z", "x"]);
    let state = apply(&workspace, &other);
    assert_eq!(state.review.verdict(ClaimIx(2)), Some(Verdict::Rejected(Reason::MissedNegation)));
    assert_eq!(state.review.note(ClaimIx(0)), "look again");
    assert_eq!(state.view.pins[&EntityIx(3)], [1.5, -2.25]);
    let group = Fold { around: Some(EntityIx(2)), members: [EntityIx(2), EntityIx(3)].into() };
    assert_eq!(state.view.lens.groups(), [group]);
    assert_eq!(state.view.pins[&EntityIx(4)], [4.0, 5.0], "the pin of the group");
    assert_eq!(state.view.ego.unwrap().centre, EntityIx(1));
    assert_eq!(state.view.layout, Method::Radial { center: Some(2) });
}

#[test]
fn a_case_that_lost_a_claim_for_a_while_loses_no_verdict_and_no_pin() {
    let whole = case(&["a", "b", "c"], &["x", "y"]);
    let full = compose(&Workspace::default(), &whole, CaseId::default(), &state(&whole));
    let poor = case(&["b"], &["y"]);
    let mut less = apply(&full, &poor);
    assert_eq!(less.view.ego, None);
    Arc::make_mut(&mut less.review).set_note(ClaimIx(0), "changed meanwhile", 9);
    let saved = compose(&full, &poor, CaseId::default(), &less);
    assert_eq!(saved.view, full.view, "what was not touched stays");
    assert_eq!(saved.views, full.views);
    let back = apply(&saved, &whole);
    assert_eq!(back.review.verdict(ClaimIx(0)), Some(Verdict::Rejected(Reason::MissedNegation)));
    assert_eq!(back.review.note(ClaimIx(1)), "changed meanwhile");
    assert_eq!(returned_pins(&saved, &poor, &whole).len(), 2);
}

#[test]
fn a_verdict_taken_back_is_gone_and_one_of_a_later_version_stays() {
    let data = case(&["a"], &["x", "y"]);
    let text = r#"{"format": "attache-workspace/1", "colour": "red", "merges": [{"into": "a", "from": "b"}],
        "verdicts": {"x": {"verdict": "disputed", "at": 3, "by": "me"}, "y": {"verdict": "accepted", "by": "me"}}}"#;
    let base = Workspace::read(text.as_bytes()).unwrap().unwrap();
    let mut state = apply(&base, &data);
    assert_eq!(state.review.verdicts.len(), 1);
    let same = compose(&base, &data, CaseId::default(), &state);
    assert_eq!((&same.verdicts, &same.other, &same.merges), (&base.verdicts, &base.other, &base.merges));
    Arc::make_mut(&mut state.review).set_verdict(ClaimIx(1), None, 4);
    let less = compose(&base, &data, CaseId::default(), &state);
    assert_eq!(less.verdicts.keys().collect::<Vec<_>>(), ["x"]);
}

#[test]
fn hidden_groups_are_kept_by_their_first_members_and_stay_until_they_are_known() {
    let data = case(&["a", "b", "c"], &["x"]);
    let analysis = Analysis { community: vec![1, 0, 1], component: vec![0, 0, 0], ..Analysis::default() };
    let mut state = apply(&Workspace::default(), &data);
    state.view.filter.communities = [1].into();
    state.groups = Some(Arc::new(analysis));
    let kept = compose(&Workspace::default(), &data, CaseId::default(), &state);
    assert_eq!(filter::groups_of(&kept.view.filter), (vec![], vec!["a".to_owned()]));
    // Opened again, and something else hidden before groups are known.
    let mut early = apply(&kept, &data);
    assert_eq!(compose(&kept, &data, CaseId::default(), &early), kept, "untouched");
    early.view.filter.classes = [Class::Structural].into();
    let saved = compose(&kept, &data, CaseId::default(), &early);
    assert_eq!(filter::groups_of(&saved.view.filter).1, ["a"]);
    assert!(apply(&saved, &data).view.filter.classes.contains(&Class::Structural));
}

#[test]
fn a_view_of_an_older_file_has_the_merges_of_the_file_and_what_is_missing_is_named_once() {
    let data = case(&["a", "b"], &["x"]);
    let text = r#"{"format": "attache-workspace/1", "merges": [{"into": "a", "from": "b"}, {"into": "a", "from": "q"}],
        "view": {"way": {"according": {"teller": {"speaker": "gone"}}}},
        "views": [{"name": "old", "filter": {"communities": ["lost", "gone"]}},
                  {"name": "new", "merges": [], "perspective": "read", "face": "claims"}]}"#;
    let base = Workspace::read(text.as_bytes()).unwrap().unwrap();
    let state = apply(&base, &data);
    assert_eq!(state.views["old"].lens, state.view.lens);
    assert_eq!(state.view.lens.merges().len(), 1);
    assert!(state.views["new"].lens.is_empty());
    assert_eq!((state.views["new"].perspective, state.views["new"].face), (Perspective::Read, Face::Claims));
    assert_eq!(
        (state.view.look.clone(), missing(&base, &data)),
        (None, vec!["gone".into(), "lost".into(), "q".into()])
    );
    let saved = compose(&base, &data, CaseId::default(), &state);
    assert_eq!(saved.view, base.view, "what is missing stays in the file");
    assert_eq!(saved.views[1].look.filter, base.views[0].look.filter);
}

#[test]
fn an_untouched_case_has_an_empty_workspace() {
    let data = case(&["a"], &["x"]);
    let nothing = apply(&Workspace::default(), &data);
    assert!(compose(&Workspace::default(), &data, CaseId::default(), &nothing).is_empty());
    let look = State {
        view: View { camera: Some(Camera { centre: [1.0; 2], zoom: 1.0 }), ..nothing.view },
        ..nothing
    };
    assert!(compose(&Workspace::default(), &data, CaseId::default(), &look).is_empty(), "fitted, not moved");
}

#[test]
fn numbers_that_no_file_can_hold_are_left_out() {
    let data = case(&["a"], &["x"]);
    let mut odd = apply(&Workspace::default(), &data);
    odd.view.pins.insert(EntityIx(0), [f32::NAN, 0.0]);
    odd.view.camera = Some(Camera { centre: [f32::INFINITY, 0.0], zoom: 1.0 });
    odd.view.camera_by_hand = true;
    let workspace = compose(&Workspace::default(), &data, CaseId::default(), &odd);
    assert_eq!(Workspace::read(&workspace.bytes().unwrap()), Ok(Some(workspace)));
}

#[test]
fn a_group_of_fewer_than_two_is_none_and_nobody_is_in_two() {
    let data = case(&["a", "b", "c"], &[]);
    let group = |members: &[&str]| Group {
        members: members.iter().map(|id| (*id).to_owned()).collect(),
        ..Group::default()
    };
    let groups = vec![group(&["a", "gone"]), group(&["b", "c"]), group(&["c", "b"])];
    let view = Look { groups, ..Look::default() };
    let state = apply(&Workspace { view, ..Workspace::default() }, &data);
    // Whoever stood in the first is in no other, even where the first came to nothing.
    let members: Vec<_> = state.view.lens.groups().iter().map(|group| group.members.clone()).collect();
    assert_eq!(members, [BTreeSet::from([EntityIx(1), EntityIx(2)])]);
}
