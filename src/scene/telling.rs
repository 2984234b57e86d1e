//! What a perspective says of each claim: whether the chosen speakers hold it, and how it is drawn then.

use super::build::Input;
use super::curve::{add, at_angle, path_length, place_at};
use super::shape::{Pen, Scene};
use super::{Point, Rgba};
use crate::graph::{Compared, Told};
use crate::model::{ClaimIx, EntityIx, Item};

/// What is left of a claim about which the chosen speaker says nothing, and of a node with only such claims.
const FADED: f32 = 0.16;
const FADED_NODE: f32 = 0.23;
/// What is left of the colour of text on a line that the chosen speaker denies.
pub(super) const STRUCK: f32 = 0.6;
/// Distance between the strokes across a struck line, and half their length, in points.
const APART: f32 = 12.0;
const HALF: f32 = 4.0;

/// How a claim stands to the speakers whose view is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Telling {
    /// As always.
    #[default]
    Plain,
    /// The speaker denies it: struck through along its whole length.
    Struck,
    /// The speaker says nothing of it.
    Faded,
    /// Only the first of two speakers says so: a lettered pill, "A".
    OnlyA,
    /// Only the second does: "B".
    OnlyB,
    /// One says so and the other denies it: "A≠B".
    Contradicted,
}

impl Telling {
    /// The letters of the pill that the line carries in its middle.
    pub(super) fn letters(self) -> Option<&'static str> {
        match self {
            Self::OnlyA => Some("A"),
            Self::OnlyB => Some("B"),
            Self::Contradicted => Some("A≠B"),
            Self::Plain | Self::Struck | Self::Faded => None,
        }
    }
}

impl From<Told> for Telling {
    /// One teller alone: only what they deny and what they are silent on looks otherwise than always.
    fn from(told: Told) -> Self {
        match told {
            Told::Says | Told::Divided | Told::Unsure => Self::Plain,
            Told::Denies => Self::Struck,
            Told::Silent => Self::Faded,
        }
    }
}

impl From<Compared> for Telling {
    /// Two tellers beside each other.
    fn from(compared: Compared) -> Self {
        match compared {
            Compared::Agreed => Self::Plain,
            Compared::Contradicted => Self::Contradicted,
            Compared::OnlyA => Self::OnlyA,
            Compared::OnlyB => Self::OnlyB,
            Compared::Neither => Self::Faded,
        }
    }
}

impl Input<'_> {
    pub(super) fn telling(&self, claim: ClaimIx) -> Telling {
        self.told.and_then(|told| told.get(claim.index())).copied().unwrap_or_default()
    }

    /// Share of a claim's colour, 0 to 1: what stands out and what the perspective leaves of it.
    pub(super) fn claim_opacity(&self, claim: ClaimIx) -> f32 {
        let opacity = self.emphasis.claim_opacity(claim);
        if self.telling(claim) == Telling::Faded { opacity.min(FADED) } else { opacity }
    }

    /// The same of an entity: it fades when all that is said of it, or that it says, does.
    pub(super) fn entity_opacity(&self, entity: EntityIx) -> f32 {
        let opacity = self.emphasis.entity_opacity(entity);
        if self.told.is_none() {
            return opacity;
        }
        let (acts, acted_on) = (self.data.acts(entity).iter(), self.data.acted_on(entity).iter());
        let says = self.data.says(entity).iter().map(|(claim, _)| claim);
        let mut claims =
            acts.chain(acted_on).chain(says).filter(|claim| self.shown.has_claim(**claim)).peekable();
        let fades = claims.peek().is_some() && claims.all(|claim| self.telling(*claim) == Telling::Faded);
        if fades { opacity.min(FADED_NODE) } else { opacity }
    }
}

/// Draws the short strokes across a line that is denied.
pub(super) fn strike(scene: &mut Scene, color: Rgba, path: &[Point], item: Option<Item>) {
    let long = path_length(path);
    // A line of fifty screens gets no more strokes than one can see.
    let count = (long / APART).floor().clamp(1.0, 400.0);
    let first = (long - (count - 1.0) * APART) * 0.5;
    for i in 0..count as usize {
        let (at, direction) = place_at(path, first + i as f32 * APART);
        let angle = direction[1].atan2(direction[0]) - 62.0_f32.to_radians();
        let half = at_angle(angle, HALF);
        scene.stroke(&[add(at, [-half[0], -half[1]]), add(at, half)], Pen::new(1.2, color), item);
    }
}
