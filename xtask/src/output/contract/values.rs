//! `values.rs`: the listed values of the components that requests consist of, each with its meaning.

use std::collections::BTreeSet;

use crate::contract::{Contract, EnumValue, Schema, Shape};
use crate::output::code::{Code, constant, item};
use crate::output::facts::listed;
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let mut text = header("Listed values and what they mean.");
    text.push_str("use crate::Value;\n\n");
    for name in names(contract) {
        let values = Code::slice(listed(&contract.schemas[&name]).iter().map(value).collect());
        text.push_str(&item(&format!("`{name}`"), &constant(&name), "&[Value]", &values));
    }
    text
}

/// Components with listed values that a request or a parameter can hold.
fn names(contract: &Contract) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for operation in &contract.operations {
        names.extend(operation.request.iter().flat_map(|root| contract.reachable(&contract.schemas[root])));
        names.extend(operation.parameters.iter().flat_map(|parameter| contract.reachable(&parameter.schema)));
    }
    names.retain(|name| !listed(&contract.schemas[name]).is_empty());
    names
}

/// The listed values of a field, also those of a list's items.
pub(super) fn code(contract: &Contract, schema: &Schema) -> Option<Code> {
    let resolved = contract.resolve(schema);
    if let Shape::Array(array) = &resolved.shape {
        return code(contract, &array.items);
    }
    let values = listed(resolved);
    match &resolved.name {
        _ if values.is_empty() => None,
        Some(name) => Some(Code::atom(format!("values::{}", constant(name)))),
        None => Some(Code::slice(values.iter().map(value).collect())),
    }
}

fn value(value: &EnumValue<String>) -> Code {
    Code::record("Value", vec![("value", Code::text(&value.value)), ("meaning", Code::text(&value.description))])
}
