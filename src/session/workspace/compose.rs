//! Between the session's state, which speaks of indices, and the workspace, which speaks of ids.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{Ego, Group, Layout, Look, Merge, NamedView, Note, Sight, Workspace};
use super::{CaseId, FORMAT, filter};
use crate::graph::{self, Fold, Lens};
use crate::layout::Method;
use crate::model::{Dataset, EntityIx};
use crate::scene::Camera;
use crate::session::review::{Entry, Reason, Review, Verdict};
use crate::session::{Face, Perspective, View};

/// The part of a session that its workspace keeps. Cheap to clone but for the view's sets.
#[derive(Clone, Debug)]
pub(in super::super) struct State {
    pub(in super::super) view: View,
    pub(in super::super) review: Arc<Review>,
    pub(in super::super) views: Arc<BTreeMap<String, View>>,
}

/// The workspace of a state. `base` is the file as it was: what it says of things that the case has not, and
/// what this version does not understand, stays.
pub(in super::super) fn compose(base: &Workspace, data: &Dataset, case: CaseId, state: &State) -> Workspace {
    let named = |(name, view): (&String, &View)| {
        let before = base.views.iter().find(|before| before.name == *name);
        let empty = Look::default();
        let look = look_of(before.map_or(&empty, |before| &before.look), view, data);
        NamedView { name: name.clone(), look }
    };
    Workspace {
        format: FORMAT.to_owned(),
        generation: base.generation,
        saved: base.saved,
        case,
        view: look_of(&base.view, &state.view, data),
        views: state.views.iter().map(named).collect(),
        verdicts: notes_of(&base.verdicts, &state.review, data),
        merges: merges_of(&base.merges, &state.view.lens, data),
        hidden: base.hidden.clone(),
        other: base.other.clone(),
    }
}

/// What a workspace says of a case.
pub(in super::super) fn apply(workspace: &Workspace, data: &Dataset) -> State {
    let views = workspace.views.iter().map(|named| (named.name.clone(), view_of(&named.look, data)));
    let verdicts = workspace.verdicts.iter().filter_map(|(id, note)| {
        let claim = data.find_claim(id)?;
        // A verdict of a later version is not shown; the note beside it is.
        let verdict = verdict_of(note).unwrap_or_default();
        let some = verdict.is_some() || !note.note.is_empty();
        some.then(|| (claim, Entry { verdict, note: note.note.clone(), at: note.at }))
    });
    State {
        view: {
            let view = view_of(&workspace.view, data);
            let merges = lens_of(&workspace.merges, data);
            View { lens: merges.with_groups(view.lens.groups().to_vec()), ..view }
        },
        review: Arc::new(Review { verdicts: verdicts.collect() }),
        views: Arc::new(views.collect()),
    }
}

/// Who is merged into whom, as far as the case has both.
fn lens_of(merges: &[Merge], data: &Dataset) -> Lens {
    let mut lens = Lens::default();
    for Merge { from, into } in merges {
        if let (Some(from), Some(into)) = (data.find_entity(from), data.find_entity(into)) {
            // A ring of merges, which only a hand can have written, ends where it would close.
            lens.merge(from, into);
        }
    }
    lens
}

/// The merges by ids, after those of entities that the case has not.
fn merges_of(base: &[Merge], lens: &Lens, data: &Dataset) -> Vec<Merge> {
    if lens_of(base, data).merges() == lens.merges() {
        return base.to_vec();
    }
    let unknown = |merge: &&Merge| [&merge.from, &merge.into].iter().any(|id| data.find_entity(id).is_none());
    let id = |entity: EntityIx| data.entities().get(entity.index()).map(|entity| entity.id.clone());
    let known = lens.merges().iter();
    let known = known.filter_map(|(&from, &into)| Some(Merge { into: id(into)?, from: id(from)? }));
    base.iter().filter(unknown).cloned().chain(known).collect()
}

/// The pins of entities that the case before had not and this one has.
pub(in super::super) fn returned_pins(
    base: &Workspace,
    old: &Dataset,
    new: &Dataset,
) -> Vec<(EntityIx, [f32; 2])> {
    let back = base.view.pins.iter().filter(|(id, _)| old.find_entity(id).is_none());
    back.filter_map(|(id, &at)| Some((new.find_entity(id)?, at))).collect()
}

/// A verdict that only a later version understands: it is not shown, and not written over.
struct Unknown;

fn verdict_of(note: &Note) -> Result<Option<Verdict>, Unknown> {
    let Some(verdict) = &note.verdict else { return Ok(None) };
    Verdict::from_ids(verdict, note.reason.as_deref()).map(Some).ok_or(Unknown)
}

fn notes_of(base: &BTreeMap<String, Note>, review: &Review, data: &Dataset) -> BTreeMap<String, Note> {
    let keeps = |id: &str, note: &Note| data.find_claim(id).is_none() || verdict_of(note).is_err();
    let kept = base.iter().filter(|(id, note)| keeps(id, note)).map(|(id, note)| (id.clone(), note.clone()));
    let mut notes: BTreeMap<String, Note> = kept.collect();
    for (claim, entry) in &review.verdicts {
        let Some(claim) = data.claims().get(claim.index()) else { continue };
        let before = base.get(&claim.id);
        let other = before.map(|note| note.other.clone()).unwrap_or_default();
        // A verdict that this version cannot read stays until one is given here.
        let unread = before.filter(|note| entry.verdict.is_none() && verdict_of(note).is_err());
        let reason = entry.verdict.and_then(Verdict::reason).map(|reason| Reason::id(reason).to_owned());
        let note = Note {
            verdict: match unread {
                Some(note) => note.verdict.clone(),
                None => entry.verdict.map(|verdict| verdict.id().to_owned()),
            },
            reason: unread.map_or(reason, |note| note.reason.clone()),
            note: entry.note.clone(),
            at: entry.at,
            other,
        };
        notes.insert(claim.id.clone(), note);
    }
    notes
}

/// A view by ids. Parts that say what they said in the file stay as they were there, with whatever this
/// version or this case does not know.
fn look_of(base: &Look, view: &View, data: &Dataset) -> Look {
    let id = |entity: EntityIx| data.entities().get(entity.index()).map(|entity| entity.id.clone());
    let before = view_of(base, data);
    let unknown = base.pins.iter().filter(|(id, _)| data.find_entity(id).is_none());
    let finite = view.pins.iter().filter(|(_, at)| at.iter().all(|c| c.is_finite()));
    let pins = finite.filter_map(|(&entity, &at)| Some((id(entity)?, at)));
    let centre = match view.layout {
        Method::Radial { center } => center.and_then(|center| id(EntityIx(center))),
        _ => None,
    };
    // The way that the program begins with is left out, so that an untouched view is an empty one.
    let method = if view.layout == Method::default() { "" } else { view.layout.name() };
    let camera = view.camera.filter(|camera| {
        view.camera_by_hand && camera.zoom.is_finite() && camera.centre.iter().all(|c| c.is_finite())
    });
    Look {
        filter: if before.filter == view.filter {
            base.filter.clone()
        } else {
            filter::to_value(&view.filter, data)
        },
        ego: if before.ego == view.ego {
            base.ego.clone()
        } else {
            view.ego.and_then(|ego| Some(Ego { centre: id(ego.centre)?, depth: ego.depth }))
        },
        groups: if groups_of(&before, data) == groups_of(view, data) {
            base.groups.clone()
        } else {
            groups_of(view, data)
        },
        pins: unknown.map(|(id, &at)| (id.clone(), at)).chain(pins).collect(),
        layout: if before.layout == view.layout {
            base.layout.clone()
        } else {
            Layout { method: method.to_owned(), centre }
        },
        camera: camera.map(|camera| Sight { centre: camera.centre, zoom: camera.zoom }),
        other: base.other.clone(),
    }
}

/// The groups as far as the case has their members, with their pins. Whoever a hand has written into two is in the
/// first.
fn folds_of(groups: &[Group], data: &Dataset) -> Vec<(Fold, Option<[f32; 2]>)> {
    let mut taken = BTreeSet::new();
    let fold = |group: &Group| {
        let members = group.members.iter().filter_map(|id| data.find_entity(id));
        let members: BTreeSet<EntityIx> = members.filter(|member| taken.insert(*member)).collect();
        let around = group.around.as_deref().and_then(|id| data.find_entity(id));
        let around = around.filter(|leader| members.contains(leader));
        let pin = group.pin.filter(|at| at.iter().all(|part| part.is_finite()));
        (members.len() > 1).then_some((Fold { around, members }, pin))
    };
    groups.iter().filter_map(fold).collect()
}

/// The groups of a view by ids.
fn groups_of(view: &View, data: &Dataset) -> Vec<Group> {
    let id = |entity: EntityIx| data.entities().get(entity.index()).map(|entity| entity.id.clone());
    let group = |(i, fold): (usize, &Fold)| Group {
        around: fold.around.and_then(id),
        members: fold.members.iter().filter_map(|member| id(*member)).collect(),
        pin: view
            .pins
            .get(&EntityIx::new(data.entities().len() + i))
            .copied()
            .filter(|at| at.iter().all(|c| c.is_finite())),
    };
    view.lens.groups().iter().enumerate().map(group).collect()
}

fn view_of(look: &Look, data: &Dataset) -> View {
    let groups = folds_of(&look.groups, data);
    let camera = look.camera.filter(|sight| {
        sight.zoom.is_finite() && sight.zoom > 0.0 && sight.centre.iter().all(|part| part.is_finite())
    });
    let layout = match Method::parse(&look.layout.method).unwrap_or_default() {
        Method::Radial { .. } => {
            let centre = look.layout.centre.as_deref().and_then(|id| data.find_entity(id));
            Method::Radial { center: centre.map(|entity| entity.0) }
        }
        other => other,
    };
    let lens = Lens::default().with_groups(groups.iter().map(|(group, _)| group.clone()).collect());
    let count = data.entities().len();
    let group_pins =
        groups.iter().enumerate().filter_map(|(i, (_, pin))| Some((EntityIx::new(count + i), (*pin)?)));
    View {
        lens,
        filter: filter::from_value(&look.filter, data),
        ego: look
            .ego
            .as_ref()
            .and_then(|ego| Some(graph::Ego { centre: data.find_entity(&ego.centre)?, depth: ego.depth })),
        pins: look
            .pins
            .iter()
            .filter(|(_, at)| at.iter().all(|part| part.is_finite()))
            .filter_map(|(id, &at)| Some((data.find_entity(id)?, at)))
            .chain(group_pins)
            .collect(),
        layout,
        perspective: Perspective::default(),
        face: Face::default(),
        look: None,
        camera: camera.map(|sight| Camera { centre: sight.centre, zoom: sight.zoom.min(Camera::MAX_ZOOM) }),
        camera_by_hand: camera.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Filter, Voice};
    use crate::model::{Claim, ClaimIx, Class, DatasetBuilder, Entity, KindTable, Status};

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
            lens: Lens::default().with_groups(vec![Fold {
                around: Some(EntityIx(1)),
                members: [EntityIx(0), EntityIx(1)].into(),
            }]),
            layout: Method::Radial { center: Some(1) },
            camera: Some(Camera { centre: [3.0, 4.0], zoom: 0.7 }),
            camera_by_hand: true,
            ..View::default()
        };
        let views = [("first".to_owned(), view.clone()), ("whole".to_owned(), View::default())];
        State { view, review: Arc::new(review), views: Arc::new(views.into()) }
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
    fn an_untouched_case_has_an_empty_workspace() {
        let data = case(&["a"], &["x"]);
        let nothing = apply(&Workspace::default(), &data);
        assert!(compose(&Workspace::default(), &data, CaseId::default(), &nothing).is_empty());
        let look = State {
            view: View { camera: Some(Camera { centre: [1.0; 2], zoom: 1.0 }), ..nothing.view },
            ..nothing
        };
        assert!(
            compose(&Workspace::default(), &data, CaseId::default(), &look).is_empty(),
            "fitted, not moved"
        );
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
}
