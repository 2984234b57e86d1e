//! A filter by ids, as the workspace keeps it.

use serde_json::{Value, json};

use crate::graph::{Filter, Voice};
use crate::model::{Class, Dataset, Status};

/// The filter by ids; null where nothing is hidden.
pub(super) fn to_value(filter: &Filter, data: &Dataset) -> Value {
    if filter.is_empty() {
        return Value::Null;
    }
    let kinds: Vec<&str> = filter.kinds.iter().map(|&kind| data.kind(kind).id.as_str()).collect();
    let classes: Vec<&str> = filter.classes.iter().map(|class| class.id()).collect();
    let statuses: Vec<&str> = filter.statuses.iter().map(|status| status.id()).collect();
    let speaker = |voice: &Voice| match voice {
        Voice::Document => Some(Value::Null),
        Voice::Entity(entity) => Some(json!(data.entities().get(entity.index())?.id)),
    };
    let speakers: Vec<Value> = filter.speakers.iter().filter_map(speaker).collect();
    json!({ "kinds": kinds, "classes": classes, "statuses": statuses, "speakers": speakers })
}

/// The filter on a dataset; ids that it does not know are dropped.
pub(super) fn from_value(value: &Value, data: &Dataset) -> Filter {
    let list = |name: &str| value.get(name).and_then(Value::as_array).into_iter().flatten();
    let ids = |name: &str| list(name).filter_map(Value::as_str);
    let speaker = |value: &Value| match value {
        Value::Null => Some(Voice::Document),
        Value::String(id) => data.find_entity(id).map(Voice::Entity),
        _ => None,
    };
    Filter {
        kinds: ids("kinds").filter_map(|id| data.kinds().find(id)).collect(),
        classes: ids("classes").filter_map(|id| Class::ALL.into_iter().find(|of| of.id() == id)).collect(),
        statuses: ids("statuses").filter_map(|id| Status::ALL.into_iter().find(|of| of.id() == id)).collect(),
        speakers: list("speakers").filter_map(speaker).collect(),
    }
}
