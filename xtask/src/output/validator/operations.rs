//! `operations.rs`: the schema of each operation's requests.

use crate::contract::{Contract, Operation};
use crate::output::code::{Code, constant, item};
use crate::output::request;
use crate::output::source::header;
use crate::problem::Problem;

pub(super) fn module(contract: &Contract) -> Result<String, Problem> {
    let calls = contract.operations.iter().map(call).collect::<Result<_, _>>()?;
    let mut text = header("What the requests of each operation look like.");
    text.push_str("use crate::generated::schemas;\nuse crate::operation::Call;\n\n");
    text.push_str(&item("In the order of the operations.", "CALLS", "&[Call]", &Code::slice(calls)));
    Ok(text)
}

fn call(operation: &Operation) -> Result<Code, Problem> {
    let schema = constant(&request::schema_name(operation)?);
    let fields = vec![("id", Code::text(&operation.id)), ("schema", Code::atom(format!("&schemas::{schema}")))];
    Ok(Code::record("Call", fields))
}
