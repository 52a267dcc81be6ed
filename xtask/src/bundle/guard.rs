//! Guards: the `required` that makes a rule fire only where the fields it names are present.
//!
//! In JSON Schema `properties: {a: …}` holds when `a` is missing, so a naive `if` would fire on documents that never
//! mention the field. Authors do not write the guard; it is inserted here, once, for every output.

use super::grammar::Kind;
use super::walk;
use crate::value::{Data, Value};

/// Inserts the guards into the `if` of every rule in an object of a kind.
///
/// At each level of `if`, in each branch of its `anyOf` and inside its `items`, every property that the level names
/// becomes required. What is named inside a `not` is required beside it and never inside; `then` is left alone.
pub(super) fn insert_guards(value: &mut Value, kind: Kind) {
    walk::for_each_mut(value, kind, Kind::Rule, &mut |rule| {
        if let Some(condition) = rule.get_mut("if") {
            guard(condition);
        }
    });
}

/// Makes every property that `condition` names required, where it names it.
fn guard(condition: &mut Value) {
    if let Some(beside) = condition.get("not").and_then(presence) {
        merge(condition, &beside);
    }
    if let Some(Value { data: Data::Object(properties), .. }) = condition.get_mut("properties") {
        properties.values_mut().for_each(|member| guard(&mut member.value));
    }
    require_named(condition);
    if let Some(items) = condition.get_mut("items") {
        guard(items);
    }
    if let Some(Value { data: Data::Array(branches), .. }) = condition.get_mut("anyOf") {
        branches.iter_mut().for_each(guard);
    }
}

/// What must be present for everything that `condition` names to be present; `None` if it names nothing.
fn presence(condition: &Value) -> Option<Value> {
    let mut found = Value::object(condition.at);
    if let Some(properties) = condition.get("properties") {
        let mut kept = Value::object(properties.at);
        for (name, inner) in properties.members() {
            kept.set(name, presence(inner).unwrap_or_else(|| Value::object(inner.at)));
        }
        found.set("properties", kept);
        require_named(&mut found);
        drop_empty(&mut found);
    }
    if let Some(items) = condition.get("items").and_then(presence) {
        found.set("items", items);
    }
    let inside = condition.get("not").into_iter().chain(condition.get("anyOf").map(Value::items).unwrap_or_default());
    for inner in inside.filter_map(presence) {
        merge(&mut found, &inner);
    }
    found.as_object().is_some_and(|members| !members.is_empty()).then_some(found)
}

/// Conditions without content say nothing; they only made their names known.
fn drop_empty(condition: &mut Value) {
    let Some(Value { data: Data::Object(properties), .. }) = condition.get_mut("properties") else { return };
    properties.retain(|_, member| member.value.as_object().is_some_and(|members| !members.is_empty()));
    if properties.is_empty() {
        condition.remove("properties");
    }
}

/// Adds the names under `properties` to `required`, after those that are there.
fn require_named(condition: &mut Value) {
    let Some(properties) = condition.get("properties").and_then(Value::as_object) else { return };
    let names: Vec<Value> = properties.iter().map(|(name, member)| Value::string(member.key, name.clone())).collect();
    require(condition, names);
}

fn require(condition: &mut Value, names: Vec<Value>) {
    if names.is_empty() {
        return;
    }
    if !condition.has("required") {
        condition.set("required", Value::new(condition.at, Data::Array(Vec::new())));
    }
    let Some(Value { data: Data::Array(required), .. }) = condition.get_mut("required") else { return };
    for name in names {
        if required.iter().all(|present| present.as_str() != name.as_str()) {
            required.push(name);
        }
    }
}

/// Adds what `other` demands to `condition`; both demands are of presence only, so they never conflict.
fn merge(condition: &mut Value, other: &Value) {
    require(condition, other.get("required").map(Value::items).unwrap_or_default().to_vec());
    for key in ["properties", "items"] {
        let Some(theirs) = other.get(key) else { continue };
        let Some(ours) = condition.get_mut(key) else {
            condition.set(key, theirs.clone());
            continue;
        };
        if key == "items" {
            merge(ours, theirs);
            continue;
        }
        for (name, inner) in theirs.members() {
            match ours.get_mut(name) {
                Some(mine) => merge(mine, inner),
                None => ours.set(name, inner.clone()),
            }
        }
    }
}
