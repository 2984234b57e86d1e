//! From days to places along the axis: stretches of a month or more without a date are folded.

use crate::model::Day;

/// An empty stretch of this many days or more is folded.
const FOLDED: i32 = 30;
/// Width of a fold mark, and room at both ends of the axis, in points.
const FOLD: f32 = 52.0;
const END: f32 = 22.0;
/// Least room between two dates under the axis, in points.
const APART: f32 = 62.0;
/// A stretch of days never takes less, so that a lone day has room for its squares and its date.
const LEAST: f32 = 30.0;

/// Days drawn in proportion.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Stretch {
    first: Day,
    last: Day,
    x0: f32,
    x1: f32,
}

/// Where each day stands, in points from the left end.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Scale {
    stretches: Vec<Stretch>,
}

impl Scale {
    /// The axis of these days, `width` points long.
    pub(super) fn of(days: &[Day], width: f32) -> Self {
        let mut days = days.to_vec();
        days.sort_unstable();
        days.dedup();
        let groups: Vec<(Day, Day)> = days
            .chunk_by(|a, b| b.0.saturating_sub(a.0) < FOLDED)
            .filter_map(|group| Some((*group.first()?, *group.last()?)))
            .collect();
        // Where folds would take all the room, the axis is one stretch.
        let groups = match (groups.first(), groups.last()) {
            (Some(first), Some(last)) if groups.len() as f32 * (FOLD + LEAST) > width => {
                vec![(first.0, last.1)]
            }
            _ => groups,
        };
        let folds = FOLD * groups.len().saturating_sub(1) as f32;
        let room = (width - 2.0 * END - folds - LEAST * groups.len() as f32).max(1.0);
        let total: f32 = groups.iter().map(|group| span(group.0, group.1)).sum::<f32>().max(1.0);
        let mut x = END;
        let mut stretches = Vec::with_capacity(groups.len());
        for (first, last) in groups {
            let long = LEAST + room * span(first, last) / total;
            stretches.push(Stretch { first, last, x0: x, x1: x + long });
            x += long + FOLD;
        }
        Self { stretches }
    }

    /// Whether there is no day.
    pub(super) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// Where a day stands; one in a fold stands in the fold's middle.
    pub(super) fn x(&self, day: Day) -> f32 {
        let at = self.stretches.partition_point(|stretch| stretch.last < day);
        match (self.stretches.get(at), at.checked_sub(1).and_then(|before| self.stretches.get(before))) {
            (Some(here), before) if day < here.first => {
                before.map_or(here.x0, |before| (before.x1 + here.x0) * 0.5)
            }
            (Some(here), _) if here.first == here.last => (here.x0 + here.x1) * 0.5,
            (Some(here), _) => {
                here.x0 + (here.x1 - here.x0) * span(here.first, day) / span(here.first, here.last)
            }
            (None, Some(before)) => before.x1,
            (None, None) => 0.0,
        }
    }

    /// The day nearest to a place, of those that the axis draws.
    pub(super) fn day(&self, x: f32) -> Option<Day> {
        let distance = |stretch: &Stretch| (stretch.x0 - x).max(x - stretch.x1).max(0.0);
        let stretch = self.stretches.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        let share = ((x - stretch.x0) / (stretch.x1 - stretch.x0).max(1.0)).clamp(0.0, 1.0);
        Some(Day(stretch.first.0 + (share * span(stretch.first, stretch.last)).round() as i32))
    }

    /// The folds: their middle, and how long a time they stand for, in words.
    pub(super) fn folds(&self) -> impl Iterator<Item = (f32, String)> + '_ {
        self.stretches.windows(2).map(|pair| {
            ((pair[0].x1 + pair[1].x0) * 0.5, long(pair[1].first.0.saturating_sub(pair[0].last.0)))
        })
    }

    /// The stretches between the folds: from where to where.
    pub(super) fn lines(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        self.stretches.iter().map(|stretch| (stretch.x0 - 6.0, stretch.x1 + 6.0))
    }

    /// Dates under the axis that have room: ends of stretches first, then steps between them.
    pub(super) fn ticks(&self) -> Vec<(f32, String)> {
        let mut chosen: Vec<(f32, Day)> = Vec::new();
        let mut offer = |x: f32, day: Day| {
            if chosen.iter().all(|(other, _)| (other - x).abs() >= APART) {
                chosen.push((x, day));
            }
        };
        for stretch in &self.stretches {
            offer(self.x(stretch.first), stretch.first);
        }
        for stretch in self.stretches.iter().rev() {
            offer(self.x(stretch.last), stretch.last);
        }
        for stretch in &self.stretches {
            for day in steps(*stretch) {
                offer(self.x(day), day);
            }
        }
        chosen.sort_by_key(|(_, day)| *day);
        let mut before: Option<(i32, u8)> = None;
        let words = |(x, day): (f32, Day)| {
            let (year, month, of_month) = day.civil();
            let words = match before {
                Some((y, m)) if y == year && m == month => of_month.to_string(),
                Some((y, _)) if y == year => format!("{of_month} {}", month_name(month)),
                _ => format!("{of_month} {} {year}", month_name(month)),
            };
            before = Some((year, month));
            (x, words)
        };
        chosen.into_iter().map(words).collect()
    }
}

/// Round days inside a stretch, no closer than there is room for.
fn steps(stretch: Stretch) -> Vec<Day> {
    let days = span(stretch.first, stretch.last);
    let fit = ((stretch.x1 - stretch.x0) / APART).floor().max(1.0);
    let least = days / fit;
    let day_step = [1, 2, 3, 7, 14].into_iter().find(|step| *step as f32 >= least);
    if let Some(step) = day_step {
        return (stretch.first.0..=stretch.last.0).step_by(step).map(Day).collect();
    }
    let months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000, 120_000];
    let step = months.into_iter().find(|step| *step as f32 * 30.4 >= least).unwrap_or(120_000);
    let (year, month, _) = stretch.first.civil();
    let first = (year * 12 + i32::from(month) - 1).div_euclid(step) + 1;
    (first..)
        .map(|n| Day::from_civil((n * step).div_euclid(12), ((n * step).rem_euclid(12) + 1) as u8, 1))
        .take_while(|day| *day <= stretch.last)
        .take(64)
        .collect()
}

fn span(first: Day, last: Day) -> f32 {
    last.0.saturating_sub(first.0) as f32
}

/// "6 months", "3 years".
fn long(days: i32) -> String {
    let (n, unit) = match days {
        ..=59 => (days, "day"),
        60..=729 => ((days as f32 / 30.44).round() as i32, "month"),
        _ => ((days as f32 / 365.25).round() as i32, "year"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

pub(super) fn month_name(month: u8) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS[usize::from(month).clamp(1, 12) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day::from_civil(year, month, day)
    }

    #[test]
    fn empty_months_are_folded_and_days_keep_their_order() {
        let days = [day(2023, 10, 26), day(2023, 3, 23), day(2023, 10, 7), day(2023, 10, 19)];
        let scale = Scale::of(&days, 600.0);
        let folds: Vec<String> = scale.folds().map(|fold| fold.1).collect();
        assert_eq!(folds, ["7 months"]);
        let xs = [1, 2, 0, 3].map(|i: usize| scale.x([days[1], days[2], days[3], days[0]][[0, 1, 2, 3][i]]));
        assert!(xs[2] < xs[0] && xs[0] < xs[1] && xs[1] < xs[3], "{xs:?}");
        for day in days {
            assert_eq!(scale.day(scale.x(day)), Some(day));
        }
        assert!(days.iter().all(|day| (0.0..=600.0).contains(&scale.x(*day))));
        let words: Vec<String> = scale.ticks().into_iter().map(|tick| tick.1).collect();
        assert_eq!(words.first().map(String::as_str), Some("23 Mar 2023"));
        assert!(
            words.contains(&"7 Oct".to_owned()) && words.last().is_some_and(|last| last == "26"),
            "{words:?}"
        );
    }

    #[test]
    fn dates_under_the_axis_never_touch_whatever_the_days() {
        for days in [
            vec![day(2023, 1, 1)],
            (0..3000).map(|i| Day(i * 3)).collect(),
            (0..200).map(|i| Day(i * 400)).collect(),
            vec![day(-4000, 1, 1), day(9999, 12, 31)],
            vec![Day(i32::MIN), Day(i32::MAX)],
        ] {
            let scale = Scale::of(&days, 700.0);
            let ticks = scale.ticks();
            assert!(!ticks.is_empty());
            assert!(ticks.windows(2).all(|pair| pair[1].0 - pair[0].0 >= APART - 0.01), "{ticks:?}");
        }
        assert!(Scale::of(&[], 500.0).is_empty());
        assert_eq!(Scale::default().day(3.0), None);
    }
}
