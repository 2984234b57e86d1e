//! A whole picture without a window: the camera fitted to the content, the scene built and written.

use super::{Picture, legend, svg::write};
use crate::graph::Shown;
use crate::model::{Dataset, Item};
use crate::scene::{self, Camera, Emphasis, Hull, Input, Point, Routes, Scene, Style, Telling};

/// Closest zoom of a picture that is fitted: a graph of two nodes is not blown up.
const MAX_ZOOM: f32 = 2.5;

/// Room for grounds, in points.
const HULL: f32 = 24.0;

/// What a whole picture is drawn from.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// The case as it is drawn.
    pub data: &'a Dataset,
    /// The case in words: where several are drawn as one, titles still name who the text names.
    pub case: &'a Dataset,
    /// What is not hidden.
    pub shown: &'a Shown,
    /// One an entity of the dataset, in layout units.
    pub positions: &'a [Point],
    /// Width and height in points; the legend comes out of the height.
    pub size: [f32; 2],
    /// Dark or light.
    pub dark: bool,
    /// What gets the ring or the band of a selection.
    pub selected: Option<Item>,
    /// How each claim is told, where somebody's telling is drawn.
    pub told: Option<&'a [Telling]>,
    /// Where to look; without one all of it is fitted into the picture.
    pub camera: Option<Camera>,
    /// The ways of the lines, where they are known, with guides and the colours of groups; found anew without.
    pub routes: Option<&'a Routes>,
    /// Whether the voices of all claims are drawn, not only of those in dispute.
    pub voices: bool,
    /// Groups that get a ground of their own.
    pub hulls: &'a [Hull],
    /// How many neighbours of each entity are hidden, one an entity of the dataset; may be empty.
    pub hidden: &'a [u32],
}

impl<'a> Whole<'a> {
    /// All of it, nothing selected, as always told. What differs is set afterwards.
    pub fn new(
        data: &'a Dataset,
        shown: &'a Shown,
        positions: &'a [Point],
        size: [f32; 2],
        dark: bool,
    ) -> Self {
        Self {
            data,
            case: data,
            shown,
            positions,
            size,
            dark,
            selected: None,
            told: None,
            camera: None,
            routes: None,
            voices: false,
            hulls: &[],
            hidden: &[],
        }
    }
}

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
    render_whole(&Whole { selected, ..Whole::new(data, shown, positions, size, dark) }, picture)
}

/// The same with everything that can be said of a picture.
pub fn render_whole(whole: &Whole<'_>, picture: &Picture) -> String {
    let &Whole { data, shown, positions, dark, .. } = whole;
    let style = if dark { &Style::DARK } else { &Style::LIGHT };
    let below = if picture.legend { legend::HEIGHT } else { 0.0 };
    let size = [whole.size[0], (whole.size[1] - below).max(1.0)];
    let found;
    let routes = if let Some(routes) = whole.routes {
        routes
    } else {
        found = Routes::of(data, shown, positions);
        &found
    };
    let emphasis = Emphasis { selected: whole.selected.into_iter().collect(), ..Emphasis::default() };
    let mut input = Input::new(data, shown, routes, positions, style, &emphasis);
    (input.size, input.told) = (size, whole.told);
    (input.voices, input.hulls, input.hidden) = (whole.voices, whole.hulls, whole.hidden);
    input.camera = whole.camera.unwrap_or_else(|| {
        // Grounds reach beyond the nodes that stand on them.
        let margin = size[0] * 0.03 + if whole.hulls.is_empty() { 0.0 } else { HULL };
        let fitted = Camera::fit(scene::content_bounds(&input), size, [margin; 4]);
        Camera { zoom: fitted.zoom.min(MAX_ZOOM), ..fitted }
    });
    let mut drawn = Scene::default();
    scene::build(&input, &mut drawn);
    write(drawn, style, picture, whole.case, shown)
}
