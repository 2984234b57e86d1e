//! Parts of the window that F6 goes through.
//!
//! A part's place to take the focus is there only while it has it, so that Tab does not stop at it.

use egui::{Id, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, vec2};

use super::Context;

/// A part of the window, in the order in which Tab goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Region {
    TopBar,
    Rail,
    Canvas,
    Timeline,
    Inspector,
    Reader,
}

impl Region {
    fn words(self) -> &'static str {
        match self {
            Self::TopBar => "Top bar",
            Self::Rail => "Search, filters and lists",
            Self::Canvas => "Graph",
            Self::Timeline => "Timeline",
            Self::Inspector => "Inspector",
            Self::Reader => "Text",
        }
    }

    fn id(self) -> Id {
        Id::new(("region", self.words()))
    }
}

/// Which parts there are, and which has the focus.
#[derive(Default)]
pub(super) struct Regions {
    asked: i64,
    /// The part that F6 led to, until something else takes the focus.
    now: Option<Region>,
    /// It takes the focus when it is shown next: screen readers are told only of what is there.
    takes: bool,
    shown: Vec<(Region, Rect, Id)>,
}

impl Regions {
    /// Notes a part of the window; call it before what stands in it.
    pub(super) fn enter(&mut self, ui: &mut Ui, region: Region) {
        let rect = ui.max_rect();
        self.shown.push((region, rect, region.id()));
        if self.now == Some(region) {
            if std::mem::take(&mut self.takes) {
                ui.memory_mut(|memory| memory.request_focus(region.id()));
            }
            // So small that it takes no click from what stands there.
            let place = Rect::from_min_size(rect.min, vec2(1.0, 1.0));
            let target = ui.interact(place, region.id(), Sense::focusable_noninteractive());
            target.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, region.words()));
        }
    }

    /// Notes the canvas, which takes the focus itself.
    pub(super) fn canvas(&mut self, rect: Rect, id: Option<Id>) {
        if let Some(id) = id {
            self.shown.push((Region::Canvas, rect, id));
        }
    }

    /// Goes on as far as was asked for, and draws the ring of the part that has the focus; once a frame,
    /// after all parts.
    pub(super) fn end(&mut self, ui: &Ui, ctx: &Context<'_>) {
        let mut shown = std::mem::take(&mut self.shown);
        shown.sort_by_key(|(region, ..)| *region);
        let asked = ctx.session.passing().regions_asked;
        let by = asked - std::mem::replace(&mut self.asked, asked);
        if by != 0 && !shown.is_empty() {
            let here = self.here(ui, &shown);
            let next = step(here, by, shown.len());
            self.now = shown.get(next).map(|(region, ..)| *region);
            self.takes = self.now != Some(Region::Canvas);
            if let Some((.., id)) = shown.get(next).filter(|_| !self.takes) {
                ui.memory_mut(|memory| memory.request_focus(*id));
            }
            ui.ctx().request_repaint();
            return;
        }
        let Some(&(_, rect, id)) = shown.iter().find(|(region, ..)| Some(*region) == self.now) else {
            self.now = None;
            return;
        };
        let focused = ui.memory(egui::Memory::focused) == Some(id);
        if !focused || ui.input(|input| input.pointer.any_pressed()) {
            self.now = None;
            return;
        }
        let layer = egui::LayerId::new(egui::Order::Middle, Id::new("region ring"));
        let painter = ui.ctx().layer_painter(layer);
        painter.rect_stroke(rect.shrink(1.0), 3.0, Stroke::new(2.0, ctx.theme.accent()), StrokeKind::Inside);
    }

    /// The part that has the focus: the one that F6 led to, or the one in which the focused thing stands.
    fn here(&self, ui: &Ui, shown: &[(Region, Rect, Id)]) -> Option<usize> {
        let focused = ui.memory(egui::Memory::focused)?;
        let by_id = shown.iter().position(|(region, _, id)| *id == focused && Some(*region) == self.now);
        by_id.or_else(|| {
            let middle = ui.ctx().read_response(focused)?.rect.center();
            shown.iter().position(|(_, rect, _)| rect.contains(middle))
        })
    }
}

/// The part so many steps on, round and round; without one to start from, the first or the last.
fn step(here: Option<usize>, by: i64, parts: usize) -> usize {
    let parts = parts.max(1) as i64;
    let from = here.map_or(if by > 0 { -1 } else { parts }, |here| here as i64);
    (from + by).rem_euclid(parts) as usize
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_go_round() {
        assert_eq!([step(None, 1, 5), step(None, -1, 5)], [0, 4]);
        assert_eq!([step(Some(4), 1, 5), step(Some(0), -1, 5)], [0, 4]);
        assert_eq!(step(Some(1), 2, 5), 3);
        assert_eq!(step(Some(0), 7, 0), 0);
    }
}
