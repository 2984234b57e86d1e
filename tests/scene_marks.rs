//! What the scene says beyond nodes and lines: voices, bundles, hulls, perspectives, hidden neighbours.

use attache::graph::{Filter, Shown, derive};
use attache::io::{self, Unwatched};
use attache::model::{ClaimIx, Dataset, EntityIx, Item};
use attache::scene::{
    Camera, Emphasis, Hull, Input, Paint, Point, Routes, Scene, Style, Telling, build, node_radius,
};

const SIZE: Point = [800.0, 600.0];

/// A claim to be made: subject, object (none is -1), predicate, voices as (speaker or -1, stance).
type Made<'a> = (usize, i32, &'a str, &'a [(i32, &'a str)]);

/// A case of entities `e0`, `e1` … and claims: subject, object (none is -1), voices as (speaker or -1, stance).
fn case(entities: usize, claims: &[Made<'_>]) -> Dataset {
    let entity = |i| format!(r#"{{"id": "e{i}", "name": "Entity {i}", "kind": "state"}}"#);
    let voice = |&(speaker, stance): &(i32, &str)| {
        let speaker = if speaker < 0 { String::new() } else { format!(r#""speaker": "e{speaker}", "#) };
        format!(r#"{{{speaker}"stance": "{stance}", "evidence": [{{"document": "d", "exact": "words"}}]}}"#)
    };
    let claim = |(i, (subject, object, predicate, voices)): (usize, &Made<'_>)| {
        let object = if *object < 0 { String::new() } else { format!(r#""object": "e{object}", "#) };
        let voices: Vec<String> = voices.iter().map(voice).collect();
        let voices = voices.join(", ");
        format!(
            r#"{{"id": "c{i}", "subject": "e{subject}", {object}"predicate": "{predicate}", "attributions": [{voices}]}}"#
        )
    };
    let entities: Vec<String> = (0..entities).map(entity).collect();
    let claims: Vec<String> = claims.iter().enumerate().map(claim).collect();
    let json = format!(
        r#"{{"format": "attache/1", "title": "T", "documents": [{{"id": "d", "text": "words"}}],
            "entities": [{}], "claims": [{}]}}"#,
        entities.join(", "),
        claims.join(", ")
    );
    io::read_bytes("case.json", json.as_bytes(), None, 1, &Unwatched).expect("a case").dataset
}

fn draw(data: &Dataset, positions: &[Point], change: impl FnOnce(&mut Input<'_>)) -> (Scene, Shown) {
    draw_with(data, positions, &[], None, change)
}

fn draw_with(
    data: &Dataset,
    positions: &[Point],
    hulls: &[Hull],
    told: Option<&[Telling]>,
    change: impl FnOnce(&mut Input<'_>),
) -> (Scene, Shown) {
    let shown = derive(data, &Filter::default(), None);
    let routes = Routes::of(data, &shown, positions);
    let emphasis = Emphasis::default();
    let mut input = Input::new(data, &shown, &routes, positions, &Style::DARK, &emphasis);
    (input.size, input.hulls, input.told) = (SIZE, hulls, told);
    change(&mut input);
    let mut scene = Scene::default();
    build(&input, &mut scene);
    (scene, shown)
}

fn words(scene: &Scene) -> Vec<String> {
    let text =
        |paint: &Paint| if let Paint::Text(text) = paint { Some(text.label.lines.join(" ")) } else { None };
    scene.shapes.iter().filter_map(|shape| text(&shape.paint)).collect()
}

fn far(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

const SAID: &[(i32, &str)] = &[(-1, "asserts")];

/// A line between 0 and 1 that 0 itself and 2 assert, 3 confirms, and 4 denies; an undisputed line to 5.
fn dispute() -> (Dataset, Vec<Point>) {
    let voices: &[(i32, &str)] = &[(0, "asserts"), (2, "asserts"), (3, "confirms"), (4, "denies")];
    let data = case(6, &[(0, 1, "warns", voices), (0, 5, "meets", &[(2, "asserts")])]);
    let positions = vec![
        [-200.0, 0.0],
        [200.0, 0.0],
        [-120.0, -160.0],
        [-60.0, -170.0],
        [140.0, -150.0],
        [-200.0, 180.0],
    ];
    (data, positions)
}

#[test]
fn the_voices_of_a_dispute_stand_around_its_mark_and_cover_nothing() {
    let (data, positions) = dispute();
    let (scene, shown) = draw(&data, &positions, |_| {});
    let voices: Vec<(ClaimIx, u32, Point)> = scene.voices().collect();
    let numbers: Vec<(ClaimIx, u32)> = voices.iter().map(|&(claim, number, _)| (claim, number)).collect();
    assert_eq!(numbers, [0, 1, 2, 3].map(|number| (ClaimIx(0), number)), "only the disputed claim's");
    let mark = [400.0, 300.0];
    for &(claim, number, at) in &voices {
        assert_eq!(scene.hit(at), Some(Item::Attribution(claim, number)), "{number}");
        if number == 0 {
            let start = 200.0 + node_radius(&shown, EntityIx(0)) + 2.5;
            assert!((at[0] - start - 28.0).abs() < 1.0 && (at[1] - 300.0).abs() < 1.0, "{at:?}");
        } else {
            let away = far(at, mark);
            assert!((20.0..48.0).contains(&away), "{number} is {away} from the mark");
            assert!((at[1] - 300.0).abs() > 9.0, "{number} covers its line: {at:?}");
        }
        for &(_, other, there) in &voices {
            assert!(number == other || far(at, there) > 16.0, "{number} touches {other}");
        }
        for (entity, centre, _) in scene.nodes() {
            assert!(far(at, centre) > node_radius(&shown, entity) + 7.5, "{number} covers {entity:?}");
        }
        for [x0, y0, x1, y1] in scene.label_boxes.iter().copied() {
            let near = [at[0].clamp(x0, x1), at[1].clamp(y0, y1)];
            assert!(far(at, near) > 7.0, "a label covers {number}");
        }
    }
}

#[test]
fn undisputed_voices_come_out_when_asked_for() {
    let (data, positions) = dispute();
    let of_the_other = |scene: &Scene| scene.voices().any(|(claim, ..)| claim == ClaimIx(1));
    assert!(!of_the_other(&draw(&data, &positions, |_| {}).0));
    assert!(of_the_other(&draw(&data, &positions, |input| input.voices = true).0));
    for item in [Item::Claim(ClaimIx(1)), Item::Entity(EntityIx(2)), Item::Attribution(ClaimIx(1), 0)] {
        let lingered = Emphasis { lingered: Some(item), ..Emphasis::default() };
        let selected = Emphasis { selected: [item].into(), ..Emphasis::default() };
        for emphasis in [lingered, selected] {
            let shown = derive(&data, &Filter::default(), None);
            let routes = Routes::of(&data, &shown, &positions);
            let mut input = Input::new(&data, &shown, &routes, &positions, &Style::DARK, &emphasis);
            input.size = SIZE;
            let mut scene = Scene::default();
            build(&input, &mut scene);
            assert!(of_the_other(&scene), "{item:?}");
        }
    }
}

#[test]
fn who_only_speaks_has_one_voice_so_as_not_to_hang_in_the_air() {
    let said: &[(i32, &str)] = &[(2, "asserts")];
    let data = case(3, &[(0, 1, "meets", said), (1, 0, "warns", said)]);
    let positions = vec![[-150.0, 0.0], [150.0, 0.0], [0.0, 150.0]];
    assert_eq!(draw(&data, &positions, |_| {}).0.voices().count(), 1);
}

/// Four pairs of nodes far apart.
fn pair() -> Vec<Point> {
    vec![[-200.0, 0.0], [200.0, 0.0]]
}

#[test]
fn like_lines_are_one_with_a_pill_until_one_comes_closer() {
    let data = case(2, &[(0, 1, "attacks", SAID), (0, 1, "attacks", SAID), (0, 1, "besieges", SAID)]);
    let lines = |zoom: f32, emphasis: &Emphasis| {
        let positions = pair();
        let shown = derive(&data, &Filter::default(), None);
        let routes = Routes::of(&data, &shown, &positions);
        let mut input = Input::new(&data, &shown, &routes, &positions, &Style::DARK, emphasis);
        input.size = SIZE;
        input.camera.zoom = zoom;
        let mut scene = Scene::default();
        build(&input, &mut scene);
        let mut claims: Vec<ClaimIx> = scene.lines().map(|(claim, _)| claim).collect();
        claims.sort_unstable();
        claims.dedup();
        (claims.len(), words(&scene).iter().any(|words| words == "×3"), scene)
    };
    let quiet = Emphasis::default();
    let (count, pill, scene) = lines(1.0, &quiet);
    assert_eq!((count, pill), (1, true));
    assert_eq!(scene.bundle_at([400.0, 300.0]), Some(ClaimIx(0)));
    assert_eq!(scene.bundle_at([300.0, 300.0]), None);
    assert_eq!(scene.hit([400.0, 300.0]), Some(Item::Claim(ClaimIx(0))));
    let (count, pill, _) = lines(1.3, &quiet);
    assert_eq!((count, pill), (3, false), "open when close");
    let asked = Emphasis { lingered: Some(Item::Claim(ClaimIx(0))), ..Emphasis::default() };
    let (count, pill, scene) = lines(1.0, &asked);
    assert_eq!((count, pill), (3, false), "open when pointed at");
    assert!(scene.hit([330.0, 300.0]).is_some(), "and stays under the pointer");
}

#[test]
fn what_differs_stays_apart_and_many_stay_together() {
    let data = case(
        2,
        &[(0, 1, "attacks", SAID), (1, 0, "attacks", SAID), (0, 1, "arms", SAID), (0, 1, "attacks", &[])],
    );
    let (scene, _) = draw(&data, &pair(), |_| {});
    assert_eq!(scene.lines().count(), 4, "direction, class and status tell lines apart");
    let data = case(2, &[(0, 1, "attacks", SAID); 7]);
    let (scene, shown) = draw(&data, &pair(), |input| input.camera.zoom = 1.6);
    assert!(words(&scene).contains(&"×7".to_owned()));
    assert_eq!(scene.lines().count(), 1);
    assert_eq!(Routes::of(&data, &shown, &pair()).bundle(ClaimIx(3)).len(), 7);
    let disputed: &[(i32, &str)] = &[(-1, "asserts"), (1, "denies")];
    let data = case(2, &[(0, 1, "attacks", disputed), (0, 1, "attacks", disputed)]);
    let (scene, _) = draw(&data, &pair(), |_| {});
    assert_eq!(scene.lines().count(), 2, "each dispute keeps its mark and its voices");
}

#[test]
fn hulls_are_drawn_for_two_groups_and_named_outside() {
    let data = case(9, &[(0, 1, "meets", SAID)]);
    let corner =
        |i: usize| [if i.is_multiple_of(2) { -40.0 } else { 40.0 }, if i % 4 < 2 { -40.0 } else { 40.0 }];
    let positions: Vec<Point> =
        (0..9).map(|i| [corner(i)[0] + if i < 4 { -200.0 } else { 180.0 }, corner(i)[1]]).collect();
    let hull = |range: std::ops::Range<usize>| Hull {
        name_from: EntityIx::new(range.start),
        members: range.map(EntityIx::new).collect(),
    };
    let both = [hull(0..4), hull(4..9)];
    let (scene, _) = draw_with(&data, &positions, &both, None, |_| {});
    assert_eq!(scene.captions.len(), 2);
    let words = words(&scene);
    assert!(words.contains(&"around Entity 0".to_owned()) && words.contains(&"around Entity 4".to_owned()));
    for [_, y0, _, y1] in &scene.captions {
        // Above or below the ground, which reaches 34 beyond the outermost node.
        assert!(*y1 <= 300.0 - 40.0 - 34.0 || *y0 >= 300.0 + 40.0 + 34.0, "{y0} to {y1}");
    }
    let (scene, _) = draw_with(&data, &positions, &both[..1], None, |_| {});
    assert!(scene.captions.is_empty(), "one group tells nothing");
}

#[test]
fn a_perspective_strikes_fades_and_letters() {
    let data = case(3, &[(0, 1, "attacks", SAID), (1, 2, "meets", SAID)]);
    let positions = vec![[-200.0, 0.0], [0.0, 0.0], [200.0, 0.0]];
    let shapes = |told: &[Telling]| {
        let (scene, _) = draw_with(&data, &positions, &[], Some(told), |_| {});
        let of = |claim: u32| {
            scene.shapes.iter().filter(|shape| shape.item == Some(Item::Claim(ClaimIx(claim)))).count()
        };
        (of(0), words(&scene))
    };
    let (plain, _) = shapes(&[Telling::Plain, Telling::Plain]);
    let (struck, _) = shapes(&[Telling::Struck, Telling::Plain]);
    assert!(struck > plain + 8, "{struck} shapes where {plain} were");
    assert!(shapes(&[Telling::OnlyA, Telling::OnlyB]).1.contains(&"A".to_owned()));
    assert!(shapes(&[Telling::Contradicted, Telling::Plain]).1.contains(&"A≠B".to_owned()));
    let (scene, _) = draw_with(&data, &positions, &[], Some(&[Telling::Plain, Telling::Faded]), |_| {});
    let ink = |entity: u32| {
        let own = scene.shapes.iter().filter(|shape| shape.item == Some(Item::Entity(EntityIx(entity))));
        own.filter_map(|shape| if let Paint::Circle { fill, .. } = shape.paint { fill } else { None })
            .map(|c| c.0[3])
            .max()
    };
    assert_eq!((ink(1), ink(2)), (Some(255), Some(59)), "only who has faded claims alone fades");
}

#[test]
fn hidden_neighbours_are_counted_at_the_node() {
    let data = case(2, &[(0, 1, "meets", SAID)]);
    let (scene, _) = draw(&data, &pair(), |input| input.hidden = &[12, 0]);
    let pills: Vec<String> = words(&scene).into_iter().filter(|words| words.starts_with('+')).collect();
    assert_eq!(pills, ["+12"]);
    assert_eq!(scene.hit([232.0, 276.0]), Some(Item::Entity(EntityIx(0))));
}

#[test]
fn far_away_and_on_an_empty_canvas_nothing_of_it_fails() {
    let (data, positions) = dispute();
    for (zoom, size) in [(0.01, SIZE), (8.0, SIZE), (1.0, [0.0, 0.0]), (0.5, [1.0, 9000.0])] {
        let (scene, _) = draw(&data, &positions, |input| {
            input.camera = Camera { centre: [0.0, 0.0], zoom };
            input.size = size;
            input.voices = true;
        });
        assert!(scene.points.iter().flatten().all(|k| k.is_finite()), "{zoom} {size:?}");
    }
    let (scene, _) = draw(&data, &[[5.0, 5.0]; 6], |input| input.voices = true);
    assert!(scene.points.iter().flatten().all(|k| k.is_finite()), "all nodes on one place");
}
