//! The canvas: the graph under the pointer.

mod adapter;
mod chip;
pub(super) mod convert;
mod emphasis;
mod flight;
mod keyboard;
mod legend;
mod minimap;
pub mod names;
mod pointer;
mod region;
mod tools;

use egui::{Painter, Rect, Response, Shape, Ui, UiBuilder, Vec2, vec2};

use super::Context;
use super::theme::size;
use crate::model::Item;
use crate::scene::{self, Camera, Emphasis, Input, Scene, Style};
use crate::session::{Action, Perspective};
use adapter::Adapter;
use convert::Atlas;
use flight::{Flight, least_zoom};

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
    emphasis: Option<u64>,
    dark: bool,
    /// Whether all voices and hulls are shown.
    shows: [bool; 2],
    strong: bool,
    obstacles: Vec<[f32; 4]>,
    pixels_per_point: f32,
    /// How egui draws letters, and how much of their atlas is free: kept letters point into it, and it is
    /// made anew a frame after the theme changes and when it is full.
    letters: (egui::epaint::TextOptions, f32),
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
    keyboard: keyboard::Keyboard,
    standing: emphasis::Standing,
    minimap: minimap::Minimap,
    reveal_seen: u64,
    /// The window's size and the canvas' when it was shown last.
    sized: Option<(Vec2, [f32; 2])>,
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
            self.keyboard = keyboard::Keyboard::default();
            self.flight = None;
            self.selection_seen.clear();
        }
        let derived = ctx.session.derived();
        let rect = ui.available_rect_before_wrap();
        let size = [rect.width(), rect.height()];
        let mut camera = self.camera(ui, ctx, size, out);
        let revision = (ctx.data().revision(), derived.revision());
        let response = self.adapter.show(
            ui,
            ctx.session.drawn(),
            derived.drawn(),
            derived.positions(),
            revision,
            camera,
        );
        let least = || least_zoom(ctx, size);
        self.pointer.act(ui, ctx, &response, &self.scene, &mut camera, &least, &mut self.flight, out);
        if let Some(entity) = self.keyboard.act(ui, ctx, &response, out)
            && let Some(to) = Self::into_sight(ctx, size, camera, Item::Entity(entity))
        {
            self.flight = Some(Flight { from: camera, to: Some(to), since: ui.input(|input| input.time) });
            out.push(Action::SetCamera(camera, true));
        }
        if let Some(entity) = self.keyboard.ring() {
            super::menus::on_focused(ui, ctx, Item::Entity(entity), rect, out);
        }
        super::menus::on_canvas(ui, ctx, &response, |at| self.scene.hit(at), out);
        self.focus = Some(response.id);
        self.standing.follow(ctx.session, self.pointer.lingering(ui, ctx), self.keyboard.ring());
        self.draw(ui, ctx, rect, camera);
        self.name_things(ui, ctx, rect, &response);
        self.pointer.draw_region(ui, ctx, rect);
        Self::empty_words(ui, ctx, rect, out);
        self.float(ui, ctx, rect, camera, out);
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

    fn draw(&mut self, ui: &Ui, ctx: &Context<'_>, rect: Rect, camera: Camera) {
        let painter = ui.painter_at(rect);
        let (stands_out, emphasis) = self.standing.get();
        let key = Key {
            data: ctx.data().revision(),
            derived: ctx.session.derived().revision(),
            camera,
            size: rect.size(),
            origin: rect.min.to_vec2(),
            emphasis,
            dark: ctx.theme.dark,
            shows: [ctx.session.settings().voices, ctx.session.settings().hulls],
            strong: ctx.theme.style.strong,
            obstacles: self.obstacles.clone(),
            pixels_per_point: ui.ctx().pixels_per_point(),
            letters: painter.fonts(|fonts| (*fonts.options(), 1.0 - fonts.font_atlas_fill_ratio())),
        };
        if self.key.as_ref() != Some(&key) {
            let size = [rect.width(), rect.height()];
            scene::build(&input(ctx, stands_out, camera, size, &self.obstacles), &mut self.scene);
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
        let (data, session) = (ctx.data(), ctx.session);
        let name = |ui: &Ui, salt: (&str, u32), centre: [f32; 2], r: f32, words: &dyn Fn() -> String| {
            let place =
                Rect::from_center_size(egui::pos2(centre[0], centre[1]) + origin, Vec2::splat(2.0 * r));
            let response = ui.interact(place.intersect(rect), response.id.with(salt), egui::Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, words()));
        };
        for (entity, centre, r) in self.scene.nodes() {
            name(ui, ("node", entity.0), centre, r, &|| {
                names::entity(session, entity, pins.contains_key(&entity))
            });
        }
        for (claim, middle) in self.scene.lines() {
            name(ui, ("line", claim.0), middle, 5.0, &|| names::claim(data, claim));
        }
        for (claim, number, at) in self.scene.voices() {
            let place = Rect::from_center_size(egui::pos2(at[0], at[1]) + origin, Vec2::splat(15.0));
            let id = response.id.with(("voice", claim.0, number));
            let response = ui.interact(place.intersect(rect), id, egui::Sense::hover());
            let words = || names::voice(data, claim, number);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, words()));
        }
        for (i, [x0, y0, x1, y1]) in self.scene.captions.iter().copied().enumerate() {
            let place = Rect::from_min_max(egui::pos2(x0, y0), egui::pos2(x1, y1)).translate(origin);
            let response =
                ui.interact(place.intersect(rect), response.id.with(("hull", i)), egui::Sense::hover());
            response.on_hover_text("Grouped by lines, not by the text");
        }
    }

    /// What the canvas says where it has nothing to draw.
    fn empty_words(ui: &mut Ui, ctx: &Context<'_>, rect: Rect, out: &mut Vec<Action>) {
        let (data, shown) = (ctx.data(), ctx.session.derived().shown());
        let counted = super::widgets::counted;
        let filtered = shown.entities.is_empty() && !data.entities().is_empty();
        let (head, rest) = if data.claims().is_empty() {
            let entities = counted(ctx.session.ground().entities().len(), "entity", "entities");
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
        // Over nodes the words need a ground.
        let over = !shown.entities.is_empty();
        let frame = if over { ctx.theme.floating().inner_margin(14) } else { egui::Frame::NONE };
        let words = |ui: &mut Ui| {
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
        };
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| frame.show(ui, words));
    }

    /// Tool strip, switch, legend and small map, which float above the graph.
    fn float(&mut self, ui: &mut Ui, ctx: &Context<'_>, rect: Rect, camera: Camera, out: &mut Vec<Action>) {
        let mut obstacles = Vec::with_capacity(4);
        let mut keep = |of: Rect| {
            let of = of.translate(-rect.min.to_vec2());
            obstacles.push([of.min.x, of.min.y, of.max.x, of.max.y].map(f32::round));
        };
        let strip = tools::show(ui, ctx, rect, out);
        keep(strip);
        if ctx.session.view().perspective == Perspective::Read
            && let Some(chip) = chip::show(ui, ctx, rect, strip.left(), self.standing.get().0, out)
        {
            keep(chip);
        }
        // The others have no room for it.
        if ctx.session.view().perspective == Perspective::Graph {
            keep(super::tables::switch(ui, ctx, rect, out));
        }
        let legend = ctx.session.settings().legend.then(|| legend::show(ui, ctx, rect, out));
        if let Some(legend) = legend {
            keep(legend);
        }
        if let Some(map) = self.minimap.show(ui, ctx, rect, legend, camera, out) {
            keep(map);
        }
        self.obstacles = obstacles;
    }
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
        data: ctx.session.drawn(),
        shown: derived.drawn(),
        routes: derived.routes(),
        positions: derived.positions(),
        style,
        emphasis,
        camera,
        size,
        obstacles,
        labels: true,
        voices: ctx.session.settings().voices,
        hulls: if ctx.session.settings().hulls { derived.hulls() } else { &[] },
        hidden: derived.hidden(),
        told: derived.tellings(),
    }
}

/// Paints a scene at its own coordinates: the small marks of rows and cards.
pub(super) fn paint_scene(painter: &Painter, scene: &Scene) {
    let mut shapes = Vec::new();
    convert::shapes(painter, None, scene, Vec2::ZERO, &mut shapes);
    painter.extend(shapes);
}
