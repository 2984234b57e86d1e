//! A drawing that goes on settling as a whole.

use std::sync::atomic::AtomicBool;

use super::geometry::{distance, median};
use super::multilevel::{Field, Law, Net};
use super::request::{EDGE, Point, Request};

/// Layout units a unit of the forces, in a drawing whose middle line is [`EDGE`] long.
const UNIT: f32 = EDGE / 2.0;
/// Hops between two nodes of a large graph, about: the forces depend on it little.
const HOPS: f32 = 6.0;
/// Lists of far nodes serve so many ticks.
const RENEWAL: u32 = 4;

/// Multilevel forces on a drawing that is there: all nodes warm, or some.
pub struct Relaxation {
    field: Field,
    /// Layout units a unit of the forces.
    unit: f32,
}

impl Relaxation {
    /// Goes on with a drawing of a request; `at` has a place for each node, in layout units. All nodes
    /// are warm.
    pub fn new(request: &Request, at: &[Point]) -> Self {
        let pull = |weight: f32| if weight < 1.0 { weight } else { 1.0 + weight.min(1e6).ln() };
        let links = request.links.iter().filter(|link| link.weight > 0.0);
        let net = Net::new(request.nodes.len(), links.map(|link| (link.a, link.b, pull(link.weight))));
        Self::on(net, request.links.iter().map(|link| (link.a, link.b)), at)
    }

    /// The same with a graph that is there already. `lines` are what the drawing is measured by.
    pub(super) fn on(net: Net, lines: impl Iterator<Item = (u32, u32)>, at: &[Point]) -> Self {
        let length = |(a, b): (u32, u32)| Some(distance(*at.get(a as usize)?, *at.get(b as usize)?));
        // A sample will do, and keeps a million links from being sorted.
        let lengths: Vec<f32> = lines.filter_map(length).filter(|l| *l > 0.0).take(20_000).collect();
        let unit = median(lengths).filter(|middle| middle.is_finite()).map_or(UNIT, |middle| middle / 2.0);
        let unit = unit.max(1e-3);
        let scaled: Vec<Point> = at.iter().map(|p| p.map(|c| c / unit)).collect();
        let mut field = Field::new(net, &scaled, Law::of(at.len(), HOPS));
        field.renew_every(RENEWAL);
        Self { field, unit }
    }

    /// Moves every warm node once by a share `alpha` of its force.
    pub fn tick(&mut self, alpha: f32) {
        self.field.tick(alpha, &AtomicBool::new(false));
    }

    /// Freezes all nodes.
    pub(super) fn freeze(&mut self) {
        self.field.set_all_warmth(0.0);
    }

    /// Warms a node fully, its neighbours half as much, and so on down to a tenth.
    pub(super) fn warm_about(&mut self, node: u32) {
        self.field.warm_about(&[node], 0.5);
    }

    /// Holds a node at a place, or lets it go.
    pub(super) fn hold(&mut self, node: u32, at: Option<Point>) {
        self.field.fix(node as usize, at.is_some());
        if let Some(at) = at {
            self.field.put(node as usize, at.map(|c| c / self.unit));
        }
    }

    /// How much each node's steps count: 0 is frozen, 1 is free.
    pub(super) fn set_warmth(&mut self, warmth: &[f32]) {
        for (v, warmth) in warmth.iter().enumerate() {
            self.field.set_warmth(v, *warmth);
        }
    }

    /// Where the nodes are, in layout units.
    pub fn places(&self) -> Vec<Point> {
        self.field.positions().into_iter().map(|p| p.map(|c| c * self.unit)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    #[test]
    fn a_stretched_line_comes_back_and_cold_nodes_stay() {
        let links = (1..100u32).map(|b| LinkSpec { a: b / 2, b, weight: 1.0 }).collect();
        let request = Request { nodes: vec![NodeSpec::default(); 100], links, ..Request::default() };
        let mut at = super::super::run(&request, &AtomicBool::new(false), &mut |_| {});
        at[99] = [at[99][0] + 900.0, at[99][1]];
        let mut relaxation = Relaxation::new(&request, &at);
        let mut warmth = vec![0.0; 100];
        warmth[99] = 1.0;
        relaxation.set_warmth(&warmth);
        (0..60).for_each(|_| relaxation.tick(0.3));
        let settled = relaxation.places();
        assert!(distance(settled[99], settled[49]) < 5.0 * EDGE);
        assert!(distance(settled[0], at[0]) < 0.1);
    }
}
