//! The live region: one line that screen readers speak when it changes: selection, hits, the end of the layout.

use egui::accesskit::Live;
use egui::{Id, Rect, Sense, Ui, Vec2, WidgetInfo, WidgetType};

use super::Context;
use super::canvas::names;
use super::widgets::counted;
use crate::model::Item;
use crate::session::LayoutPhase;

/// What was told last, by what it is about.
#[derive(Default)]
pub(super) struct LiveRegion {
    seen: [String; 4],
    words: String,
}

impl LiveRegion {
    /// Tells what changed since the frame before, the last of several.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &Context<'_>) {
        let now = [layout(ctx), hits(ctx), selection(ctx), notice(ctx)];
        for (seen, now) in self.seen.iter_mut().zip(now) {
            if *seen != now {
                if !now.is_empty() {
                    self.words.clone_from(&now);
                }
                *seen = now;
            }
        }
        let id = Id::new("live region");
        let place = Rect::from_min_size(ui.ctx().content_rect().left_bottom(), Vec2::ZERO);
        let response = ui.interact(place, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, self.words.as_str()));
        ui.ctx().accesskit_node_builder(id, |node| node.set_live(Live::Polite));
    }
}

fn layout(ctx: &Context<'_>) -> String {
    match ctx.session.derived().layout_phase() {
        LayoutPhase::Settled => "Layout settled".to_owned(),
        LayoutPhase::Failed(_) => super::status::LAYOUT_FAILED.to_owned(),
        LayoutPhase::Running | LayoutPhase::Paused => String::new(),
    }
}

fn hits(ctx: &Context<'_>) -> String {
    let search = &ctx.session.passing().search;
    if search.query.trim().is_empty() || search.text_pending {
        return String::new();
    }
    let hits = &search.hits;
    let all = hits.entities.len() + hits.claims.len() + hits.texts.len() + hits.documents.len();
    if all == 0 {
        format!("Nothing found for “{}”", search.query.trim())
    } else {
        format!("{} for “{}”", counted(all, "hit", "hits"), search.query.trim())
    }
}

fn selection(ctx: &Context<'_>) -> String {
    let data = ctx.data();
    match ctx.session.passing().selection.items() {
        [] => String::new(),
        [Item::Entity(entity)] => {
            names::entity(ctx.session, *entity, ctx.session.view().pins.contains_key(entity))
        }
        [Item::Claim(claim) | Item::Attribution(claim, _)] => names::claim(data, *claim),
        several => format!("{} selected", counted(several.len(), "thing", "things")),
    }
}

fn notice(ctx: &Context<'_>) -> String {
    ctx.session.passing().notices.last().map(|notice| notice.text.clone()).unwrap_or_default()
}
