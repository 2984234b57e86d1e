//! Layouts as they are started, followed and moved by hand.

use std::sync::Arc;

use super::{Derived, Homes, LayoutPhase, SEED};
use crate::graph::Shown;
use crate::layout::{Command, Maker, Method, POLISH, Placed, Request, State, request_for};
use crate::model::{Dataset, EntityIx};
use crate::scene;
use crate::session::glide::Glide;
use crate::session::{Snapshot, View};

/// What is laid out: a case, and what of it has a place.
pub(in super::super) type Laid = (Arc<Dataset>, Arc<Shown>);

impl Derived {
    /// Lays out a case that was just opened. With merges `plain` is the case without them: it is laid out, so that the
    /// picture is the one in which they were made.
    pub(in super::super) fn open(&mut self, data: &Arc<Dataset>, view: &View, plain: Option<Laid>) {
        self.refresh(data, view, None);
        if self.positions.is_empty()
            && let Some(places) = super::given::places(data, self.prepared.drawn())
        {
            self.positions = Arc::new(places);
        }
        let laid = plain.unwrap_or_else(|| self.drawn_whole(data));
        self.start_on(laid, view);
    }

    /// Lays out afresh; what was drawn stays in view until the first new places come.
    pub(in super::super) fn restart(&mut self, data: &Arc<Dataset>, view: &View) {
        let drawn = std::mem::take(&mut self.positions);
        self.glide = None;
        self.homes = Homes::default();
        self.start(data, view);
        self.positions = drawn;
    }

    /// Lays out in another way; nodes glide from where they are.
    pub(in super::super) fn change_layout(&mut self, data: &Arc<Dataset>, view: &View) {
        let from = Arc::clone(&self.positions);
        self.homes = Homes::default();
        if self.method == Method::Force && self.phase == LayoutPhase::Settled {
            self.by_force = Arc::clone(&self.positions);
        }
        // Old places would hold the new layout near them; back by force all is where it was.
        let back = view.layout == Method::Force;
        self.positions = if back { std::mem::take(&mut self.by_force) } else { Arc::default() };
        self.start(data, view);
        self.glide = Glide::from(Arc::clone(&from));
        self.positions = from;
    }

    /// Moves nodes that are on their way; whether any still is.
    pub(in super::super) fn advance(&mut self, now: f64, motion: bool) -> bool {
        let Some(glide) = &mut self.glide else { return false };
        let Some((places, arrived)) = glide.at(now, motion) else { return false };
        self.positions = places;
        self.positions_revision += 1;
        if arrived {
            self.glide = None;
        }
        !arrived
    }

    fn start(&mut self, data: &Arc<Dataset>, view: &View) {
        self.start_on(self.drawn_whole(data), view);
    }

    fn start_on(&mut self, laid: Laid, view: &View) {
        (self.fresh, self.quiet) = (None, false);
        self.method = view.layout;
        let pins = view.pins.clone();
        self.make(laid, self.placed(view.layout), move |entity| pins.get(&entity).copied());
    }

    /// The whole case as it is drawn.
    pub(super) fn drawn_whole(&self, data: &Arc<Dataset>) -> Laid {
        (Arc::clone(self.drawn_case(data)), Arc::clone(self.prepared.drawn()))
    }

    /// Takes down which entities are the nodes of the next layout.
    fn order_nodes(&mut self, nodes: &Shown) {
        self.order.clone_from(&nodes.entities);
        self.node_of = vec![None; self.prepared.drawn().degree.len()];
        for (node, entity) in self.order.iter().enumerate() {
            self.node_of[entity.index()] = Some(node as u32);
        }
    }

    /// A layout with what is collapsed in its middle: the group then.
    fn placed(&self, method: Method) -> Method {
        match method {
            Method::Radial { center: Some(center) } => {
                Method::Radial { center: Some(self.place_of(EntityIx(center)).0) }
            }
            other => other,
        }
    }

    /// Sends the layout of a case to the thread. `pinned` says who does not move.
    pub(super) fn make(
        &mut self,
        (data, whole): Laid,
        method: Method,
        pinned: impl Fn(EntityIx) -> Option<[f32; 2]> + Send + Sync + 'static,
    ) {
        self.generation += 1;
        self.phase = LayoutPhase::Running;
        self.order_nodes(&whole);
        let (positions, aspect) = (Arc::clone(&self.positions), self.aspect);
        // Labels are measured and links counted on the layout's thread.
        let make = move || {
            let radius = |entity: EntityIx| scene::node_radius(&whole, entity);
            let label = |entity: EntityIx| scene::label_size(&data, &whole, entity);
            let place = |entity: EntityIx| Placed {
                start: positions.get(entity.index()).copied().filter(|at| at.iter().all(|c| c.is_finite())),
                pinned: pinned(entity),
            };
            let (request, order) = request_for(&data, &whole, &radius, &label, &place, SEED, aspect);
            Request { method: method.of_nodes(&order), polish: POLISH, ..request }
        };
        self.worker.send(Command::Make(Maker::new(make)));
    }

    /// Takes in what the layout's thread published. Without `motion` only where nodes come to rest is shown.
    pub(in super::super) fn poll_layout(&mut self, motion: bool) -> bool {
        let Some(Snapshot { positions, state, generation }) = self.worker.latest() else { return false };
        // Number 0 is a thread that could not be started.
        if let State::Failed(why) = &state
            && (generation == self.generation || generation == 0)
        {
            self.phase = LayoutPhase::Failed(why.clone());
            self.glide = None;
            return true;
        }
        if generation != self.generation || positions.len() != self.order.len() {
            return false;
        }
        let mut all = vec![[0.0; 2]; self.node_of.len()];
        for (entity, at) in self.order.iter().zip(&positions) {
            all[entity.index()] = *at;
        }
        self.gather(&mut all);
        let running = matches!(state, State::Running);
        self.quiet &= running;
        // What surrounds a dragged node follows the person's hand, and something must be drawn at first.
        if running && (self.quiet || !motion) && !self.dragged && !self.positions.is_empty() {
            let told = self.phase == LayoutPhase::Running;
            self.phase = LayoutPhase::Running;
            return !told;
        }
        self.dragged &= running;
        if let Some(glide) = &mut self.glide {
            glide.aim(all);
        } else if *self.positions != all {
            self.positions = Arc::new(all);
            self.positions_revision += 1;
        }
        self.phase = match state {
            State::Running => LayoutPhase::Running,
            State::Paused => LayoutPhase::Paused,
            State::Settled => LayoutPhase::Settled,
            State::Failed(why) => LayoutPhase::Failed(why), // told above
        };
        self.note_rest();
        true
    }

    pub(in super::super) fn toggle_pause(&mut self) {
        let paused = self.phase == LayoutPhase::Paused;
        self.worker.send(if paused { Command::Resume } else { Command::Pause });
    }

    pub(super) fn node(&self, entity: EntityIx) -> Option<u32> {
        self.node_of.get(entity.index()).copied().flatten()
    }

    pub(in super::super) fn drag(&mut self, entity: EntityIx, to: [f32; 2]) {
        if let Some(node) = self.node(entity) {
            self.dragged = true;
            // The node follows the pointer at once; its surroundings follow when the worker has moved them.
            let mut places = std::mem::take(&mut self.positions);
            let all = Arc::make_mut(&mut places);
            if let Some(at) = all.get_mut(entity.index()) {
                *at = to;
                self.positions_revision += 1;
            }
            self.gather(all);
            self.positions = places;
            if let Some(glide) = &mut self.glide {
                glide.hold(entity.index(), to);
            }
            self.worker.send(Command::Move { node, to });
        }
    }

    pub(in super::super) fn release(&mut self, entity: EntityIx, pin: bool) {
        if let Some(node) = self.node(entity) {
            self.worker.send(Command::Release { node, pin });
        }
    }

    pub(in super::super) fn pin(&mut self, entity: EntityIx, at: [f32; 2]) {
        if let Some(node) = self.node(entity) {
            self.worker.send(Command::Pin(node, at));
        }
    }

    pub(in super::super) fn unpin(&mut self, entity: EntityIx) {
        if let Some(node) = self.node(entity) {
            self.worker.send(Command::Unpin(node));
        }
    }

    pub(in super::super) fn unpin_all(&mut self) {
        self.worker.send(Command::UnpinAll);
    }
}
