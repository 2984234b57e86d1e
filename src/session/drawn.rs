//! What the sizes and colours of nodes stand for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Session;
use crate::graph::{Analysis, Measure, Shown};
use crate::model::EntityIx;

/// What the size of a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeSize {
    /// Claims and voices shown.
    #[default]
    Claims,
    /// `PageRank`.
    PageRank,
    /// Betweenness.
    Betweenness,
    /// The densest core.
    Core,
    /// Nothing: all are alike.
    Equal,
}

impl NodeSize {
    /// All, in the order of the list.
    pub const ALL: [Self; 5] = [Self::Claims, Self::PageRank, Self::Betweenness, Self::Core, Self::Equal];

    /// The words of the list.
    pub fn words(self) -> &'static str {
        match self {
            Self::Claims => "Degree of claims",
            Self::PageRank => "PageRank",
            Self::Betweenness => "Betweenness",
            Self::Core => "k-core",
            Self::Equal => "All equal",
        }
    }

    fn measure(self) -> Option<Measure> {
        match self {
            Self::Claims | Self::Equal => None,
            Self::PageRank => Some(Measure::PageRank),
            Self::Betweenness => Some(Measure::Betweenness),
            Self::Core => Some(Measure::Core),
        }
    }

    /// The same graph with other weights; itself while the figures for them are being worked out. Measures are
    /// those of the whole case, so that hiding something does not change what a node means.
    pub(super) fn weigh(self, shown: Arc<Shown>, analysis: Option<&Analysis>) -> Arc<Shown> {
        /// Between the least and the largest mark.
        const MIDDLE: f32 = 0.3;
        let value: Box<dyn Fn(EntityIx) -> f32> = match (self.measure(), analysis) {
            (Some(measure), Some(analysis)) => Box::new(move |entity| measure.value(analysis, entity)),
            _ if self == Self::Equal => Box::new(|_| MIDDLE),
            _ => return shown,
        };
        let mut weighed = (*shown).clone();
        let mut most = if self == Self::Equal { 1.0 } else { 0.0f32 };
        for &entity in &shown.entities {
            if let Some(weight) = weighed.degree.get_mut(entity.index()) {
                *weight = value(entity);
                most = most.max(*weight);
            }
        }
        weighed.max_degree = most;
        Arc::new(weighed)
    }

    /// Gives what is drawn of a case with groups the weights of `shown`, its entities apart: a group weighs as much
    /// as the heaviest of those in it. Claims and voices are counted where they are drawn.
    pub(super) fn weigh_groups(self, drawn: &mut Shown, shown: &Shown, places: &[EntityIx]) {
        if self == Self::Claims {
            return;
        }
        drawn.degree.fill(0.0);
        for &entity in &shown.entities {
            let place = places.get(entity.index()).copied().unwrap_or(entity);
            let weight = shown.degree.get(entity.index()).copied().unwrap_or(0.0);
            if let Some(known) = drawn.degree.get_mut(place.index()) {
                *known = known.max(weight);
            }
        }
        drawn.max_degree = shown.max_degree;
    }
}

/// What the colour of a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeColor {
    /// Its kind.
    #[default]
    Kind,
    /// Its community.
    Community,
}

impl NodeColor {
    /// All, in the order of the list.
    pub const ALL: [Self; 2] = [Self::Kind, Self::Community];

    /// The words of the list.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::Community => "Community",
        }
    }
}

impl Session {
    /// Takes in what sizes and colours of nodes stand for, where a person chose anew.
    pub(super) fn draw_by(&mut self) {
        if self.derived.draw_by(self.settings.node_size, self.settings.node_color) {
            self.refresh();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Filter, derive};

    #[test]
    fn measures_weigh_the_nodes_shown_and_equal_ones_are_alike() {
        let data = crate::io::load_bundled(1).dataset;
        let shown = Arc::new(derive(&data, &Filter::default(), None));
        let count = data.entities().len();
        let analysis =
            Analysis { degree: vec![0; count], core: (0..count as u32).collect(), ..Analysis::default() };
        assert!(Arc::ptr_eq(&shown, &NodeSize::Claims.weigh(Arc::clone(&shown), Some(&analysis))));
        assert!(Arc::ptr_eq(&shown, &NodeSize::Core.weigh(Arc::clone(&shown), None)), "not known yet");
        let by_core = NodeSize::Core.weigh(Arc::clone(&shown), Some(&analysis));
        let last = shown.entities.last().copied().unwrap();
        assert_eq!(by_core.degree[last.index()], by_core.max_degree);
        let equal = NodeSize::Equal.weigh(Arc::clone(&shown), None);
        assert!(shown.entities.iter().all(|e| equal.degree[e.index()] < equal.max_degree));
        assert_eq!(equal.claims, shown.claims);
    }
}
