//! Dates as other tools write them, as EDTF.

use crate::model::{Date, Day};

/// A date: EDTF, a day with its time and zone (the day it is there counts), `20231026`, `2023/10/26`, a year.
pub(super) fn point(text: &str) -> Option<Date> {
    Date::parse(&normal(text)?).ok()
}

/// An interval; an end that is not given, or infinite, is open.
pub(super) fn interval(start: Option<&str>, end: Option<&str>) -> Option<Date> {
    let side = |text: Option<&str>| match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Some("..".to_owned()),
        Some(text) if is_endless(text) => Some("..".to_owned()),
        Some(text) => normal(text),
    };
    let (start, end) = (side(start)?, side(end)?);
    if start == end {
        return Date::parse(&start).ok();
    }
    Date::parse(&format!("{start}/{end}")).ok()
}

/// `INF`, `-Infinity` and the like.
pub(super) fn is_endless(text: &str) -> bool {
    let word = text.trim().trim_start_matches(['-', '+']);
    word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity")
}

/// The day of a number of milliseconds since 1970.
pub(super) fn of_millis(millis: f64) -> Option<String> {
    let day = (millis / 86_400_000.0).floor();
    if !(-700_000.0..2_900_000.0).contains(&day) {
        return None;
    }
    let (year, month, day) = Day(day as i32).civil();
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A date in the form of EDTF: with a time of day where it has one.
fn normal(text: &str) -> Option<String> {
    let text = text.trim();
    if Date::parse(text).is_ok() {
        return Some(text.to_owned());
    }
    // A day with a time or a zone behind it: `2023-10-26 14:00:00`, `2023-10-26+02:00`.
    let slashed = text.replace('/', "-");
    if let (Some(day), Some(rest)) = (slashed.get(..10), slashed.get(10..)) {
        let timed = rest.is_empty() || rest.starts_with(['T', ' ', '+', '-', 'Z']);
        if timed && Date::parse(day).is_ok() {
            return Some(day.to_owned());
        }
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let day = format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        return Date::parse(&day).is_ok().then_some(day);
    }
    // `2009.0` is a year as a number that a tool wrote.
    let year = text.strip_suffix(".0")?;
    (year.len() == 4 && Date::parse(year).is_ok()).then(|| year.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_a_day() {
        for (text, edtf) in [
            ("2023-10-26", "2023-10-26"),
            ("2023-10-26T14:00:00+02:00", "2023-10-26T14:00:00+02:00"),
            ("2023-10-26 14:00", "2023-10-26"),
            ("2023/10/26", "2023-10-26"),
            ("20231026", "2023-10-26"),
            ("2023-10-26Z", "2023-10-26"),
            ("2009.0", "2009"),
            ("2023?", "2023?"),
        ] {
            assert_eq!(point(text).as_ref().map(Date::as_str), Some(edtf), "{text}");
        }
        for text in ["", "26/10/2023", "yesterday", "20231399", "INF", "12345678", "é2345678", "éééé1"] {
            assert_eq!(point(text), None, "{text}");
        }
    }

    #[test]
    fn intervals_and_their_open_ends() {
        let read = |start, end| interval(start, end).map(|date| date.as_str().to_owned());
        assert_eq!(read(Some("2023"), Some("2024-02")), Some("2023/2024-02".to_owned()));
        assert_eq!(read(Some("2023"), None), Some("2023/..".to_owned()));
        assert_eq!(read(Some("-INF"), Some("2023")), Some("../2023".to_owned()));
        assert_eq!(read(Some("2023"), Some("2023")), Some("2023".to_owned()));
        assert_eq!(
            (read(None, None), read(Some("x"), None), read(Some("2024"), Some("2023"))),
            (None, None, None)
        );
        assert_eq!(of_millis(0.0), Some("1970-01-01".to_owned()));
        assert_eq!((of_millis(f64::NAN), of_millis(1e300)), (None, None));
    }
}
