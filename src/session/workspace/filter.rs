//! A filter by ids, as the workspace keeps it.

use serde_json::Value;

use crate::graph::{Filter, FilterFile, Groups};
use crate::model::Dataset;

/// The filter by ids; null where nothing is hidden. Groups that were computed are not kept: they are
/// numbered anew whenever a case is opened.
pub(super) fn to_value(filter: &Filter, data: &Dataset) -> Value {
    if filter.is_empty() {
        return Value::Null;
    }
    serde_json::to_value(filter.to_file(data, &Groups::default())).unwrap_or_default()
}

/// The filter on a dataset; ids that it does not know are dropped.
pub(super) fn from_value(value: &Value, data: &Dataset) -> Filter {
    let file: FilterFile = serde_json::from_value(value.clone()).unwrap_or_default();
    Filter::from_file(&file, data, &Groups::default())
}
