//! The schema of an operation's requests: that of the body or, without one, the object of the query parameters, which may be
//! empty.

use crate::contract::{Contract, Operation, Schema, pascal_case};

/// Name of the schema of an operation's requests.
pub(super) fn schema_name(operation: &Operation) -> String {
    operation.request.clone().unwrap_or_else(|| format!("{}Query", pascal_case(&operation.id)))
}

/// Schema of an operation's requests.
pub(super) fn schema(contract: &Contract, operation: &Operation) -> Schema {
    operation.query_schema().unwrap_or_else(|| contract.schemas[&schema_name(operation)].clone())
}
