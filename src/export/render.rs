//! A whole picture without a window: the camera fitted to the content, the scene built and written.

use super::{Picture, legend, svg::write};
use crate::graph::Shown;
use crate::model::{Dataset, Item};
use crate::scene::{self, Camera, Emphasis, Input, Point, Routes, Scene, Style, Tick};

/// Closest zoom of a picture that is fitted: a graph of two nodes is not blown up.
const MAX_ZOOM: f32 = 2.5;

/// Draws the whole filtered graph at `size` points (the legend comes out of its height) and returns it
/// as SVG. `selected` gets the ring or the band of a selection.
pub fn render(
    data: &Dataset,
    shown: &Shown,
    positions: &[Point],
    size: [f32; 2],
    dark: bool,
    picture: &Picture,
    selected: Option<Item>,
) -> String {
    render_with_axis(data, shown, positions, size, dark, picture, selected, Vec::new())
}

/// The same with the dates of a timeline.
#[expect(clippy::too_many_arguments, reason = "what it draws, how large and how, and the dates")]
pub fn render_with_axis(
    data: &Dataset,
    shown: &Shown,
    positions: &[Point],
    size: [f32; 2],
    dark: bool,
    picture: &Picture,
    selected: Option<Item>,
    axis: Vec<Tick>,
) -> String {
    let style = if dark { &Style::DARK } else { &Style::LIGHT };
    let below = if picture.legend { legend::HEIGHT } else { 0.0 };
    let size = [size[0], (size[1] - below).max(1.0)];
    let routes = Routes::of(data, shown, positions).with_axis(axis);
    let emphasis = Emphasis { selected: selected.into_iter().collect(), ..Emphasis::default() };
    let start = Camera { centre: [0.0; 2], zoom: 1.0 };
    let mut input = Input {
        data,
        shown,
        routes: &routes,
        positions,
        style,
        emphasis: &emphasis,
        camera: start,
        size,
        obstacles: &[],
        labels: true,
        voices: false,
        hulls: &[],
        hidden: &[],
        told: None,
    };
    let margin = size[0] * 0.03;
    input.camera = Camera::fit(scene::content_bounds(&input), size, [margin; 4]);
    input.camera.zoom = input.camera.zoom.min(MAX_ZOOM);
    let mut drawn = Scene::default();
    scene::build(&input, &mut drawn);
    write(drawn, style, picture, data, shown)
}
