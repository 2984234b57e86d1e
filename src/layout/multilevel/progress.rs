//! Pictures on the way: where all nodes of the part are while a coarse level is being laid out.

use super::Drawing;
use super::forces::Field;
use super::hierarchy::Level;
use super::levels::owners;

/// So much processor time, in nanoseconds, is to pass between two pictures. It is reckoned from what
/// there is to do, not measured: a clock would make runs differ.
const BETWEEN: f32 = 16e6;
/// Cost of a picture in nanoseconds a node; a picture is to cost a tenth of the time at most.
const PICTURE: f32 = 6.0;

/// Tells the caller where the nodes are, now and then.
pub(super) struct Progress<'a> {
    sink: &'a mut dyn FnMut(&[[f32; 2]]),
    nodes: usize,
    picture: Vec<[f32; 2]>,
    /// The node of the present level that each node belongs to; empty on the finest.
    owner: Vec<u32>,
    /// How far from its owner a node may be shown, by owner.
    radius: Vec<f32>,
    /// Work since the last picture.
    done: f32,
}

impl<'a> Progress<'a> {
    pub(super) fn new(nodes: usize, sink: &'a mut dyn FnMut(&[[f32; 2]])) -> Self {
        Self { sink, nodes, picture: Vec::new(), owner: Vec::new(), radius: Vec::new(), done: 0.0 }
    }

    /// Turns to a level with nodes of such mass, above the `finer` ones.
    pub(super) fn enter(&mut self, finer: &[Level], mass: &[f32]) {
        self.owner = if finer.is_empty() { Vec::new() } else { owners(finer, self.nodes) };
        self.radius = mass.iter().map(|m| 0.5 * (m.sqrt() - 1.0).max(0.0)).collect();
    }

    /// After a tick: a picture, if it is time for one.
    pub(super) fn ticked(&mut self, field: &Field) {
        self.done += field.cost();
        if self.done > BETWEEN.max(10.0 * PICTURE * self.nodes as f32) {
            self.tell(field);
        }
    }

    /// A picture.
    pub(super) fn tell(&mut self, field: &Field) {
        self.done = 0.0;
        self.keep(field);
        (self.sink)(&self.picture);
    }

    /// A picture before there are forces, with the nodes of the present level at these places.
    pub(super) fn sketch(&mut self, at: &[[f32; 2]]) {
        self.project(at);
        (self.sink)(&self.picture);
    }

    /// Notes where all nodes are.
    pub(super) fn keep(&mut self, field: &Field) {
        self.project(&field.positions());
    }

    fn project(&mut self, at: &[[f32; 2]]) {
        self.picture.clear();
        if self.owner.is_empty() {
            self.picture.extend_from_slice(at);
            return;
        }
        let radius = &self.radius;
        self.picture.extend(self.owner.iter().enumerate().map(|(v, &owner)| {
            let (p, r, [dx, dy]) = (at[owner as usize], radius[owner as usize], Drawing::spot(v, 4));
            [p[0] + r * dx, p[1] + r * dy]
        }));
    }

    /// What was noted or told last.
    pub(super) fn last(&mut self) -> Option<Vec<[f32; 2]>> {
        (!self.picture.is_empty()).then(|| std::mem::take(&mut self.picture))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spots_fill_the_square() {
        let mut quarters = [0; 4];
        for v in 0..1000 {
            let [x, y] = Drawing::spot(v, 4);
            assert!(x.abs() <= 1.0 && y.abs() <= 1.0);
            quarters[usize::from(x < 0.0) + 2 * usize::from(y < 0.0)] += 1;
        }
        assert!(quarters.iter().all(|q| (240..260).contains(q)), "{quarters:?}");
    }
}
