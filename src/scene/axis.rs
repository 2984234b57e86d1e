//! The dates of a timeline: a hairline and a date where the nodes of a day stand.

use super::Point;
use super::build::Input;
use super::shape::{Align, Paint, Scene, Text};
use crate::model::Day;
use crate::text::measure::break_label;

/// Room between two dates, and between two hairlines without one, in points.
const APART: f32 = 84.0;
const LINES_APART: f32 = 16.0;
/// How far above the topmost node the dates stand, in points.
const ABOVE: f32 = 44.0;
/// The same in layout units, for what a picture has to hold.
pub(super) const ROOM: f32 = 70.0;

/// A day of the axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// How far along it stands, in layout units.
    x: f32,
    label: String,
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
    let tick = |day: &[(i32, f32)]| Tick {
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
    let places = input.shown.entities.iter().filter_map(|entity| input.positions.get(entity.index()));
    let (least, greatest) = places.fold((f32::MAX, f32::MIN), |(a, b), p| (a.min(p[1]), b.max(p[1])));
    if ticks.is_empty() || least > greatest {
        return boxes;
    }
    let screen = |x: f32, y: f32| -> Point { input.camera.to_screen([x, y], input.size) };
    let (mut dated, mut lined) = (f32::MIN, f32::MIN);
    for tick in ticks {
        let [x, top] = screen(tick.x, least);
        let top = (top - ABOVE).max(10.0);
        let bottom = screen(tick.x, greatest)[1];
        if x < 0.0 || x > input.size[0] || x - lined < LINES_APART {
            continue;
        }
        lined = x;
        let color = input.style.line;
        scene.push(Paint::Line { from: [x, top + 18.0], to: [x, bottom], width: 1.0, color }, None);
        if x - dated < APART {
            continue;
        }
        dated = x;
        let text = Text {
            label: break_label(&tick.label, 11.0),
            at: [x, top],
            align: Align::Centre,
            color: input.style.text3,
            halo: Some(input.style.canvas),
            plate: None,
        };
        let (half, height) = (text.label.width / 2.0, text.label.height);
        boxes.push([x - half, top, x + half, top + height]);
        scene.push(Paint::Text(Box::new(text)), None);
    }
    boxes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_a_day_share_a_tick() {
        let day = |year, month, day| Day::from_civil(year, month, day).0 as f32;
        let (seventh, last) = (day(2023, 10, 7), day(2023, 10, 26));
        let ticks = ticks(&[(90.0, last), (10.0, seventh), (110.0, last + 0.5), (f32::NAN, last)]);
        let told: Vec<(f32, &str)> = ticks.iter().map(|tick| (tick.x, tick.label.as_str())).collect();
        assert_eq!(told, [(10.0, "7 Oct 2023"), (100.0, "26 Oct 2023")]);
    }
}
