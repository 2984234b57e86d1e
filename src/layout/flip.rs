//! Mirroring groups about the line through the hubs, where that unties the drawing.
//!
//! Moving one node at a time cannot bring a group past the hubs. The groups are what falls apart
//! when the hubs are taken away.

use super::faults::lean_cost;
use super::geometry::{cross, distance};
use super::ideal::{self, Ideal};
use super::net::{Line, Net};
use super::request::{EDGE, Point};
use super::stop::Stop;

/// Groups looked at, largest first, and rounds over them.
const GROUPS: usize = 12;
const ROUNDS: usize = 2;
/// Share of a weak link in crossings, as for tidying.
const WEAK: f32 = 0.35;
/// Cost of a node a middle edge away from the side that it leans to.
const LEAN: f32 = 2.0;

/// Comparisons that untying a drawing takes, about.
pub(super) fn effort(net: &Net) -> f32 {
    let (n, m) = (net.len() as f32, net.lines.len() as f32);
    f32::midpoint(m * m, n * n) * (GROUPS * ROUNDS) as f32
}

/// The groups that the hubs hold together, of two nodes or more, largest first. Links that are loose
/// (see [`ideal::is_loose`]) tie nothing.
pub(super) fn groups(net: &Net, hubs: [usize; 2]) -> Vec<Vec<usize>> {
    let loose = ideal::is_loose(net);
    let mut seen = vec![false; net.len()];
    for hub in hubs {
        seen[hub] = true;
    }
    let mut groups = Vec::new();
    for root in 0..net.len() {
        let (mut group, mut stack) = (Vec::new(), vec![root]);
        while let Some(v) = stack.pop() {
            if !std::mem::replace(&mut seen[v], true) {
                group.push(v);
                let tied = net.arcs(v).iter().filter(|arc| !loose[arc.line as usize]);
                stack.extend(tied.map(|arc| arc.to as usize));
            }
        }
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.truncate(GROUPS);
    groups
}

/// Mirrors groups about the height of the hubs as long as that helps. Returns the cost of what comes
/// out: crossings, distances, and nodes away from where they lean to.
pub(super) fn untie(
    net: &Net,
    ideal: &Ideal,
    lean: &[f32],
    groups: &[Vec<usize>],
    height: f32,
    at: &mut [Point],
    stop: Stop,
) -> f32 {
    let mut best = outline_cost(net, ideal, lean, height, at);
    for _ in 0..ROUNDS {
        let before = best;
        for group in groups {
            if stop.is_set() {
                return best;
            }
            mirror(group, height, at);
            let cost = outline_cost(net, ideal, lean, height, at);
            if cost < best {
                best = cost;
            } else {
                mirror(group, height, at);
            }
        }
        if best >= before {
            break;
        }
    }
    best
}

fn mirror(group: &[usize], height: f32, at: &mut [Point]) {
    for &v in group {
        at[v][1] = 2.0 * height - at[v][1];
    }
}

fn outline_cost(net: &Net, ideal: &Ideal, lean: &[f32], height: f32, at: &[Point]) -> f32 {
    let share = |line: &Line| if line.is_weak() { WEAK } else { 1.0 };
    let mut sum = 0.0;
    for (i, e) in net.lines.iter().enumerate() {
        let (p, q) = (at[e.a as usize], at[e.b as usize]);
        for f in &net.lines[i + 1..] {
            if cross(p, q, at[f.a as usize], at[f.b as usize]) {
                sum += share(e) * share(f);
            }
        }
    }
    for (v, p) in at.iter().enumerate() {
        sum += LEAN * lean_cost(lean[v], p[1] - height);
        for (q, ideal) in at.iter().zip(ideal.row(v)).skip(v + 1) {
            let error = distance(*p, *q) / (EDGE * ideal) - 1.0;
            sum += error * error / ideal;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::request::{LinkSpec, NodeSpec, Request};
    use super::*;

    #[test]
    fn a_group_goes_to_the_side_where_nothing_crosses() {
        // Hubs 0 and 1; nodes 2 and 3 hang on the left hub and are tied to 4 and 5 below.
        let links = [(0, 1), (0, 2), (2, 3), (0, 4), (4, 5), (1, 5), (1, 3)];
        let links = links.map(|(a, b)| LinkSpec { a, b, weight: 1.0 }).to_vec();
        let nodes = vec![NodeSpec::default(); 6];
        let net = Net::of(&Request { nodes, links, ..Request::default() });
        let ideal = Ideal::of(&net, None);
        let groups = groups(&net, [0, 1]);
        assert_eq!(groups, [vec![2, 3], vec![4, 5]]);
        // Both below, one across the other.
        let mut at =
            vec![[-90.0, 0.0], [90.0, 0.0], [-30.0, 80.0], [50.0, 85.0], [-60.0, 90.0], [50.0, 40.0]];
        let tied = outline_cost(&net, &ideal, &[0.0; 6], 0.0, &at);
        let untied = untie(&net, &ideal, &[0.0; 6], &groups, 0.0, &mut at, Stop::never());
        assert!(untied < tied);
        assert!(at[2][1] * at[4][1] < 0.0);
    }
}
