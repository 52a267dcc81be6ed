//! The JSON Schemas that `drs schema` prints.

use super::find;
use super::source::{header, literal, raw};
use crate::contract::Contract;
use crate::output::Output;
use crate::problem::Problem;

/// The module `schemas`.
pub(super) fn module(contract: &Contract, published: &[Output]) -> Result<String, Problem> {
    let mut text = header("The published JSON Schema of each operation's request.");
    text.push_str("use crate::catalog::SchemaText;\n\n/// Every schema, by operation.\n");
    text.push_str("pub(crate) static SCHEMAS: &[SchemaText] = &[\n");
    for operation in &contract.operations {
        let schema = find(published, &format!("dist/schema/{}.schema.json", operation.id))?;
        text.push_str(&format!("    SchemaText {{ operation: {}, text: {} }},\n", literal(&operation.id), raw(schema)));
    }
    text.push_str("];\n");
    Ok(text)
}
