//! `roots.rs`: the types that requests and responses start from, for the test that compares all types with the contract.

use std::collections::BTreeSet;

use crate::contract::{Contract, Operation, Shape, pascal_case};
use crate::output::file::Output;
use crate::output::source::header;

/// A macro that calls another macro with the list of types.
pub(super) fn file(contract: &Contract) -> Output {
    let names: BTreeSet<String> = contract.operations.iter().flat_map(|operation| names(contract, operation)).collect();
    let list: String = names.iter().map(|name| format!("            {name},\n")).collect();
    let text = format!(
        "{}macro_rules! with_roots {{\n    ($each:ident) => {{\n        $each! {{\n{list}        }}\n    }};\n}}\n",
        header("The types that requests and responses start from.")
    );
    Output { path: "crates/drs-client/src/generated/roots.rs".to_owned(), text }
}

fn names(contract: &Contract, operation: &Operation) -> Vec<String> {
    let query = operation.query().next().map(|_| format!("{}Query", pascal_case(&operation.id)));
    let responses = operation.responses.iter().map(|response| response.schema.clone());
    let listed = operation.parameters.iter().filter_map(|parameter| {
        let name = parameter.schema.as_ref()?;
        let is_enum = matches!(&contract.schemas[name].shape, Shape::String(text) if text.is_closed_enum());
        is_enum.then(|| name.to_owned())
    });
    operation.request.iter().cloned().chain(query).chain(responses).chain(listed).collect()
}
