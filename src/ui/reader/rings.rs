//! In Read: the stance ring of each voice of the selected claims, in the margin beside its sentence.

use egui::{CursorIcon, FontId, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, WidgetType, pos2};

use super::layout::Laid;
use crate::model::{Dataset, DocIx, EntityIx, Item, Span, Stance};
use crate::session::{Action, Click};
use crate::ui::inspector::data::speaker;
use crate::ui::theme::size;
use crate::ui::{Context, paint, widgets};

/// Width of the margin that the rings stand in.
pub(super) const MARGIN: f32 = 32.0;
/// Between the margin and the first letter: a mark behind the words begins a little before them.
pub(super) const APART: f32 = 6.0;
/// Radius of a ring.
const RADIUS: f32 = 7.5;
/// How far a ring stands above the middle of its line: there the middle of its small letters is.
const RAISED: f32 = 1.5;
/// From ring to ring.
const STEP: f32 = 17.0;
/// How far a ring of a pair stands from the middle of the margin.
const ASIDE: f32 = 8.0;
/// Rings at one line at most; the others are a number.
const MOST: usize = 6;

/// A voice at a place that it is cited from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Ring {
    /// The citation's place.
    pub(super) span: Span,
    /// The voice.
    pub(super) item: Item,
    /// Its stance.
    pub(super) stance: Stance,
    speaker: Option<EntityIx>,
}

/// The voices of what is selected, by place. Two claims of one speaker with one stance and one place are one.
pub(super) fn rings(data: &Dataset, document: DocIx, selection: &[Item]) -> Vec<Ring> {
    let mut found: Vec<Ring> = Vec::new();
    for &item in selection {
        let (claim, only) = match item {
            Item::Claim(claim) => (claim, None),
            Item::Attribution(claim, voice) => (claim, Some(voice)),
            _ => continue,
        };
        for (voice, citation) in data.claim(claim).citations() {
            let here = citation.document == document && only.is_none_or(|only| only == voice);
            let attribution = data.claim(claim).attributions.get(voice as usize);
            if let (Some(span), Some(attribution), true) = (citation.span, attribution, here) {
                let item = Item::Attribution(claim, voice);
                found.push(Ring { span, item, stance: attribution.stance, speaker: attribution.speaker });
            }
        }
    }
    found.sort_by_key(|ring| (ring.span, ring.speaker, ring.stance, ring.item));
    found.dedup_by_key(|ring| (ring.span, ring.speaker, ring.stance));
    found
}

/// Those of sorted rings that begin in a stretch; a voice that goes on in it has one ring.
pub(super) fn inside(rings: &[Ring], stretch: Span) -> Vec<Ring> {
    let first = rings.partition_point(|ring| ring.span.start < stretch.start);
    let mut found: Vec<Ring> = Vec::new();
    for ring in rings.get(first..).unwrap_or(&[]).iter().take_while(|ring| ring.span.start < stretch.end) {
        // Only neighbours are compared: a speaker who comes back after another has a ring again.
        let same = |before: &Ring| before.item == ring.item;
        if !found.last().is_some_and(same) {
            found.push(*ring);
        }
    }
    found
}

/// Where rings stand whose lines have these middles, in order: alone in the middle of the margin, two side
/// by side, more in rows below. Beyond [`MOST`] at a line there is no place.
fn places(middles: &[f32], floor: f32) -> Vec<Option<Vec2>> {
    let mut found = Vec::with_capacity(middles.len());
    let mut floor = floor;
    let mut from = 0;
    while let Some(&middle) = middles.get(from) {
        let count = middles[from..].iter().take_while(|other| (*other - middle).abs() < STEP * 0.5).count();
        let top = middle.max(floor);
        for i in 0..count {
            let x = match count {
                1 => MARGIN * 0.5,
                _ if i % 2 == 0 => MARGIN * 0.5 - ASIDE,
                _ => MARGIN * 0.5 + ASIDE,
            };
            let row = (i / 2) as f32;
            found.push((i < MOST).then_some(Vec2::new(x, top + row * STEP)));
        }
        floor = top + (count.min(MOST).div_ceil(2)) as f32 * STEP;
        from += count.max(1);
    }
    found
}

/// Draws the rings of a block; `margin` is the upper left corner of the margin beside it, `origin` that of
/// its galley. Returns the voice under the pointer.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    rings: &[Ring],
    laid: &Laid,
    (margin, origin): (Pos2, Pos2),
    floor: &mut f32,
    out: &mut Vec<Action>,
) -> Option<Item> {
    let data = ctx.data();
    let mut under = None;
    let line = |ring: &Ring| laid.rects(ring.span).first().map(|rect| origin.y + rect.center().y - RAISED);
    let mut placed: Vec<(f32, Ring)> = rings.iter().filter_map(|ring| Some((line(ring)?, *ring))).collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let middles: Vec<f32> = placed.iter().map(|(middle, _)| *middle).collect();
    let places = places(&middles, *floor);
    let mut left_out = 0;
    for ((middle, ring), place) in placed.iter().zip(places) {
        let Some(place) = place else {
            left_out += 1;
            let at = pos2(margin.x + MARGIN * 0.5, middle + STEP * (MOST as f32 * 0.5));
            // The last one drawn at a place is the whole number.
            let area = Rect::from_center_size(at, Vec2::new(MARGIN, 14.0));
            ui.painter().rect_filled(area, 0.0, ctx.theme.panel());
            let words = format!("+{}", widgets::number(left_out));
            let font = FontId::proportional(size::CAPTION);
            ui.painter().text(at, egui::Align2::CENTER_CENTER, words, font, ctx.theme.text3());
            continue;
        };
        left_out = 0;
        let centre = pos2(margin.x + place.x, place.y);
        *floor = floor.max(place.y + STEP);
        let Item::Attribution(claim, voice) = ring.item else { continue };
        let rect = Rect::from_center_size(centre, Vec2::splat(STEP));
        let id = ui.id().with(("ring", claim.0, voice, ring.span.start));
        let response = ui.interact(rect, id, Sense::click());
        let who = data.claim(claim).attributions.get(voice as usize).map(|voice| speaker(data, voice));
        let name = format!("{} {}", who.unwrap_or_default(), ring.stance.words());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
        paint::stance_ring(ui.painter(), ctx.theme, ring.stance, centre, RADIUS, ctx.theme.panel());
        if response.hovered() {
            ui.painter().circle_stroke(centre, RADIUS + 2.0, egui::Stroke::new(1.0, ctx.theme.accent()));
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            under = Some(ring.item);
        }
        widgets::focus_ring(ui, ctx.theme, &response, rect.shrink(1.0), RADIUS);
        if response.clicked() {
            let add = ui.input(|input| input.modifiers.shift || input.modifiers.command);
            out.push(Action::Select(ring.item, if add { Click::Toggle } else { Click::Only }));
        }
        let sentence = data.sentence(claim);
        response.on_hover_ui(|ui| {
            ui.label(paint::visual(&name));
            ui.label(widgets::caption(ctx.theme, paint::visual(&sentence)));
        });
    }
    under
}

#[cfg(test)]
mod tests {
    use super::{APART, ASIDE, MARGIN, RADIUS, STEP, inside, places, rings};
    use crate::model::{DocIx, Item, Span};

    #[test]
    fn each_voice_of_a_claim_has_a_ring_at_its_sentences() {
        let data = crate::io::load_bundled(1).dataset;
        let warned = data.find_claim("c01").unwrap();
        let all = rings(&data, DocIx(0), &[Item::Claim(warned)]);
        let spans: Vec<Span> = all.iter().map(|ring| ring.span).collect();
        assert!(spans.is_sorted() && all.len() == 7, "{}", all.len());
        // The White House goes on in the same paragraph: one ring there.
        let whole = Span { start: 0, end: data.document(DocIx(0)).text.byte_len() };
        let voices: Vec<Item> = inside(&all, whole).iter().map(|ring| ring.item).collect();
        let voice = |i| Item::Attribution(warned, i);
        assert_eq!(voices, [voice(0), voice(2), voice(1), voice(3)]);
        let one = rings(&data, DocIx(0), &[voice(3)]);
        assert!(!one.is_empty() && one.iter().all(|ring| ring.item == voice(3)));
    }

    #[test]
    fn one_speaker_of_two_claims_has_one_ring_at_a_sentence() {
        let data = crate::io::load_bundled(1).dataset;
        let both = ["c09a", "c09b"].map(|id| Item::Claim(data.find_claim(id).unwrap()));
        assert_eq!(rings(&data, DocIx(0), &both).len(), 1);
    }

    #[test]
    fn no_ring_touches_the_words_beside_it() {
        let found = places(&[10.0, 10.0, 50.0], 0.0);
        let rightmost = found.into_iter().flatten().map(|at| at.x + RADIUS).fold(0.0, f32::max);
        assert!(MARGIN + APART - rightmost >= 6.0);
    }

    #[test]
    fn rings_at_one_line_stand_side_by_side_and_then_stack() {
        let found = places(&[10.0, 40.0, 40.0, 40.0, 60.0], 0.0);
        let found: Vec<[f32; 2]> = found.into_iter().flatten().map(Into::into).collect();
        let middle = MARGIN * 0.5;
        assert_eq!(STEP, 17.0);
        assert_eq!(found[0], [middle, 10.0]);
        assert_eq!(found[1..4], [[middle - ASIDE, 40.0], [middle + ASIDE, 40.0], [middle - ASIDE, 57.0]]);
        assert_eq!(found[4], [middle, 74.0], "the next line's ring makes room");
        assert_eq!(places(&[5.0; 9], 0.0).iter().flatten().count(), 6);
    }
}
