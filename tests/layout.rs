//! The layout as the window and the command line use it: pure, seeded, tidy, and alive on its thread.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use attache::graph::{self, Filter};
use attache::layout::{
    Command, EDGE, LABEL_GAP, LinkSpec, NodeSpec, Placed, Point, Request, Snapshot, State, Worker,
    request_for, run,
};
use attache::model::{
    Attribution, BuiltinKind, Citation, Claim, Dataset, DatasetBuilder, DocIx, Document, Entity, EntityIx,
    Extra, KindTable, Stance, Text,
};
use proptest::prelude::*;

/// Entities of a case in the shape of the bundled one: a name and a kind each.
const ENTITIES: &str = include_str!("layout_cases/entities.txt");
/// Its claims: subject, predicate, object or "-", then "speaker:stance" and "via:" words.
const CLAIMS: &str = include_str!("layout_cases/claims.txt");

fn case() -> Dataset {
    let mut entities = Vec::new();
    for line in ENTITIES.lines() {
        let [id, kind, name] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let kind = KindTable::builtin(BuiltinKind::from_id(kind).expect(line));
        entities.push(Entity::new(id, name, kind));
    }
    let find =
        |id: &str| EntityIx::new(entities.iter().position(|e| e.id == id).expect("the fixture has it"));
    let mut claims = Vec::new();
    for (i, line) in CLAIMS.lines().enumerate() {
        let mut words = line.split(' ');
        let mut next = || words.next().expect("the fixture has it");
        let (subject, predicate, object) = (find(next()), next(), next());
        let object = (object != "-").then(|| find(object));
        let mut claim = Claim::new(format!("c{i}"), subject, predicate, object);
        for word in words {
            let (who, stance) = word.split_once(':').expect("the fixture has it");
            if who == "via" {
                claim.attributions.last_mut().expect("the fixture has it").via.push(find(stance));
            } else {
                let speaker = (who != "text").then(|| find(who));
                let mut voice =
                    Attribution::new(speaker, Stance::from_id(stance).expect("the fixture has it"));
                voice.evidence.push(Citation::new(DocIx(0)));
                claim.attributions.push(voice);
            }
        }
        claims.push(claim);
    }
    let documents = vec![document()];
    DatasetBuilder { documents, entities, claims, ..DatasetBuilder::default() }.build(1)
}

fn document() -> Document {
    Document {
        id: "wire".to_owned(),
        title: None,
        publisher: None,
        author: None,
        url: None,
        published: None,
        language: None,
        path: None,
        sha256: None,
        text: Text::new(""),
        has_text: true,
        extra: Extra::new(),
    }
}

fn label(data: &Dataset, entity: EntityIx) -> [f32; 2] {
    let letters = data.entity(entity).name.chars().count() as f32;
    if letters > 22.0 { [letters * 3.6, 30.0] } else { [letters * 6.2, 15.0] }
}

fn case_request(seed: u64, place: &dyn Fn(EntityIx) -> Placed) -> (Dataset, Request, Vec<EntityIx>) {
    let data = case();
    let shown = graph::derive(&data, &Filter::default(), None);
    let radius = |e: EntityIx| 7.5 + 9.5 * (shown.degree[e.index()] / shown.max_degree).sqrt();
    let (request, order) =
        request_for(&data, &shown, &radius, &|e| label(&data, e), place, seed, 824.0 / 650.0);
    (data, request, order)
}

fn nowhere(_: EntityIx) -> Placed {
    Placed::default()
}

fn lay_out(request: &Request) -> Vec<Point> {
    run(request, &AtomicBool::new(false), &mut |_| {})
}

fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn boxes(node: &NodeSpec, p: Point) -> [[f32; 4]; 2] {
    let (r, [w, h]) = (node.radius, node.label);
    let top = p[1] + r + LABEL_GAP;
    [[p[0] - r, p[1] - r, p[0] + r, p[1] + r], [p[0] - w / 2.0, top, p[0] + w / 2.0, top + h]]
}

fn overlaps(request: &Request, at: &[Point]) -> Vec<(usize, usize)> {
    let meet = |a: [f32; 4], b: [f32; 4]| {
        a[2].min(b[2]) - a[0].max(b[0]) > 0.01 && a[3].min(b[3]) - a[1].max(b[1]) > 0.01
    };
    let mut found = Vec::new();
    for i in 0..at.len() {
        for j in i + 1..at.len() {
            let (a, b) = (boxes(&request.nodes[i], at[i]), boxes(&request.nodes[j], at[j]));
            if a.iter().any(|x| b.iter().any(|y| meet(*x, *y))) {
                found.push((i, j));
            }
        }
    }
    found
}

fn crossings(request: &Request, at: &[Point]) -> usize {
    let turn = |a: Point, b: Point, c: Point| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let lines: Vec<&LinkSpec> = request.links.iter().filter(|l| l.weight >= 1.0 && l.a != l.b).collect();
    let mut count = 0;
    for (i, e) in lines.iter().enumerate() {
        for f in &lines[i + 1..] {
            let ends: BTreeSet<u32> = [e.a, e.b, f.a, f.b].into();
            let [p, q, r, s] = [e.a, e.b, f.a, f.b].map(|v| at[v as usize]);
            let crossed = turn(p, q, r) * turn(p, q, s) < 0.0 && turn(r, s, p) * turn(r, s, q) < 0.0;
            count += usize::from(ends.len() == 4 && crossed);
        }
    }
    count
}

/// Lines that run through a node that they do not end at.
fn through(request: &Request, at: &[Point]) -> usize {
    let mut count = 0;
    for line in request.links.iter().filter(|l| l.weight >= 1.0 && l.a != l.b) {
        let (a, b) = (at[line.a as usize], at[line.b as usize]);
        for (v, p) in at.iter().enumerate() {
            if v != line.a as usize && v != line.b as usize {
                let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
                let along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy);
                let along = along.clamp(0.0, 1.0);
                let foot = [a[0] + along * dx, a[1] + along * dy];
                count += usize::from(distance(foot, *p) < request.nodes[v].radius);
            }
        }
    }
    count
}

fn middle_line(request: &Request, at: &[Point]) -> f32 {
    let strong = request.links.iter().filter(|l| l.weight >= 1.0 && l.a != l.b);
    let mut lengths: Vec<f32> = strong.map(|l| distance(at[l.a as usize], at[l.b as usize])).collect();
    lengths.sort_by(f32::total_cmp);
    lengths[lengths.len() / 2]
}

fn graph_of(nodes: usize, links: &[(u32, u32)]) -> Request {
    Request {
        nodes: vec![NodeSpec { radius: 8.0, label: [40.0, 15.0], ..NodeSpec::default() }; nodes],
        links: links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
        seed: 1,
        aspect: 1.3,
        ..Request::default()
    }
}

/// A graph of several thousand nodes: communities on a ring.
fn large(n: u32) -> Request {
    let mut links = Vec::new();
    for v in 1..n {
        links.push((v, (v - 1) / 3 * 2 / 2));
        links.push((v, v.wrapping_mul(2_654_435_761) % v));
    }
    Request {
        nodes: vec![NodeSpec { radius: 4.0, ..NodeSpec::default() }; n as usize],
        ..graph_of(0, &links)
    }
}

#[test]
fn the_case_is_tidy_with_several_seeds() {
    for seed in 1..=4 {
        let (data, request, order) = case_request(seed, &nowhere);
        let at = lay_out(&request);
        let names = |(a, b): (usize, usize)| [order[a], order[b]].map(|e| data.entity(e).name.clone());
        let covered: Vec<_> = overlaps(&request, &at).into_iter().map(names).collect();
        assert!(covered.is_empty(), "seed {seed}: {covered:?}");
        assert!(crossings(&request, &at) <= 8, "seed {seed}: {} crossings", crossings(&request, &at));
        assert_eq!(through(&request, &at), 0, "seed {seed}");
        let middle = middle_line(&request, &at);
        assert!((middle / EDGE - 1.0).abs() < 0.12, "seed {seed}: the middle line is {middle}");
    }
}

#[test]
fn the_two_hubs_lie_level_and_apart_with_the_first_on_the_left() {
    for seed in 1..=4 {
        let (data, request, order) = case_request(seed, &nowhere);
        let at = lay_out(&request);
        let hubs = graph::hubs(&data, 2);
        let mut hubs: Vec<Point> = hubs
            .iter()
            .map(|hub| at[order.iter().position(|e| *e == hub.0).expect("the fixture has it")])
            .collect();
        let names: Vec<&str> = graph::hubs(&data, 2).iter().map(|h| data.entity(h.0).id.as_str()).collect();
        assert_eq!(names, ["iran", "us"]);
        hubs.reverse();
        assert!((hubs[0][1] - hubs[1][1]).abs() < 0.5, "seed {seed}: {hubs:?}");
        assert!(hubs[1][0] - hubs[0][0] > 1.5 * EDGE, "seed {seed}: {hubs:?}");
        // The drawing fills the canvas that it is for.
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for (node, p) in request.nodes.iter().zip(&at) {
            for b in boxes(node, *p) {
                low = [low[0].min(b[0]), low[1].min(b[1])];
                high = [high[0].max(b[2]), high[1].max(b[3])];
            }
        }
        let aspect = (high[0] - low[0]) / (high[1] - low[1]);
        assert!((0.85..1.7).contains(&aspect), "seed {seed}: aspect {aspect}");
    }
}

#[test]
fn voices_that_hang_in_the_air_stand_beside_what_they_speak_of() {
    let (data, request, order) = case_request(1, &nowhere);
    let at = lay_out(&request);
    let place =
        |id: &str| at[order.iter().position(|e| data.entity(*e).id == id).expect("the fixture has it")];
    for (speaker, near) in [("pentagon", "usf"), ("reuters", "gaza"), ("pa", "gaza"), ("wh", "biden")] {
        assert!(distance(place(speaker), place(near)) < 3.0 * EDGE, "{speaker} is far from {near}");
    }
}

#[test]
fn equal_requests_give_equal_layouts_and_seeds_differ() {
    for request in [case_request(7, &nowhere).1, large(900)] {
        let at = lay_out(&request);
        assert_eq!(at, lay_out(&request));
        assert_ne!(at, lay_out(&Request { seed: 8, ..request.clone() }));
    }
}

#[test]
fn what_was_there_stays_when_the_case_is_laid_out_again() {
    let (_, request, order) = case_request(1, &nowhere);
    let before = lay_out(&request);
    let place =
        |e: EntityIx| Placed { start: order.iter().position(|o| *o == e).map(|i| before[i]), pinned: None };
    let again = lay_out(&case_request(2, &place).1);
    let mean = before.iter().zip(&again).map(|(a, b)| distance(*a, *b)).sum::<f32>() / before.len() as f32;
    assert!(mean < 1.0, "nothing is new, and yet nodes move by {mean}");
    // Three nodes are new.
    let partly = |e: EntityIx| if e.0 % 11 == 3 { Placed::default() } else { place(e) };
    let (_, request, _) = case_request(2, &partly);
    let at = lay_out(&request);
    let known = (0..at.len()).filter(|i| request.nodes[*i].start.is_some());
    let moves: Vec<f32> = known.map(|i| distance(before[i], at[i])).collect();
    let mean = moves.iter().sum::<f32>() / moves.len() as f32;
    assert!(mean < 5.0, "known nodes move by {mean}");
    assert!(overlaps(&request, &at).len() <= 1, "{:?}", overlaps(&request, &at));
}

#[test]
fn large_graphs_settle_and_keep_their_starts() {
    let request = large(3000);
    let at = lay_out(&request);
    assert!(at.iter().flatten().all(|c| c.is_finite()));
    // About a node in every square of half an edge.
    let middle = [0, 1].map(|axis| at.iter().map(|p| p[axis]).sum::<f32>() / at.len() as f32);
    let spread = at.iter().map(|p| distance(*p, middle).powi(2)).sum::<f32>() / at.len() as f32;
    let square = (std::f32::consts::TAU * spread / at.len() as f32).sqrt();
    assert!((0.7..3.0).contains(&(square / (EDGE / 2.0))), "{square} to a side");
    // Neighbours are nearer than others are.
    let near: f32 = request.links.iter().map(|l| distance(at[l.a as usize], at[l.b as usize])).sum();
    let any: f32 = (0..6000).map(|i| distance(at[i * 7 % 3000], at[(i * 13 + 1500) % 3000])).sum();
    let ratio = any / near * request.links.len() as f32 / 6000.0;
    assert!(ratio > 2.0, "strangers are only {ratio} times as far as neighbours");
    let mut again = request.clone();
    for (i, node) in again.nodes.iter_mut().enumerate() {
        node.start = (i % 100 != 0).then_some(at[i]);
    }
    let moved = lay_out(&again);
    let new = |v: u32| v.is_multiple_of(100);
    let beside: BTreeSet<u32> = request
        .links
        .iter()
        .flat_map(|l| [(l.a, l.b), (l.b, l.a)])
        .filter(|l| new(l.0))
        .map(|l| l.1)
        .collect();
    let others: Vec<u32> = (0..3000).filter(|v| !new(*v) && !beside.contains(v)).collect();
    let far: Vec<f32> = others.iter().map(|v| distance(at[*v as usize], moved[*v as usize])).collect();
    let mean = far.iter().sum::<f32>() / far.len() as f32;
    assert!(mean < 0.02 * EDGE, "nodes with no new neighbour move by {mean}");
}

/// Graphs that layouts trip over.
fn nasty() -> impl Strategy<Value = Request> {
    let size = 0usize..40;
    let coordinate = prop_oneof![
        8 => -500f32..500.0,
        1 => Just(0.0f32),
        1 => prop_oneof![Just(f32::NAN), Just(f32::INFINITY), Just(1e30f32)],
    ];
    let point = [coordinate.clone(), coordinate];
    let size_of =
        prop_oneof![8 => 0f32..30.0, 1 => prop_oneof![Just(f32::NAN), Just(-5.0f32), Just(1e20f32)]];
    let node = (
        size_of.clone(),
        [size_of.clone(), size_of],
        proptest::option::weighted(0.1, point.clone()),
        proptest::option::weighted(0.2, point),
        prop_oneof![4 => Just(0.0f32), 1 => -1f32..1.0, 1 => Just(f32::NAN)],
    );
    let weight = prop_oneof![6 => Just(1.0f32), 2 => 0.1f32..9.0, 1 => Just(f32::NAN), 1 => Just(0.0f32)];
    let link = (0u32..45, 0u32..45, weight);
    let shape = 0..5;
    (
        proptest::collection::vec(node, size),
        proptest::collection::vec(link, 0..60),
        shape,
        any::<u64>(),
        -1f32..4.0,
    )
        .prop_map(|(nodes, links, shape, seed, aspect)| {
            let n = nodes.len() as u32;
            let node = |(radius, label, pinned, start, lean)| NodeSpec {
                radius,
                label,
                pinned,
                start,
                lean,
                ..NodeSpec::default()
            };
            let links = match shape {
                0 => links,                                     // anything, loops and parallels too
                1 => (1..n).map(|b| (0, b, 1.0)).collect(),     // a star
                2 => (1..n).map(|b| (b - 1, b, 1.0)).collect(), // a path
                3 => Vec::new(),                                // dust
                _ => (0..n).flat_map(|a| (0..a).map(move |b| (a, b, 1.0))).collect(), // all with all
            };
            let links = links.into_iter().map(|(a, b, weight)| LinkSpec { a, b, weight }).collect();
            Request {
                nodes: nodes.into_iter().map(node).collect(),
                links,
                seed,
                aspect,
                ..Request::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_place_is_finite_and_pins_hold(request in nasty()) {
        let mut all_finite = true;
        let at = run(&request, &AtomicBool::new(false), &mut |places| {
            all_finite &= places.iter().flatten().all(|c| c.is_finite());
        });
        prop_assert!(all_finite);
        prop_assert_eq!(at.len(), request.nodes.len());
        for (node, p) in request.nodes.iter().zip(&at) {
            prop_assert!(p.iter().all(|c| c.is_finite()), "{:?}", p);
            if let Some(pin) = node.pinned.filter(|p| p.iter().all(|c| c.abs() <= 1e6)) {
                prop_assert_eq!(*p, pin);
            }
        }
    }

    #[test]
    fn small_free_graphs_have_no_overlaps(
        n in 1usize..30,
        links in proptest::collection::vec((0u32..30, 0u32..30), 0..50),
        seed in any::<u64>(),
    ) {
        let request = Request { seed, ..graph_of(n, &links) };
        prop_assert!(overlaps(&request, &lay_out(&request)).is_empty());
    }
}

#[test]
fn coincident_starts_come_apart() {
    let mut request = graph_of(12, &[(0, 1), (1, 2), (2, 3)]);
    request.nodes.iter_mut().for_each(|node| node.start = Some([5.0, 5.0]));
    let at = lay_out(&request);
    assert!(overlaps(&request, &at).is_empty(), "{at:?}");
}

#[test]
fn hubs_of_two_parts_lie_level_too() {
    let links: Vec<(u32, u32)> = (1..6).map(|b| (0, b)).chain((7..11).map(|b| (6, b))).collect();
    let request = graph_of(14, &links);
    let at = lay_out(&request);
    assert!((at[0][1] - at[6][1]).abs() < 0.5, "{:?} {:?}", at[0], at[6]);
    assert!(overlaps(&request, &at).is_empty());
}

#[test]
fn a_stopped_run_returns_at_once() {
    for request in [large(5000), case_request(1, &nowhere).1] {
        let stop = AtomicBool::new(false);
        let mut stopped = None;
        run(&request, &stop, &mut |_| {
            stop.store(true, Ordering::Relaxed);
            stopped.get_or_insert_with(Instant::now);
        });
        let took = stopped.expect("the fixture has it").elapsed();
        assert!(took < Duration::from_millis(250), "{took:?}");
    }
}

/// A worker, the last snapshot that it gave, and how often it woke the window.
struct Watched {
    worker: Worker,
    wakes: Arc<AtomicUsize>,
}

impl Watched {
    fn new() -> Self {
        Self::with(Box::new(run))
    }

    fn with(run: Box<attache::layout::Run>) -> Self {
        let wakes = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&wakes);
        let wake = move || {
            counter.fetch_add(1, Ordering::SeqCst);
        };
        Self { worker: Worker::spawn_with(run, Arc::new(wake)), wakes }
    }

    /// Waits for a snapshot that passes.
    fn until(&self, what: &str, test: impl Fn(&Snapshot) -> bool) -> Snapshot {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Some(snapshot) = self.worker.latest()
                && test(&snapshot)
            {
                return snapshot;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("no snapshot came: {what}");
    }

    fn settled(&self) -> Snapshot {
        self.until("settled", |s| s.state == State::Settled)
    }
}

#[test]
fn the_worker_settles_where_a_run_does() {
    let request = case_request(3, &nowhere).1;
    let watched = Watched::new();
    watched.worker.send(Command::Start(request.clone()));
    let first = watched.until("first", |_| true);
    assert_eq!(first.positions.len(), request.nodes.len());
    let last = if first.state == State::Settled { first } else { watched.settled() };
    assert_eq!(last.positions, lay_out(&request));
    assert_eq!(last.generation, 1);
    // At rest it says nothing and wakes nobody.
    let wakes = watched.wakes.load(Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(80));
    assert!(watched.worker.latest().is_none());
    assert_eq!(watched.wakes.load(Ordering::SeqCst), wakes);
}

#[test]
fn snapshots_that_nobody_takes_wake_the_window_once() {
    let watched = Watched::new();
    watched.worker.send(Command::Start(large(1500)));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(watched.wakes.load(Ordering::SeqCst), 1);
}

#[test]
fn a_pause_holds_until_it_ends() {
    let watched = Watched::new();
    watched.worker.send(Command::Start(large(4000)));
    watched.until("running", |s| s.state == State::Running);
    watched.worker.send(Command::Pause);
    let paused = watched.until("paused", |s| s.state == State::Paused);
    std::thread::sleep(Duration::from_millis(100));
    if let Some(later) = watched.worker.latest() {
        assert_eq!((later.state, later.positions), (State::Paused, paused.positions));
    }
    watched.worker.send(Command::Resume);
    watched.settled();
}

#[test]
fn a_dragged_node_follows_the_pointer_and_leaves_the_rest() {
    let (_, request, _) = case_request(1, &nowhere);
    let watched = Watched::new();
    watched.worker.send(Command::Start(request.clone()));
    let before = watched.settled().positions;
    let to = [before[8][0] + 60.0, before[8][1] - 70.0];
    watched.worker.send(Command::Move { node: 8, to });
    watched.until("moving", |s| s.positions[8] == to);
    watched.worker.send(Command::Release { node: 8, pin: true });
    let after = watched.settled().positions;
    assert_eq!(after[8], to);
    let moves = before.iter().zip(&after).enumerate().filter(|(i, _)| *i != 8);
    let mean = moves.map(|(_, (a, b))| distance(*a, *b)).sum::<f32>() / (before.len() - 1) as f32;
    assert!(mean < 0.35 * EDGE, "others move by {mean}");
    // It is pinned now: pulling at another leaves it.
    watched.worker.send(Command::Move { node: 0, to: [0.0, -400.0] });
    watched.worker.send(Command::Release { node: 0, pin: false });
    assert_eq!(watched.settled().positions[8], to);
}

#[test]
fn a_node_can_be_dragged_while_the_layout_runs() {
    let watched = Watched::new();
    watched.worker.send(Command::Start(large(3000)));
    watched.until("running", |s| s.state == State::Running);
    watched.worker.send(Command::Move { node: 5, to: [7.0, 9.0] });
    watched.until("held", |s| s.positions[5] == [7.0, 9.0]);
    watched.worker.send(Command::Release { node: 5, pin: true });
    assert_eq!(watched.settled().positions[5], [7.0, 9.0]);
}

#[test]
fn a_newer_start_replaces_the_one_under_way() {
    let watched = Watched::new();
    watched.worker.send(Command::Start(large(5000)));
    watched.until("running", |s| s.state == State::Running);
    watched.worker.send(Command::Start(graph_of(3, &[(0, 1), (1, 2)])));
    let last = watched.until("second", |s| s.state == State::Settled && s.generation == 2);
    assert_eq!(last.positions.len(), 3);
}

#[test]
fn the_thread_ends_soon_after_stop() {
    let watched = Watched::new();
    watched.worker.send(Command::Start(large(5000)));
    watched.until("running", |s| s.state == State::Running);
    let begun = Instant::now();
    watched.worker.send(Command::Stop);
    while !watched.worker.is_finished() {
        assert!(begun.elapsed() < Duration::from_millis(500), "still going");
        std::thread::yield_now();
    }
}

#[test]
fn a_run_that_panics_is_reported_and_the_next_start_goes_on() {
    let fails_on_two = |request: &Request, stop: &AtomicBool, sink: &mut dyn FnMut(&[Point])| {
        assert_ne!(request.nodes.len(), 2, "two nodes are too many");
        run(request, stop, sink)
    };
    let watched = Watched::with(Box::new(fails_on_two));
    watched.worker.send(Command::Start(graph_of(2, &[(0, 1)])));
    let failed = watched.until("failed", |s| matches!(s.state, State::Failed(_)));
    assert!(matches!(failed.state, State::Failed(why) if why.contains("two nodes are too many")));
    watched.worker.send(Command::Start(graph_of(3, &[(0, 1)])));
    let last = watched.settled();
    assert_eq!((last.generation, last.positions.len()), (2, 3));
}

/// Everybody linked with everybody, labels and all: tidying line by line would take minutes.
#[test]
fn a_dense_case_with_labels_is_drawn_in_good_time() {
    let links: Vec<(u32, u32)> = (0..150).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let request = graph_of(150, &links);
    let start = cpu_time::ProcessTime::now();
    let at = lay_out(&request);
    assert!(overlaps(&request, &at).is_empty());
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}
