//! The examples that `drs example` prints.

use super::source::{header, literal, raw};
use crate::contract::Contract;

/// The module `examples`.
pub(super) fn module(contract: &Contract) -> String {
    let mut text = header("Request examples, by operation.");
    text.push_str("use crate::catalog::Example;\n\n/// Every request example of the contract.\n");
    text.push_str("pub(crate) static EXAMPLES: &[Example] = &[\n");
    for operation in &contract.operations {
        for example in &operation.examples {
            text.push_str(&format!(
                "    Example {{ operation: {}, name: {}, text: {} }},\n",
                literal(&operation.id),
                literal(&example.name),
                raw(&example.text)
            ));
        }
    }
    text.push_str("];\n");
    text
}
