//! Partial dates: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that reports need.
//!
//! Years, months and days; intervals with open (`..`) or unknown (empty) ends; `~ ? %` for approximate,
//! uncertain, or both; `X` for unspecified digits at the right (`202X`, `2023-XX`).

use std::fmt;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub i32);

impl Day {
    /// The day of a civil date (Hinnant, *chrono-compatible low-level date algorithms*, 2013).
    pub fn from_civil(year: i32, month: u8, day: u8) -> Self {
        let year = i64::from(year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self((era * 146_097 + day_of_era - 719_468) as i32)
    }

    /// Year, month, day.
    pub fn civil(self) -> (i32, u8, u8) {
        let day = i64::from(self.0) + 719_468;
        let era = day.div_euclid(146_097);
        let day_of_era = day.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i32, month as u8, day as u8)
    }
}

/// Why a string is no date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{text}” is no EDTF date: {why}")]
pub struct DateError {
    text: String,
    why: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Precision {
    Decades,
    Year,
    Month,
    Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Point {
    first: Day,
    last: Day,
    precision: Precision,
    approximate: bool,
    uncertain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum End {
    Open,
    Unknown,
    At(Point),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Shape {
    Single(Point),
    Interval(End, End),
}

/// An EDTF date or interval, with the string it was read from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Date {
    text: String,
    shape: Shape,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// Says what is wrong with it: an impossible month or day, an interval that ends before it starts …
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let error = |why| DateError { text: text.to_owned(), why };
        let shape = if let Some((start, end)) = text.split_once('/') {
            let start = parse_end(start).map_err(error)?;
            let end = parse_end(end).map_err(error)?;
            match (start, end) {
                (End::At(a), End::At(b)) if a.first > b.last => {
                    return Err(error("the interval ends before it starts"));
                }
                (End::Open | End::Unknown, End::Open | End::Unknown) => {
                    return Err(error("an interval needs at least one end"));
                }
                _ => {}
            }
            Shape::Interval(start, end)
        } else {
            Shape::Single(parse_point(text).map_err(error)?)
        };
        Ok(Self { text: text.to_owned(), shape })
    }

    /// The string it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first day it may mean; `None` where the start is open or unknown.
    pub fn earliest(&self) -> Option<Day> {
        match self.shape {
            Shape::Single(point) | Shape::Interval(End::At(point), _) => Some(point.first),
            Shape::Interval(..) => None,
        }
    }

    /// The last day it may mean; `None` where the end is open or unknown.
    pub fn latest(&self) -> Option<Day> {
        match self.shape {
            Shape::Single(point) | Shape::Interval(_, End::At(point)) => Some(point.last),
            Shape::Interval(..) => None,
        }
    }

    /// Whether any part of it is marked approximate or uncertain.
    pub fn is_approximate(&self) -> bool {
        let loose = |point: &Point| point.approximate || point.uncertain;
        let end = |end: &End| matches!(end, End::At(point) if loose(point));
        match &self.shape {
            Shape::Single(point) => loose(point),
            Shape::Interval(start, stop) => end(start) || end(stop),
        }
    }
}

/// For people: "26 Oct 2023", "by 25 Oct 2023", "19–26 Oct 2023", "about Oct 2023".
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shape {
            Shape::Single(point) => write!(f, "{}", point_words(&point)),
            Shape::Interval(End::At(start), End::At(end)) => write!(f, "{}", range_words(&start, &end)),
            Shape::Interval(_, End::At(end)) => write!(f, "by {}", point_words(&end)),
            Shape::Interval(End::At(start), _) => write!(f, "from {}", point_words(&start)),
            Shape::Interval(..) => write!(f, "{}", self.text),
        }
    }
}

fn point_words(point: &Point) -> String {
    let (year, month, day) = point.first.civil();
    let month = MONTHS[usize::from(month - 1)];
    let words = match point.precision {
        Precision::Decades => {
            let (last, _, _) = point.last.civil();
            format!("{year}–{last}")
        }
        Precision::Year => format!("{year}"),
        Precision::Month => format!("{month} {year}"),
        Precision::Day => format!("{day} {month} {year}"),
    };
    match (point.approximate, point.uncertain) {
        (false, false) => words,
        (true, false) => format!("about {words}"),
        (false, true) => format!("{words} (uncertain)"),
        (true, true) => format!("about {words} (uncertain)"),
    }
}

fn range_words(start: &Point, end: &Point) -> String {
    let plain = |p: &Point| p.precision == Precision::Day && !p.approximate && !p.uncertain;
    let ((y0, m0, d0), (y1, m1, d1)) = (start.first.civil(), end.first.civil());
    if plain(start) && plain(end) && (y0, m0) == (y1, m1) {
        return format!("{d0}–{d1} {} {y0}", MONTHS[usize::from(m0 - 1)]);
    }
    if plain(start) && plain(end) && y0 == y1 {
        let (a, b) = (MONTHS[usize::from(m0 - 1)], MONTHS[usize::from(m1 - 1)]);
        return format!("{d0} {a} – {d1} {b} {y0}");
    }
    format!("{} – {}", point_words(start), point_words(end))
}

fn parse_end(text: &str) -> Result<End, &'static str> {
    match text {
        ".." => Ok(End::Open),
        "" => Ok(End::Unknown),
        _ => parse_point(text).map(End::At),
    }
}

fn parse_point(text: &str) -> Result<Point, &'static str> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let marks = text.get(bare.len()..).unwrap_or("");
    if marks.len() > 1 {
        return Err("at most one of “~ ? %” may follow it");
    }
    let approximate = marks == "~" || marks == "%";
    let uncertain = marks == "?" || marks == "%";
    // A time of day may follow; the day is what counts here.
    let bare = match bare.split_once('T') {
        Some((date, _)) if date.len() >= 10 => date,
        _ => bare,
    };
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, bare),
    };
    let mut parts = digits.split('-');
    let year = parts.next().unwrap_or("");
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err("it has more than year, month and day");
    }
    let (low, high) = parse_year(year, sign)?;
    let point = |first, last, precision| Point { first, last, precision, approximate, uncertain };
    if low != high {
        if month.is_some_and(|m| m != "XX") || day.is_some_and(|d| d != "XX") {
            return Err("a month needs a full year");
        }
        return Ok(point(Day::from_civil(low, 1, 1), Day::from_civil(high, 12, 31), Precision::Decades));
    }
    let Some(month) = month.filter(|month| *month != "XX") else {
        if day.is_some_and(|day| day != "XX") {
            return Err("a day needs a month");
        }
        return Ok(point(Day::from_civil(low, 1, 1), Day::from_civil(low, 12, 31), Precision::Year));
    };
    let month = two_digits(month).filter(|m| (1..=12).contains(m)).ok_or("the month is not 01 to 12")?;
    let last = days_in_month(low, month);
    let Some(day) = day.filter(|day| *day != "XX") else {
        let (first, last) = (Day::from_civil(low, month, 1), Day::from_civil(low, month, last));
        return Ok(point(first, last, Precision::Month));
    };
    let day = two_digits(day).filter(|d| (1..=last).contains(d)).ok_or("the month has no such day")?;
    let day = Day::from_civil(low, month, day);
    Ok(point(day, day, Precision::Day))
}

/// The first and last year that a year with `X` digits may mean.
fn parse_year(year: &str, sign: i32) -> Result<(i32, i32), &'static str> {
    if year.len() != 4 || !year.is_ascii() {
        return Err("the year has four digits");
    }
    let known = year.trim_end_matches('X');
    if known.is_empty() || !known.bytes().all(|b| b.is_ascii_digit()) {
        return Err("the year has four digits");
    }
    let unknown = 4 - known.len() as u32;
    let scale = 10_i32.pow(unknown);
    let low = known.parse::<i32>().map_err(|_| "the year has four digits")? * scale;
    let high = low + scale - 1;
    Ok(if sign < 0 { (-high, -low) } else { (low, high) })
}

fn two_digits(text: &str) -> Option<u8> {
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Day};

    fn words(text: &str) -> String {
        Date::parse(text).unwrap().to_string()
    }

    #[test]
    fn days_count_from_the_epoch_and_back() {
        assert_eq!(Day::from_civil(1970, 1, 1), Day(0));
        assert_eq!(Day::from_civil(2000, 3, 1), Day(11_017));
        for day in (-800_000..800_000).step_by(37) {
            let (y, m, d) = Day(day).civil();
            assert_eq!(Day::from_civil(y, m, d), Day(day));
        }
    }

    #[test]
    fn the_forms_of_the_format_are_read_and_said() {
        assert_eq!(words("2023-10-26"), "26 Oct 2023");
        assert_eq!(words("2023-10"), "Oct 2023");
        assert_eq!(words("2023-10-20/2023-10-26"), "20–26 Oct 2023");
        assert_eq!(words("2023-09-20/2023-10-26"), "20 Sep – 26 Oct 2023");
        assert_eq!(words("../2023-10-25"), "by 25 Oct 2023");
        assert_eq!(words("2023-10-25/.."), "from 25 Oct 2023");
        assert_eq!(words("2023-10~"), "about Oct 2023");
        assert_eq!(words("2023?"), "2023 (uncertain)");
        assert_eq!(words("202X"), "2020–2029");
        assert_eq!(words("2023-XX"), "2023");
        assert_eq!(words("2023-10-26T14:00:00Z"), "26 Oct 2023");
    }

    #[test]
    fn bounds_are_the_widest_reading() {
        let date = Date::parse("2024-02").unwrap();
        assert_eq!(date.earliest(), Some(Day::from_civil(2024, 2, 1)));
        assert_eq!(date.latest(), Some(Day::from_civil(2024, 2, 29)));
        assert_eq!(Date::parse("../2023-10-25").unwrap().earliest(), None);
        assert!(Date::parse("2023-10-20~/2023-10-26").unwrap().is_approximate());
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "",
            "yesterday",
            "2023-13",
            "2023-02-29",
            "23-10-26",
            "2023-10-26-1",
            "../..",
            "2023/2022",
            "2023-1-1",
            "26.10.2023",
            "X",
            "2023~~",
            "-",
            "202X-10",
            "–2023",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }
}
