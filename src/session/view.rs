//! The view: what is hidden, what is pinned, where the camera looks.

use std::collections::BTreeMap;

use crate::graph::{Ego, Filter, Voice};
use crate::layout::Method;
use crate::model::{Dataset, EntityIx, Item};
use crate::scene::Camera;

/// The part of the state that belongs to how a person looks at a case.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct View {
    /// What is hidden.
    pub filter: Filter,
    /// The ego network shown, if one is.
    pub ego: Option<Ego>,
    /// Nodes that stay where they are, in layout units.
    pub pins: BTreeMap<EntityIx, [f32; 2]>,
    /// How the graph is laid out. In the middle of a radial layout is an entity, by its index.
    pub layout: Method,
    /// Where the canvas looks; `None` until it has drawn once.
    pub camera: Option<Camera>,
    /// Whether a person moved the camera; until then it follows the layout.
    pub camera_by_hand: bool,
}

impl View {
    /// Whether it shows the same as another, wherever the camera looks: what undo compares.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        // Named one by one, so that a new field makes whoever adds it decide.
        let Self { filter, ego, pins, layout, camera: _, camera_by_hand: _ } = self;
        *filter == other.filter && *ego == other.ego && *pins == other.pins && *layout == other.layout
    }

    pub(super) fn set_camera(&mut self, camera: Camera, by_hand: bool) {
        self.camera = Some(camera);
        self.camera_by_hand |= by_hand;
    }

    /// The same view on a newer dataset: things are matched by id.
    pub(super) fn carry_over(&self, old: &Dataset, new: &Dataset) -> Self {
        let entity = |entity| old.carry_over(Item::Entity(entity), new).and_then(Item::entity);
        let mut filter = self.filter.clone();
        filter.kinds = filter.kinds.iter().filter_map(|&kind| new.kinds().find(&old.kind(kind).id)).collect();
        filter.speakers = filter
            .speakers
            .iter()
            .filter_map(|&voice| match voice {
                Voice::Document => Some(Voice::Document),
                Voice::Entity(speaker) => entity(speaker).map(Voice::Entity),
            })
            .collect();
        Self {
            filter,
            ego: self.ego.and_then(|ego| Some(Ego { centre: entity(ego.centre)?, ..ego })),
            pins: self.pins.iter().filter_map(|(&e, &at)| Some((entity(e)?, at))).collect(),
            layout: match self.layout {
                Method::Radial { center } => Method::Radial {
                    center: center.and_then(|center| entity(EntityIx(center))).map(|entity| entity.0),
                },
                other => other,
            },
            camera: self.camera,
            camera_by_hand: self.camera_by_hand,
        }
    }
}
