//! `roots.rs`: the types that requests and responses start from, and the calls, for tests that are about all of them.

use std::collections::BTreeSet;

use super::facade::PROJECT_ID;
use crate::contract::{Contract, Location, Operation, Shape, pascal_case};
use crate::output::file::Output;
use crate::output::source::header;

/// A macro that calls another macro with the list of types, and one that does so with the list of calls.
pub(super) fn file(contract: &Contract) -> Output {
    let names: BTreeSet<String> = contract.operations.iter().flat_map(|operation| names(contract, operation)).collect();
    let types: String = names.iter().map(|name| format!("            {name},\n")).collect();
    let calls: String = contract.operations.iter().map(|it| format!("            {},\n", call(it))).collect();
    let list = |name: &str, lines: &str| {
        format!("macro_rules! {name} {{\n    ($each:ident) => {{\n        $each! {{\n{lines}        }}\n    }};\n}}\n")
    };
    let text = format!(
        "{}{}\n/// Methods with the names of their path parameters and the type of their request.\n{}",
        header("The types that requests and responses start from, and the calls."),
        list("with_roots", &types),
        list("with_calls", &calls)
    );
    Output { path: "crates/drs-client/src/generated/roots.rs".to_owned(), text }
}

/// `update_job("job_id") SingleUpdateJobReq`
fn call(operation: &Operation) -> String {
    let path = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    let own = path.filter(|parameter| parameter.name != PROJECT_ID).map(|parameter| format!("{:?}", parameter.name));
    let request = operation.request.clone().or_else(|| operation.query_schema().filter(|_| !operation.is_bare())?.name);
    let request = request.map_or_else(String::new, |name| format!(" {name}"));
    format!("{}({}){request}", operation.id, own.collect::<Vec<_>>().join(" "))
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
