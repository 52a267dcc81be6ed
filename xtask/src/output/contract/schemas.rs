//! `schemas.rs`: the published JSON Schema of each operation's request.

use crate::contract::Contract;
use crate::output::file::{Output, text_of};
use crate::output::source::{header, raw};
use crate::problem::Problem;

pub(super) fn module(contract: &Contract, published: &[Output]) -> Result<String, Problem> {
    let mut text = header("The published JSON Schema of each operation's request.");
    text.push_str("/// The schemas, in the order of the operations.\npub(crate) static SCHEMAS: &[&str] = &[\n");
    for operation in &contract.operations {
        let schema = text_of(published, &format!("dist/schema/{}.schema.json", operation.id))?;
        text.push_str(&format!("    {},\n", raw(schema)));
    }
    text.push_str("];\n");
    Ok(text)
}
