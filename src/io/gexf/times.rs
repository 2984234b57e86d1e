//! When a node or an edge is there: starts, ends, open ends and spells, as dates where they are dates.

use serde_json::Value;

use crate::io::xml::Attributes;
use crate::io::{dates, given::Given};
use crate::model::Date;

/// One time that something is there. The two ends as the file gives them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Spell {
    start: Option<String>,
    end: Option<String>,
    /// Whether an end does not belong to it, in the words of the file.
    open: Vec<(&'static str, String)>,
}

impl Spell {
    /// The times among the attributes of an element.
    pub(super) fn of(attributes: &Attributes<'_>) -> Option<Self> {
        let given = |name| attributes.get(name).map(str::trim).filter(|text| !text.is_empty());
        let mut open = Vec::new();
        let mut side = |closed: &'static str, name: &'static str| {
            let beyond = given(name);
            // In 1.1 and 1.2 the open end is a time of its own, in between it only says whether the end is open.
            let time = beyond.filter(|text| !matches!(*text, "true" | "false"));
            if let Some(text) = beyond.filter(|text| *text != "false") {
                open.push((name, text.to_owned()));
            }
            given(closed).or(time).map(str::to_owned)
        };
        let (start, end) = (side("start", "startopen"), side("end", "endopen"));
        (start.is_some() || end.is_some()).then_some(Self { start, end, open })
    }

    /// The same as a value.
    pub(super) fn written(&self) -> String {
        let side = |end: &Option<String>| end.clone().unwrap_or_else(|| "..".to_owned());
        format!("{}/{}", side(&self.start), side(&self.end))
    }
}

/// A date of what stands for a time in the file: a date, a year, or the milliseconds since 1970 that Gephi writes.
fn day(text: &str) -> Option<String> {
    if let Ok(number) = text.parse::<f64>() {
        if number.is_infinite() {
            return Some(text.to_owned());
        }
        let year = number.fract() == 0.0 && (1000.0..3000.0).contains(&number);
        return if year {
            Some(format!("{number:04}"))
        } else if number.abs() > 1e10 {
            dates::of_millis(number)
        } else {
            dates::point(text).map(|date| date.as_str().to_owned())
        };
    }
    (dates::is_endless(text) || dates::point(text).is_some()).then(|| text.to_owned())
}

/// The date of all spells together, and what of them is kept in the words of the file. The date is `None` where the
/// times are no dates (steps of a simulation): they are all kept then.
pub(super) fn date(spells: &[Spell], kept: &mut Given) -> Option<Date> {
    let first = spells.first()?;
    for (name, text) in spells.iter().flat_map(|spell| &spell.open) {
        kept.push(((*name).to_owned(), Value::String(text.clone())));
    }
    if spells.len() > 1 {
        let list = spells.iter().map(|spell| Value::String(spell.written())).collect();
        kept.push(("spells".to_owned(), Value::Array(list)));
    }
    let whole = |spell: &Spell| {
        let side = |end: &Option<String>| end.as_deref().map_or(Some(None), |text| day(text).map(Some));
        let (start, end) = (side(&spell.start)?, side(&spell.end)?);
        dates::interval(start.as_deref(), end.as_deref()).map(|date| (date, start, end))
    };
    let found: Option<Vec<_>> = spells.iter().map(whole).collect();
    let date = found.and_then(|found| {
        // From the first day to the last; an open end is the widest.
        let start =
            found.iter().min_by_key(|(date, ..)| date.earliest()).and_then(|(_, start, _)| start.clone());
        let open = found.iter().any(|(date, ..)| date.latest().is_none());
        let last = found.iter().max_by_key(|(date, ..)| date.latest());
        let end = last.filter(|_| !open).and_then(|(_, _, end)| end.clone());
        dates::interval(start.as_deref(), end.as_deref())
    });
    if date.is_none() && spells.len() == 1 {
        for (name, text) in [("start", &first.start), ("end", &first.end)] {
            if let Some(text) = text {
                kept.push((name.to_owned(), crate::io::table::value(text)));
            }
        }
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(start: &str, end: &str) -> Spell {
        let side = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Spell { start: side(start), end: side(end), open: Vec::new() }
    }

    #[test]
    fn spells_become_one_date() {
        for (spells, wanted) in [
            (vec![spell("2009-03-01", "2009-03-10")], "2009-03-01/2009-03-10"),
            (vec![spell("2009-03-01T00:00:00+05:00", "INF")], "2009-03-01T00:00:00+05:00/.."),
            (vec![spell("-INF", "2010")], "../2010"),
            (vec![spell("1999.0", "")], "1999/.."),
            (vec![spell("1330473600000.0", "1330560000000.0")], "2012-02-29/2012-03-01"),
            (vec![spell("2011", "2012"), spell("2009-02", "2010")], "2009-02/2012"),
            (vec![spell("2011", ""), spell("2009", "2010")], "2009/.."),
        ] {
            let date = date(&spells, &mut Vec::new());
            assert_eq!(date.as_ref().map(Date::as_str), Some(wanted), "{spells:?}");
        }
    }

    #[test]
    fn steps_are_no_dates_and_are_kept() {
        let mut kept = Vec::new();
        assert_eq!(date(&[spell("3", "7.5")], &mut kept), None);
        assert_eq!(kept, [("start".to_owned(), 3.into()), ("end".to_owned(), Value::from(7.5))]);
        kept.clear();
        assert_eq!(date(&[spell("3", "4"), spell("8", "")], &mut kept), None);
        assert_eq!(kept[0].1, serde_json::json!(["3/4", "8/.."]));
        assert_eq!(date(&[spell("INF", "")], &mut Vec::new()), None);
    }
}
