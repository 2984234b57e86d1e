//! Pictures: SVG that is the same byte for byte, readable by machines and people, and the PNG made of it.

#[path = "pictures/command.rs"]
mod command;
#[path = "pictures/support.rs"]
mod support;

use std::path::Path;

use attache::export::{self, ExportError, Picture};
use attache::model::{ClaimIx, EntityIx, Item};
use attache::scene::{Dash, Paint, Pen, Rgba, Shape, Style};
use attache::text::measure::width;
use proptest::prelude::*;
use support::{
    SIZE, all, families, groups, ink, load, parse, picture, plain_svg, raster, scene_of, text_shape, texts,
    tiny, tiny_svg, without_faces,
};

fn with_legend() -> Picture {
    Picture { legend: true, ..picture(&Style::LIGHT) }
}

/// `BLESS=1` writes what is drawn now; look at the difference before committing it.
#[test]
fn the_tiny_case_is_drawn_as_it_was() {
    let (data, _) = tiny();
    let title = data.title().expect("a title").to_owned();
    let now = without_faces(&tiny_svg(&Picture { title, ..with_legend() }, None));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/tiny.svg");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &now).expect("the golden file is written");
    }
    let before = std::fs::read_to_string(&path).expect("the golden file; BLESS=1 writes it");
    let differs = before.lines().zip(now.lines()).enumerate().find(|(_, (before, now))| before != now);
    if let Some((line, (before, now))) = differs {
        panic!("line {}:\n  was {before}\n  is  {now}", line + 1);
    }
    assert_eq!(before.lines().count(), now.lines().count(), "lines were added or are gone at the end");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = tiny_svg(&with_legend(), None);
    assert_eq!(first, tiny_svg(&with_legend(), None));
    assert_eq!(export::png(&first, 1.5).ok(), export::png(&first, 1.5).ok());
}

#[test]
fn every_entity_and_claim_is_a_group_with_its_name_and_its_sentence() {
    let groups = groups(&tiny_svg(&picture(&Style::LIGHT), None));
    let of = |id: &str| groups.get(id).unwrap_or_else(|| panic!("no {id} among {:?}", groups.keys()));
    assert_eq!(of("entity-iran").0, "Iran");
    assert_eq!(of("entity-firm").0, "Firm <\"R&D\"> of Bob's");
    assert_eq!(of("entity-nobody_20in_20particular").0, "Undisclosed source");
    assert_eq!(of("entity-hezbollah"), &("حزب الله".to_owned(), "militia".to_owned()));
    let (title, desc) = of("claim-c1");
    assert_eq!(title, "Iran warns Firm <\"R&D\"> of Bob's");
    for words in ["speaks against", "disputed", "the report says so", "Firm <\"R&D\"> of Bob's denies"] {
        assert!(desc.contains(words), "{words}: {desc}");
    }
    assert_eq!(of("claim-c3_20_2f_20toll").0, "Beirut: 12 killed");
    assert!(of("claim-c4").1.contains("structure, unsupported"), "{:?}", of("claim-c4"));
}

#[test]
fn title_and_description_are_the_files_own_and_not_drawn() {
    let asked = Picture { title: "A & B".to_owned(), desc: "2 < 3".to_owned(), ..picture(&Style::LIGHT) };
    let svg = tiny_svg(&asked, None);
    let document = parse(&svg);
    let own =
        |name: &str| document.root_element().children().find(|n| n.has_tag_name(name)).and_then(|n| n.text());
    assert_eq!((own("title"), own("desc")), (Some("A & B"), Some("2 < 3")));
    assert!(!texts(&svg).iter().any(|text| text.contains("A & B")));
}

/// Ids that a careless writer of ids would make the same.
#[test]
fn ids_of_elements_stand_once() {
    let ids = ["a", "a--2", "a--2--2", "a b", "a_20b", "ä", "_e4", "", "A"];
    let entities: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"id": "{id}", "name": "N", "kind": "state"}}"#)).collect();
    // Each is drawn at least twice: the node below, the label above.
    let data =
        load(&format!(r#"{{"format": "attache/1", "entities": [{}], "claims": []}}"#, entities.join(",")));
    let positions: Vec<_> = (0..data.entities().len()).map(|i| [i as f32 * 90.0, 0.0]).collect();
    let shown = all(&data);
    let svg = export::render(&data, &shown, &positions, [900.0, 200.0], true, &picture(&Style::DARK), None);
    let groups = groups(&svg);
    assert!(groups.len() >= data.entities().len(), "{:?}", groups.keys());
}

#[test]
fn names_are_drawn_as_text_in_logical_order() {
    let drawn = texts(&tiny_svg(&picture(&Style::LIGHT), None));
    assert!(drawn.iter().any(|text| text == "حزب الله"), "{drawn:?}");
    assert!(drawn.concat().contains("<\"R&D\">"), "{drawn:?}");
    assert!(drawn.iter().any(|text| text == "12 killed"), "{drawn:?}");
}

#[test]
fn only_the_faces_that_occur_are_embedded() {
    assert_eq!(families(&tiny_svg(&picture(&Style::LIGHT), None)), ["Ubuntu", "Noto Sans Arabic"]);
    let svg = |line: &str| {
        let shapes = vec![text_shape(line, 20.0, [10.0, 10.0], &Style::LIGHT)];
        plain_svg(&scene_of([100.0, 50.0], shapes), &picture(&Style::LIGHT))
    };
    assert_eq!(families(&svg("a → b")), ["Ubuntu", "Hack"]);
    assert_eq!(families(&svg("שלום")), ["Noto Sans Hebrew"]);
    let nothing = scene_of([100.0, 50.0], Vec::new());
    assert_eq!(families(&plain_svg(&nothing, &picture(&Style::LIGHT))), [""; 0]);
}

/// Numbers as short as they can be, so that the same drawing has one way to be written.
#[test]
fn numbers_have_at_most_two_decimals() {
    let svg = tiny_svg(&with_legend(), None);
    let mut seen = 0;
    for node in parse(&svg).descendants().filter(usvg::roxmltree::Node::is_element) {
        for attribute in
            node.attributes().filter(|a| !matches!(a.name(), "id" | "font-family" | "fill" | "stroke"))
        {
            let mut parts =
                attribute.value().split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
            for part in parts.by_ref().filter(|part| part.contains(|c: char| c.is_ascii_digit())) {
                let decimals = part.split_once('.').map_or("", |(_, decimals)| decimals);
                assert!(decimals.len() <= 2 && !decimals.ends_with('0') && part != "-0", "{attribute:?}");
                assert!(part.parse::<f64>().is_ok(), "{attribute:?}");
                seen += 1;
            }
            assert!(
                !attribute.value().contains("NaN") && !attribute.value().contains("inf"),
                "{attribute:?}"
            );
        }
    }
    assert!(seen > 200, "only {seen} numbers");
}

#[test]
fn every_way_to_paint_reaches_the_picture() {
    let red = Rgba::hex(0xff_0000);
    let dashed = |dash| Some(Pen { width: 4.0, color: red, dash });
    let mut scene = scene_of([200.0, 100.0], Vec::new());
    scene.points = vec![[110.0, 20.0], [130.0, 20.0], [130.0, 40.0], [10.0, 80.0], [190.0, 80.0]];
    let path = |points, closed, fill, pen| Paint::Path { points, closed, fill, convex: true, pen };
    scene.shapes = [
        Paint::Line { from: [10.0, 10.0], to: [40.0, 10.0], width: 4.0, color: red },
        Paint::Dot { centre: [60.0, 20.0], radius: 8.0, color: red.fade(0.5) },
        Paint::Circle { centre: [90.0, 20.0], radius: 8.0, fill: None, pen: dashed(Dash::Solid) },
        path(0..3, true, Some(red), None),
        path(3..5, false, Some(Rgba::hex(0x00_ff00)), dashed(Dash::Dotted(10.0))),
        path(3..4, false, None, dashed(Dash::Dashed(8.0, 4.5))),
    ]
    .map(|paint| Shape { paint, item: None })
    .to_vec();
    let svg =
        plain_svg(&scene, &Picture { background: Some(Rgba::hex(0xff_ffff)), ..picture(&Style::LIGHT) });
    for part in ["fill-opacity=\"0.5\"", "stroke-dasharray=\"0.01 10\"", "stroke-dasharray=\"8 4.5\""] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
    let drawn = raster(&svg, 1.0);
    let at = |x: u32, y: u32| drawn.get_pixel(x, y).0;
    let white = [255; 4];
    assert_eq!(at(25, 10), [255, 0, 0, 255], "the line");
    assert!(at(60, 20)[1].abs_diff(127) <= 2, "the half covering dot: {:?}", at(60, 20));
    assert_eq!((at(90, 20), at(82, 20)), (white, [255, 0, 0, 255]), "the circle is hollow");
    assert_eq!((at(127, 23), at(113, 37)), ([255, 0, 0, 255], white), "the triangle is filled");
    // Every tenth point a dot as wide as the stroke, and nothing between: open paths are not filled.
    assert!(at(29, 80)[1] < 80 && at(39, 80)[1] < 80, "{:?} {:?}", at(29, 80), at(39, 80));
    assert_eq!(at(35, 80), white);
}

#[test]
fn shapes_of_one_thing_are_one_group() {
    let (data, _) = tiny();
    let dot = |x: f32, item| Shape {
        paint: Paint::Dot { centre: [x, 5.0], radius: 2.0, color: Rgba::hex(0) },
        item,
    };
    let (iran, c1) = (Some(Item::Entity(EntityIx::new(0))), Some(Item::Claim(ClaimIx::new(0))));
    let shapes = vec![dot(1.0, iran), dot(2.0, iran), dot(3.0, None), dot(4.0, c1), dot(5.0, iran)];
    let scene = scene_of([10.0; 2], shapes);
    let svg = export::svg(&scene, &Style::LIGHT, &picture(&Style::LIGHT), &data, &all(&data));
    let dots = |id: &str| {
        let document = parse(&svg);
        let group = document.descendants().find(|node| node.attribute("id") == Some(id)).expect(id);
        group.children().filter(|node| node.has_tag_name("circle")).count()
    };
    assert_eq!([dots("entity-iran"), dots("claim-c1"), dots("entity-iran--2")], [2, 1, 1]);
}

#[test]
fn a_halo_is_a_stroke_below_the_letters() {
    let svg = tiny_svg(&picture(&Style::LIGHT), None);
    let document = parse(&svg);
    let name = document.descendants().find(|node| node.text() == Some("Iran") && node.has_tag_name("text"));
    let name = name.expect("the name is drawn");
    let [width, order] = ["stroke-width", "paint-order"].map(|attribute| name.attribute(attribute));
    assert_eq!((width, order), (Some("3"), Some("stroke")));
}

#[test]
fn a_transparent_picture_has_no_ground() {
    let with = raster(&tiny_svg(&picture(&Style::LIGHT), None), 1.0);
    let Rgba(canvas) = Style::LIGHT.canvas;
    assert_eq!(with.get_pixel(0, 0).0, canvas);
    let without = raster(&tiny_svg(&Picture { background: None, ..picture(&Style::LIGHT) }, None), 1.0);
    assert_eq!(without.get_pixel(0, 0).0[3], 0);
    assert!(without.pixels().any(|pixel| pixel.0[3] == 255), "the graph is still there");
}

#[test]
fn the_legend_says_what_occurs_and_how_often() {
    let plain = tiny_svg(&picture(&Style::LIGHT), None);
    let with = tiny_svg(&with_legend(), None);
    let drawn = texts(&with);
    let legend: Vec<&str> = drawn
        .iter()
        .map(String::as_str)
        .filter(|text| !texts(&plain).contains(&(*text).to_owned()))
        .collect();
    assert_eq!(
        legend,
        [
            "acts against 1",
            "speaks against 1",
            "acts for 1",
            "structure 1",
            "one speaker’s word 1",
            "unnamed or unverified 1",
            "disputed 1",
            "unsupported 1",
            "voice of a speaker",
        ]
    );
    // Asked for a size, the whole picture has it; around a scene, the legend is added below.
    let size = |svg: &str| {
        let document = parse(svg);
        ["width", "height"]
            .map(|name| document.root_element().attribute(name).and_then(|n| n.parse::<f32>().ok()))
    };
    assert_eq!(size(&with), [Some(SIZE[0]), Some(SIZE[1])]);
    let (data, _) = tiny();
    let scene = scene_of(SIZE, Vec::new());
    let below = export::svg(&scene, &Style::LIGHT, &with_legend(), &data, &all(&data));
    assert!(size(&below)[1] > Some(SIZE[1]), "{:?}", size(&below));
    let [_, top, _, _] = ink(&raster(&below, 1.0)).expect("the legend has ink");
    assert!(top as f32 >= SIZE[1], "the legend begins at {top}");
}

#[test]
fn a_selection_shows() {
    let plain = tiny_svg(&picture(&Style::LIGHT), None);
    for item in [Item::Entity(EntityIx::new(0)), Item::Claim(ClaimIx::new(1))] {
        let selected = tiny_svg(&picture(&Style::LIGHT), Some(item));
        let [r, g, b, _] = Style::LIGHT.accent.0;
        let accent = format!("#{r:02x}{g:02x}{b:02x}");
        assert!(selected.contains(&accent) && !plain.contains(&accent), "{item:?}");
    }
}

#[test]
fn both_themes_have_their_own_ground_and_letters() {
    let (data, positions) = tiny();
    for (dark, style) in [(true, &Style::DARK), (false, &Style::LIGHT)] {
        let svg = export::render(&data, &all(&data), &positions, SIZE, dark, &picture(style), None);
        let [r, g, b, _] = style.text.0;
        assert!(svg.contains(&format!("fill=\"#{r:02x}{g:02x}{b:02x}\"")), "dark {dark}");
        assert_eq!(raster(&svg, 0.5).get_pixel(0, 0).0, style.canvas.0);
    }
}

#[test]
fn a_png_has_the_size_times_the_scale() {
    let svg = tiny_svg(&with_legend(), None);
    for scale in [0.25_f32, 1.0, 1.5, 2.0] {
        let found = raster(&svg, scale).dimensions();
        assert_eq!(found, ((SIZE[0] * scale) as u32, (SIZE[1] * scale) as u32), "scale {scale}");
    }
}

/// Two words of as many letters as each other: where a face lacked them, both would be the same boxes.
#[test]
fn every_script_leaves_its_own_ink() {
    const SIZE: f32 = 32.0;
    let words = [
        ("Latin", "Teheran", "Bagdada"),
        ("Vietnamese", "ạểổựẫ", "ẻộảỷấ"),
        ("Arabic", "سلام", "طهرا"),
        ("Hebrew", "שלום", "איןת"),
        ("Cyrillic", "Сирия", "Йемен"),
        ("arrows", "→", "←"),
        ("modifier letters", "ʻʿ", "ʼʾ"),
    ];
    let draw = |word: &str| {
        let shapes = vec![text_shape(word, SIZE, [20.0, 20.0], &Style::LIGHT)];
        raster(&plain_svg(&scene_of([240.0, 80.0], shapes), &picture(&Style::LIGHT)), 1.0)
    };
    for (script, one, other) in words {
        assert_eq!(one.chars().count(), other.chars().count(), "{script}");
        let (first, second) = (draw(one), draw(other));
        let [x0, y0, x1, y1] = ink(&first).unwrap_or_else(|| panic!("{script}: nothing drawn"));
        assert!(first != second, "{script}: two words look the same");
        // The letters fill what was measured for them. Arabic letters join and grow narrower, which
        // measuring letter by letter does not know: its labels get more room than they need, never less.
        let (drawn, measured) = ((x1 - x0 + 1) as f32, width(one, SIZE));
        let least = if script == "Arabic" { 0.6 } else { 0.85 };
        assert!(drawn >= measured * least - 5.0, "{script}: {drawn} drawn, {measured} measured");
        assert!(drawn <= measured * 1.05 + 5.0, "{script}: {drawn} drawn, {measured} measured");
        assert!(y0 >= 14 && y1 <= 20 + 46, "{script}: from {y0} to {y1}, not inside its line");
    }
}

#[test]
fn what_would_be_too_large_is_refused_before_it_is_drawn() {
    let svg =
        |w: u32, h: u32| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\"/>");
    for (w, h, scale) in
        [(20_000, 10, 1.0), (10, 20_000, 1.0), (4_000_000_000, 4_000_000_000, 1.0), (1600, 1000, 32.0)]
    {
        let refused = export::png(&svg(w, h), scale);
        let Err(ExportError::TooLarge { width, height }) = refused else { panic!("{w} × {h}: {refused:?}") };
        assert!(width > 16_384 || height > 16_384);
        assert!(ExportError::TooLarge { width, height }.to_string().contains("too large"));
    }
    assert!(matches!(export::png("<svg", 1.0), Err(ExportError::Svg(_))));
    for scale in [f32::NAN, 0.0, -1.0, f32::INFINITY] {
        assert_eq!(raster(&svg(8, 4), scale).dimensions(), (8, 4), "scale {scale}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a file calls things, the picture is well-formed, and the ids in it stand once.
    #[test]
    fn any_names_give_a_well_formed_picture(names in prop::collection::vec(any::<String>(), 1..6), title in any::<String>()) {
        let entities: Vec<_> = names.iter().enumerate()
            .map(|(i, name)| serde_json::json!({"id": format!("{name}{i}"), "name": name, "kind": "state"}))
            .collect();
        let claims = [serde_json::json!({"id": title, "subject": format!("{}0", names[0]), "predicate": title})];
        let data = load(&serde_json::json!({"format": "attache/1", "entities": entities, "claims": claims}).to_string());
        let positions: Vec<_> = (0..data.entities().len()).map(|i| [i as f32 * 90.0, 0.0]).collect();
        let asked = Picture { title: title.clone(), desc: title, ..with_legend() };
        let svg = export::render(&data, &all(&data), &positions, [600.0, 300.0], false, &asked, None);
        groups(&svg);
    }

    /// Wherever nodes lie, every number that is written is one.
    #[test]
    fn any_places_give_numbers(places in prop::collection::vec((-1e6_f32..1e6, -1e6_f32..1e6), 5)) {
        let (data, _) = tiny();
        let positions: Vec<_> = places.into_iter().map(|(x, y)| [x, y]).collect();
        let svg = export::render(&data, &all(&data), &positions, SIZE, false, &picture(&Style::LIGHT), None);
        let drawn = without_faces(&svg);
        prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }
}
