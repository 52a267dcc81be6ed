//! `drs example`: a request to start from.

use std::io;

use clap::Args;
use drs_contract::Operation;

use crate::commands::operation;
use crate::context;
use crate::exit::Exit;

/// The arguments of `drs example`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The operation
    #[arg(value_parser = operation::parser())]
    operation: Operation,

    /// Which example; if omitted `minimal`, or the smallest
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Runs `drs example`.
///
/// # Errors
///
/// When the example cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    let operation = arguments.operation;
    let of_operation = || operation.examples();
    let names: Vec<_> = of_operation().map(|example| example.name).collect();
    let example = match &arguments.name {
        Some(name) => of_operation().find(|example| example.name == name),
        None => of_operation().min_by_key(|example| (example.name != "minimal", example.text.len())),
    };
    if operation.is_bare() {
        context::eprint_line(&format!(
            "error: `{operation}` has neither a body nor query parameters, and so no examples"
        ));
        return Ok(Exit::Failure);
    }
    let Some(example) = example else {
        let name = arguments.name.as_deref().unwrap_or_default();
        context::eprint_line(&format!("error: `{operation}` has no example named `{}`", drs_diag::escape(name)));
        context::eprint_line(&format!("help: its examples are {}", names.join(", ")));
        return Ok(Exit::Failure);
    };
    context::print(example.text)?;
    if arguments.name.is_none() && names.len() > 1 {
        context::eprint_line(&format!(
            "note: this is `{}`; choose another with --name: {}",
            example.name,
            names.join(", ")
        ));
    }
    Ok(Exit::Success)
}
