//! `examples.rs`: the request examples.

use crate::contract::{Contract, pascal_case};
use crate::output::source::{header, raw};

pub(super) fn module(contract: &Contract) -> String {
    let mut text = header("Request examples.");
    text.push_str("use crate::{Example, Operation};\n\n/// Every request example, by operation and name.\n");
    text.push_str("pub static EXAMPLES: &[Example] = &[\n");
    for operation in &contract.operations {
        for example in &operation.examples {
            text.push_str(&format!(
                "    Example {{ operation: Operation::{}, name: {:?}, text: {} }},\n",
                pascal_case(&operation.id),
                example.name,
                raw(&example.text)
            ));
        }
    }
    text.push_str("];\n");
    text
}
