//! `operations.rs`: the schema of each operation's requests.

use crate::contract::{Contract, Operation};
use crate::output::code::{Code, constant, item};
use crate::output::request;
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let calls = contract.operations.iter().map(call).collect();
    let mut text = header("What the requests of each operation look like.");
    text.push_str("use crate::generated::schemas;\nuse crate::operation::Call;\n\n");
    text.push_str(&item("In the order of the operations.", "CALLS", "&[Call]", &Code::slice(calls)));
    text
}

fn call(operation: &Operation) -> Code {
    let schema = constant(&request::schema_name(operation));
    let fields = vec![("id", Code::text(&operation.id)), ("schema", Code::atom(format!("&schemas::{schema}")))];
    Code::record("Call", fields)
}
