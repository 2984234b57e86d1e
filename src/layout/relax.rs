//! A drawing that goes on settling as a whole.

use super::geometry::{distance, median};
use super::multilevel::{Field, Law, Net};
use super::net::strength;
use super::request::{EDGE, Point, Request};
use super::stop::Stop;

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
        let lines = request.links.iter().map(|link| (link.a, link.b));
        let net = Self::net(request, Stop::never());
        let started = net.and_then(|net| Self::on(net, lines, at, Stop::never()));
        started.expect("nobody stops it")
    }

    /// A request's links as the forces see them; `None` when told to stop.
    pub(super) fn net(request: &Request, stop: Stop) -> Option<Net> {
        let links = request.links.iter().filter(|link| link.weight > 0.0);
        let links = links.map(|link| (link.a, link.b, strength(link.weight)));
        Net::unless(request.nodes.len(), links, stop)
    }

    /// The same with a graph that is there already. `lines` are what the drawing is measured by. `None` when
    /// told to stop.
    pub(super) fn on(
        net: Net,
        lines: impl Iterator<Item = (u32, u32)>,
        at: &[Point],
        stop: Stop,
    ) -> Option<Self> {
        let length = |(a, b): (u32, u32)| Some(distance(*at.get(a as usize)?, *at.get(b as usize)?));
        // A sample will do, and keeps a million links from being sorted.
        let lengths: Vec<f32> = lines.filter_map(length).filter(|l| *l > 0.0).take(20_000).collect();
        let unit = median(lengths).filter(|middle| middle.is_finite()).map_or(UNIT, |middle| middle / 2.0);
        let unit = unit.max(1e-3);
        let scaled: Vec<Point> = at.iter().map(|p| p.map(|c| c / unit)).collect();
        let mut field = Field::start(net, &scaled, Law::of(at.len(), HOPS), stop.0)?;
        field.renew_every(RENEWAL);
        Some(Self { field, unit })
    }

    /// Moves every warm node once by a share `alpha` of its force.
    pub fn tick(&mut self, alpha: f32) {
        self.tick_unless(alpha, Stop::never());
    }

    /// The same; told to stop, it leaves off and says `false`.
    pub(super) fn tick_unless(&mut self, alpha: f32, stop: Stop) -> bool {
        self.field.tick(alpha, stop.0)
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
        let mut at = super::super::run(&request, Stop::never().0, &mut |_| {});
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
