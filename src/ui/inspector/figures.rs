//! Figures on a card: in words, and as a bar from low to high on one scale for all who give one.

use egui::{Rect, RichText, Sense, Shape, Stroke, Ui, pos2, vec2};
use egui_phosphor::regular as icon;

use super::data;
use crate::model::{Claim, Quantity};
use crate::ui::theme::{icon_font, size};
use crate::ui::widgets::caption;
use crate::ui::{Context, paint};

/// Least and greatest number that a claim and its voices give for one kind of thing.
type Scale = Option<(f64, f64)>;

/// The scale on which a claim's figures of a kind and unit are drawn; none where they give one number only.
fn scale(claim: &Claim, like: &Quantity) -> Scale {
    let voices = claim.attributions.iter().flat_map(|voice| &voice.quantities);
    let alike = |quantity: &&Quantity| quantity.kind == like.kind && quantity.unit == like.unit;
    let numbers = claim.quantities.iter().chain(voices).filter(alike);
    let numbers = numbers.flat_map(|quantity| [quantity.low, quantity.best, quantity.high]).flatten();
    let (least, most) = numbers
        .filter(|number| number.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), n| (least.min(n), most.max(n)));
    (least < most && (most - least).is_finite()).then_some((least, most))
}

/// A figure as parts of a row that wraps.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, claim: &Claim, quantity: &Quantity) {
    let theme = ctx.theme;
    ui.label(RichText::new(icon::HASH).font(icon_font(14.0)).color(theme.text3()));
    ui.label(RichText::new(data::figure(quantity)).size(size::LABEL).color(theme.text()));
    let (rect, _) = ui.allocate_exact_size(vec2(78.0, 16.0), Sense::hover());
    bar(ui, ctx, quantity, scale(claim, quantity), rect);
    let open = match (quantity.low, quantity.best, quantity.high) {
        (Some(_), _, None) => "no upper figure",
        (None, _, Some(_)) => "no lower figure",
        _ => "",
    };
    if !open.is_empty() {
        ui.label(caption(theme, open));
    }
    if let Some(place) = quantity.place {
        ui.label(caption(
            theme,
            format!("in {}", paint::visual(&crate::ui::lines::short(&ctx.data().entity(place).name))),
        ));
    }
    if let Some(time) = &quantity.time {
        ui.label(caption(theme, time.to_string()));
    }
}

/// Where low, best and high stand between 0 and 1; what is not given has no place.
fn stand(quantity: &Quantity, scale: Scale) -> [Option<f32>; 3] {
    let numbers = [quantity.low, quantity.best, quantity.high];
    if let Some((least, most)) = scale {
        // Open ends need room for their arrows.
        let at = |n: f64| (0.12 + 0.76 * (n - least) / (most - least)) as f32;
        return numbers.map(|n| n.filter(|n| n.is_finite()).map(at));
    }
    match numbers {
        [Some(low), _, Some(high)] if low == high => [None, Some(0.08), None],
        [low, best, high] => {
            [low.map(|_| 0.0), best.map(|_| if low.is_some() { 0.45 } else { 0.5 }), high.map(|_| 1.0)]
        }
    }
}

/// A bar from low to high with the best figure as a disc; open ends are dashed arrows.
fn bar(ui: &Ui, ctx: &Context<'_>, quantity: &Quantity, scale: Scale, rect: Rect) {
    let theme = ctx.theme;
    let (y, ink) = (rect.center().y, theme.text2());
    let painter = ui.painter();
    let (left, right) = (rect.left() + 4.0, rect.right() - 4.0);
    let x = |share: f32| left + (right - left) * share.clamp(0.0, 1.0);
    let [low, best, high] = stand(quantity, scale);
    let solid = |from: f32, to: f32| {
        painter.line_segment([pos2(from, y), pos2(to, y)], Stroke::new(2.0, ink));
    };
    let tick = |x: f32| {
        painter.line_segment([pos2(x, y - 4.0), pos2(x, y + 4.0)], Stroke::new(2.0, ink));
    };
    let dashed = |from: f32, to: f32| {
        let stroke = Stroke::new(1.4, theme.text3());
        painter.extend(Shape::dashed_line(&[pos2(from, y), pos2(to, y)], stroke, 3.0, 2.5));
        let back = if to > from { -4.0 } else { 4.0 };
        painter.line(vec![pos2(to + back, y - 3.0), pos2(to, y), pos2(to + back, y + 3.0)], stroke);
    };
    match (low, high) {
        (Some(low), Some(high)) if high - low > 0.02 => {
            solid(x(low), x(high));
            tick(x(low));
            tick(x(high));
        }
        (Some(at), Some(_)) => {
            painter.circle_filled(pos2(x(at), y), 3.5, ink);
        }
        (Some(low), None) => {
            tick(x(low));
            let until = x(low).max(x(best.unwrap_or(low + 0.3))).min(right - 12.0);
            solid(x(low), until);
            dashed(until, right);
        }
        (None, Some(high)) => {
            tick(x(high));
            let until = x(high).min(x(best.unwrap_or(high - 0.3))).max(left + 12.0);
            solid(until, x(high));
            dashed(until, left);
        }
        (None, None) if best.is_some() && (quantity.low, quantity.high) == (None, None) => {
            // "About": nobody says between which figures.
            let stroke = Stroke::new(1.4, theme.text3());
            painter.extend(Shape::dashed_line(&[pos2(left, y), pos2(right, y)], stroke, 3.0, 2.5));
        }
        (None, None) => {}
    }
    if let Some(best) = best {
        painter.circle_filled(pos2(x(best), y), 3.5, ink);
    }
}

#[cfg(test)]
mod tests {
    use super::{scale, stand};
    use crate::model::{Attribution, Claim, EntityIx, Extra, Quantity, Stance};

    fn killed(low: Option<f64>, best: Option<f64>, high: Option<f64>) -> Quantity {
        let (kind, unit, time, place, extra) = ("killed".into(), None, None, None, Extra::new());
        Quantity { kind, low, best, high, unit, time, place, extra }
    }

    #[test]
    fn all_who_give_a_figure_share_one_scale() {
        let mut claim = Claim::new("c", EntityIx(0), "death_toll", None);
        let mut one = Attribution::new(None, Stance::Asserts);
        one.quantities = vec![killed(Some(100.0), None, Some(200.0))];
        let mut other = Attribution::new(None, Stance::Disputes);
        other.quantities = vec![killed(None, Some(300.0), None)];
        claim.attributions = vec![one.clone(), other.clone()];
        let scale = scale(&claim, &one.quantities[0]);
        assert_eq!(scale, Some((100.0, 300.0)));
        let [low, best, high] = stand(&one.quantities[0], scale);
        assert!(low < high && best.is_none());
        assert!(stand(&other.quantities[0], scale)[1] > high);
    }

    #[test]
    fn a_single_number_needs_no_scale_and_nonsense_has_no_place() {
        let mut claim = Claim::new("c", EntityIx(0), "death_toll", None);
        claim.quantities = vec![killed(Some(7000.0), None, None)];
        assert_eq!(scale(&claim, &claim.quantities[0]), None);
        assert_eq!(stand(&killed(Some(4.0), None, Some(4.0)), None), [None, Some(0.08), None]);
        assert_eq!(stand(&killed(None, Some(f64::NAN), None), Some((0.0, 1.0))), [None; 3]);
    }
}
