//! `operations.rs`: the operations as an enum, and what is known about each.

use super::code::{Code, constant};
use super::header;
use super::words::{clause, first_sentence};
use crate::contract::{Contract, Operation, pascal_case};
use crate::problem::Problem;

/// The name of the schema of an operation's requests.
pub(in crate::output) fn request(operation: &Operation) -> Result<String, Problem> {
    operation.request.clone().or_else(|| operation.query_schema().and_then(|schema| schema.name)).ok_or_else(|| {
        Problem::new(format!("`{}` has neither a body nor query parameters", operation.id)).at(operation.at)
    })
}

pub(super) fn module(contract: &Contract) -> Result<String, Problem> {
    let operations = &contract.operations;
    let variants: Vec<_> = operations.iter().map(|operation| pascal_case(&operation.id)).collect();
    let mut text = header("The operations.");
    text.push_str("use super::schemas;\nuse crate::operation::Call;\n\n");
    text.push_str(
        "/// A call of the service.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[non_exhaustive]\npub enum Operation {\n",
    );
    for (operation, variant) in operations.iter().zip(&variants) {
        let summary = clause(&first_sentence(&operation.summary));
        text.push_str(&format!("    /// `{}`: {summary}\n    {variant},\n", operation.id));
    }
    let all: Vec<_> = variants.iter().map(|variant| format!("        Self::{variant},\n")).collect();
    text.push_str(&format!(
        "}}\n\nimpl Operation {{\n    /// All of them.\n    pub const ALL: [Self; {}] = [\n{}    ];\n}}\n\n",
        operations.len(),
        all.concat()
    ));
    let calls = operations.iter().map(call).collect::<Result<Vec<_>, _>>()?;
    let calls = Code::slice(calls).layout(0, usize::MAX / 2);
    text.push_str(&format!(
        "/// What is known about each, in the order of the variants.\npub(crate) static CALLS: &[Call] = {calls};\n"
    ));
    Ok(text)
}

fn call(operation: &Operation) -> Result<Code, Problem> {
    Ok(Code::record(
        "Call",
        vec![
            ("id", Code::text(&operation.id)),
            ("method", Code::text(&operation.method)),
            ("path", Code::text(&operation.path)),
            ("service", Code::text(&operation.service)),
            ("summary", Code::text(&operation.summary)),
            ("has_body", Code::atom(operation.request.is_some().to_string())),
            ("schema", Code::atom(format!("&schemas::{}", constant(&request(operation)?)))),
        ],
    ))
}
