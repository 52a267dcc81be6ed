//! Constants that generators make of listed values: `x-enum-varnames` of the description for clients.

use std::collections::BTreeMap;

use serde_json::Value;

use super::change::{Change, Level, Side};
use super::value::{items, show};
use super::version::Version;

const FILE: &str = "openapi-client.json";

/// Values whose constant has another name. What becomes of the values themselves is said of the description.
pub(super) fn compare(old: &Version, new: &Version) -> Vec<Change> {
    let (Some(old), Some(new)) = (old.catalogs.get(FILE), new.catalogs.get(FILE)) else { return Vec::new() };
    let (old, new) = (constants(old), constants(new));
    let mut changes = Vec::new();
    for ((component, value), name) in &new {
        let before = old.get(&(component, value.clone()));
        if let Some(before) = before.filter(|before| *before != name) {
            let what = format!("the constant of {value} is {}, was {}", show(name), show(before));
            let component = component.replace('~', "~0").replace('/', "~1");
            let path = format!("{FILE}#/components/schemas/{component}/x-enum-varnames");
            changes.push(Change { level: Level::Breaking, path, what, side: Side::Both });
        }
    }
    changes
}

/// The name of the constant for each value of each component.
fn constants(description: &Value) -> BTreeMap<(&str, String), &Value> {
    let schemas = description.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
    let named = schemas.flat_map(|(component, schema)| {
        let names = items(schema.get("x-enum-varnames"));
        items(schema.get("enum")).iter().map(show).zip(names).map(|(value, name)| ((component.as_str(), value), name))
    });
    named.collect()
}
