//! From arguments to a call.

use std::path::Path;

use drs_client::Operation;

use super::arguments::Arguments;
use crate::failure::{Failure, Stop};
use crate::service::{Call, Document};

/// The call that arguments ask for, after its text was checked.
///
/// # Errors
///
/// The request cannot be read, is not one for the operation, or has mistakes, which were reported.
pub(super) fn call(arguments: &Arguments) -> Result<Call, Stop> {
    let operation = arguments.operation;
    let mut call = Call::new(operation);
    for (name, value) in &arguments.path {
        call = call.path(name, value);
    }
    let given = arguments.file.as_ref().map(|file| Document::read(Path::new(file))).transpose()?;
    if let (true, None) = (operation.has_body(), &given) {
        return Err(needs_a_request(operation).into());
    }
    let query = arguments.query.iter().cloned();
    let query: Vec<_> = match &given {
        Some(document) if !operation.has_body() => {
            // Parameters of the command line are checked with the call, as they are sent.
            if arguments.query.is_empty() {
                document.check(operation, arguments.color)?;
            }
            document.parameters().into_iter().chain(query).collect()
        }
        _ => query.collect(),
    };
    for (name, value) in query {
        call = call.query(&name, value);
    }
    if let Some(document) = given.filter(|_| operation.has_body()) {
        call = call.body(document);
        call.check(arguments.color)?;
    }
    Ok(call)
}

fn needs_a_request(operation: Operation) -> Failure {
    Failure::new(format!("`{operation}` needs a request: name its file, or `-`"))
        .help(format!("`drs example {operation}` prints one"))
}
