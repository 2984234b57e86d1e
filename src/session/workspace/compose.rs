//! Between the session's state, which speaks of indices, and the workspace, which speaks of ids.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{Ego, Group, Layout, Look, Merge, NamedView, Note, Sight, Workspace};
use super::{CaseId, FORMAT, filter, way};
use crate::graph::{self, Analysis, Fold, Groups, Lens};
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
    /// The groups whose numbers filters name; `None` until they have been worked out.
    pub(in super::super) groups: Option<Arc<Analysis>>,
    /// The files that were added to the case, as the workspace names them.
    pub(in super::super) added: Vec<String>,
}

/// The workspace of a state. `base` is the file as it was: what it says of things that the case has not, and
/// what this version does not understand, stays.
pub(in super::super) fn compose(base: &Workspace, data: &Dataset, case: CaseId, state: &State) -> Workspace {
    let groups = state.groups.as_deref().map(Analysis::groups);
    let named = |(name, view): (&String, &View)| {
        let before = base.views.iter().find(|before| before.name == *name);
        let empty = Look::default();
        let look = look_of(before.map_or(&empty, |before| &before.look), view, data, groups);
        let merges = before.and_then(|before| before.merges.as_deref()).unwrap_or_default();
        NamedView { name: name.clone(), merges: Some(merges_of(merges, &view.lens, data)), look }
    };
    Workspace {
        format: FORMAT.to_owned(),
        generation: base.generation,
        saved: base.saved,
        case,
        added: state.added.clone(),
        view: look_of(&base.view, &state.view, data, groups),
        views: state.views.iter().map(named).collect(),
        verdicts: notes_of(&base.verdicts, &state.review, data),
        notes: entity_notes_of(&base.notes, &state.review, data),
        merges: merges_of(&base.merges, &state.view.lens, data),
        hidden: base.hidden.clone(),
        other: base.other.clone(),
    }
}

/// What a workspace says of a case. Of hidden groups it knows nothing yet: they are numbered anew for each case.
pub(in super::super) fn apply(workspace: &Workspace, data: &Dataset) -> State {
    let views = workspace.views.iter().map(|named| {
        let merges = lens_of(named.merges.as_ref().unwrap_or(&workspace.merges), data);
        let view = view_of(&named.look, data, None);
        (named.name.clone(), View { lens: merges.with_groups(view.lens.groups().to_vec()), ..view })
    });
    let verdicts = workspace.verdicts.iter().filter_map(|(id, note)| {
        let claim = data.find_claim(id)?;
        // A verdict of a later version is not shown; the note beside it is.
        let verdict = verdict_of(note).unwrap_or_default();
        let some = verdict.is_some() || !note.note.is_empty();
        some.then(|| (claim, Entry { verdict, note: note.note.clone(), at: note.at }))
    });
    let notes = workspace.notes.iter().filter(|(_, note)| !note.trim().is_empty());
    let notes = notes.filter_map(|(id, note)| Some((data.find_entity(id)?, note.clone())));
    State {
        view: {
            let view = view_of(&workspace.view, data, None);
            let merges = lens_of(&workspace.merges, data);
            View { lens: merges.with_groups(view.lens.groups().to_vec()), ..view }
        },
        review: Arc::new(Review { verdicts: verdicts.collect(), notes: notes.collect() }),
        views: Arc::new(views.collect()),
        groups: None,
        added: workspace.added.clone(),
    }
}

/// What ways of looking, hidden groups and merges of a workspace name that a case has not, in their order and
/// once each. It is left out of what is shown and stays in the file.
pub(in super::super) fn missing(workspace: &Workspace, data: &Dataset) -> Vec<String> {
    let mut missing = Vec::new();
    let named = workspace.views.iter();
    let looks = std::iter::once(&workspace.view).chain(named.clone().map(|named| &named.look));
    for look in looks {
        let _ = way::from_value(&look.way, data, &mut missing);
        let (components, communities) = filter::groups_of(&look.filter);
        missing.extend(components.into_iter().chain(communities).filter(|id| data.find_entity(id).is_none()));
    }
    let merges = named.filter_map(|named| named.merges.as_ref()).flatten().chain(&workspace.merges);
    let ids = merges.flat_map(|merge| [&merge.from, &merge.into]);
    missing.extend(ids.filter(|id| data.find_entity(id).is_none()).cloned());
    let mut seen = std::collections::BTreeSet::new();
    missing.retain(|id| seen.insert(id.clone()));
    missing
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
    for (claim, entry) in review.verdicts.iter() {
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

/// The notes on entities by ids, with those of entities that the case has not.
fn entity_notes_of(
    base: &BTreeMap<String, String>,
    review: &Review,
    data: &Dataset,
) -> BTreeMap<String, String> {
    let unknown = base.iter().filter(|(id, _)| data.find_entity(id).is_none());
    let unknown = unknown.map(|(id, note)| (id.clone(), note.clone()));
    let id = |entity: EntityIx| data.entities().get(entity.index()).map(|entity| entity.id.clone());
    let known = review.notes.iter().filter_map(|(&entity, note)| Some((id(entity)?, note.clone())));
    unknown.chain(known).collect()
}

/// A view by ids. Parts that say what they said in the file stay as they were there, with whatever this
/// version or this case does not know.
fn look_of(base: &Look, view: &View, data: &Dataset, groups: Option<Groups<'_>>) -> Look {
    let id = |entity: EntityIx| data.entities().get(entity.index()).map(|entity| entity.id.clone());
    let before = view_of(base, data, groups);
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
            filter::to_value(&view.filter, data, groups, &base.filter)
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
        perspective: if before.perspective == view.perspective {
            base.perspective.clone()
        } else {
            named(view.perspective, Perspective::id)
        },
        face: if before.face == view.face { base.face.clone() } else { named(view.face, Face::id) },
        way: if before.look == view.look {
            base.way.clone()
        } else {
            way::to_value(view.look.as_ref(), data)
        },
        other: base.other.clone(),
    }
}

/// The name in files; none for what a window begins with, so that an untouched view is an empty one.
fn named<T: Copy + Default + PartialEq>(value: T, id: fn(T) -> &'static str) -> String {
    if value == T::default() { String::new() } else { id(value).to_owned() }
}

fn by_name<T: Copy + Default>(all: &[T], id: fn(T) -> &'static str, name: &str) -> T {
    all.iter().copied().find(|value| id(*value) == name).unwrap_or_default()
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

fn view_of(look: &Look, data: &Dataset, groups: Option<Groups<'_>>) -> View {
    let folds = folds_of(&look.groups, data);
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
    let lens = Lens::default().with_groups(folds.iter().map(|(group, _)| group.clone()).collect());
    let count = data.entities().len();
    let group_pins =
        folds.iter().enumerate().filter_map(|(i, (_, pin))| Some((EntityIx::new(count + i), (*pin)?)));
    View {
        lens,
        filter: filter::from_value(&look.filter, data, groups),
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
        perspective: by_name(&Perspective::ALL, Perspective::id, &look.perspective),
        face: by_name(&Face::ALL, Face::id, &look.face),
        look: way::from_value(&look.way, data, &mut Vec::new()),
        camera: camera.map(|sight| Camera { centre: sight.centre, zoom: sight.zoom.min(Camera::MAX_ZOOM) }),
        camera_by_hand: camera.is_some(),
    }
}

#[cfg(test)]
#[path = "compose_tests.rs"]
mod tests;
