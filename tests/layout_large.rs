//! Large graphs some of whose nodes have their places already: a filter that lets a few more or fewer nodes through
//! leaves the rest where it was, and pins hold whatever else is asked for.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use attache::layout::{LinkSpec, NodeSpec, Point, Request, run, run_counted};

fn noise(seed: u32) -> impl FnMut(u32) -> u32 {
    let mut state = u64::from(seed);
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as u32) % below.max(1)
    }
}

/// A graph of communities of forty, most lines within them.
fn communities(n: u32) -> Request {
    let mut noise = noise(11);
    let mut links = Vec::new();
    for v in 1..n {
        links.push((v - 1 - noise(v.min(40)), v));
        let home = v / 40 * 40;
        links.push((home + noise(40.min(n - home)), v));
    }
    Request {
        nodes: vec![NodeSpec { radius: 4.0, ..NodeSpec::default() }; n as usize],
        links: links.into_iter().map(|(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
        seed: 5,
        aspect: 1.4,
        ..Request::default()
    }
}

fn lay_out(request: &Request) -> Vec<Point> {
    run(request, &AtomicBool::new(false), &mut |_| {})
}

fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn middle_line(request: &Request, at: &[Point]) -> f32 {
    let length = |link: &LinkSpec| distance(at[link.a as usize], at[link.b as usize]);
    let mut lengths: Vec<f32> = request.links.iter().map(length).collect();
    lengths.sort_by(f32::total_cmp);
    lengths[lengths.len() / 2]
}

/// What of a request is left without some nodes, and which of its nodes each is.
fn without(request: &Request, gone: &BTreeSet<u32>) -> (Request, Vec<u32>) {
    let left: Vec<u32> = (0..request.nodes.len() as u32).filter(|v| !gone.contains(v)).collect();
    let place = |v: u32| left.binary_search(&v).ok().map(|i| i as u32);
    let link = |link: &LinkSpec| Some(LinkSpec { a: place(link.a)?, b: place(link.b)?, ..*link });
    let nodes = left.iter().map(|v| request.nodes[*v as usize]).collect();
    (Request { nodes, links: request.links.iter().filter_map(link).collect(), ..request.clone() }, left)
}

/// How far those nodes moved on the average that are neighbours of none of `changed`.
fn mean_move(request: &Request, changed: &BTreeSet<u32>, moved: impl Fn(u32) -> Option<f32>) -> f32 {
    let mut touched = changed.clone();
    for link in &request.links {
        for (end, other) in [(link.a, link.b), (link.b, link.a)] {
            if changed.contains(&end) {
                touched.insert(other);
            }
        }
    }
    let rest = (0..request.nodes.len() as u32).filter(|v| !touched.contains(v));
    let moves: Vec<f32> = rest.filter_map(moved).collect();
    assert!(moves.len() > request.nodes.len() / 2, "only {} unaffected", moves.len());
    moves.iter().sum::<f32>() / moves.len() as f32
}

#[test]
fn a_changed_filter_leaves_what_it_does_not_touch() {
    let n = 2600;
    let whole = communities(n);
    let mut noise = noise(2);
    let changed: BTreeSet<u32> = (0..n).filter(|_| noise(20) == 0).collect();
    let (some, left) = without(&whole, &changed);

    // Fewer: what is left stays.
    let before = lay_out(&whole);
    let tenth = middle_line(&whole, &before) / 10.0;
    let mut fewer = some.clone();
    for (node, v) in fewer.nodes.iter_mut().zip(&left) {
        node.start = Some(before[*v as usize]);
    }
    let after = lay_out(&fewer);
    let index = |v: u32| left.binary_search(&v).ok();
    let moved = mean_move(&whole, &changed, |v| Some(distance(after[index(v)?], before[v as usize])));
    assert!(moved < tenth, "with less shown the rest moves by {moved}, a tenth of a line is {tenth}");

    // More: what was there stays, and what is new comes beside its neighbours.
    let before = lay_out(&some);
    let tenth = middle_line(&some, &before) / 10.0;
    let mut more = whole.clone();
    for (p, v) in before.iter().zip(&left) {
        more.nodes[*v as usize].start = Some(*p);
    }
    let after = lay_out(&more);
    let moved = mean_move(&whole, &changed, |v| Some(distance(after[v as usize], before[index(v)?])));
    assert!(moved < tenth, "with more shown the rest moves by {moved}, a tenth of a line is {tenth}");
    let new_line = |link: &&LinkSpec| changed.contains(&link.a) != changed.contains(&link.b);
    let far = more.links.iter().filter(new_line).map(|l| distance(after[l.a as usize], after[l.b as usize]));
    let (count, sum) = far.fold((0.0, 0.0), |(count, sum), far| (count + 1.0, sum + far));
    assert!(sum / count < 60.0 * tenth, "new nodes are {} from their neighbours", sum / count);
}

#[test]
fn pins_among_starts_hold_and_the_rest_stays() {
    let mut request = communities(2000);
    let at = lay_out(&request);
    for (node, p) in request.nodes.iter_mut().zip(&at) {
        node.start = Some(*p);
    }
    let to = [at[700][0] + 300.0, at[700][1] - 200.0];
    request.nodes[700].pinned = Some(to);
    let after = lay_out(&request);
    assert_eq!(after[700], to);
    let tenth = middle_line(&request, &at) / 10.0;
    let moved =
        mean_move(&request, &BTreeSet::from([700]), |v| Some(distance(at[v as usize], after[v as usize])));
    assert!(moved < tenth, "{moved} of {tenth}");
}

#[test]
fn pinned_graphs_are_shown_on_their_way_and_say_how_much_work_they_were() {
    let mut request = communities(2000);
    request.nodes[3].pinned = Some([900.0, 400.0]);
    request.nodes[1500].pinned = Some([-400.0, 100.0]);
    let mut shown = 0;
    let (at, stats) = run_counted(&request, &AtomicBool::new(false), &mut |at| {
        assert_eq!(at.len(), 2000);
        shown += 1;
    });
    assert!(shown > 4 && stats.ticks > 0 && stats.levels > 1, "{shown} {stats:?}");
    assert_eq!((at[3], at[1500]), ([900.0, 400.0], [-400.0, 100.0]));
}

/// Told to stop at any time, a large graph with places comes back soon, with its pins where they are.
#[test]
fn large_graphs_with_places_hear_that_they_are_to_stop() {
    let mut request = communities(60_000);
    let mut running = 0;
    for starts in [0, 30, 90] {
        for (v, node) in request.nodes.iter_mut().enumerate() {
            node.start = (v % 100 < starts).then_some([(v % 250) as f32 * 40.0, (v / 250) as f32 * 40.0]);
            node.pinned = (v % 1000 == 7).then(|| [v as f32 / 8.0, -90.0]);
        }
        for wait in [20, 120, 500] {
            let mut soonest = None;
            for _ in 0..3 {
                let stop = AtomicBool::new(false);
                let (took, at) = std::thread::scope(|scope| {
                    let teller = scope.spawn(|| {
                        std::thread::sleep(Duration::from_millis(wait));
                        let told = Instant::now();
                        stop.store(true, Ordering::SeqCst);
                        told
                    });
                    let at = run(&request, &stop, &mut |_| {});
                    let (end, told) = (Instant::now(), teller.join().unwrap());
                    (end.checked_duration_since(told), at)
                });
                assert_eq!(at.len(), 60_000);
                assert!(at.iter().flatten().all(|c| c.is_finite()));
                assert!(
                    at.iter().zip(&request.nodes).all(|(p, node)| node.pinned.is_none_or(|pin| pin == *p))
                );
                let Some(took) = took else { continue };
                soonest = Some(soonest.map_or(took, |least: Duration| least.min(took)));
            }
            let Some(soonest) = soonest else { continue };
            running += 1;
            assert!(soonest < Duration::from_millis(400), "{starts} after {wait} ms: {soonest:?}");
        }
    }
    assert!(running > 3, "only {running} were running when told to stop");
}
