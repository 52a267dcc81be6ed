//! `operations.rs`: the operations as an enum, and what is known about each.

use super::field;
use crate::contract::{Contract, Location, Operation, Parameter, Property, Schema, pascal_case};
use crate::output::code::Code;
use crate::output::phrasing::{clause, first_sentence};
use crate::output::request;
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let operations = &contract.operations;
    let mut text = header("The operations.");
    text.push_str(
        "use crate::generated::values;\nuse crate::operation::Facts;\nuse crate::{Erratum, Field, Location, Parameter, Retry, Service};\n\n",
    );
    text.push_str(
        "/// A call of the service.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[non_exhaustive]\npub enum Operation {\n",
    );
    for operation in operations {
        let summary = clause(&first_sentence(&operation.summary));
        text.push_str(&format!("    /// `{}`: {summary}\n    {},\n", operation.id, pascal_case(&operation.id)));
    }
    let all: String = operations.iter().map(|it| format!("        Self::{},\n", pascal_case(&it.id))).collect();
    text.push_str(&format!(
        "}}\n\nimpl Operation {{\n    /// All of them.\n    pub const ALL: [Self; {}] = [\n{all}    ];\n}}\n\n",
        operations.len(),
    ));
    let facts = operations.iter().map(|operation| facts(contract, operation)).collect();
    let facts = Code::slice(facts).layout(0, usize::MAX / 2);
    text.push_str(&format!(
        "/// What is known about each, in the order of the variants.\npub(crate) static FACTS: &[Facts] = {facts};\n"
    ));
    text
}

fn facts(contract: &Contract, operation: &Operation) -> Code {
    let parameters = operation.parameters.iter().map(|it| parameter(contract, it)).collect();
    Code::record(
        "Facts",
        vec![
            ("id", Code::text(&operation.id)),
            ("method", Code::text(&operation.method)),
            ("path", Code::text(&operation.path)),
            ("service", Code::atom(format!("Service::{}", pascal_case(&operation.service)))),
            ("retry", Code::atom(format!("Retry::{}", pascal_case(&operation.retry)))),
            ("summary", Code::text(&operation.summary)),
            ("description", Code::text(&operation.description)),
            ("has_body", Code::atom(operation.request.is_some().to_string())),
            ("root", Code::text(&request::schema_name(operation))),
            ("parameters", Code::slice(parameters)),
            ("sources", field::sources(&operation.sources)),
        ],
    )
}

fn parameter(contract: &Contract, parameter: &Parameter) -> Code {
    let location = match parameter.location {
        Location::Path => "Location::Path",
        Location::Query => "Location::Query",
        Location::Header => "Location::Header",
    };
    let property = Property {
        required: parameter.required,
        schema: Schema {
            description: parameter.description.clone(),
            sources: parameter.sources.clone(),
            erratum: parameter.erratum.clone(),
            ..parameter.schema.clone()
        },
        at: parameter.at,
    };
    Code::record(
        "Parameter",
        vec![
            ("location", Code::atom(location)),
            ("component", Code::atom(format!("{:?}", parameter.schema.as_ref()))),
            ("field", field::code(contract, &parameter.name, &property)),
        ],
    )
}
