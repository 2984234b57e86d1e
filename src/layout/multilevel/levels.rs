//! The whole layout of one connected part: coarsen, start from distances, and refine level by level.
//!
//! Multilevel force layout after Walshaw, "A multilevel algorithm for force-directed graph drawing"
//! (2003), and Hachul and Jünger, "Drawing large graphs with a potential-field-based multilevel
//! algorithm" (2004); what is particular to it is in the rooms it is made of.

use std::f32::consts::TAU;

use super::super::rng::Rng;
use super::Drawing;
use super::forces::{Field, Law};
use super::guttman::guttman;
use super::hierarchy::{Level, levels};
use super::hops::{Hops, farthest_first};
use super::net::Net;
use super::pivot_mds::pivot_mds;
use super::progress::Progress;
use super::work::{Stop, each};

/// Hops are measured on the finest level with at most so many nodes.
const MEASURED: usize = 12_000;
/// Pivots of the first drawing.
const PIVOTS: usize = 32;
/// Random sources of the pull towards hop distances.
const SOURCES: usize = 32;
/// The mean link of the first drawing is so long, in units.
const SPREAD: f32 = 2.0;
/// Ticks on the coarsest level, and on finer ones.
const COARSE_TICKS: usize = 60;
const FINE_TICKS: usize = 30;
/// Finer levels with more nodes than this get fewer ticks, but never fewer than the second.
const FEWER_FROM: f32 = 20_000.0;
const FEWEST_TICKS: usize = 15;
/// The share of a force that becomes a step: at first, at first on finer levels, and in the end.
const ALPHA: f32 = 1.0;
const FINE_ALPHA: f32 = 0.5;
const LAST_ALPHA: f32 = 0.05;
/// The share of the way to least stress that is gone every second tick on the coarsest level.
const STRESS: f32 = 0.1;
/// Children start so much of the way towards their neighbours' parents.
const LEAN: f32 = 0.7;
/// Pivots of the first picture.
const SKETCHED_BY: usize = 8;
/// Children a task.
const CHILDREN: usize = 4096;

/// Lays out one connected part of at least two nodes. Told to stop, it says where the nodes are by
/// then. `pull` is the strength of the bounded pull, where it is not to be the usual one.
pub(super) fn lay_out(
    net: Net,
    pull: Option<f32>,
    rng: &mut Rng,
    stop: Stop,
    progress: &mut Progress,
) -> Drawing {
    let mut drawing = Drawing::unplaced(net.len());
    let n = net.len();
    if run(net, pull, rng, stop, progress, &mut drawing).is_none() {
        drawing.at = progress.last().unwrap_or_else(|| (0..n).map(|v| Drawing::spot(v, n)).collect());
    }
    drawing
}

fn run(
    net: Net,
    pull: Option<f32>,
    rng: &mut Rng,
    stop: Stop,
    progress: &mut Progress,
    out: &mut Drawing,
) -> Option<()> {
    let n = net.len();
    let mut levels = levels(net, rng, stop)?;
    out.levels = levels.len();
    let (mut at, sources) = start(&levels, rng, stop, progress)?;
    out.law = Law::of(n, sources.mean());
    out.law.pull = pull.unwrap_or(out.law.pull);
    let coarsest = levels.len();
    while let Some(Level { net, .. }) = levels.pop() {
        let top = levels.len() + 1 == coarsest;
        let mass = if levels.is_empty() { Vec::new() } else { net.mass.clone() };
        progress.enter(&levels, &mass);
        stop.check()?;
        let mut field = Field::unless(net, &at, out.law, stop)?;
        drop(std::mem::take(&mut at));
        if top {
            progress.tell(&field);
        }
        let (ticks, first) = if top { (COARSE_TICKS, ALPHA) } else { (fine_ticks(field.len()), FINE_ALPHA) };
        for t in 0..ticks {
            if field.tick_unless(first * (LAST_ALPHA / first).powf(t as f32 / ticks as f32), stop).is_none() {
                progress.keep(&field);
                return None;
            }
            out.ticks += 1;
            // On finer levels this would cost neighbourhoods.
            if top && t % 2 == 1 {
                field.shift(&guttman(&sources, &field.positions()), STRESS);
            }
            progress.ticked(&field);
        }
        at = field.positions();
        if let Some(finer) = levels.last() {
            drop(field);
            at = children(finer, &at, &mass, rng, stop)?;
        }
    }
    out.at = at;
    Some(())
}

fn fine_ticks(nodes: usize) -> usize {
    let share = (FEWER_FROM / nodes as f32).sqrt().min(1.0);
    ((FINE_TICKS as f32 * share) as usize).max(FEWEST_TICKS)
}

/// Where the nodes of the coarsest level start, and the hops from random sources to them. Measuring hops
/// takes longest, so a picture by a few pivots is told before.
fn start(
    levels: &[Level],
    rng: &mut Rng,
    stop: Stop,
    progress: &mut Progress,
) -> Option<(Vec<[f32; 2]>, Hops)> {
    let coarsest = &levels[levels.len() - 1].net;
    let clusters = coarsest.len();
    let base = levels.iter().position(|l| l.net.len() <= MEASURED).unwrap_or(levels.len() - 1);
    let measured = &levels[base].net;
    let cluster = owners(&levels[base..], measured.len());

    // A pivot is the best-connected member of a cluster far from the others'.
    let mut member = vec![u32::MAX; clusters];
    for (v, &c) in cluster.iter().enumerate() {
        let best = &mut member[c as usize];
        if *best == u32::MAX || measured.degree[v] > measured.degree[*best as usize] {
            *best = v as u32;
        }
    }
    let pivots = farthest_first(coarsest, PIVOTS, rng, stop)?;
    let mut sources: Vec<u32> = pivots.iter().map(|&c| member[c as usize]).collect();
    sources.extend((0..SOURCES.min(clusters)).map(|_| rng.below(measured.len()) as u32));
    let few = &sources[..SKETCHED_BY.min(pivots.len())];
    let sketch = Hops::measure(measured, few, &cluster, clusters, stop)?;
    let mut at = pivot_mds(&sketch.rows, clusters);
    let scale = scale_to_links(coarsest, &at);
    for p in &mut at {
        *p = p.map(|c| scale * c);
    }
    progress.enter(&levels[..levels.len() - 1], &coarsest.mass);
    progress.sketch(&at);
    let mut hops = Hops::measure(measured, &sources, &cluster, clusters, stop)?;
    let random = hops.split_off(pivots.len());
    let mut at = pivot_mds(&hops.rows, clusters);
    let scale = scale_to_links(coarsest, &at);
    for p in &mut at {
        // Clusters equally far from all pivots would lie on one another.
        *p = p.map(|c| scale * c + 0.01 * (rng.unit() - 0.5));
    }
    Some((at, random))
}

/// What brings the links of the coarsest level to the length that they are to begin with.
fn scale_to_links(coarsest: &Net, at: &[[f32; 2]]) -> f32 {
    let mass = coarsest.mass.iter().sum::<f32>() / at.len() as f32;
    (SPREAD * mass.sqrt() / mean_length(coarsest, at).max(1e-30)).min(1e15)
}

/// Mean length of the links, by weight.
fn mean_length(net: &Net, at: &[[f32; 2]]) -> f32 {
    let (mut lengths, mut weights) = (0f64, 0f64);
    for (v, p) in at.iter().enumerate() {
        for (u, w) in net.arcs(v) {
            lengths += f64::from(w * (p[0] - at[u][0]).hypot(p[1] - at[u][1]));
            weights += f64::from(w);
        }
    }
    if lengths > 0.0 { (lengths / weights) as f32 } else { 1.0 }
}

/// The node of the coarsest of some levels to which each of the `n` nodes of the finest belongs.
pub(super) fn owners(levels: &[Level], n: usize) -> Vec<u32> {
    let mut owner: Vec<u32> = (0..n as u32).collect();
    for level in levels.iter().filter(|l| !l.parent.is_empty()) {
        for o in &mut owner {
            *o = level.parent[*o as usize];
        }
    }
    owner
}

/// Where a level's nodes start: in the disc that their parent, at `at`, stands for, leaning to where
/// their neighbours are. `mass` is the parents'.
fn children(
    level: &Level,
    at: &[[f32; 2]],
    mass: &[f32],
    rng: &mut Rng,
    stop: Stop,
) -> Option<Vec<[f32; 2]>> {
    let mut out = vec![[0f32; 2]; level.net.len()];
    let seed = rng.below(1 << 30);
    each(out.chunks_mut(CHILDREN).enumerate(), |(task, out)| {
        if stop.check().is_none() {
            return;
        }
        let mut rng = Rng::new((seed + task) as u64);
        for (i, child) in out.iter_mut().enumerate() {
            let v = task * CHILDREN + i;
            let parent = level.parent[v] as usize;
            let (own, radius) = (at[parent], 0.5 * mass[parent].sqrt());
            let (mut way, mut total) = ([0f32; 2], 1e-9f32);
            for (u, w) in level.net.arcs(v) {
                let other = at[level.parent[u] as usize];
                way = [way[0] + w * (other[0] - own[0]), way[1] + w * (other[1] - own[1])];
                total += w;
            }
            let far = way[0].hypot(way[1]) / total;
            let lean = LEAN * (radius / (far + 1e-9)).min(1.0) / total;
            let (sin, cos) = (TAU * rng.unit()).sin_cos();
            let out = radius * (1.0 - LEAN) * rng.unit().sqrt();
            *child = [own[0] + lean * way[0] + out * cos, own[1] + lean * way[1] + out * sin];
        }
    });
    stop.check()?;
    Some(out)
}
