//! Walking a rule's conditions along the schema they are about.

use super::Subject;
use crate::bundle::grammar::Kind;
use crate::bundle::walk::Node;
use crate::contract::{Additional, Schema, Shape};
use crate::value::Value;

/// A condition and the schemas of the value it is about: none if there cannot be such a value.
pub(super) struct Visit<'s> {
    /// The condition.
    pub(super) condition: &'s Value,
    /// The candidates; several below a `oneOf`.
    pub(super) schemas: Vec<&'s Schema>,
}

/// Every condition of every rule that is about values which there can be.
pub(super) fn visits<'s>(subject: &'s Subject<'s>) -> Vec<Visit<'s>> {
    let mut visits = Vec::new();
    for (node, owner) in rules(subject) {
        for condition in ["if", "then"].into_iter().filter_map(|key| node.value.get(key)) {
            visit(subject, condition, vec![owner], &mut visits);
        }
    }
    visits.retain(|visit| !visit.schemas.is_empty());
    visits
}

/// Every rule of the bundle: its node, and the schema of the object that owns it.
pub(super) fn rules<'s>(subject: &'s Subject<'s>) -> Vec<(&'s Node<'s>, &'s Schema)> {
    let of = |node: &'s Node<'s>| {
        let owner = match node.component() {
            Some(name) => subject.contract.schemas.get(&name),
            None => subject.queries.iter().find(|(path, _)| node.pointer.starts_with(path)).map(|(_, schema)| schema),
        };
        owner.map(|owner| (node, owner))
    };
    subject.of_kind(Kind::Rule).filter_map(of).collect()
}

/// Every condition inside one, itself last.
fn visit<'s>(subject: &'s Subject<'s>, condition: &'s Value, schemas: Vec<&'s Schema>, found: &mut Vec<Visit<'s>>) {
    let schemas: Vec<&Schema> = schemas.into_iter().flat_map(|schema| resolved(subject, schema)).collect();
    for (name, inner) in condition.get("properties").into_iter().flat_map(Value::members) {
        let below = schemas.iter().filter_map(|schema| member(schema, name)).collect();
        visit(subject, inner, below, found);
    }
    if let Some(items) = condition.get("items") {
        let below = schemas.iter().filter_map(|schema| match &schema.shape {
            Shape::Array(array) => Some(&*array.items),
            _ => None,
        });
        visit(subject, items, below.collect(), found);
    }
    let same = condition.get("not").into_iter().chain(condition.get("anyOf").map(Value::items).unwrap_or_default());
    for inner in same {
        visit(subject, inner, schemas.clone(), found);
    }
    found.push(Visit { condition, schemas });
}

/// The schema of a member of an object.
pub(super) fn member<'s>(schema: &'s Schema, name: &str) -> Option<&'s Schema> {
    let object = schema.as_object()?;
    match (object.properties.get(name), &object.additional) {
        (Some(property), _) => Some(&property.schema),
        (None, Additional::Schema(schema)) => Some(schema),
        (None, Additional::Any | Additional::Forbidden) => None,
    }
}

/// What a schema is once references and choices are followed.
pub(super) fn resolved<'s>(subject: &'s Subject<'s>, schema: &'s Schema) -> Vec<&'s Schema> {
    let schema = subject.contract.resolve(schema);
    match &schema.shape {
        Shape::OneOf(arms) => arms.iter().flat_map(|arm| resolved(subject, arm)).collect(),
        _ => vec![schema],
    }
}
