//! `objects.rs`: every object of a request with its fields.

use std::collections::BTreeSet;

use super::field;
use crate::contract::{Contract, Rule, Schema, Shape};
use crate::output::code::Code;
use crate::output::mentions::mentioned;
use crate::output::request;
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let objects = request_objects(contract);
    let objects = objects.iter().filter_map(|(name, schema)| object(contract, name, schema)).collect();
    let objects = Code::slice(objects).layout(0, usize::MAX / 2);
    let mut text = header("Every object of a request, with its fields.");
    text.push_str("use crate::generated::values;\nuse crate::{Erratum, Field, Object, ObjectRule};\n\n");
    text.push_str(&format!(
        "/// Every object that a request can hold, by name.\npub static OBJECTS: &[Object] = {objects};\n"
    ));
    text
}

/// Every object that a request can hold, by name.
fn request_objects(contract: &Contract) -> Vec<(String, Schema)> {
    let mut names = BTreeSet::new();
    let mut objects = Vec::new();
    for operation in &contract.operations {
        let root = request::schema(contract, operation);
        names.extend(contract.reachable(&root));
        objects.push((request::schema_name(operation), root));
    }
    objects.extend(names.into_iter().map(|name| (name.clone(), contract.schemas[&name].clone())));
    objects.retain(|(_, schema)| matches!(schema.shape, Shape::Object(_)));
    objects.sort_by(|(a, _), (b, _)| a.cmp(b));
    objects.dedup_by(|(a, _), (b, _)| a == b);
    objects
}

fn object(contract: &Contract, name: &str, schema: &Schema) -> Option<Code> {
    let shape = schema.as_object()?;
    let fields = shape.properties.iter().map(|(name, property)| field::code(contract, name, property));
    Some(Code::record(
        "Object",
        vec![
            ("name", Code::text(name)),
            ("description", Code::text(&schema.description)),
            ("sources", field::sources(&schema.sources)),
            ("rules", Code::slice(schema.rules.iter().map(rule).collect())),
            ("fields", Code::slice(fields.collect())),
        ],
    ))
}

fn rule(rule: &Rule) -> Code {
    let fields = mentioned(rule).iter().map(|path| Code::text(path)).collect();
    Code::record("ObjectRule", vec![("id", Code::text(&rule.id)), ("fields", Code::slice(fields))])
}
