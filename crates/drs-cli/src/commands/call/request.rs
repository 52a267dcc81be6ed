//! From arguments to a call.

use std::path::Path;

use drs_client::Operation;
use drs_contract::{Location, Parameter};
use serde_json::{Map, Value};

use super::arguments::Arguments;
use crate::failure::{Failure, Stop};
use crate::service::{Call, Document};

/// The call that arguments ask for, after its text was checked.
///
/// # Errors
///
/// The request cannot be read, is not one for the operation, or has mistakes, which were reported.
pub(super) fn call(arguments: &Arguments) -> Result<Call, Stop> {
    let operation = arguments.operation;
    has_path(arguments)?;
    let mut call = Call::new(operation);
    for (name, value) in &arguments.path {
        call = call.path(name, value);
    }
    let given = arguments.file.as_ref().map(|file| Document::read(Path::new(file))).transpose()?;
    if let (true, None) = (operation.has_body(), &given) {
        return Err(needs_a_request(operation).into());
    }
    if let (true, Some((name, _))) = (operation.has_body(), arguments.query.first()) {
        let problem = format!("`{operation}` has no parameters in its query, so `{}` is none", drs_diag::escape(name));
        return Err(Failure::new(problem).help(format!("`drs explain {operation}` lists what it has")).into());
    }
    let query: Vec<_> = match &given {
        Some(document) if !operation.has_body() => {
            // With others from the command line it is checked as they are.
            if arguments.query.is_empty() {
                document.check(operation, arguments.checking)?;
            }
            document.parameters().into_iter().chain(arguments.query.iter().cloned()).collect()
        }
        _ => arguments.query.clone(),
    };
    if !operation.has_body() && (given.is_none() || !arguments.query.is_empty()) {
        Document::of_json(&object_of(operation, &query)).check(operation, arguments.checking)?;
    }
    for (name, value) in query {
        call = call.query(&name, value);
    }
    if let Some(document) = given.filter(|_| operation.has_body()) {
        call = call.body(document);
        call.check(arguments.checking)?;
    }
    Ok(call)
}

/// The parameters of a query as their object, each of its kind if it can be read as such.
fn object_of(operation: Operation, query: &[(String, String)]) -> Value {
    let mut object = Map::new();
    for (name, text) in query {
        let is_it = |it: &&Parameter| it.location == Location::Query && it.field.name == name;
        let kind = operation.parameters().iter().find(is_it).map_or("", |it| it.field.kind);
        let value = match kind {
            "whole number" | "true or false" => serde_json::from_str(text).ok().filter(is_plain),
            _ => None,
        };
        let value = value.unwrap_or_else(|| Value::from(text.as_str()));
        match object.get_mut(name) {
            Some(Value::Array(values)) => values.push(value),
            // What is no list and comes twice becomes one all the same, which is then said.
            Some(first) => *first = Value::from(vec![first.take(), value]),
            None if kind.starts_with("list of ") => drop(object.insert(name.clone(), Value::from(vec![value]))),
            None => drop(object.insert(name.clone(), value)),
        }
    }
    Value::Object(object)
}

fn is_plain(value: &Value) -> bool {
    value.is_number() || value.is_boolean()
}

/// Whether every parameter of the path is given; the project is a setting.
fn has_path(arguments: &Arguments) -> Result<(), Failure> {
    let operation = arguments.operation;
    let is_given = |name: &str| name == "project_id" || arguments.path.iter().any(|(given, _)| given == name);
    let parameters = operation.parameters().iter().filter(|parameter| parameter.location == Location::Path);
    let missing: Vec<&str> = parameters.map(|parameter| parameter.field.name).filter(|name| !is_given(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let options: Vec<String> = missing.iter().map(|name| format!("--path {name}=…")).collect();
    Err(Failure::new(format!("the path of `{operation}` needs {}", named.join(" and ")))
        .help(format!("add `{}`", options.join(" "))))
}

fn needs_a_request(operation: Operation) -> Failure {
    Failure::new(format!("`{operation}` needs a request: name its file, or `-`"))
        .help(format!("`drs example {operation}` prints one"))
}
