//! Which layout: by forces, or one of those that follow a rule of their own.

use crate::model::EntityIx;

/// A way to lay a graph out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Method {
    /// By forces: neighbours near, groups apart.
    #[default]
    Force,
    /// Least stress: how far apart two nodes lie tells how many lines are between them.
    Stress,
    /// Rings about one node, by the number of lines on the way to it.
    Radial {
        /// The node in the middle, an index into the request's nodes; `None` for the best connected. A
        /// view holds the index of an entity here, and [`Method::of_nodes`] turns it into that of a node.
        center: Option<u32>,
    },
    /// Layers from top to bottom, lines pointing down.
    Layered,
    /// All on one circle a part.
    Circular,
    /// By date from left to right.
    Timeline,
}

impl Method {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 6] = [
        Self::Force,
        Self::Stress,
        Self::Radial { center: None },
        Self::Layered,
        Self::Circular,
        Self::Timeline,
    ];

    /// The name that commands and files use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Stress => "stress",
            Self::Radial { .. } => "radial",
            Self::Layered => "layered",
            Self::Circular => "circular",
            Self::Timeline => "timeline",
        }
    }

    /// The words of menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::Force => "Forces",
            Self::Stress => "True distances",
            Self::Radial { .. } => "Radial",
            Self::Layered => "Layers",
            Self::Circular => "Circle",
            Self::Timeline => "Timeline",
        }
    }

    /// The method with a name; a radial one has the best-connected node in the middle.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Whether it is the same way, whatever is in the middle.
    pub fn is_like(self, other: Self) -> bool {
        self.name() == other.name()
    }

    /// The method for a request whose nodes are these entities: the entity in the middle becomes a node.
    pub fn of_nodes(self, order: &[EntityIx]) -> Self {
        match self {
            Self::Radial { center: Some(entity) } => {
                let node = order.iter().position(|known| known.0 == entity);
                Self::Radial { center: node.map(|node| node as u32) }
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_methods() {
        for method in Method::ALL {
            assert_eq!(Method::parse(method.name()), Some(method));
        }
        assert_eq!(Method::parse("Force"), None);
        assert!(Method::Radial { center: Some(3) }.is_like(Method::Radial { center: None }));
    }

    #[test]
    fn the_middle_becomes_a_node() {
        let order = [EntityIx(4), EntityIx(9)];
        let radial = |center| Method::Radial { center };
        assert_eq!(radial(Some(9)).of_nodes(&order), radial(Some(1)));
        assert_eq!(radial(Some(5)).of_nodes(&order), radial(None));
        assert_eq!(Method::Layered.of_nodes(&order), Method::Layered);
    }
}
