//! Where the camera looks: the whole graph until a person moves it, and flights to what is asked for.

use egui::Ui;

use super::{Canvas, input};
use crate::model::Item;
use crate::scene::{self, Camera, Emphasis};
use crate::session::{Action, Reveal};
use crate::ui::Context;

/// Seconds that a flight of the camera takes.
const FLIGHT: f32 = 0.26;
/// A flight of the camera.
pub(super) struct Flight {
    pub(super) from: Camera,
    /// `None` for wherever all of the graph is seen, which may move meanwhile.
    pub(super) to: Option<Camera>,
    pub(super) since: f64,
}

impl Canvas {
    /// Where the camera looks in this frame, before the pointer moves it.
    pub(super) fn camera(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        size: [f32; 2],
        out: &mut Vec<Action>,
    ) -> Camera {
        let view = ctx.session.view();
        let now = ui.input(|input| input.time);
        let window = ui.ctx().content_rect().size();
        let before = self.sized.replace((window, size));
        let mut camera = match view.camera {
            Some(camera) if view.camera_by_hand => match before {
                // Panels that open and close leave the picture as large as it is.
                Some((of, canvas)) if of != window => Self::resized(ctx, camera, canvas, size),
                _ => camera,
            },
            // Until a person moves it the camera keeps the whole graph in sight.
            _ => Self::fit(ctx, size, None),
        };
        let (number, what) = ctx.session.passing().reveal;
        if number != self.reveal_seen {
            self.reveal_seen = number;
            if what == Some(Reveal::Follow) {
                let from = view.camera.unwrap_or(camera);
                self.flight = Some(Flight { from, to: None, since: now });
            } else if let Some(to) = what.and_then(|what| Self::target(ctx, size, camera, what)) {
                self.flight = Some(Flight { from: camera, to: Some(to), since: now });
                // The flight is asked for by a person, so the automatic fit ends.
                out.push(Action::SetCamera(camera, true));
            }
        }
        let selected = ctx.session.passing().selection.items();
        if self.selection_seen != selected {
            self.selection_seen = selected.to_vec();
            let last = selected.last().filter(|_| self.flight.is_none());
            if let Some(to) = last.and_then(|&item| Self::into_sight(ctx, size, camera, item)) {
                self.flight = Some(Flight { from: camera, to: Some(to), since: now });
                out.push(Action::SetCamera(camera, true));
            }
        }
        if let Some(flight) = &self.flight {
            let to = flight.to.unwrap_or_else(|| Self::fit(ctx, size, None));
            let still = ui.style().animation_time <= 0.0;
            let share = if still { 1.0 } else { ((now - flight.since) as f32 / FLIGHT).clamp(0.0, 1.0) };
            let eased = 1.0 - (1.0 - share).powi(3);
            let mix = |a: f32, b: f32| a + (b - a) * eased;
            camera = Camera {
                centre: [mix(flight.from.centre[0], to.centre[0]), mix(flight.from.centre[1], to.centre[1])],
                zoom: (mix(flight.from.zoom.ln(), to.zoom.ln())).exp(),
            };
            if share >= 1.0 {
                camera = to;
                self.flight = None;
            } else {
                ui.ctx().request_repaint();
            }
        }
        camera
    }

    /// The camera after the window changed: what showed everything shows everything, and elsewhere the place in
    /// the middle stays there while the picture grows with the canvas.
    fn resized(ctx: &Context<'_>, camera: Camera, from: [f32; 2], to: [f32; 2]) -> Camera {
        let fitted = Self::fit(ctx, from, None);
        if camera.is_nearly(&fitted) {
            return Self::fit(ctx, to, None);
        }
        let zoom = camera.zoom * grown(from, to);
        Camera { zoom: zoom.max(least_zoom(ctx, to).min(camera.zoom)).min(Camera::MAX_ZOOM), ..camera }
    }

    /// The camera that shows everything, or some entities.
    fn fit(ctx: &Context<'_>, size: [f32; 2], only: Option<&[crate::model::EntityIx]>) -> Camera {
        let derived = ctx.session.derived();
        let bottom = if ctx.session.settings().legend { 92.0 } else { 24.0 };
        // In a narrow canvas the switch lies below the tools, across the top of the graph.
        let second_row = |o: &&[f32; 4]| o[1] > 30.0 && o[3] < size[1] * 0.4;
        let below = ctx.session.passing().obstacles.iter().filter(second_row).map(|o| o[3] + 12.0);
        let margins = [28.0, below.fold(28.0, f32::max), 28.0, bottom];
        let bounds = match only {
            None => scene::content_bounds(&input(
                ctx,
                &Emphasis::default(),
                Camera { centre: [0.0; 2], zoom: 1.0 },
                size,
                &[],
            )),
            Some(entities) => bounds_of(entities.iter().filter_map(|&entity| derived.position(entity))),
        };
        let mut camera = Camera::fit(bounds, size, margins);
        // A few nodes are not blown up to fill the canvas.
        let most = if only.is_some() { 2.0 } else { 2.2 };
        if camera.zoom > most {
            let tight = camera.zoom;
            camera.zoom = most;
            // Keep the content in the middle of what the margins leave.
            let shift = [(margins[2] - margins[0]) * 0.5, (margins[3] - margins[1]) * 0.5];
            for (centre, shift) in camera.centre.iter_mut().zip(shift) {
                *centre += shift / most - shift / tight;
            }
        }
        camera
    }

    fn target(ctx: &Context<'_>, size: [f32; 2], camera: Camera, what: Reveal) -> Option<Camera> {
        match what {
            Reveal::All => Some(Self::fit(ctx, size, None)),
            Reveal::Selection => {
                let entities = selected_entities(ctx);
                (!entities.is_empty()).then(|| Self::fit(ctx, size, Some(&entities)))
            }
            Reveal::Canvas(item) => {
                let places: Vec<[f32; 2]> = ends_of(ctx, item);
                let [least, greatest] = (!places.is_empty()).then(|| bounds_of(places.into_iter()))?;
                let centre = [(least[0] + greatest[0]) * 0.5, (least[1] + greatest[1]) * 0.5];
                Some(Camera { centre, zoom: camera.zoom.max(0.8) })
            }
            Reveal::Zoom(factor) => {
                let mut to = camera;
                to.zoom_at([size[0] * 0.5, size[1] * 0.5], factor, size, least_zoom(ctx, size));
                Some(to)
            }
            Reveal::Text(..) | Reveal::Follow => None,
        }
    }

    /// The camera moved just enough that a thing lies on the canvas; `None` where it does.
    pub(super) fn into_sight(
        ctx: &Context<'_>,
        size: [f32; 2],
        camera: Camera,
        item: Item,
    ) -> Option<Camera> {
        let places = ends_of(ctx, item);
        if places.is_empty() {
            return None;
        }
        let [least, greatest] = bounds_of(places.into_iter());
        let (a, b) = (camera.to_screen(least, size), camera.to_screen(greatest, size));
        let mut to = camera;
        let mut moved = false;
        for k in 0..2 {
            let (low, high) = (40.0, size[k] - 40.0);
            let by = if a[k] < low {
                low - a[k]
            } else if b[k] > high {
                high - b[k]
            } else {
                0.0
            };
            if by != 0.0 {
                let mut pan = [0.0; 2];
                pan[k] = by;
                to.pan(pan);
                moved = true;
            }
        }
        moved.then_some(to)
    }
}

/// By how much a picture grows with its canvas; there and back again is nothing.
fn grown(from: [f32; 2], to: [f32; 2]) -> f32 {
    let area = |[width, height]: [f32; 2]| width.max(1.0) * height.max(1.0);
    (area(to) / area(from)).sqrt()
}

/// Half of the zoom that shows everything: nobody needs to go farther.
pub(super) fn least_zoom(ctx: &Context<'_>, size: [f32; 2]) -> f32 {
    Canvas::fit(ctx, size, None).zoom * 0.5
}

fn bounds_of(places: impl Iterator<Item = [f32; 2]>) -> [[f32; 2]; 2] {
    const ROOM: f32 = 40.0;
    let (mut least, mut greatest) = ([f32::MAX; 2], [f32::MIN; 2]);
    for place in places {
        for k in 0..2 {
            least[k] = least[k].min(place[k] - ROOM);
            greatest[k] = greatest[k].max(place[k] + ROOM);
        }
    }
    if least[0] > greatest[0] { [[-ROOM; 2], [ROOM; 2]] } else { [least, greatest] }
}

/// The places, in layout units, of an item's ends.
fn ends_of(ctx: &Context<'_>, item: Item) -> Vec<[f32; 2]> {
    let derived = ctx.session.derived();
    let mut ends = Vec::new();
    match item {
        Item::Entity(entity) => ends.push(entity),
        Item::Claim(claim) | Item::Attribution(claim, _) => {
            let record = ctx.data().claim(claim);
            ends.push(record.subject);
            ends.extend(record.object);
        }
        Item::Document(_) | Item::Passage(..) => {}
    }
    ends.into_iter().filter_map(|entity| derived.position(entity)).collect()
}

fn selected_entities(ctx: &Context<'_>) -> Vec<crate::model::EntityIx> {
    let selection = &ctx.session.passing().selection;
    let mut entities: Vec<crate::model::EntityIx> = selection.entities().collect();
    for claim in selection.claims() {
        let record = ctx.data().claim(claim);
        entities.push(record.subject);
        entities.extend(record.object);
    }
    entities
}
