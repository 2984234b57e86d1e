//! The measures of how central an entity is, as menus and tables offer them.

use crate::model::EntityIx;

use super::Analysis;

/// A measure of how central an entity is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// Claims it is an end of.
    Degree,
    /// The share of time a random walker spends at it.
    PageRank,
    /// The share of shortest ways that lead through it.
    Betweenness,
    /// The densest core it belongs to.
    Core,
}

impl Measure {
    /// All measures, in the order of menus.
    pub const ALL: [Self; 4] = [Self::Degree, Self::PageRank, Self::Betweenness, Self::Core];

    /// The name used in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::PageRank => "pagerank",
            Self::Betweenness => "betweenness",
            Self::Core => "core",
        }
    }

    /// The measure with this name in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.id() == id)
    }

    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Degree => "Degree",
            Self::PageRank => "PageRank",
            Self::Betweenness => "Betweenness",
            Self::Core => "k-core",
        }
    }

    /// The value of one entity; 0 for one that is hidden or from elsewhere.
    pub fn value(self, analysis: &Analysis, entity: EntityIx) -> f32 {
        let i = entity.index();
        match self {
            Self::Degree => analysis.degree.get(i).map_or(0.0, |degree| *degree as f32),
            Self::PageRank => analysis.pagerank.get(i).copied().unwrap_or(0.0),
            Self::Betweenness => analysis.betweenness.get(i).copied().unwrap_or(0.0),
            Self::Core => analysis.core.get(i).map_or(0.0, |core| *core as f32),
        }
    }

    /// The values of all entities of the dataset.
    pub fn values(self, analysis: &Analysis) -> Vec<f32> {
        (0..analysis.degree.len()).map(|i| self.value(analysis, EntityIx::new(i))).collect()
    }
}
