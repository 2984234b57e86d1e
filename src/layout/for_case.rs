//! The request that lays out a case.

use std::collections::BTreeMap;

use crate::graph::Shown;
use crate::model::{BuiltinKind, Claim, ClaimIx, Dataset, EntityIx, Status};

use super::dates;
use super::request::{LinkSpec, NodeSpec, Point, Request};

/// Weight of a link from a voice that is drawn: to a claim in dispute, or through somebody.
const DRAWN: f32 = 0.3;
/// Weight of a link from a voice that is drawn only when wanted.
const HIDDEN: f32 = 0.2;
/// Room for a loop beside a node, and for one with voices, in layout units.
const LOOP: f32 = 5.0;
const DISPUTED_LOOP: f32 = 12.0;

/// Makes the request for what is shown of a case, and says which entity each node is.
///
/// One link joins each pair of ends, its weight the number of claims; it comes from the end that most of
/// them start at, or that stands above the other. Weak links join a speaker with
/// the ends of a disputed claim, to which a thread is drawn; a chain of speakers; and a speaker with
/// the ends of any claim, where nothing else would hold the two in one part. `radius` and `label` give
/// an entity's disc and the box of its label, `place` where it was and where it is pinned, all in
/// layout units.
pub fn request_for(
    data: &Dataset,
    shown: &Shown,
    radius: &dyn Fn(EntityIx) -> f32,
    label: &dyn Fn(EntityIx) -> [f32; 2],
    place: &dyn Fn(EntityIx) -> Placed,
    seed: u64,
    aspect: f32,
) -> (Request, Vec<EntityIx>) {
    let order = shown.entities.clone();
    let mut node = vec![None; data.entities().len()];
    order.iter().enumerate().for_each(|(i, entity)| node[entity.index()] = Some(i as u32));
    let node_of = |entity: EntityIx| node.get(entity.index()).copied().flatten();

    let mut room = vec![0.0f32; order.len()];
    let mut links = Links { weights: BTreeMap::new(), parts: (0..order.len() as u32).collect() };
    for &ix in &shown.claims {
        let claim = data.claim(ix);
        let Some(subject) = node_of(claim.subject) else { continue };
        let object = claim.object.and_then(node_of).unwrap_or(subject);
        let disputed = data.status(ix) == Status::Disputed;
        if points_up(&claim.predicate) {
            links.add(object, subject, 1.0);
        } else {
            links.add(subject, object, 1.0);
        }
        if subject == object {
            let wanted = if disputed { DISPUTED_LOOP } else { LOOP };
            room[subject as usize] = room[subject as usize].max(wanted);
        }
    }
    for (from, to) in shown.claims.iter().flat_map(|ix| chains(data.claim(*ix))) {
        if let (Some(from), Some(to)) = (node_of(from), node_of(to)) {
            links.add_weak(from, to, DRAWN);
        }
    }
    let is_disputed = |ix: &ClaimIx| data.status(*ix) == Status::Disputed;
    let (disputed, others): (Vec<ClaimIx>, Vec<ClaimIx>) =
        shown.claims.iter().partition(|ix| is_disputed(ix));
    let threads = |ix: ClaimIx| voices(data.claim(ix)).filter_map(|(a, b)| Some((node_of(a)?, node_of(b)?)));
    for (from, to) in disputed.into_iter().flat_map(threads) {
        links.add_weak(from, to, DRAWN);
    }
    for ix in others {
        let apart: Vec<(u32, u32)> = threads(ix).filter(|(a, b)| links.are_apart(*a, *b)).collect();
        for (from, to) in apart {
            links.add_weak(from, to, HIDDEN);
        }
    }

    let when = dates::of(data, shown);
    let spec = |(&entity, room): (&EntityIx, &f32)| {
        let Placed { start, pinned } = place(entity);
        NodeSpec {
            radius: radius(entity) + room,
            label: label(entity),
            pinned,
            start,
            lean: lean(data, entity),
            when: when[entity.index()],
        }
    };
    let nodes = order.iter().zip(&room).map(spec).collect();
    let links = links.weights.into_iter().map(|((a, b), Pair { weight, forward })| {
        let (a, b) = if forward < 0.0 { (b, a) } else { (a, b) };
        LinkSpec { a, b, weight }
    });
    let links = links.collect();
    (Request { nodes, links, seed, aspect, ..Request::default() }, order)
}

/// Where an entity was in the last layout, and where it is pinned.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Placed {
    /// Its last place.
    pub start: Option<Point>,
    /// The place that it is held at.
    pub pinned: Option<Point>,
}

/// Who decides stands above, where it is fought out below, as in the plans of newspapers.
fn lean(data: &Dataset, entity: EntityIx) -> f32 {
    match data.kind_of(entity).like {
        BuiltinKind::Leader | BuiltinKind::Official => -1.0,
        BuiltinKind::GovernmentBody | BuiltinKind::Party => -0.5,
        BuiltinKind::Militia
        | BuiltinKind::ArmedForce
        | BuiltinKind::Territory
        | BuiltinKind::Place
        | BuiltinKind::Facility
        | BuiltinKind::Event => 1.0,
        _ => 0.0,
    }
}

/// Whether the object of a claim stands above its subject: the aide below the leader.
fn points_up(predicate: &str) -> bool {
    matches!(predicate, "aide_to" | "speaks_for" | "member_of" | "part_of" | "located_in" | "holds_position")
}

/// Each speaker with each end of the claim.
fn voices(claim: &Claim) -> impl Iterator<Item = (EntityIx, EntityIx)> + '_ {
    let ends = move || std::iter::once(claim.subject).chain(claim.object);
    let speakers = claim.attributions.iter().filter_map(|voice| voice.speaker);
    // Who is an end of the line speaks from there, without a thread.
    let speakers = speakers.filter(move |speaker| ends().all(|end| end != *speaker));
    speakers.flat_map(move |speaker| ends().map(move |end| (speaker, end)))
}

/// Each link of the chains through which voices came.
fn chains(claim: &Claim) -> impl Iterator<Item = (EntityIx, EntityIx)> + '_ {
    claim.attributions.iter().flat_map(|voice| {
        let chain: Vec<EntityIx> = voice.speaker.into_iter().chain(voice.via.iter().copied()).collect();
        chain.iter().zip(chain.iter().skip(1)).map(|(a, b)| (*a, *b)).collect::<Vec<_>>()
    })
}

/// What joins two nodes.
#[derive(Default)]
struct Pair {
    weight: f32,
    /// How much more leads from the lower index to the higher than back.
    forward: f32,
}

/// Links by their ends, and which nodes they hold together so far.
struct Links {
    weights: BTreeMap<(u32, u32), Pair>,
    parts: Vec<u32>,
}

impl Links {
    fn root(&mut self, mut v: u32) -> u32 {
        while self.parts[v as usize] != v {
            self.parts[v as usize] = self.parts[self.parts[v as usize] as usize];
            v = self.parts[v as usize];
        }
        v
    }

    fn add(&mut self, a: u32, b: u32, weight: f32) {
        let pair = self.weights.entry((a.min(b), a.max(b))).or_default();
        pair.weight += weight;
        pair.forward += if a <= b { weight } else { -weight };
        let (a, b) = (self.root(a), self.root(b));
        self.parts[a as usize] = b;
    }

    /// A weak link, where there is no line.
    fn add_weak(&mut self, a: u32, b: u32, weight: f32) {
        if a != b && !self.weights.contains_key(&(a.min(b), a.max(b))) {
            self.add(a, b, weight);
        }
    }

    /// Whether nothing holds two nodes together yet.
    fn are_apart(&mut self, a: u32, b: u32) -> bool {
        self.root(a) != self.root(b)
    }
}
