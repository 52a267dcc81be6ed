//! The schema of an operation's requests.

use drs_contract::Operation;

use crate::generated::operations::CALLS;
use crate::schema::Schema;

/// An operation, as the generated table has it.
#[derive(Debug)]
pub(crate) struct Call {
    /// The `operationId`.
    pub(crate) id: &'static str,
    /// What a request looks like.
    pub(crate) schema: &'static Schema,
}

/// What a request of the operation looks like.
pub(crate) fn schema(operation: Operation) -> &'static Schema {
    let call = &CALLS[operation.index()];
    debug_assert_eq!(call.id, operation.id(), "both tables are generated from one contract");
    call.schema
}
