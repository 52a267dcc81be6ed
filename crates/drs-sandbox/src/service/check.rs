//! The form of a call: what `drs-validate` says of its parts.

use drs_contract::{Location, Operation};
use drs_validate::{Input, Options, Report, check_parameter};
use serde_json::{Map, Value};

use super::desk::{Answer, Call, error, invalid_code};

/// How many mistakes a message names.
const MAX_MISTAKES: usize = 3;

/// The body of a call that has the right form; else the answer to it.
pub(super) fn check(call: &Call) -> Result<Value, Answer> {
    let refuse = |message: &str| {
        let (status, body) = error(400, invalid_code(call.operation), message);
        Answer { status, body, ..Answer::default() }
    };
    for parameter in call.operation.parameters().iter().filter(|parameter| parameter.location == Location::Path) {
        let (name, component) = (parameter.field.name, parameter.component.unwrap_or_default());
        let value = call.path.get(name).map_or("", String::as_str);
        if let Err(mistake) = check_parameter(component, value) {
            return Err(refuse(&format!("The parameter {name} is wrong: it {mistake}.")));
        }
    }
    let document = if call.operation.has_body() { call.body.clone() } else { call.query.to_string().into_bytes() };
    if call.operation.is_bare() {
        return Ok(Value::Null);
    }
    let report = drs_validate::check(call.operation, Input::json(&document), &Options::default());
    if !report.is_valid() {
        return Err(refuse(&describe(&report)));
    }
    if call.operation.has_body() {
        serde_json::from_slice(&call.body).map_err(|_| refuse("The body is not JSON."))
    } else {
        Ok(Value::Null)
    }
}

/// The first mistakes of a report, in one sentence. What is secret is masked in it already.
fn describe(report: &Report) -> String {
    let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == drs_diag::Severity::Error);
    let shown: Vec<_> = errors
        .take(MAX_MISTAKES)
        .map(|found| format!("{} {} at {}", found.id, found.message, place(&found.pointer)))
        .collect();
    let more = usize::try_from(report.errors).unwrap_or(usize::MAX).saturating_sub(shown.len());
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    format!("The request is not valid: {}{more}", shown.join(", "))
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "the root" } else { pointer }
}

/// The query of a call as the object that the contract makes of it: lists where it has lists, else text.
pub(crate) fn query_object(operation: Operation, pairs: Vec<(String, String)>) -> Value {
    let is_list = |name: &str| {
        let found = operation.parameters().iter().find(|parameter| parameter.field.name == name);
        found.is_some_and(|parameter| parameter.field.kind.starts_with("list"))
    };
    let mut object = Map::new();
    for (name, value) in pairs {
        match object.get_mut(&name) {
            Some(Value::Array(known)) => known.push(Value::String(value)),
            _ if is_list(&name) => {
                object.insert(name, Value::Array(vec![Value::String(value)]));
            }
            _ => {
                object.insert(name, Value::String(value));
            }
        }
    }
    Value::Object(object)
}

/// A copy of a value without the members that are secrets.
pub(crate) fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| !drs_validate::secrets().is_secret(name));
            Value::Object(kept.map(|(name, value)| (name.clone(), without_secrets(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_secrets).collect()),
        other => other.clone(),
    }
}
