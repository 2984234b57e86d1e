//! The guides of a drawing: the dates of a timeline, a hairline and a date where the nodes of a day stand, and the
//! rings of a radial one.

use super::Point;
use super::build::Input;
use super::rings::rings;
use super::shape::{Align, Paint, Pen, Scene, Text};
use crate::graph::Shown;
use crate::layout::{Method, dated, undated};
use crate::model::{Dataset, Day, EntityIx};
use crate::text::measure::break_label;

/// Room between two dates, and between two hairlines without one, in points.
const APART: f32 = 84.0;
const LINES_APART: f32 = 16.0;
/// How far above the topmost node the dates stand, in points.
const ABOVE: f32 = 44.0;
/// The same in layout units, for what a picture has to hold.
pub(super) const ROOM: f32 = 70.0;

/// Below this zoom the gap above the nodes without a date has no room for words.
const LEGIBLE: f32 = 0.35;
/// How far above the nodes without a date that is said, in layout units: in the middle of the gap there.
const OVER_LANE: f32 = 46.0;

/// One guide, in layout units.
#[derive(Clone, PartialEq, Debug)]
pub enum Tick {
    /// A day of the axis.
    Day {
        /// How far along it stands.
        x: f32,
        /// The date.
        label: String,
    },
    /// Where the lane of nodes without a date begins, from the left and from above.
    Undated(Point),
    /// A ring: its middle and its radius.
    Ring(Point, f32),
}

/// The guides of a drawing by a method, which names an entity where it names one; `positions` are one an entity.
pub fn guides(method: Method, data: &Dataset, shown: &Shown, positions: &[Point]) -> Vec<Tick> {
    match method {
        Method::Timeline => {
            let mut all = ticks(&dated(data, shown, positions));
            let undated = undated(data, shown, positions);
            let corner = undated.into_iter().reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1])]);
            // With no date at all there is no lane: that is the whole drawing.
            all.extend(corner.filter(|_| !all.is_empty()).map(Tick::Undated));
            all
        }
        Method::Radial { center } => rings(data, shown, positions, center.map(EntityIx)),
        _ => Vec::new(),
    }
}

/// The days on which nodes stand, in order. `dated` has a place along the axis and a day, counted from
/// 1970-01-01, of each dated node.
pub fn ticks(dated: &[(f32, f32)]) -> Vec<Tick> {
    let mut days: Vec<(i32, f32)> = dated
        .iter()
        .filter(|(x, day)| x.is_finite() && day.is_finite() && day.abs() < 4e6)
        .map(|&(x, day)| (day.floor() as i32, x))
        .collect();
    days.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let tick = |day: &[(i32, f32)]| Tick::Day {
        x: day.iter().map(|(_, x)| x).sum::<f32>() / day.len() as f32,
        label: words(Day(day[0].0)),
    };
    days.chunk_by(|a, b| a.0 == b.0).map(tick).collect()
}

/// "26 Oct 2023".
fn words(day: Day) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day) = day.civil();
    format!("{day} {} {year}", MONTHS[usize::from(month).clamp(1, 12) - 1])
}

/// Draws what there is room for. Returns the boxes of the dates, which names keep clear of.
pub(super) fn draw(input: &Input<'_>, scene: &mut Scene) -> Vec<[f32; 4]> {
    let mut boxes = Vec::new();
    let ticks = input.routes.axis();
    let color = input.style.line;
    for tick in ticks {
        if let Tick::Ring(middle, radius) = tick {
            let centre = input.camera.to_screen(*middle, input.size);
            let (radius, pen) = (radius * input.camera.zoom, Some(Pen::new(1.0, color)));
            scene.push(Paint::Circle { centre, radius, fill: None, pen }, None);
        }
    }
    let places = input.shown.entities.iter().filter_map(|entity| input.positions.get(entity.index()));
    let (least, greatest) = places.fold((f32::MAX, f32::MIN), |(a, b), p| (a.min(p[1]), b.max(p[1])));
    if !has_dates(ticks) || least > greatest {
        return boxes;
    }
    let screen = |x: f32, y: f32| -> Point { input.camera.to_screen([x, y], input.size) };
    let (mut dated, mut lined) = (f32::MIN, f32::MIN);
    for tick in ticks {
        let (x, label) = match tick {
            Tick::Day { x, label } => (*x, label),
            Tick::Undated([x, y]) if input.camera.zoom >= LEGIBLE => {
                let text = words_of(input, "no date", screen(*x, y - OVER_LANE), Align::Left);
                let ([x, y], [width, height]) = (text.at, [text.label.width, text.label.height]);
                boxes.push([x, y, x + width, y + height]);
                scene.push(Paint::Text(Box::new(text)), None);
                continue;
            }
            Tick::Undated(_) | Tick::Ring(..) => continue,
        };
        let [x, top] = screen(x, least);
        let top = (top - ABOVE).max(10.0);
        let bottom = screen(0.0, greatest)[1];
        if x < 0.0 || x > input.size[0] || x - lined < LINES_APART {
            continue;
        }
        lined = x;
        scene.push(Paint::Line { from: [x, top + 18.0], to: [x, bottom], width: 1.0, color }, None);
        if x - dated < APART {
            continue;
        }
        dated = x;
        let text = words_of(input, label, [x, top], Align::Centre);
        let (half, height) = (text.label.width / 2.0, text.label.height);
        boxes.push([x - half, top, x + half, top + height]);
        scene.push(Paint::Text(Box::new(text)), None);
    }
    boxes
}

/// Whether some of the guides are dates, which need room above the drawing.
pub(super) fn has_dates(ticks: &[Tick]) -> bool {
    ticks.iter().any(|tick| matches!(tick, Tick::Day { .. }))
}

fn words_of(input: &Input<'_>, words: &str, at: Point, align: Align) -> Text {
    Text {
        label: break_label(words, 11.0),
        at,
        align,
        color: input.style.text3,
        halo: Some(input.style.canvas),
        plate: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_a_day_share_a_tick() {
        let day = |year, month, day| Day::from_civil(year, month, day).0 as f32;
        let (seventh, last) = (day(2023, 10, 7), day(2023, 10, 26));
        let ticks = ticks(&[(90.0, last), (10.0, seventh), (110.0, last + 0.5), (f32::NAN, last)]);
        let day = |x, label: &str| Tick::Day { x, label: label.to_owned() };
        assert_eq!(ticks, [day(10.0, "7 Oct 2023"), day(100.0, "26 Oct 2023")]);
    }
}
