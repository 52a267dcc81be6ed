//! `drs example`: a request to start from.

use std::io;

use crate::args;
use crate::exit::Exit;
use crate::generated::examples::EXAMPLES;
use crate::terminal;

/// Runs `drs example`.
///
/// # Errors
///
/// When the example cannot be written.
pub(crate) fn run(arguments: &args::Example) -> io::Result<Exit> {
    let of_operation = || EXAMPLES.iter().filter(|example| example.operation == arguments.operation);
    let names: Vec<_> = of_operation().map(|example| example.name).collect();
    let example = match &arguments.name {
        Some(name) => of_operation().find(|example| example.name == name),
        None => of_operation().min_by_key(|example| (example.name != "minimal", example.text.len())),
    };
    let Some(example) = example else {
        let name = arguments.name.as_deref().unwrap_or_default();
        terminal::eprint_line(&format!(
            "error: `{}` has no example named `{}`",
            arguments.operation,
            drs_diag::escape(name)
        ));
        terminal::eprint_line(&format!("help: its examples are {}", names.join(", ")));
        return Ok(Exit::Unchecked);
    };
    terminal::print(example.text)?;
    if arguments.name.is_none() && names.len() > 1 {
        terminal::eprint_line(&format!(
            "note: this is `{}`; choose another with --name: {}",
            example.name,
            names.join(", ")
        ));
    }
    Ok(Exit::Valid)
}
