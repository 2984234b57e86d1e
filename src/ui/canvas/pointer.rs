//! What the pointer does on the canvas: hover, click, drag, wheel.

use egui::{CursorIcon, Key, PointerButton, Response, Ui};

use super::region::Region;
use super::{Flight, names};
use crate::model::{EntityIx, Item};
use crate::scene::{Camera, Scene};
use crate::session::{Action, Click, Command, Keep};
use crate::ui::theme::size;
use crate::ui::{Context, keys};

/// Seconds that the pointer rests before a hover lights the neighbourhood.
const LINGER: f64 = 0.15;
/// Zoom of one notch of a wheel.
const NOTCH: f32 = 1.12;

/// At most so many nodes are dragged with the one that is held.
const TOGETHER: usize = 500;

/// What a button that is held does.
#[derive(Clone, PartialEq, Debug)]
enum Held {
    Pan,
    /// Moves a node, and those selected with it by their distance from it, in layout units.
    Node(EntityIx, Vec<(EntityIx, [f32; 2])>),
    /// Draws around what is to be selected.
    Region(Region),
}

/// The pointer's state between frames.
#[derive(Default)]
pub(super) struct Pointer {
    held: Option<Held>,
    /// What is under the pointer, and since when.
    under: Option<(Item, f64)>,
    /// Space was held while something was dragged, so its release means nothing.
    space_used: bool,
    moved: bool,
}

impl Pointer {
    /// Whether a person moved the camera in this frame.
    pub(super) fn moved_camera(&self) -> bool {
        self.moved
    }

    /// What the pointer has rested on long enough; asks to be called again when it will have.
    pub(super) fn lingering(&self, ui: &Ui, ctx: &Context<'_>) -> Option<Item> {
        let now = ui.input(|input| input.time);
        match self.under {
            Some((item, since)) if now - since >= LINGER => Some(item),
            Some((_, since)) => {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(LINGER - (now - since)));
                None
            }
            // Rows and the reader light the canvas at once: the pointer is elsewhere.
            None => ctx.session.passing().hover,
        }
    }

    /// Acts on what the pointer and the keys did in this frame.
    #[expect(clippy::too_many_arguments, reason = "the canvas hands over the pieces of its own state")]
    pub(super) fn act(
        &mut self,
        ui: &mut Ui,
        ctx: &Context<'_>,
        response: &Response,
        scene: &Scene,
        camera: &mut Camera,
        least_zoom: &dyn Fn() -> f32,
        flight: &mut Option<Flight>,
        out: &mut Vec<Action>,
    ) {
        self.moved = false;
        let rect = response.rect;
        let size = [rect.width(), rect.height()];
        let local = |p: egui::Pos2| [p.x - rect.min.x, p.y - rect.min.y];
        let inside = response.contains_pointer() || self.held.is_some();
        let at =
            response.hover_pos().or_else(|| response.interact_pointer_pos()).filter(|_| inside).map(local);
        self.hover(ui, ctx, at.filter(|_| self.held.is_none()).and_then(|p| scene.hit(p)), out);
        self.zoom(ui, response, at, size, camera, least_zoom, flight);
        self.drag(ui, ctx, response, scene, size, camera, flight, out);
        click(ui, ctx, response, scene, out);
        self.space(ui, ctx, response, out);
        let draws = ctx.session.passing().lasso || ui.input(|input| input.modifiers.shift);
        let cursor = match (&self.held, self.under) {
            (Some(Held::Region(_)), _) => CursorIcon::Crosshair,
            (Some(_), _) => CursorIcon::Grabbing,
            (None, _) if draws && response.contains_pointer() => CursorIcon::Crosshair,
            (None, Some(_)) => CursorIcon::PointingHand,
            _ => return,
        };
        ui.ctx().set_cursor_icon(cursor);
    }

    fn hover(&mut self, ui: &Ui, ctx: &Context<'_>, item: Option<Item>, out: &mut Vec<Action>) {
        let before = self.under.map(|(item, _)| item);
        if before != item {
            let now = ui.input(|input| input.time);
            self.under = item.map(|item| (item, now));
            // Leaving the canvas clears only what the canvas had lit.
            if item.is_some() || before == ctx.session.passing().hover {
                out.push(Action::Hover(item));
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the canvas hands over the pieces of its own state")]
    fn zoom(
        &mut self,
        ui: &Ui,
        response: &Response,
        at: Option<[f32; 2]>,
        size: [f32; 2],
        camera: &mut Camera,
        least_zoom: &dyn Fn() -> f32,
        flight: &mut Option<Flight>,
    ) {
        let Some(at) = at.filter(|_| response.contains_pointer()) else { return };
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        // A notch of a wheel is 40 to 50 points of scrolling.
        let factor = NOTCH.powf(scroll / 45.0) * pinch;
        if (factor - 1.0).abs() > 1e-4 {
            camera.zoom_at(at, factor, size, least_zoom());
            *flight = None;
            self.moved = true;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the canvas hands over the pieces of its own state")]
    fn drag(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        response: &Response,
        scene: &Scene,
        size: [f32; 2],
        camera: &mut Camera,
        flight: &mut Option<Flight>,
        out: &mut Vec<Action>,
    ) {
        let rect = response.rect;
        let local = |p: egui::Pos2| [p.x - rect.min.x, p.y - rect.min.y];
        let space = ui.input(|input| input.key_down(Key::Space));
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin());
            let middle = response.drag_started_by(PointerButton::Middle);
            let selects = !middle && !space && response.drag_started_by(PointerButton::Primary);
            let node = origin.and_then(|p| scene.hit(local(p))).and_then(Item::entity);
            let shift = ui.input(|input| input.modifiers.shift);
            let from = origin.map(local).unwrap_or_default();
            self.held = Some(match node.filter(|_| selects) {
                _ if selects && ctx.session.passing().lasso => Held::Region(Region::Lasso(vec![from])),
                _ if selects && shift => Held::Region(Region::Box(from, from)),
                Some(entity) => Held::Node(entity, along(ctx, entity)),
                None => Held::Pan,
            });
            *flight = None;
        }
        let Some(mut held) = self.held.take() else { return };
        self.space_used |= space;
        let delta = response.drag_delta();
        match &mut held {
            Held::Pan if delta != egui::Vec2::ZERO => {
                camera.pan([delta.x, delta.y]);
                self.moved = true;
            }
            Held::Node(entity, others) => {
                let entity = *entity;
                if let Some(p) = response.interact_pointer_pos() {
                    let to = camera.to_world(local(p), size);
                    let ctrl = ui.input(|input| input.modifiers.command);
                    let together = std::iter::once((entity, to))
                        .chain(others.iter().map(|&(other, by)| (other, [to[0] + by[0], to[1] + by[1]])));
                    if response.drag_stopped() {
                        let end = |(entity, at)| Action::DragEnd { entity, at, pin: !ctrl };
                        out.extend(together.map(end));
                    } else if delta != egui::Vec2::ZERO {
                        // The camera must not chase a node that a person is moving.
                        self.moved = true;
                        out.push(Action::SetCamera(*camera, true));
                        out.extend(together.map(|(entity, to)| Action::Drag(entity, to)));
                    }
                }
            }
            Held::Region(region) => {
                if let Some(p) = response.interact_pointer_pos() {
                    region.extend(local(p));
                }
                if response.drag_stopped() {
                    region.select(scene, ui.input(|input| input.modifiers.command), out);
                }
            }
            Held::Pan => {}
        }
        if response.drag_stopped() || !ui.input(|input| input.pointer.any_down()) {
            if let (Held::Node(entity, others), false) = (&held, response.drag_stopped()) {
                // The button went up where nobody saw it.
                let held = std::iter::once(*entity).chain(others.iter().map(|(other, _)| *other));
                let placed = held.filter_map(|e| ctx.session.derived().position(e).map(|at| (e, at)));
                out.extend(placed.map(|(entity, at)| Action::DragEnd { entity, at, pin: true }));
            }
        } else {
            self.held = Some(held);
        }
    }

    /// Draws the box or the lasso that is being drawn.
    pub(super) fn draw_region(&self, ui: &Ui, ctx: &Context<'_>, canvas: egui::Rect) {
        if let Some(Held::Region(region)) = &self.held {
            region.draw(ui, ctx, canvas);
        }
    }

    /// Space pauses the layout, on release, when nothing was dragged meanwhile.
    fn space(&mut self, ui: &Ui, ctx: &Context<'_>, response: &Response, out: &mut Vec<Action>) {
        // A button or a field that has the focus keeps its Space.
        if ui.memory(egui::Memory::focused).is_some_and(|focused| focused != response.id) {
            return;
        }
        let (released, shift) = ui.input(|input| (input.key_released(Key::Space), input.modifiers.shift));
        // It stands between the words of an answer.
        let answers = ctx.session.asks_for_reason();
        if released && !std::mem::take(&mut self.space_used) && !answers {
            out.extend(keys::on_space(ctx.session.settings(), shift).map(Action::Run));
        }
    }

    /// What a thing is, after half a second.
    pub(super) fn tip(&self, ui: &Ui, ctx: &Context<'_>, response: &Response) {
        let Some((item, since)) = self.under.filter(|_| self.held.is_none()) else { return };
        let left = 0.5 - (ui.input(|input| input.time) - since);
        if left > 0.0 {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
            return;
        }
        let data = ctx.data();
        let (head, rest) = match item {
            Item::Entity(entity) => {
                let pinned = ctx.session.view().pins.contains_key(&entity);
                let name = names::entity(ctx.session, entity, pinned);
                let (head, rest) = name.split_once(", ").unwrap_or((&name, ""));
                (head.to_owned(), rest.to_owned())
            }
            Item::Attribution(claim, number) => (names::voice(data, claim, number), data.sentence(claim)),
            Item::Claim(claim) => {
                let status = data.status(claim).words();
                let voices = names::voices(data, claim);
                let rest =
                    if voices.is_empty() { status.to_owned() } else { format!("{status} · {voices}") };
                (data.sentence(claim), rest)
            }
            Item::Document(_) | Item::Passage(..) => return,
        };
        let theme = ctx.theme;
        let anchor = anchor(ctx, response.rect, item);
        let id = response.id.with("tip");
        let mut tip = egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, anchor).gap(14.0);
        // Above a node: its name stands below.
        tip.popup = tip.popup.align(egui::RectAlign::TOP);
        tip.show(|ui| {
            ui.set_max_width(320.0);
            let head = crate::ui::paint::visual(&head).into_owned();
            ui.label(egui::RichText::new(head).size(size::BODY).color(theme.text()));
            ui.label(egui::RichText::new(rest).size(size::SMALL).color(theme.text2()));
        });
    }
}

/// Where the tip of a thing hangs: an entity's at its mark, a line's at the pointer.
fn anchor(ctx: &Context<'_>, canvas: egui::Rect, item: Item) -> egui::PopupAnchor {
    let place = item.entity().and_then(|entity| ctx.session.derived().position(entity));
    let (Some(place), Some(camera)) = (place, ctx.session.view().camera) else {
        return egui::PopupAnchor::Pointer;
    };
    let [x, y] = camera.to_screen(place, [canvas.width(), canvas.height()]);
    egui::PopupAnchor::ParentRect(egui::Rect::from_center_size(
        canvas.min + egui::vec2(x, y),
        egui::Vec2::splat(20.0),
    ))
}

/// The other selected nodes, which move with a selected one that is dragged, by their distance from it.
fn along(ctx: &Context<'_>, entity: EntityIx) -> Vec<(EntityIx, [f32; 2])> {
    let selection = &ctx.session.passing().selection;
    let derived = ctx.session.derived();
    let Some(here) = derived.position(entity).filter(|_| selection.contains(Item::Entity(entity))) else {
        return Vec::new();
    };
    let shown = |other: &EntityIx| *other != entity && derived.drawn().has_entity(*other);
    let others = selection.entities().filter(shown).take(TOGETHER);
    others.filter_map(|e| derived.position(e).map(|at| (e, [at[0] - here[0], at[1] - here[1]]))).collect()
}

/// Selects, or with a double click opens the group or goes to the ego network, the line or the whole.
fn click(ui: &Ui, ctx: &Context<'_>, response: &Response, scene: &Scene, out: &mut Vec<Action>) {
    let Some(p) = response.interact_pointer_pos() else { return };
    let item = scene.hit([p.x - response.rect.min.x, p.y - response.rect.min.y]);
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    // Enter and Space count as clicks on what has the focus; the keyboard has its own way of selecting.
    if !ui.input(|input| input.pointer.any_click()) {
        return;
    }
    let bundle = scene.bundle_at([p.x - response.rect.min.x, p.y - response.rect.min.y]);
    if let Some(claim) = bundle.filter(|_| response.clicked()) {
        let set = ctx.session.derived().routes().bundle(claim).iter().map(|&claim| Item::Claim(claim));
        let more = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let click = if more { Click::Toggle } else { Click::Only };
        out.push(Action::SelectMany(set.collect(), click));
        return;
    }
    if response.double_clicked() {
        match item {
            Some(Item::Entity(group)) if ctx.session.is_group(group) => {
                out.push(Action::Keep(Keep::OpenGroup(group)));
            }
            Some(Item::Entity(entity)) => out.push(Action::ToggleEgo(entity)),
            Some(item) => out.push(Action::Reveal(item)),
            None => out.push(Action::Run(Command::FitAll)),
        }
    } else if response.clicked() {
        let more = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        match item {
            Some(item) if more => out.push(Action::Select(item, Click::Toggle)),
            Some(item) => out.push(Action::Select(item, Click::Only)),
            None if !more && !ctx.session.passing().selection.is_empty() => out.push(Action::ClearSelection),
            None => {}
        }
    }
}
