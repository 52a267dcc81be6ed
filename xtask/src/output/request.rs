//! The schema of an operation's requests: that of the body or, without one, the object of the query parameters.

use crate::contract::{Contract, Operation, Schema};
use crate::problem::Problem;

/// Name of the schema of an operation's requests.
///
/// # Errors
/// The operation has neither a body nor query parameters.
pub(super) fn schema_name(operation: &Operation) -> Result<String, Problem> {
    operation.request.clone().or_else(|| operation.query_schema().and_then(|schema| schema.name)).ok_or_else(|| {
        Problem::new(format!("`{}` has neither a body nor query parameters", operation.id)).at(operation.at)
    })
}

/// Schema of an operation's requests.
///
/// # Errors
/// The operation has neither a body nor query parameters.
pub(super) fn schema(contract: &Contract, operation: &Operation) -> Result<Schema, Problem> {
    let name = schema_name(operation)?;
    Ok(operation.query_schema().unwrap_or_else(|| contract.schemas[&name].clone()))
}
