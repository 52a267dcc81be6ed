//! The tables of `drs-validate`: what requests may look like, as static data.

mod codes;
pub mod dfa;
mod operations;
pub(super) mod patterns;
mod rules;
mod schemas;
mod secrets;
#[cfg(test)]
mod tests;
mod vocabulary;

use crate::contract::Contract;
use crate::output::accept;
use crate::output::file::Output;
use crate::output::source::header;
use crate::problem::Problem;
use patterns::Patterns;

/// The folder that these outputs go to.
const FOLDER: &str = "crates/drs-validate/src/generated";

/// The generated modules of `drs-validate`.
///
/// # Errors
/// A request uses what the tables cannot say.
pub fn outputs(contract: &Contract) -> Result<Vec<Output>, Problem> {
    let mut patterns = Patterns::default();
    let schemas = schemas::module(contract, &mut patterns)?;
    let accept = accept::modules(contract, &mut patterns)?;
    let requests = schemas::components(contract)?;
    let requests = requests.keys().map(String::as_str).collect();
    let modules = [
        ("codes", codes::module(contract)),
        ("operations", operations::module(contract)),
        ("patterns", patterns.module()?),
        ("schemas", schemas),
        ("secrets", secrets::module(contract)),
        ("vocabulary", vocabulary::module(contract, &requests)),
    ];
    let mut root = header("What follows from the contract.");
    root.push_str("pub(crate) mod accept;\n");
    for (name, _) in &modules {
        root.push_str(&format!("pub(crate) mod {name};\n"));
    }
    let file = |name: &str, text: String| Output { path: format!("{FOLDER}/{name}.rs"), text };
    let mut outputs = vec![file("mod", root)];
    outputs.extend(modules.into_iter().map(|(name, text)| file(name, format!("{}\n", text.trim_end()))));
    outputs.extend(accept.into_iter().map(|(name, text)| file(&name, format!("{}\n", text.trim_end()))));
    Ok(outputs)
}
