//! The connected parts of a large graph, as stretches of shared arrays.

use super::net::strength;
use super::request::{LinkSpec, Point, Request};
use super::sort;
use super::stop::Stop;

/// The links that make sense: between nodes that there are, with a weight above 0.
pub(super) fn valid(request: &Request) -> impl Iterator<Item = &LinkSpec> {
    let n = request.nodes.len();
    request.links.iter().filter(move |link| (link.a.max(link.b) as usize) < n && link.weight > 0.0)
}

/// The connected parts, largest first, equal ones by their lowest node.
pub(super) struct Parts {
    /// All nodes, part by part, rising within each.
    pub(super) members: Vec<u32>,
    /// Where each part's members begin, and where the last one's end.
    first: Vec<u32>,
    /// Of each node, its place within its part.
    local: Vec<u32>,
    /// Links by part; empty where there is one part, whose links are all.
    links: Vec<u32>,
    first_link: Vec<u32>,
}

impl Parts {
    /// Finds them; `None` when told to stop.
    pub(super) fn of(request: &Request, stop: Stop) -> Option<Self> {
        let n = request.nodes.len();
        let mut root: Vec<u32> = (0..n as u32).collect();
        for (step, link) in valid(request).enumerate() {
            stop.check_at(step)?;
            let (a, b) = (find(&mut root, link.a), find(&mut root, link.b));
            // The lowest node stands for its part.
            root[a.max(b) as usize] = a.min(b);
        }
        let mut size = vec![0u32; n];
        for v in 0..n as u32 {
            stop.check_at(v as usize)?;
            size[find(&mut root, v) as usize] += 1;
        }
        let roots: Vec<u32> = (0..n as u32).filter(|&v| size[v as usize] > 0).collect();
        let roots = sort::by_key(&roots, n + 1, |&v| n - size[v as usize] as usize, stop)?;
        let mut first = vec![0u32];
        // From here on `size` holds which part a root is.
        for (part, &v) in roots.iter().enumerate() {
            first.push(first[part] + size[v as usize]);
            size[v as usize] = part as u32;
        }
        let mut fill = first.clone();
        let (mut members, mut local) = (vec![0u32; n], vec![0u32; n]);
        for v in 0..n {
            stop.check_at(v)?;
            let part = size[root[v] as usize] as usize;
            local[v] = fill[part] - first[part];
            members[fill[part] as usize] = v as u32;
            fill[part] += 1;
        }
        let mut parts = Self { members, first, local, links: Vec::new(), first_link: Vec::new() };
        if roots.len() > 1 {
            parts.sort_links(request, |v| size[root[v as usize] as usize], stop)?;
        }
        Some(parts)
    }

    fn sort_links(&mut self, request: &Request, part_of: impl Fn(u32) -> u32, stop: Stop) -> Option<()> {
        self.first_link = vec![0; self.count() + 1];
        for (step, link) in valid(request).enumerate() {
            stop.check_at(step)?;
            self.first_link[part_of(link.a) as usize + 1] += 1;
        }
        for part in 0..self.count() {
            self.first_link[part + 1] += self.first_link[part];
        }
        let mut fill = self.first_link.clone();
        self.links = vec![0; self.first_link.last().map_or(0, |end| *end as usize)];
        let n = request.nodes.len();
        for (i, link) in request.links.iter().enumerate() {
            stop.check_at(i)?;
            if (link.a.max(link.b) as usize) < n && link.weight > 0.0 {
                let slot = &mut fill[part_of(link.a) as usize];
                self.links[*slot as usize] = i as u32;
                *slot += 1;
            }
        }
        Some(())
    }

    pub(super) fn count(&self) -> usize {
        self.first.len() - 1
    }

    /// Where a part's members are.
    pub(super) fn stretch(&self, part: usize) -> std::ops::Range<usize> {
        self.first[part] as usize..self.first[part + 1] as usize
    }

    /// The links of a part among its own numbers, with how hard each pulls.
    pub(super) fn links<'a>(
        &'a self,
        request: &'a Request,
        part: usize,
    ) -> impl Iterator<Item = (u32, u32, f32)> + Clone + 'a {
        let all = self.links.is_empty();
        let range =
            if all { 0..0 } else { self.first_link[part] as usize..self.first_link[part + 1] as usize };
        let n = request.nodes.len();
        let some = self.links[range].iter().map(|&i| &request.links[i as usize]);
        let whole = if all { request.links.as_slice() } else { &[] };
        some.chain(whole)
            .filter(move |link| (link.a.max(link.b) as usize) < n && link.weight > 0.0)
            .map(|link| (self.local[link.a as usize], self.local[link.b as usize], strength(link.weight)))
    }

    /// The numbers of two nodes within a part that holds both.
    pub(super) fn both_in(&self, part: usize, nodes: [u32; 2]) -> Option<[usize; 2]> {
        let inside = |v: u32| {
            let local = self.local[v as usize] as usize;
            let at = self.stretch(part).start + local;
            (at < self.stretch(part).end && self.members[at] == v).then_some(local)
        };
        Some([inside(nodes[0])?, inside(nodes[1])?])
    }

    /// From the order of the members into that of the request.
    pub(super) fn scatter(&self, places: &[Point], at: &mut [Point]) {
        for (&v, p) in self.members.iter().zip(places) {
            at[v as usize] = *p;
        }
    }
}

/// The lowest node that stands for a node's part; paths are halved on the way (Tarjan and van Leeuwen 1984).
fn find(root: &mut [u32], mut v: u32) -> u32 {
    while root[v as usize] != v {
        let up = root[root[v as usize] as usize];
        root[v as usize] = up;
        v = up;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::super::request::NodeSpec;
    use super::*;

    fn request(n: usize, links: &[(u32, u32)]) -> Request {
        let links = links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect();
        Request { nodes: vec![NodeSpec::default(); n], links, ..Request::default() }
    }

    #[test]
    fn parts_are_found_largest_first() {
        let request = request(7, &[(5, 6), (1, 4), (4, 2), (9, 0), (3, 3)]);
        let parts = Parts::of(&request, Stop::never()).unwrap();
        let members = |part: usize| &parts.members[parts.stretch(part)];
        assert_eq!((members(0), members(1), members(2)), (&[1, 2, 4][..], &[5, 6][..], &[0][..]));
        let links: Vec<_> = parts.links(&request, 0).collect();
        assert_eq!(links, [(0, 2, 1.0), (2, 1, 1.0)]);
        assert_eq!(parts.both_in(0, [4, 1]), Some([2, 0]));
        assert_eq!(parts.both_in(1, [4, 5]), None);
    }
}
