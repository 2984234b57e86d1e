//! The graph as the layout sees it: one line a pair of nodes, adjacency in one array.

use super::request::Request;
use super::sort;
use super::stop::Stop;

/// A line between two different nodes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Claims that it stands for; below 1 a weak link.
    pub(super) weight: f32,
}

impl Line {
    pub(super) fn is_weak(&self) -> bool {
        self.weight < 1.0
    }

    /// How hard it pulls.
    pub(super) fn strength(&self) -> f32 {
        strength(self.weight)
    }
}

/// How hard a link of a weight pulls; many claims pull little harder than a few.
pub(super) fn strength(weight: f32) -> f32 {
    if weight < 1.0 { weight } else { 1.0 + weight.min(1e6).ln() }
}

/// A line as seen from one of its ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Arc {
    pub(super) to: u32,
    pub(super) line: u32,
}

/// An undirected graph without loops and parallel lines.
#[derive(Clone, Default, Debug)]
pub(super) struct Net {
    pub(super) lines: Vec<Line>,
    first: Vec<u32>,
    arcs: Vec<Arc>,
    /// Claims that each node is an end of, loops included.
    pub(super) degree: Vec<f32>,
}

impl Net {
    /// The graph of a request.
    pub(super) fn of(request: &Request) -> Self {
        Self::unless(request, Stop::never()).unwrap_or_default()
    }

    /// The same; `None` when told to stop.
    pub(super) fn unless(request: &Request, stop: Stop) -> Option<Self> {
        let n = request.nodes.len();
        let mut degree = vec![0.0; n];
        let mut lines = Vec::with_capacity(request.links.len());
        for (step, link) in request.links.iter().enumerate() {
            stop.check_at(step)?;
            let (a, b) = (link.a.min(link.b), link.a.max(link.b));
            if b as usize >= n || !link.weight.is_finite() || link.weight <= 0.0 {
                continue;
            }
            let weight = link.weight.min(1e6);
            if weight >= 1.0 {
                degree[a as usize] += weight;
            }
            if a != b {
                degree[b as usize] += if weight >= 1.0 { weight } else { 0.0 };
                lines.push(Line { a, b, weight });
            }
        }
        // Stable, so that sums do not depend on the sorting algorithm.
        let mut lines = sort::by_ends(lines, n, |line| (line.a, line.b), stop)?;
        lines.dedup_by(|next, line| {
            let same = (next.a, next.b) == (line.a, line.b);
            if same {
                line.weight = match (line.is_weak(), next.is_weak()) {
                    (false, false) => line.weight + next.weight,
                    _ => line.weight.max(next.weight),
                };
            }
            same
        });
        Self::new(lines, degree, stop)
    }

    fn new(lines: Vec<Line>, degree: Vec<f32>, stop: Stop) -> Option<Self> {
        let n = degree.len();
        let mut first = vec![0u32; n + 1];
        for (step, line) in lines.iter().enumerate() {
            stop.check_at(step)?;
            first[line.a as usize + 1] += 1;
            first[line.b as usize + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut fill = first.clone();
        let mut arcs = vec![Arc { to: 0, line: 0 }; lines.len() * 2];
        for (i, line) in lines.iter().enumerate() {
            stop.check_at(i)?;
            for (from, to) in [(line.a, line.b), (line.b, line.a)] {
                let slot = &mut fill[from as usize];
                arcs[*slot as usize] = Arc { to, line: i as u32 };
                *slot += 1;
            }
        }
        Some(Self { lines, first, arcs, degree })
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.degree.len()
    }

    pub(super) fn arcs(&self, v: usize) -> &[Arc] {
        &self.arcs[self.first[v] as usize..self.first[v + 1] as usize]
    }

    /// The connected parts, weak links included: each in rising order, by their lowest node. `None`
    /// when told to stop.
    pub(super) fn parts(&self, stop: Stop) -> Option<Vec<Vec<u32>>> {
        let mut part_of = vec![u32::MAX; self.len()];
        let (mut count, mut queue) = (0, Vec::new());
        for root in 0..self.len() {
            stop.check_at(root)?;
            if part_of[root] != u32::MAX {
                continue;
            }
            part_of[root] = count;
            queue.push(root as u32);
            while let Some(v) = queue.pop() {
                stop.check_at(v as usize)?;
                for arc in self.arcs(v as usize) {
                    if part_of[arc.to as usize] == u32::MAX {
                        part_of[arc.to as usize] = count;
                        queue.push(arc.to);
                    }
                }
            }
            count += 1;
        }
        let mut parts = vec![Vec::new(); count as usize];
        for (v, &part) in part_of.iter().enumerate() {
            stop.check_at(v)?;
            parts[part as usize].push(v as u32);
        }
        Some(parts)
    }

    /// The graph among some nodes, given in rising order, which are renumbered in that order. `None`
    /// when told to stop.
    pub(super) fn part(&self, nodes: &[u32], stop: Stop) -> Option<Self> {
        let local = |v: u32| nodes.binary_search(&v).ok().map(|i| i as u32);
        let mut lines = Vec::new();
        for (step, &v) in nodes.iter().enumerate() {
            stop.check_at(step)?;
            for arc in self.arcs(v as usize).iter().filter(|arc| arc.to > v) {
                if let (Some(a), Some(b)) = (local(v), local(arc.to)) {
                    lines.push(Line { a, b, ..self.lines[arc.line as usize] });
                }
            }
        }
        Self::new(lines, nodes.iter().map(|&v| self.degree[v as usize]).collect(), stop)
    }

    /// The two best-connected nodes in the order of the list; equal ones as listed. `None` where
    /// fewer than two nodes are an end of anything.
    pub(super) fn hubs(&self) -> Option<[usize; 2]> {
        hubs(&self.degree)
    }
}

/// The two nodes of the greatest degree above 0 in the order of the list; equal ones as listed.
pub(super) fn hubs(degree: &[f32]) -> Option<[usize; 2]> {
    let better = |a: &usize, b: &usize| degree[*a].total_cmp(&degree[*b]).then(b.cmp(a));
    let first = (0..degree.len()).max_by(better)?;
    let second = (0..degree.len()).filter(|v| *v != first).max_by(better)?;
    (degree[second] > 0.0).then(|| [first.min(second), first.max(second)])
}

#[cfg(test)]
mod tests {
    use super::super::request::{LinkSpec, NodeSpec};
    use super::*;

    fn net(n: usize, links: &[(u32, u32, f32)]) -> Net {
        let links = links.iter().map(|&(a, b, weight)| LinkSpec { a, b, weight }).collect();
        Net::of(&Request { nodes: vec![NodeSpec::default(); n], links, ..Request::default() })
    }

    #[test]
    fn parallel_links_become_one_line() {
        let net = net(3, &[(1, 0, 1.0), (0, 1, 2.0), (0, 1, 0.2), (2, 1, 0.2), (2, 1, 0.3)]);
        let line = |a, b, weight| Line { a, b, weight };
        assert_eq!(net.lines, [line(0, 1, 3.0), line(1, 2, 0.3)]);
        assert_eq!(net.degree, [3.0, 3.0, 0.0]);
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let net = net(2, &[(0, 5, 1.0), (0, 1, f32::NAN), (0, 1, -1.0), (1, 1, 2.0)]);
        assert!(net.lines.is_empty());
        assert_eq!(net.degree, [0.0, 2.0]);
    }

    #[test]
    fn parts_keep_their_lines() {
        let net = net(5, &[(0, 3, 1.0), (3, 4, 2.0), (1, 2, 0.2)]);
        assert_eq!(net.parts(Stop::never()).unwrap(), [vec![0, 3, 4], vec![1, 2]]);
        let part = net.part(&[0, 3, 4], Stop::never()).unwrap();
        assert_eq!(part.lines.iter().map(|l| (l.a, l.b)).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
        assert_eq!(part.degree, [1.0, 3.0, 2.0]);
        assert_eq!(net.hubs(), Some([3, 4]));
    }
}
