//! Cases, pictures and ways to look into them.

use std::collections::BTreeMap;

use attache::export::{self, Picture};
use attache::graph::{self, Filter, Shown};
use attache::io::{self, Unwatched};
use attache::model::{Dataset, Item};
use attache::scene::{Align, Paint, Point, Scene, Shape, Style, Text};
use attache::text::measure::{LabelText, width};
use image::RgbaImage;
use usvg::roxmltree::{Document, Node};

/// Size of the tiny case's picture.
pub(crate) const SIZE: [f32; 2] = [480.0, 360.0];

pub(crate) fn load(json: &str) -> Dataset {
    io::read_bytes("case.json", json.as_bytes(), None, 1, &Unwatched).expect("a case").dataset
}

/// The tiny case, and where its nodes lie.
pub(crate) fn tiny() -> (Dataset, Vec<Point>) {
    let positions = vec![[0.0, 0.0], [150.0, 10.0], [-20.0, 120.0], [140.0, 130.0], [-130.0, 60.0]];
    (load(include_str!("tiny.json")), positions)
}

pub(crate) fn all(data: &Dataset) -> Shown {
    graph::derive(data, &Filter::default(), None)
}

pub(crate) fn picture(style: &Style) -> Picture {
    Picture {
        title: "Title".to_owned(),
        desc: "Desc".to_owned(),
        background: Some(style.canvas),
        legend: false,
        scale: 1.0,
    }
}

/// The tiny case as it is drawn, light.
pub(crate) fn tiny_svg(picture: &Picture, selected: Option<Item>) -> String {
    let (data, positions) = tiny();
    export::render(&data, &all(&data), &positions, SIZE, false, picture, selected)
}

/// A scene of shapes that no data stands behind, as SVG.
pub(crate) fn plain_svg(scene: &Scene, picture: &Picture) -> String {
    export::svg(scene, &Style::LIGHT, picture, &Dataset::empty(), &Shown::default())
}

/// A scene of shapes alone.
pub(crate) fn scene_of(size: Point, shapes: Vec<Shape>) -> Scene {
    let mut scene = Scene::default();
    scene.size = size;
    scene.shapes = shapes;
    scene
}

/// One line of text from `at` to the right.
pub(crate) fn text_shape(line: &str, size: f32, at: Point, style: &Style) -> Shape {
    let label =
        LabelText { lines: vec![line.to_owned()], width: width(line, size), height: size * 1.25, size };
    let text = Text { label, at, align: Align::Left, color: style.text, halo: None, plate: None };
    Shape { paint: Paint::Text(Box::new(text)), item: None }
}

pub(crate) fn parse(svg: &str) -> Document<'_> {
    Document::parse(svg).unwrap_or_else(|error| panic!("{error}"))
}

/// The drawn texts, in order.
pub(crate) fn texts(svg: &str) -> Vec<String> {
    let document = parse(svg);
    let drawn = document.descendants().filter(|node| node.has_tag_name("text"));
    drawn.map(|node| node.text().unwrap_or("").to_owned()).collect()
}

/// Title and description of every group, by its id. Fails where an id stands twice.
pub(crate) fn groups(svg: &str) -> BTreeMap<String, (String, String)> {
    let document = parse(svg);
    let mut groups = BTreeMap::new();
    for group in document.descendants().filter(|node| node.has_tag_name("g")) {
        let child = |name: &str| {
            let node = group.children().find(|node| node.has_tag_name(name));
            node.as_ref().and_then(Node::text).unwrap_or("").to_owned()
        };
        let id = group.attribute("id").expect("every group has an id").to_owned();
        let before = groups.insert(id.clone(), (child("title"), child("desc")));
        assert!(before.is_none(), "the id “{id}” stands twice");
    }
    groups
}

/// The SVG with the faces' bytes left out: they are in `assets/fonts` already.
pub(crate) fn without_faces(svg: &str) -> String {
    let mut parts = svg.split("base64,");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (_, rest) = part.split_once(')').expect("the data ends");
        out.push_str("base64,…)");
        out.push_str(rest);
    }
    out
}

/// Families that the SVG brings along.
pub(crate) fn families(svg: &str) -> Vec<String> {
    let declared = svg.split("@font-face{font-family:\"").skip(1);
    declared.map(|rest| rest.split('"').next().unwrap_or("").to_owned()).collect()
}

pub(crate) fn pixels(png: &[u8]) -> RgbaImage {
    image::load_from_memory_with_format(png, image::ImageFormat::Png).expect("a PNG").to_rgba8()
}

pub(crate) fn raster(svg: &str, scale: f32) -> RgbaImage {
    pixels(&export::png(svg, scale).unwrap_or_else(|error| panic!("{error}")))
}

/// Least and greatest corner of what is not the colour of the first pixel; `None` where all is.
pub(crate) fn ink(picture: &RgbaImage) -> Option<[u32; 4]> {
    let ground = *picture.get_pixel(0, 0);
    let inked = picture.enumerate_pixels().filter(|(_, _, pixel)| **pixel != ground);
    inked.fold(None, |found, (x, y, _)| {
        let [x0, y0, x1, y1] = found.unwrap_or([x, y, x, y]);
        Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)])
    })
}
