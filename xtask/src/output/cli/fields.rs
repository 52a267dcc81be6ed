//! What `drs explain` tells about operations, objects and fields.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::limits;
use super::source::{header, raw};
use crate::contract::{
    Additional, Condition, Contract, Operation, Property, Rule, RuleBody, Schema, Shape, pascal_case,
};

/// The module `fields`: one text, so that a command that needs none of it does not pay for its thousands of pointers when
/// it starts.
pub(super) fn module(contract: &Contract) -> String {
    let operations: Vec<_> = contract.operations.iter().map(operation).collect();
    let objects = request_objects(contract);
    let objects: Vec<_> = objects.iter().filter_map(|(name, schema)| object(contract, name, schema)).collect();
    let mut catalog = json!({"operations": operations, "objects": objects});
    // A feature that some crate of the build may ask of serde_json would keep the order of insertion.
    catalog.sort_all_objects();
    let mut text = header("Operations, and every object of a request with its fields.");
    text.push_str("/// A `Catalog` as JSON.\n");
    text.push_str(&format!("pub(crate) static CATALOG: &str = {};\n", raw(&format!("{catalog:#}"))));
    text
}

fn operation(operation: &Operation) -> Value {
    json!({
        "id": operation.id,
        "description": operation.description,
        "root": root(operation),
        "sources": limits::sources(&operation.sources),
    })
}

fn root(operation: &Operation) -> String {
    operation.request.clone().unwrap_or_else(|| format!("{}Query", pascal_case(&operation.id)))
}

/// Every object that a request can hold, by name.
fn request_objects(contract: &Contract) -> Vec<(String, Schema)> {
    let mut names = BTreeSet::new();
    let mut objects = Vec::new();
    for operation in &contract.operations {
        if let Some(root) = &operation.request {
            names.insert(root.clone());
            names.extend(contract.reachable(&contract.schemas[root]));
        }
        objects.extend(operation.query_schema().map(|schema| (root(operation), schema)));
    }
    let named = names.into_iter().map(|name| (name.clone(), contract.schemas[&name].clone()));
    objects.extend(named.filter(|(_, schema)| matches!(schema.shape, Shape::Object(_))));
    objects.sort_by(|(a, _), (b, _)| a.cmp(b));
    objects
}

fn object(contract: &Contract, name: &str, schema: &Schema) -> Option<Value> {
    let shape = schema.as_object()?;
    if let (Additional::Schema(value), true) = (&shape.additional, shape.properties.is_empty()) {
        debug_assert!(limits::object(contract, value).0.is_none(), "a map is written in place, not as a component");
    }
    let rule = |rule: &Rule| json!({"id": rule.id, "fields": mentioned(rule)});
    let fields = shape.properties.iter().map(|(name, property)| field(contract, name, property));
    Some(json!({
        "name": name,
        "description": schema.description,
        "sources": limits::sources(&schema.sources),
        "rules": schema.rules.iter().map(rule).collect::<Vec<_>>(),
        "fields": fields.collect::<Vec<_>>(),
    }))
}

fn field(contract: &Contract, name: &str, property: &Property) -> Value {
    let schema = &property.schema;
    let resolved = contract.resolve(schema);
    let description = if schema.description.is_empty() { &resolved.description } else { &schema.description };
    let (object, map) = limits::object(contract, schema);
    let erratum = schema
        .erratum
        .as_ref()
        .map(|erratum| json!({"says": erratum.says, "actually": erratum.actually, "source": erratum.source}));
    json!({
        "name": name,
        "required": property.required,
        "kind": limits::kind(contract, schema),
        "object": object,
        "map": map,
        "description": description,
        "limits": limits::limits(contract, schema),
        "default": limits::default(contract, schema),
        "values": limits::values(contract, schema),
        "sources": limits::sources(&schema.sources),
        "erratum": erratum,
    })
}

/// The paths, from the rule's object, of the fields that a rule looks at.
fn mentioned(rule: &Rule) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    if let RuleBody::Portable { if_, then } = &rule.body {
        collect(if_, "", &mut paths);
        collect(then, "", &mut paths);
    }
    let at: Vec<_> = rule.at.split('/').filter(|segment| !segment.is_empty() && *segment != "*").collect();
    paths.extend((!at.is_empty()).then(|| at.join(".")));
    paths
}

fn collect(condition: &Condition, above: &str, paths: &mut BTreeSet<String>) {
    let path = |name: &str| if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
    paths.extend(condition.required.iter().map(|name| path(name)));
    for (name, inner) in &condition.properties {
        paths.insert(path(name));
        collect(inner, &path(name), paths);
    }
    for inner in condition.not.iter().chain(&condition.items) {
        collect(inner, above, paths);
    }
    for inner in &condition.any_of {
        collect(inner, above, paths);
    }
}
