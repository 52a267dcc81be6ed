//! What `drs explain` tells about operations, objects and fields.

use std::collections::BTreeSet;

use super::limits;
use super::source::{header, list, literal, optional};
use crate::contract::{
    Additional, Condition, Contract, Operation, Property, Rule, RuleBody, Schema, Shape, pascal_case,
};

/// The module `fields`.
pub(super) fn module(contract: &Contract) -> String {
    let mut text = header("Operations, and every object of a request with its fields.");
    text.push_str("use crate::catalog::{ErratumDoc, FieldDoc, ObjectDoc, OperationDoc, RuleRef};\n\n");
    text.push_str("/// The operations.\npub(crate) static OPERATIONS: &[OperationDoc] = &[\n");
    for operation in &contract.operations {
        text.push_str(&format!(
            "    OperationDoc {{ id: {}, description: {}, root: {}, sources: {} }},\n",
            literal(&operation.id),
            literal(&operation.description),
            literal(&root(operation)),
            list(&limits::sources(&operation.sources))
        ));
    }
    text.push_str("];\n\n/// The objects of requests, by name.\npub(crate) static OBJECTS: &[ObjectDoc] = &[\n");
    for (name, schema) in request_objects(contract) {
        text.push_str(&object(contract, &name, &schema));
    }
    text.push_str("];\n");
    text
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

fn object(contract: &Contract, name: &str, schema: &Schema) -> String {
    let Some(shape) = schema.as_object() else { return String::new() };
    let mut text = format!(
        "    ObjectDoc {{\n        name: {},\n        description: {},\n        sources: {},\n        rules: &[\n",
        literal(name),
        literal(&schema.description),
        list(&limits::sources(&schema.sources))
    );
    for rule in &schema.rules {
        let names: Vec<_> = mentioned(rule).into_iter().collect();
        text.push_str(&format!("            RuleRef {{ id: {}, fields: {} }},\n", literal(&rule.id), list(&names)));
    }
    text.push_str("        ],\n        fields: &[\n");
    for (name, property) in &shape.properties {
        text.push_str(&field(contract, name, property));
    }
    if let (Additional::Schema(value), true) = (&shape.additional, shape.properties.is_empty()) {
        debug_assert!(limits::object(contract, value).0.is_none(), "a map is written in place, not as a component");
    }
    text.push_str("        ],\n    },\n");
    text
}

fn field(contract: &Contract, name: &str, property: &Property) -> String {
    let schema = &property.schema;
    let resolved = contract.resolve(schema);
    let description = if schema.description.is_empty() { &resolved.description } else { &schema.description };
    let (object, map) = limits::object(contract, schema);
    let values: Vec<_> = limits::values(contract, schema)
        .iter()
        .map(|(value, meaning)| format!("({}, {})", literal(value), literal(meaning)))
        .collect();
    let erratum = schema.erratum.as_ref().map_or_else(
        || "None".to_owned(),
        |erratum| {
            format!(
                "Some(ErratumDoc {{ says: {}, actually: {}, source: {} }})",
                literal(&erratum.says),
                literal(&erratum.actually),
                literal(&erratum.source)
            )
        },
    );
    format!(
        "            FieldDoc {{\n                name: {},\n                required: {},\n                kind: {},\n                \
         object: {},\n                map: {map},\n                description: {},\n                limits: {},\n                \
         default: {},\n                values: &[{}],\n                sources: {},\n                erratum: {erratum},\n            }},\n",
        literal(name),
        property.required,
        literal(&limits::kind(contract, schema)),
        optional(object.as_deref()),
        literal(description),
        list(&limits::limits(contract, schema)),
        optional(limits::default(contract, schema).as_deref()),
        values.join(", "),
        list(&limits::sources(&schema.sources)),
    )
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
