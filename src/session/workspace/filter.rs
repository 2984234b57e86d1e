//! A filter by ids, as the workspace keeps it.

use serde_json::Value;

use crate::graph::{Filter, FilterFile, Groups};
use crate::model::Dataset;

/// The filter by ids; null where nothing is hidden. Groups that were computed are named by their first members.
/// `known` are the groups whose numbers it names; while there are none yet, those that `base` names stay.
pub(super) fn to_value(filter: &Filter, data: &Dataset, known: Option<Groups<'_>>, base: &Value) -> Value {
    let mut file = filter.to_file(data, &known.unwrap_or_default());
    if known.is_none() {
        (file.components, file.communities) = groups_of(base);
    }
    if file == FilterFile::default() {
        return Value::Null;
    }
    serde_json::to_value(file).unwrap_or_default()
}

/// The filter on a dataset; ids that it does not know are dropped.
pub(super) fn from_value(value: &Value, data: &Dataset, known: Option<Groups<'_>>) -> Filter {
    Filter::from_file(&read(value), data, &known.unwrap_or_default())
}

/// The hidden groups that a filter names by their first members: connected parts, communities.
pub(in super::super) fn groups_of(value: &Value) -> (Vec<String>, Vec<String>) {
    let file = read(value);
    (file.components, file.communities)
}

fn read(value: &Value) -> FilterFile {
    serde_json::from_value(value.clone()).unwrap_or_default()
}
