//! The figures of a filtered graph: how central each entity is, and which group it belongs to.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::Dataset;

use super::components::parts;
use super::derive::ends;
use super::net::Net;
use super::pagerank::{Direction, pagerank};
use super::{Groups, Shown, centrality, communities};

/// Figures over shown entities and shown claims; but for the degree, claims about one entity alone do not
/// count. Each list has one value for each entity of the dataset.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Analysis {
    /// Claims an entity is an end of, loops once; 0 where hidden.
    pub degree: Vec<u32>,
    /// `PageRank`, whichever way lines point; shares of 1, 0 where hidden.
    pub pagerank: Vec<f32>,
    /// Betweenness as a share of all pairs, 0 to 1; 0 where hidden.
    pub betweenness: Vec<f32>,
    /// The densest core; 0 where hidden.
    pub core: Vec<u32>,
    /// Number of the community, the largest 0; [`Analysis::NONE`] where hidden.
    pub community: Vec<u32>,
    /// Number of the connected part, the largest 0; [`Analysis::NONE`] where hidden.
    pub component: Vec<u32>,
    /// Whether betweenness was counted rather than estimated.
    pub exact: bool,
}

impl Analysis {
    /// The number of the group of an entity that is hidden.
    pub const NONE: u32 = u32::MAX;

    /// Who belongs together, as filters and facets take it.
    pub fn groups(&self) -> Groups<'_> {
        Groups { community: &self.community, component: &self.component }
    }
}

/// Seed of the communities: the same graph always falls into the same ones.
const SEED: u64 = 1;

/// Analyses a filtered graph; `None` when `stop` was set meanwhile.
///
/// Near linear but for betweenness, which is estimated where counting it would take seconds.
pub fn analyse(data: &Dataset, shown: &Shown, stop: &AtomicBool) -> Option<Analysis> {
    let net = Net::of(data, shown);
    let (nodes, pairs) = (net.entities.len(), net.pairs());
    let mut degree = vec![0; data.entities().len()];
    for claim in data.claim_ixs().filter(|claim| shown.has_claim(*claim)) {
        ends(data.claim(claim)).for_each(|end| degree[end.index()] += 1);
    }
    let pagerank = pagerank(nodes, &net.lines, Direction::Ignored, stop)?;
    let core = centrality::cores(nodes, &pairs);
    let component = parts(nodes, &net.lines);
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    let community = communities::communities(nodes, &pairs, SEED);
    let (betweenness, exact) = centrality::betweenness(nodes, &pairs, stop)?;
    let narrow = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect::<Vec<f32>>();
    Some(Analysis {
        degree,
        pagerank: net.spread(&narrow(pagerank), 0.0),
        betweenness: net.spread(&narrow(betweenness), 0.0),
        core: net.spread(&core, 0),
        community: net.spread(&community, Analysis::NONE),
        component: net.spread(&component, Analysis::NONE),
        exact,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case};
    use super::super::{Filter, Measure, derive};
    use super::*;
    use crate::model::EntityIx;

    static GO: AtomicBool = AtomicBool::new(false);

    #[test]
    fn a_triangle_a_speaker_and_a_loner() {
        let data = case();
        let shown = derive(&data, &Filter::default(), None);
        let analysis = analyse(&data, &shown, &GO).expect("not stopped");
        assert_eq!(analysis.degree, [3, 2, 2, 0, 0]);
        assert_eq!(analysis.core, [2, 2, 2, 0, 0]);
        assert_eq!(analysis.community, [0, 0, 0, 1, 2]);
        assert_eq!(analysis.component, [0, 0, 0, 1, 2]);
        assert_eq!(analysis.betweenness, [0.0; 5]);
        assert!(analysis.exact);
        assert_eq!(Measure::Degree.values(&analysis), [3.0, 2.0, 2.0, 0.0, 0.0]);
        assert_eq!(Measure::PageRank.value(&analysis, EntityIx(9)), 0.0);
        assert_eq!(analyse(&data, &shown, &AtomicBool::new(true)), None);
    }

    #[test]
    fn measures_are_found_by_their_ids() {
        for measure in Measure::ALL {
            assert_eq!(Measure::from_id(measure.id()), Some(measure));
        }
    }

    proptest! {
        #[test]
        fn one_value_an_entity_and_none_for_the_hidden(data in arbitrary_case(), kind in 0u32..4) {
            let kinds = [crate::model::KindIx(kind)].into();
            let shown = derive(&data, &Filter { kinds, ..Filter::default() }, None);
            let analysis = analyse(&data, &shown, &GO).expect("not stopped");
            for entity in data.entity_ixs() {
                let hidden = !shown.has_entity(entity);
                prop_assert_eq!(analysis.community[entity.index()] == Analysis::NONE, hidden);
                prop_assert_eq!(analysis.component[entity.index()] == Analysis::NONE, hidden);
                prop_assert_eq!(analysis.pagerank[entity.index()] == 0.0, hidden);
            }
            for measure in Measure::ALL {
                prop_assert_eq!(measure.values(&analysis).len(), data.entities().len());
            }
        }
    }
}
