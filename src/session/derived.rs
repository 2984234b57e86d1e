//! The derived ring: filtered graph, positions and the search index, each renewed when what it comes
//! from changes.

mod folded;
mod given;
mod moving;
mod restore;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(super) use folded::Folded;
use folded::Homes;
pub(super) use restore::Places;

use super::glide::Glide;
use super::look::{Answer, Ground, Lists, Look};
use super::tasks::Waker;
use super::{NodeColor, NodeSize, View};
use crate::check::{Alarm, all_alarms};
use crate::graph::{self, Analysis, DateWindow, Dating, Filter, Groups, Lens, Offered, Shown};
use crate::layout::{Method, Worker};
use crate::model::{ClaimIx, Dataset, EntityIx, Item};
use crate::scene::{self, Telling};
use crate::search::Index;

/// What the layout is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LayoutPhase {
    /// Moving.
    Running,
    /// Held by the user.
    Paused,
    /// At rest.
    Settled,
    /// Broken off, with the reason.
    Failed(String),
}

/// What follows from a dataset alone; worked out on the thread that read it.
#[derive(Clone)]
pub(super) struct Prepared {
    whole: Arc<Shown>,
    facets: Arc<graph::Facets>,
    tellers: Arc<Vec<Offered>>,
    /// What is suspect about each claim.
    alarms: Arc<Vec<Vec<Alarm>>>,
    /// One a claim: whether it rests on one source, and the source that several voices go back to.
    single: Arc<Vec<bool>>,
    chains: Arc<Vec<Option<EntityIx>>>,
    /// Who is not shown, being seen as somebody else, and the groups, which are only drawn.
    away: Arc<Vec<EntityIx>>,
    /// The case with its groups collapsed, where there are any.
    folded: Option<Arc<Folded>>,
    /// How many entities the case has: groups come after them.
    count: usize,
}

impl Prepared {
    /// `data` is a case as it was read.
    pub(super) fn plain(data: &Dataset) -> Self {
        Self::of(data, data, &Lens::default(), None, None)
    }

    /// `data` is the case `ground` as it is told through a lens, `folded` how it is drawn. What follows from the words
    /// alone is that of `like`, where there is one: groups change no word.
    pub(super) fn of(
        ground: &Dataset,
        data: &Dataset,
        lens: &Lens,
        folded: Option<Folded>,
        like: Option<&Self>,
    ) -> Self {
        let seen = !lens.is_empty();
        let away = graph::away(ground, data, lens);
        let whole = graph::derive(data, &without(Filter::default(), &away), None);
        let folded = folded.map(|folded| Arc::new(folded.with_whole(&whole)));
        let count = ground.entities().len();
        if let Some(like) = like {
            return Self { folded, whole: Arc::new(whole), away: Arc::new(away), count, ..like.clone() };
        }
        Self {
            facets: Arc::new(graph::facets_with(data, seen.then_some(&whole), &Groups::default())),
            folded,
            whole: Arc::new(whole),
            away: Arc::new(away),
            count,
            tellers: Arc::new(graph::tellers(data)),
            alarms: Arc::new(all_alarms(data)),
            single: Arc::new(graph::single_source(data)),
            chains: Arc::new(graph::one_chain(data)),
        }
    }

    /// The whole case as it is drawn: what the layout works on.
    fn drawn(&self) -> &Arc<Shown> {
        self.folded.as_ref().map_or(&self.whole, |folded| &folded.whole)
    }
}

/// A filter that hides besides what is seen elsewhere.
fn without(mut filter: Filter, away: &[EntityIx]) -> Filter {
    filter.entities.extend(away);
    filter
}

/// What takes longer than a frame to find in a dataset; found on a thread of its own.
pub(super) struct Analysed {
    analysis: Analysis,
    facets: graph::Facets,
    leaders: graph::Leaders,
}

impl Analysed {
    /// `None` where it was stopped.
    pub(super) fn of(data: &Dataset, whole: &Shown, stop: &AtomicBool) -> Option<Self> {
        let analysis = graph::analyse(data, whole, stop)?;
        // The whole is all of the case but for what was merged away.
        let facets = graph::facets_with(data, Some(whole), &analysis.groups());
        let leaders = graph::leaders(data, &analysis);
        Some(Self { analysis, facets, leaders })
    }
}

/// What follows from ground and view.
#[expect(clippy::struct_excessive_bools, reason = "each is a matter of its own")]
pub struct Derived {
    shown: Arc<Shown>,
    /// The same as it is drawn: with groups in the place of their members.
    drawn: Arc<Shown>,
    /// What follows from the case, whatever is hidden.
    prepared: Prepared,
    /// Where those who are collapsed into groups go when these are opened.
    homes: Homes,
    /// Whom the next layout is to find a place for, where it is due because the lens changed.
    fresh: Option<BTreeSet<EntityIx>>,
    /// Whether nodes on their way are not shown: all but a few of them are where they are to be.
    quiet: bool,
    routes: Arc<scene::Routes>,
    hulls: Vec<scene::Hull>,
    hidden: Vec<u32>,
    routed: (u64, u64),
    positions: Arc<Vec<[f32; 2]>>,
    positions_revision: u64,
    /// The layout that was started last, and where nodes were when one by force was left for another.
    method: Method,
    by_force: Arc<Vec<[f32; 2]>>,
    /// The way from one layout to another, while nodes are on it.
    glide: Option<Glide>,
    shown_revision: u64,
    /// What sizes and colours of nodes stand for.
    drawn_by: (NodeSize, NodeColor),
    index: Option<Arc<Index>>,
    analysis: Option<Arc<Analysis>>,
    leaders: graph::Leaders,
    suggestions: Vec<graph::Suggestion>,
    answer: Option<Answer>,
    tellings: Option<Vec<Telling>>,
    lists: Lists,
    worker: Worker,
    phase: LayoutPhase,
    generation: u64,
    /// The last generation that came to rest.
    rested: u64,
    /// Which entity each node of the layout is, and back.
    order: Vec<EntityIx>,
    node_of: Vec<Option<u32>>,
    aspect: f32,
    /// Whether a node is or was dragged and the layout has not come to rest since.
    dragged: bool,
    /// Whether a person asked for all of a case of which only the best connected would be shown.
    all: bool,
    /// Whether only the best connected are shown.
    only_best: bool,
}

/// Seed of every layout that the window makes.
const SEED: u64 = 1;

impl Derived {
    pub(super) fn new(prepared: Prepared, waker: &Waker) -> Self {
        let wake = Arc::clone(waker);
        Self {
            shown: Arc::clone(&prepared.whole),
            drawn: Arc::clone(prepared.drawn()),
            prepared,
            homes: Homes::default(),
            fresh: None,
            quiet: false,
            routes: Arc::default(),
            hulls: Vec::new(),
            hidden: Vec::new(),
            routed: (0, 0),
            positions: Arc::new(Vec::new()),
            positions_revision: 0,
            method: Method::default(),
            by_force: Arc::default(),
            glide: None,
            shown_revision: 0,
            drawn_by: Default::default(),
            index: None,
            analysis: None,
            leaders: graph::Leaders::default(),
            suggestions: Vec::new(),
            answer: None,
            tellings: None,
            lists: Lists::default(),
            worker: Worker::spawn(wake),
            phase: LayoutPhase::Running,
            generation: 0,
            rested: 0,
            order: Vec::new(),
            node_of: Vec::new(),
            aspect: 824.0 / 640.0,
            dragged: false,
            all: false,
            only_best: false,
        }
    }

    /// The filtered graph.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Whether only the best connected are shown because all would be too many.
    pub fn only_best(&self) -> bool {
        self.only_best
    }

    /// What follows from the case as it is seen.
    pub(super) fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// Entities that are seen as part of another.
    pub(super) fn merged_away(&self) -> &[EntityIx] {
        &self.prepared.away
    }

    /// From now on all that pass the filter are shown, however many.
    pub(super) fn show_all(&mut self) {
        self.all = true;
    }

    /// The graph as if nothing were hidden.
    pub fn whole(&self) -> &Shown {
        &self.prepared.whole
    }

    pub(super) fn whole_shared(&self) -> Arc<Shown> {
        Arc::clone(&self.prepared.whole)
    }

    /// The filtered graph, for a thread.
    pub fn shown_shared(&self) -> Arc<Shown> {
        Arc::clone(&self.shown)
    }

    /// Counts by every value that a filter can hide; those of groups once they have been worked out.
    pub fn facets(&self) -> &graph::Facets {
        &self.prepared.facets
    }

    /// Whose view the case can be told from.
    pub fn tellers(&self) -> &[Offered] {
        &self.prepared.tellers
    }

    /// What is suspect about a claim.
    pub fn alarms(&self, claim: ClaimIx) -> &[Alarm] {
        self.prepared.alarms.get(claim.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether a claim rests on one source alone.
    pub fn rests_on_one(&self, claim: ClaimIx) -> bool {
        self.prepared.single.get(claim.index()).copied().unwrap_or(false)
    }

    /// The one that several voices of a claim go back to.
    pub fn one_chain(&self, claim: ClaimIx) -> Option<EntityIx> {
        self.prepared.chains.get(claim.index()).copied().flatten()
    }

    /// Ranks and groups, once they have been worked out.
    pub fn analysis(&self) -> Option<&Arc<Analysis>> {
        self.analysis.as_ref()
    }

    /// The groups that filters name; none until they have been worked out.
    pub fn groups(&self) -> Groups<'_> {
        self.analysis.as_ref().map(|analysis| analysis.groups()).unwrap_or_default()
    }

    /// Pairs of entities that may be the same, merged or not.
    pub(super) fn suggestions(&self) -> &[graph::Suggestion] {
        &self.suggestions
    }

    pub(super) fn set_suggestions(&mut self, pairs: Vec<graph::Suggestion>) {
        self.suggestions = pairs;
    }

    /// Whom the groups are named after; empty until they have been worked out.
    pub fn leaders(&self) -> &graph::Leaders {
        &self.leaders
    }

    pub(super) fn set_analysis(&mut self, data: &Dataset, found: Analysed) {
        let Analysed { analysis, facets, leaders } = found;
        self.analysis = Some(Arc::new(analysis));
        self.prepared.facets = Arc::new(facets);
        self.leaders = leaders;
        self.surround(data);
        self.shown_revision += 1;
    }

    /// What came of the way of looking that is on.
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// How each claim is drawn under it; `None` where all are drawn as always.
    pub fn tellings(&self) -> Option<&[Telling]> {
        self.tellings.as_deref()
    }

    /// The claims of the way of looking that is on, in the groups of its panel.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    fn list(&mut self, data: &Dataset, look: Option<&Look>) {
        let ground = Ground {
            tellers: &self.prepared.tellers,
            single: &self.prepared.single,
            chains: &self.prepared.chains,
        };
        let lists = look.zip(self.answer.as_ref());
        let lists = lists.map(|(look, answer)| Lists::of(data, &self.shown, &ground, look, answer));
        self.lists = lists.unwrap_or_default();
    }

    /// Works out what follows from a way of looking.
    pub(super) fn look(&mut self, data: &Dataset, look: Option<&Look>) {
        self.answer = look.map(|look| Answer::of(data, look));
        self.tellings = self.answer.as_ref().and_then(Answer::tellings);
        self.list(data, look);
        self.shown_revision += 1;
    }

    pub(super) fn set_paths(&mut self, paths: Vec<graph::Path>) {
        self.answer = Some(Answer::Path(Some(Arc::new(paths))));
        self.shown_revision += 1;
    }

    /// Groups of entities that hang together by their lines; none until they have been found.
    pub fn hulls(&self) -> &[scene::Hull] {
        &self.hulls
    }

    /// How many neighbours of each entity are hidden; empty where nothing is.
    pub fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// What follows from what is shown: the groups in it, and how much around it is not.
    fn surround(&mut self, data: &Dataset) {
        let (shown, all) = (&self.shown, &self.prepared.whole);
        let whole = shown.entities.len() == all.entities.len() && shown.claims.len() == all.claims.len();
        let folded = self.prepared.folded.as_deref();
        let drawn = folded.map_or(data, |folded| &folded.data);
        self.hidden = if whole { Vec::new() } else { graph::hidden_neighbours(drawn, &self.drawn) };
        let groups = self.analysis.as_ref().map(|analysis| graph::groups(data, &self.shown, analysis));
        let hull = |graph::Group { members, name_from, .. }: graph::Group| {
            let places: BTreeSet<EntityIx> = members.iter().map(|member| self.place_of(*member)).collect();
            scene::Hull { members: places.into_iter().collect(), name_from }
        };
        self.hulls = groups.unwrap_or_default().into_iter().map(hull).collect();
    }

    /// Positions in layout units, one an entity of the dataset; empty until the layout has some.
    pub fn positions(&self) -> &[[f32; 2]] {
        &self.positions
    }

    pub(super) fn positions_shared(&self) -> Arc<Vec<[f32; 2]>> {
        Arc::clone(&self.positions)
    }

    /// Which way the lines run.
    pub fn routes(&self) -> &scene::Routes {
        &self.routes
    }

    pub(super) fn routes_shared(&self) -> Arc<scene::Routes> {
        Arc::clone(&self.routes)
    }

    /// Finds the ways of the lines anew where positions or the filtered graph changed. In large graphs
    /// the ways depend on positions so little that they wait until the layout rests.
    pub(super) fn reroute(&mut self, data: &Arc<Dataset>) {
        let data = &Arc::clone(self.drawn_case(data));
        let now = (self.shown_revision, self.positions_revision);
        let large = self.drawn.claims.len() > 3000;
        let moving = self.phase == LayoutPhase::Running || self.glide.is_some();
        let wait = large && self.routed.0 == now.0 && self.routed.1 > 0 && moving;
        if self.routed != now && !wait {
            let routes = scene::Routes::of(data, &self.drawn, &self.positions);
            let axis = scene::guides(self.method, data, &self.drawn, &self.positions);
            let groups = match (self.drawn_by.1, &self.analysis) {
                (NodeColor::Community, Some(analysis)) => Arc::new(self.communities(analysis)),
                _ => Arc::default(),
            };
            self.routes = Arc::new(routes.with_axis(axis).with_groups(groups));
            self.routed = now;
        }
    }

    /// Where an entity lies.
    pub fn position(&self, entity: EntityIx) -> Option<[f32; 2]> {
        self.positions.get(entity.index()).copied()
    }

    /// Rises whenever positions or the filtered graph change.
    pub fn revision(&self) -> u64 {
        self.positions_revision + self.shown_revision
    }

    /// Rises whenever the filtered graph changes.
    pub fn shown_revision(&self) -> u64 {
        self.shown_revision
    }

    /// What the layout is doing.
    pub fn layout_phase(&self) -> &LayoutPhase {
        &self.phase
    }

    /// The search index, once it has been built.
    pub fn index(&self) -> Option<&Arc<Index>> {
        self.index.as_ref()
    }

    pub(super) fn set_index(&mut self, index: Index) {
        self.index = Some(Arc::new(index));
    }

    /// Whether it is to be refreshed for what sizes and colours of nodes stand for now.
    pub(super) fn draw_by(&mut self, size: NodeSize, color: NodeColor) -> bool {
        std::mem::replace(&mut self.drawn_by, (size, color)) != (size, color)
    }

    /// Works out the filtered graph anew.
    /// While days play, they stand for the filter's own of that date.
    pub(super) fn refresh(&mut self, data: &Dataset, view: &View, playing: Option<(Dating, DateWindow)>) {
        let whole = view.filter.is_empty() && view.ego.is_none() && playing.is_none();
        let passing = |only| {
            let filter = Filter { only, ..without(view.filter.clone(), &self.prepared.away) };
            let filter = match playing {
                Some((by, days)) => filter.with_window(by, Some(days)),
                None => filter,
            };
            Arc::new(graph::derive_with(data, &filter, view.ego, &self.groups()))
        };
        let shown = if whole { Arc::clone(&self.prepared.whole) } else { passing(view.filter.only.clone()) };
        let best = if self.all { None } else { super::huge::best(&shown) };
        let only_best = best.is_some();
        let shown = best.map_or(shown, |best| passing(Some(best)));
        (self.shown, self.only_best) = (shown, only_best);
        self.shown = self.drawn_by.0.weigh(Arc::clone(&self.shown), self.analysis.as_deref());
        self.draw_shown();
        self.surround(data);
        self.list(data, view.look.as_ref());
        self.shown_revision += 1;
    }

    /// Forgets what belonged to the case before; `carried` are positions kept for the newer one.
    pub(super) fn replace(&mut self, prepared: Prepared, carried: Vec<[f32; 2]>) {
        self.prepared = prepared;
        self.all = false;
        self.homes = Homes::default();
        self.order.clear();
        self.node_of.clear();
        self.by_force = Arc::default();
        self.positions = Arc::new(carried);
        self.glide = None;
        self.positions_revision += 1;
        self.index = None;
        self.analysis = None;
        self.leaders = graph::Leaders::default();
        self.suggestions = Vec::new();
        self.answer = None;
        self.tellings = None;
        self.lists = Lists::default();
    }

    /// The positions of a newer dataset's entities, where the older one had all of them.
    pub(super) fn carry_over(&self, old: &Dataset, new: &Dataset) -> Vec<[f32; 2]> {
        // Of a file that had lost its lines, where its nodes lay says nothing.
        if old.claims().is_empty() && !new.claims().is_empty() {
            return Vec::new();
        }
        let mut carried = vec![[f32::NAN; 2]; new.entities().len()];
        for entity in old.entity_ixs() {
            let there = old.carry_over(Item::Entity(entity), new).and_then(Item::entity);
            if let (Some(there), Some(at)) = (there, self.homes.of(entity).or(self.position(entity))) {
                carried[there.index()] = at;
            }
        }
        carried
    }
}
