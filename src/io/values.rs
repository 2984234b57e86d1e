//! Reading JSON values that other tools wrote, each in its own way: what can stand for a text, a number, a date or a colour.

use std::borrow::Cow;

use super::json::{Field, Node, Value};
use crate::model::{Date, Extra};

/// A value as a text: strings, and numbers and truths as they are written. Others have none, nor have empty ones.
pub(super) fn text<'a>(value: &Value<'a>) -> Option<Cow<'a, str>> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(digits) => Some(Cow::Borrowed(*digits)),
        Value::Bool(true) => Some(Cow::Borrowed("true")),
        Value::Bool(false) => Some(Cow::Borrowed("false")),
        Value::Null | Value::List(_) | Value::Object(_) => None,
    }
}

/// A value as an id: a text, or a list or an object as it is written in JSON, which some tools have for pairs.
pub(super) fn id(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::List(_) | Value::Object(_) => Some(value.owned().to_string()),
        other => text(other).map(Cow::into_owned),
    }
}

/// A value as texts: one, or each of a list.
pub(super) fn texts(value: &Value<'_>) -> Vec<String> {
    match value {
        Value::List(nodes) => {
            nodes.iter().filter_map(|node| text(&node.value)).map(Cow::into_owned).collect()
        }
        other => text(other).map(Cow::into_owned).into_iter().collect(),
    }
}

/// A finite number, also one written as a string.
pub(super) fn number(value: &Value<'_>) -> Option<f64> {
    let digits = match value {
        Value::Number(digits) => digits,
        Value::String(text) => text.trim(),
        _ => return None,
    };
    digits.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A count from 0.
pub(super) fn count(value: &Value<'_>) -> Option<u64> {
    match value {
        Value::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// True or false, also where it is written as a word or as 0 or 1.
pub(super) fn flag(value: &Value<'_>) -> Option<bool> {
    match text(value)?.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

/// A colour: `#rgb`, `#rrggbb`, with or without an alpha, `rgb(r, g, b)` or `rgba(r, g, b, a)`.
pub(super) fn colour(text: &str) -> Option<[u8; 3]> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix('#') {
        let digit = |at: usize| digits.get(at..=at).and_then(|digit| u8::from_str_radix(digit, 16).ok());
        return match digits.len() {
            3 | 4 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
            6 | 8 => {
                Some([digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?])
            }
            _ => None,
        };
    }
    let inside = text.strip_prefix("rgba(").or_else(|| text.strip_prefix("rgb("))?.strip_suffix(')')?;
    let mut parts = inside.split(',').map(|part| part.trim().parse::<u8>().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// A date as other tools write it: EDTF, a time after a blank, slashes between year, month and day.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = Date::parse(text) {
        return Some(date);
    }
    let day = text.split_once(' ').map_or(text, |(day, _)| day);
    Date::parse(&day.replace('/', "-")).ok()
}

/// From one date to another, either of which may be open.
pub(super) fn dates(start: Option<&str>, end: Option<&str>) -> Option<Date> {
    let start = start.and_then(date);
    let end = end.and_then(date);
    match (start, end) {
        (Some(start), Some(end)) if start.as_str() == end.as_str() => Some(start),
        (Some(start), Some(end)) => Date::parse(&format!("{}/{}", start.as_str(), end.as_str())).ok(),
        (Some(start), None) => Date::parse(&format!("{}/..", start.as_str())).ok(),
        (None, Some(end)) => Date::parse(&format!("../{}", end.as_str())).ok(),
        (None, None) => None,
    }
}

/// Keeps a field of a record under its name, or where that is taken under its name with the list's before it. Of
/// fields that are given thrice the first two are kept.
pub(super) fn keep(extra: &mut Extra, within: &str, field: &Field<'_>) {
    if field.node.value == Value::Null {
        return;
    }
    let mut name = field.name.clone().into_owned();
    if extra.contains_key(&name) {
        name = if within.is_empty() { format!("{name}_") } else { format!("{within}.{name}") };
    }
    extra.entry(name).or_insert_with(|| field.node.value.owned());
}

/// The fields of a record that have not been taken yet.
pub(super) struct Bag<'a> {
    fields: Vec<Option<Field<'a>>>,
}

impl<'a> Bag<'a> {
    /// Opens a record; gives the value back where it is no object.
    pub(super) fn open(node: Node<'a>) -> Result<Self, Node<'a>> {
        match node.value {
            Value::Object(fields) => Ok(Self { fields: fields.into_iter().map(Some).collect() }),
            _ => Err(node),
        }
    }

    /// A field's value, which stays.
    pub(super) fn peek(&self, name: &str) -> Option<&Value<'a>> {
        let field = self.fields.iter().flatten().find(|field| field.name == name);
        field.map(|field| &field.node.value).filter(|value| **value != Value::Null)
    }

    /// Takes a field; one that is null counts as not there.
    pub(super) fn take(&mut self, name: &str) -> Option<Node<'a>> {
        let slot =
            self.fields.iter_mut().find(|slot| slot.as_ref().is_some_and(|field| field.name == name))?;
        slot.take().map(|field| field.node).filter(|node| node.value != Value::Null)
    }

    /// A text.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        text(self.peek(name)?)?;
        self.take(name).and_then(|node| text(&node.value).map(Cow::into_owned))
    }

    /// A text, or the first of several.
    pub(super) fn first(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// The texts of a list, or one.
    pub(super) fn texts(&mut self, name: &str) -> Vec<String> {
        self.take(name).map(|node| texts(&node.value)).unwrap_or_default()
    }

    /// What was not taken.
    pub(super) fn rest(self) -> Extra {
        let mut extra = Extra::new();
        for field in self.fields.iter().flatten() {
            keep(&mut extra, "", field);
        }
        extra
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_as_tools_write_them() {
        for (text, wanted) in [
            ("#fff", Some([255, 255, 255])),
            ("#0A80ff", Some([10, 128, 255])),
            ("#0A80ff80", Some([10, 128, 255])),
            ("rgb(1, 2,3)", Some([1, 2, 3])),
            ("rgba(1,2,3,0.5)", Some([1, 2, 3])),
            ("rgb(1,2,300)", None),
            ("#ää", None),
            ("red", None),
        ] {
            assert_eq!(colour(text), wanted, "{text}");
        }
    }

    #[test]
    fn dates_as_tools_write_them() {
        let read = |text: &str| date(text).map(|date| date.to_string());
        assert_eq!(read("2023-10-26 14:00:00").as_deref(), Some("26 Oct 2023"));
        assert_eq!(read("2023/10/26").as_deref(), Some("26 Oct 2023"));
        assert_eq!(read("yesterday"), None);
        let span = |start, end| dates(start, end).map(|date| date.to_string());
        assert_eq!(span(Some("2020"), None).as_deref(), Some("from 2020"));
        assert_eq!(span(None, Some("2021-02")).as_deref(), Some("by Feb 2021"));
        assert_eq!(span(Some("2020"), Some("2020")).as_deref(), Some("2020"));
        assert_eq!(span(Some("2021"), Some("2020")), None);
    }
}
