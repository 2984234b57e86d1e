//! A layout that nobody wants any more ends soon, wherever it is, and one that takes long is shown on its way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use attache::layout::{LinkSpec, Method, NodeSpec, Point, Request, run};

/// What a layout may take to hear that it is to stop: 50 ms are promised, the rest is for busy machines and for
/// programs without optimisation.
const SOON: Duration = Duration::from_millis(400);

/// One layout at a time: several at once on two cores measure each other.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Numbers in no order, the same every time.
fn noise(seed: u32) -> impl FnMut(u32) -> u32 {
    let mut state = u64::from(seed);
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as u32) % below.max(1)
    }
}

fn request(n: u32, links: Vec<(u32, u32)>, method: Method) -> Request {
    let mut noise = noise(3);
    let node = |_| NodeSpec {
        radius: 4.0 + noise(9) as f32,
        when: (noise(5) > 0).then(|| noise(4000) as f32),
        ..NodeSpec::default()
    };
    Request {
        nodes: (0..n).map(node).collect(),
        links: links.into_iter().map(|(a, b)| LinkSpec { a, b, weight: 1.0 }).collect(),
        aspect: 1.4,
        method,
        ..Request::default()
    }
}

/// Shapes that have nothing in common: a random graph, a star, a path, nothing but parts of a few nodes.
fn shapes(n: u32) -> [(&'static str, Vec<(u32, u32)>); 4] {
    let mut noise = noise(1);
    let random = (1..n).flat_map(|b| [(noise(b), b), (noise(n), b)]).collect();
    let star = (1..n).map(|b| (0, b)).collect();
    let path = (1..n).map(|b| (b - 1, b)).collect();
    let scattered = (0..n).filter(|v| v % 5 > 1).map(|v| (v - 1, v)).collect();
    [("random", random), ("star", star), ("path", path), ("scattered", scattered)]
}

/// Runs a layout and sets its flag from another thread some time later; how long it went on then. `None` where it was
/// through before.
fn told_after(request: &Request, wait: Duration) -> Option<(Duration, Vec<Point>)> {
    let stop = AtomicBool::new(false);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let teller = scope.spawn(|| {
            std::thread::sleep(wait);
            stop.store(true, Ordering::SeqCst);
            (Instant::now(), done.load(Ordering::SeqCst))
        });
        let at = run(request, &stop, &mut |_| {});
        done.store(true, Ordering::SeqCst);
        let end = Instant::now();
        let (told, was_done) = teller.join().expect("the teller does not panic");
        (!was_done).then(|| (end.saturating_duration_since(told), at))
    })
}

#[test]
fn a_running_layout_hears_that_it_is_to_stop() {
    let _alone = alone();
    let mut running = 0;
    let mut late = Vec::new();
    for (shape, links) in shapes(60_000) {
        for method in Method::ALL {
            let request = request(60_000, links.clone(), method);
            for wait in [15, 60, 200, 500] {
                // A machine that is busy with something else may be late once, but not every time.
                let tries = (0..3).map_while(|_| told_after(&request, Duration::from_millis(wait)));
                let mut best: Option<Duration> = None;
                for (took, at) in tries {
                    assert_eq!(at.len(), 60_000);
                    assert!(at.iter().flatten().all(|c| c.is_finite()), "{shape} {method:?} after {wait} ms");
                    best = Some(best.map_or(took, |best| best.min(took)));
                    if took < SOON {
                        break;
                    }
                }
                let Some(best) = best else { break };
                running += 1;
                if best >= SOON {
                    late.push((shape, method, wait, best));
                }
            }
        }
    }
    assert!(late.is_empty(), "{late:#?}");
    assert!(running > 24, "only {running} were still running when told to stop");
}

/// Labels and up to 1,500 nodes: tidying line by line, and room for names.
#[test]
fn small_layouts_with_labels_hear_it_too() {
    let _alone = alone();
    for n in [150, 300, 1400] {
        let mut noise = noise(8);
        let links = (1..n).flat_map(|b| [(noise(b), b), (noise(n), b), (noise(n), b)]).collect();
        let mut request = request(n, links, Method::Force);
        for method in Method::ALL {
            request.method = method;
            request.nodes.iter_mut().for_each(|node| node.label = [80.0, 15.0]);
            for wait in [10, 40, 150] {
                let tries = (0..3).map_while(|_| told_after(&request, Duration::from_millis(wait)));
                let took: Vec<Duration> = tries
                    .take(3)
                    .map(|(took, at)| {
                        assert!(at.iter().flatten().all(|c| c.is_finite()));
                        took
                    })
                    .collect();
                assert!(took.is_empty() || took.iter().any(|took| *took < SOON), "{n} {method:?} {took:?}");
            }
        }
    }
}

#[test]
fn what_takes_long_is_shown_on_its_way() {
    let _alone = alone();
    let mut noise = noise(5);
    let links: Vec<(u32, u32)> = (1..3000).flat_map(|b| [(noise(b), b), (noise(3000), b)]).collect();
    for method in Method::ALL {
        let request = request(3000, links.clone(), method);
        let mut shown: Vec<Vec<Point>> = Vec::new();
        let at = run(&request, &AtomicBool::new(false), &mut |at| shown.push(at.to_vec()));
        assert!(shown.len() >= 2 || method.name() == "radial", "{method:?}: {}", shown.len());
        assert!(!shown.is_empty(), "{method:?}");
        for picture in &shown {
            assert_eq!(picture.len(), 3000);
            assert!(picture.iter().flatten().all(|c| c.is_finite()), "{method:?}");
            let spread = picture.iter().map(|p| p[0].hypot(p[1])).fold(0.0, f32::max);
            assert!(spread > 100.0, "{method:?}: all in one spot");
        }
        assert_eq!(run(&request, &AtomicBool::new(false), &mut |_| {}), at, "looking changes nothing");
    }
}
