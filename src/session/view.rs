//! The view: what is hidden, what is pinned, where the camera looks.

use std::collections::{BTreeMap, BTreeSet};

use super::look::Look;
use crate::graph::{Ego, Filter, Fold, Lens};
use crate::layout::Method;
use crate::model::{Dataset, EntityIx, Item};
use crate::scene::Camera;

/// What the window is arranged for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Perspective {
    /// Looking at the whole: the graph, with lists, cards and text around it.
    #[default]
    Graph,
    /// Reading what is selected: graph, text and cards side by side.
    Read,
    /// Checking claim after claim: list, text and cards.
    Review,
}

impl Perspective {
    /// All, in the order of the top bar.
    pub const ALL: [Self; 3] = [Self::Graph, Self::Read, Self::Review];

    /// The name used in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Read => "read",
            Self::Review => "review",
        }
    }

    /// The word of the top bar.
    pub fn words(self) -> &'static str {
        match self {
            Self::Graph => "Graph",
            Self::Read => "Read",
            Self::Review => "Review",
        }
    }
}

/// As what the case is shown where the canvas stands: the graph, or one of its twins in rows and cells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Face {
    /// Nodes and lines.
    #[default]
    Graph,
    /// Who acts on whom and speaks about whom.
    Matrix,
    /// A row a claim.
    Claims,
    /// A row an entity.
    Entities,
}

impl Face {
    /// All, in the order of the switch.
    pub const ALL: [Self; 4] = [Self::Graph, Self::Matrix, Self::Claims, Self::Entities];

    /// The name used in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Matrix => "matrix",
            Self::Claims => "claims",
            Self::Entities => "entities",
        }
    }

    /// The word of the switch.
    pub fn words(self) -> &'static str {
        match self {
            Self::Graph => "Graph",
            Self::Matrix => "Matrix",
            Self::Claims => "Claims",
            Self::Entities => "Entities",
        }
    }
}

/// The part of the state that belongs to how a person looks at a case.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct View {
    /// What is hidden.
    pub filter: Filter,
    /// Which entities are seen as one.
    pub lens: Lens,
    /// The ego network shown, if one is.
    pub ego: Option<Ego>,
    /// Nodes that stay where they are, in layout units.
    pub pins: BTreeMap<EntityIx, [f32; 2]>,
    /// How the graph is laid out. In the middle of a radial layout is an entity, by its index.
    pub layout: Method,
    /// What the window is arranged for.
    pub perspective: Perspective,
    /// As what the case is shown in the graph's perspective.
    pub face: Face,
    /// A way of looking at the case that changes how it is drawn.
    pub look: Option<Look>,
    /// Where the canvas looks; `None` until it has drawn once.
    pub camera: Option<Camera>,
    /// Whether a person moved the camera; until then it follows the layout.
    pub camera_by_hand: bool,
}

impl View {
    /// Whether it shows the same as another, wherever the camera looks: what undo compares.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        // Named one by one, so that a new field makes whoever adds it decide.
        let Self {
            filter,
            lens,
            ego,
            pins,
            layout,
            look,
            perspective: _,
            face: _,
            camera: _,
            camera_by_hand: _,
        } = self;
        *filter == other.filter
            && *lens == other.lens
            && *look == other.look
            && *ego == other.ego
            && *pins == other.pins
            && *layout == other.layout
    }

    pub(super) fn set_camera(&mut self, camera: Camera, by_hand: bool) {
        self.camera = Some(camera);
        self.camera_by_hand |= by_hand;
    }

    /// Names whoever was merged as the one as whom they are seen now: in an ego network, among the few that are
    /// singled out, in the middle of a radial layout and in a way of looking. What was hidden by hand stays as it
    /// was: to hide the other one too was nobody's wish.
    pub(super) fn follow_merges(&mut self) {
        let lens = &self.lens;
        let seen = |entity: EntityIx| lens.target(entity);
        if let Some(ego) = &mut self.ego {
            ego.centre = seen(ego.centre);
        }
        if let Some(only) = &mut self.filter.only {
            *only = only.iter().copied().map(seen).collect();
        }
        if let Method::Radial { center: Some(center) } = &mut self.layout {
            *center = seen(EntityIx(*center)).0;
        }
        if let Some(look) = &mut self.look {
            look.follow(seen);
        }
    }

    /// The same view on a newer dataset: things are matched by id.
    pub(super) fn carry_over(&self, old: &Dataset, new: &Dataset) -> Self {
        let entity = |entity| old.carry_over(Item::Entity(entity), new).and_then(Item::entity);
        Self {
            filter: self.filter.carry_over(old, new),
            lens: carried_lens(&self.lens, entity),
            ego: self.ego.and_then(|ego| Some(Ego { centre: entity(ego.centre)?, ..ego })),
            pins: self.pins.iter().filter_map(|(&e, &at)| Some((entity(e)?, at))).collect(),
            layout: match self.layout {
                Method::Radial { center } => Method::Radial {
                    center: center.and_then(|center| entity(EntityIx(center))).map(|entity| entity.0),
                },
                other => other,
            },
            perspective: self.perspective,
            face: self.face,
            // It comes over by its ids, with the work on the case.
            look: None,
            camera: self.camera,
            camera_by_hand: self.camera_by_hand,
        }
    }
}

/// The merges and groups of entities that both have by their ids.
fn carried_lens(lens: &Lens, entity: impl Fn(EntityIx) -> Option<EntityIx>) -> Lens {
    let mut carried = Lens::default();
    for (&from, &into) in lens.merges() {
        if let (Some(from), Some(into)) = (entity(from), entity(into)) {
            carried.merge(from, into);
        }
    }
    for group in lens.groups() {
        let members: BTreeSet<EntityIx> = group.members.iter().filter_map(|e| entity(*e)).collect();
        if members.len() > 1 {
            carried.fold(Fold { around: group.around.and_then(&entity), members });
        }
    }
    carried
}
