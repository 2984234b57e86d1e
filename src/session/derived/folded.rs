//! What is collapsed: the case as it is drawn then, and where its members go when it is opened again.

use std::collections::{BTreeMap, BTreeSet};
use std::f32::consts::TAU;
use std::sync::Arc;

use super::super::View;
use super::{Derived, Prepared};
use crate::graph::{self, Analysis, Lens, Shown};
use crate::layout::{Command, Method};
use crate::model::{ClaimIx, Dataset, EntityIx};

/// How far from the middle of a group its members appear where nobody knows where they were, in layout units.
const AROUND: f32 = 50.0;

/// A case with its groups collapsed.
#[derive(Debug)]
pub(in super::super) struct Folded {
    /// The case with claims at groups.
    pub(super) data: Arc<Dataset>,
    /// Where each entity of the case is drawn.
    places: Vec<EntityIx>,
    /// The claims between members of one group.
    inside: Vec<ClaimIx>,
    /// For each group the claims about its members: those with somebody else or with nobody, and those among
    /// themselves; in the order of the file.
    about: Vec<[Vec<ClaimIx>; 2]>,
    /// All of it as it is drawn.
    pub(super) whole: Arc<Shown>,
}

impl Folded {
    /// Collapses the groups of a lens, `told` being the case in words; `None` where it has none.
    pub(in super::super) fn of(ground: &Dataset, told: &Dataset, lens: &Lens, revision: u64) -> Option<Self> {
        (!lens.groups().is_empty()).then(|| {
            let places = graph::places(ground, lens);
            Self {
                data: Arc::new(graph::apply(ground, told, lens, revision)),
                inside: graph::hidden_claims(ground, lens),
                about: about(told, &places, lens.groups().len()),
                places,
                whole: Arc::default(),
            }
        })
    }

    pub(super) fn with_whole(self, whole: &Shown) -> Self {
        let whole = Arc::new(graph::folded(&self.data, whole, &self.places, &self.inside));
        Self { whole, ..self }
    }
}

/// The claims about those in each of so many groups: with somebody outside or with nobody, and inside. `places` is where
/// each entity of the case is drawn; groups come after the last of them.
fn about(told: &Dataset, places: &[EntityIx], groups: usize) -> Vec<[Vec<ClaimIx>; 2]> {
    let mut about = vec![[Vec::new(), Vec::new()]; groups];
    let group = |entity: EntityIx| places.get(entity.index())?.index().checked_sub(places.len());
    for ix in told.claim_ixs() {
        let claim = told.claim(ix);
        let object = claim.object.filter(|object| *object != claim.subject);
        let (here, there) = (group(claim.subject), object.and_then(group));
        let inside = here.is_some() && here == there;
        for group in here.into_iter().chain(there.filter(|_| !inside)) {
            if let Some(lists) = about.get_mut(group) {
                lists[usize::from(inside)].push(ix);
            }
        }
    }
    about
}

/// Where an entity was before it was collapsed into a group, and where the group came to rest.
#[derive(Clone, Copy, Debug)]
struct Home {
    at: [f32; 2],
    anchor: Option<[f32; 2]>,
}

/// Where those who are collapsed were.
#[derive(Default, Debug)]
pub(super) struct Homes(BTreeMap<EntityIx, Home>);

impl Homes {
    /// Where an entity was; `None` where that is not known any more.
    pub(super) fn of(&self, entity: EntityIx) -> Option<[f32; 2]> {
        self.0.get(&entity).map(|home| home.at)
    }
}

impl Derived {
    /// The graph as it is drawn: of what passes the filters, with groups in the place of their members.
    pub fn drawn(&self) -> &Shown {
        &self.drawn
    }

    pub(in super::super) fn drawn_shared(&self) -> Arc<Shown> {
        Arc::clone(&self.drawn)
    }

    /// The case as it is drawn; `data` where nothing is collapsed.
    pub(in super::super) fn drawn_case<'a>(&'a self, data: &'a Arc<Dataset>) -> &'a Arc<Dataset> {
        self.prepared.folded.as_ref().map_or(data, |folded| &folded.data)
    }

    /// The node as which an entity is drawn: its group where it is collapsed, the one that it is merged into.
    pub fn place_of(&self, entity: EntityIx) -> EntityIx {
        let places = self.prepared.folded.as_ref().map(|folded| &folded.places);
        places.and_then(|places| places.get(entity.index())).copied().unwrap_or(entity)
    }

    /// The claims about members of a group, by its place among the groups: those with somebody else or with nobody,
    /// and those among themselves.
    pub(in super::super) fn about_group(&self, group: usize) -> Option<&[Vec<ClaimIx>; 2]> {
        self.prepared.folded.as_ref()?.about.get(group)
    }

    /// Works out what is drawn of what is shown.
    pub(super) fn draw_shown(&mut self) {
        self.drawn = match &self.prepared.folded {
            None => Arc::clone(&self.shown),
            Some(folded) => {
                let mut drawn = graph::folded(&folded.data, &self.shown, &folded.places, &folded.inside);
                self.drawn_by.0.weigh_groups(&mut drawn, &self.shown, &folded.places);
                Arc::new(drawn)
            }
        };
    }

    /// The community of each node; that of a group is that of all its members.
    pub(super) fn communities(&self, analysis: &Analysis) -> Vec<u32> {
        match &self.prepared.folded {
            None => analysis.community.clone(),
            Some(folded) => {
                let nodes = folded.data.entities().len();
                graph::communities_drawn(&analysis.community, &folded.places, nodes)
            }
        }
    }

    /// Puts members where their groups are, so that whoever asks where somebody is seen finds it.
    pub(super) fn gather(&self, all: &mut [[f32; 2]]) {
        let Some(folded) = &self.prepared.folded else { return };
        for (i, place) in folded.places.iter().enumerate().filter(|(i, place)| place.index() != *i) {
            if let Some(at) = all.get(place.index()).copied() {
                all[i] = at;
            }
        }
    }

    /// Takes down where groups came to rest: whoever moves one later takes its members along.
    pub(super) fn note_homes(&mut self) {
        let mut homes = std::mem::take(&mut self.homes);
        for (member, home) in homes.0.iter_mut().filter(|(_, home)| home.anchor.is_none()) {
            home.anchor = self.position(*member);
        }
        self.homes = homes;
    }

    /// Takes in the same case seen through another lens, before it is laid out.
    pub(in super::super) fn see(&mut self, prepared: Prepared) {
        let before = std::mem::replace(&mut self.prepared, prepared);
        self.by_force = Arc::default();
        self.fresh = self.regroup(&before);
    }

    /// Lays out what another lens shows: nodes stay where they are, groups come to the middle of their members, and
    /// these back to where they were. Does nothing where every node has its place.
    pub(in super::super) fn settle(&mut self, data: &Arc<Dataset>, view: &View) {
        let Some(fresh) = self.fresh.take() else { return };
        let places = &self.positions;
        let placed = |entity: &EntityIx| {
            let at = places.get(entity.index()).copied();
            at.filter(|at| at.iter().all(|c| c.is_finite()))
        };
        if view.layout != Method::Force || places.is_empty() {
            return self.restart(data, view);
        }
        let nodes = &self.prepared.drawn().entities;
        let stay: BTreeMap<EntityIx, [f32; 2]> = nodes
            .iter()
            .filter(|entity| !fresh.contains(entity))
            .filter_map(|entity| Some((*entity, placed(entity)?)))
            .chain(view.pins.iter().map(|(&entity, &at)| (entity, at)))
            .collect();
        self.glide = None;
        self.method = view.layout;
        self.quiet = true;
        self.make(self.drawn_whole(data), view.layout, move |entity| stay.get(&entity).copied());
        // Only what a person pinned stays so.
        let pins = view.pins.iter();
        let pinned = pins.filter_map(|(&entity, &at)| Some((self.node(entity)?, at))).collect();
        self.worker.send(Command::Restore { at: None, pinned });
    }

    /// Gives everybody a place as they are grouped now. Returns who still needs one of their own, or `None` where
    /// all nodes are those of the layout before.
    fn regroup(&mut self, before: &Prepared) -> Option<BTreeSet<EntityIx>> {
        let (old, new) = (before.folded.clone(), self.prepared.folded.clone());
        let drawn = Arc::clone(self.prepared.drawn());
        let count = self.prepared.count;
        let place = |folded: &Option<Arc<Folded>>, entity: EntityIx| {
            let places = folded.as_ref().map(|folded| &folded.places);
            places.and_then(|places| places.get(entity.index())).copied().unwrap_or(entity)
        };
        let known = std::mem::take(&mut self.positions);
        let at = |entity: EntityIx| known.get(entity.index()).copied().unwrap_or([f32::NAN; 2]);
        let mut all: Vec<[f32; 2]> = (0..drawn.degree.len()).map(|_| [f32::NAN; 2]).collect();
        let mut fresh = BTreeSet::new();
        // Where the nodes of each group were.
        let mut were: BTreeMap<EntityIx, BTreeSet<EntityIx>> = BTreeMap::new();
        let mut freed: BTreeMap<EntityIx, Vec<EntityIx>> = BTreeMap::new();
        for entity in (0..count).map(EntityIx::new) {
            let (was, is) = (place(&old, entity), place(&new, entity));
            if is == entity && was == entity {
                all[entity.index()] = at(entity);
            } else if is == entity {
                freed.entry(was).or_default().push(entity);
            } else if is.index() >= count {
                were.entry(is).or_default().insert(was);
                if was == entity && at(entity).iter().all(|c| c.is_finite()) {
                    self.homes.0.insert(entity, Home { at: at(entity), anchor: None });
                }
            }
        }
        for (group, nodes) in &were {
            // Whoever was merged into somebody had no node.
            let nodes = nodes.iter().filter(|node| before.drawn().has_entity(**node));
            let places = nodes.map(|node| at(*node)).filter(|at| at.iter().all(|c| c.is_finite()));
            let places: Vec<[f32; 2]> = places.collect();
            // A group that was drawn before stays where it is.
            if let [same] = places.as_slice() {
                all[group.index()] = *same;
                continue;
            }
            fresh.insert(*group);
            let share = 1.0 / places.len() as f32;
            if !places.is_empty() {
                let add = |sum: [f32; 2], at: &[f32; 2]| [sum[0] + at[0] * share, sum[1] + at[1] * share];
                all[group.index()] = places.iter().fold([0.0; 2], add);
            }
        }
        for (entity, home) in &mut self.homes.0 {
            if fresh.contains(&place(&new, *entity)) {
                home.anchor = None;
            }
        }
        for (was, entities) in &freed {
            for (i, entity) in entities.iter().enumerate() {
                let here = at(*was);
                all[entity.index()] = if let Some(Home { at, anchor }) = self.homes.0.remove(entity) {
                    let moved = anchor.map_or([0.0; 2], |from| [here[0] - from[0], here[1] - from[1]]);
                    [at[0] + moved[0], at[1] + moved[1]]
                } else {
                    fresh.insert(*entity);
                    let (sin, cos) = (TAU * i as f32 / entities.len() as f32).sin_cos();
                    [here[0] + AROUND * cos, here[1] + AROUND * sin]
                };
            }
        }
        let mut missing = false;
        let laid_out = !self.node_of.is_empty();
        for &entity in drawn.entities.iter().filter(|entity| laid_out && entity.index() < count) {
            // Somebody who was merged away has had no node.
            if place(&old, entity) == entity && self.node(entity).is_none() {
                (missing, all[entity.index()]) = (true, [f32::NAN; 2]);
                fresh.insert(entity);
            }
        }
        let changed = missing || !freed.is_empty() || old.is_some() || new.is_some();
        if known.is_empty() {
            return changed.then_some(fresh);
        }
        self.gather(&mut all);
        self.positions = Arc::new(all);
        self.positions_revision += 1;
        changed.then_some(fresh)
    }
}
