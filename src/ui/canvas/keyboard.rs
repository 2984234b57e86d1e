//! The keys of the canvas while it has the focus: arrows from node to node, Enter selects, brackets walk a
//! node's lines.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use crate::model::{ClaimIx, EntityIx, Item};
use crate::scene::nearest_towards;
use crate::session::{Action, Click};
use crate::ui::Context;

/// Where the keys are.
#[derive(Default)]
pub(super) struct Keyboard {
    /// The node that the arrows go on from.
    at: Option<EntityIx>,
    /// Which of its lines was selected last.
    line: Option<ClaimIx>,
    focused: bool,
}

impl Keyboard {
    /// The node with the ring of the keyboard, while the canvas has the focus.
    pub(super) fn ring(&self) -> Option<EntityIx> {
        self.at.filter(|_| self.focused)
    }

    /// Acts on the keys of this frame. Returns the node that was gone to.
    pub(super) fn act(
        &mut self,
        ui: &Ui,
        ctx: &Context<'_>,
        response: &Response,
        out: &mut Vec<Action>,
    ) -> Option<EntityIx> {
        self.focused = response.has_focus();
        if !self.focused {
            return None;
        }
        self.at = self.at.filter(|&entity| ctx.session.derived().drawn().has_entity(entity));
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let arrows = [
            (Key::ArrowLeft, [-1.0, 0.0]),
            (Key::ArrowRight, [1.0, 0.0]),
            (Key::ArrowUp, [0.0, -1.0]),
            (Key::ArrowDown, [0.0, 1.0]),
        ];
        let mut gone = None;
        for (key, direction) in arrows {
            if pressed(key) {
                gone = self.go(ctx, direction).or(gone);
            }
        }
        if let Some(entity) = self.at.filter(|_| pressed(Key::Enter)) {
            out.push(Action::Select(Item::Entity(entity), Click::Only));
        }
        for (key, forward) in [(Key::OpenBracket, false), (Key::CloseBracket, true)] {
            if pressed(key) {
                self.walk(ctx, forward, out);
            }
        }
        gone
    }

    /// Goes to the nearest node in a direction; from nowhere to the selected or the best connected one.
    fn go(&mut self, ctx: &Context<'_>, direction: [f32; 2]) -> Option<EntityIx> {
        let derived = ctx.session.derived();
        let shown = derived.drawn();
        let to = match self.at.and_then(|at| derived.position(at).map(|place| (at, place))) {
            Some((at, from)) => {
                let others = shown.entities.iter().filter(|&&entity| entity != at);
                let places = others.filter_map(|&entity| derived.position(entity).map(|p| (entity, p)));
                nearest_towards(places, from, direction)?
            }
            None => start(ctx)?,
        };
        self.at = Some(to);
        self.line = None;
        Some(to)
    }

    /// Selects the next of the node's lines, or the one before.
    fn walk(&mut self, ctx: &Context<'_>, forward: bool, out: &mut Vec<Action>) {
        let Some(at) = self.at.or_else(|| start(ctx)) else { return };
        self.at = Some(at);
        let (data, shown) = (ctx.session.drawn(), ctx.session.derived().drawn());
        let lines: Vec<ClaimIx> = data
            .acts(at)
            .iter()
            .chain(data.acted_on(at))
            .copied()
            .filter(|&claim| shown.has_claim(claim))
            .collect();
        self.line = next(&lines, self.line, forward);
        out.extend(self.line.map(|claim| Action::Select(Item::Claim(claim), Click::Only)));
    }
}

/// Where the keys begin: at the selected node, else at the best connected.
fn start(ctx: &Context<'_>) -> Option<EntityIx> {
    let shown = ctx.session.derived().drawn();
    let selected = ctx.session.passing().selection.entities();
    let mut selected = selected.map(|entity| ctx.session.derived().place_of(entity));
    let selected = selected.find(|&entity| shown.has_entity(entity));
    let weight = |entity: &&EntityIx| shown.degree.get(entity.index()).copied().unwrap_or(0.0);
    // The first of equals.
    let best = || shown.entities.iter().rev().max_by(|a, b| weight(a).total_cmp(&weight(b))).copied();
    selected.or_else(best)
}

/// The one after (or before) the one that was last, around the end.
fn next(lines: &[ClaimIx], last: Option<ClaimIx>, forward: bool) -> Option<ClaimIx> {
    let count = lines.len();
    let now = last.and_then(|last| lines.iter().position(|claim| *claim == last));
    let place = match (now, forward) {
        (Some(now), true) => (now + 1) % count,
        (Some(now), false) => (now + count - 1) % count,
        (None, true) => 0,
        (None, false) => count.checked_sub(1)?,
    };
    lines.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::{ClaimIx, next};

    #[test]
    fn brackets_walk_around() {
        let lines = [ClaimIx(3), ClaimIx(5)];
        assert_eq!(next(&lines, None, true), Some(lines[0]));
        assert_eq!(next(&lines, None, false), Some(lines[1]));
        assert_eq!(next(&lines, Some(lines[1]), true), Some(lines[0]));
        assert_eq!(next(&lines, Some(lines[0]), false), Some(lines[1]));
        assert_eq!(next(&[], None, false), None);
        assert_eq!(next(&[], Some(lines[0]), true), None);
    }
}
