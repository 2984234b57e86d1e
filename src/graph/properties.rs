//! The free properties of entities, as filters and facets see them.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::Entity;

/// Longer values are descriptions, which no two entities share.
const LONGEST: usize = 100;

/// Keys of an entity with their values as words, in the order of the file. A list has several; objects, nulls
/// and long texts none. Keys without values are left out.
pub(super) fn properties(entity: &Entity) -> impl Iterator<Item = (&str, Vec<Cow<'_, str>>)> {
    entity.properties.iter().filter_map(|(key, value)| {
        let values: Vec<Cow<'_, str>> = match value {
            Value::Array(items) => items.iter().filter_map(word).collect(),
            other => word(other).into_iter().collect(),
        };
        (!values.is_empty()).then_some((key.as_str(), values))
    })
}

fn word(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => text.chars().nth(LONGEST).is_none().then_some(Cow::Borrowed(text)),
        Value::Number(_) | Value::Bool(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindTable;

    #[test]
    fn lists_have_several_values_and_objects_none() {
        let mut entity = Entity::new("a", "A", KindTable::OTHER);
        let text = r#"{"a": ["x", 2, null], "b": {"a": 1}, "c": true, "d": "LONG"}"#;
        let text = text.replace("LONG", &"ä".repeat(101));
        entity.properties = serde_json::from_str(&text).expect("JSON");
        let found: Vec<_> = properties(&entity).map(|(key, values)| (key, values.join("+"))).collect();
        assert_eq!(found, [("a", "x+2".to_owned()), ("c", "true".to_owned())]);
    }
}
