//! The one "selectable thing", the grain of selection, hover and hit-testing.

use super::{ClaimIx, DocIx, EntityIx, Span};

/// Something that a person can point at, anywhere in the window.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// An entity: a node, a row, a name in a text.
    Entity(EntityIx),
    /// A claim: a line, a card, a row.
    Claim(ClaimIx),
    /// One voice of a claim: the claim and the position among its attributions.
    Attribution(ClaimIx, u32),
    /// A whole document.
    Document(DocIx),
    /// A stretch of a document's text.
    Passage(DocIx, Span),
}

impl Item {
    /// The claim that this item is, or is a voice of.
    pub fn claim(self) -> Option<ClaimIx> {
        match self {
            Self::Claim(claim) | Self::Attribution(claim, _) => Some(claim),
            _ => None,
        }
    }

    /// The entity that this item is.
    pub fn entity(self) -> Option<EntityIx> {
        match self {
            Self::Entity(entity) => Some(entity),
            _ => None,
        }
    }
}
