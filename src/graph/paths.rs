//! The shortest ways from one entity to another over shown claims, and their weakest links.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::{ClaimIx, Dataset, EntityIx};

use super::weighing::{Weighing, evidence_cost};
use super::{Direction, Shown};

/// One step of a way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The shown claims between its two ends, in the direction asked for; the best attested first, equal ones
    /// in the order of the file. Never empty.
    pub claims: Vec<ClaimIx>,
    /// What its best claim costs, as [`evidence_cost`] counts, whatever the weighing.
    pub evidence: u32,
}

/// A way from one entity to another that meets none twice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path {
    /// Whom it leads by, from start to goal.
    pub entities: Vec<EntityIx>,
    /// What joins each to the next.
    pub steps: Vec<Step>,
    /// Steps for [`Weighing::Hops`], otherwise the evidence costs added up.
    pub cost: u32,
    /// The step with the dearest evidence; the first of equal ones.
    pub weakest: usize,
}

/// What is asked of [`paths`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quest {
    /// Where it starts.
    pub from: EntityIx,
    /// Where it leads.
    pub to: EntityIx,
    /// How many ways, at most [`MOST_PATHS`].
    pub count: usize,
    /// What makes a way short.
    pub weighing: Weighing,
    /// Whether a claim leads from its subject to its object only.
    pub direction: Direction,
}

/// More ways than these are not looked for: a person reads a few, and there may be exponentially many.
pub const MOST_PATHS: usize = 100;

/// The shortest ways without repetition (Yen, *Finding the k shortest loopless paths in a network*, 1971;
/// Lawler's rule, 1972, spares what was tried before).
///
/// Sorted by cost, then by steps, then by the entities' order in the file. Empty where none leads there, an
/// end is hidden, or both are the same. `None` when `stop` was set.
pub fn paths(data: &Dataset, shown: &Shown, quest: &Quest, stop: &AtomicBool) -> Option<Vec<Path>> {
    let shown_end = |end| shown.has_entity(end) && end.index() < data.entities().len();
    if quest.from == quest.to || !shown_end(quest.from) || !shown_end(quest.to) {
        return Some(Vec::new());
    }
    let map = Map::of(data, shown, quest);
    let ways = yen(&map, quest.from.0, quest.to.0, quest.count.min(MOST_PATHS), stop)?;
    Some(ways.into_iter().map(|way| told(data, shown, quest.direction, way)).collect())
}

/// Cost and steps from a node to the goal; the lesser is better.
type Far = (u32, u32);

const UNREACHED: Far = (u32::MAX, u32::MAX);

/// One step more.
fn longer(rest: Far, cost: u32) -> Far {
    (rest.0.saturating_add(cost), rest.1.saturating_add(1))
}

/// A way as the search knows it, in the order in which ways are given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Way {
    far: Far,
    nodes: Vec<u32>,
    /// Up to here it is as the way that it branched off from.
    branch: usize,
}

/// For each entity whom one step leads to, and at what cost; sorted by entity.
struct Map {
    out: Vec<Vec<(u32, u32)>>,
    back: Vec<Vec<(u32, u32)>>,
}

impl Map {
    fn of(data: &Dataset, shown: &Shown, quest: &Quest) -> Self {
        let mut out = vec![Vec::new(); data.entities().len()];
        let mut back = out.clone();
        for ix in data.claim_ixs().filter(|claim| shown.has_claim(*claim)) {
            let claim = data.claim(ix);
            let Some(object) = claim.object.filter(|object| *object != claim.subject) else { continue };
            let cost = match quest.weighing {
                Weighing::Hops => 1,
                Weighing::Evidence => evidence_cost(data.status(ix)),
            };
            let (a, b) = (claim.subject, object);
            out[a.index()].push((b.0, cost));
            back[b.index()].push((a.0, cost));
            if quest.direction == Direction::Ignored {
                out[b.index()].push((a.0, cost));
                back[a.index()].push((b.0, cost));
            }
        }
        // Of parallel claims the cheapest stays.
        for arcs in out.iter_mut().chain(&mut back) {
            arcs.sort_unstable();
            arcs.dedup_by_key(|arc| arc.0);
        }
        Self { out, back }
    }

    /// How far nodes are from the goal on ways that avoid `shut` (Dijkstra, 1959). Right for all that are
    /// nearer than the best way over one of the `first` steps; others may be told too far.
    fn far(&self, goal: u32, shut: &[u32], first: &[(u32, u32)]) -> Vec<Far> {
        let mut far = vec![UNREACHED; self.back.len()];
        let shut: BTreeSet<u32> = shut.iter().copied().collect();
        let mut heap = BinaryHeap::from([Reverse(((0, 0), goal))]);
        let mut best = UNREACHED;
        far[goal as usize] = (0, 0);
        while let Some(Reverse((at, node))) = heap.pop() {
            // Every step costs something: what comes now lies on no way as short as the best.
            if at >= best {
                break;
            }
            if at > far[node as usize] {
                continue;
            }
            if let Ok(i) = first.binary_search_by_key(&node, |arc| arc.0) {
                best = best.min(longer(at, first[i].1));
            }
            for &(before, cost) in &self.back[node as usize] {
                let there = longer(at, cost);
                if there < far[before as usize] && !shut.contains(&before) {
                    far[before as usize] = there;
                    heap.push(Reverse((there, before)));
                }
            }
        }
        far
    }

    /// The best way on from the end of `root` that meets none of it again and takes none of the `barred`
    /// first steps; of equal ones the first in the order of entities.
    fn onward(&self, root: &[u32], goal: u32, barred: &BTreeSet<u32>) -> Option<Way> {
        let (&start, _) = root.split_last()?;
        let mut first = self.out[start as usize].clone();
        first.retain(|arc| !barred.contains(&arc.0));
        // The end of the root is shut as well: a way back to it would be a loop.
        let far = self.far(goal, root, &first);
        let via = |&(next, cost): &(u32, u32)| {
            let rest = far[next as usize];
            (rest != UNREACHED).then(|| (longer(rest, cost), next))
        };
        let (total, mut at) = first.iter().filter_map(via).min()?;
        let mut nodes = root.to_vec();
        nodes.push(at);
        while at != goal {
            (_, at) = self.out[at as usize].iter().filter_map(via).min()?;
            nodes.push(at);
        }
        Some(Way { far: total, nodes, branch: root.len() - 1 })
    }

    /// Cost and steps along nodes that follow each other.
    fn along(&self, nodes: &[u32]) -> Far {
        let cost = |pair: &[u32]| {
            let arcs = &self.out[pair[0] as usize];
            arcs.binary_search_by_key(&pair[1], |arc| arc.0).map_or(0, |at| arcs[at].1)
        };
        let sum = nodes.windows(2).map(cost).fold(0, u32::saturating_add);
        (sum, nodes.len().saturating_sub(1) as u32)
    }
}

fn yen(map: &Map, from: u32, goal: u32, count: usize, stop: &AtomicBool) -> Option<Vec<Way>> {
    let mut found: Vec<Way> = Vec::new();
    let mut next: BTreeSet<Way> = map.onward(&[from], goal, &BTreeSet::new()).into_iter().collect();
    while found.len() < count {
        let Some(way) = next.pop_first() else { break };
        found.push(way);
        let Some(way) = found.last() else { break };
        if found.len() == count {
            break;
        }
        for branch in way.branch..way.nodes.len() - 1 {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let root = &way.nodes[..=branch];
            let same = found.iter().filter(|other| other.nodes.starts_with(root));
            let barred = same.filter_map(|other| other.nodes.get(branch + 1).copied()).collect();
            if let Some(spur) = map.onward(root, goal, &barred) {
                next.insert(Way { far: map.along(&spur.nodes), ..spur });
            }
        }
    }
    Some(found)
}

/// A way with its claims.
fn told(data: &Dataset, shown: &Shown, direction: Direction, way: Way) -> Path {
    let entities: Vec<EntityIx> = way.nodes.into_iter().map(EntityIx).collect();
    let between = |a: EntityIx, b: EntityIx| {
        let claims = data.acts(a).iter().filter(move |claim| data.claim(**claim).object == Some(b));
        claims.copied().filter(|claim| shown.has_claim(*claim))
    };
    let step = |pair: &[EntityIx]| {
        let mut claims: Vec<ClaimIx> = between(pair[0], pair[1]).collect();
        if direction == Direction::Ignored {
            claims.extend(between(pair[1], pair[0]));
        }
        claims.sort_unstable_by_key(|claim| (evidence_cost(data.status(*claim)), *claim));
        let evidence = claims.first().map_or(0, |best| evidence_cost(data.status(*best)));
        Step { claims, evidence }
    };
    let steps: Vec<Step> = entities.windows(2).map(step).collect();
    let weakest = (0..steps.len()).min_by_key(|i| (Reverse(steps[*i].evidence), *i)).unwrap_or(0);
    Path { entities, steps, cost: way.far.0, weakest }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{arbitrary_case, case, document};
    use super::super::{Filter, derive};
    use super::*;
    use crate::model::{Attribution, Citation, Claim, DatasetBuilder, DocIx, Entity, KindTable, Stance};

    static GO: AtomicBool = AtomicBool::new(false);

    fn ask(data: &Dataset, from: u32, to: u32, weighing: Weighing, direction: Direction) -> Vec<Path> {
        let quest = Quest { from: EntityIx(from), to: EntityIx(to), count: 5, weighing, direction };
        paths(data, &derive(data, &Filter::default(), None), &quest, &GO).expect("not stopped")
    }

    #[test]
    fn both_ways_around_a_triangle() {
        let data = case();
        let found = ask(&data, 0, 1, Weighing::Hops, Direction::Respected);
        let ends: Vec<Vec<u32>> = found.iter().map(|p| p.entities.iter().map(|e| e.0).collect()).collect();
        assert_eq!(ends, [vec![0, 1], vec![0, 2, 1]]);
        assert_eq!(found[1].steps[1].claims, [ClaimIx(3)]);
        assert_eq!((found[0].cost, found[1].cost, found[1].weakest), (1, 2, 0));
        assert!(ask(&data, 1, 0, Weighing::Hops, Direction::Respected).is_empty());
        assert_eq!(ask(&data, 1, 0, Weighing::Hops, Direction::Ignored).len(), 2);
        // The source only speaks, an entity is no way to itself, and an index from elsewhere is none.
        for (from, to) in [(0, 3), (0, 0), (0, 99)] {
            assert!(ask(&data, from, to, Weighing::Evidence, Direction::Ignored).is_empty());
        }
    }

    #[test]
    fn evidence_prefers_a_detour_over_what_is_denied() {
        let voiced = |id: &str, a, b, stance| {
            let mut voice = Attribution::new(None, stance);
            voice.evidence.push(Citation::new(DocIx(0)));
            Claim { attributions: vec![voice], ..Claim::new(id, EntityIx(a), "meets", Some(EntityIx(b))) }
        };
        let entity = |id: &str| Entity::new(id, id, KindTable::OTHER);
        let data = DatasetBuilder {
            documents: vec![document("d")],
            entities: ["a", "b", "c"].map(entity).into(),
            claims: vec![
                voiced("no", 0, 2, Stance::Denies),
                voiced("ab", 0, 1, Stance::Asserts),
                voiced("bc", 1, 2, Stance::CannotVerify),
                voiced("bc2", 2, 1, Stance::Asserts),
            ],
            ..DatasetBuilder::default()
        }
        .build(1);
        let found = ask(&data, 0, 2, Weighing::Evidence, Direction::Ignored);
        assert_eq!(found[0].entities.len(), 3);
        assert_eq!(found[0].steps[1].claims, [ClaimIx(3), ClaimIx(2)]);
        assert_eq!((found[0].cost, found[1].cost), (22, 75));
        let found = ask(&data, 0, 2, Weighing::Evidence, Direction::Respected);
        assert_eq!((found[0].cost, found[0].weakest), (36, 1));
    }

    /// All ways without repetition, best first.
    fn slow(data: &Dataset, quest: &Quest) -> Vec<(u32, usize, Vec<EntityIx>)> {
        let cost = |a: EntityIx, b: EntityIx| {
            let leads = |claim: &ClaimIx| {
                let claim = data.claim(*claim);
                let there = claim.subject == a && claim.object == Some(b);
                let back = claim.subject == b && claim.object == Some(a);
                there || (back && quest.direction == Direction::Ignored)
            };
            let cost = |claim| match quest.weighing {
                Weighing::Hops => 1,
                Weighing::Evidence => evidence_cost(data.status(claim)),
            };
            data.claim_ixs().filter(leads).map(cost).min()
        };
        let mut ways = Vec::new();
        let mut open = vec![(0, vec![quest.from])];
        while let Some((sum, way)) = open.pop() {
            let Some(last) = way.last().copied() else { continue };
            if last == quest.to {
                ways.push((sum, way.len() - 1, way));
                continue;
            }
            for next in data.entity_ixs().filter(|next| !way.contains(next)) {
                if let Some(cost) = cost(last, next) {
                    open.push((sum + cost, way.iter().copied().chain([next]).collect()));
                }
            }
        }
        ways.sort();
        ways.truncate(quest.count);
        ways
    }

    proptest! {
        #[test]
        fn equals_trying_all_ways(
            data in arbitrary_case(), from in 0u32..7, to in 0u32..7, count in 0usize..12,
            hops: bool, respected: bool,
        ) {
            let weighing = if hops { Weighing::Hops } else { Weighing::Evidence };
            let direction = if respected { Direction::Respected } else { Direction::Ignored };
            let quest = Quest { from: EntityIx(from), to: EntityIx(to), count, weighing, direction };
            let shown = derive(&data, &Filter::default(), None);
            let fast = paths(&data, &shown, &quest, &GO).expect("not stopped");
            let both = from != to && (from.max(to) as usize) < data.entities().len();
            let slow = if both { slow(&data, &quest) } else { Vec::new() };
            let told: Vec<_> = fast.iter().map(|p| (p.cost, p.steps.len(), p.entities.clone())).collect();
            prop_assert_eq!(told, slow);
            for path in &fast {
                prop_assert!(path.steps.iter().all(|step| !step.claims.is_empty()));
                let dearest = path.steps.iter().map(|step| step.evidence).max();
                prop_assert_eq!(Some(path.steps[path.weakest].evidence), dearest);
            }
        }
    }
}
