//! Examples and defaults against the contract, with a JSON Schema library and not with the validator.
//!
//! Codegen must not depend on what it generates. The bundle's schemas become JSON Schema 2020-12; rules of severity error become
//! `if` and `then`.

use jsonschema::Validator;
use serde_json::{Map, Value as Json, json};

use crate::bundle::walk::escape;
use crate::contract::{Contract, Operation};
use crate::value::{Data, Value};

/// Why a value is refused.
pub(super) struct Violation {
    /// JSON Pointer to the part that is refused.
    pub(super) instance: String,
    /// Why, without the value.
    pub(super) message: String,
}

/// The components, as JSON Schemas.
pub(super) struct ExampleValidator {
    exact: Json,
    strict: Json,
}

/// How schemas are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As they are.
    Exact,
    /// Members and values that are not described are refused as well.
    Strict,
}

impl ExampleValidator {
    /// Reads the components of a bundle.
    pub(super) fn new(bundle: &Value) -> Self {
        let components = |reading| {
            let schemas = bundle.pointer("/components/schemas").into_iter().flat_map(Value::members);
            let schemas: Map<String, Json> =
                schemas.map(|(name, value)| (name.to_owned(), schema(value, reading))).collect();
            json!({ "schemas": schemas })
        };
        Self { exact: components(Reading::Exact), strict: components(Reading::Strict) }
    }

    /// A validator of values of a schema of the bundle.
    pub(super) fn of_schema(&self, node: &Value) -> CompiledSchema {
        CompiledSchema::new(&schema(node, Reading::Exact), &self.exact)
    }

    /// A validator of requests (or objects of the query parameters) of an operation.
    pub(super) fn of_requests(&self, contract: &Contract, operation: &Operation) -> CompiledSchema {
        let root = match &operation.request {
            Some(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
            None => query(contract, operation),
        };
        CompiledSchema::new(&root, &self.exact)
    }

    /// A validator of values of a component that also refuses what is not described.
    pub(super) fn of_responses(&self, component: &str) -> CompiledSchema {
        CompiledSchema::new(&json!({ "$ref": format!("#/components/schemas/{component}") }), &self.strict)
    }
}

/// A schema that has been prepared, which costs far more than checking a value.
pub(super) struct CompiledSchema {
    validator: Result<Validator, String>,
}

impl CompiledSchema {
    fn new(root: &Json, components: &Json) -> Self {
        let document = json!({ "allOf": [root], "components": components });
        let validator = jsonschema::draft202012::options().build(&document);
        Self { validator: validator.map_err(|error| format!("the schema is unusable: {}", error.masked())) }
    }

    /// Why a value is refused.
    pub(super) fn violations(&self, value: &Value) -> Vec<Violation> {
        let validator = match &self.validator {
            Ok(validator) => validator,
            Err(message) => return vec![Violation { instance: String::new(), message: message.clone() }],
        };
        let instance = value.to_json();
        let errors = validator.iter_errors(&instance);
        errors
            .map(|error| Violation { instance: error.instance_path().to_string(), message: error.masked().to_string() })
            .collect()
    }
}

/// The object of an operation's query parameters.
fn query(contract: &Contract, operation: &Operation) -> Json {
    let pointer = format!("/paths/{}/{}", escape(&operation.path), operation.method.to_ascii_lowercase());
    let node = contract.bundle.pointer(&pointer);
    let parameters = node.and_then(|node| node.get("parameters")).map(Value::items).unwrap_or_default();
    let in_query = parameters.iter().filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("query"));
    let name = |parameter: &Value| parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let properties: Map<String, Json> = in_query
        .clone()
        .filter_map(|parameter| Some((name(parameter), schema(parameter.get("schema")?, Reading::Exact))))
        .collect();
    let is_required = |parameter: &&Value| parameter.get("required").and_then(Value::as_bool) == Some(true);
    let required: Vec<String> = in_query.filter(is_required).map(name).collect();
    // JSON Schema allows no empty `allOf`.
    let rules = node.map(rules).filter(|rules| !rules.is_empty()).unwrap_or_else(|| vec![true.into()]);
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false, "allOf": rules })
}

/// A schema of the bundle as JSON Schema 2020-12.
fn schema(value: &Value, reading: Reading) -> Json {
    let mut result = Map::new();
    for (key, inner) in value.members() {
        let converted = match key {
            "properties" => inner
                .members()
                .map(|(name, inner)| (name.to_owned(), schema(inner, reading)))
                .collect::<Map<_, _>>()
                .into(),
            "items" => schema(inner, reading),
            "additionalProperties" if matches!(inner.data, Data::Object(_)) => schema(inner, reading),
            "allOf" | "oneOf" => inner.items().iter().map(|arm| schema(arm, reading)).collect(),
            "x-extensible-enum" if reading == Reading::Strict => {
                result.insert("enum".to_owned(), inner.to_json());
                continue;
            }
            "description" | "title" | "default" | "example" | "format" | "writeOnly" | "readOnly" | "nullable"
            | "deprecated" => continue,
            _ if key.starts_with("x-") => continue,
            _ => inner.to_json(),
        };
        result.insert(key.to_owned(), converted);
    }
    let rules = rules(value);
    if !rules.is_empty() {
        result.insert("allOf".to_owned(), rules.into());
    }
    if reading == Reading::Strict && value.has("properties") && !value.has("additionalProperties") {
        result.insert("additionalProperties".to_owned(), false.into());
    }
    if value.get("nullable").and_then(Value::as_bool) == Some(true) {
        return json!({ "anyOf": [result, { "type": "null" }] });
    }
    result.into()
}

/// The rules of an object that make it invalid.
fn rules(value: &Value) -> Vec<Json> {
    let rules = value.get("x-drs-rules").map(Value::items).unwrap_or_default();
    let errors = rules.iter().filter(|rule| rule.get("severity").and_then(Value::as_str) != Some("warning"));
    errors
        .filter_map(|rule| Some(json!({ "if": rule.get("if")?.to_json(), "then": rule.get("then")?.to_json() })))
        .collect()
}
