//! The scene's laws: every mark can be told from every other without its colour, labels cover nothing,
//! what is hit is what is drawn there, and the same input draws the same.

use attache::graph::{Filter, Shown, derive};
use attache::model::{
    Attribution, BuiltinKind, Citation, Claim, ClaimIx, Class, Dataset, DatasetBuilder, DocIx, Document,
    Entity, EntityIx, Extra, Item, KindTable, Stance, Status, Text,
};
use attache::scene::{
    Camera, Emphasis, Input, Paint, Point, Routes, Scene, Style, build, marks, node_radius,
};
use proptest::prelude::*;

const SIZE: Point = [800.0, 600.0];

fn document() -> Document {
    Document {
        id: "d".to_owned(),
        title: None,
        publisher: None,
        author: None,
        url: None,
        published: None,
        language: None,
        path: None,
        sha256: None,
        text: Text::new("words"),
        has_text: true,
        extra: Extra::new(),
    }
}

fn voice(speaker: Option<EntityIx>, stance: Stance) -> Attribution {
    let mut voice = Attribution::new(speaker, stance);
    voice.evidence.push(Citation::new(DocIx(0)));
    voice
}

/// What a test case says of one claim: subject, object, predicate, voices' pattern.
type Line = (usize, Option<usize>, usize, usize);

const PREDICATES: [&str; 6] = ["attacks", "warns", "arms", "meets", "leads", "remembers"];

fn case(names: &[String], lines: &[Line]) -> Dataset {
    let mut builder = DatasetBuilder { documents: vec![document()], ..DatasetBuilder::default() };
    for (i, name) in names.iter().enumerate() {
        let kind = BuiltinKind::ALL[i % BuiltinKind::ALL.len()];
        let mut entity = Entity::new(format!("e{i}"), name, KindTable::builtin(kind));
        entity.anonymous = i % 7 == 3;
        entity.group = i % 5 == 4;
        builder.entities.push(entity);
    }
    for (i, &(subject, object, predicate, pattern)) in lines.iter().enumerate() {
        let end = |i: usize| EntityIx::new(i % names.len());
        let mut claim = Claim::new(format!("c{i}"), end(subject), PREDICATES[predicate % 6], object.map(end));
        let speaker = Some(end(pattern));
        claim.attributions = match pattern % 5 {
            0 => vec![voice(None, Stance::Asserts)],
            1 => vec![voice(speaker, Stance::Asserts)],
            2 => vec![voice(None, Stance::Asserts), voice(speaker, Stance::Denies)],
            3 => vec![voice(speaker, Stance::Denies)],
            _ => vec![],
        };
        builder.claims.push(claim);
    }
    builder.build(1)
}

struct Drawn {
    data: Dataset,
    shown: Shown,
    scene: Scene,
    positions: Vec<Point>,
}

fn camera() -> Camera {
    Camera { centre: [0.0, 0.0], zoom: 1.0 }
}

fn draw(data: Dataset, positions: Vec<Point>, camera: Camera, obstacles: &[[f32; 4]], labels: bool) -> Drawn {
    let shown = derive(&data, &Filter::default(), None);
    let routes = Routes::of(&data, &shown, &positions);
    let mut scene = Scene::default();
    let input = Input {
        data: &data,
        shown: &shown,
        routes: &routes,
        positions: &positions,
        style: &Style::DARK,
        emphasis: &Emphasis::default(),
        camera,
        size: SIZE,
        obstacles,
        labels,
        voices: false,
        hulls: &[],
        hidden: &[],
        told: None,
    };
    build(&input, &mut scene);
    Drawn { data, shown, scene, positions }
}

/// Distance of a point from the ink of a shape; 0 inside a filled one.
fn distance_to(scene: &Scene, paint: &Paint, p: Point) -> f32 {
    let far = |a: Point| (a[0] - p[0]).hypot(a[1] - p[1]);
    let segment = |a: Point, b: Point| {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy).max(1e-9);
        let t = t.clamp(0.0, 1.0);
        far([a[0] + t * dx, a[1] + t * dy])
    };
    match paint {
        Paint::Line { from, to, .. } => segment(*from, *to),
        Paint::Dot { centre, radius, .. } | Paint::Circle { centre, radius, .. } => {
            (far(*centre) - radius).max(0.0)
        }
        Paint::Path { points, fill: Some(_), .. } | Paint::Path { points, closed: true, .. } => {
            // The box of a closed outline is near enough to its inside.
            let far = |k: usize| {
                let values = || scene.path(points).iter().map(|point| point[k]);
                let (least, most) = (values().fold(f32::MAX, f32::min), values().fold(f32::MIN, f32::max));
                (least - p[k]).max(p[k] - most).max(0.0)
            };
            far(0).hypot(far(1))
        }
        Paint::Path { points, .. } => {
            scene.path(points).windows(2).map(|pair| segment(pair[0], pair[1])).fold(f32::MAX, f32::min)
        }
        Paint::Text(text) => {
            let (w, h) = (text.label.width, text.label.height);
            let dx = (p[0] - text.at[0]).abs() - w;
            let dy = (p[1] - text.at[1] - h * 0.5).abs() - h * 0.5;
            dx.max(0.0).hypot(dy.max(0.0))
        }
    }
}

/// The shapes without their colours, places rounded: what is left to somebody who sees no colour.
fn colourless(scene: &Scene) -> Vec<String> {
    let round = |p: &Point| format!("{:.1},{:.1}", p[0], p[1]);
    let pen = |pen: &Option<attache::scene::Pen>| pen.map(|pen| format!("{:.2} {:?}", pen.width, pen.dash));
    let shape = |paint: &Paint| match paint {
        Paint::Line { from, to, width, .. } => format!("line {} {} {width}", round(from), round(to)),
        Paint::Dot { centre, radius, .. } => format!("dot {} {radius:.1}", round(centre)),
        Paint::Circle { centre, radius, fill, pen: p } => {
            format!("circle {} {radius:.1} {} {:?}", round(centre), fill.is_some(), pen(p))
        }
        Paint::Path { points, closed, fill, pen: p, .. } => {
            let points: Vec<String> = scene.path(points).iter().map(round).collect();
            format!("path {points:?} {closed} {} {:?}", fill.is_some(), pen(p))
        }
        Paint::Text(text) => format!("text {:?} {}", text.label.lines, round(&text.at)),
    };
    scene.shapes.iter().map(|one| shape(&one.paint)).collect()
}

#[test]
fn every_kind_has_a_shape_of_its_own() {
    let mut seen: Vec<(String, Vec<String>)> = Vec::new();
    for &kind in BuiltinKind::ALL {
        for (anonymous, group) in [(false, false), (true, false), (false, true)] {
            let mut scene = Scene::default();
            marks::kind_mark(&Style::LIGHT, kind, anonymous, group, [20.0, 20.0], 10.0, &mut scene);
            let name = format!("{} {anonymous} {group}", kind.id());
            assert!(!scene.shapes.is_empty(), "{name} draws nothing");
            for point in &scene.points {
                let far = (point[0] - 20.0).hypot(point[1] - 20.0);
                assert!(far <= 18.0, "{name} reaches {far} from its middle at radius 10");
            }
            let shape = colourless(&scene);
            if let Some((other, _)) = seen.iter().find(|(_, known)| *known == shape) {
                panic!("{name} looks like {other} without its colour");
            }
            seen.push((name, shape));
        }
    }
}

#[test]
fn every_status_of_every_class_has_a_line_of_its_own() {
    for class in Class::ALL {
        let mut seen: Vec<(Status, Vec<String>)> = Vec::new();
        for status in Status::ALL {
            let mut scene = Scene::default();
            marks::line_sample(&Style::DARK, class, status, [0.0, 20.0], [60.0, 20.0], &mut scene);
            let shape = colourless(&scene);
            assert!(!shape.is_empty());
            if let Some((other, _)) = seen.iter().find(|(_, known)| *known == shape) {
                panic!("{} {} looks like {}", class.id(), status.id(), other.id());
            }
            seen.push((status, shape));
        }
    }
}

#[test]
fn the_same_input_draws_the_same_and_used_buffers_leave_no_trace() {
    let names: Vec<String> = (0..9).map(|i| format!("Entity number {i}")).collect();
    let lines: Vec<Line> = (0..24).map(|i| (i, (i % 6 != 5).then_some(i * 5 + 1), i, i / 2)).collect();
    let positions: Vec<Point> =
        (0..9).map(|i| [(i % 3) as f32 * 180.0 - 180.0, (i / 3) as f32 * 150.0 - 150.0]).collect();
    let fresh = draw(case(&names, &lines), positions.clone(), camera(), &[], true);
    let again = draw(case(&names, &lines), positions, camera(), &[], true);
    assert_eq!(fresh.scene.shapes, again.scene.shapes);
    assert_eq!(fresh.scene.points, again.scene.points);
    let mut used = again.scene;
    let routes = Routes::of(&fresh.data, &fresh.shown, &fresh.positions);
    let input = Input {
        data: &fresh.data,
        shown: &fresh.shown,
        routes: &routes,
        positions: &fresh.positions,
        style: &Style::DARK,
        emphasis: &Emphasis::default(),
        camera: camera(),
        size: SIZE,
        obstacles: &[],
        labels: true,
        voices: false,
        hulls: &[],
        hidden: &[],
        told: None,
    };
    build(&input, &mut used);
    assert_eq!(fresh.scene.shapes, used.shapes);
    assert_eq!(fresh.scene.points, used.points);
}

#[test]
fn a_claim_without_an_acting_party_is_drawn_and_can_be_hit_at_any_size_of_graph() {
    for count in [5, 4000] {
        let names: Vec<String> = (0..count).map(|i| format!("{i}")).collect();
        let mut lines: Vec<Line> = (1..count - 1).map(|i| (i, Some(i + 1), 0, 0)).collect();
        lines.push((0, None, 0, 0));
        let positions =
            (0..count).map(|i| [(i % 80) as f32 * 9.0 - 355.0, (i / 80) as f32 * 9.0 - 250.0]).collect();
        let drawn = draw(case(&names, &lines), positions, camera(), &[], false);
        let claim = Item::Claim(ClaimIx::new(lines.len() - 1));
        assert!(drawn.scene.shapes.iter().any(|shape| shape.item == Some(claim)), "{count} entities");
        let found = (0..800).any(|x| {
            (0..600).any(|y| x % 3 == 0 && drawn.scene.hit_all([x as f32, y as f32]).contains(&claim))
        });
        assert!(found, "{count} entities: the loop cannot be hit");
    }
}

#[test]
fn arrowheads_and_rings_are_hit_within_ten_points() {
    for (pattern, status) in [(0, Status::Reported), (3, Status::Denied)] {
        let names = ["a".to_owned(), "b".to_owned()];
        let drawn = draw(
            case(&names, &[(0, Some(1), 0, pattern)]),
            vec![[-150.0, 0.0], [150.0, 0.0]],
            camera(),
            &[],
            false,
        );
        assert_eq!(drawn.data.status(ClaimIx(0)), status);
        let claim = Some(Item::Claim(ClaimIx(0)));
        let tip = 550.0 - node_radius(&drawn.shown, EntityIx(1)) - 4.5;
        assert_eq!(drawn.scene.hit([tip - 5.0, 309.0]), claim, "beside the arrowhead");
        let middle = f32::midpoint(250.0 + node_radius(&drawn.shown, EntityIx(0)) + 2.5, tip);
        let beside_ring = drawn.scene.hit([middle, 309.0]);
        assert_eq!(beside_ring, claim.filter(|_| status == Status::Denied), "beside the middle");
        assert_eq!(drawn.scene.hit([330.0, 305.0]), claim, "beside the shaft");
        assert_eq!(drawn.scene.hit([330.0, 308.0]), None, "too far from the shaft");
    }
}

fn graphs() -> impl Strategy<Value = (Vec<String>, Vec<Line>, Vec<Point>)> {
    (2usize..24).prop_flat_map(|count| {
        let name = prop_oneof!["[A-Z][a-z]{1,9}( [A-Z][a-z]{1,11}){0,4}", "[אבגדה]{2,8}( [אבגדה]{2,8})?"];
        let place = (-380.0f32..380.0, -280.0f32..280.0).prop_map(|(x, y)| [x, y]);
        let line = (0..count, proptest::option::weighted(0.9, 0..count), 0usize..6, 0usize..40);
        (
            prop::collection::vec(name, count),
            prop::collection::vec(line, 0..40),
            prop::collection::vec(place, count),
        )
    })
}

fn overlap(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn labels_cover_no_label_no_node_and_no_panel(
        (names, lines, positions) in graphs(),
        zoom in 0.3f32..3.0,
    ) {
        let panel = [500.0, 10.0, 790.0, 60.0];
        let camera = Camera { centre: [0.0, 0.0], zoom };
        let drawn = draw(case(&names, &lines), positions, camera, &[panel], true);
        let boxes = &drawn.scene.label_boxes;
        for (i, &one) in boxes.iter().enumerate() {
            prop_assert!(!overlap(one, panel), "{one:?} under the panel");
            prop_assert!(one[0] >= 0.0 && one[1] >= 0.0 && one[2] <= SIZE[0] && one[3] <= SIZE[1]);
            for &other in boxes.iter().skip(i + 1) {
                prop_assert!(!overlap(one, other), "{one:?} on {other:?}");
            }
            for &entity in &drawn.shown.entities {
                let [x, y] = camera.to_screen(drawn.positions[entity.index()], SIZE);
                let r = node_radius(&drawn.shown, entity) * zoom.clamp(0.6, 2.0);
                prop_assert!(!overlap(one, [x - r, y - r, x + r, y + r]), "{one:?} on a node");
            }
        }
    }

    #[test]
    fn what_is_hit_is_drawn_there_and_what_is_drawn_is_hit(
        (names, lines, positions) in graphs(),
        points in prop::collection::vec((0.0f32..800.0, 0.0f32..600.0), 24),
    ) {
        let drawn = draw(case(&names, &lines), positions, camera(), &[], true);
        let scene = &drawn.scene;
        // Places that matter: anywhere, and on the ink itself.
        let ink = scene.points.iter().step_by(7).copied();
        let inside = |p: &Point| p[0] > 0.0 && p[1] > 0.0 && p[0] < SIZE[0] && p[1] < SIZE[1];
        for p in points.into_iter().map(|(x, y)| [x, y]).chain(ink.filter(inside)) {
            let all = scene.hit_all(p);
            prop_assert_eq!(scene.hit(p), all.first().copied(), "the topmost wins");
            for item in &all {
                let nearest = scene.shapes.iter().filter(|shape| shape.item == Some(*item));
                let nearest = nearest.map(|shape| distance_to(scene, &shape.paint, p)).fold(f32::MAX, f32::min);
                // A flag leaves much of its node's disc without ink.
                let disc = item.entity().map_or(f32::MAX, |entity| {
                    let [x, y] = camera().to_screen(drawn.positions[entity.index()], SIZE);
                    (p[0] - x).hypot(p[1] - y) - node_radius(&drawn.shown, entity)
                });
                let nearest = nearest.min(disc);
                prop_assert!(nearest <= 12.5, "{item:?} is hit {nearest} points from its ink");
            }
            for shape in &scene.shapes {
                let Some(item) = shape.item else { continue };
                // The bare shaft of a line and the body of a node; signs beside them reach further out.
                let body = match (&shape.paint, item) {
                    (Paint::Path { closed, pen, .. }, Item::Claim(_)) => !closed && pen.is_some_and(|pen| pen.width < 3.2),
                    (Paint::Circle { .. }, Item::Entity(_)) => true,
                    _ => false,
                };
                if body && distance_to(scene, &shape.paint, p) <= 0.5 {
                    prop_assert!(all.contains(&item), "{item:?} is drawn at {p:?} but not hit");
                }
            }
        }
    }
}
