//! The force layout: a whole layout and one tick, beside other engines in the same run.
//!
//! Graphs are made here: communities, a mesh, a tree and a small world, of 1,000 to 100,000 nodes and, with
//! `--huge`, a random one of 1,000,000 with three links a node. Times are CPU seconds of the process (all
//! threads), medians; memory is what the layout allocates between call and return. A tick is one step of a
//! drawing that moves as a whole: Attaché's, the Fruchterman–Reingold of `egui_graphs`, and `fjadra`'s
//! (links and many-body, its defaults). `--check` fails where a ratio misses its bar.

#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(unsafe_code)] // The allocator below counts what it hands out.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use attache::layout::{self, LinkSpec, NodeSpec, Point, Relaxation, Request};
use cpu_time::ProcessTime;
use egui_graphs::{ForceAlgorithm, FruchtermanReingold};
use fjadra::{Link, ManyBody, Node, SimulationBuilder};

/// Counts the bytes that are held, and the most that were.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on unchanged to mimalloc, which keeps the contract; counting touches
// nothing but two atomics.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { mimalloc::MiMalloc.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { mimalloc::MiMalloc.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A small pseudo-random sequence, the same on every machine.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(n)) as u32
    }
}

type Links = Vec<(u32, u32)>;

/// Makes a graph of so many nodes.
type Make = fn(u32) -> Links;

/// Groups of 50 nodes; four of five links stay in the group. About three links a node.
fn communities(n: u32) -> Links {
    let mut next = Sequence(1);
    let mut links: Links =
        (1..n).map(|v| (v, if v % 50 == 0 { next.below(v) } else { v - 1 - next.below(v % 50) })).collect();
    for v in 0..n {
        for _ in 0..2 {
            let home = v - v % 50;
            let inside = home + next.below(50.min(n - home));
            links.push((v, if next.below(5) == 0 { next.below(n) } else { inside }));
        }
    }
    links
}

fn mesh(n: u32) -> Links {
    let side = f64::from(n).sqrt() as u32;
    let right = (0..side * side).filter(|v| v % side + 1 < side).map(|v| (v, v + 1));
    let down = (0..side * (side - 1)).map(|v| (v, v + side));
    right.chain(down).collect()
}

/// Each node hangs on an earlier one.
fn tree(n: u32) -> Links {
    let mut next = Sequence(2);
    (1..n).map(|v| (v, next.below(v))).collect()
}

/// A ring in which everybody knows three to either side, one link in fifty goes anywhere.
fn small_world(n: u32) -> Links {
    let mut next = Sequence(3);
    let near = (0..n).flat_map(|v| (1..4).map(move |by| (v, (v + by) % n)));
    near.map(|(a, b)| if next.below(50) == 0 { (a, next.below(n)) } else { (a, b) }).collect()
}

fn random(n: u32) -> Links {
    let mut next = Sequence(4);
    (0..3 * n).map(|i| (i % n, next.below(n))).collect()
}

fn request(links: &Links) -> Request {
    let nodes = links.iter().map(|link| link.0.max(link.1) + 1).max().unwrap_or(0) as usize;
    Request {
        nodes: vec![NodeSpec::default(); nodes],
        links: links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
        seed: 1,
        aspect: 1.6,
        ..Request::default()
    }
}

/// CPU milliseconds of a call, the least bothered of so many: the median.
fn median_ms(times: usize, mut call: impl FnMut()) -> f64 {
    let mut all: Vec<f64> = (0..times)
        .map(|_| {
            let start = ProcessTime::now();
            call();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[times / 2]
}

/// A whole layout: CPU milliseconds, peak bytes, CPU milliseconds to the first places.
fn whole(request: &Request, times: usize) -> (f64, usize, f64) {
    let never = AtomicBool::new(false);
    let mut first = f64::MAX;
    let mut peak = 0;
    let ms = median_ms(times, || {
        let start = ProcessTime::now();
        let mut seen = None;
        let before = HELD.load(Relaxed);
        PEAK.store(before, Relaxed);
        let places = layout::run(request, &never, &mut |_| {
            seen.get_or_insert_with(|| start.elapsed().as_secs_f64() * 1e3); // nothing is told before it is drawn
        });
        assert!(places.iter().flatten().all(|c| c.is_finite()));
        peak = PEAK.load(Relaxed) - before;
        first = first.min(seen.unwrap_or(f64::MAX));
    });
    (ms, peak, first)
}

fn own_tick(request: &Request, places: &[Point]) -> f64 {
    let mut relaxation = Relaxation::new(request, places);
    (0..8).for_each(|_| relaxation.tick(0.3));
    median_ms(5, || (0..20).for_each(|_| relaxation.tick(0.3))) / 20.0
}

fn fruchterman_reingold_tick(links: &Links, places: &[Point]) -> f64 {
    let mut inner = petgraph::stable_graph::StableGraph::<(), ()>::new();
    let nodes: Vec<_> = places.iter().map(|_| inner.add_node(())).collect();
    for &(a, b) in links {
        inner.add_edge(nodes[a as usize], nodes[b as usize], ());
    }
    let mut graph = egui_graphs::to_graph::<
        (),
        (),
        petgraph::Directed,
        u32,
        egui_graphs::DefaultNodeShape,
        egui_graphs::DefaultEdgeShape,
    >(&inner);
    for (node, [x, y]) in nodes.iter().zip(places) {
        graph.node_mut(*node).expect("it was added").set_location(egui::pos2(*x, *y));
    }
    let view = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1600.0, 1000.0));
    let mut engine = FruchtermanReingold::default();
    engine.step(&mut graph, view);
    median_ms(3, || engine.step(&mut graph, view))
}

fn fjadra_tick(links: &Links, places: &[Point]) -> f64 {
    let nodes = places.iter().map(|[x, y]| Node::default().position(f64::from(*x), f64::from(*y)));
    let links = links.iter().map(|&(a, b)| (a as usize, b as usize));
    let mut simulation = SimulationBuilder::default()
        .build(nodes)
        .add_force("link", Link::new(links))
        .add_force("charge", ManyBody::new());
    simulation.tick(1);
    median_ms(3, || simulation.tick(1))
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut missed = Vec::new();
    println!("graph            nodes    links  layout ms  first ms   peak MB");
    let kinds: [(&str, Make); 4] =
        [("communities", communities), ("mesh", mesh), ("tree", tree), ("small world", small_world)];
    for n in [1_000, 5_000, 20_000, 100_000] {
        for (name, make) in kinds {
            let request = request(&make(n));
            let (ms, peak, first) = whole(&request, if n > 20_000 { 1 } else { 3 });
            let (nodes, links) = (request.nodes.len(), request.links.len());
            println!("{name:12} {nodes:9} {links:8} {ms:10.1} {first:9.2} {:9.1}", peak as f64 / 1e6);
            let allowed = if n >= 100_000 { 150.0 } else { 5.0 };
            if (n == 5_000 || n == 100_000) && first > allowed {
                missed.push(format!("first places of the {name} of {n} after {first:.1} ms, not {allowed}"));
            }
        }
    }
    println!("\ntick, communities: CPU ms, and how many times more the others take");
    println!("   nodes   Attaché   egui_graphs FR        fjadra");
    for n in [1_000, 5_000, 20_000, 100_000] {
        let links = communities(n);
        let request = request(&links);
        let places = layout::run(&request, &AtomicBool::new(false), &mut |_| {});
        let own = own_tick(&request, &places);
        let pairs = (n <= 5_000).then(|| fruchterman_reingold_tick(&links, &places) / own);
        let many = fjadra_tick(&links, &places) / own;
        let pairs_words = pairs.map_or("–".to_owned(), |ratio| format!("{ratio:.0} ×"));
        println!("{n:8} {own:9.3} {pairs_words:>16} {:>13}", format!("{many:.0} ×"));
        for (name, ratio) in [("egui_graphs", pairs), ("fjadra", Some(many))] {
            if ratio.is_some_and(|ratio| ratio < 10.0) {
                missed.push(format!("a tick at {n} is less than 10 times faster than {name}’s"));
            }
        }
    }
    if has("--huge") {
        let request = request(&random(1_000_000));
        let (ms, peak, first) = whole(&request, 1);
        println!(
            "\nrandom {} nodes, {} links: {ms:.0} ms, first {first:.0} ms, peak {:.0} MB",
            request.nodes.len(),
            request.links.len(),
            peak as f64 / 1e6
        );
        if peak > 300_000_000 {
            missed.push(format!("1,000,000 nodes take {} MB, not 300", peak / 1_000_000));
        }
    }
    if !missed.is_empty() {
        println!("\nmissed:\n  {}", missed.join("\n  "));
        if has("--check") {
            std::process::exit(1);
        }
    }
}
