//! The crate `drs-contract`: what the contract says, as static data.

mod examples;
mod field;
mod life;
mod native_rules;
mod objects;
mod operations;
mod pages;
mod schemas;
mod services;
#[cfg(test)]
mod tests;
mod values;

use crate::contract::Contract;
use crate::output::dist;
use crate::output::file::Output;
use crate::output::source::header;
use crate::problem::Problem;

/// The folder that these outputs go to.
const FOLDER: &str = "crates/drs-contract/src/generated";

/// The generated modules of `drs-contract`.
///
/// # Errors
/// When the published artefacts that the crate embeds cannot be made.
pub fn outputs(contract: &Contract) -> Result<Vec<Output>, Problem> {
    let published = dist::outputs(contract)?;
    let modules = [
        ("examples", examples::module(contract)),
        ("life", life::module(contract)),
        ("native_rules", native_rules::module(contract)),
        ("objects", objects::module(contract)),
        ("operations", operations::module(contract)),
        ("pages", pages::module(contract, &published)?),
        ("schemas", schemas::module(contract, &published)?),
        ("services", services::module(contract)),
        ("values", values::module(contract)),
    ];
    let mut root = header("What the contract says.");
    for (name, _) in &modules {
        root.push_str(&format!("pub(crate) mod {name};\n"));
    }
    let file =
        |name: &str, text: &str| Output { path: format!("{FOLDER}/{name}.rs"), text: format!("{}\n", text.trim_end()) };
    let mut outputs = vec![file("mod", &root)];
    outputs.extend(modules.iter().map(|(name, text)| file(name, text)));
    Ok(outputs)
}
