//! What the command `drs` carries with it: pages, examples, schemas and what there is to say about each field.

mod examples;
mod fields;
mod limits;
mod pages;
mod schemas;
mod source;

use super::Output;
use crate::contract::Contract;
use crate::problem::Problem;

/// The folder that these outputs go to.
const FOLDER: &str = "crates/drs-cli/src/generated";

/// The generated modules of `drs-cli`.
///
/// # Errors
/// When the published artefacts that the command embeds cannot be made.
pub fn outputs(contract: &Contract) -> Result<Vec<Output>, Problem> {
    let published = super::dist::outputs(contract)?;
    let modules = [
        ("examples", examples::module(contract)),
        ("fields", fields::module(contract)),
        ("pages", pages::module(contract, &published)?),
        ("schemas", schemas::module(contract, &published)?),
    ];
    let mut root = source::header("Data of the contract that the command carries with it.");
    for (name, _) in &modules {
        root.push_str(&format!("pub(crate) mod {name};\n"));
    }
    let mut outputs = vec![Output { path: format!("{FOLDER}/mod.rs"), text: root }];
    outputs.extend(modules.into_iter().map(|(name, text)| Output { path: format!("{FOLDER}/{name}.rs"), text }));
    Ok(outputs)
}

/// The text of a published file.
fn find<'o>(published: &'o [Output], path: &str) -> Result<&'o str, Problem> {
    published
        .iter()
        .find(|output| output.path == path)
        .map(|output| output.text.as_str())
        .ok_or_else(|| Problem::new(format!("no output writes `{path}`, which the command embeds")))
}
