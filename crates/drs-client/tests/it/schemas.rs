//! The types against the published contract, by the JSON Schemas that the types derive: same names, members, required members,
//! listed values and kinds. What the lowering or the generator loses shows here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use drs_client::types;
use drs_contract::Operation;
use schemars::r#gen::SchemaSettings;
use serde_json::Value;

/// The derived schema of every type that a caller meets, by name.
fn derived() -> BTreeMap<String, Value> {
    let mut generator = SchemaSettings::draft07().into_generator();
    macro_rules! roots {
        ($($name:ident),* $(,)?) => { $(generator.subschema_for::<types::$name>();)* };
    }
    with_roots!(roots);
    let definitions = generator.take_definitions();
    definitions.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap())).collect()
}

/// The components of the published contract, by name.
fn published() -> BTreeMap<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist/openapi.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut contract: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(contract["components"]["schemas"].take()).unwrap()
}

/// One side of the comparison: its schemas, and which names are components of the contract.
struct Side {
    schemas: BTreeMap<String, Value>,
    components: BTreeSet<String>,
}

impl Side {
    /// What a schema is, in words that both sides share.
    fn kind(&self, schema: &Value) -> String {
        if let Some(only) = only(schema) {
            return self.kind(only);
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap();
            let target = &self.schemas[name];
            return if target.get("x-extensible-enum").is_some() {
                format!("open {name}")
            } else if is_plain(target) || is_memberless(target) || !self.components.contains(name) {
                // A type with limits derives the schema of what it wraps, as does an object of which nothing is known.
                self.kind(target)
            } else {
                name.to_owned()
            };
        }
        let arms = schema["anyOf"].as_array();
        if let Some([known, text]) = arms.map(Vec::as_slice) {
            assert_eq!(text["type"], "string");
            let known = known["$ref"].as_str().and_then(|reference| reference.rsplit_once("/Known")).unwrap();
            return format!("open {}", known.1);
        }
        let types = schema["type"].as_array().map(|types| types.iter().find(|name| *name != "null").unwrap());
        match types.unwrap_or(&schema["type"]).as_str() {
            Some("array") => format!("list of {}", self.kind(&schema["items"])),
            Some("object") if schema["additionalProperties"].is_object() => {
                format!("map of {}", self.kind(&schema["additionalProperties"]))
            }
            Some("string") if schema["format"] == "password" => "secret".to_owned(),
            Some(name) => name.to_owned(),
            None => panic!("{schema}"),
        }
    }

    /// A named schema as one text: members with their kinds, or the values.
    fn describe(&self, name: &str) -> String {
        let schema = &self.schemas[name];
        if let Some(values) = values(schema) {
            return format!("one of {values:?}");
        }
        if let Some(arms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
            return arms.iter().map(|arm| self.kind(arm)).collect::<Vec<_>>().join(" or ");
        }
        if let Some(properties) = schema["properties"].as_object() {
            let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
            let member = |(name, property): (&String, &Value)| {
                let mark = if required.iter().any(|required| *required == name) { "" } else { "?" };
                format!("{name}{mark}: {}", self.kind(property))
            };
            let mut members: Vec<_> = properties.iter().map(member).collect();
            members.sort();
            let closed = if schema["additionalProperties"] == false { "closed" } else { "open" };
            return format!("{closed} {{{}}}", members.join(", "));
        }
        self.kind(schema)
    }
}

/// Whether a schema is text or a number without listed values.
fn is_plain(schema: &Value) -> bool {
    matches!(schema["type"].as_str(), Some("string" | "integer" | "number")) && values(schema).is_none()
}

/// Whether a schema is an object without a documented member, of which a map of anything is made.
fn is_memberless(schema: &Value) -> bool {
    schema["type"] == "object" && schema["properties"].as_object().is_none_or(serde_json::Map::is_empty)
}

/// The schema inside a decoration: one reference with a description, or beside `null`.
fn only(schema: &Value) -> Option<&Value> {
    if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
        return Some(only);
    }
    let arms: Vec<_> = schema["anyOf"].as_array()?.iter().filter(|arm| arm["type"] != "null").collect();
    match arms.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The listed values of a schema, whether it lists them itself or has one alternative for each.
fn values(schema: &Value) -> Option<BTreeSet<String>> {
    let listed = |schema: &Value| schema["enum"].as_array().or(schema["x-extensible-enum"].as_array()).cloned();
    let list = listed(schema).or_else(|| {
        let arms = schema["oneOf"].as_array()?.iter().map(listed).collect::<Option<Vec<_>>>()?;
        Some(arms.concat())
    })?;
    Some(list.iter().map(Value::to_string).collect())
}

#[test]
fn types_are_what_the_contract_says() {
    let published = published();
    let components: BTreeSet<_> = published.keys().cloned().collect();
    let contract = Side { schemas: published, components: components.clone() };
    let client = Side { schemas: derived(), components };
    let mut differences = String::new();
    for (name, schema) in &contract.schemas {
        let rust = if schema.get("x-extensible-enum").is_some() { format!("Known{name}") } else { name.clone() };
        if is_plain(schema) || is_memberless(schema) {
            continue;
        }
        if !client.schemas.contains_key(&rust) {
            writeln!(differences, "{name}: no type").unwrap();
            continue;
        }
        let (says, is) = (contract.describe(name), client.describe(&rust));
        if says != is {
            writeln!(differences, "{name}\n  contract: {says}\n  client:   {is}").unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn every_type_comes_from_the_contract() {
    let published = published();
    let is_request = |name: &String| Operation::ALL.iter().any(|operation| operation.root() == name);
    for name in derived().keys().filter(|name| !is_request(name)) {
        let component = name.strip_prefix("Known").unwrap_or(name);
        let known = published.keys().any(|published| component.starts_with(published.as_str()));
        assert!(known, "{name}");
    }
}
