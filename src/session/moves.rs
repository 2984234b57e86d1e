//! Where nodes are put: by a way of laying out, or by hand.

use super::{Reveal, Session};
use crate::layout::Method;
use crate::model::{EntityIx, Item};

impl Session {
    pub(super) fn set_layout(&mut self, method: Method) {
        if let Method::Radial { center: Some(center) } = method
            && !self.holds(Item::Entity(EntityIx(center)))
        {
            return;
        }
        // The group of whoever is in the middle stands there too.
        let method = match method {
            Method::Radial { center: Some(center) } if self.is_group(EntityIx(center)) => {
                let first = self.members_of(EntityIx(center)).first().map(|member| member.0);
                Method::Radial { center: first }
            }
            other => other,
        };
        self.view.layout = method;
        self.derived.change_layout(&self.data, &self.view);
        self.view.camera_by_hand = false;
        self.passing.reveal(Reveal::Follow);
    }

    /// Moves nodes on their way from one layout to another. `now` is the window's time in seconds; without
    /// `motion` they are there at once. Returns whether they are still on their way.
    pub fn advance(&mut self, now: f64, motion: bool) -> bool {
        let gliding = self.derived.advance(now, motion);
        self.derived.reroute(&self.data);
        gliding
    }

    pub(super) fn drag(&mut self, entity: EntityIx, to: [f32; 2]) {
        self.derived.drag(entity, to);
    }

    pub(super) fn drag_end(&mut self, entity: EntityIx, at: [f32; 2], pin: bool) {
        if pin {
            self.view.pins.insert(entity, at);
        }
        self.derived.release(entity, pin);
    }
}
