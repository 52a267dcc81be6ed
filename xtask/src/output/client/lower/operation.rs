//! Operations, lowered.

use serde_json::{Value, json};

use super::schema::compact;
use super::side::Side;
use super::state::Lowering;
use super::text;
use crate::contract::{Operation, Parameter};
use crate::problem::Problem;

impl Lowering<'_> {
    /// The `paths` of the document.
    pub(super) fn paths(&mut self) -> Result<Value, Problem> {
        let contract = self.contract;
        let mut paths = json!({});
        for operation in &contract.operations {
            paths[&operation.path][operation.method.to_lowercase()] = self.operation(operation)?;
        }
        Ok(paths)
    }

    fn operation(&mut self, operation: &Operation) -> Result<Value, Problem> {
        let parameters = operation.parameters.iter().map(|parameter| self.parameter(parameter));
        let parameters = parameters.collect::<Result<Vec<_>, Problem>>()?;
        let body = operation.request.as_ref().map(|name| json!({"required": true, "content": content(name)}));
        Ok(compact(json!({
            "operationId": operation.id,
            "summary": text::one_line(&operation.summary),
            "description": text::rustdoc(&operation.description),
            "parameters": parameters,
            "requestBody": body,
            "responses": responses(operation)?,
        })))
    }

    fn parameter(&mut self, parameter: &Parameter) -> Result<Value, Problem> {
        Ok(compact(json!({
            "name": parameter.name,
            "in": parameter.location.as_str(),
            "required": parameter.required,
            // progenitor makes a list of the parameters, one line each.
            "description": text::one_line(&parameter.description),
            "schema": self.schema(&parameter.schema, Side::Request)?,
        })))
    }
}

/// The success as it is, every failure as `4XX` and `5XX`: what is not declared comes back as a response nobody has read.
fn responses(operation: &Operation) -> Result<Value, Problem> {
    let mut responses = json!({});
    let mut failure: Option<&str> = None;
    for response in &operation.responses {
        if response.status.starts_with('2') {
            responses[&response.status] = json!({"description": "", "content": content(&response.schema)});
        } else if *failure.get_or_insert(&response.schema) != response.schema {
            return Err(Problem::new(format!("`{}` has two error types", operation.id))
                .at(response.at)
                .help("use one lenient component for every status of failure"));
        }
    }
    for status in ["4XX", "5XX"] {
        if let Some(name) = failure {
            responses[status] = json!({"description": "", "content": content(name)});
        }
    }
    Ok(responses)
}

fn content(name: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}})
}
