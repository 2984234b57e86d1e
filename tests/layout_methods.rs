//! What every layout promises, whichever is asked for: finite places, pins that hold, room for labels, the same
//! places every time, and an end soon after it is told to stop.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use attache::layout::{LABEL_GAP, LinkSpec, Method, NodeSpec, Point, Request, run};
use proptest::prelude::*;

fn lay_out(request: &Request) -> Vec<Point> {
    run(request, &AtomicBool::new(false), &mut |_| {})
}

/// Disc and label of a node.
fn boxes(node: &NodeSpec, [x, y]: Point) -> [[f32; 4]; 2] {
    let top = y + node.radius + LABEL_GAP;
    let half = node.label[0] / 2.0;
    [
        [x - node.radius, y - node.radius, x + node.radius, y + node.radius],
        [x - half, top, x + half, top + node.label[1]],
    ]
}

fn overlaps(request: &Request, at: &[Point]) -> Vec<(usize, usize)> {
    let meet = |a: [f32; 4], b: [f32; 4]| {
        a[2].min(b[2]) - a[0].max(b[0]) > 0.01 && a[3].min(b[3]) - a[1].max(b[1]) > 0.01
    };
    let mut found = Vec::new();
    for i in 0..at.len() {
        for j in 0..i {
            let (a, b) = (boxes(&request.nodes[i], at[i]), boxes(&request.nodes[j], at[j]));
            if a.iter().any(|x| b.iter().any(|y| meet(*x, *y))) {
                found.push((j, i));
            }
        }
    }
    found
}

fn graph() -> impl Strategy<Value = Request> {
    let node = (4f32..20.0, 20f32..140.0, proptest::option::weighted(0.7, 0f32..900.0));
    let link = (0u32..60, 0u32..60, prop_oneof![5 => 1f32..4.0, 1 => Just(0.3f32), 1 => Just(f32::NAN)]);
    let method = proptest::sample::select(Method::ALL.to_vec());
    (proptest::collection::vec(node, 1..60), proptest::collection::vec(link, 0..110), method, any::<u64>())
        .prop_map(|(nodes, links, method, seed)| Request {
            nodes: nodes
                .into_iter()
                .map(|(radius, wide, when)| NodeSpec {
                    radius,
                    label: [wide, 15.0],
                    when: when.map(f32::round),
                    ..NodeSpec::default()
                })
                .collect(),
            links: links.into_iter().map(|(a, b, weight)| LinkSpec { a, b, weight }).collect(),
            seed,
            aspect: 1.4,
            method,
            ..Request::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_node_or_label_covers_another(request in graph()) {
        let at = lay_out(&request);
        prop_assert!(at.iter().flatten().all(|c| c.is_finite()));
        prop_assert_eq!(overlaps(&request, &at), []);
        prop_assert_eq!(lay_out(&request), at);
    }

    #[test]
    fn pins_hold_and_nonsense_is_survived(
        mut request in graph(),
        pin in (0usize..60, -400f32..400.0),
        nonsense in prop_oneof![Just(f32::NAN), Just(f32::INFINITY), Just(-1e30f32)],
    ) {
        let n = request.nodes.len();
        let pinned = pin.0 % n;
        request.nodes[pinned].pinned = Some([pin.1, -pin.1]);
        let spoilt = (pinned + 1) % n;
        if spoilt != pinned {
            let NodeSpec { radius, label, when, .. } = &mut request.nodes[spoilt];
            (*radius, *label, *when) = (nonsense, [nonsense; 2], Some(nonsense));
        }
        let at = lay_out(&request);
        prop_assert!(at.iter().flatten().all(|c| c.is_finite()));
        prop_assert_eq!(at[pinned], [pin.1, -pin.1]);
    }
}

/// Trees, a star, a path and single nodes, some thousand of each.
fn large() -> Vec<Request> {
    let n = 20_000u32;
    let shapes: [fn(u32) -> u32; 3] = [|i| i / 2, |_| 0, |i| i];
    let links = |of: fn(u32) -> u32| (0..n - 1).map(move |i| LinkSpec { a: of(i), b: i + 1, weight: 1.0 });
    let request = |links: Vec<LinkSpec>| Request {
        nodes: vec![NodeSpec { radius: 8.0, when: Some(3.0), ..NodeSpec::default() }; n as usize],
        links,
        aspect: 1.4,
        ..Request::default()
    };
    shapes.into_iter().map(|of| request(links(of).collect())).chain([request(Vec::new())]).collect()
}

#[test]
fn large_graphs_come_to_an_end_and_a_stop_is_heard() {
    for mut request in large() {
        for method in Method::ALL.into_iter().skip(2) {
            request.method = method;
            let at = lay_out(&request);
            assert!(at.iter().flatten().all(|c| c.is_finite()), "{method:?}");
            let since = Instant::now();
            let stopped = run(&request, &AtomicBool::new(true), &mut |_| {});
            assert!(since.elapsed() < Duration::from_secs(2), "{method:?}");
            assert!(stopped.len() == at.len() && stopped.iter().flatten().all(|c| c.is_finite()));
        }
    }
}

#[test]
fn the_smallest_graphs_are_laid_out() {
    for method in Method::ALL.into_iter().chain([Method::Radial { center: Some(7) }]) {
        assert!(lay_out(&Request { method, ..Request::default() }).is_empty());
        let one = Request { nodes: vec![NodeSpec::default()], method, ..Request::default() };
        assert_eq!(lay_out(&one), [[0.0, 0.0]], "{method:?}");
    }
}

/// Discs alone, where everything is as far from everything: a star, all with all, and many lines at random.
#[test]
fn true_distances_leave_no_disc_on_another() {
    let star: Vec<(u32, u32)> = (1..500).map(|b| (0, b)).collect();
    let complete: Vec<(u32, u32)> = (0..60).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let dense = |n: u32, each: u32| -> Vec<(u32, u32)> {
        (0..n).flat_map(|a| (1..=each).map(move |k| (a, (a * 31 + k * k * 17 + 5) % n))).collect()
    };
    let cases =
        [(500, star), (60, complete), (300, dense(300, 30)), (1400, dense(1400, 12)), (1500, Vec::new())];
    for (n, links) in cases {
        for radius in [4.0f32, 14.0, 40.0] {
            let node = |i: u32| NodeSpec { radius: radius + (i % 7) as f32, ..NodeSpec::default() };
            let request = Request {
                nodes: (0..n).map(node).collect(),
                links: links.iter().map(|&(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
                aspect: 1.4,
                method: Method::Stress,
                ..Request::default()
            };
            let at = lay_out(&request);
            let radius = |i: usize| request.nodes[i].radius;
            for i in 0..at.len() {
                for j in 0..i {
                    let apart = (at[i][0] - at[j][0]).hypot(at[i][1] - at[j][1]);
                    assert!(apart >= radius(i) + radius(j) - 0.01, "{i} and {j} of {n}: {apart}");
                }
            }
        }
    }
}
