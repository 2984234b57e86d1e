//! The canvas: the graph under the pointer.

mod adapter;
pub(super) mod convert;
mod emphasis;
mod legend;
pub mod names;
mod pointer;
mod tools;

use egui::{Painter, Rect, Response, Shape, Ui, UiBuilder, Vec2, vec2};

use super::Context;
use super::theme::size;
use crate::model::Item;
use crate::scene::{self, Camera, Emphasis, Input, Scene, Style};
use crate::session::{Action, Reveal};
use adapter::Adapter;
use convert::Atlas;

/// Seconds that a flight of the camera takes.
const FLIGHT: f32 = 0.26;
/// Above this many nodes and lines drawn, they are no longer named one by one for screen readers; the
/// lists name them all.
const NAMED: usize = 600;

/// What the picture was drawn from: an equal key means an equal picture.
#[derive(Clone, PartialEq)]
struct Key {
    data: u64,
    derived: u64,
    camera: Camera,
    size: Vec2,
    origin: Vec2,
    emphasis: Emphasis,
    dark: bool,
    strong: bool,
    obstacles: Vec<[f32; 4]>,
    pixels_per_point: f32,
    /// How egui draws letters, and how much of their atlas is free: kept letters point into it, and it is
    /// made anew a frame after the theme changes and when it is full.
    letters: (egui::epaint::TextOptions, f32),
}

/// A flight of the camera.
struct Flight {
    from: Camera,
    /// `None` for wherever all of the graph is seen, which may move meanwhile.
    to: Option<Camera>,
    since: f64,
}

/// What belongs to the canvas alone.
#[derive(Default)]
pub struct Canvas {
    adapter: Adapter,
    scene: Scene,
    shapes: Vec<Shape>,
    key: Option<Key>,
    atlas: Option<Atlas>,
    flight: Option<Flight>,
    pointer: pointer::Pointer,
    reveal_seen: u64,
    selection_seen: Vec<Item>,
    obstacles: Vec<[f32; 4]>,
    focus: Option<egui::Id>,
}

impl Canvas {
    /// What takes the focus when the keys go to the canvas; `None` until it was shown.
    pub(super) fn focus_id(&self) -> Option<egui::Id> {
        self.focus
    }

    /// Shows the graph in all the room that `ui` has.
    pub fn show(&mut self, ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
        if self.key.as_ref().is_some_and(|key| key.data != ctx.data().revision()) {
            // Another dataset: what was drawn and pointed at belongs to the one before.
            self.scene.clear();
            self.key = None;
            self.pointer = pointer::Pointer::default();
            self.flight = None;
            self.selection_seen.clear();
        }
        let derived = ctx.session.derived();
        let rect = ui.available_rect_before_wrap();
        let size = [rect.width(), rect.height()];
        let mut camera = self.camera(ui, ctx, size, out);
        let revision = (ctx.data().revision(), derived.revision());
        let response =
            self.adapter.show(ui, ctx.data(), derived.shown(), derived.positions(), revision, camera);
        let least = || least_zoom(ctx, size);
        self.pointer.act(ui, ctx, &response, &self.scene, &mut camera, &least, &mut self.flight, out);
        super::menus::on_canvas(ui, ctx, &response, |at| self.scene.hit(at), out);
        self.focus = Some(response.id);
        let emphasis = emphasis::of(ctx.session, self.pointer.lingering(ui, ctx));
        self.draw(ui, ctx, rect, camera, emphasis);
        self.name_things(ui, ctx, rect, &response);
        Self::empty_words(ui, ctx, rect, out);
        self.float(ui, ctx, rect, out);
        if !super::menus::is_open(ui) {
            self.pointer.tip(ui, ctx, &response);
        }
        if ctx.session.view().camera != Some(camera) {
            out.push(Action::SetCamera(camera, self.pointer.moved_camera()));
        }
        let passing = ctx.session.passing();
        if passing.canvas_size != size || passing.obstacles != self.obstacles {
            out.push(Action::SetCanvas { size, obstacles: self.obstacles.clone() });
        }
    }

    /// Where the camera looks in this frame, before the pointer moves it.
    fn camera(&mut self, ui: &Ui, ctx: &Context<'_>, size: [f32; 2], out: &mut Vec<Action>) -> Camera {
        let view = ctx.session.view();
        let now = ui.input(|input| input.time);
        let mut camera = match view.camera {
            Some(camera) if view.camera_by_hand => camera,
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
            if let Some(to) = self.flight.is_none().then(|| Self::into_sight(ctx, size, camera)).flatten() {
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

    /// The camera that shows everything, or some entities.
    fn fit(ctx: &Context<'_>, size: [f32; 2], only: Option<&[crate::model::EntityIx]>) -> Camera {
        let derived = ctx.session.derived();
        let bottom = if ctx.session.settings().legend { 92.0 } else { 24.0 };
        let margins = [28.0, 28.0, 28.0, bottom];
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

    /// The camera moved just enough that what was selected lies on the canvas; `None` where it does.
    fn into_sight(ctx: &Context<'_>, size: [f32; 2], camera: Camera) -> Option<Camera> {
        let item = *ctx.session.passing().selection.items().last()?;
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

    fn draw(&mut self, ui: &Ui, ctx: &Context<'_>, rect: Rect, camera: Camera, emphasis: Emphasis) {
        let painter = ui.painter_at(rect);
        let key = Key {
            data: ctx.data().revision(),
            derived: ctx.session.derived().revision(),
            camera,
            size: rect.size(),
            origin: rect.min.to_vec2(),
            emphasis,
            dark: ctx.theme.dark,
            strong: ctx.theme.style.strong,
            obstacles: self.obstacles.clone(),
            pixels_per_point: ui.ctx().pixels_per_point(),
            letters: painter.fonts(|fonts| (*fonts.options(), 1.0 - fonts.font_atlas_fill_ratio())),
        };
        if self.key.as_ref() != Some(&key) {
            let size = [rect.width(), rect.height()];
            scene::build(&input(ctx, &key.emphasis, camera, size, &self.obstacles), &mut self.scene);
            self.shapes.clear();
            let atlas = self.atlas.get_or_insert_with(|| Atlas::new(ui.ctx()));
            convert::shapes(&painter, Some(atlas), &self.scene, rect.min.to_vec2(), &mut self.shapes);
            self.key = Some(key);
        }
        painter.extend(self.shapes.iter().cloned());
    }

    /// Gives nodes and lines their names, for screen readers and tests.
    fn name_things(&self, ui: &mut Ui, ctx: &Context<'_>, rect: Rect, response: &Response) {
        let shown = ctx.session.derived().shown();
        let (n, m) = (shown.entities.len(), shown.claims.len());
        let counted = super::widgets::counted;
        response.widget_info(|| {
            let words =
                format!("Graph, {}, {}", counted(n, "entity", "entities"), counted(m, "claim", "claims"));
            egui::WidgetInfo::labeled(egui::WidgetType::Other, true, words)
        });
        if n + m > NAMED {
            return;
        }
        let pins = &ctx.session.view().pins;
        let origin = rect.min.to_vec2();
        let data = ctx.data();
        let name = |ui: &Ui, salt: (&str, u32), centre: [f32; 2], r: f32, words: &dyn Fn() -> String| {
            let place =
                Rect::from_center_size(egui::pos2(centre[0], centre[1]) + origin, Vec2::splat(2.0 * r));
            let response = ui.interact(place.intersect(rect), response.id.with(salt), egui::Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, words()));
        };
        for (entity, centre, r) in self.scene.nodes() {
            name(ui, ("node", entity.0), centre, r, &|| {
                names::entity(data, entity, pins.contains_key(&entity))
            });
        }
        for (claim, middle) in self.scene.lines() {
            name(ui, ("line", claim.0), middle, 5.0, &|| names::claim(data, claim));
        }
    }

    /// What the canvas says where it has nothing to draw.
    fn empty_words(ui: &mut Ui, ctx: &Context<'_>, rect: Rect, out: &mut Vec<Action>) {
        let (data, shown) = (ctx.data(), ctx.session.derived().shown());
        let counted = super::widgets::counted;
        let filtered = shown.entities.is_empty() && !data.entities().is_empty();
        let (head, rest) = if data.claims().is_empty() {
            let entities = counted(data.entities().len(), "entity", "entities");
            let documents = counted(data.documents().len(), "document", "documents");
            ("This file has no claims yet".to_owned(), format!("It holds {entities} and {documents}"))
        } else if filtered {
            ("No claim passes these filters".to_owned(), String::new())
        } else {
            return;
        };
        // Nodes without lines fill the middle.
        let low = if shown.entities.is_empty() { rect.center().y } else { rect.top() + 110.0 };
        let place = Rect::from_center_size(egui::pos2(rect.center().x, low), vec2(360.0, 110.0));
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            ui.vertical_centered(|ui| {
                ui.label(egui::RichText::new(head).size(size::BIG).color(ctx.theme.text()));
                if !rest.is_empty() {
                    ui.label(egui::RichText::new(rest).color(ctx.theme.text2()));
                }
                ui.add_space(8.0);
                if filtered && ui.button("Clear filters").clicked() {
                    out.push(Action::SetFilter(crate::graph::Filter::default()));
                } else if !filtered && ui.button("Open…").clicked() {
                    out.push(Action::Run(crate::session::Command::Open));
                }
            });
        });
    }

    /// Tool strip and legend, which float above the graph.
    fn float(&mut self, ui: &mut Ui, ctx: &Context<'_>, rect: Rect, out: &mut Vec<Action>) {
        let mut obstacles = Vec::with_capacity(2);
        let mut keep = |of: Rect| {
            let of = of.translate(-rect.min.to_vec2());
            obstacles.push([of.min.x, of.min.y, of.max.x, of.max.y].map(f32::round));
        };
        keep(tools::show(ui, ctx, rect, out));
        if ctx.session.settings().legend {
            keep(legend::show(ui, ctx, rect, out));
        }
        self.obstacles = obstacles;
    }
}

/// Half of the zoom that shows everything: nobody needs to go farther.
fn least_zoom(ctx: &Context<'_>, size: [f32; 2]) -> f32 {
    Canvas::fit(ctx, size, None).zoom * 0.5
}

/// The scene's input for the window as it is.
fn input<'a>(
    ctx: &Context<'a>,
    emphasis: &'a Emphasis,
    camera: Camera,
    size: [f32; 2],
    obstacles: &'a [[f32; 4]],
) -> Input<'a> {
    let derived = ctx.session.derived();
    let style: &Style = ctx.theme.style;
    Input {
        data: ctx.session.data(),
        shown: derived.shown(),
        routes: derived.routes(),
        positions: derived.positions(),
        style,
        emphasis,
        camera,
        size,
        obstacles,
        labels: true,
    }
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

/// Paints a scene at its own coordinates: the small marks of rows and cards.
pub(super) fn paint_scene(painter: &Painter, scene: &Scene) {
    let mut shapes = Vec::new();
    convert::shapes(painter, None, scene, Vec2::ZERO, &mut shapes);
    painter.extend(shapes);
}
